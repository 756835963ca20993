"""The text of one block on its way from HTML: characters as the issuing system keeps them, white space as it counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.text import walk
from pipeline.text.model import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    Marked,
    Note,
    Reference,
    Strong,
    Text,
)
from pipeline.text.walk import Leaf

_KEPT = str.maketrans({"\u00a0": " ", "\u200b": None, "\ufeff": None, "\ufb01": "fi", "\ufb02": "fl"})
_SPACES = re.compile(r"[ \t\n\r\f]+")


def kept(text: str) -> str:
    """The characters as the issuing system keeps them when a text is saved.

    NFC, no-break spaces as spaces, no zero-width spaces, the ligatures fi and fl as letters (its clean-up on saving).
    """
    return unicodedata.normalize("NFC", text).translate(_KEPT)


def rebuilt(content: Inlines, leaves: Iterator[Inlines]) -> Inlines:
    """The inlines with each leaf replaced, in reading order; spans with nothing left in them are left out."""
    result: list[Inline] = []
    for inline in content:
        match inline:
            case Text() | LineBreak() | Note() | LineStart():
                result += next(leaves)
            case Emphasis() | Strong() | Marked() | Link() | Reference():
                if inner := rebuilt(inline.content, leaves):
                    result.append(walk.spanning(inline, inner))
    return tuple(_merged(result))


def _merged(content: Iterable[Inline]) -> Iterator[Inline]:
    """The inlines with neighbouring texts as one."""
    waiting: Text | None = None
    for inline in content:
        if isinstance(inline, Text):
            waiting = Text(waiting.text + inline.text, waiting.place) if waiting else inline
            continue
        if waiting:
            yield waiting
            waiting = None
        yield inline
    if waiting:
        yield waiting


def single_spaced(content: Inlines) -> Inlines:
    """The inlines with runs of white space as one space, and none at the edges of the block or after a line start."""
    leaves = _unparted(walk.leaves(content))
    result: list[Inlines] = []
    space = True
    for leaf in leaves:
        if isinstance(leaf, Text):
            text = _SPACES.sub(" ", leaf.text)
            text = text.removeprefix(" ") if space else text
            space = text.endswith(" ") if text else space
            result.append((Text(text, leaf.place),) if text else ())
        else:
            space = isinstance(leaf, LineStart) or (space and isinstance(leaf, Note))
            result.append((leaf,) if leaf is not _NUMBERING else ())
    _trim(result)
    return rebuilt(content, iter(result))


_NUMBERING = LineBreak()


def _unparted(leaves: Iterator[Leaf]) -> list[Leaf]:
    """The leaves, the break that belongs to a line number before it replaced by a mark to leave it out.

    The issuing system writes ``<br>`` and the number for a line's beginning; the break says nothing of its own.
    """
    found = list(leaves)
    part: int | None = None
    for index, leaf in enumerate(found):
        if isinstance(leaf, LineBreak):
            part = index
        elif isinstance(leaf, LineStart):
            if part is not None:
                found[part] = _NUMBERING
            part = None
        elif not isinstance(leaf, Text) or leaf.text.strip(" \t\n\r\f"):
            part = None
    return found


def _trim(leaves: list[Inlines]) -> None:
    """Take away the space at the end."""
    for index in range(len(leaves) - 1, -1, -1):
        if not leaves[index]:
            continue
        last = leaves[index][0]
        if not isinstance(last, Text):
            return
        text = last.text.rstrip(" ")
        leaves[index] = (Text(text, last.place),) if text else ()
        if text:
            return
