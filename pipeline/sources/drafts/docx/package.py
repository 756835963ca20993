"""Bytes → the trees of a Word document's parts; everything passes the guard first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.sources.office import guard, package_parts, trees
from pipeline.sources.office.guard import Package
from pipeline.sources.office.package_parts import Relation
from pipeline.sources.office.trees import XmlElement


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word document: its main part, and what that uses."""

    package: Package
    body: XmlElement
    styles: XmlElement
    numbering: XmlElement
    settings: XmlElement
    notes: Mapping[tuple[str, str], XmlElement]
    """By ``footnote`` or ``endnote`` and id."""
    comments: Mapping[str, XmlElement]
    marginal: tuple[tuple[str, str], ...]
    """``header`` or ``footer``, and its words."""
    relations: Mapping[str, Mapping[str, Relation]]
    """What the main part, the footnotes and the endnotes use: by ``document``, ``footnote``, ``endnote``."""
    title: str

    def relation(self, part: str, key: str) -> Relation | None:
        """What this part, such as ``footnote``, uses under the key."""
        return self.relations.get(part, {}).get(key)

    def bytes_of(self, relation: Relation | None) -> bytes:
        """What the part at the end of a relation holds; nothing where it is outside or missing."""
        if relation is None or relation.outside or relation.target not in self.package.names:
            return b""
        return b"".join(self.package.chunks(relation.target))


def opened(data: bytes, file: str) -> Opened:
    """The document. Raises InputRefusal (Z151 to Z158)."""
    package = guard.package(data, file)
    main, related = package_parts.used_parts(package)
    tree = trees.tree(package, main)
    relations = {"document": package_parts.relations(package, main)}
    notes: dict[tuple[str, str], XmlElement] = {}
    for kind in ("footnote", "endnote"):
        if part := related.get(f"{kind}s", ""):
            relations[kind] = package_parts.relations(package, part)
            for node in trees.tree(package, part).children:
                if node.name == f"w:{kind}" and node.get("w:type", "normal") == "normal":
                    notes[kind, node.get("w:id")] = node
    comments = {node.get("w:id"): node for node in trees.tree(package, related.get("comments", "")).children}
    marginal = tuple(
        (each.kind, words)
        for each in relations["document"].values()
        if each.kind in {"header", "footer"}
        and (words := " ".join(" ".join(node.text for node in trees.tree(package, each.target).all("w:t")).split()))
    )
    return Opened(
        package,
        tree.child("w:body") or XmlElement(""),
        trees.tree(package, related.get("styles", "")),
        trees.tree(package, related.get("numbering", "")),
        trees.tree(package, related.get("settings", "")),
        notes,
        comments,
        marginal,
        relations,
        _title(package),
    )


def _title(package: Package) -> str:
    """The title of the core properties (OPC 8.3)."""
    for each in package_parts.relations(package, "").values():
        if each.kind == "core-properties":
            for name, values in package_parts.elements(package, each.target):
                if name == "title":
                    return " ".join(values.get(package_parts.TEXT, "").split())
    return ""
