"""Lines from painted glyphs: what is a number, a marker, text, a continuation, furniture, or stray."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.readback.glyphs import Glyph, PaintedPage
from pipeline.readback.pdf import pdf
from pipeline.readback.printed import Printed, Target, lines_of_pages
from pipeline.readback.reading import UnreadableError
from pipeline.text.concordance import Join
from pipeline.text.events import ElementKind, LineBegin, Start

EM = 0.5
"""Every glyph here is half an em wide."""

TEXT, NUMBERS = 100.0, 85.0


def text(words: str, x: float, y: float, size: float = 11) -> Iterator[Glyph]:
    for index, char in enumerate(words):
        yield Glyph(char, x + index * size * EM, y, x + (index + 1) * size * EM, size)


def number(of: int | str, y: float, edge: float = NUMBERS, size: float = 8) -> Iterator[Glyph]:
    yield from text(str(of), edge - len(str(of)) * size * EM, y, size)


def line(of: int | str, words: str, y: float, x: float = TEXT, size: float = 11) -> Iterator[Glyph]:
    yield from text(words, x, y, size)
    yield from number(of, y)


def page(*parts: Iterator[Glyph]) -> PaintedPage:
    return PaintedPage(tuple(glyph for part in parts for glyph in part))


def three(first: int = 1, top: float = 700) -> list[Iterator[Glyph]]:
    """Three plain lines, so that the edge of the numbers is known."""
    return [line(first + index, f"Zeile {first + index} ", top - 17 * index) for index in range(3)]


def read(*parts: Iterator[Glyph]) -> Printed:
    return lines_of_pages([page(*parts)], {})


def words(printed: Printed) -> dict[int, str]:
    return {each.number: each.text for each in printed.lines}


def test_a_number_is_painted_after_its_line_and_belongs_to_its_baseline() -> None:
    assert words(read(*three())) == {1: "Zeile 1", 2: "Zeile 2", 3: "Zeile 3"}


def test_digits_that_begin_the_text_stay_text() -> None:
    assert words(read(*three(), line(36, "50 % der Plätze", 600)))[36] == "50 % der Plätze"


def test_bold_digits_that_begin_the_text_stay_text() -> None:
    bold = [*text("3.", TEXT, 600), *text(" Mai ist es so weit", TEXT + 11, 600)]
    assert words(read(*three(), iter(bold), number(4, 600)))[4] == "3. Mai ist es so weit"


def test_a_number_of_the_size_of_its_text_is_no_margin_number() -> None:
    printed = read(*three(), text("4", NUMBERS - 5.5, 600), text("Zeile 4", TEXT, 600))
    assert 4 not in words(printed)
    assert [each.text for each in printed.rows] == []


def test_a_number_on_another_baseline_is_no_number_of_the_line() -> None:
    assert 4 not in words(read(*three(), text("Zeile 4", TEXT, 600), number(4, 603)))


def test_a_number_at_another_edge_is_no_margin_number() -> None:
    assert 4 not in words(read(*three(), text("Zeile 4", TEXT, 600), number(4, 600, edge=70)))


def test_numbers_of_left_and_right_pages_have_each_their_edge() -> None:
    rows = ((index, 700 - 17 * index) for index in (4, 5, 6))
    right = page(*(part for at, y in rows for part in (text(f"Zeile {at}", 80, y), number(at, y, edge=60))))
    assert set(words(lines_of_pages([page(*three()), right], {}))) == set(range(1, 7))


@pytest.mark.parametrize(
    ("marker", "label"),
    [
        ("•", ""),
        ("–", ""),
        ("3.", "3."),
        ("12.", "12."),
        ("a)", "a)"),
        ("(1)", "(1)"),
        ("7b.", "7b."),
        ("• ", ""),
    ],
)
def test_a_marker_set_apart_is_no_text(marker: str, label: str) -> None:
    item = [*text("Beratung", TEXT + 20, 600), *text(marker, TEXT, 600), *number(4, 600)]
    printed = read(*three(), iter(item))
    assert words(printed)[4] == "Beratung"
    at = printed.transcript.index(LineBegin(4))
    assert printed.transcript[at - 1] == Start(ElementKind.ITEM, (("label", label),))


def test_headings_in_larger_type_are_lines() -> None:
    assert words(read(*three(), line(4, "Für alle", 600, size=15)))[4] == "Für alle"


def test_kerning_and_small_shifts_part_no_word() -> None:
    kerned = [*text("V", TEXT, 600), *text("erantwortung", TEXT + 5.5 - 0.8, 600), *number(4, 600)]
    assert words(read(*three(), iter(kerned)))[4] == "Verantwortung"


def test_a_gap_without_a_space_is_no_space() -> None:
    apart = [*text("nicht", TEXT, 600), *text("nur", TEXT + 30.5, 600), *number(4, 600)]
    assert words(read(*three(), iter(apart)))[4] == "nichtnur"


def test_a_space_that_nobody_sees_is_no_space() -> None:
    thin = [*text("nicht ", TEXT, 600), *text("nur", TEXT + 27.7, 600), *number(4, 600)]
    assert words(read(*three(), iter(thin)))[4] == "nichtnur"


def test_raised_small_characters_belong_to_their_line() -> None:
    raised = [*text("Fläche in m", TEXT, 600), *text("2", TEXT + 60.5, 604, 7), *number(4, 600)]
    assert words(read(*three(), iter(raised)))[4] == "Fläche in m2"


def test_the_space_at_the_end_tells_how_a_line_joins() -> None:
    joins = [each.join for each in read(*three(), line(4, "Ende.", 600)).lines]
    assert joins == [Join.SPACE, Join.SPACE, Join.SPACE, Join.NONE]


def test_a_row_without_number_continues_the_line_above() -> None:
    printed = read(
        *three(), line(4, "ein langer ", 600), text("Satz und sozial-", TEXT, 583), text("ökologisch", TEXT, 566)
    )
    assert words(printed)[4] == "ein langer Satz und sozial-ökologisch"


def test_a_word_that_is_broken_at_the_end_of_a_row_stays_one_word() -> None:
    printed = read(
        *three(), line(4, "Rindfleisch", 600), text("etikettierung und ", TEXT, 583), text("mehr", TEXT, 566)
    )
    assert words(printed)[4] == "Rindfleischetikettierung und mehr"


def test_a_line_may_go_on_at_the_top_of_the_next_page() -> None:
    following = page(text("Kopf", TEXT, 790, 8), text("weiter", TEXT, 700), line(4, "danach", 683))
    printed = lines_of_pages([page(text("Kopf", TEXT, 790, 8), *three()), following], {})
    assert words(printed)[3] == "Zeile 3 weiter"


@pytest.mark.parametrize(("x", "size"), [(TEXT, 9), (TEXT + 40, 11), (TEXT - 50, 11)])
def test_a_row_of_other_size_or_place_between_lines_is_stray(x: float, size: float) -> None:
    printed = read(*three(), text("Zusatz", x, 630, size), line(4, "Ende.", 600))
    assert [(each.after, each.text) for each in printed.rows] == [(3, "Zusatz")]


def test_what_stands_before_the_first_and_after_the_last_line_is_not_stray() -> None:
    printed = read(text("Titel", TEXT, 780, 24), text("Inhalt", TEXT, 750), *three(), text("Impressum", TEXT, 500, 9))
    assert not printed.rows
    assert [row.text for row in printed.preface] == ["Titel", "Inhalt"]


def test_heads_and_feet_that_come_back_on_every_page_are_not_stray() -> None:
    pages = [
        page(text("Probe", TEXT, 790, 8), *three(first), text(f"Seite {first}", TEXT, 40, 8)) for first in (1, 4, 7, 10)
    ]
    assert not lines_of_pages(pages, {}).rows


def test_a_row_at_the_head_of_a_single_page_is_stray() -> None:
    pages = [page(text("Probe", TEXT, 790, 8), *three(first)) for first in (1, 4, 7, 10)]
    pages[2] = page(*three(7), text("Zusatz", TEXT, 760, 9), text("Probe", TEXT, 790, 8))
    assert [each.text for each in lines_of_pages(pages, {}).rows] == ["Zusatz"]


def test_text_across_the_page_is_stray() -> None:
    across = (Glyph(char, 200, 640 + 6 * index, 206, 11, upright=False) for index, char in enumerate("ENTWURF"))
    assert read(*three(top=720), across, line(4, "Ende.", 600)).rows


def test_a_destination_is_a_witness_of_the_line_that_it_shows_at_the_top() -> None:
    targets = {"zeile-1": Target(0, 712), "zeile-2": Target(0, 712), "kapitel-a-zeile-3": Target(0, 675)}
    printed = lines_of_pages([page(*three())], targets)
    assert [[witness.number for witness in each.witnesses] for each in printed.lines] == [[1], [1], [3]]


def test_a_missing_destination_is_a_missing_witness() -> None:
    assert [each.witnesses[0].number for each in read(*three()).lines] == [None, None, None]


def test_pages_without_numbers_have_no_lines() -> None:
    assert read(text("Ein Plakat", TEXT, 600)).lines == ()


@pytest.mark.parametrize(
    "data", [b"", b"PDF", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\n%%EOF"]
)
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        pdf(data)
