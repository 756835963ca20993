"""The check protocol and the header sheet as they came back, and what they said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pipeline.easy_language import form_wording, vouching
from pipeline.easy_language.return_report import ReturnReport, Value, quoted
from pipeline.easy_language.returned.order_sheet import OrderSheet
from pipeline.easy_language.translation import Protocol, readers
from pipeline.easy_language.vouching import is_person


def protocol_of(sheet: OrderSheet, before: Protocol, report: ReturnReport) -> Protocol:
    """The protocol as it came back; what is empty there stays as it was."""
    said: dict[str, list[str]] = {}
    for name, written in sheet.fields:
        said.setdefault(_folded(name), []).extend(filter(None, [written.strip()]))

    def value(name: str, old: str, *, counts: Callable[[str], object] = is_person) -> str:
        new = " ".join(", ".join(said.get(_folded(name), ())).split())
        return _kept(f"Protokoll, {name}", new, old, counts=bool(counts(new)), report=report)

    named = readers(each for name, values in said.items() if names_readers(name) for each in values)
    people = any(map(is_person, named))
    return replace(
        before,
        translated_by=value(form_wording.TRANSLATED_BY, before.translated_by),
        readers=_kept("Protokoll, Prüferinnen und Prüfer", named, before.readers, counts=people, report=report),
        assistance=value(form_wording.ASSISTANCE, before.assistance),
        checked_on=value(form_wording.CHECKED_ON, before.checked_on, counts=vouching.day),
        second_check_on=value(form_wording.SECOND_CHECK_ON, before.second_check_on, counts=vouching.day),
        released_by=value(form_wording.RELEASED_BY, before.released_by),
        released_on=value(form_wording.RELEASED_ON, before.released_on, counts=vouching.day),
    )


def _kept(what: str, new: Value, old: Value, *, counts: bool, report: ReturnReport) -> Value:
    """The new value; the old one where the new says nothing, „folgt“ as little as an empty field."""
    if new and old and new != old and not counts:
        report.add("Z663", f"{what}: in der Datei steht {quoted(new)}. Es bleibt: {quoted(old)}.")
        return old
    return report.kept(what, new, old)


def names_readers(name: str) -> bool:
    """Whether the label asks for readers; somebody may have added „Geprüft von (3)“."""
    return name.startswith(_folded(form_wording.READER_1.partition("(")[0])) or name == _folded(
        form_wording.MORE_READERS
    )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def details_of(sheet: OrderSheet, before: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What the header sheet says, and what it said before of which it says nothing now."""
    labels = {_folded(name) for name in (*form_wording.PROTOCOL, *form_wording.GIVEN)}
    said = {
        name: value
        for name, value in sheet.fields
        if value
        and _folded(name) not in labels
        and not names_readers(_folded(name))
        and not {name, value} <= form_wording.SENTENCES
    }
    return tuple({**dict(before), **said}.items())
