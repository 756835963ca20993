"""What a finished file says, held against the model: a chapter, and a book chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.checks import block_structure, line_concordance, particulars
from pipeline.checks.word_difference import quoted
from pipeline.readback.bound import Bound
from pipeline.readback.reading import Reading
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter

Finding = tuple[str, str]
"""Code and message."""


def findings(reading: Reading, truth: NumberedChapter, language: str) -> Iterator[Finding]:
    """Whether every line has its number, its words and its place, and nothing else is there."""
    language = truth.chapter.language or language
    expected = concordance(truth, calls=reading.calls)
    found = [
        *line_concordance.findings(
            line_concordance.Table(reading.lines, reading.line_true, reading.visible_only), expected
        )
    ]
    numbered = not line_concordance.MISNUMBERED.intersection(code for code, _ in found)
    if reading.line_edition is not None:
        edition = line_concordance.findings(line_concordance.Table(reading.line_edition, line_true=True), expected)
        found += [(code, f"Zeilenfassung: {message}") for code, message in edition]
    found += particulars.findings(reading, truth, language)
    found += [("Z613", message) for message in block_structure.findings(reading, truth, numbered=numbered)]
    yield from dict.fromkeys(found)


def bound_findings(bound: Bound, truth: Book, language: str) -> Iterator[Finding]:
    """The same of every chapter of a book, and what the file says of the whole."""
    found = [*particulars.of_book(bound, truth, language)]
    for numbered, reading in zip(truth.chapters, bound.chapters, strict=True):
        where = f"Kapitel {quoted(numbered.chapter.title)}: "
        # What the file says of its language is said of the whole, and was held against that above.
        own = replace(reading, languages=tuple(each for each in reading.languages if each not in bound.languages))
        found += [(code, f"{where}{message}") for code, message in findings(own, numbered, language)]
    yield from dict.fromkeys(found)
