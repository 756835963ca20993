"""A returned DOCX → the translation beside its source, written whole or left exactly as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from pipeline.build import programme, shelf, writing
from pipeline.build.source_jobs import Job
from pipeline.build.unusable_entries import unusable_entries
from pipeline.diagnostics import Diagnostic, FileRefusal, Place
from pipeline.easy_language import form_wording, ledger, rounds
from pipeline.easy_language.check_return import CheckBackground, checked
from pipeline.easy_language.inserted_pictures import inserted_pictures
from pipeline.easy_language.reconciliation import reconciled
from pipeline.easy_language.rendition import rendition_of
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.returned import LARGEST_FILE, ReturnedDocument, order_sheet_of, returned_document
from pipeline.easy_language.returned.check_sheet import check_sheet, is_check_copy
from pipeline.easy_language.rounds import Round
from pipeline.easy_language.row_status import refreshed
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
    document = returned_document(data, str(file))
    numbered = _addressed(chapters, document.properties.get(form_wording.SLUG, ""))
    path = shelf.translation_path(job.source, numbered.slug)
    today = datetime.now(tz=UTC).astimezone().date()
    from_group = is_check_copy(document.blocks, document.properties)
    take = partial(_of_group if from_group else _of_translators, document, job, numbered, path, today)
    taken = take()
    if (taken.changed or taken.pictures) and not dry_run:
        with writing.locked(path.parent):
            taken = take()
            if taken.pictures:
                shelf.put_pictures(shelf.picture_folder(job), path.parent.parent, taken.pictures)
            if taken.changed:
                writing.write_whole(path.parent, taken.files)
    unusable = [*unusable_entries(taken.after, taken.files[path.name].decode(), path, shelf.picture_folder(job))]
    if dry_run:
        # They would be there by now.
        unusable = [
            each for each in unusable if not any(f"„{name}“ gibt es nicht" in each.message for name in taken.pictures)
        ]
    day = vouched(taken.after.protocol, today).day
    return Taken(taken.after, path, taken.changed, (*taken.diagnostics, *unusable), day)


@dataclass(frozen=True, slots=True)
class _Reconciled:
    """What a document makes of the translation: before and after, the files to be written, what there is to report."""

    before: Translation | None
    after: Translation
    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Those that come into the folder of the pictures, by name."""

    @property
    def changed(self) -> bool:
        """What says the same is not written anew, so a person's own arrangement of the file stays."""
        return self.before != self.after


def _of_translators(
    document: ReturnedDocument, job: Job, numbered: NumberedChapter, path: Path, today: date
) -> _Reconciled:
    folder, within = shelf.picture_folder(job), path.parent.parent
    inserted = inserted_pictures(order_sheet_of(document), document.part, partial(shelf.picture_there, folder, within))
    said, earlier = inserted.sheet, shelf.translation(path)
    result = reconciled(said, numbered, earlier, str(path), today=today)
    if any(row.pictures for row in result.translation.rows):
        # Which pictures the check group saw is known once the rows are.
        shown = shelf.pictures(folder, result.translation, path).found
        fresh = {name: hashlib.sha256(data).hexdigest() for name, data in inserted.files.items()}
        seen = {name: each.sha256 for name, each in shown.items()} | fresh
        result = reconciled(said, numbered, earlier, str(path), today=today, pictures=seen)
    after = result.translation
    done = rounds.translated(after.protocol, today.isoformat(), Path(document.file).name, earlier, after)
    diagnostics = (*inserted.diagnostics, *result.diagnostics)
    return _Reconciled(earlier, after, _files(path, after, done), diagnostics, inserted.files)


def _of_group(document: ReturnedDocument, job: Job, numbered: NumberedChapter, path: Path, today: date) -> _Reconciled:
    sheet = check_sheet(document.blocks, document.notes, document.properties, document.file)
    earlier, report = shelf.translation(path), ReturnReport(str(path))
    base, reading, seen = None, None, dict[str, str]()
    if earlier:
        shown = shelf.pictures(shelf.picture_folder(job), earlier, path).found
        seen = {name: each.sha256 for name, each in shown.items()}
        base = refreshed(earlier, numbered, report, seen)
        reading = rendition_of(numbered, base, shown)
    background = CheckBackground(numbered, base, reading, shelf.rounds_so_far(path), seen)
    result = checked(sheet, background, today)
    files = _files(path, result.translation, result.round)
    return _Reconciled(earlier, result.translation, files, (*report.diagnostics, *result.diagnostics))


def _files(path: Path, after: Translation, done: Round) -> dict[str, bytes]:
    """The translation, and the protocol of rounds with this one at its end."""
    beside = shelf.rounds_path(path)
    return {
        path.name: ledger.dumps(after).encode(),
        beside.name: rounds.dumps([*shelf.rounds_so_far(path), done]).encode(),
    }


def _addressed(chapters: Sequence[NumberedChapter], slug: str) -> NumberedChapter:
    """The chapter of the source that the returned file names; the first where it names none of them."""
    return next((each for each in chapters if each.slug == slug), chapters[0])
