"""The cells of a Word table (ECMA-376 part 1, 17.4): spans by gridSpan and vMerge, heads by the rows that are repeated.

Word has no mark for the head of a row; its style says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.readback.containers import Element
from pipeline.readback.table_grid import GridCell, GridRow
from pipeline.readback.word_styles import W, WordStyles, integer
from pipeline.readback.word_text import named_children, on
from pipeline.text.events import Head

BESIDE = "reihenkopf"
"""The style of what heads a row."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of a row as Word has it, which may only go on one from above: its first column and how many it spans."""

    column: int
    span: int
    cell: Element

    @property
    def lane(self) -> tuple[int, int]:
        return self.column, self.span


def rows(table: Element, styles: WordStyles) -> tuple[GridRow, ...]:
    """The rows of the table."""
    lines = [list(_slots(row)) for row in named_children(table, "tr")]
    repeated = [_repeats(row) for row in named_children(table, "tr")]
    width = max((slot.column + slot.span for line in lines for slot in line), default=0)
    below = _going_on(lines)
    return tuple(
        GridRow(
            tuple(
                GridCell(
                    slot.span,
                    _down(slot, below[at + 1 :]),
                    _head(slot, styles, width, repeated=repeated[at]),
                )
                for slot in line
                if not goes_on(slot.cell)
            )
        )
        for at, line in enumerate(lines)
    )


def _slots(row: Element) -> Iterator[_Slot]:
    column = 0
    for cell in named_children(row, "tc"):
        found = cell.find(f"{W}tcPr/{W}gridSpan")
        span = max(integer(found, 1), 1) if found is not None else 1
        yield _Slot(column, span, cell)
        column += span


def _words(cell: Element) -> str:
    return "".join(each.text or "" for each in cell.iter(f"{W}t"))


def _head(slot: _Slot, styles: WordStyles, width: int, *, repeated: bool) -> Head | None:
    if not _words(slot.cell).strip():
        return None
    if repeated:
        return Head.COLUMN
    beside = any(styles.name(each).lower() == BESIDE for each in slot.cell.iter(f"{W}p"))
    return None if not beside else Head.GROUP if slot.span == width else Head.ROW


def _going_on(lines: Sequence[Sequence[_Slot]]) -> list[set[tuple[int, int]]]:
    """By row: where a cell goes on that begins above."""
    return [{slot.lane for slot in line if goes_on(slot.cell)} for line in lines]


def _down(slot: _Slot, below: Sequence[set[tuple[int, int]]]) -> int:
    """How many rows the cell spans."""
    if _merge(slot.cell) is None:
        return 1
    return 1 + next((at for at, lanes in enumerate(below) if slot.lane not in lanes), len(below))


def _merge(cell: Element) -> Element | None:
    return cell.find(f"{W}tcPr/{W}vMerge")


def goes_on(cell: Element) -> bool:
    """Whether the cell only goes on what begins above it (17.4.84)."""
    merge = _merge(cell)
    return merge is not None and merge.get(f"{W}val", "continue") != "restart"


def _repeats(row: Element) -> bool:
    found = row.find(f"{W}trPr/{W}tblHeader")
    return found is not None and on(found)
