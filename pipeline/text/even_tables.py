"""Tables as sources have them → tables that are even on their grid, and what was wrong with them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline.diagnostics import Diagnostic, Place
from pipeline.diagnostics.codes import Severity
from pipeline.text import grid
from pipeline.text.grid import PlacedCell, Rows, placed_cells
from pipeline.text.model import Alignment, Cell, Table

MOST_COLUMNS, MOST_PLACES, MOST_HEADS = 100, 20_000, 20
"""Columns, places on the grid, and rows of a header: more fit no page, and nobody can follow them by ear."""

LARGEST = 1000
"""The most columns that a cell spans (HTML, 4.9.11); what no other cell parts falls away again."""

_BROADEST = 2_000
"""Columns of a grid that is not even yet."""

NO_HEADER = "Die Tabelle hat keine Kopfzeile; ihre Zellen gelten als Daten."
"""What is said (Z219) of a table without a header."""


def even(table: Table) -> bool:
    """Whether every place of the grid belongs to one cell, and no row or column could fall away."""
    return settled(table)[0] == table


def settled(table: Table) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The table made even, and what was wrong: Z218, an error, where that would be guessed; Z219 where it was mended.

    A cell whose ``rows`` are 0 goes to the end of its part (HTML, 4.9.11). ``alignments`` may be too few or too many.
    Rows and columns in which no cell begins fall away, and so do rows of the header that say nothing.
    """
    faults: list[Diagnostic] = []
    if too_large := _too_large(table):
        return _nothing(table, too_large)
    said = tuple(row for row in table.header if any(map(grid.words, row)))
    header = tuple(tuple(replace(cell, heading=False) for cell in row) for row in (said and table.header))
    parts = [_without_overlaps(part, table, faults) for part in (header, table.rows)]
    grids = [placed_cells(part, 0, header=False) for part in parts]
    begun = sorted({placed.column for rows in grids for row in rows for placed in row})
    if len(begun) > MOST_COLUMNS or (sum(map(len, parts)) * len(begun)) > MOST_PLACES:
        size = f"{sum(map(len, parts))} Zeilen und {len(begun)} Spalten"
        message = f"Die Tabelle hat {size}, erlaubt sind {MOST_COLUMNS} Spalten und {MOST_PLACES} Zellen."
        return _nothing(table, message)
    aligned = (*table.alignments, *[Alignment.START] * (max(begun, default=0) + 1))
    header, rows = (_without_gaps(_narrowed(rows, begun), len(begun), table, faults) for rows in grids)
    rows = _headed(rows, len(begun))
    if rows and not header and not any(cell.heading for row in rows for cell in row):
        faults.append(Diagnostic("Z219", table.place or Place(""), NO_HEADER, "Ist das gemeint, ist nichts zu tun."))
    return replace(table, header=header, rows=rows, alignments=tuple(aligned[at] for at in begun)), tuple(faults)


def _nothing(table: Table, message: str) -> tuple[Table, tuple[Diagnostic, ...]]:
    return replace(table, header=(), rows=(), alignments=()), (_fault("Z218", table, table.place, message),)


def refused(faults: Sequence[Diagnostic]) -> bool:
    """Whether the table cannot be used."""
    return any(each.severity is Severity.ERROR for each in faults)


def _too_large(table: Table) -> str:
    if len(table.header) > MOST_HEADS:
        return f"Die Tabelle hat {len(table.header)} Kopfzeilen, erlaubt sind {MOST_HEADS}."
    if sum(map(len, (*table.header, *table.rows))) > MOST_PLACES or _broadest(table) > _BROADEST:
        return f"Die Tabelle hat zu viele Zellen, erlaubt sind {MOST_COLUMNS} Spalten und {MOST_PLACES} Zellen."
    return ""


def _broadest(table: Table) -> int:
    """The most columns that any row can need: its own cells and those that may still come down from above."""
    broadest = 0
    for part in (table.header, table.rows):
        needed, ends = 0, [0] * (len(part) + 1)
        for at, row in enumerate(part):
            needed -= ends[at]
            for cell in row:
                columns = min(max(cell.columns, 1), LARGEST)
                needed += columns
                ends[min(at + cell.rows, len(part)) if cell.rows > 0 else len(part)] += columns
            broadest = max(broadest, needed)
    return broadest


