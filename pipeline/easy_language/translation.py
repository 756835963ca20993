"""A translation into Leichte Sprache as far as it has come: rows that know their official lines, and who checked them.

    Row S0016  Zeile 22–24  übersetzt        text ┐ one passage: Zeile 22–27
    Row S0017  Zeile 24–27  zusammengefasst       ┘
    Row S0018  Zeile 28     weggelassen             a passage without text, which keeps its line

Everything here is a value; how it is written down is the ledger's business, what becomes of it the reconciliation's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.easy_language.form_wording import PROPOSED, Status

Lines = tuple[str, ...]

ENOUGH_READERS = 2
"""Readers of the target group that a check takes (Netzwerk Leichte Sprache)."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote in the margin."""

    author: str
    text: Lines
    done: bool = False
    """Somebody has closed it."""
    reply: bool = False
    """It answers the one before it, and is closed with that."""


@dataclass(frozen=True, slots=True)
class RowPicture:
    """A picture beside a row: the name of its file, what it shows, whose it is."""

    name: str
    alternative: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class TranslationRow:
    """One segment of the text and its Leichte Sprache."""

    name: str
    """``S0017``, as the hand-over numbers it."""
    original: str
    digest: str
    """Of the original that the text was written for (``Segment.digest``)."""
    first: int | None = None
    last: int | None = None
    """The official lines of the original; none for the title, and for what has none."""
    status: Status = Status.OPEN
    text: Lines = ()
    """The Leichte Sprache, line by line. ``• `` or ``2. `` before a line: Word has it as an item of a list."""
    picture: str = ""
    alternative: str = ""
    credit: str = ""
    note: Lines = ()
    comments: tuple[Comment, ...] = ()
    checked: str = ""
    """The digest of what the check group has seen of it (``reading_digest``); empty where it has seen nothing."""
    checked_on: str = ""
    """When it did, in the words of the protocol."""
    review: bool = False
    """The original has changed since this was written: somebody must look at it."""
    place: str = ""
    """Where the original stands, if it has no official lines; empty for the title."""
    was: str = ""
    """The original that the text was written for, where it has changed since."""
    more_pictures: tuple[RowPicture, ...] = ()
    """Those after the first."""

    @property
    def pictures(self) -> tuple[RowPicture, ...]:
        """Every picture beside it."""
        first = (RowPicture(self.picture, self.alternative, self.credit),) if self.picture else ()
        return (*first, *self.more_pictures)

    @property
    def picture_names(self) -> Lines:
        """The names of their files."""
        return tuple(each.name for each in self.pictures)

    @property
    def is_title(self) -> bool:
        """Whether it is the row of the title, which stands nowhere in the text."""
        return self.first is None and not self.place

    @property
    def proposed(self) -> bool:
        """Whether its text is from the memory, and nobody has confirmed it."""
        return self.status is Status.OPEN and any(line.startswith(PROPOSED) for line in self.note)

    @property
    def shown(self) -> Lines:
        """The Leichte Sprache that people get to read: none while it is only proposed."""
        return () if self.proposed else self.text

    @property
    def covered(self) -> bool:
        """Whether nothing more is to be written for it."""
        return bool(self.shown) or self.status in {Status.OMITTED, Status.MERGED}


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the word list."""

    word: str
    lines: str = ""
    agreed: str = ""
    explanation: Lines = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """Who translated, checked and released, in their own words."""

    translated_by: str = ""
    readers: Lines = ()
    assistance: str = ""
    checked_on: str = ""
    second_check_on: str = ""
    released_by: str = ""
    released_on: str = ""
    seen: str = ""
    """The digest of what the check group has seen besides the rows (``reading_digest``)."""
    seen_on: str = ""
    """When it did."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that a person wrote and that has no place: kept until a person decides."""

    where: str
    text: Lines


def leftover(name: str, original: str, written: Lines) -> Leftover:
    """What stood in a row whose sentence the text has no longer."""
    return Leftover(f"Tabellenzeile {name}, früher: {original}", written)


@dataclass(frozen=True, slots=True)
class Translation:
    """A chapter in Leichte Sprache, as far as it has come."""

    slug: str
    title: str
    source: str
    """SHA-256 of the source that the rows were last held against."""
    rows: tuple[TranslationRow, ...] = ()
    words: tuple[Word, ...] = ()
    protocol: Protocol = Protocol()
    details: tuple[tuple[str, str], ...] = ()
    """What the header sheet says besides, label and value."""
    comments: tuple[Comment, ...] = ()
    """Comments that hang on no row."""
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslatedPassage:
    """Rows that are translated together: one with the text, and those that were merged into it."""

    rows: tuple[TranslationRow, ...]

    @property
    def first(self) -> int | None:
        """The first official line of all its rows."""
        return min((row.first for row in self.rows if row.first is not None), default=None)

    @property
    def last(self) -> int | None:
        """The last official line of all its rows."""
        return max((row.last for row in self.rows if row.last is not None), default=None)

    @property
    def text(self) -> Lines:
        """The Leichte Sprache of all its rows."""
        return tuple(line for row in self.rows for line in row.text)

    @property
    def covered(self) -> bool:
        """Whether it has text, or is left out on purpose."""
        return any(row.shown for row in self.rows) or self.rows[0].status is Status.OMITTED


def passages(rows: Iterable[TranslationRow]) -> tuple[TranslatedPassage, ...]:
    """The rows as they are translated: one that is merged belongs to the row above it, and never to the title."""
    groups: list[list[TranslationRow]] = []
    for row in rows:
        if row.status is Status.MERGED and groups and not groups[-1][0].is_title:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(TranslatedPassage(tuple(group)) for group in groups)


def missing_lines(rows: Iterable[TranslationRow]) -> tuple[int, ...]:
    """The official lines that belong to a passage which is not covered yet."""
    open_rows = (row for passage in passages(rows) if not passage.covered for row in passage.rows)
    return tuple(
        sorted(
            {
                line
                for row in open_rows
                if row.first is not None and row.last is not None
                for line in range(row.first, row.last + 1)
            }
        )
    )


def missing_places(rows: Iterable[TranslationRow]) -> tuple[str, ...]:
    """Where something without official lines stands that is not covered yet."""
    open_rows = (row for passage in passages(rows) if not passage.covered for row in passage.rows)
    return tuple(dict.fromkeys(row.place for row in open_rows if row.place))


def line_ranges(numbers: Iterable[int]) -> str:
    """The numbers for readers: ``Zeile 4``, ``Zeilen 36–37``, ``Zeilen 1, 4–6 und 9``."""
    found = sorted(set(numbers))
    runs = [[number for _, number in run] for _, run in groupby(enumerate(found), lambda pair: pair[1] - pair[0])]
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    text = " und ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
    return f"{'Zeile' if len(found) == 1 else 'Zeilen'} {text}"


def readers(names: Iterable[str]) -> Lines:
    """The names one by one, where several stand in one field."""
    parts = (part.strip() for name in names for part in _named(name))
    return tuple(dict.fromkeys(part for part in parts if part))


def _named(field: str) -> Iterator[str]:
    """The names in a field; „Muster, Anna“ is one, the family name first, and so is „Dr. A. Muster“."""
    for part in re.split(r"[;\n/&+]|\s(?:und|u\.|sowie)\s", field):
        if re.fullmatch(r"\s*[\w-]+,\s*[\w-]+\.?\s*", part) and part == field:
            yield part
        else:
            yield from part.split(",")
