"""All checks on the files of one folder → a report. CHECKS names them in the order of running."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.checks import (
    ace,
    attached_sources,
    axe,
    book_navigation,
    camera_notes,
    chapter_text,
    display,
    easy_rendition,
    epubcheck,
    group_copy,
    handover_rows,
    heard,
    notes_reached,
    open_xml,
    own_language,
    picture_shapes,
    print_shop,
    reading_programs,
    sheets,
    standalone,
    tags,
    title_page,
    transcripts,
    verapdf,
    web_links,
    word_access,
)
from pipeline.checks.finding import NOT_RUN
from pipeline.checks.finished import Finished, outcome
from pipeline.checks.report import Report, ReportRow
from pipeline.diagnostics import Diagnostic, FileRefusal, Place
from pipeline.easy_language.rendition import Rendition as Easy
from pipeline.publication.catalogue import ASIDE, CATALOGUE, COPIES, RECORD, Medium, suffixes
from pipeline.publication.files import LARGEST_EDITION, content
from pipeline.readback import READERS, read_file
from pipeline.readback.easy import EASY_READERS
from pipeline.readback.reading import UnreadableError
from pipeline.text.model import Book

MODEL = CATALOGUE["json"].suffix


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, the endings of the files that it is for, and what it finds in one."""

    name: str
    suffixes: Collection[str]
    findings: Callable[[Finished], Iterator[Diagnostic]]
    not_compared: Callable[[Finished], tuple[str, ...]] = lambda _: ()
    """What a file of this format cannot say, so that nobody compared it."""


_BOTH = (False, True)
_EASY = (True,)

CHECKS: tuple[Check, ...] = (
    Check("Zeilen", tuple(READERS), chapter_text.check),
    Check(
        "Auszeichnung",
        suffixes(Medium.WEB, Medium.PDF, Medium.PRINT, Medium.EPUB, Medium.WORD),
        transcripts.check,
        transcripts.not_compared,
    ),
    Check("Titelseite", suffixes(Medium.WEB, Medium.PDF, Medium.PRINT, Medium.EPUB), title_page.check),
    Check("Schriften", suffixes(Medium.PDF, Medium.PRINT), sheets.fonts),
    Check("Satzspiegel", suffixes(Medium.PDF, Medium.PRINT), sheets.area),
    Check("Bilder", suffixes(Medium.PDF, Medium.PRINT), picture_shapes.check),
    Check(
        "Bildangaben",
        suffixes(Medium.WEB, Medium.PDF, Medium.PRINT, Medium.EPUB, Medium.WORD, easy=_BOTH),
        camera_notes.check,
    ),
    Check("Tags", suffixes(Medium.PDF, Medium.PRINT), tags.check),
    Check("veraPDF", tuple(each.suffix for each in CATALOGUE.values() if each.standards), verapdf.check),
    Check(
        "Ausgangstext",
        tuple(each.suffix for each in CATALOGUE.values() if each.source_attached),
        attached_sources.check,
    ),
    Check("Druckvorlage", suffixes(Medium.PRINT), print_shop.check),
    Check(
        "Sprache",
        (*suffixes(Medium.WEB, Medium.EPUB, easy=_BOTH), *suffixes(Medium.PDF)),
        own_language.check,
    ),
    Check("Leichte Sprache", tuple(each for each in EASY_READERS if each not in COPIES), easy_rendition.check),
    Check("Prüf-Fassung", COPIES, group_copy.check),
    Check("Schriften", suffixes(Medium.PDF, easy=_EASY), sheets.easy_fonts),
    Check("Bilder", suffixes(Medium.PDF, easy=_EASY), picture_shapes.check),
    Check("Tags", suffixes(Medium.PDF, easy=_EASY), tags.sound),
    Check("Eigenständig", suffixes(Medium.WEB, Medium.EPUB, easy=_BOTH), standalone.check),
    Check("Verweise", suffixes(Medium.WEB), web_links.check),
    Check("Anmerkungen", suffixes(Medium.WEB, Medium.EPUB, Medium.PDF), notes_reached.check),
    Check("Verzeichnisse", suffixes(Medium.EPUB), book_navigation.check),
    Check("Leseprogramme", suffixes(Medium.EPUB), reading_programs.check),
    Check("EPUBCheck", suffixes(Medium.EPUB, easy=_BOTH), epubcheck.check),
    Check("Ace", suffixes(Medium.EPUB, easy=_BOTH), ace.check),
    Check("axe", suffixes(Medium.WEB, Medium.EPUB, easy=_BOTH), axe.check),
    Check("Vorlesen", suffixes(Medium.WEB, Medium.EPUB), heard.check),
    Check("Darstellung", suffixes(Medium.WEB, Medium.EPUB), display.check),
    Check("Übergabe", suffixes(Medium.WORD), handover_rows.check),
    Check("OpenXML", suffixes(Medium.WORD, easy=_BOTH), open_xml.check),
    Check("Zugänglich", suffixes(Medium.WORD, easy=_BOTH), word_access.check),
)
"""Every check, in the order of running."""


