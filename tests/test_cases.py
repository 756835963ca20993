"""Inputs that once failed, each one of a kind, with what is right: read as they should be, and their editions proved."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline.cli import main
from pipeline.diagnostics import Refusal
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.sources.forms import NumberedSource
from pipeline.text import list_labels, walk
from pipeline.text.concordance import concordance
from pipeline.text.model import BlockQuote, BulletList, Link, Note, OrderedList, Picture, Table

pytestmark = pytest.mark.slow

CASES = ROOT / "tests" / "cases" / "sources"
UNTOLD = {"Z213", "Z214", "Z215", "Z232", "Z292"}
"""What is missing beside a text, such as the day of its resolution: not what these cases are about."""


def read(name: str) -> NumberedSource:
    return forms.loads((CASES / name).read_bytes(), str(CASES / name), Publication(), titled=False)


def lines(reading: NumberedSource) -> dict[int, str]:
    return {line.number: line.printed for line in concordance(reading.numbered)}


@pytest.mark.parametrize(
    ("name", "first", "count", "words", "codes"),
    [
        ("breite-zeilen.md", 1, 3, {}, set()),
        ("antrag-80.json", 1, 2, {2: "muss selbstverständlich sein."}, set()),
        ("vierstellig.md", 998, 4, {999: "Zweiter Satz."}, set()),
        ("ordnungszahlen.md", 1, 5, {2: "2. Bürgermeisterin ist Frau Beispiel.", 3: "3. Lesung am Donnerstag."}, set()),
        ("satzung.md", 1, 16, {11: "beim Vorstand oder"}, {"Z261"}),
        ("auszeichnung.md", 1, 9, {}, {"Z210", "Z251", "Z262", "Z263"}),
        (
            "verweise.md",
            1,
            3,
            {1: "2. Bürgermeisterin. Siehe Satzung, Abschnitt, Netz, Post, FTP, leer."},
            {"Z251", "Z264"},
        ),
        ("einzeilige-abschnitte.md", 1, 3, {}, set()),
        ("ueberschrift-bindestrich.md", 1, 3, {2: "Fusion"}, set()),
        ("viele-anmerkungen.md", 1, 120, {}, set()),
        ("jede-fuenfte.md", 1, 5, {5: "Dritter Absatz mit Text."}, {"Z268"}),
        ("nummeriert-mit-tabelle.md", 1, 7, {6: "Nummer eins"}, set()),
        ("openslides-ab-10.html", 10, 4, {13: "verschwinden."}, set()),
        ("seite-mit-tabelle.html", 1, 4, {2: "Kosten", 4: "Das steht im Haushalt."}, set()),
        ("verbundene-zellen.html", 1, 3, {}, set()),
        ("html-reste.html", 1, 18, {}, {"Z222", "Z224", "Z226", "Z235", "Z236"}),
        ("antrag-wege.docx", 1, 16, {14: "Bis zum 1. Mai legt sie einen Plan vor."}, {"Z162", "Z219"}),
        ("antrag-wege.odt", 1, 16, {16: "Wege verbinden Menschen."}, {"Z162", "Z219"}),
    ],
)
def test_a_case_is_read_as_it_should_be(
    name: str, first: int, count: int, words: dict[int, str], codes: set[str]
) -> None:
    reading = read(name)
    found = lines(reading)
    assert (min(found), len(found)) == (first, count)
    assert {number: found[number] for number in words} == words
    assert {each.code for each in reading.diagnostics} - UNTOLD == codes


@pytest.mark.parametrize(
    ("name", "codes", "said"),
    [("aenderungsantrag.json", ["Z228"], "Änderungsantrag"), ("offene-aenderungen.docx", ["Z160", "Z160"], "„breit“")],
)
def test_a_case_that_nobody_can_decide_is_refused_by_its_name(name: str, codes: Sequence[str], said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(name)
    errors = [each for each in refused.value.diagnostics if each.severity == "Fehler"]
    assert [each.code for each in errors] == codes
    assert any(said in each.message for each in errors)
    assert all(each.hint for each in errors)


def test_labels_of_a_statute_stay_where_and_as_they_were_typed() -> None:
    labels = dict(list_labels.labelled_lines(read("satzung.md").numbered.chapter.blocks))
    assert [labels[number] for number in (2, 3, 6, 11, 13, 15)] == [
        ("(1)",),
        ("(2)",),
        ("a)",),
        ("aa)",),
        ("1.1",),
        ("I.",),
    ]


def test_a_draft_is_the_same_chapter_from_word_and_from_libreoffice() -> None:
    word, libre = (read(f"antrag-wege.{form}").numbered.chapter for form in ("docx", "odt"))
    assert (word.title, word.blocks) == (libre.title, libre.blocks)
    kinds = [type(block) for block in walk.every(word.blocks)]
    assert {BulletList, OrderedList, Table, Picture, BlockQuote} <= set(kinds)
    assert len([*walk.notes(word.blocks)]) == 1
    assert any(isinstance(inline, Link) for block in walk.text_blocks(word.blocks) for inline in block.content)
    assert all(isinstance(note, Note) for note in walk.notes(word.blocks))
    assert next(walk.pictures(word.blocks)).alternative == "Eine Karte mit drei neuen Querungen in der Nordstadt"


@pytest.mark.parametrize(("way", "word"), [("accept", "breit"), ("reject", "schmal")])
def test_open_changes_are_decided_by_whoever_asks(way: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lines", str(CASES / "offene-aenderungen.docx"), "--tracked", way]) == 0
    assert f"Die Wege werden {word} und eben gebaut." in capsys.readouterr().out


@pytest.mark.program
@pytest.mark.parametrize("name", ["satzung.md", "viele-anmerkungen.md", "antrag-wege.docx"])
def test_the_editions_of_a_case_are_proved(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The map in the motion is small, and too coarse for the press (Z619): that alone is found."""
    shutil.copy(CASES / name, tmp_path)
    (tmp_path / "publication.toml").write_text(
        f'[[chapter]]\nsource = "{name}"\ninitiator = "Rat der Stadt"\nresolved = 2026-03-02\n', encoding="utf-8"
    )
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "dist")]) == 0
    capsys.readouterr()
    checked, said = main(["check", str(tmp_path / "dist"), "--source", str(tmp_path)]), capsys.readouterr()
    coarse = {"Z619"} if name.endswith(".docx") else set()
    assert set(re.findall(r"Befund (Z\d+)", said.out + said.err)) == coarse
    assert checked == len(coarse)
