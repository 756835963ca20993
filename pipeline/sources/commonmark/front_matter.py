"""The front matter of a text: what its author says about it, in YAML between two lines ``---``.

Why YAML: it is what the tools of those who write CommonMark put there (pandoc, Jekyll, Obsidian). Of YAML only this is
read: keys with one line of text each, and ``details`` with further such keys. Values are the characters as written, so that
no date, number or ``no`` becomes something else. Anchors, aliases and tags, with which YAML can explode or run programs,
are refused at the first one: the text is read event by event, and no object is ever made from it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from pipeline import shapes
from pipeline.errors import Place
from pipeline.publication import FIRST, WIDTH
from pipeline.shapes import UnfitError
from pipeline.sources.commonmark.told import Told

LARGEST = 20_000
"""Characters of a front matter; a page has some 3 000."""

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"[\"']?[A-Za-zÄÖÜäöüß][\w -]*[\"']?[ \t]*:(?:[ \t]|$)")

_QUOTE = 'Werte mit Sonderzeichen stehen in Anführungszeichen: title: "Wege: für alle".'


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the author says about the text; empty where nothing is said."""

    title: str = ""
    kind: str = ""
    initiator: str = ""
    resolved: date | None = None
    section: str = ""
    width: int | None = None
    first: int | None = None
    details: tuple[tuple[str, str], ...] = ()


def begins(text: str) -> bool:
    """Whether the text begins with front matter: ``---``, and then a key or the end."""
    lines = text.split("\n", 200)
    if not _FENCE.fullmatch(lines[0]):
        return False
    said = next((line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")), "")
    return bool(_KEY.match(said) or _END.fullmatch(said))


def divided(text: str, told: Told) -> tuple[FrontMatter, str]:
    """The front matter, and the text with blank lines in its place, so that every line keeps its number."""
    if not begins(text):
        if text.startswith("+++\n"):
            told.tell("Z240", Place(told.file, 1, 1), "Ein Vorspann in TOML („+++“) wird nicht gelesen.",
                      "Schreiben Sie ihn in YAML zwischen zwei Zeilen „---“: title: Wege für alle.")  # fmt: skip
        return FrontMatter(), text
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if _END.fullmatch(line)), None)
    if end is None:
        told.tell("Z240", Place(told.file, 1, 1), "Der Vorspann hat kein Ende.",
                  "Nach der letzten Angabe folgt eine Zeile, in der nur „---“ steht.")  # fmt: skip
        return FrontMatter(), ""
    head = "\n".join(lines[1:end])
    rest = "\n" * (end + 1) + "\n".join(lines[end + 1 :])
    if len(head) > LARGEST:
        told.tell("Z240", Place(told.file, 1, 1), f"Der Vorspann ist länger als {LARGEST} Zeichen.")
        return FrontMatter(), rest
    return _front_matter(head, told), rest


def _front_matter(head: str, told: Told) -> FrontMatter:
    try:
        pairs = list(_pairs(head, told))
    except _UnreadableError as fault:
        told.tell("Z240", fault.place, fault.message, fault.hint)
        return FrontMatter()
    values: dict[str, Any] = {}
    for key, value, place in pairs:
        check = _required if key.startswith(_DETAILS) else _FIELDS.get(key)
        if key in values:
            told.tell("Z241", place, f"„{key}“ steht zweimal da.", "Löschen Sie eine der beiden Zeilen.")
        elif check is None:
            told.tell("Z241", place, f"Unbekannte Angabe „{key}“.", _known(key))
        else:
            values[key] = None
            try:
                values[key] = check(value)
            except UnfitError as unfit:
                told.tell("Z242", place, f"„{key}“ hat einen ungültigen Wert: {unfit}.")
    known = {key: value for key, value in values.items() if key in _FIELDS and value is not None}
    rows = {key.removeprefix(_DETAILS): value for key, value in values.items() if key.startswith(_DETAILS) and value}
    return FrontMatter(**known, details=tuple(rows.items()))


_DETAILS = "details."


class _UnreadableError(Exception):
    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.place, self.message, self.hint = place, message, hint


