"""What a text has beside its lines is compared as closely as they are, in every format that says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipeline.checks import chapter_text, tags, transcripts
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text import numbering
from pipeline.text.model import (
    Alignment,
    Block,
    Caption,
    Cell,
    Chapter,
    Emphasis,
    Heading,
    LineRule,
    Link,
    Note,
    NumberedChapter,
    Paragraph,
    SourceFile,
    Table,
    Text,
    book_of,
)

RULE = LineRule(60)
MAP = Link("https://example.org/karte", (Text("Karte"),))
NOTES = (Note(1, (Paragraph((Text("Gezählt im Mai."),)),)), Note(2, (Paragraph((Text("Geschätzt im Juni."),)),)))


def table(*cells: Cell, caption: Caption | None = None) -> Table:
    head = (Cell((Text("Weg"),)), Cell((Text("Ort"),)))
    named = caption or Caption((Text("Wege mit "), Emphasis((Text("allen"),)), Text(" Orten")))
    return Table((head,), (cells[:2], cells[2:]), (Alignment.START, Alignment.START), named)


PLAIN, LINKED, EMPTY = Cell((Text("Karte"),)), Cell((MAP,)), Cell(())
WHOLE: tuple[Block, ...] = (
    table(LINKED, PLAIN, PLAIN, EMPTY),
    Heading(1, (Text("Begründung"),)),
    Paragraph((Text("Mehr Menschen fahren Rad."),)),
    Paragraph((Text("Die Wege sind zu schmal."),)),
)

Changed = tuple[tuple[Block, ...], tuple[Note, Note]]

CHANGES: dict[str, Changed] = {
    "emphasis in a caption lost": (
        (table(LINKED, PLAIN, PLAIN, EMPTY, caption=Caption((Text("Wege mit allen Orten"),))), *WHOLE[1:]),
        NOTES,
    ),
    "link moved to the same word in another cell": ((table(PLAIN, LINKED, PLAIN, EMPTY), *WHOLE[1:]), NOTES),
    "words moved to the next cell": ((table(LINKED, PLAIN, EMPTY, PLAIN), *WHOLE[1:]), NOTES),
    "heading of another level": ((WHOLE[0], Heading(2, (Text("Begründung"),)), *WHOLE[2:]), NOTES),
    "heading turned into a paragraph": ((WHOLE[0], Paragraph((Text("Begründung"),)), *WHOLE[2:]), NOTES),
    "paragraphs exchanged": ((*WHOLE[:2], WHOLE[3], WHOLE[2]), NOTES),
    "notes exchanged": (WHOLE, (replace(NOTES[1], number=1), replace(NOTES[0], number=2))),
}

FORMATS = ("web", "epub", "docx", "pdf", "archiv", "grossdruck")


@cache
def chapter(change: str = "") -> NumberedChapter:
    blocks, notes = CHANGES[change] if change else (WHOLE, NOTES)
    counted, _ = numbering.number(
        (
            Heading(1, (Text("Wege"),)),
            Paragraph((Text("Die Stadt baut Wege."), notes[0], Text(" Sie kosten Geld."), notes[1])),
        ),
        RULE,
    )
    whole = Chapter("Wege für alle", (*counted, *blocks), SourceFile("w.md", "0" * 64))
    return numbering.numbered(whole, "wege", RULE)[0]


def said(name: str, change: str = "") -> list[str]:
    """What the checks say of the edition of the changed text, held against the text."""
    data = EDITIONS[name].write(book_of(chapter(change)), Publication())
    file = Finished(Path(f"wege{EDITIONS[name].suffix}"), EDITIONS[name].suffix, book_of(chapter()), "de", data)
    checks: list[Callable[..., object]] = [chapter_text.check, transcripts.check]
    checks += [tags.check] if EDITIONS[name].suffix.endswith(".pdf") else []
    return [each.message for check in checks for each in outcome(check, file)]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FORMATS)
def test_the_edition_of_the_text_itself_passes(name: str) -> None:
    assert said(name) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("change", CHANGES)
def test_every_format_betrays_what_was_changed_beside_the_lines(change: str, name: str) -> None:
    assert said(name, change)


@pytest.mark.parametrize("name", ["web", "docx", "pdf"])
def test_a_finding_says_what_was_changed(name: str) -> None:
    def telling(change: str) -> str:
        return " ".join(said(name, change))

    assert "„allen“ ist nicht betont" in telling("emphasis in a caption lost")
    assert "„Karte“ führt nirgendhin, erwartet nach https://example.org/karte" in telling(
        "link moved to the same word in another cell"
    )
    assert "Tabellenzelle 3.2" in telling("words moved to the next cell")
