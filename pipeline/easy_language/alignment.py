"""Which row belongs to which segment, after numbers have moved, rows were copied, and originals were edited."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Fit(Enum):
    """How a row was recognised."""

    EXACT = auto()
    """Number and original agree with the text."""
    MOVED = auto()
    """The original stands in the text under another number."""
    CHANGED = auto()
    """The number is there, but its original reads differently."""


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a row, as an index into the segments, and how it was recognised."""

    index: int
    fit: Fit


Key = tuple[str, str]
"""The number, and something that stands for the original; either may be empty."""


def aligned(rows: Sequence[Key], segments: Sequence[Key]) -> list[Match | None]:
    """For each row its place, no place twice; None where the text has none for it.

    Who fits exactly goes first, then who is known by the original (the nearest place where it stands several times),
    then who is known by the number alone.
    """
    found: list[Match | None] = [None] * len(rows)
    free = dict(enumerate(segments))
    numbers = {name: at for at, (name, _) in free.items()}

    def claim(row: int, index: int, fit: Fit) -> None:
        found[row] = Match(index, fit)
        del free[index]

    for at, (name, original) in enumerate(rows):
        if (index := numbers.get(name)) in free and segments[index][1] == original:
            claim(at, index, Fit.EXACT)
    originals: dict[str, list[int]] = {}
    for index, (_, original) in free.items():
        originals.setdefault(original, []).append(index)
    for at, (name, original) in enumerate(rows):
        places = originals.get(original) if original and not found[at] else None
        if places:
            claim(at, _nearest(places, numbers.get(name, at)), Fit.MOVED)
    for at, (name, _) in enumerate(rows):
        if not found[at] and (index := numbers.get(name)) in free:
            claim(at, index, Fit.CHANGED)
    return found


def _nearest(places: list[int], wanted: int) -> int:
    """The place nearest to the one wanted, taken out of the sorted list."""
    at = bisect_left(places, wanted)
    if at == len(places) or (at and wanted - places[at - 1] <= places[at] - wanted):
        at -= 1
    return places.pop(at)
