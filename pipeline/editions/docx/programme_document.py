"""Several chapters as one Word document: title, contents, each chapter with its official lines as text, imprint.

It is for reading and citing; what goes to translators is a document for each chapter. Names of bookmarks hold forty
characters in Word, so a chapter's begin with its place in the book: ``kapitel_2_zeile_17``.
"""

from __future__ import annotations

from docx.document import Document
from docx.shared import Twips

from pipeline.editions.docx import FONT, add_said, handover_styles, set_page, size_of
from pipeline.editions.docx.line_appendix import LABEL_STEP, NUMBERS, STYLES, OfficialText
from pipeline.editions.docx.wordprocessing import (
    opc_package,
    paragraph_content,
    run_language,
    style_definitions,
)
from pipeline.editions.docx.wordprocessing.bookmark_ranges import Bookmarks
from pipeline.editions.docx.wordprocessing.numbered_lists import NumberingDefinitions
from pipeline.pages import shells
from pipeline.pages.chapter_parts import ChapterPart, book_parts
from pipeline.publication.settings import Publication
from pipeline.text import adoption, wording
from pipeline.text.model import Book
from pipeline.text.wording import Said


def prefix(at: int) -> str:
    """What the bookmarks of a chapter begin with; chapters are counted from 1."""
    return f"kapitel_{at}_"


def write(book: Book, publication: Publication) -> bytes:
    """The book as a DOCX file."""
    creator = book.resolution.body or publication.publisher
    size = min(size_of(each.rule) for each in book.chapters)
    properties = opc_package.Properties(
        book.title, creator, publication.language, publication.modified_book(book), (("zeilentreu-buch", book.slug),)
    )
    document = opc_package.blank(properties, font=FONT, size=size)
    for style in handover_styles(publication.accent.removeprefix("#"), size):
        style_definitions.add_style(document, style)
    say = wording.of(publication.language)
    set_page(document, (Said(book.title, ours=False),), say)
    if book.kind:
        paragraph_content.add_paragraph(document, "Zeilenbereich", book.kind)
    paragraph_content.add_paragraph(document, "Title", book.title)
    if who := adoption.resolved(book.resolution, say):
        add_said(paragraph_content.add_paragraph(document, "Normal"), who, say)
    add_said(paragraph_content.add_paragraph(document, "heading 1"), (Said(say("Inhalt")),), say)
    found = book_parts(book, publication.language)
    for at, part in enumerate(found, 1):
        _add_entry(document, at, part, book)
    begun = paragraph_content.parts(document)
    bookmarks = Bookmarks()
    official = OfficialText(document, NumberingDefinitions(document, NUMBERS, LABEL_STEP), bookmarks)
    places = {part.numbered.slug: prefix(at) for at, part in enumerate(found, 1)}
    for at, part in enumerate(found, 1):
        heading = paragraph_content.add_paragraph(document, "heading 1")
        heading.paragraph_format.page_break_before = True
        with bookmarks.around(heading, f"{prefix(at)}titel"):
            paragraph_content.add_text(heading, part.title)
        official.begin(prefix(at), places, part.say)
        official.add(part.numbered.chapter.blocks)
        if part.marks:
            run_language.marked(paragraph_content.since(document, begun), part.language)
            run_language.prepared(document, part.language)
        begun = paragraph_content.parts(document)
    heading = paragraph_content.add_paragraph(document, "heading 1")
    heading.paragraph_format.page_break_before = True
    with bookmarks.around(heading, "impressum"):
        add_said(heading, (Said(say("Zu dieser Ausgabe")),), say)
    for label, text in shells.imprint(book, publication):
        add_said(paragraph_content.add_paragraph(document, "Normal"), (*label, Said(": ", ours=False), *text), say)
    if wording.right_to_left(publication.language):
        _turn(document, publication.language)
    style_definitions.add_styles_in_use(document, STYLES)
    return opc_package.saved(document)


def _add_entry(document: Document, at: int, part: ChapterPart, book: Book) -> None:
    """A chapter in the contents, and its sections below it."""
    say, own = wording.of(part.around), part.language if part.marks else ""
    by = part.numbered.chapter.resolution
    known = book.resolution.body or book.resolution.day
    who = () if known else adoption.resolved(by, say, language=own)
    dot = Said(" · ", ours=False)
    entry = paragraph_content.add_paragraph(document, "Normal")
    paragraph_content.add_link(entry, f"{prefix(at)}titel", part.title, own)
    add_said(entry, (dot, Said(part.lines), *((dot, *who) if who else ())), say)
    for section in part.headed:
        row = paragraph_content.add_paragraph(document, "Normal")
        row.paragraph_format.left_indent = Twips(NUMBERS)
        lines = say.lines(section.first, section.last)
        title = Said(section.title, ours=False, language=own)
        add_said(row, (title, dot, Said(lines)) if lines else (title,), say)


def _turn(document: Document, language: str) -> None:
    """Let the whole document begin at the right (17.6.1)."""
    run_language.marked(paragraph_content.parts(document), language)
    run_language.prepared(document, language)
    run_language.turned(document)
