"""The check group's copy as a Word document: read, ticked, written on, and sent back.

Nummer │ Text                                  │ Verstanden?
S0017  │ Viele Frauen erleben Gewalt.          │ ☐ verstanden
       │ Eine von 3 Frauen …                   │ ☐ nicht verstanden
       │                                       │ room to write
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.easy_language import check_wording, form_wording
from pipeline.easy_language.check_copy import CheckEntry, CopyPart, check_bookmark, entries
from pipeline.easy_language.rendition import EasyPicture, Rendition
from pipeline.editions.docx.wordprocessing import opc_package, paragraph_content, style_definitions
from pipeline.editions.docx.wordprocessing.bookmark_ranges import Bookmarks
from pipeline.editions.docx.wordprocessing.numbered_lists import NumberingDefinitions
from pipeline.editions.docx.wordprocessing.style_definitions import StyleDefinition
from pipeline.editions.docx.wordprocessing.table_xml import (
    Column,
    check_box,
    paragraph,
    styled_paragraph,
    table_markup,
)
from pipeline.editions.docx.wordprocessing.wordml import style_key
from pipeline.editions.easy.easy_document import FONT, LINE, QUIET, SIZE, fitted_width
from pipeline.editions.easy.imprint import LANGUAGE, check_title
from pipeline.pages import fonts
from pipeline.publication.settings import Publication
from pipeline.text import wording
from pipeline.text.model import Block, Book, BulletList, Inlines, OrderedList, Paragraph

READING_SIZE = 18
"""Points of the text that is read: large print, for members of the group who do not see well."""

# Twips; together as wide as an upright A4 page between its margins. In Arial the first holds „S0017“, the last
# „☐ nicht verstanden“ on one line.
ROWS = tuple(map(Column, check_wording.COLUMNS, (1400, 5100, 3360)))
FIELDS = tuple(map(Column, form_wording.FIELD_COLUMNS, (4400, 5460)))

WIDEST, HIGHEST = Cm(8), Cm(6)
"""What a picture takes of its cell at most."""

ROOM = 30
"""Points below the boxes to write in."""

HEAD = 28.0
"""Ems that a running head of one row has room for."""


def write(book: Book, publication: Publication, reading: Rendition) -> bytes:
    """The copy as a DOCX file."""
    [numbered] = book.chapters
    foreign = not wording.alike(publication.language, LANGUAGE)
    properties = opc_package.Properties(
        check_title(reading),
        numbered.chapter.resolution.body or publication.publisher,
        LANGUAGE if foreign else publication.language,
        publication.modified(numbered),
        (
            (form_wording.SLUG, numbered.slug),
            (form_wording.SOURCE, numbered.chapter.source.sha256),
            (check_wording.FORM, check_wording.FORMAT),
        ),
        subject=". ".join(part for part in ("Text in Leichter Sprache", reading.draft) if part),
    )
    document = opc_package.blank(properties, font=FONT, size=SIZE)
    for style in _styles(publication.accent.removeprefix("#")):
        style_definitions.add_style(document, style)
    _set_page(document, fonts.shortened(reading.title, HEAD))
    _Copy(document).add(reading, entries(reading, numbered))
    return opc_package.saved(document)


def _styles(accent: str) -> Iterator[StyleDefinition]:
    yield StyleDefinition("Title", 26, bold=True, colour=accent, after=8, keep_next=True)
    yield StyleDefinition("Entwurf", SIZE, line=LINE, bold=True, after=4, custom=True)
    yield StyleDefinition("Satz", SIZE, line=LINE, after=0, custom=True)
    yield StyleDefinition("heading 1", 20, bold=True, colour=accent, before=18, after=6, keep_next=True, outline=0)
    yield StyleDefinition("heading 2", 20, line=LINE, bold=True, after=0, outline=1)
    yield StyleDefinition("Tabellenkopf", SIZE, line=LINE, bold=True, after=0, keep_next=True, custom=True)
    yield StyleDefinition("Segmentnummer", SIZE, line=LINE, bold=True, after=0, custom=True)
    yield StyleDefinition("Leichte Sprache", READING_SIZE, line=LINE, after=0, custom=True)
    yield StyleDefinition("Tabellentext", SIZE, line=LINE, after=0, custom=True)
    yield StyleDefinition("Platz", SIZE, line=LINE, after=ROOM, custom=True)
    yield StyleDefinition("Bild", SIZE, before=6, after=4, keep_next=True, custom=True)
    yield StyleDefinition("Abstand", 6, after=0, custom=True)
    yield StyleDefinition("header", SIZE, colour=QUIET, after=0)
    yield StyleDefinition("footer", SIZE, colour=QUIET, after=0)


def _set_page(document: Document, name: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    section.different_first_page_header_footer = True
    paragraph_content.add_text(section.header.paragraphs[0], name)
    for footer in section.footer, section.first_page_footer:
        paragraph_content.add_text(footer.paragraphs[0], "Seite ")
        paragraph_content.add_field(footer.paragraphs[0], "PAGE", "1")
        paragraph_content.add_text(footer.paragraphs[0], " von ")
        paragraph_content.add_field(footer.paragraphs[0], "NUMPAGES", "1")


class _Copy:
    """Adds the parts of the copy in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lists = NumberingDefinitions(document, 397)
        self._bookmarks, self._controls, self._shapes = Bookmarks(), count(1), count(1)

    def add(self, reading: Rendition, every: Sequence[CheckEntry]) -> None:
        """Add everything."""
        self._line("Entwurf", check_wording.KIND)
        self._line("Title", reading.title)
        self._line("heading 1", check_wording.HOW)
        for each in check_wording.INSTRUCTIONS:
            self._line("Satz", each)
        self._line("Tabellentext", check_wording.ASSISTANCE).paragraph_format.space_before = Cm(0.4)
        heads = {
            CopyPart.READING: check_wording.READING,
            CopyPart.WORDS: check_wording.WORDS,
            CopyPart.ALWAYS: check_wording.ALWAYS,
        }
        for part, head in heads.items():
            if found := [each for each in every if each.part is part]:
                heading = self._line("heading 1", head)
                heading.paragraph_format.page_break_before = part is CopyPart.READING or None
                self._table(head, found)
        self._line("heading 1", check_wording.WHO)
        rows = [*((_label(each), paragraph("", "Tabellentext")) for each in check_wording.PROTOCOL), self._all_others()]
        title, about = check_wording.WHO, check_wording.ABOUT_WHO
        paragraph_content.append(self._document, table_markup(FIELDS, rows, title, about))
        self._line("Abstand")

    def _line(self, style: str, text: str = "") -> WordParagraph:
        return paragraph_content.add_paragraph(self._document, style, text)

    def _table(self, title: str, found: Sequence[CheckEntry]) -> None:
        rows = [self._row(each) for each in found]
        paragraph_content.append(self._document, table_markup(ROWS, rows, title, check_wording.ABOUT_ROWS))
        pictures = (each for entry in found for each in entry.pictures)
        table = self._document.element.body[-2]
        story = paragraph_content.body(self._document)
        places = (each for each in table.iter(qn("w:p")) if paragraph_content.is_in(each, "Bild"))
        for place, picture in zip(places, pictures, strict=True):
            shown = WordParagraph(place, story)
            paragraph_content.add_picture(
                shown, picture.data, fitted_width(picture, WIDEST, HIGHEST), picture.alternative, next(self._shapes)
            )
        self._line("Abstand")

    def _row(self, entry: CheckEntry) -> tuple[str, ...]:
        marks = (*self._boxes(entry.name, check_wording.UNDERSTOOD, check_wording.NOT_UNDERSTOOD), *_room())
        asked = (part for at in range(1, len(entry.pictures) + 1) for part in self._question(entry, at))
        return (
            paragraph(entry.name, "Segmentnummer", (self._bookmarks.key(), check_bookmark(entry))),
            "".join([*self._text(entry), *_pictures(entry.pictures)]),
            "".join([*marks, *asked]),
        )

    def _question(self, entry: CheckEntry, at: int) -> Iterator[str]:
        yield paragraph(check_wording.picture_question(at, len(entry.pictures)), "Tabellentext")
        yield from self._boxes(f"{entry.name}-bild-{at}", check_wording.YES, check_wording.NO)
        yield from _room()

    def _boxes(self, tag: str, *answers: str) -> Iterator[str]:
        for number, each in enumerate(answers, 1):
            yield check_box(f"{tag}-{number}", f"{tag}: {each}", next(self._controls), "Tabellentext", each)

    def _text(self, entry: CheckEntry) -> Iterator[str]:
        style = "heading 2" if entry.heading else "Leichte Sprache"
        for block in entry.blocks:
            for content, number in self._items(block):
                yield styled_paragraph(content, style_key(style), number)

    def _items(self, block: Block) -> Iterable[tuple[Inlines, int]]:
        match block:
            case BulletList(items):
                bullets = self._lists.bullets()
                return [(item.content, bullets) for item in items]
            case OrderedList(items):
                return zip((item.content for item in items), self._lists.of(block, 0), strict=True)
            case Paragraph(content):
                return [(content, 0)]
            case _:
                return []

    def _all_others(self) -> tuple[str, str]:
        [box] = self._boxes("alles-andere", check_wording.YES)
        return _label(check_wording.ALL_OTHERS), box


def _label(text: str) -> str:
    return paragraph(text, "Segmentnummer")


def _room() -> Iterator[str]:
    yield paragraph("", "Platz")


def _pictures(pictures: Sequence[EasyPicture]) -> Iterator[str]:
    for each in pictures:
        yield paragraph("", "Bild")
        yield paragraph(f"{check_wording.SHOWS} {each.alternative}", "Tabellentext")
        if each.credit:
            yield paragraph(f"{check_wording.PICTURE_FROM} {each.credit}", "Tabellentext")
