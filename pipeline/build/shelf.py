"""What lies beside a source for its Leichte-Sprache edition: the translation and its pictures.

seeds/inklusion.md
seeds/translations/inklusion.toml
seeds/bilder/haus.png              named in the translation
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.easy_language import ledger
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.rendition import EasyPicture
from pipeline.easy_language.translation import Translation, TranslationRow
from pipeline.publication.files import content
from pipeline.publication.picture_files import UnusableError, loaded

FOLDER = "translations"
LARGEST_LEDGER = 64 * 1024 * 1024
"""Bytes of a translation; 5 000 rows have about 3 MB."""


def translation_path(source: Path, slug: str) -> Path:
    """Where the translation of the chapter lies: ``translations/<slug>.toml`` beside its source."""
    return source.parent / FOLDER / f"{slug}.toml"


def translation(path: Path) -> Translation | None:
    """The translation in the file; None where there is no file. Raises Refusal with every fault found."""
    data = content(path, LARGEST_LEDGER)
    if data is None:
        return None
    if len(data) > LARGEST_LEDGER:
        message = f"Die Übersetzung ist größer als {LARGEST_LEDGER >> 20} MB."
        raise InputRefusal(Diagnostic("Z105", Place(str(path)), message))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusal(Diagnostic("Z401", Place(str(path)), "Die Datei ist nicht in UTF-8 kodiert.")) from error
    return ledger.loads(text, str(path))


def pictures(folder: Path, of: Translation, path: Path) -> Mapping[str, EasyPicture]:
    """The pictures that the translation names, by their names. Raises InputRefusal (Z670, Z671) with every fault."""
    found: dict[str, EasyPicture] = {}
    faults: list[Diagnostic] = []
    for row in of.rows:
        if not row.picture or not row.text or row.status is Status.OMITTED:
            continue
        faults += _faults_of(row, path)
        if row.picture in found:
            continue
        picture = _picture(folder, row, path)
        if isinstance(picture, EasyPicture):
            found[row.picture] = picture
        else:
            faults.append(picture)
    if faults:
        raise InputRefusal(*faults)
    return found


def _faults_of(row: TranslationRow, path: Path) -> Iterator[Diagnostic]:
    if not row.alternative.strip():
        message = f"{row.name}: das Bild „{row.picture}“ hat keinen Alternativtext."
        hint = "In der Spalte „Bild“ steht unter dem Dateinamen, was auf dem Bild zu sehen ist."
        yield Diagnostic("Z671", Place(str(path)), message, hint)


def _picture(folder: Path, row: TranslationRow, path: Path) -> EasyPicture | Diagnostic:
    place, name = Place(str(path)), row.picture
    if PurePosixPath(name).name != name or "\\" in name or name.startswith("."):
        return Diagnostic("Z670", place, f"{row.name}: „{name}“ ist kein einfacher Dateiname.")
    try:
        found = loaded(folder / name)
    except UnusableError as unusable:
        return Diagnostic("Z670", place, f"{row.name}: das Bild „{name}“ {unusable}", unusable.hint)
    return EasyPicture(name, found.data, found.kind, found.width, found.height)
