"""What a finished file says of itself, and what it must not hold: title, language, contents, stray text (Z611 to Z613)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.checks import unnumbered
from pipeline.checks.finding import MOST, Finding, limited
from pipeline.checks.word_difference import in_quotes, letters, visible
from pipeline.readback import xhtml_listings
from pipeline.readback.reading import ChapterReading, FileReading, Remark, Stated
from pipeline.text import chapter_sections, wording
from pipeline.text.concordance import concordance
from pipeline.text.events import Transcript
from pipeline.text.model import Book, Chapter, NumberedChapter

_SPAN = re.compile(rf"(?:\|?·|\()?({wording.pattern(*wording.SPANS).pattern.replace(chr(92) + ' ', '')})")
"""Lines behind a title, as letters alone."""

Entry = tuple[str, tuple[str, ...]]
"""What contents say: a title, and how its lines may be named (empty where it has none)."""


def findings(reading: ChapterReading, truth: NumberedChapter, expected: Transcript, language: str) -> Iterator[Finding]:
    """What a chapter of the file says otherwise than the model; ``language`` is empty where nobody knows it."""
    yield from _titles(reading.titles, truth.chapter.title)
    yield from _listed(reading.contents, _sections(truth.chapter))
    yield from limited(_stray(reading))
    yield from unnumbered.findings(reading, truth, expected, language)
    yield from _remarks(reading.remarks)


def of_file(reading: FileReading, truth: Book, language: str) -> Iterator[Finding]:
    """What the file says otherwise of itself, whatever chapters it has."""
    yield from _titles(reading.titles, truth.title)
    yield from _languages(reading.languages, (truth.alone and truth.chapters[0].chapter.language) or language)
    yield from _listed(reading.contents, _entries(truth))
    yield from _remarks(reading.remarks)
    if reading.model:
        for found, numbered in zip(reading.model.chapters, truth.chapters, strict=False):
            yield from _fields(found, numbered) if found != numbered else ()


def _remarks(remarks: Iterable[Remark]) -> Iterator[Finding]:
    return limited((Finding(each.code, each.message) for each in remarks), 2 * MOST)


def _entries(truth: Book) -> list[Entry]:
    """What contents say: the sections, in a book under the title of each chapter with its lines."""
    if truth.alone:
        return _sections(truth.chapters[0].chapter)
    return [entry for each in truth.chapters for entry in (_entry(each), *_sections(each.chapter))]


def _entry(numbered: NumberedChapter) -> Entry:
    numbers = [line.number for line in concordance(numbered)]
    return numbered.chapter.title, _spans(numbers[0], numbers[-1])


def _sections(chapter: Chapter) -> list[Entry]:
    return [
        (section.title, _spans(section.first, section.last))
        for section in chapter_sections.sections(chapter.blocks)
        if section.heading
    ]


def _spans(first: int | None, last: int | None) -> tuple[str, ...]:
    """How the lines may be named, in every language that the program writes."""
    return tuple(wording.of(each).lines(first, last) for each in wording.LANGUAGES)


def _titles(titles: Sequence[Stated], title: str) -> Iterator[Finding]:
    for each in titles:
        same = each.text == title if each.exact else letters(visible(each.text)) == letters(visible(title))
        if not same:
            yield Finding("Z611", f"{each.where}: erwartet {in_quotes(title)}, gefunden {in_quotes(each.text)}.")


def _languages(languages: Sequence[Stated], language: str) -> Iterator[Finding]:
    """A region may be added: „de-DE“ is „de“ (RFC 4647, 3.3.1)."""
    for where, text in dict.fromkeys((each.where, each.text) for each in languages):
        if not text:
            yield Finding("Z611", f"{where}: die Sprache fehlt.")
        elif language and not f"{text.lower()}-".startswith(f"{language.lower()}-"):
            yield Finding("Z611", f"{where}: erwartet {in_quotes(language)}, gefunden {in_quotes(text)}.")


def _listed(places: Sequence[Stated], entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every entry is listed, in order; where the place names its lines, they are the right ones."""
    for place in places:
        text, at = letters(visible(place.text)), 0
        for title, lines in entries:
            if place.where == xhtml_listings.EDITION and not any(lines):
                continue
            found = text.find(letters(visible(title)), at)
            if found < 0:
                yield Finding("Z613", f"{place.where}: {in_quotes(title)} fehlt oder steht nicht in der Reihenfolge.")
                continue
            at = found + len(letters(visible(title)))
            span = _SPAN.match(text, at)
            if span and span[1] not in map(letters, lines):
                yield Finding(
                    "Z613",
                    f"{place.where}: bei {in_quotes(title)} steht {in_quotes(span[1])} statt {in_quotes(lines[0])}.",
                )


def _stray(reading: ChapterReading) -> Iterator[Finding]:
    for each in reading.stray:
        where = f"Nach Zeile {each.after}" if each.after else "Vor der ersten Zeile"
        yield Finding("Z612", f"{where} steht {in_quotes(each.text)}.")


def _fields(found: NumberedChapter, truth: NumberedChapter) -> Iterator[Finding]:
    """The parts of the model, other than its lines, that are not those of the source."""
    if found.slug != truth.slug or found.rule != truth.rule:
        yield Finding(
            "Z611", "Das Modell in der Datei hat einen anderen Namen oder eine andere Zeilenregel als die Quelle."
        )
    names = (name for name in Chapter.__dataclass_fields__ if name not in {"title", "blocks"})
    for name in names:
        have, want = getattr(found.chapter, name), getattr(truth.chapter, name)
        if have != want:
            yield Finding("Z611", f"{name}: erwartet {in_quotes(str(want))}, gefunden {in_quotes(str(have))}.")
    if found.chapter.blocks != truth.chapter.blocks and concordance(found) == concordance(truth):
        yield Finding("Z613", "Blöcke oder Auszeichnungen des Modells in der Datei sind nicht die der Quelle.")
