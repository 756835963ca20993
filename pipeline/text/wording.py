"""What the program itself writes into editions, in the language of their text: German and English in one catalogue.

A sentence is named by its German form, with the names of what is put into it: ``of("en")("Zeile {first}", first=3)`` is
``Line 3``. A text in any other language has the German words, and whoever writes them marks them as German
(``Wording.marks``), so that they are neither spelled nor spoken as words of the text (WCAG 2.2, 3.1.2).

What is written for whoever runs the program, and the form for translators into Leichte Sprache, is German alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

GERMAN = "de"

LANGUAGES = (GERMAN, "en")
"""Those that it writes."""

SPANS = ("Zeilen {first} bis {last}", "Zeile {first}")
"""How lines are named."""

ENGLISH: Mapping[str, str] = {
    # Lines.
    "Zeile {first}": "Line {first}",
    "Zeilen {first} bis {last}": "Lines {first} to {last}",
    "Zeile {first}:": "Line {first}:",
    "Zeilen {first} bis {last}:": "Lines {first} to {last}:",
    "Zeile {first}–{last}": "Lines {first}–{last}",
    "noch Zeile {first}": "Line {first}, continued",
    "Zeilenfassung": "Line edition",
    "Zeilenfassung: {title}": "Line edition: {title}",
    "Vorspann": "Opening",
    "Jede amtliche Zeile einzeln, mit ihrer Nummer als Text. Der Verweis führt zur Stelle im Lesetext.": "Every official line by itself, with its number as text. The link leads to its place in the running text.",
    "Zu Zeile": "To line",
    # Around the text.
    "Inhalt": "Contents",
    "Anmerkungen": "Notes",
    "Anmerkung {number}": "Note {number}",
    "Zurück zur Stelle von Anmerkung {number}": "Back to the place of note {number}",
    "Tabelle: {title}": "Table: {title}",
    "Tabelle ohne Kopfzeile": "Table without a row of heads",
    "Spalten: {title}": "Columns: {title}",
    "Reihen: {title}": "Rows: {title}",
    "Ohne Kopfzeile": "Without a row of heads",
    "Tabelle {number}": "Table {number}",
    "Bild: {title}": "Picture: {title}",
    "Seite {page}": "Page {page}",
    "Seite ": "Page ",
    " von ": " of ",
    "Zum Text springen": "Skip to the text",
    "Text": "Text",
    "Zu dieser Ausgabe": "About this edition",
    "Impressum": "Imprint",
    "beschlossen am {day}": "resolved on {day}",
    "Herausgegeben von": "Published by",
    "Verantwortlich im Sinne des Presserechts": "Responsible under press law",
    "Rechte": "Rights",
    "Zeilennummern": "Line numbers",
    "Sie sind amtlich und in allen Ausgaben dieselben.": "They are official, and the same in all editions.",
    "Mit amtlichen Zeilennummern": "With official line numbers",
    # The web page.
    "Jede der amtlichen Zeilen {first} bis {last} hat eine Adresse: {address} am Ende der Webadresse führt zu Zeile {last}. "
    "Alle Zeilen mit ihrer Nummer als Text stehen in der {edition}.": "Each of the official lines {first} to {last} has an address: {address} at the end of the web address leads to line "
    "{last}. All lines with their numbers as text are under “{edition}”.",
    "Jede amtliche Zeile hat eine Adresse: {address} am Ende der Webadresse führt zu Zeile {last} im Kapitel „{title}“. "
    "Alle Zeilen mit ihrer Nummer als Text stehen in der {edition}.": "Every official line has an address: {address} at the end of the web address leads to line {last} in the chapter "
    "“{title}”. All lines with their numbers as text are under “{edition}”.",
    "Zu Zeile:": "Go to line:",
    "Gehen": "Go",
    "Tasten: g oder j führt hierher, z sagt, in welcher Zeile Sie sind": "Keys: g or j leads here, z says which line you are in",
    "Zeile {number}": "Line {number}",
    "Zeilen {number} bis {last}": "Lines {number} to {last}",
    "Zeile {number} gibt es nicht, nur Zeile {first} bis {last}.": "There is no line {number}, only lines {first} to {last}.",
    "Hier steht keine amtliche Zeile.": "No official line stands here.",
    "Bitte so: 36 oder 36-37.": "Please write: 36 or 36-37.",
    "In welchem Kapitel? Zum Beispiel: {title} {number}": "In which chapter? For example: {title} {number}",
    # The book.
    "Titelseite": "Title page",
    "Titelseite: {title}": "Title page: {title}",
    "Umschlag": "Cover",
    "Umschlag: {title}": "Cover: {title}",
    "Orientierung": "Landmarks",
    "Beginn des Textes": "Start of the text",
    "Seiten der PDF-Ausgabe": "Pages of the PDF edition",
    "Hinweise zu dieser Ausgabe": "Notes on this edition",
    "Der Text hat amtliche Zeilen, {first} bis {last}.": "The text has official lines, {first} to {last}.",
    "Der Text hat amtliche Zeilen.": "The text has official lines.",
    "In der {edition} steht jede Zeile einzeln, mit der Nummer als Text. Suchen Sie dort nach „Zeile {last}:“, um die Zeile "
    "{last} zu finden. Von jeder Zeile führt dort ein Verweis zu ihrer Stelle im Lesetext.": "Under “{edition}” every line stands by itself, with its number as text. Search there for “Line {last}:” to find line "
    "{last}. From every line there a link leads to its place in the running text.",
    "Viele Leseprogramme zeigen die Nummern auch im Lesetext: klein am Anfang jeder Zeile oder, wo genug Platz ist, am Rand. "
    "Sie gehören dort nicht zum Text, damit sie keinen Satz unterbrechen. Zeigt Ihr Programm keine, gilt die {edition}.": "Many reading programs also show the numbers in the running text: small where each line begins or, where there is room "
    "enough, in the margin. They are no part of the text there, so that they interrupt no sentence. If your program shows "
    "none, use “{edition}”.",
    "Die Seitenliste dieses E-Books nennt die Seiten der PDF-Ausgabe: Jede Seite beginnt in beiden an derselben Stelle.": "The page list of this e-book names the pages of the PDF edition: each page begins at the same place in both.",
    "Text und Bilder mit Alternativtext.": "Text, and pictures with alternative texts.",
    "Reiner Text; das einzige Bild ist der Umschlag.": "Text only; the one picture is the cover.",
    "Amtliche Zeilennummern gehören nicht zum Lesetext, auch wo ein Leseprogramm sie darin zeigt; die Zeilenfassung im Anhang "
    "nennt jede Zeile mit ihrer Nummer als Text.": "Official line numbers are no part of the running text, even where a reading program shows them in it; the line edition "
    "in the appendix names every line with its number as text.",
    "Seitenmarken und Seitenliste folgen der PDF-Ausgabe.": "Page marks and page list follow the PDF edition.",
    "PDF-Ausgabe „{title}“": "PDF edition “{title}”",
    "PDF-Ausgabe „{title}“, Fassung vom {day}": "PDF edition “{title}”, version of {day}",
    # The source within the archive's file.
    "Ausgangstext mit amtlichen Zeilennummern, wie er angekommen ist: {title}": "Source text with official line numbers, as it arrived: {title}",
    "Modell des Textes mit amtlichen Zeilennummern: {title}": "Model of the text with official line numbers: {title}",
}
"""The German sentences, and what they are in English."""

MONTHS = {
    GERMAN: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
"""The names of the months in each language that the program speaks."""

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"})
_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
"""Of the scripts that run from right to left (ISO 15924), those that are written today."""


def right_to_left(language: str) -> bool:
    """Whether the language is written from right to left; a script in the tag goes before its habit (BCP 47, 2.2.3)."""
    primary, *rest = language.lower().split("-")
    script = next((each for each in rest if re.fullmatch("[a-z]{4}", each)), "")
    return script in _SCRIPTS if script else primary in _RIGHT_TO_LEFT


def alike(one: str, other: str) -> bool:
    """Whether two tags name the same language, whatever their regions and scripts."""
    return one.lower().split("-")[0] == other.lower().split("-")[0]


@dataclass(frozen=True, slots=True)
class Said:
    """A part of what an edition says around the text: words of ours, or of the text and whoever published it."""

    text: str
    ours: bool = True
    language: str = ""
    """That of words of the text; empty for the one around them."""


Phrase = tuple[Said, ...]


def words(phrase: Phrase) -> str:
    """The phrase as one string."""
    return "".join(each.text for each in phrase)


@dataclass(frozen=True, slots=True)
class Wording:
    """What the program says around a text in this language."""

    text: str
    """The language of the text (BCP 47)."""
    language: str
    """That of our words: ``de`` or ``en``."""

    def __call__(self, german: str, **values: object) -> str:
        """The sentence that is this one in German; KeyError where the catalogue does not have it."""
        return self.form(german).format(**values)

    def form(self, german: str) -> str:
        """The same with the names of what is put into it."""
        english = ENGLISH[german]
        return english if self.language == "en" else german

    @property
    def foreign(self) -> bool:
        """Whether our words are in another language than the text, and must be marked."""
        return _foreign(self.text, self.language)

    @property
    def marks(self) -> dict[str, str]:
        """The attributes of an element that holds our words alone; none where it need not be marked."""
        return directed(self.language, self.text) if self.foreign else {}

    def lines(self, first: int | None, last: int | None) -> str:
        """Lines by their numbers: ``Zeile 5`` or ``Zeilen 22 bis 71``; empty where there are none."""
        if first is None:
            return ""
        return (
            self("Zeile {first}", first=first)
            if first == last
            else self("Zeilen {first} bis {last}", first=first, last=last)
        )

    def announced(self, first: object, last: object) -> str:
        """The same before the words of the lines: ``Zeile 5:``."""
        return (
            self("Zeile {first}:", first=first)
            if first == last
            else self("Zeilen {first} bis {last}:", first=first, last=last)
        )

    def day(self, day: date, space: str = " ") -> str:
        """The day in words, ``3. Mai 2025``; ``space`` stands between its parts."""
        stop = "." if self.language == GERMAN else ""
        return f"{day.day}{stop}{space}{MONTHS[self.language][day.month - 1]}{space}{day.year}"


@cache
def _foreign(text: str, language: str) -> bool:
    return not alike(text, language)


@cache
def of(language: str) -> Wording:
    """What is said around a text in this language (BCP 47)."""
    return Wording(language, "en" if alike(language, "en") else GERMAN)


IN_GERMAN = of(GERMAN)


def directed(language: str, around: str) -> dict[str, str]:
    """The attributes of an element whose words are in this language, where those around it are in the other."""
    turned = right_to_left(language)
    marks = {} if language == around else {"lang": language, "xml:lang": language}
    return marks | ({"dir": "rtl" if turned else "ltr"} if turned is not right_to_left(around) else {})


# For those who read finished files: what our words look like, in whichever language they are.

_NUMBERS = frozenset({"first", "last", "number", "page"})


def forms(german: str) -> tuple[str, str]:
    """The sentence in German and in English."""
    return german, ENGLISH[german]


def pattern(*german: str) -> re.Pattern[str]:
    """What matches each of the sentences in both languages, whatever is put into it."""
    return re.compile("|".join(_pattern(each) for one in german for each in forms(one)))


@cache
def _pattern(form: str) -> str:
    parts = re.split(r"\{(\w+)\}", form)
    return "".join(
        re.escape(each) if at % 2 == 0 else "[0-9]+" if each in _NUMBERS else ".+?" for at, each in enumerate(parts)
    )


@cache
def _spoken(language: str) -> re.Pattern[str]:
    """Every sentence in the language that differs from the other's."""
    at = LANGUAGES.index(language)
    distinct = (forms(german)[at] for german in ENGLISH if len(set(forms(german))) > 1 and german.strip() == german)
    return re.compile("|".join(_pattern(each) for each in distinct), re.DOTALL)


def languages(text: str) -> frozenset[str]:
    """The languages in which the text is a whole sentence of ours; none where it is not one."""
    said = " ".join(text.split())
    return frozenset(language for language in LANGUAGES if _spoken(language).fullmatch(said))
