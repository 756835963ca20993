"""A finished file → the picture files that it carries, and what is noted in each besides its pixels.

web page          data: addresses, wherever they stand
book, Word        members that begin as picture files do
PDF               streams of JPEG and JPEG 2000 as they are; pictures that refer to metadata (ISO 32000-1, 14.3.2)
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote_to_bytes

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.publication.catalogue import Medium
from pipeline.readback.containers import members
from pipeline.readback.pdf_document import pdf_document
from pipeline.readback.reading import UnreadableError

_JPEG, _PNG, _RIFF = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF"
_OTHERS = (b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\0\x0cjP  ", b"<svg")
_BEGINNINGS = (_JPEG, _PNG, _RIFF, *_OTHERS)
_ADDRESS = re.compile(rb"data:image/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,([^\"'()<>\\]+)")

_EXIF, _XMP, _IPTC, _WORDS, _MORE = (
    "Exif-Angaben einer Kamera",
    "XMP-Angaben",
    "IPTC-Angaben",
    "eine Bemerkung",
    "eine zweite Datei hinter dem Bild",
)
_NOTED = {
    b"eXIf": _EXIF,
    b"tEXt": _WORDS,
    b"zTXt": _WORDS,
    b"iTXt": _WORDS,
    b"tIME": "einen Zeitpunkt",
    b"EXIF": _EXIF,
    b"XMP ": _XMP,
}
"""Chunks of PNG (PNG 3, 11.3) and of WebP (RFC 9649, 2.7.1.5) that show nothing."""

_SIGNS = ((b"Exif\0\0", _EXIF), (b"http://ns.adobe.com/x", _XMP), (b"<x:xmpmeta", _XMP), (b"8BIM", _IPTC))
"""How notes begin in the segments of a JPEG (Exif 2.32, 4.7.2; XMP 3, 1.1.3), and wherever no structure is known."""

_EOI, _COMMENT, _APPLICATIONS = 0xD9, 0xFE, range(0xE0, 0xF0)
_WITHOUT_LENGTH = frozenset((0x00, 0x01, *range(0xD0, 0xD8), 0xFF))


def carried_pictures(data: bytes, medium: Medium) -> Iterator[tuple[str, bytes]]:
    """Each picture file with a name for readers. Raises UnreadableError."""
    match medium:
        case Medium.WEB:
            for at, found in enumerate(_ADDRESS.finditer(data), 1):
                text = unquote_to_bytes(found[2])
                try:
                    yield f"Bild {at}", b64decode(text) if found[1] else text
                except ValueError as error:
                    raise UnreadableError(f"Bild {at} ist nicht als base64 zu lesen: {error}") from error
        case Medium.EPUB | Medium.WORD:
            yield from ((name, each) for name, each in members(data).items() if each.startswith(_BEGINNINGS))
        case Medium.PDF | Medium.PRINT:
            try:
                yield from _streams(pdf_document(data))
            except Exception as error:  # pdfminer.six 20260107 raises many kinds for damaged files
                raise UnreadableError(f"{type(error).__name__}: {error}") from error
        case Medium.TABLE | Medium.MODEL:
            return


def _streams(document: PDFDocument) -> Iterator[tuple[str, bytes]]:
    for number in sorted(set(chain.from_iterable(each.get_objids() for each in document.xrefs))):
        stream = document.getobj(number)
        if not isinstance(stream, PDFStream) or str(stream.get("Subtype")).strip("/'") != "Image":
            continue
        # What Filter, which may be a list, ends in is how the picture itself is packed (7.4.1).
        if any(name in str(stream.get("Filter")) for name in ("DCTDecode", "JPXDecode")):
            yield f"Objekt {number}", stream.get_data()
        if isinstance(metadata := resolve1(stream.get("Metadata")), PDFStream):
            yield f"Objekt {number}", metadata.get_data()


def noted_in(picture: bytes) -> tuple[str, ...]:
    """What the file says besides its pixels and their colours, each kind once; nothing for most."""
    if picture.startswith(_JPEG):
        found = _in_segments(picture)
    elif picture.startswith(_PNG):
        found = _in_chunks(picture, 8, ">")
    elif picture.startswith(_RIFF):
        found = _in_chunks(picture, 12, "<")
    else:
        found = (name for sign, name in _SIGNS if sign in picture)
    return tuple(dict.fromkeys(found))


def _in_chunks(data: bytes, at: int, order: str) -> Iterator[str]:
    """Chunks of PNG, with a checksum after each, or of RIFF, which begin at even places."""
    is_png = order == ">"
    while at + 8 <= len(data):
        name, size = (
            (data[at + 4 : at + 8], data[at : at + 4]) if is_png else (data[at : at + 4], data[at + 4 : at + 8])
        )
        if name in _NOTED:
            yield _NOTED[name]
        length = int.from_bytes(size, "big" if is_png else "little")
        at += length + (12 if is_png else 8 + length % 2)
        if name == b"IEND" and at < len(data):
            yield _MORE


def _in_segments(data: bytes) -> Iterator[str]:
    """The segments of a JPEG (ITU-T T.81, B.1.1): those that are for applications, and comments."""
    at = 2
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        kind = data[at + 1]
        if kind in _WITHOUT_LENGTH:
            at += 1 if kind == 0xFF else 2  # noqa: PLR2004 - a fill byte
            continue
        if kind == _EOI:
            if data[at + 2 :].strip(b"\0\r\n"):
                yield _MORE
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == _COMMENT:
            yield _WORDS
        elif kind in _APPLICATIONS:
            yield from (name for sign, name in _SIGNS if sign in data[at + 4 : at + 44])
        at = end
