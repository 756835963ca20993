"""What a camera writes into a photo beside its pixels: turned by it in every edition, and told by none."""

from __future__ import annotations

import re
import zipfile
from base64 import b64decode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from pipeline.editions.registry import EDITIONS
from pipeline.publication.picture_files import UnusableError, read_picture
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.model import Book, book_of

SECRETS = (b"Erika Muster", b"51 N 7 E", b"Kamera 7", b"Exif", b"adobe.com/xap", b"GPS")
ORIENTATION, ARTIST, MODEL, GPS = 0x0112, 0x013B, 0x0110, 0x8825
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Erika Muster</x:xmpmeta>"


def drawn() -> Image.Image:
    """300 pixels across, 200 down, the upper left corner red."""
    image = Image.new("RGB", (300, 200), "white")
    image.paste("red", (0, 0, 100, 80))
    return image


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[ORIENTATION], made[ARTIST], made[MODEL] = orientation, "Erika Muster", "Kamera 7"
    made.get_ifd(GPS)[27] = b"51 N 7 E"
    return made


def photo(orientation: int, **more: Any) -> bytes:
    result = BytesIO()
    drawn().save(result, "JPEG", quality=95, exif=exif(orientation), comment=b"Erika Muster", **more)
    data = result.getvalue()
    segment = b"\xff\xe1" + (len(XMP) + 2).to_bytes(2, "big") + XMP
    assert all(each in data[:2] + segment + data[2:] for each in SECRETS if each != b"GPS")
    return data[:2] + segment + data[2:]


def png(orientation: int) -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Erika Muster")
    texts.add_itxt("XML:com.adobe.xmp", "Erika Muster", zip=False)
    result = BytesIO()
    drawn().save(result, "PNG", pnginfo=texts, exif=exif(orientation))
    return result.getvalue()


def red_corner(image: Image.Image) -> tuple[bool, bool]:
    """Whether red stands on the left, and above."""
    wide, high = image.size
    shown = image.convert("RGB")
    spots = {
        (x, y): shown.getpixel(((x and wide - 5) or 5, (y and high - 5) or 5))
        for x in (False, True)
        for y in (False, True)
    }
    [(right, below)] = [at for at, colour in spots.items() if isinstance(colour, tuple) and colour[1] < 100]
    return not right, not below


FILES = {"jpg": photo, "png": png}
PLACES = {1: (True, True), 3: (False, False), 6: (False, True), 8: (True, False)}
"""Where the red corner of the sensor is to be seen (Exif 2.32, 4.6.4)."""


@cache
def book(folder: Path) -> Book:
    text = "---\ntitle: Fotos\n---\n\nText davor.\n"
    for ending, made in FILES.items():
        for orientation in PLACES:
            Path(folder, f"{orientation}.{ending}").write_bytes(made(orientation))
            text += f"\n![Foto {orientation} als {ending}]({orientation}.{ending})\n"
    path = Path(folder, "fotos.md")
    path.write_text(text, encoding="utf-8")
    return book_of(forms.read(path).numbered)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return book(tmp_path_factory.mktemp("fotos"))


def packed(data: bytes, folder: str) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if re.search(folder, name)]


def shown(name: str, data: bytes) -> list[bytes]:
    """The pictures in the finished file."""
    match name:
        case "web":
            return [b64decode(each) for each in re.findall(r'<img src="data:image/\w+;base64,([^"]+)"', data.decode())]
        case "epub":
            return packed(data, r"EPUB/bild-")
        case _:
            return packed(data, r"word/media/")


@pytest.mark.parametrize("name", ["web", "epub", "docx"])
def test_photos_are_upright_in_every_edition_and_say_nothing_of_place_and_people(name: str, photos: Book) -> None:
    found = shown(name, EDITIONS[name].write(photos, Publication()))
    assert len(found) == len(FILES) * len(PLACES)
    wanted = sorted((*place, (200, 300) if turned in {6, 8} else (300, 200)) for turned, place in PLACES.items())
    seen = []
    for each in found:
        image = Image.open(BytesIO(each))
        assert not image.getexif()
        assert [secret for secret in SECRETS if secret in each] == []
        seen.append((*red_corner(image), image.size))
    assert sorted(seen) == sorted(wanted * len(FILES))


@pytest.mark.parametrize("name", ["web", "epub", "docx"])
def test_photos_have_room_in_their_own_ratio(name: str, photos: Book) -> None:
    data = EDITIONS[name].write(photos, Publication())
    match name:
        case "docx":
            [document] = packed(data, r"word/document\.xml")
            sizes = re.findall(rb'<wp:extent cx="(\d+)" cy="(\d+)"', document)
        case _:
            page = data if name == "web" else b"".join(packed(data, r"kapitel\.xhtml"))
            sizes = re.findall(rb'<img [^>]*width="(\d+)" height="(\d+)"', page)
    ratios = [int(wide) / int(high) for wide, high in sizes]
    assert ratios == pytest.approx([2 / 3 if turned in {6, 8} else 1.5 for turned in PLACES] * len(FILES), rel=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pdf", "archiv"])
def test_photos_in_a_pdf_say_nothing_of_place_and_people(name: str, photos: Book) -> None:
    with pikepdf.open(BytesIO(EDITIONS[name].write(photos, Publication()))) as file:
        streams = [
            each.read_raw_bytes() if "/DCTDecode" in repr(each.get("/Filter")) else each.read_bytes()
            for each in file.objects
            if isinstance(each, pikepdf.Stream)
        ]
    pictures = [each for each in streams if each.startswith(b"\xff\xd8")]
    assert pictures
    assert [secret for secret in SECRETS for each in pictures if secret in each] == []
    assert [secret for secret in SECRETS[:3] for each in streams if secret in each] == []


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"restart_marker_blocks": 4}])
def test_upright_pixels_are_kept_byte_for_byte(more: dict[str, Any]) -> None:
    """Also of a picture in several scans, or with restarts; with the profile of its colours."""
    profile = b"ICC_PROFILE" * 20
    bare = BytesIO()
    drawn().save(bare, "JPEG", quality=95, icc_profile=profile, **more)
    assert read_picture(photo(1, icc_profile=profile, **more)).data == bare.getvalue()
    assert read_picture(bare.getvalue()).data == bare.getvalue()


def test_the_second_picture_of_a_camera_is_left_out() -> None:
    """It stands behind the first (MPO) and has notes of its own."""
    result = BytesIO()
    drawn().save(result, "MPO", save_all=True, append_images=[drawn()], exif=exif(1))
    found = read_picture(result.getvalue())
    assert (found.kind, found.data[-2:], found.data.count(b"\xff\xd8\xff")) == ("image/jpeg", b"\xff\xd9", 1)
    assert [each for each in SECRETS if each in found.data] == []


@pytest.mark.parametrize("ending", FILES)
def test_a_photo_that_ends_too_early_is_refused_as_before(ending: str) -> None:
    data = FILES[ending](1)
    with pytest.raises(UnusableError):
        read_picture(data[: len(data) // 2])
