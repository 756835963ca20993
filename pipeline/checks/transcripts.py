"""The transcript of a finished file held against the model's: what words look like, where they lead, where notes are called.

Both are divided into units (``units``). Lines are paired by their numbers, other units by their words. Where the words differ another check says so (Z602 to Z616); letters are compared one by one, so
that the same word in another place is no excuse. What a format cannot say is masked on both sides, and reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.checks import displacements
from pipeline.checks.finding import Finding, NotRunError, limited, of_code
from pipeline.checks.finished import Finished
from pipeline.checks.units import Unit, in_letters, paired_texts, units
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.readback.reading import ChapterReading, Unable, UnreadableError
from pipeline.text import transcript
from pipeline.text.events import Call, Event, Formatting, Transcript, Words

NAMES = {
    Formatting.EMPHASIS: "betont",
    Formatting.STRONG: "wichtig",
    Formatting.UNDERLINE: "unterstrichen",
    Formatting.STRIKE: "gestrichen",
    Formatting.SUPERSCRIPT: "hochgestellt",
    Formatting.SUBSCRIPT: "tiefgestellt",
}
"""How findings name what words look like."""

NEAR = 20
"""Letters before a call that name its place."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the words are emphasised, struck out and linked where the text says so, and notes called (Z613)."""
    for where, reading, expected in _chapters(file):
        found = limited(of_code("Z613", findings(reading, expected)))
        yield from file.findings(Finding(code, f"{where}{message}") for code, message in found)


def not_compared(file: Finished) -> tuple[str, ...]:
    """What the text has and the format cannot say."""
    try:
        found = [name for _, reading, expected in _chapters(file) for name in limits(reading.unable, expected)]
    except (UnreadableError, NotRunError):
        return ()
    return tuple(dict.fromkeys(found))


def _chapters(file: Finished) -> Iterator[tuple[str, ChapterReading, Transcript]]:
    """Each chapter of the file: what findings begin with, what was read, what is expected."""
    slugs = [each.slug for each in file.book.chapters]
    for model, reading in zip(file.book.chapters, file.reading.chapters, strict=True):
        if reading.transcript is not None:
            where = "" if file.book.alone else f"Kapitel {in_quotes(model.chapter.title)}: "
            yield where, reading, transcript.transcript(model, slugs)


def limits(unable: Unable, expected: Transcript) -> Iterator[str]:
    """What the text has and the format cannot say, named for the report."""
    words = [each for each in expected if isinstance(each, Words)]
    for each in Formatting:
        if each in unable.formatting and any(each in said.formatting for said in words):
            yield f"was {NAMES[each]} ist"
    if unable.targets and any(said.target for said in words):
        yield "wohin Verweise führen"
    if unable.beside and any(unit.line is None and unit.words for unit in units(expected)):
        yield "wie Text ohne Zeilen aussieht"


def findings(reading: ChapterReading, expected: Transcript) -> Iterator[str]:
    """What differs, in words; nothing where the format has no transcript."""
    if reading.transcript is None:
        return
    if reading.unable.calls:
        expected = tuple(_printed(expected))
    wanted, have = ([*units(each)] for each in (expected, reading.transcript))
    for want, got in pairs(wanted, have):
        yield from unlike_looks(want.where, want, got, reading.unable)


def _printed(events: Iterable[Event]) -> Iterator[Event]:
    """The events with the calls of notes as a page shows them: raised numbers among the words."""
    for event in events:
        if isinstance(event, Call):
            yield Words(str(event.note), frozenset({Formatting.SUPERSCRIPT}), f"#anmerkung-{event.note}")
        else:
            yield event


def pairs(wanted: Sequence[Unit], have: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """The units of both that say the same words: lines by number, others in their order."""
    by_line = {unit.line: unit for unit in reversed(have) if unit.line is not None}
    for want in wanted:
        found = by_line.get(want.line) if want.line is not None else None
        # The hyphen that the rule inserted is printed at the end of a line.
        if found and found.words in {want.words, f"{want.words}-"}:
            yield want, found
    yield from paired_texts(wanted, have, in_letters).pairs


def unlike_looks(where: str, want: Unit, got: Unit, unable: Unable) -> Iterator[str]:
    """What two units of the same words look like otherwise, and where they lead."""
    blind = unable.formatting | (unable.in_kinds if want.kind in unable.kinds else frozenset())
    compared = [
        (char, _difference((one, to), (other, led), blind, unable))
        for (char, one, to), (_, other, led) in zip(want.letters, got.letters, strict=False)
    ]
    for (missing, surplus, (to, led)), letters in groupby(compared, lambda each: each[1]):
        words = f"{where}: „{''.join(char for char, _ in letters).strip()}“"
        yield from (f"{words} ist nicht {NAMES[each]}." for each in sorted(missing))
        yield from (f"{words} ist {NAMES[each]}, im Text nicht." for each in sorted(surplus))
        if to or led:
            yield f"{words} führt {f'nach {led}' if led else 'nirgendhin'}, erwartet {f'nach {to}' if to else 'kein Verweis'}."
    if not unable.calls and want.calls != got.calls:
        yield from displacements.sequence("Anmerkungszeichen", [*_called(want)], [*_called(got)])


Look = tuple[frozenset[Formatting], str]


def _difference(
    want: Look, got: Look, blind: frozenset[Formatting], unable: Unable
) -> tuple[frozenset[Formatting], frozenset[Formatting], tuple[str, str]]:
    """What is missing of the formatting, what is there beyond, and where the letter should lead and does."""
    (one, to), (other, led) = want, got
    # Links are underlined on a page, whether their words are or not.
    blind |= {Formatting.UNDERLINE} if unable.structure and (to or led) else frozenset()
    return one - other - blind, other - one - blind, ("", "") if unable.targets or to == led else (to, led)


def _called(unit: Unit) -> Iterator[str]:
    for at, note in unit.calls:
        yield f"{note or '?'} in {unit.where} nach „{unit.words[max(0, at - NEAR) : at]}“"
