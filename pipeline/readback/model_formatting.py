"""What the model says besides words, as a reader of a finished file would report it: calls of notes, looks, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from pipeline.readback import object_names
from pipeline.readback.reading import Call
from pipeline.text import walk
from pipeline.text.model import (
    Block,
    Emphasis,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    Mark,
    Marked,
    Note,
    Reference,
    Strong,
    Text,
)

_MARKS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.UNDERLINE: object_names.UNDERLINE,
        Mark.STRIKE: object_names.STRIKE,
        Mark.SUPERSCRIPT: object_names.SUPERSCRIPT,
        Mark.SUBSCRIPT: object_names.SUBSCRIPT,
    }
)


def noted(blocks: Sequence[Block]) -> Iterator[Call]:
    """The calls of notes, each with its line and what stands before it there."""
    for block in _at_the_end(blocks):
        line, before = None, ""
        for leaf in walk.leaves(block.content):
            match leaf:
                case LineStart(number):
                    line, before = number, ""
                case Note(number):
                    yield Call(number, line, before)
                case Text() | LineBreak():
                    before += walk.text(leaf)
                case _:
                    assert_never(leaf)


def looks(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """What is emphasised, struck out and the like, each with its words; what is empty looks like nothing."""
    for block in _at_the_end(blocks):
        yield from _looks(block.content)


def _looks(content: Inlines) -> Iterator[tuple[str, str]]:
    for node in content:
        match node:
            case Emphasis(inner):
                look = object_names.EMPHASIS
            case Strong(inner):
                look = object_names.STRONG
            case Marked(mark, inner):
                look = _MARKS[mark]
            case Link(content=inner) | Reference(content=inner):
                look = ""
            case Text() | LineBreak() | LineStart() | Note():
                continue
            case _:
                assert_never(node)
        if look and (words := walk.plain(inner)).strip():
            yield look, words
        yield from _looks(inner)


def pictures(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The SHA-256 of each picture."""
    return tuple(each.sha256 for each in walk.pictures(blocks))


def _at_the_end(blocks: Sequence[Block]) -> list[walk.TextBlock]:
    """The nodes that hold text, those of notes after all others."""
    return sorted(walk.text_blocks(blocks), key=lambda block: block.note is not None)
