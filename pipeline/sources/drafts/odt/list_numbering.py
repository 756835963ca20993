"""What LibreOffice prints before the items of lists and before headings (16.29 to 16.34)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.sources.drafts.counting import LARGEST, alphabetic, repeated_letters, roman
from pipeline.sources.drafts.odt.styles import twips
from pipeline.sources.office.trees import XmlElement

_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts, and what it prints."""

    bullet: bool = False
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    pattern: str | None = None
    """LibreOffice's own form of all that is printed, ``§ %1%``; it goes before prefix and suffix."""
    shown: int = 1
    start: int = 1
    synchronous: bool = False
    """After z comes aa, bb; else aa, ab."""
    legal: bool = False
    follows: str = "listtab"
    indent: int | None = None

    def number(self, count: int, *, digits: bool = False) -> str:
        """The count as this level prints it."""
        count = min(count, LARGEST)
        letters = repeated_letters if self.synchronous else alphabetic
        match self.format if not digits or not self.format else "1":
            case "a":
                return letters(count)
            case "A":
                return letters(count).upper()
            case "i":
                return roman(count)
            case "I":
                return roman(count).upper()
            case "":
                return ""
            case _:
                return str(count)


Levels = dict[int, Level]


@dataclass(slots=True)
class Counters:
    """How far one list has been counted."""

    key: str
    counts: dict[int, int] = field(default_factory=dict)

    def count(self, levels: Levels, depth: int, start: int | None = None) -> str:
        """The label of the next item at this depth, counted from 1; empty for a bullet. Counts on."""
        level = levels.get(depth, Level())
        if start is not None:
            self.counts[depth] = start
        else:
            self.counts[depth] = self.counts[depth] + 1 if depth in self.counts else level.start
        for deeper in [each for each in self.counts if each > depth]:
            del self.counts[deeper]
        return "" if level.bullet else self._label(levels, depth)

    def _label(self, levels: Levels, depth: int) -> str:
        own = levels.get(depth, Level())

        def printed(at: int) -> str:
            level = levels.get(at, Level())
            return level.number(self.counts.get(at, level.start), digits=own.legal)

        if own.pattern is not None:
            label = _PLACE.sub(lambda found: printed(int(found[1])), own.pattern)
        else:
            parts = [printed(at) for at in range(max(1, depth - own.shown + 1), depth + 1)]
            label = f"{own.prefix}{'.'.join(filter(None, parts))}{own.suffix}" if own.format else ""
        return " ".join(label.split())


def levels(style: XmlElement) -> Levels:
    """The levels of a list style, or of the outline of headings."""
    found = {}
    for node in style.children:
        if (number := node.get("text:level")).isdecimal() and len(number) <= 2:  # noqa: PLR2004 - ten levels
            found[int(number)] = _level(node)
    return found


def _level(node: XmlElement) -> Level:
    properties = node.child("style:list-level-properties")
    aligned = properties.child("style:list-level-label-alignment") if properties else None
    indent = twips(aligned.get("fo:margin-left")) if aligned else None
    if indent is None and properties:
        before, label = (twips(properties.get(name)) for name in ("text:space-before", "text:min-label-width"))
        indent = None if before is None and label is None else (before or 0) + (label or 0)
    shown, start = node.get("text:display-levels"), node.get("text:start-value")
    return Level(
        node.name in {"text:list-level-style-bullet", "text:list-level-style-image"},
        node.get("style:num-format"),
        node.get("style:num-prefix"),
        node.get("style:num-suffix"),
        node.values.get("loext:num-list-format"),
        int(shown[:2]) if shown.isdecimal() else 1,
        int(start[:6]) if start.isdecimal() else 1,
        node.get("style:num-letter-sync") == "true",
        node.get("loext:is-legal") == "true",
        aligned.get("text:label-followed-by", "listtab") if aligned else "listtab",
        indent,
    )


def styles(*trees: XmlElement | None) -> dict[str, Levels]:
    """The list styles of the groups by their names."""
    return {
        node.get("style:name"): levels(node)
        for tree in trees
        if tree
        for node in tree.children
        if node.name == "text:list-style"
    }
