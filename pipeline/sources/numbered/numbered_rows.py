"""Lines of numbered Markdown as rows: what each begins, its official number, and its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Place
from pipeline.sources.copied_lines import Copy
from pipeline.sources.labels import follows, label_at
from pipeline.sources.numbered.passages import HeadingRole, ItemRole, Role
from pipeline.sources.numbered_lines import SHAPE

_UNNUMBERED = re.compile(r"(?P<indent> *)(?:(?P<hashes>\#{1,6})[ ]+|(?P<marker>[-+*])[ ]+)?(?P<rest>.*)")
BULLET = re.compile(r"[•◦▪▫‣●○■□∙][ ]+")
_DATE = re.compile(
    r"\d{1,2}\.[ ](?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
ENDED = re.compile(r"[.!?:;,][\"'“”‘’»«)\]]*$")


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A line of the file: its role, the number that it may begin with, and its words with and without that number."""

    place: Place
    role: Role | None
    """None where the line says nothing of itself: it goes on with what stands before it, or begins a paragraph."""
    number: int | None
    rest: str
    whole: str
    blank_before: bool
    uncounted: str = ""
    """The words with what may be the item's label, where that is not certain."""
    indent: int = 0
    typed: bool = False
    """It has no marker: only its label says that it is an item."""


def rows_of(copy: Copy, file: str = "") -> Iterator[NumberedRow]:
    """The lines of the file that are not blank."""
    blank, indents = True, list[int]()
    for number, line in enumerate(copy.lines, 1):
        clean = _without_hard_break(line.replace("\t", " ").rstrip(" "))
        if not clean.strip("# "):
            blank = True
            continue
        row = _row(clean, Place(file, number), indents, blank=blank)
        if moved := copy.shifts.get(number):
            row = replace(row, place=replace(row.place, column=max(row.place.column - moved, 1)))
        yield row
        blank = False


def item_rows(rows: list[NumberedRow]) -> list[NumberedRow]:
    """The rows with digits at the start of an item left in its words, unless they are its number in the list.

    They are if the items around it count on with them, or if it is the first one of a page that has bullets elsewhere.
    """
    bulleted = any(isinstance(row.role, ItemRole) and BULLET.search(row.whole) for row in rows)
    items = [index for index, row in enumerate(rows) if isinstance(row.role, ItemRole)]
    result = list(rows)
    for at, index in enumerate(items):
        row = rows[index]
        around = [rows[other].role for other in items[max(0, at - 1) : at] + items[at + 1 : at + 2]]
        counts = any(
            isinstance(other, ItemRole)
            and isinstance(row.role, ItemRole)
            and other.depth == row.role.depth
            and (follows(other.label, row.role.label) or follows(row.role.label, other.label))
            for other in around
        )
        if (
            row.uncounted
            and not counts
            and isinstance(row.role, ItemRole)
            and not (bulleted and row.role.label[:-1] == "1")
        ):
            result[index] = replace(row, role=ItemRole(row.role.depth), rest=row.uncounted, uncounted="")
    return _typed(result)


def _typed(rows: Sequence[NumberedRow]) -> list[NumberedRow]:
    """The rows with those made items that begin with labels which follow each other, though no marker says so."""
    result, last = list(rows), dict[int, tuple[int, str]]()
    links: dict[int, int] = {}
    marked: set[int] = set()
    for index, row in enumerate(rows):
        label = (
            label_at(row.rest)
            if row.role is None and row.number is not None and _opens(rows, index, after=index - 1 in marked)
            else ""
        )
        if isinstance(row.role, HeadingRole):
            last.clear()
        if not label:
            continue
        before = last.get(row.indent)
        if before and follows(before[1], label):
            links[index] = links[before[0]] = row.indent
        last[row.indent] = (index, label)
        marked.add(index)
    columns: list[int] = []
    for index in sorted(links):
        row, label = rows[index], label_at(rows[index].rest)
        depth = _depth(columns, row.indent)
        words = _single_spaced(row.rest[len(label) :])
        result[index] = replace(row, role=ItemRole(depth, label), rest=words, uncounted=row.rest, typed=True)
    return result


def _opens(rows: Sequence[NumberedRow], index: int, *, after: bool) -> bool:
    """Whether a block may begin with this row, and not with a date („1. Mai“)."""
    row, before = rows[index], rows[index - 1] if index else None
    begins = before is None or row.blank_before or after or before.role is not None or ENDED.search(before.rest)
    return bool(begins) and not _DATE.match(row.rest)


