"""Tables that only arrange a page → what stands in them, one cell after the other; and what no cell can hold → its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.sources.html.elements import CharacterData, Element
from pipeline.sources.html.html_report import HtmlReport, short
from pipeline.sources.html.list_elements import item_labels

_HEADING = re.compile("h[1-6]")
_NO_TABLE = frozenset({"presentation", "none"})


def flatten(element: Element, reported: HtmlReport, *, in_cell: bool = False, arranging: bool = False) -> None:
    """Replace tables that are none in the tree, from the inside out; each is reported (Z234).

    ``in_cell`` says that the element is in the cell of a table, ``arranging`` that the table around it is none.
    """
    result: list[Element | CharacterData] = []
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
            reported.add("Z234", child.place, words)
            result += _boxes(child)
        elif in_cell and child.name == "table":
            reported.add(
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


_STRUCTURE = frozenset({"tbody", "thead", "tfoot", "tr", "colgroup", "col"})


def _boxes(element: Element) -> Iterator[Element]:
    """A box for each cell, and for what stands beside the cells."""
    for child in element.children:
        if isinstance(child, Element) and child.name in _STRUCTURE:
            yield from _boxes(child)
        elif isinstance(child, Element):
            yield Element("div", {}, child.place, child.children if child.name in {"td", "th", "caption"} else [child])
        elif child.text.strip():
            yield Element("div", {}, child.place, [child])


def _lines(element: Element) -> Iterator[Element]:
    """A paragraph for each row, its cells parted by spaces, and for what stands beside the rows."""
    for child in element.children:
        if isinstance(child, Element) and child.name in _STRUCTURE - {"tr"}:
            yield from _lines(child)
        elif isinstance(child, Element) and child.name == "tr":
            pieces: list[Element | CharacterData] = []
            for cell in _boxes(child):
                space = [CharacterData([" "], cell.place)] if pieces else []
                pieces += [*space, Element("span", {}, cell.place, _flat(cell))]
            yield Element("p", {}, child.place, pieces)
        elif isinstance(child, Element):
            yield Element("div", {}, child.place, [child])
        elif child.text.strip():
            yield Element("p", {}, child.place, [child])


def _flat(element: Element) -> list[Element | CharacterData]:
    """What stands in the element, its blocks parted by spaces."""
    result: list[Element | CharacterData] = []
    for child in element.children:
        if isinstance(child, Element) and child.holds_blocks:
            result += _flat(child)
        elif isinstance(child, Element) and child.name in {"p", "div", "li"}:
            result += [CharacterData([" "], child.place), *child.children, CharacterData([" "], child.place)]
        else:
            result.append(child)
    return result


def _points(element: Element, reported: HtmlReport) -> Iterator[Element | CharacterData]:
    """A paragraph for each item, with its label where it has one; what stands beside the items stays between them."""
    items = [child for child in element.children if isinstance(child, Element) and child.name == "li"]
    labels = iter(item_labels(element, items, reported) if element.name == "ol" else [""] * len(items))
    for child in element.children:
        if not isinstance(child, Element) or child.name != "li":
            yield child
            continue
        label = next(labels)
        before = [CharacterData([f"{label} "], child.place)] if label else []
        first = next((each for each in child.children if isinstance(each, Element) and each.name == "p"), child)
        first.children = [*before, *first.children]
        yield Element("div", {}, child.place, child.children)
