"""What is to be set: the markup of a chapter with the style sheets of one kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline import anchors, fonts, pages, walk
from pipeline.errors import Place
from pipeline.model import NumberedChapter
from pipeline.publication import Publication

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


@lru_cache(maxsize=1)
def manuscript(numbered: NumberedChapter, publication: Publication, sheet: Sheet) -> Manuscript:
    """The chapter on this kind of page. Raises InputRefusal (Z501) where no font has a glyph for a character."""
    _require_glyphs(numbered, publication)
    html = pages.page(
        "print.html.j2", numbered, publication, body=pages.body(numbered), linked=sheet.linked,
        modified=publication.modified(numbered),
        head=fonts.shortened(numbered.chapter.title, sheet.head),
        foot=fonts.shortened(pages.resolution(numbered.chapter), sheet.head - FOLIO),
    )  # fmt: skip
    wide = ("wide",) if not sheet.wraps and numbered.rule.width > WIDEST else ()
    style = f":root {{ --house: {publication.accent}; }}\n{pages.style(*sheet.styles, *wide)}"
    return Manuscript(html, style, numbered.chapter.source.name, places=tuple(_places(numbered)))


def _places(numbered: NumberedChapter) -> Iterator[tuple[str, Place]]:
    for block in walk.text_blocks(numbered.chapter.blocks):
        for start in walk.line_starts(block.content):
            if start.place:
                yield anchors.line(start.number), start.place


def _require_glyphs(numbered: NumberedChapter, publication: Publication) -> None:
    chapter, settings, source = numbered.chapter, Place("publication.toml"), Place(numbered.chapter.source.name)
    head = [chapter.title, chapter.kind, chapter.resolution.body, *(text for row in chapter.details for text in row)]
    beside = [publication.publisher, publication.responsible, publication.rights]
    fonts.require(numbered, [(text, source) for text in head] + [(text, settings) for text in beside])
