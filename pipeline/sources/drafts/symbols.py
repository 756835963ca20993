"""Characters that a document names by their place in a symbol font → the same signs in Unicode.

Such fonts put signs where other fonts have letters, or at F000 to F0FF of the private use area (ECMA-376 part 1, 17.3.3.30);
without the font nobody can read them. Only signs that people use in text are known here.
"""

from __future__ import annotations

_WINGDINGS = {
    0x22: "✂",
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺",
    0x4C: "☹",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA0: "▪",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "☐",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL = {
    0x2D: "−",
    0x44: "Δ",
    0x53: "Σ",
    0x57: "Ω",
    0x61: "α",
    0x62: "β",
    0x67: "γ",
    0x64: "δ",
    0x6C: "λ",
    0x6D: "μ",
    0x70: "π",
    0x73: "σ",
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xD6: "√",
    0xDE: "⇒",
    0xDB: "⇔",
    0xE5: "∑",
}
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}


def sign(code: int, font: str) -> str:
    """The sign at this place of the font; empty where it is not known. Characters of ordinary fonts are themselves."""
    known = _FONTS.get(font.casefold())
    if known is None and not 0xE000 <= code <= 0xF8FF and code >= 0x20:  # noqa: PLR2004 - the private use area
        return chr(code)
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code  # noqa: PLR2004
    # Symbols of lists in text without a font are mostly of Symbol.
    return (known or _SYMBOL).get(place, "")


def is_private(char: str) -> bool:
    """Whether the character means something only together with its font (Unicode 16, 23.5)."""
    return "\ue000" <= char <= "\uf8ff"
