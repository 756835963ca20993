"""What is to be set: the markup of a chapter with the style sheets of one kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline import anchors, fonts, pages, walk, xhtml
from pipeline.errors import Place
from pipeline.model import Book, Table
from pipeline.parts import parts, pictures
from pipeline.publication import Publication
from pipeline.typesetting.images import for_screen

WIDEST = 84
"""Characters of an official line that the column of the usual page holds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of page: its style sheets, whether it has links, whether official lines may wrap on it.

    ``head`` are the ems of its own type that the running head has room for. The cut is made here: where WeasyPrint 70
    cuts (text-overflow: ellipsis), it gives the glyph „…“ the meaning of all that was cut away, in the whole file.
    """

    styles: tuple[str, ...]
    linked: bool = True
    wraps: bool = False
    head: float = 53.0
    """160 mm of 8.5 pt."""


PAGE = Sheet(("print",))
LARGE_PRINT = Sheet(("print", "large-print"), wraps=True, head=26.0)
PRINT_SHOP = Sheet(("print", "print-shop"), linked=False)


FOLIO = 11.0
"""Ems that the running foot leaves to „Seite 100 von 100“ beside it."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that a document names: its address, its bytes, its media type."""

    address: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document to set: HTML, CSS, and the files besides the fonts that these may name, by their address."""

    html: str
    style: str
    source: str
    """The name of the file to blame where something does not fit."""
    resources: tuple[Resource, ...] = ()
    places: tuple[tuple[str, Place], ...] = field(default=(), compare=False, repr=False)
    """Where the lines stand in their source, by their anchors."""
    tables: tuple[Place | None, ...] = field(default=(), compare=False, repr=False)
    """Where the tables stand in theirs, in the order of the document."""


@lru_cache(maxsize=1)
def manuscript(book: Book, publication: Publication, sheet: Sheet) -> Manuscript:
    """The book on this kind of page. Raises InputRefusal (Z501) where no font has a glyph for a character."""
    _require_glyphs(book, publication)
    addresses = {each.sha256: f"bild:{at}" for at, each in enumerate(pictures(book), 1)}
    apparatus = [
        xhtml.Apparatus(
            part.prefix,
            1 if book.alone else 2,
            chapters=_chapters(book),
            pictures=addresses,
            linked=sheet.linked,
            spaced=True,
        )
        for part in parts(book)
    ]
    resources = tuple(Resource(addresses[each.sha256], *for_screen(each.data)) for each in pictures(book))
    html = pages.page(
        "print.html.j2", book, publication, linked=sheet.linked, modified=publication.modified_book(book),
        bodies={each.prefix: pages.body(numbered, each) for numbered, each in zip(book.chapters, apparatus, strict=True)},
        head=lambda title: fonts.shortened(title, sheet.head),
        foot=fonts.shortened(pages.resolved(book.resolution), sheet.head - FOLIO),
    )  # fmt: skip
    widest = max(each.rule.width for each in book.chapters)
    wide = ("wide",) if not sheet.wraps and widest > WIDEST else ()
    style = f":root {{ --house: {publication.accent}; }}\n{pages.style(*sheet.styles, *wide)}"
    name, tables = book.chapters[0].chapter.source.name, tuple(_tables(book))
    return Manuscript(html, style, name, resources, places=tuple(_places(book)), tables=tables)


def _chapters(book: Book) -> dict[str, str]:
    """What leads to lines of each chapter, by its slug."""
    return {part.numbered.slug: f"#{part.prefix}" for part in parts(book)}


def _places(book: Book) -> Iterator[tuple[str, Place]]:
    for part in parts(book):
        for block in walk.text_blocks(part.numbered.chapter.blocks):
            for start in walk.line_starts(block.content):
                if start.place:
                    yield anchors.line(start.number, part.prefix), start.place


def _tables(book: Book) -> Iterator[Place | None]:
    for numbered in book.chapters:
        yield from (block.place for block in walk.every(numbered.chapter.blocks) if isinstance(block, Table))


def _require_glyphs(book: Book, publication: Publication) -> None:
    settings = Place("publication.toml")
    beside = [publication.publisher, publication.responsible, publication.rights, publication.title, publication.kind]
    for numbered in book.chapters:
        chapter, source = numbered.chapter, Place(numbered.chapter.source.name)
        head = [
            chapter.title,
            chapter.kind,
            chapter.resolution.body,
            *(text for row in chapter.details for text in row),
        ]
        fonts.require(numbered, [(text, source) for text in head] + [(text, settings) for text in beside])
