"""A table on its grid: which cell covers which place, and what heads it.

Each row holds the cells that begin in it, as in HTML (4.9.12). A cell takes the first column that no cell from above
still covers, and from there its columns and rows. Header and body are grids of their own, one above the other.

    header  ┌──────┬─────────────┐   „Weg“ spans 2 rows, „Kosten“ 2 columns
            │ Weg  │   Kosten    │
            │      ├──────┬──────┤
            │      │ 2026 │ 2027 │   the second row holds two cells
    body    ├──────┼──────┴──────┤
            │ Ufer │   12 Mio.   │   headed by „Weg“; by „Kosten“, „2026“ and „2027“
            └──────┴─────────────┘
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.text import walk
from pipeline.text.model import Cell, Table

Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell and where it begins on the grid of the whole table, counted from 0."""

    cell: Cell
    row: int
    column: int
    header: bool
    """Whether it stands in the header."""

    @property
    def at(self) -> tuple[int, int]:
        """The row and column in which it begins."""
        return self.row, self.column

    @property
    def columns(self) -> range:
        """The columns that it covers."""
        return range(self.column, self.column + self.cell.columns)

    @property
    def rows(self) -> range:
        """The rows that it covers."""
        return range(self.row, self.row + self.cell.rows)

    @property
    def heads(self) -> bool:
        """Whether it heads others; an empty cell heads nothing (WAI, Tables Tutorial)."""
        return (self.header or self.cell.heading) and bool(words(self.cell))


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of an even table, row by row: first those of the header."""

    rows: tuple[tuple[PlacedCell, ...], ...]
    width: int
    """Columns."""
    above: tuple[tuple[PlacedCell, ...], ...]
    """By column: the cells of the header that head it, from top to bottom."""
    beside: tuple[tuple[PlacedCell, ...], ...]
    """By row: the cells of the body that head it, from left to right."""
    groups: tuple[PlacedCell | None, ...]
    """By row: the row above it that is one heading and heads all below it, up to the next such row."""
    lanes: tuple[tuple[PlacedCell, ...], ...]
    """By row: the cells that cover its places, from left to right, also those that began above it."""

    @property
    def cells(self) -> Iterator[PlacedCell]:
        """Every cell in reading order."""
        return (placed for row in self.rows for placed in row)

    def is_group(self, placed: PlacedCell) -> bool:
        """Whether the cell is a row of the body that heads the rows below it."""
        return not placed.header and placed.heads and placed.cell.columns == self.width

    def heads(self, placed: PlacedCell) -> tuple[PlacedCell, ...]:
        """What heads the cell: the heads of its columns from top to bottom, that of its group, those of its rows.

        Of two heads of one row with data between them the nearer one counts (HTML, 4.9.12.2, opaque headers).
        """
        if self.is_group(placed):
            return ()
        over = {
            head.at: head for column in placed.columns for head in self.above[column] if head.rows.stop <= placed.row
        }
        before = {head.at: head for row in placed.rows for head in self._before(row, placed.column)}
        group = self.groups[placed.row]
        return (*(over[at] for at in sorted(over)), *([group] if group else []), *(before[at] for at in sorted(before)))

    def _before(self, row: int, column: int) -> Iterator[PlacedCell]:
        edge, block, opaque = column, list[PlacedCell](), set[range]()
        for head in reversed(self.beside[row]):
            if head.columns.stop > column:
                continue
            if block and head.columns.stop < edge:
                opaque |= {each.rows for each in block}
                block = []
            block.append(head)
            edge = head.column
            if head.rows not in opaque:
                yield head


def words(cell: Cell) -> str:
    """What the cell says, in one line."""
    return " ".join(walk.plain(cell.content).split())


def grid(table: Table) -> Grid:
    """The grid of an even table."""
    head = placed_cells(table.header, 0, header=True)
    rows = (*head, *placed_cells(table.rows, len(head), header=False))
    width = len(table.alignments)
    above: list[list[PlacedCell]] = [[] for _ in range(width)]
    beside: list[list[PlacedCell]] = [[] for _ in rows]
    lanes: list[list[PlacedCell]] = [[] for _ in rows]
    for placed in (placed for row in rows for placed in row):
        for each in placed.rows:
            lanes[each].append(placed)
    for placed in (placed for row in rows for placed in row if placed.heads):
        over, at = (above, placed.columns) if placed.header else (beside, placed.rows)
        for each in at if placed.header or placed.cell.columns < width else ():
            over[each].append(placed)
    in_order = (tuple(sorted(row, key=lambda each: each.column)) for row in lanes)
    groups = tuple(_groups(rows, width))
    return Grid(rows, width, tuple(map(tuple, above)), tuple(map(tuple, beside)), groups, tuple(in_order))


def _groups(rows: tuple[tuple[PlacedCell, ...], ...], width: int) -> Iterator[PlacedCell | None]:
    group = None
    for row in rows:
        yield group
        if row and not row[0].header and row[0].heads and row[0].cell.columns == width:
            group = row[0]


def placed_cells(rows: Rows, first: int, *, header: bool) -> tuple[tuple[PlacedCell, ...], ...]:
    """The cells of one part, whose first row is that of the table with this number."""
    taken: list[int] = []
    """By column: the first row that is free again."""
    result = []
    for at, row in enumerate(rows):
        column, placed = 0, []
        for cell in row:
            while column < len(taken) and taken[column] > at:
                column += 1
            placed.append(PlacedCell(cell, first + at, column, header))
            taken += [0] * (column + cell.columns - len(taken))
            taken[column : column + cell.columns] = [at + cell.rows] * cell.columns
            column += cell.columns
        result.append(tuple(placed))
    return tuple(result)
