"""Text without official lines, held against the model: block by block, or as pages show it (Z612, Z616)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import assert_never

from pipeline.checks.finding import Finding, limited, of_code
from pipeline.checks.word_difference import around, difference, in_quotes, letters, visible
from pipeline.readback import data
from pipeline.readback.reading import ChapterReading, Stray
from pipeline.text import list_labels, walk
from pipeline.text.concordance import concordance
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


def findings(reading: ChapterReading, truth: NumberedChapter, language: str) -> Iterator[Finding]:
    """All that differs, as far as the format keeps it."""
    if reading.unnumbered is not None:
        seen = _words if reading.visible_only else _exact
        yield from limited(_blocks(reading.unnumbered, [*data.unnumbered_texts(truth.chapter.blocks)], seen))
    if reading.rows is not None:
        yield from limited(_rows(reading, truth, around(truth, language)))


def _blocks(found: Sequence[Stray], expected: Sequence[Stray], seen: Callable[[str], str]) -> Iterator[Finding]:
    """Each block once, in order, in its words as far as they are ``seen``, after the line that stands before it."""
    have, want = ([seen(each.text) for each in side] for side in (found, expected))
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, want, have, autojunk=False).get_opcodes():
        match operation:
            case "equal":
                pairs = [*zip(expected[i1:i2], found[j1:j2], strict=True)]
                yield from _moved(pairs)
                yield from (
                    Finding("Z613", f"Der Text {in_quotes(one.text)} ist {_is(other)}, nicht {_is(one)}.")
                    for one, other in pairs
                    if other.kind is not None and _is(one) != _is(other)
                )
            case "replace" if i2 - i1 == j2 - j1:
                yield from (
                    Finding("Z616", f"Im Text {_after(one)}: {difference(seen(one.text), seen(other.text))}.")
                    for one, other in zip(expected[i1:i2], found[j1:j2], strict=True)
                )
            case _:
                yield from of_code(
                    "Z616", (f"Der Text {in_quotes(each.text)} fehlt {_after(each)}." for each in expected[i1:i2])
                )
                yield from of_code(
                    "Z612", (f"{_after(each, 'N', 'V')} steht {in_quotes(each.text)}." for each in found[j1:j2])
                )


def _moved(pairs: Sequence[tuple[Stray, Stray]]) -> Iterator[Finding]:
    """Those after another line, a stretch of them reported as one: all that stands in a table moves with it."""
    by_places = groupby(pairs, lambda pair: (pair[0].after, pair[1].after))
    for (after, other), stretch in by_places:
        if after is not None and after != other:
            (one, found), *more = stretch
            rest = f" und {len(more)} danach" if more else ""
            yield Finding("Z616", f"Der Text {in_quotes(one.text)}{rest} steht {_after(found)}, nicht {_after(one)}.")


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
    yield Finding("Z616", f"{where}: {difference(_words(want), _words(shown))}.")


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


def _exact(text: str) -> str:
    """Every character, also those that nobody sees."""
    return text.strip()


def _words(text: str) -> str:
    return " ".join(visible(text).split())


def _is(each: Stray) -> str:
    level = f" der Ebene {each.level}" if each.level else ""
    return f"„{each.kind}{level}{' im Zitat' * (each.quotes or 0)}“"


def _after(each: Stray, after: str = "n", before: str = "v") -> str:
    return f"{after}ach Zeile {each.after}" if each.after else f"{before}or der ersten Zeile"
