"""What the PDFs say of themselves at their end, and captions of narrow tables."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.checks import chapter_text
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import read_file
from pipeline.readback.glyphs import glyph_rows
from pipeline.readback.pdf import painted_pages
from pipeline.sources import forms
from pipeline.text.model import Book, book_of

pytestmark = pytest.mark.slow

PUBLICATION = Publication(title="Unser Programm", publisher="Verlag", responsible="A. B., Straße 1, 44135 Ort")
CHAPTERS = {"Verkehr": "02.03.2026", "Wohnen": "04.05.2026"}
PDFS = ("pdf", "archiv", "druck", "grossdruck")
CAPTION = "Was die Wege am Fluss in den nächsten Jahren kosten"


@cache
def book() -> Book:
    words = "Wir wollen sichere Wege für alle, die zu Fuß gehen. " * 12
    texts = (
        f"---\ntitle: {title}\nresolved: {day}\ninitiator: Rat\ndetails:\n  Antrag: {title[0]} 7\n  Status: beschlossen\n"
        f"---\n\n## Wege\n\n{words}\n\n{words}\n"
        for title, day in CHAPTERS.items()
    )
    found = (forms.loads(text.encode(), f"{at}.md", PUBLICATION).numbered for at, text in enumerate(texts))
    return Book("Unser Programm", "unser-programm", tuple(found))


def rows(data: bytes) -> list[list[str]]:
    return [[" ".join(row.text.split()) for row in glyph_rows(at, page)] for at, page in enumerate(painted_pages(data))]


@pytest.mark.parametrize("name", PDFS)
def test_particulars_stand_under_their_chapter_each_once_and_under_the_title_of_the_book(name: str) -> None:
    edition = EDITIONS[name]
    data = edition.write(book(), PUBLICATION)
    [last] = [page for page in rows(data) if any("Antrag: V 7" in row for row in page)]
    begins = ["Text: Verkehr", "Antrag: V 7", "Text: Wohnen", "Antrag: W 7", "Status: beschlossen", "Herausgegeben"]
    at = [[index for index, row in enumerate(last) if row.startswith(each)] for each in begins]
    assert all(len(each) == 1 for each in at)
    assert at == sorted(at)
    assert last[0].startswith("Unser Programm")
    assert any("sichere Wege" in row for row in last)
    slugs = [each.slug for each in book().chapters]
    assert [*chapter_text.findings(read_file(data, edition.suffix, slugs), book(), "de")] == []


@pytest.mark.parametrize("name", PDFS)
def test_a_caption_may_be_wider_than_its_table(name: str) -> None:
    text = f"---\ntitle: Kosten\n---\n\nText.\n\n| A | B |\n|---|---|\n| 1 | 2 |\nTabelle: {CAPTION}\n"
    data = EDITIONS[name].write(book_of(forms.loads(text.encode(), "a.md", Publication()).numbered), Publication())
    found = [row for page in rows(data) for row in page if len(row) > 1 and row in CAPTION]
    assert " ".join(found) == CAPTION
    assert len(found) == (2 if name == "grossdruck" else 1)
