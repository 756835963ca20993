"""Picture files as they may go out: upright, and without what a camera noted of place, time and people.

The pixels of a picture that lies upright stay as they are, byte for byte; one that its file only says to turn is turned,
since neither Word nor every reading system follows that.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import ImageOps

_ORIENTATION = 0x0112
QUALITY = 95

# PNG 3, 11: what decides how the pixels look; texts, times and Exif are left out.
_SHOWN = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"cHRM",
        b"gAMA",
        b"iCCP",
        b"sBIT",
        b"sRGB",
        b"cICP",
        b"bKGD",
        b"pHYs",
    )
)

# ITU-T T.81, B.1.1.3: markers of the file, of a scan, of its restarts, and those that stand alone.
_EOI, _SOS, _COMMENT = 0xD9, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
_ALONE = frozenset((0x00, 0x01, 0xFF, *range(0xD0, 0xD8)))
_COLOURS = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
"""Segments of applications that say how the colours are meant."""


def without_metadata(data: bytes, image: Any) -> bytes:
    """The file of an opened picture as it may go out. Raises ValueError or IndexError where it is damaged."""
    if image.getexif().get(_ORIENTATION, 1) != 1:
        data = _turned(image)
    if data.startswith(b"\x89PNG"):
        return data[:8] + b"".join(_chunks(data))
    return b"".join(_segments(data))


def _turned(image: Any) -> bytes:
    result, turned = BytesIO(), ImageOps.exif_transpose(image)
    kept = {"icc_profile": image.info["icc_profile"]} if "icc_profile" in image.info else {}
    if image.format == "PNG":
        turned.save(result, "PNG", **kept)
    else:
        turned.save(result, "JPEG", quality=QUALITY, subsampling=0, **kept)
    return result.getvalue()


def _chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] in _SHOWN:
            yield data[at:end]
        at = end


def _segments(data: bytes) -> Iterator[bytes]:
    """The parts of a JPEG up to its end; what stands behind it is another picture of the same camera."""
    yield data[:2]
    at = 2
    while (kind := data[at + 1]) != _EOI:
        if kind == 0xFF:  # noqa: PLR2004 - a fill byte (T.81, B.1.1.2)
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at] != 0xFF or end <= at + 2:  # noqa: PLR2004 - the byte that every marker begins with
            raise ValueError("kein Abschnitt")
        if kind == _SOS:
            end = _end_of_scan(data, end)
        if not _is_metadata(kind, data[at + 4 : end]):
            yield data[at:end]
        at = end
    yield data[at : at + 2]


def _end_of_scan(data: bytes, at: int) -> int:
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] not in _ALONE:
            return at
        at += 1 if data[at + 1] == 0xFF else 2  # noqa: PLR2004 - fill bytes may stand before a marker


def _is_metadata(kind: int, content: bytes) -> bool:
    if kind not in _APPLICATIONS:
        return kind == _COMMENT
    return not any(kind == each and content.startswith(name) for each, name in _COLOURS)
