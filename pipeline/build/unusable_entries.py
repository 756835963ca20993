"""What of a translation the editions cannot show: reported when it comes back, at its place in the TOML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.build import shelf
from pipeline.diagnostics import Diagnostic, Place
from pipeline.easy_language import ledger
from pipeline.easy_language.return_report import quoted
from pipeline.easy_language.returned_row_values import NAMELESS
from pipeline.easy_language.translation import Translation
from pipeline.pages import glyph_coverage
from pipeline.pages.fonts import face_of


def unusable_entries(of: Translation, written: str, path: Path, folder: Path) -> Iterator[Diagnostic]:
    """Pictures that are wanting (Z670, Z671) and signs without a glyph (Z667); ``written`` is the TOML of the translation."""
    yield from shelf.pictures(folder, of, path, written).faults
    yield from _without_name(of, written, path)
    yield from signs_without_glyph(of, written, path)


def _without_name(of: Translation, written: str, path: Path) -> Iterator[Diagnostic]:
    """Rows whose picture cell held words and no name of a file (Z668), until somebody gives them a picture."""
    for row, place in zip(of.rows, ledger.row_places(written, str(path), "note"), strict=True):
        for line in row.note if not row.picture else ():
            if line.startswith(NAMELESS):
                words = line.removeprefix(NAMELESS)
                message = f"{row.name}: in der Spalte „Bild“ steht kein Dateiname: {quoted(words)}."
                hint = 'Schreiben Sie in der TOML-Datei picture und alternative, zum Beispiel picture = "haus.png"; dann kann die Anmerkung weg.'
                yield Diagnostic("Z668", place, message, hint)


def signs_without_glyph(of: Translation, written: str, path: Path) -> Iterator[Diagnostic]:
    """The signs of the translation that no font of the house has, each where it stands first (Z667)."""
    found: dict[str, tuple[str, str, Place, int]] = {}
    places = ledger.row_places(written, str(path), "text")
    for row, place in zip(of.rows, places, strict=True):
        for line in (*row.text, row.alternative):
            for char in line:
                if not face_of(char):
                    known = found.get(char, (row.name, line, _exact(written, line, place), 0))
                    found[char] = (*known[:3], known[3] + 1)
    for word in of.words:
        for line in (word.agreed or word.word, *word.explanation) if word.explanation else ():
            for char in line:
                if not face_of(char):
                    found.setdefault(char, (f"Wörterliste, „{word.word}“", line, Place(str(path)), 1))
    for char, (name, line, place, times) in found.items():
        more = f" Es steht dort {times}-mal." if times > 1 else ""
        message = f"{name}: {glyph_coverage.sign_name(char)} in {quoted(line)} fehlt in den Schriften des Hauses.{more}"
        hint = "Ersetzen Sie es durch Worte; bis dahin entsteht kein S-leicht.pdf. Alle anderen Ausgaben entstehen."
        yield Diagnostic("Z667", place, message, hint)


def _exact(written: str, line: str, place: Place) -> Place:
    """The line of the TOML that holds the sentence, at or below the place of its row."""
    rows = written.splitlines()
    start = (place.line or 1) - 1
    at = next((at for at in range(start, min(start + 60, len(rows))) if line[:40] and line[:40] in rows[at]), start)
    return Place(place.file, at + 1)
