"""The marks that lines begin with and that may begin an item of a list, each with the one before it in its row.

    (1) Wer                     a row of its own: (1), (2)
      a) zahlt                  another, two columns further right: a), b)
      b) und mitmacht,
    (2) ist Mitglied.

One pass over the lines; of what came before, each line looks only at the last mark of each kind and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.sources.labels import follows, label_at

TAB = 4
"""The columns of a tab (CommonMark 0.31, 2.2)."""
FARTHEST = 3
"""So many paragraphs may stand between „1.“ and „2.“ for both to be labels; beyond that they may be ordinals by chance."""

_PREFIX = re.compile(r"[ \t>]*(?:[-+*][ \t]+)*")
_FENCE = re.compile(r"[ \t>]*(?:[-+*][ \t]+)*(`{3,}|~{3,})")
_HEADING = re.compile(r"[ \t>]*#{1,6}(?:[ \t]|$)")
_BULLET = re.compile(r"(?P<sure>[•‣▪▫◦●○■□∙➢➤⁃\uf0b7\uf0a7])(?=[ \t\u00a0])|(?P<unsure>[–—·−∗＊])(?=[ \t\u00a0])")
_BLANKS = re.compile(r"[ \t\u00a0\u202f]*")
_DECIMAL = re.compile(r"\d+(?:\.\d+)+[.)]?")


@dataclass(slots=True, eq=False)
class ItemMark:
    """A line that may begin an item: its label, or the sign of a bullet, and where its words begin."""

    line: int
    """Counted from 0."""
    offset: int
    """The character of the line that the label begins with."""
    content: int
    """The character of the line that its words begin with."""
    label: str
    bullet: bool
    column: int
    opens: bool
    paragraph: int
    unmarked: int
    """The paragraphs without a mark before it."""
    before: str
    words: str
    shape: str
    above: ItemMark | None
    """What the line before begins with."""
    sure: bool = False
    previous: ItemMark | None = None
    linked: bool = False
    """It follows the mark before it in its row."""
    continued: int = -1
    """The paragraph that the next one of its row stands in; below 0 if none follows."""
    holds: bool = False
    """A list stands inside of it."""
    inset: bool = False
    """It stands further right than the paragraph that it interrupts."""
    outset: bool = False
    """It stands further left than that, and so ends what it stood in."""


def shape(label: str) -> str:
    """What labels of one list have in common: the signs around their numbers, and how these are written."""
    return re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", re.sub(r"\d+[a-z]?", "0", label))).replace("\u00a0", " ")


@dataclass(slots=True)
class _Level:
    """What stands at one column: the last mark of each shape."""

    column: int
    last: dict[str, ItemMark] = field(default_factory=dict)
    open: ItemMark | None = None
    """The item that further text may stand in."""


class _Reader:
    """Goes over the lines once, and knows what the marks before the present line were."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._paragraph = self._unmarked = 0
        self._before = ""
        self._above: ItemMark | None = None
        self._latest: ItemMark | None = None
        self._base = 0
        self._fence = ""

    def marks(self, number: int, line: str, following: str) -> Iterator[ItemMark]:
        if self._fenced(line):
            return
        if not line.strip("> \t"):
            self._ends()
            return
        if _HEADING.match(line):
            self._ends()
            self._levels.clear()
            return
        prefix = _PREFIX.match(line)
        at = prefix.end() if prefix else 0
        bulleted = bool(prefix and prefix[0].strip("> \t"))
        column = _columns(line[:at])
        if bulleted:
            self._ends()
            bullet = _columns(line[: len(line) - len(line.lstrip("> \t"))])
            self._held(bullet)
            self._closes(bullet)
        opens, any_mark = self._before == "", False
        while mark := self._mark(number, line, at, following, opens=opens):
            any_mark, self._latest = True, mark
            self._link(mark)
            yield mark
            at, opens = mark.content, True
        if not any_mark and opens:
            self._unmarked += not bulleted
            self._held(column)
            self._closes(column)
        if self._before == "" or (any_mark and column <= self._base - 2):
            self._base = column
        self._before, self._above = line.strip(), self._latest if any_mark else None

    def _fenced(self, line: str) -> bool:
        found = _FENCE.match(line)
        if self._fence:
            if found and found[1].startswith(self._fence) and not line[found.end() :].strip():
                self._fence = ""
                self._ends()
            return True
        if found:
            self._fence = found[1]
            self._ends()
        return bool(found)

    def _ends(self) -> None:
        """The paragraph before ends here."""
        self._paragraph += 1
        self._before = ""

    def _mark(self, number: int, line: str, at: int, following: str, *, opens: bool) -> ItemMark | None:
        rest = line[at:]
        bullet = _BULLET.match(rest)
        label = bullet[0] if bullet else label_at(rest)
        if not label:
            return None
        blanks = _BLANKS.match(line, at + len(label))
        content = blanks.end() if blanks else len(line)
        words = line[content:]
        if not words.strip() and (not following.strip() or bullet or label_at(following.strip())):
            return None  # a label that stands alone
        column = _columns(line[:at])
        return ItemMark(
            number,
            at,
            content,
            label,
            bullet is not None,
            column,
            opens,
            self._paragraph,
            self._unmarked,
            self._before,
            words.strip(),
            label if bullet else shape(label),
            self._above if self._before else None,
            bool(bullet and bullet["sure"]),
            inset=column >= self._base + 2,
            outset=column <= self._base - 2,
        )

    def _link(self, mark: ItemMark) -> None:
        """Put the mark into its row, and close the rows that stand further right."""
        self._held(mark.column)
        level = self._levels[-1] if self._levels and abs(self._levels[-1].column - mark.column) <= 1 else None
        if level is None:
            level = _Level(mark.column)
            self._levels.append(level)
        key = "0.0" if _DECIMAL.fullmatch(mark.label) else mark.shape
        previous = level.last.get(key)
        if key == "0.0" and (previous is None or not _succeeds(previous, mark)):
            # The number of a section stands before those of its parts: „1.“, „1.1“.
            parent = level.last.get("0.")
            previous = parent if parent and _succeeds(parent, mark) else previous
        if previous and (_succeeds(previous, mark) or _adjoins(previous, mark)):
            mark.previous = previous
            mark.linked = _succeeds(previous, mark)
            if mark.linked:
                previous.continued = previous.paragraph if mark.outset else mark.paragraph
        level.last[key] = level.open = mark

    def _held(self, column: int) -> None:
        """Close the rows right of the column; the mark left of it, if it is still open, holds what begins here."""
        while self._levels and self._levels[-1].column > column + 1:
            self._levels.pop()
        if self._levels and self._levels[-1].column < column - 1 and (holder := self._levels[-1].open):
            holder.holds = True

    def _closes(self, column: int) -> None:
        """A paragraph without a mark begins here: what stands right of it is over."""
        while self._levels and self._levels[-1].column > column:
            self._levels.pop()
        if self._levels and self._levels[-1].column >= column - 1:
            self._levels[-1].open = None


