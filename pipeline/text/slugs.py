"""Names for files and anchors, made from titles."""

from __future__ import annotations

import re
import unicodedata

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LONGEST = 80
"""File systems allow 255 bytes; a name in a mail or a list should be readable."""


def slug(title: str) -> str:
    """The title in small ASCII letters, digits and single hyphens; ``kapitel`` if nothing is left of it.

    Letters of other scripts are transliterated, as ``Дороги для всех`` to ``dorogi-dlya-vsekh``; signs and emoji are left out.
    """
    lowered = unicodedata.normalize("NFC", title).lower().translate(_GERMAN)
    if foreign := {char for char in lowered if unicodedata.category(char)[0] in "LN" and not _ascii(char)}:
        from anyascii import anyascii

        lowered = lowered.translate({ord(char): anyascii(char).lower() for char in foreign})
    ascii_only = _ascii(lowered)
    # Signs inside a word go away (Bürger*innen → buergerinnen), others part words.
    words = re.sub(r"(?<=[a-z])[*:_'’](?=[a-z])", "", ascii_only)
    whole = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if len(whole) > LONGEST:
        # At the end of a word; a single word that is too long is cut.
        whole = whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]
    return whole or "kapitel"


def _ascii(text: str) -> str:
    """The text without accents, and without all that is no ASCII then."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
