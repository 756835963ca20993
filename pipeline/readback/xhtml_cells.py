"""The cells of an XHTML table (HTML, 4.9): rows in their parts, spans, scopes, and the heads that cells name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readback.containers import Element, local, text_of
from pipeline.readback.table_grid import COLUMN, GROUP, NOTHING, ROW, Cell, Row

_SCOPES = {"col": COLUMN, "row": ROW, "rowgroup": GROUP}


def rows(table: Element) -> tuple[Row, ...]:
    """The rows of the table."""
    return tuple(_rows(table))


def _rows(table: Element) -> Iterator[Row]:
    for part, child in enumerate(table):
        match local(child):
            case "thead" | "tbody" | "tfoot":
                yield from (Row(_cells(row), part) for row in child if local(row) == "tr")
            case "tr":
                yield Row(_cells(child), -1)
            case _:
                pass


def _cells(row: Element) -> tuple[Cell, ...]:
    return tuple(_cell(each) for each in row if local(each) in {"td", "th"})


def _cell(node: Element) -> Cell:
    headers = node.get("headers")
    heads = _SCOPES.get(node.get("scope", ""), NOTHING) if local(node) == "th" else ""
    return Cell(
        text_of(node),
        _span(node.get("colspan")),
        _span(node.get("rowspan")),
        heads,
        node.get("id", ""),
        None if headers is None else tuple(headers.split()),
    )


def _span(value: str | None) -> int:
    return int(value) if value and re.fullmatch("[1-9][0-9]{0,4}", value) else 1
