"""Texts as people bring them get all PDFs, and these are whole: wide lines, long numbers, notes that fill pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from pipeline.checks import chapter_text, sheets, transcripts
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import read_file
from pipeline.readback.glyphs import glyph_rows
from pipeline.readback.pdf import painted_pages
from pipeline.readback.reading import SheetReading
from pipeline.sources import forms
from pipeline.text import transcript
from pipeline.text.model import NumberedChapter, book_of

pytestmark = pytest.mark.slow

CASES = ROOT / "tests" / "cases" / "sources"
PDFS = ("pdf", "archiv", "druck", "grossdruck")


def findings(chapter: NumberedChapter, name: str) -> list[tuple[str, str]]:
    edition = EDITIONS[name]
    reading = read_file(edition.write(book_of(chapter), Publication()), edition.suffix)
    return [*sheets.type_area(reading.pages or SheetReading()), *chapter_text.findings(reading, book_of(chapter), "de")]


@pytest.mark.parametrize("name", PDFS)
@pytest.mark.parametrize("case", ["breite-zeilen.md", "antrag-80.json", "vierstellig.md"])
def test_each_case_gets_every_pdf_and_all_of_it_is_whole(case: str, name: str) -> None:
    assert findings(forms.read(CASES / case).numbered, name) == []


@pytest.mark.parametrize("before", range(1, 22, 4))
@pytest.mark.parametrize("long", [1, 4])
def test_notes_that_go_on_over_the_end_of_a_page_are_no_finding_wherever_it_falls(before: int, long: int) -> None:
    """The last line comes to the edge of its column, as lines do whose words go on on the next page."""
    words = "Ein Satz, der bis an den Rand der Spalte geht, und nicht weiter, jedoch genau so weit."
    notes = "\n\n".join(
        f"[^{at}]: {' '.join([f'Siehe dort, Seite {at}, und alles, was dort steht.'] * long)}" for at in range(1, 31)
    )
    calls = "".join(f"[^{at}]" for at in range(1, 31))
    paragraphs = "\n\n".join(["Kurz."] * before)
    markdown = f"---\ntitle: Probe\n---\n\nAnfang.{calls}\n\n{paragraphs}\n\n{words}\n\n{notes}\n"
    assert findings(forms.loads(markdown.encode(), "probe.md", Publication()).numbered, "pdf") == []


@pytest.mark.parametrize("name", PDFS)
def test_a_hyphen_of_the_rule_is_printed_and_what_is_bold_calls_no_note_in_bold(name: str) -> None:
    words = "Wir und Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft gehen."
    markdown = (
        f"---\ntitle: Probe\nwidth: 40\n---\n\n{words}\n\n**fett[^1]** *schräg[^2]*\n\n[^1]: Eins.\n[^2]: Zwei.\n"
    )
    chapter = forms.loads(markdown.encode(), "probe.md", Publication()).numbered
    assert findings(chapter, name) == []
    data = EDITIONS[name].write(book_of(chapter), Publication())
    [reading] = read_file(data, EDITIONS[name].suffix).chapters
    assert list(transcripts.findings(reading, transcript.transcript(chapter))) == []


def test_what_stands_after_the_last_line_of_a_page_is_never_its_further_course(tmp_path: Path) -> None:
    """A line may go on at the top of the next page, in large print; then nothing but the foot is below it."""
    words = "Wir machen Musterstadt zum Wohnort mit Wärme und Würde für alle Menschen, die hier leben."
    path = tmp_path / "probe.md"
    path.write_text("---\ntitle: Probe\n---\n\n" + "\n\n".join([words] * 40) + "\n", encoding="utf-8")
    assert findings(forms.read(path).numbered, "grossdruck") == []


ROW = "Wir wollen sichere Wege für alle, die zu Fuß gehen."


def rows_of_pages(markdown: str, name: str) -> list[list[str]]:
    """The rows of each page, furniture included."""
    edition = EDITIONS[name]
    data = edition.write(book_of(forms.loads(markdown.encode(), "probe.md", Publication()).numbered), Publication())
    return [[row.text for row in glyph_rows(at, page)] for at, page in enumerate(painted_pages(data))]


@pytest.mark.parametrize("tall", [1, 8, 25])
@pytest.mark.parametrize("name", ["pdf", "grossdruck"])
def test_a_row_of_a_table_stands_on_one_page_beside_a_tall_one_too(name: str, tall: int) -> None:
    cells = [ROW.replace("Fuß", f"Fuß-{at}") * (tall if at == 1 else 4) for at in range(1, 12)]
    rows = "\n".join(f"| {at} | {cell} | {at}000 Euro |" for at, cell in enumerate(cells, 1))
    markdown = f"---\ntitle: Probe\n---\n\nText.\n\n| Nr | Was | Kosten |\n|---:|---|---:|\n{rows}\n"
    pages = rows_of_pages(markdown, name)
    for at in range(2, 12):
        words = [" ".join(page).count(f"Fuß-{at} ") for page in pages]
        assert sorted(words)[-2:] == [0, 4]
        assert f"{at}000" in " ".join(pages[words.index(4)])


@pytest.mark.parametrize("before", range(0, 8, 2))
def test_an_entry_of_the_contents_stands_on_one_page(before: int) -> None:
    title = "Ein langer Titel, der in großer Schrift mehr als zwei Reihen braucht, weil er lang ist"
    text = "\n\n".join(f"## {title} {at}\n\nEin Satz." for at in range(20))
    markdown = f"---\ntitle: Probe {'und so weiter ' * before}\n---\n\n{text}\n"
    pages = rows_of_pages(markdown, "grossdruck")
    contents = [page for page in pages if any("Zeile" in row and "Seite" in row for row in page)]
    for page in contents:
        begins = sum(row.startswith("Ein langer Titel") for row in page)
        ends = sum("Seite" in row and "Zeile" in row for row in page)
        assert begins - ends in {0, sum(row.startswith("Ein Satz") for row in page)}


@pytest.mark.parametrize("before", range(5))
@pytest.mark.parametrize("name", ["pdf", "grossdruck"])
def test_every_page_of_the_text_begins_with_a_number(name: str, before: int) -> None:
    """Each line takes three rows or more, in both."""
    wide = f"{ROW} {ROW} {ROW}"
    paragraph = " ".join([wide] * 9)
    markdown = f"---\ntitle: Probe\nwidth: {len(wide) + 1}\n---\n\n" + "Kurz.\n\n" * before + f"{paragraph}\n\n" * 3
    data = EDITIONS[name].write(
        book_of(forms.loads(markdown.encode(), "probe.md", Publication()).numbered), Publication()
    )
    pages = [glyph_rows(at, page) for at, page in enumerate(painted_pages(data))]
    of_text = [[row for row in page if "Fuß" in row.text or "sichere" in row.text] for page in pages]
    tops = [rows[0] for rows in of_text[1:] if rows]
    assert tops
    assert all(row.segments[0].text.strip().isdecimal() for row in tops)
    assert findings(forms.loads(markdown.encode(), "probe.md", Publication()).numbered, name) == []
