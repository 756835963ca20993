"""A tagged PDF → its structure tree, with the text of every marked content at its place.

    StructTreeRoot ── K ──→ Tag Document ── Tag H1 ── Content "Verkehr für alle"
                                         └─ Tag P ─┬─ Content "Wir wollen "
                                                   └─ Tag Link ─┬─ Content "Radwege"
                                                                └─ Annotation Link

Damage is no error here: what cannot be read is left out and reported in ``faults``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream

from pipeline.readback import tag_attributes
from pipeline.readback.containers import LARGEST
from pipeline.readback.marked_content import (
    Artifact,
    Loose,
    MarkedContent,
    content_marks,
    dereferenced,
    name_of,
    string_of,
    whole_of,
)
from pipeline.readback.parent_tree import ParentTree
from pipeline.readback.pdf_document import pdf_document, pdf_pages
from pipeline.readback.reading import UnreadableError

DEEPEST = 100
"""Levels of the tree that are read; a document of ours has about ten."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a page, or another object that the tree refers to; ``index`` is its place, -1 for none."""

    page: int
    index: int
    subtype: str
    contents: str
    target: str = ""
    """Where a link leads: an address, or ``#`` and the name of a place in the file."""
    size: tuple[float, float] = (0.0, 0.0)
    """Width and height of its area, in points."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element: its role, its attributes in fixed order, its kids in reading order."""

    role: str
    attributes: tuple[tuple[str, str], ...] = ()
    kids: tuple[Kid, ...] = ()
    standard: str = ""
    """The role that the file maps it to, or its own."""
    namespace: str = ""
    """``pdf2`` and ``pdf`` for the standard ones, the whole name of others; empty where the element has none."""

    def get(self, name: str) -> str | None:
        """The attribute's value; None where the element has none such."""
        return next((value for key, value in self.attributes if key == name), None)


Kid: TypeAlias = Tag | MarkedContent | Annotation


