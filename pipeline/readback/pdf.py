"""A PDF → what is printed on its pages, and what the file says of itself.

Glyphs are taken as they are painted, without any guess at words or lines: that is done in ``printed``. Text that is
painted invisibly or outside the page is not printed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage

from pipeline.readback import chapter_names, painting, pdf_statements, type_area
from pipeline.readback.containers import LARGEST
from pipeline.readback.drawn_pictures import DrawnPicture, drawn_pictures
from pipeline.readback.glyphs import GlyphRow, PaintedPage, glyph_rows
from pipeline.readback.painted_formatting import without_prefix
from pipeline.readback.pdf_document import pdf_document, pdf_pages
from pipeline.readback.printed import Printed, Target, lines_of_pages
from pipeline.readback.reading import (
    PREFACE,
    ChapterReading,
    FileReading,
    PageTop,
    SheetReading,
    Small,
    Stated,
    Unable,
    UnreadableError,
)
from pipeline.text.events import ElementKind, Formatting, coalesced

UNABLE = Unable(
    kinds=frozenset({ElementKind.HEADING}),
    in_kinds=frozenset({Formatting.STRONG}),
    calls=True,
    beside=True,
    structure=True,
)
"""Pages show lines and what they look like. All of a heading is bold; text without lines is read row by row elsewhere."""

ROUNDING = 0.01
"""Points."""

# pdfminer.six 20260107 logs what it repairs; what matters of it ends in other words, and so in a finding.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def pdf(data: bytes, slugs: Sequence[str] = ()) -> FileReading:
    """The PDF, read by what is printed in margin and line; that of a book is cut at the pages on which chapters begin.

    The last ones are kept: several checks ask for the same file. Raises UnreadableError.
    """
    return _pdf(data, tuple(slugs) if len(slugs) > 1 else ())


@lru_cache(maxsize=8)
def _pdf(data: bytes, slugs: tuple[str, ...]) -> FileReading:
    with _opened(data):
        opened = _pages(data)
        if not opened.pages:
            raise UnreadableError("das PDF hat keine Seite")
        return _bound(opened, chapter_names.prefixes(slugs)) if slugs else _alone(opened)


def print_pdf(data: bytes, slugs: Sequence[str] = ()) -> FileReading:
    """The PDF for the print shop, which nobody clicks in: where links lead is not in it. Raises UnreadableError."""
    read = pdf(data, slugs)
    chapters = (replace(each, unable=replace(each.unable, targets=True)) for each in read.chapters)
    return replace(read, chapters=tuple(chapters))


def _alone(opened: _Pages) -> FileReading:
    targets = dict(pdf_statements.targets(opened.document, opened.pages))
    printed = lines_of_pages(opened.painted, targets)
    chapter = replace(_chapter(printed, ""), titles=())
    return _file(opened, targets, (chapter,), printed.preface, (printed.pages, printed.tops))


def _bound(opened: _Pages, prefixes: Sequence[str]) -> FileReading:
    """Each chapter from the page where its title stands to the next one's."""
    targets = dict(pdf_statements.targets(opened.document, opened.pages))
    titles = [f"{prefix}{chapter_names.TITLE}" for prefix in prefixes]
    begins = [targets[title].page for title in titles if title in targets]
    if len(begins) != len(prefixes) or begins != sorted(set(begins)):
        raise UnreadableError("nicht jedes Kapitel beginnt auf einer eigenen Seite, in der richtigen Reihenfolge")
    title = next((each.text for each in pdf_statements.titles(opened.document)), "")
    printed = [
        lines_of_pages(opened.painted[first:last], _own(targets, prefix, first), title)
        for prefix, first, last in zip(prefixes, begins, [*begins[1:], len(opened.painted)], strict=True)
    ]
    chapters = tuple(_chapter(each, prefix) for each, prefix in zip(printed, prefixes, strict=True))
    before = [row for index, page in enumerate(opened.painted[: begins[0]]) for row in glyph_rows(index, page)]
    first_lines = (*(None for _ in range(begins[0])), *(each for of in printed for each in of.pages))
    tops = (*(PageTop() for _ in range(begins[0])), *(each for of in printed for each in of.tops))
    return _file(opened, targets, chapters, before, (first_lines, tops))


def _own(targets: Mapping[str, Target], prefix: str, first: int) -> dict[str, Target]:
    """The places of a chapter by their names without its prefix, its pages counted from ``first``."""
    return {
        name.removeprefix(prefix): Target(each.page - first, each.y)
        for name, each in targets.items()
        if name.startswith(prefix)
    }


