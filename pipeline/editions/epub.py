"""The EPUB: title page, contents, notes, chapter, and the line edition, put together by EbookLib 0.20.

The gaps of EbookLib 0.20 are closed in this room: it parses documents anew with an HTML parser (so ours go in as plain
items), stamps the ZIP with the clock, names an NCX that is not there, and gives the package no language.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from ebooklib import epub

from pipeline import pages
from pipeline.model import NumberedChapter
from pipeline.publication import Publication

XHTML = "application/xhtml+xml"

FEATURES = ("tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "ARIA", "unlocked")
"""What is true of the book (Schema.org accessibilityFeature). No alternativeText: there are no pictures."""

SUMMARY = (
    "Reiner Text ohne Bilder. Amtliche Zeilennummern stehen klein im Lesetext und werden nicht vorgelesen; "
    "die Zeilenfassung im Anhang nennt jede Zeile mit ihrer Nummer als Text."
)


def write(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The book, EPUB 3.3."""
    package = _Package(_book(numbered, publication), publication.modified(numbered))
    package.process()
    package.write()
    return package.bytes()


def _book(numbered: NumberedChapter, publication: Publication) -> epub.EpubBook:
    chapter = numbered.chapter
    book = epub.EpubBook()
    book.metadata.clear()
    book.language = publication.language
    book.title = chapter.title
    book.set_identifier(identifier(numbered, publication))
    book.add_metadata("DC", "title", chapter.title)
    book.add_metadata("DC", "language", publication.language)
    for name, value in _described(numbered, publication):
        book.add_metadata("DC", name, value)
    for name, value in _accessible():
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    for name, file, content in _documents(numbered, publication):
        item = epub.EpubItem(uid=name, file_name=file, media_type=XHTML, content=content.encode())
        item.properties = ["nav"] if name == "nav" else []
        book.add_item(item)
        book.spine.append(name)
    style = pages.style("epub", "lines").encode()
    book.add_item(epub.EpubItem(uid="css", file_name="buch.css", media_type="text/css", content=style))
    return book


def identifier(numbered: NumberedChapter, publication: Publication) -> str:
    """The same URN for every build of this chapter: derived from its web address, or else from what it is."""
    chapter = numbered.chapter
    name = publication.address or "|".join(
        ["zeilentreu", chapter.title, chapter.resolution.body, str(chapter.resolution.day or "")]
    )
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#{numbered.slug}").urn


def _described(numbered: NumberedChapter, publication: Publication) -> Iterator[tuple[str, str]]:
    resolution = numbered.chapter.resolution
    if resolution.body:
        yield "creator", resolution.body
    if publication.publisher:
        yield "publisher", publication.publisher
    if resolution.day:
        yield "date", resolution.day.isoformat()
    if publication.rights:
        yield "rights", publication.rights


def _accessible() -> Iterator[tuple[str, str]]:
    """EPUB Accessibility 1.1, 2.2: what the book offers and asks for."""
    yield "accessMode", "textual"
    yield "accessModeSufficient", "textual"
    yield from (("accessibilityFeature", feature) for feature in FEATURES)
    yield "accessibilityHazard", "none"
    yield "accessibilitySummary", SUMMARY


def _documents(numbered: NumberedChapter, publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Id, file name and content of the documents, in reading order."""

    def page(template: str, **more: Any) -> str:
        return pages.page(f"epub-{template}.xhtml.j2", numbered, publication, **more)

    yield "titel", "titel.xhtml", page("title")
    yield "nav", "nav.xhtml", page("nav")
    yield "hinweise", "hinweise.xhtml", page("notes")
    yield "kapitel", "kapitel.xhtml", page("chapter", body=pages.body(numbered))
    yield "zeilen", "zeilen.xhtml", page("lines", line_edition=pages.line_edition(numbered, "kapitel.xhtml"))


class _Package(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with a language on the package, no NCX, and a ZIP whose bytes depend on nothing but the book."""

    def __init__(self, book: epub.EpubBook, modified: datetime) -> None:
        super().__init__("", book, {"mtime": modified, "raise_exceptions": True, "epub3_pages": False})
        self.modified = modified
        self.out = _Members()

    def write(self) -> None:
        """Collect the members in the order in which EbookLib makes them."""
        self._write_container()
        self._write_opf()
        self._write_items()

    def _write_opf_spine(self, root: Any, ncx_id: str | None) -> None:
        super()._write_opf_spine(root, ncx_id)
        if ncx_id is None:
            del root.find("spine").attrib["toc"]

    def _write_opf_file(self, root: Any) -> None:
        # EPUB Accessibility 1.1 by way of WCAG 3.1.1; Ace reports a package without one (epub-lang).
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)

    def bytes(self) -> bytes:
        """The finished ZIP: mimetype first and stored (OCF 3.3, 4.2.6), the rest in order, one date for all."""
        moment = self.modified.timetuple()[:6]
        result = BytesIO()
        with zipfile.ZipFile(result, "w") as archive:
            for name, data in (("mimetype", b"application/epub+zip"), *self.out.members):
                member = zipfile.ZipInfo(name, moment)
                member.create_system = 3  # Unix, whatever the machine (zipfile would name the machine's own)
                member.external_attr = 0o100644 << 16
                member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(member, data, compresslevel=9)
        return result.getvalue()


class _Members:
    """Takes what EbookLib writes into its ZIP."""

    def __init__(self) -> None:
        self.members: list[tuple[str, bytes]] = []

    def writestr(self, name: str, data: str | bytes, **_: Any) -> None:
        """Keep a member."""
        self.members.append((name, data.encode() if isinstance(data, str) else data))
