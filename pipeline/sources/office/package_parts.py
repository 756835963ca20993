"""The parts of a package that say what it is, and every part's XML as a stream of events: no tree, no declarations.

Why a stream: the limits are counted while the bytes arrive, so a document of a million paragraphs is refused at the
first one too many, and what is not needed is never kept.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lxml import etree

from pipeline.sources.office import guard
from pipeline.sources.office.guard import Package

MOST_ELEMENTS = 3_000_000
"""Elements of one part; 5 000 rows as LibreOffice 7.4 writes them have about a third of it."""

TEXT = ""
"""The key of what follows the start of an element as text."""

DEEPEST = 256
"""Elements inside one another, as libxml2 has it for trees; a parser target of lxml 6.1 has no such limit."""

CONTENT_TYPES, ROOT_RELATIONSHIPS = "[Content_Types].xml", "_rels/.rels"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE_TYPES = ("macroenabled", "vbaproject", "vba", "activex", "oleobject")
# ECMA-376 part 1 and its strict form (ISO/IEC 29500-1) name the same relationships under two addresses.
_RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
_ACTIVE_RELATIONSHIPS = {"oleobject", "package", "control", "vbaproject", "afchunk", "activexcontrolbinary"}
_OUTWARD_RELATIONSHIPS = {"attachedtemplate", "subdocument", "frame", "mailmergesource", "mailmergeheadersource"}

Attributes = Mapping[str, str]


class Listener(Protocol):
    """What receives the events of a part; names are local ones of WordprocessingML, and empty for all others."""

    def start(self, tag: str, attributes: Attributes, /) -> None:
        """An element begins."""

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def data(self, text: str, /) -> None:
        """Characters."""


class _Watched:
    """A listener behind a counter that lets no declaration pass (an lxml parser target, lxml 6.1)."""

    def __init__(self, listener: Listener, package: Package, part: str) -> None:
        self._listener, self._package, self._part = listener, package, part
        self._left, self._depth = MOST_ELEMENTS, 0
        self.data = listener.data

    def start(self, tag: str, attributes: Attributes) -> None:
        self._left, self._depth = self._left - 1, self._depth + 1
        if self._left < 0:
            raise guard.too_large(self._package.file, f"„{self._part}“ hat mehr als {MOST_ELEMENTS} Elemente")
        if self._depth > DEEPEST:
            raise guard.damaged(self._package.file, f"„{self._part}“ ist tiefer verschachtelt als {DEEPEST} Elemente")
        # libxml2 2.14 leaves „&amp;“ in attributes as „&#38;“ where it must not resolve entities.
        if any("&#38;" in value for value in attributes.values()):
            attributes = {key: value.replace("&#38;", "&") for key, value in attributes.items()}
        self._listener.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._listener.end(tag)

    def doctype(self, *_: object) -> None:
        raise guard.declared(self._package.file, self._part)

    def close(self) -> None:
        return None


def listen(package: Package, part: str, listener: Listener) -> None:
    """Send what the part holds to the listener, as events. Raises InputRefusal (Z152, Z155, Z158)."""
    options: dict[str, Any] = {"target": _Watched(listener, package, part)}
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
        **options,
    )
    try:
        for chunk in package.chunks(part):
            parser.feed(chunk)
        parser.close()
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise guard.damaged(package.file, f"„{part}“ ist kein gültiges XML ({error})") from error


class _Elements:
    """The elements of a small part, one after the other: local name, attributes by their local names, text as TEXT."""

    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        self.found.append((local(tag), {local(key): value for key, value in attributes.items()}))

    def end(self, tag: str) -> None:
        del tag

    def data(self, text: str) -> None:
        values = self.found[-1][1]
        values[TEXT] = values.get(TEXT, "") + text


def elements(package: Package, part: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of the part in document order; none where there is no such part."""
    listener = _Elements()
    if part in package.names:
        listen(package, part, listener)
    return listener.found


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


