"""The print shop's PDF for both sides of the paper: margins mirrored, numbers outside, chapters on right pages."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pipeline.checks import chapter_text, print_shop, sheets
from pipeline.editions import pdf
from pipeline.publication import settings
from pipeline.publication.settings import PressSettings, Publication
from pipeline.readback import print_inks, read_file
from pipeline.readback.glyphs import GlyphRow, glyph_rows
from pipeline.readback.pdf import painted_pages
from pipeline.readback.reading import SheetReading
from pipeline.sources import forms
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, book_of

pytestmark = pytest.mark.slow

SUFFIX = "-druck.pdf"
DOUBLE = Publication(title="Unser Programm", press=PressSettings(sides="double"))
WORDS = "Wir wollen sichere Wege für alle, die zu Fuß gehen, und Bänke an jeder Straße. "


def text(title: str) -> str:
    items = "".join(f"- {WORDS}\n- Punkt {at} und 3\n" for at in range(1, 9))
    return f"---\ntitle: {title}\nresolved: 02.03.2026\nwidth: 80\n---\n\n## Wege\n\n{WORDS * 20}\n\n{WORDS * 20}\n\n{items}\n\n{WORDS * 30}\n"


@cache
def book() -> Book:
    found = (forms.loads(text(each).encode(), f"{each}.md", DOUBLE).numbered for each in ("Verkehr", "Wohnen"))
    return Book("Unser Programm", "unser-programm", tuple(found))


@cache
def made() -> bytes:
    return pdf.print_shop(book(), DOUBLE)


def findings(data: bytes, of: Book) -> list[object]:
    reading = read_file(data, SUFFIX, [each.slug for each in of.chapters])
    return [*sheets.type_area(reading.pages or SheetReading()), *chapter_text.findings(reading, of, "de")]


def rows() -> list[tuple[GlyphRow, ...]]:
    return [glyph_rows(at, page) for at, page in enumerate(painted_pages(made()))]


def test_numbers_of_lines_and_pages_stand_at_the_outer_edge() -> None:
    lines = 0
    for at, page in enumerate(rows()):
        middle = sum(painted_pages(made())[at].paper[::2]) / 2
        folios = [
            each for row in page for each in row.segments if re.fullmatch("Seite [0-9]+ von [0-9]+", each.text.strip())
        ]
        assert all((each.x0 > middle) is (at % 2 == 0) for each in folios)
        numbered = [row for row in page if row.segments[-1 if at % 2 == 0 else 0].text.strip().isdecimal()]
        lines += len([row for row in numbered if len(row.segments) > 1])
    assert lines == sum(len(concordance(each)) for each in book().chapters)


def test_chapters_begin_on_right_pages() -> None:
    begins = [
        at
        for at, page in enumerate(rows())
        for row in page
        if row.segments[0].size > 19 and row.text in {"Verkehr", "Wohnen"}
    ]
    assert len(begins) == 2
    assert all(at % 2 == 0 for at in begins)


def test_the_margins_mirror_each_other() -> None:
    pages = painted_pages(made())
    left, right = (
        [each.x0 - page.paper[0] for page in pages[side::2] for each in page.glyphs if each.text == "W"]
        for side in (1, 0)
    )
    inner = min(right)
    assert min(left) - inner > 30
    assert inner > 28


def test_the_checks_hold() -> None:
    assert findings(made(), book()) == []


def test_a_chapter_by_itself_holds_too() -> None:
    of = book_of(forms.loads(text("Verkehr").encode(), "a.md", DOUBLE).numbered)
    data = pdf.print_shop(of, DOUBLE)
    assert findings(data, of) == []
    assert [*print_shop.findings(print_inks.read(data))] == []


def test_the_setting_is_one_of_two_words_and_one_side_where_nothing_is_said() -> None:
    assert settings.loads("", "publication.toml").press.sides == "single"
    assert settings.loads('[print]\nsides = "double"\n', "publication.toml").press.sides == "double"
