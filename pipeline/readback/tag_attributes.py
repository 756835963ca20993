"""What a structure element says of itself: attributes worth knowing, its namespace, and its standard role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from pipeline.readback.marked_content import dereferenced, name_of, string_of

_OWN = {"T": "Title", "ID": "ID", "Lang": "Lang", "Alt": "Alt", "ActualText": "ActualText", "E": "E"}
"""Entries of the element itself, and what they are called here (ISO 32000-1, table 323)."""

_ATTACHED = (
    "ListNumbering",
    "Scope",
    "Headers",
    "ColSpan",
    "RowSpan",
    "Summary",
    "BBox",
    "NoteType",
    "TextDecorationType",
    "TextPosition",
    "BaselineShift",
    "Type",
    "Subtype",
)
"""Entries of its attribute objects; the last two of the owner Artifact alone."""

NAMESPACES = {"http://iso.org/pdf2/ssn": "pdf2", "http://iso.org/pdf/ssn": "pdf"}
"""The standard structure namespaces (ISO 32000-2, 14.8.6) by the short names used here."""

_LONGEST_CHAIN = 32


class Roles:
    """The maps of the structure tree root that explain an element: RoleMap and ClassMap."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        """Take both from the root."""
        self._roles = _dictionary(root.get("RoleMap"))
        self._classes = _dictionary(root.get("ClassMap"))

    def attributes(self, element: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """Name and value of the attributes, in fixed order; the element's own prevail over those of its classes."""
        found = {name: text for key, name in _OWN.items() if (text := string_of(element.get(key))) is not None}
        for each in [*self._of_classes(element.get("C")), *_objects(element.get("A"))]:
            artifact = name_of(each.get("O")) == "Artifact"
            for key in _ATTACHED:
                if key in each and (artifact or key not in {"Type", "Subtype"}):
                    found[key] = _shown(each[key])
        return tuple((name, found[name]) for name in (*_OWN.values(), *_ATTACHED) if name in found)

    def _of_classes(self, value: Any) -> Iterator[dict[str, Any]]:
        value = dereferenced(value)
        for name in value if isinstance(value, list) else [value]:
            yield from _objects(self._classes.get(name_of(name)))

    def namespace(self, element: Mapping[str, Any]) -> str:
        """The namespace's short name, its whole name where it has none, or nothing."""
        name = string_of(_dictionary(element.get("NS")).get("NS")) or ""
        return NAMESPACES.get(name, name)

    def standard(self, role: str, element: Mapping[str, Any]) -> str:
        """The role that the element's own is mapped to at last; RoleMap is for elements without namespace alone."""
        namespace = _dictionary(element.get("NS"))
        if not namespace:
            return self._mapped(role)
        for _ in range(_LONGEST_CHAIN):
            if self.namespace({"NS": namespace}) in NAMESPACES.values():
                break
            target = dereferenced(_dictionary(namespace.get("RoleMapNS")).get(role))
            match target:
                case [name, space, *_]:  # ISO 32000-2, table 356: a pair of role and namespace, or a role of PDF 1.7
                    role, namespace = name_of(name), _dictionary(space)
                case PSLiteral():
                    return self._mapped(name_of(target))
                case _:
                    break
        return role

    def _mapped(self, role: str) -> str:
        seen = set[str]()
        while role in self._roles and role not in seen:
            seen.add(role)
            role = name_of(self._roles[role])
        return role


def _dictionary(value: Any) -> dict[str, Any]:
    value = dereferenced(value)
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The attribute objects: one, or several with revision numbers between them (ISO 32000-1, 14.7.5.3)."""
    value = dereferenced(value)
    for entry in value if isinstance(value, list) else [value]:
        each = dereferenced(entry)
        each = each.attrs if isinstance(each, PDFStream) else each
        if isinstance(each, dict):
            yield each


def _shown(value: Any) -> str:
    """The value as text: names and strings as they are, numbers short, arrays with spaces between."""
    match dereferenced(value):
        case PSLiteral() as name:
            return name_of(name)
        case bytes() as string:
            return decode_text(string)
        case float() as number:
            return f"{round(number, 2):g}"
        case list() as entries:
            return " ".join(_shown(each) for each in entries if not isinstance(dereferenced(each), list | dict))
        case other:
            return str(other)
