"""The words of the form: what the hand-over says in fixed words, and its reader must find again.

Why one room: the writer of the hand-over and the reader of what comes back never meet, and a word that only one of
them changed would turn a column of somebody's work into text that nobody recognises.
"""

from __future__ import annotations

import re
from enum import StrEnum

NUMBER, ORIGINAL, TARGET, PICTURE, STATE = COLUMNS = (
    "Nr. und Zeile",
    "Original",
    "Leichte Sprache",
    "Bild",
    "Status und Anmerkung",
)
"""The heads of the translation tables, in their order."""

WORD, WORD_LINES, AGREED, EXPLANATION = WORD_COLUMNS = ("Wort", "Zeilen", "Vereinbartes Wort", "Erklärung")
"""The heads of the word list."""

TRANSLATED_BY, READER_1, READER_2, MORE_READERS, ASSISTANCE, CHECKED_ON, SECOND_CHECK_ON, RELEASED_BY, RELEASED_ON = (
    PROTOCOL
) = (
    "Übersetzt von",
    "Geprüft von (1)",
    "Geprüft von (2)",
    "Weitere Prüferinnen und Prüfer",
    "Prüf-Assistenz",
    "Datum der Prüfung",
    "Zweite Prüfung am",
    "Freigegeben von",
    "Freigegeben am",
)
"""The labels of the check protocol."""


class Status(StrEnum):
    """How far a row is, as its drop-down says it."""

    OPEN = "offen"
    TRANSLATED = "übersetzt"
    MERGED = "zusammengefasst"
    """Its meaning is told in the row above."""
    OMITTED = "weggelassen"
    CHECKED = "geprüft"


PLACEHOLDER = "Hier schreiben"
"""What an empty content control shows."""

CREDIT = "Quelle:"
"""How the line of the picture cell begins that says whose the picture is."""

SLUG, SOURCE, VERSION = "zeilentreu-slug", "zeilentreu-source-sha256", "zeilentreu-format"
"""The custom properties of the document: the chapter's slug, the SHA-256 of its source, the version of the form."""

FORMAT = "1"

SENTENCES: frozenset[str] = frozenset()
"""Every fixed sentence, heading and label that stands outside the rows, exactly as it is written."""

_NAME = re.compile(r"S\d{4,6}")


def is_name(word: str) -> bool:
    """Whether the word names a segment: ``S0017``."""
    return bool(_NAME.fullmatch(word))


def tag(name: str) -> str:
    """The tag of the content control that takes the Leichte Sprache of the segment; also its row's bookmark."""
    return name


def alias(name: str) -> str:
    """The title of that content control."""
    return f"{TARGET} {name}"


def status_tag(name: str) -> str:
    """The tag of the drop-down with the status of the row."""
    return f"{name}-status"


def status_alias(name: str) -> str:
    """The title of that drop-down."""
    return f"Status {name}"
