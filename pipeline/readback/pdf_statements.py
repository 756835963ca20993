"""What a PDF says of itself: title, language, bookmarks, named places, fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFNoOutlines
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from pipeline.readback.containers import parsed_xml, text_of
from pipeline.readback.printed import Target
from pipeline.readback.reading import Stated, Typeface

_DEEPEST = 32
"""Levels of a name tree that are followed."""


BOOKMARKS = "Lesezeichen"


def languages(document: PDFDocument) -> tuple[Stated, ...]:
    """The language of the document."""
    return (Stated("Lang", _text(document.catalog.get("Lang"))),)


def bookmarks(document: PDFDocument) -> Stated:
    """Their titles in order."""
    try:
        found = [str(title) for _, title, *_ in document.get_outlines()]
    except PDFNoOutlines:
        found = []
    return Stated(BOOKMARKS, "|".join(found))


def titles(document: PDFDocument) -> Iterator[Stated]:
    """The title, wherever the document names it."""
    for info in document.info[:1]:
        yield Stated("Info/Title", _text(info.get("Title")).strip())
    metadata = resolve1(document.catalog.get("Metadata"))
    if isinstance(metadata, PDFStream):
        for title in parsed_xml(metadata.get_data(), "die Metadaten (XMP)").iter(
            "{http://purl.org/dc/elements/1.1/}title"
        ):
            yield Stated("XMP dc:title", text_of(title).strip())


def targets(document: PDFDocument, pages: Sequence[PDFPage]) -> Iterator[tuple[str, Target]]:
    """The named destinations with a place on a page (ISO 32000-1, 12.3.2.3)."""
    # pdfminer.six 20260107 counts from the corner of the MediaBox, which lies outside the origin where there is bleed.
    known = {page.pageid: (index, page.mediabox[1]) for index, page in enumerate(pages)}
    names = resolve1(document.catalog.get("Names"))
    old = resolve1(document.catalog.get("Dests"))
    pairs = [*_pairs(names.get("Dests") if isinstance(names, dict) else None, 0)]
    pairs += list(old.items()) if isinstance(old, dict) else []
    for name, value in pairs:
        place = resolve1(value)
        place = resolve1(place.get("D")) if isinstance(place, dict) else place
        match place:
            case [page, PSLiteral(name="XYZ"), _, int() | float() as y, *_] if getattr(page, "objid", None) in known:
                yield (
                    _text(name) if isinstance(name, bytes) else str(name),
                    Target(known[page.objid][0], y - known[page.objid][1]),
                )
            case _:
                pass


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A link to a named destination, on a page counted from 0; its bounds as the page is trimmed."""

    name: str
    page: int
    bounds: tuple[float, float, float, float]


def links(pages: Sequence[PDFPage]) -> Iterator[PlaceLink]:
    """The links within the document that name where they lead (ISO 32000-1, 12.5.6.5)."""
    for index, page in enumerate(pages):
        for each in map(resolve1, resolve1(page.annots) or []):
            action = resolve1(each.get("A")) or {}
            name = resolve1(each.get("Dest") or action.get("D"))
            bounds = [resolve1(value) for value in resolve1(each.get("Rect")) or []]
            if isinstance(name, bytes) and len(bounds) == 4:  # noqa: PLR2004 - a rectangle
                left, bottom, right, top = bounds
                low = page.mediabox[1]
                yield PlaceLink(_text(name), index, (left, bottom - low, right, top - low))


def _pairs(node: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """The entries of a name tree (ISO 32000-1, 7.9.6)."""
    node = resolve1(node)
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    flat = resolve1(node.get("Names")) or []
    yield from zip(flat[::2], flat[1::2], strict=False)
    for kid in resolve1(node.get("Kids")) or []:
        yield from _pairs(kid, depth + 1)


def typefaces(document: PDFDocument) -> Iterator[Typeface]:
    """Every font of the file, whether a page uses it or not."""
    for key in sorted({key for xref in document.xrefs for key in xref.get_objids() if key}):
        font = resolve1(document.getobj(key))
        if not isinstance(font, dict) or getattr(font.get("Type"), "name", "") != "Font":
            continue
        if getattr(font.get("Subtype"), "name", "") == "Type0":
            continue  # its descendant is listed by itself
        descriptor = resolve1(font.get("FontDescriptor")) or {}
        name = getattr(font.get("BaseFont"), "name", "") or "ohne Namen"
        embedded = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
        yield Typeface(name.partition("+")[2] or name, embedded)


def _text(value: Any) -> str:
    value = resolve1(value)
    return decode_text(value) if isinstance(value, bytes) else ""
