"""How tables, pictures, quotations and looks are named where a finished file is held against the model: one wording for both."""

from __future__ import annotations

from collections.abc import Sequence

QUOTATION = "Zitat"
PREFORMATTED = "vorformatierter Text"

EMPHASIS, STRONG = "betont", "wichtig"
UNDERLINE, STRIKE, SUPERSCRIPT, SUBSCRIPT = "unterstrichen", "gestrichen", "hochgestellt", "tiefgestellt"


def table(rows: Sequence[Sequence[str]], headers: int) -> str:
    """A table of these words: its columns, its rows without the first, its empty cells, and its headers of columns."""
    columns = max(map(len, rows), default=0)
    empty = [
        f"{row}.{column}"
        for row, cells in enumerate(rows)
        for column, words in enumerate(cells, 1)
        if row and not words.strip()
    ]
    more = f", leer {' '.join(empty)}" if empty else ""
    return f"Tabelle mit {columns} Spalten, {len(rows) - 1} Zeilen und {headers} Spaltenköpfen{more}"


def picture(alternative: str) -> str:
    """A picture: what it shows."""
    return f"Bild „{' '.join(alternative.split())}“"
