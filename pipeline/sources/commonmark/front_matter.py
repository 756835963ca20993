"""The front matter of a text: what its author says about it, in YAML between two lines ``---``.

Why YAML: it is what the tools of those who write CommonMark put there (pandoc, Jekyll, Obsidian). Of YAML only this is
read: keys with one line of text each, and ``details`` with further such keys. Values are the characters as written, so that
no date, number or ``no`` becomes something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.diagnostics import Place
from pipeline.publication.toml_shapes import UnfitError
from pipeline.sources.commonmark.front_matter_fields import FIELDS, hint_for, required
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.sources.commonmark.yaml_pairs import DETAILS, QUOTE, readable_pairs

LARGEST = 20_000
"""Characters of a front matter; a page has some 3 000."""

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"[\"']?[A-Za-zÄÖÜäöüß][\w -]*[\"']?[ \t]*:(?:[ \t]|$)")


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


def _front_matter(head: str, report: SourceReport) -> FrontMatter:
    values: dict[str, Any] = {}
    pairs = list(readable_pairs(head, report))
    stated = {pair.key for pair in pairs}
    for pair in pairs:
        check = required if pair.key.startswith(DETAILS) else FIELDS.get(pair.key)
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
            report.add("Z241", pair.place, f"Unbekannte Angabe „{pair.key}“.", hint_for(pair, stated))
        elif pair.value is None:
            values[pair.key] = None
            report.add("Z240", pair.value_place, "Hier wird eine Zeile Text erwartet.", QUOTE)
        else:
            values[pair.key] = _checked(pair.key, pair.value, pair.place, check, report)
    known = {key: value for key, value in values.items() if key in FIELDS and value is not None}
    rows = {key.removeprefix(DETAILS): value for key, value in values.items() if key.startswith(DETAILS) and value}
    return FrontMatter(**known, details=tuple(rows.items()))


def _checked(key: str, value: str, place: Place, check: Callable[[str], Any], report: SourceReport) -> Any:
    try:
        return check(value)
    except UnfitError as unfit:
        report.add("Z242", place, f"„{key}“ hat einen ungültigen Wert: {unfit}.")
        return None
