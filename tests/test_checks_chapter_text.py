"""A finished file held against its chapter, from what was read of it."""

from __future__ import annotations

from conftest import TEXT, read

from pipeline.checks import chapter_text
from pipeline.readback.reading import ChapterReading, FileReading, ReadLine
from pipeline.text.concordance import concordance
from pipeline.text.model import book_of


def test_a_line_edition_without_a_line_is_one_that_lost_them_all() -> None:
    truth = read(TEXT).numbered
    lines = tuple(ReadLine(line.number, line.text, line.join) for line in concordance(truth))
    printed = tuple(ReadLine(line.number, line.printed) for line in concordance(truth))

    def codes(edition: tuple[ReadLine, ...] | None) -> list[str]:
        reading = FileReading((ChapterReading(lines, line_true=False, line_edition=edition),))
        found = chapter_text.findings(reading, book_of(truth), "de")
        return [each.code for each in found if "Zeilenfassung" in each.message]

    assert codes(None) == codes(printed) == []
    assert codes(()) == ["Z601"]
