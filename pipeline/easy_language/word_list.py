"""Candidates for the word list: words of the text that readers of Leichte Sprache are likely to stumble over.

abbreviations          ÖPNV            (BITV 2.0, annex 2, part 2, 1)
words with a sign      Senior*innen    (signs inside words make them harder to read)
long words             more than 13 letters between hyphens: the threshold of LanguageTool's rules
foreign words          Femizid, Mentoring: as far as an ending or a spelling shows them

They are proposals: a list of frequent words would find foreign words better, but none that is free to pass on is small.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.easy_language.segments import owned
from pipeline.text import walk
from pipeline.text.model import Heading, NumberedChapter

LONGEST = 13
"""Letters of a part of a word that need no hyphen."""

_WORD = re.compile(r"\w+(?:(?:[*:_·'’-]|/-?)\w+)*")
_ABBREVIATION = re.compile(r"[A-ZÄÖÜ]{2,}[0-9]*")
_SIGN = re.compile(r"[^\W\d_][*:_][^\W\d_]|[a-zäöüß](?:/-?i|I)n(?:nen)?(?![a-zäöüß])")
_FOREIGN = re.compile(
    r"""
    (?: [st]ion | ismus | ität | [^gr]enz | ment | zid | .{4}anz | (?<!verl)(?<!fr)ierung ) (?: en | e | s )? $
    | .{3}(?<!verl)(?<!fr)ier (?: en | t | te | ten | ter | tes | tem ) $
    | (?: [^aeiouäöü]iv | ibel | abl | [^q]uell | iell | urell | onell ) (?: e[mnrs]? | s )? $
    | .{3}(?<!l)ings? $
    | ^ (?=.{4}) (?: .* (?: y | ph | c(?![hk]) ) | th )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Endings of Latin, French and English words, and letters that German words do not have."""

_ENDING = re.compile(r"(?<=\w{5})(?:e[mnrs]?|[ns])$")
"""What declension adds: forms that differ by it alone are one word."""


FEW = 30
"""So many hard words are all proposed; of more, those that are worth a row."""

OFTEN, FAMILY, LONG_NOUN = 2, 3, 8
"""How often a hard word comes back, and a noun of so many letters with the words that begin with it („Ehrenamt“,
„Ehrenamtskarte“), to be worth a row: what comes once is put in other words where it stands. In the seed 64 of 197 hard words
and nouns are left, and all three that a translator explained; before, two of these were not proposed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word in the form that the text has first, and the official lines that it begins in."""

    word: str
    lines: tuple[int, ...]


@dataclass(slots=True)
class _Found:
    word: str
    hard: bool
    count: int = 0
    heads: bool = False
    """Whether a heading has it."""
    lines: dict[int, None] = field(default_factory=dict)


def candidates(numbered: NumberedChapter) -> tuple[Candidate, ...]:
    """Each word once, in the order of the text; other letter case and declension make no other word."""
    found: dict[str, _Found] = {}
    for block in walk.text_blocks(numbered.chapter.blocks):
        text, owners = owned(block.content)
        for match in _WORD.finditer(text):
            each = found.setdefault(_stem(match[0]), _Found(match[0], _is_hard(match[0])))
            each.count += 1
            each.heads |= isinstance(block.node, Heading)
            if _is_hard(match[0]) and not each.hard:
                each.word, each.hard, each.lines = match[0], True, {}
            if (line := owners[match.start()]) is not None:
                each.lines[line] = None
    hard = [each for each in found.values() if each.hard]
    chosen = hard if len(hard) <= FEW else [*_worth_a_row(found)]
    return tuple(Candidate(each.word, tuple(each.lines)) for each in chosen)


def _stem(word: str) -> str:
    return _ENDING.sub("", word.casefold())


def _worth_a_row(found: Mapping[str, _Found]) -> Iterator[_Found]:
    """The hard words that come back, stand in a heading or are short for others, and the nouns that others are made of."""
    stems = sorted(found)
    upto = [0, *accumulate(found[stem].count for stem in stems)]
    for stem, each in found.items():
        noun = len(stem) >= LONG_NOUN and each.word[0].isupper()
        family = upto[bisect_left(stems, f"{stem}\uffff")] - upto[bisect_left(stems, stem)] if noun else 0
        again = each.count >= OFTEN or each.heads or bool(_ABBREVIATION.fullmatch(each.word))
        if family >= FAMILY or (each.hard and again):
            yield each


def _is_hard(word: str) -> bool:
    return bool(_SIGN.search(word)) or any(
        sum(char.isalpha() for char in part) > LONGEST or _ABBREVIATION.fullmatch(part) or _FOREIGN.search(part)
        for part in re.split(r"[-·/]", word)
    )
