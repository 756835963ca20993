"""The rows of pages that are no official lines, as text: in the order in which they are painted, without heads and feet.

Cells of a table stand side by side, and each may have several rows: from left to right their words would be mixed up.
A typesetter paints one cell after the other, and so do all that copy from a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.readback.glyphs import GlyphRow, GlyphSegment, PaintedPage
from pipeline.readback.page_tops import is_carried

LEVEL = 1.0
"""Points that heads of pages may differ in height."""


def furniture(
    rows: Sequence[GlyphRow], loose: Sequence[GlyphRow], pages: Sequence[PaintedPage], title: str = ""
) -> set[int]:
    """Heads and feet of pages, by ``id``: the highest and the lowest row of all pages of one size, with the words of most.

    Digits may differ: they count pages. A page that lies across has its head at another height. ``title`` is that of the
    book, which the head of its last pages may be.
    """
    found: set[int] = set()
    for size in {page.size for page in pages}:
        of_size = {index for index, page in enumerate(pages) if page.size == size}
        heights = [row.baseline for row in rows if row.page in of_size]
        for level in (max(heights), min(heights)) if heights else ():
            at = [row for row in loose if row.page in of_size and abs(row.baseline - level) <= LEVEL]
            usual = Counter(map(_undigited, at)).most_common(1)
            found |= {id(row) for row in at if _undigited(row) == usual[0][0] or _names(title, row)}
    return found


def _names(title: str, row: GlyphRow) -> bool:
    """Whether the row is the title, as much of it as there is room for."""
    words = " ".join(each.text.strip() for each in _of_all_pages(row)).removesuffix("…").rstrip()
    return bool(words) and title.startswith(words)


def _undigited(row: GlyphRow) -> tuple[str, ...]:
    """What stands in the row but for digits and a line that goes on; left and right pages have it the other way round."""
    return tuple(sorted(re.sub(r"[0-9]+", "", each.text).strip() for each in _of_all_pages(row)))


def _of_all_pages(row: GlyphRow) -> Sequence[GlyphSegment]:
    """What stands in the row, but for the line that goes on at the top of this page."""
    return [each for each in row.segments if not is_carried(each.text)]


def painted_texts(rows: Sequence[GlyphRow], marker: re.Pattern[str]) -> Iterator[str]:
    """The words of the rows, page by page in the order of painting; what is painted together on one row is one text.

    Markers of list items, which WeasyPrint 70 paints at last, stand before what is on their right, or below them.
    """
    every = [
        ((row.page, order, at, place), id(row), segment.text.strip())
        for at, row in enumerate(rows)
        for place, (order, segment) in enumerate(_ordered(row, rows[at + 1 : at + 2], marker))
    ]
    for _, group in groupby(sorted(every, key=lambda each: each[0]), lambda each: each[1]):
        yield " ".join(text for *_, text in group if text)


def _ordered(row: GlyphRow, below: Sequence[GlyphRow], marker: re.Pattern[str]) -> list[tuple[int, GlyphSegment]]:
    """The segments of the row from left to right, each with its place in the order of painting."""
    # A marker alone on its row belongs to what begins below it.
    under = [each.order for other in below if other.page == row.page for each in other.segments]
    following = min(under, default=None) if len(row.segments) == 1 else None
    found: list[tuple[int, GlyphSegment]] = []
    for segment in reversed(row.segments):
        is_late = following is not None and segment.order > following and marker.fullmatch(segment.text.strip())
        following = following if is_late and following is not None else segment.order
        found.append((following, segment))
    return found[::-1]
