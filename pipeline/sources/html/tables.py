"""Tables of HTML → tables of the model, where they have a row of headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.errors import Diagnostic, InputRefusal
from pipeline.model import Alignment, Caption, Cell, Inlines, LineBreak, Table
from pipeline.sources.html.elements import BLOCKS, Characters, Element
from pipeline.sources.running_text import single_spaced

if TYPE_CHECKING:
    from pipeline.sources.html.reader import Reader

MOST_CELLS = 20_000


def blocks(element: Element, reader: Reader) -> Iterable[Table]:
    """The table. Raises InputRefusal (Z225) where its cells do not stand in rows below headers."""
    rows = [(row, list(_cells(row))) for row in _rows(element)]
    rows = [(row, cells) for row, cells in rows if cells]
    if not rows:
        return
    if sum(len(cells) for _, cells in rows) > MOST_CELLS:
        raise _refusal(element, f"hat mehr als {MOST_CELLS} Zellen")
    if any(cell.name != "th" for cell in rows[0][1]) and not _is_head(element):
        raise _refusal(
            element, "hat keine Kopfzeile", "Die erste Zeile einer Tabelle nennt die Spalten, jede in „<th>“."
        )
    for row, cells in rows:
        for cell in cells:
            if any(cell.attributes.get(name, "1").strip() != "1" for name in ("colspan", "rowspan")):
                raise _refusal(cell, "hat verbundene Zellen", "Jede Zelle steht in einer Zeile und einer Spalte.")
        if len(cells) != len(rows[0][1]):
            raise _refusal(row, f"hat hier {len(cells)} statt {len(rows[0][1])} Zellen")
    made = [tuple(Cell(_content(cell, reader), cell.place) for cell in cells) for _, cells in rows]
    caption = next((Caption(_content(each, reader), each.place) for each in element.elements("caption")), None)
    yield Table(made[0], tuple(made[1:]), (Alignment.START,) * len(made[0]), caption, element.place)


def _refusal(element: Element, what: str, hint: str = "") -> InputRefusal:
    return InputRefusal(Diagnostic("Z225", element.place, f"Die Tabelle {what}.", hint))


def _is_head(element: Element) -> bool:
    """Whether the first row stands in a head of its own."""
    first = next((child for child in element.children if isinstance(child, Element) and child.name != "caption"), None)
    return first is not None and first.name == "thead"


def _rows(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.name == "tr":
                yield child
            elif child.name in {"thead", "tbody", "tfoot"}:
                yield from _rows(child)
            elif child.name not in {"caption", "col", "colgroup"}:
                raise _refusal(child, f"enthält „<{child.name}>“ außerhalb ihrer Zellen")
        elif child.text.strip():
            raise InputRefusal(Diagnostic("Z225", child.place, "In der Tabelle steht Text außerhalb ihrer Zellen."))


def _cells(row: Element) -> Iterator[Element]:
    for child in row.children:
        if isinstance(child, Element):
            if child.name not in {"td", "th"}:
                raise _refusal(child, f"enthält „<{child.name}>“ außerhalb ihrer Zellen")
            yield child
        elif child.text.strip():
            raise InputRefusal(Diagnostic("Z225", child.place, "In der Tabelle steht Text außerhalb ihrer Zellen."))


def _content(cell: Element, reader: Reader) -> Inlines:
    """The words of the cell; paragraphs inside it are parted by line breaks."""
    parts = [part for part in _parts(cell, reader) if part]
    return tuple(inline for at, part in enumerate(parts) for inline in ((LineBreak(cell.place),) if at else ()) + part)


def _parts(element: Element, reader: Reader) -> Iterator[Inlines]:
    loose: list[Element | Characters] = []
    for child in element.children:
        if isinstance(child, Element) and (child.name in BLOCKS or child.holds_blocks):
            yield single_spaced(reader.inlines(loose))
            loose = []
            if child.name == "table":
                raise _refusal(child, "steht in der Zelle einer anderen")
            yield from _parts(child, reader)
        else:
            loose.append(child)
    yield single_spaced(reader.inlines(loose))