def _chapter(printed: Printed, prefix: str) -> ChapterReading:
    return ChapterReading(
        printed.lines,
        line_true=True,
        visible_only=True,
        titles=(_printed_title(printed.preface),),
        rows=printed.rows,
        head=printed.head,
        tail=printed.tail,
        calls=True,
        transcript=coalesced(without_prefix(event, prefix) for event in printed.transcript),
        unable=UNABLE,
    )


def _file(
    opened: _Pages,
    targets: Mapping[str, Target],
    chapters: tuple[ChapterReading, ...],
    before: Sequence[GlyphRow],
    of_pages: tuple[tuple[int | None, ...], tuple[PageTop, ...]],
) -> FileReading:
    """What stands ``before`` the first line of all, and what the file says of itself, around its chapters.

    ``of_pages`` are the first line of each page, and the line that goes on at its top.
    """
    document, _, painted = opened
    return FileReading(
        chapters,
        titles=(*pdf_statements.titles(document), _printed_title(before)),
        languages=pdf_statements.languages(document),
        contents=(
            Stated(PREFACE, "\n".join(_parted(row) for row in before)),
            pdf_statements.bookmarks(document),
        ),
        pages=SheetReading(
            of_pages[0],
            typefaces=tuple(sorted(set(pdf_statements.typefaces(document)), key=str)),
            smallest=tuple(_smallest(painted)),
            outside=tuple(type_area.outside_glyphs(painted)),
            torn=tuple(type_area.torn(painted, targets)),
            tops=of_pages[1],
        ),
    )


@contextmanager
def _opened(data: bytes) -> Iterator[None]:
    """Whatever goes wrong within, with a file that is a PDF and not too large, is an UnreadableError."""
    if not data.startswith(b"%PDF-"):
        raise UnreadableError("die Datei beginnt nicht wie ein PDF")
    if len(data) > LARGEST:
        raise UnreadableError(f"das PDF ist mit {len(data)} Bytes zu groß")
    try:
        yield
    except UnreadableError:
        raise
    # pdfminer.six 20260107 meets damage with whatever error comes first: its own, struct's, zlib's, assertions.
    except Exception as error:
        raise UnreadableError(f"das PDF ist beschädigt ({type(error).__name__}: {error})") from error


def painted_pages(data: bytes) -> Sequence[PaintedPage]:
    """What is painted on the pages of a sound PDF."""
    return _pages(data).painted


def pictures(data: bytes) -> Sequence[DrawnPicture]:
    """The pictures on the pages, in order. Raises UnreadableError."""
    with _opened(data):
        return drawn_pictures(_pages(data).pages)


class PlacesAndLinks(NamedTuple):
    """The named destinations of a document, and the links to them."""

    places: Mapping[str, Target]
    links: Sequence[pdf_statements.PlaceLink]


def places_and_links(data: bytes) -> PlacesAndLinks:
    """Both. Raises UnreadableError."""
    with _opened(data):
        opened = _pages(data)
        found = dict(pdf_statements.targets(opened.document, opened.pages))
        return PlacesAndLinks(found, tuple(pdf_statements.links(opened.pages)))


class _Pages(NamedTuple):
    """A document, its pages, and what is painted on them."""

    document: PDFDocument
    pages: Sequence[PDFPage]
    painted: Sequence[PaintedPage]


@lru_cache(maxsize=2)
def _pages(data: bytes) -> _Pages:
    document = pdf_document(data)
    pages = pdf_pages(document)
    return _Pages(document, pages, painting.painted(pages))


def _smallest(pages: Sequence[PaintedPage]) -> Iterator[Small]:
    for number, page in enumerate(pages, 1):
        seen = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
        if seen:
            size = min(glyph.size for glyph in seen)
            yield Small(number, size, "".join(glyph.text for glyph in seen if glyph.size <= size + ROUNDING))


def _parted(row: GlyphRow) -> str:
    """The row with a stroke where segments are set apart, so that „71“ and the page number after it stay two numbers."""
    return "|".join(each.text for each in row.segments)


def _printed_title(rows: Sequence[GlyphRow]) -> Stated:
    """The largest type before the first line."""
    largest = max((row.size for row in rows), default=0)
    text = "\n".join(row.text for row in rows if row.size > largest - ROUNDING)
    return Stated("gedruckter Titel", text, exact=False)