def used_parts(package: Package, *, linked_pictures: bool = False) -> tuple[str, Mapping[str, str]]:
    """The main part, and the parts that it uses by what they are to it (``comments``, ``styles`` …).

    Raises InputRefusal where it is no plain Word document (Z151), holds programs (Z156) or points elsewhere (Z157).
    ``linked_pictures`` lets pictures be elsewhere: nobody fetches them.
    """
    if CONTENT_TYPES not in package.names or ROOT_RELATIONSHIPS not in package.names:
        odt = "META-INF/manifest.xml" in package.names
        raise guard.no_docx(
            package.file, "Die Datei ist ODT" if odt else "Die Datei ist ein Archiv, aber kein Word-Dokument"
        )
    types = elements(package, CONTENT_TYPES)
    for _, each in types:
        if any(word in each.get("ContentType", "").casefold() for word in _ACTIVE_TYPES):
            raise guard.active(package.file, f"Die Datei nennt „{each['ContentType']}“")
    for name in sorted(package.names):
        if name.casefold().endswith(".rels"):
            _require_inward(package, name, linked_pictures=linked_pictures)
    main = dict(_related(package, ROOT_RELATIONSHIPS, "")).get("officeDocument", "")
    if main not in package.names or _type_of(main, types) != _MAIN:
        raise guard.no_docx(package.file, "Die Datei ist kein Word-Dokument, sondern eine Vorlage oder etwas anderes")
    folder, name = posixpath.split(main)
    related = dict(_related(package, posixpath.join(folder, "_rels", f"{name}.rels"), folder))
    # The strict form says customProperties.
    custom = {"custom-properties", "customProperties"}
    properties = (part for kind, part in _related(package, ROOT_RELATIONSHIPS, "") if kind in custom)
    return main, {**related, "properties": next(properties, "")}


def _type_of(part: str, types: list[tuple[str, dict[str, str]]]) -> str:
    """OPC 7.2.3.4: an override of the part's name goes before the default of its ending."""
    for name, each in types:
        if name == "Override" and each.get("PartName", "").casefold() == f"/{part}".casefold():
            return each.get("ContentType", "")
    ending = part.rpartition(".")[2].casefold()
    return next(
        (
            each.get("ContentType", "")
            for name, each in types
            if name == "Default" and each.get("Extension", "").casefold() == ending
        ),
        "",
    )


def _require_inward(package: Package, name: str, *, linked_pictures: bool) -> None:
    for element, each in elements(package, name):
        if element != "Relationship":
            continue
        full, kind = each.get("Type", ""), each.get("Type", "").rpartition("/")[2].casefold()
        if kind in _ACTIVE_RELATIONSHIPS:
            raise guard.active(package.file, f"„{name}“ nennt „{each.get('Target', '')[:80]}“")
        harmless = ("hyperlink", "image") if linked_pictures else ("hyperlink",)
        link = full in {f"{start}{each}" for start in _RELATIONSHIPS for each in harmless}
        if kind in _OUTWARD_RELATIONSHIPS or (each.get("TargetMode", "Internal") != "Internal" and not link):
            raise guard.outward(package.file, f"„{each.get('Target', '')[:80]}“")


def _related(package: Package, name: str, folder: str) -> Iterator[tuple[str, str]]:
    for element, each in elements(package, name):
        if element == "Relationship" and each.get("TargetMode", "Internal") == "Internal":
            part = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            if part in package.names:
                yield each.get("Type", "").rpartition("/")[2], part


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part uses: the kind of it, where it is, and whether that is outside of the file."""

    kind: str
    target: str
    outside: bool


def relations(package: Package, part: str) -> dict[str, Relation]:
    """What the part uses, by the names that it has for it (OPC 6.5)."""
    folder, name = posixpath.split(part)
    found = {}
    for element, each in elements(package, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element == "Relationship":
            outside = each.get("TargetMode", "Internal") != "Internal"
            target = each.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, outside)
    return found
