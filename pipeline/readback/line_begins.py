"""Where in a row of a page an official line begins: after a mark, or with the row.

    │ 37 │ der Konvention zügig ❘umsetzen, um Frauen
             of the line above  of line 37

A mark is what a reader with low vision sees as one: upright, as thin as a hair space, as high as the row, and between its
words. Rules of tables and quotations stand beside words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.readback.glyphs import Bar, Glyph, GlyphRow, GlyphSegment, segment_of

THIN = 0.15
"""Ems that a mark is wide at most."""

LOWEST, HIGHEST = 0.9, 1.6
"""Ems that a mark is high."""


def parted_row(row: GlyphRow, bars: Iterable[Bar]) -> tuple[GlyphRow | None, GlyphRow]:
    """What stands in the row before the mark, without the row's number, and the row with its number and all after it.

    Without a mark all of the row belongs to the line that begins in it. Of several marks the first one counts.
    """
    number, *words = row.segments
    for place in sorted((bar.x0 + bar.x1) / 2 for bar in bars if _marks(bar, row)):
        before = [part for each in words for part in _part(each, place, before=True)]
        after = [part for each in words for part in _part(each, place, before=False)]
        if any(each.text.strip() for each in before) and any(each.text.strip() for each in after):
            return GlyphRow(row.page, row.baseline, before), GlyphRow(row.page, row.baseline, [number, *after])
    return None, row


def _marks(bar: Bar, row: GlyphRow) -> bool:
    """Whether the bar is as thin as a mark, as high as the row, and beside its words."""
    thin = bar.x1 - bar.x0 <= THIN * row.size
    high = LOWEST * row.size <= bar.high - bar.low <= HIGHEST * row.size
    return thin and high and bar.low <= row.baseline <= bar.high


def _part(segment: GlyphSegment, place: float, *, before: bool) -> Sequence[GlyphSegment]:
    """The part of the segment on one side of the place."""
    glyphs = [each for each in segment.glyphs if (_middle(each) < place) is before]
    return [segment_of(glyphs, segment.order)] if glyphs else []


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2
