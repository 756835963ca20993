"""Characters of a document → pieces: clean, visible, and with signs of symbol fonts in Unicode."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.sources.drafts import symbols
from pipeline.sources.drafts.draft import CharacterFormatting, DraftPiece
from pipeline.sources.drafts.draft_report import DraftReport, excerpt
from pipeline.text.model import Text

_KEPT = str.maketrans({"\n": " ", "\r": " ", "\u00ad": None, "\u200b": None, "\ufeff": None})
"""Soft hyphens and spaces of no width say where a line may end, not what stands in it."""


def text_pieces(text: str, formatting: CharacterFormatting, font: str, report: DraftReport) -> Iterator[DraftPiece]:
    """The text, signs of symbol fonts apart."""
    report.take(len(text))
    text = text.translate(_KEPT)
    if any(map(symbols.is_private, text)):
        for char in text:
            if symbols.is_private(char):
                yield from symbol(ord(char), formatting, font, report)
            else:
                yield DraftPiece(Text(char, report.here), formatting)
    elif text:
        report.require_visible(text)
        yield DraftPiece(Text(text, report.here), formatting)


def symbol(code: int, formatting: CharacterFormatting, font: str, report: DraftReport) -> Iterator[DraftPiece]:
    """The sign at this place of a symbol font, reported; none where nobody knows it."""
    sign = symbols.sign(code, font)
    where = f"U+{code:04X} der Schrift „{excerpt(font)}“" if font else f"U+{code:04X}"
    if sign and sign.isprintable():
        report.add("Z165", f"Das Zeichen {where} steht als „{sign}“ da.", "Vergleichen Sie es mit der Vorlage.")
        yield DraftPiece(Text(sign, report.here), formatting)
    else:
        report.add(
            "Z164",
            f"Das Zeichen {where} ist nicht übernommen; ohne diese Schrift ist es nicht lesbar.",
            "Ersetzen Sie es durch ein gewöhnliches Zeichen.",
        )
