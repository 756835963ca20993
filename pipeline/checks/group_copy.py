"""The check group's copy against the translation: nothing that is shown goes unread, and every number has its boxes (Z687).

What is missing here was read by nobody; what has no box cannot come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.finding import NotRunError, limited, of_code
from pipeline.checks.finished import WITH_SOURCE, Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.easy_language import check_wording, form_wording
from pipeline.easy_language.check_copy import CheckEntry, check_bookmark, entries
from pipeline.easy_language.check_outcome import read_lines
from pipeline.easy_language.own_sentences import DRAFT
from pipeline.easy_language.rendition import Rendition
from pipeline.publication.catalogue import BY_SUFFIX, Medium
from pipeline.readback.easy import EASY_READERS, EasyReading
from pipeline.readback.reading import UnreadableError
from pipeline.readback.word_form import Form, form_of
from pipeline.text.model import NumberedChapter


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the group reads all that is translated, and can answer to each of it."""
    if file.easy is None:
        raise NotRunError("Kein Vergleich: die Übersetzung ist nicht bekannt", WITH_SOURCE)
    truth = file.book.chapters[0]
    try:
        found = [*findings(EASY_READERS[file.suffix](file.data), file.easy, truth)]
        if BY_SUFFIX[file.suffix].medium is Medium.WORD:
            found += word_findings(form_of(file.data), file.easy, truth)
    except UnreadableError as error:
        return iter((file.unreadable(error),))
    return file.findings(limited(of_code("Z687", found)))


def findings(reading: EasyReading, easy: Rendition, truth: NumberedChapter) -> Iterator[str]:
    """What differs, in words; the texts of the copy stand in it in order, and nothing between them."""
    every = entries(easy, truth)
    wanted = [_plain(text) for entry in every for text in _texts(entry)]
    heads = {*check_wording.COLUMNS, *check_wording.HEADINGS}
    said = [_unboxed(text) for text in reading.texts if text not in heads]
    start = next((at for at, text in enumerate(said) if text == wanted[0]), None)
    there = said[start : start + len(wanted)] if start is not None else []
    if there != wanted:
        at = next((at for at, pair in enumerate(zip(there, wanted, strict=False)) if pair[0] != pair[1]), len(there))
        got = there[at] if at < len(there) else ""
        yield f"Erwartet {in_quotes(wanted[at])}, gefunden {in_quotes(got)}."
    rest = said[start + len(wanted) :] if start is not None else []
    for label in (*check_wording.PROTOCOL, check_wording.ALL_OTHERS):
        if label not in rest:
            yield f"Am Ende fehlt das Feld {in_quotes(label)}."
    missing = [each for each in check_wording.INSTRUCTIONS if each not in said[: start or 0]]
    yield from (f"In der Anleitung fehlt {in_quotes(each)}." for each in missing)
    boxes = sum(text.startswith(check_wording.BOX) for text in reading.texts)
    if boxes != (want := sum(2 + 2 * len(entry.pictures) for entry in every) + 1):
        yield f"Kästchen zum Ankreuzen: erwartet {want}, gefunden {boxes}."
    pictures = [picture.alternative for entry in every for picture in entry.pictures]
    if list(reading.pictures) != pictures:
        yield f"Bilder: erwartet {in_quotes(', '.join(pictures))}, gefunden {in_quotes(', '.join(reading.pictures))}."
    if bool(easy.draft) != any(DRAFT in text for text in reading.statements):
        yield f"In den Angaben der Datei {'fehlt' if easy.draft else 'steht noch'}: {in_quotes(DRAFT)}."


def _texts(entry: CheckEntry) -> Iterator[str]:
    """What stands under a number, in order, each as one element has it."""
    yield entry.name
    yield from read_lines(entry)
    for picture in entry.pictures:
        yield f"{check_wording.SHOWS} {picture.alternative}"
        yield from [f"{check_wording.PICTURE_FROM} {picture.credit}"] if picture.credit else []
    yield from (check_wording.UNDERSTOOD, check_wording.NOT_UNDERSTOOD)
    for at in range(1, len(entry.pictures) + 1):
        yield from (check_wording.picture_question(at, len(entry.pictures)), check_wording.YES, check_wording.NO)


def word_findings(found: Form, easy: Rendition, truth: NumberedChapter) -> Iterator[str]:
    """What of the Word document would not find its way back: bookmarks that name what was read, boxes, properties."""
    rows = [row for table in found.tables if table.heads == check_wording.COLUMNS for row in table.rows]
    tags: list[str] = []
    for entry, row in zip(entries(easy, truth), rows, strict=False):
        number, _, *marks = row
        if number.bookmarks != (check_bookmark(entry),):
            yield f"{entry.name}: die Textmarke sagt nicht, welcher Text gelesen wird."
        controls = [control for cell in marks for control in cell.controls]
        tags += [control.tag for control in controls]
        if len(controls) != (want := 2 + 2 * len(entry.pictures)):
            yield f"{entry.name}: erwartet {want} Kästchen zum Anklicken, gefunden {len(controls)}."
    yield from _repeated(tags)
    wanted = {
        form_wording.SLUG: truth.slug,
        form_wording.SOURCE: truth.chapter.source.sha256,
        check_wording.FORM: check_wording.FORMAT,
    }
    for name, value in wanted.items():
        if found.properties.get(name) != value:
            yield f"Die Eigenschaft {name} ist nicht „{value}“, sondern „{found.properties.get(name, '')}“."


def _repeated(tags: Sequence[str]) -> Iterator[str]:
    yield from (f"Das Kästchen {each} gibt es mehr als einmal." for each in dict.fromkeys(tags) if tags.count(each) > 1)


def _unboxed(text: str) -> str:
    return text.removeprefix(check_wording.BOX).strip()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
