"""What Word shows before the items of lists: counted as it counts (ECMA-376 part 1, 17.9), in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.readback.containers import Element, parsed_xml
from pipeline.readback.word_styles import ListKey, W, integer

PART = "word/numbering.xml"

_LETTERS = 26


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int

    @property
    def counts(self) -> bool:
        return self.form not in {"bullet", "none"}


class Lists:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, archive: Mapping[str, bytes]) -> None:
        """Take the definitions from the archive; without them there are no lists."""
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[ListKey, _Level] = {}
        self._starts: dict[ListKey, int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if PART in archive:
            self._read(parsed_xml(archive[PART], PART))

    def _read(self, root: Element) -> None:
        for abstract in root.iterfind(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId", "")
            self._levels |= {(name, at): level for at, level in map(_level, abstract.iterfind(f"{W}lvl"))}
        for number in root.iterfind(f"{W}num"):
            of, key = number.find(f"{W}abstractNumId"), number.get(f"{W}numId", "")
            self._abstract[key] = of.get(f"{W}val", "") if of is not None else ""
            for override in number.iterfind(f"{W}lvlOverride"):
                at = _at(override)
                if (start := override.find(f"{W}startOverride")) is not None:
                    self._starts[key, at] = integer(start, 0)
                for level in override.iterfind(f"{W}lvl"):
                    self._overrides[key, at] = _level(level)[1]

    def name(self, item: ListKey) -> ListKey:
        """The list that the item is part of: those that count together are one (17.9.15)."""
        number, level = item
        shared = self._levels.get((self._abstract.get(number, ""), level))
        return (f"abstract {self._abstract[number]}", level) if shared and shared.counts else item

    def label(self, item: ListKey) -> str | None:
        """What stands before the next item of the list; None for a sign that says no order."""
        number, at = item
        abstract = self._abstract.get(number, "")
        level = self._overrides.get(item) or self._levels.get((abstract, at))
        if level is None or not level.counts:
            return None
        for deeper in [key for key in self._counts if key[0] == abstract and key[1] > at]:
            del self._counts[deeper]
        start = self._starts.pop(item, None)
        before = self._counts.get((abstract, at))
        value = start if start is not None else level.start if before is None else before + 1
        self._counts[abstract, at] = value
        return re.sub(
            "%([1-9])", lambda found: self._count(abstract, int(found[1]) - 1, level, at), level.text
        ).replace("\u2060", "")

    def _count(self, abstract: str, at: int, level: _Level, own: int) -> str:
        of = level if at == own else self._levels.get((abstract, at), level)
        value = self._counts.get((abstract, at), of.start)
        if of.form in {"lowerLetter", "upperLetter"} and value > 0:
            # 17.18.59: a … z, aa, bb, cc.
            times, letter = divmod(value - 1, _LETTERS)
            text = chr(ord("a") + letter) * (times + 1)
            return text.upper() if of.form == "upperLetter" else text
        return str(value)


def _level(element: Element) -> tuple[int, _Level]:
    form, text, start = (element.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
    said = f"%{_at(element) + 1}." if text is None else text.get(f"{W}val", "")
    kind = "decimal" if form is None else form.get(f"{W}val", "decimal")
    return _at(element), _Level(kind, said, integer(start, 0))


def _at(element: Element) -> int:
    level = element.get(f"{W}ilvl", "0")
    return int(level) if re.fullmatch("[0-9]", level) else 0
