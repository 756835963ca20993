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
    """The row above gives its meaning."""
    OMITTED = "weggelassen"
    CHECKED = "geprüft"


PLACEHOLDER = "Hier schreiben"
"""What an empty content control shows."""

CREDIT = "Quelle:"
"""How the line of the picture cell begins that says whose the picture is."""

PROPOSED = "Vorschlag aus dem Gedächtnis:"
"""How the note of a row begins whose text is from the memory, and that nobody has confirmed yet."""

EARLIER = "Früherer Wortlaut:"
"""How the paragraph below an original begins that says what the text was before."""

LISTED = "Listenpunkt"
"""How the paragraph below an original begins that says what the item belongs to: its sign, and what leads to its list."""


def of_list(sign: str, lead: str) -> str:
    """That paragraph; empty where the original is no item."""
    return " ".join(filter(None, [LISTED, sign, lead and f"zu: {lead}"])) if sign or lead else ""


SLUG, SOURCE, VERSION = "zeilentreu-slug", "zeilentreu-source-sha256", "zeilentreu-format"
"""The custom properties of the document: the chapter's slug, the SHA-256 of its source, the version of the form."""

PART = "zeilentreu-rows"
"""The custom property of a hand-over of some rows: which they are."""

FORMAT = "1"

FIELD, ENTRY = FIELD_COLUMNS = ("Angabe", "Eintrag")
"""The heads of the header sheet and of the check protocol."""

TITLE, KIND, RESOLVED, SIZE = GIVEN = ("Titel", "Art des Textes", "Beschlossen", "Umfang")
"""The labels that the header sheet comes filled in with, from the text."""

TO_FILL_IN = ("Medium", "Zielgruppe", "Regelwerk", "Abgabe bis", "Fragen beantwortet", "Freigabe durch")
"""The labels that the office fills in."""

SHEET, HOW, ROWS, WORDS, CHECK, ORIGINALS = HEADINGS = (
    "Auftrag",
    "So füllen Sie dieses Dokument aus",
    "Übersetzung",
    "Wörterliste",
    "Prüf-Protokoll",
    "Anhang: das Original mit amtlichen Zeilennummern",
)
"""The headings of the hand-over."""

OPENING, TITLE_HEADING = "Vorspann", "Titel"
"""What the part before the first heading of the text, and the row of the title, stand under."""

INSTRUCTIONS = (
    (
        "Schreiben Sie in die Spalte „Leichte Sprache“, jeden Satz in eine eigene Zeile. Aufzählungen dürfen Sie mit der Liste "
        "von Word machen."
    ),
    (
        "Ändern Sie nichts in den Spalten „Nr. und Zeile“ und „Original“. An der Nummer findet das Programm jede "
        "Tabellenzeile wieder; Sie dürfen die Datei umbenennen."
    ),
    (
        "Wählen Sie in der letzten Spalte den Status: übersetzt; zusammengefasst, wenn die Zeile darüber den Inhalt schon "
        "sagt; weggelassen, wenn der Inhalt fehlen soll; geprüft, wenn die Prüfgruppe den Text gelesen hat."
    ),
    "Unter dem Status ist Platz für Anmerkungen, zum Beispiel: nicht verstanden.",
    (
        "In die Spalte „Bild“ gehört der Dateiname des Bildes, darunter, was auf dem Bild zu sehen ist. Eine Zeile, die mit "
        "„Quelle:“ beginnt, nennt, von wem es ist. Das Bild selbst schicken Sie als Datei mit."
    ),
    (
        "In die Wörterliste schreiben Sie, welches Wort Sie in Leichter Sprache verwenden, und eine Erklärung. Die Wörter darin "
        "sind Vorschläge; Sie dürfen Zeilen ergänzen."
    ),
    (
        "Im Prüf-Protokoll steht, wer übersetzt und wer geprüft hat. Ohne mindestens zwei Prüferinnen oder Prüfer und ein "
        "Datum gilt der Text als Entwurf."
    ),
)
"""How the hand-over is filled in."""

WORDS_ABOUT = (
    "Vorgeschlagen sind lange Wörter (ein Teil mit mehr als 13 Buchstaben), Abkürzungen, Wörter mit Genderzeichen und "
    "Fremdwörter, soweit Endung oder Schreibweise sie verraten; in einem langen Text nur, was wiederkommt, und Hauptwörter, "
    "aus denen andere gemacht sind. Jedes steht einmal da, so wie es zuerst vorkommt."
)
ROWS_ABOUT = "Eine Tabellenzeile für jeden Satz. Die amtlichen Zeilen stehen unter der Nummer."
PLACES_ABOUT = (
    "Tabellen, Bilder und Anmerkungen haben keine amtlichen Zeilen; unter der Nummer steht dann, wo sie stehen. Der "
    "Alternativtext sagt denen, die ein Bild nicht sehen, was es zeigt: Auch er wird übersetzt."
)
CHECK_ABOUT = (
    "Ein Text in Leichter Sprache ist erst fertig, wenn mindestens zwei Menschen der Zielgruppe ihn gelesen haben."
)
ORIGINAL_ABOUT = "Die Nummern sind amtlich und in allen Ausgaben dieselben. Hier wird nichts ausgefüllt."

ABOUT_SHEET = "Angaben zum Text und zum Auftrag"
ABOUT_ROWS = "Jede Tabellenzeile ist ein Satz des Originals"
ABOUT_WORDS = "Wörter des Textes, das vereinbarte Wort und seine Erklärung"
ABOUT_CHECK = "Wer übersetzt, geprüft und freigegeben hat"
"""The descriptions of the tables, part of their alternative text."""


def rows_title(title: str, lines: str) -> str:
    """The title of the table of a section, the other part of its alternative text."""
    return f"{ROWS}: {', '.join(filter(None, (title, lines)))}"


def shown_alternative(title: str, about: str) -> str:
    """The paragraph that pandoc 3 makes of a table's alternative text."""
    return f"{title}{about}"


SENTENCES: frozenset[str] = frozenset(
    {
        *FIELD_COLUMNS,
        *HEADINGS,
        OPENING,
        TITLE_HEADING,
        *INSTRUCTIONS,
        WORDS_ABOUT,
        ROWS_ABOUT,
        PLACES_ABOUT,
        CHECK_ABOUT,
        ORIGINAL_ABOUT,
        shown_alternative(SHEET, ABOUT_SHEET),
        shown_alternative(WORDS, ABOUT_WORDS),
        shown_alternative(CHECK, ABOUT_CHECK),
        shown_alternative(rows_title(TITLE_HEADING, ""), ABOUT_ROWS),
    }
)
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
