"""The paragraphs of a cell → its lines with their formatting, and what of their looks is not kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.easy_language import list_signs
from pipeline.easy_language.clean_lines import SOFT_HYPHEN, clean
from pipeline.easy_language.form_wording import PLACEHOLDER
from pipeline.easy_language.line_markup import StyledText, written
from pipeline.easy_language.returned.returned_blocks import ReturnedParagraph, ReturnedText
from pipeline.easy_language.translation import Lines
from pipeline.text.model import Mark

_MARKS = {"superscript": Mark.SUPERSCRIPT, "subscript": Mark.SUBSCRIPT}
_GLUED = re.compile(
    rf"{PLACEHOLDER}\.?|Klicken (?:Sie|oder tippen Sie) hier, um Text einzugeben\.|Click (?:or tap )?here to enter text\."
)
"""What Word shows in an empty field, where somebody has written before or behind it."""


def styled_lines(paragraphs: Iterable[ReturnedParagraph]) -> Lines:
    """The lines as the TOML has them: clean, bullets as ``• ``, bold and links marked."""
    found = [line for each in paragraphs for line in _lines(each)]
    signs = list_signs.signs_of([_text(line) for line in found])
    lines = (
        f"{list_signs.BULLET} {written(_from(line, sign.length))}" if sign and not sign.label else written(line)
        for line, sign in zip(found, signs, strict=True)
    )
    return tuple(filter(None, map(str.strip, lines)))


def glued_placeholders(paragraphs: Iterable[ReturnedParagraph]) -> int:
    """How often the words of an empty field stand among others."""
    return sum(len(_GLUED.findall(each.text)) for each in paragraphs if _GLUED.sub("", each.text).strip())


def unkept(paragraphs: Iterable[ReturnedParagraph]) -> Iterator[tuple[str, str]]:
    """What of the looks is not kept, and an example of each."""
    for each in paragraphs:
        for piece in each.pieces:
            if piece.text.strip():
                yield from ((look, piece.text.strip()) for look in piece.face.looks)
        if SOFT_HYPHEN in each.text:
            yield "weiche Trennstriche", each.text.replace(SOFT_HYPHEN, "|")
        yield from each.oddities


def _lines(paragraph: ReturnedParagraph) -> Iterator[list[StyledText]]:
    """The lines of the paragraph, the sign of its list before the first, without what only holds a place."""
    marker = paragraph.marker
    for line in _divided(_without_placeholders(paragraph.pieces)):
        if any(each.text for each in line):
            yield [StyledText(marker), *line] if marker else line
            marker = ""


def _divided(pieces: Iterable[ReturnedText]) -> Iterator[list[StyledText]]:
    line: list[StyledText] = []
    for piece in pieces:
        for at, text in enumerate(piece.text.split("\n")):
            if at:
                yield _clean(line)
                line = []
            if text:
                line.append(StyledText(text, piece.face.bold, _MARKS.get(piece.face.raised), piece.address))
    yield _clean(line)


def _clean(line: Sequence[StyledText]) -> list[StyledText]:
    """The pieces with the white space of the whole line in order."""
    found: list[StyledText] = []
    for piece in line:
        text = clean(f"x{piece.text}x")[1:-1]
        if text.startswith(" ") and (not found or found[-1].text.endswith(" ")):
            text = text[1:]
        if text:
            found.append(replace(piece, text=text))
    if found and not (end := found[-1].text.rstrip()):
        found.pop()
    elif found:
        found[-1] = replace(found[-1], text=end)
    return found


def _without_placeholders(pieces: Sequence[ReturnedText]) -> list[ReturnedText]:
    """The pieces without the words of an empty field, which may run over several of them."""
    text = "".join(piece.text for piece in pieces)
    gone = [(found.start(), found.end()) for found in _GLUED.finditer(text)]
    if not gone:
        return list(pieces)
    kept, at = [], 0
    for piece in pieces:
        chars = (
            char for spot, char in enumerate(piece.text, at) if not any(first <= spot < last for first, last in gone)
        )
        kept.append(replace(piece, text="".join(chars)))
        at += len(piece.text)
    return kept


def _text(line: Iterable[StyledText]) -> str:
    return "".join(each.text for each in line)


def _from(line: Iterable[StyledText], length: int) -> Iterator[StyledText]:
    """The pieces from this character on."""
    for piece in line:
        yield replace(piece, text=piece.text[length:])
        length = max(length - len(piece.text), 0)
