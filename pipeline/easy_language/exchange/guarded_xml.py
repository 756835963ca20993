"""Somebody's XML → the same without declarations, or a refusal that says why: nothing else is parsed before it has passed.

Refused are declarations of entities and an inner subset (both may grow without end), references to other files, too many
bytes and units, and what nests too deeply. A plain DOCTYPE, which tools write into TMX, is taken off and never followed.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from lxml import etree

from pipeline.diagnostics import Diagnostic, InputRefusal, Place

LARGEST_EXCHANGE = 20 * 1024 * 1024
"""Bytes; 20 000 sentences with their translation have about 10 MB."""
MOST_UNITS = 20_000
DEEPEST = 60
"""Elements within elements; XLIFF has eight, and groups may stand in groups."""

_ENCODINGS = {"utf-8", "utf-16", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"}
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}\?>")
_NAMED = re.compile(rb"<\?xml\s[^>]{0,150}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{1,40})[\"']")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^>\[]{0,500}>")
_FORBIDDEN = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)|<!DOCTYPE[^>]*\[", re.IGNORECASE)
_OUTSIDE = {"external-file", "include", "it-file"}
"""Elements that name another file: of XLIFF, and XInclude."""


def guarded(data: bytes, file: str, unit: str) -> bytes:
    """The XML in UTF-8 without declaration and DOCTYPE; ``unit`` is the element that is counted. Raises InputRefusal (Z693)."""
    if len(data) > LARGEST_EXCHANGE:
        raise _refusal(file, f"Die Datei ist größer als {LARGEST_EXCHANGE >> 20} MB.")
    text = _decoded(data, file)
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _refusal(
            file, "Die Datei erklärt Bausteine von XML (ENTITY). Das braucht kein Übersetzungsprogramm.", line
        )
    plain = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1).strip().encode()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(plain, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(file, f"Die Datei ist kein lesbares XML: {error.msg}.", error.lineno or 0) from error
    _require_harmless(root, file, unit)
    return etree.tostring(root, encoding="utf-8")


def _decoded(data: bytes, file: str) -> str:
    named = _NAMED.match(data.removeprefix(BOM_UTF8).lstrip())
    encoding = named[1].decode().lower() if named else "utf-8"
    if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        encoding = "utf-16"
    elif encoding not in _ENCODINGS:
        raise _refusal(file, f"Die Kodierung „{encoding}“ ist unbekannt.")
    try:
        return data.decode("utf-8-sig" if encoding in {"utf-8", "us-ascii"} else encoding)
    except UnicodeDecodeError as error:
        raise _refusal(file, f"Die Datei ist nicht in {encoding.upper()} kodiert.") from error


def _require_harmless(root: etree._Element, file: str, unit: str) -> None:
    depth, units = 0, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise _refusal(file, f"Mehr als {DEEPEST} Elemente stehen ineinander.", element.sourceline or 0)
        if event == "start" and isinstance(element.tag, str):
            name = etree.QName(element).localname
            if name in _OUTSIDE:
                raise _refusal(
                    file,
                    f"Die Datei verweist auf eine andere ({name}). Gelesen wird nur, was in ihr steht.",
                    element.sourceline or 0,
                )
            units += name == unit
    if units > MOST_UNITS:
        raise _refusal(file, f"Die Datei hat {units} Einheiten, erlaubt sind {MOST_UNITS}.")


def _refusal(file: str, message: str, line: int = 0) -> InputRefusal:
    hint = "Speichern Sie die Datei in Ihrem Programm neu, als TMX 1.4 oder XLIFF 1.2. Gelesen wurde nichts."
    return InputRefusal(Diagnostic("Z693", Place(file, line), message, hint))


def unfit(file: str, message: str) -> InputRefusal:
    """The refusal of a file that is XML, but not what is expected (Z693)."""
    return _refusal(file, message)
