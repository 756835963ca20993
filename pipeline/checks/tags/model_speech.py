"""What the model wants to be said: its blocks, and the form in which texts are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from pipeline.checks.word_difference import around, visible
from pipeline.readback.reading import Kind
from pipeline.text import walk
from pipeline.text.concordance import Line, lines_of
from pipeline.text.model import Caption, Cell, Heading, ListItem, NumberedChapter, Paragraph, Picture, Preformatted


@dataclass(frozen=True, slots=True)
class Wanted:
    """A block of the model: what is to be said, and its lines."""

    kind: Kind
    text: str
    level: int | None
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """The block by its lines and its kind, for a finding."""
        if not self.lines:
            return f"Text ohne Zeile ({self.kind}{f' H{self.level}' if self.level else ''})"
        first, last = self.lines[0].number, self.lines[-1].number
        where = f"Zeile {first}" if first == last else f"Zeilen {first} bis {last}"
        return f"{where} ({self.kind}{f' H{self.level}' if self.level else ''})"


def wanted(truth: NumberedChapter, deepest: int, language: str = "") -> Iterator[Wanted]:
    """The blocks of the model, notes at the end; the title is H1, so a heading of the first level is H2.

    Headings below ``deepest`` are of that level; ``language`` is that of the file.
    """
    blocks = [(block.note, _wanted(block, deepest)) for block in walk.text_blocks(truth.chapter.blocks)]
    found, notes = ([each for note, each in blocks if (note is None) is own] for own in (True, False))
    title = [Wanted(Kind.HEADING, around(truth, language)("Anmerkungen"), 2, ())] if notes else []
    yield from (each for each in (*found, *title, *notes) if each.text or each.lines)


def _wanted(block: walk.TextBlock, deepest: int) -> Wanted:
    text, lines = heard(walk.plain(block.content, calls=True)), tuple(lines_of(block.content))
    match block.node:
        case Heading(level):
            return Wanted(Kind.HEADING, text, min(level + 1, deepest), lines)
        case Paragraph() | Preformatted():
            return Wanted(Kind.PARAGRAPH, text, None, lines)
        case ListItem():
            return Wanted(Kind.ITEM, text, None, lines)
        case Cell():
            return Wanted(Kind.CELL, text, None, lines)
        case Caption():
            return Wanted(Kind.CAPTION, text, None, lines)
        case Picture(alternative=alternative):
            return Wanted(Kind.PICTURE, heard(alternative), None, ())
        case _:
            assert_never(block.node)


def heard(text: str) -> str:
    """The text as it is heard: white space of any kind and width is one space, a soft hyphen is nothing."""
    return " ".join(visible(text).split())
