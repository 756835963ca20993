"""The Leichte-Sprache edition: PDF, book, web page, Word document. One rendition, four kinds of file.

imprint        what the edition says of itself
easy_body      the rendition as markup, for web page, book and PDF
easy_document  the rendition as a plain Word document
check_document, check_page   the check group's copy, for Word and for paper
word_links     explained words lead to their explanation
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.diagnostics import Place
from pipeline.easy_language import own_sentences
from pipeline.easy_language.own_sentences import LANGUAGE_NAME
from pipeline.easy_language.rendition import EasyPicture, Rendition
from pipeline.editions.easy import easy_body
from pipeline.editions.easy.easy_body import Places
from pipeline.editions.easy.imprint import easy_imprint, in_german, title
from pipeline.editions.epub.binding import cover, metadata
from pipeline.editions.epub.binding.container import CSS, PNG, XHTML, BookFile, Statement, packed
from pipeline.editions.pdf.typesetting.manuscript import Manuscript, Resource
from pipeline.editions.pdf.typesetting.pdf_file import ACCESSIBLE, facts, made
from pipeline.editions.pdf.typesetting.rendering import require_libraries
from pipeline.editions.pdf.typesetting.structure_nodes import Numbers
from pipeline.pages import fonts, glyph_coverage, shells
from pipeline.pages.apparatus import Apparatus
from pipeline.publication.settings import Publication
from pipeline.text import wording
from pipeline.text.model import Book, NumberedChapter

HEAD = 33.0
"""Ems of 14 pt that the running head of the page has room for: 166 mm of 14 pt."""


def web(book: Book, publication: Publication, reading: Rendition) -> bytes:
    """One page that needs no other file, in UTF-8: XHTML that is also HTML."""
    style = shells.inside(shells.colours(publication) + shells.style("easy-web"))
    return _page("easy-web.html.j2", book.chapters[0], publication, reading, Places(picture=_inline), style=style)


def pdf(book: Book, publication: Publication, reading: Rendition) -> bytes:
    """PDF/UA-1 and PDF/A-2a in one file. Raises as the PDF editions do."""
    require_libraries()
    [numbered] = book.chapters
    glyph_coverage.require(numbered, [(text, Place(numbered.chapter.source.name)) for text in _texts(reading)])
    addresses = {each.name: f"bild:{number}" for number, each in enumerate(reading.pictures)}
    places = Places(picture=lambda picture: addresses[picture.name])
    head = fonts.shortened(reading.title, HEAD)
    html = _page("easy-print.html.j2", numbered, publication, reading, places, head=head).decode()
    style = shells.colours(publication) + shells.style("easy-print")
    pictures = tuple(Resource(addresses[each.name], each.data, each.media_type) for each in reading.pictures)
    stated = facts(book, in_german(publication))
    subject = ". ".join(part for part in (f"Text in {LANGUAGE_NAME}", reading.draft) if part)
    stated = replace(stated, title=title(reading), subject=subject)
    return made(Manuscript(html, style, numbered.chapter.source.name, pictures), ACCESSIBLE, stated, Numbers.SILENT)


def epub(book: Book, publication: Publication, reading: Rendition) -> bytes:
    """The book, EPUB 3.3."""
    [numbered] = book.chapters
    resolution = numbered.chapter.resolution
    access = metadata.Access(_summary(reading), pictures=bool(reading.pictures))
    says = [*metadata.statements(title(reading), resolution, in_german(publication), access)]
    said = ". ".join(part for part in (f"Text in {LANGUAGE_NAME}", reading.draft) if part)
    says.append(Statement("dc:description", f"{said}."))
    name = metadata.identifier(reading.original_title, resolution, publication, f"{numbered.slug}-leicht")
    items = list(_items(numbered, publication, reading))
    return packed(items, says, name, in_german(publication).language, publication.modified(numbered))


def _summary(reading: Rendition) -> str:
    pictures = "Bilder stehen neben dem Text und haben eine Textalternative. " if reading.pictures else ""
    return (
        f"Text in {LANGUAGE_NAME}, jeder Satz in einer eigenen Zeile. {pictures}Jeder Absatz nennt die amtlichen Zeilen "
        "des Originals und führt zu ihnen; das Original steht im Anhang."
    )


def _items(numbered: NumberedChapter, publication: Publication, reading: Rendition) -> Iterator[BookFile]:
    words = cover.CoverWords(
        reading.title,
        LANGUAGE_NAME,
        (numbered.chapter.resolution.body, *reading.draft.split(", ")),
        (publication.publisher,),
    )
    picture = cover.picture(words, publication.accent, in_german(publication).language)
    places = Places(
        "leicht.xhtml", "original.xhtml", lambda each: f"bilder/{each.name}", "woerter.xhtml", Apparatus(unstyled=True)
    )

    def document(name: str, template: str, properties: tuple[str, ...] = (), **more: Any) -> BookFile:
        data = _page(
            f"easy-{template}.xhtml.j2", numbered, publication, reading, places, has_cover=bool(picture), **more
        )
        return BookFile(f"doc-{name}", f"{name}.xhtml", XHTML, data, properties)

    if picture:
        alternative = ". ".join(
            [f"Umschlag: {reading.title}", LANGUAGE_NAME, *([reading.draft] if reading.draft else [])]
        )
        yield document("umschlag", "cover", alternative=f"{alternative}.")
    yield document("titel", "title")
    yield document("nav", "nav", ("nav",))
    yield document("leicht", "text")
    if reading.words:
        yield document("woerter", "words")
    yield document("original", "original")
    yield document("impressum", "imprint")
    yield BookFile("css", "buch.css", CSS, shells.style("easy-epub").encode())
    if picture:
        yield BookFile("bild-umschlag", "umschlag.png", PNG, picture, ("cover-image",))
    for number, each in enumerate(reading.pictures, 1):
        yield BookFile(f"bild-{number}", f"bilder/{each.name}", each.media_type, each.data)


def _page(
    template: str, numbered: NumberedChapter, publication: Publication, reading: Rendition, places: Places, **more: Any
) -> bytes:
    chapter = numbered.chapter
    day = wording.IN_GERMAN.day(chapter.resolution.day) if chapter.resolution.day else ""
    context = {
        "reading": reading,
        "title": title(reading),
        "text": easy_body.text(reading, places),
        "words": easy_body.words(reading.words),
        "original": easy_body.original(reading, places, publication.language),
        "contents": list(easy_body.contents(reading)),
        "front": list(own_sentences.opening_lines(reading.title, reading.original_title, chapter.resolution.body, day)),
        "own": own_sentences,
        "imprint": easy_imprint(reading, publication),
        "places": places,
        "modified": publication.modified(numbered),
        "sheets": ("buch.css",),
    }
    return shells.shell(template, in_german(publication), **context | more).encode()


def _texts(reading: Rendition) -> Iterator[str]:
    yield from (reading.title, reading.original_title)
    yield from (line for each in reading.passages for line in each.text)
    yield from (text for word in reading.words for text in (word.word, word.agreed, *word.explanation))
    yield from (reading.protocol.translated_by, reading.protocol.released_by, reading.protocol.released_on)
    yield reading.checked_on


def _inline(picture: EasyPicture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"
