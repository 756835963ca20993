"""The motions in a JSON text: one, several in a list, or those of an event; where each stands, and what is none.

{"type": "motion", "sections": […]}            one, from …/rest/…/motion/…
[{…}, {…}], {"motions": [{…}, {…}]}            several
{"motion_links": [{"url_json": …}, …]}         an event: links alone, the texts are elsewhere
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.sources.motions.json_text import JsonDocument, Path

MOST = 500
"""Motions in one file; no assembly has more."""

MOST_ENTRIES = 10_000
"""Motions, amendments and links in one list."""

_DIVIDE = "Teilen Sie sie in mehrere Dateien."
_WRAPPERS = ("motions", "motion", "imotions", "motion_links", "data", "results", "items")
"""Names under which motions stand."""

AMENDMENTS = (
    "Änderungsanträge liest erst eine spätere Fassung dieses Programms. Bis dahin: Nehmen Sie den Antrag selbst, oder die "
    "Fassung, in die das Antragssystem die Änderungen eingearbeitet hat."
)


@dataclass(frozen=True, slots=True)
class MotionFormat:
    """How the motions of one system look in JSON."""

    is_motion: Callable[[dict[str, Any]], bool]
    is_amendment: Callable[[dict[str, Any]], bool]
    hint: str
    """Where such a motion comes from."""


@dataclass(frozen=True, slots=True)
class FoundMotions:
    """Where the motions stand, and what there is to report of the others."""

    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def found(document: JsonDocument, form: MotionFormat) -> FoundMotions:
    """The motions of the text. Raises InputRefusal (Z220, Z228, Z230, Z290) where there is none that can be read."""
    candidates = list(islice(_candidates(document.value, ()), MOST_ENTRIES + 1))
    if len(candidates) > MOST_ENTRIES:
        message = f"Die Liste hat mehr als {MOST_ENTRIES} Einträge."
        raise InputRefusal(Diagnostic("Z230", document.place(()), message, _DIVIDE))
    return among(document, candidates, form)


def among(
    document: JsonDocument, candidates: Sequence[tuple[Path, dict[str, Any]]], form: MotionFormat
) -> FoundMotions:
    """The motions among these objects. Raises InputRefusal as ``found`` does."""
    motions = [path for path, value in candidates if form.is_motion(value) and not form.is_amendment(value)]
    amendments = [(path, value) for path, value in candidates if form.is_amendment(value)]
    if len(motions) > MOST:
        message = f"Die Datei hat {len(motions)} Anträge, erlaubt sind {MOST}."
        raise InputRefusal(Diagnostic("Z230", document.place(motions[MOST]), message, _DIVIDE))
    if not motions:
        raise _refusal(document, candidates, amendments, form)
    left = (
        Diagnostic("Z293", document.place(path), f"Der Änderungsantrag „{_title(value)}“ ist kein Kapitel.", AMENDMENTS)
        for path, value in amendments
    )
    links = (
        Diagnostic("Z293", document.place(path), f"„{_title(value)}“ hat keinen Text und ist kein Kapitel.", form.hint)
        for path, value in candidates
        if not form.is_motion(value) and not form.is_amendment(value)
    )
    return FoundMotions(tuple(motions), (*left, *links))


def _candidates(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects that may be motions: the value itself, those of a list, those under a name for motions."""
    if isinstance(value, list):
        yield from (((*path, at), each) for at, each in enumerate(value) if isinstance(each, dict))
    elif isinstance(value, dict):
        inner = [name for name in _WRAPPERS if isinstance(value.get(name), list | dict)] if not path else []
        # An amendment names its motion; a motion may name others.
        if not inner or "sections" in value or "text" in value:
            yield path, value
            return
        for name in inner:
            yield from _candidates(value[name], (name,))


def _refusal(
    document: JsonDocument,
    candidates: Sequence[tuple[Path, Any]],
    amendments: Sequence[tuple[Path, Any]],
    form: MotionFormat,
) -> InputRefusal:
    if amendments:
        path, value = amendments[0]
        kind = (*path, "type") if "type" in value else path
        return InputRefusal(
            Diagnostic("Z228", document.place(kind), "Das ist ein Änderungsantrag, kein Antrag.", AMENDMENTS)
        )
    links = [(path, value) for path, value in candidates if isinstance(value.get("url_json"), str)]
    if links:
        return InputRefusal(*_to_fetch(document, links))
    message = "Das JSON ist kein Antrag: „sections“ oder „text“ fehlt."
    return InputRefusal(Diagnostic("Z220", document.place(()), message, form.hint))


_SHOWN = 20


def _to_fetch(document: JsonDocument, links: list[tuple[Path, Any]]) -> Iterator[Diagnostic]:
    """What to fetch instead of a list of links."""
    message = f"Das ist eine Liste von Anträgen ({len(links)}) ohne ihre Texte; sie nennt nur, wo diese stehen."
    hint = "Holen Sie jeden Antrag mit ?lineNumbers=true und speichern Sie ihn als eigene Datei, oder alle in einer JSON-Liste [ …, … ]."
    yield Diagnostic("Z290", document.place(links[0][0]), message, hint)
    for path, value in links[:_SHOWN]:
        address = "".join(char for char in value["url_json"][:300] if char.isprintable())
        yield Diagnostic("Z290", document.place((*path, "url_json")), f"„{_title(value)}“: {address}")


def _title(value: Any) -> str:
    said = value.get("title_with_prefix") or value.get("title")
    words = " ".join(said.split())[:80] if isinstance(said, str) else "ohne Titel"
    return "".join(char if char.isprintable() else "·" for char in words)


def distinct(title: str, number: str, titles: Sequence[Any]) -> str:
    """The title of one of several motions; where another has the same words, its number goes before it."""
    same = sum(isinstance(each, str) and " ".join(each.split()) == title for each in titles)
    return f"{number}: {title}" if same > 1 and number else title
