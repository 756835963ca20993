"""A text as it was printed: passages of lines, each with its role; and the blocks that they amount to.

Why a form between page and model: a page has no lists, only items that follow each other, and damage happens to lines.
Repairs are therefore made here, on the flat sequence, before anything is nested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources.labels import follows, ordered
from pipeline.sources.numbered import emphasis
from pipeline.text import numbering
from pipeline.text.concordance import Join
from pipeline.text.model import (
    Block,
    Blocks,
    BulletList,
    Counting,
    Heading,
    Inlines,
    LineRule,
    LineStart,
    ListItem,
    OrderedList,
    Paragraph,
    Strong,
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the page: its number where it has one, its markup without surrounding space, and where it stands."""

    number: int | None
    markup: str
    place: Place

    @property
    def text(self) -> str:
        """The words of the line."""
        return emphasis.plain(self.markup)


@dataclass(frozen=True, slots=True)
class HeadingRole:
    """The passage is a heading of this level."""

    level: int


@dataclass(frozen=True, slots=True)
class ParagraphRole:
    """The passage is a paragraph."""


@dataclass(frozen=True, slots=True)
class ItemRole:
    """The passage is an item of a list; ``depth`` counts the lists around it, ``label`` is what it is counted with."""

    depth: int = 1
    label: str = ""


Role = HeadingRole | ParagraphRole | ItemRole


@dataclass(frozen=True, slots=True)
class NumberedPassage:
    """Lines that belong together, and what they are."""

    role: Role
    lines: tuple[PrintedLine, ...]
    attached: bool = False
    """No blank line stands between it and the passage before."""

    @property
    def place(self) -> Place:
        """Where its first line stands."""
        return self.lines[0].place

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of its lines."""
        return emphasis.texts(tuple(line.markup for line in self.lines))

    def width(self, rule: LineRule) -> int:
        """The characters that one of its lines holds."""
        match self.role:
            case HeadingRole():
                return rule.width_of(heading=True)
            case ParagraphRole():
                return rule.width_of()
            case ItemRole(depth):
                return rule.width_of(depth=depth)
            case _:
                assert_never(self.role)

    def running_text(self, rule: LineRule) -> str:
        """Its words without line ends."""
        return running_text(self.texts, self.width(rule))

    def follows(self, rule: LineRule) -> bool:
        """Whether the rule cuts its words into just these lines."""
        pieces = numbering.split(self.running_text(rule), self.width(rule))
        return [piece.printed for piece in pieces] == list(self.texts)


def running_text(texts: Sequence[str], width: int) -> str:
    """Printed lines of one block as running text."""
    parts = [*(_with_join(*pair, width) for pair in zip(texts, texts[1:], strict=False)), *texts[-1:]]
    return "".join(parts)


def _with_join(line: str, following: str, width: int) -> str:
    text, join = numbering.joined(line, following, width)
    return f"{text} " if join is Join.SPACE else text


def blocks(passages: Sequence[NumberedPassage], rule: LineRule) -> tuple[Blocks, tuple[Diagnostic, ...]]:
    """The blocks of the passages, lists made of items that follow each other. Every line must have its number."""
    result: list[Block] = []
    warnings: list[Diagnostic] = []
    for passage in passages:
        content, found = _content(passage, rule)
        warnings += found
        match passage.role:
            case HeadingRole(level):
                result.append(Heading(level, _unwrapped(content), passage.place))
            case ParagraphRole():
                result.append(Paragraph(content, passage.place))
            case ItemRole(depth, label):
                _append(result, ListItem(content, (), passage.place, label), depth)
            case _:
                assert_never(passage.role)
    return _labelled(result), tuple(warnings)


def _labelled(blocks: Sequence[Block]) -> Blocks:
    """The blocks with lists that print the labels of their items."""
    result: list[Block] = []
    for block in blocks:
        match block:
            case BulletList(items):
                result.append(
                    replace(block, items=tuple(replace(each, blocks=_labelled(each.blocks)) for each in items))
                )
            case OrderedList(items, place=place):
                inner = [replace(each, blocks=_labelled(each.blocks)) for each in items]
                result.append(ordered([each.label for each in items], inner, place))
            case _:
                result.append(block)
    return tuple(result)


def _unwrapped(content: Inlines) -> Inlines:
    """The inlines of a heading without a Strong around all of them: there it is the heading's look, not its sense."""
    match content:
        case (LineStart() as start, Strong(inner)):
            return (start, *inner)
        case _:
            return content


def _append(siblings: list[Block], item: ListItem, depth: int) -> None:
    """Put the item at its depth: into the list that is open there, or into a new one."""
    last = siblings[-1] if siblings else None
    if depth > 1 and isinstance(last, BulletList | OrderedList):
        inner = list(last.items[-1].blocks)
        _append(inner, item, depth - 1)
        siblings[-1] = replace(last, items=(*last.items[:-1], replace(last.items[-1], blocks=tuple(inner))))
        return
    match last:
        case BulletList(items) if not item.label:
            siblings[-1] = replace(last, items=(*items, item))
        case OrderedList(items) if item.label and follows(items[-1].label, item.label):
            siblings[-1] = replace(last, items=(*items, item))
        case _ if not item.label:
            siblings.append(BulletList((item,), item.place))
        case _:
            siblings.append(OrderedList((item,), 1, item.place, Counting.TYPED))


def _content(passage: NumberedPassage, rule: LineRule) -> tuple[Inlines, tuple[Diagnostic, ...]]:
    width, lines, broken = passage.width(rule), passage.lines, False
    parts: list[tuple[LineStart, str, Place]] = []
    texts = passage.texts
    for at, line in enumerate(lines):
        if line.number is None:
            raise ValueError(f"a line without a number came through: {line}")
        start, markup = LineStart(line.number, broken, line.place), line.markup
        broken = False
        if at + 1 < len(lines):
            _, join = numbering.joined(texts[at], texts[at + 1], width)
            broken = join is Join.HYPHEN
            markup = _joining(markup, join)
        parts.append((start, markup, line.place))
    return emphasis.inlines(parts)


def _joining(markup: str, join: Join) -> str:
    match join:
        case Join.SPACE:
            return f"{markup} "
        case Join.HYPHEN:
            # The inserted hyphen stands last, or before the delimiter that closes an emphasis.
            head, _, tail = markup.rpartition("-")
            return head + tail
        case Join.NONE | Join.BREAK | Join.END:
            return markup
        case _:
            assert_never(join)
