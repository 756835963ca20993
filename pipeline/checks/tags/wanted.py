"""What the model wants to be said: its blocks, and the form in which texts are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from pipeline import walk
from pipeline.checks.readback.reading import Kind
from pipeline.checks.wordings import visible
from pipeline.concordance import Line, lines_of
from pipeline.model import Caption, Cell, Heading, ListItem, NumberedChapter, Paragraph, Preformatted


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
        first, last = self.lines[0].number, self.lines[-1].number
        where = f"Zeile {first}" if first == last else f"Zeilen {first} bis {last}"
        return f"{where} ({self.kind}{f' H{self.level}' if self.level else ''})"


def wanted(truth: NumberedChapter) -> Iterator[Wanted]:
    """The blocks of the model; the title is H1, so a heading of the first level is H2."""
    for block in walk.text_blocks(truth.chapter.blocks):
        text, lines = heard(walk.plain(block.content)), tuple(lines_of(block.content))
        if not lines:
            continue
        match block.node:
            case Heading(level):
                yield Wanted(Kind.HEADING, text, level + 1, lines)
            case Paragraph() | Preformatted():
                yield Wanted(Kind.PARAGRAPH, text, None, lines)
            case ListItem():
                yield Wanted(Kind.ITEM, text, None, lines)
            case Cell() | Caption():
                continue
            case _:
                assert_never(block.node)


def heard(text: str) -> str:
    """The text as it is heard: white space of any kind and width is one space, a soft hyphen is nothing."""
    return " ".join(visible(text).split())
