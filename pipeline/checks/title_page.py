"""Whether the title page says who resolved the text and when, and what it is, in the words of the model (Z611)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.finding import of_code
from pipeline.checks.finished import Finished
from pipeline.checks.word_difference import in_quotes, letters, visible
from pipeline.diagnostics import Diagnostic
from pipeline.readback import epub, title_pages
from pipeline.readback.containers import Element
from pipeline.readback.reading import PREFACE
from pipeline.text import adoption, wording
from pipeline.text.model import Book, Resolution


def check(file: Finished) -> Iterator[Diagnostic]:
    """What the title page says otherwise, or not at all."""
    found = _of_pages if file.suffix.endswith(".pdf") else _of_elements
    return file.findings(of_code("Z611", found(file, file.book)))


def _resolved(book: Book, language: str) -> list[str]:
    """Who resolved the text, and when: of the book, or of each chapter where they do not agree."""
    around = wording.of(language or wording.GERMAN)
    if book.resolution != Resolution():
        return [wording.words(adoption.resolved(book.resolution, around))]
    chapters = (each.chapter for each in book.chapters)
    named = (
        adoption.resolved(each.resolution, wording.of(each.language or language or wording.GERMAN)) for each in chapters
    )
    return [wording.words(each) for each in named if each]


def _of_elements(file: Finished, book: Book) -> Iterator[str]:
    """The title page of a web page or a book has an element for each."""
    stated = [*title_pages.stated(_documents(file))]
    for where, wanted in (
        (title_pages.KIND, [book.kind] if book.kind else []),
        (title_pages.RESOLUTION, _resolved(book, file.language)),
    ):
        have = [each.text for each in stated if each.where == where]
        if have != [" ".join(each.split()) for each in wanted]:
            yield f"{where}: erwartet {_listed(wanted)}, gefunden {_listed(have)}."


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(map(in_quotes, texts)) or "nichts"


def _documents(file: Finished) -> Sequence[Element]:
    if file.suffix.endswith(".html"):
        return [epub.html_root(file.data, "die Seite")]
    return [*epub.opened_epub(file.data).documents.values()]


def _of_pages(file: Finished, book: Book) -> Iterator[str]:
    """Pages have only words: those before the text must hold them, those before a chapter what is said of it alone."""
    front = "".join(
        letters(visible(each.text.replace("|", ""))) for each in file.reading.contents if each.where == PREFACE
    )
    resolved = _resolved(book, file.language)
    places = [front] * len(resolved)
    if not book.alone and book.resolution == Resolution():
        named = zip(book.chapters, file.reading.chapters, strict=True)
        places = [
            letters(visible(each.head or "")) for model, each in named if model.chapter.resolution != Resolution()
        ]
    wanted = [(book.kind, front)] if book.kind else []
    for said, shown in (*wanted, *zip(resolved, places, strict=True)):
        if letters(visible(said)) not in shown:
            yield f"Vor dem Text steht nicht {in_quotes(said)}."
