"""Wide tables: tighter, then smaller, then on a page that lies across; no table keeps a PDF from being made."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from pipeline.checks import chapter_text, print_shop, sheets, tags
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import print_inks, read_file
from pipeline.readback.pdf import painted_pages
from pipeline.readback.reading import SheetReading
from pipeline.readback.tag_tree import every_tag, tag_tree
from pipeline.sources import forms
from pipeline.text.model import NumberedChapter, book_of

pytestmark = pytest.mark.slow

PDFS = ("pdf", "archiv", "druck", "grossdruck")


def table(columns: int, head: str, cell: str, rows: int = 3) -> str:
    heads = [f"{head} {at}" for at in range(1, columns + 1)]
    body = [[f"{cell} {row}" for _ in heads] for row in range(1, rows + 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * columns, *body])


@cache
def chapter(markdown: str) -> NumberedChapter:
    whole = f"---\ntitle: Tabellen\n---\n\n## Davor\n\nEin Satz davor.\n\n{markdown}\n\n## Danach\n\nEin Satz danach.\n"
    return forms.loads(whole.encode(), "probe.md", Publication()).numbered


@cache
def made(markdown: str, name: str) -> bytes:
    return EDITIONS[name].write(book_of(chapter(markdown)), Publication())


NARROW = table(3, "Jahr", "Wert")
SMALL = table(5, "Haushaltsansatz", "Wert")
ACROSS = table(8, "Haushaltsansatz", "Wert")
HUGE = table(24, "Jahr", "Wert", 1)


def shapes(data: bytes) -> list[str]:
    """How the pages stand: upright or across."""
    boxes = [
        page.attrs.get("TrimBox") or page.mediabox
        for page in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data))))
    ]
    return ["upright" if y1 - y0 > x1 - x0 else "across" for x0, y0, x1, y1 in boxes]


def findings(markdown: str, name: str) -> list[tuple[str, str]]:
    suffix, data = EDITIONS[name].suffix, made(markdown, name)
    reading = read_file(data, suffix)
    found = [
        *sheets.type_area(reading.pages or SheetReading()),
        *chapter_text.findings(reading, book_of(chapter(markdown)), "de"),
    ]
    if name == "druck":
        return [*found, *(("Z630", each) for each in print_shop.findings(print_inks.read(data)))]
    file = Finished(Path(f"probe{suffix}"), suffix, book_of(chapter(markdown)), "de", data)
    return [*found, *((each.code, each.message) for each in outcome(tags.check, file))]


def cell_size(markdown: str) -> float:
    """The size of type in the table of the screen PDF."""
    glyphs = [each for page in painted_pages(made(markdown, "pdf")) for each in page.glyphs]
    words = "".join(each.text for each in glyphs)
    return round(glyphs[words.index("Wert 1")].size, 1)


def test_a_table_becomes_smaller_before_its_page_is_turned() -> None:
    assert (cell_size(NARROW), set(shapes(made(NARROW, "pdf")))) == (11.5, {"upright"})
    assert (cell_size(SMALL), set(shapes(made(SMALL, "pdf")))) == (9.5, {"upright"})
    assert (cell_size(ACROSS), set(shapes(made(ACROSS, "pdf")))) == (9.5, {"upright", "across"})


@pytest.mark.parametrize("name", PDFS)
@pytest.mark.parametrize("markdown", [NARROW, ACROSS, HUGE], ids=["narrow", "across", "huge"])
def test_every_pdf_is_made_and_whole_however_wide_its_table_is(markdown: str, name: str) -> None:
    assert findings(markdown, name) == []


@pytest.mark.parametrize("name", PDFS)
def test_only_the_page_of_the_wide_table_lies_across(name: str) -> None:
    assert shapes(made(ACROSS, name)) == ["upright", "across", "upright"]
    assert set(shapes(made(NARROW, name))) == {"upright"}


def test_a_wide_table_is_one_table_in_the_tags_with_its_heads() -> None:
    found = [tag.role for tag in every_tag(tag_tree(made(ACROSS, "pdf")).tags)]
    assert (found.count("Table"), found.count("TH"), found.count("TD")) == (1, 8, 24)


def test_a_wide_table_inside_a_list_parts_no_item_from_its_list() -> None:
    inside = "\n".join(f"  {row}" for row in table(9, "Haushaltsansatz", "Wert").splitlines())
    markdown = f"- Punkt eins\n\n{inside}\n\n- Punkt zwei"
    assert findings(markdown, "pdf") == []
    assert shapes(made(markdown, "pdf")).count("across") == 1


def test_tables_of_two_widths_have_each_their_own_page() -> None:
    markdown = f"{ACROSS}\n\nDazwischen ein Satz.\n\n{NARROW}\n\nUnd noch einer.\n\n{ACROSS}"
    assert findings(markdown, "pdf") == []
    assert (
        re.sub(r"(upright )+", "upright ", " ".join(shapes(made(markdown, "pdf"))) + " ")
        == "upright across upright across upright "
    )
