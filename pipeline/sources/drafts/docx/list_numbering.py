"""What Word prints before the paragraphs of its lists; it is nowhere in their text (17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.sources.drafts.counting import FORMATS, LARGEST
from pipeline.sources.drafts.docx.styles import Styles, is_on, whole_number
from pipeline.sources.drafts.draft_report import DraftReport
from pipeline.sources.office.trees import XmlElement

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts, and what it prints."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """The level, from 1, after which it begins again; 0 never; None after every level above it."""
    legal: bool = False
    """All its numbers are in digits."""
    suffix: str = "tab"
    style: str = ""
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs name: the counters that it shares with others, its levels, and where it begins anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the numbering says of a paragraph."""

    key: str
    level: int
    label: str
    """Empty for a bullet."""
    bullet: bool
    suffix: str
    indent: int | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: dict[str, _List]
    styles: Styles
    report: DraftReport
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def of(self, ppr: XmlElement | None) -> Numbered | None:
        """What stands before the paragraph; None where it is in no list. Counts on."""
        found = self._place(ppr)
        if not found:
            return None
        key, level = found
        list_ = self.lists[key]
        shape = list_.levels.get(level, Level())
        counts = self._counts.setdefault(list_.counters, {})
        anew = list_.starts.get(level) if (key, level) not in self._begun else None
        self._begun.add((key, level))
        counts[level] = anew if anew is not None else counts[level] + 1 if level in counts else shape.start
        for deeper in [each for each in counts if each > level]:
            after = list_.levels.get(deeper, Level()).restart
            if after is None or (after and level < after):
                del counts[deeper]
        label = "" if shape.format == "bullet" else self._label(list_, level, counts)
        # A sign alone is a bullet, whatever the list counts.
        bullet = bool(shape.text) and (shape.format == "bullet" or (bool(label.strip()) and not _counts(label)))
        label = "" if bullet else label
        return Numbered(key, level, " ".join(label.split()), bullet, shape.suffix, shape.indent)

    def _label(self, list_: _List, level: int, counts: dict[int, int]) -> str:
        own = list_.levels.get(level, Level())

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shape = list_.levels.get(at, Level())
            name = "decimal" if own.legal and shape.format != "none" else shape.format
            if name not in FORMATS:
                self.report.once(
                    f"format {name}", "Z165", f"Word zählt hier in der Form „{name}“; die Ausgaben zeigen Ziffern."
                )
            count = min(counts.get(at, shape.start), LARGEST)
            return FORMATS.get(name, str)(count)

        return _PLACE.sub(printed, own.text)

    def _place(self, ppr: XmlElement | None) -> tuple[str, int] | None:
        """The list and level of the paragraph: its own, or those that its style brings (17.7.2)."""
        own = ppr.child("w:numPr") if ppr else None
        key, level = _named(own)
        if key is None:
            for style, each in self.styles.chain(self.styles.of(ppr)):
                found, at = _named(each.ppr.child("w:numPr") if each.ppr else None)
                level = at if level is None else level
                if found is not None:
                    key = found
                    levels = self.lists[key].levels if key in self.lists else {}
                    level = next((number for number, shape in levels.items() if shape.style == style), level)
                    break
        if key is None or key == "0" or key not in self.lists:
            return None
        return key, min(level or 0, _LEVELS - 1)


def _counts(label: str) -> bool:
    """Whether a label has a number or a letter."""
    return any(char.isalnum() for char in label)


def _named(numpr: XmlElement | None) -> tuple[str | None, int | None]:
    if numpr is None:
        return None, None
    key, level = numpr.child("w:numId"), numpr.child("w:ilvl")
    return (key.get("w:val") if key else None), (max(0, whole_number(level.get("w:val"))) if level else None)


def numbering(tree: XmlElement, styles: Styles, report: DraftReport) -> Numbering:
    """The lists that the part defines."""
    shapes: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    for node in tree.children:
        if node.name == "w:abstractNum":
            key = node.get("w:abstractNumId")
            shapes[key] = {
                whole_number(each.get("w:ilvl")): _level(each) for each in node.children if each.name == "w:lvl"
            }
            if link := node.child("w:numStyleLink"):
                linked[key] = link.get("w:val")
    nums = {node.get("w:numId"): node for node in tree.children if node.name == "w:num"}
    lists = {}
    for key, num in nums.items():
        base = _abstract(num, nums, linked, styles)
        levels, starts = dict(shapes.get(base, {})), dict[int, int]()
        for override in (each for each in num.children if each.name == "w:lvlOverride"):
            at = whole_number(override.get("w:ilvl"))
            if shape := override.child("w:lvl"):
                levels[at] = replace(_level(shape), style=levels.get(at, Level()).style)
            if start := override.child("w:startOverride"):
                starts[at] = whole_number(start.get("w:val"), 1)
        lists[key] = _List(base, levels, starts)
    return Numbering(lists, styles, report)


def _abstract(num: XmlElement, nums: Mapping[str, XmlElement], linked: Mapping[str, str], styles: Styles) -> str:
    """The key of the shapes of a list; ``linked`` names the style whose list one is instead (17.9.21)."""
    for _ in range(_LEVELS):
        node = num.child("w:abstractNumId")
        key = node.get("w:val") if node else ""
        of_styles = (each.ppr for _, each in styles.chain(linked[key])) if key in linked else ()
        named = (str(_named(ppr.child("w:numPr"))[0]) for ppr in of_styles if ppr)
        if not (found := next((nums[name] for name in named if name in nums), None)):
            break
        num = found
    return key


def _level(node: XmlElement) -> Level:
    def value(name: str, otherwise: str = "") -> str:
        found = node.child(name)
        return found.get("w:val", otherwise) if found else otherwise

    restart = node.child("w:lvlRestart")
    indent = node.child("w:pPr", "w:ind")
    text = value("w:lvlText")
    if node.child("w:lvlPicBulletId"):
        text = text or "•"
    return Level(
        whole_number(value("w:start", "0")),
        value("w:numFmt", "decimal"),
        text,
        whole_number(restart.get("w:val")) if restart else None,
        bool(is_on(node.child("w:isLgl"))),
        value("w:suff", "tab"),
        value("w:pStyle"),
        left_indent(indent),
    )


def left_indent(indent: XmlElement | None) -> int | None:
    """How far w:ind moves the words from the edge; None where it does not say (17.3.1.12)."""
    if indent is None:
        return None
    said = indent.get("w:start") or indent.get("w:left")
    return whole_number(said) if said else None
