"""Picture files → their bytes and what they measure; only PNG and JPEG, and nothing that is not whole."""

from __future__ import annotations

import unicodedata
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFile

from pipeline.diagnostics import FileRefusal
from pipeline.publication.files import content
from pipeline.publication.picture_metadata import without_metadata

LARGEST_PICTURE = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}
"""What every reading system shows (EPUB 3.3, 3.2) and PDF/A can hold. SVG can hold programs, and is not read."""


class UnusableError(ValueError):
    """The picture cannot be used; the text says why, as it goes on after „das Bild …“, and the hint what may help."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Carry both."""
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Loaded:
    """A picture that can be shown: its bytes, its media type, its size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


def loaded(path: Path, within: Path | None = None) -> Loaded:
    """The picture in the file, which must lie in the folder ``within``. Raises UnusableError."""
    try:
        data = content(path, LARGEST_PICTURE, within)
    except FileRefusal as refusal:
        raise UnusableError(f"lässt sich nicht lesen: {refusal.diagnostics[0].message}") from refusal
    if data is None:
        raise UnusableError(f"gibt es nicht in {path.parent}.", _advice(path))
    return read_picture(data)


def read_picture(data: bytes) -> Loaded:
    """The picture in the bytes, upright and without metadata. Raises UnusableError."""
    if len(data) > LARGEST_PICTURE:
        raise UnusableError(f"ist größer als {LARGEST_PICTURE >> 20} MB.")
    try:
        with (
            warnings.catch_warnings(action="error"),
            _whole(),
            Image.open(BytesIO(data), formats=tuple(KINDS)) as image,
        ):
            if image.width * image.height > MOST_PIXELS:
                raise UnusableError("hat zu viele Bildpunkte.")
            if image.format == "PNG" and _is_longer(data):
                raise UnusableError("enthält mehr Daten, als seine Größe sagt.", _ANEW)
            image.load()
            return _as_it_goes_out(data, image)
    except UnusableError:
        raise
    # Pillow 13 meets damage with whatever error comes first.
    except Exception as error:
        raise UnusableError(f"ist kein lesbares PNG oder JPEG ({type(error).__name__}).") from error


def _as_it_goes_out(data: bytes, image: ImageFile.ImageFile) -> Loaded:
    # Cameras put a second picture behind the first and call that MPO; Pillow 13 does, too.
    kind = KINDS["JPEG" if image.format == "MPO" else str(image.format)]
    cleaned = without_metadata(data, image)
    if cleaned == data:
        return Loaded(data, kind, image.width, image.height)
    with Image.open(BytesIO(cleaned), formats=tuple(KINDS)) as shown:
        shown.load()
        return Loaded(cleaned, kind, shown.width, shown.height)


_ANEW = "Öffnen Sie es in einem Bildprogramm und speichern Sie es neu."


@contextmanager
def _whole() -> Iterator[None]:
    """Within, Pillow loads no picture that ends too early. WeasyPrint 70 allows that for the whole process (images.py)."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


# PNG 3, 11.2.1: samples of a pixel by colour type. 8.1: the seven passes of Adam7, first column and row, then steps.
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def _is_longer(data: bytes) -> bool:
    """Whether the pixels of the PNG inflate to more than its header says, or something stands behind them.

    Readers other than Pillow inflate all there is. Never more than the expected bytes are inflated here.
    """
    room, inflating = _size(data), zlib.decompressobj()
    for kind, body in _chunks(data):
        if kind != b"IDAT":
            continue
        if inflating.eof and body:
            return True
        room -= len(inflating.decompress(body, room + 1))
        if room < 0 or inflating.unused_data:
            return True
    return False


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _size(data: bytes) -> int:
    """The bytes of all rows, each with that of its filter (PNG 3, 7.2), as the header gives width, height and depth."""
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    depth, colour, interlaced = data[24], data[25], data[28]
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    total = 0
    for column, row, across, down in passes:
        columns, rows = -(-(width - column) // across), -(-(height - row) // down)
        total += rows * (1 + -(-columns * depth * _SAMPLES.get(colour, 4) // 8)) if columns > 0 and rows > 0 else 0
    return total


def _advice(path: Path) -> str:
    """The file that is there under almost this name: other capitals, or umlauts in two characters as a Mac has them."""
    try:
        there = sorted(each.name for each in path.parent.iterdir())
    except OSError:
        return ""
    near = next((each for each in there if _folded(each) == _folded(path.name)), "")
    return f"Dort liegt „{near}“: Groß- und Kleinschreibung und Umlaute zählen." if near else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
