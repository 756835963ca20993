"""A publication → files: every edition made in memory first, then written whole, under a lock.

A build is current when the bytes of source, settings and program are those of the last build and every file is still
what was written. That is a matter of content, not of dates, so a fresh checkout or a touched file changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.build import programme, record, shelf, source_jobs
from pipeline.build.keys import key_of
from pipeline.build.programme import ReadChapter
from pipeline.build.source_jobs import Job, Programme
from pipeline.build.writing import locked, swept, undisturbed, write_whole
from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, Refusal, united_refusals
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.rendition import Rendition, rendition_of
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.row_status import refreshed
from pipeline.easy_language.translation import Translation, line_ranges, missing_lines
from pipeline.editions.pdf.typesetting import measure
from pipeline.editions.registry import CHECK_EDITIONS, EASY_EDITIONS, EDITIONS, Edition
from pipeline.publication.catalogue import RECORD
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter, book_of


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one source: its slug, its folder, the files written, what to report.

    No files were written where all were current, or where ``refusal`` says why none of those wanting can be made.
    """

    source: Path
    slug: str
    folder: Path
    written: tuple[str, ...]
    lines: int
    diagnostics: tuple[Diagnostic, ...] = ()
    refusal: Refusal | None = None


def build(
    jobs: Sequence[Job],
    out: Path,
    editions: Sequence[str],
    *,
    strict: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    written: Callable[[Path], None] = lambda _: None,
) -> Iterator[Built]:
    """What became of each chapter and of the books that they make up, in order. All are read before anything is written.

    ``progress`` gets each step before it is taken, and ``written`` each folder as soon as it has new editions.
    ``strict`` refuses texts that need repair. Raises Refusal with the faults of all; files of earlier builds then stay as
    they were. An edition that cannot be made keeps no other from being written, of its text or of another one: the
    refusal comes last.
    """
    found, refusals = programme.texts(jobs, strict=strict), list[Refusal]()
    volumes = [*(_chapter(text, refusals) for text in found), *(_book(*each, found) for each in programme.books(found))]
    _require_distinct(volumes)
    for volume in volumes:
        try:
            built = _build_one(volume, out, editions, progress, written)
        except Refusal as refusal:
            refusals += [refusal, type(refusal)(*volume.diagnostics)]
        else:
            if built:
                refusals += [built.refusal] if built.refusal else []
                yield built
    if refusals:
        raise united_refusals(refusals)


@dataclass(frozen=True, slots=True)
class _Volume:
    """What gets a folder of its own: its editions by name, what there is to report, and what its files depend on."""

    source: Path
    slug: str
    title: str
    lines: int
    writers: Mapping[str, tuple[Edition, Callable[[], bytes]]]
    diagnostics: tuple[Diagnostic, ...]
    key: str
    refused: bool = False
    """Whether its Leichte Sprache was refused."""
    remark: Callable[[], Diagnostic | None] = lambda: None
    """What there is to report of its printed pages."""


def _chapter(text: ReadChapter, refusals: list[Refusal]) -> _Volume:
    """The chapter by itself, with its Leichte Sprache as far as it is translated.

    A translation that cannot be used, or a picture of it that is missing, joins the refusals and keeps nobody from the
    editions of the text itself.
    """
    job, numbered = text.job, text.numbered
    easy, reported, before = None, tuple[Diagnostic, ...](), len(refusals)
    try:
        easy, reported = easy_language(job, numbered)
    except Refusal as refusal:
        refusals.append(refusal)
    book = book_of(numbered)
    writers = {name: (each, partial(each.write, book, job.publication)) for name, each in EDITIONS.items()}
    if easy:
        # The hand-over of the next round holds what is there.
        again = {name: each for name, each in EDITIONS.items() if name == HANDOVER}
        of_translation = {**again, **EASY_EDITIONS, **CHECK_EDITIONS}
        writers |= {
            name: (each, partial(each.write, book, job.publication, easy)) for name, each in of_translation.items()
        }
    lines = len(concordance(numbered))
    diagnostics = (*text.diagnostics, *reported)
    return _Volume(
        job.source,
        numbered.slug,
        numbered.chapter.title,
        lines,
        writers,
        diagnostics,
        key_of(text, easy),
        len(refusals) > before,
        partial(measure.note, book, Place(str(job.source))),
    )


