"""All that a text states, in the order of its words: no place counts twice as number and day."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pipeline.easy_language.hints.calendar_days import days
from pipeline.easy_language.hints.denials_and_duties import denials, duties
from pipeline.easy_language.hints.fact import Fact
from pipeline.easy_language.hints.proper_names import names
from pipeline.easy_language.hints.quantities import numbers


@lru_cache(maxsize=256)
def facts_in(text: str) -> tuple[Fact, ...]:
    """The facts of the text."""
    found = tuple(days(text))
    return tuple(sorted((*found, *numbers(text, _blanked(text, found)), *names(text), *denials(text), *duties(text))))


def _blanked(text: str, found: Iterable[Fact]) -> str:
    """The text with spaces in the place of what was found, which is in order."""
    parts, at = list[str](), 0
    for fact in found:
        parts += [text[at : fact.start], " " * (fact.end - fact.start)]
        at = fact.end
    return "".join([*parts, text[at:]])
