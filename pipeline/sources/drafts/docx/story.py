"""Paragraphs and tables of Word → drafts, tracked changes decided, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.diagnostics import Place
from pipeline.sources.drafts.docx.drawings import Drawings
from pipeline.sources.drafts.docx.list_numbering import Numbered, left_indent, numbering
from pipeline.sources.drafts.docx.package import Opened
from pipeline.sources.drafts.docx.runs import Runs, report_unfilled, report_unknown
from pipeline.sources.drafts.docx.styles import Styles, is_on, whole_number
from pipeline.sources.drafts.draft import (
    CellDraft,
    Draft,
    DraftDocument,
    DraftItem,
    DraftPiece,
    Flow,
    ParagraphDraft,
    ParagraphKind,
    TableDraft,
)
from pipeline.sources.drafts.draft_report import PARAGRAPH, DraftReport
from pipeline.sources.drafts.tracked_changes import Changes
from pipeline.sources.office.trees import XmlElement
from pipeline.text.model import Text

_AROUND = frozenset("w:customXml w:smartTag w:ins w:moveTo w:moveFrom w:del w:sdtContent".split())
_MOST_COLUMNS = 63
"""Of a table of Word (17.4.17)."""

_FORMATS = ("w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange")
_MARGINS = {"header": "Kopfzeilen", "footer": "Fußzeilen"}


def document(opened: Opened, tracked: str, report: DraftReport) -> DraftDocument:
    """What the document says."""
    changes = Changes(report, tracked)
    drafts = _Story(opened, changes, report).drafts(opened.body, "document")
    changes.close()
    whole = Place(report.file)
    for kind, words in opened.marginal:
        report.once(kind, "Z162", f"{_MARGINS[kind]} sind kein Text, etwa „{words[:60]}“.", place=whole)
    if next(opened.body.all(*_FORMATS), None):
        report.add("Z161", "Aufgezeichnete Änderungen am Format gelten so, wie der Text jetzt aussieht.", place=whole)
    if next(opened.body.all("w:lnNumType"), None):
        report.add(
            "Z162",
            "Die Zeilennummern von Word gelten nicht: Sie ändern sich mit Schrift und Seite.",
            "Die Nummern kommen aus der Zeilenregel.",
            whole,
        )
    return DraftDocument(drafts, opened.title)


class _Story:
    """Reads one document; notes and text boxes are stories inside it."""

    def __init__(self, opened: Opened, changes: Changes, report: DraftReport) -> None:
        self._opened, self._changes, self._report = opened, changes, report
        self._styles = Styles(opened.styles)
        self._numbering = numbering(opened.numbering, self._styles, report)
        self._runs = [self._reader("document")]

    def _reader(self, part: str) -> Runs:
        drawings = Drawings(self._opened, self._report, self.drafts, part)
        return Runs(self._opened, self._styles, self._report, self._changes, self.drafts, drawings, part)

    def drafts(self, node: XmlElement, part: str) -> tuple[Draft, ...]:
        """The drafts of the document, of a note or of a text box."""
        if part != "document" or len(self._runs) > 1:
            self._runs.append(self._reader(part))
        flow = Flow()
        self._blocks(node, flow)
        if len(self._runs) > 1:
            self._runs.pop()
        return flow.close(self._report.here)

    def _blocks(self, node: XmlElement, flow: Flow) -> None:
        for each in node.children:
            match each.name:
                case "w:p":
                    self._paragraph(each, flow)
                case "w:tbl":
                    self._table(each, flow)
                case "w:sdt":
                    self._control(each, flow)
                case "mc:AlternateContent":
                    self._blocks(each.child("mc:Choice") or each.child("mc:Fallback") or XmlElement(""), flow)
                case name if name in _AROUND:
                    self._blocks(each, flow)
                case _:
                    report_unknown(each, self._report)

    def _control(self, node: XmlElement, flow: Flow) -> None:
        """A content control around whole paragraphs; the one of a table of contents is no text."""
        gallery = node.child("w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if gallery and gallery.get("w:val").casefold() in {"table of contents", "inhaltsverzeichnis"}:
            self._report.paragraph += sum(1 for _ in node.all("w:p"))
            self._report.once(
                "contents", "Z162", "Das Inhaltsverzeichnis ist kein Text; die Ausgaben machen ihr eigenes."
            )
            return
        content = node.child("w:sdtContent") or XmlElement("")
        if is_on(node.child("w:sdtPr", "w:showingPlcHdr")):
            self._report.paragraph += sum(1 for _ in content.all("w:p"))
            report_unfilled(content, self._report)
            return
        self._blocks(content, flow)

    def _paragraph(self, node: XmlElement, flow: Flow) -> None:
        runs = self._runs[-1]
        self._report.take(PARAGRAPH)
        if runs.part == "document":
            self._report.paragraph += 1
        place, ppr = self._report.here, node.child("w:pPr")
        kind, level = self._styles.kind(ppr)
        runs.contents = runs.says = runs.breaks = False
        pieces = tuple(runs.pieces(node, ppr, kind))
        if runs.contents and not pieces:
            kind = ParagraphKind.CONTENTS
        joins = self._joins(ppr)
        found = None if joins else self._numbering.of(ppr)
        draft = ParagraphDraft(kind, pieces, place, level, alignment=self._styles.alignment(ppr))
        flow.add(self._placed(draft, found, ppr), joins=joins)
        boxed, runs.drawings.boxed = runs.drawings.boxed, []
        for each in boxed:
            flow.add(each)

    def _placed(self, draft: ParagraphDraft, found: Numbered | None, ppr: XmlElement | None) -> ParagraphDraft:
        """The paragraph with what its numbering says: the number of a heading is of its words."""
        indent = self._indent(ppr, found)
        if found is None or not (found.label or found.bullet):
            return replace(draft, indent=indent)
        if draft.kind is ParagraphKind.HEADING:
            space = "" if found.suffix == "nothing" else " "
            label = (DraftPiece(Text(f"{found.label}{space}", draft.place)),) if found.label and draft.pieces else ()
            return replace(draft, pieces=label + draft.pieces)
        if draft.kind in {ParagraphKind.TITLE, ParagraphKind.SUBTITLE, ParagraphKind.CAPTION, ParagraphKind.CONTENTS}:
            return draft
        return replace(draft, item=DraftItem(found.key, found.level, found.label), indent=indent)

    def _indent(self, ppr: XmlElement | None, found: Numbered | None) -> int:
        """How far its words stand from the edge: as it says itself, else its list, else its style (17.3.1.12)."""
        own = left_indent(ppr.child("w:ind")) if ppr else None
        if own is not None:
            return own
        direct = bool(ppr and ppr.child("w:numPr"))
        styled = left_indent(self._styles.property(ppr, "w:ind"))
        listed = found.indent if found else None
        order = (listed, styled) if direct else (styled, listed)
        return next((each for each in order if each is not None), 0)

    def _joins(self, ppr: XmlElement | None) -> bool:
        """Whether the paragraph goes on in the next one: its end is gone (17.13.5), or it is an initial (17.3.1.11)."""
        mark = ppr.child("w:rPr") if ppr else None
        frame = ppr.child("w:framePr") if ppr else None
        gone = bool(frame and frame.get("w:dropCap", "none") != "none")
        for each in mark.children if mark else ():
            if each.name in {"w:ins", "w:moveTo", "w:del", "w:moveFrom"}:
                deleted = each.name in {"w:del", "w:moveFrom"}
                self._changes.note(
                    "Absatzende gelöscht" if deleted else "Absatzende eingefügt", each.get("w:author"), ""
                )
                gone = gone or deleted is not self._changes.rejected
        return gone

    def _table(self, node: XmlElement, flow: Flow) -> None:
        place = Place(self._report.file, self._report.paragraph + 1, unit=self._report.here.unit)
        rows: list[list[CellDraft]] = []
        heads, heading = 0, True
        begun: dict[int, tuple[int, int]] = {}
        for row in self._rows(node):
            properties = row.child("w:trPr")
            heading = heading and bool(is_on(properties.child("w:tblHeader") if properties else None))
            heads += heading
            rows.append(self._row(row, rows, begun))
        if rows:
            flow.add(TableDraft(tuple(map(tuple, rows)), heads if heads < len(rows) else 1, place))

    def _rows(self, node: XmlElement) -> Iterator[XmlElement]:
        """The rows that are left when changes are decided."""
        for each in node.children:
            if each.name == "w:tr":
                if not self._is_gone(each.child("w:trPr"), each):
                    yield each
            elif each.name == "w:sdt":
                yield from self._rows(each.child("w:sdtContent") or XmlElement(""))
            elif each.name in _AROUND:
                yield from self._rows(each)

    def _is_gone(self, properties: XmlElement | None, row: XmlElement) -> bool:
        gone = False
        for each in properties.children if properties else ():
            if each.name in {"w:ins", "w:del", "w:cellIns", "w:cellDel"}:
                deleted = each.name in {"w:del", "w:cellDel"}
                what = "Tabellenzeile" if each.name in {"w:ins", "w:del"} else "Zelle"
                words = " ".join(node.text for node in row.all("w:t", "w:delText"))
                self._changes.note(f"{what} {'gelöscht' if deleted else 'eingefügt'}", each.get("w:author"), words)
                gone = gone or deleted is not self._changes.rejected
        return gone

    def _row(self, row: XmlElement, rows: list[list[CellDraft]], begun: dict[int, tuple[int, int]]) -> list[CellDraft]:
        """The cells that begin in the row; ``begun`` has by column the row and index of the cell that may go on below."""
        cells: list[CellDraft] = []
        properties = row.child("w:trPr")
        column = self._skipped(properties, "w:gridBefore", cells)
        for node in self._cells(row):
            own = node.child("w:tcPr")
            span = min(max(1, _value(own, "w:gridSpan", 1)), _MOST_COLUMNS)
            merge = own.child("w:vMerge") if own else None
            beside = own.child("w:hMerge") if own else None
            if beside and beside.get("w:val", "continue") != "restart" and cells:
                last = cells[-1]
                cells[-1] = replace(
                    last, columns=last.columns + span, blocks=(*last.blocks, *_saying(self._cell(node)))
                )
                column += span
                continue
            blocks = self._cell(node)
            if merge is not None and merge.get("w:val", "continue") != "restart" and column in begun:
                at, index = begun[column]
                above = rows[at][index]
                rows[at][index] = replace(above, rows=len(rows) - at + 1, blocks=(*above.blocks, *_saying(blocks)))
            else:
                begun[column] = (len(rows), len(cells))
                cells.append(CellDraft(blocks, self._report.here, span))
            column += span
        self._skipped(properties, "w:gridAfter", cells)
        return cells

    def _skipped(self, properties: XmlElement | None, name: str, cells: list[CellDraft]) -> int:
        """How many columns the row leaves out at its begin or end; an empty cell stands for them."""
        count = min(_value(properties, name, 0), _MOST_COLUMNS)
        if count > 0:
            cells.append(CellDraft((), self._report.here, count))
        return max(0, count)

    def _cells(self, node: XmlElement) -> Iterator[XmlElement]:
        for each in node.children:
            if each.name == "w:tc":
                if not self._is_gone(each.child("w:tcPr"), each):
                    yield each
            elif each.name == "w:sdt":
                yield from self._cells(each.child("w:sdtContent") or XmlElement(""))
            elif each.name in _AROUND:
                yield from self._cells(each)

    def _cell(self, node: XmlElement) -> tuple[Draft, ...]:
        flow = Flow()
        self._blocks(node, flow)
        return flow.close(self._report.here)


def _value(properties: XmlElement | None, name: str, otherwise: int) -> int:
    node = properties.child(name) if properties else None
    return whole_number(node.get("w:val"), otherwise) if node else otherwise


def _saying(blocks: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The blocks that say something; a cell that only goes on has an empty paragraph."""
    return tuple(each for each in blocks if not isinstance(each, ParagraphDraft) or each.pieces)