def _columns(text: str) -> int:
    return len(text.expandtabs(TAB))


def _succeeds(before: ItemMark, after: ItemMark) -> bool:
    """Whether the label is the next after the other, or the same where a list counts by itself (1. 1. 1.)."""
    if before.bullet or after.bullet:
        return before.label == after.label
    apart = after.paragraph - before.paragraph
    if follows(before.label, after.label):
        return after.shape != "0." or after.unmarked - before.unmarked <= FARTHEST
    if before.label == after.label:
        return apart <= 1 and re.fullmatch(r"\d+[.)]", after.label) is not None
    return _goes_on(_parts(before.label), _parts(after.label))


def _parts(label: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", label))) if re.fullmatch(r"\d+(?:\.\d+)*[.)]?", label) else ()


def _goes_on(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether numbers of sections follow each other: 1 → 1.1, 1.1 → 1.2, 1.2.3 → 1.3, 1.4 → 2.1."""
    if not before or not after:
        return False
    if len(after) > len(before):
        return after == (*before, 1)
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after))
    if same == len(after) or after[same] != before[same] + 1:
        return False
    return len(after) == same + 1 or (len(before) > 1 and after[same + 1 :] == (1,) * (len(after) - same - 1))


def _adjoins(before: ItemMark, after: ItemMark) -> bool:
    """Whether the marks are of one kind and in neighbouring lines or paragraphs, the later one with the larger number."""
    near = after.paragraph - before.paragraph <= 1
    one, other = _parts(before.label), _parts(after.label)
    return near and bool(one) and one < other


def marks(lines: Sequence[str]) -> Iterator[ItemMark]:
    """The marks of the lines, in order."""
    reader = _Reader()
    for number, line in enumerate(lines):
        yield from reader.marks(number, line, lines[number + 1] if number + 1 < len(lines) else "")
