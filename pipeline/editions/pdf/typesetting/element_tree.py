"""The structure tree of a document: one node for each of its elements, however many pages it crosses.

Pure: elements and runs in, nodes out. What an element is called in PDF stands in one table for each version of the
standard. What carries no sense of its own (running heads, leaders, rules, most line numbers) becomes an artifact.

    LI                                    <li> in S.pdf
    ├── Lbl  "Zeilen 36 bis 37:"          the first number of the block, spoken once
    ├── Lbl  "•"
    └── LBody  "den kommunalen …"

    LBody                                 the same in S-archiv.pdf (PDF 2.0)
    ├── Sub                               one official line
    │   ├── Artifact /Inline /LineNum
    │   └── "den kommunalen … "
    └── Sub …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from pipeline.editions.pdf.typesetting.layout import LinkArea, Paper, Run
from pipeline.text import wording
from pipeline.text.wording import Wording

TARGET = 14.0
"""Points that the area of a link measures at least."""


class Numbers(Enum):
    """How line numbers stand in the tree."""

    ANNOUNCED = auto()
    """The first of each block is a label that names the lines of the block; the others are artifacts."""
    SILENT = auto()
    """All are artifacts."""
    INLINE = auto()
    """Every line is a Sub with its number in it (ISO 32000-2, 14.8.4.7.2 and 14.8.2.2.2: LineNum). PDF 2.0 alone."""


@dataclass(slots=True)
class Content:
    """A marked content: its page and the number that it has there."""

    page: int
    mcid: int


@dataclass(slots=True)
class Area:
    """An annotation that belongs to a node."""

    page: int
    annotation: Any


@dataclass(slots=True)
class StructureNode:
    """A structure element in the making."""

    role: str
    kids: list[StructureNode | Content | Area] = field(default_factory=list)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By owner (``List``, ``Table``, ``Layout``, ``Artifact``): ISO 32000-1, 14.8.5."""
    texts: dict[str, str] = field(default_factory=dict)
    """Lang, Alt, ActualText, E, ID."""
    refers_to: Any = None
    """The element that a TOCI leads to (ISO 14289-2, 8.2.5.8)."""


# HTML element → structure type. Those that are missing pass their content to the element around them.
ROLES = {
    **{name: name.upper() for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "tr", "th", "td")},
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "header": "Sect",
    "footer": "Sect",
    "aside": "Sect",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "a": "Link",
    "strong": "Strong",
    "b": "Strong",
    "em": "Em",
    "i": "Em",
    "blockquote": "BlockQuote",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "caption": "Caption",
    "figcaption": "Caption",
    "figure": "Figure",
    "img": "Figure",
    "pre": "P",
}

# PDF 2.0 knows no Art (ISO 32000-2, Annex L).
ROLES_2 = ROLES | {"article": "Sect"}