def _book(programme_: Programme, book: Book, found: Sequence[ReadChapter]) -> _Volume:
    """All chapters of the programme as one book."""
    publication = programme_.publication
    writers = {name: (each, partial(each.write, book, publication)) for name, each in EDITIONS.items()}
    lines = sum(len(concordance(each)) for each in book.chapters)
    keys = [key_of(text, None) for text in found if text.job.programme == programme_]
    source = programme_.folder / source_jobs.SETTINGS
    remark = partial(measure.note, book, Place(str(source)))
    return _Volume(source, book.slug, book.title, lines, writers, (), record.digest("\n".join(keys)), remark=remark)


def easy_language(job: Job, numbered: NumberedChapter) -> tuple[Rendition | None, tuple[Diagnostic, ...]]:
    """What the Leichte-Sprache editions of the text say, None where nothing of it is translated, and what there is to report.

    Raises Refusal where the translation or a picture of it cannot be used.
    """
    path = shelf.translation_path(job.source, numbered.slug)
    translation = shelf.translation(path)
    if translation is None:
        return None, ()
    report = ReturnReport(str(path))
    shown = shelf.pictures(shelf.picture_folder(job), translation, path)
    fresh = refreshed(translation, numbered, report, {name: each.sha256 for name, each in shown.found.items()})
    easy = rendition_of(numbered, fresh, shown.found)
    return easy, (*report.diagnostics, *shown.faults, *_coverage(fresh, easy, path))


def _coverage(translation: Translation, easy: Rendition | None, path: Path) -> Iterator[Diagnostic]:
    """How much of the text is translated so far, and what the editions say of themselves."""
    missing = missing_lines(translation.rows)
    waiting = sum(row.status is Status.OPEN for row in translation.rows)
    gap = "Jede Zeile ist übertragen oder weggelassen."
    if missing:
        gap = f"{line_ranges(missing)} {'fehlt' if len(missing) == 1 else 'fehlen'}; offene Tabellenzeilen: {waiting}."
    state = (easy.draft or f"Von der Prüfgruppe gelesen: {easy.checked_on}") if easy else "Noch ist nichts übertragen"
    yield Diagnostic("Z672", Place(str(path)), f"Leichte Sprache: {gap} {state}.")


def _require_distinct(volumes: Sequence[_Volume]) -> None:
    seen: dict[str, Path] = {}
    for each in volumes:
        if each.slug in seen:
            message = f"„{each.source.name}“ und „{seen[each.slug].name}“ würden beide nach „{each.slug}“ geschrieben."
            hint = "Geben Sie einem der beiden in publication.toml unter [[chapter]] einen eigenen slug."
            raise InputRefusal(Diagnostic("Z405", Place(str(each.source)), message, hint))
        seen[each.slug] = each.source


def _build_one(
    volume: _Volume,
    out: Path,
    names: Sequence[str],
    progress: Callable[[str], None],
    written: Callable[[Path], None],
) -> Built | None:
    """What became of the volume; None where it has none of these editions and another volume may."""
    slug, folder = volume.slug, out / volume.slug
    possible = [name for name in names if name in volume.writers]
    if not possible:
        if volume.source.name == source_jobs.SETTINGS or volume.refused:
            return None
        message = f"Zu „{volume.title}“ gibt es noch keine Leichte Sprache."
        hint = f"Sie entsteht mit: zeilentreu return DATEI.docx {volume.source}"
        raise InputRefusal(Diagnostic("Z673", Place(str(volume.source)), message, hint))
    done = record.current(folder, volume.key)
    wanted = [name for name in possible if f"{slug}{volume.writers[name][0].suffix}" not in done]
    if not wanted:
        swept(folder)
        return Built(volume.source, slug, folder, (), volume.lines, volume.diagnostics)
    kept = {name: refusal for name in wanted if name in FORMS and (refusal := _filled_in(volume, folder, name))}
    made, failed = _made(volume, [name for name in wanted if name not in kept], progress)
    failed |= {f"{slug}{volume.writers[name][0].suffix}": refusal for name, refusal in kept.items()}
    if made:
        _write(volume, folder, made, failed, written)
    reported = (*volume.diagnostics, *_remarks(volume, made))
    return Built(volume.source, slug, folder, tuple(made), volume.lines, reported, _refusal(failed, folder))


