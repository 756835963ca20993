"""What people write where the status belongs → the status, where it is plain; what is not plain stays a note.

„fertig ✓“, „ok“, „uebersetzt“     übersetzt
„nicht übersetzt“, „in Arbeit“     offen
„entfällt“                         weggelassen
„übersetzt, geprüft“, „x“          not plain
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.translation import Lines

_WORDS = {
    Status.OPEN: """
        offen | noch offen | nicht übersetzt | noch nicht übersetzt | unübersetzt | nicht fertig | noch nicht fertig | unfertig
        in arbeit | in bearbeitung | todo | to do | folgt | folgt noch | kommt noch | fehlt | fehlt noch | nicht bearbeitet
        noch nicht bearbeitet | übersetzung fehlt | übersetzung folgt | noch zu übersetzen | nein | angefangen | begonnen
    """,
    Status.TRANSLATED: """
        übersetzt | fertig | fertig übersetzt | ist übersetzt | ist fertig | schon übersetzt | übersetzung fertig | ok | okay | o k
        erledigt | ist erledigt | done | bearbeitet | in leichter sprache | neu übersetzt | nicht geprüft | noch nicht geprüft
        ungeprüft | übersetzt nicht geprüft | übersetzt noch nicht geprüft | wurde übersetzt | übertragen
    """,
    Status.MERGED: """
        zusammengefasst | zusammen gefasst | mit vorigem zusammengefasst | mit voriger zusammengefasst | mit oben zusammengefasst
        mit voriger zeile zusammengefasst | mit der vorigen zeile zusammengefasst | mit der zeile darüber zusammengefasst
        ist zusammengefasst | wurde zusammengefasst | zusammengefasst mit oben | zusammengefasst mit voriger zeile
        zusammengefasst mit vorigem
    """,
    Status.OMITTED: """
        weggelassen | entfällt | entfallen | weglassen | ausgelassen | auslassen | fällt weg | bleibt weg | wird weggelassen
        ist weggelassen | wurde weggelassen | gestrichen | kann weg | kann entfallen | nicht nötig | nicht notwendig | weg
    """,
    Status.CHECKED: "geprüft | ist geprüft | wurde geprüft | fertig geprüft | von der prüfgruppe geprüft | prüfgruppe geprüft",
}


def _plain(line: str) -> str:
    """The words of the line in small letters, umlauts as they should be."""
    words = " ".join(re.findall(r"[^\W_]+", line.casefold()))
    return words.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")


_MEANINGS = {
    _plain(words): status
    for status, every in _WORDS.items()
    for line in every.splitlines()
    for words in filter(None, map(str.strip, line.split("|")))
}

_STEMS = re.compile(r"\b(?:übersetz|geprüf|prüf|fertig|offen|weggelassen|zusammengefasst|entfäll|erledigt|ok|okay)\w*")
_RANK = (Status.OPEN, Status.TRANSLATED, Status.CHECKED)
_SHORT = 6
"""Words of a line that may be meant as a status; more are a note."""


@dataclass(frozen=True, slots=True)
class SaidStatus:
    """What the cell of the status says."""

    status: Status | None
    """None where it says none that is plain."""
    note: Lines = ()
    doubtful: Lines = ()
    """What of the note may be meant as a status."""


def plain_status(line: str) -> Status | None:
    """The status that the line plainly is, with signs around it: „fertig ✓“, „(übersetzt)“; a question is none."""
    return None if "?" in line else _MEANINGS.get(_plain(line))


def said_status(lines: Lines) -> SaidStatus:
    """The status, the notes beside it, and what may be meant as a status.

    The drop-down stands first, on „offen“ until somebody uses it, so what is typed below goes before that. Of two
    others the lower one holds, since nobody is to be taken at a word that they did not mean.
    """
    found = [(line, status) for line in lines if (status := plain_status(line))]
    if not found:
        return SaidStatus(None, lines, tuple(line for line in lines if _may_be_meant(line)))
    typed = [each for each in found if each[1] is not Status.OPEN]
    counting = typed if found[0][1] is Status.OPEN and typed else found
    # „ok“ below „geprüft“ is a kind word, no other status.
    named = [
        each for each in counting if each[1] is not Status.TRANSLATED or _plain(each[0]) == _plain(Status.TRANSLATED)
    ]
    distinct = dict.fromkeys(status for _, status in named or counting)
    chosen, *others = distinct
    if others:
        chosen = min(distinct, key=_RANK.index) if set(distinct) <= set(_RANK) else chosen
    kept = tuple(line for line in lines if plain_status(line) is None)
    meant = tuple(line for line, status in found if status in distinct and status is not chosen)
    return SaidStatus(chosen, (*meant, *kept), (*meant, *(line for line in kept if _is_judgement(line))))


def _is_judgement(line: str) -> bool:
    """Whether the line speaks of the status in other words: „Geprüft am 3.5.“."""
    return bool(_STEMS.search(_plain(line))) and len(line.split()) <= _SHORT


def _may_be_meant(line: str) -> bool:
    """Whether the line, where no other is a status, may be meant as one: „x“, „✓“, „übersetzt, geprüft“."""
    words = _plain(line).split()
    return len(words) <= 1 or _is_judgement(line)
