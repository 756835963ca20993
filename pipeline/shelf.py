"""What lies beside a source for its Leichte-Sprache edition: the translation and its pictures.

seeds/inklusion.md
seeds/translations/inklusion.toml
seeds/bilder/haus.png              named in the translation
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath

from PIL import Image

from pipeline.easy_language import ledger
from pipeline.easy_language.form import Status
from pipeline.easy_language.reading import Picture
from pipeline.easy_language.translation import Row, Translation
from pipeline.errors import Diagnostic, FileRefusal, InputRefusal, Place
from pipeline.reasons import reason

FOLDER = "translations"
LARGEST_LEDGER = 64 * 1024 * 1024
"""Bytes of a translation; 5 000 rows have about 3 MB."""

LARGEST_PICTURE = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}
"""What every reading system shows (EPUB 3.3, 3.2) and PDF/A can hold. SVG can hold programs, and is not read."""


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


def pictures(folder: Path, of: Translation, path: Path) -> Mapping[str, Picture]:
    """The pictures that the translation names, by their names. Raises InputRefusal (Z670, Z671) with every fault."""
    found: dict[str, Picture] = {}
    faults: list[Diagnostic] = []
    for row in of.rows:
        if not row.picture or not row.text or row.status is Status.OMITTED:
            continue
        faults += _faults_of(row, path)
        if row.picture in found:
            continue
        picture = _picture(folder, row, path)
        if isinstance(picture, Picture):
            found[row.picture] = picture
        else:
            faults.append(picture)
    if faults:
        raise InputRefusal(*faults)
    return found


def _faults_of(row: Row, path: Path) -> Iterator[Diagnostic]:
    if not row.alternative.strip():
        message = f"{row.name}: das Bild „{row.picture}“ hat keinen Alternativtext."
        hint = "In der Spalte „Bild“ steht unter dem Dateinamen, was auf dem Bild zu sehen ist."
        yield Diagnostic("Z671", Place(str(path)), message, hint)


def _picture(folder: Path, row: Row, path: Path) -> Picture | Diagnostic:
    place, name = Place(str(path)), row.picture
    if PurePosixPath(name).name != name or "\\" in name or name.startswith("."):
        return Diagnostic("Z670", place, f"{row.name}: „{name}“ ist kein einfacher Dateiname.")
    try:
        data = content(folder / name, LARGEST_PICTURE)
    except FileRefusal as refusal:
        return Diagnostic("Z670", place, f"{row.name}: {refusal.diagnostics[0].message}")
    if data is None:
        return Diagnostic(
            "Z670", place, f"{row.name}: das Bild „{name}“ gibt es nicht in {folder}.", _advice(folder, name)
        )
    if len(data) > LARGEST_PICTURE:
        return Diagnostic("Z670", place, f"{row.name}: das Bild „{name}“ ist größer als {LARGEST_PICTURE >> 20} MB.")
    try:
        with warnings.catch_warnings(action="error"), Image.open(BytesIO(data), formats=tuple(KINDS)) as image:
            if image.width * image.height > MOST_PIXELS:
                return Diagnostic("Z670", place, f"{row.name}: das Bild „{name}“ hat zu viele Bildpunkte.")
            image.load()
            return Picture(name, data, KINDS[str(image.format)], image.width, image.height)
    # Pillow 13 meets damage with whatever error comes first.
    except Exception as error:
        message = f"{row.name}: „{name}“ ist kein lesbares PNG oder JPEG ({type(error).__name__})."
        return Diagnostic("Z670", place, message)


def _advice(folder: Path, name: str) -> str:
    """The file that is there under almost this name: other capitals, or umlauts in two characters as a Mac has them."""
    try:
        there = sorted(each.name for each in folder.iterdir())
    except OSError:
        return ""
    near = next((each for each in there if _folded(each) == _folded(name)), "")
    return f"Dort liegt „{near}“: Groß- und Kleinschreibung und Umlaute zählen." if near else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def content(path: Path, most: int) -> bytes | None:
    """At most one byte more than may be; None where there is no file. Raises FileRefusal (Z802)."""
    place = Place(str(path))
    try:
        if path.exists() and not path.is_file():
            raise FileRefusal(Diagnostic("Z802", place, "Das ist keine gewöhnliche Datei."))
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FileRefusal(Diagnostic("Z802", place, f"Die Datei lässt sich nicht lesen: {reason(error)}.")) from error
