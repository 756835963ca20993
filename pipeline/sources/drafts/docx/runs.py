"""What stands in a paragraph of Word: runs, links, fields, changes, notes, pictures → pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.sources.drafts.characters import symbol, text_pieces
from pipeline.sources.drafts.docx.drawings import Drawings
from pipeline.sources.drafts.docx.fields import Field
from pipeline.sources.drafts.docx.package import Opened
from pipeline.sources.drafts.docx.styles import Styles, is_on
from pipeline.sources.drafts.draft import (
    CharacterAppearance,
    CharacterFormatting,
    Draft,
    DraftPiece,
    NoteDraft,
    ParagraphKind,
)
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.sources.drafts.link_targets import address
from pipeline.sources.drafts.tracked_changes import Changes
from pipeline.sources.office.trees import XmlElement
from pipeline.text.model import LineBreak, Text

_MOST_FIELDS = 50
"""Fields inside one another; a table of contents has three."""

_BETWEEN = frozenset("w:smartTag w:customXml w:dir w:bdo w:sdtContent w:rubyBase mc:Choice w:rt".split())
"""What only stands around runs."""

_SAID = frozenset("w:t w:delText w:tab w:ptab w:noBreakHyphen w:br w:cr w:sym".split())
_CHANGES = {
    "w:ins": "eingefügt",
    "w:del": "gelöscht",
    "w:moveFrom": "von hier weg verschoben",
    "w:moveTo": "hierher verschoben",
}
_GONE = frozenset({"w:del", "w:moveFrom"})
_UNSAID = re.compile(
    r"w:(?:pPr|rPr|sectPr|tblPr|tblGrid|tcPr|trPr|proofErr|(?:bookmark|comment|perm|move|customXml).*)"
)
"""They say how the text looks, or where something begins or ends."""
_FILES = {"w:altChunk": "Der Inhalt einer eingebetteten Datei", "w:subDoc": "Der Inhalt eines Filialdokuments"}
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class Runs:
    """Reads what stands in paragraphs. Fields may go on from one to the next, so it knows which are open."""

    opened: Opened
    styles: Styles
    report: DraftReport
    changes: Changes
    drafts: Callable[[XmlElement, str], tuple[Draft, ...]]
    """What stands in a note."""
    drawings: Drawings
    part: str = "document"
    fields: list[Field] = field(default_factory=list)
    contents: bool = False
    """Whether something of a table of contents came by."""
    says: bool = False
    """Whether the paragraph has had words."""
    breaks: bool = False
    """Whether a page or column ended since."""

    def pieces(
        self, node: XmlElement, ppr: XmlElement | None, kind: ParagraphKind, link: str = ""
    ) -> Iterator[DraftPiece]:
        """The pieces of a paragraph, or of what stands around runs in it."""
        for each in node.children:
            match each.name:
                case "w:r":
                    yield from self._run(each, ppr, kind, link)
                case "w:hyperlink":
                    yield from self.pieces(each, ppr, kind, self._target(each))
                case "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo":
                    yield from self._change(each, ppr, kind, link)
                case "w:fldSimple":
                    yield from self._simple_field(each, ppr, kind, link)
                case "w:sdt":
                    yield from self._control(each, ppr, kind, link)
                case "mc:AlternateContent":
                    if chosen := each.child("mc:Choice") or each.child("mc:Fallback"):
                        yield from self.pieces(chosen, ppr, kind, link)
                case "m:oMath" | "m:oMathPara":
                    yield from self._formula(each, link)
                case name if name in _BETWEEN:
                    yield from self.pieces(each, ppr, kind, link)
                case _:
                    report_unknown(each, self.report)

    def _target(self, node: XmlElement) -> str:
        relation = self.opened.relation(self.part, node.get("r:id"))
        if relation and relation.outside:
            return address(relation.target, self.report)
        return address(f"#{node.get('w:anchor')}", self.report) if self._visible else ""

    @property
    def _visible(self) -> bool:
        """Whether what comes now is text: not the instruction of a field, and not what a contents field lists."""
        return all(each.shows and not each.is_contents and not each.is_silent for each in self.fields)

    def _change(self, node: XmlElement, ppr: XmlElement | None, kind: ParagraphKind, link: str) -> Iterator[DraftPiece]:
        words = "".join(each.text for each in node.all("w:t", "w:delText"))
        self.changes.note(_CHANGES[node.name], node.get("w:author"), words)
        if (node.name in _GONE) is self.changes.rejected:
            yield from self.pieces(node, ppr, kind, link)

    def _simple_field(
        self, node: XmlElement, ppr: XmlElement | None, kind: ParagraphKind, link: str
    ) -> Iterator[DraftPiece]:
        self.fields.append(Field(node.get("w:instr")))
        self._show()
        own = self.fields[-1].link
        yield from self.pieces(node, ppr, kind, address(own, self.report) if own else link)
        self.fields.pop()

    def _control(
        self, node: XmlElement, ppr: XmlElement | None, kind: ParagraphKind, link: str
    ) -> Iterator[DraftPiece]:
        content = node.child("w:sdtContent")
        if content is None:
            return
        if is_on(node.child("w:sdtPr", "w:showingPlcHdr")):
            report_unfilled(content, self.report)
            return
        yield from self.pieces(content, ppr, kind, link)

    def _formula(self, node: XmlElement, link: str) -> Iterator[DraftPiece]:
        words = "".join(each.text for each in node.all("m:t"))
        if self._visible and words.strip():
            self.report.add("Z165", f"Eine Formel steht als einfacher Text da: „{excerpt(words)}“.")
            yield from self._text(words, CharacterFormatting(link=link), "")

    def _run(self, node: XmlElement, ppr: XmlElement | None, kind: ParagraphKind, link: str) -> Iterator[DraftPiece]:
        characters = self.styles.characters(node.child("w:rPr"), ppr, kind)
        open_link = next((found for each in reversed(self.fields) if (found := each.link)), "") if self.fields else ""
        target = link or (address(open_link, self.report) if open_link and self._visible else "")
        formatting = replace(
            characters.formatting, link=target, underline=characters.formatting.underline and not target
        )
        for each in node.children:
            yield from self._in_run(each, formatting, characters)

    def _in_run(
        self, node: XmlElement, formatting: CharacterFormatting, characters: CharacterAppearance
    ) -> Iterator[DraftPiece]:
        match node.name:
            case "w:fldChar":
                self._field(node)
            case "w:instrText":
                if self.fields:
                    self.fields[-1].instruction += node.text
            case _ if not self._visible:
                self._contents()
                self._unended(node)
            case name if name in _SAID:
                yield from self._characters(node, formatting, characters)
            case "w:footnoteReference" | "w:endnoteReference":
                yield from self._note(node)
            case "w:commentReference":
                self._comment(node.get("w:id"))
            case "w:drawing" | "w:pict" | "w:object":
                yield from self.drawings.pieces(node)
            case "mc:AlternateContent":
                for each in (node.child("mc:Choice") or node.child("mc:Fallback") or XmlElement("")).children:
                    yield from self._in_run(each, formatting, characters)
            case "w:ruby":
                self.report.once(
                    "ruby", "Z164", "Die Lesehilfe über den Wörtern ist nicht übernommen, die Wörter schon."
                )
                yield from self._text(
                    "".join(each.text for base in node.all("w:rubyBase") for each in base.all("w:t")),
                    formatting,
                    characters.font,
                )

    def _characters(
        self, node: XmlElement, formatting: CharacterFormatting, characters: CharacterAppearance
    ) -> Iterator[DraftPiece]:
        if characters.hidden:
            self.report.once(
                "hidden",
                "Z163",
                f"Verborgener Text ist kein Text, etwa „{excerpt(node.text)}“.",
                "Ist er gemeint, nehmen Sie in Word das Format „Ausgeblendet“ weg.",
            )
            return
        if characters.capitals:
            self.report.once(
                "capitals", "Z165", "Als Format gesetzte Großbuchstaben stehen so da, wie sie getippt sind."
            )
        if characters.marked and node.text.strip():
            self.report.marker_pen(node.text)
        if node.name != "w:br" and self.says and self.breaks:
            yield DraftPiece(LineBreak(self.report.here), formatting)
        self.breaks, self.says = self.breaks and node.name == "w:br", self.says or node.name != "w:br"
        match node.name:
            case "w:t" | "w:delText":
                yield from self._text(node.text, formatting, characters.font)
            case "w:br" if node.get("w:type", "textWrapping") != "textWrapping":
                self.report.once(
                    "page break",
                    "Z162",
                    "Seiten- und Spaltenumbrüche stehen in keiner Ausgabe; die machen ihre eigenen.",
                )
                self.breaks = True
            case "w:br" | "w:cr":
                yield DraftPiece(LineBreak(self.report.here), formatting)
            case "w:sym":
                yield from self._symbol(node.get("w:char"), node.get("w:font"), formatting)
            case name:
                yield DraftPiece(Text(_SIGNS[name], self.report.here), formatting)

    def _text(self, text: str, formatting: CharacterFormatting, font: str) -> Iterator[DraftPiece]:
        return text_pieces(text, formatting, font, self.report)

    def _symbol(self, code: str, font: str, formatting: CharacterFormatting) -> Iterator[DraftPiece]:
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
        return symbol(number, formatting, font, self.report)

    def _field(self, node: XmlElement) -> None:
        match node.get("w:fldCharType"):
            case "begin" if len(self.fields) < _MOST_FIELDS:
                self.fields.append(Field())
            case "separate" if self.fields:
                self._show()
            case "end" if self.fields:
                if not self.fields[-1].shows:
                    self._show()
                self.fields.pop()

    def _show(self) -> None:
        """The result of the innermost field begins."""
        last = self.fields[-1]
        last.shows = True
        self._contents()
        if last.lost:
            self.report.add("Z164", f"{last.lost} ist nicht übernommen: „{excerpt(last.instruction)}“.")
        if last.is_computed:
            self.report.computed(last.instruction)

    def _unended(self, node: XmlElement) -> None:
        """Report words that stand where the instruction of a field stands: its end is missing, and Word shows none of them."""
        if node.name == "w:t" and node.text.strip() and not self.fields[-1].shows:
            self.report.once(
                "field",
                "Z164",
                f"Ein Feld hat kein Ende; was danach steht, fehlt, ab „{excerpt(node.text)}“.",
                "Kopieren Sie den Text ohne das Feld in ein neues Dokument.",
            )

    def _contents(self) -> None:
        if any(each.shows and each.is_contents for each in self.fields):
            self.report.once(
                "contents", "Z162", "Das Inhaltsverzeichnis ist kein Text; die Ausgaben machen ihr eigenes."
            )

    def _note(self, node: XmlElement) -> Iterator[DraftPiece]:
        kind = node.name.removeprefix("w:").removesuffix("Reference")
        found = self.opened.notes.get((kind, node.get("w:id")))
        if found is None:
            self.report.add("Z164", "Hier wird eine Fußnote genannt, die es in der Datei nicht gibt.")
            return
        yield DraftPiece(NoteDraft(self.drafts(found, kind), self.report.here))

    def _comment(self, key: str) -> None:
        if (node := self.opened.comments.get(key)) is not None:
            words = " ".join("".join(each.text for each in paragraph.all("w:t")) for paragraph in node.all("w:p"))
            who = f" von {excerpt(node.get('w:author'))}" if node.get("w:author").strip() else ""
            self.report.once(
                f"comment {key}",
                "Z168",
                f"Kommentar{who}: „{' '.join(words.split())}“.",
                "Kommentare stehen in keiner Ausgabe.",
            )


def report_unfilled(content: XmlElement, report: DraftReport) -> None:
    """Report the words with which Word asks for some."""
    words = "".join(each.text for each in content.all("w:t"))
    report.add("Z164", f"Ein Feld ist nicht ausgefüllt: „{excerpt(words)}“ ist kein Text.")


def report_unknown(node: XmlElement, report: DraftReport) -> None:
    """Report what stands in an element that is not known, or in another file."""
    if node.name in _FILES:
        report.add("Z164", f"{_FILES[node.name]} ist nicht übernommen.", "Kopieren Sie ihn in diese Datei.")
    elif not _UNSAID.fullmatch(node.name):
        words = " ".join(each.text for each in node.all("w:t", "w:delText", "m:t"))
        if words.strip():
            report.add(
                "Z164",
                f"Was in „{node.name}“ steht, ist nicht übernommen: „{excerpt(words)}“.",
                "Kopieren Sie den Text ohne Formatierung in ein neues Dokument.",
            )
