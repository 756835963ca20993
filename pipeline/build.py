"""A publication → files: every edition made in memory first, then written whole, under a lock.

A build is current when the bytes of source, settings and program are those of the last build and every file is still
what was written. That is a matter of content, not of dates, so a fresh checkout or a touched file changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pipeline import publication as settings
from pipeline import shelf, sources
from pipeline.concordance import concordance
from pipeline.easy_language.form import Status
from pipeline.easy_language.reading import Reading as Easy
from pipeline.easy_language.reading import reading as easy_reading
from pipeline.easy_language.report import Report
from pipeline.easy_language.standing import refreshed
from pipeline.easy_language.translation import Translation, missing_lines, spans
from pipeline.editions import EASY_EDITIONS, EDITIONS
from pipeline.errors import Diagnostic, FileRefusal, InputRefusal, Place, Refusal, Severity, UsageRefusal, united
from pipeline.model import NumberedChapter
from pipeline.publication import Publication
from pipeline.reasons import reason
from pipeline.writing import RECORD, locked, write_whole

SETTINGS = "publication.toml"

# What belongs to a publication's folder but is no chapter.
_NO_CHAPTER = frozenset({"readme.md", "changelog.md"})


@dataclass(frozen=True, slots=True)
class Job:
    """A source, and the settings of the publication that it belongs to."""

    source: Path
    publication: Publication
    settings: bytes = b""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one source: its slug, its folder, the files written (none: all were current), what to tell."""

    source: Path
    slug: str
    folder: Path
    written: tuple[str, ...]
    lines: int
    diagnostics: tuple[Diagnostic, ...] = ()


def jobs(paths: Sequence[Path]) -> tuple[Job, ...]:
    """The sources that the paths name: files, or folders with a publication. Raises Refusal where one cannot be used."""
    return tuple(job for path in paths for job in (_folder(path) if _is_folder(path) else [_single(path)]))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a loop of links: reading it says what is wrong
        return False


def _single(path: Path) -> Job:
    raw, publication = _settings(path.parent)
    return Job(path, publication, raw)


def _folder(folder: Path) -> Iterator[Job]:
    raw, publication = _settings(folder)
    if publication.chapters:
        named = [folder / each.source for each in publication.chapters if each.source]
        if absent := [path for path in named if not path.is_file()]:
            raise InputRefusal(*(
                Diagnostic("Z404", Place(str(folder / SETTINGS)), f"Das Kapitel „{path.name}“ gibt es nicht.") for path in absent
            ))  # fmt: skip
        paths = named
    else:
        paths = sorted(path for path in folder.glob("*.md") if path.name.lower() not in _NO_CHAPTER)
    if not paths:
        raise InputRefusal(Diagnostic("Z406", Place(str(folder)), "Im Ordner liegt keine Quelle (*.md)."))
    yield from (Job(path, publication, raw) for path in paths)


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


def build(
    jobs_: Sequence[Job], out: Path, editions: Sequence[str], *, strict: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Built]:  # fmt: skip
    """What became of each source, in order. All are read before anything is written.

    ``strict`` refuses texts that need repair. Raises Refusal with the faults of all; files of earlier builds then stay as
    they were. One text whose editions cannot be made does not keep the others from theirs: the refusal comes last.
    """
    texts = list(_texts(jobs_, strict=strict))
    _require_distinct([(text.job.source, text.numbered.slug) for text in texts])
    refusals = []
    for text in texts:
        try:
            built = _build_one(text, out, editions, tell)
        except Refusal as refusal:
            refusals += [refusal, type(refusal)(*text.diagnostics)]
        else:
            yield built
    if refusals:
        raise united(refusals)


def _texts(jobs_: Sequence[Job], *, strict: bool) -> Iterator[_Text]:
    refusals = []
    for job in jobs_:
        try:
            yield _text(job, read(job, strict=strict))
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise united(refusals)


@dataclass(frozen=True, slots=True)
class _Text:
    """A chapter, its Leichte Sprache as far as it is told, what there is to tell, and what its files depend on."""

    job: Job
    numbered: NumberedChapter
    easy: Easy | None
    diagnostics: tuple[Diagnostic, ...]
    key: str


def _text(job: Job, reading: sources.Reading) -> _Text:
    numbered = reading.numbered
    easy, told = easy_language(job, numbered)
    return _Text(job, numbered, easy, (*reading.diagnostics, *told), _key(job, numbered, easy))


def easy_language(job: Job, numbered: NumberedChapter) -> tuple[Easy | None, tuple[Diagnostic, ...]]:
    """What the Leichte-Sprache editions of the text say, None where nothing is told of it, and what there is to tell.

    Raises Refusal where the translation or a picture of it cannot be used.
    """
    path = shelf.translation_path(job.source, numbered.slug)
    translation = shelf.translation(path)
    if translation is None:
        return None, ()
    report = Report(str(path))
    fresh = refreshed(translation, numbered, report)
    folder = job.source.parent / job.publication.easy_language.pictures
    easy = easy_reading(numbered, fresh, shelf.pictures(folder, fresh, path))
    return easy, (*report.diagnostics, *_coverage(fresh, easy, path))


