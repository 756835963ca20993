"""Whether the ways within a web page are true: names of places, contents, numbers and Zeilenfassung (Z635).

In a book EPUBCheck and ``book_navigation`` look at them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.checks.finding import of_code
from pipeline.checks.finished import Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.epub import html_root
from pipeline.readback.xhtml_lines import ANCHOR
from pipeline.readback.xhtml_listings import EDITION_ANCHOR


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the links and contents of the web page are true."""
    return file.findings(of_code("Z635", findings(file.data)))


def findings(data: bytes) -> Iterator[str]:
    """What is wrong, in words. Raises UnreadableError."""
    root = html_root(data, "die Seite")
    counted = Counter(each.get("id") for each in root.iter("*") if each.get("id") is not None)
    yield from (f"Die Kennung {in_quotes(name)} steht {count}-mal." for name, count in counted.items() if count > 1)
    places = {each.get("id"): each for each in root.iter("*") if each.get("id") is not None}
    for link in root.iter("{*}a"):
        address, mark, name = link.get("href", "").partition("#")
        if mark and not address and name not in places:
            yield f"Der Verweis {in_quotes(_said(link) or link.get('aria-label', ''))} führt ins Leere (#{name})."
    for nav in root.iter("{*}nav"):
        yield from _contents(nav, places)
    yield from _numbers(root, places)
    yield from rests(root)


def _contents(nav: Element, places: Mapping[str, Element]) -> Iterator[str]:
    """Every entry bears the name of what it leads to."""
    for link in (link for entry in nav.iter("{*}li") for link in entry if local_name(link) == "a"):
        target = places.get(link.get("href", "").removeprefix("#"))
        if target is not None and _said(target) != _said(link):
            yield f"Inhalt: der Eintrag {in_quotes(_said(link))} führt zu {in_quotes(_said(target))}."


def _numbers(root: Element, places: Mapping[str, Element]) -> Iterator[str]:
    """Each number that is a link leads to its line in the Zeilenfassung; that it leads back, the lines themselves say."""
    for mark in root.iter("{*}a"):
        if "number" not in mark.get("class", "").split():
            continue
        line = next((name for each in mark.iterancestors() if ANCHOR.fullmatch(name := each.get("id", ""))), "")
        row = mark.get("href", "").removeprefix("#")
        before, _, number = row.rpartition("fassung-")
        if not EDITION_ANCHOR.fullmatch(row) or f"{before}zeile-{number}" != line or row not in places:
            yield f"Die Nummer der Zeile {mark.get('data-number', '')} führt nicht zu ihr in der Zeilenfassung."


def rests(root: Element) -> Iterator[str]:
    """What continues a line behind a link or emphasis says whose it is: a browser marks it with the line's beginning."""
    line = ""
    for each in root.iter("{*}span"):
        if ANCHOR.fullmatch(name := each.get("id", "")):
            line = name
        elif (whose := each.get("data-line")) is not None and whose != line:
            yield f"{in_quotes(_said(each)[:40])} wird als Teil von {whose} markiert und gehört zu {line}."


def _said(each: Element) -> str:
    return " ".join(text_of(each).split())
