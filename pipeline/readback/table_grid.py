"""The cells of a table as a finished file has them, and what heads each: named the same for every format and the model.

The way from a cell to its heads is written here from the standards (HTML, 4.9.12; ISO 32000-2, 14.8.5.7), not taken from
what the editions were made with: a cell names its heads itself, or they are found by the scope of the heads around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.text.events import Facts, Head, cell_facts, table_facts

MOST = 100_000
"""Places of a table that are looked at; the largest of a source has fewer."""

LARGEST = 1000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: the columns and rows that it spans, and what it heads."""

    columns: int = 1
    rows: int = 1
    head: Head | None = None
    """None for a cell that only holds data."""
    name: str = ""
    """Its own, by which others call it their head."""
    headers: tuple[str, ...] | None = None
    """The names of its heads, where it says them."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells that begin in a row, and which part of the table it is in: a head of a group ends with its part."""

    cells: tuple[GridCell, ...]
    part: int = 0


@dataclass(frozen=True, slots=True)
class GridSpot:
    """A cell and where it begins, counted from 1."""

    cell: GridCell
    row: int
    column: int

    @property
    def name(self) -> str:
        """Row and column, ``3.2``."""
        return f"{self.row}.{self.column}"


def facts_on_grid(rows: Sequence[GridRow]) -> Iterator[Facts]:
    """Those of the table, then those of each cell: its place on the grid, its spans and its heads."""
    spots, owners = _laid_out(rows)
    width = max((column for _, column in owners), default=0)
    uneven = len(owners) != len(rows) * width or any(len(found) > 1 for found in owners.values())
    yield table_facts(width, len(rows), uneven=uneven)
    called = {spot.cell.name: spot for spot in spots if spot.cell.name}
    for spot in spots:
        over = [str(head.name) for head in _heads(spot, rows, owners, called)]
        nobody = [f"‹{name}›" for name in spot.cell.headers or () if name not in called]
        yield cell_facts(spot.name, (spot.cell.columns, spot.cell.rows), spot.cell.head, [*over, *nobody])


_Owners = dict[tuple[int, int], list[GridSpot]]


def _laid_out(rows: Sequence[GridRow]) -> tuple[list[GridSpot], _Owners]:
    """The cells with their places, and by row and column the cells that cover it (HTML, 4.9.12.1)."""
    spots, owners = list[GridSpot](), _Owners()
    for at, row in enumerate(rows, 1):
        column = 1
        for cell in row.cells:
            while (at, column) in owners:
                column += 1
            spot = GridSpot(cell, at, column)
            spots.append(spot)
            for down in range(at, min(at + cell.rows, len(rows) + 1)):
                for across in range(column, column + min(cell.columns, LARGEST)):
                    owners.setdefault((down, across), []).append(spot)
            column += cell.columns
            if len(owners) > MOST:
                return spots, owners
    return spots, owners


def _heads(spot: GridSpot, rows: Sequence[GridRow], owners: _Owners, called: Mapping[str, GridSpot]) -> list[GridSpot]:
    """The heads of the cell: those of its columns, of its group, of its rows."""
    if spot.cell.headers is not None:
        found = [called[name] for name in spot.cell.headers if name in called]
    else:
        found = [*_above(spot, rows, owners), *_beside(spot, owners)]
    order: dict[Head | None, int] = {Head.COLUMN: 0, Head.GROUP: 1}
    unique = {(each.row, each.column): each for each in found if each is not spot}
    return sorted(unique.values(), key=lambda each: (order.get(each.cell.head, 2), each.row, each.column))


def _above(spot: GridSpot, rows: Sequence[GridRow], owners: _Owners) -> Iterator[GridSpot]:
    if spot.cell.head is Head.GROUP:
        return
    group = None
    for row in range(spot.row - 1, 0, -1):
        for column in range(spot.column, spot.column + spot.cell.columns):
            for each in owners.get((row, column), ()):
                if each.cell.head is Head.COLUMN and each.row + each.cell.rows <= spot.row:
                    yield each
                if each.cell.head is Head.GROUP and group is None and rows[row - 1].part == rows[spot.row - 1].part:
                    group = each
    if group:
        yield group


def _beside(spot: GridSpot, owners: _Owners) -> Iterator[GridSpot]:
    """The heads to the left; behind data, one that covers the same rows as a nearer head does not count (4.9.12.2)."""
    for row in range(spot.row, spot.row + spot.cell.rows):
        block, hidden = set[tuple[int, int]](), set[tuple[int, int]]()
        for column in range(spot.column - 1, 0, -1):
            each = next(iter(owners.get((row, column), ())), None)
            if each is not None and each.cell.head is Head.ROW:
                block.add((each.row, each.cell.rows))
                if (each.row, each.cell.rows) not in hidden:
                    yield each
            else:
                hidden |= block
                block = set()
