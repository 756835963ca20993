"""Open rows × the memory → sentences that are equal, and sentences that are alike, with what differs.

Alike are sentences that share six of ten words, by Dice's measure. To find them each sentence looks only at those that have one of its
rarest words, so that the time grows with the text and not with text times memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.easy_language.memory.memory_file import Memory, RememberedSentence, evenly_spaced
from pipeline.easy_language.segments import Segment
from pipeline.easy_language.translation import Translation

ALIKE = 0.6
"""The least likeness, of 1."""
MOST_WORDS = 300
"""Of sentences whose likeness is looked for; longer ones are no sentences."""
_RAREST, _NEAR = 4, 40
"""Words by which others are found, and how many of those are compared."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A row that is still open, and what is remembered of its sentence."""

    segment: Segment
    equal: tuple[RememberedSentence, ...] = ()
    alike: RememberedSentence | None = None
    """The one that is most alike, where none is equal."""
    likeness: float = 0.0
    difference: str = ""
    """``Die [−Stadt−] [+Gemeinde+] zahlt.``: what the text has more and less than the remembered sentence."""


def recalled(every: Sequence[Segment], translation: Translation | None, memory: Memory) -> tuple[Recalled, ...]:
    """What is remembered of the rows that have no Leichte Sprache yet, in the order of the text."""
    rows = {row.name: row for row in translation.rows} if translation else {}
    waiting = [each for each in every if each.name not in rows or not (rows[each.name].text or rows[each.name].covered)]
    index = _Index(memory.sentences)
    return tuple(found for each in waiting if (found := index.recalled(each)))


_Words = Counter[str]


class _Index:
    def __init__(self, sentences: Sequence[RememberedSentence]) -> None:
        self._sentences = sentences
        self._equal: dict[str, list[RememberedSentence]] = {}
        self._words: list[_Words] = []
        self._having: dict[str, list[int]] = {}
        for at, each in enumerate(sentences):
            self._equal.setdefault(each.original, []).append(each)
            words = _words(each.original)
            self._words.append(words)
            for word in words:
                self._having.setdefault(word, []).append(at)

    def recalled(self, segment: Segment) -> Recalled | None:
        """What is remembered of it; None where nothing is."""
        if equal := self._equal.get(evenly_spaced(segment.text)):
            return Recalled(segment, tuple(equal))
        words = _words(segment.text)
        if not words or words.total() > MOST_WORDS:
            return None
        likeness, at = max(((_likeness(words, self._words[at]), -at) for at in self._near(words)), default=(0.0, 0))
        if likeness < ALIKE:
            return None
        alike = self._sentences[-at]
        return Recalled(segment, (), alike, round(likeness, 2), shown_difference(alike.original, segment.text))

    def _near(self, words: Iterable[str]) -> Iterator[int]:
        """Sentences with one of the rarest words that any has."""
        known = sorted((len(self._having[word]), word) for word in words if word in self._having)
        found: dict[int, None] = {}
        for _, word in known[:_RAREST]:
            found |= dict.fromkeys(self._having[word][:_NEAR])
        yield from found


def _words(sentence: str) -> _Words:
    return Counter(re.findall(r"\w+", sentence.casefold()))


def _likeness(one: _Words, other: _Words) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def shown_difference(before: str, after: str) -> str:
    """The later sentence, with the words that the earlier one has instead."""
    old, new = before.split(), after.split()
    parts = []
    for kind, start, end, first, last in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        gone, come = " ".join(old[start:end]), " ".join(new[first:last])
        if kind == "equal":
            parts.append(come)
        else:
            parts += [f"[−{gone}−]"] if gone else []
            parts += [f"[+{come}+]"] if come else []
    return " ".join(parts)
