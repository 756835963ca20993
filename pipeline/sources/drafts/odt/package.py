"""Bytes → the trees of a LibreOffice text's parts; everything passes the guard first."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sources.office import guard, open_document, package_parts, trees
from pipeline.sources.office.guard import Package
from pipeline.sources.office.trees import XmlElement

_MARGINS = {
    "style:header": "header",
    "style:footer": "footer",
    "style:header-left": "header",
    "style:footer-left": "footer",
    "style:header-first": "header",
    "style:footer-first": "footer",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A LibreOffice text: its content, and the styles that it uses."""

    package: Package
    content: XmlElement
    styles: XmlElement
    title: str

    @property
    def body(self) -> XmlElement:
        """What stands in the text."""
        return self.content.child("office:body", "office:text") or XmlElement("")

    @property
    def marginal(self) -> Iterator[tuple[str, str]]:
        """``header`` or ``footer``, and its words."""
        for node in (self.styles.child("office:master-styles") or XmlElement("")).all(*_MARGINS):
            if words := " ".join(" ".join(each.text for each in node.all("text:p", "text:h")).split()):
                yield _MARGINS[node.name], words

    def tree(self, name: str) -> XmlElement:
        """The tree of another part."""
        return trees.tree(self.package, name)

    def bytes_of(self, target: str) -> bytes:
        """What the member of this name holds; nothing where there is none."""
        name = posixpath.normpath(target)
        return b"".join(self.package.chunks(name)) if name in self.package.names else b""


def opened(data: bytes, file: str) -> Opened:
    """The document. Raises InputRefusal (Z151 to Z158, Z173)."""
    package = guard.package(data, file)
    open_document.require(package)
    content, styles = (trees.tree(package, name) for name in (open_document.CONTENT, open_document.STYLES))
    for tree in (content, styles):
        open_document.require_harmless(package, tree)
    return Opened(package, content, styles, _title(package))


def _title(package: Package) -> str:
    for name, values in package_parts.elements(package, open_document.META):
        if name == "title":
            return " ".join(values.get(package_parts.TEXT, "").split())
    return ""
