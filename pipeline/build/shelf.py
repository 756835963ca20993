"""What lies beside a source for its Leichte-Sprache edition: the translation and its pictures.

seeds/inklusion.md
seeds/translations/inklusion.toml
seeds/translations/inklusion.runden.toml   what came back when, and what it changed
seeds/bilder/haus.png              named in the translation
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.build import writing
from pipeline.build.source_jobs import Job
from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place
from pipeline.easy_language import ledger, rounds
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.rendition import EasyPicture
from pipeline.easy_language.rounds import Round
from pipeline.easy_language.translation import Translation
from pipeline.publication.files import BRING_IN, OUTSIDE, content, leads_outside
from pipeline.publication.picture_files import Loaded, UnusableError, loaded

FOLDER = "translations"
LARGEST_LEDGER = 64 * 1024 * 1024
"""Bytes of a translation; 5 000 rows have about 3 MB."""


def translation_path(source: Path, slug: str) -> Path:
    """Where the translation of the chapter lies: ``translations/<slug>.toml`` beside its source."""
    return source.parent / FOLDER / f"{slug}.toml"


def rounds_path(translation_: Path) -> Path:
    """Where the protocol of rounds lies: beside the translation."""
    return translation_.with_suffix(".runden.toml")


def rounds_so_far(translation_: Path) -> tuple[Round, ...]:
    """The rounds of the translation in this file so far. Raises Refusal."""
    text = _text(rounds_path(translation_), "Das Protokoll der Runden")
    return () if text is None else rounds.loads(text, str(rounds_path(translation_)))


def translation(path: Path) -> Translation | None:
    """The translation in the file; None where there is no file. Raises Refusal with every fault found."""
    text = _text(path, "Die Übersetzung")
    return None if text is None else ledger.loads(text, str(path))


def _text(path: Path, what: str) -> str | None:
    """What the file says; None where there is no file. Raises Refusal."""
    data = content(path, LARGEST_LEDGER, path.parent.parent)
    if data is None:
        return None
    if len(data) > LARGEST_LEDGER:
        message = f"{what} ist größer als {LARGEST_LEDGER >> 20} MB."
        raise InputRefusal(Diagnostic("Z105", Place(str(path)), message))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusal(Diagnostic("Z401", Place(str(path)), "Die Datei ist nicht in UTF-8 kodiert.")) from error


@dataclass(frozen=True, slots=True)
class ShownPictures:
    """The pictures that the translation names, by their names, and what is wrong with the others."""

    found: Mapping[str, EasyPicture]
    faults: tuple[Diagnostic, ...]


def picture_folder(job: Job) -> Path:
    """Where the pictures of the translation lie."""
    return job.source.parent / job.publication.easy_language.pictures


def picture_there(folder: Path, within: Path, name: str) -> Loaded | None:
    """The picture of this name in the folder; None where there is no such file, empty where it is no picture."""
    try:
        return loaded(folder / name, within)
    except UnusableError:
        path = folder / name
        return Loaded(b"", "", 0, 0) if path.exists() or path.is_symlink() else None


def put_pictures(folder: Path, within: Path, files: Mapping[str, bytes]) -> None:
    """Put the pictures into the folder, which lies in that of the publication. Raises FileRefusal (Z801, Z802)."""
    if target := leads_outside(folder, within):
        raise FileRefusal(Diagnostic("Z802", Place(str(folder)), OUTSIDE.format(target), BRING_IN))
    with writing.locked(folder):
        writing.write_whole(folder, files)


def pictures(folder: Path, of: Translation, path: Path, written: str | None = None) -> ShownPictures:
    """The pictures that the translation names; one that is wanting keeps no edition from being made (Z670, Z671).

    ``written`` is what the file of the translation says, where that is known.
    """
    found: dict[str, EasyPicture] = {}
    faults: list[Diagnostic] = []
    if written is None:
        written = (content(path, LARGEST_LEDGER) or b"").decode("utf-8-sig", "replace")
    places = ledger.row_places(written, str(path), "picture")
    for row, place in zip(of.rows, [*places, *[Place(str(path))] * len(of.rows)], strict=False):
        for each in row.pictures if row.text and row.status is not Status.OMITTED else ():
            picture = found.get(each.name) or _picture(folder, path.parent.parent, row.name, each.name, place)
            if isinstance(picture, Diagnostic):
                faults.append(picture)
            elif not each.alternative.strip():
                faults.append(_without_words(row.name, each.name, place))
            else:
                found[each.name] = picture
    return ShownPictures(found, tuple(faults))


def _without_words(row: str, name: str, place: Place) -> Diagnostic:
    message = f"{row}: das Bild „{name}“ hat keinen Alternativtext. Die Ausgaben entstehen ohne das Bild."
    hint = "In der Spalte „Bild“ steht unter dem Dateinamen, was auf dem Bild zu sehen ist; in der TOML-Datei: alternative."
    return Diagnostic("Z671", place, message, hint)


def _picture(folder: Path, within: Path, row: str, name: str, place: Place) -> EasyPicture | Diagnostic:
    without = "Die Ausgaben entstehen ohne das Bild."
    if PurePosixPath(name).name != name or "\\" in name or name.startswith("."):
        hint = "In der Spalte „Bild“ steht der Name einer Datei aus dem Ordner der Bilder, zum Beispiel „haus.png“."
        return Diagnostic("Z670", place, f"{row}: „{name}“ ist kein einfacher Dateiname. {without}", hint)
    try:
        found = loaded(folder / name, within)
    except UnusableError as unusable:
        return Diagnostic("Z670", place, f"{row}: das Bild „{name}“ {unusable} {without}", unusable.hint)
    return EasyPicture(name, found.data, found.kind, found.width, found.height)
