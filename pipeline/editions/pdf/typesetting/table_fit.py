"""Whether tables fit the pages that they are laid out on: their words in the columns, their rows and heads in the height."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.editions.pdf.typesetting.layout import boxes, line_boxes

TIGHTER = ("close", "small", "across", "broken")
"""Classes of tables whose words do not fit, one after the other, until they do (print.css)."""


TALL = 0.8
"""Share of a page's height from which a row may break over pages: with the head above it, it would hardly fit on any."""

TALL_HEAD = 0.4
"""Share of a page's height from which a head is not repeated."""


def with_fitting_tables(rendered: Callable[[], Any]) -> Any:
    """The document, laid out again with tighter tables where words are wider than their columns."""
    document = rendered()
    for name in TIGHTER:
        if not (wide := overfull_tables(document)):
            break
        _add_class(wide, name)
        document = rendered()
    rows, heads = tall_rows(document, TALL), tall_heads(document, TALL_HEAD)
    _add_class(rows, "tall")
    _add_class(heads, "once")
    return rendered() if _widened_captions(document) or rows or heads else document


def _add_class(elements: Iterable[Any], name: str) -> None:
    for element in elements:
        element.set("class", f"{element.get('class') or ''} {name}".strip())


def _widened_captions(document: Any) -> bool:
    """Let captions that take several rows be as wide as the text around their table; whether there were any.

    CSS makes a caption as wide as its table (CSS 2.1, 17.4), and narrow tables have columns of single words above them.
    """
    found = False
    for page in document.pages:
        for around, box in _captions(page._page_box, None):
            free = around.content_box_x() + around.width - box.position_x - box.margin_width()
            if free > 1 and len([*line_boxes(box)]) > 1:
                box.element.set("style", f"margin-right: {-free:.6g}px")
                found = True
    return found


def _captions(box: Any, around: Any) -> Iterator[tuple[Any, Any]]:
    """The boxes of captions, each with that of the element around its table."""
    box = getattr(box, "_box", box)
    classes = (box.element.get("class") or "").split() if box.element is not None else []
    around = box if box.element_tag == "div" and "table" in classes else around
    if box.element_tag == "caption" and around is not None and not hasattr(box, "text"):
        yield around, box
        return
    for child in getattr(box, "children", ()):
        yield from _captions(child, around)


def overfull_tables(document: Any, tolerance: float = 0.5) -> list[Any]:
    """The elements of the tables that do not fit: words beyond their cell, or broken where the cell has no room for any.

    ``tolerance`` in CSS pixels.
    """
    found: dict[int, Any] = {}
    for page in document.pages:
        edge = page._page_box.content_box_x() + page._page_box.width
        for table, cell in _cells(page._page_box, None):
            beyond = cell.position_x + cell.border_width() > edge + tolerance
            if beyond or _spills(cell, tolerance) or _crumbles(cell):
                found.setdefault(id(table), table)
    return list(found.values())


def tall_rows(document: Any, share: float) -> list[Any]:
    """The elements of the rows of tables' bodies with a cell that takes this share of a page or more, over all its rows."""
    found: dict[int, Any] = {}
    for table, cell in _tall_cells(document, share):
        for rows in table.iter("tbody"):
            at = next((at for at, row in enumerate(rows) if cell in list(row)), None)
            if at is not None:
                found |= {id(row): row for row in list(rows)[at : at + int(cell.get("rowspan", "1"))]}
    return list(found.values())


def tall_heads(document: Any, share: float) -> list[Any]:
    """The elements of the tables with a head that takes this share of a page or more."""
    return list(
        {
            id(table): table
            for table, cell in _tall_cells(document, share)
            if any(cell in list(row) for head in table.iter("thead") for row in head)
        }.values()
    )


def _tall_cells(document: Any, share: float) -> Iterator[tuple[Any, Any]]:
    """The elements of the cells that take this share of a page or more, each with that of its table."""
    for page in document.pages:
        for table, cell in _cells(page._page_box, None):
            if cell.border_height() >= share * page._page_box.height:
                yield table, cell.element


def _cells(box: Any, table: Any) -> Iterator[tuple[Any, Any]]:
    """The boxes of table cells, each with the element of its table."""
    box = getattr(box, "_box", box)
    table = box.element if box.element_tag == "table" else table
    if box.element_tag in {"td", "th"} and table is not None:
        yield table, box
    for child in getattr(box, "children", ()):
        yield from _cells(child, table)


def _spills(cell: Any, tolerance: float) -> bool:
    left, right = cell.content_box_x(), cell.content_box_x() + cell.width
    words = [box for box, _, _ in boxes(cell) if (getattr(box, "text", "") or "").strip()]
    return any(
        box.position_x < left - tolerance or box.position_x + box.width - _hanging(box) > right + tolerance
        for box in words
    )


ROOM = 4.0
"""Ems that a column must have where it breaks words: less gives columns of letters."""


def _crumbles(cell: Any) -> bool:
    """Whether the cell breaks words though it is too narrow to be read so."""
    rows = ["".join(getattr(box, "text", "") or "" for box, _, _ in boxes(line)) for line in line_boxes(cell)]
    broken = any(row and not row[-1].isspace() and row[-1] not in "-–/" for row in rows[:-1])
    return broken and cell.width < ROOM * cell.style["font_size"]


def _hanging(box: Any) -> float:
    """The width of the space that the box ends with: it may hang out of the column (CSS Text 3, 4.1.2)."""
    while getattr(box, "children", ()):
        box = box.children[-1]
    ends_with_space = (getattr(box, "text", "") or "").endswith(" ")
    # No space of the house's fonts is wider than a third of its size.
    return float(box.style["font_size"]) / 3 if ends_with_space else 0.0
