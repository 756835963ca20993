"""The text with its official line numbers as text, right in any font and any word processor.

Why numbers as text: Word's own line numbering counts whatever lines the layout at hand makes. It was right for 271 of
the seed's 272 lines in the font that it was made with, for 151 in another font, and for 2 at 14 pt.

    bullet ┐   ┌ number, tab ┌ words, enclosed by the bookmark zeile_36
           •   36            den kommunalen Masterplan zügig    ┐ one paragraph: w:br divides its lines,
               37            umsetzen.                          ┘ which begin at its left indent
            –  38              an item of an inner list: label and words stand deeper, the number does not
                             words without official lines, enclosed by the bookmark text_3
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count, pairwise
from typing import Any, assert_never

from docx.document import Document
from docx.shared import Cm, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.editions.docx.wordprocessing import paragraph_content, text_runs
from pipeline.editions.docx.wordprocessing.bookmark_ranges import Bookmarks
from pipeline.editions.docx.wordprocessing.floats import Frame, Gallery, add_table
from pipeline.editions.docx.wordprocessing.footnote_part import FootnotePart
from pipeline.editions.docx.wordprocessing.numbered_lists import DEEPEST, NumberingDefinitions, make_item
from pipeline.editions.docx.wordprocessing.style_definitions import StyleDefinition
from pipeline.editions.docx.wordprocessing.text_runs import RunPiece
from pipeline.text import anchors, walk
from pipeline.text.concordance import Join, lines_of
from pipeline.text.model import (
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Cell,
    Heading,
    Inlines,
    LineStart,
    ListItem,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Table,
)
from pipeline.text.wording import IN_GERMAN, Wording

# In twips: where numbers and words begin; how much deeper the words of each inner list, and its labels.
NUMBERS, WORDS, STEP, LABEL_STEP = 510, 1077, 340, 120

LABEL = 280
"""Twips from the label of an item without official lines to its words."""

ROOM = 14910
"""Twips between the margins."""

WIDEST, HIGHEST = Cm(16), Cm(10)
"""Of pictures: what a page has room for beside a caption."""

HEADINGS = 9
"""The levels of headings that Word has."""

UPPER = 1
"""The levels of headings that stand above those of the text."""

TEXT, QUOTE, VERBATIM, CAPTION, PICTURE, NOTE = (
    "Ohne Zeile",
    "Quote",
    "HTML Preformatted",
    "caption",
    "Bild",
    "footnote text",
)

STYLES: Sequence[StyleDefinition] = (
    StyleDefinition(TEXT, left=WORDS, after=8, custom=True),
    StyleDefinition(QUOTE, left=NUMBERS, tab=WORDS, after=8, rule_beside=True),
    StyleDefinition(VERBATIM, left=NUMBERS, tab=WORDS, after=8, font="Courier New"),
    StyleDefinition(CAPTION, left=WORDS, bold=True, before=6, after=4, keep_next=True),
    StyleDefinition(PICTURE, left=WORDS, before=6, after=4, keep_next=True, custom=True),
    StyleDefinition("Reihenkopf", 10.5, bold=True, after=0, custom=True),
    StyleDefinition(NOTE, after=2),
    *text_runs.STYLES,
)
"""The styles of what only some texts have."""


def beside(number: int, prefix: str = "") -> str:
    """The name of the bookmark of a text without official lines, counted through the chapter."""
    return f"{prefix}text_{number}"


class OfficialText:
    """Adds blocks to a document, every official line with its number and its bookmark."""

    def __init__(
        self,
        document: Document,
        lists: NumberingDefinitions,
        bookmarks: Bookmarks,
        say: Wording = IN_GERMAN,
    ) -> None:
        """Go on with the lists and bookmarks that the document has; ``say`` is what is said around the text."""
        self._say = say
        self._lists, self._bookmarks = lists, bookmarks
        self._story = paragraph_content.body(document)
        self._notes, self._gallery = FootnotePart(document), Gallery()
        self._beside, self._tables, self._quotes = count(1), count(1), count(1)
        self._waiting: list[Blocks] = []
        self._prefix, self._places = "", dict[str, str]()

    def begin(self, prefix: str, places: Mapping[str, str], say: Wording) -> None:
        """Begin a chapter of a book: what its bookmarks begin with, those of every chapter by its slug, what is said."""
        self._say = say
        self._prefix, self._places = prefix, dict(places)
        self._beside, self._tables, self._quotes = count(1), count(1), count(1)

    def add(self, blocks: Blocks, depth: int = 0, quotes: int = 0) -> None:
        """Add the blocks; ``depth`` counts the lists around them, ``quotes`` the quotations."""
        for block, following in pairwise((*blocks, None)):
            match block:
                case Heading(level, content):
                    self._add_heading(f"heading {min(level + UPPER, HEADINGS)}", content)
                case Paragraph(content):
                    leads = isinstance(following, BulletList | OrderedList)
                    self._add_text(self._style(depth, quotes), content, depth, quotes, leads=leads)
                case BulletList(items):
                    number = self._lists.bullets()
                    self._add_items(items, [number] * len(items), depth, quotes)
                case OrderedList(items):
                    self._add_items(items, [*self._lists.of(block, depth)], depth, quotes)
                case BlockQuote(inner):
                    with self._bookmarks.across(self._story, f"{self._prefix}zitat_{next(self._quotes)}"):
                        self.add(inner, depth, quotes + 1)
                case Preformatted(content):
                    self._add_text(VERBATIM, content, depth, quotes)
                case Table():
                    self._add_table(block)
                case Picture():
                    self._add_picture(block)
                case None:
                    pass
                case _:
                    assert_never(block)

    def _style(self, depth: int, quotes: int) -> str:
        return QUOTE if quotes else "List Paragraph" if depth else "Body Text"

    def _add_heading(self, style: str, content: Inlines) -> None:
        paragraph = self._story.add_paragraph(style)
        # The style serves the tables' headings as well, which begin at the margin.
        paragraph.paragraph_format.left_indent = Twips(NUMBERS if walk.line_starts(content) else WORDS)
        self._add_words(paragraph, content, heading=True)

    def _add_items(self, items: Iterable[ListItem], numbers: Iterable[int], depth: int, quotes: int) -> None:
        for item, number in zip(items, numbers, strict=True):
            leads = isinstance(next(iter(item.blocks), None), BulletList | OrderedList)
            style = self._style(depth + 1, quotes)
            paragraph = self._add_text(style, item.content, depth + 1, quotes, leads=leads)
            make_item(paragraph, number, depth)
            if not walk.line_starts(item.content):
                paragraph.paragraph_format.first_line_indent = Twips(-LABEL)
            self.add(item.blocks, depth + 1, quotes)

    def _add_text(self, style: str, content: Inlines, depth: int, quotes: int, *, leads: bool = False) -> WordParagraph:
        shift = STEP * min(max(depth - 1, 0) + quotes, DEEPEST)
        numbered = bool(walk.line_starts(content))
        if not numbered and style not in {QUOTE, VERBATIM}:
            style = NOTE if self._story.is_note else TEXT
        paragraph = self._story.add_paragraph(style)
        if leads:
            paragraph.paragraph_format.keep_with_next = True
        if not numbered and (depth or style in {QUOTE, VERBATIM}):
            margin = 0 if self._story.is_note else WORDS
            paragraph.paragraph_format.left_indent = Twips(margin + LABEL * bool(depth) + shift)
        elif shift:
            paragraph_content.move_tab(paragraph, WORDS, WORDS + shift)
        self._add_words(paragraph, content)
        return paragraph

    def _add_words(self, paragraph: WordParagraph, content: Inlines, *, heading: bool = False) -> None:
        """The lines of the block one below the other; or its text, where it has no official lines."""
        found = list(text_runs.pieces(content, self._place))
        if any(isinstance(each, LineStart) for each in found):
            self._add_lines(paragraph, content, _lines(found), heading=heading)
        else:
            self._add_beside(paragraph, [each for each in found if isinstance(each, RunPiece)], heading=heading)
        waiting, self._waiting = self._waiting, []
        for blocks in waiting:
            self.add(blocks)

    def _add_lines(
        self, paragraph: WordParagraph, content: Inlines, lines: list[list[RunPiece]], *, heading: bool
    ) -> None:
        for index, (line, found) in enumerate(zip(lines_of(content), lines, strict=True)):
            if index:
                paragraph_content.add_break(paragraph)
            paragraph_content.add_text(paragraph, str(line.number), "Zeilennummer", bold=False if heading else None)
            paragraph_content.add_tab(paragraph)
            with self._bookmarks.around(paragraph, anchors.bookmark(line.number, self._prefix)):
                text_runs.add_pieces(paragraph, text_runs.trimmed(found), self._call, heading=heading, tabbed=True)
            if line.join is Join.HYPHEN:
                paragraph_content.add_text(paragraph, "-")

    def _add_beside(self, paragraph: WordParagraph, found: list[RunPiece], *, heading: bool = False) -> None:
        with self._bookmarks.around(paragraph, beside(next(self._beside), self._prefix)):
            text_runs.add_pieces(paragraph, text_runs.trimmed(found), self._call, heading=heading)

    def _call(self, parent: Any, note: Note) -> None:
        """The call of a note, and its footnote. Word has none inside another: there, its blocks follow."""
        outer = self._story
        if outer.is_note:
            self._waiting.append(note.blocks)
            return
        self._story = self._notes.add(parent)
        waiting, self._waiting = self._waiting, []
        self.add(note.blocks or (Paragraph(()),))
        self._story, self._waiting = outer, waiting

    def _place(self, reference: Reference) -> str:
        """The bookmark of the first line that is meant; nothing where the document does not have its chapter."""
        prefix = self._places.get(reference.chapter) if reference.chapter else self._prefix
        return "" if prefix is None else anchors.bookmark(reference.first, prefix)

    def _add_table(self, table: Table) -> None:
        number = next(self._tables)
        if table.caption:
            self._add_caption(table.caption)
        title = walk.plain(table.caption.content).strip() if table.caption else ""
        indent = 0 if self._story.is_note else WORDS
        add_table(
            self._story,
            table,
            title or self._table_name(number),
            Frame(ROOM - indent, indent),
            self._add_cell,
            self._say,
        )
        self._story.add_paragraph("Abstand")

    def _table_name(self, number: int) -> str:
        """An attribute has no language of its own: beside a foreign text a number is all that is said."""
        return str(number) if self._say.foreign else self._say("Tabelle {number}", number=number)

    def _shown(self, picture: Picture) -> str:
        """What the picture shows, in words."""
        return picture.alternative if self._say.foreign else self._say("Bild: {title}", title=picture.alternative)

    def _add_cell(self, paragraph: WordParagraph, cell: Cell) -> None:
        if cell.content:
            self._add_words(paragraph, cell.content)

    def _add_caption(self, caption: Caption, *, after: bool = False) -> None:
        paragraph = self._story.add_paragraph(CAPTION)
        if after:
            paragraph.paragraph_format.keep_with_next = False
        self._add_words(paragraph, caption.content, heading=True)

    def _add_picture(self, picture: Picture) -> None:
        paragraph = self._story.add_paragraph(PICTURE)
        if picture.data:
            self._gallery.add(paragraph, picture, WIDEST, HIGHEST)
        else:
            # The model alone holds no pictures: what it shows is all that there is.
            paragraph_content.add_text(paragraph, self._shown(picture))
        if picture.caption:
            self._add_caption(picture.caption, after=True)
        else:
            paragraph.paragraph_format.keep_with_next = False


def _lines(found: Iterable[RunPiece | LineStart]) -> list[list[RunPiece]]:
    """The pieces of each line; what stands before the first line belongs to none."""
    lines: list[list[RunPiece]] = []
    for each in found:
        if isinstance(each, LineStart):
            lines.append([])
        elif lines:
            lines[-1].append(each)
    return lines
