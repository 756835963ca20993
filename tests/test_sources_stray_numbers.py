"""Official numbers that arrive as words, in Word, in a quoted mail or as a list, are told; lists are left in peace."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from word_drafts import Draft, p, t

from pipeline.diagnostics import Diagnostic
from pipeline.publication.settings import Publication
from pipeline.sources import forms

LINES = (
    "Die Kreisdelegiertenversammlung fordert die Einrichtung eines",
    "Nachtbusses zwischen Bad Tölz und Lenggries. Der Bus soll freitags und",
    "samstags stündlich bis 3 Uhr fahren und auch die Ortsteile Arzbach,",
    "Wegscheid und Schlegldorf anbinden.",
    "Viele junge Menschen sind auf das Auto der Eltern angewiesen. Das ist",
    "nicht mehr zeitgemäß und gefährlich.",
)
FRONT = "---\ntitle: Nachtbus\nresolved: 2026-03-02\n---\n\n"


def told(text: str) -> list[Diagnostic]:
    found = forms.loads(text.encode(), "probe.md", Publication(), titled=False)
    return [each for each in found.diagnostics if each.code == "Z256"]


@pytest.mark.parametrize("shape", ["> {} {}", ">> {} {}", "{}. {}", "{}) {}", "> {}: {}", "> - {}. {}"])
@pytest.mark.parametrize("begin", [1, 8, 98])
def test_numbers_that_cut_sentences_are_told_with_their_place(shape: str, begin: int) -> None:
    text = "Der Antrag:\n\n" + "\n".join(shape.format(begin + at, line) for at, line in enumerate(LINES)) + "\n"
    [found] = told(text)
    assert found.place.line == 3
    assert f"{begin} bis {begin + 5}" in found.message


def test_blank_lines_part_no_numbers() -> None:
    assert told("\n>\n".join(f"> {at} {line}" for at, line in enumerate(LINES, 1)) + "\n")


def test_what_the_hint_says_makes_them_official() -> None:
    found = forms.loads(
        "\n".join(f"{at} {line}" for at, line in enumerate(LINES, 1)).encode(), "a.txt", Publication(), titled=False
    )
    assert not [each for each in found.diagnostics if each.code == "Z256"]
    assert found.numbered.chapter.blocks


def test_numbers_pasted_into_word_are_told(tmp_path: Path) -> None:
    numbered = [f"{at} {line}" for at, line in enumerate(LINES, 1)]
    path = tmp_path / "a.docx"
    path.write_bytes(Draft(tuple(p(t(each)) for each in ("Nachtbus", *numbered))).data())
    [found] = [
        each
        for each in forms.loads(path.read_bytes(), str(path), Publication(), titled=False).diagnostics
        if each.code == "Z256"
    ]
    assert (found.place.line, ".txt" in found.hint) == (2, True)


def test_numbers_in_what_a_page_shows_as_typed_are_told() -> None:
    page = "<html><title>A</title><body><h1>A</h1><pre>{}</pre></body></html>".format(
        "\n".join(f"{at}  {line}" for at, line in enumerate(LINES, 1))
    )
    assert [each for each in forms.loads(page.encode(), "a.html", Publication()).diagnostics if each.code == "Z256"]


LISTS = (
    ["die Mitgliederversammlung", "der erweiterte Vorstand", "die Schiedskommission", "der Beirat", "die Kasse"],
    [
        "die Mitgliederversammlung, die einmal im Jahr tagt,",
        "den Vorstand, der sie einlädt,",
        "das Schiedsgericht und",
        "den Beirat.",
    ],
    [f"Wir bauen {at} Wege, die sicher und breit sind und das ganze Jahr geräumt werden." for at in range(1, 9)],
    ["kommen", "sehen", "siegen", "feiern, wie es in Rom seit jeher üblich war und auch künftig bleiben wird"],
)


@pytest.mark.parametrize("items", LISTS)
def test_lists_are_lists(items: list[str]) -> None:
    assert not told(FRONT + "\n".join(f"{at}. {item}" for at, item in enumerate(items, 1)) + "\n")


def test_lists_of_any_length_are_lists() -> None:
    dice = random.Random(7)
    words = "wir wollen sichere Wege und breite Brücken für alle Menschen in der Stadt".split()
    for _ in range(200):
        items = [" ".join(dice.choices(words, k=dice.randint(3, 25))) for _ in range(dice.randint(4, 12))]
        assert not told(FRONT + "\n".join(f"{at}. {item}" for at, item in enumerate(items, 1)) + "\n")
