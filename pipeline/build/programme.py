"""What is to be made of: the paths that somebody names → chapters with their numbers, in the order of their publication.

    folder ─▶ publication.toml ─▶ Job, one a file ─▶ Text, one a chapter (a file may hold several)

Chapters of one publication know of each other: numbers may run through all of them, and a reference may name lines of
another one. Where that is so, the others are read as well, though nobody named them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, Refusal, UsageRefusal, united_refusals
from pipeline.diagnostics.codes import Severity
from pipeline.diagnostics.reasons import reason
from pipeline.publication import settings
from pipeline.publication.settings import ChapterSettings, Publication
from pipeline.sources import forms as sources
from pipeline.text import references, slugs
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter

SETTINGS = "publication.toml"

# What belongs to a publication's folder but is no chapter.
_NO_CHAPTER = frozenset({"readme.md", "changelog.md"})
_TEXTS = frozenset({".docx", ".odt", ".htm", ".html", ".json", ".txt"})


@dataclass(frozen=True, slots=True)
class Job:
    """A source, and the settings that apply to it."""

    source: Path
    publication: Publication
    """That of its folder; its only chapter is this one."""
    settings: bytes = b""
    programme: Programme | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """The publication of a folder, and its sources in their order."""

    folder: Path
    publication: Publication
    sources: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """A chapter that was read, and what there is to report of it."""

    job: Job
    numbered: NumberedChapter
    diagnostics: tuple[Diagnostic, ...]


def jobs(
    paths: Sequence[Path], *, form: str | None = None, width: int | None = None, tracked: str | None = None
) -> tuple[Job, ...]:
    """The sources that the paths name: files, or folders with a publication. Raises Refusal where one cannot be used.

    ``form``, ``width`` and ``tracked``, where they are given, go before what the publication says of the sources.
    """
    found = (job for path in paths for job in (_folder(path) if _is_folder(path) else [_single(path)]))
    return tuple(_overridden(job, form, width, tracked) for job in found)


def _overridden(job: Job, form: str | None, width: int | None, tracked: str | None) -> Job:
    """The job with what was given when its source was named, which overrides its publication."""
    own = job.publication.chapters[0]
    only = replace(own, form=form or own.form, width=width or own.width, tracked=tracked or own.tracked)
    return replace(job, publication=replace(job.publication, chapters=(only,)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a loop of links: reading it says what is wrong
        return False


def _single(path: Path) -> Job:
    raw, publication = _settings(path.parent)
    programme = None
    if publication.chapters or publication.lines.numbering == "through":
        programme = Programme(path.parent, publication, tuple(_sources(path.parent, publication)))
    return _job(path, raw, publication, programme)


def _folder(folder: Path) -> Iterator[Job]:
    raw, publication = _settings(folder)
    found = tuple(_sources(folder, publication))
    if absent := [path for path in found if path.name == SETTINGS or not _is_file(path)]:
        raise InputRefusal(*(_absent(path, folder) for path in absent))
    if not found:
        raise InputRefusal(_without_source(folder))
    programme = Programme(folder, publication, found)
    yield from (_job(path, raw, publication, programme) for path in found)


def _sources(folder: Path, publication: Publication) -> Iterator[Path]:
    if publication.chapters:
        yield from (folder / each.source for each in publication.chapters)
    else:
        yield from sorted(path for path in folder.glob("*.md") if path.name.lower() not in _NO_CHAPTER)


def _without_source(folder: Path) -> Diagnostic:
    """The refusal (Z406), with the first file that may have been meant."""
    meant = next((path for path in sorted(folder.iterdir()) if path.suffix.lower() in _TEXTS and _is_file(path)), None)
    name = json.dumps(_readable(meant.name), ensure_ascii=False) if meant else '"antrag.docx"'
    hint = f"Andere Texte nennt publication.toml im Ordner: unter [[chapter]] eine Zeile source = {name}."
    if meant:
        hint += f" Oder nennen Sie die Datei selbst: {_readable(str(meant))}"
    return Diagnostic("Z406", Place(str(folder)), "Im Ordner liegt keine Quelle (*.md).", hint)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a loop of links
        return False


def _absent(path: Path, folder: Path) -> Diagnostic:
    place, name = Place(str(folder / SETTINGS)), path.relative_to(folder).as_posix()
    if path.name == SETTINGS or _is_folder(path):
        message = f"„{name}“ ist kein Text: Ein Kapitel nennt eine einzelne Datei, keine andere Veröffentlichung."
        return Diagnostic("Z404", place, message, "Nennen Sie jede Datei unter einem eigenen [[chapter]].")
    return Diagnostic("Z404", place, f"Das Kapitel „{name}“ gibt es nicht.")


def _job(path: Path, raw: bytes, publication: Publication, programme: Programme | None) -> Job:
    folder = programme.folder if programme else path.parent
    own = next((each for each in publication.chapters if path == folder / each.source), None)
    only = replace(own or ChapterSettings(), source=_readable(path.name))
    return Job(path, replace(publication, chapters=(only,)), raw, programme)


def _readable(name: str) -> str:
    """The name of a file; one that is no UTF-8 stays readable, and can be written into every edition."""
    return name.encode("utf-8", "replace").decode()


def _settings(folder: Path) -> tuple[bytes, Publication]:
    path = folder / SETTINGS
    try:
        raw = path.read_bytes() if path.is_file() else b""
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusal(Diagnostic("Z401", Place(str(path)), "Die Datei ist nicht in UTF-8 kodiert.")) from error
    except OSError as error:
        raise FileRefusal(Diagnostic("Z802", Place(str(path)), f"Nicht lesbar: {reason(error)}.")) from error
    return raw, _with_profile(settings.loads(text, str(path), _epoch()), path)


def _with_profile(publication: Publication, path: Path) -> Publication:
    """The settings with the bytes of the ICC profile that they name."""
    if not publication.press.profile:
        return publication
    profile = path.parent / publication.press.profile
    try:
        icc = profile.read_bytes()
    except OSError as error:
        message = f"Das Farbprofil „{publication.press.profile}“ ist nicht lesbar: {reason(error)}."
        raise InputRefusal(Diagnostic("Z407", Place(str(path)), message)) from error
    return replace(publication, press=replace(publication.press, icc=icc))


def _epoch() -> datetime | None:
    """SOURCE_DATE_EPOCH (reproducible-builds.org): seconds since 1970 in UTC; ZIP cannot go before 1980 (APPNOTE 4.4.6)."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return None
    try:
        if not re.fullmatch(r"[0-9]+", value):
            raise ValueError(value)
        moment = datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageRefusal(
            Diagnostic("Z901", Place("SOURCE_DATE_EPOCH"), f"„{value}“ ist keine Zahl von Sekunden.")
        ) from error
    return min(max(moment, settings.UNDATED), settings.LATEST)


