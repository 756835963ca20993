"""Tagged PDFs by hand: elements, contents and artifacts in reading order → bytes, whole or with any fault.

Nothing of the writers is used here, so that a tree can be right or wrong in ways that they do not know. Every text is
painted on a line of its own, in the order of the tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

import pydyf

PDF_2, PDF_1 = "http://iso.org/pdf2/ssn", "http://iso.org/pdf/ssn"


@dataclass(eq=False)
class Element:
    """A structure element; entries go into its dictionary as they are."""

    role: str
    kids: list[Part] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    namespace: str = PDF_2


@dataclass(eq=False)
class Text:
    """A marked content; properties join its MCID."""

    text: str
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Again:
    """A further reference to a content that another element holds."""

    of: Text


@dataclass(eq=False)
class Artifact:
    """Painted, and no part of the tree."""

    text: str
    kind: str = "Pagination"
    subtype: str = ""


@dataclass(eq=False)
class Loose:
    """Painted without any mark."""

    text: str


@dataclass(eq=False)
class Orphan:
    """A marked content that no element holds."""

    text: str


@dataclass(eq=False)
class Link:
    """A link annotation."""

    contents: str


@dataclass(eq=False)
class Raw:
    """Whatever is to stand among the kids."""

    value: Any


@dataclass(eq=False)
class NewPage:
    """What follows is on the next page."""


Part: TypeAlias = Element | Text | Again | Artifact | Loose | Orphan | Link | Raw | NewPage
Change: TypeAlias = Callable[["Drawing"], None]


class Drawing:
    """The file in the making; a change may still do to its objects whatever it likes."""

    def __init__(self, version: str) -> None:
        """Begin with one empty page."""
        self.version = version
        self.pdf = pydyf.PDF()
        self.root = self.made({"Type": "/StructTreeRoot", "RoleMap": pydyf.Dictionary({"Strong": "/Span"})})
        self.spaces = {name: self.made({"Type": "/Namespace", "NS": pydyf.String(name)}) for name in (PDF_2, PDF_1)}
        self.pages: list[Any] = []
        self.streams: list[Any] = []
        self.parents: list[list[Any]] = []
        self.holders: list[Any] = []
        self.elements: list[Any] = []
        self.places: dict[Text, tuple[int, int]] = {}
        self.new_page()

    def made(self, values: dict[str, Any]) -> Any:
        """A dictionary that is an object of the file."""
        made = pydyf.Dictionary(values)
        self.pdf.add_object(made)
        return made

    def new_page(self) -> None:
        """Go on to the next page."""
        stream = pydyf.Stream()
        self.pdf.add_object(stream)
        font = pydyf.Dictionary(
            {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": "/WinAnsiEncoding"}
        )
        page = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": self.pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, 595, 842]),
                "Contents": stream.reference,
                "Annots": pydyf.Array(),
                "StructParents": len(self.pages),
                "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary({"F": font})}),
            }
        )
        self.pdf.add_page(page)
        self.pages.append(page)
        self.streams.append(stream)
        self.parents.append([])

    def paint(self, text: str, tag: str = "", properties: dict[str, Any] | None = None) -> None:
        """Show the text on a line of its own, marked or not."""
        stream = self.streams[-1]
        if tag:
            stream.begin_marked_content(tag, pydyf.Dictionary(properties))
        height = 800 - 11 * sum(part == b"BT" for part in stream.stream)
        stream.stream += [b"BT", b"/F 9 Tf", f"72 {height} Td", f"<{text.encode('cp1252').hex()}> Tj", b"ET"]
        if tag:
            stream.end_marked_content()

    def element(self, part: Element, parent: Any) -> Any:
        """The object of the element, with all below it."""
        made = self.made({"Type": "/StructElem", "S": f"/{part.role}", "P": parent.reference, "K": pydyf.Array()})
        made.update(part.entries)
        if self.version == "2.0":
            made["NS"] = self.spaces[part.namespace].reference
        self.elements.append(made)
        for kid in part.kids:
            self._add(kid, made)
        return made

    def _add(self, part: Part, made: Any) -> None:
        kids = made["K"]
        match part:
            case Element():
                kids.append(self.element(part, made).reference)
            case Text(text, properties):
                self.places[part] = len(self.pages) - 1, len(self.parents[-1])
                kids.append(self._reference(part))
                self.paint(text, "P", {"MCID": len(self.parents[-1]), **properties})
                self.parents[-1].append(made.reference)
            case Again(of):
                kids.append(self._reference(of))
            case Artifact(text, kind, subtype):
                self.paint(text, "Artifact", {"Type": f"/{kind}"} | ({"Subtype": f"/{subtype}"} if subtype else {}))
            case Loose(text):
                self.paint(text)
            case Orphan(text):
                self.paint(text, "P", {"MCID": len(self.parents[-1])})
                self.parents[-1].append("null")
            case Link(contents):
                kids.append(self._link(contents, made))
            case Raw(value):
                kids.append(value)
            case NewPage():
                self.new_page()

    def _reference(self, part: Text) -> Any:
        page, mcid = self.places[part]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[page].reference, "MCID": mcid})

    def _link(self, contents: str, made: Any) -> Any:
        annotation = self.made({"Type": "/Annot", "Subtype": "/Link", "Rect": pydyf.Array([0, 0, 9, 9])})
        annotation["StructParent"] = 1000 + len(self.holders)
        if contents:
            annotation["Contents"] = pydyf.String(contents)
        self.pages[-1]["Annots"].append(annotation.reference)
        self.holders.append(made.reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pages[-1].reference})

    def finish(self, document: Any) -> None:
        """Write what holds the tree together."""
        numbers = [part for key, row in enumerate(self.parents) for part in (key, pydyf.Array(row))]
        numbers += [part for key, holder in enumerate(self.holders, 1000) for part in (key, holder)]
        self.root["K"] = document.reference
        self.root["ParentTree"] = self.made({"Nums": pydyf.Array(numbers)}).reference
        self.pdf.catalog["StructTreeRoot"] = self.root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def pdf(document: Element, *, version: str = "1.7", change: Change | None = None) -> bytes:
    """The file with this tree; ``change`` is done to its objects at last."""
    drawing = Drawing(version)
    drawing.finish(drawing.element(document, drawing.root))
    if change:
        change(drawing)
    output = BytesIO()
    drawing.pdf.write(output, version=version.encode())
    return output.getvalue()
