"""Words from right to left, and signs of several glyphs, in PDFs: what is painted is what is read."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import QUICK, ROOT, read

from pipeline.checks.examination import CHECKS, examine
from pipeline.diagnostics import InputRefusal
from pipeline.editions.pdf.typesetting import drawing, rendering
from pipeline.editions.pdf.typesetting.drawing import Codes, Sign, apart, asks_for_it, meanings
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.pdf import pdf
from pipeline.sources import forms
from pipeline.text.concordance import concordance
from pipeline.text.model import book_of

pytestmark = [pytest.mark.slow, pytest.mark.program]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.text.model import NumberedChapter

TURNED = "[\u05d0-\u05ea\u0620-\u064a]+"
"""Words in Hebrew or Arabic letters."""

HEBREW = "1 אוטובוסים באים כל 10 דקות (מאז 2025).\n\n## 2 **תחבורה** לכל\n\n- 3 • שָׁלוֹם לְכֻלָּם!\n"
ARABIC = "1 تأتي الحافلات كل 10 دقائق (منذ 2025)، بلا درجات.\n\n## 2 **التنقل**\n\n- 3 • مُحَمَّدٌ كَتَبَ لِلْأَوْلادِ.\n"
PERSIAN = "1 ما شهری می‌خواهیم که همه در آن سهیم باشند؛ گچ پژ.\n"
GERMAN = "1 Wir sagen „שלום עולם“ und مرحبا (سلام) zu allen,\n2 🏳️‍🌈 und शांति auch.\n"


def chapter(text: str, language: str = "") -> NumberedChapter:
    numbered = read(f"# Kapitel\n\n**Titel:** Probe\n\n## Text\n\n{text}").numbered
    return replace(numbered, chapter=replace(numbered.chapter, language=language))


def made(text: str, language: str, edition: str = "pdf") -> bytes:
    return EDITIONS[edition].write(book_of(chapter(text, language)), Publication(language=language))


def told(data: bytes, text: str, language: str, edition: str, tmp_path: Path) -> list[str]:
    numbered = chapter(text, language)
    folder = tmp_path / numbered.slug
    folder.mkdir()
    (folder / f"{numbered.slug}{EDITIONS[edition].suffix}").write_bytes(data)
    report = examine(
        folder,
        book_of(numbered),
        expected=(),
        language=language,
        checks=[*QUICK, *(each for each in CHECKS if each.name == "veraPDF")],
    )
    return [f"{each.code} {each.message}" for row in report.rows for each in row.diagnostics if each.code != "Z690"]


@pytest.mark.parametrize(("text", "language"), [(HEBREW, "he"), (ARABIC, "ar"), (PERSIAN, "fa"), (GERMAN, "de")])
@pytest.mark.parametrize("edition", ["pdf", "archiv", "druck", "grossdruck"])
def test_words_from_right_to_left_are_read_as_they_stand(
    text: str, language: str, edition: str, tmp_path: Path
) -> None:
    assert told(made(text, language, edition), text, language, edition, tmp_path) == []


@contextmanager
def undrawn(_: str) -> Iterator[Codes]:
    yield Codes()


@pytest.mark.parametrize(("text", "language"), [(HEBREW, "he"), (ARABIC, "ar")])
def test_the_check_finds_words_that_are_read_backwards(
    text: str, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(rendering, "drawn", undrawn)
    found = told(made(text, language), text, language, "pdf", tmp_path)
    assert any(each.startswith("Z603 Zeile 1:") for each in found)
    assert any(each.startswith("Z624") for each in found)


def test_the_check_finds_strings_that_do_not_say_that_they_are_reversed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = drawing._draw

    def draw(stream: object, stretches: list[drawing.GlyphRun], codes: Codes) -> None:
        begin = len(stream.stream)  # type: ignore[attr-defined]
        own(stream, stretches, codes)
        tokens = stream.stream  # type: ignore[attr-defined]
        tokens[begin:] = ["/Span" if each == "/ReversedChars" else each for each in tokens[begin:]]

    monkeypatch.setattr(drawing, "_draw", draw)
    found = told(made(HEBREW, "he"), HEBREW, "he", "pdf", tmp_path)
    assert any(each.startswith("Z603 Zeile 1:") for each in found)


@pytest.mark.parametrize("language", ["ar", "he"])
def test_another_reader_finds_the_words_beside_their_numbers(language: str, tmp_path: Path) -> None:
    if not (program := shutil.which("pdftotext")):
        pytest.skip("poppler-utils is not installed")
    numbered = forms.read(ROOT / "tests" / "cases" / "languages" / f"{language}.md").numbered
    path = tmp_path / "probe.pdf"
    path.write_bytes(EDITIONS["pdf"].write(book_of(numbered), Publication(language=language)))
    shown = subprocess.run([program, "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    # Signs that say where the direction changes (General_Category Cf) are the program's own; poppler 22 puts a space
    # before a comma or full stop, which it takes for part of a number.
    rows = ["".join(char for char in row if unicodedata.category(char) != "Cf") for row in shown.splitlines()]
    for line in concordance(numbered):
        wanted = re.findall(TURNED, line.printed)
        found = (row for row in rows if row.split()[:1] == [str(line.number)])
        assert any(re.findall(TURNED, row) == wanted for row in found), line


def test_a_bracket_keeps_its_side_in_both_directions() -> None:
    lines = pdf(made("1 Das Wort (שלום) heißt (Frieden) und (سلام).\n", "de")).chapters[0].lines
    assert [line.text for line in lines] == ["Das Wort (שלום) heißt (Frieden) und (سلام)."]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("1 Wir sagen שלום **עולם** zu allen.\n", "de", "„שלום עולם“"),
        ("1 Wir sagen שלום **10** zu allen.\n", "de", "„שלום 10“"),
        ("1 אנחנו אומרים Bus-**App** לכולם.\n", "he", "„Bus-App“"),
    ],
)
def test_words_that_markup_parts_against_the_direction_are_refused_with_place(
    text: str, language: str, words: str
) -> None:
    with pytest.raises(InputRefusal, match=f"{words} in amtlicher Zeile 1") as caught:
        made(text, language)
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.place.line) == ("Z511", 7)
    assert "Auszeichnung" in fault.hint


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1 Wir sagen **שלום עולם** zu **allen**.\n", "de"),
        ("1 אנחנו **אומרים** לכולם **10** ימים.\n", "he"),
        ("1 Wir sagen שלום\n2 **עולם** zu allen.\n", "de"),
    ],
)
def test_markup_around_the_whole_is_no_fault(text: str, language: str) -> None:
    assert made(text, language).startswith(b"%PDF")


def test_every_glyph_of_a_cluster_has_its_share_of_the_meaning() -> None:
    assert meanings("שָׁ", 3) == ["ש", "ָ", "ׁ"]
    assert meanings("ffi", 1) == ["ffi"]
    assert meanings("abc", 2) == ["a", "bc"]
    assert meanings("ب", 2) == ["ب", ""]
    assert meanings("\u200d", 0) == []


def test_a_ligature_from_right_to_left_is_read_letter_by_letter() -> None:
    sign = Sign(7, "لا", 1.5, 0.0)
    assert [*apart(sign, 1)] == [Sign(7, "ل", 1.5, 0.0), Sign(1, "ا", 1.5, 0.0)]
    assert [*apart(sign, None)] == [sign]


def test_only_texts_that_need_it_are_drawn_anew() -> None:
    assert not asks_for_it("Bürger*innen – „Straße“ ☐ 😀 Ελλάδα")
    assert all(map(asks_for_it, ("שלום", "سلام", "🏳️‍🌈", "शांति")))
