"""Tables and content controls as WordprocessingML text (ECMA-376 part 1, 17.4 and 17.5.2).

python-docx 1.2.0 knows no content controls, and takes minutes for a table of 5,000 rows.

    <w:tbl> ─ <w:tr> head, repeated on every page
            └ <w:tr> row, not torn ─ <w:tc> ┬ paragraph
                                            └ <w:sdt> ─ paragraph: what is to be filled in
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

PLACEHOLDER_STYLE = "PlaceholderText"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in twips."""

    head: str
    width: int


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], title: str, description: str, indent: int = 0
) -> str:  # fmt: skip
    """The table; each cell is the XML of its paragraphs. ``title`` and ``description`` are its alternative text."""
    moved = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
    head = "".join(_cell(paragraph(column.head, "Tabellenkopf"), column, shade="E7ECEA") for column in columns)
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{''.join(_cell(cell, column) for cell, column in zip(row, columns, strict=True))}</w:tr>"
        for row in rows
    )
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    total = sum(column.width for column in columns)
    # CT_TblPr: the schema has these in this order.
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{moved}<w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{_quoted(title)}"/><w:tblDescription w:val="{_quoted(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _cell(content: str, column: Column, shade: str = "") -> str:
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{column.width}" w:type="dxa"/>{shaded}</w:tcPr>{content}</w:tc>'


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
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def control(tag: str, title: str, key: int, style: str, placeholder: str, text: str = "") -> str:
    """A place to write in, which says what it is for; empty, it shows the placeholder."""
    shown = run(text) if text else run(placeholder, PLACEHOLDER_STYLE)
    hint = "" if text else "<w:showingPlcHdr/>"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_quoted(title)}"/><w:tag w:val="{_quoted(tag)}"/><w:id w:val="{key}"/>{hint}</w:sdtPr>'
        f'<w:sdtContent><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{shown}</w:p></w:sdtContent></w:sdt>'
    )


def drop_down(tag: str, title: str, key: int, style: str, choices: Iterable[str], chosen: str) -> str:
    """A choice among words."""
    items = "".join(f'<w:listItem w:displayText="{_quoted(each)}" w:value="{_quoted(each)}"/>' for each in choices)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_quoted(title)}"/><w:tag w:val="{_quoted(tag)}"/><w:id w:val="{key}"/>'
        f"<w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
        f"<w:sdtContent>{paragraph(chosen, style)}</w:sdtContent></w:sdt>"
    )


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
