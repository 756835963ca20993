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

from pipeline.diagnostics import Place
from pipeline.publication import toml_shapes
from pipeline.publication.settings import FIRST, WIDTH, language
from pipeline.publication.toml_shapes import UnfitError
from pipeline.sources.commonmark.source_lines import SourceReport

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
    language: str = ""
    width: int | None = None
    first: int | None = None
    labels: str = ""
    """``exact`` where every label at the begin of a line is one of a list, and all others are escaped."""
    unnumbered: tuple[str, ...] = ()
    """The headings of the sections that have no official lines, such as a statement of reasons."""
    unnumbered_headings: tuple[str, ...] = ()
    """The headings that have no official lines themselves while the text below them has, such as „Antragstext“."""
    details: tuple[tuple[str, str], ...] = ()


def begins(text: str) -> bool:
    """Whether the text begins with front matter: ``---``, and then a key or the end."""
    lines = text.split("\n", 200)
    if not _FENCE.fullmatch(lines[0]):
        return False
    said = next((line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")), "")
    return bool(_KEY.match(said) or _END.fullmatch(said))


def divided(text: str, report: SourceReport) -> tuple[FrontMatter, str]:
    """The front matter, and the text with blank lines in its place, so that every line keeps its number."""
    if not begins(text):
        if text.startswith("+++\n"):
            report.add(
                "Z240",
                Place(report.file, 1, 1),
                "Ein Vorspann in TOML („+++“) wird nicht gelesen.",
                "Schreiben Sie ihn in YAML zwischen zwei Zeilen „---“: title: Wege für alle.",
            )
        return FrontMatter(), text
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if _END.fullmatch(line)), None)
    if end is None:
        report.add(
            "Z240",
            Place(report.file, 1, 1),
            "Der Vorspann hat kein Ende.",
            "Nach der letzten Angabe folgt eine Zeile, in der nur „---“ steht.",
        )
        return FrontMatter(), ""
    head = "\n".join(lines[1:end])
    rest = "\n" * (end + 1) + "\n".join(lines[end + 1 :])
    if len(head) > LARGEST:
        report.add("Z240", Place(report.file, 1, 1), f"Der Vorspann ist länger als {LARGEST} Zeichen.")
        return FrontMatter(), rest
    return _front_matter(head, report), rest


DEEPEST = 8
"""Collections inside each other in what is not read anyway."""

MOST_FAULTS = 20
"""So many lines that are no YAML are reported one by one."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A key and what it says."""

    key: str
    value: str | None
    """None where it is no line of text."""
    place: Place
    value_place: Place
    comment: str = ""
    """What stands behind it as a comment."""


def _front_matter(head: str, report: SourceReport) -> FrontMatter:
    values: dict[str, Any] = {}
    pairs = list(_readable(head, report))
    stated = {pair.key for pair in pairs}
    for pair in pairs:
        check = _required if pair.key.startswith(_DETAILS) else FIELDS.get(pair.key)
        if pair.comment:
            report.add(
                "Z251",
                pair.value_place,
                f"„{pair.comment}“ ist im Vorspann ein Kommentar und gehört nicht zur Angabe davor.",
                "Gehört es dazu, setzen Sie die Angabe in Anführungszeichen.",
            )
        if pair.key in values:
            report.add("Z241", pair.place, f"„{pair.key}“ steht zweimal da.", "Löschen Sie eine der beiden Zeilen.")
        elif check is None:
            report.add("Z241", pair.place, f"Unbekannte Angabe „{pair.key}“.", _known(pair, stated))
        elif pair.value is None:
            values[pair.key] = None
            report.add("Z240", pair.value_place, "Hier wird eine Zeile Text erwartet.", _QUOTE)
        else:
            values[pair.key] = _checked(pair.key, pair.value, pair.place, check, report)
    known = {key: value for key, value in values.items() if key in FIELDS and value is not None}
    rows = {key.removeprefix(_DETAILS): value for key, value in values.items() if key.startswith(_DETAILS) and value}
    return FrontMatter(**known, details=tuple(rows.items()))


def _checked(key: str, value: str, place: Place, check: Callable[[str], Any], report: SourceReport) -> Any:
    try:
        return check(value)
    except UnfitError as unfit:
        report.add("Z242", place, f"„{key}“ hat einen ungültigen Wert: {unfit}.")
        return None


_DETAILS = "details."


