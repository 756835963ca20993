"""Which paragraphs Word made items of a list, and what stands before them: it is nowhere in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.sources.office.guard import Package
from pipeline.sources.office.package_parts import elements

BULLET = "• "

_UNNUMBERED = {"bullet", "none"}
_DEEPEST = 16
"""Styles that are based on one another; more than that is a circle."""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a level of a list counts (17.9.6)."""

    kind: str = "decimal"
    around: str = "%1."
    """What stands around the number, ``%2)``; numbers of other levels in it are left out."""
    start: int = 1

    def label(self, count: int) -> str:
        """What stands before the item with this number."""
        if "%" not in self.around.replace("%\u2060", ""):
            return self.around.replace("\u2060", "")
        shown = {"lowerLetter": _letters(count), "upperLetter": _letters(count).upper()}.get(self.kind, str(count))
        around = re.fullmatch(r"(?:.*?)(\(?)%\d([.)]?)", self.around)
        return f"{around[1]}{shown}{around[2] or '.'}" if around else f"{shown}."


def _letters(count: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26]


@dataclass(slots=True)
class ReturnedLists:
    """The lists of a document (ECMA-376 part 1, 17.9), and how far each has been counted."""

    formats: dict[tuple[str, str], ListLevel] = field(default_factory=dict)
    """By list and level."""
    styles: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By style: the list and level that it brings, and the style that it is based on."""
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def marker(self, style: str, number: str, level: str) -> str:
        """What stands before a paragraph of this style and list; empty where nothing does."""
        number, level = self._of(style, number, level)
        shape = self.formats.get((number, level))
        if not number or number == "0" or shape is None or shape.kind == "none":
            return ""
        for deeper in [key for key in self._counts if key[0] == number and key[1] > level]:
            del self._counts[deeper]
        if shape.kind in _UNNUMBERED:
            return BULLET
        count = self._counts[number, level] = self._counts.get((number, level), shape.start - 1) + 1
        return f"{shape.label(count)} "

    def _of(self, style: str, number: str, level: str) -> tuple[str, str]:
        """17.7.2: what a paragraph says itself goes before what its style says, and that before the style below."""
        for _ in range(_DEEPEST):
            if number or style not in self.styles:
                break
            number, level, style = self.styles[style]
        return number, level


def lists(package: Package, numbering: str, styles: str) -> ReturnedLists:
    """The lists that the two parts of the document define."""
    found = ReturnedLists(_formats(package, numbering))
    style = ""
    for name, values in elements(package, styles):
        number, level, base = found.styles.get(style, ("", "0", ""))
        match name:
            case "style":
                style = values.get("styleId", "")
                found.styles[style] = ("", "0", "")
            case "basedOn":
                found.styles[style] = (number, level, values.get("val", ""))
            case "numId":
                found.styles[style] = (values.get("val", ""), level, base)
            case "ilvl":
                found.styles[style] = (number, values.get("val", "0"), base)
    return found


def _formats(package: Package, part: str) -> dict[tuple[str, str], ListLevel]:
    shapes: dict[str, dict[str, ListLevel]] = {}
    formats: dict[tuple[str, str], ListLevel] = {}
    shape = number = level = ""
    for name, values in elements(package, part):
        value = values.get("val", "")
        match name:
            case "abstractNum":
                shape, number = values.get("abstractNumId", ""), ""
            case "num":
                number = values.get("numId", "")
            case "abstractNumId":
                formats |= {(number, at): each for at, each in shapes.get(value, {}).items()}
            case "lvl" | "lvlOverride":
                level = values.get("ilvl", "0")
            case "numFmt" | "lvlText" | "start" | "startOverride":
                # What stands in a list overrides one level of what it is made of (17.9.8).
                own = formats.get((number, level)) if number else shapes.get(shape, {}).get(level)
                changed = _said(own or ListLevel(), name, value)
                if number:
                    formats[number, level] = changed
                else:
                    shapes.setdefault(shape, {})[level] = changed
    return formats


def _said(level: ListLevel, name: str, value: str) -> ListLevel:
    match name:
        case "numFmt":
            return replace(level, kind=value)
        case "lvlText":
            return replace(level, around=value)
        case _:
            return replace(level, start=int(value)) if value.isascii() and value.isdigit() and len(value) < 6 else level  # noqa: PLR2004
