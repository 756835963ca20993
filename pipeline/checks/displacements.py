"""What moved where, said shortly: stretches of numbers, swaps, what stands out of order, what is missing from a row of names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class LineRun:
    """The numbers from first to last, each of which has what belongs to the number ``offset`` further on."""

    first: int
    last: int
    offset: int


@dataclass(frozen=True, slots=True)
class Swap(LineRun):
    """Two stretches that changed places: this one, and the one ``offset`` further on."""


def span(first: int, last: int) -> str:
    """The numbers for readers: ``Zeile 5`` or ``Zeilen 22 bis 71``."""
    return f"Zeile {first}" if first == last else f"Zeilen {first} bis {last}"


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each stretch of consecutive numbers, in order."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def moves(moved: Mapping[int, int]) -> list[LineRun]:
    """The moves number → number as stretches; two that mirror each other are one swap."""
    offsets: dict[int, list[int]] = {}
    for number, other in moved.items():
        offsets.setdefault(other - number, []).append(number)
    single = [LineRun(first, last, offset) for offset, numbers in offsets.items() for first, last in runs(numbers)]
    known = set(single)
    result: list[LineRun] = []
    for run in sorted(single, key=lambda each: each.first):
        mirror = LineRun(run.first + run.offset, run.last + run.offset, -run.offset)
        if mirror not in known:
            result.append(run)
        elif run.offset > 0:
            result.append(Swap(run.first, run.last, run.offset))
    return result


def displaced(order: Sequence[int]) -> set[int]:
    """The fewest numbers without which the rest ascends."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(order):
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        at[place : place + 1] = [index]
        before.append(at[place - 1] if place else None)
    kept: set[int] = set()
    index_: int | None = at[-1] if at else None
    while index_ is not None:
        kept.add(order[index_])
        index_ = before[index_]
    return set(order) - kept


def sequence(what: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """What is missing, and what is there beyond, in order."""
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation != "equal":
            yield from (f"{what} fehlt oder steht an anderer Stelle: {each}." for each in expected[i1:i2])
            yield from (f"{what}, an dieser Stelle nicht erwartet: {each}." for each in found[j1:j2])
