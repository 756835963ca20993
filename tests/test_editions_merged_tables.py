"""Tables as people have them, from the page to the finished files: merged cells, several rows of heads, heads of rows, none."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline.checks import chapter_text, open_xml, sheets, tags, word_access
from pipeline.checks.finished import Finished, outcome
from pipeline.diagnostics import InputRefusal, Place
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import read_file
from pipeline.readback.reading import SheetReading
from pipeline.sources import forms
from pipeline.text import even_tables, grid, interchange, interchange_reading, walk
from pipeline.text.model import NumberedChapter, Table, book_of
from pipeline.text.outline import tree

pytestmark = pytest.mark.slow

CASE = (ROOT / "tests" / "cases" / "sources" / "verbundene-zellen.html").read_text(encoding="utf-8")

TABLES = {
    "the case": CASE.partition("</p>")[2].rpartition("<p>")[0],
    "down and across": '<table><tr><th>Ort</th><th>Mo</th><th>Di</th></tr><tr><td rowspan="2" colspan="2">frei</td><td>zu</td></tr>'
    '<tr><td>auf</td></tr><tr><td>Bad</td><td colspan="2">8 Uhr</td></tr></table>',
    "no head": "<table><tr><td>Mo</td><td>8 Uhr</td></tr><tr><td>Di</td><td>9 Uhr</td></tr></table>",
    "an empty corner": '<table><tr><td rowspan="2"></td><th colspan="2">Plan</th></tr><tr><th>2026</th><th>2027</th></tr>'
    "<tr><th>Bad</th><td>1</td><td>2</td></tr></table>",
    "heads of rows alone": "<table><tr><th>Bad</th><td>1</td></tr><tr><th>Rad</th><td>2</td></tr></table>",
    "heads in two columns": '<table><tr><th>Ort</th><th>Art</th><th>km</th></tr><tr><th rowspan="2">Nord</th><th>Weg</th><td>1</td></tr>'
    "<tr><th>Steg</th><td>2</td></tr></table>",
    "groups of rows": '<table><tr><th>Weg</th><th>km</th></tr><tr><th colspan="2">Nord</th></tr><tr><th>A</th><td>1</td></tr>'
    '<tr><th colspan="2">Süd</th></tr><tr><th>B</th><td>2</td></tr></table>',
    "a foot and many words": "<table><caption>Alles</caption><thead><tr><th>Weg</th><th>Grund</th></tr></thead>"
    "<tfoot><tr><th>Summe</th><td>3</td></tr></tfoot><tbody>"
    + "".join(
        f"<tr><th>Weg {at}</th><td>{'weil er gebraucht wird und schon lange fehlt ' * 6}</td></tr>" for at in range(25)
    )
    + "</tbody></table>",
}
"""The case that people brought, and its siblings; the last one goes over pages."""


@cache
def chapter(name: str) -> NumberedChapter:
    return read(name).numbered


def read(name: str) -> forms.NumberedSource:
    head = '<!DOCTYPE html>\n<html lang="de"><head><title>Wege</title></head><body><h1>Wege</h1>'
    page = f"{head}<h2>Kosten</h2><p>Die Wege kosten:</p>\n{TABLES[name]}\n<p>Das war es.</p></body></html>"
    return forms.loads(page.encode(), "seite.html", Publication())


def the_table(numbered: NumberedChapter) -> Table:
    [found] = [each for each in walk.every(numbered.chapter.blocks) if isinstance(each, Table)]
    return found


def finished(numbered: NumberedChapter, edition: str, folder: Path) -> Finished:
    suffix = EDITIONS[edition].suffix
    path = folder / f"seite{suffix}"
    path.write_bytes(EDITIONS[edition].write(book_of(numbered), Publication()))
    return Finished(path, suffix, book_of(numbered), "de", path.read_bytes())


@pytest.mark.parametrize("edition", ["web", "epub", "pdf", "archiv", "druck", "grossdruck", "docx"])
@pytest.mark.parametrize("name", TABLES)
def test_every_edition_has_the_table_as_it_is(name: str, edition: str, tmp_path: Path) -> None:
    numbered = chapter(name)
    file = finished(numbered, edition, tmp_path)
    reading = read_file(file.data, file.suffix)
    found: list[tuple[str, str]] = [
        *sheets.type_area(reading.pages or SheetReading()),
        *chapter_text.findings(reading, book_of(numbered), "de"),
    ]
    if edition in {"pdf", "archiv", "grossdruck"}:
        found += [(each.code, each.message) for each in outcome(tags.check, file)]
    if edition == "docx":
        found += [(each.code, each.message) for check in (open_xml, word_access) for each in outcome(check.check, file)]
    assert found == []


@pytest.mark.parametrize("name", TABLES)
def test_the_model_reads_back_as_it_was_written(name: str) -> None:
    read = interchange_reading.loads(interchange.dumps(book_of(chapter(name)), "de"), Place("seite.json")).chapters[0]
    assert the_table(read) == the_table(chapter(name))
    assert even_tables.even(the_table(read))


def test_the_case_is_understood_cell_by_cell() -> None:
    found = grid.grid(the_table(chapter("the case")))
    heads = {grid.words(each.cell): [grid.words(head.cell) for head in found.heads(each)] for each in found.cells}
    assert heads["12 Mio."] == ["Kosten", "2026", "2027"]
    assert heads["4"] == ["Kosten", "2027"]
    assert "Kosten (2 × 1)" in tree(chapter("the case"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('"columns": 2', '"columns": 3'),
        ('"rows": 2', '"rows": 9'),
        ('"columns": 2', '"columns": 0'),
        ('"columns": 2', '"columns": 1000000000'),
        ('"columns": 2', '"columns": "2"'),
    ],
)
def test_a_model_whose_cells_do_not_add_up_is_none(change: str, message: str) -> None:
    written = interchange.dumps(book_of(chapter("the case")), "de")
    assert change in written
    with pytest.raises(InputRefusal):
        interchange_reading.loads(written.replace(change, message), Place("seite.json"))


def test_a_model_of_an_earlier_version_whose_head_is_one_row_is_read() -> None:
    written = interchange.dumps(book_of(chapter("heads in two columns")), "de")
    table = the_table(chapter("heads in two columns"))
    flat = written.replace('"header": [\n    [', '"header": [', 1)
    assert flat != written
    begin = flat.index('"header": [')
    end = flat.index('"rows": [', begin)
    head = flat[begin:end].rstrip().rstrip(",")
    assert head.endswith("]\n   ]")
    flat = flat[:begin] + head.removesuffix("]\n   ]") + "],\n   " + flat[end:]
    assert the_table(interchange_reading.loads(flat, Place("seite.json")).chapters[0]) == table


def test_a_table_without_a_head_is_a_warning_with_its_place() -> None:
    [warning] = [each for each in read("no head").diagnostics if each.code == "Z219"]
    assert warning.place == Place("seite.html", 3, 1)
    assert "keine Kopfzeile" in warning.message
