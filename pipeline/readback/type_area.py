"""Glyphs on pages → what stands outside of the type area, and line numbers that are torn.

    ┌ paper ──────────────────┐
    │        head             │
    │  12345 text … edge│     │     edge: where the number of the page ends that stands at its foot
    │                   │     │
    │        foot  Seite 1    │
    └─────────────────────────┘

Where type ends on the right is said by the file itself: the foot of each page ends there. The other edges are those that
the house keeps: nothing nearer to the edge of the paper than what printers and paper cutters may take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.readback.glyphs import Glyph, GlyphRow, GlyphSegment, PaintedPage, glyph_rows
from pipeline.readback.margin_numbers import ALIGNED, edges_of
from pipeline.readback.printed import Target
from pipeline.readback.reading import Outside, Torn
from pipeline.text import wording

MILLIMETRE = 72 / 25.4

WHITE = 8 * MILLIMETRE
"""What stays white on all sides (house rule); home printers need 5 mm."""

MARGIN = 10 * MILLIMETRE
"""The smallest margin beside the text on its right (house rule)."""

TOLERANCE = 0.5
"""Points; places are sums of rounded advances."""

ASCENT = 0.7
"""Ems that capitals are high."""

_FOOT = re.compile(
    "|".join(
        [
            *(f"{page}[0-9]+{of}[0-9]+" for page, of in zip(*map(wording.forms, ("Seite ", " von ")), strict=True)),
            "[0-9]+ / [0-9]+",
        ]
    )
)
"""How a page is numbered at its foot: in German, in English, or without words."""
_DIGITS = re.compile(r"[0-9]+")
_TARGET = re.compile(r"(?:.+-)?zeile-([1-9][0-9]*)")


def outside_glyphs(pages: Sequence[PaintedPage]) -> Iterator[Outside]:
    """What stands outside of the type area, row by row; each row once for a side."""
    for number, page in enumerate(pages, 1):
        if lost := [each for each in page.beyond if not each.text.isspace()]:
            yield Outside(number, "außerhalb des Papiers", _beyond(page, lost), _text(lost))
        yield from _outside(number, page)


def _outside(number: int, page: PaintedPage) -> Iterator[Outside]:
    left, bottom, right, top = page.paper
    printed = glyph_rows(number - 1, page)
    foot = _foot(printed)
    ends = foot is not None and foot.segments[-1].x1 > (left + right) / 2
    edge = min(right - MARGIN, foot.segments[-1].x1) if foot and ends else right - MARGIN
    numbers = {(each.x0, each.baseline) for each in _numbers_at_right(printed, edge, right - WHITE)}
    lowest = foot.baseline + foot.size if foot else bottom + WHITE
    seen = [each for each in page.glyphs if not each.text.isspace()]
    body = [each for each in seen if foot is None or abs(each.baseline - foot.baseline) > ALIGNED]
    over = {
        "zu weit rechts": [(each.x1 - edge, each) for each in seen if (each.x0, each.baseline) not in numbers],
        "zu weit links": [(left + WHITE - each.x0, each) for each in seen],
        "zu weit oben": [(each.baseline + ASCENT * each.size - (top - WHITE), each) for each in seen],
        "zu weit unten": [(lowest - each.baseline, each) for each in body],
    }
    for side, found in over.items():
        rows: dict[int, list[tuple[float, Glyph]]] = {}
        for by, each in found:
            if by > TOLERANCE:
                rows.setdefault(round(each.baseline), []).append((by, each))
        for _, row in sorted(rows.items(), reverse=True):
            yield Outside(number, side, max(by for by, _ in row), _text([each for _, each in row]))


def _numbers_at_right(rows: Sequence[GlyphRow], edge: float, white: float) -> Iterator[Glyph]:
    """The digits of the column of numbers at the right of the text: on right pages they stand outside."""
    for row in rows:
        last = row.segments[-1]
        if len(row.segments) > 1 and _DIGITS.fullmatch(last.text.strip()) and edge <= last.x0 and last.end <= white:
            yield from last.glyphs


def _foot(rows: Sequence[GlyphRow]) -> GlyphRow | None:
    """The row at the foot of the page that has its number, at the outer edge where both sides of the paper are printed."""
    return next(
        (row for row in reversed(rows) if any(_FOOT.fullmatch(each.text.strip()) for each in row.segments)), None
    )


def foot_of(rows: Sequence[GlyphRow]) -> GlyphSegment | None:
    """What numbers the page at its foot."""
    row = _foot(rows)
    return next((each for each in row.segments if _FOOT.fullmatch(each.text.strip())), None) if row else None


def _beyond(page: PaintedPage, glyphs: Sequence[Glyph]) -> float:
    left, bottom, right, top = page.paper
    return max(max(left - each.x0, each.x1 - right, bottom - each.baseline, each.baseline - top) for each in glyphs)


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(each.text for each in glyphs)


def torn(pages: Sequence[PaintedPage], targets: Mapping[str, Target]) -> Iterator[Torn]:
    """The numbers of which the row of their line shows the first digits only, the others standing below."""
    rows = [glyph_rows(index, page) for index, page in enumerate(pages)]
    edges = edges_of([row for page in rows for row in page])
    columns = [[*_column(page, edges)] for page in rows]
    for name, target in targets.items():
        found = _TARGET.fullmatch(name)
        below = (
            [each for each in columns[target.page] if each[0] <= target.y] if found and target.page < len(pages) else []
        )
        if not found or not below:
            continue
        level, wanted = below[0][0], found[1]
        shown = [digits for baseline, digits in below if level - baseline <= ALIGNED]
        rest = {digits for baseline, digits in below[1:]}
        for digits in shown:
            if (
                digits != wanted
                and wanted.startswith(digits)
                and wanted not in shown
                and wanted.removeprefix(digits) in rest
            ):
                yield Torn(target.page + 1, int(wanted), digits)


def _column(rows: Sequence[GlyphRow], edges: set[tuple[float, float]]) -> Iterator[tuple[float, str]]:
    """The digits in the column of the numbers, each with its height, from top to bottom."""
    for row in rows:
        for each in row.segments:
            if _DIGITS.fullmatch(each.text.strip()) and any(
                abs(each.x1 - x1) <= ALIGNED and abs(each.size - size) <= ALIGNED / 2 for x1, size in edges
            ):
                yield each.baseline, each.text.strip()
