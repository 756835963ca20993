"""Numbers as word processors print them before the items of lists and headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

LARGEST = 32_767
"""Word counts no further (ECMA-376 part 1, 17.9.25)."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """1 is i, 4 is iv; what Roman numbers cannot count stays a number."""
    if not 0 < number < 4000:  # noqa: PLR2004 - MMMCMXCIX
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def repeated_letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb: Word's letters (17.18.59, lowerLetter)."""
    if not 0 < number <= 26 * 5:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def alphabetic(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is ab: LibreOffice's letters."""
    text, left = "", number
    while left > 0:
        left, rest = divmod(left - 1, 26)
        text = chr(ord("a") + rest) + text
    return text or str(number)


def padded(number: int) -> str:
    """1 is 01."""
    return f"{number:02}"


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": padded,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: repeated_letters(number).upper(),
    "lowerLetter": repeated_letters,
    "ordinal": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _: "",
}
"""Word's formats by their names (17.18.59); those that German and English texts have no use for are counted in digits."""
