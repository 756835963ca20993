"""The paths that somebody names → sources and the settings that apply to each, in the order of their publication."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path

from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, UsageRefusal
from pipeline.publication import settings
from pipeline.publication.files import BRING_IN, OUTSIDE, content, leads_outside
from pipeline.publication.settings import ChapterSettings, Publication

SETTINGS = "publication.toml"
LARGEST_SETTINGS = 1024 * 1024
"""Bytes of publication.toml; a thousand chapters have 100 kB."""
LARGEST_PROFILE = 16 * 1024 * 1024
"""Bytes of an ICC profile; those of printing conditions have up to 3 MB."""

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
    if raw and _is_file(path) and (strange := _outside(path, path.parent)):
        raise FileRefusal(strange)
    programme = None
    if publication.chapters or publication.lines.numbering == "through":
        programme = Programme(path.parent, publication, tuple(_sources(path.parent, publication)))
    return job_for(path, raw, publication, programme)


def _folder(folder: Path) -> Iterator[Job]:
    raw, publication = _settings(folder)
    found = tuple(_sources(folder, publication))
    if absent := [path for path in found if path.name == SETTINGS or not _is_file(path)]:
        raise InputRefusal(*(_absent(path, folder) for path in absent))
    if strange := [each for path in found if (each := _outside(path, folder))]:
        raise FileRefusal(*strange)
    if not found:
        raise InputRefusal(_without_source(folder))
    programme = Programme(folder, publication, found)
    of = publication.chapters or repeat(ChapterSettings())
    yield from (_job(path, raw, programme, own) for path, own in zip(found, of, strict=False))


def _outside(path: Path, folder: Path) -> Diagnostic | None:
    """The refusal (Z802) of a chapter that a link brings in from elsewhere: nobody meant all that lies there to be published."""
    target = leads_outside(path, folder)
    return Diagnostic("Z802", Place(str(path)), OUTSIDE.format(target), BRING_IN) if target else None


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


def job_for(path: Path, raw: bytes, publication: Publication, programme: Programme | None) -> Job:
    """The source with the settings of its folder, ``raw`` as bytes, and what they say of this chapter alone."""
    of = programme or Programme(path.parent, publication, ())
    own = next((each for each in publication.chapters if path == of.folder / each.source), ChapterSettings())
    return replace(_job(path, raw, of, own), programme=programme)


def _job(path: Path, raw: bytes, programme: Programme, own: ChapterSettings) -> Job:
    only = replace(own, source=_readable(path.name))
    return Job(path, replace(programme.publication, chapters=(only,)), raw, programme)


def _readable(name: str) -> str:
    """The name of a file; one that is no UTF-8 stays readable, and can be written into every edition."""
    return name.encode("utf-8", "replace").decode()


def _settings(folder: Path) -> tuple[bytes, Publication]:
    path = folder / SETTINGS
    raw = content(path, LARGEST_SETTINGS, folder) or b""
    if len(raw) > LARGEST_SETTINGS:
        raise InputRefusal(
            Diagnostic("Z105", Place(str(path)), f"Die Datei ist größer als {LARGEST_SETTINGS >> 20} MB.")
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusal(Diagnostic("Z401", Place(str(path)), "Die Datei ist nicht in UTF-8 kodiert.")) from error
    return raw, _with_profile(settings.loads(text, str(path), _epoch()), path)


def _with_profile(publication: Publication, path: Path) -> Publication:
    """The settings with the bytes of the ICC profile that they name."""
    if not publication.press.profile:
        return publication
    profile = f"Das Farbprofil „{publication.press.profile}“"
    try:
        icc = content(path.parent / publication.press.profile, LARGEST_PROFILE, path.parent)
    except FileRefusal as refusal:
        [why] = refusal.diagnostics
        message = f"{profile} ist nicht lesbar: {why.message}"
        raise InputRefusal(Diagnostic("Z407", Place(str(path)), message, why.hint)) from refusal
    if icc is None:
        raise InputRefusal(Diagnostic("Z407", Place(str(path)), f"{profile} gibt es nicht."))
    if len(icc) > LARGEST_PROFILE:
        message = f"{profile} ist größer als {LARGEST_PROFILE >> 20} MB."
        raise InputRefusal(Diagnostic("Z407", Place(str(path)), message))
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


def require_fit(path: Path, job: Job, *endings: str) -> None:
    """Nothing, if a result of this kind may go to the path. Raises UsageRefusal (Z901) where it would replace the source."""
    named = " oder ".join(endings)
    if path.suffix.lower() not in endings:
        message = f"„{path}“ endet nicht auf {named}; so heißt, was hier geschrieben wird."
    elif path.resolve() == job.source.resolve():
        message = f"„{path}“ ist die Quelle selbst und wird nicht überschrieben."
    else:
        return
    raise UsageRefusal(Diagnostic("Z901", Place(str(path)), message, f"Nennen Sie eine andere Datei: NAME{endings[0]}"))
