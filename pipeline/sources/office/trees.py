"""The XML of a part as a tree that is small and flat enough to walk, its names by well-known prefixes.

Why not the trees of lxml: the transitional and the strict form of Office Open XML say the same under two namespaces, and
the limits must hold while the bytes arrive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.sources.office import guard, package_parts
from pipeline.sources.office.guard import Package

DEEPEST = 120
"""Elements inside one another; a table in a text box in a table has some fifty."""

MOST_NODES = 1_500_000
MOST_PARAGRAPHS = 20_000
"""Of one part; a book of 500 pages has some 10 000 paragraphs."""

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1998/Math/MathML": "math",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:form:1.0": "form",
    "urn:oasis:names:tc:opendocument:xmlns:script:1.0": "script",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
_PARAGRAPHS = frozenset({"w:p", "text:p", "text:h"})

_DIVIDE = "Teilen Sie den Text in mehrere Dateien, etwa nach Kapiteln."

_NOTHING: Mapping[str, str] = {}


@dataclass(slots=True)
class XmlElement:
    """An element: its name such as ``w:p``, its attributes by such names, and what stands inside it."""

    name: str
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    inside: list[XmlElement | str] = field(default_factory=list)

    @property
    def children(self) -> Iterator[XmlElement]:
        """The elements inside it."""
        return (each for each in self.inside if isinstance(each, XmlElement))

    def get(self, name: str, otherwise: str = "") -> str:
        """The value of an attribute."""
        return self.values.get(name, otherwise)

    def child(self, *path: str) -> XmlElement | None:
        """The first element that the names lead to, one inside the other."""
        found: XmlElement | None = self
        for name in path:
            found = next((each for each in found.children if each.name == name), None) if found else None
        return found

    def all(self, *names: str, without: str = "") -> Iterator[XmlElement]:
        """The elements with one of the names at any depth, in document order; none inside elements named ``without``."""
        for each in self.children:
            if each.name in names:
                yield each
            if each.name != without:
                yield from each.all(*names, without=without)

    @property
    def text(self) -> str:
        """All characters inside it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)


@cache
def _name(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    return f"{_SPACES.get(space.lstrip('{'), '')}:{local}"


class _Builder:
    def __init__(self, package: Package, part: str) -> None:
        self.root = XmlElement("")
        self._open = [self.root]
        self._package, self._part = package, part
        self._nodes = self._paragraphs = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise guard.too_large(self._package.file, f"„{self._part}“ hat mehr als {MOST_NODES} Elemente")
        if len(self._open) > DEEPEST:
            raise guard.damaged(self._package.file, f"„{self._part}“ ist tiefer verschachtelt als {DEEPEST} Elemente")
        name = _name(tag)
        if name in _PARAGRAPHS:
            self._paragraphs += 1
            if self._paragraphs > MOST_PARAGRAPHS:
                raise guard.too_large(self._package.file, f"Sie hat mehr als {MOST_PARAGRAPHS} Absätze", _DIVIDE)
        node = XmlElement(name, {_name(key): value for key, value in attributes.items()} if attributes else _NOTHING)
        self._open[-1].inside.append(node)
        self._open.append(node)

    def end(self, tag: str) -> None:
        del tag
        self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].inside.append(text)


def tree(package: Package, part: str) -> XmlElement:
    """The root element of the part; one without a name where there is no such part. Raises InputRefusal."""
    builder = _Builder(package, part)
    if part in package.names:
        package_parts.listen(package, part, builder)
    return next(builder.root.children, XmlElement(""))
