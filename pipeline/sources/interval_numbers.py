"""Numbers that a page prints on every fifth line only: completed where all that are there agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources.copied_lines import FEWEST, HEAD, LEADING, Copy, filled_lines, trailing_numbers, with_number

_LABEL = re.compile(r"[ ]*\#{1,6}[ ]+(?:text|antragstext|beschlusstext|wortlaut|begründung)[ ]*", re.IGNORECASE)
_BESIDE = re.compile(r"[ ]*(?:\||\[\^[^\]]+\]:)")
"""Tables and notes: they have no official lines."""

STEPS = (5, 10, 2)
"""Every so many lines a page may print a number."""


def completed(copy: Copy, file: str) -> Copy:
    """The copy with the numbers of all its lines, where only every fifth had one and all that are there agree."""
    counted = _counted(copy.lines)
    trailing = trailing_numbers(copy.lines)
    leading = {at: int(match["number"]) for at in counted if (match := LEADING.match(copy.lines[at]))}
    headed = any(
        HEAD.match(copy.lines[at]) and not copy.lines[at].lstrip().startswith("#")
        for at in range(counted[0] if counted else 0)
    )
    for printed, ends in ((leading, False), ({at: trailing[at][0] for at in counted if at in trailing}, True)):
        for step in STEPS:
            found = {at: number for at, number in printed.items() if number % step == 0}
            rising = list(found.values())
            steady = len(found) >= FEWEST and all(
                after - before == step for before, after in zip(rising, rising[1:], strict=False)
            )
            if not found or not (headed or len(found) > 1):
                continue
            done = _completed(copy, counted, found, step, ends=ends)
            if done:
                return done
            if steady or (headed and len(found) > 1 and not ends and step == STEPS[0]):
                return replace(copy, step=step, fault=_contradiction(counted, found, file))
    return copy


def _counted(lines: Sequence[str]) -> list[int]:
    """The lines that a page counts: those behind the head, without labels of sections, tables and notes."""
    heads = [at for at, line in enumerate(lines) if HEAD.match(line) or _LABEL.fullmatch(line)]
    first = next((at for at, line in enumerate(lines) if LEADING.match(line)), len(lines))
    begin = max((at + 1 for at in heads if at < first), default=0)
    while begin and begin < len(lines) and lines[begin].strip() and not _LABEL.fullmatch(lines[begin - 1]):
        begin += 1  # a field that goes on
    return [at for at in filled_lines(lines, begin) if not _LABEL.fullmatch(lines[at]) and not _BESIDE.match(lines[at])]


def _completed(copy: Copy, counted: Sequence[int], found: dict[int, int], step: int, *, ends: bool) -> Copy | None:
    """The copy with all numbers, if those that are there are just those that a page prints; else None."""
    index = {at: place for place, at in enumerate(counted)}
    first, agreeing = Counter(number - index[at] for at, number in found.items()).most_common(1)[0]
    expected = {at: first + place for at, place in index.items()}
    printed = {at for at, number in found.items() if expected[at] == number}
    # One number alone proves something only where the text begins with its first line.
    if first < 1 or (agreeing == 1 and first > 1) or printed != {at for at in counted if expected[at] % step == 0}:
        return None
    if agreeing == 1 and len(found) > 1:
        return None
    lines, shifts = list(copy.lines), {}
    trailing = trailing_numbers(copy.lines) if ends else {}
    for at in counted:
        if expected[at] % step:
            lines[at], shifts[at + 1] = with_number(lines[at], expected[at])
        elif ends:
            lines[at], shifts[at + 1] = with_number(trailing[at][1], expected[at])
    return replace(copy, lines=tuple(lines), shifts=shifts, step=step, form="am Ende der Zeile" if ends else "")


def _contradiction(counted: Sequence[int], found: dict[int, int], file: str) -> Diagnostic:
    index = {at: place for place, at in enumerate(counted)}
    pairs = list(found.items())
    for (before, low), (after, high) in zip(pairs, pairs[1:], strict=False):
        if index[after] - index[before] != high - low:
            return Diagnostic(
                "Z271",
                Place(file, after + 1),
                f"Hier steht die Nummer {high}; von Nummer {low} an gezählt ist es Zeile {low + index[after] - index[before]}.",
                "Vergleichen Sie mit der Vorlage, ob dazwischen eine Zeile fehlt, geteilt oder zu viel ist.",
            )
    at, number = pairs[0]
    return Diagnostic(
        "Z271",
        Place(file, at + 1),
        f"Hier steht die Nummer {number}, vom Anfang an gezählt ist es Zeile {index[at] + 1}.",
        "Vergleichen Sie mit der Vorlage, ob davor eine Zeile fehlt, geteilt oder zu viel ist.",
    )
