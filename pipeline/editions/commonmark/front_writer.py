"""The front matter of a chapter: what ``sources/commonmark/front_matter`` reads, as YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipeline.text import walk
from pipeline.text.model import Block, Heading, NumberedChapter

BETWEEN = " | "
"""Between the headings of several sections without numbers."""


def front_matter_lines(numbered: NumberedChapter) -> str:
    """The lines from ``---`` to ``---``."""
    chapter = numbered.chapter
    starts = [start.number for block in walk.text_blocks(chapter.blocks) for start in walk.line_starts(block.content)]
    first = min(starts, default=1)
    said = {
        "title": chapter.title,
        "kind": chapter.kind,
        "initiator": chapter.resolution.body,
        "resolved": chapter.resolution.day.isoformat() if chapter.resolution.day else "",
        "section": chapter.section,
        "language": chapter.language,
        "unnumbered": BETWEEN.join(walk.plain(each.content).strip() for each in unnumbered(chapter.blocks)),
        "unnumbered_headings": BETWEEN.join(
            walk.plain(each.content).strip() for each in unnumbered_alone(chapter.blocks)
        ),
    }
    lines = [f"{key}: {_quoted(value)}" for key, value in said.items() if value]
    lines.append(f"width: {numbered.rule.width}")
    lines += [f"first: {first}"] if first != 1 else []
    lines.append("labels: exact")
    if chapter.details:
        lines += ["details:", *(f"  {_quoted(key)}: {_quoted(value)}" for key, value in chapter.details)]
    return "\n".join(["---", *lines, "---", ""])


def _quoted(value: str) -> str:
    """The text in quotes: what JSON says of text, YAML 1.2 says too."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False)


def unnumbered(blocks: Sequence[Block]) -> Iterator[Heading]:
    """The headings of the sections whose lines have no numbers."""
    return (heading for heading, below in _without_line(blocks) if not any(map(_has_lines, below)))


def unnumbered_alone(blocks: Sequence[Block]) -> Iterator[Heading]:
    """The headings that have no number while lines of their section have."""
    return (heading for heading, below in _without_line(blocks) if any(map(_has_lines, below)))


def _without_line(blocks: Sequence[Block]) -> Iterator[tuple[Heading, Sequence[Block]]]:
    """The headings without a number, from the outside in, each with the blocks of its section.

    Inside of a section without any number no heading is asked again.
    """
    at = 0
    while at < len(blocks):
        heading = blocks[at]
        at += 1
        if not isinstance(heading, Heading) or walk.line_starts(heading.content):
            continue
        end = at
        while end < len(blocks) and not (isinstance(each := blocks[end], Heading) and each.level <= heading.level):
            end += 1
        below = blocks[at:end]
        yield heading, below
        if not any(map(_has_lines, below)):
            at = end


def _has_lines(block: Block) -> bool:
    return any(walk.line_starts(each.content) for each in walk.text_blocks([block]))
