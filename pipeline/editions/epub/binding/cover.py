"""The cover: the title in white on the publication's colour, as a PNG that shops and shelves can show small.

    ┌──────────────────┐
    │ Kapitel          │  kind
    │                  │
    │ Gleich-          │  title, as large as it fits
    │ berechtigung …   │
    │ ───              │
    │ Wer, wann        │  resolution
    │                  │
    │ Herausgeberin    │  publisher
    └──────────────────┘

Four shades from paper to ink are all that type of this size needs; two bits a pixel make the file small, and quick to
write: the picture was half of the time that a book takes.
The contrast of white on the accent is at least 4.5:1 (publication.toml allows no other accent).
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pyphen
from PIL import Image, ImageDraw, ImageFont

from pipeline.pages import fonts

WIDTH, HEIGHT = 1200, 1920
"""Pixels: 1:1.6, as shelves and shops have it."""

ROW = WIDTH * 2 // 8
"""Bytes of a row of pixels."""

MARGIN, TOP, FOOT = 100, 225, 1730
COLUMN = WIDTH - 2 * MARGIN
PAPER, INK = 0, 3

# Pixels of the title's type. A shelf shows a cover about 160 pixels wide: of 90 there remain 12.
LARGEST, LARGE_ENOUGH, SMALLEST, STEP = 150, 84, 46, 4
SMALL = 50
LEADING = 1.22
_EM = 500
"""Pixels at which widths are measured; they grow with the size but for hinting."""
TALLEST = 940
"""Pixels that the title may take."""


@dataclass(frozen=True, slots=True)
class CoverWords:
    """What stands on the cover; all but the title may be empty."""

    title: str
    kind: str = ""
    resolution: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


def picture(words: CoverWords, accent: str, language: str) -> bytes | None:
    """The PNG; None where the house's fonts can show nothing of the title.

    Characters that no font of the house has are left out: a picture cannot borrow the reader's fonts as the text does.
    """
    title = _shown(words.title)
    if not title:
        return None
    # The index of a colour is its share of ink, so that the edges of letters, which are mixed of indices, come out right.
    image = Image.new("P", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "L"
    y = TOP
    if kind := _shown(words.kind):
        y = _set(pen, _fitted(kind, SMALL, language, 1), SMALL, 400, y) + SMALL
    size, rows = _title(title, language)
    y = _set(pen, rows, size, 700, y) + size // 2
    pen.rectangle((MARGIN, y, MARGIN + 160, y + 7), INK)
    _set(pen, _small(words.resolution, language), SMALL, 400, y + SMALL + 7)
    foot = _small(words.foot, language)
    _set(pen, foot, SMALL, 400, FOOT - int(len(foot) * SMALL * LEADING))
    return _png(image, accent)


def _shown(text: str) -> str:
    """The text without the characters that no font of the house has, and those that Pillow would set the wrong way round."""
    shown = (char for char in text if fonts.face_of(char) and unicodedata.bidirectional(char) not in {"R", "AL"})
    return " ".join("".join(shown).split())


def _small(texts: Sequence[str], language: str) -> list[str]:
    """The rows of small texts, two of each at most."""
    return [row for text in texts if (shown := _shown(text)) for row in _fitted(shown, SMALL, language, 2)]


def _title(text: str, language: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its rows; words are only divided where they must be."""
    words = text.split()
    for size in range(LARGEST, LARGE_ENOUGH - 1, -STEP):
        fits = all(_width(word, 700) * size <= COLUMN for word in words)
        rows = _rows(words, size, 700) if fits else []
        if fits and len(rows) * size * LEADING <= TALLEST:
            return size, rows
    for size in range(LARGE_ENOUGH, SMALLEST - 1, -STEP):
        rows = _rows(list(_pieces(text, size, 700, language)), size, 700)
        if len(rows) <= int(TALLEST / (size * LEADING)):
            return size, rows
    return SMALLEST, _fitted(text, SMALLEST, language, int(TALLEST / (SMALLEST * LEADING)), 700)


def _fitted(text: str, size: int, language: str, most: int, weight: int = 400) -> list[str]:
    """The rows of the text, the last ending in dots where there would be more than ``most``."""
    rows = _rows(list(_pieces(text, size, weight, language)), size, weight)
    return rows if len(rows) <= most else [*rows[: most - 1], f"{rows[most - 1][:-2].rstrip()} …"]


