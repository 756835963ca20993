"""The calls of notes beside the words that they belong to.

„Stadt [^1] und“ has one space once white space is single: the one after the call, „Stadt¹ und“. Before it, the call would
be read and set with the next word. The words of a line stay the same, since a call is none.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.text import walk
from pipeline.text.model import Blocks, Inline, Inlines, Note, Text


def beside_words(blocks: Blocks) -> Blocks:
    """The blocks with the space before a call after it."""
    return walk.respelled(blocks, _called) if any(True for _ in walk.notes(blocks)) else blocks


def _called(content: Inlines) -> Inlines:
    """The same of inlines. A call that begins an emphasis has no word beside it there."""
    found: list[Inline] = []
    for inline in content:
        spaced = isinstance(inline, Text) and inline.text.startswith((" ", "\n", "\t"))
        moved = None if isinstance(inline, Note) or spaced else _taken_space(found)
        if moved and isinstance(inline, Text):
            place = inline.place and replace(inline.place, column=max(1, inline.place.column - 1))
            found.append(replace(inline, text=f" {inline.text}", place=place))
            continue
        found += [moved] if moved else []
        found.append(inline if isinstance(inline, walk.Leaf) else walk.spanning(inline, _called(inline.content)))
    if moved := _taken_space(found):
        found.append(moved)
    return tuple(each for each in found if each != Text(""))


def _taken_space(found: list[Inline]) -> Text | None:
    """The space before the calls at the end of the inlines, which is taken from the text there."""
    words = next((at for at in range(len(found) - 1, -1, -1) if not isinstance(found[at], Note)), len(found) - 1)
    before = found[words] if 0 <= words < len(found) - 1 else None
    if not isinstance(before, Text) or not before.text.endswith(" "):
        return None
    found[words] = replace(before, text=before.text.removesuffix(" "))
    return Text(" ", before.place)
