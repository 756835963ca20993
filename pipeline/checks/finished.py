"""A finished file as the checks get it: its bytes, its reading, and the model that it is held against.

A check is a function: file → diagnostics at its place. Where the file or the model is not readable, or a program is
missing, it raises, and ``outcome`` reports that it was not run: it has passed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipeline.checks.finding import NOT_RUN, Finding, NotRunError
from pipeline.diagnostics import Diagnostic, Place
from pipeline.easy_language.rendition import Rendition as Easy
from pipeline.readback import read_file
from pipeline.readback.reading import FileReading, UnreadableError
from pipeline.text.model import Book, NumberedChapter

WITH_SOURCE = "Mit Quelle prüfen: zeilentreu check --source"
AGAIN = "Bauen Sie die Ausgabe neu: make"


@dataclass(frozen=True)
class Finished:
    """One file of a folder. It is read once, whatever the number of checks."""

    path: Path
    suffix: str
    truth: Book | None
    """The model; None where nobody knows it, or where it is known from this very file alone."""
    language: str = ""
    data: bytes = field(default=b"", repr=False)
    easy: Easy | None = field(default=None, repr=False)
    """What the Leichte-Sprache editions must say; None where nobody knows it."""

    @property
    def book(self) -> Book:
        """The model. Raises NotRunError where nobody knows it."""
        if self.truth is None:
            raise NotRunError("Kein Vergleich: das Modell ist nicht lesbar", WITH_SOURCE)
        return self.truth

    @property
    def chapters(self) -> tuple[NumberedChapter, ...]:
        """The chapters that the file must hold; none where nobody knows them."""
        return self.truth.chapters if self.truth else ()

    @cached_property
    def _read(self) -> FileReading | UnreadableError:
        try:
            return read_file(self.data, self.suffix, [each.slug for each in self.chapters])
        except UnreadableError as error:
            return error

    @property
    def reading(self) -> FileReading:
        """What the file says. Raises UnreadableError."""
        if isinstance(self._read, UnreadableError):
            raise self._read
        return self._read

    @property
    def place(self) -> Place:
        """The file, for diagnostics; a finding names the line in its message."""
        return Place(self.path.as_posix())

    def unreadable(self, error: UnreadableError) -> Diagnostic:
        """The finding that the file cannot be read (Z608), for the check whose business that is."""
        return Diagnostic("Z608", self.place, f"{self.path.name} ist nicht lesbar: {error}.", AGAIN)

    def inside(self, name: str, line: int = 0, column: int = 0) -> Place:
        """A part of the file, the file itself where the name is empty."""
        return Place("/".join(part for part in (self.place.file, name.strip("/")) if part), line, column)

    def findings(self, found: Iterable[Finding], hint: str = "") -> Iterator[Diagnostic]:
        """Findings at the place of the file."""
        return (Diagnostic(code, self.place, message, hint) for code, message in found)


def outcome(check: Callable[[Finished], Iterator[Diagnostic]], file: Finished) -> tuple[Diagnostic, ...]:
    """What the check reports about the file, each once; that it was not run, or not to its end (Z690), at last."""
    found: list[Diagnostic] = []
    try:
        for each in check(file):
            found.append(each)  # noqa: PERF402 - what was found before it raises counts
    except UnreadableError as error:
        found.append(Diagnostic(NOT_RUN, file.place, f"Die Datei ist nicht lesbar: {error}."))
    except NotRunError as reason:
        found.append(Diagnostic(NOT_RUN, file.place, f"{reason}.", reason.hint))
    return tuple(dict.fromkeys(found))
