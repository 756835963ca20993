"""Every line fits every page: one measure for a document, and what it does not hold goes on in a further row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby

import pytest
from conftest import seed
from programmes import programme

from pipeline.checks import chapter_text, sheets
from pipeline.diagnostics import Place
from pipeline.editions.pdf.typesetting.extents import deepest
from pipeline.editions.pdf.typesetting.manuscript import LARGE_PRINT, PAGE, PageKind, manuscript
from pipeline.editions.pdf.typesetting.measure import LARGE, PAGES, continued, measure, note
from pipeline.editions.pdf.typesetting.pdf_file import ACCESSIBLE, facts, made
from pipeline.editions.pdf.typesetting.structure_nodes import Numbers
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import read_file
from pipeline.readback.glyphs import Glyph, PaintedPage, glyph_rows
from pipeline.readback.pdf import painted_pages
from pipeline.readback.printed import Target
from pipeline.readback.reading import SheetReading
from pipeline.readback.type_area import outside_glyphs, torn
from pipeline.sources import forms
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter, book_of

pytestmark = pytest.mark.slow

PDFS = (("pdf", "archiv"), ("druck",), ("grossdruck",))
"""All of them; those of one layout stand together, so that it is made once."""

SETTINGS = Publication()

CAPITALS = "MEHR WOHNRAUM, MEHR WÄRME UND MEHR WÜRDE FÜR ALLE MENSCHEN IN MUSTERSTADT UND UMGEBUNG."


def read(markdown: str) -> NumberedChapter:
    return forms.loads(markdown.encode(), "probe.md", SETTINGS).numbered


def written(*paragraphs: str, width: int = 80, first: int = 1) -> NumberedChapter:
    head = f"---\ntitle: Probe\nwidth: {width}\nfirst: {first}\n---\n\n"
    return read(head + "\n\n".join(paragraphs) + "\n")


@cache
def long_programme() -> NumberedChapter:
    """Over ten pages, numbers of three and of four figures: all that is in a longer one, which has only more of it."""
    return read(programme("Langes Programm", 350, first=900))


def bound(*chapters: NumberedChapter) -> Book:
    return Book("Alles", "alles", tuple(replace(each, slug=f"kapitel-{at}") for at, each in enumerate(chapters, 1)))


def findings(data: bytes, book: Book, suffix: str) -> list[tuple[str, str]]:
    """All that the checks of lines, area and sizes say of a PDF."""
    reading = read_file(data, suffix, [each.slug for each in book.chapters])
    pages = reading.pages or SheetReading()
    return [*sheets.type_area(pages), *sheets.typefaces(pages), *chapter_text.findings(reading, book, "de")]


def edition(name: str, book: Book) -> bytes:
    return EDITIONS[name].write(book, SETTINGS)


def sizes(data: bytes) -> set[float]:
    """The sizes of type that lines are set in, headings left out: what most of the glyphs of pages have."""
    glyphs = [each for page in painted_pages(data) for each in page.glyphs if not each.text.isspace()]
    found = groupby(sorted(glyphs, key=lambda each: each.size), lambda each: round(each.size, 1))
    return {size for size, group in found if len([*group]) > len(glyphs) / 2}


def rows_by_line(data: bytes) -> dict[int, int]:
    """How many rows each line takes on the pages: that of its number, and those set solid below it."""
    found: dict[int, int] = {}
    for at, page in enumerate(painted_pages(data)):
        number, last = 0, None
        for row in glyph_rows(at, page):
            first, *words = row.segments
            if words and first.text.strip().isdecimal() and first.size < words[0].size:
                number, last = int(first.text), row
                found[number] = 1
            elif last and last.baseline - row.baseline < 1.8 * row.size and abs(row.size - last.size) < 0.1:
                found[number] += 1
                last = row
            else:
                last = None
    return found


# The choice


def test_the_seed_keeps_its_usual_measure() -> None:
    chosen = measure(book_of(seed().numbered), PAGES)
    assert (chosen.size, chosen.left, chosen.right, chosen.box) == (11.5, 34, 16, 15)
    assert continued(book_of(seed().numbered)) == ()
    assert note(book_of(seed().numbered), Place("x")) is None
    large = measure(book_of(seed().numbered), LARGE)
    assert (large.size, large.left, large.right, large.box, large.gap) == (20, 30, 14, 16, 4)


def test_margins_become_smaller_before_type_does() -> None:
    wide = written("Gemeinsam machen wir Musterstadt zum Wohnort mit Wärme, Würde und mehr Wohnraum.")
    chosen = measure(book_of(wide), PAGES)
    assert (chosen.size, chosen.left, chosen.right) == (11.5, 22, 11)
    assert not continued(book_of(wide))


def test_type_becomes_smaller_where_margins_do_not_do() -> None:
    words = "Menschen mit Behinderungen bekommen im Bauamt, im Ordnungsamt und im Sozialamt mehr Raum und Wärme."
    wide = written(words, width=100)
    chosen = measure(book_of(wide), PAGES)
    assert 10 <= chosen.size < 11.5
    assert not continued(book_of(wide))


def test_one_line_in_capitals_does_not_make_a_long_text_smaller() -> None:
    plain = ["Wir bauen Wege für alle."] * 200
    chosen = measure(book_of(written(*plain, CAPITALS)), PAGES)
    assert chosen == measure(book_of(written(*plain)), PAGES)
    assert chosen.size == 11.5
    [line] = continued(book_of(written(*plain, CAPITALS)))
    assert line.number == 201
    assert line.place


def test_small_type_is_not_taken_where_it_helps_few_lines() -> None:
    words = (
        "Menschen mit Behinderungen bekommen im Bauamt, im Ordnungsamt und im Sozialamt mehr Raum und mehr Würde. " * 20
    )
    book = book_of(written(words, width=120))
    assert measure(book, PAGES) == PAGES[0]
    assert len(continued(book)) > 10


def test_headings_do_not_count_for_the_choice() -> None:
    head = "Wir machen Musterstadt zum Wohnort mit Wärme, Würde und mehr Wohnraum für alle Menschen"
    chapter = written(*(f"## {head}\n\nEin Satz." for _ in range(9)), width=120)
    assert measure(book_of(chapter), PAGES) == PAGES[0]
    assert {each.is_heading for each in continued(book_of(chapter))} == {True}


def test_a_book_has_one_measure_for_all_its_chapters() -> None:
    small = written("Kurz.")
    wide = written(*["Gemeinsam machen wir Musterstadt zum Wohnort mit Wärme, Würde und mehr Wohnraum."] * 9)
    assert measure(bound(small, wide), PAGES) == measure(book_of(wide), PAGES)


@pytest.mark.parametrize("number", [1, 998, 9_998, 99_990])
@pytest.mark.parametrize("measures", [PAGES, LARGE], ids=["page", "large"])
def test_the_column_of_numbers_holds_the_largest_number(number: int, measures: tuple[object, ...]) -> None:
    chapter = written("Eins.", "Zwei.", "Drei.", first=number)
    chosen = measure(book_of(chapter), measures)  # type: ignore[arg-type]
    needed = len(str(number + 2)) * 0.639 * chosen.figures * 25.4 / 72
    assert chosen.box >= needed
    assert chosen.left >= chosen.gap + needed + 8


def test_lists_that_are_nested_too_deep_for_their_indents_get_smaller_ones() -> None:
    deep = "\n\n".join(f"{' ' * 6 * at}1000. Stufe {at}" for at in range(9))
    book = book_of(written(deep))
    chosen = measure(book, LARGE)
    assert sum(deepest(book, chosen.indents)) <= chosen.column / 2 + 0.1
    assert 0 < chosen.indents.nested < 0.5
    assert f".chapter li ol.wider {{ padding-left: {25 * chosen.indents.nested:.3g}mm; }}" in chosen.style
    assert findings(edition("grossdruck", book), book, "-grossdruck.pdf") == []
    assert measure(book_of(written("- Stufe 1\n  - Stufe 2")), LARGE).indents == LARGE[0].indents


def test_the_note_names_the_lines_by_stretches_and_the_chapters_of_a_book() -> None:
    chapter = written("Kurz.", CAPITALS, CAPITALS, "Kurz.", CAPITALS, *["Kurz."] * 200)
    told = note(book_of(chapter), Place("probe.md"))
    assert told
    assert (told.code, told.severity.value) == ("Z505", "Anmerkung")
    assert told.message.startswith("Zeilen 2, 4 und 7 sind breiter")
    whole = note(bound(written("Kurz."), chapter), Place("publication.toml"))
    assert whole
    assert whole.message.startswith("„Probe“ Zeilen 2, 4 und 7 sind")
    assert whole.place.file == "publication.toml"


# The finished files


@pytest.mark.parametrize("width", range(40, 121, 8))
def test_a_text_of_any_width_is_whole_in_the_pdf(width: int) -> None:
    book = book_of(read(programme("Breiten", 25, width=width)))
    data = edition("pdf", book)
    assert findings(data, book, ".pdf") == []
    assert min(sizes(data)) >= 10
    several = {number for number, rows in rows_by_line(data).items() if rows > 1}
    foretold = {each.number for each in continued(book)}
    # Kerning may make a line narrower than its letters are.
    assert several <= foretold
    assert len(foretold - several) <= len(foretold) / 20


@pytest.mark.parametrize("names", PDFS, ids="-".join)
@pytest.mark.parametrize("width", [40, 95, 120])
def test_all_pdfs_of_narrow_and_wide_texts_are_whole_alone_and_in_a_book(names: tuple[str, ...], width: int) -> None:
    chapter = read(programme("Breiten", 12, width=width, first=9_990))
    for book in (book_of(chapter), bound(chapter, written("Kurz.", CAPITALS))):
        for name in names:
            assert findings(edition(name, book), book, EDITIONS[name].suffix) == []


@pytest.mark.parametrize("names", PDFS, ids="-".join)
@pytest.mark.parametrize("first", [1, 998, 9_998, 99_990])
def test_numbers_of_all_lengths_stand_whole_beside_their_lines(names: tuple[str, ...], first: int) -> None:
    book = book_of(written("Eins.", "Zwei.", "Drei.", "- Vier\n- Fünf", CAPITALS, first=first))
    for name in names:
        assert findings(edition(name, book), book, EDITIONS[name].suffix) == []


@pytest.mark.parametrize("name", ["pdf", "grossdruck"])
def test_a_long_programme_is_whole_alone(name: str) -> None:
    book = book_of(long_programme())
    assert {len(str(line.number)) for line in concordance(long_programme())} == {3, 4}
    data = edition(name, book)
    assert len(painted_pages(data)) > 10
    assert findings(data, book, EDITIONS[name].suffix) == []
    assert min(sizes(data)) >= (20 if name == "grossdruck" else 10)


@pytest.mark.parametrize("name", ["archiv", "druck"])
def test_a_long_programme_is_whole_in_a_book(name: str) -> None:
    book = bound(written("Kurz."), long_programme())
    assert findings(edition(name, book), book, EDITIONS[name].suffix) == []


def test_the_long_programme_has_bold_and_capital_lines_that_go_on_and_usual_type() -> None:
    book = book_of(long_programme())
    assert measure(book, PAGES).size == 11.5
    assert 0 < len(continued(book)) < 0.02 * len(concordance(long_programme()))


# Broken exhibits


def damaged(book: Book, sheet: PageKind, style: str) -> bytes:
    copy = manuscript(book, SETTINGS, sheet)
    copy = replace(copy, style=f"{copy.style}\n{style}")
    return made(copy, ACCESSIBLE, facts(book, SETTINGS), Numbers.SILENT)


@pytest.mark.parametrize("alone", [True, False])
def test_a_line_that_overhangs_is_found(alone: bool) -> None:
    chapter = written(*["Wir bauen Wege."] * 60, CAPITALS)
    book = book_of(chapter) if alone else bound(chapter, written("Kurz."))
    found = findings(damaged(book, PAGE, ".line { white-space: pre; }"), book, ".pdf")
    assert any(code == "Z506" and "mm zu weit rechts" in message for code, message in found)


def test_a_line_that_is_cut_off_at_the_edge_of_the_paper_is_found() -> None:
    book = book_of(written(CAPITALS, width=120))
    found = findings(damaged(book, PAGE, ".line { white-space: pre; } html { font-size: 14pt; }"), book, ".pdf")
    assert any(code == "Z506" and "außerhalb des Papiers" in message for code, message in found)


@pytest.mark.parametrize("alone", [True, False])
def test_a_torn_number_is_found(alone: bool) -> None:
    chapter = written("Eins.", "Zwei.", "Drei.", "Vier.", "Fünf.", first=998)
    book = book_of(chapter) if alone else bound(chapter, written("Kurz."))
    narrow = ".number { white-space: normal; width: 16mm; left: -20mm; overflow-wrap: break-word; }"
    found = findings(damaged(book, LARGE_PRINT, narrow), book, "-grossdruck.pdf")
    told = [message for code, message in found if code == "Z507"]
    assert any("Die Nummer 1000 ist zerrissen, bei ihrer Zeile steht „100“." in each for each in told)


def glyphs(words: str, x: float, y: float, size: float = 10) -> Iterator[Glyph]:
    for at, char in enumerate(words):
        yield Glyph(char, x + at * size / 2, y, x + (at + 1) * size / 2, size)


def page(*parts: Iterator[Glyph]) -> PaintedPage:
    return PaintedPage(tuple(each for part in parts for each in part))


FOOT = "Seite 1 von 1"


@pytest.mark.parametrize(
    ("x", "y", "side"),
    [(520, 400, "rechts"), (10, 400, "links"), (200, 830, "oben"), (200, 45, "unten")],
)
def test_type_in_the_margin_is_told_by_its_side(x: float, y: float, side: str) -> None:
    foot = glyphs(FOOT, 550 - len(FOOT) * 4, 40, 8)
    whole = page(glyphs("Text", 200, 400), foot)
    assert [*outside_glyphs([whole])] == []
    foot = glyphs(FOOT, 550 - len(FOOT) * 4, 40, 8)
    [told] = outside_glyphs([page(glyphs("Randtext", x, y), foot)])
    assert told.side == f"zu weit {side}"
    assert told.over > 1


def test_a_space_may_hang_into_the_margin() -> None:
    assert [*outside_glyphs([page(glyphs("Text    ", 528, 400), glyphs(FOOT, 550 - len(FOOT) * 4, 40, 8))])] == []


def test_numbers_that_only_begin_alike_are_not_torn() -> None:
    numbers = [each for at in range(98, 103) for each in glyphs(str(at), 60 - 4 * len(str(at)), 900 - 3 * at, 8)]
    lines = [each for at in range(98, 103) for each in glyphs("Text", 90, 900 - 3 * at)]
    targets = {f"zeile-{at}": Target(0, 900 - 3 * at + 2.5) for at in range(98, 103)}
    assert [*torn([PaintedPage((*numbers, *lines))], targets)] == []