def _without_overlaps(rows: Rows, table: Table, faults: list[Diagnostic]) -> Rows:
    """The rows with every cell as large as there is room."""
    taken: list[int] = []
    result = []
    for at, row in enumerate(rows):
        column, made = 0, []
        for cell in row:
            while column < len(taken) and taken[column] > at:
                column += 1
            wanted = min(max(cell.columns, 1), LARGEST)
            free = next((more for more in range(1, wanted) if _is_taken(taken, column + more, at)), wanted)
            left = len(rows) - at
            if free < wanted:
                message = f"Die Zelle „{grid.words(cell)[:40]}“ liegt auf einer anderen, die von oben herabreicht."
                faults.append(_fault("Z218", table, cell.place, message))
            if cell.rows > left:
                message = f"Die Zelle „{grid.words(cell)[:40]}“ reicht unter das Ende der Tabelle oder ihres Kopfes; sie endet dort."
                faults.append(_fault("Z219", table, cell.place, message))
            down = min(cell.rows, left) if cell.rows > 0 else left
            made.append(replace(cell, columns=free, rows=down))
            taken += [0] * (column + free - len(taken))
            taken[column : column + free] = [at + down] * free
            column += free
        result.append(tuple(made))
    return tuple(result)


def _is_taken(taken: Sequence[int], column: int, row: int) -> bool:
    return column < len(taken) and taken[column] > row


def _narrowed(rows: Sequence[tuple[PlacedCell, ...]], begun: Sequence[int]) -> list[list[PlacedCell]]:
    """The cells on the columns and rows in which one begins, counted anew."""
    filled = [at for at, row in enumerate(rows) if row]

    def narrowed(placed: PlacedCell) -> PlacedCell:
        (left, right), (top, bottom) = (
            (bisect_left(lanes, span.start), bisect_left(lanes, span.stop))
            for lanes, span in ((begun, placed.columns), (filled, placed.rows))
        )
        cell = replace(placed.cell, columns=right - left, rows=bottom - top)
        return PlacedCell(cell, top, left, placed.header)

    return [[narrowed(placed) for placed in rows[at]] for at in filled]


def _without_gaps(rows: Sequence[Sequence[PlacedCell]], width: int, table: Table, faults: list[Diagnostic]) -> Rows:
    """The rows, each filled up with empty cells."""
    taken = [0] * width
    result = []
    for at, row in enumerate(rows):
        for placed in row:
            taken[placed.column : placed.columns.stop] = [at + placed.cell.rows] * placed.cell.columns
        missing = [column for column in range(width) if taken[column] <= at]
        if missing:
            place = row[-1].cell.place if row else table.place
            count = "eine Zelle" if len(missing) == 1 else f"{len(missing)} Zellen"
            verb = "fehlt" if len(missing) == 1 else "fehlen"
            faults.append(
                _fault("Z219", table, place, f"In dieser Zeile der Tabelle {verb} {count}; der Platz bleibt leer.")
            )
        filled = [*row, *(PlacedCell(Cell((), table.place), at, column, header=False) for column in missing)]
        result.append(tuple(each.cell for each in sorted(filled, key=lambda each: each.column)))
    return tuple(result)


def _headed(rows: Rows, width: int) -> Rows:
    """The rows with headings only where they head something: data to their right, or as a whole row those below."""
    placed = placed_cells(rows, 0, header=False)
    last = [-1] * len(rows)
    """By row: the last column that holds data."""
    for each in (each for row in placed for each in row if not each.cell.heading):
        for at in each.rows:
            last[at] = max(last[at], each.column)

    def heads(each: PlacedCell) -> bool:
        whole = each.cell.columns == width and each.rows.stop < len(rows)
        return each.cell.heading and (whole or any(last[at] > each.column for at in each.rows))

    return tuple(tuple(replace(each.cell, heading=heads(each)) for each in row) for row in placed)


def _fault(code: str, table: Table, place: Place | None, message: str) -> Diagnostic:
    hints = {
        "Z218": "Prüfen Sie, über wie viele Spalten und Zeilen die Zellen gehen, oder teilen Sie die Tabelle.",
        "Z219": "Ist das gemeint, ist nichts zu tun; sonst ergänzen Sie die Tabelle.",
    }
    return Diagnostic(code, place or table.place or Place(""), message, hints[code])
