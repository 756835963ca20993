"""Columns that are made of spaces stand below each other: in a face whose characters are all as wide, in every edition."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from pipeline.editions.pdf.typesetting.extents import extents
from pipeline.editions.pdf.typesetting.measure import PAGES, measure
from pipeline.editions.registry import EDITIONS
from pipeline.pages import fonts
from pipeline.publication.settings import LineSettings, Publication
from pipeline.sources import forms
from pipeline.text.model import Book, LineBreak, LineStart, Preformatted, Text, book_of

HEAD = "---\ntitle: Plan\nresolved: 02.03.2026\n---\n\n"
TABLE = "Weg      Länge    Kosten\nUfer     12 km    1.200 Euro\nHangweg   7 km      800 Euro\n"
DRAWN = "┌────────┬───────┐\n│ Straße │  15 m │\n│ Weg    │   7 m │\n└────────┴───────┘\n"


@cache
def book(*blocks: str, width: int = 80) -> Book:
    text = HEAD + "".join(f"```\n{each}```\n\n" for each in blocks) + "Ende.\n"
    settings = Publication(lines=LineSettings(width=width))
    return book_of(forms.loads(text.encode(), "plan.md", settings).numbered)


def page(markup: str) -> Book:
    text = f"<html><head><title>Plan</title></head><body><h1>Plan</h1>{markup}<p>Ende.</p></body></html>"
    return book_of(forms.loads(text.encode(), "plan.html", Publication()).numbered)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["pdf", "archiv", "druck", "grossdruck"])
def test_columns_of_every_pdf_stand_below_each_other(edition: str) -> None:
    data = EDITIONS[edition].write(book(TABLE, DRAWN), Publication())
    file: Any = pymupdf.open(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
    words = [(each[4], each[0], each[2]) for page in file for each in page.get_text("words")]
    left = {word: at for word, at, _ in words}
    right = {word: at for word, _, at in words}
    assert left["Länge"] == pytest.approx(left["12"], abs=0.05)
    assert left["Kosten"] == pytest.approx(left["1.200"], abs=0.05)
    assert right["800"] == pytest.approx(right["1.200"], abs=0.05)
    assert left["Straße"] == pytest.approx([at for word, at, _ in words if word == "Weg"][1], abs=0.05)
    # The lines of the drawing meet: each row of it is as wide.
    edges = [at for word, _, at in words if word == "│" or word.endswith(("┐", "┘"))]
    assert max(edges) - sorted(edges)[-4] == pytest.approx(0, abs=0.05)


def test_type_becomes_smaller_for_rows_of_preformatted_text_as_for_lines() -> None:
    def size(characters: int) -> float:
        rows = "".join(f"{at:02}{'x' * (characters - 2)}\n" for at in range(20))
        found = book(rows, width=characters + 6)
        assert extents(found, PAGES[0].indents, PAGES[0].headings)[0].ems == pytest.approx(characters * 0.6)
        return measure(found, PAGES).size

    assert [size(each) for each in (60, 72, 74, 80)] == [11.5, 11.5, 11, 10.25]


def test_a_tabulator_is_as_wide_as_it_is_to_its_stop() -> None:
    [numbered] = book(TABLE).chapters
    rows = Preformatted((LineStart(1), Text("ab\tc"), LineBreak(forced=False), Text("abcdefghi\tc")))
    only = replace(numbered, chapter=replace(numbered.chapter, blocks=(rows,)))
    [first] = extents(book_of(only), PAGES[0].indents, PAGES[0].headings)
    assert first.ems == pytest.approx(17 * 0.6)


def faces(data: bytes) -> list[tuple[str, str]]:
    return re.findall(r'@font-face \{ font-family: "([^"]+)"; font-weight: (\d+)', data.decode())


def test_a_web_page_has_the_face_with_it_only_where_it_shows_something() -> None:
    bare = book_of(forms.loads(f"{HEAD}Nichts mit `pre`.\n".encode(), "plan.md", Publication()).numbered)
    house = [(fonts.HOUSE, "400"), (fonts.HOUSE, "700")]
    assert faces(EDITIONS["web"].write(bare, Publication())) == house
    assert faces(EDITIONS["web"].write(book(TABLE), Publication())) == [*house, (fonts.FIXED, "400")]
    found = faces(EDITIONS["web"].write(page("<pre>a <b>b</b></pre>"), Publication()))
    assert found == [*house, (fonts.FIXED, "400"), (fonts.FIXED, "700")]


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("style", ["normal", "italic"])
def test_all_characters_of_the_face_are_as_wide(weight: int, style: str) -> None:
    letters = "abcxyzäöüßABCXYZÄÖÜẞ0123456789.,;:-–„“€§ │─┼█"
    assert {round(fonts.width(each, weight, style, preformatted=True), 3) for each in letters} == {0.6}


def test_what_a_further_family_lacks_the_face_has_in_running_text_as_well() -> None:
    face = fonts.face_of("┼")
    assert face is not None
    assert face.family == fonts.FIXED
    assert fonts.face_of("x", preformatted=True) != fonts.face_of("x")


def test_sheets_of_every_medium_ask_for_characters_of_one_width() -> None:
    styles = Path(__file__).parent.parent / "styles"
    for name in ("print.css", "objects.css", "epub.css"):
        [rule] = re.findall(r"^pre \{ font-family: ([^;]+);", (styles / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert fonts.FIXED in rule or rule == "monospace"
