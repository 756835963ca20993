"""The protocol of rounds: what came back when, from whom, which rows it spoke of, and what changed. TOML that people can read.

Each round is a table of its own at the end of the file, so two that were taken in beside each other are put together by
keeping both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import tomli_w

from pipeline.easy_language.return_report import row_ranges
from pipeline.easy_language.translation import Lines, Protocol, Translation, TranslationRow, Word
from pipeline.publication import toml_shapes
from pipeline.publication.toml_shapes import Shape, UnfitError

HEAD = """\
# Die Runden der Übersetzung in Leichte Sprache: was wann von wem zurückkam und was sich dadurch geändert hat.
# „zeilentreu return“ schreibt hier weiter, „zeilentreu rounds“ zeigt es. Führen Sie zwei Stände zusammen, behalten Sie beide.
"""


class RoundKind(StrEnum):
    """Who has worked on the text."""

    TRANSLATION = "Übersetzung"
    CHECK = "Prüfgruppe"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is another since: of which row, what of it, how it was and how it is."""

    row: str
    what: str
    before: Lines = ()
    after: Lines = ()


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the check group did not understand: the text as it was read, and what the group said."""

    row: str
    said: str
    text: Lines = ()
    notes: Lines = ()
    comments: Lines = ()


@dataclass(frozen=True, slots=True)
class Round:
    """One document that came back."""

    taken_on: str
    """The day that it was taken in, as ISO 8601 has it."""
    kind: RoundKind
    file: str = ""
    people: Lines = ()
    assistance: str = ""
    checked_on: str = ""
    """The day of the check, in the words of the group."""
    understood: str = ""
    """The rows that the group understood."""
    complaints: tuple[Complaint, ...] = ()
    changes: tuple[Change, ...] = ()


def changes(before: Translation | None, after: Translation) -> tuple[Change, ...]:
    """What of the rows, the words and the protocol is another."""
    return tuple(_changes(before or Translation(after.slug, after.title, ""), after))


_ROW = {
    "text": "Leichte Sprache",
    "status": "Status",
    "picture_names": "Bild",
    "alternative": "Alternativtext",
    "credit": "Bildquelle",
    "note": "Anmerkung",
}
_WORD = {"agreed": "vereinbartes Wort", "explanation": "Erklärung"}
_PROTOCOL = {
    "translated_by": "Übersetzt von",
    "readers": "Geprüft von",
    "assistance": "Prüf-Assistenz",
    "checked_on": "Datum der Prüfung",
    "second_check_on": "Zweite Prüfung am",
    "released_by": "Freigegeben von",
    "released_on": "Freigegeben am",
}


def _changes(before: Translation, after: Translation) -> Iterator[Change]:
    rows = {row.name: row for row in before.rows}
    for row in after.rows:
        yield from _of(row.name, rows.get(row.name, TranslationRow(row.name, "", "")), row, _ROW)
        known = rows.get(row.name)
        if new := [each for each in row.comments if not known or each not in known.comments]:
            yield Change(row.name, "Kommentar", (), tuple(f"{each.author}: {' / '.join(each.text)}" for each in new))
    words = {word.word: word for word in before.words}
    for word in after.words:
        yield from _of(f"Wort „{word.word}“", words.get(word.word, Word(word.word)), word, _WORD)
    yield from _of("Protokoll", before.protocol, after.protocol, _PROTOCOL)


def _of(name: str, before: Any, after: Any, parts: Mapping[str, str]) -> Iterator[Change]:
    for field, what in parts.items():
        old, new = _as_lines(getattr(before, field)), _as_lines(getattr(after, field))
        if old != new:
            yield Change(name, what, old, new)


def _as_lines(value: Any) -> Lines:
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def dumps(rounds: Iterable[Round]) -> str:
    """The rounds as TOML."""
    return HEAD + "".join(f"\n{part}" for each in rounds for part in _tables(each))


def _tables(of: Round) -> Iterator[str]:
    values = {
        "taken_on": of.taken_on,
        "kind": str(of.kind),
        "file": of.file,
        "people": list(of.people),
        "assistance": of.assistance,
        "checked_on": of.checked_on,
        "understood": of.understood,
    }
    yield _table("[[round]]", values)
    yield from (_table("[[round.complaint]]", _plain(each)) for each in of.complaints)
    yield from (_table("[[round.change]]", _plain(each)) for each in of.changes)


def _plain(entry: Complaint | Change) -> dict[str, Any]:
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _table(header: str, values: Mapping[str, Any]) -> str:
    return f"{header}\n" + tomli_w.dumps({key: value for key, value in values.items() if value})


def _line(value: Any) -> str:
    if not isinstance(value, str):
        raise UnfitError("erwartet wird Text in Anführungszeichen")
    return value


def _lines(value: Any) -> Lines:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UnfitError('erwartet werden Zeilen in Anführungszeichen: ["Erste Zeile.", "Zweite Zeile."]')
    return tuple(value)


SHAPE: Shape = {
    "round": [
        {
            "taken_on": toml_shapes.matching(r"\d{4}-\d{2}-\d{2}", "erwartet wird ein Tag wie „2026-03-05“"),
            "kind": toml_shapes.one_of(*RoundKind),
            "file": _line,
            "people": _lines,
            "assistance": _line,
            "checked_on": _line,
            "understood": _line,
            "complaint": [{"row": _line, "said": _line, "text": _lines, "notes": _lines, "comments": _lines}],
            "change": [{"row": _line, "what": _line, "before": _lines, "after": _lines}],
        }
    ]
}


def loads(content: str, file: str) -> tuple[Round, ...]:
    """The rounds by their day, each once. Raises InputRefusal with every fault found (Z401, Z402, Z403)."""
    values = toml_shapes.fitted(content, SHAPE, file)
    found = (
        Round(
            each.get("taken_on", ""),
            RoundKind(each.get("kind", RoundKind.TRANSLATION)),
            each.get("file", ""),
            each.get("people", ()),
            each.get("assistance", ""),
            each.get("checked_on", ""),
            each.get("understood", ""),
            tuple(Complaint(**{"row": "", "said": "", **part}) for part in each.get("complaint", ())),
            tuple(Change(**{"row": "", "what": "", **part}) for part in each.get("change", ())),
        )
        for each in values.get("round", ())
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.taken_on))


def last_complaint(rounds: Sequence[Round], row: str) -> Complaint | None:
    """What a group last did not understand there."""
    found = (each for of in reversed(rounds) for each in of.complaints if each.row == row)
    return next(found, None)


def translated(of: Protocol, taken_on: str, file: str, before: Translation | None, after: Translation) -> Round:
    """The round in which a hand-over came back."""
    people = (of.translated_by,) if of.translated_by else ()
    return Round(taken_on, RoundKind.TRANSLATION, file, people, changes=changes(before, after))


def report_lines(rounds: Sequence[Round], title: str) -> Iterator[str]:
    """The protocol for people, line by line."""
    yield f"Runden zu „{title}“"
    for number, each in enumerate(rounds, 1):
        yield ""
        yield f"{number}. {each.kind}, eingelesen am {each.taken_on}{f' aus {each.file}' if each.file else ''}"
        yield from (f"   {line}" for line in _round_lines(each))


def _round_lines(of: Round) -> Iterator[str]:
    if of.people:
        yield f"Wer: {', '.join(of.people)}{f' (Prüf-Assistenz: {of.assistance})' if of.assistance else ''}"
    if of.checked_on:
        yield f"Wann: {of.checked_on}"
    if of.understood:
        yield f"Verstanden: {of.understood}"
    for each in of.complaints:
        notes = "".join(f" „{line}“" for line in (*each.notes, *each.comments))
        yield f"{each.row}: {each.said}.{notes}"
        yield f"  Gelesen wurde: {' / '.join(each.text)}"
    statuses: dict[tuple[str, str], list[str]] = {}
    for change in of.changes:
        before, after = " / ".join(change.before), " / ".join(change.after)
        if change.what == "Status" and change.row.startswith("S"):
            statuses.setdefault((before or "offen", after or "offen"), []).append(change.row)
        elif not before:
            yield f"{change.row}, {change.what}: {after}"
        else:
            yield f"{change.row}, {change.what}: bisher „{before}“, jetzt {f'„{after}“' if after else 'leer'}"
    for (before, after), rows in statuses.items():
        yield f"Status „{before}“ → „{after}“: {row_ranges(rows)}"
