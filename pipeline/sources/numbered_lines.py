"""Lines that begin with their official number: how they look, and whether a text has them."""

from __future__ import annotations

import re

from pipeline.sources import page_copies

SHAPE = re.compile(
    r"(?P<indent> *)"
    r"(?:(?P<hashes>\#{1,6})[ ]+|(?P<marker>[-+*])[ ]+|(?P<label>\d{1,3}[.)]|\(\d{1,3}[a-z]?\)|[a-z]{1,2}\))[ ]+(?=[1-9]\d*[ ]))?"
    r"(?P<strong>\*\*|__)?(?P<number>[1-9]\d{0,6})(?(strong)(?P<closed>\*\*|__)?)(?=[ ]|$)[ ]*(?P<rest>.*)"
)
"""A line with its number; headings and items may have their marker before it."""

_NUMBER = re.compile(r"\s*(?:[-+*#]+\s+)?([1-9]\d{0,6})\s+\S", re.ASCII)
FEWEST = 3
"""So many lines with rising numbers are no accident."""


def recognises(text: str) -> bool:
    """Whether at least two lines of the text begin with numbers that follow each other, or have them in another form."""
    copy = page_copies.straightened(text)
    if copy.form or copy.step > 1:
        return True
    found = [int(match["number"]) for line in copy.lines if (match := SHAPE.fullmatch(line.rstrip()))]
    return any(after == before + 1 for before, after in zip(found, found[1:], strict=False)) or found == [1]


def seem(text: str) -> bool:
    """Whether lines begin with numbers that follow each other, or at least half of them with numbers that rise."""
    if recognises(text):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    numbers = [int(found[1]) for line in lines if (found := _NUMBER.match(line))]
    rising = sum(before < after for before, after in zip(numbers, numbers[1:], strict=False))
    return rising >= FEWEST and 2 * rising >= len(lines)
