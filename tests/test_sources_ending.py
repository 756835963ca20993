"""A text that breaks off gets a warning with its last words; texts that end as people end them get none."""

from __future__ import annotations

import random

import pytest
from conftest import ROOT, SEED, read

from pipeline.diagnostics import Refusal
from pipeline.publication.settings import Publication
from pipeline.sources import forms

FRONT = "---\ntitle: Probe\nresolved: 2026-03-02\n---\n\n"
TEXT = "Der Rat will sichere Wege für alle.\n\nDas kostet Geld.\n\nEs ist da.\n\n"


def endings(text: str) -> list[str]:
    return [each.message for each in read(text).diagnostics if each.code == "Z265"]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("Die Wege sollen", "Die Wege sollen"),
        ("Die Wege sollen im nächsten Jahr gebaut wer", "im nächsten Jahr gebaut wer"),
        ("Die Wege (am Fluss und am Hang sollen breit sein.\n", "„(“ hat kein Gegenstück"),
        ("Sie sagte: „Die Wege sollen breit sein.\n", "Anführungszeichen"),
        ("Die Wege, die Brücken und\n", "mit „und“ endet kein Satz"),
        ("Wir wollen:\n", "mit „wollen:“ endet kein Satz"),
        ("Wir wollen breite Wege, neue Brü-\n", "mit „Brü-“ endet kein Satz"),
        ("Die Wege sollen im nächsten Jahr gebaut werden und breit sein\n", "ohne Satzende"),
        ("- breite Wege.\n- neue Brü", "neue Brü"),
        ("## Die Kos", "Die Kos"),
        ("(1) Der Verein führt den Nam", "führt den Nam"),
        ("Text.[^1]\n\n[^1]: Eine Fußn", "Eine Fußn"),
    ],
)
def test_a_text_that_breaks_off_is_a_warning_with_its_last_words(end: str, words: str) -> None:
    [message] = endings(FRONT + TEXT + end)
    assert words in message


@pytest.mark.parametrize(
    "end",
    [
        "Die Wege sollen breit sein.",
        "Die Wege sollen breit sein.\n\n\n",
        "Sie sagte: „Die Wege sollen breit sein.“",
        "So steht es da (siehe oben).",
        "Wie lange noch?",
        "Musterstadt, den 3. Mai 2026\n",
        "Anna Muster, Vorsitzende",
        "Für den Vorstand\n\nAnna Muster\n",
        "- breite Wege\n- neue Brücken",
        "1. breite Wege\n2. neue Brücken\n",
        "## Kosten\n",
        "| Weg | km |\n|-----|----|\n| Ufer | 12 |",
        "Mehr dazu: [Netz](https://example.org)",
        "```\nWeg  km\n```",
        "Text.[^1]\n\n[^1]: Stand: 2026.",
        "Alle sind **dabei.**",
        "Mit freundlichen Grüßen\n",
    ],
)
def test_a_text_that_ends_as_people_end_it_is_none(end: str) -> None:
    assert endings(FRONT + TEXT + end) == []


def test_the_seed_and_the_cases_do_not_break_off() -> None:
    for path in (SEED, *(ROOT / "tests" / "cases").glob("*/*.md"), *(ROOT / "tests" / "cases").glob("*/*.json")):
        try:
            found = forms.read(path).diagnostics
        except Refusal:
            continue
        assert [each.message for each in found if each.code == "Z265"] == [], path


@pytest.mark.slow
def test_nearly_every_random_truncation_of_the_seed_is_reported() -> None:
    data, chance, told = SEED.read_bytes(), random.Random(11), 0
    for _ in range(40):
        text = data[: chance.randrange(200, len(data) - 1)].decode("utf-8", "ignore")
        try:
            found = forms.loads(text.encode(), "seed.md", Publication()).diagnostics
        except Refusal:
            told += 1
            continue
        told += any(each.code == "Z265" for each in found)
    assert told >= 38


@pytest.mark.parametrize(("tail", "broken"), [("abbr", True), ("abbr</p>", False), ("abbr</p>\n<!-- Ende -->", False)])
def test_html_that_ends_before_its_markup_is_closed_is_broken_off(tail: str, *, broken: bool) -> None:
    text = f"<p>Ein ganzer Satz.</p><p>Ein Satz, der {tail}"
    found = forms.loads(text.encode(), "seite.html", Publication(), titled=False).diagnostics
    assert [("Satz, der abbr" in each.message) for each in found if each.code == "Z265"] == [True] * broken
