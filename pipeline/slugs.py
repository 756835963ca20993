"""Names for files and anchors, made from titles."""

from __future__ import annotations

import re
import unicodedata

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LONGEST = 80
"""File systems allow 255 bytes; a name in a mail or a list should be readable."""


def slug(title: str) -> str:
    """The title in small ASCII letters, digits and single hyphens; ``kapitel`` if nothing is left of it."""
    lowered = unicodedata.normalize("NFC", title).lower().translate(_GERMAN)
    ascii_only = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    # Signs inside a word go away (Bürger*innen → buergerinnen), others part words.
    words = re.sub(r"(?<=[a-z])[*:_'’](?=[a-z])", "", ascii_only)
    whole = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if len(whole) > LONGEST:
        # At the end of a word; a single word that is too long is cut.
        whole = whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]
    return whole or "kapitel"
