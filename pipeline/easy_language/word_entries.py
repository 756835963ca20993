"""The word list as it came back, and what it said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.easy_language.return_report import ReturnReport, quoted
from pipeline.easy_language.translation import Word


def words_of(new: Sequence[Word], before: Iterable[Word], report: ReturnReport) -> tuple[Word, ...]:
    """The word list as it came back, and the entries that it no longer has."""
    old = {each.word.casefold(): each for each in before}
    merged = []
    for each in _once(new):
        known = old.pop(each.word.casefold(), Word(each.word))
        where = f"Wortliste, {quoted(each.word)}"
        merged.append(
            replace(
                each,
                lines=each.lines or known.lines,
                agreed=report.kept(where, each.agreed, known.agreed),
                explanation=report.kept(f"{where}, Erklärung", each.explanation, known.explanation),
            )
        )
    return (*merged, *old.values())


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """Each word once: an entry that only fills what another one leaves empty belongs to it."""
    found: dict[str, list[Word]] = {}
    for word in dict.fromkeys(words):
        same = found.setdefault(word.word.casefold(), [])
        at = next((index for index, each in enumerate(same) if _fits(each, word)), None)
        if at is None:
            same.append(word)
        else:
            one = same[at]
            same[at] = replace(
                one,
                lines=one.lines or word.lines,
                agreed=one.agreed or word.agreed,
                explanation=one.explanation or word.explanation,
            )
    yield from (each for same in found.values() for each in same)


def _fits(one: Word, other: Word) -> bool:
    pairs = ((one.lines, other.lines), (one.agreed, other.agreed), (one.explanation, other.explanation))
    return all(not first or not second or first == second for first, second in pairs)
