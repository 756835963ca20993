"""What no font of the house can show, and what a PDF would turn around: refused with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import assert_never

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.pages.fonts import face_of
from pipeline.text import walk, wording
from pipeline.text.model import LineBreak, LineStart, Note, NumberedChapter, Text


def require(numbered: NumberedChapter, further: Iterable[tuple[str, Place]], language: str = "") -> None:
    """Nothing, if there is a glyph for every character. Raises InputRefusal (Z501) that names those without.

    Words against the direction of their paragraph are refused where markup parts them (Z511): WeasyPrint 70 turns what
    stands in one element around, not its elements (Unicode Standard Annex 9 knows no elements).

    ``further`` are the texts that stand beside the chapter, each with the place to blame; ``language`` is that of a
    chapter that names none.
    """
    found: dict[str, tuple[str, Place]] = {}
    for text, where, place in (*_texts(numbered), *((text, f"in „{text}“", place) for text, place in further)):
        for char in text:
            if not face_of(char):
                found.setdefault(char, (where, place))
    parted = _parted(numbered, turned=wording.right_to_left(numbered.chapter.language or language))
    if found or parted:
        faults = (_missing(char, where, at) for char, (where, at) in found.items())
        raise InputRefusal(*faults, *([parted] if parted else []))


def _texts(numbered: NumberedChapter) -> Iterator[tuple[str, str, Place]]:
    """The texts of the chapter, each with the line that it is in."""
    where, place = "", Place(numbered.chapter.source.name)
    for block in walk.text_blocks(numbered.chapter.blocks):
        for leaf in walk.leaves(block.content):
            match leaf:
                case LineStart(number):
                    where, place = f"in amtlicher Zeile {number}", leaf.place or place
                case Text(text):
                    yield text, where, place
                case LineBreak() | Note():
                    continue
                case _:
                    assert_never(leaf)


def _parted(numbered: NumberedChapter, *, turned: bool) -> Diagnostic | None:
    """The first words against the direction of the text that go on behind markup or the call of a note."""
    against = {"L"} if turned else {"R", "AL"}
    # W2 and W7 of the annex: digits go with what stands before them.
    where, place = "", Place(numbered.chapter.source.name)
    for block in walk.text_blocks(numbered.chapter.blocks):
        before = ""
        for leaf in walk.leaves(block.content):
            match leaf:
                case LineStart(number):
                    where, place, before = f"in amtlicher Zeile {number}", leaf.place or place, ""
                case LineBreak():
                    before = ""
                case Note():
                    continue
                case Text(text):
                    kinds = [kind for char in text if (kind := unicodedata.bidirectional(char)) in _DIRECTED]
                    if before and kinds and kinds[0] in against | {"EN", "AN"}:
                        return _against(before, text, where, place)
                    strong = [kind for kind in kinds if kind not in {"EN", "AN"}]
                    before = text if strong and strong[-1] in against else "" if strong else before
                case _:
                    assert_never(leaf)
    return None


_DIRECTED = frozenset({"L", "R", "AL", "EN", "AN"})
"""The kinds of characters that have a direction, or take that of what stands before them."""


def _against(before: str, text: str, where: str, place: Place) -> Diagnostic:
    words = f"{before.rsplit(maxsplit=1)[-1]}{' ' if before[-1].isspace() or text[0].isspace() else ''}{text.split(maxsplit=1)[0]}"
    message = f"„{words}“ {where} läuft gegen die Leserichtung des Absatzes und über eine Auszeichnung hinweg; ein PDF vertauschte die Teile."
    hint = "Setzen Sie die Auszeichnung um die ganze Wendung, oder nehmen Sie sie weg. Webseite, EPUB und DOCX sind richtig."
    return Diagnostic("Z511", place, message, hint)


def sign_name(char: str) -> str:
    """The character for readers, with its number and name in Unicode."""
    return f"Das Zeichen „{char}“ (U+{ord(char):04X} {unicodedata.name(char, 'ohne Namen')})"


def _missing(char: str, where: str, place: Place) -> Diagnostic:
    message = f"{sign_name(char)} {where} fehlt in allen Schriften des Hauses."
    hint = "Ersetzen Sie es im Text durch Worte oder ein anderes Zeichen; EPUB, Webseite und DOCX brauchen das nicht."
    return Diagnostic("Z501", place, message, hint)
