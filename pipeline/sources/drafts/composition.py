"""Drafts → the blocks of a text: paragraphs that belong together become lists, quotations, pictures with their captions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.sources.drafts import draft_tables, preformatted, spans
from pipeline.sources.drafts.draft import (
    Draft,
    DraftPiece,
    NoteDraft,
    ParagraphDraft,
    ParagraphKind,
    PictureDraft,
    TableDraft,
)
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.sources.drafts.embedded_pictures import EmbeddedPictures
from pipeline.sources.drafts.list_building import NEAR, ListBuilder, Recurrence, typed_item
from pipeline.text import walk
from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    Caption,
    Heading,
    Inlines,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Table,
)

DEEPEST = 9
"""Lists and quotations around a text, as in CommonMark; each takes 6 characters from a line."""


class DraftComposer:
    """Makes blocks of drafts, and reports what cannot be one."""

    def __init__(self, drafts: Sequence[Draft], report: DraftReport) -> None:
        """Know how far the text is indented where it is no list."""
        self._report, self._pictures = report, EmbeddedPictures(report)
        self._notes, self._within = 0, False
        body = Counter(each.indent for each in _apart(drafts))
        self._edge = min(body, key=lambda indent: (-body[indent], indent), default=0)

    def blocks(self, drafts: Sequence[Draft], depth: int = 0) -> Blocks:
        """The blocks that the drafts amount to, ``depth`` lists and quotations around them."""
        kept = [
            typed_item(each) if isinstance(each, ParagraphDraft) and each.kind is ParagraphKind.BODY else each
            for each in drafts
        ]
        kept = [each for each in kept if not self._is_empty(each)]
        result: list[Block] = []
        at, recurrence = 0, Recurrence(kept)
        while at < len(kept):
            if _is_item(kept[at]):
                at = self._list(kept, at, result, depth, recurrence)
            else:
                at = self._next(kept, at, result, depth)
        return tuple(result)

    def _is_empty(self, draft: Draft) -> bool:
        """Whether the draft says nothing; a label without words is reported."""
        if isinstance(draft, TableDraft) or draft.kind is ParagraphKind.PREFORMATTED:
            return False
        if spans.words(draft.pieces) or any(isinstance(each.leaf, NoteDraft | PictureDraft) for each in draft.pieces):
            return False
        if draft.item and draft.item.label:
            self._report.add(
                "Z165",
                f"Der Listenpunkt „{draft.item.label}“ ist leer und steht in keiner Ausgabe.",
                "Die Nummern danach bleiben, wie Word sie zeigt.",
                draft.place,
            )
        return True

    def _next(self, drafts: Sequence[Draft], at: int, result: list[Block], depth: int) -> int:
        """Add what begins at this draft to the result; where the next begins."""
        match drafts[at]:
            case TableDraft() as table:
                result += self._table(table, None)
                return at + 1
            case ParagraphDraft(kind=ParagraphKind.QUOTE):
                return self._quotation(drafts, at, result, depth)
            case ParagraphDraft(kind=ParagraphKind.PREFORMATTED):
                return self._preformatted(drafts, at, result)
            case ParagraphDraft(kind=ParagraphKind.HEADING | ParagraphKind.TITLE | ParagraphKind.SUBTITLE) as heading:
                result += self._heading(heading, depth)
                return at + 1
            case ParagraphDraft(kind=ParagraphKind.CAPTION) as caption:
                return self._caption(drafts, at, caption, result)
            case ParagraphDraft() as paragraph:
                result += self._paragraph(paragraph)
                return at + 1
        raise ValueError(drafts[at])

    def _inlines(self, pieces: Sequence[DraftPiece]) -> Inlines:
        return spans.inlines(pieces, self._note)

    def _note(self, draft: NoteDraft) -> Note | None:
        if self._within:
            self._report.add("Z164", "Eine Fußnote in einer Fußnote ist nicht übernommen.", place=draft.place)
            return None
        self._notes += 1
        number, self._within = self._notes, True
        blocks = tuple(each for each in self.blocks(draft.blocks) if self._fits_note(each))
        self._within = False
        if not blocks:
            self._notes -= 1
            self._report.add("Z164", "Die Fußnote ist leer und steht in keiner Ausgabe.", place=draft.place)
            return None
        return Note(number, blocks, draft.place)

    def _fits_note(self, block: Block) -> bool:
        if not isinstance(block, Table | Picture):
            return True
        self._report.add("Z164", "Eine Tabelle oder ein Bild in einer Fußnote ist nicht übernommen.", place=block.place)
        return False

    def _paragraph(self, draft: ParagraphDraft) -> list[Block]:
        content = self._inlines(draft.pieces)
        pictures = self._found(draft)
        if content and pictures:
            self._report.add("Z165", "Ein Bild im Absatz steht in den Ausgaben darunter.", place=draft.place)
        return [*([Paragraph(content, draft.place)] if content else []), *pictures]

    def _found(self, draft: ParagraphDraft) -> list[Picture]:
        drafts = (each.leaf for each in draft.pieces if isinstance(each.leaf, PictureDraft))
        return [picture for each in drafts if (picture := self._pictures.picture(each))]

    def _heading(self, draft: ParagraphDraft, depth: int) -> list[Block]:
        content = self._inlines(draft_tables.plainly(draft.pieces))
        pictures = self._found(draft)
        if not content:
            return [*pictures]
        if depth or self._within:
            self._report.add(
                "Z170",
                f"Die Überschrift „{excerpt(walk.plain(content))}“ steht in einer Liste, einem Zitat oder einer Fußnote; sie gilt als Absatz.",
                place=draft.place,
            )
            return [Paragraph(content, draft.place), *pictures]
        level = draft.level if draft.kind is ParagraphKind.HEADING else 1
        return [Heading(level, content, draft.place, min(level, 6)), *pictures]

    def _quotation(self, drafts: Sequence[Draft], at: int, result: list[Block], depth: int) -> int:
        end = at
        while end < len(drafts) and _kind(drafts[end]) is ParagraphKind.QUOTE:
            end += 1
        inside = [replace(each, kind=ParagraphKind.BODY) for each in drafts[at:end] if isinstance(each, ParagraphDraft)]
        if depth + 1 > DEEPEST:
            self._too_deep(inside[0])
        elif blocks := self.blocks(inside, depth + 1):
            result.append(BlockQuote(blocks, inside[0].place))
        return end

    def _preformatted(self, drafts: Sequence[Draft], at: int, result: list[Block]) -> int:
        end = at
        while end < len(drafts) and _kind(drafts[end]) is ParagraphKind.PREFORMATTED:
            end += 1
        if made := preformatted.lines(
            [each for each in drafts[at:end] if isinstance(each, ParagraphDraft)], self._report
        ):
            result.append(Preformatted(made, drafts[at].place))
        return end

    def _caption(self, drafts: Sequence[Draft], at: int, draft: ParagraphDraft, result: list[Block]) -> int:
        """A caption belongs to the picture in it, or to the table or picture that it stands next to."""
        pictures, words = self._found(draft), self._inlines(draft.pieces)
        caption = Caption(words, draft.place) if words else None
        if pictures:
            result += [*pictures[:-1], replace(pictures[-1], caption=caption)]
            return at + 1
        following = drafts[at + 1] if at + 1 < len(drafts) else None
        of_table = spans.words(draft.pieces).casefold().startswith("tab")
        match result[-1] if result else None:
            case Picture(caption=None) as before if not (of_table and isinstance(following, TableDraft)):
                result[-1] = replace(before, caption=caption)
                return at + 1
            case Table(caption=None) as before if not isinstance(following, TableDraft):
                result[-1] = replace(before, caption=caption)
                return at + 1
        if isinstance(following, TableDraft):
            result += self._table(following, caption)
            return at + 2
        if (
            isinstance(following, ParagraphDraft)
            and not spans.words(following.pieces)
            and (pictures := self._found(following))
        ):
            result += [replace(pictures[0], caption=caption), *pictures[1:]]
            return at + 2
        result += [Paragraph(words, draft.place)] if words else []
        return at + 1

    def _table(self, draft: TableDraft, caption: Caption | None) -> list[Block]:
        found = [picture for each in draft_tables.pictures(draft) if (picture := self._pictures.picture(each))]
        if found:
            self._report.add("Z165", "Bilder in einer Tabelle stehen in den Ausgaben darunter.", place=draft.place)
        made = draft_tables.table(draft, caption, self._inlines, self._report)
        return [*([made] if made else []), *found]

    def _list(self, drafts: Sequence[Draft], at: int, result: list[Block], depth: int, recurrence: Recurrence) -> int:
        """The lists that begin here, with all that is indented like their items."""
        lists, end = ListBuilder(), at
        while end < len(drafts):
            each = drafts[end]
            if not isinstance(each, ParagraphDraft) or each.kind is not ParagraphKind.BODY:
                break
            if each.item and not each.item.continues:
                lists.add(each, each.item, self._inlines(each.pieces), partial(recurrence.level, at=end))
                lists.inside(self._found(each))
                if depth + lists.depth > DEEPEST:
                    self._too_deep(each)
                    return len(drafts)
            elif each.item:
                if not lists.holds(None):
                    result += self._paragraph(each)
                    return end + 1
                lists.inside(self._paragraph(each))
            elif each.indent > self._edge + NEAR and lists.holds(each.indent):
                lists.inside(self._paragraph(each))
            else:
                break
            end += 1
        result += lists.blocks
        return end

    def _too_deep(self, draft: ParagraphDraft) -> None:
        self._report.add(
            "Z169",
            f"Listen und Zitate dürfen zusammen höchstens {DEEPEST} Ebenen tief sein.",
            "Rücken Sie die Liste weniger tief ein.",
            draft.place,
        )


def _apart(drafts: Sequence[Draft]) -> Iterator[ParagraphDraft]:
    """The plain paragraphs that do not stand right below an item of a list: those may belong to it."""
    below = False
    for each in drafts:
        if not isinstance(each, ParagraphDraft) or each.kind is not ParagraphKind.BODY:
            below = False
        elif each.item:
            below = True
        elif each.pieces:
            below = below and each.indent > 0
            if not below:
                yield each


def _is_item(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and draft.kind is ParagraphKind.BODY and draft.item is not None


def _kind(draft: Draft) -> ParagraphKind | None:
    return draft.kind if isinstance(draft, ParagraphDraft) else None
