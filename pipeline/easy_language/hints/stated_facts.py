"""All that a text states, in the order of its words: no place counts twice as number and day."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.easy_language.hints.calendar_days import days
from pipeline.easy_language.hints.denials_and_duties import denials, duties
from pipeline.easy_language.hints.fact import Fact
from pipeline.easy_language.hints.proper_names import names
from pipeline.easy_language.hints.quantities import numbers


def facts(text: str) -> tuple[Fact, ...]:
    """The facts of the text."""
    found = tuple(days(text))
    return tuple(sorted((*found, *numbers(text, _blanked(text, found)), *names(text), *denials(text), *duties(text))))


def _blanked(text: str, found: Iterable[Fact]) -> str:
    for fact in found:
        text = f"{text[: fact.start]}{' ' * (fact.end - fact.start)}{text[fact.end :]}"
    return text
