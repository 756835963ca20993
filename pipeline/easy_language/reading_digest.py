"""What a check is bound to: everything that the readers of the check group saw.

    of a row        its lines, the alternative text of its picture, its credit, and the picture's very bytes
    of all rows     the words with their explanations, and what the program itself says (``own_sentences``)

Each is kept in the translation; where one differs from what would be shown now, nobody has read that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from pipeline.easy_language.own_sentences import own_sentences
from pipeline.easy_language.translation import Translation, TranslationRow
from pipeline.text.model import NumberedChapter

PictureDigests = Mapping[str, str]
"""The SHA-256 of each picture of the folder by its name."""


def row_digest(row: TranslationRow, pictures: PictureDigests) -> str:
    """What the readers saw of the row, as 16 hexadecimal digits."""
    shown = (
        part
        for each in row.pictures
        for part in (each.name, pictures.get(each.name, ""), each.alternative, each.credit)
    )
    return _digest([*row.text, *(f"\0{each}" for each in shown)])


def shared_digest(translation: Translation, numbered: NumberedChapter) -> str:
    """What the readers saw besides the rows, as 16 hexadecimal digits."""
    title = " ".join(line for row in translation.rows if row.is_title for line in row.shown)
    words = (
        part
        for each in sorted(translation.words, key=lambda each: each.word)
        if each.agreed or each.explanation
        for part in (f"\0{each.word}", f"\0{each.agreed}", *each.explanation)
    )
    return _digest([*own_sentences(numbered, title), *words])


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
