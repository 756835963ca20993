"""A translation → what of it is worth remembering: whole sentences that somebody has translated, and the words.

Not remembered are rows that others were merged into, since their text says more than their original, rows whose original has
changed since, and proposals that nobody has confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.memory.memory_file import Memory, RememberedSentence, united_memory
from pipeline.easy_language.return_report import quoted
from pipeline.easy_language.translation import Translation, Word, passages
from pipeline.text.model import NumberedChapter


@dataclass(frozen=True, slots=True)
class Learned:
    """The memory with what was new, and the words on which two chapters do not agree."""

    memory: Memory
    sentences: int
    """How many there are more than before."""
    words: int
    disagreements: tuple[str, ...]


def source_of(numbered: NumberedChapter, row: str) -> str:
    """Where a sentence is from, for people: ``Verkehr für alle (2025), S0017``."""
    day = numbered.chapter.resolution.day
    return f"{numbered.chapter.title}{f' ({day.year})' if day else ''}, {row}"


def learned(memory: Memory, translation: Translation, numbered: NumberedChapter) -> Learned:
    """The memory and what the translation adds to it. A word that the memory has keeps its agreed word there."""
    after = united_memory((*memory.sentences, *_sentences(translation, numbered)), (*memory.words, *translation.words))
    return Learned(
        after,
        len(after.sentences) - len(memory.sentences),
        len(after.words) - len(memory.words),
        tuple(_disagreements(memory.words, translation.words)),
    )


def _sentences(translation: Translation, numbered: NumberedChapter) -> Iterator[RememberedSentence]:
    for passage in passages(translation.rows):
        row = passage.rows[0]
        if len(passage.rows) == 1 and row.status in {Status.TRANSLATED, Status.CHECKED} and row.text and not row.review:
            yield RememberedSentence(row.original, row.text, (source_of(numbered, row.name),))


def _disagreements(words: Sequence[Word], new: Sequence[Word]) -> Iterator[str]:
    known = {each.word.casefold(): each for each in words}
    for each in new:
        other = known.get(each.word.casefold())
        if other and each.agreed and other.agreed and each.agreed != other.agreed:
            yield f"{quoted(each.word)}: vereinbart ist {quoted(other.agreed)}, dieses Kapitel hat {quoted(each.agreed)}."
