"""Translations and memory as files of translation tools, and what comes back in them: written whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.build import programme, remembering, shelf, writing
from pipeline.build.handovers import HandedOver
from pipeline.build.remembering import MemoryWork
from pipeline.build.source_jobs import Job, require_fit
from pipeline.build.translations import Taken
from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, UsageRefusal
from pipeline.easy_language import ledger
from pipeline.easy_language.exchange import exchanged, tmx_file, xliff_file
from pipeline.easy_language.exchange.guarded_xml import LARGEST_EXCHANGE
from pipeline.easy_language.memory import memory_file
from pipeline.easy_language.memory.memory_file import united_memory
from pipeline.easy_language.memory.proposing import begun
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.row_status import refreshed, report_coverage
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Translation
from pipeline.publication.files import content
from pipeline.text.model import NumberedChapter


def hand_over(job: Job, out: Path) -> HandedOver:
    """Write the translation of a source as XLIFF, every row of it. Raises Refusal; nothing is written then."""
    require_fit(out, job, ".xlf", ".xliff")
    chapters = [text.numbered for text in programme.texts([job])]
    if len(chapters) > 1:
        message = f"Die Quelle hat {len(chapters)} Kapitel; eine XLIFF-Datei hat eines."
        raise UsageRefusal(Diagnostic("Z901", Place(str(job.source)), message))
    path = shelf.translation_path(job.source, chapters[0].slug)
    translation, report = _translation(job, chapters[0], path)
    writing.write_file(out, xliff_file.dumps(translation))
    return HandedOver(out, tuple(row.name for row in translation.rows), tuple(report.diagnostics))


def _translation(job: Job, numbered: NumberedChapter, path: Path) -> tuple[Translation, ReturnReport]:
    earlier, report = shelf.translation(path), ReturnReport(str(path))
    if earlier:
        shown = shelf.pictures(shelf.picture_folder(job), earlier, path).found
        return refreshed(earlier, numbered, report, {name: each.sha256 for name, each in shown.items()}), report
    chapter = numbered.chapter
    return begun(segments(numbered), numbered.slug, chapter.title, chapter.source.sha256), report


def take_back(file: Path, job: Job, *, dry_run: bool = False) -> Taken:
    """Take what an XLIFF file says into the translation of its source. Raises Refusal; the translation is then as it was."""
    chapters = [text.numbered for text in programme.texts([job])]
    came = xliff_file.loads(_bytes(file), str(file))
    numbered = next((each for each in chapters if each.slug == came.slug), chapters[0])
    path = shelf.translation_path(job.source, numbered.slug)

    def taken() -> tuple[Translation, Translation | None, ReturnReport]:
        earlier, report = shelf.translation(path), ReturnReport(str(path))
        before, _ = _translation(job, numbered, path)
        after = exchanged.with_exchanged(before, came, report)
        report_coverage(after.rows, [each.kind for each in segments(numbered)], report)
        return after, earlier, report

    after, earlier, report = taken()
    if after != earlier and not dry_run:
        with writing.locked(path.parent):
            after, earlier, report = taken()
            if after != earlier:
                writing.write_whole(path.parent, {path.name: ledger.dumps(after).encode()})
    return Taken(after, path, after != earlier, tuple(report.diagnostics))


def export_memory(job: Job, out: Path) -> MemoryWork:
    """Write the sentences of the memory as TMX. Raises Refusal."""
    require_fit(out, job, ".tmx")
    memory = remembering.memory_of(job.source)
    if not memory.sentences:
        hint = "„zeilentreu memory QUELLE --learn“ nimmt auf, was übersetzt ist."
        raise InputRefusal(Diagnostic("Z674", Place(str(job.source)), "Im Gedächtnis ist kein Satz.", hint))
    writing.write_file(out, tmx_file.dumps(memory))
    return MemoryWork(remembering.memory_path(job.source), memory, (), (out,))


def import_memory(job: Job, file: Path) -> MemoryWork:
    """Take the sentences of a TMX file into the memory. Raises Refusal; the memory is then as it was."""
    came, path = tmx_file.loads(_bytes(file), str(file)), remembering.memory_path(job.source)
    with writing.locked(path.parent):
        own = remembering.own_memory(path)
        after = united_memory((*own.sentences, *came.sentences), own.words)
        if after != own:
            writing.write_whole(path.parent, {path.name: memory_file.dumps(after).encode()})
    more = len(after.sentences) - len(own.sentences)
    summary = f"{file}: {len(came.sentences)} Sätze, davon {more} neu im Gedächtnis."
    work = MemoryWork(path, after, (), (path,), (summary,))
    return work if after != own else replace(work, written=())


def _bytes(file: Path) -> bytes:
    data = content(file, LARGEST_EXCHANGE)
    if data is None:
        raise FileRefusal(Diagnostic("Z802", Place(str(file)), "Diese Datei gibt es nicht."))
    return data