def texts(wanted: Sequence[Job], *, strict: bool = False, titled: bool = True) -> tuple[ReadChapter, ...]:
    """The chapters of the jobs in order. Raises Refusal with the faults of all.

    ``strict`` refuses texts that need repair, ``titled`` those without a title.
    """
    reader, found, refusals = _Reader(titled=titled), list[ReadChapter](), list[Refusal]()
    for job in wanted:
        try:
            found += (reader.referring(_strict(text) if strict else text) for text in reader.texts(job))
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise united_refusals(refusals)
    return tuple(found)


def _strict(text: ReadChapter) -> ReadChapter:
    if repairs := [each for each in text.diagnostics if each.severity is Severity.REPAIR]:
        raise InputRefusal(*repairs)
    return text


class _Reader:
    """Reads each source once, and those that its numbers depend on before it."""

    def __init__(self, *, titled: bool) -> None:
        self._titled = titled
        self._done: dict[Path, tuple[ReadChapter, ...] | Refusal] = {}

    def texts(self, job: Job) -> tuple[ReadChapter, ...]:
        """The chapters of the job. Raises Refusal."""
        if job.programme and job.publication.lines.numbering == "through":
            for before in _before(job):
                self._outcome(before, job.programme)
        outcome = self._outcome(job.source, job.programme, job)
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome

    def referring(self, text: ReadChapter) -> ReadChapter:
        """The chapter, its references by the slugs of what they name. Raises Refusal (Z248) where that does not exist."""
        named = [each.chapter for each in references.references(text.numbered.chapter.blocks)]
        if not named:
            return text
        programme = text.job.programme
        paths = [text.job.source, *(programme.sources if programme and any(named) else ())]
        outcomes = {path: self._outcome(path, programme) for path in dict.fromkeys(paths)}
        texts = [(path, each) for path, found in outcomes.items() if not isinstance(found, Refusal) for each in found]
        # A chapter may be named by its slug, or by its file, where that holds no other.
        files = Counter(path.stem for path, _ in texts)
        names = {
            name: each.numbered.slug for path, each in texts if files[path.stem] == 1 for name in (path.stem, path.name)
        }
        known = {each.numbered.slug: _numbers(each.numbered) for _, each in texts}
        chapter = text.numbered.chapter
        linked = replace(
            chapter, blocks=references.renamed(chapter.blocks, {**names, **{slug: slug for slug in known}})
        )
        numbered = replace(text.numbered, chapter=linked)
        if faults := references.faults(numbered, known):
            raise InputRefusal(*faults)
        return replace(text, numbered=numbered)

    def _outcome(
        self, path: Path, programme: Programme | None, job: Job | None = None
    ) -> tuple[ReadChapter, ...] | Refusal:
        if path not in self._done:
            own = job or _job(path, b"", programme.publication if programme else Publication(), programme)
            try:
                self._done[path] = tuple(_read(own, self._first(own), titled=self._titled))
            except Refusal as refusal:
                self._done[path] = refusal
        return self._done[path]

    def _first(self, job: Job) -> int | None:
        """The number that the source is expected to begin with; None where the chapter before it could not be read."""
        given = job.publication.chapters[0].first
        if given or not job.programme or job.publication.lines.numbering != "through":
            return given or job.publication.lines.first or 1
        before = _before(job)
        if not before:
            return job.publication.lines.first or 1
        earlier = self._done.get(before[-1])
        return concordance(earlier[-1].numbered)[-1].number + 1 if isinstance(earlier, tuple) else None


