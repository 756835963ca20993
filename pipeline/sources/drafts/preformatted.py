"""Paragraphs whose blanks count → the lines of one text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sources.drafts.draft import NoteDraft, ParagraphDraft, PictureDraft
from pipeline.sources.drafts.draft_report import DraftReport
from pipeline.text.model import Inline, Inlines, LineBreak, Text

TAB = 4


def lines(drafts: Sequence[ParagraphDraft], report: DraftReport) -> Inlines:
    """The lines of the paragraphs, one each or more, without empty ones at the begin and the end."""
    content: list[Inline] = []
    for at, draft in enumerate(drafts):
        content += [LineBreak(draft.place)] if at else []
        for piece in draft.pieces:
            match piece.leaf:
                case Text(text, place):
                    content += [Text(text.expandtabs(TAB), place)] if text else []
                case LineBreak():
                    content.append(piece.leaf)
                case NoteDraft() | PictureDraft():
                    report.add(
                        "Z164",
                        "Eine Fußnote oder ein Bild in vorformatiertem Text ist nicht übernommen.",
                        place=draft.place,
                    )
    return _without_edges(_merged(content))


def _merged(content: Sequence[Inline]) -> list[Inline]:
    result: list[Inline] = []
    for inline in content:
        match result, inline:
            case [*_, Text(before, place)], Text(after):
                result[-1] = Text(before + after, place)
            case _:
                result.append(inline)
    return result


def _without_edges(content: list[Inline]) -> Inlines:
    while content and (
        isinstance(content[0], LineBreak)
        or (_blank(content[0]) and len(content) > 1 and isinstance(content[1], LineBreak))
    ):
        content.pop(0)
    while content and (isinstance(content[-1], LineBreak) or _blank(content[-1])):
        content.pop()
    return tuple(content)


def _blank(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.text.strip()
