"""The editions for machines: the concordance as a table, and the model."""

from __future__ import annotations

from pipeline import concordance, interchange
from pipeline.model import Book, NumberedChapter
from pipeline.publication import Publication


def lines(numbered: NumberedChapter, publication: Publication) -> bytes:  # noqa: ARG001 - every edition has this signature
    """Number TAB words, one official line each, in UTF-8."""
    return concordance.tsv(concordance.concordance(numbered)).encode()


def model(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The chapter as JSON in UTF-8 (``pipeline.interchange``)."""
    return interchange.dumps(numbered, publication.language).encode()


def book_lines(book: Book, publication: Publication) -> bytes:  # noqa: ARG001
    """Chapter TAB number TAB words, one official line each, in UTF-8: numbers may begin anew with each chapter."""
    rows = (
        (each.slug, row)
        for each in book.chapters
        for row in concordance.tsv(concordance.concordance(each)).splitlines()
    )
    return "".join(f"{slug}\t{row}\n" for slug, row in rows).encode()


def book_model(book: Book, publication: Publication) -> bytes:
    """The book as JSON in UTF-8, its chapters as they are in their own files."""
    return interchange.dumps_book(book, publication.language).encode()
