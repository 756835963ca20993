"""Equal sentences → rows to be confirmed; the glossary → the words that a text has of it.

A proposal stands in the row as its text, with the status „offen“ and a note that says where it is from. Until somebody gives the row
another status it counts as not translated, and no edition shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.easy_language.form_wording import PROPOSED
from pipeline.easy_language.hints.proper_names import key
from pipeline.easy_language.memory.recalling import Recalled
from pipeline.easy_language.segments import Segment
from pipeline.easy_language.translation import Translation, TranslationRow, Word


@dataclass(frozen=True, slots=True)
class Proposed:
    """The translation with its proposals, and which rows and words those are."""

    translation: Translation
    rows: tuple[str, ...]
    words: tuple[str, ...]


def proposed(translation: Translation, found: Iterable[Recalled], glossary: Sequence[Word]) -> Proposed:
    """The translation with equal sentences as proposals, and the words of the glossary that its originals have."""
    texts = {each.segment.name: each.equal for each in found if each.equal}
    rows, names = list[TranslationRow](), list[str]()
    for row in translation.rows:
        if (equal := texts.get(row.name)) and not row.text:
            # The latest source sorts last: titles end in their year.
            best = max(equal, key=lambda each: (_years(each.sources), each.sources))
            others = f"; {len(equal) - 1} andere im Gedächtnis" if len(equal) > 1 else ""
            names.append(row.name)
            note = (*row.note, f"{PROPOSED} {', '.join(best.sources[:3]) or 'ohne Angabe'}{others}")
            rows.append(replace(row, text=best.text, note=note))
        else:
            rows.append(row)
    words = glossary_words(glossary, (row.original for row in translation.rows), translation.words)
    added = replace(translation, rows=tuple(rows), words=(*translation.words, *words))
    return Proposed(added, tuple(names), tuple(each.word for each in words))


def _years(sources: Iterable[str]) -> str:
    return max((year for source in sources for year in re.findall(r"\((\d{4})\)", source)), default="")


def glossary_words(glossary: Sequence[Word], originals: Iterable[str], known: Iterable[Word]) -> tuple[Word, ...]:
    """The words of the glossary that stand in the originals, and that the chapter has no entry for."""
    have = {key(each.word) for each in known}
    wanted = {tuple(key(each.word).split()): each for each in glossary if key(each.word) not in have}
    longest = max(map(len, wanted), default=0)
    found: dict[str, Word] = {}
    for original in originals if wanted else ():
        tokens = [key(each) for each in re.findall(r"\w+(?:[-·]\w+)*", original)]
        for at in range(len(tokens)):
            for length in range(1, longest + 1):
                if word := wanted.get(tuple(tokens[at : at + length])):
                    found[word.word] = word
    return tuple(word for word in glossary if word.word in found)


def begun(every: Iterable[Segment], slug: str, title: str, source: str) -> Translation:
    """The translation of a chapter that nobody has begun."""
    rows = (
        TranslationRow(each.name, each.text, each.digest, each.first, each.last, place=each.place) for each in every
    )
    return Translation(slug, title, source, tuple(rows))
