"""Where something stands that has no official lines, in words that a hand-over shows and its reader knows again.

ohne Zeile, nach Zeile 32
Anmerkung 1 zu Zeile 1
Tabelle nach Zeile 31, Spalte „Kosten“, Reihe „Uferweg“      so that a cell is understood by itself
2. Bild nach Zeile 31, Alternativtext                        the second one after this line
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from pipeline import walk
from pipeline.model import (
    BlockQuote,
    Blocks,
    BulletList,
    Cell,
    Heading,
    LineStart,
    Note,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Table,
)

_AFTER = r"(?:nach|vor)\s+Zeile\s+\d+"
_OBJECT = r"(?:\d+\.\s+)?(?:Tabelle|Bild)"
_NAMED = r"(?:\d+|„[^“]*“)"
PATTERN = re.compile(
    rf"(?:ohne\s+Zeile,\s+{_AFTER}|Anmerkung\s+\d+(?:\s+zu\s+Zeile\s+\d+|,\s+{_AFTER})(?:,\s+{_OBJECT})?|{_OBJECT}\s+{_AFTER})"
    rf"(?:,\s+(?:Überschrift|Unterschrift|Alternativtext|Kopf\s+der\s+Spalte\s+\d+|Spalte\s+{_NAMED},\s+Reihe\s+{_NAMED}))?"
)
"""Every place, as it is written here."""

LONGEST = 40
"""Characters of a head that name a column or a row."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that is said, and where it stands if it has no official lines."""

    node: walk.Said
    place: str
    section: int
    """The section of the chapter that it stands in, counted from 0."""


def spots(numbered: NumberedChapter) -> Iterator[Spot]:
    """All that is said in the chapter in reading order, as ``walk.text_blocks`` has it."""
    return _Way(numbered).all()


def objects(numbered: NumberedChapter) -> tuple[tuple[str, Table | Picture], ...]:
    """The tables and pictures of the chapter in reading order, and where each stands."""
    way = _Way(numbered)
    deque(way.all(), maxlen=0)
    return tuple(way.objects)


class _Way:
    """The way through the text, with the last line that was passed."""

    def __init__(self, numbered: NumberedChapter) -> None:
        self.objects: list[tuple[str, Table | Picture]] = []
        self._blocks = numbered.chapter.blocks
        starts = (start for block in walk.text_blocks(self._blocks) for start in walk.line_starts(block.content))
        self._first, self._last, self._section = next((start.number for start in starts), 1), 0, 0
        self._seen = Counter[str]()

    def all(self) -> Iterator[Spot]:
        """All that is said."""
        for number, section in enumerate(walk.sections(self._blocks)):
            self._section = number
            yield from self._spots((*([section.heading] if section.heading else []), *section.blocks))

    @property
    def _after(self) -> str:
        return f"nach Zeile {self._last}" if self._last else f"vor Zeile {self._first}"

    def _spots(self, blocks: Blocks, note: str = "") -> Iterator[Spot]:
        """All that is said in the blocks; ``note`` names the note that they are part of."""
        for block in blocks:
            match block:
                case Heading() | Paragraph() | Preformatted():
                    yield from self._text(block, note or f"ohne Zeile, {self._after}")
                case BulletList(items) | OrderedList(items):
                    for item in items:
                        yield from self._text(item, note or f"ohne Zeile, {self._after}")
                        yield from self._spots(item.blocks, note)
                case BlockQuote(inner):
                    yield from self._spots(inner, note)
                case Table():
                    yield from self._table(block, self._object(block, "Tabelle", note))
                case Picture(caption=caption):
                    name = self._object(block, "Bild", note)
                    yield Spot(block, f"{name}, Alternativtext", self._section)
                    if caption:
                        yield from self._text(caption, f"{name}, Unterschrift")
                case _:
                    assert_never(block)

    def _object(self, block: Table | Picture, kind: str, note: str) -> str:
        name = f"{note}, {kind}" if note else f"{kind} {self._after}"
        self._seen[name] += 1
        count = f"{self._seen[name]}. " if self._seen[name] > 1 else ""
        self.objects.append((f"{note}, {count}{kind}" if note else f"{count}{name}", block))
        return self.objects[-1][0]

    def _table(self, table: Table, name: str) -> Iterator[Spot]:
        if table.caption:
            yield from self._text(table.caption, f"{name}, Überschrift")
        for column, cell in enumerate(table.header, 1):
            yield from self._text(cell, f"{name}, Kopf der Spalte {column}")
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row, 1):
                head = _name(table.header[column - 1], column)
                which = _name(row[0], number) if column > 1 else str(number)
                yield from self._text(cell, f"{name}, Spalte {head}, Reihe {which}")

    def _text(self, node: walk.TextNode, place: str) -> Iterator[Spot]:
        yield Spot(node, "" if walk.line_starts(node.content) else place, self._section)
        line = 0
        for leaf in walk.leaves(node.content):
            match leaf:
                case LineStart(number):
                    line = self._last = number
                case Note(number, blocks):
                    called = f" zu Zeile {line}" if line else f", {self._after}"
                    yield from self._spots(blocks, f"Anmerkung {number}{called}")
                case _:
                    pass


def _name(cell: Cell, number: int) -> str:
    """The words of the cell that a row or column is known by; its number where there are none."""
    text = " ".join(walk.plain(cell.content).replace("„", "‚").replace("“", "‘").split())
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    return f"„{short}“" if short else str(number)