@dataclass(frozen=True, slots=True)
class TagTree:
    """The tree, and all on the pages that should or should not hang on it."""

    present: bool
    tags: tuple[Tag, ...] = ()
    contents: tuple[MarkedContent, ...] = ()
    """Every marked content of the pages, reached or not; a content of the tree that is not here does not exist."""
    links: tuple[Annotation, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    untagged: tuple[Loose, ...] = ()
    faults: tuple[str, ...] = ()
    """What is wrong with the tree as a data structure, in words."""


def walk(kids: Iterable[Kid]) -> Iterator[Kid]:
    """All kids and what is below them, in reading order."""
    for kid in kids:
        yield kid
        if isinstance(kid, Tag):
            yield from walk(kid.kids)


def every_tag(kids: Iterable[Kid]) -> Iterator[Tag]:
    """The tags among the kids and below them, in reading order."""
    return (each for each in walk(kids) if isinstance(each, Tag))


@lru_cache(maxsize=2)
def tag_tree(data: bytes) -> TagTree:
    """The structure tree of the PDF; the last ones are kept. Raises UnreadableError for a file that is damaged or no PDF."""
    if not data.startswith(b"%PDF-"):
        raise UnreadableError("die Datei beginnt nicht wie ein PDF")
    if len(data) > LARGEST:
        raise UnreadableError(f"das PDF ist mit {len(data)} Bytes zu groß")
    try:
        return _read(pdf_document(data))
    # pdfminer.six 20260107 meets damage with whatever error comes first: its own, struct's, zlib's, assertions.
    except Exception as error:
        raise UnreadableError(f"das PDF ist beschädigt ({type(error).__name__}: {error})") from error


def _read(document: PDFDocument) -> TagTree:
    pages = pdf_pages(document)
    if not pages:
        raise UnreadableError("das PDF hat keine Seite")
    painted = content_marks(pages)
    root = dereferenced(document.catalog.get("StructTreeRoot"))
    annotations = dict(_annotations(pages))
    links = tuple(each for each in annotations.values() if each.subtype == "Link")
    if not isinstance(root, dict):
        return TagTree(
            present=False,
            contents=painted.contents,
            links=links,
            artifacts=painted.artifacts,
            untagged=painted.untagged,
            faults=painted.faults,
        )
    reader = _Reader(root, pages, {each.key: each for each in painted.contents}, annotations)
    tags = tuple(kid for kid in reader.kids(root, None, 0) if isinstance(kid, Tag))
    faults = (*painted.faults, *reader.faults, *ParentTree(root, pages).faults(reader.owners, reader.holders))
    return TagTree(
        present=True,
        tags=tags,
        contents=painted.contents,
        links=links,
        artifacts=painted.artifacts,
        untagged=painted.untagged,
        faults=faults,
    )


def _annotations(pages: Iterable[PDFPage]) -> Iterator[tuple[int, Annotation]]:
    """The annotations by object number; one without a number gets one below zero, for no tree can refer to it."""
    for number, page in enumerate(pages):
        entries = dereferenced(page.annots)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            value = dereferenced(entry)
            if isinstance(value, dict):
                objid = entry.objid if isinstance(entry, PDFObjRef) else -1 - index - number * 10**6
                yield objid, _annotation(number, index, value)


def _annotation(page: int, index: int, value: Mapping[str, Any]) -> Annotation:
    contents = string_of(value.get("Contents")) or ""
    return Annotation(page, index, name_of(value.get("Subtype")), contents, _target(value), _size(value.get("Rect")))


def _target(value: Mapping[str, Any]) -> str:
    """Where the annotation leads (ISO 32000-1, 12.5.6.5): a URI action, or a named destination with or without action."""
    action = dereferenced(value.get("A"))
    action = action if isinstance(action, dict) else {}
    if name_of(action.get("S")) == "URI":
        return string_of(action.get("URI")) or ""
    place = value.get("Dest", action.get("D"))
    name = string_of(place) or name_of(place)
    return f"#{name}" if name else ""


def _size(value: Any) -> tuple[float, float]:
    match [dereferenced(each) for each in corners] if isinstance(corners := dereferenced(value), list) else []:
        case [int() | float() as x0, int() | float() as y0, int() | float() as x1, int() | float() as y1]:
            return abs(x1 - x0), abs(y1 - y0)
        case _:
            return 0.0, 0.0


class _Reader:
    """Reads elements, each once, and remembers which one holds which content and which object."""

    def __init__(
        self,
        root: Mapping[str, Any],
        pages: Iterable[PDFPage],
        contents: Mapping[tuple[int, int | None, int], MarkedContent],
        annotations: Mapping[int, Annotation],
    ) -> None:
        self.faults: list[str] = []
        self.owners: dict[tuple[int, int | None, int], int | None] = {}
        self.holders: dict[int, int | None] = {}
        self._roles = tag_attributes.Roles(root)
        self._pages = {page.pageid: index for index, page in enumerate(pages)}
        self._contents = contents
        self._annotations = annotations
        self._seen: set[int] = set()

    def kids(self, element: Mapping[str, Any], owner: int | None, depth: int, page: int | None = None) -> Iterator[Kid]:
        """What hangs on the element, whose object number is ``owner``; those that cannot be read become faults."""
        value = dereferenced(element.get("K"))
        page = self._page(element.get("Pg"), page)
        for entry in value if isinstance(value, list) else [] if value is None else [element["K"]]:
            kid = self._kid(entry, owner, depth, page)
            if kid is not None:
                yield kid

    def _page(self, reference: Any, otherwise: int | None) -> int | None:
        return self._pages.get(getattr(reference, "objid", None), otherwise)

    def _kid(self, entry: Any, owner: int | None, depth: int, page: int | None) -> Kid | None:
        value = dereferenced(entry)
        match value:
            case bool():
                pass
            case int():
                return self._content(page, None, value, owner)
            case {"MCID": mcid} if (number := whole_of(mcid)) is not None:
                form = getattr(value.get("Stm"), "objid", None)
                return self._content(self._page(value.get("Pg"), page), form, number, owner)
            case {"Obj": reference}:
                return self._object(reference, self._page(value.get("Pg"), page), owner)
            case {"S": role}:
                return self._tag(entry, value, name_of(role), depth)
            case _:
                pass
        self.faults.append(f"Ein Kind im Strukturbaum ist weder Element noch Inhalt, sondern {type(value).__name__}.")
        return None

    def _content(self, page: int | None, form: int | None, mcid: int, owner: int | None) -> MarkedContent | None:
        if page is None:
            self.faults.append(f"Der Strukturbaum nennt den Inhalt {mcid} ohne Seite.")
            return None
        key = (page, form, mcid)
        self.owners.setdefault(key, owner)
        return self._contents.get(key) or MarkedContent(page, mcid, "", form)

    def _object(self, reference: Any, page: int | None, owner: int | None) -> Annotation | None:
        objid = getattr(reference, "objid", None)
        if isinstance(objid, int):
            self.holders.setdefault(objid, owner)
            if objid in self._annotations:
                return self._annotations[objid]
        value = dereferenced(reference)
        value = value.attrs if isinstance(value, PDFStream) else value
        if not isinstance(value, dict):
            self.faults.append("Der Strukturbaum nennt ein Objekt, das es nicht gibt.")
            return None
        return _annotation(page or 0, -1, value)

    def _tag(self, entry: Any, value: Mapping[str, Any], role: str, depth: int) -> Tag | None:
        objid = entry.objid if isinstance(entry, PDFObjRef) else None
        if objid in self._seen:
            self.faults.append(f"Das Element {role} (Objekt {objid}) hängt an mehr als einer Stelle im Strukturbaum.")
            return None
        if depth >= DEEPEST:
            self.faults.append(f"Der Strukturbaum ist tiefer als {DEEPEST} Ebenen.")
            return None
        if objid is not None:
            self._seen.add(objid)
        namespace = self._roles.namespace(value)
        kids = tuple(self.kids(value, objid, depth + 1, self._page(value.get("Pg"), None)))
        return Tag(role, self._roles.attributes(value), kids, self._roles.standard(role, value), namespace)
