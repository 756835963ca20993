"""Bytes → XML trees and ZIP members, with the doors closed: no entities, no network, no bombs.

The files are ours, but a check is also run on what came back from elsewhere, and a damaged file must end in a finding.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any

from lxml import etree

from pipeline.readback.reading import UnreadableError

MOST_MEMBERS = 1000
LARGEST = 64 * 1024 * 1024
"""Bytes of one file, and of all unpacked members of a ZIP together."""

Element = Any
"""An element of lxml; lxml-stubs 0.5.1 do not know comments and entities as siblings of elements."""


def parsed_xml(data: bytes, name: str) -> Element:
    """The root element. Raises UnreadableError where the bytes are not well-formed XML, or declare entities."""
    if len(data) > LARGEST:
        raise UnreadableError(f"{name} ist mit {len(data)} Bytes zu groß")
    # huge_tree stays off: libxml2 then refuses more than 256 nested elements and texts of more than 10 MB.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name} ist kein wohlgeformtes XML: {error}") from error
    # lxml-stubs 0.5.1 know no DTD.iterentities.
    dtd: Any = root.getroottree().docinfo.internalDTD
    if (dtd is not None and any(True for _ in dtd.iterentities())) or any(True for _ in root.iter(etree.Entity)):
        raise UnreadableError(f"{name} erklärt oder benutzt eigene Entitäten")
    return root


def members(data: bytes) -> Mapping[str, bytes]:
    """Every member of the ZIP by its name, its checksum verified. Raises UnreadableError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return MappingProxyType(dict(_members(archive)))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError(f"kein unbeschädigtes ZIP-Archiv: {error}") from error


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries, left, seen = archive.infolist(), LARGEST, set[str]()
    if len(entries) > MOST_MEMBERS:
        raise UnreadableError(f"das ZIP-Archiv hat {len(entries)} Einträge, höchstens {MOST_MEMBERS} werden gelesen")
    for entry in entries:
        if entry.filename in seen:
            raise UnreadableError(f"das ZIP-Archiv hat den Eintrag {entry.filename} zweimal")
        with archive.open(entry) as member:
            content = member.read(left + 1)
        left -= len(content)
        if left < 0:
            raise UnreadableError(f"das ZIP-Archiv hat ausgepackt mehr als {LARGEST} Bytes")
        seen.add(entry.filename)
        yield entry.filename, content


def member(archive: Mapping[str, bytes], name: str) -> bytes:
    """The member of this name. Raises UnreadableError where there is none."""
    if name not in archive:
        raise UnreadableError(f"im ZIP-Archiv fehlt {name}")
    return archive[name]


def local_name(element: Element) -> str:
    """The name of the element without its namespace; empty for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    """All text inside the element, without comments."""
    return "".join(element.itertext())
