"""The Word edition: a chapter by itself is the hand-over to translators, several chapters are a document for reading."""

from __future__ import annotations

from pipeline.easy_language.handout import Handout
from pipeline.easy_language.rendition import Rendition
from pipeline.editions import docx
from pipeline.editions.docx import programme_document
from pipeline.publication.settings import Publication
from pipeline.text.model import Book


def write(book: Book, publication: Publication, easy: Rendition | None = None) -> bytes:
    """The DOCX file; the hand-over holds what is translated so far."""
    if not book.alone:
        return programme_document.write(book, publication)
    return docx.write(book.chapters[0], publication, Handout(easy.translation if easy else None))
