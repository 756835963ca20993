"""A source and its translation → the hand-over for the next round: all rows or some, filled in with what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from pipeline.build import programme, shelf, writing
from pipeline.build.source_jobs import Job, require_fit
from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, UsageRefusal
from pipeline.diagnostics.reasons import reason
from pipeline.easy_language.handout import Handout, Which, chosen
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.row_status import refreshed
from pipeline.easy_language.segments import segments
from pipeline.editions import docx
from pipeline.publication.files import LARGEST_EDITION, content
from pipeline.text.model import NumberedChapter


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was written: the file, the rows in it, and what there is to report."""

    path: Path
    rows: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def hand_over(
    job: Job, out: Path | None, which: Which | None = None, spans: Sequence[tuple[str, str]] = ()
) -> tuple[HandedOver, ...]:
    """Write the hand-overs of the source, one for each of its chapters. Raises Refusal; nothing is written then."""
    if out:
        require_fit(out, job, ".docx")
    chapters = [text.numbered for text in programme.texts([job])]
    if out and len(chapters) > 1:
        message = f"Die Quelle hat {len(chapters)} Kapitel, und jedes bekommt eine Datei; --out nennt nur eine."
        hint = "Ohne --out entstehen sie im jetzigen Ordner."
        raise UsageRefusal(Diagnostic("Z901", Place(str(job.source)), message, hint))
    made = [each for numbered in chapters if (each := _filled(job, numbered, out, which, spans))]
    if not made:
        hint = "Ohne --only und --rows gehen alle Tabellenzeilen hinaus."
        raise InputRefusal(
            Diagnostic("Z674", Place(str(job.source)), "Keine Tabellenzeile ist so, wie Sie sie wollen.", hint)
        )
    folder = out.parent if out else Path()
    with writing.locked(folder), writing.undisturbed(), _kept_aside(made) as kept:
        writing.write_whole(folder, {done.path.name: data for done, data in made})
    return tuple(replace(done, diagnostics=(*done.diagnostics, *kept.get(done.path, ()))) for done, _ in made)


@contextmanager
def _kept_aside(made: Sequence[tuple[HandedOver, bytes]]) -> Iterator[Mapping[Path, tuple[Diagnostic, ...]]]:
    """Within, other files of these names have names of their own: they may be filled in, and be nowhere else.

    What there is to report of each. If writing fails, they get their names back. Raises FileRefusal (Z801).
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for done, data in made:
            if (there := content(done.path, LARGEST_EDITION)) is not None and there != data:
                moved.append((done.path, _free_name(done.path)))
                done.path.rename(moved[-1][1])
        yield {path: (_moved(path, free),) for path, free in moved}
    except BaseException as failure:
        for path, free in moved:
            with suppress(OSError):
                free.rename(path)
        if isinstance(failure, OSError):
            message = f"Umbenennen nicht möglich: {reason(failure)}."
            raise FileRefusal(Diagnostic("Z801", Place(str(failure.filename)), message)) from failure
        raise


def _free_name(path: Path) -> Path:
    return next(name for at in count(1) if not (name := path.with_stem(f"{path.stem}-frueher-{at}")).exists())


def _moved(path: Path, free: Path) -> Diagnostic:
    message = f"„{path.name}“ gab es schon, mit anderem Inhalt; die frühere heißt jetzt „{free.name}“."
    return Diagnostic("Z805", Place(str(path)), message)


def _filled(
    job: Job, numbered: NumberedChapter, out: Path | None, which: Which | None, spans: Sequence[tuple[str, str]]
) -> tuple[HandedOver, bytes] | None:
    """The hand-over of a chapter; None where none of its rows is wanted."""
    path = shelf.translation_path(job.source, numbered.slug)
    translation, report = shelf.translation(path), ReturnReport(str(path))
    if translation:
        shown = shelf.pictures(shelf.picture_folder(job), translation, path).found
        translation = refreshed(translation, numbered, report, {name: each.sha256 for name, each in shown.items()})
    every = segments(numbered)
    names = chosen(every, translation, which, spans)
    if not names:
        return None
    part = names if len(names) < len(every) else ()
    data = docx.write(numbered, job.publication, Handout(translation, part))
    return HandedOver(out or Path(f"{numbered.slug}-uebergabe.docx"), names, tuple(report.diagnostics)), data
