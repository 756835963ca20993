"""A structure tree → the objects of a PDF file (ISO 32000-1, 14.7; ISO 32000-2, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from pipeline.editions.pdf.typesetting.element_tree import Tree
from pipeline.editions.pdf.typesetting.layout import Paper, Tagger
from pipeline.editions.pdf.typesetting.structure_nodes import Area, Content, Numbers, StructureNode

PDF_2, PDF_1 = "http://iso.org/pdf2/ssn", "http://iso.org/pdf/ssn"

# Structure types that PDF 2.0 took over from PDF 1.7 only by its namespace (ISO 32000-2, Annex L).
_OLD = frozenset({"TOC", "TOCI", "Reference", "BlockQuote", "Note", "Art"})

# In PDF 1.7 these are not standard types. In PDF 2.0 they are, but readers that know only 1.7 drop what is in them
# (poppler 22.12 shows empty paragraphs); the role map gives them the text back and veraPDF no reason to complain.
ROLE_MAP_1 = {"Strong": "/Span", "Em": "/Span"}
ROLE_MAP_2 = ROLE_MAP_1 | {"Sub": "/Span", "Artifact": "/NonStruct", "FENote": "/Note"}


def tagger(numbers: Numbers) -> Tagger:
    """What tags a painted document, with line numbers standing like this."""

    def tag(pdf: Any, paper: Paper) -> None:
        tree = Tree(paper, numbers)
        document = tree.grow()
        if rest := paper.rest():
            raise ValueError(f"{len(rest)} marked contents have no place in the structure tree")
        paper.name_artifacts()
        _Writer(pdf, paper, tree).write(document)

    return tag


class _Writer:
    """Writes the nodes of one tree, each as an object that names its parent."""

    def __init__(self, pdf: Any, paper: Paper, tree: Tree) -> None:
        self.pdf, self.paper, self.tree = pdf, paper, tree
        self.is_2 = tree.is_2
        self.objects: dict[int, Any] = {}
        self.contents: list[dict[int, Any]] = [{} for _ in paper.streams]
        self.areas: list[tuple[Any, Any]] = []
        self.spaces: dict[str, Any] = {}

    def write(self, document: StructureNode) -> None:
        """Put the tree and all that belongs to it into the file."""
        root = self._object({"Type": "/StructTreeRoot"})
        if self.is_2:
            self.spaces = {
                name: self._object({"Type": "/Namespace", "NS": pydyf.String(name)}) for name in (PDF_2, PDF_1)
            }
            root["Namespaces"] = pydyf.Array([space.reference for space in self.spaces.values()])
        root["RoleMap"] = pydyf.Dictionary(ROLE_MAP_2 if self.is_2 else ROLE_MAP_1)
        root["K"] = pydyf.Array([self._element(document, root).reference])
        self._write_parents(root)
        self._refer(document)
        self._write_ids(root)
        if self.is_2:
            self._write_destinations()
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _object(self, values: dict[str, Any]) -> Any:
        made = pydyf.Dictionary(values)
        self.pdf.add_object(made)
        return made

    def _element(self, node: StructureNode, parent: Any) -> Any:
        element = self._object({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference, "K": pydyf.Array()})
        self.objects[id(node)] = element
        if self.is_2:
            element["NS"] = self.spaces[PDF_1 if node.role in _OLD else PDF_2].reference
        for name, text in node.texts.items():
            element[name] = pydyf.String(text)
        if node.attributes:
            element["A"] = pydyf.Array([_attributes(owner, values) for owner, values in node.attributes.items()])
        for kid in node.kids:
            element["K"].append(self._kid(kid, element))
        return element

    def _kid(self, kid: StructureNode | Content | Area, element: Any) -> Any:
        match kid:
            case StructureNode():
                return self._element(kid, element).reference
            case Content(page, mcid):
                self.contents[page][mcid] = element.reference
                reference = self.pdf.page_references[page]
                if element.setdefault("Pg", reference) == reference:
                    return mcid
                return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": mcid})
            case Area(page, annotation):
                # All strings of annotations are the tagger's, so that they can be made here in one way.
                annotation["Contents"] = pydyf.String(annotation["Contents"])
                annotation["Rect"] = pydyf.Array(annotation["Rect"])
                annotation["F"] = 4  # printed, not hidden (ISO 19005-2, 6.3.2)
                self.areas.append((annotation, element))
                return pydyf.Dictionary(
                    {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pdf.page_references[page]}
                )

    def _write_parents(self, root: Any) -> None:
        """The way back: from each content and annotation to its element (ISO 32000-1, 14.7.4.4)."""
        numbers = pydyf.Array()
        for page, contents in enumerate(self.contents):
            numbers.extend([page, pydyf.Array([contents[mcid] for mcid in sorted(contents)])])
        for key, (annotation, element) in enumerate(self.areas, len(self.contents)):
            annotation["StructParent"] = key
            numbers.extend([key, element.reference])
        root["ParentTree"] = self._object({"Nums": numbers}).reference
        root["ParentTreeNextKey"] = len(self.contents) + len(self.areas)

    def _refer(self, node: StructureNode) -> None:
        """An entry of the contents names the element that it leads to (ISO 14289-2, 8.2.5.8)."""
        for each in _nodes(node):
            if self.is_2 and each.refers_to is not None:
                target = self.objects[id(self.tree.node(each.refers_to))]
                self.objects[id(each)]["Ref"] = pydyf.Array([target.reference])

    def _write_ids(self, root: Any) -> None:
        names = sorted(
            (element["ID"].string, element.reference) for element in self.objects.values() if "ID" in element
        )
        if names:
            flat = [part for name, reference in names for part in (pydyf.String(name), reference)]
            root["IDTree"] = self._object({"Names": pydyf.Array(flat)}).reference

    def _write_destinations(self) -> None:
        """Names and bookmarks lead to structure elements, not only to places on pages (ISO 14289-2, 8.8)."""
        by_id = {each.get("id"): each for each in self.paper.root.iter() if each.get("id")}
        names = self.pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
        for at in range(0, len(names), 2):
            place = names[at + 1]
            names[at + 1] = pydyf.Dictionary({"D": place, "SD": self._structural(by_id[names[at].string], place)})
        # Bookmarks come in the order of their headings, but not every heading has one; the imprint has a name alone.
        named = {"h1", "h2", "h3", "h4", "h5", "h6", "footer"}
        headings = (each for each in self.paper.root.iter() if each.tag in named)
        for outline in [
            each for each in self.pdf.objects if isinstance(each, dict) and "Title" in each and "Dest" in each
        ]:
            place, title = outline.pop("Dest"), " ".join(outline["Title"].string.split())
            heading = next(each for each in headings if self._words(each) == title)
            outline["A"] = pydyf.Dictionary(
                {"Type": "/Action", "S": "/GoTo", "D": place, "SD": self._structural(heading, place)}
            )

    def _words(self, element: Any) -> str:
        return " ".join((element.get("data-name") or "".join(element.itertext())).split())

    def _structural(self, element: Any, place: Any) -> Any:
        """A structure destination: the element, and the view of the place that leads there (ISO 32000-2, 12.3.2.3)."""
        return pydyf.Array([self.objects[id(self.tree.node(element))].reference, *place[1:]])


def _attributes(owner: str, values: dict[str, Any]) -> Any:
    return pydyf.Dictionary({"O": f"/{owner}", **{name: _value(value) for name, value in values.items()}})


def _value(value: Any) -> Any:
    """A list as an array, whose texts are strings; names and numbers as they are."""
    if not isinstance(value, list):
        return value
    return pydyf.Array([pydyf.String(each) if isinstance(each, str) else each for each in value])


def _nodes(node: StructureNode) -> Iterator[StructureNode]:
    yield node
    for kid in node.kids:
        if isinstance(kid, StructureNode):
            yield from _nodes(kid)
