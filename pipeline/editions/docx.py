"""The Word document: the text with its official line numbers as text, right in any font and any word processor.

Why numbers as text: Word's own line numbering counts whatever lines the layout at hand makes. It was right for 271 of
the seed's 272 lines in the font that it was made with, for 151 in another font, and for 2 at 14 pt.

    bullet ┐   ┌ number, tab ┌ words, enclosed by the bookmark zeile_36
           •   36            den kommunalen Masterplan zügig    ┐ one paragraph: w:br divides its lines,
               37            umsetzen.                          ┘ which begin at its left indent
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from docx.document import Document
from docx.shared import Cm, Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline import pages, walk
from pipeline.concordance import Join, lines_of
from pipeline.editions import wordml
from pipeline.editions.wordml import Style
from pipeline.model import (
    Blocks,
    BulletList,
    Chapter,
    Emphasis,
    Heading,
    Inlines,
    LineRule,
    LineStart,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Strong,
    Text,
)
from pipeline.publication import Publication

FONT = "Arial"
GREY = "595959"
"""The colour of numbers, header and footer: 7.0:1 on white."""

# In twips: where numbers and words begin, and how much deeper the words of each inner list. A4 leaves
# 16.1 cm beside the number column. At 10.5 pt the widest of the seed's lines takes 14.0 cm in Arial, and 16.0 cm in
# DejaVu Sans, which LibreOffice takes where Arial and its substitutes are missing.
NUMBERS, WORDS, STEP = 397, 964, 340
A4 = Twips(11906), Twips(16838)
LEFT, RIGHT, TOP, BOTTOM = Cm(1.7), Cm(1.5), Cm(2.3), Cm(2.1)

HEADINGS = 9
"""The levels of headings that Word has."""


def write(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The chapter as a DOCX file."""
    chapter = numbered.chapter
    creator = chapter.resolution.body or publication.publisher
    modified = publication.modified(numbered)
    properties = wordml.Properties(chapter.title, creator, publication.language, modified)
    size = _size(numbered.rule)
    document = wordml.blank(properties, font=FONT, size=size)
    for style in _styles(publication.accent.removeprefix("#"), size):
        wordml.add_style(document, style)
    _set_page(document, chapter.title)
    _add_title(document, chapter)
    _add_contents(document, chapter)
    OfficialText(document).add(chapter.blocks)
    _add_imprint(document, chapter, publication)
    return wordml.saved(document)


