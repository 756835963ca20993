"""A PDF, opened once for all who read from it: pdfminer.six parses an object when it is first asked for, and keeps it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser


@lru_cache(maxsize=2)
def pdf_document(data: bytes) -> PDFDocument:
    """The document; the last ones are kept. Damage raises whatever pdfminer.six meets it with, here or later."""
    return PDFDocument(PDFParser(BytesIO(data)))


def pdf_pages(document: PDFDocument) -> tuple[PDFPage, ...]:
    """Its pages in order."""
    return tuple(PDFPage.create_pages(document))
