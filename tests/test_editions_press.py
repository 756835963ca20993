"""The edition for the print shop, and the check that it is one."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT, TEXT, needs, read
from PIL import Image

from pipeline.checks import print_shop as check
from pipeline.diagnostics import InputRefusal
from pipeline.editions import pdf
from pipeline.editions.pdf import press
from pipeline.publication.settings import PressSettings, Publication
from pipeline.readback import print_inks
from pipeline.readback.reading import UnreadableError
from pipeline.text.model import book_of

pytestmark = pytest.mark.slow

BROKEN = ROOT / "tests" / "broken" / "print_shop"

FAULTS = {
    "without-bleed": "Beschnitt",
    "without-trim": "TrimBox",
    "without-intent": "Ausgabebedingung",
    "screen-colours": "DeviceRGB",
    "rich-black": "mehr als einer Farbe",
    "without-marks": "Schnittmarken",
    "with-links": "Verweise",
    "screen-group": "Transparenzgruppe wird in DeviceRGB",
    "grey-rule": "gerastert",
    "unclaimed": "statt PDF/X-4",
}


def found(data: bytes) -> list[str]:
    return list(check.findings(print_inks.read(data)))


def test_the_undamaged_file_passes() -> None:
    assert found((BROKEN / "whole.pdf").read_bytes()) == []


@pytest.mark.parametrize(("name", "words"), FAULTS.items())
def test_every_exhibit_is_caught(name: str, words: str) -> None:
    assert any(words in message for message in found((BROKEN / f"{name}.pdf").read_bytes()))


def test_every_exhibit_on_disk_is_in_the_table() -> None:
    assert {path.stem for path in BROKEN.glob("*.pdf")} == {"whole", *FAULTS}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6\n", b"PK\3\4"])
def test_what_is_no_pdf_cannot_be_read(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        print_inks.read(data)


def test_without_a_profile_everything_is_black_ink() -> None:
    file = print_inks.read(pdf.print_shop(book_of(read(TEXT).numbered), Publication()))
    assert {paint.space for paint in file.paints} == {"DeviceGray"}
    assert (0.0,) in {paint.components for paint in file.paints if paint.is_type}
    assert list(check.findings(file)) == []


def test_the_grey_profile_is_one_that_colour_engines_open() -> None:
    from PIL import ImageCms

    data = press.grey_profile()
    profile = ImageCms.ImageCmsProfile(BytesIO(data))
    assert (profile.profile.xcolor_space, profile.profile.device_class) == ("GRAY", "prtr")
    assert struct.unpack(">I", data[:4])[0] == len(data)
    to_screen = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "L", "RGB")
    shades = [ImageCms.applyTransform(Image.new("L", (1, 1), value), to_screen) for value in (0, 128, 255)]
    values = [shade.getpixel((0, 0))[0] for shade in shades if shade]  # type: ignore[index]
    assert values[0] < 10 < values[1] < 245 < values[2]


def four_ink_profile(space: bytes = b"CMYK", kind: bytes = b"prtr") -> bytes:
    """The smallest profile of a press that a colour engine takes: tables of two steps (ICC.1:2001-04, 6.5.7, lut8)."""

    def table(inputs: int, outputs: int, points: Sequence[tuple[int, ...]]) -> bytes:
        matrix = struct.pack(">9i", *(65536 if at in {0, 4, 8} else 0 for at in range(9)))
        ramps = bytes(range(256))
        grid = bytes(value for point in points for value in point)
        return b"mft1\0\0\0\0" + bytes([inputs, outputs, 2, 0]) + matrix + ramps * inputs + grid + ramps * outputs

    def lab(cyan: int, magenta: int, yellow: int, black: int) -> tuple[int, int, int]:
        light = 255 * (1 - 0.28 * cyan) * (1 - 0.28 * magenta) * (1 - 0.08 * yellow) * (1 - 0.9 * black)
        return round(light), 128 - 35 * cyan + 70 * magenta, 128 - 45 * cyan + 90 * yellow

    corners4 = [lab(c, m, y, k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    corners3 = [
        (255 * (not a), 255 * a, 255 * b, 255 * (not light)) for light in (0, 1) for a in (0, 1) for b in (0, 1)
    ]
    text = b"Probe\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 78,
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061),
        b"A2B0": table(4, 3, corners4),
        b"A2B1": table(4, 3, corners4),
        b"B2A0": table(3, 4, corners3),
        b"B2A1": table(3, 4, corners3),
        b"gamt": table(3, 1, [(0,)] * 8),
    }
    index, body, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        index += name + struct.pack(">2I", at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", 128 + len(index) + len(body), b"\0" * 4, 0x02200000, kind, space, b"Lab ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061) + b"\0" * 48
    return head + index + body


def test_with_the_shops_profile_text_is_black_alone_and_headings_are_in_inks() -> None:
    settings = Publication(press=PressSettings("druckerei.icc", four_ink_profile()), accent="#00543c")
    file = print_inks.read(pdf.print_shop(book_of(read(TEXT).numbered), settings))
    assert list(check.findings(file)) == []
    assert file.intents[0].condition == "Probe"
    type_colours = {paint.components for paint in file.paints if paint.is_type}
    assert (0.0, 0.0, 0.0, 1.0) in type_colours
    assert any(len(colour) == 4 and max(colour[:3]) > 0 for colour in type_colours)


@pytest.mark.parametrize(
    "profile", [b"kein Profil", four_ink_profile()[:-5], four_ink_profile(b"RGB "), four_ink_profile(kind=b"mntr")]
)
def test_a_file_that_is_no_profile_of_a_press_is_refused(profile: bytes) -> None:
    with pytest.raises(InputRefusal) as caught:
        pdf.print_shop(book_of(read(TEXT).numbered), Publication(press=PressSettings("x.icc", profile)))
    assert (caught.value.diagnostics[0].code, caught.value.diagnostics[0].place.file) == ("Z403", "x.icc")


RICH = (
    "---\ntitle: Alles\nresolved: 02.03.2026\n---\n\n## Erstens\n\nWir **handeln**[^1] und ~~warten~~.\n\n> Ein Zitat\n\n"
    "| Weg | Länge |\n|---|---:|\n| Ufer | 12 km |\n\n## Zweitens\n\n- Punkt\n\n[^1]: Eins.\n"
)


@pytest.mark.program
@pytest.mark.parametrize("profile", [b"", four_ink_profile()])
def test_the_plates_of_cyan_magenta_and_yellow_stay_white(profile: bytes, tmp_path: Path) -> None:
    """What Ghostscript, as many print shops, makes of it: crop marks and rules too are on the plate of black alone."""
    needs("gs")
    path = tmp_path / "druck.pdf"
    press_settings = PressSettings("x.icc" if profile else "", profile)
    path.write_bytes(pdf.print_shop(book_of(read(RICH).numbered), Publication(press=press_settings, accent="#1a1a1a")))
    subprocess.run(
        ["gs", "-q", "-dSAFER", "-sDEVICE=tiffsep", "-r72", "-o", tmp_path / "seite%d.tif", path],
        check=True,
        timeout=120,
    )
    plates = {each.name.partition("(")[2].rstrip(").tif"): each for each in tmp_path.glob("seite1(*.tif")}
    darkest = {name: Image.open(each).getextrema()[0] for name, each in plates.items()}
    assert darkest == {"Cyan": 255, "Magenta": 255, "Yellow": 255, "Black": 0}


def test_no_rule_or_type_is_a_tint_of_black() -> None:
    file = print_inks.read(pdf.print_shop(book_of(read(RICH).numbered), Publication()))
    assert {paint.components for paint in file.paints} <= {(0.0,), (1.0,), ()}
    assert file.groups == set()
