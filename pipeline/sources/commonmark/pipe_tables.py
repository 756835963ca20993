"""Tables with a row of headers (GitHub Flavored Markdown 0.29, 4.10), and the line below that is their caption.

Merged cells and more rows of headers have signs of ours, which are read as nothing else:

    | Ort  | Kosten | <<    |    << goes on from the left
    | ---- | ---:   | ---:  |
    | ^^   | 2027   | 2028  |    ^^ goes on from above
    | ===  | ===    | ===   |    the rows above are headers too
    | # Ufer | 12   | 14    |    the cell is the header of its row
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.token import Token

from pipeline.sources.commonmark.nodes import BlockNode
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.text import walk
from pipeline.text.even_tables import settled
from pipeline.text.model import Alignment, Caption, Cell, Inlines, Table, Text

MOST_COLUMNS = 40
"""More fit no page."""

_ALIGNMENTS = {"text-align:center": Alignment.CENTER, "text-align:right": Alignment.END}
_CAPTION = re.compile(r"Tabelle:\s*")
_BAR = re.compile(r"\\.|(\|)")

Read = Callable[[Token], Inlines]


def table(node: BlockNode, report: SourceReport, read: Read) -> Table:
    """The table, with the caption if its last line is one."""
    header, *rows = node.all("tr")
    cells = header.children
    if len(cells) > MOST_COLUMNS:
        report.add(
            "Z252", report.block(node.token), f"Die Tabelle hat {len(cells)} Spalten, erlaubt sind {MOST_COLUMNS}."
        )
    alignments = tuple(_ALIGNMENTS.get(str(cell.token.attrGet("style")), Alignment.START) for cell in cells)
    head = _row(header, report, read)
    said = [bool(walk.plain(cell.content).strip()) for cell in head]
    if any(said) and not all(said[1:] or said):
        report.add(
            "Z254",
            report.block(header.token),
            "In der Kopfzeile der Tabelle ist eine Zelle leer.",
            "Jede Spalte braucht einen Namen; nur der erste darf fehlen.",
        )
    caption: Caption | None = None
    heads, body = [_marked(header, head)], list[_Marked]()
    for at, row in enumerate(rows):
        if _ends_header(row):
            heads, body = [*heads, *body], []
            continue
        bars = sum(bool(found[1]) for found in _BAR.finditer(_line(row, report)))
        cells_ = _row(row, report, read)
        if bars == 0 and at == len(rows) - 1 and (caption := caption_of(cells_[0].content)):
            continue
        if bars == 0:
            report.add(
                "Z257",
                report.block(row.token),
                "Diese Zeile steht dicht unter einer Tabelle und wird zu deren Zeile.",
                "Gehört sie nicht dazu, setzen Sie eine leere Zeile davor.",
            )
        body.append(_marked(row, cells_))
    heads = [[(written, replace(cell, heading=False)) for written, cell in row] for row in heads]
    made, faults = settled(Table(_spanned(heads), _spanned(body), alignments, caption, report.block(node.token)))
    for each in faults:
        report.add(each.code, each.place, each.message, each.hint)
    return made


_LEFT, _ABOVE = "<<", "^^"

_Marked = Sequence[tuple[str, Cell]]
"""Cells, each with what is written in it."""


def _marked(row: BlockNode, cells: Sequence[Cell]) -> _Marked:
    return [(node.inline.content.strip(), cell) for node, cell in zip(row.children, cells, strict=True)]


def _ends_header(row: BlockNode) -> bool:
    """Whether the row only says that those above it are headers."""
    return all(re.fullmatch("={3,}", cell.inline.content.strip()) for cell in row.children)


def _spanned(rows: Sequence[_Marked]) -> tuple[tuple[Cell, ...], ...]:
    """The cells that begin in each row, with the columns and rows that go on from them."""
    begins: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(rows):
        for column, (written, _) in enumerate(row):
            before = {_LEFT: (at, column - 1), _ABOVE: (at - 1, column)}.get(written)
            begins[at, column] = begins.get(before, (at, column)) if before else (at, column)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for (at, column), begin in begins.items():
        last, farthest = ends.get(begin, begin)
        ends[begin] = max(last, at), max(farthest, column)
    return tuple(
        tuple(
            replace(cell, columns=ends[at, column][1] - column + 1, rows=ends[at, column][0] - at + 1)
            for column, (_, cell) in enumerate(row)
            if begins[at, column] == (at, column)
        )
        for at, row in enumerate(rows)
    )


def caption_of(content: Inlines) -> Caption | None:
    """The caption, if the text begins with „Tabelle:“; the label is not part of it."""
    match content:
        case (Text(text, place) as first, *rest) if found := _CAPTION.match(text):
            later = replace(place, column=place.column + found.end()) if place and place.column else place
            said = (
                (replace(first, text=text[found.end() :], place=later), *rest) if text[found.end() :] else tuple(rest)
            )
            return Caption(said, place) if walk.plain(said).strip() else None
        case _:
            return None


def _row(row: BlockNode, report: SourceReport, read: Read) -> tuple[Cell, ...]:
    """The cells. Cells beyond those of the header are reported, for Markdown leaves them out."""
    cells = row.children
    written = _cells(_line(row, report))
    if len(written) > len(cells) and any(written[len(cells) :]):
        message = f"Die Zeile hat {len(written)} Zellen, die Kopfzeile {len(cells)}: „{written[len(cells)][:40]}“ ginge verloren."
        report.add("Z250", report.block(row.token), message, "Ein Strich, der Text ist, wird als „\\|“ geschrieben.")
    return tuple(_cell(cell.inline, report, read) for cell in cells)


_HEADS = "# "


def _cell(token: Token, report: SourceReport, read: Read) -> Cell:
    """The cell; one that begins with a sign of headings heads its row, where it is not in the header anyway."""
    content, place = read(token), report.inside(token).at()
    match content:
        case (Text(text, at) as first, *rest) if token.content.startswith(_HEADS) and text.startswith(_HEADS):
            later = replace(at, column=at.column + len(_HEADS)) if at and at.column else at
            said = replace(first, text=text[len(_HEADS) :], place=later)
            return Cell((said, *rest) if said.text else tuple(rest), place, heading=True)
        case _:
            return Cell(content, place)


def _line(row: BlockNode, report: SourceReport) -> str:
    return report.line(row.token.map[0] + 1).strip() if row.token.map else ""


def _cells(line: str) -> list[str]:
    """The cells as they are written; a bar at the begin and at the end only encloses them."""
    line = line.lstrip("> ")
    found, begin = [], 0
    for bar in _BAR.finditer(line):
        if bar[1]:
            found.append(line[begin : bar.start()].strip())
            begin = bar.end()
    found.append(line[begin:].strip())
    return found[int(found[0] == "") : len(found) - int(found[-1] == "")]
