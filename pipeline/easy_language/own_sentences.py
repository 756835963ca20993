"""What the program itself says in an edition in Leichte Sprache: the readers of a check group see that too."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.text import wording
from pipeline.text.model import NumberedChapter

DRAFT = "Entwurf, noch nicht von der Prüfgruppe geprüft"
"""What every edition says of itself until the protocol records the check group (house contract)."""

READ = "Die Prüfgruppe hat den Text gelesen:"
OMITTED = "In Leichter Sprache ist das weggelassen."
OPEN = "Das ist noch nicht in Leichter Sprache."
LANGUAGE_NAME = "Leichte Sprache"
WORDS, ORIGINAL, IMPRINT, CONTENTS = "Wörter", "Das Original mit seinen Zeilen", "Impressum", "Inhalt"
"""The headings that an edition brings."""


def opening_lines(title: str, original_title: str, resolved_by: str, resolved_on: str) -> Iterator[str]:
    """What stands before the text, one sentence a line."""
    yield "Das ist ein Text in Leichter Sprache."
    if title != original_title:
        yield f"Das Original heißt: „{original_title}“."
    if resolved_by:
        yield f"Das Original hat beschlossen: {resolved_by}."
    if resolved_on:
        yield f"Das Original ist vom {resolved_on}."
    yield "Im Original hat jede Zeile eine Nummer."
    yield "Unter jedem Absatz steht, welche Zeilen dazu gehören."
    yield "Das ist ein Link."
    yield "Der Link führt zum Original."
    yield "Beschlossen ist das Original."


def own_sentences(numbered: NumberedChapter, title: str) -> tuple[str, ...]:
    """Every sentence and heading that the program adds to the translation with this title, in its order."""
    chapter = numbered.chapter
    resolution = chapter.resolution
    on = wording.IN_GERMAN.day(resolution.day) if resolution.day else ""
    lines = opening_lines(title or chapter.title, chapter.title, resolution.body, on)
    return (LANGUAGE_NAME, READ, *lines, CONTENTS, WORDS, ORIGINAL, OMITTED, OPEN, IMPRINT)
