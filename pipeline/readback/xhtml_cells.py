"""The cells of an XHTML table (HTML, 4.9): rows in their parts, spans, scopes, and the heads that cells name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readback.containers import Element, local_name
from pipeline.readback.table_grid import GridCell, GridRow
from pipeline.text.events import Head

_SCOPES = {"col": Head.COLUMN, "row": Head.ROW, "rowgroup": Head.GROUP}


def rows(table: Element) -> tuple[GridRow, ...]:
    """The rows of the table."""
    return tuple(_rows(table))


def _rows(table: Element) -> Iterator[GridRow]:
    for part, child in enumerate(table):
        match local_name(child):
            case "thead" | "tbody" | "tfoot":
                yield from (GridRow(_cells(row), part) for row in child if local_name(row) == "tr")
            case "tr":
                yield GridRow(_cells(child), -1)
            case _:
                pass


def _cells(row: Element) -> tuple[GridCell, ...]:
    return tuple(_cell(each) for each in row if local_name(each) in {"td", "th"})


def _cell(node: Element) -> GridCell:
    headers = node.get("headers")
    head = _SCOPES.get(node.get("scope", ""), Head.NONE) if local_name(node) == "th" else None
    return GridCell(
        _span(node.get("colspan")),
        _span(node.get("rowspan")),
        head,
        node.get("id", ""),
        None if headers is None else tuple(headers.split()),
    )


def _span(value: str | None) -> int:
    return int(value) if value and re.fullmatch("[1-9][0-9]{0,4}", value) else 1
