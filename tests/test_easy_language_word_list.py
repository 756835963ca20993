"""Which words are proposed for the word list, and where they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import seed
from hypothesis import given
from hypothesis import strategies as st

from pipeline.easy_language.word_list import candidates
from pipeline.text.concordance import concordance
from pipeline.text.model import (
    Block,
    Chapter,
    Heading,
    LineRule,
    LineStart,
    NumberedChapter,
    Paragraph,
    SourceFile,
    Text,
)


def found(*lines: str) -> list[tuple[str, tuple[int, ...]]]:
    blocks: list[Block] = [
        Paragraph(tuple(each for at, text in enumerate(lines, 1) for each in (LineStart(at), Text(f"{text} "))))
    ]
    return [(each.word, each.lines) for each in candidates(chapter(*blocks))]


def chapter(*blocks: Block) -> NumberedChapter:
    return NumberedChapter(Chapter("Titel", blocks, SourceFile("probe.md", "0" * 64)), "probe", LineRule())


@pytest.mark.parametrize(
    "word",
    [
        "ÖPNV",
        "HIV-Tests",
        "SGB2",
        "Senior*innen",
        "Senior:innen",
        "Senior_innen",
        "Bürger/innen",
        "Bürger/-innen",
        "BürgerInnen",
        "Senior*innenbeirat",
        "Seenotrettungsschiff",
        "Freizeit-Gestaltungsangebote",
        "Femizid",
        "Mentoring",
        "Inklusion",
        "Realität",
        "evaluieren",
        "vulnerable",
        "Community",
        "Diamorfin-Ambulanz",
        "Theater",
        "psychische",
        "strukturelle",
        "effektiv",
        "Ressourcen",
    ],
)
def test_a_hard_word_is_proposed_whole(word: str) -> None:
    assert found(f"Das ({word}) hier.") == [(word, (1,))]


@pytest.mark.parametrize(
    "words",
    [
        "Wir wollen eine Stadt, die allen gehört",
        "um 10:30 Uhr im Verhältnis 3:1 und 2024/25",
        "In der Innenstadt, innen und drin",
        "Grenzen, Stellen, Quelle, schnell, verlieren, verliert, frieren, Frühling, Ringe, Ding, Rathaus, Guthaben",
        "U-Bahn, Sport- und Freizeit, ca. 5 m",
        "ein-zwei-drei-vier-fünf-sechs-sieben",
        "1234567890123456",
    ],
)
def test_a_plain_word_is_not(words: str) -> None:
    assert found(words) == []


def test_a_word_of_13_letters_is_not_long_and_one_of_14_is() -> None:
    assert found("Grundsicherun Grundsicherung") == [("Grundsicherung", (1,))]


def test_a_word_stands_once_in_its_first_form_with_every_line_that_it_begins_in() -> None:
    lines = ["gesellschaftliche Teilhabe", "Gesellschaftliche und gesellschaftlichen", "kein", "gesellschaftliches"]
    assert found(*lines) == [("gesellschaftliche", (1, 2, 4))]


def test_a_word_that_runs_over_a_line_end_belongs_to_the_line_that_it_begins_in() -> None:
    block = Paragraph((LineStart(4), Text("Gleichstellungs"), LineStart(5, broken_word=True), Text("beauftragte")))
    assert [(each.word, each.lines) for each in candidates(chapter(block))] == [("Gleichstellungsbeauftragte", (4,))]


def test_headings_count_too_and_the_order_is_that_of_the_text() -> None:
    blocks = (
        Heading(1, (LineStart(1), Text("Zukunftsprogramme"))),
        Paragraph((LineStart(2), Text("Arbeitsmarktpolitik"))),
    )
    assert [each.word for each in candidates(chapter(*blocks))] == ["Zukunftsprogramme", "Arbeitsmarktpolitik"]


def test_the_words_of_the_seed_stand_in_the_lines_that_they_name() -> None:
    lines = {line.number: line.text for line in concordance(seed().numbered)}
    words = candidates(seed().numbered)
    assert len(words) == 64
    # What the translators of the sample explained, and what another word was found for in each of its lines.
    assert {"Ehrenamt", "Istanbul-Konvention", "Frauenhaus", "ÖPNV", "Inklusion"} <= {each.word for each in words}
    assert "Jugendhilfeprogramme" not in {each.word for each in words}
    assert all(each.word in lines[each.lines[0]] for each in words)
    assert all(one.lines[0] <= other.lines[0] for one, other in pairwise(words))
    assert len({each.word.casefold() for each in words}) == len(words)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_every_word_is_in_the_text_whatever_it_says(lines: list[str]) -> None:
    text = " ".join([*lines, ""])
    assert all(word in text and tuple(sorted(at)) == at for word, at in found(*lines))


def test_of_many_hard_words_only_those_that_are_worth_a_row_are_proposed() -> None:
    once = [f"{letter}aaaaaaaaaaaaaaa" for letter in "BCDFGHKLMNPRSTVW" for _ in range(1)]
    more = [f"{letter}iiiiiiiiiiiiiii" for letter in "BCDFGHKLMNPRSTVW"]
    assert len(found(*once)) == len(once)
    words = found(*once, *more, "Bürgergeld, Bürgergeldes, Bürgergeldamt", f"Noch einmal {once[0]} und ÖPNV")
    assert [word for word, _ in words] == [once[0], "Bürgergeld", "ÖPNV"]
