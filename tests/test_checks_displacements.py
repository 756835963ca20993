"""What is missing from a row of names, and what is there beyond."""

from __future__ import annotations

from pipeline.checks.displacements import sequence


def test_what_is_missing_and_what_is_too_many_is_named_in_order() -> None:
    assert list(sequence("Bild", ["a", "b"], ["a", "b"])) == []
    assert list(sequence("Bild", ["a", "b"], ["a", "c"])) == [
        "Bild fehlt oder steht an anderer Stelle: b.",
        "Bild, an dieser Stelle nicht erwartet: c.",
    ]


def test_of_many_alike_one_that_is_missing_is_one() -> None:
    assert len(list(sequence("Bild", ["a"] * 250, ["a"] * 249))) == 1
