"""Which row belongs to which segment, after numbers have moved, rows were copied, and originals were edited."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.easy_language import likeness


class Fit(Enum):
    """How a row was recognised."""

    EXACT = auto()
    """Number and original agree with the text."""
    MOVED = auto()
    """The original stands in the text under another number."""
    CHANGED = auto()
    """The number is there, or the neighbours are, but the original reads differently."""


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a row, as an index into the segments, and how it was recognised."""

    index: int
    fit: Fit


@dataclass(frozen=True, slots=True)
class Key:
    """What a row or a segment is known by; anything may be empty."""

    name: str
    original: str
    """Something that stands for the original: equal where the original is."""
    words: str
    """The original itself."""


def aligned(rows: Sequence[Key], segments: Sequence[Key], *, renumbered: bool) -> list[Match | None]:
    """For each row its place, no place twice; None where the text has none for it.

    Who fits exactly goes first, then who is known by the original (the nearest place where it stands several times),
    then who is known by the number alone. ``renumbered`` says that sentences may have come into the text, or gone: then
    the number says little of a sentence that has changed, and its neighbours go before it.
    """
    found: list[Match | None] = [None] * len(rows)
    free = dict(enumerate(segments))
    numbers = {each.name: at for at, each in free.items()}

    def claim(row: int, index: int, fit: Fit) -> None:
        found[row] = Match(index, fit)
        del free[index]

    for at, row in enumerate(rows):
        if (index := numbers.get(row.name)) in free and segments[index].original == row.original:
            claim(at, index, Fit.EXACT)
    originals: dict[str, list[int]] = {}
    for index, each in free.items():
        originals.setdefault(each.original, []).append(index)
    for at, row in enumerate(rows):
        places = originals.get(row.original) if row.original and not found[at] else None
        if places:
            claim(at, _nearest(places, numbers.get(row.name, at)), Fit.MOVED)
    if renumbered:
        for at, index in list(_between(rows, segments, found)):
            # Rows in disorder may have the same place between them.
            if index in free:
                claim(at, index, Fit.CHANGED)
    for at, row in enumerate(rows):
        if not found[at] and (index := numbers.get(row.name)) in free:
            claim(at, index, Fit.CHANGED)
    return found


def _nearest(places: list[int], wanted: int) -> int:
    """The place nearest to the one wanted, taken out of the sorted list."""
    at = bisect_left(places, wanted)
    if at == len(places) or (at and wanted - places[at - 1] <= places[at] - wanted):
        at -= 1
    return places.pop(at)


def _between(rows: Sequence[Key], segments: Sequence[Key], found: Sequence[Match | None]) -> Iterator[tuple[int, int]]:
    """The rows without a place that have one between the places of their neighbours, and that place."""
    names, official = Counter(row.name for row in rows), {each.original for each in segments}
    taken = {match.index for match in found if match}
    free = [index for index in range(len(segments)) if index not in taken]
    ends = [(-1, -1), *((at, match.index) for at, match in enumerate(found) if match), (len(rows), len(segments))]
    for (start, above), (end, below) in zip(ends, ends[1:], strict=False):
        # A copy of another row has no place of its own.
        waiting = [
            at for at in range(start + 1, end) if names[rows[at].name] == 1 and rows[at].original not in official
        ]
        places = free[bisect_left(free, above) : bisect_left(free, below)]
        if waiting and places:
            before, after = [rows[at].words for at in waiting], [segments[index].words for index in places]
            yield from ((waiting[old], places[new]) for old, new in likeness.pairs(before, after))