def _numbers(numbered: NumberedChapter) -> range:
    lines = concordance(numbered)
    return range(lines[0].number, lines[-1].number + 1)


def _before(job: Job) -> tuple[Path, ...]:
    """The sources that stand before that of the job in its programme."""
    listed = job.programme.sources if job.programme else ()
    return listed[: listed.index(job.source)] if job.source in listed else ()


def _read(job: Job, first: int | None, *, titled: bool) -> Iterator[ReadChapter]:
    """The chapters of the source; ``first`` is the number of its first line, None where nobody can know."""
    through = job.publication.lines.numbering == "through"
    data, begin = sources.raw(job.source), first
    for part in range(sources.parts(data, str(job.source), job.publication)):
        lines = replace(job.publication.lines, first=begin)
        reading = sources.loads(data, str(job.source), replace(job.publication, lines=lines), part, titled=titled)
        own = reading.numbered.chapter.language or job.publication.language
        publication = replace(job.publication, language=own)
        yield ReadChapter(replace(job, publication=publication), reading.numbered, reading.diagnostics)
        begin = concordance(reading.numbered)[-1].number + 1 if through else first


def books(found: Sequence[ReadChapter]) -> Iterator[tuple[Programme, Book]]:
    """The books that the texts make up: one for each programme that has a title, and all of whose chapters are there."""
    programmes = dict.fromkeys(text.job.programme for text in found if text.job.programme)
    for each in programmes:
        chapters = tuple(text.numbered for text in found if text.job.programme == each)
        read = {text.job.source for text in found if text.job.programme == each}
        if each.publication.title and len(chapters) > 1 and read == set(each.sources):
            yield (
                each,
                Book(
                    each.publication.title,
                    each.publication.slug or slugs.slug(each.publication.title),
                    chapters,
                    each.publication.kind,
                ),
            )
