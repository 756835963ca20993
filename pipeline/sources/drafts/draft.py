"""What a word processor's document says, whichever program wrote it: paragraphs and tables in their order.

Why a form between file and model: a word processor has no lists and no quotations, only paragraphs that look like them.
DOCX and ODT are both read into this, and what it amounts to is decided once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from pipeline.diagnostics import Place
from pipeline.text.model import Alignment, LineBreak, Mark, Text


class ParagraphKind(StrEnum):
    """What a paragraph is by its style."""

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    QUOTE = "quote"
    PREFORMATTED = "preformatted"
    CAPTION = "caption"
    CONTENTS = "contents"
    """An entry of a table of contents."""


OWN_FORMATTING = frozenset(set(ParagraphKind) - {ParagraphKind.BODY})
"""Paragraphs whose style has formatting of its own, which is none of their words."""


@dataclass(frozen=True, slots=True)
class CharacterFormatting:
    """How characters look, beyond what their paragraph's style gives to all of it."""

    strong: bool = False
    emphasis: bool = False
    underline: bool = False
    strike: bool = False
    raised: Mark | None = None
    """SUPERSCRIPT or SUBSCRIPT."""
    link: str = ""
    """The address that they lead to."""


@dataclass(frozen=True, slots=True)
class CharacterAppearance:
    """How characters look, whether they are seen at all, and the font that signs may need."""

    formatting: CharacterFormatting
    hidden: bool
    font: str
    capitals: bool
    marked: bool
    """With a marker pen."""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A footnote or endnote, where it is called."""

    blocks: tuple[Draft, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class PictureDraft:
    """A picture of the file: its bytes, and what somebody wrote about it."""

    data: bytes
    alternative: str
    place: Place


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """Something of a paragraph, and how it looks."""

    leaf: Text | LineBreak | NoteDraft | PictureDraft
    formatting: CharacterFormatting = CharacterFormatting()


@dataclass(frozen=True, slots=True)
class DraftItem:
    """That a paragraph is an item of a list: of which one, how deep in it, and what stands before it."""

    key: str
    level: int
    label: str
    """As it is printed; empty for a bullet."""
    continues: bool = False
    """It belongs to the item before it, and has no label of its own."""


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """A paragraph."""

    kind: ParagraphKind
    pieces: tuple[DraftPiece, ...]
    place: Place
    level: int = 0
    """Of a heading, from 1."""
    item: DraftItem | None = None
    indent: int = 0
    """From the text's edge to the words, in twentieths of a point."""
    alignment: Alignment = Alignment.START


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A cell, and how many columns and rows it spans."""

    blocks: tuple[Draft, ...]
    place: Place
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table: by row the cells that begin in it, and how many rows at the top head it."""

    rows: tuple[tuple[CellDraft, ...], ...]
    heads: int
    place: Place


Draft: TypeAlias = ParagraphDraft | TableDraft


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """A document: its text, and the title that its properties name."""

    drafts: tuple[Draft, ...]
    title: str = ""


@dataclass(slots=True)
class Flow:
    """Drafts as they come; a paragraph whose end is gone goes on in the next one."""

    drafts: list[Draft] = field(default_factory=list)
    waiting: tuple[DraftPiece, ...] = ()

    def add(self, draft: Draft, *, joins: bool = False) -> None:
        """Add a draft. What ``joins`` is kept for the next paragraph, whose style then holds for both."""
        if isinstance(draft, ParagraphDraft) and joins:
            self.waiting += draft.pieces
            return
        if self.waiting and isinstance(draft, ParagraphDraft):
            draft = ParagraphDraft(
                draft.kind,
                self.waiting + draft.pieces,
                draft.place,
                draft.level,
                draft.item,
                draft.indent,
                draft.alignment,
            )
            self.waiting = ()
        self.drafts.append(draft)

    def close(self, place: Place) -> tuple[Draft, ...]:
        """All drafts; what still waits is a paragraph of its own."""
        if self.waiting:
            self.drafts.append(ParagraphDraft(ParagraphKind.BODY, self.waiting, place))
            self.waiting = ()
        return tuple(self.drafts)
