"""Sentences before and after a change of the text: which of them are the same sentence in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_ALIKE = 0.5
"""The share of its words that a sentence must keep to be known again."""

_MOST_PAIRS = 900
"""Of sentences that are compared; more than thirty that changed in a row are another text."""


def pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The indices of sentences that belong together, in order: those alike, and all between these if they are as many.

    Nothing where there are too many to compare.
    """
    if len(before) * len(after) > _MOST_PAIRS:
        return
    old, new = 0, 0
    for at, to in [*_alike(before, after), (len(before), len(after))]:
        if at - old == to - new:
            yield from zip(range(old, at), range(new, to), strict=True)
        if at < len(before):
            yield at, to
        old, new = at + 1, to + 1


def _alike(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs in order of which the likeness is greatest in all."""
    old, new = [_words(each) for each in before], [_words(each) for each in after]
    alike = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in reversed(range(len(old))):
        for to in reversed(range(len(new))):
            taken = alike[at][to] + best[at + 1][to + 1] if alike[at][to] >= _ALIKE else 0.0
            best[at][to] = max(taken, best[at + 1][to], best[at][to + 1])
    at = to = 0
    while at < len(old) and to < len(new):
        if best[at][to] == best[at + 1][to]:
            at += 1
        elif best[at][to] == best[at][to + 1]:
            to += 1
        else:
            yield at, to
            at, to = at + 1, to + 1


def _words(sentence: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", sentence.casefold()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that both have, 0 to 1."""
    every = one.total() + other.total()
    return 2 * (one & other).total() / every if every else 0.0
