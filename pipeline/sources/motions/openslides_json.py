"""A motion of OpenSlides, version 3 or 4: one object, a list of them, or all of a meeting → Chapter.

    {"title": …, "text": "<p>…", "reason": …}                          one, as the clients of both versions have it
    {"motion": {"1": {…}}, "meeting": {…}, "motion_submitter": {…}}    a meeting as it is exported
    {"motion/1": {…}, "meeting/1": {…}}                                the same by full names

It sends no line numbers: OpenSlides makes them when it shows a text. Where they were saved with it (``os-line-number``)
they are official. Without them our rule gives some, which cuts lists, quotations and headings in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.html.reader import Reader
from pipeline.sources.material import Material
from pipeline.sources.motions import collections, json_text, motion
from pipeline.sources.motions.json_fields import Fields
from pipeline.sources.motions.json_text import JsonDocument, Path, json_document
from pipeline.sources.motions.motion import MotionSection
from pipeline.text.model import (
    BlockQuote,
    BulletList,
    Chapter,
    Heading,
    LineRule,
    OrderedList,
    Paragraph,
    Resolution,
    Text,
)

_OWN = re.compile(
    r'"(?:sequential_number|submitter_ids|submitters_id|amendment_paragraphs|modified_final_version|lead_motion_id|'
    r'start_line_number|state_extension|motions_preamble|motion/[0-9]+|motions/motion(?::[0-9]+)?)"\s*:|'
    r'"motion"\s*:\s*\{\s*"[0-9]+"\s*:'
)
_TEXT = re.compile(r'"text"\s*:\s*(?:"|null)')
_OTHER = re.compile(r'"(?:sections|motion_links)"\s*:\s*\[')
_FULL_NAME = re.compile(r"motions?/(?:motion[:/])?[0-9]+")

_FORM = collections.MotionFormat(
    is_motion=lambda value: isinstance(value.get("text"), str) or "modified_final_version" in value,
    is_amendment=lambda value: bool(
        value.get("lead_motion_id") or value.get("parent_id") or value.get("amendment_paragraphs")
    ),
    hint="Gelesen wird ein Antrag mit „title“ und „text“, eine Liste davon, oder der Export einer Veranstaltung.",
)


def recognises(material: Material) -> bool:
    """Whether the JSON has what only OpenSlides has, or at least a text and no sections."""
    text = material.text
    if not json_text.begins(text) or _OTHER.search(text):
        return False
    return bool(_OWN.search(text) or _TEXT.search(text))


def chapters(material: Material) -> int:
    """How many motions the JSON holds. Raises InputRefusal."""
    return len(_found(json_document(material.text, material.file)).paths)


def _found(whole: JsonDocument) -> collections.FoundMotions:
    """The motions of the JSON: those of an export in the order of the assembly."""
    value = whole.value
    if isinstance(value, dict) and (paths := list(_exported(value))):
        weight = {path: (whole.at((*path, "sort_weight")), at) for at, path in enumerate(paths)}
        ordered = sorted(paths, key=lambda path: (_whole(weight[path][0]), weight[path][1]))
        return collections.among(whole, [(path, whole.at(path)) for path in ordered], _FORM)
    return collections.found(whole, _FORM)


def _exported(value: dict[str, Any]) -> Iterator[Path]:
    """Where the motions of a meeting's export stand."""
    for name in ("motion", "motions/motion"):
        group = value.get(name)
        if isinstance(group, dict) and group and all(key.isdecimal() for key in group):
            yield from ((name, key) for key, each in group.items() if isinstance(each, dict))
    yield from ((name,) for name, each in value.items() if _FULL_NAME.fullmatch(name) and isinstance(each, dict))


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def chapter(material: Material, part: int) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter of one of the motions, the rule that its lines follow, and all there is to report. Raises InputRefusal."""
    whole = json_document(material.text, material.file)
    found = _found(whole)
    data, reader = Fields(whole, found.paths[part]), Reader()
    number = data.text("number") or data.text("identifier")
    title = collections.distinct(data.text("title"), number, [whole.at((*path, "title")) for path in found.paths])
    meeting = _Related(whole, data).one("meeting", "meeting_id")
    parts = list(_parts(data, meeting, reader))
    first = data.number("start_line_number") or material.first
    width = material.width or (meeting.number("motions_line_length") if meeting else None)
    resolution = Resolution(", ".join(_submitters(whole, data)))
    details = tuple(_details(whole, data, number))
    if faults := [*data.faults, *(meeting.faults if meeting else ())]:
        raise InputRefusal(*faults)
    body = motion.body(parts, width, max(first, 1), material.file, reader.system)
    reported = (*(found.diagnostics if not part else ()), *reader.diagnostics(), *body.diagnostics, *_reminder(parts))
    return (
        Chapter(title, body.blocks, material.source, section="", resolution=resolution, details=details),
        body.rule,
        reported,
    )


class _Related:
    """What the motion names by number, where the JSON has it."""

    def __init__(self, whole: JsonDocument, data: Fields) -> None:
        self._whole, self._data = whole, data

    def one(self, name: str, key: str) -> Fields | None:
        """The object of this kind: in the motion itself, or elsewhere by the number that it names."""
        if isinstance(self._data.value.get(name), dict):
            return Fields(self._whole, (*self._data.base, name))
        return self.numbered(name, self._data.value.get(key))

    def numbered(self, name: str, number: Any) -> Fields | None:
        """The object of this kind with this number."""
        for path in ((name, str(number)), (f"{name}/{number}",)):
            if isinstance(number, int) and isinstance(self._whole.at(path), dict):
                return Fields(self._whole, path)
        return None


def _parts(data: Fields, meeting: Fields | None, reader: Reader) -> Iterator[MotionSection]:
    """The preamble of the meeting, the text, which alone counts, and the reasons."""
    if preamble := (meeting.text("motions_preamble") if meeting else ""):
        place = meeting.place(("motions_preamble",)) if meeting else Place("")
        yield MotionSection("", (Paragraph((Text(preamble, place),), place),), place, counts=False)
    name = "text"
    if data.text("modified_final_version"):
        name = "modified_final_version"
        message = "Gelesen ist die Endfassung („modified_final_version“), nicht der Text des Antrags."
        reader.report("Z293", data.place((name,)), message)
    elif changes := data.value.get("change_recommendation_ids") or data.value.get("change_recommendations_id"):
        count = len(changes) if isinstance(changes, list) else 1
        message = f"Der Antrag hat Änderungsempfehlungen ({count}), die im Text nicht eingearbeitet sind."
        reader.report(
            "Z293",
            data.place(("change_recommendation_ids",)),
            message,
            "Sind sie beschlossen, speichern Sie die Endfassung.",
        )
    yield MotionSection("", data.blocks(reader, name), data.place((name,)))
    reason = data.blocks(reader, "reason")
    if reason:
        yield MotionSection("Begründung", reason, data.place(("reason",)), counts=False)


def _reminder(parts: list[MotionSection]) -> Iterator[Diagnostic]:
    """That OpenSlides cuts some blocks in another way, where it sent no numbers and there are such blocks."""
    if any(part.numbered for part in parts):
        return
    other = next((block for part in parts if part.counts for block in part.blocks if _is_cut_otherwise(block)), None)
    if other and other.place:
        yield Diagnostic(
            "Z233",
            other.place,
            "Zeilen in Listen, Zitaten und Überschriften bricht OpenSlides anders um; die Nummern ab hier können abweichen.",
            "Amtlich sind seine Nummern nur, wenn sie mitkommen: Kopieren Sie den Text mit ihnen aus der Ansicht von OpenSlides als HTML.",
        )


def _is_cut_otherwise(block: Any) -> bool:
    return isinstance(block, BulletList | OrderedList | BlockQuote | Heading)


def _submitters(whole: JsonDocument, data: Fields) -> Iterator[str]:
    """The names of those who submitted it, as far as the JSON has them."""
    related = _Related(whole, data)
    said = next((name for name in ("submitters", "submitter") if data.value.get(name)), "")
    value = data.value.get(said)
    if isinstance(value, str):
        yield " ".join(value.split())
    for at, each in enumerate(value if isinstance(value, list) else ()):
        if isinstance(each, str):
            yield " ".join(each.split())
        elif isinstance(each, dict):
            yield from _person(related, Fields(whole, (*data.base, said, at)))
    numbers = data.value.get("submitter_ids")
    for number in numbers if isinstance(numbers, list) and not said else ():
        if submitter := related.numbered("motion_submitter", number):
            yield from _person(related, submitter)
    if extra := data.text("additional_submitter"):
        yield extra


def _person(related: _Related, person: Fields) -> Iterator[str]:
    """The name of a person: said here, or by the user that is named here."""
    value = person.value
    for name in ("name", "full_name", "username") if not isinstance(value.get("user"), dict) else ():
        if isinstance(value.get(name), str) and not {"first_name", "last_name"} & set(value):
            yield person.text(name)
            return
    if words := " ".join(filter(None, (person.text(key) for key in ("title", "first_name", "last_name")))):
        yield words
        return
    for kind in ("user", "meeting_user"):
        inner = person.document.at((*person.base, kind))
        if isinstance(inner, dict):
            yield from _person(related, Fields(person.document, (*person.base, kind)))
            return
        if other := related.numbered(kind, value.get(f"{kind}_id")):
            yield from _person(related, other)
            return


def _details(whole: JsonDocument, data: Fields, number: str) -> Iterator[tuple[str, str]]:
    related = _Related(whole, data)
    if number:
        yield "Antragsnummer", number
    for label, kind in (("Kategorie", "category"), ("Antragsblock", "block"), ("Status", "state")):
        said = data.value.get(kind)
        own = said if isinstance(said, str) else ""
        found = related.one(kind, "") or related.numbered(f"motion_{kind}", data.value.get(f"{kind}_id"))
        if words := own or (found.text("name") or found.text("title") if found else ""):
            yield label, " ".join(words.split())
    if day := _day(data.value.get("created")):
        yield "Erstellt", day


def _day(value: Any) -> str:
    """The day of a moment: seconds since 1970, or a date (ISO 8601)."""
    try:
        if isinstance(value, str):
            return f"{datetime.fromisoformat(value):%d.%m.%Y}"
        return f"{datetime.fromtimestamp(value, UTC):%d.%m.%Y}" if isinstance(value, int) and value > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""
