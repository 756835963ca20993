"""Pictures keep their shape in every PDF: a circle stays a circle, however large or turned its file is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from broken import make_pictures
from PIL import Image, ImageDraw

from pipeline.checks.finished import Finished
from pipeline.checks.picture_shapes import check, coarse, findings
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.drawn_pictures import DrawnPicture
from pipeline.readback.pdf import pictures
from pipeline.sources import forms
from pipeline.text.model import Book, book_of

pytestmark = pytest.mark.slow

EXHIBITS = Path(__file__).parent / "broken" / "picture_shapes"
PDFS = ("pdf", "archiv", "druck", "grossdruck")
SIZES = {(1200, 800): 1, (800, 1200): 1, (300, 200): 1, (500, 700): 1, (90, 900): 1, (1200, 900): 6}
"""Sizes of files, each with its orientation (Exif 2.32, 4.6.4): 6 is to be turned by a quarter."""


@cache
def circles() -> Book:
    """A text with a blue circle on yellow in each size."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        text = "---\ntitle: Kreise\n---\n\nText davor.\n"
        for (wide, high), orientation in SIZES.items():
            image = Image.new("RGB", (wide, high), "yellow")
            radius = min(wide, high) * 0.45
            ImageDraw.Draw(image).ellipse(
                (wide / 2 - radius, high / 2 - radius, wide / 2 + radius, high / 2 + radius), fill="blue"
            )
            exif = Image.Exif()
            exif[0x0112] = orientation
            name = f"{wide}x{high}.jpg"
            image.save(Path(folder, name), quality=95, exif=exif)
            text += f"\n![Kreis {name}]({name} 'Das ist {name}')\n"
        path = Path(folder, "kreise.md")
        path.write_text(text, encoding="utf-8")
        return book_of(forms.read(path).numbered)


@pytest.mark.parametrize("name", PDFS)
def test_a_circle_is_painted_as_a_circle_by_the_engine_of_chromium(name: str) -> None:
    file = pypdfium2.PdfDocument(EDITIONS[name].write(circles(), Publication()))
    seen = 0
    for page in file:
        shown = page.render(scale=1).to_pil().convert("RGB")
        # Blue is dark, also in the grey of the press, and yellow is light.
        dark = shown.convert("L").point(lambda value: 255 if value < 90 else 0)
        for area in _pictures(page):
            left, upper, right, lower = dark.crop(area).getbbox() or (0, 0, 0, 0)
            assert abs((right - left) - (lower - upper)) < 4
            seen += 1
    assert seen == len(SIZES)


def _pictures(page: pypdfium2.PdfPage) -> list[tuple[int, int, int, int]]:
    """Where the pictures of the page stand, counted in points from its upper left corner."""
    x, _, _, y = page.get_mediabox()
    bounds = [each.get_bounds() for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    return [(int(left - x), int(y - top), int(right - x), int(y - bottom)) for left, bottom, right, top in bounds]


@pytest.mark.parametrize("name", PDFS)
def test_every_picture_is_drawn_in_its_own_shape_and_upright(name: str) -> None:
    drawn = pictures(EDITIONS[name].write(circles(), Publication()))
    assert [*findings(drawn)] == []
    upright = [size[::-1] if orientation == 6 else size for size, orientation in SIZES.items()]
    assert [each.pixels for each in drawn] == upright


@pytest.mark.parametrize("name", make_pictures.DAMAGES)
def test_every_exhibit_is_caught(name: str) -> None:
    found = [*findings(pictures((EXHIBITS / f"{name}.pdf").read_bytes()))]
    assert [each.code for each in found] == ["Z618"]


def test_the_whole_exhibit_passes_and_all_on_disk_are_in_the_table() -> None:
    whole = pictures((EXHIBITS / "whole.pdf").read_bytes())
    assert len(whole) == 1
    assert [*findings(whole)] == []
    assert {path.stem for path in EXHIBITS.glob("*.pdf")} == {"whole", *make_pictures.DAMAGES}


@pytest.mark.parametrize(
    ("pixels", "is_coarse"), [((299, 600), True), ((300, 600), False), ((600, 299), True), ((600, 600), False)]
)
def test_a_picture_needs_three_hundred_pixels_an_inch_in_both_directions(
    pixels: tuple[int, int], is_coarse: bool
) -> None:
    pixels = (pixels[0] - 2 * is_coarse, pixels[1] - 2 * is_coarse)
    found = [*coarse([DrawnPicture(1, pixels, (72.0, 72.0), is_upright=True)])]
    assert [each.code for each in found] == ["Z619"] * is_coarse


@pytest.mark.parametrize(("suffix", "codes"), [("-druck.pdf", {"Z619"}), (".pdf", set())])
def test_only_for_the_press_pictures_must_be_fine(suffix: str, codes: set[str]) -> None:
    data = EDITIONS["druck" if "druck" in suffix else "pdf"].write(circles(), Publication())
    file = Finished(Path(f"probe{suffix}"), suffix, circles(), "de", data)
    assert {each.code for each in check(file)} == codes
