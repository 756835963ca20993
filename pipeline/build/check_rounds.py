"""A source → the protocol of rounds of each of its chapters."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.build import programme, shelf
from pipeline.build.source_jobs import Job
from pipeline.easy_language.rounds import Round


@dataclass(frozen=True, slots=True)
class ChapterRounds:
    """A chapter, and what came back of its translation so far."""

    slug: str
    title: str
    rounds: tuple[Round, ...]


def rounds_of(job: Job) -> tuple[ChapterRounds, ...]:
    """The rounds by chapter. Raises Refusal."""
    chapters = [text.numbered for text in programme.texts([job])]
    return tuple(
        ChapterRounds(each.slug, each.chapter.title, shelf.rounds_so_far(shelf.translation_path(job.source, each.slug)))
        for each in chapters
    )