def examine(
    folder: Path,
    truth: Book | None = None,
    *,
    expected: Collection[str] | None = None,
    language: str = "",
    checks: Collection[Check] = CHECKS,
    easy: Easy | None = None,
) -> Report:
    """What the checks say about the folder of a book, which may be one chapter by itself.

    ``truth`` is the model from the source; without it S.json is the measure, and the report says so. ``expected`` are
    the endings of the editions that must be there, those that the record of the build names where nobody says; others
    that are there are checked all the same. ``easy`` is the reading that the Leichte-Sprache editions must give. Reads
    files only.
    """
    expected = _recorded(folder, easy) if expected is None else expected
    model, said = _model(folder)
    measure, language = truth or model, language or said
    rows: list[ReportRow] = []
    for suffix in (*READERS, *EASY_READERS):
        path = _path(folder, suffix)
        # S.json is not held against itself.
        file = _file(folder, suffix, truth if suffix == MODEL else measure, language, easy)
        if file is not None:
            rows += [
                ReportRow(each.name, path.name, outcome(each.findings, file), each.not_compared(file))
                for each in checks
                if suffix in each.suffixes
            ]
        elif _is_there(path):
            closed = Diagnostic("Z608", Place(path.as_posix()), f"{path.name} ist da, lässt sich aber nicht lesen.")
            rows.append(ReportRow("Vorhanden", path.name, (closed,)))
        elif suffix in expected:
            absent = Diagnostic("Z607", Place(path.as_posix()), f"{path.name} fehlt.", "Bauen Sie die Ausgaben: make")
            rows.append(ReportRow("Vorhanden", path.name, (absent,)))
    rows += (*_interrupted(folder), *_unknown(folder))
    return Report(folder.as_posix(), _named(folder, truth, measure), tuple(rows))


def _model(folder: Path) -> tuple[Book | None, str]:
    """The model that the folder itself holds, and the language that it names; nothing where it is not readable."""
    try:
        reading = read_file(content(_path(folder, MODEL), LARGEST_EDITION) or b"", MODEL)
    except (FileRefusal, UnreadableError):
        return None, ""
    return reading.model, reading.languages[0].text


def _recorded(folder: Path, easy: Easy | None) -> Collection[str]:
    """The endings of the editions that the last build made or could not make; all where it left no record."""
    try:
        record = json.loads(content(folder / RECORD, LARGEST_EDITION) or b"")
        names = {*record["files"], *record.get("absent", ())}
    except (FileRefusal, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return (*READERS, *(EASY_READERS if easy else ()))
    return [suffix for suffix in (*READERS, *EASY_READERS) if _path(folder, suffix).name in names]


def _path(folder: Path, suffix: str) -> Path:
    return folder / f"{folder.resolve().name}{suffix}"


def _file(folder: Path, suffix: str, truth: Book | None, language: str, easy: Easy | None) -> Finished | None:
    """The edition with this ending, if it is there and can be opened."""
    path = _path(folder, suffix)
    try:
        data = content(path, LARGEST_EDITION)
    except FileRefusal:
        return None
    return None if data is None else Finished(path, suffix, truth, language, data, easy)


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return True


def _named(folder: Path, truth: Book | None, measure: Book | None) -> str:
    if truth:
        names = dict.fromkeys(each.chapter.source.name for each in truth.chapters)
        return f"die {'Quelle' if truth.alone else 'Quellen'} {', '.join(names)}"
    name = _path(folder, MODEL).name
    return f"das Modell in {name}, nicht die Quelle" if measure else f"keiner, denn {name} fehlt oder ist nicht lesbar"


def _interrupted(folder: Path) -> Iterator[ReportRow]:
    """What a build left that was ended while it wrote: then old and new editions may stand side by side."""
    try:
        left = sorted(path.name for path in folder.glob(f"{ASIDE}*.tmp"))
    except OSError:
        return
    if left:
        message = "Ein Bau wurde beim Schreiben beendet. Alte und neue Ausgaben können hier nebeneinander stehen."
        found = Diagnostic("Z688", Place(folder.as_posix()), message, "Bauen Sie die Ausgaben neu: make")
        yield ReportRow("Vorhanden", folder.resolve().name, (found,))


def _unknown(folder: Path) -> Iterator[ReportRow]:
    """Files that no check is for; hidden ones are the build's own."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        return
    known = {_path(folder, suffix).name for suffix in (*READERS, *EASY_READERS)}
    for name in names:
        if name not in known:
            place = Place((folder / name).as_posix())
            yield ReportRow("Unbekannt", name, (Diagnostic(NOT_RUN, place, "Für diese Datei gibt es keine Prüfung."),))
