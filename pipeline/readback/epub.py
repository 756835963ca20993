"""An EPUB, opened: its package, and its documents in reading order, by the names that links use."""

from __future__ import annotations

import binascii
import posixpath
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from urllib.parse import unquote, urldefrag

from pipeline.readback.containers import Element, local_name, member, members, parsed_xml
from pipeline.readback.reading import UnreadableError
from pipeline.readback.xhtml_lines import PICTURE

XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class EpubPackage:
    """The parts of an EPUB."""

    archive: Mapping[str, bytes]
    package: Element
    path: str
    """Where the package stands in the container."""
    documents: Mapping[str, Element]
    """The XHTML documents of the spine in order, by their names in the container."""
    ids: Mapping[str, Mapping[str, Element]]
    """Their elements by id; the first, where an id stands twice."""

    def place(self, href: str, base: str) -> tuple[str, str]:
        """The document that a link in ``base`` leads to, by its name in the container, and the fragment."""
        address, fragment = urldefrag(href)
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(address))) if address else base
        return name, unquote(fragment)

    def target(self, href: str, base: str) -> Element | None:
        """The element that a link leads to: a document's root where it names no fragment; None where nothing is there."""
        name, fragment = self.place(href, base)
        root = self.documents.get(name)
        if root is None or not fragment:
            return root
        return self.ids[name].get(fragment)

    def item(self, prop: str) -> Element | None:
        """The item of the manifest with this property."""
        return next((each for each in self.package.iter("{*}item") if prop in each.get("properties", "").split()), None)

    def data(self, item: Element) -> bytes:
        """The bytes of an item. Raises UnreadableError where they are missing."""
        return member(self.archive, self.place(item.get("href", ""), self.path)[0])

    def navigation(self, kind: str) -> tuple[str, Element] | None:
        """The nav element of this ``epub:type``, and the name of its document."""
        for name, root in self.documents.items():
            for each in root.iter("{*}nav"):
                if kind in each.get("{http://www.idpf.org/2007/ops}type", "").split():
                    return name, each
        return None


def opened_epub(data: bytes) -> EpubPackage:
    """The book. Raises UnreadableError."""
    archive = members(data)
    if member(archive, "mimetype").strip() != b"application/epub+zip":
        raise UnreadableError("der Eintrag mimetype nennt kein EPUB")
    path = _package_path(archive)
    package = parsed_xml(member(archive, path), path)
    documents = {name: html_root(member(archive, name), name, archive) for name in _spine(package, path)}
    return EpubPackage(archive, package, path, documents, {name: _by_id(root) for name, root in documents.items()})


def _by_id(root: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for each in root.iter("*"):
        found.setdefault(each.get("id", ""), each)
    return found


def html_root(data: bytes, name: str, files: Mapping[str, bytes] = MappingProxyType({})) -> Element:
    """The html element of a document, what its pictures show noted at them. Raises UnreadableError where it is none."""
    root = parsed_xml(data, name)
    if local_name(root) != "html":
        raise UnreadableError(f"{name} ist kein HTML, sondern beginnt mit <{local_name(root)}>")
    for image in root.iter("{*}img"):
        shown = _shown(image.get("src", ""), name, files)
        image.set(PICTURE, "" if shown is None else sha256(shown).hexdigest())
    return root


def _shown(source: str, base: str, files: Mapping[str, bytes]) -> bytes | None:
    """The file that a picture shows: in its address itself (RFC 2397), or in the container."""
    kind, comma, data = source.partition(",")
    if kind.startswith("data:image/") and kind.endswith(";base64") and comma:
        with suppress(binascii.Error):
            return b64decode(data, validate=True)
        return None
    return files.get(posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(source))))


def _package_path(archive: Mapping[str, bytes]) -> str:
    container = parsed_xml(member(archive, "META-INF/container.xml"), "META-INF/container.xml")
    for each in container.iter("{*}rootfile"):
        return str(each.get("full-path", ""))
    raise UnreadableError("META-INF/container.xml nennt kein Paket")


def _spine(package: Element, path: str) -> list[str]:
    """The names of the XHTML documents in reading order (EPUB 3.3, 5.7); those outside it are no part of the book."""
    items = {each.get("id"): each for each in package.iter("{*}item")}
    names = []
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            raise UnreadableError(f"die Lesefolge nennt {reference.get('idref')}, das Paket kennt es nicht")
        if item.get("media-type") == XHTML:
            name = posixpath.join(posixpath.dirname(path), unquote(item.get("href", "")))
            names.append(posixpath.normpath(name))
    return names
