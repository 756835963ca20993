"""The structure tree of a document: one node for each of its elements, however many pages it crosses.

Pure: elements and runs in, nodes out. What carries no sense of its own (running heads, leaders, rules, most line numbers)
becomes an artifact.

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

from collections.abc import Sequence
from typing import Any

from pipeline.editions.pdf.typesetting.element_context import (
    ElementContext,
    announcement,
    class_names,
    name_of_way_back,
)
from pipeline.editions.pdf.typesetting.layout import LinkArea, Paper, Run
from pipeline.editions.pdf.typesetting.structure_nodes import Area, Content, Numbers, StructureNode
from pipeline.editions.pdf.typesetting.structure_roles import cell_attributes, list_numbering, role, text_layout

TARGET = 14.0
"""Points that the area of a link measures at least."""


class Tree:
    """The tree of one document, grown run by run in reading order."""

    def __init__(self, paper: Paper, numbers: Numbers) -> None:
        """Of the painted pages; ``numbers`` says how line numbers stand in it."""
        self.paper, self.numbers = paper, numbers
        self.is_2 = paper.version >= "2.0"
        self.document = StructureNode("Document")
        self.nodes: dict[tuple[int, str], StructureNode] = {}
        self.context = ElementContext(paper.root)
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
        parent = self.node(self.context.parents[element])
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

    def _made(self, element: Any, parent: StructureNode) -> StructureNode:
        """The node of the element, in the one that it belongs to."""
        own = role(element, self.context, sub_lines=self.numbers is Numbers.INLINE, is_2=self.is_2)
        match own:
            case "":
                return parent
            case "Lbl" | "LBody":
                return self._item(self.context.item(element)).added(own)
            case "Link" if self.context.in_contents(element):
                return parent.added("Reference").added(own)
            case _:
                return parent.added(own)

    def _item(self, element: Any) -> StructureNode:
        """The LI of a list item; what the item says goes into its Lbl and LBody."""
        key = (id(element), "LI")
        if key not in self.nodes:
            self.nodes[key] = self.node(self.context.parents[element]).added("LI")
        return self.nodes[key]

    def _describe(self, node: StructureNode, element: Any) -> None:
        """Write what the element says about itself onto its node."""
        self._describe_in_words(node, element)
        if element.tag in {"th", "td"}:
            node.attributes["Table"] = cell_attributes(element)
        if node.role == "L":
            node.attributes["List"] = {"ListNumbering": f"/{list_numbering(element, is_2=self.is_2)}"}
        if node.role == "Span" and (layout := text_layout(element, is_2=self.is_2)):
            node.attributes["Layout"] = layout
        if node.role == "FENote" and element.tag == "li":
            node.attributes["FENote"] = {"NoteType": "/Endnote"}
        if node.role == "TOCI" and element.tag == "li":
            node.refers_to = self.context.destination(next((each.get("href", "") for each in element.iter("a")), ""))
        # ISO 14289-2, 8.2.5.14: note and call refer to each other.
        if node.role in {"Note", "FENote"} and element.tag == "li":
            node.refers_to = self.context.calling(element)
        if element.tag == "a" and "call" in class_names(element):
            node.refers_to = self.context.destination(element.get("href", ""))

    def _describe_in_words(self, node: StructureNode, element: Any) -> None:
        tag, name = element.tag, element.get("id")
        if language := element.get("lang"):
            node.texts["Lang"] = language
        if tag == "abbr" and element.get("title"):
            node.texts["E"] = element.get("title")
        if tag == "img":
            node.texts["Alt"] = element.get("alt", "")
        if node.role in {"Note", "FENote"}:
            node.texts["ID"] = name or f"note-{len(self.nodes)}"
        if tag in {"th", "td"} and name:
            node.texts["ID"] = name

    def _add_area(self, page: int, element: Any, annotation: Any) -> None:
        if element.tag == "li":
            self._add_way_back(page, element, annotation)
            return
        link = self.context.link(element)
        node = self.node(link)
        # ISO 14289-1, 7.18.5: a link says in words where it leads.
        words = link.get("aria-label") or " ".join("".join(link.itertext()).split())
        annotation["Contents"] = words or link.get("href")
        annotation["Rect"] = pointable(annotation["Rect"], is_call="call" in class_names(link))
        node.kids.append(Area(page, annotation))

    def _add_way_back(self, page: int, note: Any, annotation: Any) -> None:
        """The label of the note leads to its call; its area grows to the left, where nothing stands."""
        node = self._labelled(note).added("Link")
        self.nodes[id(note), "Lbl"] = node
        annotation["Contents"] = name_of_way_back(note)
        x0, y0, x1, y1 = pointable(annotation["Rect"], is_call=True)
        annotation["Rect"] = [min(x0, x1 - TARGET), y0, x1, y1]
        node.kids.append(Area(page, annotation))

    def _add(self, run: Run) -> None:
        if run.margin:
            self._artifact(run, "Pagination", self._furniture(run.margin))
        elif run.is_leader or self._is_silent(run):
            self._artifact(run, "Layout")
        elif self._is_repeated_head(run):
            self._artifact(run, "Pagination", "Header")
        elif (mark := self.context.number_mark(run.element)) is not None:
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
        generated_hyphen = run.pseudo == "after" and "hyphen" in class_names(run.element)
        return generated_hyphen or self.context.is_hidden(run.element)

    def _is_repeated_head(self, run: Run) -> bool:
        """Whether the run belongs to a table's head that a further page shows again."""
        head = self.context.table_head(run.element)
        return head is not None and self.head_pages.setdefault(head, run.page) != run.page

    def _add_number(self, run: Run, mark: Any) -> None:
        block = self.context.line_block(mark)
        if self.numbers is Numbers.INLINE:
            node = self.node(self.context.parents[mark]).added("Artifact")
            node.attributes["Artifact"] = {"Type": "/Inline", "Subtype": "/LineNum"}
            self._content(run, node)
        elif self.numbers is Numbers.ANNOUNCED and block not in self.announced:
            self.announced.add(block)
            parent = self._item(block) if block.tag == "li" else self.node(block)
            say = self.context.say(block)
            label = StructureNode("Lbl", texts={"ActualText": announcement(block, say)})
            label.texts |= {"Lang": say.language} if say.foreign else {}
            parent.kids.insert(0, label)
            self._content(run, label)
        else:
            self._artifact(run, "Pagination", "LineNum" if self.is_2 else None)

    def _labelled(self, item: Any) -> StructureNode:
        """The Lbl of a list item's own mark, before its LBody."""
        key = (id(item), "Lbl")
        if key not in self.nodes:
            self.nodes[key] = (self.node(item) if self.context.is_note(item) else self._item(item)).added("Lbl")
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


def pointable(area: Sequence[float], *, is_call: bool = False) -> list[float]:
    """The area of a link, made as large as a finger or a shaking hand needs: the call of a note is a digit high.

    That of a call grows in height alone, into the empty space over and under its digits: beside it stand letters, and
    programs that take the words under a link would take them along.
    """
    x0, x1 = sorted((float(area[0]), float(area[2])))
    y0, y1 = sorted((float(area[1]), float(area[3])))
    wide, high = (max(0.0, TARGET - length) / 2 for length in (x1 - x0, y1 - y0))
    wide = 0.0 if is_call else wide
    return [x0 - wide, y0 - high, x1 + wide, y1 + high]
