"""The lines of a text that was copied from a page, and where the number of each may stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.diagnostics import Diagnostic

MARKER = r"(?P<mark>[ ]*(?:\#{1,6}[ ]+|[-+*][ ]+)?(?:\*\*|__)?)"
NUMBER = r"(?P<number>[1-9]\d{0,6})"
LEADING = re.compile(rf"{MARKER}{NUMBER}(?=[ ]|$)")
_MARKED = re.compile(MARKER)
HEAD = re.compile(r"[ ]*(?:\*\*[^*\n]+(?:\\?\*[^*\n]+)*:?\*\*|\#[ ])")
FEWEST = 3
"""So many lines in one form are no accident."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text whose numbers stand before the words of their lines, and what was done for that."""

    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    shifts: dict[int, int] = field(default_factory=dict)
    """By line, from 1: so many characters were put before its words."""
    form: str = ""
    """How the numbers stood; empty where they stood as they do now."""
    step: int = 1
    """Every so many lines had a number."""
    fault: Diagnostic | None = None

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def filled_lines(lines: Sequence[str], begin: int) -> list[int]:
    """Which lines have words, from this one on."""
    return [at for at in range(begin, len(lines)) if lines[at].strip()]


def trailing_numbers(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """The lines that end in a number: the number, and what stands before it."""
    found: dict[int, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        words, space, last = line.rstrip().rpartition(" ")
        if space and words.strip() and last.isascii() and last.isdecimal() and len(last) < 8 and last[0] != "0":  # noqa: PLR2004 - seven digits at most
            found[at] = (int(last), words.rstrip())
    return found


def with_number(line: str, number: int) -> tuple[str, int]:
    """The line with the number behind its marker, and how far that moved its words."""
    mark = _MARKED.match(line)
    at = mark.end() if mark else 0
    return f"{line[:at]}{number} {line[at:]}", len(str(number)) + 1
