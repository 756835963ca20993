"""What a finished file says, held against the model chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import block_structure, line_concordance, particulars
from pipeline.checks.finding import Finding, NotRunError
from pipeline.checks.finished import WITH_SOURCE, Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import CATALOGUE
from pipeline.readback.reading import ChapterReading, FileReading, UnreadableError
from pipeline.text import transcript
from pipeline.text.concordance import concordance
from pipeline.text.events import Transcript
from pipeline.text.model import Book, NumberedChapter


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether every line has its number, its words and its place, and nothing else is there."""
    try:
        reading = file.reading
    except UnreadableError as error:
        yield file.unreadable(error)
        return
    if file.truth is None and file.suffix == CATALOGUE["json"].suffix:
        raise NotRunError("Kein Vergleich: ohne Quelle ist dieses Modell selbst der Maßstab", WITH_SOURCE)
    yield from file.findings(findings(reading, file.book, file.language))


def findings(reading: FileReading, truth: Book, language: str) -> Iterator[Finding]:
    """Whether every line has its number, its words and its place, and nothing else is there.

    ``language`` is that of the file, empty where nobody knows it.
    """
    found: list[Finding] = []
    slugs = [each.slug for each in truth.chapters]
    for numbered, chapter in zip(truth.chapters, reading.chapters, strict=True):
        where = "" if truth.alone else f"Kapitel {in_quotes(numbered.chapter.title)}: "
        differences = _chapter(chapter, numbered, transcript.transcript(numbered, slugs), language)
        found += [Finding(code, f"{where}{message}") for code, message in differences]
    found += particulars.of_file(reading, truth, language)
    yield from dict.fromkeys(found)


def _chapter(reading: ChapterReading, truth: NumberedChapter, expected: Transcript, language: str) -> Iterator[Finding]:
    lines_expected = concordance(truth, calls=reading.calls)
    lines = line_concordance.LineTable(reading.lines, reading.line_true, reading.visible_only)
    found = line_concordance.findings(lines, lines_expected)
    yield from found
    if reading.line_edition is not None:
        edition = line_concordance.findings(
            line_concordance.LineTable(reading.line_edition, line_true=True), lines_expected
        )
        yield from (Finding(code, f"Zeilenfassung: {message}") for code, message in edition)
    yield from particulars.findings(reading, truth, expected, language)
    numbered = not line_concordance.MISNUMBERED.intersection(code for code, _ in found)
    yield from block_structure.findings(reading, expected, numbered=numbered)
