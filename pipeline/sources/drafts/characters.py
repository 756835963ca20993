"""Characters of a document → pieces: clean, visible, and with signs of symbol fonts in Unicode."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.sources.drafts import symbols
from pipeline.sources.drafts.draft import Look, Piece
from pipeline.sources.drafts.draft_report import DraftReport, shown
from pipeline.text.model import Text

_KEPT = str.maketrans({"\n": " ", "\r": " ", "\u00ad": None, "\u200b": None, "\ufeff": None})
"""Soft hyphens and spaces of no width say where a line may end, not what stands in it."""


def texts(text: str, look: Look, font: str, report: DraftReport) -> Iterator[Piece]:
    """The text, signs of symbol fonts apart."""
    report.take(len(text))
    text = text.translate(_KEPT)
    if any(map(symbols.is_private, text)):
        for char in text:
            if symbols.is_private(char):
                yield from symbol(ord(char), look, font, report)
            else:
                yield Piece(Text(char, report.here), look)
    elif text:
        report.require_visible(text)
        yield Piece(Text(text, report.here), look)


def symbol(code: int, look: Look, font: str, report: DraftReport) -> Iterator[Piece]:
    """The sign at this place of a symbol font, reported; none where nobody knows it."""
    sign = symbols.sign(code, font)
    where = f"U+{code:04X} der Schrift „{shown(font)}“" if font else f"U+{code:04X}"
    if sign and sign.isprintable():
        report.add("Z165", f"Das Zeichen {where} steht als „{sign}“ da.", "Vergleichen Sie es mit der Vorlage.")
        yield Piece(Text(sign, report.here), look)
    else:
        report.add(
            "Z164",
            f"Das Zeichen {where} ist nicht übernommen; ohne diese Schrift ist es nicht lesbar.",
            "Ersetzen Sie es durch ein gewöhnliches Zeichen.",
        )
