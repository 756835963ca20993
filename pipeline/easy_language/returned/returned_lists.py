"""Which paragraphs Word made items of a list, and what stands before them: it is nowhere in their text."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.sources.office.guard import Package
from pipeline.sources.office.package_parts import elements

BULLET = "• "

_UNNUMBERED = {"bullet", "none"}
_DEEPEST = 16
"""Styles that are based on one another; more than that is a circle."""


@dataclass(slots=True)
class ReturnedLists:
    """The lists of a document (ECMA-376 part 1, 17.9), and how far each has been counted."""

    formats: dict[tuple[str, str], str] = field(default_factory=dict)
    """By list and level: ``bullet``, ``decimal`` …"""
    styles: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By style: the list and level that it brings, and the style that it is based on."""
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def marker(self, style: str, number: str, level: str) -> str:
        """What stands before a paragraph of this style and list; empty where nothing does."""
        number, level = self._of(style, number, level)
        kind = self.formats.get((number, level))
        if not number or number == "0" or kind is None or kind == "none":
            return ""
        for deeper in [key for key in self._counts if key[0] == number and key[1] > level]:
            del self._counts[deeper]
        if kind in _UNNUMBERED:
            return BULLET
        count = self._counts[number, level] = self._counts.get((number, level), 0) + 1
        return f"{count}. "

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


def _formats(package: Package, part: str) -> dict[tuple[str, str], str]:
    shapes: dict[str, dict[str, str]] = {}
    formats: dict[tuple[str, str], str] = {}
    shape = number = level = ""
    for name, values in elements(package, part):
        value = values.get("val", "")
        match name:
            case "abstractNum":
                shape, number = values.get("abstractNumId", ""), ""
            case "num":
                number = values.get("numId", "")
            case "abstractNumId":
                formats |= {(number, at): kind for at, kind in shapes.get(value, {}).items()}
            case "lvl":
                level = values.get("ilvl", "0")
            case "numFmt" if number:  # an override of one level (17.9.8)
                formats[number, level] = value
            case "numFmt":
                shapes.setdefault(shape, {})[level] = value
    return formats
