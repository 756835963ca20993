"""The fonts: what each family is asked for, signs that were drawn here, and texts with emoji in every PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
import signs

from pipeline.cli import main
from pipeline.editions.pdf.typesetting.rendering import typed
from pipeline.pages import fonts

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


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Größe", []),
        ("→ ✓ Б Ω", []),
        ("☐ ☒ ➤", [fonts.SIGNS]),
        ("😀", ["Noto Emoji"]),
        ("שלום", ["Noto Sans Hebrew"]),
        ("☐ 😀 ქ", [fonts.SIGNS, "Noto Emoji", "Noto Sans Georgian"]),
    ],
)
def test_a_further_family_is_there_only_where_a_text_needs_it(text: str, families: list[str]) -> None:
    assert list(dict.fromkeys(face.family for face in fonts.needed(text))) == families


def test_a_style_sheet_asks_the_further_families_last() -> None:
    assert '"Inter", "Noto Emoji"' in typed('html { font-family: "Inter"; }', "😀")
    assert "Noto" not in typed('html { font-family: "Inter"; }', "Text")


@pytest.mark.program
def test_a_text_with_emoji_and_boxes_to_tick_becomes_every_edition_and_is_proved(tmp_path: Path) -> None:
    source = tmp_path / "zeichen.md"
    source.write_text(TEXT, encoding="utf-8")
    names = ("lines", "pdf", "archiv", "druck", "grossdruck", "docx")
    assert main(["build", str(source), "--out", str(tmp_path / "dist"), "--edition", *names]) == 0
    assert main(["check", str(tmp_path / "dist"), "--source", str(source)]) == 0
