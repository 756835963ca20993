"""Pieces of a paragraph, each with its formatting → inlines, nested always in the same way.

    link ─ strong ─ emphasis ─ underlined ─ struck out ─ raised or lowered ─ text

Blanks, breaks and notes have no formatting of their own: between two words they look as both do, at an edge as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.sources.commonmark.inline_tokens import spaced
from pipeline.sources.drafts.draft import CharacterFormatting, DraftPiece, NoteDraft, PictureDraft
from pipeline.text.model import Emphasis, Inline, Inlines, LineBreak, Link, Mark, Marked, Note, Strong, Text

Notes = Callable[[NoteDraft], Note | None]

_PARTS = re.compile(r"([ \t]+)")


def inlines(pieces: Sequence[DraftPiece], note: Notes) -> Inlines:
    """The inlines that the pieces make, with single blanks, and neither blanks nor breaks at their edges."""
    return spaced(_trimmed(_nested(_looking(list(_parted(pieces))), note)))


def words(pieces: Sequence[DraftPiece]) -> str:
    """What the pieces say, in one line."""
    parts = (
        " " if isinstance(each.leaf, LineBreak) else each.leaf.text
        for each in pieces
        if isinstance(each.leaf, Text | LineBreak)
    )
    return " ".join("".join(parts).split())


def _parted(pieces: Sequence[DraftPiece]) -> Iterator[DraftPiece]:
    """The pieces with blanks at the edges of texts apart, and neighbours that look alike as one."""
    waiting: DraftPiece | None = None
    for piece in _split(pieces):
        match waiting, piece:
            case DraftPiece(Text(before, place), formatting), DraftPiece(Text(after), same) if (
                formatting == same and not (_blank(before) or _blank(after))
            ):
                waiting = DraftPiece(Text(before + after, place), formatting)
            case _:
                if waiting:
                    yield waiting
                waiting = piece
    if waiting:
        yield waiting


def _split(pieces: Sequence[DraftPiece]) -> Iterator[DraftPiece]:
    for piece in pieces:
        if isinstance(piece.leaf, Text):
            text = piece.leaf.text
            left, right = len(text) - len(text.lstrip(" \t")), len(text.rstrip(" \t"))
            for part in (text[:left], text[left:right], text[max(left, right) :]):
                if part:
                    yield DraftPiece(Text(part, piece.leaf.place), piece.formatting)
        elif not isinstance(piece.leaf, PictureDraft):
            yield piece


def _blank(text: str) -> bool:
    return not text.strip(" \t")


def _neutral(piece: DraftPiece) -> bool:
    return not isinstance(piece.leaf, Text) or _blank(piece.leaf.text)


def _looking(pieces: list[DraftPiece]) -> list[DraftPiece]:
    """The pieces, those without formatting of their own formatted as both neighbours are."""
    before: list[CharacterFormatting] = []
    last = CharacterFormatting()
    for piece in pieces:
        last = last if _neutral(piece) else piece.formatting
        before.append(last)
    result, following = list[DraftPiece](), CharacterFormatting()
    for piece, formatting in zip(reversed(pieces), reversed(before), strict=True):
        following = following if _neutral(piece) else piece.formatting
        result.append(replace(piece, formatting=_common(formatting, following)) if _neutral(piece) else piece)
    return result[::-1]


def _common(one: CharacterFormatting, other: CharacterFormatting) -> CharacterFormatting:
    return CharacterFormatting(
        one.strong and other.strong,
        one.emphasis and other.emphasis,
        one.underline and other.underline,
        one.strike and other.strike,
        one.raised if one.raised is other.raised else None,
        one.link if one.link == other.link else "",
    )


_Wrap = Callable[[CharacterFormatting], Callable[[Inlines], Inline] | None]


def _link(formatting: CharacterFormatting) -> Callable[[Inlines], Inline] | None:
    return (lambda content: Link(formatting.link, content)) if formatting.link else None


def _marked(mark: Mark | None) -> Callable[[Inlines], Inline] | None:
    return (lambda content: Marked(mark, content)) if mark else None


_ORDER: tuple[tuple[Callable[[CharacterFormatting], object], _Wrap], ...] = (
    (lambda formatting: formatting.link, _link),
    (lambda formatting: formatting.strong, lambda formatting: Strong if formatting.strong else None),
    (lambda formatting: formatting.emphasis, lambda formatting: Emphasis if formatting.emphasis else None),
    (
        lambda formatting: formatting.underline,
        lambda formatting: _marked(Mark.UNDERLINE if formatting.underline else None),
    ),
    (lambda formatting: formatting.strike, lambda formatting: _marked(Mark.STRIKE if formatting.strike else None)),
    (lambda formatting: formatting.raised, lambda formatting: _marked(formatting.raised)),
)


def _nested(pieces: Sequence[DraftPiece], note: Notes, depth: int = 0) -> Inlines:
    if depth == len(_ORDER):
        return tuple(_leaves(pieces, note))
    key, wrap = _ORDER[depth]
    result: list[Inline] = []
    for _, group in groupby(pieces, lambda piece: key(piece.formatting)):
        members = list(group)
        content = _nested(members, note, depth + 1)
        around = wrap(members[0].formatting)
        if around and content:
            result.append(around(content))
        else:
            result += content
    return tuple(result)


def _leaves(pieces: Sequence[DraftPiece], note: Notes) -> Iterator[Inline]:
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


def is_picture(piece: DraftPiece) -> bool:
    """Whether the piece is a picture."""
    return isinstance(piece.leaf, PictureDraft)
