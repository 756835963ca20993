"""Makes the exhibits of pictures that say too much: ``PYTHONPATH=tests python -m broken.make_camera``.

Each edition of a text with one photo, which a camera and the programs after it have noted things in; reading a source
takes them away (``publication/picture_metadata.py``), so here the photo is put into the model itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, PngImagePlugin

from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.model import Book, Picture, book_of

HERE = Path(__file__).parent / "camera_notes"
TEXT = "---\ntitle: Foto\nresolved: 02.03.2026\n---\n\nWir handeln.\n"
ARTIST, GPS = 0x013B, 0x8825


def _segment(kind: int, content: bytes) -> bytes:
    return bytes((0xFF, kind)) + (len(content) + 2).to_bytes(2, "big") + content


def _exif() -> Image.Exif:
    made = Image.Exif()
    made[ARTIST] = "Erika Muster"
    made.get_ifd(GPS)[27] = b"51 N 7 E"
    return made


def _jpeg(noted: bytes = b"", behind: bytes = b"") -> bytes:
    result = BytesIO()
    Image.new("RGB", (400, 300), "yellow").save(result, "JPEG")
    data = result.getvalue()
    return data[:2] + noted + data[2:] + behind


def _png(texts: bool = False, exif: bool = False) -> bytes:
    result, info = BytesIO(), PngImagePlugin.PngInfo()
    if texts:
        info.add_text("Author", "Erika Muster")
    Image.new("RGB", (400, 300), "yellow").save(result, "PNG", pnginfo=info, exif=_exif() if exif else None)
    return result.getvalue()


EXIF = _segment(0xE1, b"Exif\0\0" + _exif().tobytes().removeprefix(b"Exif\0\0"))
XMP = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Erika Muster</x:xmpmeta>")
IPTC = _segment(
    0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + (17).to_bytes(4, "big") + b"\x1c\x02\x50\0\x0cErika Muster\0"
)
COMMENT = _segment(0xFE, b"Erika Muster")

PHOTOS: Mapping[str, tuple[bytes, str]] = {
    "exif": (_jpeg(EXIF), "Exif-Angaben einer Kamera"),
    "xmp": (_jpeg(XMP), "XMP-Angaben"),
    "iptc": (_jpeg(IPTC), "IPTC-Angaben"),
    "comment": (_jpeg(COMMENT), "eine Bemerkung"),
    "second": (_jpeg(behind=_jpeg(EXIF)), "eine zweite Datei hinter dem Bild"),
    "png-text": (_png(texts=True), "eine Bemerkung"),
    "png-exif": (_png(exif=True), "Exif-Angaben einer Kamera"),
}
"""Photos, each with what is noted in it."""

WHOLE = {"jpeg": _jpeg(), "png": _png()}

EXHIBITS = {
    "web": ("xmp", "png-text"),
    "epub": ("iptc", "png-exif"),
    "docx": ("exif", "comment"),
    "pdf": ("iptc",),
    "archiv": ("xmp",),
}
"""The photos that each edition is made with."""


def book(photo: bytes) -> Book:
    numbered = forms.loads(TEXT.encode(), "foto.md", Publication()).numbered
    picture = Picture("foto.jpg", "Ein gelbes Feld", hashlib.sha256(photo).hexdigest(), 400, 300, data=photo)
    chapter = replace(numbered.chapter, blocks=(*numbered.chapter.blocks, picture))
    return book_of(replace(numbered, chapter=chapter))


def written(edition: str, photo: bytes) -> bytes:
    data = EDITIONS[edition].write(book(photo), Publication())
    # No check of pictures looks at the fonts of the page, which make most of its size.
    return re.sub(rb"<style>.*</style>", b"", data, flags=re.DOTALL) if edition == "web" else data


def with_metadata(data: bytes) -> bytes:
    """The PDF, its pictures with a stream of metadata each (ISO 32000-1, 14.3.2)."""
    result = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image":
                each.Metadata = file.make_stream(b"<x:xmpmeta>Erika Muster</x:xmpmeta>", Type=pikepdf.Name.Metadata)
        file.save(result, deterministic_id=True)
    return result.getvalue()


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for edition, names in EXHIBITS.items():
        for name in names:
            (HERE / f"{name}{EDITIONS[edition].suffix}").write_bytes(written(edition, PHOTOS[name][0]))
    (HERE / "metadata.pdf").write_bytes(with_metadata(written("pdf", WHOLE["png"])))


if __name__ == "__main__":
    main()
