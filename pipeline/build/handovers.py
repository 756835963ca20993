"""A source and its translation → the hand-over for the next round: all rows or some, filled in with what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.build import programme, shelf, writing
from pipeline.build.source_jobs import Job
from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.easy_language.handout import Handout, Which, chosen
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.row_status import refreshed
from pipeline.easy_language.segments import segments
from pipeline.editions import docx


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was written: the file, the rows in it, and what there is to report."""

    path: Path
    rows: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def hand_over(
    job: Job, out: Path | None, which: Which | None = None, spans: Sequence[tuple[str, str]] = ()
) -> HandedOver:
    """Write the hand-over of the first chapter of the source. Raises Refusal; nothing is written then."""
    numbered = programme.texts([job])[0].numbered
    path = shelf.translation_path(job.source, numbered.slug)
    translation, report = shelf.translation(path), ReturnReport(str(path))
    if translation:
        shown = shelf.pictures(shelf.picture_folder(job), translation, path).found
        translation = refreshed(translation, numbered, report, {name: each.sha256 for name, each in shown.items()})
    every = segments(numbered)
    names = chosen(every, translation, which, spans)
    if not names:
        hint = "Ohne --only und --rows gehen alle Tabellenzeilen hinaus."
        raise InputRefusal(
            Diagnostic("Z674", Place(str(job.source)), "Keine Tabellenzeile ist so, wie Sie sie wollen.", hint)
        )
    part = names if len(names) < len(every) else ()
    data = docx.write(numbered, job.publication, Handout(translation, part))
    target = out or Path(f"{numbered.slug}-uebergabe.docx")
    writing.write_whole(target.parent, {target.name: data})
    return HandedOver(target, names, tuple(report.diagnostics))
