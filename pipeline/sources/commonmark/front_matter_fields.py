"""The fields of a front matter: how each is read, and what those probably mean who write another name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pipeline.publication import toml_shapes
from pipeline.publication.settings import FIRST, WIDTH, language
from pipeline.publication.toml_shapes import UnfitError
from pipeline.sources.commonmark.yaml_pairs import YamlPair

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


def hint_for(pair: YamlPair, stated: set[str]) -> str:
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


def required(value: str) -> str:
    """The text. Raises UnfitError where there is none."""
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
    "title": required,
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
