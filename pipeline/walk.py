"""Ways through the model: the blocks that carry text, in reading order, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from pipeline.model import (
    Block,
    BulletList,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineStart,
    ListItem,
    OrderedList,
    Paragraph,
    Strong,
    Text,
)

TextNode = Heading | Paragraph | ListItem


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A node that carries lines, and how many lists stand around it."""

    node: TextNode
    depth: int

    @property
    def content(self) -> Inlines:
        """The inlines of the node."""
        return self.node.content


def text_blocks(blocks: Iterable[Block], depth: int = 0) -> Iterator[TextBlock]:
    """Every node that carries lines, in reading order."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield TextBlock(block, depth)
            case BulletList(items) | OrderedList(items):
                for item in items:
                    yield TextBlock(item, depth + 1)
                    yield from text_blocks(item.blocks, depth + 1)
            case _:
                assert_never(block)


def leaves(inlines: Iterable[Inline]) -> Iterator[Text | LineStart]:
    """The texts and line starts of the inlines, in reading order, whatever stands around them."""
    for inline in inlines:
        match inline:
            case Text() | LineStart():
                yield inline
            case Emphasis(content) | Strong(content):
                yield from leaves(content)
            case _:
                assert_never(inline)


def plain(inlines: Iterable[Inline]) -> str:
    """The running text of the inlines: lines joined as they join in reading."""
    return "".join(leaf.text for leaf in leaves(inlines) if isinstance(leaf, Text))


def line_starts(inlines: Iterable[Inline]) -> tuple[LineStart, ...]:
    """The line starts of the inlines, in reading order."""
    return tuple(leaf for leaf in leaves(inlines) if isinstance(leaf, LineStart))


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the chapter: its heading (None before the first one), its blocks, its first and last line."""

    heading: Heading | None
    blocks: tuple[Block, ...]
    first: int
    last: int

    @property
    def title(self) -> str:
        """The words of the heading; empty where there is none."""
        return plain(self.heading.content).strip() if self.heading else ""

    @property
    def lines(self) -> str:
        """The lines it spans, for readers: ``Zeile 5`` or ``Zeilen 22 bis 71``."""
        return f"Zeile {self.first}" if self.first == self.last else f"Zeilen {self.first} bis {self.last}"


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """The blocks divided at the headings of the first level; what stands before the first heading comes first."""
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            groups.append([])
        groups[-1].append(block)
    return tuple(_section(group) for group in groups if group)


def _section(group: list[Block]) -> Section:
    numbers = [start.number for block in text_blocks(group) for start in line_starts(block.content)]
    match group:
        case [Heading(level=1) as heading, *rest]:
            return Section(heading, tuple(rest), numbers[0], numbers[-1])
        case _:
            return Section(None, tuple(group), numbers[0], numbers[-1])
