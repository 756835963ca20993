"""What translators fill in: the sheet of the order, a row for each sentence, the word list, the check protocol.

All fixed words are in ``easy_language.form``, which the reader of what comes back shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import count, groupby
from math import ceil

from docx.document import Document

from pipeline.easy_language import form_wording
from pipeline.easy_language import handout as handout_lines
from pipeline.easy_language.handout import NOTHING, Handout
from pipeline.easy_language.segments import Segment, SegmentKind
from pipeline.easy_language.translation import TranslationRow, Word, line_ranges
from pipeline.easy_language.word_list import candidates
from pipeline.editions.docx.wordprocessing import paragraph_content
from pipeline.editions.docx.wordprocessing.bookmark_ranges import Bookmarks
from pipeline.editions.docx.wordprocessing.margin_comments import MarginComments
from pipeline.editions.docx.wordprocessing.numbered_lists import NumberingDefinitions, make_item
from pipeline.editions.docx.wordprocessing.table_xml import (
    Column,
    control,
    drop_down,
    paragraph,
    styled_paragraph,
    table_markup,
)
from pipeline.pages import shells
from pipeline.publication.settings import Publication
from pipeline.text import adoption, chapter_sections, wording
from pipeline.text.model import Block, BulletList, Inlines, NumberedChapter, OrderedList, Paragraph
from pipeline.text.wording import IN_GERMAN

NORM_PAGE = 1800
"""Characters of a Normseite, spaces included: what translators count in."""

# Twips; together as wide as a landscape A4 page between its margins. In Arial the first holds „S0133, Zeile 247–248“ on
# one line, the last „zusammengefasst“.
ROWS = tuple(map(Column, form_wording.COLUMNS, (2100, 3820, 5330, 1650, 2010)))
WORDS = tuple(map(Column, form_wording.WORD_COLUMNS, (3700, 2300, 3700, 5210)))
FIELDS = tuple(map(Column, form_wording.FIELD_COLUMNS, (4400, 10510)))

SPARE_WORDS = 8
"""Empty rows of the word list."""


class HandoverForm:
    """Adds the parts of the form to a document; content controls and bookmarks have ids of their own."""

    def __init__(
        self,
        document: Document,
        lists: NumberingDefinitions,
        bookmarks: Bookmarks,
        comments: MarginComments,
        handout: Handout = NOTHING,
    ) -> None:
        """Go on with the lists, bookmarks and comments of the document; ``handout`` is what the form is filled in with."""
        self._handout, self._comments = handout, comments
        rows = handout.translation.rows if handout.translation else ()
        self._rows = {row.name: row for row in rows}
        self._blocks = handout_lines.written_blocks(handout.translation)
        self._document, self._lists, self._bookmarks = document, lists, bookmarks
        self._controls = count(1)

    def add_sheet(self, numbered: NumberedChapter, publication: Publication, segments: Sequence[Segment]) -> None:
        """Add what the order is, and how the document is filled in."""
        self._heading(form_wording.SHEET)
        rows = [*(self._known(*row) for row in _known(numbered, publication, segments)), *self._asked(publication)]
        self._table(FIELDS, rows, form_wording.SHEET, form_wording.ABOUT_SHEET)
        # A page of their own, whatever the sheet before them says: translators lay it beside the tables.
        self._heading(form_wording.HOW, page=True)
        steps = self._lists.counting(1)
        for each in form_wording.INSTRUCTIONS:
            make_item(paragraph_content.add_paragraph(self._document, "List Number", each), steps, 0)

    def add_rows(self, numbered: NumberedChapter, segments: Sequence[Segment]) -> None:
        """Add a table for the title and for each section, one row a segment."""
        self._heading(form_wording.ROWS)
        paragraph_content.add_paragraph(self._document, "Normal", form_wording.ROWS_ABOUT)
        if any(each.place for each in segments):
            paragraph_content.add_paragraph(self._document, "Normal", form_wording.PLACES_ABOUT)
        self._section(form_wording.TITLE_HEADING, "", [each for each in segments if each.kind is SegmentKind.TITLE])
        sections = chapter_sections.sections(numbered.chapter.blocks)
        rest = [each for each in segments if each.kind is not SegmentKind.TITLE]
        for number, group in groupby(rest, lambda each: each.section):
            section = sections[number]
            lines = IN_GERMAN.lines(section.first, section.last)
            self._section(section.title or form_wording.OPENING, lines, list(group))

    def _section(self, title: str, lines: str, segments: Sequence[Segment]) -> None:
        paragraph_content.add_paragraph(self._document, "heading 2", title)
        if lines:
            paragraph_content.add_paragraph(self._document, "Zeilenbereich", lines)
        self._table(ROWS, map(self._row, segments), form_wording.rows_title(title, lines), form_wording.ABOUT_ROWS)

    def _row(self, segment: Segment) -> tuple[str, ...]:
        name = segment.name
        row = self._rows.get(name, TranslationRow(name, segment.text, segment.digest))
        earlier = paragraph(f"{form_wording.EARLIER} {row.was}", "Original") if row.was else ""
        context = form_wording.of_list(segment.sign, segment.lead)
        listed = paragraph(context, "Original") if context else ""
        shown = f"{name}, {segment.where}" if segment.where else name
        status = drop_down(
            form_wording.status_tag(name),
            form_wording.status_alias(name),
            next(self._controls),
            "Tabellentext",
            form_wording.Status,
            row.status,
        )
        return (
            self._number(row, shown),
            paragraph(segment.text, "Original") + listed + earlier,
            control(
                form_wording.tag(name),
                form_wording.alias(name),
                next(self._controls),
                "LeichteSprache",
                form_wording.PLACEHOLDER,
                self._written(row),
            ),
            _paragraphs(handout_lines.picture_lines(row)),
            status + _paragraphs(row.note),
        )

    def _number(self, row: TranslationRow, shown: str) -> str:
        """The number of the row, with the comments that wait for an answer in its margin."""
        inner = paragraph(shown, "Segmentnummer", (self._bookmarks.key(), form_wording.tag(row.name)))
        waiting = (each for each in row.comments if not each.done)
        marks = "".join(self._comments.add(each.author, each.text) for each in waiting)
        return f"{inner.removesuffix('</w:p>')}{marks}</w:p>"

    def _written(self, row: TranslationRow) -> str:
        """The Leichte Sprache of the row, items as items of lists."""
        return "".join(
            styled_paragraph(content, "LeichteSprache", number)
            for each in self._blocks.get(row.name, ())
            for content, number in self._items(each)
        )

    def _items(self, written: Block) -> Iterator[tuple[Inlines, int]]:
        match written:
            case BulletList(items):
                yield from ((item.content, self._bullets) for item in items)
            case OrderedList(items):
                yield from zip((item.content for item in items), self._lists.of(written, 0), strict=True)
            case Paragraph(content):
                yield content, 0

    @cached_property
    def _bullets(self) -> int:
        return self._lists.bullets()

    def add_words(self, numbered: NumberedChapter) -> None:
        """Add the word list with its candidates, and rows for more."""
        self._heading(form_wording.WORDS)
        paragraph_content.add_paragraph(self._document, "Normal", form_wording.WORDS_ABOUT)
        kept = self._handout.translation.words if self._handout.translation else ()
        found = kept or [Word(each.word, line_ranges(each.lines).partition(" ")[2]) for each in candidates(numbered)]
        rows = [
            (
                paragraph(each.word, "Original"),
                *(paragraph(text, "Tabellentext") for text in (each.lines, each.agreed)),
                _paragraphs(each.explanation),
            )
            for each in [*found, *[Word("")] * SPARE_WORDS]
        ]
        self._table(WORDS, rows, form_wording.WORDS, form_wording.ABOUT_WORDS)

    def add_protocol(self) -> None:
        """Add who translated, checked and released: all to be filled in."""
        self._heading(form_wording.CHECK)
        paragraph_content.add_paragraph(self._document, "Normal", form_wording.CHECK_ABOUT)
        translation = self._handout.translation
        said = handout_lines.protocol_entries(translation.protocol) if translation else {}
        rows = [
            self._asked_for("protokoll", number, label, said.get(label, ""))
            for number, label in enumerate(form_wording.PROTOCOL, 1)
        ]
        self._table(FIELDS, rows, form_wording.CHECK, form_wording.ABOUT_CHECK)

    def _heading(self, text: str, *, page: bool = False) -> None:
        heading = paragraph_content.add_paragraph(self._document, "heading 1", text)
        heading.paragraph_format.page_break_before = page or None

    def _table(
        self, columns: Sequence[Column], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]], title: str, about: str
    ) -> None:
        paragraph_content.append(self._document, table_markup(columns, rows, title, about))
        # Tables that touch are one table to Word.
        paragraph_content.add_paragraph(self._document, "Abstand")

    def _known(self, label: str, value: str) -> tuple[str, str]:
        return paragraph(label, "Segmentnummer"), paragraph(value, "Tabellentext")

    def _asked(self, publication: Publication) -> Iterator[tuple[str, str]]:
        easy = publication.easy_language
        deadline = IN_GERMAN.day(easy.deadline) if easy.deadline else ""
        values = (easy.medium, easy.audience, easy.rule_book, deadline, easy.questions, easy.release)
        details = dict(self._handout.translation.details) if self._handout.translation else {}
        for number, (label, value) in enumerate(zip(form_wording.TO_FILL_IN, values, strict=True), 1):
            yield self._asked_for("kopf", number, label, details.get(label, value))

    def _asked_for(self, part: str, number: int, label: str, value: str) -> tuple[str, str]:
        key = next(self._controls)
        return paragraph(label, "Segmentnummer"), control(
            f"{part}-{number}",
            label,
            key,
            "Tabellentext",
            form_wording.PLACEHOLDER,
            paragraph(value, "Tabellentext") if value else "",
        )


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(paragraph(line, "Tabellentext") for line in lines or ("",))


def _known(
    numbered: NumberedChapter, publication: Publication, segments: Sequence[Segment]
) -> Iterator[tuple[str, str]]:
    chapter = numbered.chapter
    texts = [each.text for each in segments]
    words, signs = sum(len(text.split()) for text in texts), sum(len(text) + 1 for text in texts)
    pages_ = ceil(signs / NORM_PAGE * 10) / 10
    size = f"{words} Wörter, {f'{pages_:.1f}'.replace('.', ',')} Normseiten (je {NORM_PAGE} Zeichen mit Leerzeichen), {len(segments)} Tabellenzeilen"
    yield form_wording.TITLE, chapter.title
    if chapter.kind:
        yield form_wording.KIND, chapter.kind
    if who := wording.words(adoption.resolved(chapter.resolution, IN_GERMAN)):
        yield form_wording.RESOLVED, who
    yield from (row for row in chapter.details if all(row))
    yield form_wording.SIZE, size
    yield from shells.plain_house(publication)
