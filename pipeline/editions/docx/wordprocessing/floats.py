"""Tables and pictures of the model as real ones: head row, caption, alternative text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Length
from docx.text.paragraph import Paragraph

from pipeline.editions.docx.wordprocessing import table_xml
from pipeline.editions.docx.wordprocessing.paragraph_content import BlockContainer
from pipeline.editions.docx.wordprocessing.run_formatting import run_element
from pipeline.editions.docx.wordprocessing.wordml import node, xml_of
from pipeline.text import grid, walk
from pipeline.text.model import Alignment, Cell, Picture, Table
from pipeline.text.wording import IN_GERMAN, Wording

PIXEL = 9525
"""EMU of a pixel at 96 to the inch."""

LETTER, MARGINS, NARROWEST, WIDEST = 155, 300, 1000, 5200
"""Twips: a wide letter at 11 points, the margins of a cell, and what a column has at least and wants at most."""

_SIDES = {Alignment.START: "", Alignment.CENTER: "center", Alignment.END: "right"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table stands: how wide it may be and how far from the margin, in twips; the size of its letters in points."""

    room: int
    indent: int = 0
    size: float = 11


def add_table(
    story: BlockContainer,
    table: Table,
    title: str,
    frame: Frame,
    fill: Callable[[Paragraph, Cell], None],
    say: Wording = IN_GERMAN,
) -> None:
    """Append the table, which is called ``title``; ``fill`` writes a cell, ``say`` is what is said around the text."""
    found = grid.grid(table)
    widths = _widths(found, frame.room, frame.size / 11)
    rows = [list(_slots(found, row, widths)) for row in range(len(found.rows))]
    names = [grid.words(placed.cell) for placed in found.cells if placed.heads and (placed.header or not table.header)]
    description = _description(", ".join(names), say, above=bool(table.header)) or title
    element: Any = parse_xml(table_xml.merged(widths, rows, len(table.header), title, description, frame.indent))
    story.append(element)
    places = (each for each in element.iter(qn("w:tc")) if not _goes_on(each))
    for placed, place in zip(found.cells, places, strict=True):
        paragraph = Paragraph(place.find(qn("w:p")), story)
        sides = {table.alignments[column] for column in placed.columns}
        if side := _SIDES[sides.pop()] if len(sides) == 1 else "":
            xml_of(paragraph).get_or_add_pPr().append(node("jc", val=side))
        fill(paragraph, placed.cell)


def _description(names: str, say: Wording, *, above: bool) -> str:
    """What heads the table; an attribute has no language of its own, so beside a foreign text it has none of our words."""
    if say.foreign:
        return names
    if not names:
        return say("Ohne Kopfzeile")
    return say("Spalten: {title}", title=names) if above else say("Reihen: {title}", title=names)


def _slots(found: grid.Grid, row: int, widths: Sequence[int]) -> Iterator[table_xml.Slot]:
    """The cells of a row as Word has them: what comes down from above has one in each of its rows."""
    for placed in found.lanes[row]:
        width = sum(widths[column] for column in placed.columns)
        style = "Tabellenkopf" if placed.header else "Reihenkopf" if placed.heads else "Tabellentext"
        yield table_xml.Slot(
            table_xml.paragraph("", style),
            width,
            placed.cell.columns,
            placed.row == row,
            placed.cell.rows > 1,
            placed.heads,
        )


def _goes_on(cell: Any) -> bool:
    """Whether the cell only goes on what begins above it (ECMA-376 part 1, 17.4.84)."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _widths(found: grid.Grid, room: int, scale: float) -> list[int]:
    """The width of each column: what its longest cell wants; where that is too much, at least its longest word.

    What goes over several columns takes what it lacks from each of them alike.
    """
    wanted, least = [0] * found.width, [NARROWEST] * found.width
    for placed in sorted(found.cells, key=lambda each: each.cell.columns):
        said = walk.plain(placed.cell.content)
        word = int(max(map(len, said.split()), default=0) * LETTER * scale + MARGINS)
        whole = max(word, int(min(len(said) * LETTER * scale + MARGINS, WIDEST * scale)))
        for lanes, need in ((least, word), (wanted, whole)):
            lack = need - sum(lanes[column] for column in placed.columns)
            for column in placed.columns if lack > 0 else ():
                lanes[column] += -(-lack // placed.cell.columns)
    wanted = [max(pair) for pair in zip(wanted, least, strict=True)]
    if sum(wanted) <= room:
        return wanted
    spare = room - sum(least)
    if spare < 0:
        return [each * room // sum(least) for each in least]
    more = sum(wanted) - sum(least)
    return [low + (want - low) * spare // more for low, want in zip(least, wanted, strict=True)]


class Gallery:
    """The pictures of one document: each file is in it once, each place has an id of its own."""

    def __init__(self) -> None:
        """None yet."""
        self._shapes, self._parts = count(1), dict[str, Part]()

    def add(self, paragraph: Paragraph, picture: Picture, widest: Length, highest: Length) -> None:
        """Append the picture with its alternative text (20.4.2.5); it stands in the line, so that its place is its order."""
        share = min(1.0, widest / (picture.width * PIXEL), highest / (picture.height * PIXEL))
        size = Emu(max(1, int(picture.width * PIXEL * share))), Emu(max(1, int(picture.height * PIXEL * share)))
        key = next(self._shapes)
        part = self._part(picture, paragraph.part.package)
        inline = CT_Inline.new_pic_inline(key, paragraph.part.relate_to(part, RT.IMAGE), part.partname.filename, *size)
        inline.docPr.set("descr", picture.alternative)
        inline.docPr.set("name", f"Bild {key}")
        for side in "TBLR":
            inline.set(f"dist{side}", "0")
        drawing: Any = parse_xml(f"<w:drawing {nsdecls('w')}/>")
        drawing.append(inline)
        xml_of(paragraph).append(run_element(drawing))

    def _part(self, picture: Picture, package: Any) -> Part:
        if picture.sha256 not in self._parts:
            kind = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
            name = PackURI(f"/word/media/bild{len(self._parts) + 1}.{kind}")
            self._parts[picture.sha256] = Part(name, f"image/{kind}", picture.data, package)
        return self._parts[picture.sha256]