_BLOCKS = frozenset({"p", "li", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_COUNTED = {"lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha"}
# ISO 32000-1, table 344: shifts in points, as print.css raises text of its size; ISO 32000-2 has names for them.
_TEXT_LAYOUT = {
    "u": ("TextDecorationType", "/Underline"),
    "s": ("TextDecorationType", "/LineThrough"),
    "sup": ("BaselineShift", 4),
    "sub": ("BaselineShift", -2),
}
_TEXT_LAYOUT_2 = _TEXT_LAYOUT | {"sup": ("TextPosition", "/Sup"), "sub": ("TextPosition", "/Sub")}
_NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}
# ISO 32000-1, table 347.
_ALIKE = (
    ("UpperRoman", re.compile(r"list-style-type: '[(]?[IVXLC]+[.)] '")),
    ("LowerRoman", re.compile(r"list-style-type: '[(]?[ivxlc]+[.)] '")),
    ("UpperAlpha", re.compile(r"list-style-type: '[(]?[A-Z]+[.)] '")),
    ("LowerAlpha", re.compile(r"list-style-type: '[(]?[a-z]+[.)] '")),
)


def _alike(item: Any) -> str:
    """The way of counting that the item's label looks like."""
    marker = "" if item is None else item.get("style", "")
    return next((name for name, form in _ALIKE if form.fullmatch(marker)), "Decimal")


class Tree:
    """The tree of one document, grown run by run in reading order."""

    def __init__(self, paper: Paper, numbers: Numbers) -> None:
        """Of the painted pages; ``numbers`` says how line numbers stand in it."""
        self.paper, self.numbers = paper, numbers
        self.is_2 = paper.version >= "2.0"
        self.roles = ROLES_2 if self.is_2 else ROLES
        self.document = StructureNode("Document")
        self.nodes: dict[tuple[int, str], StructureNode] = {}
        self.parents = {child: parent for parent in paper.root.iter() for child in parent}
        self.counts = [0] * len(paper.streams)
        self.announced: set[Any] = set()
        self.head_pages: dict[Any, int] = {}

    def grow(self) -> StructureNode:
        """The Document node with everything in its place."""
        for each in self.paper.content():
            match each:
                case LinkArea(page, element, annotation):
                    self._add_area(page, element, annotation)
                case Run():
                    self._add(each)
        return self.document

    def node(self, element: Any) -> StructureNode:
        """The node that takes what stands in the element."""
        if element is None or element.tag in {"html", "body"}:
            return self.document
        if (node := self.nodes.get((id(element), ""))) is not None:
            return node
        parent = self.node(self.parents[element])
        if (node := self.nodes.get((id(element), ""))) is not None:
            return node  # made with its row
        node = self._made(element, parent)
        self.nodes[id(element), ""] = node
        self._describe(node, element)
        if element.tag == "tr":
            # A cell without words is still a cell: rows of one length (ISO 14289-1, 7.5).
            for cell in element:
                self.node(cell)
        return node

    def _made(self, element: Any, parent: StructureNode) -> StructureNode:  # noqa: C901, PLR0912 - one case for each kind of element
        tag, in_contents = element.tag, self._in_contents(element)
        match tag:
            # A note is one element with its label and its blocks (ISO 32000-1, table 338; ISO 32000-2, 14.8.4.4.7).
            case "ol" if self._holds_notes(element):
                return parent
            case "li" if self._holds_notes(self.parents[element]):
                return self._child(parent, "FENote" if self.is_2 else "Note")
            case "ol" | "ul" if in_contents:
                return self._child(parent, "TOC")
            case "li" if in_contents:
                node = self._child(parent, "TOCI")
                node.refers_to = self._target(element)
                return node
            case "a" if in_contents:
                return self._child(self._child(parent, "Reference"), "Link")
            case "li":
                return self._child(self._item(element), "LBody")
            case "dt":
                return self._child(self._item(element), "Lbl")
            case "dd":
                term = self._term(element)
                return self._child(self._item(element if term is None else term), "LBody")
            case "img" if self.parents[element].tag == "figure":
                return parent
            case "aside" if element.get("role") == "doc-footnote":
                return self._child(parent, "FENote" if self.is_2 else "Note")
            case "span" if self.numbers is Numbers.INLINE and "line" in _classes(element):
                return self._child(parent, "Sub")
            case "u" | "s" | "sup" | "sub" if "furniture" not in _classes(element):
                return self._child(parent, "Span")
            case "span" | "abbr" if element.get("lang") or tag == "abbr":
                return self._child(parent, "Span")
            case _ if tag in self.roles:
                return self._child(parent, self.roles[tag])
            case _:
                return parent

    def _holds_notes(self, element: Any) -> bool:
        return element.tag == "ol" and "notes" in _classes(self.parents.get(element))

    def _child(self, parent: StructureNode, role: str) -> StructureNode:
        node = StructureNode(role)
        parent.kids.append(node)
        return node

    def _item(self, element: Any) -> StructureNode:
        """The LI of a list item; what the item says goes into its Lbl and LBody."""
        key = (id(element), "LI")
        if key not in self.nodes:
            self.nodes[key] = self._child(self.node(self.parents[element]), "LI")
        return self.nodes[key]

    def _term(self, element: Any) -> Any:
        """The dt that a dd explains."""
        siblings = list(self.parents[element])
        return next((each for each in reversed(siblings[: siblings.index(element)]) if each.tag == "dt"), None)

    def _describe(self, node: StructureNode, element: Any) -> None:
        """Write what the element says about itself onto its node."""
        tag = element.tag
        if language := element.get("lang"):
            node.texts["Lang"] = language
        if tag == "abbr" and element.get("title"):
            node.texts["E"] = element.get("title")
        if tag == "img":
            node.texts["Alt"] = element.get("alt", "")
        if node.role in {"Note", "FENote"}:
            node.texts["ID"] = element.get("id") or f"note-{len(self.nodes)}"
            if element.tag == "li":
                # ISO 14289-2, 8.2.5.14: note and call refer to each other.
                node.refers_to = self._calling(element)
                if self.is_2:
                    node.attributes["FENote"] = {"NoteType": "/Endnote"}
        if tag == "a" and "call" in _classes(element):
            node.refers_to = self._named(element.get("href", ""))
        if node.role == "L":
            node.attributes["List"] = {"ListNumbering": f"/{self._numbering(element)}"}
        if tag in {"th", "td"}:
            node.attributes["Table"] = _cell(element)
            if name := element.get("id"):
                node.texts["ID"] = name
        if node.role == "Span" and (layout := (_TEXT_LAYOUT_2 if self.is_2 else _TEXT_LAYOUT).get(tag)):
            node.attributes["Layout"] = dict([layout])

    def _numbering(self, element: Any) -> str:
        """How the list counts. Where its labels are as typed, PDF 1.7 has no name for that; what the first looks like has."""
        if element.tag == "dl" and self.is_2:
            return "Description"
        if "typed" in _classes(element):
            return "Ordered" if self.is_2 else _alike(next(iter(element), None))
        return next((_COUNTED[each] for each in _classes(element) if each in _COUNTED), _NUMBERING[element.tag])

    def _add_area(self, page: int, element: Any, annotation: Any) -> None:
        link = next(each for each in self._around(element) if each.tag == "a")
        node = self.node(link)
        # ISO 14289-1, 7.18.5: a link says in words where it leads.
        words = link.get("aria-label") or " ".join("".join(link.itertext()).split())
        annotation["Contents"] = words or link.get("href")
        annotation["Rect"] = pointable(annotation["Rect"])
        node.kids.append(Area(page, annotation))

    def _add(self, run: Run) -> None:
        if run.margin:
            self._artifact(run, "Pagination", self._furniture(run.margin))
        elif run.is_leader or self._is_silent(run):
            self._artifact(run, "Layout")
        elif self._is_repeated_head(run):
            self._artifact(run, "Pagination", "Header")
        elif (mark := self._number_mark(run.element)) is not None:
            self._add_number(run, mark)
        elif run.pseudo == "marker":
            self._content(run, self._labelled(run.element))
        else:
            node = self.node(run.element)
            if run.is_image:
                left, bottom, right, top = run.bounds
                node.attributes["Layout"] = {"BBox": [left, bottom, right, top], "Placement": "/Block"}
            self._content(run, node)

    def _furniture(self, margin: str) -> str:
        # ISO 32000-1, 14.8.2.2.2; a page number has a subtype of its own in PDF 2.0 only.
        if margin == "@bottom-right" and self.is_2:
            return "PageNum"
        return "Footer" if "bottom" in margin else "Header"

    def _is_silent(self, run: Run) -> bool:
        """Whether the run is hidden from readers of the tree, or a hyphen that the text does not have."""
        generated_hyphen = run.pseudo == "after" and "hyphen" in _classes(run.element)
        hidden = any(
            each.get("aria-hidden") == "true" and "number" not in _classes(each) for each in self._around(run.element)
        )
        return generated_hyphen or hidden

    def _is_repeated_head(self, run: Run) -> bool:
        """Whether the run belongs to a table's head that a further page shows again."""
        head = next((each for each in self._around(run.element) if each.tag in {"thead", "tfoot"}), None)
        return head is not None and self.head_pages.setdefault(head, run.page) != run.page

    def _number_mark(self, element: Any) -> Any:
        return next((each for each in self._around(element) if "number" in _classes(each)), None)

    def _add_number(self, run: Run, mark: Any) -> None:
        block = next(each for each in self._around(mark) if each.tag in _BLOCKS)
        if self.numbers is Numbers.INLINE:
            node = self._child(self.node(self.parents[mark]), "Artifact")
            node.attributes["Artifact"] = {"Type": "/Inline", "Subtype": "/LineNum"}
            self._content(run, node)
        elif self.numbers is Numbers.ANNOUNCED and block not in self.announced:
            self.announced.add(block)
            parent = self._item(block) if block.tag == "li" else self.node(block)
            say = self._say(block)
            label = StructureNode("Lbl", texts={"ActualText": announcement(block, say)})
            label.texts |= {"Lang": say.language} if say.foreign else {}
            parent.kids.insert(0, label)
            self._content(run, label)
        else:
            self._artifact(run, "Pagination", "LineNum" if self.is_2 else None)

    def _say(self, element: Any) -> Wording:
        """What is said in the language that the text has there."""
        return wording.of(
            next((each.get("lang") for each in self._around(element) if each.get("lang")), wording.GERMAN)
        )

    def _labelled(self, item: Any) -> StructureNode:
        """The Lbl of a list item's own mark, before its LBody."""
        key = (id(item), "Lbl")
        if key not in self.nodes:
            note = self._holds_notes(self.parents[item])
            self.nodes[key] = self._child(self.node(item) if note else self._item(item), "Lbl")
        return self.nodes[key]

    def _content(self, run: Run, node: StructureNode) -> None:
        mcid = self.counts[run.page]
        self.counts[run.page] += 1
        # The tag of a content is only a name, but /Artifact would take it out of the tree (ISO 32000-2, 14.8.2.2).
        self.paper.mark(run, "Span" if node.role == "Artifact" else node.role, {"MCID": mcid})
        node.kids.append(Content(run.page, mcid))

    def _artifact(self, run: Run, kind: str, subtype: str | None = None) -> None:
        # ISO 32000-1, 14.8.2.2.2: Header and Footer. LineNum is one of PDF 2.0 only.
        self.paper.mark(run, "Artifact", {"Type": f"/{kind}"} | ({"Subtype": f"/{subtype}"} if subtype else {}))

    def _around(self, element: Any) -> Iterator[Any]:
        """The element and those around it, from inside."""
        while element is not None:
            yield element
            element = self.parents.get(element)

    def _in_contents(self, element: Any) -> bool:
        return any(each.tag == "nav" and "contents" in _classes(each) for each in self._around(element))

    def _target(self, item: Any) -> Any:
        return self._named(next((each.get("href", "") for each in item.iter("a")), ""))

    def _named(self, href: str) -> Any:
        """The element that a link within the document leads to."""
        return next((each for each in self.paper.root.iter() if href and f"#{each.get('id')}" == href), None)

    def _calling(self, note: Any) -> Any:
        href = f"#{note.get('id')}"
        calls = (each for each in self.paper.root.iter("a") if "call" in _classes(each))
        return next((each for each in calls if each.get("href") == href), None)


def pointable(area: Sequence[float]) -> list[float]:
    """The area of a link, made as large as a finger or a shaking hand needs: the call of a note is a digit high."""
    x0, x1 = sorted((float(area[0]), float(area[2])))
    y0, y1 = sorted((float(area[1]), float(area[3])))
    wide, high = (max(0.0, TARGET - length) / 2 for length in (x1 - x0, y1 - y0))
    return [x0 - wide, y0 - high, x1 + wide, y1 + high]


def announcement(block: Any, say: Wording) -> str:
    """What a screen reader says before a block: ``Zeilen 36 bis 37: ``."""
    own = [each for each in block.iter() if "number" in _classes(each) and _nearest(block, each)]
    first, last = own[0].get("data-number"), own[-1].get("data-number")
    return f"{say.announced(first, last)} "


def _nearest(block: Any, mark: Any) -> bool:
    """Whether the mark stands in the block itself and not in one nested inside it."""
    inner = [each for each in block.iter() if each is not block and each.tag in _BLOCKS]
    return not any(mark in set(each.iter()) for each in inner)


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split() if element is not None else []


def _cell(element: Any) -> dict[str, Any]:
    """The attributes of a table cell (ISO 32000-1, 14.8.5.7)."""
    spans = {name: int(element.get(key, "1")) for key, name in (("colspan", "ColSpan"), ("rowspan", "RowSpan"))}
    scope = {"Scope": "/Column" if element.get("scope") == "col" else "/Row"} if element.tag == "th" else {}
    heads = {"Headers": named.split()} if (named := element.get("headers")) else {}
    return scope | {name: value for name, value in spans.items() if value != 1} | heads
