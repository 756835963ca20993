"""Painted glyphs → segments → rows: what stands together, and what stands on one baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

# All in ems of the glyph at hand.
KERNING_BACK, KERNING_ON = 0.35, 0.15
WIDEST_SPACE = 2.0
THINNEST_SPACE = 0.08
RAISED = 0.45


@dataclass(frozen=True, slots=True)
class Glyph:
    """A painted character: where it begins and ends on its baseline, in points from the page's lower left corner."""

    text: str
    x0: float
    baseline: float
    x1: float
    size: float
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """The glyphs of a page in the order in which they are painted."""

    glyphs: tuple[Glyph, ...]
    beyond: tuple[Glyph, ...] = ()
    """Those that are painted outside of the page, where nobody sees them."""
    paper: tuple[float, float, float, float] = (0.0, 0.0, 595.276, 841.89)
    """Left, bottom, right, top of the page as it is trimmed."""

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in whole points."""
        left, bottom, right, top = self.paper
        return round(right - left), round(top - bottom)


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs painted one after the other without a jump."""

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


@dataclass(slots=True)
class Row:
    """The segments on one baseline."""

    page: int
    baseline: float
    segments: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, as it stands from left to right."""
        return "".join(each.text for each in self.segments)

    @property
    def size(self) -> float:
        """The size of its largest text."""
        return max(each.size for each in self.segments)


def _segments(glyphs: Iterable[Glyph]) -> Iterator[Segment]:
    run: list[Glyph] = []
    order = 0
    for at, glyph in enumerate(glyphs):
        if run and not _follows(run[-1], glyph):
            yield _segment(run, order)
            run, order = [], at
        run.append(glyph)
    if run:
        yield _segment(run, order)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    """Whether the glyph stands where a reader expects the next one."""
    gap = (glyph.x0 - before.x1) / max(before.size, glyph.size, 0.1)
    on = WIDEST_SPACE if before.text.isspace() or glyph.text.isspace() else KERNING_ON
    # A word may be drawn over the space before it; whether that space is seen is told by what then remains of it.
    back = KERNING_BACK + ((before.x1 - before.x0) / before.size if before.text.isspace() else 0)
    same = abs(glyph.baseline - before.baseline) <= RAISED * max(before.size, glyph.size)
    return same and before.upright == glyph.upright and -back <= gap <= on


def _segment(run: list[Glyph], order: int) -> Segment:
    main = max(run, key=lambda glyph: glyph.size)
    upright = all(glyph.upright for glyph in run)
    inked = [glyph for glyph in run if not glyph.text.isspace()]
    end = inked[-1].x1 if inked else run[0].x0
    return Segment(
        "".join(_visible(run)),
        run[0].x0,
        run[-1].x1,
        main.baseline,
        main.size,
        upright,
        order,
        end,
        _word_end(run, end),
    )


def _word_end(run: Sequence[Glyph], end: float) -> float:
    """Where the first word ends; ``end`` is where the last one does."""
    first = next((index for index, glyph in enumerate(run) if not glyph.text.isspace()), 0)
    return next((before.x1 for before, glyph in pairwise(run[first:]) if glyph.text.isspace()), end)


def _visible(run: Sequence[Glyph]) -> Iterator[str]:
    """The characters, without spaces that are set so narrow that nobody sees them."""
    for index, glyph in enumerate(run):
        between = 0 < index < len(run) - 1 and glyph.text.isspace()
        if not between or (run[index + 1].x0 - run[index - 1].x1) / glyph.size >= THINNEST_SPACE:
            yield glyph.text


def rows_of(page: int, painted: Page) -> list[Row]:
    """The rows of the page from top to bottom; smaller segments join a row whose baseline they are raised from."""
    rows: list[Row] = []
    for segment in sorted(_segments(painted.glyphs), key=lambda each: -each.size):
        if not segment.text.strip():
            continue
        near = [
            row for row in rows
            if abs(row.baseline - segment.baseline) <= RAISED * row.size and segment.upright == row.segments[0].upright
        ]  # fmt: skip
        row = min(near, key=lambda each: abs(each.baseline - segment.baseline)) if near else Row(page, segment.baseline)
        if not near:
            rows.append(row)
        row.segments.append(segment)
    for row in rows:
        row.segments.sort(key=lambda each: each.x0)
    return sorted(rows, key=lambda each: -each.baseline)
