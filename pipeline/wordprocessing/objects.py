"""Tables and pictures of the model as real ones: head row, caption, alternative text."""

from __future__ import annotations

from collections.abc import Callable
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

from pipeline import walk
from pipeline.model import Alignment, Cell, Picture, Table
from pipeline.wordprocessing import tables
from pipeline.wordprocessing.tables import Column
from pipeline.wordprocessing.wordml import Story, node, run, xml_of

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
    story: Story, table: Table, title: str, frame: Frame, fill: Callable[[Paragraph, Cell], None]
) -> None:  # fmt: skip
    """Append the table, which is called ``title``; ``fill`` writes a cell."""
    heads = [walk.plain(cell.content).strip() for cell in table.header]
    columns = [Column("", width) for width in _widths(table, frame.room, frame.size / 11)]
    blank = tables.paragraph("", "Tabellentext")
    description = f"Spalten: {', '.join(filter(None, heads))}"
    xml = tables.table(columns, [[blank] * len(columns)] * len(table.rows), title, description, frame.indent)
    element: Any = parse_xml(xml)
    story.append(element)
    cells = [cell for row in (table.header, *table.rows) for cell in row]
    for at, (place, cell) in enumerate(zip(element.iter(qn("w:tc")), cells, strict=True)):
        paragraph = Paragraph(place.find(qn("w:p")), story)
        if side := _SIDES[table.alignments[at % len(columns)]]:
            xml_of(paragraph).get_or_add_pPr().append(node("jc", val=side))
        fill(paragraph, cell)


def _widths(table: Table, room: int, scale: float) -> list[int]:
    """The width of each column: what its longest cell wants; where that is too much, at least its longest word."""
    wanted, least = [], []
    for column in zip(*(table.header, *table.rows), strict=True):
        texts = [walk.plain(cell.content) for cell in column]
        longest, word = max(map(len, texts)), max((len(word) for text in texts for word in text.split()), default=0)
        least.append(int(max(word * LETTER * scale + MARGINS, NARROWEST)))
        wanted.append(max(least[-1], int(min(longest * LETTER * scale + MARGINS, WIDEST * scale))))
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
        xml_of(paragraph).append(run(drawing))

    def _part(self, picture: Picture, package: Any) -> Part:
        if picture.sha256 not in self._parts:
            kind = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
            name = PackURI(f"/word/media/bild{len(self._parts) + 1}.{kind}")
            self._parts[picture.sha256] = Part(name, f"image/{kind}", picture.data, package)
        return self._parts[picture.sha256]
