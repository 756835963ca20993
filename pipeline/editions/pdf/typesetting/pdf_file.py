"""A manuscript → a file that says what it is: title, dates, and the standards that it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

import pydyf

from pipeline.editions.pdf.typesetting.identification import Claims, identified
from pipeline.editions.pdf.typesetting.manuscript import Manuscript
from pipeline.editions.pdf.typesetting.rendering import Enclosure, Finisher, RenderingJob, set_pdf
from pipeline.editions.pdf.typesetting.structure_nodes import Numbers
from pipeline.editions.pdf.typesetting.structure_objects import tagger
from pipeline.publication.settings import Publication
from pipeline.text import adoption, wording
from pipeline.text.model import Book


@dataclass(frozen=True, slots=True)
class Format:
    """The standards that a file claims, and WeasyPrint's name for the nearest that it can do."""

    claims: Claims
    variant: str


ACCESSIBLE = Format(Claims(ua=1, a="2A"), "pdf/a-2a")
"""For screen and home printer: PDF/UA-1 and PDF/A-2a in one file."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says of itself; empty texts are left out."""

    title: str
    author: str
    subject: str
    language: str
    rights: str
    moment: datetime


def facts(book: Book, publication: Publication) -> Facts:
    """Those of a book."""
    who = adoption.resolved_plainly(book.resolution, wording.of(publication.language))
    subject = ", ".join(part for part in (book.kind, who) if part)
    author = book.resolution.body or publication.publisher
    moment = publication.modified_book(book)
    return Facts(book.title, author, subject, publication.language, publication.rights, moment)


def made(
    manuscript: Manuscript,
    format_: Format,
    stated: Facts,
    numbers: Numbers | None = None,
    enclosures: Sequence[Enclosure] = (),
    then: Finisher = lambda _: None,
) -> bytes:
    """The file; tagged where ``numbers`` says how line numbers stand in its tree. Raises as ``set_pdf`` does."""
    finish = _finisher(stated, format_.claims, then)
    return set_pdf(RenderingJob(manuscript, format_.variant, finish, tagger(numbers) if numbers else None, enclosures))


def _finisher(stated: Facts, claims: Claims, then: Finisher) -> Finisher:
    information = _information(stated)

    def finish(pdf: Any) -> None:
        then(pdf)
        pdf.info.clear()
        # PDF 2.0 keeps only the dates there, and PDF/A-4 asks for none of it (ISO 19005-4, 6.1.3).
        if not claims.a.startswith("4"):
            pdf.info.update({key: pydyf.String(value) for key, value in information.items()})
        if claims.x:
            pdf.info.update({"Trapped": "/False", "GTS_PDFXVersion": pydyf.String(claims.x)})
        identified(pdf, information, claims, stated.language, stated.rights)

    return finish


def _information(stated: Facts) -> dict[str, str]:
    """The document information (ISO 32000-1, 14.3.3); empty values are left out."""
    moment = stated.moment.strftime("D:%Y%m%d%H%M%SZ")
    values = {
        "Title": stated.title,
        "Author": stated.author,
        "Subject": stated.subject,
        "Creator": "zeilentreu",
        "Producer": f"WeasyPrint {version('weasyprint')}",
        "CreationDate": moment,
        "ModDate": moment,
    }
    return {key: value for key, value in values.items() if value}
