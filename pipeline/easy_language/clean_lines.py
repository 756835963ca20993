"""White space and signs that nobody means, away: tabs, controls, soft hyphens, signs of symbol fonts.

A line that holds none of them is the same afterwards, so what is clean stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
_SPACES = re.compile(r"\s+")
_LOST = {"Cc", "Cf", "Cs", "Cn"}
"""Controls, signs that direct the text, halves of signs, and what Unicode has no sign for."""

_KEPT = {"\u200d", "\ufe0f"}
"""What holds the parts of a sign together."""

_FIRST_PRIVATE, _LAST_PRIVATE = 0xE000, 0xF8FF
_SYMBOLS = {
    "symbol": {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "→",
               0xD7: "·", 0xB0: "°", 0xA5: "∞", 0xB9: "≠", 0xBB: "≈", 0x2D: "–"},
    "wingdings": {0x9F: "•", 0xA7: "•", 0x6C: "•", 0x6E: "•", 0x71: "•", 0x75: "•", 0x76: "•", 0x77: "•", 0xA8: "•", 0xD8: "•",
                  0xFC: "✓", 0xFE: "✓", 0xFB: "✗", 0xFD: "✗", 0xE0: "→", 0xE8: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xF0: "→",
                  0x4A: "☺", 0x4C: "☹"},
    "wingdings 2": {0x50: "✓", 0x52: "✓", 0x4F: "✗", 0x97: "•", 0x98: "•", 0x95: "•"},
    "wingdings 3": {0x7D: "•", 0x67: "→", 0x66: "←", 0xC6: "→", 0x75: "•"},
}  # fmt: skip
"""What the signs of symbol fonts stand for (the fonts' own tables), as far as translators use them."""

SYMBOL_FONTS = frozenset(_SYMBOLS)
"""The fonts whose signs are known."""


def clean(line: str) -> str:
    """The line with single spaces, without controls and soft hyphens; a hyphen that does not break is a hyphen."""
    if line.isascii() and line.isprintable() and "  " not in line:
        return line.strip()
    line = _SPACES.sub(" ", line.replace("\u2011", "-").replace("\u2010", "-"))
    return unicodedata.normalize(
        "NFC", "".join(char for char in line if char in _KEPT or unicodedata.category(char) not in _LOST)
    ).strip()


def is_of_symbol_font(char: str) -> bool:
    """Whether the character is one of a symbol font, which means nothing in any other."""
    return _FIRST_PRIVATE <= ord(char) <= _LAST_PRIVATE


def symbol_meaning(code: int, font: str) -> str:
    """What the sign of the symbol font stands for; empty where that is not known."""
    return _SYMBOLS.get(font.casefold(), _SYMBOLS["wingdings"] | _SYMBOLS["symbol"]).get(code & 0xFF, "")