def _coverage(translation: Translation, easy: Easy | None, path: Path) -> Iterator[Diagnostic]:
    """What is told of the text so far, and what the editions say of themselves."""
    missing = missing_lines(translation.rows)
    waiting = sum(row.status is Status.OPEN for row in translation.rows)
    gap = "Jede Zeile ist übertragen oder weggelassen."
    if missing:
        gap = f"{spans(missing)} {'fehlt' if len(missing) == 1 else 'fehlen'}; offene Tabellenzeilen: {waiting}."
    state = (easy.draft or f"Von der Prüfgruppe gelesen: {easy.checked_on}") if easy else "Noch ist nichts übertragen"
    yield Diagnostic("Z672", Place(str(path)), f"Leichte Sprache: {gap} {state}.")


def read(job: Job, *, strict: bool = False) -> sources.Reading:
    """The numbered chapter of the job. Raises Refusal; with ``strict`` also where the text needed repair."""
    reading = sources.read(job.source, job.publication)
    repairs = [each for each in reading.diagnostics if each.severity is Severity.REPAIR]
    if strict and repairs:
        raise InputRefusal(*repairs)
    return reading


def _require_distinct(slugs: Sequence[tuple[Path, str]]) -> None:
    seen: dict[str, Path] = {}
    for source, slug in slugs:
        if slug in seen and seen[slug] != source:
            message = f"„{source.name}“ und „{seen[slug].name}“ würden beide nach „{slug}“ geschrieben."
            hint = "Geben Sie einem der beiden in publication.toml unter [[chapter]] einen eigenen slug."
            raise InputRefusal(Diagnostic("Z405", Place(str(source)), message, hint))
        seen[slug] = source


def _build_one(text: _Text, out: Path, names: Sequence[str], tell: Callable[[str], None]) -> Built:
    job, slug = text.job, text.numbered.slug
    folder, key, lines = out / slug, text.key, len(concordance(text.numbered))
    every = {**EDITIONS, **EASY_EDITIONS}
    possible = [name for name in names if text.easy or name in EDITIONS]
    if not possible:
        message = f"Zu „{text.numbered.chapter.title}“ gibt es noch keine Leichte Sprache."
        hint = f"Sie entsteht mit: zeilentreu return DATEI.docx {job.source}"
        raise InputRefusal(Diagnostic("Z673", Place(str(job.source)), message, hint))
    done = _current(folder, key)
    wanted = [name for name in possible if f"{slug}{every[name].suffix}" not in done]
    if not wanted:
        return Built(job.source, slug, folder, (), lines, text.diagnostics)
    made: dict[str, bytes] = {}
    for at, name in enumerate(wanted, 1):
        tell(f"{slug}: {every[name].title} ({at} von {len(wanted)})")
        of = (text.easy,) if name in EASY_EDITIONS and text.easy else ()
        made[f"{slug}{every[name].suffix}"] = every[name].write(text.numbered, job.publication, *of)
    with locked(folder):
        # Another build may have finished other editions of the same text meanwhile.
        files = _current(folder, key) | {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
        record = json.dumps({"key": key, "files": dict(sorted(files.items()))}, indent=1) + "\n"
        write_whole(folder, {**made, RECORD: record.encode()})
    return Built(job.source, slug, folder, tuple(made), lines, text.diagnostics)


def _key(job: Job, numbered: NumberedChapter, easy: Easy | None) -> str:
    """What the files depend on: source, its name, settings, translation, program, and the date of the environment."""
    parts = [numbered.chapter.source.sha256, numbered.chapter.source.name, hashlib.sha256(job.settings).hexdigest(), _program(),
             str(job.publication.epoch), hashlib.sha256(job.publication.press.icc).hexdigest(), repr(easy)]  # fmt: skip
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _program() -> str:
    """The digest of everything of ours that makes the files: code, templates, styles, and the pinned libraries."""
    package = Path(__file__).parent
    paths = [*package.rglob("*.py"), *package.parent.glob("templates/*"), *package.parent.glob("styles/*.css"),
             *package.glob("templates/*"), *package.glob("styles/*.css"), package.parent / "requirements.lock"]  # fmt: skip
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _current(folder: Path, key: str) -> dict[str, str]:
    """The files of the folder that the last build wrote from the same things, still as it wrote them, and their digests."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        files = record["files"] if record["key"] == key else {}
        return {name: digest for name, digest in files.items() if _digest(folder / Path(name).name) == digest}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _digest(path: Path) -> str:
    with suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""
