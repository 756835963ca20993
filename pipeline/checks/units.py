"""A transcript in units, so that two can be held against each other: a line, or what one element says without lines.

Start(list) · Start(item, label=a)) · LineBegin(10) · Words(zuerst am Fluss) · …
→ Unit(„Listenpunkt der Ebene 1“, line 10, opens its element, letters z u e r …)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import assert_never
from unicodedata import normalize

from pipeline.checks.word_difference import letters, visible
from pipeline.text.events import (
    Announcement,
    Call,
    ElementKind,
    End,
    Event,
    Formatting,
    LineBegin,
    Start,
    Words,
)

Letter = tuple[str, frozenset[Formatting], str]
"""A character with the white space before it, its formatting, and where it leads."""

KINDS = {
    ElementKind.HEADING: "Überschrift",
    ElementKind.PARAGRAPH: "Absatz",
    ElementKind.PREFORMATTED: "vorformatierter Text",
    ElementKind.ITEM: "Listenpunkt",
    ElementKind.CELL: "Tabellenzelle",
    ElementKind.CAPTION: "Beschriftung",
    ElementKind.PICTURE: "Bild",
}
"""How findings name what holds words."""


@dataclass(slots=True)
class Unit:
    """A line, or what stands in one element without lines."""

    around: tuple[Start, ...] = ()
    """The elements around it, the outermost first."""
    line: int | None = None
    after: int | None = None
    """The last line before it; of what a note says there is none."""
    opens: bool = True
    """Whether no other line of its element stands before it."""
    text: str = ""
    letters: list[Letter] = field(default_factory=list)
    calls: list[tuple[int, int | None]] = field(default_factory=list)
    """How many letters stand before each call, and the note that it leads to."""
    announced: list[tuple[int, Announcement]] = field(default_factory=list)
    """How many letters stand before each."""
    lines: list[tuple[int, int]] = field(default_factory=list)
    """The lines that begin in it, and how many characters stand before each; of a unit that is no line."""

    @property
    def words(self) -> str:
        """Its letters, without white space."""
        return "".join(char.strip() for char, _, _ in self.letters)

    @property
    def kind(self) -> ElementKind:
        """What it stands in."""
        return self.around[-1].kind if self.around else ElementKind.CHAPTER

    @property
    def level(self) -> int:
        """That of a heading; of all else the lists around it."""
        said = self.fact("level")
        return int(said) if said else sum(each.kind is ElementKind.LIST for each in self.around)

    @property
    def quotes(self) -> int:
        """The quotations around it."""
        return sum(each.kind is ElementKind.QUOTATION for each in self.around)

    @property
    def note(self) -> str:
        """The number of the note that it is part of; empty for what is part of the text."""
        return next((dict(each.facts)["number"] for each in self.around if each.kind is ElementKind.NOTE), "")

    def fact(self, name: str) -> str:
        """A fact of what it stands in; empty where it has none such."""
        return dict(self.around[-1].facts).get(name, "") if self.around else ""

    @property
    def where(self) -> str:
        """The place, in the words of a finding."""
        return f"Zeile {self.line}" if self.line is not None else "Text ohne Zeilen"

    @property
    def name(self) -> str:
        """What it is, in the words of a finding."""
        place = f" {said}" if (said := self.fact("place")) else ""
        level = f" der Ebene {self.level}" if self.level else ""
        note = f" in Anmerkung {self.note}" if self.note else ""
        return f"„{KINDS.get(self.kind, 'Text ohne Element')}{place}{level}{' im Zitat' * self.quotes}{note}“"


def units(events: Iterable[Event], *, by_line: bool = True) -> Iterator[Unit]:
    """The lines, and what else has words or calls, in order; else whole elements, with the lines that begin in them."""
    around: list[Start] = []
    begun = [False]
    last: int | None = None
    unit, space = Unit(), ""
    for event in events:
        match event:
            case Words():
                space = _said(unit, event, space)
                continue
            case Call(note):
                unit.calls.append((len(unit.letters), note))
                continue
            case Announcement():
                unit.announced.append((len(unit.letters), event))
                continue
            case LineBegin(number) if not by_line:
                unit.lines.append((number, len(unit.text)))
                continue
            case LineBegin(number):
                last = number
            case Start(kind):
                around.append(event)
                begun.append(False)
                last = None if kind is ElementKind.NOTE else last
            case End():
                del around[-1:]
                del begun[max(1, len(begun) - 1) :]
            case _:
                assert_never(event)
        if _says_something(unit):
            yield unit
        line = event.number if isinstance(event, LineBegin) else None
        unit, space = Unit(tuple(around), line, last, opens=not begun[-1]), ""
        begun[-1] = begun[-1] or line is not None
    if _says_something(unit):
        yield unit


def _said(unit: Unit, words: Words, space: str) -> str:
    """Add the words to the unit, with the white space that stands before them; what stands behind them."""
    unit.text += words.text
    for char in normalize("NFD", words.text):
        if char.isspace():
            space = " "
        elif visible(char):
            unit.letters.append((space + char, words.formatting, words.target))
            space = ""
    return space


def _says_something(unit: Unit) -> bool:
    return unit.line is not None or bool(unit.lines or unit.calls) or not (unit.text.isspace() or not unit.text)


@dataclass(frozen=True, slots=True)
class AlignedUnits:
    """Text without lines of the model beside that of a file."""

    pairs: tuple[tuple[Unit, Unit], ...]
    """Those that say the same."""
    changed: tuple[tuple[Unit, Unit], ...] = ()
    """Those that stand in each other's place."""
    missing: tuple[Unit, ...] = ()
    beyond: tuple[Unit, ...] = ()


def paired_texts(wanted: Sequence[Unit], have: Sequence[Unit], seen: Callable[[str], str]) -> AlignedUnits:
    """Each text without lines once, in order, by its words as far as they are ``seen``."""
    expected, found = ([each for each in side if each.line is None] for side in (wanted, have))
    want, got = ([seen(each.text) for each in side] for side in (expected, found))
    pairs, changed = list[tuple[Unit, Unit]](), list[tuple[Unit, Unit]]()
    missing, beyond = list[Unit](), list[Unit]()
    if want == got:
        return AlignedUnits(tuple(zip(expected, found, strict=True)))
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        both = [*zip(expected[i1:i2], found[j1:j2], strict=False)]
        match operation:
            case "equal":
                pairs += both
            case "replace" if i2 - i1 == j2 - j1:
                changed += both
            case _:
                missing += expected[i1:i2]
                beyond += found[j1:j2]
    return AlignedUnits(tuple(pairs), tuple(changed), tuple(missing), tuple(beyond))


def exact(text: str) -> str:
    """Every character, also those that nobody sees."""
    return text.strip()


def in_letters(text: str) -> str:
    """What is seen, without white space."""
    return letters(visible(text))


def in_words(text: str) -> str:
    """The text as it is seen or heard, white space of any kind and width one space."""
    return " ".join(visible(text).split())
