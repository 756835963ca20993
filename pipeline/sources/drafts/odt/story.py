"""Paragraphs, lists and tables of LibreOffice → drafts, tracked changes decided, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.diagnostics import Place
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
from pipeline.sources.drafts.draft_report import PARAGRAPH, UNIT, DraftReport, excerpt
from pipeline.sources.drafts.odt import list_numbering, table_rows
from pipeline.sources.drafts.odt.changes import tracked
from pipeline.sources.drafts.odt.drawings import Drawings
from pipeline.sources.drafts.odt.list_numbering import Counters, Level, Levels
from pipeline.sources.drafts.odt.package import Opened
from pipeline.sources.drafts.odt.runs import ParagraphEnd, Runs
from pipeline.sources.drafts.odt.styles import Styles
from pipeline.sources.drafts.tracked_changes import Changes
from pipeline.sources.office.trees import XmlElement
from pipeline.text.model import Text

_INDEXES = frozenset(
    "text:table-of-content text:illustration-index text:table-index text:object-index text:user-index "
    "text:alphabetical-index".split()
)
"""They list what stands in the text. A bibliography does not: its words stand nowhere else."""
_UNSAID = re.compile(
    r"text:(?:tracked-changes|number|soft-page-break|.*-decls|.*-source|.*-mark.*|bookmark.*)|office:.*|table:.*"
)
"""They say no words of the text where they stand."""
_MARGINS = {"header": "Kopfzeilen", "footer": "Fußzeilen"}


def document(opened: Opened, tracked_: str, report: DraftReport) -> DraftDocument:
    """What the document says."""
    changes = Changes(report, tracked_)
    story = _Story(opened, changes, report)
    drafts = story.drafts(opened.body)
    story.tracked.close()
    changes.close()
    whole = Place(report.file)
    for kind, words in opened.marginal:
        report.once(kind, "Z162", f"{_MARGINS[kind]} sind kein Text, etwa „{words[:60]}“.", place=whole)
    if any(each.kind == "format-change" for each in story.tracked.regions.values()):
        report.add("Z161", "Aufgezeichnete Änderungen am Format gelten so, wie der Text jetzt aussieht.", place=whole)
    lines = next(opened.styles.all("text:linenumbering-configuration"), None)
    if lines and lines.get("text:number-lines", "true") == "true":
        report.add(
            "Z162",
            "Die Zeilennummern von LibreOffice gelten nicht: Sie ändern sich mit Schrift und Seite.",
            "Die Nummern kommen aus der Zeilenregel.",
            whole,
        )
    return DraftDocument(drafts, opened.title)


@dataclass(slots=True)
class _Listed:
    """The list that the reader is in: its levels, its counters, how deep, and whether an item waits for its words."""

    levels: Levels
    counters: Counters
    depth: int
    waits: bool = False
    start: int | None = None
    heads: bool = False
    """It is a header of the list: its paragraphs have no label."""


class _Story:
    """Reads one document; notes and text boxes are stories inside it."""

    def __init__(self, opened: Opened, changes: Changes, report: DraftReport) -> None:
        self._report = report
        self._styles = Styles(opened.content, opened.styles)
        self._lists = list_numbering.styles(
            opened.styles.child("office:styles"), opened.content.child("office:automatic-styles")
        )
        outline = opened.styles.child("office:styles", "text:outline-style")
        self._outline, self._headings = list_numbering.levels(outline) if outline else {}, Counters("outline")
        self._counters: dict[str, Counters] = {}
        self._last: dict[str, Counters] = {}
        self._main = True
        self.tracked = tracked(opened.body, changes)
        self._drawings = Drawings(opened, report, self._aside)
        self._runs = Runs(self._styles, report, self.tracked, self._drawings, self._aside)

    def _aside(self, node: XmlElement) -> tuple[Draft, ...]:
        """What stands in a note or a text box; its paragraphs are not counted."""
        main, self._main = self._main, False
        boxed, self._drawings.boxed = self._drawings.boxed, []
        found = self.drafts(node)
        self._main, self._drawings.boxed = main, boxed
        return found

    def drafts(self, node: XmlElement) -> tuple[Draft, ...]:
        """The drafts of the document, of a note or of a text box."""
        flow = Flow()
        self._blocks(node, flow, None)
        return flow.close(self._report.here)

    def _blocks(self, node: XmlElement, flow: Flow, listed: _Listed | None) -> None:
        for each in node.children:
            match each.name:
                case "text:p" | "text:h":
                    self._paragraph(each, flow, listed)
                case "text:list":
                    self._list(each, flow, listed)
                case "text:numbered-paragraph":
                    self._numbered(each, flow)
                case "table:table":
                    self._table(each, flow)
                case "text:section" | "text:bibliography" | "text:index-body" | "text:index-title":
                    self._section(each, flow, listed)
                case "text:change-start" | "text:change-end":
                    marked = self.tracked.begin if each.name == "text:change-start" else self.tracked.end
                    marked(each.get("text:change-id"))
                case "text:change":
                    for gone in self.tracked.deletion(each.get("text:change-id")):
                        self._blocks(XmlElement("", inside=[gone]), flow, listed)
                case name if name in _INDEXES:
                    self._report.paragraph += 1
                    flow.add(ParagraphDraft(ParagraphKind.CONTENTS, (), self._report.here))
                    self._report.paragraph += sum(1 for _ in each.all("text:p", "text:h")) - 1
                case _ if Drawings.takes(each):
                    pieces = tuple(self._drawings.pieces(each))
                    flow.add(ParagraphDraft(ParagraphKind.BODY, pieces, self._report.here))
                    self._flush(flow)
                case _:
                    self._report_unknown(each)

    def _report_unknown(self, node: XmlElement) -> None:
        if not _UNSAID.fullmatch(node.name) and node.text.strip():
            self._report.add(
                "Z164",
                f"Was in „{node.name}“ steht, ist nicht übernommen: „{excerpt(node.text)}“.",
                "Kopieren Sie den Text ohne Formatierung in ein neues Dokument.",
            )

    def _flush(self, flow: Flow) -> None:
        boxed, self._drawings.boxed = self._drawings.boxed, []
        for each in boxed:
            flow.add(each)

    def _section(self, node: XmlElement, flow: Flow, listed: _Listed | None) -> None:
        if node.get("text:display") == "none" or node.get("text:is-hidden") == "true":
            self._report.once(
                "hidden",
                "Z163",
                f"Verborgener Text ist kein Text, etwa „{excerpt(node.text)}“.",
                "Ist er gemeint, blenden Sie in LibreOffice den Bereich ein.",
            )
            return
        self._blocks(node, flow, listed)

    def _paragraph(self, node: XmlElement, flow: Flow, listed: _Listed | None) -> None:
        self._report.take(PARAGRAPH)
        if self._main:
            self._report.paragraph += 1
        if any(each.get("text:is-hidden") == "true" for each in node.children if each.name == "text:hidden-paragraph"):
            self._report.once("hidden", "Z163", f"Verborgener Text ist kein Text, etwa „{excerpt(node.text)}“.")
            return
        chain = self._styles.paragraph(node.get("text:style-name"))
        kind, _ = self._styles.kind(chain, _outline_of(node))
        pieces: list[DraftPiece] = []
        shape = node
        for piece in self._runs.pieces(node, chain, kind):
            if isinstance(piece, ParagraphEnd):  # a deleted end of a paragraph comes back
                flow.add(self._draft(shape, tuple(pieces), listed))
                pieces, shape = [], piece.node if piece.node.name in {"text:p", "text:h"} else node
            else:
                pieces.append(piece)
        joins = self.tracked.drops
        flow.add(self._draft(shape, tuple(pieces), None if joins else listed), joins=joins)
        self._flush(flow)

    def _draft(self, node: XmlElement, pieces: tuple[DraftPiece, ...], listed: _Listed | None) -> ParagraphDraft:
        """The paragraph with what its style and its list say."""
        chain, place = self._styles.paragraph(node.get("text:style-name")), self._report.here
        kind, level = self._styles.kind(chain, _outline_of(node))
        draft = ParagraphDraft(kind, pieces, place, level, alignment=self._styles.alignment(chain))
        if listed is None:
            label = self._heading_label(node, kind, level, chain_has_list=any(each.list_name == "" for each in chain))
            return replace(_headed(draft, label), indent=self._styles.indent(chain, None))
        shape = listed.levels.get(listed.depth, Level())
        indent = self._styles.indent(chain, shape.indent)
        key = listed.counters.key
        if listed.heads or not listed.waits:
            continued = DraftItem(key, listed.depth - 1, "", continues=True)
            return replace(
                draft, item=None if listed.heads or kind is not ParagraphKind.BODY else continued, indent=indent
            )
        listed.waits = False
        label = listed.counters.count(listed.levels, listed.depth, listed.start)
        if kind is ParagraphKind.HEADING:
            return _headed(draft, label if shape.follows == "nothing" or not label else f"{label} ")
        if not label and not shape.bullet:
            return replace(draft, indent=indent)
        if not any(char.isalnum() for char in label):  # a sign alone is a bullet, whatever the list counts
            label = ""
        if kind in {ParagraphKind.TITLE, ParagraphKind.SUBTITLE, ParagraphKind.CAPTION, ParagraphKind.CONTENTS}:
            return draft
        return replace(draft, item=DraftItem(key, listed.depth - 1, label), indent=indent)

    def _heading_label(self, node: XmlElement, kind: ParagraphKind, level: int, *, chain_has_list: bool) -> str:
        """The number of a heading by the outline of the document, with the blank after it."""
        if node.name != "text:h" or kind is not ParagraphKind.HEADING or node.get("text:is-list-header") == "true":
            return ""
        shape = self._outline.get(level)
        if shape is None or chain_has_list:
            return ""
        start = node.get("text:start-value")
        label = self._headings.count(self._outline, level, int(start[:6]) if start.isdecimal() else None)
        return label if not label or shape.follows == "nothing" else f"{label} "

    def _list(self, node: XmlElement, flow: Flow, outer: _Listed | None) -> None:
        style = node.get("text:style-name")
        if outer is None:
            counters = self._continued(node, style)
            listed = _Listed(self._lists.get(style, {}), counters, 1)
        else:
            levels = self._lists.get(style, outer.levels) if style else outer.levels
            listed = _Listed(levels, outer.counters, outer.depth + 1)
        for each in node.children:
            if each.name not in {"text:list-item", "text:list-header"}:
                continue
            start = each.get("text:start-value")
            listed.start = int(start[:6]) if start.isdecimal() else None
            listed.waits, listed.heads = each.name == "text:list-item", each.name == "text:list-header"
            override = self._lists.get(each.get("text:style-override"))
            self._blocks(each, flow, replace(listed, levels=override) if override else listed)

    def _continued(self, node: XmlElement, style: str) -> Counters:
        """The counters of a list: those of the one that it continues, else its own (19.769, 19.770)."""
        key = node.get("xml:id") or f"{style} {len(self._counters)}"
        wanted = node.get("text:continue-list")
        earlier = self._counters.get(wanted)
        # LibreOffice 7.4 names lists here that it writes without their id.
        if earlier is None and (wanted or node.get("text:continue-numbering") == "true"):
            earlier = self._last.get(style)
        counters = earlier or Counters(f"{style} {key}")
        self._counters[key] = self._last[style] = counters
        return counters

    def _numbered(self, node: XmlElement, flow: Flow) -> None:
        """A paragraph that says itself which list it belongs to (5.3.6)."""
        style, level = node.get("text:style-name"), node.get("text:level", "1")
        counters = self._counters.setdefault(node.get("text:list-id"), Counters(f"{style} {node.get('text:list-id')}"))
        start = node.get("text:start-value")
        listed = _Listed(
            self._lists.get(style, {}),
            counters,
            int(level[:2]) if level.isdecimal() else 1,
            waits=True,
            start=int(start[:6]) if start.isdecimal() else None,
        )
        self._blocks(node, flow, listed)

    def _table(self, node: XmlElement, flow: Flow) -> None:
        place = Place(self._report.file, self._report.paragraph + 1, unit=UNIT)
        found: list[tuple[CellDraft, ...]] = []
        heads = count = 0
        for row, heading in table_rows.rows(node):
            heads += heading and heads == len(found)
            made = tuple(self._cells(row))
            times = table_rows.repeated(row, "rows")
            count += len(made) * times
            table_rows.require_few(count, self._report.file)
            found += [made] * times
        if found and not self.tracked.drops:
            flow.add(TableDraft(tuple(found), heads if heads < len(found) else 1, place))

    def _cells(self, row: XmlElement) -> Iterator[CellDraft]:
        for node in table_rows.cells(row):
            flow = Flow()
            self._blocks(node, flow, None)
            drafts, here = flow.close(self._report.here), self._report.here
            cell = CellDraft(drafts, here, table_rows.spanned(node, "columns"), table_rows.spanned(node, "rows"))
            yield from [cell] * table_rows.repeated(node, "columns")


def _outline_of(node: XmlElement) -> str:
    return node.get("text:outline-level", "1") if node.name == "text:h" else ""


def _headed(draft: ParagraphDraft, label: str) -> ParagraphDraft:
    """The heading with its number, which is of its words."""
    if not label.strip() or not draft.pieces:
        return draft
    return replace(draft, pieces=(DraftPiece(Text(label, draft.place)), *draft.pieces))
