"""What a sentence states that a translation can keep or lose: a number, a day, a name, a negation, a must, can or shall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What is stated."""

    NUMBER = "number"
    DAY = "day"
    NAME = "name"
    NEGATION = "negation"
    MODAL = "modal"


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """Words of a text, and what they come to: equal values are the same number, day, name, or verb."""

    start: int
    end: int
    kind: FactKind
    words: str
    value: str
    """``1200``, ``50 %``, ``1/2``, ``2025-05-03``, ``--06-30``; the word in small letters without hyphens; the infinitive."""
