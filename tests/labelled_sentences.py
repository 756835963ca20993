"""The sentences that hints and fidelity are measured by, and how often a pattern finds what a person has labelled.

The sentences stand in tests/cases/hints/. Patterns were made by looking at every other one of labelled.txt; what docs and
program say of them is counted on the others alone, and on chapter.txt, which is a real text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from itertools import cycle

from conftest import ROOT

from pipeline.easy_language.hints import grammar, measures, word_shapes
from pipeline.easy_language.hints.fact import FactKind
from pipeline.easy_language.hints.stated_facts import facts_in

PATHS = [ROOT / "tests" / "cases" / "hints" / name for name in ("labelled.txt", "chapter.txt")]


@dataclass(frozen=True, order=True)
class Label:
    """A stretch of a sentence, and what a person says it is; ``became`` of it in the translation, where there is one."""

    start: int
    end: int
    letter: str
    became: str = ""


class Part(Enum):
    """Which sentences the patterns were made by, which they had not seen, and those of a real text, not seen either."""

    TUNED = auto()
    HELD_OUT = auto()
    CHAPTER = auto()


UNSEEN = (Part.HELD_OUT, Part.CHAPTER)


@dataclass
class LabelledSentence:
    """A sentence without its labels, the labels, and its translation."""

    text: str
    labels: list[Label]
    part: Part
    line: int
    translation: str = ""

    def of(self, letter: str) -> list[Label]:
        return [each for each in self.labels if each.letter == letter]


def parsed(raw: str) -> tuple[str, list[Label]]:
    """The sentence, and its labels; one may stand in another."""
    text, open_, labels, at = "", list[tuple[int, str, str]](), list[Label](), 0
    while at < len(raw):
        if raw[at] == "[":
            mark, _, _ = raw[at + 1 :].partition(":")
            assert mark[0] in "ZDNMEGPKASR", raw
            assert mark[1:] in {"", "=", "~", "-"}, raw
            open_.append((len(text), mark[0], mark[1:]))
            at += len(mark) + 2
        elif raw[at] == "]":
            start, letter, became = open_.pop()
            labels.append(Label(start, len(text), letter, became))
            at += 1
        else:
            text += raw[at]
            at += 1
    assert not open_, raw
    return text, sorted(labels)


@cache
def sentences() -> tuple[LabelledSentence, ...]:
    found: list[LabelledSentence] = []
    for path in PATHS:
        parts = cycle((Part.TUNED, Part.HELD_OUT) if path == PATHS[0] else (Part.CHAPTER,))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("> "):
                found[-1].translation = line.removeprefix("> ")
            elif line and not line.startswith("#"):
                found.append(LabelledSentence(*parsed(line), next(parts), number))
    return tuple(found)


Finder = Callable[[str], Iterable[tuple[int, int]]]


def _of(kind: FactKind) -> Finder:
    return lambda text: [(each.start, each.end) for each in facts_in(text) if each.kind is kind]


PATTERNS: dict[str, tuple[str, Finder]] = {
    "numbers": ("Z", _of(FactKind.NUMBER)),
    "number_words": ("Z", measures.number_words),
    "days": ("D", _of(FactKind.DAY)),
    "names": ("E", _of(FactKind.NAME)),
    "negation": ("N", _of(FactKind.NEGATION)),
    "duties": ("M", _of(FactKind.MODAL)),
    "genitive": ("G", grammar.genitives),
    "passive": ("P", grammar.passives),
    "subjunctive": ("K", grammar.subjunctives),
    "abbreviations": ("A", word_shapes.abbreviations),
    "gender_signs": ("S", word_shapes.gender_signs),
    "roman_numerals": ("R", word_shapes.roman_numerals),
}
"""By pattern: the letter of its labels, and what it finds."""

EXACT = {"numbers", "number_words", "days", "negation", "duties", "gender_signs", "roman_numerals"}
"""What must be found from its first to its last character; of the others a part will do."""


@dataclass
class Score:
    """How many were found rightly, found, and labelled, and which were wrong and missed."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


def score(name: str, *parts: Part) -> Score:
    """How the pattern does on these sentences."""
    letter, finder = PATTERNS[name]
    result = Score()
    # Only what these are measured by is labelled in sentences that have a translation.
    pairs = letter in "ZDNME"
    for sentence in [each for each in sentences() if each.part in parts]:
        if sentence.translation and not pairs:
            continue
        labels, spans = sentence.of(letter), list(finder(sentence.text))
        if name == "number_words":
            labels = [each for each in labels if _in_words(sentence.text[each.start : each.end])]
        result.found += len(spans)
        result.labelled += len(labels)
        for start, end in spans:
            hit = [each for each in labels if _agree(name, each, start, end)]
            result.right += bool(hit)
            if not hit:
                result.wrong.append(f"{sentence.line}: {sentence.text[start:end]} | {sentence.text}")
        for each in labels:
            if not any(_agree(name, each, *span) for span in spans):
                result.missed.append(f"{sentence.line}: {sentence.text[each.start : each.end]} | {sentence.text}")
    return result


def _in_words(number: str) -> bool:
    """Whether a number that is no share is written in letters."""
    return not re.search(r"\d|[Hh]älfte|tel\b", number)


def _agree(name: str, label: Label, start: int, end: int) -> bool:
    if name in EXACT:
        return (label.start, label.end) == (start, end)
    return start < label.end and label.start < end


def problems(part: Part = Part.TUNED) -> Iterator[str]:
    """What to look at when a pattern is made better: of the tuned half alone."""
    for name in PATTERNS:
        found = score(name, part)
        yield f"{name}: {found.precision:.2f} {found.recall:.2f} ({found.right}/{found.found}/{found.labelled})"
        yield from (f"   wrong {each}" for each in found.wrong)
        yield from (f"   missed {each}" for each in found.missed)


if __name__ == "__main__":
    print("\n".join(problems()))
