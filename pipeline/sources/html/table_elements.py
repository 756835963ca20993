"""Tables of HTML → tables of the model, made even: header, merged cells, heads of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.sources.html.elements import BLOCKS, CharacterData, Element
from pipeline.sources.html.running_text import single_spaced
from pipeline.sources.html.surroundings import Surroundings
from pipeline.text.even_tables import MOST_PLACES, refused, settled
from pipeline.text.model import Caption, Cell, Inlines, LineBreak, Paragraph, Table

_Row = list[Element]


def blocks(element: Element, reader: Surroundings) -> Iterable[Table | Paragraph]:
    """The table. Raises InputRefusal: Z225 where it is not made of rows of cells, Z218 where those do not add up."""
    rows = {name: list(_rows(element, name)) for name in ("thead", "tbody", "tfoot")}
    head, body = rows["thead"], rows["tbody"] + rows["tfoot"]
    if sum(map(len, head + body)) > MOST_PLACES:
        raise _refusal(element, f"hat mehr als {MOST_PLACES} Zellen")
    if not head:
        count = next((at for at, row in enumerate(body) if not _is_head(row) or (at and _is_group(row))), 1)
        head, body = body[:count], body[count:]
    caption = next((Caption(_content(each, reader), each.place) for each in element.elements("caption")), None)
    header, made = (tuple(tuple(_cell(cell, reader) for cell in row) for row in part) for part in (head, body))
    table, faults = settled(Table(header, made, (), caption, element.place))
    if refused(faults):
        raise InputRefusal(*faults)
    for each in faults:
        reader.report(each.code, each.place, each.message, each.hint)
    if table.alignments:
        yield table
    elif caption and caption.content:
        yield Paragraph(caption.content, caption.place)


def _refusal(element: Element, what: str, hint: str = "") -> InputRefusal:
    return InputRefusal(Diagnostic("Z225", element.place, f"Die Tabelle {what}.", hint))


def _is_head(row: _Row) -> bool:
    """Whether the row names columns: all cells that say something are heads."""
    return any(cell.name == "th" for cell in row) and all(cell.name == "th" or not cell.children for cell in row)


def _is_group(row: _Row) -> bool:
    """Whether the row is one head over several columns: such a row below the header heads the rows that follow it."""
    return len(row) == 1 and _span(row[0], "colspan") > 1


def _rows(element: Element, part: str, inside: str = "tbody") -> Iterator[_Row]:
    """The rows of a part; those in no part belong to the body."""
    for child in element.children:
        if isinstance(child, Element):
            if child.name == "tr":
                if inside == part:
                    yield list(_cells(child))
            elif child.name in {"thead", "tbody", "tfoot"}:
                yield from _ended(list(_rows(child, part, child.name)))
            elif child.name not in {"caption", "col", "colgroup"}:
                raise _refusal(child, f"enthält „<{child.name}>“ außerhalb ihrer Zellen")
        elif child.text.strip():
            raise InputRefusal(Diagnostic("Z225", child.place, "In der Tabelle steht Text außerhalb ihrer Zellen."))


def _ended(rows: list[_Row]) -> list[_Row]:
    """The rows of one part of a table: no cell reaches beyond it (HTML, 4.9.12.1)."""
    for at, row in enumerate(rows):
        for cell in row:
            left = len(rows) - at
            if not 0 < _span(cell, "rowspan") <= left:
                cell.attributes["rowspan"] = str(left)
    return rows


def _cells(row: Element) -> Iterator[Element]:
    for child in row.children:
        if isinstance(child, Element):
            if child.name not in {"td", "th"}:
                raise _refusal(child, f"enthält „<{child.name}>“ außerhalb ihrer Zellen")
            yield child
        elif child.text.strip():
            raise InputRefusal(Diagnostic("Z225", child.place, "In der Tabelle steht Text außerhalb ihrer Zellen."))


def _cell(cell: Element, reader: Surroundings) -> Cell:
    columns, rows = _span(cell, "colspan") or 1, _span(cell, "rowspan")
    return Cell(
        _content(cell, reader), cell.place, columns, rows, cell.name == "th" or cell.attributes.get("scope") == "row"
    )


def _span(cell: Element, name: str) -> int:
    """The span; what is no number, or one of more than five digits, is 1 (HTML, 4.9.11)."""
    said = cell.attributes.get(name, "1").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 5 else 1  # noqa: PLR2004 - up to 65534


def _content(cell: Element, reader: Surroundings) -> Inlines:
    """The words of the cell; paragraphs inside it are parted by line breaks."""
    parts = [part for part in _parts(cell, reader) if part]
    return tuple(inline for at, part in enumerate(parts) for inline in ((LineBreak(cell.place),) if at else ()) + part)


def _parts(element: Element, reader: Surroundings) -> Iterator[Inlines]:
    loose: list[Element | CharacterData] = []
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
