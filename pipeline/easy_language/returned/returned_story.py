"""WordprocessingML → paragraphs and tables as a reader sees them, all tracked changes accepted, in one pass.

Why not python-docx 1.2.0: its ``cell.text`` does not see what stands in content controls, which is where translators
write. Numbers in comments are clauses of ECMA-376 part 1.

    cell ── w:sdt ── w:sdtContent ── w:p ── w:sdt ── w:r ── w:t      text wherever it is nested
              └ w:sdtPr: tag, alias ──▶ anchors of the row
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from pipeline.easy_language.clean_lines import SYMBOL_FONTS, is_of_symbol_font, symbol_meaning
from pipeline.easy_language.returned.returned_blocks import (
    Anchor,
    Block,
    ReturnedCell,
    ReturnedParagraph,
    ReturnedPicture,
    ReturnedStory,
    ReturnedTable,
    ReturnedTableRow,
    ReturnedText,
)
from pipeline.easy_language.returned.returned_faces import ReturnedFaces, said_of_run
from pipeline.easy_language.returned.returned_links import ReturnedLinks, leads_out
from pipeline.easy_language.returned.returned_lists import ReturnedLists
from pipeline.sources.office import guard, package_parts
from pipeline.sources.office.guard import Package
from pipeline.sources.office.package_parts import Attributes

MOST_ROWS, MOST_PARAGRAPHS = 5_000, 100_000
"""What a part may hold: rows of the translation, and paragraphs. The word list may be longer than the text has sentences, so
all tables together may have three times as many rows."""


# 17.13.5, 17.16.23: what was deleted and how a field is made is not text; mc:Fallback repeats what mc:Choice says.
_SKIPPED = frozenset(
    "delText delInstrText pPrChange rPrChange tblPrChange trPrChange tcPrChange tblGridChange sectPrChange "
    "tblPrExChange numberingChange sectPr sdtEndPr tblGrid rt Fallback".split()
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_BULLETS = {"•"}
_STORIES = frozenset({"comment", "footnote", "endnote"})
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_OTHERS = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback": "Fallback",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t": "mathText",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "blip",
    "{urn:schemas-microsoft-com:vml}imagedata": "blip",
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr": "docPr",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr": "cNvPr",
    "{urn:schemas-microsoft-com:vml}textpath": "textpath",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "SmartArt",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "Diagramm",
}


def stories(package: Package, part: str, lists: ReturnedLists, faces: ReturnedFaces) -> list[ReturnedStory]:
    """The document, or the comments or notes of the part. Raises InputRefusal (Z152, Z155, Z158)."""
    listener = _Listener(package.file, lists, faces, package_parts.relations(package, part))
    if part in package.names:
        package_parts.listen(package, part, listener)
    return listener.stories


class _Listener:
    """Builds the stories from the events that it receives. The innermost open thing is the last of each stack."""

    def __init__(
        self, file: str, lists: ReturnedLists, faces: ReturnedFaces, relations: Mapping[str, package_parts.Relation]
    ) -> None:
        self.stories = [ReturnedStory()]
        self._file, self._lists, self._faces = file, lists, faces
        self._links, self._relations = ReturnedLinks(relations), relations
        self._drawing: dict[str, str] = {}
        self._run: dict[str, str] = {}
        self._known: dict[str, str] = dict(_OTHERS)
        self._names: list[str] = [""]
        self._skipping = 0
        self._blocks: list[list[Block]] = [self.stories[0].blocks]
        self._paragraphs: list[ReturnedParagraph] = []
        self._tables: list[ReturnedTable] = []
        self._rows: list[ReturnedTableRow] = []
        self._inside: list[str] = []
        self._characters: list[str] | None = None
        self._counted = {"p": 0, "tr": 0}

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        name = self._name(tag)
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            return
        parent = self._names[-1]
        self._names.append(name)
        if not name:
            return
        values = {package_parts.local(key): value for key, value in attributes.items()} if attributes else {}
        match name:
            case "t" | "mathText" | "instrText":
                self._characters = []
            case "hyperlink":
                self._links.begin(values)
            case "fldSimple":
                self._links.begin_simple(values)
            case "fldChar":
                self._links.mark(values.get("fldCharType", ""))
            case "textpath" | "SmartArt" | "Diagramm":
                self._note("WordArt" if name == "textpath" else name, values.get("string", ""))
            case "p" | "tbl" | "tr" | "tc" | "txbxContent" | "comment" | "footnote" | "endnote":
                self._begin(name, values)
            case "ins" | "moveTo" | "del" | "moveFrom" | "cellIns" | "cellDel" | "cellMerge":
                self._change(name, parent)
            case _ if name in _SIGNS and parent == "r":
                self._write(_SIGNS[name])
            case "sym":
                self._symbol(values.get("char", ""), values.get("font", ""))
            case _:
                self._property(name, parent, values)

    def end(self, tag: str) -> None:
        """An element ends."""
        del tag  # it ends what began last
        if self._skipping:
            self._skipping -= 1
            return
        name = self._names.pop()
        match name:
            case "t" | "mathText":
                text, self._characters = "".join(self._characters or ()), None
                self._write(text)
            case "instrText":
                text, self._characters = "".join(self._characters or ()), None
                self._links.instruct(text)
            case "r":
                self._run = {}
            case "hyperlink" | "fldSimple":
                self._links.end()
            case "p":
                self._close_paragraph()
            case "tbl":
                self._tables.pop()
                self._inside.pop()
            case "tr":
                self._rows.pop()
                self._inside.pop()
            case "tc":
                self._blocks.pop()
                self._inside.pop()
            case "txbxContent":
                boxed = self._blocks.pop()
                if self._paragraphs:
                    self._paragraphs[-1].boxes.extend(boxed)
            case _ if name in _STORIES:
                self._blocks.pop()

    def data(self, text: str) -> None:
        """Characters."""
        if self._characters is not None and not self._skipping:
            self._characters.append(text)

    def _name(self, tag: str) -> str:
        """The local name of an element of WordprocessingML or one of the few others; empty for all else."""
        name = self._known.get(tag)
        if name is None:
            space, _, own = tag.rpartition("}")
            name = self._known[tag] = own if space.lstrip("{") in _SPACES else ""
        return name

    def _begin(self, name: str, values: Attributes) -> None:
        match name:
            case "p":
                self._count("p", MOST_PARAGRAPHS, "Absätze")
                self._paragraphs.append(ReturnedParagraph(name=values.get("paraId", "")))
            case "tbl":
                self._tables.append(ReturnedTable())
                self._blocks[-1].append(self._tables[-1])
                self._inside.append("tbl")
            case "tr" if self._tables:
                self._count("tr", 3 * MOST_ROWS, "Tabellenzeilen")
                row = ReturnedTableRow(anchors=self._tables[-1].waiting)
                self._tables[-1].waiting = []
                self._tables[-1].rows.append(row)
                self._rows.append(row)
                self._inside.append("tr")
            case "tc" if self._rows:
                cells = self._rows[-1].cells
                column = cells[-1].column + cells[-1].span if cells else self._rows[-1].skipped
                cells.append(ReturnedCell(column))
                self._blocks.append(cells[-1].blocks)
                self._inside.append("tc")
            case "tr" | "tc":
                raise guard.damaged(self._file, "eine Tabelle ist unvollständig")
            case "txbxContent":
                self._blocks.append([])
            case _:
                self.stories.append(ReturnedStory(values.get("id", ""), values.get("author", "")))
                self._blocks.append(self.stories[-1].blocks)

    def _count(self, name: str, most: int, what: str) -> None:
        self._counted[name] += 1
        if self._counted[name] > most:
            raise guard.too_large(self._file, f"Sie hat mehr als {most} {what}")

    def _change(self, name: str, parent: str) -> None:
        """Note a tracked change; pass over what it deletes (17.13.5)."""
        if parent in {"trPr", "tcPr"}:
            if self._rows:
                self._rows[-1].changes += 1
            return
        if self._paragraphs:
            self._paragraphs[-1].changes += 1
        gone = name in {"del", "moveFrom"}
        if parent == "rPr":  # the mark at the end of the paragraph
            if self._paragraphs and gone:
                self._paragraphs[-1].joins = True
        elif gone:
            self._names.pop()
            self._skipping = 1

    def _property(self, name: str, parent: str, values: Attributes) -> None:
        value = values.get("val", "")
        match parent, name:
            case "sdtPr", "tag" | "alias":
                self._anchor(name, value)
            case _, "bookmarkStart":
                self._anchor("bookmark", values.get("name", ""))
            case "rPr", _ if self._names[-3:-2] == ["r"]:
                self._run |= said_of_run(name, values)
            case "trPr", "gridBefore" if self._rows:
                self._rows[-1].skipped = _number(value, 0)
            case "tcPr", _ if self._rows and self._rows[-1].cells:
                self._of_cell(name, value)
        if self._paragraphs:
            self._of_paragraph(name, parent, values)

    def _of_cell(self, name: str, value: str) -> None:
        cell = self._rows[-1].cells[-1]
        match name:
            case "gridSpan":
                cell.span = _number(value, 1)
            case "vMerge":
                cell.continued = value != "restart"

    def _of_paragraph(self, name: str, parent: str, values: Attributes) -> None:
        paragraph = self._paragraphs[-1]
        match parent, name:
            case _, "bookmarkStart":
                paragraph.bookmarks.append(values.get("name", ""))
            case _, "commentReference":
                paragraph.comments.append(values.get("id", ""))
            case _, "footnoteReference" | "endnoteReference":
                paragraph.notes.append(f"{name.removesuffix('Reference')} {values.get('id', '')}")
            case _, "blip":
                self._picture(values, paragraph)
            case _, "docPr" | "cNvPr":
                self._of_drawing(name, values)
            case "pPr", "pStyle":
                paragraph.style = values.get("val", "")
            case "numPr", "numId":
                paragraph.number = values.get("val", "")
            case "numPr", "ilvl":
                paragraph.level = values.get("val", "")

    def _of_drawing(self, name: str, values: Attributes) -> None:
        """What a drawing says of its picture (20.4.2.5, 19.3.1.12): Word keeps the name of the file in the inner one."""
        if name == "docPr":
            self._drawing = {"alternative": values.get("descr", "")}
        self._drawing["name"] = values.get("name", "")
        self._drawing["alternative"] = self._drawing.get("alternative") or values.get("descr", "")

    def _picture(self, values: Attributes, paragraph: ReturnedParagraph) -> None:
        found = self._relations.get(values.get("embed") or values.get("id", ""))
        part = found.target if found and not found.outside else ""
        paragraph.pictures.append(
            ReturnedPicture(part, self._drawing.get("name", ""), self._drawing.get("alternative", "").strip())
        )
        self._drawing = {}

    def _anchor(self, kind: str, value: str) -> None:
        match self._inside[-1:]:
            case ["tbl"]:
                self._tables[-1].waiting.append(Anchor(kind, value, None))
            case ["tr"]:
                self._rows[-1].anchors.append(Anchor(kind, value, len(self._rows[-1].cells)))
            case ["tc"]:
                self._rows[-1].anchors.append(Anchor(kind, value, len(self._rows[-1].cells) - 1))

    def _write(self, text: str) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        face = self._faces.face(paragraph.style, self._run)
        if any(map(is_of_symbol_font, text)):
            found = [symbol_meaning(ord(char), face.font) if is_of_symbol_font(char) else char for char in text]
            self._note("Zeichen einer Symbolschrift", "".join(each or "�" for each in found))
            text = "".join(found)
        if face.hidden:
            paragraph.hidden += text
        elif face.struck:
            paragraph.struck += text
        else:
            address = self._links.address
            paragraph.pieces.append(ReturnedText(text, face, address if leads_out(address) else ""))
            if address and not leads_out(address) and text.strip():
                self._note("Link ins Dokument" if address.startswith("#") else "Link", address)

    def _note(self, what: str, example: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].oddities.append((what, example))

    def _symbol(self, code: str, font: str) -> None:
        """A character that is named by its code in a symbol font (17.3.3.30)."""
        try:
            number = int(code, 16)
        except ValueError:
            number = 0
        private = is_of_symbol_font(chr(number)) if number < sys.maxunicode else True
        sign = symbol_meaning(number, font) if private or font.casefold() in SYMBOL_FONTS else chr(number)
        if sign not in _BULLETS:
            self._note("Zeichen einer Symbolschrift", sign or f"{font} {code}")
        self._write(sign)

    def _close_paragraph(self) -> None:
        paragraph, blocks = self._paragraphs.pop(), self._blocks[-1]
        paragraph.marker = self._lists.marker(paragraph.style, paragraph.number, paragraph.level)
        before = blocks[-1] if blocks else None
        if isinstance(before, ReturnedParagraph) and before.joins:
            _join(before, paragraph)
        else:
            blocks.append(paragraph)
        blocks.extend(paragraph.boxes)


def _join(before: ReturnedParagraph, after: ReturnedParagraph) -> None:
    before.pieces += after.pieces
    before.hidden, before.struck = before.hidden + after.hidden, before.struck + after.struck
    before.oddities += after.oddities
    before.changes, before.pictures = before.changes + after.changes, before.pictures + after.pictures
    before.comments += after.comments
    before.notes += after.notes
    before.bookmarks += after.bookmarks
    before.joins = after.joins


def _number(value: str, otherwise: int) -> int:
    """A small whole number of the document; what is none, or too large for a table (17.4.17), is as if not said."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else otherwise  # noqa: PLR2004
