"""What the check group reads: every row of the translation with its number, the words, and what the program itself says.

S0017   the Leichte Sprache of a passage, as its editions show it
W001    a word with its explanation
E001    the sentences that stand in every edition, E002 its headings and remarks

Each carries the digest of all that is read under its number: what comes back says by it which text the readers saw.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.easy_language.own_sentences import CONTENTS, own_sentences
from pipeline.easy_language.reading_digest import row_digest, shared_digest
from pipeline.easy_language.rendition import EasyPicture, Rendition, RenditionPassage, State
from pipeline.easy_language.segments import SegmentKind
from pipeline.easy_language.translation import Lines, TranslationRow, passages
from pipeline.text.model import Block, NumberedChapter, Paragraph, Strong, Text

NAME = re.compile(r"\b(?:S\d{4,6}|[WE]\d{3,6})(?!\d)")
"""The numbers of the copy."""


class CopyPart(Enum):
    """Where in the copy something stands."""

    READING = auto()
    WORDS = auto()
    ALWAYS = auto()


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """What is read under one number."""

    name: str
    part: CopyPart
    digest: str
    """Of all that the readers see of it; an empty one stands for nothing."""
    blocks: tuple[Block, ...]
    heading: bool = False
    """Whether it is a title or heading of the text."""
    pictures: tuple[EasyPicture, ...] = ()
    rows: Lines = ()
    """The rows of the translation that it shows."""
    word: str = ""
    """The word that it explains, as the word list has it."""


def entries(reading: Rendition, numbered: NumberedChapter) -> tuple[CheckEntry, ...]:
    """Everything that the check group reads, in its order."""
    return tuple(_entries(reading, numbered))


def _entries(reading: Rendition, numbered: NumberedChapter) -> Iterator[CheckEntry]:
    translation = reading.translation
    if translation is None:
        return
    shown = {each.name: each for each in reading.passages}
    pictures = {each.name: each.sha256 for each in reading.pictures}
    for passage in passages(translation.rows):
        rows = tuple(row for row in passage.rows if row.shown)
        found, name = shown.get(passage.rows[0].name), passage.rows[0].name
        if rows and passage.rows[0].is_title:
            lines = tuple(Paragraph((Text(line),)) for line in reading.title_rows)
            yield CheckEntry(
                name,
                CopyPart.READING,
                _of_rows(rows, pictures),
                lines,
                heading=True,
                rows=tuple(row.name for row in rows),
            )
        elif found and found.state is State.TRANSLATED:
            yield _of_passage(found, rows, pictures)
    for number, word in enumerate(reading.words, 1):
        said = (Paragraph((Strong((Text(word.agreed or word.word),)),)), *_sentences(word.explanation))
        digest = _digest(word.word, word.agreed, *word.explanation)
        yield CheckEntry(f"W{number:03}", CopyPart.WORDS, digest, said, word=word.word)
    title = " ".join(line for row in translation.rows if row.is_title for line in row.shown)
    always, digest = own_sentences(numbered, title), shared_digest(translation, numbered)
    end = always.index(CONTENTS)
    yield CheckEntry("E001", CopyPart.ALWAYS, digest, tuple(_sentences(always[:end])))
    yield CheckEntry("E002", CopyPart.ALWAYS, digest, tuple(_sentences(always[end:])))


def _of_passage(found: RenditionPassage, rows: tuple[TranslationRow, ...], pictures: Mapping[str, str]) -> CheckEntry:
    heading = found.kind is SegmentKind.HEADING
    return CheckEntry(
        found.name,
        CopyPart.READING,
        _of_rows(rows, pictures),
        tuple(Paragraph(row) for row in found.rows) if heading else found.shown,
        heading,
        found.pictures,
        tuple(row.name for row in rows),
    )


def _sentences(lines: Lines) -> Iterator[Paragraph]:
    return (Paragraph((Text(line),)) for line in lines)


def _of_rows(rows: tuple[TranslationRow, ...], pictures: Mapping[str, str]) -> str:
    return _digest(*(row_digest(row, pictures) for row in rows))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def check_bookmark(entry: CheckEntry) -> str:
    """The bookmark around its number, which names the text that was read."""
    return f"gelesen_{entry.name}_{entry.digest}"


BOOKMARK = re.compile(r"gelesen_(?P<name>[SWE]\d{3,6})_(?P<digest>[0-9a-f]{16})")