class _UnreadableError(Exception):
    def __init__(self, place: Place, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.place, self.message, self.line = place, message, line


def _readable(head: str, report: SourceReport) -> list[_Pair]:
    """The pairs; each line that is no YAML is reported, and the others are read without it."""
    lines = head.split("\n")
    for _ in range(MOST_FAULTS):
        try:
            return list(_pairs("\n".join(lines), report.file))
        except _UnreadableError as fault:
            report.add("Z240", fault.place, fault.message, _QUOTE)
            if fault.line is None or fault.line < 0 or not lines[fault.line].strip():
                break
            lines[fault.line] = ""
    return []


def _pairs(head: str, file: str) -> Iterator[_Pair]:
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
                yield _Pair(within + key, None, at, place)
                key = ""
            skipping += opens - ends
            if skipping > DEEPEST:  # PyYAML 6 takes the square of the depth
                raise _UnreadableError(place, "Hier ist der Vorspann zu tief verschachtelt.", place.line - 2)
            continue
        match event:
            case yaml.MappingStartEvent() if not depth and not key:
                depth = 1
            case yaml.MappingStartEvent() if key:
                depth, within, key = 2, _DETAILS, ""
            case yaml.MappingEndEvent():
                depth, within = depth - 1, ""
            case yaml.ScalarEvent(value=value) if depth and not key:
                key, at = value, place
                if not key:
                    raise _UnreadableError(place, "Hier fehlt der Name der Angabe.", place.line - 2)
            case yaml.ScalarEvent(value=value) if depth:
                comment = _comment(event, head)
                yield _Pair(within + key, value, at, _place(event.end_mark, file) if comment else place, comment)
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


_MEANT = {
    "resolved": ("date", "datum", "beschlossen", "beschlossen am", "beschluss", "published", "day", "tag", "stand"),
    "initiator": (
        "author",
        "authors",
        "autor",
        "autorin",
        "autoren",
        "creator",
        "institution",
        "organization",
        "organisation",
        "gremium",
        "antragsteller",
        "antragstellerin",
        "publisher",
        "herausgeber",
    ),
    "language": ("lang", "sprache", "locale"),
    "kind": ("subject", "type", "category", "art", "betreff", "documenttype", "doctype"),
    "title": ("titel", "überschrift", "name"),
    "width": ("breite", "zeilenlänge", "linelength"),
    "first": ("erste", "start"),
    "section": ("abschnitt",),
    "unnumbered": ("ohne nummern", "ohne zeilennummern"),
}
_KEYS = {name: key for key, names in _MEANT.items() for name in names}
EXAMPLES = {
    "resolved": "02.03.2026",
    "initiator": "Rat der Stadt",
    "language": "de",
    "kind": "Beschluss",
    "title": "Wege für alle",
    "width": "80",
    "first": "1",
    "section": "Beschlusstext",
    "labels": "exact",
    "unnumbered": "Begründung",
    "unnumbered_headings": "Antragstext",
}
"""A value that each key takes."""


def _known(pair: _Pair, stated: set[str]) -> str:
    """What to write in the place of a key that is not known; whoever does so meets no further fault.

    ``stated`` are the keys that are there or were proposed: none is proposed twice.
    """
    path, value = pair.key, (pair.value or "").strip()
    if path == "slug":
        return "„slug“ steht in publication.toml unter [[chapter]]; löschen Sie die Zeile hier."
    meant = _KEYS.get(path.lower()) or next(iter(difflib.get_close_matches(path, FIELDS, n=1, cutoff=0.75)), "")
    if meant and meant not in stated:
        stated.add(meant)
        return f"Meinten Sie „{meant}“? Schreiben Sie „{meant}: {_fitting(meant, value)}“."
    if value and path.replace("-", "").replace("_", "").isalnum():
        return f"Löschen Sie die Zeile; oder schreiben Sie sie eingerückt unter eine Zeile „details:“, dann steht „{path}“ im Kopf des Textes."
    return f"Löschen Sie diese Angabe. Bekannt sind: {', '.join(sorted(FIELDS))}, details."


def _fitting(key: str, value: str) -> str:
    """The value, if the key takes it; else one that shows how it is written."""
    try:
        if value and FIELDS[key](value):
            return value
    except UnfitError:
        pass
    return EXAMPLES[key]


def _required(value: str) -> str:
    if not (found := toml_shapes.text(value)):
        raise UnfitError("hier fehlt der Text")
    return found


def _whole(check: toml_shapes.Check) -> Callable[[str], int]:
    return lambda value: int(check(int(value) if re.fullmatch(r"[0-9]{1,9}", value) else None))


_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember".split()


def _day(value: str) -> date:
    month = re.fullmatch(r"([0-9]{1,2})\.\s?([A-Za-zä]{3,9})\s([0-9]{4})", value)
    if month and month[2].lower() in _MONTHS:
        value = f"{month[1]}.{_MONTHS.index(month[2].lower()) + 1}.{month[3]}"
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


def _headings(value: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in toml_shapes.text(value).split("|") if each.strip())


FIELDS: Mapping[str, Callable[[str], Any]] = {
    "title": _required,
    "kind": toml_shapes.text,
    "initiator": toml_shapes.text,
    "resolved": _day,
    "section": toml_shapes.text,
    "language": language,
    "labels": toml_shapes.one_of("exact"),
    "unnumbered": _headings,
    "unnumbered_headings": _headings,
    "width": _whole(WIDTH),
    "first": _whole(FIRST),
}
