"""Tables that only arrange a page → what stands in them, one cell after the other; and what no cell can hold → its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.sources.html.elements import Characters, Element
from pipeline.sources.html.lists import item_labels
from pipeline.sources.html.reported import Reported, short

_HEADING = re.compile("h[1-6]")
_NO_TABLE = frozenset({"presentation", "none"})


def flatten(element: Element, reported: Reported, *, in_cell: bool = False, arranging: bool = False) -> None:
    """Replace tables that are none in the tree, from the inside out; each is reported (Z234).

    ``in_cell`` says that the element is in the cell of a table, ``arranging`` that the table around it is none.
    """
    result: list[Element | Characters] = []
    for child in element.children:
        if not isinstance(child, Element):
            result.append(child)
            continue
        layout = child.name == "table" and _is_layout(child)
        arranges = layout if child.name == "table" else arranging
        cell = in_cell if child.name not in {"td", "th"} else not arranging or in_cell
        flatten(child, reported, in_cell=cell, arranging=arranges)
        if layout:
            words = f"Die Tabelle („{short(child.text())}“) dient nur der Anordnung; ihre Zellen stehen als Absätze hintereinander."
            reported.tell("Z234", child.place, words)
            result += _boxes(child)
        elif in_cell and child.name == "table":
            reported.tell(
                "Z234", child.place, "In einer Zelle steht eine Tabelle; ihre Zeilen sind dort Zeilen der Zelle."
            )
            result += _lines(child)
        elif in_cell and child.name in {"ul", "ol"}:
            reported.count(
                "Z234", "lists", child.place, "In einer Zelle steht eine Liste; ihre Punkte sind dort Zeilen der Zelle."
            )
            result += _points(child, reported)
        else:
            result.append(child)
    element.children = result


def _is_layout(table: Element) -> bool:
    """Whether the table has no columns to read by: it says so, it holds headings or tables, or it is a single cell."""
    if table.attributes.get("role") in _NO_TABLE:
        return True
    if next(table.elements("th", "thead", "caption"), None):
        return False
    cells = list(_own(table, {"td"}))
    if len(cells) == 1:
        return True
    return any(
        _HEADING.fullmatch(inner.name) or inner.name == "table" for cell in cells for inner in cell.elements(*_INSIDE)
    )


_INSIDE = ("table", *(f"h{level}" for level in range(1, 7)))


def _own(table: Element, names: set[str]) -> Iterator[Element]:
    """The elements of these names in the table itself, not in one inside of it."""
    for child in table.children:
        if isinstance(child, Element):
            if child.name in names:
                yield child
            elif child.name != "table":
                yield from _own(child, names)


def _boxes(table: Element) -> Iterator[Element]:
    yield from (Element("div", {}, cell.place, cell.children) for cell in _own(table, {"td", "th", "caption"}))


def _lines(table: Element) -> Iterator[Element]:
    """A paragraph for each row, its cells parted by spaces."""
    for row in _own(table, {"caption", "tr"}):
        pieces: list[Element | Characters] = []
        for cell in [row] if row.name == "caption" else _own(row, {"td", "th"}):
            pieces += [
                *([Characters([" "], cell.place)] if pieces else []),
                Element("span", {}, cell.place, _flat(cell)),
            ]
        yield Element("p", {}, row.place, pieces)


def _flat(element: Element) -> list[Element | Characters]:
    """What stands in the element, its blocks parted by spaces."""
    result: list[Element | Characters] = []
    for child in element.children:
        if isinstance(child, Element) and child.holds_blocks:
            result += _flat(child)
        elif isinstance(child, Element) and child.name in {"p", "div", "li"}:
            result += [Characters([" "], child.place), *child.children, Characters([" "], child.place)]
        else:
            result.append(child)
    return result


def _points(element: Element, reported: Reported) -> Iterator[Element]:
    """A paragraph for each item, with its label where it has one."""
    items = [child for child in element.children if isinstance(child, Element) and child.name == "li"]
    labels = item_labels(element, items, reported) if element.name == "ol" else [""] * len(items)
    for item, label in zip(items, labels, strict=True):
        before = [Characters([f"{label} "], item.place)] if label else []
        first = next((child for child in item.children if isinstance(child, Element) and child.name == "p"), item)
        first.children = [*before, *first.children]
        yield Element("div", {}, item.place, item.children)
