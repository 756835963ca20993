"""The Word edition: a chapter by itself is the hand-over to translators, several chapters are a document for reading."""

from __future__ import annotations

from pipeline.editions import docx
from pipeline.editions.docx import programme_document
from pipeline.publication.settings import Publication
from pipeline.text.model import Book


def write(book: Book, publication: Publication) -> bytes:
    """The DOCX file."""
    return docx.write(book.chapters[0], publication) if book.alone else programme_document.write(book, publication)
