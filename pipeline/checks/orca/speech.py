"""What a screen reader says, held against the model: every word of the text once, in order, and nothing between.

White space does not count, since a screen reader parts what it says where lines, links and emphasis end. What it says of
its own (kinds, levels, counts) is known by its wording: that of Orca 43 in German.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.checks.orca.session import Spoken
from pipeline.checks.word_difference import in_quotes
from pipeline.text.events import Call, ElementKind, End, LineBegin, Start, Words
from pipeline.text.model import NumberedChapter
from pipeline.text.transcript import transcript

ANNOUNCED = re.compile(
    r"(besuchte )?Verknüpfung|(Beginn|Anfang) (Löschung|Einfügung|Hervorhebung)|(Löschung|Einfügung|Hervorhebung) Ende"
    r"|superscript|subscript|hochgestellt|tiefgestellt|[\w ]*Aufzählungspunkt|•|◦|Ebene \d+|leer"
    r"|(Beschreibungsl|L)iste mit \d+ Eintr(ag|ägen)|Überschrift Ebene \d|Tabelle mit \d+ Zeilen? \d+ Spalten?"
    r"|(Spalten|Zeilen)kopf|Zeile \d+|Spalte \d+|Zeile \d+ Spalte \d+|zusammen \d+( .*)?|Panel|Beschriftung|Abbildung|Bild|Blockzitat|Zitat"
    r"|Seite hat .*|Seitenumbruch|Banner|Navigation|Hauptinhalt|Artikel|Region|Endnoten|footnote|Fußnote|Information|.* (wird|werden) verlassen\.|"
)
_HEADING = re.compile(r"Überschrift Ebene (\d)")
_COUNT = re.compile(r"Liste mit (\d+) Eintr(?:ag|ägen)")
_TABLE = re.compile(r"Tabelle mit (\d+) Zeilen? (\d+) Spalten?")
_SIGN = re.compile(r"[\w ]*Aufzählungspunkt |[•◦▪] ")
"""The sign of a list, where it is said together with the words."""

AHEAD = 4
"""Pieces of the text that may be missing before it is looked for further on."""

LEAST = 4
"""Characters that a piece must have to be found again, or to be passed over where it stands elsewhere in the text too."""


@dataclass(frozen=True, slots=True)
class ExpectedSpeech:
    """Words of the text that must be heard: of a line, of a cell, a label."""

    text: str
    where: str
    """What they are, for messages."""


def squeezed(text: str) -> str:
    """The text without white space and soft hyphens."""
    return re.sub(r"[\s\u00ad\u2060\u200b]+", "", text)


def expected_speech(numbered: NumberedChapter) -> tuple[ExpectedSpeech, ...]:
    """All words of the chapter in the order in which they are read."""
    return tuple(_expected(numbered))


def _expected(numbered: NumberedChapter) -> Iterator[ExpectedSpeech]:
    where = ""
    within: list[ElementKind] = []
    for event in transcript(numbered):
        match event:
            case Start(kind, facts):
                within.append(kind)
                where = "" if kind in _UNNUMBERED else where
                said = dict(facts)
                if label := said.get("label"):
                    yield ExpectedSpeech(squeezed(label), f"das Listenzeichen {in_quotes(label)}")
                if kind is ElementKind.NOTE:
                    yield ExpectedSpeech(f"{said['number']}.", f"die Nummer der Anmerkung {said['number']}")
                if alternative := said.get("alternative"):
                    yield ExpectedSpeech(squeezed(alternative), "eine Textalternative")
            case End():
                within.pop()
            case LineBegin(number):
                where = f"Zeile {number}"
            case Words(text) if found := squeezed(text):
                yield ExpectedSpeech(found, where or _NAMES.get(within[-1], "ein Absatz"))
            case Call() | Words():
                continue


_UNNUMBERED = frozenset(
    {ElementKind.HEADING, ElementKind.PARAGRAPH, ElementKind.CELL, ElementKind.CAPTION, ElementKind.NOTE}
)
_NAMES = {
    ElementKind.CELL: "eine Zelle",
    ElementKind.CAPTION: "eine Unterschrift",
    ElementKind.HEADING: "eine Überschrift",
}


@dataclass(slots=True)
class _Reading:
    """How far the text has been heard."""

    wanted: Sequence[ExpectedSpeech]
    at: int = 0
    heard: int = 0
    """Characters of the piece that have been heard."""
    missing: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def take(self, said: str) -> bool:
        """Whether the words are what comes next; they may run over several pieces."""
        at, heard = self.at, self.heard
        while said and at < len(self.wanted):
            rest = self.wanted[at].text[heard:]
            if not (rest.startswith(said) or said.startswith(rest)):
                return False
            part = min(len(rest), len(said))
            said, heard = said[part:], heard + part
            if heard == len(self.wanted[at].text):
                at, heard = at + 1, 0
        if said:
            return False
        self.at, self.heard = at, heard
        return True

    def goes_on(self, said: str, next_said: str) -> bool:
        """Whether these words are what comes next, and those after them too."""
        here = self.at, self.heard
        found = self.take(said) and self.take(next_said)
        self.at, self.heard = here
        return found

    def skip_to(self, said: str) -> bool:
        """Whether the words are those of a piece further on; what stands before it is missing then."""
        if len(said) < LEAST:
            return False
        here = self.at, self.heard
        for ahead in range(1, AHEAD + 1):
            self.at, self.heard = here[0] + ahead, 0
            if self.take(said):
                self.missing += self._left(here, here[0] + ahead)
                return True
        self.at, self.heard = here
        return False

    def rest(self) -> list[str]:
        """What has not been heard at the end."""
        return self._left((self.at, self.heard), len(self.wanted))

    def _left(self, here: tuple[int, int], end: int) -> list[str]:
        at, heard = here
        return [
            f"{piece.where}: {in_quotes(piece.text[heard if number == at else 0 :][:40])} wird nicht vorgelesen."
            for number, piece in enumerate(self.wanted[at:end], at)
        ]


def differences_heard(wanted: Sequence[ExpectedSpeech], spoken: Spoken, own: Collection[str]) -> Iterator[str]:
    """What is missing, and what is heard besides; ``own`` are words around the text that may be, without white space."""
    reading = _Reading(wanted)
    elsewhere = "\n".join([*(piece.text for piece in wanted), *own])
    for number, utterance in enumerate(spoken):
        whole = squeezed(utterance)
        # A title around the text may be what the text begins with: „Kultur“ over „Kultur gehört allen.“
        rest = spoken[number + 1 :]
        if whole in own and not any(reading.goes_on(whole, _next_words(rest, passed)) for passed in ((), own)):
            continue
        bare = squeezed(_SIGN.sub("", utterance, count=1)) if _SIGN.match(utterance) else whole
        if not whole or reading.take(whole) or reading.take(bare) or ANNOUNCED.fullmatch(utterance) or whole in own:
            continue
        if reading.skip_to(bare) or (len(bare) >= LEAST and bare in elsewhere):
            continue
        next_ = reading.wanted[reading.at] if reading.at < len(reading.wanted) else None
        place = f", wo {next_.where} kommt" if next_ else " nach dem Text"
        reading.foreign.append(f"{in_quotes(utterance[:60])} wird vorgelesen{place}.")
    yield from reading.foreign
    yield from reading.missing
    yield from reading.rest()


def _next_words(spoken: Spoken, own: Collection[str]) -> str:
    """The first utterance that is neither an announcement nor around the text."""
    for utterance in spoken:
        if not ANNOUNCED.fullmatch(utterance) and squeezed(utterance) not in own:
            return squeezed(_SIGN.sub("", utterance, count=1))
    return ""


def structure(numbered: NumberedChapter, spoken: Spoken, over: int) -> Iterator[str]:
    """Whether headings are heard with their level, lists with their count and tables with their size.

    ``over`` is the level of the heading above the chapter's, as HTML counts.
    """
    found = [(int(level), squeezed(words)) for heard, level in _announced(spoken) for words in heard]
    counts = [int(count[1]) for utterance in spoken if (count := _COUNT.fullmatch(utterance))]
    tables = [(int(size[1]), int(size[2])) for utterance in spoken if (size := _TABLE.fullmatch(utterance))]
    for event, words, items in _objects(numbered):
        said = dict(event.facts)
        if event.kind is ElementKind.HEADING:
            level = min(6, int(said["level"]) + over)
            if not any(level == at and words.endswith(tail) for at, tail in found if tail):
                yield f"Die Überschrift {in_quotes(words[:40])} ist nicht als eine der Ebene {level} zu hören."
        elif event.kind is ElementKind.LIST and items not in counts:
            yield f"Eine Liste mit {items} Einträgen ist nicht als solche zu hören."
        elif event.kind is ElementKind.TABLE and (size_ := (int(said["rows"]), int(said["columns"]))) not in tables:
            yield f"Eine Tabelle mit {size_[0]} Zeilen und {size_[1]} Spalten ist nicht als solche zu hören."


def _announced(spoken: Spoken) -> Iterator[tuple[tuple[str, str], str]]:
    """The level of each announced heading, with the words before it, and with those and the ones after it.

    What sounds like a sentence is said by itself, and the level follows it: „1.“, „Überschrift Ebene 2“, „Wohnen“.
    """
    words = ""
    for number, utterance in enumerate(spoken, 1):
        if level := _HEADING.fullmatch(utterance):
            after = next((each for each in spoken[number:] if not ANNOUNCED.fullmatch(each)), "")
            yield (words, words and words + after), level[1]
        elif not ANNOUNCED.fullmatch(utterance):
            words = utterance


def _objects(numbered: NumberedChapter) -> Iterator[tuple[Start, str, int]]:
    """Each element, its words, and how many items stand directly in it, in the order of their ends."""
    open_: list[tuple[Start, list[str], list[int]]] = []
    for event in transcript(numbered):
        match event:
            case Start(kind):
                if kind is ElementKind.ITEM:
                    open_[-1][2].append(1)
                open_.append((event, [], []))
            case Words(text):
                for _, words, _ in open_:
                    words.append(text)
            case End():
                start, words, items = open_.pop()
                yield start, squeezed("".join(words)), len(items)
            case LineBegin() | Call():
                continue
