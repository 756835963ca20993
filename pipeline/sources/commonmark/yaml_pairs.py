"""YAML of a front matter → keys with one line of text each, event by event; what is no such YAML is reported.

Anchors, aliases and tags, with which YAML can explode or run programs, are refused at the first one: no object is ever
made from the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.diagnostics import Place
from pipeline.sources.commonmark.source_lines import SourceReport

QUOTE = 'Werte mit Sonderzeichen stehen in Anführungszeichen: title: "Wege: für alle".'


DEEPEST = 8
"""Collections inside each other in what is not read anyway."""

MOST_FAULTS = 20
"""So many lines that are no YAML are reported one by one."""


@dataclass(frozen=True, slots=True)
class YamlPair:
    """A key and what it says."""

    key: str
    value: str | None
    """None where it is no line of text."""
    place: Place
    value_place: Place
    comment: str = ""
    """What stands behind it as a comment."""


DETAILS = "details."


class _UnreadableError(Exception):
    def __init__(self, place: Place, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.place, self.message, self.line = place, message, line


def readable_pairs(head: str, report: SourceReport) -> list[YamlPair]:
    """The pairs; each line that is no YAML is reported, and the others are read without it."""
    lines = head.split("\n")
    for _ in range(MOST_FAULTS):
        try:
            return list(_pairs("\n".join(lines), report.file))
        except _UnreadableError as fault:
            report.add("Z240", fault.place, fault.message, QUOTE)
            if fault.line is None or fault.line < 0 or not lines[fault.line].strip():
                break
            lines[fault.line] = ""
    return []


def _pairs(head: str, file: str) -> Iterator[YamlPair]:
    """The keys with their values; those below ``details`` with that before them."""
    within, key, at = "", "", Place(file)
    depth = skipping = 0
    for event in _events(head, file):
        place = _place(event.start_mark, file)
        opens, ends = isinstance(event, yaml.CollectionStartEvent), isinstance(event, yaml.CollectionEndEvent)
        if skipping or (
            opens and key and not (depth == 1 and key == "details" and isinstance(event, yaml.MappingStartEvent))
        ):
            if not skipping:
                yield YamlPair(within + key, None, at, place)
                key = ""
            skipping += opens - ends
            if skipping > DEEPEST:  # PyYAML 6 takes the square of the depth
                raise _UnreadableError(place, "Hier ist der Vorspann zu tief verschachtelt.", place.line - 2)
            continue
        match event:
            case yaml.MappingStartEvent() if not depth and not key:
                depth = 1
            case yaml.MappingStartEvent() if key:
                depth, within, key = 2, DETAILS, ""
            case yaml.MappingEndEvent():
                depth, within = depth - 1, ""
            case yaml.ScalarEvent(value=value) if depth and not key:
                key, at = value, place
                if not key:
                    raise _UnreadableError(place, "Hier fehlt der Name der Angabe.", place.line - 2)
            case yaml.ScalarEvent(value=value) if depth:
                comment = _comment(event, head)
                yield YamlPair(within + key, value, at, _place(event.end_mark, file) if comment else place, comment)
                key = ""
            case yaml.StreamStartEvent() | yaml.StreamEndEvent() | yaml.DocumentStartEvent() | yaml.DocumentEndEvent():
                pass
            case _:
                raise _UnreadableError(place, "Hier wird eine Zeile Text erwartet.", place.line - 2)


def _events(head: str, file: str) -> Iterator[yaml.Event]:
    """The events of the YAML. Raises _UnreadableError at the first that is not plain."""
    try:
        for event in yaml.parse(head, Loader=yaml.SafeLoader):
            marks = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None)
            if marks:
                message = "Anker (&), Rückverweise (*) und Marken (!) sind im Vorspann nicht erlaubt."
                raise _UnreadableError(_place(event.start_mark, file), message)
            yield event
    except yaml.MarkedYAMLError as error:
        mark, begin = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
        line = begin.line if begin else None
        raise _UnreadableError(_place(mark, file), "Hier ist der Vorspann kein gültiges YAML.", line) from error
    except yaml.YAMLError as error:
        raise _UnreadableError(Place(file, 1, 1), "Der Vorspann ist kein gültiges YAML.") from error


def _comment(event: yaml.ScalarEvent, head: str) -> str:
    """The words behind the value that YAML takes for a comment: a title may have meant them."""
    mark = event.end_mark
    rest = head[mark.index :].partition("\n")[0].strip() if mark and mark.column else ""
    return rest if rest.startswith("#") else ""


def _place(mark: Any, file: str) -> Place:
    """The place in the file: the front matter begins in its second line; YAML counts from 0."""
    return Place(file, mark.line + 2, mark.column + 1) if mark else Place(file, 1, 1)
