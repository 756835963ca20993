"""On which side of each page its line numbers and its own number stand, and how wide its margins are.

│  36 │ den kommunalen      den Plan │ 71 │      left pages have even numbers, right ones odd
│ Seite 4                        Seite 5  │
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.readback.glyphs import GlyphRow, PaintedPage, glyph_rows
from pipeline.readback.margin_numbers import candidate
from pipeline.readback.type_area import foot_of

LEFT, RIGHT = "links", "rechts"


@dataclass(frozen=True, slots=True)
class PaperSide:
    """A page, counted from 1; what it does not have is empty. Margins in points, from the paper to what is numbered."""

    page: int
    numbers: str
    folio: str
    left: float = 0.0
    right: float = 0.0


def paper_sides(pages: Sequence[PaintedPage]) -> Iterator[PaperSide]:
    """Every page in order."""
    for at, page in enumerate(pages, 1):
        rows = glyph_rows(at - 1, page)
        found = [(row, number) for row in rows if len(row.segments) > 1 and (number := candidate(row))]
        sides = Counter(LEFT if number is row.segments[0] else RIGHT for row, number in found)
        words = [each for row, number in found for each in row.segments if each is not number]
        left, _, right, _ = page.paper
        yield PaperSide(
            at,
            sides.most_common(1)[0][0] if sides else "",
            _folio(rows, (left + right) / 2),
            min((each.x0 - left for each in words), default=0.0),
            min((right - each.end for each in words), default=0.0),
        )


def _folio(rows: Sequence[GlyphRow], middle: float) -> str:
    foot = foot_of(rows)
    return "" if foot is None else LEFT if foot.x0 < middle else RIGHT
