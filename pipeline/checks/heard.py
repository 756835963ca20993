"""Web page and book, read aloud from beginning to end by a screen reader (Z636): every word of the text, nothing else.

Where Orca and what it needs are not there, nothing is said to have passed.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pipeline.checks.chromium.served_files import served
from pipeline.checks.finding import Finding, NotRunError, limited
from pipeline.checks.finished import Finished
from pipeline.checks.orca.session import Spoken, running_reader
from pipeline.checks.orca.speech import ANNOUNCED, differences_heard, expected_speech, squeezed, structure
from pipeline.diagnostics import Diagnostic
from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.epub import html_root
from pipeline.readback.xhtml_lines import ANCHOR
from pipeline.text.concordance import concordance

MOST = 2000
"""Lines that one file may have: Orca reads about ten a second."""

FIRST_WORDS = 12
"""Utterances among which Orca says that a page has been loaded, and what it holds; which comes first is chance."""

_LOADED = re.compile(r"Laden von .* abgeschlossen\.|Seite hat .*")

FORM, FORM_END = "Formular", "Statusleiste"
"""Around what the script of a page adds to its contents."""

END = "zeilenfassung"
"""The heading of what follows the text in a page."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether what is heard is the text. Raises NotRunError."""
    chapters = file.book.chapters
    if (lines := sum(len(concordance(each)) for each in chapters)) > MOST:
        raise NotRunError(f"{lines} Zeilen vorzulesen dauert zu lange", "Vorgelesen werden die Kapitel für sich.")
    files, names = served(file.data, file.suffix)
    roots = [(name, html_root(files[name], name)) for name in names]
    texts = [
        (name, root) for name, root in roots if any(ANCHOR.fullmatch(each.get("id", "")) for each in root.iter("*"))
    ]
    with tempfile.TemporaryDirectory(prefix="zeilentreu-") as folder, running_reader() as reader:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        spoken: list[str] = []
        for name, root in texts:
            with reader.page(Path(folder, name)) as page:
                spoken += _text(page.read(partial(_ended, _end(root))), root)
    wanted = [piece for each in chapters for piece in expected_speech(each)]
    own = {squeezed(words) for _, root in texts for words in _own(root)}
    found = [*differences_heard(wanted, tuple(spoken), own)]
    for each in chapters:
        found += structure(each, tuple(spoken), 2 if len(texts) < len(chapters) else 1)
    yield from file.findings(limited(Finding("Z636", message) for message in found))


def _own(root: Element) -> Iterator[str]:
    """The words around the text: what is marked as ours, and the names of links, tables and notes."""
    ids = {each.get("id"): each for each in root.iter("*")}
    for each in root.iter("*"):
        if "furniture" in each.get("class", "").split() or local_name(each) in {"header", "h1"}:
            yield from (text_of(inner) for inner in each.iter("*"))
        if name := each.get("aria-label"):
            yield name
        # The name of a region that is made of several: „Wege für alle“ and „Anmerkungen“.
        yield "".join(text_of(ids[name_]) for name_ in each.get("aria-labelledby", "").split() if name_ in ids)


def _preface(root: Element) -> str:
    """The words of the page before its text."""
    body = next(root.iter("{*}body"), root)
    parts: list[str] = []
    for each in body:
        if local_name(each) == "main":
            return squeezed("".join(parts))
        parts.append(text_of(each))
    return ""


def _text(spoken: Spoken, root: Element) -> Spoken:
    """What is spoken of the text, without what stands before and after it."""
    opened = max((at for at, said in enumerate(spoken[:FIRST_WORDS]) if _LOADED.fullmatch(said)), default=-1)
    said, rest = spoken[opened + 1 :], _preface(root)
    at = 0
    while rest and at < len(said):
        words = squeezed(said[at])
        place = -1 if not words or ANNOUNCED.fullmatch(said[at]) else rest.find(words)
        rest = rest[place + len(words) :] if place >= 0 else rest
        at += 1
    if FORM in said[at : at + 3] and FORM_END in said:
        at = said.index(FORM_END) + 1
    after = next((number for number in range(at, len(said)) if squeezed(said[number]) == _end(root)), len(said))
    return said[at:after]


def _end(root: Element) -> str:
    return next((squeezed(text_of(each)) for each in root.iter("*") if each.get("id") == END), "\0")


def _ended(heading: str, spoken: Spoken) -> bool:
    """Whether what follows the text has begun, which this heading stands over; the contents of a page may name it before."""
    return any(
        squeezed(words) == heading and level.startswith("Überschrift")
        for words, level in zip(spoken, spoken[1:], strict=False)
    )
