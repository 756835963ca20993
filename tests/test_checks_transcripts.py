"""What words look like, where they lead and where notes are called is compared letter by letter, in every format."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.checks import chapter_text, examination, transcripts
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import read_file
from pipeline.sources import forms
from pipeline.text import events, transcript
from pipeline.text.events import Call, ElementKind, Formatting, LineBegin, Start, Transcript, Words
from pipeline.text.model import Book, NumberedChapter, book_of

TEXT = """---
title: Beschluss
resolved: 03.05.2025
---

# Der *neue* Haushalt

Die Stadt zahlt ~~nicht~~ für den Umbau des Rathauses.[^1] Der Rat stimmt dem zu.

Der Rat hat **zugestimmt**, die Stadt zahlt nicht. Siehe [Karte](https://example.org/karte) und Zeile 1.

- Der <u>Uferweg</u> misst 30 m^2^, der Hangweg 40 m2, die Luft hat CO~2~.
- Die *Karte* gilt.

Ohne Zeilen steht in der Tabelle:

| Weg | Karte |
|---|---|
| Uferweg | **alt** |

[^1]: Gezählt *im* Mai.
"""

CHANGES = {
    "strike lost": ("~~nicht~~ für", "nicht für", "„nicht“ ist nicht gestrichen"),
    "strike moved to the same word": (
        "zahlt ~~nicht~~ für",
        "zahlt nicht für",
        "Zeile 2: „nicht“ ist nicht gestrichen",
    ),
    "stress lost": ("**zugestimmt**", "zugestimmt", "„zugestimmt“ ist nicht wichtig"),
    "stress added": ("stimmt dem zu", "**stimmt** dem zu", "„stimmt“ ist wichtig, im Text nicht"),
    "emphasis in a heading lost": ("*neue*", "neue", "„neue“ ist nicht betont"),
    "emphasis turned into stress": ("*Karte* gilt", "**Karte** gilt", "„Karte“ ist nicht betont"),
    "underline lost": ("<u>Uferweg</u>", "Uferweg", "„Uferweg“ ist nicht unterstrichen"),
    "underline on half of a word": ("<u>Uferweg</u>", "<u>Ufer</u>weg", "„weg“ ist nicht unterstrichen"),
    "square lost": ("30 m^2^", "30 m2", "„2“ ist nicht hochgestellt"),
    "square moved": ("30 m^2^, der Hangweg 40 m2", "30 m2, der Hangweg 40 m^2^", "hochgestellt"),
    "raised for lowered": ("CO~2~", "CO^2^", "„2“ ist nicht tiefgestellt"),
    "link lost": ("[Karte](https://example.org/karte)", "Karte", "„Karte“ führt nirgendhin"),
    "link to another place": ("org/karte)", "org/stadt)", "führt nach https://example.org/stadt"),
    "link on the same word elsewhere": (
        "Siehe [Karte](https://example.org/karte) und Zeile 1.\n\n",
        "Siehe Karte und Zeile 1.\n\n",
        "„Karte“ führt nirgendhin",
    ),
}

BESIDE = {
    "call moved in its line": ("Rathauses.[^1] Der", "Rathauses. Der[^1]", "Anmerkungszeichen"),
    "stress in a cell lost": ("**alt**", "alt", "„alt“ ist nicht wichtig"),
    "emphasis in a note lost": ("*im* Mai", "im Mai", "„im“ ist nicht betont"),
}

ALL = ("web", "epub", "docx", "pdf", "archiv", "druck", "grossdruck")


@cache
def read(old: str = "", new: str = "") -> NumberedChapter:
    assert old in TEXT
    text = TEXT.replace(old, new, 1) if old else TEXT
    return forms.loads(text.encode(), "beschluss.md", Publication()).numbered


@cache
def written(name: str, old: str = "", new: str = "") -> bytes:
    return EDITIONS[name].write(book_of(read(old, new)), Publication())


def found(name: str, old: str = "", new: str = "") -> list[str]:
    """What the check says of the edition of the changed text, held against the text."""
    suffix = EDITIONS[name].suffix
    return [
        each.message
        for each in transcripts.check(
            Finished(Path(f"x{suffix}"), suffix, book_of(read()), "de", written(name, old, new))
        )
    ]


@pytest.mark.parametrize("name", ALL)
def test_an_edition_of_the_text_itself_is_as_the_text_is(name: str) -> None:
    assert found(name) == []


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("change", CHANGES)
def test_every_format_betrays_what_was_changed(change: str, name: str) -> None:
    old, new, message = CHANGES[change]
    if name == "druck" and "link" in change:
        assert "wohin Verweise führen" in limits(name)
        return
    said = found(name, old, new)
    assert said
    assert message in " ".join(said)


@pytest.mark.parametrize("name", ["web", "epub", "docx"])
@pytest.mark.parametrize("change", BESIDE)
def test_text_without_lines_is_compared_where_the_format_has_blocks(change: str, name: str) -> None:
    old, new, message = BESIDE[change]
    assert message in " ".join(found(name, old, new))


@pytest.mark.parametrize("name", ["pdf", "druck", "grossdruck"])
def test_on_pages_calls_are_words_and_compared_with_them(name: str) -> None:
    old, new, _ = BESIDE["call moved in its line"]
    reading = read_file(written(name, old, new), EDITIONS[name].suffix)
    assert "Z603" in {code for code, _ in chapter_text.findings(reading, book_of(read()), "de")}


def limits(name: str) -> tuple[str, ...]:
    suffix = EDITIONS[name].suffix
    return transcripts.not_compared(Finished(Path(f"x{suffix}"), suffix, book_of(read()), "de", written(name)))


def test_what_a_format_cannot_say_is_reported_as_not_compared() -> None:
    assert [limits(name) for name in ("web", "epub", "docx")] == [(), (), ()]
    assert limits("pdf") == ("wie Text ohne Zeilen aussieht",)
    assert limits("druck") == ("wohin Verweise führen", "wie Text ohne Zeilen aussieht")


def test_the_report_says_what_was_not_compared(tmp_path: Path) -> None:
    folder = tmp_path / "probe"
    folder.mkdir()
    (folder / "probe-druck.pdf").write_bytes(written("druck"))
    checks = [each for each in examination.CHECKS if each.name == "Auszeichnung"]
    report = examination.examine(folder, book_of(read()), expected=(), checks=checks)
    row = next(each for each in report.rows if each.check == "Auszeichnung")
    assert str(row).endswith("bestanden; nicht verglichen: wohin Verweise führen, wie Text ohne Zeilen aussieht")
    assert report.data()["checks"][0]["not_compared"] == list(row.not_compared)


@pytest.mark.parametrize("name", ["web", "epub", "docx", "pdf"])
def test_a_book_is_compared_chapter_by_chapter(name: str) -> None:
    suffix = EDITIONS[name].suffix

    def book(old: str = "", new: str = "") -> Book:
        first = forms.loads(TEXT.replace("title: Beschluss", "title: Erstes").encode(), "erstes.md", Publication())
        return Book("Buch", "buch", (first.numbered, read(old, new)))

    def said(old: str = "", new: str = "") -> list[str]:
        data = EDITIONS[name].write(book(old, new), Publication(title="Buch"))
        file = Finished(Path(f"x{suffix}"), suffix, book(), "de", data)
        return [each.message for each in outcome(transcripts.check, file)]

    assert said() == []
    old, new, message = CHANGES["strike lost"]
    changed = said(old, new)
    assert [each for each in changed if each.startswith("Kapitel „Beschluss“: ") and message in each]
    assert not [each for each in changed if "Erstes" in each]


def test_the_transcript_says_words_with_their_formatting_where_they_stand() -> None:
    said = transcript.transcript(read())
    assert said[:3] == (Start(ElementKind.HEADING, (("level", "1"),)), LineBegin(1), Words("Der "))
    assert Words("nicht", frozenset({Formatting.STRIKE})) in said
    assert said.index(Call(1)) < said.index(LineBegin(3))
    assert Words("Karte", frozenset(), "https://example.org/karte") in said


def test_how_a_format_splits_and_nests_formatting_is_no_difference() -> None:
    both = frozenset({Formatting.STRONG, Formatting.EMPHASIS})
    split: Transcript = (Words("ein", both), Words("e", both), Words(""), Words(" Zeile"))
    assert events.coalesced(split) == (Words("eine", both), Words(" Zeile"))


def test_a_block_of_another_kind_around_the_same_words_is_found() -> None:
    reading = read_file(written("web", "- Die *Karte* gilt.", "\nDie *Karte* gilt."), ".html")
    said = [message for code, message in chapter_text.findings(reading, book_of(read()), "de") if code == "Z613"]
    assert "Zeile 5 beginnt „Listenpunkt der Ebene 1“, gefunden „Absatz“." in said


@pytest.mark.parametrize("name", ["web", "epub", "docx", "pdf"])
def test_the_command_prints_what_a_finished_file_says(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"beschluss{EDITIONS[name].suffix}"
    path.write_bytes(written(name))
    assert cli.main(["transcript", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "line 2\n" in printed
    assert "'nicht' strike\n" in printed
    assert "'Karte' → https://example.org/karte\n" in printed or name == "pdf"


def test_the_command_prints_a_source_in_the_same_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "beschluss.md"
    source.write_text(TEXT, encoding="utf-8")
    page = tmp_path / "beschluss.html"
    page.write_bytes(written("web"))
    assert cli.main(["transcript", str(source)]) == 0
    of_source = capsys.readouterr().out
    assert cli.main(["transcript", str(page)]) == 0
    assert capsys.readouterr().out == of_source


def test_the_command_refuses_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kaputt.pdf"
    path.write_bytes(b"kein PDF")
    assert cli.main(["transcript", str(path)]) == 3
    assert cli.main(["transcript", str(tmp_path / "fehlt.pdf")]) == 5
    assert "Z608" in (said := capsys.readouterr().err)
    assert "Z802" in said


@pytest.mark.parametrize("suffix", [".html", ".epub", ".docx", ".pdf", "-druck.pdf"])
def test_what_cannot_be_read_or_has_no_measure_is_not_passed(suffix: str) -> None:
    for truth, data in ((book_of(read()), b"kaputt"), (None, written("web"))):
        found_ = [*outcome(transcripts.check, Finished(Path(f"x{suffix}"), suffix, truth, "de", data))]
        assert [each.code for each in found_] == ["Z690"]
