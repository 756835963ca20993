"""What came back from CommonMark against what went in: the differences, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile, zip_longest

from pipeline.text import walk
from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineStart,
    Link,
    Marked,
    Note,
    NumberedChapter,
    OrderedList,
    Reference,
    Strong,
    Text,
)

MOST = 20
"""So many blocks that differ are named."""


def differences(before: NumberedChapter, after: NumberedChapter) -> Iterator[str]:
    """What is not the same, from the outside in."""
    one, other = before.chapter, after.chapter
    for name, was, is_ in (
        ("Der Titel", one.title, other.title),
        ("Die Art", one.kind, other.kind),
        ("Die Bezeichnung des Textes", one.section, other.section),
        ("Der Beschluss", one.resolution, other.resolution),
        ("Die weiteren Angaben", one.details, other.details),
    ):
        if was != is_:
            yield f"{name} liest sich danach anders."
    unlike = [(left, right) for left, right in zip_longest(_plain(one.blocks), _plain(other.blocks)) if left != right]
    for left, right in unlike[:MOST]:
        yield f"{_named(left) or 'Ein Absatz'} liest sich danach anders: {_named(right) or 'nichts'}."
    if len(unlike) > MOST:
        yield f"… und {len(unlike) - MOST} weitere Stellen."


def _plain(blocks: Blocks) -> Blocks:
    """The blocks without what says nothing: into how many nodes a text is cut, and the rank that a heading had in its source."""
    return tuple(_ranked(each) for each in walk.respelled(blocks, _merged))


def _ranked(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, rank=0)
        case BlockQuote(inner):
            return replace(block, blocks=tuple(map(_ranked, inner)))
        case BulletList(items) | OrderedList(items):
            return replace(block, items=tuple(replace(item, blocks=tuple(map(_ranked, item.blocks))) for item in items))
        case _:
            return block


def _merged(content: Inlines) -> Inlines:
    result: list[Inline] = []
    for inline in content:
        match result, inline:
            case [*_, Text(before)], Text(after):
                result[-1] = Text(before + after)
            case _, Note(blocks=blocks):
                result.append(replace(inline, blocks=_plain(blocks)))
            case _, Emphasis(inner) | Strong(inner) | Marked(_, inner) | Link(_, inner) | Reference(content=inner):
                done = _merged(inner)
                # A line that begins with a span may begin in it or before it.
                starts = list(takewhile(lambda each: isinstance(each, LineStart), done))
                result += [*starts, walk.spanning(inline, done[len(starts) :])]
            case _:
                result.append(inline)
    return tuple(result)


def _named(block: Block | None) -> str:
    if block is None:
        return ""
    texts = list(walk.text_blocks([block]))
    starts = [start.number for each in texts for start in walk.line_starts(each.content)]
    words = " ".join(walk.plain(each.content) for each in texts)
    shown = f"„{words[:50]}{'…' if len(words) > 50 else ''}“"  # noqa: PLR2004 - a line of a message
    return f"Zeile {starts[0]} ({shown})" if starts else shown
