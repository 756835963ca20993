"""Web page and book as readers get them, in Chromium: seen, heard, copied and searched, on narrow and wide screens (Z632).

model_display            what the model says that a page must give
snapshot, painted_text   the page laid out: overprinted, beyond the edge, without its number
accessibility_tree       the words of the model, no number in mid-sentence
page                     copied text and search across line ends, in the page itself (JavaScript)

Nothing is inferred from the markup: it is the finished file that is opened, in every document and size.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.browser_page import BrowserPage, View
from pipeline.checks.chromium.served_files import served
from pipeline.checks.display import accessibility_tree, painted_text
from pipeline.checks.display.fault import Fault
from pipeline.checks.display.model_display import Block, displayed_blocks
from pipeline.checks.display.snapshot import Snapshot
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.text import anchors

VIEWS = (
    View(320),
    View(800),
    View(1200),
    View(320, text=200),
    View(800, text=200),
    View(1200, text=200),
    View(400),
    View(800, zoom=200),  # 800 pixels across at 200 %: by the browser, and by a reading system
    View(320, text=400),
)
"""WCAG 2.2, 1.4.4 (twice the type) and 1.4.10 (320 CSS pixels, which is 1280 at 400 %)."""

_SCRIPT = Path(__file__).with_name("page.js")


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether every document shows, says and gives the lines of the model in every size."""
    book = file.book
    expected = tuple(
        block
        for each in book.chapters
        for block in displayed_blocks(
            each, anchors.prefix(book, each.slug), calls_are_text=file.suffix.endswith(".epub")
        )
    )
    titles = tuple(each.chapter.title for each in book.chapters)
    files, names = served(file.data, file.suffix)
    with BROWSER.page(files) as page:
        found = _found(page, names, expected, titles)
    for name, message in messages_of(found):
        yield Diagnostic("Z632", file.inside(name if file.suffix.endswith(".epub") else ""), message)


Found = dict[tuple[str, str], list[tuple[Fault, View | None]]]
"""What was found, by document and kind."""


def _found(page: BrowserPage, names: tuple[str, ...], expected: tuple[Block, ...], titles: tuple[str, ...]) -> Found:
    found: Found = {}
    missing = {block.anchors[0]: block.numbers[0] for block in expected}
    for name in names:
        page.open(name)
        handed: dict[Hashable, tuple[Fault, ...]] = {}
        for view in VIEWS:
            page.show(view)
            shown = Snapshot(page.call("DOMSnapshot.captureSnapshot", computedStyles=list(Snapshot.STYLES)))
            missing = {name: number for name, number in missing.items() if name not in shown.anchors}
            # Most sizes show the same in other places, and the tree takes longer than the page itself.
            if shown.shown_boxes not in handed:
                handed[shown.shown_boxes] = tuple(_handed_over(page, shown, expected, titles))
            for fault in (*painted_text.faults(shown, view.width, expected), *handed[shown.shown_boxes]):
                found.setdefault((name, fault.kind), []).append((fault, view))
    for number in missing.values():
        fault = Fault("fehlt", f"Der Block mit Zeile {number} ist in keinem Dokument zu finden")
        found.setdefault(("", fault.kind), []).append((fault, None))
    return found


def _handed_over(
    page: BrowserPage, shown: Snapshot, expected: tuple[Block, ...], titles: tuple[str, ...]
) -> Iterator[Fault]:
    """Faults of what is heard, copied and found."""
    yield from accessibility_tree.faults(page.call("Accessibility.getFullAXTree")["nodes"], shown, expected, titles)
    if here := tuple(block for block in expected if block.anchors[0] in shown.anchors):
        script = _SCRIPT.read_text(encoding="utf-8")
        answers = page.evaluate(f"({script})({json.dumps([block.data for block in here])})")
        for block, answer in zip(here, answers, strict=True):
            yield from _copied(block, answer)


def _copied(block: Block, answer: dict[str, Any] | None) -> Iterator[Fault]:
    """Faults of copied text and of the search."""
    if answer is None:
        return
    copied, meant = (text.replace("\xa0", " ").strip() for text in (answer["copied"], block.text))
    if copied != meant:
        part = accessibility_tree.differing(copied, meant).replace("\n", "¶")
        yield Fault("kopiert", f"Kopiert wird aus dem Block mit Zeile {block.numbers[0]} „{part}“")
    words = dict(block.joins)
    for number in answer["lost"]:
        yield Fault("Suche", f"Die Suche nach „{words[number]}“ führt nicht über das Ende der Zeile {number}")


def messages_of(found: Found) -> Iterator[tuple[str, str]]:
    """Document and message, once for each kind: the first fault, in which sizes, and how many there are."""
    for (name, _), each in found.items():
        views = list(dict.fromkeys(str(view) for _, view in each if view))
        sizes = f" (bei {'; '.join(views)})" if 0 < len(views) < len(VIEWS) else ""
        places = len({fault.text for fault, _ in each})
        more = {1: "", 2: ", und an einer weiteren Stelle"}.get(places, f", und an {places - 1} weiteren Stellen")
        yield name, f"{each[0][0].text}{sizes}{more}."
