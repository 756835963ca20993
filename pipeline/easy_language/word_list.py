"""Candidates for the word list: words of the text that readers of Leichte Sprache are likely to stumble over.

abbreviations          ÖPNV            (BITV 2.0, annex 2, part 2, 1)
words with a sign      Senior*innen    (signs inside words make them harder to read)
long words             more than 13 letters between hyphens: the threshold of LanguageTool's rules
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import walk
from pipeline.easy_language.segments import owned
from pipeline.model import NumberedChapter

LONGEST = 13
"""Letters of a part of a word that need no hyphen."""

_WORD = re.compile(r"\w+(?:[*:_/·'’-]\w+)*")
_ABBREVIATION = re.compile(r"[A-ZÄÖÜ]{2,}[0-9]*")
_SIGN = re.compile(r"\w[*:_]\w")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, as the text has it first, and the official lines that it begins in."""

    word: str
    lines: tuple[int, ...]


def candidates(numbered: NumberedChapter) -> tuple[Candidate, ...]:
    """Each word once, in the order of the text; the same word in other letter case is the same."""
    found: dict[str, tuple[str, dict[int, None]]] = {}
    for block in walk.text_blocks(numbered.chapter.blocks):
        text, owners = owned(block.content)
        for word, at in _hard(text):
            found.setdefault(word.casefold(), (word, {}))[1][owners[at]] = None
    return tuple(Candidate(word, tuple(lines)) for word, lines in found.values())


def _hard(text: str) -> Iterator[tuple[str, int]]:
    for match in _WORD.finditer(text):
        word = match[0]
        parts = re.split(r"[-·/]", word)
        long = any(sum(char.isalpha() for char in part) > LONGEST for part in parts)
        if long or _SIGN.search(word) or any(_ABBREVIATION.fullmatch(part) for part in parts):
            yield word, match.start()
