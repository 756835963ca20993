"""The rows and cells of LibreOffice's tables, those that stand once for several written out (9.1)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.sources.office import guard
from pipeline.sources.office.trees import XmlElement

MOST_CELLS = 20_000
"""Of one table; more no edition can show."""

_MOST_SPAN, _MOST_REPEATED = 1000, 200
_GROUPS = frozenset("table:table-rows table:table-row-group table:table-header-rows".split())


def rows(table: XmlElement, *, heading: bool = False) -> Iterator[tuple[XmlElement, bool]]:
    """Each row, and whether it stands among the heads of the table."""
    for each in table.children:
        if each.name == "table:table-row":
            yield each, heading
        elif each.name in _GROUPS:
            yield from rows(each, heading=heading or each.name == "table:table-header-rows")


def cells(row: XmlElement) -> Iterator[XmlElement]:
    """The cells that begin in the row."""
    return (each for each in row.children if each.name == "table:table-cell")


def repeated(node: XmlElement, what: str) -> int:
    """How many rows or columns a row or cell stands for."""
    return min(_count(node, f"table:number-{what}-repeated"), _MOST_REPEATED)


def spanned(node: XmlElement, what: str) -> int:
    """How many rows or columns a cell spans."""
    return min(_count(node, f"table:number-{what}-spanned"), _MOST_SPAN)


def require_few(count: int, file: str) -> None:
    """Raise InputRefusal (Z155) where a table has more cells than any edition can show."""
    if count > MOST_CELLS:
        raise guard.too_large(file, f"Eine Tabelle hat mehr als {MOST_CELLS} Zellen", "Teilen Sie sie.")


def _count(node: XmlElement, name: str) -> int:
    said = node.get(name)
    return max(1, int(said[:6])) if said.isdecimal() else 1
