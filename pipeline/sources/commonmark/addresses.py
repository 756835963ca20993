"""Where a link leads: an address outside, or official lines of this or another chapter."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it.common.normalize_url import normalizeLink

from pipeline import walk
from pipeline.errors import Place
from pipeline.model import Inline, Inlines, Link, Reference
from pipeline.references import spans
from pipeline.sources.commonmark.told import Told

SCHEMES = frozenset({"https", "http", "mailto", "tel"})

_LINES = re.compile(r"(?P<chapter>[^#?:]*)#zeile-(?P<first>[1-9]\d{0,6})(?:-(?P<last>[1-9]\d{0,6}))?", re.ASCII)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HINT = (
    "Erlaubt sind Adressen mit https, http, mailto und tel, und Zeilen: „#zeile-36“, „#zeile-36-37“, "
    "„anderes-kapitel.md#zeile-36“."
)


def target(href: str, content: Inlines, place: Place, told: Told) -> Inline:
    """The link or the reference around the inlines. An address that cannot be one is told (Z244)."""
    if lines := _LINES.fullmatch(href):
        return _reference(lines, content, place, told)
    scheme = _SCHEME.match(href)
    if not scheme:
        told.tell("Z244", place, f"Der Verweis führt zu „{href[:80]}“, das ist keine vollständige Adresse.", _HINT)
    elif scheme[1].lower() not in SCHEMES:
        told.tell("Z244", place, f"Verweise mit „{scheme[1][:20]}:“ sind nicht erlaubt.", _HINT)
    elif not _is_address(href):
        told.tell("Z244", place, f"„{href[:80]}“ ist keine gültige Adresse.", _HINT)
    else:
        return Link(normalizeLink(href), content, place)
    return Link("", content, place)


def _is_address(href: str) -> bool:
    """Whether something stands behind the scheme, and on the web a host."""
    try:
        parts = urlsplit(href)
        return bool(parts.hostname if parts.scheme in {"http", "https"} else parts.path)
    except ValueError:
        return False


def _reference(lines: re.Match[str], content: Inlines, place: Place, told: Told) -> Reference:
    """The reference that an address such as ``verkehr.md#zeile-36-37`` names; its words may name the last line."""
    first = int(lines["first"])
    last = int(lines["last"] or 0)
    said = next(iter(spans(walk.plain(content))), None)
    if said and (said.first != first or (last and said.last != last)):
        message = f"Im Text steht „{said.words}“, das Ziel ist „{lines[0]}“."
        told.tell("Z249", place, message, "Nennen Sie im Text und im Ziel dieselben Zeilen.")
    if not last:
        last = said.last if said else first
    # A chapter is named by its file or by its slug; both have no folders.
    chapter = PurePosixPath(unquote(lines["chapter"])).name.removesuffix(".md")
    return Reference(first, last, chapter, content, place)
