"""Painted glyphs → segments → rows: what stands together, and what stands on one baseline.

Words from right to left come as they are read, each glyph at the left of the one before it. A row that has such words is
read in the order of painting: where neighbours are is said by the file, not guessed from their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from pipeline.text.events import Formatting

# All in ems of the glyph at hand.
KERNING_BACK, KERNING_ON = 0.35, 0.15
WIDEST_SPACE = 2.0
THINNEST_SPACE = 0.08
RAISED = 0.45
MARKED = 1.0
THINNEST_MARK = 0.01
LABEL_GAP = 0.2
ALIGNED = 0.09

_LABEL = re.compile(r"[^\w\s]\s*|\S{1,12}[.)]\s*|§\s?\S{1,5}\s*")
"""A bullet, or a label; the number of a page is none."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A painted character: where it begins and ends on its baseline, in points from the page's lower left corner."""

    text: str
    x0: float
    baseline: float
    x1: float
    size: float
    upright: bool = True
    turned: bool = False
    """It belongs to a word from right to left (ISO 32000-1, 14.8.2.3.3: ReversedChars)."""
    formatting: frozenset[Formatting] = frozenset()
    target: str = ""
    """Where it leads, if it is part of a link."""
    state: int = 0
    """The graphics state in which it is painted: a label that is painted right before its words has one of its own."""

    @property
    def is_mark(self) -> bool:
        """Whether it stands at the glyph before it and takes no room of its own."""
        return self.turned and self.x1 - self.x0 < THINNEST_MARK * self.size


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright rectangle that is filled, in points from the page's lower left corner."""

    x0: float
    x1: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class PaintedPage:
    """The glyphs of a page in the order in which they are painted; each page is itself alone, whatever it shows."""

    glyphs: tuple[Glyph, ...]
    beyond: tuple[Glyph, ...] = ()
    """Those that are painted outside of the page, where nobody sees them."""
    paper: tuple[float, float, float, float] = (0.0, 0.0, 595.276, 841.89)
    """Left, bottom, right, top of the page as it is trimmed."""
    bars: tuple[Bar, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in whole points."""
        left, bottom, right, top = self.paper
        return round(right - left), round(top - bottom)


@dataclass(frozen=True, slots=True)
class GlyphSegment:
    """Glyphs painted one after the other without a jump, in one graphics state."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    upright: bool
    order: int
    """How many glyphs of the page are painted before it."""
    end: float
    """Where its last letter ends; spaces may follow."""
    word: float
    """Where its first word ends."""
    turned: bool = False
    """It is read from right to left."""
    glyphs: tuple[Glyph, ...] = ()
    """Those of its text."""


@dataclass(slots=True)
class GlyphRow:
    """The segments on one baseline."""

    page: int
    baseline: float
    segments: list[GlyphSegment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, as it stands from left to right."""
        return "".join(each.text for each in self.segments)

    @property
    def size(self) -> float:
        """The size of its largest text."""
        return max(each.size for each in self.segments)

    @property
    def turned(self) -> bool:
        """Whether some of it is read from right to left."""
        return any(each.turned for each in self.segments)


def _segments(glyphs: Iterable[Glyph]) -> Iterator[GlyphSegment]:
    run: list[Glyph] = []
    order = 0
    before: Glyph | None = None
    for at, glyph in enumerate(glyphs):
        if before and not _follows(before, glyph):
            yield segment_of(run, order)
            run, order = [], at
        run.append(glyph)
        # What follows a mark stands at the glyph that has it.
        before = before if before and run[1:] and glyph.is_mark else glyph
    if run:
        yield segment_of(run, order)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    """Whether the glyph stands where a reader expects the next one."""
    if glyph.turned != before.turned or glyph.state != before.state:
        return False
    distance = before.x0 - glyph.x1 if glyph.turned else glyph.x0 - before.x1
    gap = 0.0 if glyph.is_mark else distance / max(before.size, glyph.size, 0.1)
    on = WIDEST_SPACE if before.text.isspace() or glyph.text.isspace() else KERNING_ON
    # A word may be drawn over the space before it; whether that space is seen depends on what then remains of it.
    back = KERNING_BACK + ((before.x1 - before.x0) / before.size if before.text.isspace() else 0)
    off = MARKED if glyph.is_mark else RAISED
    same = abs(glyph.baseline - before.baseline) <= off * max(before.size, glyph.size)
    return same and before.upright == glyph.upright and -back <= gap <= on


def segment_of(run: Sequence[Glyph], order: int) -> GlyphSegment:
    """The glyphs as one segment; ``order`` of the page's glyphs are painted before them."""
    main = max(run, key=lambda glyph: glyph.size)
    upright = all(glyph.upright for glyph in run)
    inked = [glyph for glyph in run if not glyph.text.isspace()]
    end = (inked[-1].x0 if run[0].turned else inked[-1].x1) if inked else run[0].x0
    shown = tuple(_visible(run))
    return GlyphSegment(
        "".join(glyph.text for glyph in shown),
        min(glyph.x0 for glyph in run) if run[0].turned else run[0].x0,
        max(glyph.x1 for glyph in run) if run[0].turned else run[-1].x1,
        main.baseline,
        main.size,
        upright,
        order,
        end,
        _word_end(run, end),
        run[0].turned,
        shown,
    )


def _word_end(run: Sequence[Glyph], end: float) -> float:
    """Where the first word ends; ``end`` is where the last one does."""
    first = next((index for index, glyph in enumerate(run) if not glyph.text.isspace()), 0)
    return next((before.x1 for before, glyph in pairwise(run[first:]) if glyph.text.isspace()), end)


def _visible(run: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs, without spaces that are set so narrow that nobody sees them."""
    for index, glyph in enumerate(run):
        between = 0 < index < len(run) - 1 and glyph.text.isspace()
        if not between or _space(run[index - 1], run[index + 1]) / glyph.size >= THINNEST_SPACE:
            yield glyph


def _space(before: Glyph, after: Glyph) -> float:
    """How far the two are apart."""
    return before.x0 - after.x1 if after.turned else after.x0 - before.x1


@lru_cache(maxsize=256)
def glyph_rows(page: int, painted: PaintedPage) -> tuple[GlyphRow, ...]:
    """The rows of the page from top to bottom; smaller segments join a row whose baseline they are raised from.

    Those of the last pages are kept: lines, margins and torn numbers are all read from them.
    """
    rows: list[GlyphRow] = []
    for segment in sorted(_segments(painted.glyphs), key=lambda each: -each.size):
        if not segment.text.strip():
            continue
        near = [
            row
            for row in rows
            if abs(row.baseline - segment.baseline) <= RAISED * row.size and segment.upright == row.segments[0].upright
        ]
        row = (
            min(near, key=lambda each: abs(each.baseline - segment.baseline))
            if near
            else GlyphRow(page, segment.baseline)
        )
        if not near:
            rows.append(row)
        row.segments.append(segment)
    for row in rows:
        row.segments.sort(key=lambda each: each.x0)
        if row.turned:
            row.segments = _as_read(row.segments)
    return tuple(sorted(rows, key=lambda each: -each.baseline))


def is_level(number: GlyphSegment, size: float, baseline: float) -> bool:
    """Whether the number stands on this baseline: fonts of other scripts have theirs a hair higher."""
    return abs(number.baseline - baseline) <= ALIGNED * size


def _as_read(segments: Sequence[GlyphSegment]) -> list[GlyphSegment]:
    """The segments of a row with words from right to left, in the order of reading; ``segments`` are from left to right.

    The number in the margin comes first, and after it the label of a list at the right, whose parts are one.
    """
    first, *others = segments
    main = max(others, key=lambda each: each.size, default=first)
    numbered = first.text.strip().isdigit() and first.size < main.size and is_level(first, main.size, main.baseline)
    head, rest = ([first], others) if numbered else ([], list(segments))
    read = sorted(rest, key=lambda each: each.order)
    found = ((label, at) for at in range(1, len(read)) if (label := _label(read[:at], read[at:])))
    label, at = next(found, (None, 0))
    return [*head, *([label, *read[at:]] if label else read)]


def _label(first: Sequence[GlyphSegment], after: Sequence[GlyphSegment]) -> GlyphSegment | None:
    """What was painted first, if it is the label of an item at the right of what is painted ``after`` it."""
    text = "".join(each.text for each in first)
    left = min(each.end if each.turned else each.x0 for each in first)
    apart = left - max(each.x1 for each in after) >= LABEL_GAP * first[0].size
    return (
        replace(first[0], text=text, glyphs=tuple(glyph for each in first for glyph in each.glyphs))
        if apart and _LABEL.fullmatch(text)
        else None
    )
