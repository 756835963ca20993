"""On which page of S.pdf each line stands, as laid out, for editions that have no pages of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from pipeline.editions.pdf.typesetting.layout import pages_of
from pipeline.editions.pdf.typesetting.manuscript import PAGE, manuscript
from pipeline.editions.pdf.typesetting.rendering import laid_out
from pipeline.pages.chapter_parts import book_parts
from pipeline.publication.settings import Publication
from pipeline.text import anchors
from pipeline.text.model import Book


class Begin(Enum):
    """What a page begins with where it does not begin with a line."""

    TITLE = auto()
    CONTENTS = auto()
    IMPRINT = auto()


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page of S.pdf: the number that it carries, and what it begins with: a part of the book, a chapter, or a line."""

    number: int
    begins: Begin | PageLine


@dataclass(frozen=True, slots=True)
class PageLine:
    """An official line, or the title of its chapter."""

    chapter: int
    """The chapters of the book counted from 0."""
    number: int | None
    """None for the title."""


def pagination(book: Book, publication: Publication) -> tuple[PageStart, ...]:
    """Every page of S.pdf in order.

    Raises InputRefusal where that PDF cannot be made (Z501, Z503), EnvironmentRefusal where WeasyPrint cannot run.
    """
    document = laid_out(manuscript(book, publication, PAGE))
    begins: dict[int, PageLine] = {}
    for at, part in enumerate(book_parts(book)):
        first = anchors.line(0, part.prefix).removesuffix("0")
        for name, page in pages_of(document, first).items():
            number = int(name.removeprefix(first))
            earlier = begins.get(page)
            if earlier is None or (earlier.chapter == at and number < (earlier.number or 0)):
                begins[page] = PageLine(at, number)
        if not book.alone:
            # A chapter begins a page.
            begins |= {page: PageLine(at, None) for page in pages_of(document, part.name).values()}
    return tuple(PageStart(page, _begins(page, begins)) for page in range(1, len(document.pages) + 1))


def _begins(page: int, begins: dict[int, PageLine]) -> Begin | PageLine:
    """The first page begins with the title, whatever else is on it; contents run on before the text.

    Within the text, a page on which no line begins, as of a long table or of notes, begins where the next one does.
    """
    if page == 1:
        return Begin.TITLE
    if page < min(begins, default=page):
        return Begin.CONTENTS
    following = min((each for each in begins if each >= page), default=None)
    return Begin.IMPRINT if following is None else begins[following]
