"""The fonts: what each family is asked for, signs that were drawn here, and texts with emoji in every PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
import signs

from pipeline.cli import main
from pipeline.editions.pdf.typesetting.rendering import typed
from pipeline.pages import fonts, glyph_coverage

TEXT = """---
title: Zeichen 😀 und Kästchen
resolved: 02.03.2026
---

☐ ja ☒ nein ✓ gut → weiter 😀 lacht 👍🏽 und 🚲 fährt, **☐ fett 😀** und *schräg 🚲*.

- ☐ Punkt mit ✔ und ☑ und ① und ⚠️ Warnung ➤ hier
- Flagge 🇩🇪 und Familie 👨‍👩‍👧
"""


def test_signs_are_the_bytes_that_were_drawn() -> None:
    assert signs.FILE.read_bytes() == signs.font()


def test_every_font_has_a_blank_for_pango_takes_it_from_the_font_of_the_sign_behind_it() -> None:
    assert [
        face.family
        for face in (*fonts.fixed(), *fonts.faces(), *fonts.further())
        if ord(" ") not in fonts._cmap(face.path)
    ] == []


@pytest.mark.program
@pytest.mark.parametrize("text", ["🇩🇪 ☐", "👩‍👧 ☐", "א ☐ ➤", "🏳️\u202f☒", "☐ 🌈\u00a0❏"])
def test_a_blank_between_signs_of_two_fonts_stops_no_pdf(text: str, tmp_path: Path) -> None:
    source = tmp_path / "zeichen.md"
    source.write_text(f"---\ntitle: Zeichen\nresolved: 02.03.2026\n---\n\n{text} so.\n", encoding="utf-8")
    assert main(["build", str(source), "--out", str(tmp_path / "dist"), "--edition", "lines", "pdf", "archiv"]) == 0
    assert main(["check", str(tmp_path / "dist"), "--source", str(source)]) == 0


def test_a_character_that_a_font_turns_out_to_lack_is_a_fault_and_never_its_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(glyph_coverage, "require", lambda *_: None)
    source = tmp_path / "zeichen.md"
    # No character yet (Unicode 17), so that no font of the machine has it either.
    source.write_text("---\ntitle: Zeichen\nresolved: 02.03.2026\n---\n\nשלום \U00050000.\n", encoding="utf-8")
    assert main(["build", str(source), "--out", str(tmp_path / "dist"), "--edition", "pdf"]) == 3
    assert "Z503" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Größe", []),
        ("→ ✓ Б Ω", []),
        ("☐ ☒ ➤", [fonts.SIGNS]),
        ("😀", ["Noto Emoji"]),
        ("שלום", ["Noto Sans Hebrew"]),
        ("┌─┐", [fonts.FIXED]),
        ("☐ 😀 ქ", [fonts.SIGNS, "Noto Emoji", "Noto Sans Georgian"]),
    ],
)
def test_a_further_family_is_there_only_where_a_text_needs_it(text: str, families: list[str]) -> None:
    assert list(dict.fromkeys(face.family for face in fonts.needed(text))) == families


def test_a_style_sheet_asks_the_further_families_last() -> None:
    assert '"Inter", "Noto Emoji"' in "\n".join(typed('html { font-family: "Inter"; }', "😀"))
    assert "Noto" not in "\n".join(typed('html { font-family: "Inter"; }', "Text"))


@pytest.mark.program
def test_a_text_with_emoji_and_boxes_to_tick_becomes_every_edition_and_is_proved(tmp_path: Path) -> None:
    source = tmp_path / "zeichen.md"
    source.write_text(TEXT, encoding="utf-8")
    names = ("lines", "pdf", "archiv", "druck", "grossdruck", "docx")
    assert main(["build", str(source), "--out", str(tmp_path / "dist"), "--edition", *names]) == 0
    assert main(["check", str(tmp_path / "dist"), "--source", str(source)]) == 0