def _size(rule: LineRule) -> float:
    """The size of the text in points: 10.5, or less where the official lines are longer than 80 characters."""
    return min(21, max(16, 21 * 80 // rule.width)) / 2


def _styles(accent: str, size: float) -> Iterator[Style]:
    yield Style("Title", 22, bold=True, colour=accent, after=8, keep_next=True)
    yield Style("Subtitle", 12, after=2, keep_next=True)
    yield Style("TOC Heading", 13, bold=True, colour=accent, before=18, after=4, keep_next=True)
    yield Style("toc 1", after=2)
    yield Style("Zitierhinweis", 10, custom=True, before=10, after=18)
    yield Style("Body Text", left=NUMBERS, tab=WORDS, after=8)
    yield Style("List Paragraph", left=NUMBERS, tab=WORDS, after=4)
    for level in range(HEADINGS):
        yield Style(
            f"heading {level + 1}", size + max(2 - level, 0), bold=True, colour=accent, before=max(16 - 3 * level, 10),
            keep_next=True, left=NUMBERS, tab=WORDS, outline=level,
        )  # fmt: skip
    yield Style("header", 9, colour=GREY, after=0)
    yield Style("footer", 9, colour=GREY, after=0)
    yield Style("Impressum", 9, custom=True, rule_above=True, colour=GREY, after=2)
    yield Style("Hyperlink", colour=accent, character=True)
    yield Style("Strong", bold=True, character=True)
    yield Style("Emphasis", italic=True, character=True)
    yield Style("Strong Emphasis", bold=True, italic=True, character=True, custom=True)
    yield Style("Zeilennummer", size - 2, colour=GREY, character=True, custom=True)


def _set_page(document: Document, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    section.header_distance = section.footer_distance = Cm(1.1)
    # On the first page the title itself stands where the header would repeat it.
    section.different_first_page_header_footer = True
    wordml.add_text(section.header.paragraphs[0], title)
    for footer in section.footer, section.first_page_footer:
        wordml.add_text(footer.paragraphs[0], "Seite ")
        wordml.add_field(footer.paragraphs[0], "PAGE", "1")
        wordml.add_text(footer.paragraphs[0], " von ")
        wordml.add_field(footer.paragraphs[0], "NUMPAGES", "1")


def _add_title(document: Document, chapter: Chapter) -> None:
    wordml.add_paragraph(document, "Title", chapter.title)
    for text in filter(None, (chapter.kind, pages.resolution(chapter))):
        wordml.add_paragraph(document, "Subtitle", text)


def _add_contents(document: Document, chapter: Chapter) -> None:
    """Add the contents, if there are headings, and how to cite."""
    sections = walk.sections(chapter.blocks)
    if headed := [section for section in sections if section.heading]:
        wordml.add_paragraph(document, "TOC Heading", "Inhalt")
        entries = [wordml.add_paragraph(document, "toc 1") for _ in headed]
        for entry, section in zip(entries, headed, strict=True):
            wordml.add_link(entry, _bookmark(section.first), f"{section.title} ({section.lines})")
        # \n: without page numbers, which only a word processor knows; lines are what is cited.
        wordml.enclose_in_field(entries, r'TOC \o "1-1" \h \n \z')
    example = f"Zitiert wird nach Zeilen, zum Beispiel: {chapter.title}, {sections[0].lines}."
    numbers = "Die Zeilennummern sind amtlich und in allen Ausgaben dieselben."
    wordml.add_paragraph(document, "Zitierhinweis", f"{example} {numbers}")


def _bookmark(number: int) -> str:
    return f"zeile_{number}"


def _add_imprint(document: Document, chapter: Chapter, publication: Publication) -> None:
    rows = pages.imprint(chapter, publication)
    shown = [wordml.add_paragraph(document, "Impressum", f"{label}: {value}") for label, value in rows]
    shown[0].paragraph_format.space_before = Pt(28)


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    strong: bool
    emphasis: bool

    @property
    def style(self) -> str:
        return " ".join(["Strong"] * self.strong + ["Emphasis"] * self.emphasis)


class OfficialText:
    """Adds blocks to a document, every official line with its number and its bookmark."""

    def __init__(self, document: Document) -> None:
        """Begin with no list and no bookmark."""
        self._document = document
        self._lists = wordml.Lists(document, NUMBERS)
        self._bookmarks = wordml.Bookmarks()

    def add(self, blocks: Blocks, depth: int = 0) -> None:
        """Add the blocks; ``depth`` counts the lists around them."""
        for block, following in pairwise((*blocks, None)):
            match block:
                case Heading(level, content):
                    paragraph = wordml.add_paragraph(self._document, f"heading {min(level, HEADINGS)}")
                    self._add_lines(paragraph, content, heading=True)
                case Paragraph(content):
                    leads = isinstance(following, BulletList | OrderedList)
                    self._add_text("List Paragraph" if depth else "Body Text", content, depth, leads=leads)
                case BulletList(items):
                    self._add_items(items, self._lists.bullets(), depth)
                case OrderedList(items, start):
                    self._add_items(items, self._lists.counting(start), depth)
                case None:
                    pass
                case _:
                    assert_never(block)

    def _add_items(self, items: Iterable[ListItem], number: int, depth: int) -> None:
        for item in items:
            leads = isinstance(next(iter(item.blocks), None), BulletList | OrderedList)
            paragraph = self._add_text("List Paragraph", item.content, depth + 1, leads=leads)
            wordml.make_item(paragraph, number, depth)
            self.add(item.blocks, depth + 1)

    def _add_text(self, style: str, content: Inlines, depth: int, *, leads: bool) -> WordParagraph:
        paragraph = wordml.add_paragraph(self._document, style)
        if leads:
            paragraph.paragraph_format.keep_with_next = True
        if depth > 1:
            wordml.move_tab(paragraph, WORDS, WORDS + STEP * min(depth - 1, wordml.DEEPEST))
        self._add_lines(paragraph, content)
        return paragraph

    def _add_lines(self, paragraph: WordParagraph, content: Inlines, *, heading: bool = False) -> None:
        # 17.7.3: bold is a toggle. Bold in the style of a run and in that of its paragraph cancel each other out, and
        # a style cannot switch it off; only what stands at the run itself is absolute.
        for index, (line, words) in enumerate(zip(lines_of(content), _lines(content), strict=True)):
            if index:
                wordml.add_break(paragraph)
            wordml.add_text(paragraph, str(line.number), "Zeilennummer", bold=False if heading else None)
            wordml.add_tab(paragraph)
            with self._bookmarks.around(paragraph, _bookmark(line.number)):
                for each in _trimmed(words):
                    wordml.add_text(paragraph, each.text, each.style, bold=True if heading and each.strong else None)
            if line.join is Join.HYPHEN:
                wordml.add_text(paragraph, "-")


def _lines(content: Inlines) -> list[list[_Words]]:
    """The words of each line; what stands before the first line belongs to none."""
    lines: list[list[_Words]] = []
    for leaf in _leaves(content):
        if isinstance(leaf, LineStart):
            lines.append([])
        elif lines:
            lines[-1].append(leaf)
    return lines


def _leaves(inlines: Inlines, *, strong: bool = False, emphasis: bool = False) -> Iterator[_Words | LineStart]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield _Words(text, strong, emphasis)
            case LineStart():
                yield inline
            case Strong(content):
                yield from _leaves(content, strong=True, emphasis=emphasis)
            case Emphasis(content):
                yield from _leaves(content, strong=strong, emphasis=True)
            case _:
                assert_never(inline)


def _trimmed(words: list[_Words]) -> Iterator[_Words]:
    """The words without the spaces around their line."""
    text = "".join(each.text for each in words)
    first, last = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    start = 0
    for each in words:
        if inner := each.text[max(first - start, 0) : max(last - start, 0)]:
            yield _Words(inner, each.strong, each.emphasis)
        start += len(each.text)
