"""The way back, from marked content to structure element (ISO 32000-1, 14.7.4.4), held against the tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream

from pipeline.readback.marked_content import dereferenced, whole_of

_DEEPEST = 32


class ParentTree:
    """The number tree of the root, and the keys that pages have in it."""

    def __init__(self, root: Mapping[str, Any], pages: Sequence[PDFPage]) -> None:
        """Take the entries from the root."""
        self._entries = dict(_entries(root.get("ParentTree"), 0))
        self._pages = pages

    def faults(
        self, owners: Mapping[tuple[int, int | None, int], int | None], holders: Mapping[int, int | None]
    ) -> Iterator[str]:
        """In words, where it names another element than the one that holds a content or an object.

        ``owners`` and ``holders`` are the object numbers of the elements, by the content and by the object's number.
        """
        wrong: dict[int, int] = {}
        for (page, form, mcid), owner in owners.items():
            parents = self._parents(page, form)
            named = parents[mcid] if 0 <= mcid < len(parents) else None
            if getattr(named, "objid", None) != owner or owner is None:
                wrong[page] = wrong.get(page, 0) + 1
        for page, count in sorted(wrong.items()):
            yield f"Seite {page + 1}: der ParentTree nennt ein anderes Element als der Baum, oder keines (Inhalte: {count})."
        lost = sum(self._holder(objid) != owner for objid, owner in holders.items())
        if lost:
            yield f"Der ParentTree nennt ein anderes Element als der Baum, oder keines (Verweise: {lost})."

    def _parents(self, page: int, form: int | None) -> list[Any]:
        source = self._pages[page].attrs if form is None else _attributes(PDFObjRef(self._pages[page].doc, form))
        key = whole_of(source.get("StructParents"))
        value = dereferenced(self._entries.get(key)) if key is not None else None
        return value if isinstance(value, list) else []

    def _holder(self, objid: int) -> int | None:
        key = whole_of(_attributes(PDFObjRef(self._pages[0].doc, objid)).get("StructParent"))
        found = getattr(self._entries.get(key), "objid", None) if key is not None else None
        return found if isinstance(found, int) else None


def _attributes(value: Any) -> Mapping[str, Any]:
    value = dereferenced(value)
    value = value.attrs if isinstance(value, PDFStream) else value
    return value if isinstance(value, dict) else {}


def _entries(node: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """The entries of a number tree (ISO 32000-1, 7.9.7)."""
    node = dereferenced(node)
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    flat, kids = dereferenced(node.get("Nums")), dereferenced(node.get("Kids"))
    if isinstance(flat, list):
        yield from zip(map(whole_of, flat[::2]), flat[1::2], strict=False)
    for kid in kids if isinstance(kids, list) else ():
        yield from _entries(kid, depth + 1)
