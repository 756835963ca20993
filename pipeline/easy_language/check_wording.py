"""The words of the check group's copy: what it says in fixed words, and its reader must find again.

It speaks to readers of Leichte Sprache, so it speaks Leichte Sprache; one paragraph is for the person who assists them.
"""

from __future__ import annotations

from pipeline.easy_language import form_wording

NUMBER, TEXT, MARKS = COLUMNS = ("Nummer", "Text", "Verstanden?")
"""The heads of its tables."""

UNDERSTOOD, NOT_UNDERSTOOD = "verstanden", "nicht verstanden"
YES, NO = "ja", "nein"
BOX = "☐"
"""What stands before each of them until somebody ticks it."""

GOOD_PICTURE = "Ist das Bild gut?"

SHOWS, PICTURE_FROM = "Auf dem Bild ist:", "Das Bild ist von:"
"""How the lines below a picture begin that say what it shows, and whose it is."""

FORM = "zeilentreu-pruefung"
"""The custom property by which the copy is known; its value is the version of the form."""

FORMAT = "1"

KIND = "Das ist für die Prüf-Gruppe"
"""What the copy says of itself, above its title."""

HOW, READING, WORDS, ALWAYS, WHO = HEADINGS = (
    "So geht das Prüfen",
    "Der Text",
    "Wörter, die wir erklären",
    "Das steht in jeder Ausgabe",
    "Wer hat geprüft?",
)
"""Its headings."""

INSTRUCTIONS = (
    "Lesen Sie den Text.",
    "Neben dem Text können Sie ankreuzen.",
    "Haben Sie alles verstanden? Kreuzen Sie an: verstanden.",
    "Ist etwas schwer? Kreuzen Sie an: nicht verstanden.",
    "Darunter ist Platz. Schreiben Sie auf: Was ist schwer?",
    "Bei einem Bild ist eine Frage: Ist das Bild gut? Kreuzen Sie an: ja oder nein.",
    "Am Ende schreiben Sie: Wer hat geprüft? Und an welchem Tag?",
)
"""How the check is done, one sentence after the other."""

ASSISTANCE = (
    "Für die Prüf-Assistenz: Die Nummern auf dem Papier und in der Datei sind dieselben. Wurde auf Papier geprüft, "
    "genügt es, in der Word-Datei bei diesen Nummern anzukreuzen und die Notizen einzutragen, und am Ende „alles andere "
    "verstanden“. Ein Kreuz ist auch ein x vor dem Wort. Kommentare in Word kommen ebenfalls an."
)

ALL_OTHERS = "Alles andere verstanden"
"""The label of the row that speaks for every number without a cross."""

PROTOCOL = (
    form_wording.READER_1,
    form_wording.READER_2,
    form_wording.MORE_READERS,
    form_wording.ASSISTANCE,
    form_wording.CHECKED_ON,
)
"""The labels that the check group fills in; the hand-over has the same."""

ABOUT_ROWS = "Links die Nummer, in der Mitte der Text, rechts Kreuze und Platz zum Schreiben"
ABOUT_WHO = "Namen der Prüferinnen und Prüfer, und der Tag"
"""The descriptions of the tables, part of their alternative text."""


def picture_question(number: int, count: int) -> str:
    """The question about a picture, by its number where the row has several."""
    return GOOD_PICTURE if count == 1 else f"Ist Bild {number} gut?"
