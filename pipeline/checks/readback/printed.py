"""Glyphs on pages → printed lines, each with the number that stands in the margin beside it.

    baseline │  36  │ • │ den kommunalen Masterplan zügig␠     segments: painted one after the other without a jump
             └──┬───┘ └┬┘ └──────────┬────────────────────┘
            number   marker         text

A number is a segment of digits alone, left of its row, smaller than the row's text, on its baseline, and right-aligned
with the other numbers of its page. A row without one continues the line above it (large print wraps lines) if it
begins where that line's text begins and has its size; otherwise it is furniture, or stray. The space at which a line
wraps is painted; where none is, the row ends inside a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.checks.readback.glyphs import Page, Row, Segment, rows_of
from pipeline.checks.readback.reading import SPACES, Marker, ReadLine, Stray, Witness
from pipeline.concordance import Join

TARGET = "Sprungziel"

# In ems of the glyph at hand, except where a unit is named.
NUMBER_GAP = 0.4
NUMBER_SIZE = 0.95
ALIGNED = 1.0
"""Points."""

SHARE = 1.1
"""What a word may take of its share of a segment's width: letters differ."""

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_BULLET = re.compile(r"[•–·◦▪‣●○■]")
_MARKER = re.compile(rf"{_BULLET.pattern}|\(?[0-9a-zA-Z]{{1,8}}[.)]")


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a named destination leads to: page, counted from 0, and height."""

    page: int
    y: float


@dataclass(slots=True)
class Printed:
    """What the pages give: the lines, the list markers before them, and the rows that are no lines."""

    lines: tuple[ReadLine, ...]
    markers: tuple[Marker, ...]
    rows: tuple[Stray, ...]
    """The rows between the lines that belong to none, and are neither head nor foot of a page."""
    tail: str
    """The rows after the last line, all in one."""
    preface: tuple[Row, ...]
    pages: tuple[int | None, ...]
    """The number of the first line of each page; None where no line begins."""


@dataclass(slots=True)
class _Numbered:
    """A row with its number, and the rows that continue it."""

    number: int
    row: Row
    marker: str
    pieces: list[str]
    x0: float
    size: float


def lines_of_pages(pages: Sequence[Page], targets: Mapping[str, Target]) -> Printed:
    """The lines in printed order."""
    rows = [row for index, page in enumerate(pages) for row in rows_of(index, page)]
    edges = _edges(rows)
    numbered: list[_Numbered] = []
    loose: list[tuple[int, Row]] = []
    for row in rows:
        if (found := _number(row, edges)) is not None:
            numbered.append(found)
        elif numbered and _continues(numbered[-1], row, rows):
            numbered[-1].pieces.append(row.text)
            numbered[-1].row = row
        else:
            loose.append((len(numbered), row))
    starts = _starts(rows, edges)
    lines = tuple(_line(each, _target(each.number, targets, starts)) for each in numbered)
    markers = tuple(
        Marker(each.number, None if _BULLET.fullmatch(each.marker) else each.marker) for each in numbered if each.marker
    )
    preface = tuple(row for count, row in loose if not count)
    first = {row.page: number for row, number in reversed(starts)}
    tops = tuple(first.get(index) for index in range(len(pages)))
    return Printed(lines, markers, tuple(_between(loose, numbered)), _tail(loose, numbered), preface, tops)


def _candidate(row: Row) -> Segment | None:
    """The segment that looks like a margin number, wherever its edge is."""
    first, *rest = row.segments
    if not _NUMBER.fullmatch(first.text) or not first.upright:
        return None
    if not rest:
        return first
    smaller = first.size <= NUMBER_SIZE * max(each.size for each in rest)
    level = abs(first.baseline - row.baseline) <= ALIGNED
    return first if smaller and level and rest[0].x0 - first.x1 >= NUMBER_GAP * first.size else None


def _edges(rows: Iterable[Row]) -> set[tuple[float, float]]:
    """Where numbers end, and their size: what most candidates of a page share, or of all pages where there are few."""
    pages: dict[int, Counter[tuple[float, float]]] = {}
    for row in rows:
        if len(row.segments) > 1 and (found := _candidate(row)):
            pages.setdefault(row.page, Counter())[round(found.x1), round(found.size, 1)] += 1
    common = {counts.most_common(1)[0][0] for counts in pages.values() if counts.most_common(1)[0][1] > 2}  # noqa: PLR2004
    total = sum(pages.values(), Counter[tuple[float, float]]())
    return common or {edge for edge, _ in total.most_common(1)}


def _number(row: Row, edges: set[tuple[float, float]]) -> _Numbered | None:
    found = _candidate(row)
    if found is None or not any(
        abs(found.x1 - x1) <= ALIGNED and abs(found.size - size) <= ALIGNED / 2 for x1, size in edges
    ):
        return None
    text = row.segments[1:]
    marker = text[0].text.strip() if len(text) > 1 and _MARKER.fullmatch(text[0].text.strip()) else ""
    words = text[1:] if marker else text
    x0, size = (words[0].x0, max(each.size for each in words)) if words else (found.x1, found.size)
    return _Numbered(int(found.text), row, marker, ["".join(each.text for each in words)], x0, size)


def _continues(line: _Numbered, row: Row, rows: Sequence[Row]) -> bool:
    """Whether the row is the further course of the line: same size, same beginning, next row or top of the next page.

    Over the end of a page a line goes on only where it had come to the edge: the row's first word did not fit behind it.
    """
    same = abs(row.segments[0].x0 - line.x0) <= ALIGNED and abs(row.size - line.size) <= ALIGNED / 10
    if not same or not all(each.upright for each in row.segments):
        return False
    if row.page == line.row.page:
        return line.row.baseline - row.baseline <= 2 * line.size
    column = [other for other in rows if abs(other.segments[-1].x0 - line.x0) <= ALIGNED or other is line.row]
    edge = max(_end(other) for other in column if abs(other.size - line.size) <= ALIGNED / 10)
    if _end(line.row) + _first_word(row) <= edge:
        return False
    return row.page == line.row.page + 1 and row is next(
        each for each in rows if each.page == row.page and abs(each.size - line.size) <= ALIGNED / 10
    )


def _end(row: Row) -> float:
    """Where the last letter of the row ends; the space at which a row wraps may hang out of it."""
    last = row.segments[-1]
    trailing = len(last.text) - len(last.text.rstrip())
    return last.x1 - (last.x1 - last.x0) * trailing / max(len(last.text), 1)


def _first_word(row: Row) -> float:
    """The width of the row's first word and of a space, as their share of the segment's characters."""
    first = row.segments[0]
    word = first.text.split(maxsplit=1)[0] if first.text.strip() else ""
    return (first.x1 - first.x0) * (len(word) + 1) / max(len(first.text), 1) * SHARE


def _line(line: _Numbered, target: int | None) -> ReadLine:
    text = "".join(line.pieces)
    # Any white space: where a text has U+202F, WeasyPrint 70 gives the one glyph of all its spaces that character.
    join = Join.SPACE if text[-1:].isspace() else Join.NONE
    return ReadLine(line.number, text.strip(SPACES), join, (Witness(TARGET, target),))


def _starts(rows: Sequence[Row], edges: set[tuple[float, float]]) -> list[tuple[Row, int]]:
    return [(row, found.number) for row in rows if (found := _number(row, edges))]


def _target(number: int, targets: Mapping[str, Target], starts: Sequence[tuple[Row, int]]) -> int | None:
    """The number of the line that the destination of this number shows at the top."""
    place = next((found for name, found in targets.items() if re.fullmatch(rf"(?:.+-)?zeile-{number}", name)), None)
    if place is None:
        return None
    below = [(row.baseline, at) for row, at in starts if row.page == place.page and row.baseline <= place.y]
    return max(below)[1] if below else None


def _between(loose: Sequence[tuple[int, Row]], numbered: Sequence[_Numbered]) -> Iterator[Stray]:
    """The loose rows that stand between lines, and are neither head nor foot of a page."""
    if not numbered:
        return
    first, last = numbered[0].row, numbered[-1].row
    tops = [max(each.row.baseline for each in numbered if each.row.page == page) for page in _pages(numbered)]
    bottoms = [min(each.row.baseline for each in numbered if each.row.page == page) for page in _pages(numbered)]
    repeated, edges = _repeated(loose), _edges_of_pages([*(row for _, row in loose), *(each.row for each in numbered)])
    for count, row in loose:
        before = count == 0 and row.page == first.page
        after = (row.page, -row.baseline) > (last.page, -last.baseline)
        if row.page < first.page or before or (after and row.baseline < last.baseline) or row.page > last.page:
            continue
        outside = row.baseline > max(tops) or row.baseline < min(bottoms)
        # On few pages nothing comes back often; there, head and foot are the rows at the edges.
        edge = len(tops) < 3 and row.baseline in edges[row.page]  # noqa: PLR2004
        if not (outside and (edge or repeated[_position(row)] > 1)):
            yield Stray(numbered[count - 1].number if count else None, _unmarked(row))


def _edges_of_pages(rows: Sequence[Row]) -> dict[int, tuple[float, float]]:
    """The height of the first and of the last row of each page."""
    heights: dict[int, list[float]] = {}
    for row in rows:
        heights.setdefault(row.page, []).append(row.baseline)
    return {page: (max(found), min(found)) for page, found in heights.items()}


def _tail(loose: Sequence[tuple[int, Row]], numbered: Sequence[_Numbered]) -> str:
    """What stands after the last line; heads and feet of pages, which come again at their place, are left out."""
    if not numbered:
        return ""
    last, repeated = numbered[-1].row, _repeated(loose)
    return "\n".join(
        _unmarked(row) for _, row in loose
        if (row.page, -row.baseline) > (last.page, -last.baseline) and repeated[_position(row)] == 1
    )  # fmt: skip


def _repeated(loose: Sequence[tuple[int, Row]]) -> Counter[tuple[int, int]]:
    return Counter(_position(row) for _, row in loose)


def _position(row: Row) -> tuple[int, int]:
    return round(row.baseline), round(row.size)


def _unmarked(row: Row) -> str:
    """The words of the row without the marker of a list item."""
    texts = [each.text for each in row.segments]
    marked = len(texts) > 1 and _MARKER.fullmatch(texts[0].strip())
    return " ".join(texts[1:] if marked else texts).strip()


def _pages(numbered: Iterable[_Numbered]) -> list[int]:
    return sorted({each.row.page for each in numbered})
