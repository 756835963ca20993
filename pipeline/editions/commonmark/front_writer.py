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
    at = 0
    while at < len(blocks):
        heading = blocks[at]
        at += 1
        if isinstance(heading, Heading) and not walk.line_starts(heading.content):
            while at < len(blocks) and not (isinstance(each := blocks[at], Heading) and each.level <= heading.level):
                at += 1
            yield heading
