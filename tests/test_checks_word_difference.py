"""How two wordings are put side by side, word for word."""

from __future__ import annotations

import pytest

from pipeline.checks.word_difference import crossed, difference, in_quotes, joint, letters, visible
from pipeline.text.concordance import Join


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        ("a b c", "a c", "das 2. Wort „b“ fehlt"),
        ("a b c", "a b", "das 3. Wort „c“ fehlt"),
        ("a b", "a b c d", "nach dem 2. Wort steht zu viel: „c d“"),
        ("a b c", "a bc", "„b“ und „c“ sind zu „bc“ verklebt"),
        ("a bc", "a b c", "„bc“ ist in „b“ und „c“ getrennt"),
        ("a bc d", "a x d", "erster Unterschied beim 2. Wort: „bc“ erwartet, „x“ gefunden"),
        ("ein fünf", "ein fu\u0308nf", "gleich aussehend, aber U+00FC erwartet und U+0075 U+0308 gefunden"),
        ("a ﬁx", "a fix", "gleich aussehend, aber U+FB01 erwartet und U+0066 U+0069 gefunden"),
        ("a\u2060b", "ab", "erster Unterschied beim 1. Wort: „a‹U+2060›b“ erwartet, „ab“ gefunden"),
    ],
)
def test_the_first_difference_is_named(expected: str, found: str, said: str) -> None:
    both = f"erwartet {in_quotes(expected)}, gefunden {in_quotes(found)}"
    assert difference(expected, found) == f"{both}; {said}"


def test_a_long_wording_is_cut_with_its_length_and_invisible_characters_are_named() -> None:
    assert in_quotes("x" * 160) == f"„{'x' * 160}“"
    assert in_quotes("x" * 161) == f"„{'x' * 160}…“ (161 Zeichen)"
    assert in_quotes("a\tb c") == "„a‹U+0009›b c“"


def test_what_is_seen_has_one_kind_of_space_and_nothing_without_a_shape() -> None:
    assert visible(" 5\u202f%\u00a0fu\u0308r\u00ad dich\ufe0f ") == "5 % für dich"
    assert visible("a\u200db") == "ab"
    assert letters(" a b\tc\n") == "abc"


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        (("ein Wort", "und mehr"), ("ein Wortund", "mehr"), "„Wort“ und „und“ sind zu „Wortund“ verklebt; "),
        (("ein Wort", "und mehr"), ("ein", "Wortund mehr"), "„Wort“ und „und“ sind zu „Wortund“ verklebt; "),
        (("ein Wort", "und mehr"), ("ein Wort und", "mehr"), "das Zeilenende steht an anderer Stelle; "),
    ],
)
def test_words_that_went_over_the_end_of_a_line(expected: tuple[str, str], found: tuple[str, str], said: str) -> None:
    assert crossed(expected, found).startswith(said)
    assert crossed(expected, found).endswith(
        f"erwartet „{expected[0]}“ | „{expected[1]}“, gefunden „{found[0]}“ | „{found[1]}“"
    )


@pytest.mark.parametrize("found", [("ein Wort", "und mehr"), ("ein  Wort", "undmehr"), ("ein", "Wort und weniger")])
def test_nothing_went_over_the_end_where_it_is_the_same_or_something_else_differs(found: tuple[str, str]) -> None:
    assert crossed(("ein Wort", "und mehr"), found) == ""


@pytest.mark.parametrize(
    ("want", "found", "said"),
    [
        (Join.SPACE, Join.NONE, "„Wort“ und „und“ sind zu „Wortund“ verklebt"),
        (Join.SPACE, Join.HYPHEN, "„Wort“ und „und“ sind zu „Wortund“ verklebt"),
        (Join.NONE, Join.SPACE, "„Wortund“ ist in „Wort“ und „und“ getrennt"),
        (Join.HYPHEN, Join.SPACE, "„Wortund“ ist in „Wort“ und „und“ getrennt"),
        (Join.HYPHEN, Join.NONE, "nach „Wort“ fehlt der Trennstrich, den die Regel gesetzt hat"),
        (Join.NONE, Join.HYPHEN, "nach „Wort“ steht ein Trennstrich, den die Regel nicht gesetzt hat"),
        (Join.BREAK, Join.SPACE, "nach „Wort“ bricht der Text selbst um; das fehlt"),
        (Join.SPACE, Join.BREAK, "zwischen „Wort“ und „und“ bricht die Ausgabe um, der Text aber nicht"),
        (Join.END, Join.SPACE, "„Wort“ endet einen Block, „und“ steht aber im selben"),
        (Join.SPACE, Join.END, "„Wort“ und „und“ stehen in verschiedenen Blöcken"),
    ],
)
def test_each_wrong_join_has_its_words(want: Join, found: Join, said: str) -> None:
    assert joint("ein kurzes Wort", "und noch mehr", want, found) == said
