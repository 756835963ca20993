"""Whether somebody vouches for a check: two people of the target group, and a day that has been.

    „A. Muster“, „Anna Muster“         one person in two spellings
    „noch offen“, „-“, „N.N.“, „A.“    nobody
    „5. März 2026“, „2026-03-05“       a day
    „folgt“, „31.02.2026“, tomorrow    no day

Where it could be either, nobody vouches: a text that is called a draft once too often can be mended, one that is called
read and was not can not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.easy_language.translation import ENOUGH_READERS, Protocol
from pipeline.text import wording

_NOBODY = frozenset(
    "aussteht ausstehend ausstehende bald bekannt bestimmt bitte dito dort ebenso eingetragen eintragen entfallen entfällt "
    "ergänzen ergänzt erledigt fehlen fehlend fehlt folgen folgt geklärt geplant geprüft gesucht hier irgendwer ja jemand "
    "kein keine keiner klären kommt leer melden mehrere nachgereicht nachgetragen nachreichen nachtragen name namen nein "
    "nicht nichts niemand nn noch null offen oben ok okay platzhalter prüfen schreiben siehe später steht tba tbc tbd tbn "
    "todo unbekannt unklar unten vorname werden wird xx yy zz".split()
)
"""Words that stand where a name is still wanting."""

_TITLES = frozenset("frau herr fr hr dr prof dipl med phil mag".split())

_WORD = re.compile(r"[^\W\d_]+")

_MONTHS = {
    **{name.casefold(): number for number, name in enumerate(wording.MONTHS[wording.GERMAN], 1)},
    **{name[:3].casefold(): number for number, name in enumerate(wording.MONTHS[wording.GERMAN], 1)},
    "jänner": 1, "feber": 2, "mrz": 3, "maerz": 3, "sept": 9,
}  # fmt: skip

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(?<!\d)(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})\s*\.?\s*([^\W\d_]{3,9})\.?\s*,?\s*(\d{4}|\d{2})(?!\d)")

_EARLIEST = 2000
"""Leichte Sprache in Germany is about as old; a day before it is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a protocol is worth."""

    day: str
    """The day of the last check in the words of the protocol; empty where nobody vouches."""
    days: tuple[str, ...] = ()
    """Every day of the protocol that has been, in its words."""
    faults: tuple[str, ...] = ()
    """What keeps the protocol, or an entry of it, from counting."""


def vouched(protocol: Protocol, today: date | None = None) -> Vouched:
    """Who vouches, and when for the last time; without ``today`` any day that exists may have been."""
    nobody = [reader for reader in protocol.readers if not is_person(reader)]
    people = distinct_people(protocol.readers)
    faults = [f"„{each}“ ist kein Name" for each in nobody]
    if len(people) < ENOUGH_READERS:
        named = len(protocol.readers) - len(nobody)
        faults.append(
            f"{_listed(protocol.readers, nobody)} kann dieselbe Person sein" if named >= ENOUGH_READERS
            else "im Protokoll fehlen zwei Prüferinnen oder Prüfer" if not named
            else "im Protokoll fehlt eine zweite Prüferin oder ein zweiter Prüfer"
        )  # fmt: skip
    days: list[tuple[date, str]] = []
    for said in filter(None, (protocol.checked_on, *several(protocol.second_check_on))):
        when = day(said)
        if when is None:
            faults.append(f"„{said}“ ist kein Datum, das es gibt")
        elif today and when > today:
            faults.append(f"„{said}“ ist ein Tag, der noch kommt")
        else:
            days.append((when, said))
    if not protocol.checked_on:
        faults.append("im Protokoll fehlt das Datum der Prüfung")
    whole = len(people) >= ENOUGH_READERS and days and day(protocol.checked_on) in {when for when, _ in days}
    last = max(days, key=lambda each: each[0])[1] if whole else ""
    return Vouched(last, tuple(said for _, said in days if whole), tuple(dict.fromkeys(faults)))


SEVERAL = "; "
"""What parts the days, and the people, of several rounds."""


def several(said: str) -> list[str]:
    """The days of a field, one by one."""
    return [each.strip() for each in said.split(SEVERAL.strip()) if each.strip()]


def _listed(readers: Iterable[str], without: Iterable[str]) -> str:
    return " und ".join(f"„{each}“" for each in readers if each not in set(without))


def is_person(text: str) -> bool:
    """Whether the text can be somebody's name: a word of two letters at least, and nothing that says it is to come."""
    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    if not words or "?" in text:
        return False
    shouted = text.isupper()
    decisive = [low for word, low in zip(words, folded, strict=True) if shouted or word.islower() or len(words) == 1]
    if any(word in _NOBODY for word in decisive) or set(folded) <= _NOBODY:
        return False
    names = [word for word in words if word.casefold() not in _TITLES]
    return any(len(word) > 1 and len(set(word.casefold())) > 1 and not _is_initials(word) for word in names)


def _is_initials(word: str) -> bool:
    return len(word) == 2 and word.isupper()  # noqa: PLR2004 - „AM“ may be anybody


def distinct_people(names: Iterable[str]) -> tuple[str, ...]:
    """The names that cannot be those of one person twice."""
    found: list[tuple[str, list[str]]] = []
    for name in names:
        parts = _parts(name)
        if is_person(name) and not any(_may_be_one(parts, other) for _, other in found):
            found.append((name, parts))
    return tuple(name for name, _ in found)


def _parts(name: str) -> list[str]:
    """The words of a name in plain letters: „Frau Dr. José Müller“ is jose, mueller."""
    plain = name.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ø"): "oe", ord("ı"): "i"})
    plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return [word for word in _WORD.findall(plain) if word not in _TITLES]


def _may_be_one(first: list[str], second: list[str]) -> bool:
    """Whether each word of the shorter name stands in the other, if only with its first letter."""
    short, rest = sorted((first, second), key=len)
    left = list(rest)
    for word in short:
        same = next((each for each in left if _alike(word, each)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _alike(first: str, second: str) -> bool:
    return first == second or (1 in {len(first), len(second)} and first[0] == second[0])


def day(text: str) -> date | None:
    """The last day that the text names; None where it names none, one that never was, or says that it is to come."""
    if any(word.casefold() in _NOBODY for word in _WORD.findall(text)):
        return None
    found = [*_days(text)]
    return None if not found or None in found else max(each for each in found if each)


def _days(text: str) -> Iterator[date | None]:
    for year, month, number in _ISO.findall(text):
        yield _date(year, int(month), number)
    rest = _ISO.sub(" ", text)
    for number, month, year in _DIGITS.findall(rest):
        yield _date(year, int(month), number)
    for number, name, year in _NAMED.findall(_DIGITS.sub(" ", rest)):
        yield _date(year, _MONTHS.get(name.casefold(), 0), number)


def _date(year: str, month: int, number: str) -> date | None:
    try:
        found = date(int(year) if len(year) > 2 else 2000 + int(year), month, int(number))  # noqa: PLR2004
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None
