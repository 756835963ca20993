"""How tables, pictures and quotations are named where a finished file is held against the model: one wording for both."""

from __future__ import annotations

QUOTATION = "Zitat"
PREFORMATTED = "vorformatierter Text"


def table(columns: int, rows: int, headers: int) -> str:
    """A table: its columns, its rows without the first, and the cells that are headers of a column."""
    return f"Tabelle mit {columns} Spalten, {rows} Zeilen und {headers} Spaltenköpfen"


def picture(alternative: str) -> str:
    """A picture: what it shows."""
    return f"Bild „{' '.join(alternative.split())}“"
