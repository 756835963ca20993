"""What a check finds wrong with a file, before it has the file's place; and that it could not be run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MOST = 10
"""Findings of one code about one file; the rest is counted."""

NOT_RUN = "Z690"


class Finding(NamedTuple):
    """A fault of a finished file."""

    code: str
    message: str


class NotRunError(Exception):
    """The check could not be run; the text says why, and the hint what helps."""

    def __init__(self, reason: str, hint: str = "") -> None:
        """Carry both."""
        super().__init__(reason)
        self.hint = hint


def of_code(code: str, messages: Iterable[str]) -> Iterator[Finding]:
    """Findings of one code."""
    return (Finding(code, message) for message in messages)


def limited(found: Iterable[Finding], most: int = MOST) -> Iterator[Finding]:
    """The first findings of each code, each once, and how many more there are."""
    counts = Counter[str]()
    for each in dict.fromkeys(found):
        counts[each.code] += 1
        if counts[each.code] <= most:
            yield each
    for code, count in counts.items():
        if count > most:
            yield Finding(code, f"… und {count - most} weitere Befunde {code}.")
