"""Parts of a running text with their stress, formatting and links, in one pass through it.

Link("Die Karte. ", Strong("Sie gilt."))   cut at 11:   Link("Die Karte.") | Link(Strong("Sie gilt."))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.text import walk
from pipeline.text.model import Inlines, LineBreak, Reference, Span, Text

_Piece = tuple[tuple[Span, ...], Text | LineBreak]
"""A leaf, and the spans around it, the outermost first."""


def sliced(content: Inlines, bounds: Sequence[tuple[int, int]]) -> Iterator[Inlines]:
    """For each stretch of the running text, first and after last character in rising order, its inlines.

    Line starts and calls of notes are left out, and references are text: they lead to lines that stand elsewhere.
    """
    pieces, at = _pieces(content), 0
    piece = next(pieces, None)
    for first, last in bounds:
        found: list[_Piece] = []
        while piece is not None and at < last:
            spans, leaf = piece
            length = len(walk.text(leaf))
            if at + length > first:
                found.append((spans, _cut(leaf, max(first - at, 0), last - at)))
            if at + length > last:
                break
            at += length
            piece = next(pieces, None)
        yield _nested(found, 0)


def bare(content: Inlines) -> Inlines:
    """All of the inlines, without line starts, calls of notes, and references."""
    return next(sliced(content, [(0, len(walk.plain(content)))]))


def _cut(leaf: Text | LineBreak, first: int, last: int) -> Text | LineBreak:
    return Text(leaf.text[first:last]) if isinstance(leaf, Text) else leaf


def _pieces(content: Inlines, around: tuple[Span, ...] = ()) -> Iterator[_Piece]:
    for inline in content:
        if isinstance(inline, Text | LineBreak):
            yield around, inline
        elif isinstance(inline, Reference):
            yield from _pieces(inline.content, around)
        elif not isinstance(inline, walk.Leaf):
            yield from _pieces(inline.content, (*around, inline))


def _nested(pieces: Sequence[_Piece], depth: int) -> Inlines:
    """The pieces inside their spans, those that touch inside one."""
    result: list[Text | LineBreak | Span] = []
    for _, group in groupby(pieces, lambda piece: id(piece[0][depth]) if len(piece[0]) > depth else 0):
        held = list(group)
        if len(held[0][0]) > depth:
            result.append(walk.spanning(held[0][0][depth], _nested(held, depth + 1)))
        else:
            result += [leaf for _, leaf in held]
    return tuple(result)
