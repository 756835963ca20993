"""The PDF editions: screen, archive, print shop, large print. One text and one template; four kinds of file.

press           what a print shop needs
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.editions.pdf import press
from pipeline.editions.pdf.typesetting.identification import WTPDF, Claims
from pipeline.editions.pdf.typesetting.line_proof import require_official_lines
from pipeline.editions.pdf.typesetting.manuscript import (
    BOTH_SIDES,
    LARGE_PRINT,
    LARGE_PRINT_RUNNING,
    PAGE,
    PRINT_SHOP,
    PageKind,
    Resource,
    manuscript,
)
from pipeline.editions.pdf.typesetting.pdf_file import ACCESSIBLE, Format, facts, made
from pipeline.editions.pdf.typesetting.rendering import Enclosure, laid_out, require_libraries
from pipeline.editions.pdf.typesetting.structure_nodes import Numbers
from pipeline.publication.settings import Publication
from pipeline.text import interchange, wording
from pipeline.text.model import Book, book_of


@dataclass(frozen=True, slots=True)
class PdfKind:
    """A kind of PDF: the standards of its file, and its pages."""

    format: Format
    sheet: PageKind


SCREEN = PdfKind(ACCESSIBLE, PAGE)
ARCHIVE = PdfKind(Format(Claims(ua=2, a="4F", declarations=WTPDF), "pdf/a-4f"), PAGE)
LARGE = PdfKind(Format(Claims(ua=1), "pdf/ua-1"), LARGE_PRINT)
LARGE_RUNNING = PdfKind(LARGE.format, LARGE_PRINT_RUNNING)
SHOP = PdfKind(Format(Claims(x="PDF/X-4"), "pdf/x-4"), PRINT_SHOP)


def screen(book: Book, publication: Publication) -> bytes:
    """The PDF for screen and home printer: PDF/UA-1 and PDF/A-2a in one file.

    All four raise InputRefusal where a glyph is missing (Z501), WeasyPrint reports a fault (Z503) or a line is not laid
    out as it is (Z504); EnvironmentRefusal where its libraries or the fonts are missing (Z701, Z702).
    """
    return _made(book, publication, SCREEN, _announced(publication))


def archive(book: Book, publication: Publication) -> bytes:
    """The reference: PDF/UA-2, WTPDF and PDF/A-4f, every line with its number in the tree and the source attached."""
    return _made(book, publication, ARCHIVE, Numbers.INLINE, enclosures=_sources(book, publication))


def large_print(book: Book, publication: Publication) -> bytes:
    """The PDF in letters of at least 18 points: lines run on or wrap, the number stands where they begin. PDF/UA-1."""
    # A row that runs from right to left has its mark where no reader of ours looks for it yet: its lines stay apart.
    languages = {each.chapter.language or publication.language for each in book.chapters}
    running = publication.large_print.lines == "running" and not any(map(wording.right_to_left, languages))
    kind = LARGE_RUNNING if running else LARGE
    return _made(book, publication, kind, _announced(publication))


def print_shop(book: Book, publication: Publication) -> bytes:
    """The PDF for the print shop: PDF/X-4 with bleed and crop marks, in inks, without links, for one side of the paper or both."""
    condition = _condition(publication)

    def prepare(pdf: Any) -> None:
        press.prepared(pdf, condition)

    require_libraries()
    sheet = BOTH_SIDES if publication.press.sides == "double" else SHOP.sheet
    copy = manuscript(book, publication, sheet)
    inked = (Resource(each.address, *press.picture(each.data, condition)) for each in copy.resources)
    copy = replace(copy, resources=tuple(inked))
    require_official_lines(book, laid_out(copy))
    return made(copy, SHOP.format, facts(book, publication), then=prepare)


def _condition(publication: Publication) -> press.Condition:
    if not publication.press.icc:
        return press.black_only()
    try:
        return press.condition(publication.press.icc)
    except press.UnfitProfile as unfit:
        message = f"Das Farbprofil der Druckerei ist unbrauchbar: {unfit}."
        hint = "[print] profile in publication.toml nennt das ICC-Profil, das Sie von der Druckerei bekommen."
        raise InputRefusal(Diagnostic("Z403", Place(publication.press.profile), message, hint)) from unfit


def _announced(publication: Publication) -> Numbers:
    return Numbers.ANNOUNCED if publication.lines.announce == "block" else Numbers.SILENT


def _made(
    book: Book, publication: Publication, kind: PdfKind, numbers: Numbers, enclosures: Sequence[Enclosure] = ()
) -> bytes:
    require_libraries()
    copy = manuscript(book, publication, kind.sheet)
    require_official_lines(book, laid_out(copy))
    return made(copy, kind.format, facts(book, publication), numbers, enclosures)


def _sources(book: Book, publication: Publication) -> list[Enclosure]:
    """The texts as they arrived, as files within the file; the model of a text that is no longer at hand."""
    found: dict[str, Enclosure] = {}
    say = wording.of(publication.language)
    for numbered in book.chapters:
        source, moment = numbered.chapter.source, publication.modified(numbered)
        name, data = source.name, source.data
        what = "Ausgangstext mit amtlichen Zeilennummern, wie er angekommen ist: {title}"
        if not data:
            name, data = f"{numbered.slug}.json", interchange.dumps(book_of(numbered), publication.language).encode()
            what = "Modell des Textes mit amtlichen Zeilennummern: {title}"
        # Two folders may hold files of one name; one file may hold several chapters.
        name = name if found.get(name) is None or found[name].data == data else f"{numbered.slug}-{name}"
        found.setdefault(name, Enclosure(name, data, say(what, title=numbered.chapter.title), moment))
    return list(found.values())
