"""Which words of an official line are struck out: without it, "~~alten~~ neuen" would read "alten neuen"."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.text import walk
from pipeline.text.events import Call, End, Event, Formatting, LineBegin, Start, Words
from pipeline.text.model import Inlines, Mark, Marked, NumberedChapter
from pipeline.text.transcript import transcript

Pieces = tuple[tuple[str, bool], ...]
"""The words of a line as one text in pieces, each with whether it is struck out."""


def struck_words(numbered: NumberedChapter) -> dict[int, Pieces]:
    """The words of each line that has some struck out, by its number, without the space around the line."""
    if not any(_has_struck(block.content) for block in walk.text_blocks(numbered.chapter.blocks)):
        return {}
    return struck_in_events(transcript(numbered))


def _has_struck(content: Inlines) -> bool:
    spans = (each for each in content if not isinstance(each, walk.Leaf))
    return any((isinstance(each, Marked) and each.mark is Mark.STRIKE) or _has_struck(each.content) for each in spans)


def struck_in_events(events: Iterable[Event]) -> dict[int, Pieces]:
    """The same of a text that was read back."""
    lines: dict[int, list[tuple[str, bool]]] = {}
    line = 0
    for event in events:
        match event:
            case LineBegin(line):
                lines[line] = []
            case Start() | End():
                line = 0
            case Words(text, formatting) if line:
                lines[line].append((text.replace("\n", " "), Formatting.STRIKE in formatting))
            case Words() | Call():
                continue
    return {number: _trimmed(pieces) for number, pieces in lines.items() if any(struck for _, struck in pieces)}


def _trimmed(pieces: list[tuple[str, bool]]) -> Pieces:
    (first, struck), *rest = pieces
    begun = [(first.lstrip(" "), struck), *rest]
    *before, (last, ended) = begun
    return tuple((text, each) for text, each in [*before, (last.rstrip(" "), ended)] if text)
