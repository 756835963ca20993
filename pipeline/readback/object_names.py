"""How pictures, quotations and looks are named where a finished file is held against the model: one wording for both."""

from __future__ import annotations

QUOTATION = "Zitat"
PREFORMATTED = "vorformatierter Text"

EMPHASIS, STRONG = "betont", "wichtig"
UNDERLINE, STRIKE, SUPERSCRIPT, SUBSCRIPT = "unterstrichen", "gestrichen", "hochgestellt", "tiefgestellt"


def picture(alternative: str) -> str:
    """A picture: what it shows."""
    return f"Bild „{' '.join(alternative.split())}“"
