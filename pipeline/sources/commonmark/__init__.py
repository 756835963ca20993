"""Plain CommonMark with front matter, for texts written here → Chapter. The line rule numbers it.

Nothing is left out without a word: what the model has no node for is reported, and where words would be lost it is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources import numbered_lines, page_copies
from pipeline.sources.commonmark import front_matter, list_warnings, remarks
from pipeline.sources.commonmark.block_tokens import TokenComposer
from pipeline.sources.commonmark.front_matter import FrontMatter
from pipeline.sources.commonmark.parser import parsed
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.text import numbering, walk
from pipeline.text.model import Block, Blocks, Chapter, Heading, LineRule, Resolution, SourceFile

_OTHER = re.compile(r"\s*(?:[{\[]\s*[\"{\[\]}]|<(?:!doctype|html|\?xml|[a-z][a-z0-9]*[\s>]))", re.IGNORECASE)
"""How JSON and HTML begin."""

_EXPORTED = re.compile(r"^\*\*(?:Titel|Initiator|Antragsteller)[^\n]*:\*\*", re.MULTILINE)
"""The head of an export: without numbers it is a damaged text, not one that was written here."""


def recognises(text: str) -> bool:
    """Whether the text has front matter, or is neither JSON nor HTML nor an export with numbers of its own."""
    if front_matter.begins(text) or text.startswith("+++\n"):
        return True
    return not (_OTHER.match(text) or _EXPORTED.search(text) or numbered_lines.seem(text))


def chapter(
    text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1
) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter, numbered by the rule, that rule, and all remarks.

    ``width`` and ``first`` hold where the front matter says nothing else. Raises InputRefusal with every fault.
    """
    text, notes = page_copies.plain(text, file)
    report = SourceReport(text, file)
    for note in notes:
        report.add(note.code, note.place, note.message, note.hint)
    said, body = front_matter.divided(text, report)
    try:
        found = parsed(body, file, exact=said.labels == "exact")
    except InputRefusal as refusal:
        raise InputRefusal(*report.diagnostics, *refusal.diagnostics) from refusal
    for line in found.unused:
        report.add(
            "Z250",
            Place(file, line),
            f"„{report.line(line).strip()[:60]}“ erklärt einen Verweis, den es nicht gibt; die Worte gingen verloren.",
            "Ist es Text, schreiben Sie „\\[“.",
        )
    list_warnings.report_lists(found, report)
    remarks.report_remarks(found.tokens, body, report)
    made = TokenComposer(found.tokens, Path(file).parent, report)
    title, skipped = made.title(said.title)
    blocks = tuple(_levelled(walk.with_notes_in_order(made.blocks(skipped)), report))
    list_warnings.report_beside(blocks, report)
    rule, begin = LineRule(said.width or width or LineRule().width), said.first or first
    numbered, following = _numbered(blocks, rule, begin, _uncounted(blocks, said, report))
    if following == begin and not report.faults:
        report.add(
            "Z255",
            Place(file),
            "Der Text hat keine Zeile, die zählt.",
            "Er braucht Absätze, Überschriften oder Listen.",
        )
    if said.labels != "exact" and numbered_lines.seem(body):
        report.add(
            "Z256",
            Place(file),
            "Zeilen des Textes beginnen mit aufeinander folgenden Zahlen; sie gelten hier als Text.",
            "Sind es amtliche Nummern, nehmen Sie den Vorspann „---“ weg.",
        )
    if report.faults:
        raise InputRefusal(*report.diagnostics)
    return _described(said, title, numbered, source), rule, report.diagnostics


def _uncounted(blocks: Blocks, said: FrontMatter, report: SourceReport) -> frozenset[int]:
    """Which blocks the front matter leaves without lines; a heading that the text does not have is a fault (Z242)."""
    found: set[int] = set()
    there, open_ = set[str](), 0
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            words = " ".join(walk.plain(block.content).split())
            there.add(words)
            if open_ and block.level <= open_:
                open_ = 0
            if words in said.unnumbered:
                open_ = open_ or block.level
            if words in said.unnumbered_headings:
                found.add(at)
        if open_:
            found.add(at)
    for key, headings in (("unnumbered", said.unnumbered), ("unnumbered_headings", said.unnumbered_headings)):
        for heading in headings:
            if heading not in there:
                report.add(
                    "Z242", Place(report.file, 1), f"„{key}“ nennt „{heading[:60]}“; diese Überschrift gibt es nicht."
                )
    return frozenset(found)


def _numbered(blocks: Blocks, rule: LineRule, first: int, without: frozenset[int]) -> tuple[Blocks, int]:
    """The blocks with their lines, except those ``without`` any, and the number after the last one."""
    counted, following = numbering.number(
        tuple(each for at, each in enumerate(blocks) if at not in without), rule, first
    )
    lined = iter(counted)
    return tuple(each if at in without else next(lined) for at, each in enumerate(blocks)), following


def composer(text: str, report: SourceReport) -> TokenComposer:
    """What makes blocks of pieces of CommonMark in a text of another form, with blank lines for all that stands around them."""
    return TokenComposer(parsed(text, report.file).tokens, Path(report.file).parent, report)


def _described(said: FrontMatter, title: str, blocks: Blocks, source: SourceFile) -> Chapter:
    resolution = Resolution(said.initiator, said.resolved)
    return Chapter(title, blocks, source, said.kind, said.section, resolution, said.details, said.language)


def _levelled(blocks: Sequence[Block], report: SourceReport) -> Iterator[Block]:
    """The blocks with heading levels from 1 without gaps; one that is deeper than it may be is reported (Z253)."""
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
            words = walk.plain(block.content)
            report.add(
                "Z253",
                block.place or Place(report.file),
                f"„{words}“ überspringt eine Ebene von Überschriften.",
                f"Sie wird als Ebene {len(above) + 1} unter dem Titel gesetzt.",
            )
        above.append(block.level)
        yield replace(block, level=len(above))
