"""Lists as Word has them: numbering definitions, and the paragraphs that are their items (ECMA-376 part 1, 17.9).

    abstractNum  how a list counts, one for every list that does
     ├─ num 5    its items 3. 4.
     ├─ num 6    its item 7b.   one level overridden: the label stands there as it is
     └─ num 7    its items 9. …  the count overridden

Items that share an ``abstractNum`` are one list to Word, whatever ``num`` they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from docx.document import Document
from docx.text.paragraph import Paragraph

from pipeline.editions.docx.wordprocessing.wordml import node, xml_of
from pipeline.text import list_labels
from pipeline.text.model import Counting, OrderedList

DEEPEST = 8
"""The deepest list level, counted from 0 (17.9.3: ``ilvl`` has nine values)."""

BULLETS = "•–"
"""The signs of list levels in turn; Arial has both, so no symbol font is needed."""

LABEL_GAP, LABEL_ROOM = 100, 150
"""Twips between an ordinal and the text of its item; twips that a bullet needs at least."""

MOST = 32767
"""The highest number that Word counts to."""

_FORMS = {
    Counting.DECIMAL: ("decimal", "%{}."),
    Counting.PARENTHESES: ("decimal", "(%{})"),
    Counting.LOWER_ALPHA: ("lowerLetter", "%{})"),
    Counting.UPPER_ALPHA: ("upperLetter", "%{}."),
    Counting.TYPED: ("decimal", "%{}."),
}
"""How Word calls each way of counting, and what stands around the number."""


class NumberingDefinitions:
    """The numbering definitions of one document; every list has its own, so none continues another."""

    def __init__(self, document: Document, hanging: int, step: int = 0) -> None:
        """The text of items stands ``hanging`` twips from the margin at every level; labels move ``step`` twips a level."""
        self._numbering: Any = document.part.numbering_part.element
        self._hanging, self._step = hanging, step
        self._abstracts, self._lists = count(), count(1)
        self._bullets = self._defined("bullet")

    def bullets(self) -> int:
        """The number of a new list whose order says nothing."""
        return self._added(self._bullets)

    def counting(self, start: int) -> int:
        """The number of a new list that counts from ``start``, at whatever level it stands."""
        return self._added(self._defined("decimal", start))

    def of(self, ordered: OrderedList, level: int) -> Iterator[int]:
        """The number for each item of the list at this level, so that Word shows the label that the item has."""
        form, around = _FORMS[ordered.style]
        definition, current, at = -1, 0, 0
        for label in list_labels.labels(ordered):
            value = _value(label, ordered.style)
            if value is None:
                definition = self._defined(form, 1, around) if definition < 0 else definition
                yield self._added(definition, self._labelled(label, level))
                current = 0
                continue
            if definition < 0:
                definition = self._defined(form, value, around)
                current = self._added(definition)
            elif not current or value != at + 1:
                current = self._added(definition, self._started(value, level))
            at = value
            yield current

    def _labelled(self, label: str, level: int) -> Any:
        # A percent sign with a digit would be the number of a level; U+2060 is not seen.
        shown = re.sub(r"%(?=[1-9])", "%\u2060", label)
        return node("lvlOverride", self._level("decimal", shown, 1, level), ilvl=min(level, DEEPEST))

    def _started(self, value: int, level: int) -> Any:
        return node("lvlOverride", node("startOverride", val=value), ilvl=min(level, DEEPEST))

    def _defined(self, kind: str, start: int = 1, around: str = "%{}.") -> int:
        levels = [
            self._level(
                kind, around.format(level + 1) if kind != "bullet" else BULLETS[level % len(BULLETS)], start, level
            )
            for level in range(DEEPEST + 1)
        ]
        key = next(self._abstracts)
        definition = node("abstractNum", node("multiLevelType", val="multilevel"), *levels, abstractNumId=key)
        self._numbering.insert(key, definition)  # CT_Numbering: every abstractNum stands before the first num
        return key

    def _level(self, kind: str, label: str, start: int, level: int) -> Any:
        # Ordinals are flush right, so that the 100th of them grows into the margin and not into the lines' numbers.
        side = "left" if kind == "bullet" else "right"
        parts: dict[str, str | int] = {"start": start, "numFmt": kind, "lvlText": label, "lvlJc": side}
        indent = node("pPr", node("ind", left=self._hanging, hanging=self._label(kind, level)))
        return node("lvl", *(node(tag, val=val) for tag, val in parts.items()), indent, ilvl=min(level, DEEPEST))

    def _label(self, kind: str, level: int) -> int:
        """How far before the text the label stands: where an ordinal ends, or a bullet begins."""
        if kind != "bullet":
            return LABEL_GAP + self._step // 2 * max(2 - level, 0)
        return max(self._hanging - self._step * level, LABEL_ROOM)

    def _added(self, definition: int, *overrides: Any) -> int:
        key = next(self._lists)
        self._numbering.append(node("num", node("abstractNumId", val=definition), *overrides, numId=key))
        return key


def _value(label: str, style: Counting) -> int | None:
    """The number that Word would count to for the label; None where it cannot: after z it has aa, bb, the text aa, ab."""
    match style:
        case Counting.DECIMAL:
            found = re.fullmatch(r"([0-9]{1,5})\.", label)
        case Counting.PARENTHESES:
            found = re.fullmatch(r"\(([0-9]{1,5})\)", label)
        case Counting.LOWER_ALPHA:
            found = re.fullmatch(r"([a-z])\)", label)
        case Counting.UPPER_ALPHA:
            found = re.fullmatch(r"([A-Z])\.", label)
        case Counting.TYPED:
            found = None
    if found is None:
        return None
    value = int(found[1]) if found[1].isdecimal() else ord(found[1].lower()) - ord("a") + 1
    plain = str(value) == found[1] or not found[1].isdecimal()
    return value if plain and value <= MOST else None


def make_item(paragraph: Paragraph, number: int, level: int) -> None:
    """Make the paragraph an item of the list ``number``."""
    properties = xml_of(paragraph).get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = min(level, DEEPEST)
    properties.get_or_add_numId().val = number
