"""The reading in Leichte Sprache as a plain Word document, for people who go on working with it, or print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import count, repeat

from docx.document import Document
from docx.shared import Cm, Emu, Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.easy_language import own_sentences
from pipeline.easy_language.own_sentences import OMITTED, OPEN
from pipeline.easy_language.rendition import EasyPicture, Rendition, RenditionPassage, Shown, State, lines_named
from pipeline.easy_language.segments import SegmentKind
from pipeline.editions.docx.wordprocessing import (
    opc_package,
    paragraph_content,
    run_language,
    style_definitions,
    text_runs,
    wordml,
)
from pipeline.editions.docx.wordprocessing.bookmark_ranges import Bookmarks, enclose
from pipeline.editions.docx.wordprocessing.floats import Frame, add_table
from pipeline.editions.docx.wordprocessing.numbered_lists import NumberingDefinitions, make_item
from pipeline.editions.docx.wordprocessing.style_definitions import StyleDefinition
from pipeline.editions.easy.imprint import LANGUAGE, easy_imprint, title
from pipeline.editions.easy.word_links import with_word_links, word_names
from pipeline.pages import fonts
from pipeline.publication.settings import Publication
from pipeline.text import anchors, walk, wording
from pipeline.text.model import (
    Alignment,
    Block,
    Book,
    BulletList,
    Cell,
    Inlines,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Table,
    Text,
)

FONT = "Arial"
QUIET = "404040"
"""The colour of links and page numbers: 10:1 on white."""

SIZE, LINE = 14, 1.5
"""Points and row distance (BITV 2.0, annex 2, part 2, 9)."""

HEAD = 28.0
"""Ems that a running head of one row has room for, with some to spare since Arial may be replaced by a wider type."""

TEXT, PICTURE, WIDEST = 397, Cm(5), Cm(16)

HIGHEST, TALLEST = Cm(7), Cm(20)
"""What a picture beside the text, and one of the original, takes of a page at most."""

PIXEL = 9525
"""EMU of a pixel at 96 to the inch."""

ROOM = 9297
"""Twips between the margins."""

OBJECTS = (
    StyleDefinition("Tabellenkopf", SIZE, line=LINE, bold=True, after=0, keep_next=True, custom=True),
    StyleDefinition("Reihenkopf", SIZE, line=LINE, bold=True, after=0, custom=True),
    StyleDefinition("Tabellentext", SIZE, line=LINE, after=0, custom=True),
    StyleDefinition("caption", SIZE, line=LINE, bold=True, after=4, keep_next=True),
    StyleDefinition("Bildunterschrift", SIZE, line=LINE, after=12, custom=True),
    StyleDefinition("Abstand", 6, after=0, custom=True),
    # Nothing is slanted in Leichte Sprache (BITV 2.0, annex 2, part 2, 9).
    StyleDefinition("Emphasis", bold=True, character=True),
    StyleDefinition("Strong Emphasis", bold=True, character=True, custom=True),
)
"""The styles of what only some originals have."""


def write(book: Book, publication: Publication, reading: Rendition) -> bytes:
    """The reading as a DOCX file."""
    [numbered] = book.chapters
    chapter = numbered.chapter
    foreign = not wording.alike(publication.language, LANGUAGE)
    creator = chapter.resolution.body or publication.publisher
    subject = ". ".join(part for part in ("Text in Leichter Sprache", reading.draft) if part)
    properties = opc_package.Properties(
        title(reading),
        creator,
        LANGUAGE if foreign else publication.language,
        publication.modified(numbered),
        subject=subject,
    )
    document = opc_package.blank(properties, font=FONT, size=SIZE)
    for style in _styles(publication.accent.removeprefix("#")):
        style_definitions.add_style(document, style)
    _set_page(document, fonts.shortened(reading.title, HEAD))
    _Text(document, publication.language if foreign else "").add(numbered, publication, reading)
    style_definitions.add_styles_in_use(document, OBJECTS)
    return opc_package.saved(document)


def _styles(accent: str) -> Iterator[StyleDefinition]:
    yield StyleDefinition("Title", 24, bold=True, colour=accent, after=8, keep_next=True)
    yield StyleDefinition("Entwurf", SIZE, line=LINE, bold=True, before=4, after=12, custom=True)
    yield StyleDefinition("Satz", SIZE, line=LINE, after=0, custom=True)
    yield StyleDefinition("List Paragraph", SIZE, line=LINE, left=TEXT, after=0)
    yield StyleDefinition("Bild", SIZE, after=4, keep_next=True, custom=True)
    yield StyleDefinition("Verweis", SIZE, colour=QUIET, after=16, custom=True)
    yield StyleDefinition("Original", SIZE, line=LINE, after=6, custom=True)
    for level, size in enumerate((19, 17, 15)):
        yield StyleDefinition(
            f"heading {level + 1}", size, bold=True, colour=accent, before=18, after=4, keep_next=True, outline=level
        )
    yield StyleDefinition("header", SIZE, colour=QUIET, after=0)
    yield StyleDefinition("footer", SIZE, colour=QUIET, after=0)
    yield StyleDefinition("Hyperlink", colour=QUIET, underline=True, character=True)
    yield StyleDefinition("Strong", bold=True, character=True)


def _set_page(document: Document, name: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
    section.different_first_page_header_footer = True
    paragraph_content.add_text(section.header.paragraphs[0], name)
    for footer in section.footer, section.first_page_footer:
        paragraph_content.add_text(footer.paragraphs[0], "Seite ")
        paragraph_content.add_field(footer.paragraphs[0], "PAGE", "1")


class _Text:
    """Adds the parts of the reading in order."""

    def __init__(self, document: Document, language: str) -> None:
        """``language`` is that of the original where it is not German."""
        self._document, self._language = document, language
        self._lists = NumberingDefinitions(document, TEXT)
        self._bookmarks = Bookmarks()
        self._shapes = count(1)

    def add(self, numbered: NumberedChapter, publication: Publication, reading: Rendition) -> None:
        """Add everything."""
        self._front(numbered, reading)
        # Bookmarks have no hyphens, and at most 40 characters (ECMA-376, 17.13.6.2).
        marks = {name: f"wort_{at}" for at, name in enumerate(word_names(reading.words), 1)}
        for part in with_word_links(reading, lambda name: f"#{marks[name]}").parts:
            if part.heading:
                self._heading(part.heading, 1)
            for passage in part.passages:
                self._passage(passage)
        if reading.words:
            self._line("heading 1", own_sentences.WORDS)
            for word, name in zip(reading.words, marks.values(), strict=True):
                row = self._line("Satz")
                with self._bookmarks.around(row, name):
                    paragraph_content.add_text(row, word.agreed or word.word, "Strong")
                for line in word.explanation:
                    self._line("Satz", line)
        self._line("heading 1", own_sentences.ORIGINAL).paragraph_format.page_break_before = True
        for passage, lines in lines_named(reading.passages):
            self._original(passage, lines)
        for shown in reading.objects:
            self._object(shown)
        self._line("heading 1", own_sentences.IMPRINT)
        for label, value in easy_imprint(reading, publication):
            self._line("Satz", f"{label}: {value}")

    def _front(self, numbered: NumberedChapter, reading: Rendition) -> None:
        _add_rows(self._line("Title"), [(Text(row),) for row in reading.title_rows])
        state = reading.draft or f"{own_sentences.READ} {reading.checked_on}"
        self._line("Entwurf", state)
        resolution = numbered.chapter.resolution
        day = wording.IN_GERMAN.day(resolution.day) if resolution.day else ""
        for line in own_sentences.opening_lines(reading.title, reading.original_title, resolution.body, day):
            last = self._line("Satz", line)
        last.paragraph_format.space_after = Pt(30)

    def _line(self, style: str, text: str = "") -> WordParagraph:
        return paragraph_content.add_paragraph(self._document, style, text)

    def _heading(self, passage: RenditionPassage, level: int) -> None:
        paragraph = self._line(f"heading {level}")
        with self._bookmarks.around(paragraph, _mark(passage)):
            _add_rows(paragraph, passage.rows)
        self._way(passage)

    def _passage(self, passage: RenditionPassage) -> None:
        if passage.kind is SegmentKind.HEADING:
            self._heading(passage, 2)
            return
        for at, each in enumerate(passage.pictures):
            shown = self._line("Bild")
            width = fitted_width(each, PICTURE, HIGHEST)
            paragraph_content.add_picture(shown, each.data, width, each.alternative, next(self._shapes))
            if not at and not passage.shown:
                enclose(self._bookmarks, shown, _mark(passage))
        rows = [row for block in passage.shown for row in self._block(block)]
        for row in rows:
            row.paragraph_format.keep_with_next = True
        if rows:
            enclose(self._bookmarks, rows[0], _mark(passage))
        self._way(passage)

    def _block(self, block: Block) -> Iterator[WordParagraph]:
        match block:
            case BulletList(items):
                yield from self._items(items, repeat(self._lists.bullets()))
            case OrderedList(items):
                yield from self._items(items, self._lists.of(block, 0))
            case Paragraph(content):
                row = self._line("Satz")
                _add_inlines(row, content)
                yield row

    def _items(self, items: Sequence[ListItem], numbers: Iterable[int]) -> Iterator[WordParagraph]:
        for item, number in zip(items, numbers, strict=False):
            row = self._line("List Paragraph")
            _add_inlines(row, item.content)
            make_item(row, number, 0)
            yield row

    def _way(self, passage: RenditionPassage) -> None:
        paragraph_content.add_link(self._line("Verweis"), _original_mark(passage), passage.lines)

    def _original(self, passage: RenditionPassage, lines: Iterable[int]) -> None:
        paragraph = self._line("Original")
        with ExitStack() as marked:
            for name in (_original_mark(passage), *map(anchors.bookmark, lines)):
                marked.enter_context(self._bookmarks.around(paragraph, name))
            if passage.state is State.TRANSLATED:
                paragraph_content.add_link(paragraph, _mark(passage), f"{passage.lines}:")
            else:
                paragraph_content.add_text(paragraph, f"{passage.lines}:")
        paragraph_content.add_text(paragraph, " ")
        self._add_words(paragraph, passage.content)
        if passage.state is not State.TRANSLATED:
            paragraph_content.add_text(paragraph, " ")
            paragraph_content.add_break(paragraph)
            paragraph_content.add_text(paragraph, OMITTED if passage.state is State.OMITTED else OPEN)

    def _object(self, shown: Shown) -> None:
        self._line("Original", f"{shown.place}:").paragraph_format.keep_with_next = True
        caption = shown.block.caption
        if isinstance(shown.block, Table):
            if caption:
                self._add_words(self._line("caption"), caption.content)
            # Leichte Sprache stands left, whatever the table was like (BITV 2.0, annex 2, part 2, 9).
            plain = replace(shown.block, alignments=(Alignment.START,) * len(shown.block.alignments))
            title = walk.plain(caption.content).strip() if caption else shown.place
            add_table(paragraph_content.body(self._document), plain, title, Frame(ROOM, size=SIZE), self._cell)
            self._line("Abstand")
        elif shown.picture:
            width = fitted_width(shown.picture, WIDEST, TALLEST)
            paragraph = self._line("Bild")
            paragraph_content.add_picture(
                paragraph, shown.picture.data, width, shown.picture.alternative, next(self._shapes)
            )
            if caption:
                self._add_words(self._line("Bildunterschrift"), caption.content)

    def _cell(self, paragraph: WordParagraph, cell: Cell) -> None:
        self._add_words(paragraph, cell.content)

    def _add_words(self, paragraph: WordParagraph, content: Inlines) -> None:
        before = len(wordml.xml_of(paragraph))
        _add_inlines(paragraph, content)
        if self._language:
            run_language.marked(list(wordml.xml_of(paragraph))[before:], self._language)


def fitted_width(picture: EasyPicture, widest: Length, highest: Length) -> Length:
    """The width of the picture so that neither side is longer than it may be."""
    share = min(1.0, widest / (picture.width * PIXEL), highest / (picture.height * PIXEL))
    return Emu(max(1, int(picture.width * PIXEL * share)))


def _add_inlines(paragraph: WordParagraph, content: Inlines) -> None:
    found = (each for each in text_runs.pieces(content, lambda _: "") if isinstance(each, text_runs.RunPiece))
    # The space keeps the words apart for programs that know no line break.
    spaced = (part for each in found for part in ([replace(each, text=" "), each] if each.text == "\n" else [each]))
    text_runs.add_pieces(paragraph, spaced, lambda *_: None)


def _add_rows(paragraph: WordParagraph, rows: Sequence[Inlines]) -> None:
    """One paragraph of several rows; the space keeps the words apart for programs that know no line break."""
    for at, row in enumerate(rows):
        if at:
            paragraph_content.add_text(paragraph, " ")
            paragraph_content.add_break(paragraph)
        _add_inlines(paragraph, row)


def _mark(passage: RenditionPassage) -> str:
    return f"leicht_{passage.name}"


def _original_mark(passage: RenditionPassage) -> str:
    return f"original_{passage.name}"
