"""Pictures that somebody put into the cells of a returned document → files for the folder of the pictures.

stadt.png ⟨picture⟩ Eine Stadt          the picture goes into the file that the cell names
⟨picture⟩ Eine Stadt                    the file that Word remembers, or bild-3f2a9c01.png
⟨picture⟩⟨picture⟩                      one after the other

A file that is there already is never overwritten: another picture of its name gets a name of its own. What cannot be used
is reported, and costs nothing else of its row.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.diagnostics import Diagnostic
from pipeline.easy_language import form_wording
from pipeline.easy_language.picture_cell import NamedPicture, named_pictures
from pipeline.easy_language.return_report import ReturnReport, quoted
from pipeline.easy_language.returned.order_sheet import OrderSheet, ReturnedRow
from pipeline.easy_language.returned.returned_blocks import ReturnedPicture
from pipeline.publication.picture_files import LARGEST_PICTURE, Loaded, UnusableError, read_picture

MOST, MOST_BYTES = 500, 100 * 1024 * 1024
"""Pictures of a document, and bytes of all together."""

_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg"}
_FILE = re.compile(r"(?P<stem>.*[^.\s].*)\.(?:png|jpe?g|gif|bmp|tiff?|webp|heic|emf|wmf|svg)", re.IGNORECASE)
_MADE = re.compile(
    r"Automatisch generierte Beschreibung|KI-generiert|automatically generated|AI-generated", re.IGNORECASE
)
"""What Word adds to the words that it makes itself: nobody has looked whether they are true."""

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class InsertedPictures:
    """The rows with the names of their pictures, the files that come into the folder, and what there is to report."""

    sheet: OrderSheet
    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Desk:
    part: Callable[[str, int], bytes]
    """A part of the document, up to so many bytes."""
    there: Callable[[str], Loaded | None]
    """The picture of this name in the folder."""
    report: ReturnReport
    files: dict[str, bytes] = field(default_factory=dict)
    count: int = 0

    def taken(self, picture: ReturnedPicture, wanted: str, row: str) -> str:
        """The name of the file that the picture is in now; empty where it cannot be used."""
        self.count += 1
        if self.count > MOST or sum(map(len, self.files.values())) > MOST_BYTES:
            self.report.add("Z665", f"{row}: zu viele Bilder in der Datei; dieses wird nicht übernommen.", _BESIDE)
            return ""
        if not picture.part:
            self.report.add("Z665", f"{row}: das Bild liegt nicht in der Datei, sie verweist nur darauf.", _BESIDE)
            return ""
        try:
            found = read_picture(self.part(picture.part, LARGEST_PICTURE))
        except UnusableError as unusable:
            self.report.add("Z665", f"{row}: das eingefügte Bild {unusable}", unusable.hint or _BESIDE)
            return ""
        return self._kept(found, wanted or _file_name(picture.name), row)

    def _kept(self, found: Loaded, wanted: str, row: str) -> str:
        digest = hashlib.sha256(found.data).hexdigest()[:8]
        ending = _ENDINGS[found.kind]
        stem = _stem(wanted) or f"bild-{digest}"
        for name in (f"{stem}{ending}", f"{stem}-{digest}{ending}"):
            there = self.there(name)
            if (there and there.data == found.data) or self.files.get(name) == found.data:
                return name
            if there is None and name not in self.files:
                self.files[name] = found.data
                self.report.add("Z678", f"{row}: das Bild ist übernommen als {quoted(name)}.")
                return name
        return ""


_BESIDE = (
    "Legen Sie das Bild als PNG oder JPEG in den Ordner der Bilder und schreiben Sie seinen Namen in die Spalte „Bild“."
)


def inserted_pictures(
    sheet: OrderSheet, part: Callable[[str, int], bytes], there: Callable[[str], Loaded | None]
) -> InsertedPictures:
    """The rows with their pictures; ``there`` is the picture of a name that the folder has, if it has one."""
    desk = _Desk(part, there, ReturnReport(sheet.file))
    rows = tuple(_row(row, desk) if row.pictures else row for row in sheet.rows)
    return InsertedPictures(replace(sheet, rows=rows), desk.files, tuple(desk.report.diagnostics))


def _row(row: ReturnedRow, desk: _Desk) -> ReturnedRow:
    place = next((name for _, name in row.claims), row.place)
    named = list(named_pictures(row.picture))
    found: list[NamedPicture] = []
    for picture in row.pictures:
        of = named.pop(0) if named else NamedPicture("")
        name = desk.taken(picture, of.name, place)
        said = "" if _MADE.search(picture.alternative) or _FILE.fullmatch(picture.alternative) else picture.alternative
        if name or of.name or of.alternative:
            found.append(replace(of, name=name or of.name, alternative=of.alternative or (said if name else "")))
    return replace(row, picture=tuple(line for each in [*found, *named] for line in _lines(each)))


def _lines(picture: NamedPicture) -> Iterator[str]:
    credit = f"{form_wording.CREDIT} {picture.credit}" if picture.credit else ""
    yield from filter(None, (picture.name, picture.alternative, credit))


def _file_name(name: str) -> str:
    """The name of a file that the word processor remembers; „Grafik 3“ is none."""
    return name if _FILE.fullmatch(name.replace("\\", "/").rpartition("/")[2]) else ""


def _stem(name: str) -> str:
    """The name without its ending, as a plain name of a file that every system can have."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = found["stem"] if (found := _FILE.fullmatch(last)) else last
    return re.sub(r"[^\w.-]+", "-", stem).strip(".-")[:_LONGEST].strip(".-")