def _rows(words: Sequence[str], size: int, weight: int) -> list[str]:
    """The words in rows, each as full as it goes.

    A word that ends in U+00AD is the first part of a divided one: the next follows at once, or in a new row.
    """
    rows: list[str] = []
    width = 0.0
    for word in words:
        glue = "" if rows and rows[-1].endswith(_DIVIDED) else " "
        more = _width(glue, weight) + _width(_printed(word), weight)
        if rows and (width + more) * size <= COLUMN:
            rows[-1] = f"{rows[-1].removesuffix(_DIVIDED)}{glue}{word}"
            width += more
        else:
            rows.append(word)
            width = _width(_printed(word), weight)
    return [_printed(row) for row in rows]


_DIVIDED = "\N{SOFT HYPHEN}"


def _printed(word: str) -> str:
    return f"{word.removesuffix(_DIVIDED)}-" if word.endswith(_DIVIDED) else word


def _pieces(text: str, size: int, weight: int, language: str) -> Iterator[str]:
    """The words; those that are wider than a row in the parts that the language divides them into."""
    for word in text.split():
        if _width(word, weight) * size <= COLUMN:
            yield word
            continue
        parts = [part for syllable in _syllables(word, language) for part in _cut(syllable, size, weight)]
        yield from (f"{part}{_DIVIDED}" for part in parts[:-1])
        yield parts[-1]


def _syllables(word: str, language: str) -> list[str]:
    name = pyphen.language_fallback(language.replace("-", "_"))
    if name is None:
        return [word]
    places = [0, *_dictionary(name).positions(word), len(word)]
    return [word[begin:end] for begin, end in pairwise(places)]


@cache
def _dictionary(name: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=name)


def _cut(part: str, size: int, weight: int) -> Iterator[str]:
    """What has no place to divide, cut where the row ends."""
    while len(part) > 1 and _width(f"{part}-", weight) * size > COLUMN:
        room = (at for at in range(len(part) - 1, 0, -1) if _width(f"{part[:at]}-", weight) * size <= COLUMN)
        end = next(room, 1)
        yield part[:end]
        part = part[end:]
    yield part


def _set(pen: ImageDraw.ImageDraw, rows: Sequence[str], size: int, weight: int, y: int) -> int:
    """Draw the rows from the height ``y``; the height below them."""
    for row in rows:
        x = float(MARGIN)
        for face, text in _runs(row, weight):
            for char in text:
                glyph = _glyph(face, size, char)
                if glyph.mask is not None:
                    pen.draw.draw_bitmap((int(x) + glyph.left, y + glyph.top), glyph.mask, INK)
                x += glyph.advance
        y += int(size * LEADING)
    return y


class _Glyph(NamedTuple):
    """A character as it is drawn, None where nothing is; where it begins beside the pen, and how far that goes on."""

    mask: Any
    left: int
    top: int
    advance: float


@cache
def _glyph(face: fonts.Face, size: int, char: str) -> _Glyph:
    """The character at this size: FreeType hints each anew, and a cover has most letters several times."""
    font = _font(face, size)
    mask, (left, top) = font.getmask2(char, "L", anchor="la")
    shown = mask if mask.size[0] and mask.size[1] else None
    return _Glyph(shown, left, top, font.getlength(char))


@cache
def _width(text: str, weight: int) -> float:
    """The width of the text in ems."""
    return sum(_font(face, _EM).getlength(run) for face, run in _runs(text, weight)) / _EM


def _runs(text: str, weight: int) -> Iterator[tuple[fonts.Face, str]]:
    """The text in runs of one face each."""
    for face, chars in groupby(text, lambda char: fonts.face_of(char, weight)):
        if face:
            yield face, "".join(chars)


@cache
def _font(face: fonts.Face, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(face.path), size, layout_engine=ImageFont.Layout.BASIC)
    if "[" in face.path.name:  # variable fonts name their axes
        axes = font.get_variation_axes()
        values = (face.weight if b"eight" in (each["name"] or b"") else each["default"] or 0 for each in axes)
        font.set_variation_by_axes([float(value) for value in values])
    return font


def _png(image: Image.Image, accent: str) -> bytes:
    """The drawing in shades between the accent and white, two bits a pixel (PNG 3, 5 and 11.2).

    Pillow 13 takes a third longer for the same pixels.
    """
    channels = [int(accent[at : at + 2], 16) for at in (1, 3, 5)]
    palette = bytes(round(low + (255 - low) * shade / INK) for shade in range(INK + 1) for low in channels)
    # Each row begins with its filter, which is none.
    rows = memoryview(image.tobytes("raw", "P;2"))
    pixels = b"\0" + b"\0".join([rows[at : at + ROW] for at in range(0, len(rows), ROW)])
    # Run lengths are all that flat colour needs: half the time, and the same bytes from any zlib.
    packer = zlib.compressobj(strategy=zlib.Z_RLE, memLevel=9)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 2, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", packer.compress(pixels) + packer.flush()), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
