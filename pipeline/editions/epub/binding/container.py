"""The container of the book, by EbookLib 0.20, with its gaps closed.

EbookLib 0.20 parses documents anew with an HTML parser (so ours go in as plain items), stamps the ZIP with the clock,
makes its NCX from what it has parsed, gives the package no language, and orders its metadata as it likes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from ebooklib import epub

from pipeline.editions.epub.binding.ncx import NCX, ncx
from pipeline.text.wording import right_to_left

XHTML, CSS, PNG = "application/xhtml+xml", "text/css", "image/png"


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file of the book: its id in the manifest, its name, its media type, what the manifest says of it."""

    name: str
    file: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the package: a Dublin Core element (``dc:title``) or the property of a ``meta`` element."""

    name: str
    value: str
    identity: str = ""
    """The id by which other statements refine it."""
    refines: str = ""
    attributes: tuple[tuple[str, str], ...] = field(default=())
    """Further attributes: the scheme of the value, its language."""


def packed(
    items: Sequence[BookFile], statements: Iterable[Statement], identifier: str, language: str, modified: datetime
) -> bytes:
    """The finished EPUB; documents are read in the order of the items."""
    book = epub.EpubBook()
    book.metadata.clear()
    book.language = language
    book.set_identifier(identifier)
    stated = tuple(statements)
    for statement in stated:
        _state(book, statement)
    title = next(each.value for each in stated if each.name == "dc:title")
    navigation = next(each.data for each in items if "nav" in each.properties)
    for each in (*items, BookFile("ncx", "inhalt.ncx", NCX, ncx(navigation, title, identifier))):
        item = epub.EpubItem(uid=each.name, file_name=each.file, media_type=each.media_type, content=each.data)
        item.properties = list(each.properties)
        book.add_item(item)
        if each.media_type == XHTML:
            book.spine.append(each.name)
    writer = _Writer(book, modified)
    writer.process()
    writer.write()
    return writer.bytes()


def _state(book: epub.EpubBook, each: Statement) -> None:
    attributes = dict(each.attributes) | ({"id": each.identity} if each.identity else {})
    if each.name.startswith("dc:"):
        book.add_metadata("DC", each.name.removeprefix("dc:"), each.value, attributes)
        return
    refined = {"refines": f"#{each.refines}"} if each.refines else {}
    book.add_metadata(None, "meta", each.value, {**refined, "property": each.name, **attributes})


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with a language on the package, our NCX, and a ZIP whose bytes depend on nothing but the book."""

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
        super()._write_opf_spine(root, ncx_id or "ncx")

    def _write_opf_file(self, root: Any) -> None:
        # EPUB Accessibility 1.1 by way of WCAG 3.1.1; Ace reports a package without one (epub-lang).
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        if right_to_left(self.book.language):
            # EPUB 3.3, 5.7.1: on which side the first page is.
            root.find("spine").set("page-progression-direction", "rtl")
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
                member.compress_type = zipfile.ZIP_DEFLATED if _shrinks(name) else zipfile.ZIP_STORED
                archive.writestr(member, data, compresslevel=3)
        return result.getvalue()


def _shrinks(name: str) -> bool:
    return name != "mimetype" and not name.endswith(".png")


class _Members:
    """Takes what EbookLib writes into its ZIP."""

    def __init__(self) -> None:
        self.members: list[tuple[str, bytes]] = []

    def writestr(self, name: str, data: str | bytes, **_: Any) -> None:
        """Keep a member."""
        self.members.append((name, data.encode() if isinstance(data, str) else data))
