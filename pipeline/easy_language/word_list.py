"""Candidates for the word list: words of the text that readers of Leichte Sprache are likely to stumble over.

abbreviations          ÖPNV            (BITV 2.0, annex 2, part 2, 1)
words with a sign      Senior*innen    (signs inside words make them harder to read)
long words             more than 13 letters between hyphens: the threshold of LanguageTool's rules
foreign words          Femizid, Mentoring: as far as an ending or a spelling shows them

They are proposals: a list of frequent words would find foreign words better, but none that is free to pass on is small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.easy_language.segments import owned
from pipeline.text import walk
from pipeline.text.model import NumberedChapter

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word in the form that the text has first, and the official lines that it begins in."""

    word: str
    lines: tuple[int, ...]


def candidates(numbered: NumberedChapter) -> tuple[Candidate, ...]:
    """Each word once, in the order of the text; other letter case and declension make no other word."""
    found: dict[str, tuple[str, dict[int, None]]] = {}
    for block in walk.text_blocks(numbered.chapter.blocks):
        text, owners = owned(block.content)
        for word, at in _hard(text):
            lines = found.setdefault(_ENDING.sub("", word.casefold()), (word, {}))[1]
            if (line := owners[at]) is not None:
                lines[line] = None
    return tuple(Candidate(word, tuple(lines)) for word, lines in found.values())


def _hard(text: str) -> Iterator[tuple[str, int]]:
    yield from ((match[0], match.start()) for match in _WORD.finditer(text) if _is_hard(match[0]))


def _is_hard(word: str) -> bool:
    return bool(_SIGN.search(word)) or any(
        sum(char.isalpha() for char in part) > LONGEST or _ABBREVIATION.fullmatch(part) or _FOREIGN.search(part)
        for part in re.split(r"[-·/]", word)
    )
