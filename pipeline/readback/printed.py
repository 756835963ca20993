"""Glyphs on pages → printed lines, each with the number that stands in the margin beside it.

    baseline │  36  │ • │ den kommunalen Masterplan zügig␠     segments: painted one after the other without a jump
             └──┬───┘ └┬┘ └──────────┬────────────────────┘
            number   marker         text

Which segment is the number is said in ``margin_numbers``. A row without one continues the line above it (large print wraps lines) if it
begins where that line's text begins and has its size; otherwise it is furniture, or stray. The space at which a line
wraps is painted; where none is, the row ends inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.readback import margin_numbers
from pipeline.readback.glyphs import GlyphRow, GlyphSegment, PaintedPage, glyph_rows
from pipeline.readback.line_begins import parted_row
from pipeline.readback.page_tops import carried
from pipeline.readback.painted_formatting import painted_words as words_of
from pipeline.readback.reading import SPACES, PageTop, ReadLine, Stray, Witness
from pipeline.readback.unnumbered_rows import LEVEL, furniture, painted_texts
from pipeline.text.concordance import Join
from pipeline.text.events import (
    ElementKind,
    End,
    Event,
    LineBegin,
    Start,
    Transcript,
    Words,
    coalesced,
)

TARGET = "Sprungziel"

LEADING = 1.8
"""Ems from one row of a line to the next; a block that follows is farther away."""

_PLACE = re.compile(rf"(?:.+-)?zeile-({margin_numbers.NUMBER.pattern})")
_BULLET = re.compile(r"[•–·◦▪‣●○■]")
_ONE = rf"(?:{_BULLET.pattern}|§\s?[0-9]{{1,4}}[a-z]?|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{1,5}}[.)]?|\(?[0-9a-zA-Z]{{1,12}}[.)])"
_MARKER = re.compile(rf"{_ONE}(?:\s+{_ONE})*")
"""One or several, where an item begins with a list."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a named destination leads to: page, counted from 0, and height."""

    page: int
    y: float


@dataclass(slots=True)
class Printed:
    """What the pages give: the lines, and the rows that are no lines."""

    lines: tuple[ReadLine, ...]
    rows: tuple[Stray, ...]
    """The rows between the lines that belong to none, and are neither head nor foot of a page."""
    head: str
    """The rows before the first line, all in one."""
    tail: str
    """The rows after the last line, all in one."""
    preface: tuple[GlyphRow, ...]
    pages: tuple[int | None, ...]
    """The number of the first line of each page; None where no line begins."""
    tops: tuple[PageTop, ...]
    """Which line goes on at the top of each page."""
    transcript: Transcript
    """The lines with what their words look like, and the labels of the items that begin with them."""


@dataclass(slots=True)
class _Numbered:
    """A row with its number, and the rows that continue it."""

    number: int
    row: GlyphRow
    marker: str
    pieces: list[str]
    x0: float
    x1: float
    size: float
    words: list[Words]
    """Its words as they look."""

    def add(self, row: GlyphRow) -> None:
        """Let the line go on with the words of the row."""
        self.pieces.append(row.text)
        self.words += _words(row.segments)
        self.row = row


def lines_of_pages(pages: Sequence[PaintedPage], targets: Mapping[str, Target], title: str = "") -> Printed:
    """The lines in printed order; ``title`` is that of the book that the pages are of."""
    rows = [row for index, page in enumerate(pages) for row in glyph_rows(index, page)]
    edges = margin_numbers.edges_of(rows)
    numbered: list[_Numbered] = []
    loose: list[tuple[int, GlyphRow]] = []
    starts: list[tuple[GlyphRow, int]] = []
    going_on: dict[int, int] = {}
    for row in rows:
        before, own = parted_row(row, pages[row.page].bars)
        found = _number(own, edges)
        further = row if found is None else before
        if further and numbered and _continues(numbered[-1], further, rows):
            if further.page > numbered[-1].row.page:
                going_on[further.page] = numbered[-1].number
            numbered[-1].add(further)
        elif further:
            loose.append((len(numbered), further))
        if found is not None:
            # Its further rows begin where this one does.
            numbered.append(replace(found, x0=before.segments[0].x0) if before else found)
            starts.append((row, found.number))
    shown = _shown(targets, starts)
    lines = tuple(_line(each, shown.get(each.number)) for each in numbered)
    preface = tuple(row for count, row in loose if not count)
    first = {row.page: number for row, number in reversed(starts)}
    said = carried(rows)
    tops = tuple(PageTop(going_on.get(index), said.get(index)) for index in range(len(pages)))
    begins = tuple(first.get(index) for index in range(len(pages)))
    kept = _kept(loose, furniture(rows, [row for _, row in loose], pages, title))
    between = tuple(
        Stray(numbered[count - 1].number, words)
        for count in sorted(kept.keys() - {0, len(numbered)})
        for words in painted_texts(kept[count], _MARKER)
    )
    head, tail = ("\n".join(painted_texts(kept.get(count, ()), _MARKER)) for count in (0, len(numbered)))
    return Printed(lines, between, head, tail if numbered else "", preface, begins, tops, _transcript(numbered))


def _kept(loose: Sequence[tuple[int, GlyphRow]], left_out: set[int]) -> dict[int, list[GlyphRow]]:
    """The rows that are no heads or feet of pages, by how many lines stand before them."""
    kept: dict[int, list[GlyphRow]] = {}
    for count, row in loose:
        if id(row) not in left_out:
            kept.setdefault(count, []).append(row)
    return kept


