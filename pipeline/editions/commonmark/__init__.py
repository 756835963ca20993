"""A chapter → CommonMark with front matter, which ``sources/commonmark`` reads back to the same chapter.

    front_writer   what stands above the text: YAML
    block_writer   blocks → lines
    inline_writer  inlines → characters, escaped where they would mean something
    comparison     what came back → what CommonMark could not say

The text says ``labels: exact``: there each mark at the begin of a line is the label of an item, and what is none is escaped.
Nothing has to be judged, so nothing is judged wrongly.
"""

from __future__ import annotations

from pipeline.editions.commonmark.block_writer import Writer
from pipeline.editions.commonmark.front_writer import front_matter_lines
from pipeline.text.model import NumberedChapter


def text(numbered: NumberedChapter) -> tuple[str, tuple[str, ...]]:
    """The chapter as CommonMark, and what could not be said in it, a sentence each."""
    writer = Writer()
    body = writer.body(numbered.chapter.blocks)
    return f"{front_matter_lines(numbered)}\n{body}", tuple(writer.lost)