HANDOVER = "docx"
"""The edition that goes to translators."""

FORMS = (HANDOVER, "pruefung-docx")
"""What people write in, sometimes where it was built."""


def _filled_in(volume: _Volume, folder: Path, name: str) -> FileRefusal | None:
    """Why the form is not written: somebody has written in the one that is there, and it is nowhere else."""
    path = folder / f"{volume.slug}{volume.writers[name][0].suffix}"
    if not record.is_altered(folder, path.name):
        return None
    message = f"„{path.name}“ wurde seit dem Bau verändert, vielleicht ausgefüllt, und bleibt, wie sie ist."
    hint = f"Lesen Sie sie ein (zeilentreu return {path} {volume.source}) und benennen Sie sie um; dann entsteht eine neue."
    return FileRefusal(Diagnostic("Z804", Place(str(path)), message, hint))


PRINTED = ("pdf", "archiv", "druck")
"""The editions whose pages keep the official lines; in large print all of them may go on in further rows."""


def _remarks(volume: _Volume, made: Collection[str]) -> Iterator[Diagnostic]:
    """What there is to report of the pages that were made."""
    if any(f"{volume.slug}{volume.writers[name][0].suffix}" in made for name in PRINTED):
        remark = volume.remark()
        yield from [remark] if remark else []


def _made(
    volume: _Volume, wanted: Sequence[str], progress: Callable[[str], None]
) -> tuple[dict[str, bytes], dict[str, Refusal]]:
    """The files of these editions by name, and why some of them cannot be made: each is made whatever becomes of the others."""
    made: dict[str, bytes] = {}
    failed: dict[str, Refusal] = {}
    for at, name in enumerate(wanted, 1):
        edition, write = volume.writers[name]
        progress(f"{volume.slug}: {edition.title} ({at} von {len(wanted)})")
        file = f"{volume.slug}{edition.suffix}"
        try:
            made[file] = write()
        except Refusal as refusal:
            failed[file] = refusal
    return made, failed


def _write(
    volume: _Volume,
    folder: Path,
    made: Mapping[str, bytes],
    failed: Mapping[str, Refusal],
    written: Callable[[Path], None],
) -> None:
    """Write the files, and the record of what they were made of and of what is wanting. Raises FileRefusal (Z801)."""
    with locked(folder), undisturbed():
        write_whole(folder, {**made, RECORD: record.renewed(folder, volume.key, made, failed)})
        written(folder)


def _refusal(failed: Mapping[str, Refusal], folder: Path) -> Refusal | None:
    """Why editions are wanting; one fault of several editions is reported once and names them all."""
    if not failed:
        return None
    by_fault: dict[Diagnostic, list[str]] = {}
    for name, refusal in failed.items():
        for diagnostic in refusal.diagnostics:
            by_fault.setdefault(diagnostic, []).append(name)
    named = [replace(each, message=f"{each.message} {_wanting(names, folder)}") for each, names in by_fault.items()]
    return type(max(failed.values(), key=lambda each: each.exit_code))(*named)


def _wanting(names: Sequence[str], folder: Path) -> str:
    """Which editions a fault costs, for readers; an earlier file of that name is not taken away, but it is out of date."""
    stale = [name for name in names if (folder / name).exists()]
    old = f" Veraltet, von einem früheren Stand: {', '.join(stale)}." if stale else ""
    return f"Nicht geschrieben: {', '.join(names)}; alle anderen Ausgaben entstehen.{old}"
