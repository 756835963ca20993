"""Where a link leads: an address outside, or official lines of this or another chapter."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it.common.normalize_url import normalizeLink

from pipeline.diagnostics import Place
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.text import walk
from pipeline.text.model import Inlines, Link, Reference
from pipeline.text.references import named_lines

SCHEMES = frozenset({"https", "http", "mailto", "tel"})

_LINES = re.compile(r"(?P<chapter>[^#?:]*)#zeile-(?P<first>[1-9]\d{0,6})(?:-(?P<last>[1-9]\d{0,6}))?", re.ASCII)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HINT = (
    "Erlaubt sind Adressen mit https, http, mailto und tel, und Zeilen: „#zeile-36“, „#zeile-36-37“, "
    "„anderes-kapitel.md#zeile-36“."
)


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_UNSAFE = frozenset({"javascript", "vbscript", "data", "file", "blob", "about"})
"""Schemes that start programs, or lead into the reader's own machine."""


def target(href: str, content: Inlines, place: Place, report: SourceReport) -> Inlines:
    """The link or the reference around the inlines; these alone where the address is none that editions can lead to (Z264).

    What starts a program, or has no host, is a fault (Z244).
    """
    if lines := _LINES.fullmatch(href):
        return (_reference(lines, content, place, report),)
    scheme = _SCHEME.match(href)
    if not scheme and _MAIL.fullmatch(href):
        report.add("Z251", place, f"Der Verweis führt zur Adresse „mailto:{href}“.")
        return (Link(f"mailto:{href}", content, place),)
    if scheme and (scheme[1].lower() in _UNSAFE or (scheme[1].lower() in SCHEMES and not _is_address(href))):
        why = "sind nicht erlaubt" if scheme[1].lower() in _UNSAFE else "brauchen eine gültige Adresse"
        report.add("Z244", place, f"Verweise mit „{scheme[1][:20]}:“ {why}: „{href[:80]}“.", _HINT)
        return content
    if not scheme or scheme[1].lower() not in SCHEMES:
        report.add("Z264", place, f"Der Verweis führt {_where(href)}; es bleiben seine Worte.", _way(href))
        return content
    return (Link(normalizeLink(href), content, place),)


def _where(href: str) -> str:
    if not href:
        return "nirgendwohin"
    shown = href[:80]
    if href.startswith("#"):
        return f"zum Abschnitt „{shown}“, den es so in den Ausgaben nicht gibt"
    if _SCHEME.match(href):
        return f"zu „{shown}“, das öffnet nicht jedes Programm"
    return f"zu „{shown}“, das ist keine vollständige Adresse"


def _way(href: str) -> str:
    if href.lower().startswith("www."):
        return f"Schreiben Sie https://{href[:80]}."
    return _HINT


def normal(href: str) -> str:
    """The address as links keep it; empty where it is none that a text may lead to."""
    scheme = _SCHEME.match(href)
    fits = scheme and scheme[1].lower() in SCHEMES and _is_address(href)
    return str(normalizeLink(href)) if fits else ""


def _is_address(href: str) -> bool:
    """Whether something stands behind the scheme, and on the web a host."""
    try:
        parts = urlsplit(href)
        return bool(parts.hostname if parts.scheme in {"http", "https"} else parts.path)
    except ValueError:
        return False


def _reference(lines: re.Match[str], content: Inlines, place: Place, report: SourceReport) -> Reference:
    """The reference that an address such as ``verkehr.md#zeile-36-37`` names; its words may name the last line."""
    first = int(lines["first"])
    last = int(lines["last"] or 0)
    said = next(iter(named_lines(walk.plain(content))), None)
    if said and (said.first != first or (last and said.last != last)):
        message = f"Im Text steht „{said.words}“, das Ziel ist „{lines[0]}“."
        report.add("Z249", place, message, "Nennen Sie im Text und im Ziel dieselben Zeilen.")
    if not last:
        last = said.last if said else first
    # A chapter is named by its file or by its slug; both have no folders.
    chapter = PurePosixPath(unquote(lines["chapter"])).name.removesuffix(".md")
    return Reference(first, last, chapter, content, place)
