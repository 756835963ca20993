"""Citing: the words of official lines, how they are named, where they are."""

from __future__ import annotations

import json

import pytest
from conftest import SEED, seed
from everything import numbered

from pipeline.cli import main
from pipeline.diagnostics import InputRefusal
from pipeline.text.citation import citation

SLUG = "gleichberechtigung-und-engagement"


def test_lines_are_cited_in_their_words_as_they_are_read() -> None:
    found = citation(seed().numbered, 36, 37)
    assert found.passages == (
        (
            "den kommunalen Masterplan zur Umsetzung der Istanbul-Konvention zügig umsetzen, um Frauen effektiv vor "
            "Gewalt zu schützen."
        ),
    )
    assert found.source == (
        "Gleichberechtigung und Engagement, Zeile 36–37 (Jahreshauptversammlung, beschlossen am 3. Mai 2025)"
    )


def test_lines_of_several_blocks_are_passages_of_their_own_and_notes_are_no_words_of_a_line() -> None:
    assert citation(numbered(), 1, 4).passages == (
        "Der Rat beschließt, was in Zeile 4–6 steht. Alles andere bleibt, wie es im vorigen Jahr war.",
        "Wege und Brücken",
        "Die Karte des Radnetzes, die der Ausschuss im Frühjahr",
    )


def test_links_lead_to_the_anchors_of_the_first_line() -> None:
    links = dict(citation(seed().numbered, 36, 37, address="https://example.org/p/").links)
    assert links["Webseite"] == f"https://example.org/p/{SLUG}/{SLUG}.html#zeile-36"
    assert links["PDF"].endswith(".pdf#nameddest=zeile-36")


@pytest.mark.parametrize(("first", "last"), [(0, 1), (273, 274), (5, 4)])
def test_lines_that_do_not_exist_are_refused(first: int, last: int) -> None:
    with pytest.raises(InputRefusal) as caught:
        citation(seed().numbered, first, last)
    assert [each.code for each in caught.value.diagnostics] == ["Z280"]


@pytest.mark.parametrize("words", [["36-37"], ["36–37"], ["36", "bis", "37"], ["Zeile", "36–37"], ["Z. 36-37"]])
def test_lines_are_named_as_people_name_them(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", SLUG, *words, "--source", str(SEED.parent)]) == 0
    assert capsys.readouterr().out.startswith("„den kommunalen Masterplan")


def test_the_command_takes_a_file_and_gives_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", str(SEED), "1", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["citation"]
    assert (data["first"], data["last"]) == (1, 1)


@pytest.mark.parametrize(("words", "code"), [(["x", "1"], 3), ([SLUG, "a"], 2), ([SLUG, "1-99999"], 3)])
def test_what_cannot_be_cited_is_refused(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", *words, "--source", str(SEED.parent)]) == code
    assert not capsys.readouterr().out
