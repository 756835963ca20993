"""Several chapters as one Word document: title, contents, each chapter with its official lines as text, imprint.

It is for reading and citing; what goes to translators is a document for each chapter. Names of bookmarks hold forty
characters in Word, so a chapter's begin with its place in the book: ``kapitel_2_zeile_17``.
"""

from __future__ import annotations

from docx.document import Document
from docx.shared import Twips

from pipeline import pages, wording
from pipeline.editions.docx import FONT, set_page, size_of, styles
from pipeline.editions.docx.official import LABEL_STEP, NUMBERS, STYLES, OfficialText
from pipeline.model import Book
from pipeline.parts import Part, parts
from pipeline.publication import Publication
from pipeline.wordprocessing import wordml
from pipeline.wordprocessing.lists import Lists


def prefix(at: int) -> str:
    """What the bookmarks of a chapter begin with; chapters are counted from 1."""
    return f"kapitel_{at}_"


def write(book: Book, publication: Publication) -> bytes:
    """The book as a DOCX file."""
    creator = book.resolution.body or publication.publisher
    size = min(size_of(each.rule) for each in book.chapters)
    properties = wordml.Properties(
        book.title, creator, publication.language, publication.modified_book(book), (("zeilentreu-buch", book.slug),)
    )  # fmt: skip
    document = wordml.blank(properties, font=FONT, size=size)
    for style in styles(publication.accent.removeprefix("#"), size):
        wordml.add_style(document, style)
    set_page(document, book.title)
    if book.kind:
        wordml.add_paragraph(document, "Zeilenbereich", book.kind)
    wordml.add_paragraph(document, "Title", book.title)
    say = wording.of(publication.language)
    if who := wording.words(pages.resolved(book.resolution, say)):
        wordml.add_paragraph(document, "Normal", who)
    wordml.add_paragraph(document, "heading 1", say("Inhalt"))
    found = parts(book, publication.language)
    for at, part in enumerate(found, 1):
        _add_entry(document, at, part, book)
    bookmarks = wordml.Bookmarks()
    official = OfficialText(document, Lists(document, NUMBERS, LABEL_STEP), bookmarks)
    places = {part.numbered.slug: prefix(at) for at, part in enumerate(found, 1)}
    for at, part in enumerate(found, 1):
        heading = wordml.add_paragraph(document, "heading 1")
        heading.paragraph_format.page_break_before = True
        with bookmarks.around(heading, f"{prefix(at)}titel"):
            wordml.add_text(heading, part.title)
        official.begin(prefix(at), places)
        official.add(part.numbered.chapter.blocks)
    heading = wordml.add_paragraph(document, "heading 1")
    heading.paragraph_format.page_break_before = True
    with bookmarks.around(heading, "impressum"):
        wordml.add_text(heading, say("Zu dieser Ausgabe"))
    for label, text in pages.imprint(book, publication):
        wordml.add_paragraph(document, "Normal", f"{wording.words(label)}: {wording.words(text)}")
    wordml.add_styles_in_use(document, STYLES)
    return wordml.saved(document)


def _add_entry(document: Document, at: int, part: Part, book: Book) -> None:
    """A chapter in the contents, and its sections below it."""
    said = (
        ""
        if book.resolution.body or book.resolution.day
        else wording.words(pages.resolved(part.numbered.chapter.resolution, part.say))
    )
    entry = wordml.add_paragraph(document, "Normal")
    wordml.add_link(entry, f"{prefix(at)}titel", part.title)
    wordml.add_text(entry, " · ".join(["", part.lines, *([said] if said else [])]))
    for section in part.headed:
        row = wordml.add_paragraph(document, "Normal")
        row.paragraph_format.left_indent = Twips(NUMBERS)
        wordml.add_text(
            row, section.title + (f" · {part.say.lines(section.first, section.last)}" if section.numbers else "")
        )
