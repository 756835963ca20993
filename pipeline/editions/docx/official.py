"""The text with its official line numbers as text, right in any font and any word processor.

Why numbers as text: Word's own line numbering counts whatever lines the layout at hand makes. It was right for 271 of
the seed's 272 lines in the font that it was made with, for 151 in another font, and for 2 at 14 pt.

    bullet ┐   ┌ number, tab ┌ words, enclosed by the bookmark zeile_36
           •   36            den kommunalen Masterplan zügig    ┐ one paragraph: w:br divides its lines,
               37            umsetzen.                          ┘ which begin at its left indent
            –  38              an item of an inner list: label and words stand deeper, the number does not
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from docx.document import Document
from docx.shared import Twips
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.concordance import Join, lines_of
from pipeline.model import (
    BlockQuote,
    Blocks,
    BulletList,
    Emphasis,
    Heading,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    ListItem,
    Marked,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Strong,
    Table,
    Text,
)
from pipeline.wordprocessing import wordml

# In twips: where numbers and words begin; how much deeper the words of each inner list, and its labels.
NUMBERS, WORDS, STEP, LABEL_STEP = 510, 1077, 340, 120

HEADINGS = 9
"""The levels of headings that Word has."""

UPPER = 1
"""The levels of headings that stand above those of the text."""


def bookmark(number: int) -> str:
    """The name of a line's bookmark (house contract)."""
    return f"zeile_{number}"


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

    def __init__(self, document: Document, lists: wordml.Lists, bookmarks: wordml.Bookmarks) -> None:
        """Go on with the lists and bookmarks that the document has."""
        self._document, self._lists, self._bookmarks = document, lists, bookmarks

    def add(self, blocks: Blocks, depth: int = 0) -> None:
        """Add the blocks; ``depth`` counts the lists around them."""
        for block, following in pairwise((*blocks, None)):
            match block:
                case Heading(level, content):
                    paragraph = wordml.add_paragraph(self._document, f"heading {min(level + UPPER, HEADINGS)}")
                    # The style serves the tables' headings as well, which begin at the margin.
                    paragraph.paragraph_format.left_indent = Twips(NUMBERS)
                    self._add_lines(paragraph, content, heading=True)
                case Paragraph(content):
                    leads = isinstance(following, BulletList | OrderedList)
                    self._add_text("List Paragraph" if depth else "Body Text", content, depth, leads=leads)
                case BulletList(items):
                    self._add_items(items, self._lists.bullets(), depth)
                case OrderedList(items, start):
                    self._add_items(items, self._lists.counting(start), depth)
                case BlockQuote(inner):
                    self.add(inner, depth + 1)
                case Preformatted(content):
                    self._add_text("Body Text", content, depth, leads=False)
                case Table() | Picture():
                    raise NotImplementedError(block)
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
            with self._bookmarks.around(paragraph, bookmark(line.number)):
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
            case Marked(content=content) | Link(content=content) | Reference(content=content):
                yield from _leaves(content, strong=strong, emphasis=emphasis)
            case LineBreak():
                continue
            case Note():
                raise NotImplementedError(inline)
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
