"""Frames and shapes of LibreOffice → pictures, and what stands in text boxes (chapter 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.sources.drafts.characters import text_pieces
from pipeline.sources.drafts.draft import CharacterFormatting, Draft, DraftPiece, PictureDraft, TableDraft
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.sources.drafts.odt.package import Opened
from pipeline.sources.office.trees import XmlElement

_SHAPES = frozenset("custom-shape rect ellipse circle line polyline polygon path connector caption measure".split())
_TOKENS = ("math:mi", "math:mn", "math:mo", "math:mtext")


@dataclass(slots=True)
class Drawings:
    """Reads frames. The paragraphs of text boxes wait until the paragraph that they hang on has ended."""

    opened: Opened
    report: DraftReport
    drafts: Callable[[XmlElement], tuple[Draft, ...]]
    boxed: list[Draft] = field(default_factory=list)

    @staticmethod
    def takes(node: XmlElement) -> bool:
        """Whether the element is a frame or a shape."""
        return node.name.startswith("draw:") and node.name.removeprefix("draw:") in {
            "frame",
            "g",
            "a",
            "control",
            *_SHAPES,
        }

    def pieces(self, node: XmlElement) -> Iterator[DraftPiece]:
        """The pictures of the frame."""
        match node.name:
            case "draw:g" | "draw:a":
                for each in node.children:
                    if self.takes(each):
                        yield from self.pieces(each)
            case "draw:frame":
                yield from self._frame(node)
            case "draw:control":
                self.report.add("Z164", "Ein Formularfeld ist nicht übernommen.")
            case _:
                self._box(node)

    def _frame(self, node: XmlElement) -> Iterator[DraftPiece]:
        if node.get("loext:decorative") == "true" or node.get("draw:decorative") == "true":
            self.report.add("Z164", "Ein Bild ist als Schmuck gekennzeichnet und nicht übernommen.")
            return
        about = node.child("svg:desc") or node.child("svg:title")
        words = " ".join(about.text.split()) if about else ""
        if formula := self._formula(node.child("draw:object")):
            self.report.add("Z165", f"Eine Formel steht als einfacher Text da: „{excerpt(formula)}“.")
            yield from text_pieces(formula, CharacterFormatting(), "", self.report)
        elif node.child("draw:object"):
            self._lost(words)
        elif images := [each for each in node.children if each.name == "draw:image"]:
            yield from self._picture(images, words)
        elif box := node.child("draw:text-box"):
            self._box(box)
        else:
            self._lost(words)

    def _picture(self, images: list[XmlElement], words: str) -> Iterator[DraftPiece]:
        """The picture that can be shown, where the frame has several forms of the same one."""
        found = [data for each in images if (data := self.opened.bytes_of(each.get("xlink:href")))]
        plain = [data for data in found if data.startswith((b"\x89PNG", b"\xff\xd8"))]
        if found:
            yield DraftPiece(PictureDraft((plain or found)[0], words, self.report.here))
        else:
            self.report.add("Z167", "Das Bild fehlt in der Datei.", "Fügen Sie es noch einmal ein.")

    def _formula(self, node: XmlElement | None) -> str:
        if node is None:
            return ""
        name = f"{node.get('xlink:href').removeprefix('./')}/content.xml"
        if name not in self.opened.package.names:
            return ""
        tree = self.opened.tree(name)
        return "".join("".join(each.text.split()) for each in tree.all(*_TOKENS)) if tree.name == "math:math" else ""

    def _box(self, node: XmlElement) -> None:
        drafts = self.drafts(node)
        if not any(isinstance(each, TableDraft) or each.pieces for each in drafts):
            self._lost("")
        elif not any(True for _ in node.all("draw:image")):
            self.report.add("Z165", "Der Text eines Textfelds steht in den Ausgaben nach diesem Absatz.")
        self.boxed += drafts

    def _lost(self, words: str) -> None:
        what = f" („{excerpt(words)}“)" if words else ""
        self.report.add(
            "Z164",
            f"Eine Zeichnung, ein Diagramm oder ein Objekt{what} ist nicht übernommen.",
            "Fügen Sie es als Bild mit Alternativtext ein.",
        )
