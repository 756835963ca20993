"""The labels that people write before the items of lists: found at the begin of a text, and made a list with them.

A label is official wording: people cite „§ 2 Abs. 1 Buchst. a)“. A list therefore counts by itself only where that prints
the very labels that were written; everywhere else they are kept as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Place
from pipeline.text import list_labels
from pipeline.text.model import Counting, ListItem, OrderedList

_LETTERS = r"(?:(?P<twin>[a-z])(?P=twin){0,2}|(?P<high>[A-Z])(?P=high){0,2})"
_ROMAN = r"(?:[ivxlc]{1,7}|[IVXLC]{1,7})"
_LABEL = re.compile(
    rf"""
    (?:
        §[ \u00a0\u202f]?[0-9]{{1,4}}[a-z]?           # § 1, § 12a
      | [0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{1,5}}[.)]?    # 1.1, 2.3.4.
      | (?P<opened>\()?(?:[0-9]{{1,4}}[a-z]?|{_ROMAN}|{_LETTERS})(?(opened)\)|(?:\.\)|[.)]))   # (1), 7b., IV., i), aa), 1.)
    )
    (?=[ \t\u00a0\u202f]|$)
    """,
    re.VERBOSE,
)
# Small letters and a full stop are an abbreviation („z. B.“, „u. Umgebung“), but for Roman numbers and the first letters
# where no other abbreviation follows („a. den Radverkehr“, but „d. h.“, „a. D.“). A capital begins one only where another
# letter with a full stop follows: „Z. B.“, „I. d. R.“.
_ABBREVIATED = re.compile(
    r"(?!(?:[ivxlc]{2,7}|[a-rvx])\.(?:\)|$|[ \t\u00a0\u202f](?!\w{1,3}\.)))[a-z]{1,7}\."
    r"|[A-Z]\.[ \t\u00a0\u202f][A-Za-z]\.(?!\))"
)


def label_at(text: str) -> str:
    """The label that the text begins with, such as ``1.``, ``7b.``, ``(2)``, ``aa)``, ``IV.``, ``1.1``, ``§ 3``; else empty.

    It says what may be a label. Whether it is one („1. Mai“, „1.5 Millionen“, „§ 3 gilt“) is for the reader to judge by
    what stands around it; ``follows`` helps with that.
    """
    found = _LABEL.match(text)
    return found[0] if found and not _ABBREVIATED.match(text) else ""


def follows(before: str, after: str) -> bool:
    """Whether one label is the next after the other: ``(2)`` after ``(1)``, ``ab)`` or ``bb)`` after ``aa)``, ``7b.`` or ``8.`` after ``7a.``."""
    plain = _INSERTED.sub("", before)
    ways = {(each.before, each.after, each.form): each.value for label in (plain, before) for each in _readings(label)}
    return any(ways.get((each.before, each.after, each.form)) == each.value - 1 for each in _readings(after))


_INSERTED = re.compile(r"(?<=[0-9])[a-z](?=[.)]*$)")
"""The letter of a number that was put in later: behind 7a comes 7b, or 8."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a label: what stands around its number, how that is written, and which it is."""

    before: str
    after: str
    form: str
    value: int


def _readings(label: str) -> Iterator[_Reading]:
    found = re.fullmatch(r"(?P<before>.*?)(?P<core>[0-9]+|[a-z]+|[A-Z]+)(?P<after>\.?\)|\.?)", label)
    if not found:
        return
    before, core, after = found["before"], found["core"], found["after"]
    if core.isdecimal():
        yield _Reading(before, after, "decimal", int(core))
        # After 7 comes 7a where a law was amended.
        yield _Reading(f"{before}{core}", after, "lower", 0)
        return
    form = "lower" if core.islower() else "upper"
    letters = [ord(each) - ord("a") + 1 for each in core.lower()]
    if len(letters) == 1:
        yield _Reading(before, after, form, letters[0])
    else:
        yield _Reading(before, after, f"{form} counted", _counted(letters))
        if len(set(letters)) == 1:
            yield _Reading(before, after, f"{form} times {len(letters)}", letters[0])
    if (value := _roman(core.lower())) is not None:
        yield _Reading(before, after, f"{form} roman", value)


def _counted(letters: Sequence[int]) -> int:
    value = 0
    for each in letters:
        value = value * 26 + each
    return value


_SIGNS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_NUMERAL = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def _roman(text: str) -> int | None:
    if not _NUMERAL.fullmatch(text):
        return None
    values = [_SIGNS[each] for each in text]
    return sum(-each if each < after else each for each, after in zip(values, [*values[1:], 0], strict=True))


def ordered(labels: Sequence[str], items: Sequence[ListItem], place: Place | None = None) -> OrderedList:
    """The list of these items, each with its label: counted by itself where that prints the same labels, else as typed."""
    bare = [replace(item, label="") for item in items]
    for style in (Counting.DECIMAL, Counting.PARENTHESES, Counting.LOWER_ALPHA, Counting.UPPER_ALPHA):
        counted = _counting(labels, bare, style, place)
        if counted and list_labels.labels(counted) == tuple(labels):
            return counted
    typed = (replace(item, label=label) for item, label in zip(bare, labels, strict=True))
    return OrderedList(tuple(typed), 1, place, Counting.TYPED)


_FORMS = {
    Counting.DECIMAL: re.compile(r"(?P<count>[0-9]{1,6}[a-z]?)\."),
    Counting.PARENTHESES: re.compile(r"\((?P<count>[0-9]{1,6}[a-z]?)\)"),
    Counting.LOWER_ALPHA: re.compile(r"(?P<count>[a-z]+)\)"),
    Counting.UPPER_ALPHA: re.compile(r"(?P<count>[A-Z]+)\."),
}


def _counting(
    labels: Sequence[str], items: Sequence[ListItem], style: Counting, place: Place | None
) -> OrderedList | None:
    """The list that counts in this way, as far as it can: numbers that jump are given, letters only count on."""
    matches = [_FORMS[style].fullmatch(label) for label in labels]
    counts = [found["count"] for found in matches if found]
    if not counts or len(counts) < len(labels):
        return None
    lettered = style in {Counting.LOWER_ALPHA, Counting.UPPER_ALPHA}
    if lettered:
        # A list that begins with „i)“, „V.“ or „aa)“ is hardly one of the alphabet.
        if len(counts[0]) > 1 or counts[0].lower() in {"i", "v", "x"}:
            return None
        start = ord(counts[0].lower()) - ord("a") + 1
        return OrderedList(tuple(items), start, place, style)
    if not counts[0].isdecimal():
        return None
    start = at = int(counts[0])
    done = []
    for item, count in zip(items, counts, strict=True):
        done.append(item if count == str(at) else replace(item, label=count))
        at = int(count) + 1 if count.isdecimal() else at + 1
    return OrderedList(tuple(done), start, place, style)
