"""What a finished file says of itself, and what it must not hold: title, language, stray text, fonts (Z610 to Z615, Z506, Z507)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks import unnumbered
from pipeline.checks.word_difference import letters, quoted, visible
from pipeline.readback import xhtml_listings
from pipeline.readback.bound import Bound
from pipeline.readback.reading import Reading, Stated
from pipeline.text import walk, wording
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, Chapter, NumberedChapter

HOUSE_FONTS = ("AtkinsonHyperlegible", "Inter", "NotoEmoji", "NotoSans", "IBMPlexSansArabic", "ZeilentreuSigns")
"""The house font and its declared fallback, without spaces and hyphens; styles follow the name."""

MOST = 10

_SPAN = re.compile(rf"(?:\|?·|\()?({wording.pattern(*wording.SPANS).pattern.replace(chr(92) + ' ', '')})")
"""Lines behind a title, as letters alone."""

Finding = tuple[str, str]

Entry = tuple[str, tuple[str, ...]]
"""What contents say: a title, and how its lines may be named (empty where it has none)."""


def findings(reading: Reading, truth: NumberedChapter, language: str) -> Iterator[Finding]:
    """Code and message of all that differs; ``language`` is empty where nobody knows it."""
    yield from _titles(reading.titles, truth.chapter.title)
    yield from _languages(reading.languages, language)
    yield from _listed(reading.contents, _sections(truth.chapter))
    yield from _stray(reading)
    yield from unnumbered.findings(reading, truth, language)
    yield from ((each.code, each.message) for each in reading.remarks[: 2 * MOST])
    if reading.model and reading.model != truth:
        yield from _fields(reading.model, truth)


def of_book(bound: Bound, truth: Book, language: str) -> Iterator[Finding]:
    """Code and message of all that a file says wrongly of a book of several chapters."""
    yield from _titles(bound.titles, truth.title)
    yield from _languages(bound.languages, language)
    yield from _listed(bound.contents, [entry for each in truth.chapters for entry in _entries(each)])
    yield from ((each.code, each.message) for each in bound.remarks[: 2 * MOST])


def _entries(numbered: NumberedChapter) -> Iterator[Entry]:
    """What contents say of a chapter: its title and its sections, each with its lines."""
    numbers = [line.number for line in concordance(numbered)]
    yield numbered.chapter.title, _spans(numbers[0], numbers[-1])
    yield from _sections(numbered.chapter)


def _sections(chapter: Chapter) -> list[Entry]:
    return [
        (section.title, _spans(section.first, section.last))
        for section in walk.sections(chapter.blocks)
        if section.heading
    ]


def _spans(first: int | None, last: int | None) -> tuple[str, ...]:
    """How the lines may be named, in every language that the program writes."""
    return tuple(wording.of(each).lines(first, last) for each in wording.LANGUAGES)


def _titles(titles: Sequence[Stated], title: str) -> Iterator[Finding]:
    for each in titles:
        same = each.text == title if each.exact else letters(visible(each.text)) == letters(visible(title))
        if not same:
            yield "Z611", f"{each.where}: erwartet {quoted(title)}, gefunden {quoted(each.text)}."


def _languages(languages: Sequence[Stated], language: str) -> Iterator[Finding]:
    """A region may be added: „de-DE“ is „de“ (RFC 4647, 3.3.1)."""
    for where, text in dict.fromkeys((each.where, each.text) for each in languages):
        if not text:
            yield "Z611", f"{where}: die Sprache fehlt."
        elif language and not f"{text.lower()}-".startswith(f"{language.lower()}-"):
            yield "Z611", f"{where}: erwartet {quoted(language)}, gefunden {quoted(text)}."


def _listed(places: Sequence[Stated], entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every entry is listed, in order; where the place names its lines, they are the right ones."""
    for place in places:
        text, at = letters(visible(place.text)), 0
        for title, lines in entries:
            if place.where == xhtml_listings.EDITION and not any(lines):
                continue
            found = text.find(letters(visible(title)), at)
            if found < 0:
                yield "Z613", f"{place.where}: {quoted(title)} fehlt oder steht nicht in der Reihenfolge."
                continue
            at = found + len(letters(visible(title)))
            span = _SPAN.match(text, at)
            if span and span[1] not in map(letters, lines):
                yield "Z613", f"{place.where}: bei {quoted(title)} steht {quoted(span[1])} statt {quoted(lines[0])}."


def _stray(reading: Reading) -> Iterator[Finding]:
    for each in reading.stray[:MOST]:
        where = f"Nach Zeile {each.after}" if each.after else "Vor der ersten Zeile"
        yield "Z612", f"{where} steht {quoted(each.text)}."
    if len(reading.stray) > MOST:
        yield "Z612", f"… und {len(reading.stray) - MOST} weitere Stellen."


def _fields(found: NumberedChapter, truth: NumberedChapter) -> Iterator[Finding]:
    """The parts of the model, other than its lines, that are not those of the source."""
    if found.slug != truth.slug or found.rule != truth.rule:
        yield "Z611", "Das Modell in der Datei hat einen anderen Namen oder eine andere Zeilenregel als die Quelle."
    names = (name for name in Chapter.__dataclass_fields__ if name not in {"title", "blocks"})
    for name in names:
        have, want = getattr(found.chapter, name), getattr(truth.chapter, name)
        if have != want:
            yield "Z611", f"{name}: erwartet {quoted(str(want))}, gefunden {quoted(str(have))}."
    if found.chapter.blocks != truth.chapter.blocks and concordance(found) == concordance(truth):
        yield "Z613", "Blöcke oder Auszeichnungen des Modells in der Datei sind nicht die der Quelle."


def type_sizes(reading: Reading, least: float) -> Iterator[Finding]:
    """Pages with type that is smaller than ``least`` points (boxes are sums of rounded numbers: a tenth is none)."""
    for each in reading.smallest:
        if each.size < least - 0.05:
            size, wanted = f"{each.size:.1f}".replace(".", ","), f"{least:g}".replace(".", ",")
            yield "Z615", f"Seite {each.page}: {quoted(each.text)} ist {size} Punkt groß, nötig sind {wanted}."


def type_area(reading: Reading) -> Iterator[Finding]:
    """What stands outside of the type area of its page, and line numbers whose digits stand in several rows."""
    for each in reading.outside[:MOST]:
        over = f"{each.over * 25.4 / 72:.1f}".replace(".", ",")
        yield "Z506", f"Seite {each.page}: {quoted(each.text)} steht {over} mm {each.side}."
    if len(reading.outside) > MOST:
        yield "Z506", f"… und {len(reading.outside) - MOST} weitere Stellen."
    for torn in reading.torn[:MOST]:
        yield (
            "Z507",
            f"Seite {torn.page}: Die Nummer {torn.number} ist zerrissen, bei ihrer Zeile steht „{torn.shown}“.",
        )


def typefaces(reading: Reading) -> Iterator[Finding]:
    """Fonts that are foreign, or not in the file; a PDF without any font has no text."""
    if not reading.typefaces:
        yield "Z610", "Die Datei enthält keine Schrift."
    for each in reading.typefaces:
        if not each.name.replace(" ", "").replace("-", "").startswith(HOUSE_FONTS):
            yield "Z610", f"Die Schrift {quoted(each.name)} gehört nicht zur Ausgabe."
        elif not each.embedded:
            yield "Z610", f"Die Schrift {quoted(each.name)} ist nicht eingebettet."
