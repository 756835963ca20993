"""Words, destinations and order of the PDFs in five engines: pdfium, MuPDF, poppler, pdf.js and Ghostscript."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2
import pytest
from conftest import ROOT, needs

from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, book_of

pytestmark = [pytest.mark.slow, pytest.mark.program]

PDFS = ("pdf", "archiv", "druck", "grossdruck")
SENTENCE = "Wir wollen **sichere Wege** für alle, die zu Fuß gehen.[^1]"
TEXT = f"""---
title: Wege für alle
resolved: 02.03.2026
width: 60
---

## Ein Abschnitt

{SENTENCE} Wir wollen Bänke und Bäume an jeder Straße, und zwar bald.

7. Siebter Punkt
8. Achter Punkt

- erster
- zweiter

## Noch ein Abschnitt

> Ein Zitat, das auch seine Zeilen hat.

[^1]: Eins.
"""

Pages = list[str]


@cache
def book() -> Book:
    return book_of(forms.loads(TEXT.encode(), "probe.md", Publication()).numbered)


@pytest.fixture(scope="module", params=PDFS)
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an edition; its folder says which."""
    found = tmp_path_factory.mktemp(request.param) / f"{request.param}.pdf"
    found.write_bytes(EDITIONS[request.param].write(book(), Publication()))
    return found


@cache
def pdf_js(file: Path) -> dict[str, Any]:
    needs("pdf.js")
    command = ("node", ROOT / "tests" / "pdf_js.mjs", ROOT / ".ci" / "node_modules", file)
    # Where there is nothing to draw with, it says so first.
    shown = subprocess.run(command, capture_output=True, check=True).stdout.splitlines()[-1]
    said: dict[str, Any] = json.loads(shown)
    return said


def opened(file: Path) -> Any:
    return pymupdf.open(file)  # type: ignore[no-untyped-call]


def printed_by(program: str, *words: object) -> str:
    needs(program)
    return subprocess.run([program, *map(str, words)], capture_output=True, check=True).stdout.decode()


def ghostscript(file: Path) -> Pages:
    return printed_by("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=txtwrite", "-sOutputFile=-", file).split("\f")


ENGINES: Mapping[str, Callable[[Path], Pages]] = {
    "pdfium": lambda file: [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)],
    "MuPDF": lambda file: [page.get_text() for page in opened(file)],
    "poppler": lambda file: printed_by("pdftotext", "-raw", file, "-").split("\f"),
    "pdf.js": lambda file: list(pdf_js(file)["pages"]),
    "Ghostscript": ghostscript,
}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_line_is_shown_whole_and_in_its_order(engine: str, path: Path) -> None:
    rows = [row.strip() for page in ENGINES[engine](path) for row in re.split(r"[\r\n]+", page)]
    # Ghostscript shows a number in the row of its line, the others on a row of its own.
    text = " ".join(re.sub(r"^[0-9]{1,2}(?= |$)(?! [0-9]+ )", "", row).strip() for row in rows)
    text = " ".join(text.split())
    at = 0
    # Ghostscript shows what is raised on a row of its own.
    for line in concordance(book().chapters[0], calls=engine != "Ghostscript"):
        words = " ".join(line.printed.split())
        at = text.find(words, at)
        assert at >= 0, (words, text)
        at += len(words)
    labels = [text.find(each) for each in ("7. Siebter", "8. Achter", "• erster", "• zweiter", "1. Eins.")]
    assert -1 not in labels
    assert labels == sorted(labels)


def of_mupdf(file: Path) -> dict[str, int]:
    return {name: place["page"] for name, place in opened(file).resolve_names().items()}


def of_pdfium(file: Path) -> dict[str, int]:
    document, raw = pypdfium2.PdfDocument(file), pypdfium2.raw
    names = {name: raw.FPDF_GetNamedDestByName(document.raw, name.encode()) for name in of_mupdf(file)}
    return {name: raw.FPDFDest_GetDestPageIndex(document.raw, place) for name, place in names.items() if place}


def of_poppler(file: Path) -> dict[str, int]:
    rows = printed_by("pdfinfo", "-dests", file).splitlines()
    return {found[2]: int(found[1]) - 1 for row in rows if (found := re.fullmatch(r' *([0-9]+) \[.*\] "(.*)"', row))}


TARGETS: Mapping[str, Callable[[Path], Mapping[str, int]]] = {
    "pdfium": of_pdfium,
    "MuPDF": of_mupdf,
    "poppler": of_poppler,
    "pdf.js": lambda file: pdf_js(file)["targets"],
}
"""Ghostscript has none: it only draws."""


@pytest.mark.parametrize("engine", TARGETS)
def test_every_line_is_a_destination_on_the_page_that_it_stands_on(engine: str, path: Path) -> None:
    pages = [" ".join(page.split()) for page in ENGINES["MuPDF"](path)]
    found = TARGETS[engine](path)
    for line in concordance(book().chapters[0]):
        first = " ".join(line.printed.split()[:2])
        assert first in pages[found[f"zeile-{line.number}"]]


def test_bookmarks_are_the_headings_with_contents_and_imprint(path: Path) -> None:
    wanted = ["Inhalt", "Ein Abschnitt", "Noch ein Abschnitt", "Anmerkungen", "Zu dieser Ausgabe"]
    assert [title for _, title, _ in opened(path).get_toc()] == wanted
    assert pdf_js(path)["outline"] == wanted
