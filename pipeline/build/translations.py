"""A returned DOCX → the translation beside its source, written whole or left exactly as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.build import programme, shelf, writing
from pipeline.build.source_jobs import Job
from pipeline.diagnostics import Diagnostic, FileRefusal, Place
from pipeline.easy_language import form_wording, ledger
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.returned import LARGEST_FILE, sheet
from pipeline.easy_language.translation import Translation
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

    def taken() -> tuple[Reconciled, bytes, bool]:
        earlier = shelf.translation(path)
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


def _addressed(chapters: Sequence[NumberedChapter], slug: str) -> NumberedChapter:
    """The chapter of the source that the returned file names; the first where it names none of them."""
    return next((each for each in chapters if each.slug == slug), chapters[0])
