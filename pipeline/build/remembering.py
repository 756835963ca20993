"""A source, its translation and the memory beside it: what is remembered, learned, and proposed.

seeds/translations/inklusion.toml         the translation of a chapter
seeds/translations/memory/memory.toml     what was learned
seeds/translations/memory/2020.toml       that of another year, put there by somebody: every *.toml is read
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.build import programme, shelf, writing
from pipeline.build.source_jobs import Job
from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.easy_language import ledger
from pipeline.easy_language.memory import memory_file
from pipeline.easy_language.memory.learning import learned
from pipeline.easy_language.memory.memory_file import Memory
from pipeline.easy_language.memory.proposing import begun, proposed
from pipeline.easy_language.memory.recalling import Recalled, recalled
from pipeline.easy_language.return_report import ReturnReport, row_ranges
from pipeline.easy_language.row_status import PROPOSED_HINT, refreshed
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Translation
from pipeline.publication.files import content
from pipeline.text.model import NumberedChapter

LARGEST_MEMORY = 64 * 1024 * 1024
"""Bytes of one file; 100 000 sentences have about 30 MB."""


@dataclass(frozen=True, slots=True)
class MemoryChapter:
    """A chapter of the source, its translation as it is now, and where that lies."""

    numbered: NumberedChapter
    translation: Translation | None
    path: Path


@dataclass(frozen=True, slots=True)
class MemoryWork:
    """What came of it: files written, what is remembered of open rows, and what to report."""

    path: Path
    memory: Memory
    found: tuple[tuple[NumberedChapter, tuple[Recalled, ...]], ...] = ()
    written: tuple[Path, ...] = ()
    summary: tuple[str, ...] = ()
    """What was learned or proposed, a sentence each."""
    diagnostics: tuple[Diagnostic, ...] = ()


def memory_path(source: Path) -> Path:
    """Where the memory of the source's publication lies."""
    return source.parent / shelf.FOLDER / "memory" / "memory.toml"


def memory_of(source: Path) -> Memory:
    """All that is remembered beside the source. Raises Refusal with every fault found."""
    folder = memory_path(source).parent
    found = [own_memory(path) for path in sorted(folder.glob("*.toml"))]
    return memory_file.united_memory(
        (each for one in found for each in one.sentences), (each for one in found for each in one.words)
    )


def own_memory(path: Path) -> Memory:
    """What the file remembers; nothing where there is none. Raises Refusal."""
    data = content(path, LARGEST_MEMORY, path.parent.parent.parent) or b""
    if len(data) > LARGEST_MEMORY:
        raise InputRefusal(Diagnostic("Z105", Place(str(path)), f"Die Datei ist größer als {LARGEST_MEMORY >> 20} MB."))
    try:
        return memory_file.loads(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise InputRefusal(Diagnostic("Z401", Place(str(path)), "Die Datei ist nicht in UTF-8 kodiert.")) from error


def _chapters(job: Job) -> Iterator[MemoryChapter]:
    for text in programme.texts([job]):
        path = shelf.translation_path(job.source, text.numbered.slug)
        earlier = shelf.translation(path)
        # What a changed text does to checks is reported where it matters, by build and handover.
        fresh = refreshed(earlier, text.numbered, ReturnReport(str(path))) if earlier else None
        yield MemoryChapter(text.numbered, fresh, path)


def looked_up(job: Job) -> MemoryWork:
    """What is remembered of the rows that are still open; nothing is written. Raises Refusal."""
    memory = memory_of(job.source)
    found = tuple(
        (each.numbered, recalled(segments(each.numbered), each.translation, memory)) for each in _chapters(job)
    )
    return MemoryWork(memory_path(job.source), memory, found)


def remembered(job: Job) -> MemoryWork:
    """Take what the chapters have translated into the memory. Raises Refusal; the memory is then as it was."""
    path, chapters = memory_path(job.source), list(_chapters(job))
    with writing.locked(path.parent):
        own, reported = own_memory(path), list[Diagnostic]()
        after, sentences, words = own, 0, 0
        for each in chapters:
            if each.translation:
                step = learned(after, each.translation, each.numbered)
                after, sentences, words = step.memory, sentences + step.sentences, words + step.words
                reported += [Diagnostic("Z692", Place(str(each.path)), one, _ONE_WORD) for one in step.disagreements]
        changed = after != own
        if changed:
            writing.write_whole(path.parent, {path.name: memory_file.dumps(after).encode()})
    summary = f"{sentences} Sätze und {words} Wörter sind neu im Gedächtnis."
    return MemoryWork(path, after, (), (path,) if changed else (), (summary,), tuple(reported))


_ONE_WORD = "Einigen Sie sich auf ein Wort, und ändern Sie es im Gedächtnis oder in der TOML-Datei des Kapitels."


def filled(job: Job) -> MemoryWork:
    """Put equal sentences into the translations as proposals, and the glossary's words into their lists. Raises Refusal."""
    memory, written = memory_of(job.source), list[Path]()
    summary, reported = list[str](), list[Diagnostic]()
    for each in _chapters(job):
        numbered, every = each.numbered, segments(each.numbered)
        chapter = numbered.chapter
        before = each.translation or begun(every, numbered.slug, chapter.title, chapter.source.sha256)
        done = proposed(before, recalled(every, each.translation, memory), memory.words)
        if done.rows or done.words:
            with writing.locked(each.path.parent):
                writing.write_whole(each.path.parent, {each.path.name: ledger.dumps(done.translation).encode()})
            written.append(each.path)
        summary.append(f"{chapter.title}: {len(done.rows)} Vorschläge, {len(done.words)} Wörter aus dem Glossar.")
        waiting = [row.name for row in done.translation.rows if row.proposed]
        if waiting:
            message = f"Vorschläge aus dem Gedächtnis, die niemand bestätigt hat: {row_ranges(waiting)}."
            reported.append(Diagnostic("Z691", Place(str(each.path)), message, PROPOSED_HINT))
    return MemoryWork(memory_path(job.source), memory, (), tuple(written), tuple(summary), tuple(reported))
