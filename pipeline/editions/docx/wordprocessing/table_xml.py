"""Tables and content controls as WordprocessingML text (ECMA-376 part 1, 17.4 and 17.5.2).

python-docx 1.2.0 knows no content controls, and takes minutes for a table of 5,000 rows.

    <w:tbl> ─ <w:tr> head, repeated on every page
            └ <w:tr> row, not torn ─ <w:tc> ┬ paragraph
                                            └ <w:sdt> ─ paragraph: what is to be filled in
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from pipeline.text.model import Inlines, Link, Marked, Strong, Text

PLACEHOLDER_STYLE = "PlaceholderText"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in twips."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as a row of Word has it; a cell over several rows has one in each, of which only the first holds anything."""

    content: str
    """The XML of its paragraphs."""
    width: int
    """In twips."""
    columns: int = 1
    begins: bool = True
    merged: bool = False
    """Whether it goes over several rows."""
    heads: bool = False
    """Whether it heads columns or rows."""


def table_markup(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], title: str, description: str, indent: int = 0
) -> str:
    """The table; each cell is the XML of its paragraphs. ``title`` and ``description`` are its alternative text."""
    head = [Slot(paragraph(column.head, "Tabellenkopf"), column.width, heads=True) for column in columns]
    body = ([Slot(cell, column.width) for cell, column in zip(row, columns, strict=True)] for row in rows)
    return merged([column.width for column in columns], [head, *body], 1, title, description, indent)


def merged(
    widths: Sequence[int], rows: Sequence[Sequence[Slot]], heads: int, title: str, description: str, indent: int = 0
) -> str:
    """The table of such rows, of which the first ``heads`` name the columns and are repeated on every page."""
    moved = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(_row(row, head=at < heads) for at, row in enumerate(rows))
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = rows[heads:]
    beside = bool(body) and all(row[0].heads for row in body)
    bands = f'w:firstRow="{int(heads > 0)}" w:lastRow="0" w:firstColumn="{int(beside)}" w:lastColumn="0"'
    # CT_TblPr: the schema has these in this order.
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{moved}<w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="{0x20 * (heads > 0) + 0x80 * beside:04X}" {bands} w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{_quoted(title)}"/><w:tblDescription w:val="{_quoted(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _row(row: Sequence[Slot], *, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    cells = "".join(_cell(slot, shade="E7ECEA" if head else "") for slot in row)
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(slot: Slot, shade: str = "") -> str:
    span = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
    down = ('<w:vMerge w:val="restart"/>' if slot.begins else "<w:vMerge/>") if slot.merged else ""
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{slot.width}" w:type="dxa"/>{span}{down}{shaded}</w:tcPr>{slot.content}</w:tc>'


def paragraph(text: str, style: str, bookmark: tuple[int, str] | None = None) -> str:
    """A paragraph; ``bookmark`` encloses its text, by id and name."""
    inner = _lines(text) if text else ""
    if bookmark:
        key, name = bookmark
        inner = f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{key}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def _lines(text: str) -> str:
    """The lines of the text, one run each, with breaks between."""
    return "<w:r><w:br/></w:r>".join(run(line) if line else "" for line in text.split("\n"))


def run(text: str, style: str = "") -> str:
    """The text in the character style."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def control(tag: str, title: str, key: int, style: str, placeholder: str, content: str = "") -> str:
    """A place to write in, which says what it is for; ``content`` is the XML of paragraphs, empty it shows the placeholder."""
    empty = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(placeholder, PLACEHOLDER_STYLE)}</w:p>'
    hint = "" if content else "<w:showingPlcHdr/>"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_quoted(title)}"/><w:tag w:val="{_quoted(tag)}"/><w:id w:val="{key}"/>{hint}</w:sdtPr>'
        f"<w:sdtContent>{content or empty}</w:sdtContent></w:sdt>"
    )


def styled_paragraph(content: Inlines, style: str, number: int = 0) -> str:
    """A paragraph of text that is bold, raised or lowered, or leads to an address; an item of the list with this number."""
    item = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{item}</w:pPr>{"".join(_runs(content, ""))}</w:p>'


def _runs(content: Inlines, properties: str) -> Iterator[str]:
    for each in content:
        match each:
            case Text(text):
                shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
                yield f'<w:r>{shown}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
            case Strong(inner):
                # CT_RPr: bold stands before what is raised.
                yield from _runs(inner, f"<w:b/>{properties}")
            case Marked(mark, inner):
                yield from _runs(inner, f'{properties}<w:vertAlign w:val="{mark}"/>')
            case Link(target, inner):
                # A field needs no relationship (17.16.5.25).
                instruction = _quoted(f' HYPERLINK "{target}" ')
                yield f'<w:fldSimple w:instr="{instruction}">{"".join(_runs(inner, properties))}</w:fldSimple>'


def drop_down(tag: str, title: str, key: int, style: str, choices: Iterable[str], chosen: str) -> str:
    """A choice among words."""
    items = "".join(f'<w:listItem w:displayText="{_quoted(each)}" w:value="{_quoted(each)}"/>' for each in choices)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_quoted(title)}"/><w:tag w:val="{_quoted(tag)}"/><w:id w:val="{key}"/>'
        f"<w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
        f"<w:sdtContent>{paragraph(chosen, style)}</w:sdtContent></w:sdt>"
    )


_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_UNTICKED, _TICKED = 0x2610, 0x2612
_SIGNS_FONT = "MS Gothic"
"""The font that Word itself takes for its boxes."""


def check_box(tag: str, title: str, key: int, style: str, words: str) -> str:
    """A paragraph of a box to tick and the words that are ticked ([MS-DOCX] 2.6.1.15); without Word the box is a sign."""
    states = "".join(
        f'<w14:{name}State w14:val="{code:04X}" w14:font="{_SIGNS_FONT}"/>'
        for name, code in (("checked", _TICKED), ("unchecked", _UNTICKED))
    )
    faces = " ".join(f'w:{side}="{_SIGNS_FONT}"' for side in ("ascii", "hAnsi", "eastAsia", "cs"))
    box = f"<w:r><w:rPr><w:rFonts {faces}/></w:rPr><w:t>{chr(_UNTICKED)}</w:t></w:r>"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:sdt><w:sdtPr><w:alias w:val="{_quoted(title)}"/>'
        f'<w:tag w:val="{_quoted(tag)}"/><w:id w:val="{key}"/>'
        f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="0"/>{states}</w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{box}</w:sdtContent></w:sdt>{run(f' {words}')}</w:p>"
    )


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
