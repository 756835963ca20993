"""The editions for machines: the concordance as a table, and the model."""

from __future__ import annotations

from pipeline.publication.settings import Publication
from pipeline.text import interchange
from pipeline.text.concordance import concordance, tsv
from pipeline.text.model import Book


def lines(book: Book, publication: Publication) -> bytes:  # noqa: ARG001 - every edition has this signature
    """Number TAB words, one official line each, in UTF-8; in a book of several chapters the chapter's name before it."""
    tables = [(each.slug, tsv(concordance(each))) for each in book.chapters]
    if book.alone:
        return tables[0][1].encode()
    return "".join(f"{slug}\t{row}\n" for slug, table in tables for row in table.splitlines()).encode()


def model(book: Book, publication: Publication) -> bytes:
    """The chapter, or the book of several, as JSON in UTF-8 (``pipeline.text.interchange``)."""
    return interchange.dumps(book, publication.language).encode()
