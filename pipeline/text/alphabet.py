"""The German alphabet (DIN 5007-1): ä as a, ß as ss, small and capital alike; what is equal then goes by its characters."""

from __future__ import annotations

import unicodedata


def alphabetical(text: str) -> tuple[str, str]:
    """What to sort the text by."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))
    return "".join(char for char in plain if char.isalnum() or char == " "), text
