"""The numbers in the margins of pages: which segment of a row is one, and where those of a page end.

A number is a segment of digits alone, left of its row or right of it, smaller than the row's text, on its baseline, and
right-aligned with the other numbers of its page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.readback.glyphs import GlyphRow, GlyphSegment, is_level

NUMBER = re.compile(r"[1-9][0-9]{0,8}")

NUMBER_GAP = 0.4
NUMBER_SIZE = 0.95
"""Ems of the glyph at hand."""

ALIGNED = 1.0
"""Points."""


def candidate(row: GlyphRow) -> GlyphSegment | None:
    """The segment that looks like a margin number, wherever its edge is: the first of the row, or the last."""
    first, *rest = row.segments
    if not rest:
        return first if _is_number(first) else None
    *others, last = row.segments
    if _is_number(first) and _stands_apart(first, rest, row) and rest[0].x0 - first.end >= NUMBER_GAP * first.size:
        return first
    if _is_number(last) and _stands_apart(last, others, row) and last.x0 - others[-1].end >= NUMBER_GAP * last.size:
        return last
    return None


def _is_number(segment: GlyphSegment) -> bool:
    return bool(NUMBER.fullmatch(segment.text.strip())) and segment.upright


def _stands_apart(number: GlyphSegment, rest: Sequence[GlyphSegment], row: GlyphRow) -> bool:
    """Whether it is smaller than the rest of the row, and on its baseline."""
    smaller = number.size <= NUMBER_SIZE * max(each.size for each in rest)
    return smaller and is_level(number, row.size, row.baseline)


def edges_of(rows: Iterable[GlyphRow]) -> set[tuple[float, float]]:
    """Where numbers end, and their size: what most candidates of a page share, or of all pages where there are few."""
    pages: dict[int, Counter[tuple[float, float]]] = {}
    for row in rows:
        if len(row.segments) > 1 and (found := candidate(row)):
            pages.setdefault(row.page, Counter())[round(found.x1), round(found.size, 1)] += 1
    common = {counts.most_common(1)[0][0] for counts in pages.values() if counts.most_common(1)[0][1] > 2}  # noqa: PLR2004
    total = sum(pages.values(), Counter[tuple[float, float]]())
    return common or {edge for edge, _ in total.most_common(1)}
