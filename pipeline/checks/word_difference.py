"""Two wordings side by side, for a reader who has to find the difference in a finished file."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pipeline.text import wording
from pipeline.text.concordance import Join
from pipeline.text.model import NumberedChapter

LONGEST = 160
"""Characters of a wording that are shown; an official line has about 80."""


def around(truth: NumberedChapter, language: str) -> wording.Wording:
    """What an edition says around the chapter; ``language`` is that of the file, empty where nobody knows it."""
    return wording.of(truth.chapter.language or language or wording.GERMAN)


def letters(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


@lru_cache(maxsize=4096)  # asked for each sign by itself, and for each line in every edition
def visible(text: str) -> str:
    """The text as a printed page shows it: every space a space, composed letters composed, nothing without a shape."""
    composed = unicodedata.normalize("NFC", text)
    kinds = {char: unicodedata.category(char) for char in set(composed)}
    return "".join(
        " " if kinds[char] == "Zs" else char for char in composed if kinds[char] != "Cf" and char not in _VARIANTS
    ).strip(" ")


_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors: they choose a look of the sign before them (Unicode 16, 23.4)."""


def in_quotes(text: str) -> str:
    """The text in quotation marks, invisible characters by their code points, shortened where it is very long."""
    shown = "".join(char if char == " " or char.isprintable() else f"‹U+{ord(char):04X}›" for char in text)
    return f"„{shown}“" if len(shown) <= LONGEST else f"„{shown[:LONGEST]}…“ ({len(text)} Zeichen)"


def difference(expected: str, found: str) -> str:
    """Both wordings, and the first word that differs."""
    both = f"erwartet {in_quotes(expected)}, gefunden {in_quotes(found)}"
    return f"{both}; {_first(expected.split(' '), found.split(' '))}"


def _first(expected: list[str], found: list[str]) -> str:
    at = next((i for i, (one, two) in enumerate(zip(expected, found, strict=False)) if one != two), None)
    if at is None:
        at = min(len(expected), len(found))
        return (
            f"das {at + 1}. Wort {in_quotes(expected[at])} fehlt"
            if len(expected) > at
            else f"nach dem {at}. Wort steht zu viel: {in_quotes(' '.join(found[at:]))}"
        )
    one, two = expected[at], found[at]
    if at + 1 < len(expected) and two == one + expected[at + 1]:
        return f"{in_quotes(one)} und {in_quotes(expected[at + 1])} sind zu {in_quotes(two)} verklebt"
    if at + 1 < len(found) and one == two + found[at + 1]:
        return f"{in_quotes(one)} ist in {in_quotes(two)} und {in_quotes(found[at + 1])} getrennt"
    if unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", two):
        return f"gleich aussehend, aber {_points(one, two)} erwartet und {_points(two, one)} gefunden"
    if found[at:] == expected[at + 1 :]:
        return f"das {at + 1}. Wort {in_quotes(one)} fehlt"
    return f"erster Unterschied beim {at + 1}. Wort: {in_quotes(one)} erwartet, {in_quotes(two)} gefunden"


def _points(text: str, other: str) -> str:
    """The code points of the text where it differs from the other."""
    before = _shared(text, other)
    after = _shared(text[before:][::-1], other[before:][::-1])
    return " ".join(f"U+{ord(char):04X}" for char in text[before : len(text) - after]) or "nichts"


def _shared(text: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((index for index, (one, two) in pairs if one != two), min(len(text), len(other)))


def crossed(expected: tuple[str, str], found: tuple[str, str]) -> str:
    """What went over the end of the first line into the other; empty if something else differs."""
    if letters("".join(expected)) != letters("".join(found)) or letters(expected[0]) == letters(found[0]):
        return ""
    (one, two), (have, rest) = expected, found
    last, first = one.rsplit(" ", 1)[-1], two.split(" ", 1)[0]
    both = f"erwartet {in_quotes(one)} | {in_quotes(two)}, gefunden {in_quotes(have)} | {in_quotes(rest)}"
    if have.endswith(last + first) or rest.startswith(last + first):
        return f"{in_quotes(last)} und {in_quotes(first)} sind zu {in_quotes(last + first)} verklebt; {both}"
    return f"das Zeilenende steht an anderer Stelle; {both}"


def joint(text: str, following: str, want: Join, found: Join) -> str:
    """What is wrong where a line goes over into the next one."""
    last, first = text.rsplit(" ", 1)[-1], following.split(" ", 1)[0]
    match want, found:
        case Join.SPACE, Join.NONE | Join.HYPHEN:
            return f"{in_quotes(last)} und {in_quotes(first)} sind zu {in_quotes(last + first)} verklebt"
        case Join.NONE | Join.HYPHEN, Join.SPACE:
            return f"{in_quotes(last + first)} ist in {in_quotes(last)} und {in_quotes(first)} getrennt"
        case Join.HYPHEN, Join.NONE:
            return f"nach {in_quotes(last)} fehlt der Trennstrich, den die Regel gesetzt hat"
        case Join.NONE, Join.HYPHEN:
            return f"nach {in_quotes(last)} steht ein Trennstrich, den die Regel nicht gesetzt hat"
        case Join.BREAK, _:
            return f"nach {in_quotes(last)} bricht der Text selbst um; das fehlt"
        case _, Join.BREAK:
            return f"zwischen {in_quotes(last)} und {in_quotes(first)} bricht die Ausgabe um, der Text aber nicht"
        case Join.END, _:
            return f"{in_quotes(last)} endet einen Block, {in_quotes(first)} steht aber im selben"
        case _:
            return f"{in_quotes(last)} und {in_quotes(first)} stehen in verschiedenen Blöcken"
