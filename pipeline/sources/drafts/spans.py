"""Pieces of a paragraph, each with its look → inlines, nested always in the same way.

    link ─ strong ─ emphasis ─ underlined ─ struck out ─ raised or lowered ─ text

Blanks, breaks and notes have no look of their own: between two words they look as both do, at an edge as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.sources.commonmark.inline_tokens import spaced
from pipeline.sources.drafts.draft import Look, NoteDraft, PictureDraft, Piece
from pipeline.text.model import Emphasis, Inline, Inlines, LineBreak, Link, Mark, Marked, Note, Strong, Text

Notes = Callable[[NoteDraft], Note | None]

_PARTS = re.compile(r"([ \t]+)")


def inlines(pieces: Sequence[Piece], note: Notes) -> Inlines:
    """The inlines that the pieces make, with single blanks, and neither blanks nor breaks at their edges."""
    return spaced(_trimmed(_nested(_looking(list(_parted(pieces))), note)))


def words(pieces: Sequence[Piece]) -> str:
    """What the pieces say, in one line."""
    parts = (
        " " if isinstance(each.leaf, LineBreak) else each.leaf.text
        for each in pieces
        if isinstance(each.leaf, Text | LineBreak)
    )
    return " ".join("".join(parts).split())


def _parted(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with blanks at the edges of texts apart, and neighbours that look alike as one."""
    waiting: Piece | None = None
    for piece in _split(pieces):
        match waiting, piece:
            case Piece(Text(before, place), look), Piece(Text(after), same) if look == same and not (
                _blank(before) or _blank(after)
            ):
                waiting = Piece(Text(before + after, place), look)
            case _:
                if waiting:
                    yield waiting
                waiting = piece
    if waiting:
        yield waiting


def _split(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece.leaf, Text):
            text = piece.leaf.text
            left, right = len(text) - len(text.lstrip(" \t")), len(text.rstrip(" \t"))
            for part in (text[:left], text[left:right], text[max(left, right) :]):
                if part:
                    yield Piece(Text(part, piece.leaf.place), piece.look)
        elif not isinstance(piece.leaf, PictureDraft):
            yield piece


def _blank(text: str) -> bool:
    return not text.strip(" \t")


def _neutral(piece: Piece) -> bool:
    return not isinstance(piece.leaf, Text) or _blank(piece.leaf.text)


def _looking(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those without a look of their own looking as both neighbours do."""
    before: list[Look] = []
    last = Look()
    for piece in pieces:
        last = last if _neutral(piece) else piece.look
        before.append(last)
    result, following = list[Piece](), Look()
    for piece, look in zip(reversed(pieces), reversed(before), strict=True):
        following = following if _neutral(piece) else piece.look
        result.append(replace(piece, look=_common(look, following)) if _neutral(piece) else piece)
    return result[::-1]


def _common(one: Look, other: Look) -> Look:
    return Look(
        one.strong and other.strong,
        one.emphasis and other.emphasis,
        one.underline and other.underline,
        one.strike and other.strike,
        one.raised if one.raised is other.raised else None,
        one.link if one.link == other.link else "",
    )


_Wrap = Callable[[Look], Callable[[Inlines], Inline] | None]


def _link(look: Look) -> Callable[[Inlines], Inline] | None:
    return (lambda content: Link(look.link, content)) if look.link else None


def _marked(mark: Mark | None) -> Callable[[Inlines], Inline] | None:
    return (lambda content: Marked(mark, content)) if mark else None


_ORDER: tuple[tuple[Callable[[Look], object], _Wrap], ...] = (
    (lambda look: look.link, _link),
    (lambda look: look.strong, lambda look: Strong if look.strong else None),
    (lambda look: look.emphasis, lambda look: Emphasis if look.emphasis else None),
    (lambda look: look.underline, lambda look: _marked(Mark.UNDERLINE if look.underline else None)),
    (lambda look: look.strike, lambda look: _marked(Mark.STRIKE if look.strike else None)),
    (lambda look: look.raised, lambda look: _marked(look.raised)),
)


def _nested(pieces: Sequence[Piece], note: Notes, depth: int = 0) -> Inlines:
    if depth == len(_ORDER):
        return tuple(_leaves(pieces, note))
    key, wrap = _ORDER[depth]
    result: list[Inline] = []
    for _, group in groupby(pieces, lambda piece: key(piece.look)):
        members = list(group)
        content = _nested(members, note, depth + 1)
        around = wrap(members[0].look)
        if around and content:
            result.append(around(content))
        else:
            result += content
    return tuple(result)


def _leaves(pieces: Sequence[Piece], note: Notes) -> Iterator[Inline]:
    """The leaves; neighbouring texts are one."""
    waiting: Text | None = None
    for piece in pieces:
        leaf = piece.leaf
        if isinstance(leaf, Text):
            waiting = Text(waiting.text + leaf.text, waiting.place) if waiting else leaf
            continue
        if waiting:
            yield waiting
            waiting = None
        if isinstance(leaf, LineBreak):
            yield leaf
        elif isinstance(leaf, NoteDraft) and (found := note(leaf)):
            yield found
    if waiting:
        yield waiting


def _trimmed(content: Inlines) -> Inlines:
    """The inlines without breaks and blanks at the begin and the end."""
    kept = list(content)
    while kept and _nothing(kept[0]):
        kept.pop(0)
    while kept and _nothing(kept[-1]):
        kept.pop()
    return tuple(kept)


def _nothing(inline: Inline) -> bool:
    return isinstance(inline, LineBreak) or (isinstance(inline, Text) and _blank(inline.text))


def is_picture(piece: Piece) -> bool:
    """Whether the piece is a picture."""
    return isinstance(piece.leaf, PictureDraft)
