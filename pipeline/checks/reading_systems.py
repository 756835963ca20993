"""The book in reading systems that are pages themselves: foliate-js and epub.js, opened in Chromium.

Many programs are built on them. Each shows every document, says what stands in it with what style sheets add, lists the
contents that it found, and goes to a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.checks import tools
from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.browser_page import PROGRAM, View
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished
from pipeline.checks.shown_lines import faults_shown, unspaced
from pipeline.checks.word_difference import in_quotes
from pipeline.readback.containers import text_of
from pipeline.readback.epub import EpubPackage
from pipeline.readback.xhtml_lines import ANCHOR

_SCRIPT = Path(__file__).with_name("reading_systems.js")

LINE = "zeile-36"
"""Where each goes: to this line, or to the last one of a text that has fewer."""


@dataclass(frozen=True, slots=True)
class ReadingSystem:
    """What runs, its name in our script, and whether it names documents from the top of the container."""

    folders: tuple[str, ...]
    scripts: tuple[str, ...]
    function: str
    from_the_top: bool


SYSTEMS: Mapping[str, ReadingSystem] = MappingProxyType(
    {
        "foliate-js": ReadingSystem(("foliate-js",), (), "foliate", from_the_top=True),
        "epub.js": ReadingSystem(
            ("epubjs/dist", "jszip/dist"),
            ("jszip/dist/jszip.min.js", "epubjs/dist/epub.min.js"),
            "epubjs",
            from_the_top=False,
        ),
    }
)


def faults(name: str, file: Finished, book: EpubPackage) -> list[str]:
    """What the system shows wrongly of the book. Raises NotRunError."""
    system = SYSTEMS[name]
    base = "" if system.from_the_top else book.path
    place = _place(book)
    page = "".join(f'<script src="{each}"></script>' for each in system.scripts)
    files = {
        **tools.scripts(*system.folders),
        "seite.html": f"<!DOCTYPE html><meta charset=utf-8><title>{name}</title><body>{page}".encode(),
        "buch.epub": file.data,
    }
    target = place if system.from_the_top else place.removeprefix(book.path.rpartition("/")[0] + "/")
    with BROWSER.page(files, PROGRAM) as shown:
        shown.open("seite.html")
        shown.show(View(1000))
        said = shown.evaluate(f"{_SCRIPT.read_text(encoding='utf-8')}.{system.function}({json.dumps(target)})")
    return [*system_faults(said, file, book, base, place)]


def _place(book: EpubPackage) -> str:
    """The line that is gone to: its document and anchor."""
    anchors = [
        (name, each.get("id", ""))
        for name, root in book.documents.items()
        for each in root.iter("*")
        if ANCHOR.fullmatch(each.get("id", ""))
    ]
    if not anchors:
        raise NotRunError("das Buch hat keine Zeilen")
    return "#".join(next((each for each in anchors if each[1].endswith(LINE)), anchors[-1]))


def system_faults(said: Mapping[str, Any], file: Finished, book: EpubPackage, base: str, place: str) -> Iterator[str]:
    """What is wrong with what a system said: texts, contents (their links relative to ``base``), the place that it went to."""
    texts = dict.fromkeys(book.documents, "") | dict(said["texts"])
    yield from faults_shown(file.chapters, book.documents, texts)
    listed = [(unspaced(label), book.place(href, base)) for label, href in said["contents"]]
    found = book.navigation("toc")
    links = [] if found is None else [(text_of(each), each.get("href", ""), found[0]) for each in found[1].iter("{*}a")]
    for label, href, document in links:
        if (unspaced(label), book.place(href, document)) not in listed:
            yield f"{in_quotes(label[:40])} fehlt im Inhaltsverzeichnis oder führt anderswohin."
    if len(listed) > len(links):
        yield f"Das Inhaltsverzeichnis hat {len(listed)} Einträge statt {len(links)}."
    if not said["reached"]:
        yield f"{place} wird nicht gezeigt, wenn man dorthin geht."