def _without_hard_break(line: str) -> str:
    """The line without the backslash that breaks it in Markdown (CommonMark 0.31, 6.7)."""
    return line[:-1].rstrip(" ") if line.endswith("\\") and not line.endswith("\\\\") else line


def _row(line: str, place: Place, indents: list[int], *, blank: bool) -> NumberedRow:
    if not (shape := SHAPE.fullmatch(line)):
        shape = _UNNUMBERED.fullmatch(line)
        if shape is None:
            raise ValueError(f"a line without a shape: {line!r}")
        role, rest = _role(shape, shape["rest"], indents)
        return NumberedRow(_at(place, line, rest), role, None, rest, rest, blank)
    strong = shape["strong"] if shape["strong"] and not shape["closed"] else ""
    rest = f"{strong}{shape['rest']}"
    role, bare = _role(shape, rest, indents, label=shape["label"] or "")
    counted = isinstance(role, ItemRole) and role.label and not shape["label"]
    uncounted, rest = _single_spaced(rest) if counted else "", bare
    whole = line[shape.start("strong") if shape["strong"] else shape.start("number") :]
    return NumberedRow(
        _at(place, line, rest),
        role,
        int(shape["number"]),
        _single_spaced(rest),
        _single_spaced(whole),
        blank,
        uncounted,
        len(shape["indent"]),
    )


def _single_spaced(text: str) -> str:
    """White space runs are one space: the issuing system keeps no others (its clean-up on saving)."""
    return re.sub(r" {2,}", " ", text).strip(" ")


def _at(place: Place, line: str, rest: str) -> Place:
    return replace(place, column=len(line) - len(rest) + 1 if line.endswith(rest) else 1)


def _role(shape: re.Match[str], rest: str, indents: list[int], label: str = "") -> tuple[Role | None, str]:
    """What the line begins, and its words without the marks that say so."""
    if shape["hashes"]:
        indents.clear()
        return HeadingRole(len(shape["hashes"])), rest
    bullet = BULLET.match(rest)
    if shape["marker"] or label or bullet:
        depth = _depth(indents, len(shape["indent"]))
        if bullet:
            return ItemRole(depth), rest[bullet.end() :]
        if shape["marker"] and (typed := label_at(rest)) and rest[len(typed) :].strip():
            return ItemRole(depth, typed), rest[len(typed) :].lstrip()
        return ItemRole(depth, label), rest
    return None, rest


DEEPEST = 9
"""The levels of lists that Word has; no text that people resolve has more."""


def _depth(indents: list[int], indent: int) -> int:
    """How deep an item with this indent is nested: two columns more than the item above make a list inside it."""
    while indents and indent < indents[-1]:
        indents.pop()
    if not indents or indent >= indents[-1] + 2:
        indents.append(indent)
    return len(indents)


def official_rows(rows: Sequence[NumberedRow]) -> list[int]:
    """The indices of the rows whose leading digits are official numbers: the longest run that only rises.

    Digits that are part of the text ("50 % der Stellen") do not fit into that run, or have no neighbour near them.
    """
    candidates = [(index, row.number) for index, row in enumerate(rows) if row.number is not None]
    numbers = [number for _, number in candidates]
    near = [
        len(numbers) == 1
        or any(
            0 < abs(numbers[other] - number) <= abs(other - at) + 2 and (numbers[other] > number) == (other > at)
            for other in range(max(0, at - 3), min(len(numbers), at + 4))
            if other != at
        )
        for at, number in enumerate(numbers)
    ]
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for at, number in enumerate(numbers):
        if not near[at]:
            continue
        position = bisect_left(tails, number)
        if tails[position : position + 1] == [number]:
            continue  # the first of two equal numbers is the one that counts; the other is reported as a fault
        tails[position : position + 1] = [number]
        ends[position : position + 1] = [at]
        before[at] = ends[position - 1] if position else -1
    chain, at = list[int](), ends[-1] if ends else -1
    while at >= 0:
        chain.append(candidates[at][0])
        at = before[at]
    return chain[::-1]


def settled_number(row: NumberedRow, *, official: bool) -> NumberedRow:
    """The row with its number if that is official; otherwise the digits are part of its words, or in doubt."""
    if official or row.number is None:
        return row
    return replace(row, rest=row.whole, number=-row.number, role=None if row.typed else row.role)
