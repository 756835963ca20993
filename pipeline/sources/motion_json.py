"""A motion from the REST interface of the motion software (MotionDetails) → Chapter.

``sections[].html`` is in the software's HTML. With ``?lineNumbers=true`` it has line numbers, by default it has none; then
the line rule gives them. Whether a section counts is only said by its numbers, else by its type and its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

from pipeline.errors import Diagnostic, InputRefusal
from pipeline.model import Chapter, LineRule, Resolution, SourceFile
from pipeline.sources import motion
from pipeline.sources.html.elements import Element, tree
from pipeline.sources.html.reader import Reader
from pipeline.sources.json_text import Document, Path
from pipeline.sources.motion import Part

COUNTING = "TextSimple"
"""The only type of section whose lines the issuing system counts."""

_TITLE = "Title"

_T = TypeVar("_T")


def recognises(text: str) -> bool:
    """Whether the text begins as JSON does."""
    return re.match(r"\s*(?:\{|\[\s*[\[{\"\]])", text) is not None


def chapter(
    text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1
) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter, the rule that its lines follow, and all there is to tell.

    ``width`` is the issuing system's line length where it is known, ``first`` the number of the first line where none
    arrived. Raises InputRefusal.
    """
    data = _Motion(Document(text, file))
    data.require_motion()
    reader = Reader()
    title = data.text("title") or data.text("title_with_prefix")
    resolution = _resolution(data, reader)
    details = tuple(_details(data, reader))
    parts = list(_parts(data, reader))
    if data.faults:
        raise InputRefusal(*data.faults)
    body = motion.body(parts, width, first, file)
    return (
        Chapter(title, body.blocks, source, section=body.section, resolution=resolution, details=details),
        body.rule,
        (*reader.diagnostics(), *body.diagnostics),
    )


class _Motion:
    """The fields of a motion, and a fault (Z220) for each one that is of another kind."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Diagnostic] = []

    def fault(self, path: Path, message: str, hint: str = "") -> None:
        """Note a fault at a value."""
        self.faults.append(Diagnostic("Z220", self.document.place(path), message, hint))

    def require_motion(self) -> None:
        """Raise InputRefusal (Z220, Z228) where the JSON is something else."""
        value = self.document.value
        hint = "Gelesen wird die Antwort von …/rest/…/motion/…, am besten mit ?lineNumbers=true."
        if not isinstance(value, dict) or "sections" not in value:
            raise InputRefusal(
                Diagnostic("Z220", self.document.place(()), "Das JSON ist kein Antrag: „sections“ fehlt.", hint)
            )
        if value.get("type") == "amendment" or "first_line" in value:
            message = "Das ist ein Änderungsantrag, kein Antrag."
            raise InputRefusal(Diagnostic("Z228", self.document.place(("type",)), message, hint))

    def get(self, path: Path, kind: type[_T], what: str) -> _T | None:
        """The value at the path; None where it is absent, null or of another kind."""
        value = self.document.value
        for step in path:
            value = value.get(step) if isinstance(value, dict) else value[step]
        if value is None:
            return None
        if not isinstance(value, kind) or isinstance(value, bool):
            self.fault(path, f"„{path[-1]}“ ist keine {what}.")
            return None
        return value

    def text(self, *path: str | int) -> str:
        """The words of the text at the path, white space runs as one space; empty where there is none."""
        return " ".join((self.get(path, str, "Zeichenkette") or "").split())

    def html(self, reader: Reader, *path: str | int) -> Element | None:
        """The HTML at the path."""
        said = self.get(path, str, "Zeichenkette")
        if said is None:
            return None
        root, told = tree(said, self.document.inside(path))
        reader.reported.diagnostics += told
        return root


def _parts(data: _Motion, reader: Reader) -> Iterator[Part]:
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
            root, told = tree(said, data.document.inside((*path, "html")))
            reader.reported.diagnostics += told
            blocks = reader.blocks(root.children)
        except InputRefusal as refusal:
            refused += refusal.diagnostics
            continue
        counts = kind == COUNTING and not motion.is_reason(title)
        yield Part(title, blocks, data.document.place((*path, "html")), counts)
    if refused:
        raise InputRefusal(*refused, *data.faults)


def _resolution(data: _Motion, reader: Reader) -> Resolution:
    """Who resolved it, as the software shows it, else by their names; the day said there, else that of publication."""
    root = data.html(reader, "initiators_html")
    said = motion.resolution(root.text() if root else "")
    names = ", ".join(_initiators(data))
    day = _published(data)
    if data.text("date_published") and not day:
        place, hint = data.document.place(("date_published",)), "Zum Beispiel 2025-05-03T12:00:00+02:00."
        reader.tell("Z222", place, "Der Tag der Veröffentlichung ist kein Datum nach ISO 8601.", hint)
    return Resolution(said.body or names, said.day or day)


def _initiators(data: _Motion) -> Iterator[str]:
    for at, each in enumerate(data.get(("initiators",), list, "Liste") or []):
        if not isinstance(each, dict):
            data.fault(("initiators", at), "Eine Angabe zu den Antragstellenden ist kein Objekt.")
            continue
        name, organisation = (data.text("initiators", at, key) for key in ("name", "organization"))
        if name and organisation and name != organisation:
            yield f"{name} ({organisation})"
        elif name or organisation:
            yield name or organisation


def _published(data: _Motion) -> date | None:
    """The day of publication (ISO 8601)."""
    try:
        return datetime.fromisoformat(data.text("date_published")).date()
    except ValueError:
        return None


def _details(data: _Motion, reader: Reader) -> Iterator[tuple[str, str]]:
    if prefix := data.text("prefix"):
        yield "Antragsnummer", prefix
    agenda = data.document.value.get("agenda_item")
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
