"""The memory ↔ TOML: one table a sentence or a word, sorted, without a head, so that version control merges two of them.

[[sentence]]
original = "Ein Anspruch besteht nicht."
text = ["Sie haben kein Recht auf das Geld."]
from = ["Verkehr für alle (2025), S0017"]

[[word]]
word = "Kommune"
agreed = "Stadt"
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import tomli_w

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.easy_language.ledger import one_line, several_lines
from pipeline.easy_language.translation import Lines, Word
from pipeline.publication import toml_shapes
from pipeline.publication.toml_shapes import Shape
from pipeline.text.alphabet import alphabetical

HEAD = """\
# Gedächtnis der Übersetzungen in Leichte Sprache, geschrieben von „zeilentreu memory --learn“.
# Sie dürfen hier verbessern, löschen und zwei solche Dateien aneinanderhängen. Was hier steht, ist immer nur ein Vorschlag.
"""


@dataclass(frozen=True, slots=True)
class RememberedSentence:
    """A sentence and its Leichte Sprache, and where that is from."""

    original: str
    text: Lines
    sources: Lines = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered: sentences by their originals, words by the alphabet; each once."""

    sentences: tuple[RememberedSentence, ...] = ()
    words: tuple[Word, ...] = ()


_SHAPE: Shape = {
    "sentence": [{"original": one_line, "text": several_lines, "from": several_lines}],
    "word": [{"word": one_line, "agreed": one_line, "explanation": several_lines}],
}


def evenly_spaced(sentence: str) -> str:
    """The sentence as it is compared: with one space between words."""
    return " ".join(sentence.split())


def united_memory(sentences: Iterable[RememberedSentence], words: Iterable[Word]) -> Memory:
    """The memory of these: equal entries are one, with all their sources; of words the first entry counts."""
    found: dict[tuple[str, Lines], list[str]] = {}
    for each in sentences:
        if each.original.strip() and each.text:
            found.setdefault((evenly_spaced(each.original), each.text), []).extend(each.sources)
    known: dict[str, Word] = {}
    for word in words:
        if word.word.strip() and (word.agreed or word.explanation):
            known.setdefault(word.word.casefold(), Word(word.word, agreed=word.agreed, explanation=word.explanation))
    kept = (RememberedSentence(*key, tuple(sorted(set(sources)))) for key, sources in found.items())
    return Memory(
        tuple(sorted(kept, key=lambda each: (*alphabetical(each.original), each.text))),
        tuple(sorted(known.values(), key=lambda each: alphabetical(each.word))),
    )


def dumps(memory: Memory) -> str:
    """The memory as TOML."""
    tables = [
        "[[sentence]]\n"
        + tomli_w.dumps({"original": each.original, "text": list(each.text), "from": list(each.sources)})
        for each in memory.sentences
    ]
    for word in memory.words:
        values = {"word": word.word, "agreed": word.agreed, "explanation": list(word.explanation)}
        tables.append("[[word]]\n" + tomli_w.dumps({key: value for key, value in values.items() if value}))
    return "\n".join([HEAD, *tables])


def loads(content: str, file: str) -> Memory:
    """The memory that the TOML says. Raises InputRefusal with every fault found (Z401, Z402, Z403)."""
    values = toml_shapes.fitted(content, _SHAPE, file)
    rows, words = values.get("sentence", ()), values.get("word", ())
    without = [at for at, each in enumerate(rows) if not each.get("original", "").strip()]
    if without:
        places = [
            toml_shapes.place_of(("sentence", at, "original"), content, file)
            for at in without[: toml_shapes.MOST_FAULTS]
        ]
        raise InputRefusal(
            *(Diagnostic("Z403", place, "Einem Satz fehlt sein Original: original.") for place in places)
        )
    return united_memory(
        (RememberedSentence(each["original"], each.get("text", ()), each.get("from", ())) for each in rows),
        (Word(**{"word": "", **each}) for each in words),
    )
