"""A returned DOCX → the translation beside its source, written whole or left exactly as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline import build, writing
from pipeline.build import Job
from pipeline.easy_language import ledger
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.returned import LARGEST_FILE, sheet
from pipeline.easy_language.translation import Translation
from pipeline.errors import Diagnostic, FileRefusal, InputRefusal, Place

FOLDER = "translations"
LARGEST_LEDGER = 64 * 1024 * 1024
"""Bytes of a translation; 5 000 rows have about 3 MB."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a returned file: the translation as it stands now, where it is, what to tell."""

    translation: Translation
    path: Path
    changed: bool
    """Whether it is another than before."""
    diagnostics: tuple[Diagnostic, ...]


def path_of(job: Job, slug: str) -> Path:
    """Where the translation of the chapter lies: ``translations/<slug>.toml`` beside its source."""
    return job.source.parent / FOLDER / f"{slug}.toml"


def read(path: Path) -> Translation | None:
    """The translation in the file; None where there is no file. Raises Refusal with every fault found."""
    data = _content(path, LARGEST_LEDGER)
    if data is None:
        return None
    if len(data) > LARGEST_LEDGER:
        message = f"Die Übersetzung ist größer als {LARGEST_LEDGER >> 20} MB."
        raise InputRefusal(Diagnostic("Z105", Place(str(path)), message))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusal(Diagnostic("Z401", Place(str(path)), "Die Datei ist nicht in UTF-8 kodiert.")) from error
    return ledger.loads(text, str(path))


def take_back(file: Path, job: Job, *, dry_run: bool = False) -> Taken:
    """Take what a returned file says into the translation of its source.

    The file is read to its end before anything else is touched. Raises Refusal; the translation is then as it was.
    """
    numbered = build.read(job).numbered
    data = _content(file, LARGEST_FILE)
    if data is None:
        raise FileRefusal(Diagnostic("Z802", Place(str(file)), "Diese Datei gibt es nicht."))
    said = sheet(data, str(file))
    path = path_of(job, numbered.slug)

    def taken() -> tuple[Reconciled, bytes, bool]:
        earlier = read(path)
        result = reconciled(said, numbered, earlier, str(path))
        after = ledger.dumps(result.translation).encode()
        # What says the same is not written anew, so a person's own arrangement of the file stays.
        return result, after, earlier != result.translation

    result, after, changed = taken()
    if changed and not dry_run:
        with writing.locked(path.parent):
            result, after, changed = taken()
            if changed:
                writing.write_whole(path.parent, {path.name: after})
    return Taken(result.translation, path, changed, result.diagnostics)


def _content(path: Path, most: int) -> bytes | None:
    """At most one byte more than may be; None where there is no file. Raises FileRefusal (Z802)."""
    place = Place(str(path))
    try:
        if path.exists() and not path.is_file():
            raise FileRefusal(Diagnostic("Z802", place, "Das ist keine gewöhnliche Datei."))
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileRefusal(Diagnostic("Z802", place, f"Die Datei lässt sich nicht lesen: {reason}.")) from error
    return data
