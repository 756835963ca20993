"""Line starts beside the text that they belong to, so that whoever writes an edition finds each where its line begins."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.text import walk
from pipeline.text.model import Inline, Inlines, LineStart, Text


def settled_starts(content: Inlines) -> Inlines:
    """The inlines with line starts where their text is: none ends a span, and none stands before a span that others divide.

    The start of a line that begins with a span, and does not end in it, may stand before the span or be the first in it.
    """
    bare = all(isinstance(node, walk.Leaf) for node in content)
    return content if bare else _moved_in(_moved_out(content))


def beginning(node: Inline) -> LineStart | None:
    """The line start that the node is, or that is the first in it."""
    if isinstance(node, LineStart):
        return node
    leaf = None if isinstance(node, Text) else next(walk.leaves((node,)), None)
    return leaf if isinstance(leaf, LineStart) else None


def holds_start(node: Inline) -> bool:
    """Whether a line begins at the node or in it."""
    if isinstance(node, LineStart):
        return True
    return not isinstance(node, walk.Leaf) and bool(walk.line_starts(node.content))


def is_divided(node: Inline) -> bool:
    """Whether the node is a span that lies in several lines."""
    if isinstance(node, walk.Leaf):
        return False
    starts = walk.line_starts(node.content)
    return len(starts) > 1 or (len(starts) == 1 and beginning(node) is None)


def _moved_out(content: Iterable[Inline]) -> Inlines:
    """The inlines with line starts that end a span moved behind it; a span of nothing else is gone."""
    result: list[Inline] = []
    for node in content:
        if isinstance(node, walk.Leaf):
            result.append(node)
            continue
        inner = _moved_out(node.content)
        end = len(inner)
        while end and isinstance(inner[end - 1], LineStart):
            end -= 1
        if end:
            result.append(walk.spanning(node, inner[:end]))
        result += inner[end:]
    return tuple(result)


def _moved_in(content: Iterable[Inline]) -> Inlines:
    """The inlines with a line start that directly precedes a divided span moved into it, down to its text."""
    result: list[Inline] = []
    for node in content:
        if isinstance(node, walk.Leaf):
            result.append(node)
            continue
        inner = node.content
        if result and isinstance(result[-1], LineStart) and is_divided(node) and beginning(node) is None:
            inner = (result.pop(), *inner)
        result.append(walk.spanning(node, _moved_in(inner)))
    return tuple(result)
