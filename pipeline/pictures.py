"""Picture files → their bytes and what they measure; only PNG and JPEG, and nothing that is not whole."""

from __future__ import annotations

import unicodedata
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from pipeline.errors import FileRefusal
from pipeline.files import content

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


def loaded(path: Path) -> Loaded:
    """The picture in the file. Raises UnusableError."""
    try:
        data = content(path, LARGEST_PICTURE)
    except FileRefusal as refusal:
        raise UnusableError(f"lässt sich nicht lesen: {refusal.diagnostics[0].message}") from refusal
    if data is None:
        raise UnusableError(f"gibt es nicht in {path.parent}.", _advice(path))
    if len(data) > LARGEST_PICTURE:
        raise UnusableError(f"ist größer als {LARGEST_PICTURE >> 20} MB.")
    try:
        with warnings.catch_warnings(action="error"), Image.open(BytesIO(data), formats=tuple(KINDS)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnusableError("hat zu viele Bildpunkte.")
            image.load()
            return Loaded(data, KINDS[str(image.format)], image.width, image.height)
    except UnusableError:
        raise
    # Pillow 13 meets damage with whatever error comes first.
    except Exception as error:
        raise UnusableError(f"ist kein lesbares PNG oder JPEG ({type(error).__name__}).") from error


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