def _pairs(head: str, told: Told) -> Iterator[tuple[str, str, Place]]:
    """The keys with their values and the place of the key; those below ``details`` with that before them."""
    within, key = "", None
    depth = 0
    for event in _events(head, told.file):
        place = _place(event.start_mark, told.file)
        match event:
            case yaml.MappingStartEvent() if not depth and key is None:
                depth = 1
            case yaml.MappingStartEvent() if depth == 1 and key == "details":
                depth, within, key = 2, _DETAILS, None
            case yaml.MappingEndEvent():
                depth, within = depth - 1, ""
            case yaml.ScalarEvent() if depth and key is None:
                key, at = event.value, place
                if not key:
                    raise _UnreadableError(place, "Hier fehlt der Name der Angabe.", _QUOTE)
            case yaml.ScalarEvent() if depth and key is not None:
                _tell_comment(event, head, told)
                yield within + key, event.value, at
                key = None
            case yaml.StreamStartEvent() | yaml.StreamEndEvent() | yaml.DocumentStartEvent() | yaml.DocumentEndEvent():
                pass
            case _:
                raise _UnreadableError(place, "Hier wird eine Zeile Text erwartet.", _QUOTE)


def _events(head: str, file: str) -> Iterator[yaml.Event]:
    """The events of the YAML. Raises _UnreadableError at the first that is not plain."""
    try:
        for event in yaml.parse(head, Loader=yaml.SafeLoader):
            marks = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None)
            if marks:
                message = "Anker (&), Rückverweise (*) und Marken (!) sind im Vorspann nicht erlaubt."
                raise _UnreadableError(_place(event.start_mark, file), message, _QUOTE)
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _UnreadableError(_place(mark, file), "Hier ist der Vorspann kein gültiges YAML.", _QUOTE) from error
    except yaml.YAMLError as error:
        raise _UnreadableError(Place(file, 1, 1), "Der Vorspann ist kein gültiges YAML.", _QUOTE) from error


def _place(mark: Any, file: str) -> Place:
    """The place in the file: the front matter begins in its second line; YAML counts from 0."""
    return Place(file, mark.line + 2, mark.column + 1) if mark else Place(file, 1, 1)


def _tell_comment(event: yaml.ScalarEvent, head: str, told: Told) -> None:
    """Tell that words behind ``#`` are a comment in YAML: a title may have meant them."""
    mark = event.end_mark
    rest = head[mark.index :].partition("\n")[0] if mark and mark.column else ""
    if rest.lstrip().startswith("#"):
        message = f"„{rest.strip()}“ ist im Vorspann ein Kommentar und gehört nicht zur Angabe davor."
        told.tell(
            "Z251", _place(mark, told.file), message, "Gehört es dazu, setzen Sie die Angabe in Anführungszeichen."
        )


def _known(path: str) -> str:
    if path in {"slug", "language"}:
        where = "unter [[chapter]]" if path == "slug" else "ganz oben"
        return f"„{path}“ steht in publication.toml {where}."
    near = difflib.get_close_matches(path, _FIELDS, n=1, cutoff=0.5)
    if near:
        return f"Meinten Sie „{near[0]}“?"
    return f"Bekannt sind: {', '.join(sorted(_FIELDS))}, details. Weitere Angaben stehen eingerückt unter „details:“."


def _required(value: str) -> str:
    if not (found := shapes.text(value)):
        raise UnfitError("hier fehlt der Text")
    return found


def _whole(check: shapes.Check) -> Callable[[str], int]:
    return lambda value: int(check(int(value) if re.fullmatch(r"[0-9]{1,9}", value) else None))


def _day(value: str) -> date:
    german = re.fullmatch(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", value)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1]))
        if iso:
            return date(*map(int, iso.groups()))
    except ValueError as error:
        raise UnfitError("diesen Tag gibt es nicht") from error
    raise UnfitError("erwartet wird ein Datum wie 2025-05-03 oder 03.05.2025")


_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "title": _required,
    "kind": shapes.text,
    "initiator": shapes.text,
    "resolved": _day,
    "section": shapes.text,
    "width": _whole(WIDTH),
    "first": _whole(FIRST),
}
