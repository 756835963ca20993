"""Drawings of Word → pictures, and the text of boxes; of anything else only that it was there (20.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.sources.drafts.docx.package import Opened
from pipeline.sources.drafts.draft import Draft, DraftPiece, PictureDraft
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.sources.office.trees import XmlElement

_BOX = "w:txbxContent"
_IMAGES = ("a:blip", "v:imagedata")


@dataclass(slots=True)
class Drawings:
    """Reads drawings. The paragraphs of text boxes wait until the paragraph that they hang on has ended."""

    opened: Opened
    report: DraftReport
    drafts: Callable[[XmlElement, str], tuple[Draft, ...]]
    part: str
    boxed: list[Draft] = field(default_factory=list)

    def pieces(self, node: XmlElement) -> Iterator[DraftPiece]:
        """The pictures of a drawing, in either form."""
        about = next(node.all("wp:docPr", without=_BOX), None)
        if about and any(each.get(":val") in {"1", "true"} for each in about.all("adec:decorative")):
            self.report.add("Z164", "Ein Bild ist als Schmuck gekennzeichnet und nicht übernommen.")
            return
        words = " ".join((about.get(":descr") or about.get(":title")).split()) if about else ""
        images = list(node.all(*_IMAGES, without=_BOX))
        for image in images:
            relation = self.opened.relation(self.part, image.get("r:embed") or image.get("r:id"))
            if data := self.opened.bytes_of(relation):
                yield DraftPiece(PictureDraft(data, words or _shape(node), self.report.here))
            else:
                self.report.add("Z167", "Das Bild fehlt in der Datei.", "Fügen Sie es noch einmal ein.")
        self._report_crop(node)
        boxes = list(node.all(_BOX, without=_BOX))
        self._box(boxes[: 1 if node.name == "w:pict" else None])
        if not images and not boxes:
            what = f" („{excerpt(words)}“)" if words else ""
            self.report.add(
                "Z164",
                f"Eine Zeichnung, ein Diagramm oder ein Objekt{what} ist nicht übernommen.",
                "Fügen Sie es als Bild mit Alternativtext ein.",
            )

    def _report_crop(self, node: XmlElement) -> None:
        for crop in node.all("a:srcRect", without=_BOX):
            if any(value.strip("0-") for value in crop.values.values()):
                self.report.add(
                    "Z165",
                    "Das Bild ist in Word zugeschnitten; die Ausgaben zeigen es ganz.",
                    "„Bilder komprimieren“ löscht die zugeschnittenen Bereiche.",
                )

    def _box(self, boxes: list[XmlElement]) -> None:
        for box in boxes:
            if not any(True for _ in box.all(*_IMAGES)):
                self.report.add("Z165", "Der Text eines Textfelds steht in den Ausgaben nach diesem Absatz.")
            self.boxed += self.drafts(box, self.part)


def _shape(node: XmlElement) -> str:
    """The alternative text of pictures in the older form (VML)."""
    return next((" ".join(each.get(":alt").split()) for each in node.all("v:shape", "v:rect") if each.get(":alt")), "")
