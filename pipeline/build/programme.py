"""Sources → chapters with their numbers, in the order of their publication, and the books that they make up.

    Job, one a file ─▶ ReadChapter, one a chapter (a file may hold several)

Chapters of one publication know of each other: numbers may run through all of them, and a reference may name lines of
another one. Where that is so, the others are read as well, though nobody named them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.build.source_jobs import Job, Programme, job_for
from pipeline.diagnostics import Diagnostic, InputRefusal, Refusal, united_refusals
from pipeline.diagnostics.codes import Severity
from pipeline.publication.settings import Publication
from pipeline.sources import forms as sources
from pipeline.text import references, slugs
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """A chapter that was read, and what there is to report of it."""

    job: Job
    numbered: NumberedChapter
    diagnostics: tuple[Diagnostic, ...]


def texts(wanted: Sequence[Job], *, strict: bool = False, titled: bool = True) -> tuple[ReadChapter, ...]:
    """The chapters of the jobs in order. Raises Refusal with the faults of all.

    ``strict`` refuses texts that need repair, ``titled`` those without a title.
    """
    reader, found, refusals = _Reader(titled=titled), list[ReadChapter](), list[Refusal]()
    for job in wanted:
        try:
            found += (reader.referring(_strict(text) if strict else text) for text in reader.texts(job))
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise united_refusals(refusals)
    return tuple(found)


def _strict(text: ReadChapter) -> ReadChapter:
    if repairs := [each for each in text.diagnostics if each.severity is Severity.REPAIR]:
        raise InputRefusal(*repairs)
    return text


class _Reader:
    """Reads each source once, and those that its numbers depend on before it."""

    def __init__(self, *, titled: bool) -> None:
        self._titled = titled
        self._done: dict[Path, tuple[ReadChapter, ...] | Refusal] = {}

    def texts(self, job: Job) -> tuple[ReadChapter, ...]:
        """The chapters of the job. Raises Refusal."""
        if job.programme and job.publication.lines.numbering == "through":
            for before in _before(job):
                self._outcome(before, job.programme)
        outcome = self._outcome(job.source, job.programme, job)
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome

    def referring(self, text: ReadChapter) -> ReadChapter:
        """The chapter, its references by the slugs of what they name. Raises Refusal (Z248) where that does not exist."""
        named = [each.chapter for each in references.references(text.numbered.chapter.blocks)]
        if not named:
            return text
        programme = text.job.programme
        paths = [text.job.source, *(programme.sources if programme and any(named) else ())]
        outcomes = {path: self._outcome(path, programme) for path in dict.fromkeys(paths)}
        texts = [(path, each) for path, found in outcomes.items() if not isinstance(found, Refusal) for each in found]
        # A chapter may be named by its slug, or by its file, where that holds no other.
        files = Counter(path.stem for path, _ in texts)
        names = {
            name: each.numbered.slug for path, each in texts if files[path.stem] == 1 for name in (path.stem, path.name)
        }
        known = {each.numbered.slug: _numbers(each.numbered) for _, each in texts}
        chapter = text.numbered.chapter
        linked = replace(
            chapter, blocks=references.renamed(chapter.blocks, {**names, **{slug: slug for slug in known}})
        )
        numbered = replace(text.numbered, chapter=linked)
        if faults := references.faults(numbered, known):
            raise InputRefusal(*faults)
        return replace(text, numbered=numbered)

    def _outcome(
        self, path: Path, programme: Programme | None, job: Job | None = None
    ) -> tuple[ReadChapter, ...] | Refusal:
        if path not in self._done:
            own = job or job_for(path, b"", programme.publication if programme else Publication(), programme)
            try:
                self._done[path] = tuple(_read(own, self._first(own), titled=self._titled))
            except Refusal as refusal:
                self._done[path] = refusal
        return self._done[path]

    def _first(self, job: Job) -> int | None:
        """The number that the source is expected to begin with; None where the chapter before it could not be read."""
        given = job.publication.chapters[0].first
        if given or not job.programme or job.publication.lines.numbering != "through":
            return given or job.publication.lines.first or 1
        before = _before(job)
        if not before:
            return job.publication.lines.first or 1
        earlier = self._done.get(before[-1])
        return concordance(earlier[-1].numbered)[-1].number + 1 if isinstance(earlier, tuple) else None


def _numbers(numbered: NumberedChapter) -> range:
    lines = concordance(numbered)
    return range(lines[0].number, lines[-1].number + 1)


def _before(job: Job) -> tuple[Path, ...]:
    """The sources that stand before that of the job in its programme."""
    listed = job.programme.sources if job.programme else ()
    return listed[: listed.index(job.source)] if job.source in listed else ()


def _read(job: Job, first: int | None, *, titled: bool) -> Iterator[ReadChapter]:
    """The chapters of the source; ``first`` is the number of its first line, None where nobody can know."""
    through = job.publication.lines.numbering == "through"
    source = sources.recognised(sources.raw(job.source), str(job.source), job.publication)
    begin = first
    for part in range(source.chapters):
        reading = source.read(part, begin, titled=titled)
        own = reading.numbered.chapter.language or job.publication.language
        publication = replace(job.publication, language=own)
        yield ReadChapter(replace(job, publication=publication), reading.numbered, reading.diagnostics)
        begin = concordance(reading.numbered)[-1].number + 1 if through else first


def books(found: Sequence[ReadChapter]) -> Iterator[tuple[Programme, Book]]:
    """The books that the texts make up: one for each programme that has a title, and all of whose chapters are there."""
    programmes = dict.fromkeys(text.job.programme for text in found if text.job.programme)
    for each in programmes:
        chapters = tuple(text.numbered for text in found if text.job.programme == each)
        read = {text.job.source for text in found if text.job.programme == each}
        if each.publication.title and len(chapters) > 1 and read == set(each.sources):
            yield (
                each,
                Book(
                    each.publication.title,
                    each.publication.slug or slugs.slug(each.publication.title),
                    chapters,
                    each.publication.kind,
                ),
            )
