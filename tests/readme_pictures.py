"""The pictures of the README, made from the finished editions of the seed: ``make pictures``.

It shows what Chromium, LibreOffice and pdftoppm show; these change from version to version, so no test compares them.
"""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.browser_page import View
from pipeline.checks.chromium.served_files import served

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
SEED = ROOT / "dist" / "gleichberechtigung-und-engagement"

SHADES = 48
"""Colours that are left: ink, accent and mark on paper, and what lies between them."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Part of a page in the browser, in CSS pixels, with the element of this id in the middle."""

    suffix: str
    document: str
    target: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page on paper, counted from 1, with so many pixels in an inch."""

    suffix: str
    page: int
    resolution: int


PICTURES: Mapping[str, Screen | Sheet] = {
    "webseite.png": Screen(".html", "seite.html", "zeile-36", 840, 560),
    "e-book.png": Screen(".epub", "EPUB/kapitel.xhtml", "zeile-36", 440, 620),
    "pdf.png": Sheet(".pdf", 2, 70),
    "grossdruck.png": Sheet("-grossdruck.pdf", 4, 70),
    "uebergabe.png": Sheet(".docx", 7, 75),
}


def screen(shown: Screen) -> Image.Image:
    """What the browser shows, with the line at the target marked as its link marks it."""
    files, _ = served(_edition(shown.suffix).read_bytes(), shown.suffix)
    with BROWSER.page(files) as page:
        page.open(shown.document)
        page.show(View(shown.width))
        page.evaluate(f"location.hash = '{shown.target}'")
        top = page.evaluate(f"document.getElementById('{shown.target}').getBoundingClientRect().top + scrollY")
        clip = {"x": 0, "y": max(0, top - shown.height // 2), "width": shown.width, "height": shown.height, "scale": 1}
        data = page.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
    return Image.open(io.BytesIO(base64.b64decode(data)))


def sheet(shown: Sheet, folder: Path) -> Image.Image:
    """The page, with a line around it that says where the paper ends."""
    path = _edition(shown.suffix)
    if path.suffix == ".docx":
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path)
        path = folder / f"{path.stem}.pdf"
    _run("pdftoppm", "-png", "-singlefile", "-r", shown.resolution, "-f", shown.page, path, folder / "page")
    return Image.open(folder / "page.png")


def _edition(suffix: str) -> Path:
    return SEED / f"{SEED.name}{suffix}"


def _run(*command: object) -> None:
    program = shutil.which(str(command[0]))
    if not program:
        sys.exit(f"{command[0]} fehlt. Einrichten: apt install chromium libreoffice-writer poppler-utils")
    subprocess.run([program, *map(str, command[1:])], check=True, capture_output=True)


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, shown in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            image = screen(shown) if isinstance(shown, Screen) else sheet(shown, Path(folder))
            framed = Image.new("RGB", (image.width + 2, image.height + 2), "#c9c9c9")
            framed.paste(image.convert("RGB"), (1, 1))
            framed.quantize(SHADES, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
                FOLDER / name, optimize=True
            )
            print(f"{name}: {framed.width} × {framed.height}")
    BROWSER.close()


if __name__ == "__main__":
    main()
