"""All checks on the files of one folder → a report. CHECKS names them in the order of running."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.checks import (
    ace,
    attached_sources,
    axe,
    chapter_text,
    display,
    easy_rendition,
    epubcheck,
    handover_rows,
    open_xml,
    own_language,
    particulars,
    print_shop,
    standalone,
    tags,
    title_page,
    transcripts,
    verapdf,
    web_links,
    word_access,
)
from pipeline.checks import book_navigation as book
from pipeline.checks.finished import Finished
from pipeline.checks.java_engine import NotRunError
from pipeline.checks.report import NOT_RUN, Report, Row
from pipeline.diagnostics import Diagnostic, Place
from pipeline.easy_language.rendition import Rendition as Easy
from pipeline.publication.catalogue import BY_SUFFIX, CATALOGUE, RECORD, Medium, suffixes
from pipeline.readback import READERS, print_inks
from pipeline.readback import data as plain
from pipeline.readback.easy import EASY_READERS
from pipeline.readback.epub import opened as book_of
from pipeline.readback.reading import Reading, UnreadableError
from pipeline.text.model import Book, NumberedChapter, Resolution

MODEL = CATALOGUE["json"].suffix


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, the endings of the files that it is for, and what it finds in one."""

    name: str
    suffixes: Collection[str]
    findings: Callable[[Finished], Iterator[Diagnostic]]
    not_compared: Callable[[Finished], tuple[str, ...]] = lambda _: ()
    """What a file of this format cannot say, so that nobody compared it."""


def _lines(file: Finished) -> Iterator[Diagnostic]:
    """Whether every line has its number, its words and its place, and nothing else is there."""
    if file.book:
        yield from _bound_lines(file, file.book)
        return
    reading = file.reading
    if isinstance(reading, Diagnostic) and not (file.truth is None and file.suffix == MODEL and _is_book(file.data)):
        yield reading
        return
    if file.truth is None:
        why = (
            "ohne Quelle ist dieses Modell selbst der Maßstab"
            if file.suffix == MODEL
            else "das Modell ist nicht lesbar"
        )
        yield Diagnostic(NOT_RUN, file.place, f"Kein Vergleich: {why}.", "Mit Quelle prüfen: zeilentreu check --source")
        return
    if isinstance(reading, Reading):
        found = chapter_text.findings(reading, file.truth, file.language)
        yield from (Diagnostic(code, file.place, message) for code, message in found)


def _is_book(data: bytes) -> bool:
    try:
        plain.book(data)
    except UnreadableError:
        return False
    return True


def _bound_lines(file: Finished, truth: Book) -> Iterator[Diagnostic]:
    """The same of every chapter of a book."""
    if isinstance(file.bound, Diagnostic):
        yield file.bound
        return
    found = chapter_text.bound_findings(file.bound, truth, file.language)
    yield from (Diagnostic(code, file.place, message) for code, message in found)


def _fonts(file: Finished) -> Iterator[Diagnostic]:
    """Whether all fonts are the house's, and in the file, and large enough."""
    if isinstance(file.reading, Diagnostic):
        yield Diagnostic(NOT_RUN, file.place, "Die Datei ist nicht lesbar.")
        return
    found = [*particulars.typefaces(file.reading)]
    if least := BY_SUFFIX[file.suffix].least_type:
        found += particulars.type_sizes(file.reading, least)
    yield from (Diagnostic(code, file.place, message) for code, message in found)


def _area(file: Finished) -> Iterator[Diagnostic]:
    """Whether all type stands in the type area of its page, and every line number in one row."""
    if isinstance(file.reading, Diagnostic):
        yield Diagnostic(NOT_RUN, file.place, "Die Datei ist nicht lesbar.")
        return
    found = particulars.type_area(file.reading)
    yield from (Diagnostic(code, file.place, message) for code, message in found)


def _easy_fonts(file: Finished) -> Iterator[Diagnostic]:
    """The same for an edition that is not read by lines."""
    try:
        reading = READERS[".pdf"](file.data)
    except UnreadableError:
        yield Diagnostic(NOT_RUN, file.place, "Die Datei ist nicht lesbar.")
        return
    yield from (Diagnostic(code, file.place, message) for code, message in particulars.typefaces(reading))


def _standalone(file: Finished) -> Iterator[Diagnostic]:
    """Whether it shows what it holds, and nothing else."""
    read = standalone.web if file.suffix.endswith(".html") else standalone.book
    try:
        yield from (Diagnostic("Z631", file.place, message) for message in dict.fromkeys(read(file.data)))
    except UnreadableError as error:
        yield Diagnostic(NOT_RUN, file.place, f"Die Datei ist nicht lesbar: {error}.")


