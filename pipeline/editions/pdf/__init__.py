"""The PDF editions: screen, archive, print shop, large print. One text and one template; four kinds of file.

tree            elements and runs → structure tree
structure       structure tree → objects of the file
identification  what the file claims to be (XMP)
press           what a print shop needs
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import pydyf

from pipeline import interchange, pages
from pipeline.editions.pdf import press
from pipeline.editions.pdf.identification import WTPDF, Claims, identified
from pipeline.editions.pdf.structure import tagger
from pipeline.editions.pdf.tree import Numbers
from pipeline.errors import Diagnostic, InputRefusal, Place
from pipeline.model import NumberedChapter
from pipeline.publication import Publication
from pipeline.typesetting.manuscript import LARGE_PRINT, PAGE, PRINT_SHOP, Sheet, manuscript
from pipeline.typesetting.setting import Enclosure, Finisher, Job, require_libraries, set_pdf


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of PDF: what it claims, WeasyPrint's name for the nearest it can do, and its pages."""

    claims: Claims
    variant: str
    sheet: Sheet


SCREEN = Kind(Claims(ua=1, a="2A"), "pdf/a-2a", PAGE)
ARCHIVE = Kind(Claims(ua=2, a="4F", declarations=WTPDF), "pdf/a-4f", PAGE)
LARGE = Kind(Claims(ua=1), "pdf/ua-1", LARGE_PRINT)
SHOP = Kind(Claims(x="PDF/X-4"), "pdf/x-4", PRINT_SHOP)


def screen(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The PDF for screen and home printer: PDF/UA-1 and PDF/A-2a in one file.

    All four raise InputRefusal where a glyph is missing (Z501), a line is wider than its column (Z502) or WeasyPrint
    reports a fault (Z503); EnvironmentRefusal where its libraries or the fonts are missing (Z701, Z702).
    """
    return _made(numbered, publication, SCREEN, _announced(publication))


def archive(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The reference: PDF/UA-2, WTPDF and PDF/A-4f, every line with its number in the tree and the source attached."""
    return _made(numbered, publication, ARCHIVE, Numbers.INLINE, enclosures=[_source(numbered, publication)])


def large_print(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The PDF in letters of at least 18 points: lines may wrap, the number stands at their first row. PDF/UA-1."""
    return _made(numbered, publication, LARGE, _announced(publication))


def print_shop(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The PDF for the print shop: PDF/X-4 with bleed and crop marks, in inks, without links."""
    condition = _condition(publication)

    def prepare(pdf: Any) -> None:
        press.prepared(pdf, condition)

    return _made(numbered, publication, SHOP, then=prepare)


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
    numbered: NumberedChapter, publication: Publication, kind: Kind, numbers: Numbers | None = None,
    enclosures: Sequence[Enclosure] = (), then: Finisher = lambda _: None,
) -> bytes:  # fmt: skip
    require_libraries()
    finish = _finisher(numbered, publication, kind.claims, then)
    tag = tagger(numbers) if numbers else None
    return set_pdf(Job(manuscript(numbered, publication, kind.sheet), kind.variant, finish, tag, enclosures))


def _finisher(numbered: NumberedChapter, publication: Publication, claims: Claims, then: Finisher) -> Finisher:
    information = _information(numbered, publication)

    def finish(pdf: Any) -> None:
        then(pdf)
        pdf.info.clear()
        # PDF 2.0 keeps only the dates there, and PDF/A-4 asks for none of it (ISO 19005-4, 6.1.3).
        if not claims.a.startswith("4"):
            pdf.info.update({key: pydyf.String(value) for key, value in information.items()})
        if claims.x:
            pdf.info.update({"Trapped": "/False", "GTS_PDFXVersion": pydyf.String(claims.x)})
        identified(pdf, information, claims, publication.language, publication.rights)

    return finish


def _information(numbered: NumberedChapter, publication: Publication) -> dict[str, str]:
    """The document information (ISO 32000-1, 14.3.3); empty values are left out."""
    chapter, moment = numbered.chapter, publication.modified(numbered).strftime("D:%Y%m%d%H%M%SZ")
    values = {
        "Title": chapter.title,
        "Author": chapter.resolution.body or publication.publisher,
        "Subject": ", ".join(part for part in (chapter.kind, pages.resolution(chapter)) if part),
        "Creator": "zeilentreu",
        "Producer": f"WeasyPrint {version('weasyprint')}",
        "CreationDate": moment,
        "ModDate": moment,
    }
    return {key: value for key, value in values.items() if value}


def _source(numbered: NumberedChapter, publication: Publication) -> Enclosure:
    """The text as it arrived, as a file within the file; the model where the text is no longer at hand."""
    source, moment = numbered.chapter.source, publication.modified(numbered)
    name, data, what = source.name, source.data, "Ausgangstext mit amtlichen Zeilennummern, wie er angekommen ist"
    if not data:
        name, data = f"{numbered.slug}.json", interchange.dumps(numbered, publication.language).encode()
        what = "Modell des Textes mit amtlichen Zeilennummern"
    return Enclosure(name, data, f"{what}: {numbered.chapter.title}", moment)
