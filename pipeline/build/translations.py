"""A returned DOCX → the translation beside its source, written whole or left exactly as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.build import programme, shelf, writing
from pipeline.build.source_jobs import Job
from pipeline.build.unusable_entries import unusable_entries
from pipeline.diagnostics import Diagnostic, FileRefusal, Place
from pipeline.easy_language import form_wording, ledger
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.returned import LARGEST_FILE, sheet
from pipeline.easy_language.translation import Translation
from pipeline.easy_language.vouching import vouched
from pipeline.publication.files import content
from pipeline.text.model import NumberedChapter


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a returned file: the translation as it stands now, where it is, what to report."""

    translation: Translation
    path: Path
    changed: bool
    """Whether it is another than before."""
    diagnostics: tuple[Diagnostic, ...]
    checked_on: str = ""
    """The day of the check that the protocol vouches for, in its words."""


def take_back(file: Path, job: Job, *, dry_run: bool = False) -> Taken:
    """Take what a returned file says into the translation of its source.

    The file is read to its end before anything else is touched. Raises Refusal; the translation is then as it was.
    """
    chapters = [text.numbered for text in programme.texts([job])]
    data = content(file, LARGEST_FILE)
    if data is None:
        raise FileRefusal(Diagnostic("Z802", Place(str(file)), "Diese Datei gibt es nicht."))
    said = sheet(data, str(file))
    numbered = _addressed(chapters, said.properties.get(form_wording.SLUG, ""))
    path = shelf.translation_path(job.source, numbered.slug)
    today = datetime.now(tz=UTC).astimezone().date()

    def taken() -> tuple[Reconciled, bytes, bool]:
        earlier = shelf.translation(path)
        result = reconciled(said, numbered, earlier, str(path), today=today)
        if any(row.picture for row in result.translation.rows):
            # Which pictures the check group saw is known once the rows are.
            shown = shelf.pictures(shelf.picture_folder(job), result.translation, path).found
            seen = {name: each.sha256 for name, each in shown.items()}
            result = reconciled(said, numbered, earlier, str(path), today=today, pictures=seen)
        after = ledger.dumps(result.translation).encode()
        # What says the same is not written anew, so a person's own arrangement of the file stays.
        return result, after, earlier != result.translation

    result, after, changed = taken()
    if changed and not dry_run:
        with writing.locked(path.parent):
            result, after, changed = taken()
            if changed:
                writing.write_whole(path.parent, {path.name: after})
    usable = unusable_entries(result.translation, after.decode(), path, shelf.picture_folder(job))
    day = vouched(result.translation.protocol, today).day
    return Taken(result.translation, path, changed, (*result.diagnostics, *usable), day)


def _addressed(chapters: Sequence[NumberedChapter], slug: str) -> NumberedChapter:
    """The chapter of the source that the returned file names; the first where it names none of them."""
    return next((each for each in chapters if each.slug == slug), chapters[0])
