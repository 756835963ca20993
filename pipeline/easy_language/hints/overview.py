"""A chapter and its translation → all hints by segment and line, and what of each official line the translation has.

Nothing here says whether a text is Leichte Sprache: its readers do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.easy_language import line_markup, list_signs, sentences
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.hints import word_shapes
from pipeline.easy_language.hints.agreed_words import Glossary
from pipeline.easy_language.hints.fact import FactKind
from pipeline.easy_language.hints.fidelity import Explained, Fate, TranslatedText, fate
from pipeline.easy_language.hints.measures import AGREED, MEASURES, HintMeasure
from pipeline.easy_language.hints.proper_names import key
from pipeline.easy_language.hints.rule_books import BOOKS, Applied, BookRule, applied
from pipeline.easy_language.hints.stated_facts import facts_in
from pipeline.easy_language.segments import Segment, segments
from pipeline.easy_language.translation import Translation, TranslationRow, Word, passages
from pipeline.text.model import NumberedChapter


class Side(StrEnum):
    """Which text a hint is about."""

    ORIGINAL = "original"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that a rule book has something to say about."""

    row: str
    where: str
    """Official lines of the row, or where it stands without any."""
    side: Side
    measure: HintMeasure
    words: str
    line: int | None
    """Of the original the official line where the words begin; of the translation the line of its text, from 1."""
    count: int
    """What was counted; 0 where nothing is."""
    threshold: int
    rules: tuple[BookRule, ...]
    note: str = ""
    """What to say of words that are not as agreed."""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """Something that an official line states, and what became of it."""

    line: int | None
    row: str
    where: str
    kind: FactKind
    words: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class HintOverview:
    """All that there is to say about a chapter."""

    title: str
    slug: str
    rows: tuple[Segment, ...]
    translated: int
    """Rows that have Leichte Sprache."""
    hints: tuple[Hint, ...]
    facts: tuple[StatedFact, ...]
    lengths: Mapping[Side, tuple[int, ...]]
    """Words of each sentence."""


def overview(
    numbered: NumberedChapter,
    translation: Translation | None,
    glossary: Sequence[Word] = (),
    *,
    books: Iterable[str] = BOOKS,
    sides: Iterable[Side] = Side,
) -> HintOverview:
    """The hints of a chapter; ``glossary`` are words agreed on for the whole publication."""
    every, asked, wanted = segments(numbered), applied(books), set(sides)
    rows = {row.name: row for row in translation.rows} if translation else {}
    words = (*(translation.words if translation else ()), *glossary)
    hints, lengths = list[Hint](), {side: list[int]() for side in wanted}
    texts = {name: _plain(row.shown) for name, row in rows.items()}
    agreed = _agreed(
        every, rows, texts, Glossary(words), next((each for each in asked if each.measure == AGREED.name), None)
    )
    for segment in every:
        if Side.ORIGINAL in wanted:
            hints += _of_original(segment, asked)
            lengths[Side.ORIGINAL] += _words(segment.text)
        if Side.TRANSLATION in wanted:
            lines = texts.get(segment.name, [])
            hints += [hint for at, line in enumerate(lines, 1) for hint in _of_line(segment, at, line, asked)]
            hints += agreed.get(segment.name, [])
            lengths[Side.TRANSLATION] += [count for line in lines for count in _words(line)]
    stated = _stated(every, translation, texts, words) if translation and Side.TRANSLATION in wanted else ()
    counts = {side: tuple(lengths[side]) for side in Side if side in lengths}
    return HintOverview(
        numbered.chapter.title,
        numbered.slug,
        every,
        sum(map(bool, texts.values())),
        tuple(hints),
        tuple(stated),
        counts,
    )


def _plain(text: Sequence[str]) -> list[str]:
    """The lines without formatting and without the signs of lists, which are no part of their sentences."""
    lines = [line_markup.plain(line) for line in text]
    signs = list_signs.signs_of(lines)
    return [line[sign.length :] if sign else line for line, sign in zip(lines, signs, strict=True)]


def _words(text: str) -> list[int]:
    found, start = list[int](), 0
    for end in sentences.ends(text):
        found.append(len(word_shapes.words(text[start:end])))
        start = end
    return [count for count in found if count]


def _of_original(segment: Segment, asked: Iterable[Applied]) -> Iterator[Hint]:
    for each in asked:
        measure = MEASURES.get(each.measure)
        if measure and measure.original:
            for mark in measure.find(segment.text, each.threshold):
                line = segment.owners[mark.start] if segment.owners else None
                words = segment.text[mark.start : mark.end]
                rules = _exceeded(each, measure, mark.count)
                yield Hint(
                    segment.name, segment.where, Side.ORIGINAL, measure, words, line, mark.count, each.threshold, rules
                )


def _of_line(segment: Segment, at: int, line: str, asked: Iterable[Applied]) -> Iterator[Hint]:
    for each in asked:
        if measure := MEASURES.get(each.measure):
            for mark in measure.find(line, each.threshold):
                words, rules = line[mark.start : mark.end], _exceeded(each, measure, mark.count)
                yield Hint(
                    segment.name, segment.where, Side.TRANSLATION, measure, words, at, mark.count, each.threshold, rules
                )


def _exceeded(asked: Applied, measure: HintMeasure, count: int) -> tuple[BookRule, ...]:
    """The rules that are concerned: a book with a number of its own only where that is exceeded."""
    if not measure.unit:
        return asked.rules
    return tuple(rule for rule in asked.rules if rule.threshold is None or count > rule.threshold)


def _agreed(
    every: Iterable[Segment],
    rows: Mapping[str, TranslationRow],
    texts: Mapping[str, list[str]],
    glossary: Glossary,
    asked: Applied | None,
) -> dict[str, list[Hint]]:
    """By row: the words that are not as agreed. What is merged into a row above is said there."""
    found: dict[str, list[Hint]] = {}
    known = {each.name: each for each in every}
    for passage in passages(rows.values()) if asked else ():
        here = [known[row.name] for row in passage.rows if row.name in known]
        lines = [line for row in passage.rows for line in texts[row.name]]
        if not here or not lines or not asked:
            continue
        for at, each in glossary.disagreements(" ".join(segment.text for segment in here), lines):
            found.setdefault(here[0].name, []).append(
                Hint(
                    *(here[0].name, here[0].where, Side.TRANSLATION, AGREED, each.word, at + 1, 0, 0, asked.rules),
                    note=each.message,
                )
            )
    return found


def _stated(
    every: Iterable[Segment], translation: Translation, texts: Mapping[str, list[str]], words: Iterable[Word]
) -> Iterator[StatedFact]:
    """What each official line states, in the order of the text."""
    explained: Explained = {
        key(each.word): each.agreed or each.word for each in words if each.agreed or each.explanation
    }
    found: dict[str, TranslatedText | Fate] = {}
    for passage in passages(translation.rows):
        lines = [line for row in passage.rows for line in texts[row.name]]
        omitted = passage.rows[0].status is Status.OMITTED
        became = TranslatedText.of(lines) if lines else Fate.OMITTED if omitted else Fate.OPEN
        found |= dict.fromkeys((row.name for row in passage.rows), became)
    for segment in every:
        of = found.get(segment.name, Fate.OPEN)
        for fact in facts_in(segment.text):
            line = segment.owners[fact.start] if segment.owners else None
            became = of if isinstance(of, Fate) else fate(fact, of, explained)
            yield StatedFact(line, segment.name, segment.where, fact.kind, fact.words, became)
