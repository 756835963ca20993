"""The pages of a PDF → glyphs and lines as they are painted, one page after the other.

Text that is painted invisibly or outside of the page is kept apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, mult_matrix

from pipeline.readback.content_streams import PageInterpreter
from pipeline.readback.glyphs import Bar, Glyph, PaintedPage
from pipeline.readback.painted_formatting import Stroke, decorated, link_areas, of_font

INVISIBLE = frozenset({3, 7})
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""

REVERSED = "ReversedChars"
"""The tag of marked contents whose strings are written the other way round (ISO 32000-1, 14.8.2.3.3)."""

UNKNOWN = "\ufffd"
"""Stands for a glyph that the file gives no character for."""

LEVEL = 0.01
"""Points by which the ends of a level line may differ."""


def painted(pages: Sequence[PDFPage]) -> tuple[PaintedPage, ...]:
    """What is painted on each page."""
    device = _Painter()
    interpreter = _Stacking(device.rsrcmgr, device)
    found = []
    for page in pages:
        interpreter.process_page(page)
        glyphs = decorated(device.glyphs, device.strokes, tuple(link_areas(page)))
        found.append(PaintedPage(glyphs, tuple(device.beyond), _paper(page), tuple(device.bars)))
    return tuple(found)


def _paper(page: PDFPage) -> tuple[float, float, float, float]:
    """The page as it is trimmed (ISO 32000-1, 14.11.2), counted as glyphs are: from the corner of the MediaBox."""
    x0, y0, x1, y1 = map(float, resolve1(page.attrs.get("TrimBox")) or page.cropbox)
    left, bottom = page.mediabox[:2]
    return x0 - left, y0 - bottom, x1 - left, y1 - bottom


class _Stacking(PageInterpreter):
    """Reports to the device which graphics state is open (ISO 32000-1, 8.4.2): what has one of its own stands apart."""

    device: _Painter

    def do_q(self) -> None:
        """Open one."""
        super().do_q()
        self.device.open_state()

    def do_Q(self) -> None:  # noqa: N802 - the operator's name
        """Close the innermost one."""
        super().do_Q()
        self.device.close_state()


class _Painter(PDFTextDevice):
    """Collects the glyphs of a page in the order in which they are painted."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.glyphs: list[Glyph] = []
        self.beyond: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.bars: list[Bar] = []
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._visible = True
        self._open: list[str] = []
        self._states: list[int] = []
        self._count = 0

    def open_state(self) -> None:
        """Count the state, so that each has a number of its own."""
        self._count += 1
        self._states.append(self._count)

    def close_state(self) -> None:
        """Forget the innermost one."""
        del self._states[-1:]

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """Forget the page before."""
        self.glyphs, self.beyond, self.strokes, self._open, self._states = [], [], [], [], []
        self.bars = []
        corners = [apply_matrix_pt(ctm, corner) for corner in (page.cropbox[:2], page.cropbox[2:])]
        (x0, y0), (x1, y1) = corners
        self._box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Note whether the text is painted at all, and take a string that is written the other way round as it is read."""
        self._visible = textstate.render not in INVISIBLE
        places = [(glyphs, len(glyphs)) for glyphs in (self.glyphs, self.beyond)]
        super().render_string(textstate, seq, ncs, graphicstate)
        if REVERSED in self._open:
            for glyphs, begin in places:
                glyphs[begin:] = [replace(each, turned=True) for each in reversed(glyphs[begin:])]

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Take a level line that is drawn, and an upright rectangle that is filled."""
        del graphicstate, evenodd
        match path:
            case [("m", x0, y0), ("l", x1, y1)] if stroke:
                (left, low), (right, high) = self._placed((x0, y0), (x1, y1))
                if abs(low - high) < LEVEL:
                    self.strokes.append(Stroke(left, right, low))
            case [("m", x0, y0), ("l", *_), ("l", x1, y1), ("l", *_), ("h",)] if fill:
                (left, low), (right, high) = self._placed((x0, y0), (x1, y1))
                if high - low > right - left:
                    self.bars.append(Bar(left, right, low, high))
            case _:
                pass

    def _placed(self, *points: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
        """The points on the page, as its lower left and upper right corner."""
        xs, ys = zip(*(apply_matrix_pt(self.ctm or MATRIX_IDENTITY, point) for point in points), strict=True)
        return (min(xs), min(ys)), (max(xs), max(ys))

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Open a marked content."""
        del props
        self._open.append(str(tag.name))

    def end_tag(self) -> None:
        """Close the innermost one."""
        del self._open[-1:]

    def render_char(  # noqa: PLR0913, PLR0917 - the signature is pdfminer.six's (20260107)
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Take the glyph, and give its advance."""
        del ncs, graphicstate
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = mult_matrix((1, 0, 0, 1, 0, rise), matrix)
        x0, y0, x1, y1 = self._box
        if self._visible:
            upright = abs(b) < 1e-6 and abs(c) < 1e-6 and a > 0 and d > 0  # noqa: PLR2004 - rounding of matrices
            glyph = Glyph(
                _character(font, cid),
                e,
                f,
                e + advance * a,
                abs(fontsize) * hypot(c, d),
                upright,
                formatting=of_font(str(font.fontname)),
                state=self._states[-1] if self._states else 0,
            )
            (self.glyphs if x0 <= e <= x1 and y0 <= f <= y1 else self.beyond).append(glyph)
        return advance


def _character(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return UNKNOWN
