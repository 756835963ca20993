"""A source and its translation → hints, and the page of them, written whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.build import programme, shelf, writing
from pipeline.build.remembering import memory_of
from pipeline.build.source_jobs import Job, require_fit
from pipeline.diagnostics import Diagnostic
from pipeline.easy_language.hints.overview import HintOverview, Side, overview
from pipeline.easy_language.hints.rule_books import BOOKS
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.row_status import refreshed
from pipeline.pages.hint_page import hint_page


def hinted(
    job: Job, *, books: Iterable[str] = BOOKS, sides: Iterable[Side] = Side
) -> tuple[tuple[HintOverview, ...], tuple[Diagnostic, ...]]:
    """The hints of each chapter of the source, and what there is to report of its text. Raises Refusal."""
    asked, wanted = tuple(books), tuple(sides)
    glossary = memory_of(job.source).words
    found, diagnostics = list[HintOverview](), list[Diagnostic]()
    for text in programme.texts([job]):
        path = shelf.translation_path(job.source, text.numbered.slug)
        translation = shelf.translation(path)
        if translation:
            # What a changed text does to checks is reported where it matters, by build and handover.
            translation = refreshed(translation, text.numbered, ReturnReport(str(path)))
        found.append(overview(text.numbered, translation, glossary, books=asked, sides=wanted))
        diagnostics += text.diagnostics
    return tuple(found), tuple(diagnostics)


def write_page(found: Sequence[HintOverview], job: Job, path: Path) -> None:
    """Write the page. Raises UsageRefusal and FileRefusal."""
    require_fit(path, job, ".html", ".htm")
    writing.write_file(path, hint_page(found, job.publication))
