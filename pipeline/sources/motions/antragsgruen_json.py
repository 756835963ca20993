"""A motion from the REST interface of the motion software (MotionDetails) → Chapter.

``sections[].html`` is in the software's HTML. With ``?lineNumbers=true`` it has line numbers, by default it has none; then
the line rule gives them. Whether a section counts is only said by its numbers, else by its type and its title.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.sources.html.reader import Reader
from pipeline.sources.material import Material
from pipeline.sources.motions import collections, json_text, motion
from pipeline.sources.motions.json_fields import Fields
from pipeline.sources.motions.json_text import Path, json_document
from pipeline.sources.motions.motion import MotionSection
from pipeline.text.model import Chapter, LineRule, Resolution

COUNTING = "TextSimple"
"""The only type of section whose lines the issuing system counts."""

_TITLE = "Title"

_FORM = collections.MotionFormat(
    is_motion=lambda value: "sections" in value,
    is_amendment=lambda value: value.get("type") == "amendment" or "first_line" in value,
    hint="Gelesen wird die Antwort von …/rest/…/motion/…, am besten mit ?lineNumbers=true.",
)


def recognises(material: Material) -> bool:
    """Whether the text begins as JSON does."""
    return json_text.begins(material.text)


def chapters(material: Material) -> int:
    """How many motions the JSON holds. Raises InputRefusal."""
    return len(collections.found(json_document(material.text, material.file), _FORM).paths)


def chapter(material: Material, part: int) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter of one of the motions, the rule that its lines follow, and all there is to report. Raises InputRefusal."""
    whole = json_document(material.text, material.file)
    found = collections.found(whole, _FORM)
    data, reader = Fields(whole, found.paths[part]), Reader()
    title = data.text("title") or data.text("title_with_prefix")
    title = collections.distinct(title, data.text("prefix"), [whole.at((*path, "title")) for path in found.paths])
    resolution = _resolution(data, reader)
    details = tuple(_details(data, reader))
    parts = list(_parts(data, reader))
    if data.faults:
        raise InputRefusal(*data.faults)
    body = motion.body(parts, material.width, material.first, material.file)
    return (
        Chapter(title, body.blocks, material.source, section=body.section, resolution=resolution, details=details),
        body.rule,
        (*(found.diagnostics if not part else ()), *reader.diagnostics(), *body.diagnostics),
    )


def _parts(data: Fields, reader: Reader) -> Iterator[MotionSection]:
    sections = data.get(("sections",), list, "Liste")
    if sections is not None and not sections:
        data.fault(("sections",), "Der Antrag hat keinen Abschnitt.")
    refused: list[Diagnostic] = []
    for at, section in enumerate(sections or []):
        path: Path = ("sections", at)
        if not isinstance(section, dict):
            data.fault(path, "Ein Abschnitt ist kein Objekt.")
            continue
        kind, title = data.text(*path, "type"), data.text(*path, "title")
        if kind == _TITLE:
            continue
        if not kind:
            data.fault(path, "Dem Abschnitt fehlt seine Art („type“).")
        said = data.get((*path, "html"), str, "Zeichenkette")
        if said is None:
            if "html" not in section:
                data.fault(path, f"Dem Abschnitt „{title}“ fehlt sein Text („html“).")
            continue
        try:
            blocks = data.blocks(reader, *path, "html")
        except InputRefusal as refusal:
            refused += refusal.diagnostics
            continue
        counts = kind == COUNTING and not motion.is_reason(title)
        yield MotionSection(title, blocks, data.place((*path, "html")), counts)
    if refused:
        raise InputRefusal(*refused, *data.faults)


def _resolution(data: Fields, reader: Reader) -> Resolution:
    """Who resolved it, as the software shows it, else by their names; the day said there, else that of publication."""
    root = data.html(reader, "initiators_html")
    said = motion.resolution(root.text() if root else "")
    names = ", ".join(_initiators(data))
    day = _published(data)
    if data.text("date_published") and not day:
        place, hint = data.place(("date_published",)), "Zum Beispiel 2025-05-03T12:00:00+02:00."
        reader.report("Z222", place, "Der Tag der Veröffentlichung ist kein Datum nach ISO 8601.", hint)
    return Resolution(said.body or names, said.day or day)


def _initiators(data: Fields) -> Iterator[str]:
    for at, each in enumerate(data.get(("initiators",), list, "Liste") or []):
        if not isinstance(each, dict):
            data.fault(("initiators", at), "Eine Angabe zu den Antragstellenden ist kein Objekt.")
            continue
        name, organisation = (data.text("initiators", at, key) for key in ("name", "organization"))
        if name and organisation and name != organisation:
            yield f"{name} ({organisation})"
        elif name or organisation:
            yield name or organisation


def _published(data: Fields) -> date | None:
    """The day of publication (ISO 8601)."""
    try:
        return datetime.fromisoformat(data.text("date_published")).date()
    except ValueError:
        return None


def _details(data: Fields, reader: Reader) -> Iterator[tuple[str, str]]:
    if prefix := data.text("prefix"):
        yield "Antragsnummer", prefix
    agenda = data.value.get("agenda_item")
    if isinstance(agenda, dict):
        keys = [key for key in ("prefix", "code", "title") if key in agenda]
        agenda = " ".join(filter(None, (data.text("agenda_item", key) for key in keys)))
    elif agenda is not None:
        agenda = data.text("agenda_item")
    if agenda:
        yield "Tagesordnungspunkt", agenda
    status = data.html(reader, "status_title")
    if status and (words := status.text()):
        yield "Status", words
    if day := _published(data):
        yield "Veröffentlicht", f"{day:%d.%m.%Y}"
