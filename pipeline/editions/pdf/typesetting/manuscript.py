"""What is to be set: the markup of a chapter with the style sheets of one kind of page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.diagnostics import Place
from pipeline.editions.pdf.typesetting.measure import LARGE, MILLIMETRE, PAGES, Measure, measure
from pipeline.editions.pdf.typesetting.raster_images import for_screen
from pipeline.pages import fonts, glyph_coverage, shells
from pipeline.pages.apparatus import Apparatus
from pipeline.pages.chapter_body import chapter_body
from pipeline.pages.chapter_parts import book_parts, book_pictures
from pipeline.publication.settings import Publication
from pipeline.text import adoption, wording
from pipeline.text.model import Book


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: its style sheets, the measures that it may have, and whether it has links.

    ``head`` is the size of the running head in points. What is too long for it is cut here: where WeasyPrint 70 cuts
    (text-overflow: ellipsis), it gives the glyph „…“ the meaning of all that was cut away, in the whole file.
    """

    styles: tuple[str, ...]
    measures: tuple[Measure, ...] = PAGES
    linked: bool = True
    head: float = 8.5
    says_carried: bool = False
    """Whether the head of a page says which line goes on at its top."""
    mirrored: bool = False
    """Whether left and right pages mirror each other, with what is numbered at their outer edges."""


PAGE = PageKind(("print",))
LARGE_PRINT = PageKind(("print", "large-print"), LARGE, head=18.0, says_carried=True)
LARGE_PRINT_RUNNING = replace(LARGE_PRINT, styles=(*LARGE_PRINT.styles, "large-print-running"))
PRINT_SHOP = PageKind(("print", "print-shop"), linked=False)
BOTH_SIDES = PageKind(("print", "print-shop", "both-sides"), linked=False, mirrored=True)


FOLIO = 11.0
"""Ems that the running foot leaves to „Seite 100 von 100“ beside it."""

ROUNDING = 0.3
"""Ems of the running head that stay free."""

BESIDE = 1.0
"""Ems between the running head and what stands beside it."""


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
    outside: float = 0.0
    """Millimetres that numbers of lines on right pages stand further to the right than on left ones."""
    carried: str = ""
    """What the head of a page says where a line goes on at its top, with ``{first}`` for its number; may be nothing."""


@lru_cache(maxsize=1)
def manuscript(book: Book, publication: Publication, sheet: PageKind) -> Manuscript:
    """The book on this kind of page. Raises InputRefusal (Z501) where no font has a glyph for a character."""
    _require_glyphs(book, publication)
    addresses = {each.sha256: f"bild:{at}" for at, each in enumerate(book_pictures(book), 1)}
    apparatus = [
        Apparatus(
            part.prefix,
            1 if book.alone else 2,
            chapters=_chapters(book),
            pictures=addresses,
            linked=sheet.linked,
            spaced=True,
            bound=True,
            say=part.say,
        )
        for part in book_parts(book, publication.language)
    ]
    resources = tuple(Resource(addresses[each.sha256], *for_screen(each.data)) for each in book_pictures(book))
    chosen = measure(book, sheet.measures)
    say = wording.of(publication.language)
    carried = _carried(say) if sheet.says_carried else ""
    widest = carried.format(first=max((part.last for part in book_parts(book)), default=0))
    head = chosen.column * MILLIMETRE / sheet.head - ROUNDING
    beside = head - (fonts.width(widest) + BESIDE if widest else 0)
    html = shells.page(
        "print.html.j2",
        book,
        publication,
        linked=sheet.linked,
        modified=publication.modified_book(book),
        bodies={
            each.prefix: chapter_body(numbered.chapter.blocks, each)
            for numbered, each in zip(book.chapters, apparatus, strict=True)
        },
        head=lambda title: fonts.shortened(title, beside),
        foot=fonts.shortened(adoption.resolved_plainly(book.resolution, say), head - FOLIO),
    )
    style = f"{shells.colours(publication)}{shells.style(*sheet.styles)}\n{chosen.style}{_folios(say, mirrored=sheet.mirrored)}"
    if widest:
        style = f'{style}@page {{ @top-right {{ content: "{widest}" }} }}\n@page :first {{ @top-right {{ content: none }} }}\n'
    if not sheet.mirrored:
        return Manuscript(html, style, book.chapters[0].chapter.source.name, resources, carried=carried)
    style = f"{style}\n{chosen.mirrored}"
    return Manuscript(html, style, book.chapters[0].chapter.source.name, resources, chosen.across)


def _carried(say: wording.Wording) -> str:
    """What is said of a line that goes on: beside a foreign text, its number alone."""
    return "… {first}" if say.foreign else say.form("noch Zeile {first}")


def _folios(say: wording.Wording, *, mirrored: bool) -> str:
    """The numbers of pages where the style sheet does not say them in the language: beside a foreign text, digits alone."""
    if say.language == wording.GERMAN and not say.foreign:
        return ""
    page, of = ("", " / ") if say.foreign else (say("Seite "), say(" von "))
    folio = f'content: "{page}" counter(page) "{of}" counter(pages)'
    outer = f"@page :left {{ @bottom-left {{ {folio} }} }}\n" if mirrored else ""
    right = "@page :right" if mirrored else "@page"
    return (
        f"\n{right} {{ @bottom-right {{ {folio} }} }}\n{outer}"
        f'.contents .page::after {{ content: " {page}" target-counter(attr(data-target), page) }}\n'
    )


def _chapters(book: Book) -> dict[str, str]:
    """What leads to lines of each chapter, by its slug."""
    return {part.numbered.slug: f"#{part.prefix}" for part in book_parts(book)}


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
        glyph_coverage.require(
            numbered, [(text, source) for text in head] + [(text, settings) for text in beside], publication.language
        )
