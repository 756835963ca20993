"""Where something stands that has no official lines, in words that a hand-over shows and its reader knows again.

ohne Zeile, nach Zeile 32
Anmerkung 1 zu Zeile 1
Tabelle nach Zeile 31, Spalte „Kosten“, Reihe „Uferweg“      so that a cell is understood by itself
Tabelle nach Zeile 31, Kopf der Spalten 2 bis 3, Reihe 1     where cells are merged
2. Bild nach Zeile 31, Alternativtext                        the second one after this line
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from pipeline.text import chapter_sections, grid, list_labels, walk
from pipeline.text.model import (
    BlockQuote,
    Blocks,
    BulletList,
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
_HEAD = r"Kopf\s+der\s+(?:Spalte\s+\d+|Spalten\s+\d+\s+bis\s+\d+)(?:,\s+Reihe\s+\d+)?"
PATTERN = re.compile(
    rf"(?:ohne\s+Zeile,\s+{_AFTER}|Anmerkung\s+\d+(?:\s+zu\s+Zeile\s+\d+|,\s+{_AFTER})(?:,\s+{_OBJECT})?|{_OBJECT}\s+{_AFTER})"
    rf"(?:,\s+(?:Überschrift|Unterschrift|Alternativtext|{_HEAD}|Spalte\s+{_NAMED},\s+Reihe\s+{_NAMED}(?:\s+\(\d+\))?))?"
)
"""Every place, as it is written here."""

BULLET = "•"
"""The sign of an item whose list does not count."""

LONGEST = 40
"""Characters of a head that name a column or a row."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that is said, and where it stands if it has no official lines."""

    node: walk.Said
    place: str
    section: int
    """The section of the chapter that it stands in, counted from 0."""
    sign: str = ""
    lead: str = ""
    """Of an item: what stands before it, and the text that leads to its list."""


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
        for number, section in enumerate(chapter_sections.sections(self._blocks)):
            self._section = number
            yield from self._spots((*([section.heading] if section.heading else []), *section.blocks))

    @property
    def _after(self) -> str:
        return f"nach Zeile {self._last}" if self._last else f"vor Zeile {self._first}"

    def _spots(self, blocks: Blocks, note: str = "", lead: str = "") -> Iterator[Spot]:
        """All that is said in the blocks; ``note`` names the note that they are part of, ``lead`` is what leads to them."""
        for block in blocks:
            match block:
                case Heading() | Paragraph() | Preformatted():
                    lead = walk.plain(block.content) if isinstance(block, Paragraph) else ""
                    yield from self._text(block, note or f"ohne Zeile, {self._after}")
                case BulletList(items) | OrderedList(items):
                    signs = list_labels.labels(block) if isinstance(block, OrderedList) else [BULLET] * len(items)
                    for item, sign in zip(items, signs, strict=True):
                        yield from self._text(item, note or f"ohne Zeile, {self._after}", (sign, lead))
                        yield from self._spots(item.blocks, note, walk.plain(item.content))
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
        found = grid.grid(table)
        for placed in found.cells:
            where = _head(placed, len(table.header)) if placed.header else _body(placed, found, len(table.header))
            yield from self._text(placed.cell, f"{name}, {where}")

    def _text(self, node: walk.TextNode, place: str, listed: tuple[str, str] = ("", "")) -> Iterator[Spot]:
        yield Spot(node, "" if walk.line_starts(node.content) else place, self._section, *listed)
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


def _head(placed: grid.PlacedCell, heads: int) -> str:
    """Where a cell of the header stands, whose rows are counted where there are several."""
    first, last = placed.column + 1, placed.columns.stop
    columns = f"Spalte {first}" if first == last else f"Spalten {first} bis {last}"
    return f"Kopf der {columns}" + (f", Reihe {placed.row + 1}" if heads > 1 else "")


def _body(placed: grid.PlacedCell, found: grid.Grid, heads: int) -> str:
    """Where a cell of the body stands, by what heads it; a row without heads is known by its first cell."""
    over = [head for head in found.heads(placed) if head.header]
    beside = [head for head in found.heads(placed) if not head.header]
    if not beside and placed.column:
        beside = [found.lanes[placed.row][0]]
    # Of several rows that one cell heads, which one.
    of = placed.row - beside[-1].row + 1 if beside and beside[-1].cell.rows > 1 else 1
    row = _name(beside, placed.row - heads + 1) + (f" ({of})" if of > 1 else "")
    return f"Spalte {_name(over, placed.column + 1)}, Reihe {row}"


def _name(heads: Iterable[grid.PlacedCell], number: int) -> str:
    """The words of the heads that a row or column is known by; its number where there are none."""
    text = ", ".join(filter(None, (grid.words(head.cell) for head in heads))).replace("„", "‚").replace("“", "‘")
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    return f"„{short}“" if short else str(number)