def _press(file: Finished) -> Iterator[Diagnostic]:
    """Whether a print shop can take it."""
    try:
        yield from (
            Diagnostic("Z630", file.place, message) for message in print_shop.findings(print_inks.read(file.data))
        )
    except UnreadableError as error:
        yield Diagnostic(NOT_RUN, file.place, f"Die Datei ist nicht lesbar: {error}.")


def _page(file: Finished) -> Iterator[Diagnostic]:
    """Whether the links and contents of the web page are true."""
    try:
        yield from (Diagnostic("Z635", file.place, message) for message in web_links.findings(file.data))
    except UnreadableError as error:
        yield Diagnostic(NOT_RUN, file.place, f"Die Datei ist nicht lesbar: {error}.")


def _book(file: Finished) -> Iterator[Diagnostic]:
    """Whether the lists, links and statements of the book are true; its page list is held against the finished S.pdf."""
    try:
        opened = book_of(file.data)
        pages = _pages_beside(file)
    except UnreadableError as error:
        yield Diagnostic(NOT_RUN, file.place, f"Die Datei ist nicht lesbar: {error}.")
        return
    if pages is None and opened.navigation("page-list"):
        message = "Die Seitenliste wurde mit keinem PDF verglichen: daneben liegt keines, das lesbar ist."
        yield Diagnostic(NOT_RUN, file.place, message, "Bauen Sie beide Ausgaben: make")
    for message in dict.fromkeys(book.findings(opened, _resolution(file), pages)):
        yield Diagnostic("Z635", file.place, message)


def _resolution(file: Finished) -> Resolution | None:
    """Who resolved what the book holds, and when: an empty one where its chapters do not agree, None if nobody knows."""
    if file.book:
        return file.book.resolution
    return file.truth.chapter.resolution if file.truth else None


def _pages_beside(file: Finished) -> tuple[int | None, ...] | None:
    """The first lines of the pages of the PDF that lies beside the book; None where there is none to read."""
    try:
        return READERS[".pdf"](
            file.path.with_name(f"{file.path.name.removesuffix(file.suffix)}.pdf").read_bytes()
        ).pages
    except (OSError, UnreadableError):
        return None


def _handover(file: Finished) -> Iterator[Diagnostic]:
    """Whether translators get every sentence; a book of several chapters is no hand-over."""
    return iter(()) if file.book else handover_rows.check(file)


def _epubcheck(file: Finished) -> Iterator[Diagnostic]:
    """Whether EPUBCheck has neither error nor warning."""
    try:
        found = epubcheck.messages(file.path)
    except NotRunError as reason:
        yield Diagnostic(NOT_RUN, file.place, f"{reason}.", reason.hint)
        return
    for each in found:
        inside = "/".join(part for part in (file.place.file, each.path) if part)
        yield Diagnostic("Z609", Place(inside, each.line, each.column), f"{each.code} ({each.severity}): {each.text}")


_BOTH = (False, True)
_EASY = (True,)

CHECKS: tuple[Check, ...] = (
    Check("Zeilen", tuple(READERS), _lines),
    Check(
        "Auszeichnung",
        suffixes(Medium.WEB, Medium.PDF, Medium.PRINT, Medium.EPUB, Medium.WORD),
        transcripts.check,
        transcripts.not_compared,
    ),
    Check("Titelseite", suffixes(Medium.WEB, Medium.PDF, Medium.PRINT, Medium.EPUB), title_page.check),
    Check("Schriften", suffixes(Medium.PDF, Medium.PRINT), _fonts),
    Check("Satzspiegel", suffixes(Medium.PDF, Medium.PRINT), _area),
    Check("Tags", suffixes(Medium.PDF, Medium.PRINT), tags.check),
    Check("veraPDF", tuple(each.suffix for each in CATALOGUE.values() if each.standards), verapdf.check),
    Check(
        "Ausgangstext",
        tuple(each.suffix for each in CATALOGUE.values() if each.source_attached),
        attached_sources.check,
    ),
    Check("Druckvorlage", suffixes(Medium.PRINT), _press),
    Check(
        "Sprache",
        (*suffixes(Medium.WEB, Medium.EPUB, easy=_BOTH), *suffixes(Medium.PDF)),
        own_language.check,
    ),
    Check("Leichte Sprache", tuple(EASY_READERS), easy_rendition.check),
    Check("Schriften", suffixes(Medium.PDF, easy=_EASY), _easy_fonts),
    Check("Tags", suffixes(Medium.PDF, easy=_EASY), tags.sound),
    Check("Eigenständig", suffixes(Medium.WEB, Medium.EPUB, easy=_BOTH), _standalone),
    Check("Verweise", suffixes(Medium.WEB), _page),
    Check("Verzeichnisse", suffixes(Medium.EPUB), _book),
    Check("EPUBCheck", suffixes(Medium.EPUB, easy=_BOTH), _epubcheck),
    Check("Ace", suffixes(Medium.EPUB, easy=_BOTH), ace.check),
    Check("axe", suffixes(Medium.WEB, Medium.EPUB, easy=_BOTH), axe.check),
    Check("Darstellung", suffixes(Medium.WEB, Medium.EPUB), display.check),
    Check("Übergabe", suffixes(Medium.WORD), _handover),
    Check("OpenXML", suffixes(Medium.WORD, easy=_BOTH), open_xml.check),
    Check("Zugänglich", suffixes(Medium.WORD, easy=_BOTH), word_access.check),
)
"""Every check, in the order of running."""