def _number(row: GlyphRow, edges: set[tuple[float, float]]) -> _Numbered | None:
    found = margin_numbers.candidate(row)
    if found is None or not any(
        abs(found.x1 - x1) <= margin_numbers.ALIGNED and abs(found.size - size) <= margin_numbers.ALIGNED / 2
        for x1, size in edges
    ):
        return None
    text = [each for each in row.segments if each is not found]
    # Where the words end is asked of the row: a number at its right is no part of them.
    row = GlyphRow(row.page, row.baseline, text) if text and found is row.segments[-1] else row
    at = next((at for at, each in enumerate(text[:-1]) if not _MARKER.fullmatch(each.text.strip())), len(text) - 1)
    marker, words = re.findall(_ONE, text[at - 1].text)[-1] if at > 0 else "", text[max(at, 0) :]
    x0, size = (words[0].x0, max(each.size for each in words)) if words else (found.x1, found.size)
    x1 = max(each.x1 for each in words) if words else found.x1
    return _Numbered(
        int(found.text), row, marker, ["".join(each.text for each in words)], x0, x1, size, [*_words(words)]
    )


def _words(segments: Sequence[GlyphSegment]) -> Iterator[Words]:
    """The segments of a row as words, measured by the largest of them."""
    if main := max(segments, key=lambda each: each.size, default=None):
        for each in segments:
            yield from words_of(each.glyphs, main.size, main.baseline)


def _transcript(numbered: Iterable[_Numbered]) -> Transcript:
    events: list[Event] = []
    for each in numbered:
        line: list[Event] = [LineBegin(each.number), *each.words]
        label = "" if _BULLET.fullmatch(each.marker) else each.marker
        item = Start(ElementKind.ITEM, (("label", label),))
        events += [item, *line, End(ElementKind.ITEM)] if each.marker else line
    return coalesced(events)


def _continues(line: _Numbered, row: GlyphRow, rows: Sequence[GlyphRow]) -> bool:
    """Whether the row is the further course of the line: same size, same beginning, next row or top of the next page.

    Over the end of a page a line goes on only where it had come to the edge, so that the row's first word did not fit
    behind it, and where nothing else followed it on its own page, such as notes that go on as well.
    """
    begins = abs(row.segments[0].x0 - line.x0) <= margin_numbers.ALIGNED
    # A row from right to left begins at its right, whatever its first letters are.
    from_right = (
        row.turned
        and line.row.turned
        and abs(max(each.x1 for each in row.segments) - line.x1) <= margin_numbers.ALIGNED
    )
    same = (begins or from_right) and abs(row.size - line.size) <= margin_numbers.ALIGNED / 10
    if not same or not all(each.upright for each in row.segments):
        return False
    if row.page == line.row.page:
        return line.row.baseline - row.baseline <= LEADING * line.size
    if row.page != line.row.page + 1 or not _is_last(line.row, rows):
        return False
    column = [line.row, *(other for other in rows if abs(other.segments[-1].x0 - line.x0) <= margin_numbers.ALIGNED)]
    edge = max(_end(other) for other in column if abs(other.size - line.size) <= margin_numbers.ALIGNED / 10)
    space = line.row.segments[-1].x1 - _end(line.row)
    if _end(line.row) + space + _first_word(row) <= edge:
        return False
    first = next(
        each for each in rows if each.page == row.page and abs(each.size - line.size) <= margin_numbers.ALIGNED / 10
    )
    return row.baseline == first.baseline


def _is_last(row: GlyphRow, rows: Sequence[GlyphRow]) -> bool:
    """Whether nothing stands below the row on its page but the foot, which is where pages have their lowest row."""
    foot = min(other.baseline for other in rows)
    return not any(
        other.page == row.page and foot + LEVEL < other.baseline < row.baseline - margin_numbers.ALIGNED
        for other in rows
    )


def _end(row: GlyphRow) -> float:
    """Where the last letter of the row ends; the space at which a row wraps may hang out of it."""
    return row.segments[-1].end


def _first_word(row: GlyphRow) -> float:
    """The width of the row's first word."""
    first = row.segments[0]
    return first.word - first.x0


def _line(line: _Numbered, target: int | None) -> ReadLine:
    text = "".join(line.pieces)
    # Any white space: where a text has U+202F, WeasyPrint 70 gives the one glyph of all its spaces that character.
    join = Join.SPACE if text[-1:].isspace() else Join.NONE
    return ReadLine(line.number, text.strip(SPACES), join, (Witness(TARGET, target),))


def _shown(targets: Mapping[str, Target], starts: Sequence[tuple[GlyphRow, int]]) -> dict[int, int]:
    """The number of the line that the destination of each number shows at the top, of those that show one."""
    pages: dict[int, list[tuple[float, int]]] = {}
    for row, number in starts:
        pages.setdefault(row.page, []).append((row.baseline, number))
    found: dict[int, int] = {}
    seen: set[int] = set()
    for name, place in targets.items():
        if not (named := _PLACE.fullmatch(name)) or (number := int(named[1])) in seen:
            continue
        seen.add(number)
        if below := [each for each in pages.get(place.page, ()) if each[0] <= place.y]:
            found[number] = max(below)[1]
    return found
