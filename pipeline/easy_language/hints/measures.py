"""What is looked for in a sentence or a line: each measure by its name, and whether it counts or goes by a pattern.

What counts is exact: words, commas, letters, signs. What goes by a pattern finds some that are none and misses others; how
often, ``measured.toml`` says. How much is too much a rule book says, never the measure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.easy_language import sentences
from pipeline.easy_language.hints import grammar, word_shapes
from pipeline.easy_language.hints.denials_and_duties import denials
from pipeline.easy_language.hints.fact import FactKind
from pipeline.easy_language.hints.stated_facts import facts_in


@dataclass(frozen=True, slots=True)
class MeasureMark:
    """Words of a text that a measure points to, and how much it counts there; 0 where it counts nothing."""

    start: int
    end: int
    count: int = 0


@dataclass(frozen=True, slots=True)
class HintMeasure:
    """Something to look for."""

    name: str
    title: str
    find: Callable[[str, int], Iterator[MeasureMark]]
    """The marks in a text whose count is above a threshold; where nothing is counted, all of them."""
    unit: tuple[str, str] | None = None
    """What is counted, one and several of it; None where nothing is."""
    exact: bool = True
    """Whether it counts; otherwise it goes by a pattern."""
    original: bool = True
    """Whether it says anything of the original: that is no line of its own a sentence."""


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in sentences.ends(text):
        begin = end - len(text[start:end].lstrip())
        yield begin, begin + len(text[begin:end].rstrip())
        start = end


def _long_sentences(text: str, most: int) -> Iterator[MeasureMark]:
    for start, end in _parts(text):
        if (count := len(word_shapes.words(text[start:end]))) > most:
            yield MeasureMark(start, end, count)


_COMMA = re.compile(r",(?!\d)")


def _commas(text: str, most: int) -> Iterator[MeasureMark]:
    for start, end in _parts(text):
        if (count := len(_COMMA.findall(text, start, end))) > most:
            yield MeasureMark(start, end, count)


def _sentences_in_a_line(text: str, most: int) -> Iterator[MeasureMark]:
    if (count := sum(1 for _ in _parts(text))) > most:
        yield MeasureMark(0, len(text), count)


def _long_words(text: str, most: int) -> Iterator[MeasureMark]:
    for start, end in word_shapes.words(text):
        if (count := word_shapes.longest_part(text[start:end])) > most:
            yield MeasureMark(start, end, count)


def _large_numbers(text: str, most: int) -> Iterator[MeasureMark]:
    for each in facts_in(text):
        if each.kind is FactKind.NUMBER and each.value.isdigit() and int(each.value) > most:
            yield MeasureMark(each.start, each.end, int(each.value))


def _all(spans: Callable[[str], Iterable[tuple[int, int]]]) -> Callable[[str, int], Iterator[MeasureMark]]:
    def find(text: str, most: int) -> Iterator[MeasureMark]:
        del most
        yield from (MeasureMark(*span) for span in spans(text))

    return find


def number_words(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that are written in letters."""
    return (
        (each.start, each.end)
        for each in facts_in(text)
        if each.kind is FactKind.NUMBER and not re.search(r"\d", each.words) and "/" not in each.value
    )


_PERCENT = re.compile(r"%|\bProzent\b")


def _percentages(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _PERCENT.finditer(text))


def _denied(text: str) -> Iterator[tuple[int, int]]:
    return ((each.start, each.end) for each in denials(text))


_EVERY = (
    HintMeasure("words", "Wörter im Satz", _long_sentences, ("Wort", "Wörter")),
    HintMeasure("commas", "Kommas im Satz", _commas, ("Komma", "Kommas")),
    HintMeasure("sentences", "Sätze in einer Zeile", _sentences_in_a_line, ("Satz", "Sätze"), original=False),
    HintMeasure("long_words", "lange Wörter ohne Trennzeichen", _long_words, ("Buchstabe", "Buchstaben")),
    HintMeasure("large_numbers", "hohe Zahlen", _large_numbers, ("als Zahl", "als Zahl")),
    HintMeasure("percentages", "Prozent", _all(_percentages)),
    HintMeasure("signs", "Sonderzeichen", _all(word_shapes.signs)),
    HintMeasure("brackets", "Klammern", _all(word_shapes.brackets)),
    HintMeasure("abbreviations", "Abkürzungen", _all(word_shapes.abbreviations), exact=False),
    HintMeasure("number_words", "Zahlen in Worten", _all(number_words), exact=False),
    HintMeasure("roman_numerals", "römische Zahlen", _all(word_shapes.roman_numerals), exact=False),
    HintMeasure("gender_signs", "Genderzeichen", _all(word_shapes.gender_signs), exact=False),
    HintMeasure("genitive", "Genitiv", _all(grammar.genitives), exact=False),
    HintMeasure("passive", "Passiv", _all(grammar.passives), exact=False),
    HintMeasure("subjunctive", "Konjunktiv", _all(grammar.subjunctives), exact=False),
    HintMeasure("negation", "Verneinung", _all(_denied), exact=False),
)
MEASURES = MappingProxyType({each.name: each for each in _EVERY})
"""By name, in the order in which they are shown."""

AGREED = HintMeasure("agreed_words", "vereinbartes Wort", lambda text, most: iter(()))  # noqa: ARG005 - it needs two texts
"""The one that holds a translation against its glossary (``agreed_words``)."""