def examine(
    folder: Path,
    truth: NumberedChapter | Book | None = None,
    *,
    expected: Collection[str] | None = None,
    language: str = "",
    checks: Collection[Check] = CHECKS,
    easy: Easy | None = None,
) -> Report:
    """What the checks say about the folder of one chapter, or of a book of several.

    ``truth`` is the model from the source; without it S.json is the measure, and the report says so. ``expected`` are
    the endings of the editions that must be there, those that the record of the build names where nobody says; others
    that are there are checked all the same. ``easy`` is the reading that the Leichte-Sprache editions must give. Reads
    files only.
    """
    expected = _recorded(folder, easy) if expected is None else expected
    model, said = _model(folder)
    measure, language = truth or model, language or said
    rows: list[Row] = []
    for suffix in (*READERS, *EASY_READERS):
        path = _path(folder, suffix)
        file = _file(folder, suffix, truth if suffix == MODEL else measure, language, easy)
        if file is not None:
            rows += [
                Row(each.name, path.name, tuple(each.findings(file)), each.not_compared(file))
                for each in checks
                if suffix in each.suffixes
            ]
        elif _is_there(path):
            closed = Diagnostic("Z608", Place(path.as_posix()), f"{path.name} ist da, lässt sich aber nicht lesen.")
            rows.append(Row("Vorhanden", path.name, (closed,)))
        elif suffix in expected:
            absent = Diagnostic("Z607", Place(path.as_posix()), f"{path.name} fehlt.", "Bauen Sie die Ausgaben: make")
            rows.append(Row("Vorhanden", path.name, (absent,)))
    rows += _unknown(folder)
    return Report(folder.as_posix(), _named(folder, truth, measure), tuple(rows))


def _model(folder: Path) -> tuple[NumberedChapter | Book | None, str]:
    """The model that the folder itself holds, and the language that it names; nothing where it is not readable."""
    try:
        data = _path(folder, MODEL).read_bytes()
    except OSError:
        return None, ""
    with suppress(UnreadableError):
        reading = READERS[MODEL](data)
        return reading.model, reading.languages[0].text
    with suppress(UnreadableError):
        return plain.book(data), plain.language(plain.decoded(data))
    return None, ""


def _recorded(folder: Path, easy: Easy | None) -> Collection[str]:
    """The endings of the editions that the last build made or could not make; all where it left no record."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        names = {*record["files"], *record.get("absent", ())}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return (*READERS, *(EASY_READERS if easy else ()))
    return [suffix for suffix in (*READERS, *EASY_READERS) if _path(folder, suffix).name in names]


def _path(folder: Path, suffix: str) -> Path:
    return folder / f"{folder.resolve().name}{suffix}"


def _file(
    folder: Path, suffix: str, truth: NumberedChapter | Book | None, language: str, easy: Easy | None = None
) -> Finished | None:
    """The edition with this ending, if it is there and can be opened."""
    path = _path(folder, suffix)
    book = truth if isinstance(truth, Book) else None
    chapter = truth if isinstance(truth, NumberedChapter) else None
    try:
        return Finished(path, suffix, chapter, language, path.read_bytes(), easy, book)
    except OSError:
        return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def _named(folder: Path, truth: NumberedChapter | Book | None, measure: NumberedChapter | Book | None) -> str:
    match truth:
        case NumberedChapter(chapter):
            return f"die Quelle {chapter.source.name}"
        case Book(chapters=chapters):
            return f"die Quellen {', '.join(dict.fromkeys(each.chapter.source.name for each in chapters))}"
        case None:
            name = _path(folder, MODEL).name
            return (
                f"das Modell in {name}, nicht die Quelle"
                if measure
                else f"keiner, denn {name} fehlt oder ist nicht lesbar"
            )


def _unknown(folder: Path) -> Iterator[Row]:
    """Files that no check is for; hidden ones are the build's own."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        return
    known = {_path(folder, suffix).name for suffix in (*READERS, *EASY_READERS)}
    for name in names:
        if name not in known:
            place = Place((folder / name).as_posix())
            yield Row("Unbekannt", name, (Diagnostic(NOT_RUN, place, "Für diese Datei gibt es keine Prüfung."),))
