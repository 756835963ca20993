"""Text without official lines, held against the model: block by block, or as pages show it (Z612, Z616)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from pipeline.checks.finding import Finding, limited, of_code
from pipeline.checks.units import AlignedUnits, Unit, exact, in_words, paired_texts, units
from pipeline.checks.word_difference import around, difference, in_quotes, letters, visible
from pipeline.readback.reading import ChapterReading
from pipeline.text import list_labels, walk
from pipeline.text.concordance import concordance
from pipeline.text.events import Transcript
from pipeline.text.model import (
    Block,
    BlockQuote,
    BulletList,
    Heading,
    Inlines,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Table,
)
from pipeline.text.wording import Wording

BULLET = "•"


def findings(reading: ChapterReading, truth: NumberedChapter, expected: Transcript, language: str) -> Iterator[Finding]:
    """All that differs, as far as the format keeps it."""
    if reading.transcript is not None and not reading.unable.beside:
        yield from limited(_blocks(paired_texts([*units(expected)], [*units(reading.transcript)], exact)))
    if reading.rows is not None:
        yield from limited(_rows(reading, truth, around(truth, language)))


def _blocks(found: AlignedUnits) -> Iterator[Finding]:
    """Each block once, in order, in its words, after the line that stands before it."""
    yield from _moved(found.pairs)
    for want, got in found.changed:
        yield Finding("Z616", f"Im Text {_after(want)}: {difference(exact(want.text), exact(got.text))}.")
    yield from of_code("Z616", (f"Der Text {_quoted(each)} fehlt {_after(each)}." for each in found.missing))
    yield from of_code("Z612", (f"{_after(each, 'N', 'V')} steht {_quoted(each)}." for each in found.beyond))


def _moved(pairs: Iterable[tuple[Unit, Unit]]) -> Iterator[Finding]:
    """Those after another line, a stretch of them reported as one: all that stands in a table moves with it."""
    by_places = groupby(pairs, lambda pair: (pair[0].after, pair[1].after))
    for (after, other), stretch in by_places:
        if after is not None and after != other:
            (one, found), *more = stretch
            rest = f" und {len(more)} danach" if more else ""
            yield Finding("Z616", f"Der Text {_quoted(one)}{rest} steht {_after(found)}, nicht {_after(one)}.")


def _quoted(each: Unit) -> str:
    return in_quotes(exact(each.text))


def _after(each: Unit, after: str = "n", before: str = "v") -> str:
    """The place of the text, at the beginning of a sentence or in it."""
    if each.note:
        return f"{'I' if after == 'N' else 'i'}n Anmerkung {each.note}"
    return f"{after}ach Zeile {each.after}" if each.after else f"{before}or der ersten Zeile"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text as pages show it: the label before it is part of it."""

    text: str
    head: str = ""
    """What may be shown again before it: the head of its table, where a page begins."""

    @property
    def pattern(self) -> str:
        """It, and what may be before it, without white space."""
        head, text = (re.escape(letters(visible(each))) for each in (self.head, self.text))
        return f"(?:{head})?{text}" if head else text


def _rows(reading: ChapterReading, truth: NumberedChapter, say: Wording) -> Iterator[Finding]:
    """What stands before, between and after the lines, letter by letter, with labels and the numbers that call notes."""
    expected = _gaps(truth)
    lines = [line.number for line in concordance(truth)]
    first, last = 0, lines[-1]
    shown: dict[int, list[str]] = {}
    for each in reading.rows or ():
        shown.setdefault(each.after or first, []).append(each.text)
    for number in sorted({*shown, *expected} - {first, last}):
        yield from _gap(f"Nach Zeile {number}", expected.get(number, ()), " ".join(shown.get(number, ())))
    # Title and contents come before the text; after it the notes, and then the imprint.
    notes = list(_notes(truth, say))
    yield from _gap("Vor der ersten Zeile", expected.get(first, ()), reading.head or "", before=".*", after=".*")
    yield from _gap("Nach der letzten Zeile", [*expected.get(last, ()), *notes], reading.tail or "", after=".*")


def _gap(where: str, pieces: Sequence[_Piece], shown: str, before: str = "", after: str = "") -> Iterator[Finding]:
    pattern = f"{before}{''.join(each.pattern for each in pieces)}{after}"
    if re.fullmatch(pattern, letters(visible(shown)), re.DOTALL):
        return
    if not pieces:
        yield Finding("Z612", f"{where} steht {in_quotes(shown)}.")
        return
    want = " ".join(each.text for each in pieces)
    yield Finding("Z616", f"{where}: {difference(in_words(want), in_words(shown))}.")


def _gaps(truth: NumberedChapter) -> dict[int, list[_Piece]]:
    """The text without lines, by the last line before it; 0 where none is."""
    gaps: dict[int, list[_Piece]] = {}
    last = 0
    for content, label, head in _contents(truth.chapter.blocks):
        starts = walk.line_starts(content)
        words = f"{label} {walk.plain(content, calls=True)}".strip()
        if starts:
            last = starts[-1].number
        elif words:
            gaps.setdefault(last, []).append(_Piece(words, head))
    return gaps


def _notes(truth: NumberedChapter, say: Wording) -> Iterator[_Piece]:
    notes = list(walk.notes(truth.chapter.blocks))
    if notes:
        yield _Piece(say("Anmerkungen"))
    for note in notes:
        yield _Piece(f"{note.number}.")
        for content, label, head in _contents(note.blocks):
            yield _Piece(f"{label} {walk.plain(content, calls=True)}".strip(), head)


def _contents(blocks: Iterable[Block]) -> Iterator[tuple[Inlines, str, str]]:
    """The inlines of each node that holds text, its label, and the head that may be shown again before it."""
    for block in blocks:
        match block:
            case Heading(content=content) | Paragraph(content) | Preformatted(content):
                yield content, "", ""
            case BulletList(items) | OrderedList(items):
                labels = list_labels.labels(block) if isinstance(block, OrderedList) else [BULLET] * len(items)
                for item, label in zip(items, labels, strict=True):
                    yield item.content, label, ""
                    yield from _contents(item.blocks)
            case BlockQuote(inner):
                yield from _contents(inner)
            case Table(header, rows, caption=caption):
                yield from ((each.content, "", "") for each in ([caption] if caption else []))
                heads = [cell.content for row in header for cell in row]
                yield from ((each, "", "") for each in heads)
                head = " ".join(walk.plain(each, calls=True) for each in heads)
                for row in rows:
                    yield from ((cell.content, "", "" if at else head) for at, cell in enumerate(row))
            case Picture(caption=caption):
                yield from ((each.content, "", "") for each in ([caption] if caption else []))
            case _:
                assert_never(block)
