"""A finished file as the checks get it: its bytes, its reading, and the model that it is held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Place
from pipeline.easy_language.rendition import Rendition as Easy
from pipeline.readback import READERS
from pipeline.readback.bound import BOUND_READERS, Bound
from pipeline.readback.reading import Reading, UnreadableError
from pipeline.text.model import Book, NumberedChapter


@dataclass(frozen=True)
class Finished:
    """One file of a chapter's folder. It is read once, whatever the number of checks."""

    path: Path
    suffix: str
    truth: NumberedChapter | None
    """The model; None where nobody knows it, or where it is known from this very file alone."""
    language: str = ""
    data: bytes = field(default=b"", repr=False)
    easy: Easy | None = field(default=None, repr=False)
    """What the Leichte-Sprache editions must say; None where nobody knows it."""
    book: Book | None = field(default=None, repr=False)
    """The model of a book of several chapters; ``truth`` is None then."""

    @property
    def models(self) -> tuple[NumberedChapter, ...]:
        """The chapters that the file must hold; empty where nobody knows them."""
        return self.book.chapters if self.book else (self.truth,) if self.truth else ()

    @property
    def place(self) -> Place:
        """The file, for diagnostics; a finding names the line in its message."""
        return Place(self.path.as_posix())

    @cached_property
    def reading(self) -> Reading | Diagnostic:
        """What the file holds, or the finding that it cannot be read (Z608)."""
        try:
            return READERS[self.suffix](self.data)
        except UnreadableError as error:
            hint = "Bauen Sie die Ausgabe neu: make"
            return Diagnostic("Z608", self.place, f"{self.path.name} ist nicht lesbar: {error}.", hint)

    @cached_property
    def bound(self) -> Bound | Diagnostic:
        """The same of a book."""
        slugs = [each.slug for each in self.models]
        try:
            return BOUND_READERS[self.suffix](self.data, slugs)
        except UnreadableError as error:
            hint = "Bauen Sie die Ausgabe neu: make"
            return Diagnostic("Z608", self.place, f"{self.path.name} ist nicht lesbar: {error}.", hint)
