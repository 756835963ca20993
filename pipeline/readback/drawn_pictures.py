"""The pages of a PDF → the pictures that are drawn on them: their pixels, and how large and how turned they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from pipeline.readback.content_streams import PageInterpreter

POINTS = 72
"""Of an inch."""


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture on a page, which counts from 1."""

    page: int
    pixels: tuple[int, int]
    """Across and down."""
    size: tuple[float, float]
    """In points, across and down."""
    is_upright: bool
    """Neither turned nor mirrored nor slanted."""

    @property
    def stretch(self) -> float:
        """How much wider a pixel is than high; 1 for the picture's own shape."""
        (across, down), (wide, high) = self.pixels, self.size
        return (wide / across) / (high / down) if across and down and high else 0.0

    @property
    def resolution(self) -> float:
        """Pixels an inch, where they are fewest."""
        return min(
            (count * POINTS / length for count, length in zip(self.pixels, self.size, strict=True) if length),
            default=0.0,
        )


def drawn_pictures(pages: Sequence[PDFPage]) -> tuple[DrawnPicture, ...]:
    """The pictures in the order of drawing. Raises whatever pdfminer.six raises."""
    device = _Sketcher()
    interpreter = PageInterpreter(device.rsrcmgr, device)
    for number, page in enumerate(pages, 1):
        # Most pages have none, and reading them again would cost as much as reading their text.
        if resolve1(page.resources.get("XObject")):
            device.page = number
            interpreter.process_page(page)
    return tuple(device.found)


class _Sketcher(PDFDevice):
    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.found: list[DrawnPicture] = []
        self.page = 0

    def render_image(self, name: str, stream: Any) -> None:
        """Take the picture: a square of one unit, as the matrix shows it (ISO 32000-1, 8.9.5)."""
        del name
        a, b, c, d, _, _ = self.ctm or (1, 0, 0, 1, 0, 0)
        wide, high = hypot(a, b), hypot(c, d)
        tolerance = (wide + high) / 1000
        is_upright = a > 0 and d > 0 and abs(b) < tolerance and abs(c) < tolerance
        pixels = int(stream["Width"]), int(stream["Height"])
        self.found.append(DrawnPicture(self.page, pixels, (wide, high), is_upright))
