"""Picture files → their bytes and what they measure; only PNG and JPEG, and nothing that is not whole."""

from __future__ import annotations

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
    """The picture cannot be used; the text says why, as it goes on after „das Bild …“."""


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
        raise UnusableError(f"gibt es nicht in {path.parent}.")
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
