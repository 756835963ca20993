"""What the model says that a page must give: the words of each block, and the words around each line end inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.text import walk
from pipeline.text.model import Heading, LineStart, Note, NumberedChapter

_AROUND = 20
"""Characters on each side of a line end that are searched for."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the text as it must be heard, copied and found."""

    numbers: tuple[int, ...]
    text: str
    joins: tuple[tuple[int, str], ...]
    """Lines that go on into the next one, each with the words around its end, as they stand in the running text."""
    lines: tuple[str, ...] = ()
    """The words of each line."""
    heading: bool = False
    calls: tuple[int, ...] = ()
    """The notes that it calls: their names are heard with a heading."""
    prefix: str = ""
    """What the ids of its chapter begin with, where a book has several."""

    @property
    def anchors(self) -> tuple[str, ...]:
        """The ids of its lines (house contract)."""
        return tuple(f"{self.prefix}zeile-{number}" for number in self.numbers)

    @property
    def data(self) -> dict[str, Any]:
        """For the script in the page."""
        joins = [{"number": number, "words": words} for number, words in self.joins]
        return {"prefix": f"{self.prefix}zeile-", "first": self.numbers[0], "joins": joins}


def displayed_blocks(numbered: NumberedChapter, prefix: str = "", *, calls_are_text: bool = False) -> tuple[Block, ...]:
    """The blocks that have lines, in reading order; ``prefix`` is what the ids of the chapter begin with.

    Where the calls of notes are text, as in a book, no search leads over them.
    """
    found = []
    for block in walk.text_blocks(numbered.chapter.blocks):
        if numbers := tuple(start.number for start in walk.line_starts(block.content)):
            text, lines = walk.plain(block.content), tuple(_lines(block))
            parted = tuple(_call_places(block)) if calls_are_text else ()
            words = tuple(text[begin:end].strip() for _, begin, end in lines)
            calls = tuple(leaf.number for leaf in walk.leaves(block.content) if isinstance(leaf, Note))
            heading = isinstance(block.node, Heading)
            found.append(Block(numbers, text, tuple(_joins(text, lines, parted)), words, heading, calls, prefix))
    return tuple(found)


def _lines(block: walk.TextBlock) -> Iterator[tuple[int, int, int]]:
    """Number, first and last place of each line in the running text of the block."""
    starts: list[tuple[int, int]] = []
    at = 0
    for leaf in walk.leaves(block.content):
        if isinstance(leaf, LineStart):
            starts.append((leaf.number, at))
        else:
            at += len(walk.text(leaf))
    ends = [begin for _, begin in starts[1:]] + [at]
    yield from ((number, begin, end) for (number, begin), end in zip(starts, ends, strict=True))


def _call_places(block: walk.TextBlock) -> Iterator[int]:
    """Where in the running text of the block a note is called."""
    at = 0
    for leaf in walk.leaves(block.content):
        if isinstance(leaf, Note):
            yield at
        at += len(walk.text(leaf))


def _joins(text: str, lines: tuple[tuple[int, int, int], ...], parted: tuple[int, ...]) -> Iterator[tuple[int, str]]:
    for (number, first, end), (_, _, final) in zip(lines, lines[1:], strict=False):
        begin = max([first, *(each for each in parted if first <= each <= end)])
        last = min([final, *(each for each in parted if end < each <= final)])
        before, after = text[begin:end].rstrip(), text[end:last].lstrip()
        # A line without words has no end to search across.
        if before.strip() and after:
            between = text[begin + len(before) : last - len(after)]
            yield number, f"{before[-_AROUND:]}{between}{after[:_AROUND]}".strip()
