"""Drafts from Word and LibreOffice → Chapter. The line rule numbers them.

    docx, odt     a package → paragraphs and tables, each with its style, list and formatting (draft)
    style_names   style names → what a paragraph is
    counting      numbers → what stands before items
    composition   drafts → blocks; of list_building, draft_tables, embedded_pictures, preformatted, spans
    draft_report  what there is to report, with the paragraph that it stands in

Nothing is left out without a word: what the model has no node for is reported with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.drafts import spans
from pipeline.sources.drafts.composition import DraftComposer
from pipeline.sources.drafts.draft import Draft, DraftDocument, NoteDraft, ParagraphDraft, ParagraphKind
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.sources.material import Material
from pipeline.text import numbering, walk
from pipeline.text.model import Block, Chapter, Heading, LineRule

LARGEST = 2_000_000
"""Characters of a text, as in CommonMark; a book of a thousand pages has as many."""


def chapter(
    document: DraftDocument, material: Material, report: DraftReport
) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter, numbered by the rule, that rule, and all reports. Raises InputRefusal with every fault."""
    drafts = _without_contents(document.drafts, report)
    title, subtitle, rest = _titles(drafts, document.title, report)
    blocks = tuple(_levelled(walk.with_notes_in_order(DraftComposer(rest, report).blocks(rest)), report))
    whole = Place(material.file)
    if sum(len(walk.plain(each.content)) for each in walk.text_blocks(blocks)) > LARGEST:
        report.add("Z169", f"Der Text hat mehr als {LARGEST} Zeichen.", "Teilen Sie ihn in mehrere Dateien.", whole)
    if report.faults:
        raise InputRefusal(*report.diagnostics)
    rule = LineRule(material.width or LineRule().width)
    numbered, following = numbering.number(blocks, rule, material.first)
    if following == material.first:
        report.add(
            "Z255", "Der Text hat keine Zeile, die zählt.", "Er braucht Absätze, Überschriften oder Listen.", whole
        )
        raise InputRefusal(*report.diagnostics)
    if not material.width:
        message = f"Der Text kam ohne Zeilennummern; sie sind nach der Zeilenregel vergeben, Breite {rule.width}."
        hint = f"Hat das Antragssystem eine andere Zeilenlänge, nennen Sie sie als {numbering.width_setting(material.file)}."
        report.add("Z232", message, hint, whole)
    details = (("Untertitel", subtitle),) if subtitle else ()
    made = Chapter(title, numbered, material.source, details=details)
    return made, rule, report.diagnostics


_CONTENTS = frozenset({"inhalt", "inhaltsverzeichnis", "inhaltsübersicht", "contents", "table of contents"})


def _without_contents(drafts: Sequence[Draft], report: DraftReport) -> list[Draft]:
    """The drafts without tables of contents, and without the line over them."""
    kept: list[Draft] = []
    for each in drafts:
        if not isinstance(each, ParagraphDraft) or each.kind is not ParagraphKind.CONTENTS:
            kept.append(each)
            continue
        report.once(
            "contents",
            "Z162",
            "Das Inhaltsverzeichnis ist kein Text; die Ausgaben machen ihr eigenes.",
            place=each.place,
        )
        over = kept[-1] if kept else None
        if isinstance(over, ParagraphDraft) and spans.words(over.pieces).rstrip(":").casefold() in _CONTENTS:
            kept.pop()
    return kept


def _titles(drafts: Sequence[Draft], named: str, report: DraftReport) -> tuple[str, str, list[Draft]]:
    """The title, the subtitle, and the drafts without both.

    The title is the first paragraph of that style; else the one of the properties; else the only heading of the first
    level, if the text begins with it. A heading at the begin that says the same is not said again.
    """
    rest = list(drafts)
    title = " ".join(_taken(rest, ParagraphKind.TITLE, report))
    subtitle = " ".join(_taken(rest, ParagraphKind.SUBTITLE, report)) if title else ""
    if title:
        return title, subtitle, rest
    begin = next(
        (at for at, each in enumerate(rest) if not isinstance(each, ParagraphDraft) or spans.words(each.pieces)), 0
    )
    first = rest[begin] if rest else None
    if isinstance(first, ParagraphDraft) and first.kind is ParagraphKind.HEADING:
        words = spans.words(first.pieces)
        top = min(
            each.level for each in rest if isinstance(each, ParagraphDraft) and each.kind is ParagraphKind.HEADING
        )
        same = [
            each
            for each in rest
            if isinstance(each, ParagraphDraft) and each.kind is ParagraphKind.HEADING and each.level == top
        ]
        if words == named or (not named and len(same) == 1 and same[0] is first):
            del rest[begin]
            return words, "", rest
    if named:
        report.add(
            "Z176",
            f"Der Titel „{excerpt(named)}“ steht in den Eigenschaften der Datei, nicht im Text.",
            "Steht er auch im Text, geben Sie ihm dort die Formatvorlage „Titel“.",
            Place(report.file),
        )
    return named, "", rest


def _taken(drafts: list[Draft], kind: ParagraphKind, report: DraftReport) -> Iterator[str]:
    """The words of the first paragraphs of this kind, in a row, which leave the drafts."""
    at = next(
        (
            at
            for at, each in enumerate(drafts)
            if isinstance(each, ParagraphDraft) and each.kind is kind and spans.words(each.pieces)
        ),
        None,
    )
    while at is not None and at < len(drafts):
        each = drafts[at]
        if not isinstance(each, ParagraphDraft) or each.kind is not kind:
            return
        if any(isinstance(piece.leaf, NoteDraft) for piece in each.pieces):
            report.add("Z164", "Die Fußnote am Titel ist nicht übernommen; der Titel hat nur Worte.", place=each.place)
        yield from filter(None, [spans.words(each.pieces)])
        left = tuple(piece for piece in each.pieces if spans.is_picture(piece))
        if left:
            drafts[at] = replace(each, kind=ParagraphKind.BODY, pieces=left)
            return
        del drafts[at]


def _levelled(blocks: Sequence[Block], report: DraftReport) -> Iterator[Block]:
    """The blocks with heading levels from 1 without gaps; one that is deeper than it may be is reported."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    above: list[int] = []
    top = min(levels, default=1)
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        while above and above[-1] >= block.level:
            above.pop()
        if block.level > (above[-1] + 1 if above else top):
            report.add(
                "Z170",
                f"„{excerpt(walk.plain(block.content))}“ überspringt eine Ebene von Überschriften.",
                f"Sie wird als Ebene {len(above) + 1} unter dem Titel gesetzt.",
                block.place,
            )
        above.append(block.level)
        yield replace(block, level=len(above))
