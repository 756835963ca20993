"""Names from titles: readable, short, and whole words."""

from __future__ import annotations

import pytest

from pipeline.text.slugs import LONGEST, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Wort " * 40, "-".join(["wort"] * 16)),
        ("a" * 300, "a" * LONGEST),
        (f"{'a' * (LONGEST - 2)} b cd", f"{'a' * (LONGEST - 2)}-b"),
        (f"{'a' * LONGEST} b", "a" * LONGEST),
        (f"{'a' * (LONGEST - 1)} b", "a" * (LONGEST - 1)),
        ("„…“", "kapitel"),
    ],
)
def test_a_long_title_ends_at_the_end_of_a_word(title: str, name: str) -> None:
    assert slug(title) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Дороги для всех", "dorogi-dlya-vsekh"),
        ("Δρόμοι για όλους", "dromoi-gia-oloys"),
        ("שלום", "slvm"),
        ("Wege 😀 für alle", "wege-fuer-alle"),
        ("Élan vital à Genève", "elan-vital-a-geneve"),
        ("Łódź und Øresund", "lodz-und-oresund"),
        ("Bürger:innen", "buergerinnen"),
    ],
)
def test_titles_in_other_scripts_are_transliterated(title: str, name: str) -> None:
    assert slug(title) == name
