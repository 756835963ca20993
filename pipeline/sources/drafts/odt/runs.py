"""What stands in a paragraph of LibreOffice: characters, spans, links, notes, changes → pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.sources.drafts.characters import text_pieces
from pipeline.sources.drafts.draft import CharacterAppearance, Draft, DraftPiece, NoteDraft, ParagraphKind
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.sources.drafts.link_targets import address
from pipeline.sources.drafts.odt.changes import Tracked
from pipeline.sources.drafts.odt.drawings import Drawings
from pipeline.sources.drafts.odt.styles import Style, Styles
from pipeline.sources.office.trees import XmlElement
from pipeline.text.model import LineBreak, Text

_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 200

_SILENT = frozenset(
    "text:soft-page-break text:bookmark text:bookmark-start text:bookmark-end text:reference-mark "
    "text:reference-mark-start text:reference-mark-end office:annotation-end text:toc-mark text:toc-mark-start "
    "text:toc-mark-end text:alphabetical-index-mark text:alphabetical-index-mark-start "
    "text:alphabetical-index-mark-end text:user-index-mark text:user-index-mark-start text:user-index-mark-end "
    "text:variable-set text:user-field-get-hidden text:note-citation text:ruby-text text:page-variable-set".split()
)

_COMPUTED = frozenset(
    "text:date text:time text:page-number text:page-count text:page-continuation text:page-variable-get text:file-name "
    "text:print-date text:print-time text:modification-date text:modification-time text:editing-duration "
    "text:editing-cycles text:database-display text:database-next text:author-name text:author-initials".split()
)
"""LibreOffice prints something else in them on another day, page or machine, or for another addressee."""


@dataclass(frozen=True, slots=True)
class ParagraphEnd:
    """Here a paragraph ended whose end was deleted; the node is the paragraph that goes on after it."""

    node: XmlElement


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around characters: the spans, the link, and the paragraph."""

    chain: Sequence[Style]
    kind: ParagraphKind
    spans: tuple[str, ...] = ()
    link: str = ""


@dataclass(slots=True)
class Runs:
    """Reads what stands in paragraphs."""

    styles: Styles
    report: DraftReport
    tracked: Tracked
    drawings: Drawings
    note: Callable[[XmlElement], tuple[Draft, ...]]

    def pieces(
        self, node: XmlElement, chain: Sequence[Style], kind: ParagraphKind
    ) -> Iterator[DraftPiece | ParagraphEnd]:
        """The pieces of a paragraph."""
        return self._inside(node, _Around(chain, kind))

    def _inside(self, node: XmlElement, around: _Around) -> Iterator[DraftPiece | ParagraphEnd]:
        for each in node.inside:
            if isinstance(each, str):
                yield from self._characters(_SPACES.sub(" ", each), around)
            else:
                yield from self._element(each, around)

    def _element(self, node: XmlElement, around: _Around) -> Iterator[DraftPiece | ParagraphEnd]:
        match node.name:
            case "text:span":
                yield from self._inside(node, replace(around, spans=(*around.spans, node.get("text:style-name"))))
            case "text:a":
                link = "" if self.tracked.drops else address(node.get("xlink:href"), self.report)
                style = (node.get("text:style-name"),) if node.get("text:style-name") else ()
                yield from self._inside(node, replace(around, link=link, spans=(*around.spans, *style)))
            case "text:s":
                count = node.get("text:c", "1")
                yield from self._characters(" " * min(int(count[:6]) if count.isdecimal() else 1, _MOST_SPACES), around)
            case "text:tab":
                yield from self._characters("\t", around)
            case "text:line-break":
                if not self.tracked.drops and not self._formatting(around).hidden:
                    yield DraftPiece(LineBreak(self.report.here), self._formatting(around).formatting)
            case "text:change-start" | "text:change-end" | "text:change":
                yield from self._change(node, around)
            case _:
                yield from self._other(node, around)

    def _other(self, node: XmlElement, around: _Around) -> Iterator[DraftPiece | ParagraphEnd]:
        match node.name:
            case "text:note":
                if not self.tracked.drops:
                    yield DraftPiece(
                        NoteDraft(self.note(node.child("text:note-body") or XmlElement("")), self.report.here)
                    )
            case "office:annotation":
                self._comment(node)
            case "text:hidden-text" | "text:hidden-paragraph":
                self._hidden(node.text or node.get("text:string-value"))
            case "text:placeholder":
                self.report.add("Z164", f"Ein Feld ist nicht ausgefüllt: „{excerpt(node.text)}“ ist kein Text.")
            case "text:ruby":
                self.report.once(
                    "ruby", "Z164", "Die Lesehilfe über den Wörtern ist nicht übernommen, die Wörter schon."
                )
                yield from self._inside(node.child("text:ruby-base") or XmlElement(""), around)
            case name if name in _SILENT:
                pass
            case _ if Drawings.takes(node):
                if not self.tracked.drops:
                    yield from self.drawings.pieces(node)
            case name if name in _COMPUTED and node.get("text:fixed") != "true":
                self.report.computed(node.text)
                yield from self._inside(node, around)
            case _:  # fields and whatever else stands around characters
                yield from self._inside(node, around)

    def _formatting(self, around: _Around) -> CharacterAppearance:
        found = self.styles.characters(around.spans, around.chain, around.kind)
        formatting = replace(
            found.formatting, link=around.link, underline=found.formatting.underline and not around.link
        )
        return replace(found, formatting=formatting)

    def _characters(self, text: str, around: _Around) -> Iterator[DraftPiece]:
        if not text:
            return
        found = self._formatting(around)
        self.tracked.add(text)
        if self.tracked.drops:
            return
        if found.hidden:
            self._hidden(text)
            return
        if found.capitals and text.strip():
            self.report.once(
                "capitals", "Z165", "Als Format gesetzte Großbuchstaben stehen so da, wie sie getippt sind."
            )
        if found.marked and text.strip():
            self.report.marker_pen(text)
        if text == "\t":
            yield DraftPiece(Text(text, self.report.here), found.formatting)
        else:
            yield from text_pieces(text, found.formatting, found.font, self.report)

    def _hidden(self, words: str) -> None:
        self.report.once(
            "hidden",
            "Z163",
            f"Verborgener Text ist kein Text, etwa „{excerpt(words)}“.",
            "Ist er gemeint, nehmen Sie in LibreOffice das Zeichenformat „Ausgeblendet“ weg.",
        )

    def _change(self, node: XmlElement, around: _Around) -> Iterator[DraftPiece | ParagraphEnd]:
        key = node.get("text:change-id")
        match node.name:
            case "text:change-start":
                self.tracked.begin(key)
            case "text:change-end":
                self.tracked.end(key)
            case _:
                for at, each in enumerate(self.tracked.deletion(key)):
                    if at:
                        yield ParagraphEnd(each)
                    yield from self._inside(each, around)

    def _comment(self, node: XmlElement) -> None:
        author = (node.child("dc:creator") or XmlElement("")).text
        words = " ".join(" ".join(each.text for each in node.all("text:p", "text:h")).split())
        who = f" von {excerpt(author)}" if author.strip() else ""
        self.report.add("Z168", f"Kommentar{who}: „{words}“.", "Kommentare stehen in keiner Ausgabe.")
