"""Editions: a book → the bytes of one file; a chapter by itself is a book of one. The registries name them in the order of making.

A writer is named, not imported: WeasyPrint, EbookLib and python-docx take half a second to load, and a build that has
nothing to do should say so at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from types import MappingProxyType

from pipeline.diagnostics import Diagnostic, EnvironmentRefusal, Place
from pipeline.easy_language.rendition import Rendition
from pipeline.publication.catalogue import CATALOGUE
from pipeline.publication.settings import Publication
from pipeline.text.model import Book


@dataclass(frozen=True, slots=True)
class Edition:
    """One file of a book: how its name ends, what it is called, and who writes it."""

    suffix: str
    title: str
    writer: str
    """``module:function``: ``(Book, Publication) -> bytes``; in Leichte Sprache, and for the hand-over once something is
    translated, ``(Book, Publication, Rendition)``."""

    def write(self, book: Book, publication: Publication, *of: Rendition) -> bytes:
        """The finished file. Raises Refusal where it cannot be made."""
        try:
            write = resolve_name(self.writer)
        except ModuleNotFoundError as error:
            message = f"Für die Ausgabe {self.title} fehlt das Python-Paket „{error.name}“."
            hint = "Richten Sie die Umgebung neu ein: make distclean, dann make."
            raise EnvironmentRefusal(Diagnostic("Z703", Place("Python"), message, hint)) from error
        data: bytes = write(book, publication, *of)
        return data


def _edition(name: str, writer: str) -> Edition:
    entry = CATALOGUE[name]
    return Edition(entry.suffix, entry.title, f"pipeline.editions.{writer}")


EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        "lines": _edition("lines", "data:lines"),
        "json": _edition("json", "data:model"),
        "web": _edition("web", "web:write"),
        "pdf": _edition("pdf", "pdf:screen"),
        "archiv": _edition("archiv", "pdf:archive"),
        # Before the other sheets: the layout of S.pdf is still at hand, and the page list needs it.
        "epub": _edition("epub", "epub:write"),
        "druck": _edition("druck", "pdf:print_shop"),
        "grossdruck": _edition("grossdruck", "pdf:large_print"),
        "docx": _edition("docx", "docx.word_document:write"),
    }
)

EASY_EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        "leicht-web": _edition("leicht-web", "easy:web"),
        "leicht-pdf": _edition("leicht-pdf", "easy:pdf"),
        "leicht-epub": _edition("leicht-epub", "easy:epub"),
        "leicht-docx": _edition("leicht-docx", "easy.easy_document:write"),
    }
)
"""The editions in Leichte Sprache of a chapter by itself, made where there is a translation."""

CHECK_EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        "pruefung-docx": _edition("pruefung-docx", "easy.check_document:write"),
        "pruefung-pdf": _edition("pruefung-pdf", "easy.check_page:write"),
    }
)
"""What the check group reads, made where there is a translation."""
