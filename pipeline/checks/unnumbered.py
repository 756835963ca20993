"""Text without official lines, held against the model: block by block, or as pages show it (Z612, Z616)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.checks.finding import Finding, limited, of_code
from pipeline.checks.units import AlignedUnits, Unit, exact, in_words, paired_texts, units
from pipeline.checks.word_difference import around, difference, in_quotes, letters, visible
from pipeline.readback.reading import ChapterReading
from pipeline.text.events import Call, ElementKind, Head, LineBegin, Start, Transcript, Words
from pipeline.text.model import NumberedChapter
from pipeline.text.wording import Wording

BULLET = "•"


def findings(reading: ChapterReading, truth: NumberedChapter, expected: Transcript, language: str) -> Iterator[Finding]:
    """All that differs, as far as the format keeps it."""
    if reading.transcript is not None and not reading.unable.beside:
        yield from limited(_blocks(paired_texts([*units(expected)], [*units(reading.transcript)], exact)))
    if reading.rows is not None:
        yield from limited(_rows(reading, expected, around(truth, language)))


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


def _rows(reading: ChapterReading, expected: Transcript, say: Wording) -> Iterator[Finding]:
    """What stands before, between and after the lines, letter by letter, with labels and the numbers that call notes."""
    gaps = _gaps(expected, say)
    first, last = 0, max(gaps)
    shown: dict[int, list[str]] = {}
    for each in reading.rows or ():
        shown.setdefault(each.after or first, []).append(each.text)
    for number in sorted({*shown, *gaps} - {first, last}):
        yield from _gap(f"Nach Zeile {number}", gaps.get(number, ()), " ".join(shown.get(number, ())))
    # Title and contents come before the text; after it the notes, and then the imprint.
    yield from _gap("Vor der ersten Zeile", gaps[first], reading.head or "", before=".*", after=".*")
    yield from _gap("Nach der letzten Zeile", gaps[last], reading.tail or "", after=".*")


def _gap(where: str, pieces: Sequence[_Piece], shown: str, before: str = "", after: str = "") -> Iterator[Finding]:
    pattern = f"{before}{''.join(each.pattern for each in pieces)}{after}"
    if re.fullmatch(pattern, letters(visible(shown)), re.DOTALL):
        return
    if not pieces:
        yield Finding("Z612", f"{where} steht {in_quotes(shown)}.")
        return
    want = " ".join(each.text for each in pieces)
    yield Finding("Z616", f"{where}: {difference(in_words(want), in_words(shown))}.")


def _gaps(events: Transcript, say: Wording) -> dict[int, list[_Piece]]:
    """The text without lines, by the last line before it; 0 where none is. Notes come after the last line."""
    gaps: dict[int, list[_Piece]] = {0: []}
    here, words, head = gaps[0], "", ""
    table = _Head()
    in_line = False
    for event in events:
        match event:
            case Words(text):
                words += "" if in_line else text
                continue
            case Call(note):
                words += "" if in_line else str(note)
                continue
            case LineBegin(number):
                # A label alone stands before the line; what pages show of lines is another check's business.
                words, in_line = "", True
                here = gaps.setdefault(number, [])
                continue
            case _:
                pass
        if words.strip():
            here.append(_Piece(words.strip(), head))
            table.take(words)
        words, head, in_line = "", "", False
        match event:
            case Start(ElementKind.ITEM, facts):
                words = f"{dict(facts).get('label') or BULLET} "
            case Start(ElementKind.NOTE, facts):
                said = dict(facts)["number"]
                here += [_Piece(say("Anmerkungen"))] if said == "1" else []
                here.append(_Piece(f"{said}."))
            case Start(ElementKind.TABLE):
                table = _Head()
            case Start(ElementKind.CELL, facts):
                head = table.before(dict(facts))
            case _:
                pass
    return gaps


class _Head:
    """The heads of a table's columns, which pages may show again before each row of its body."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._row, self._heads = "", False

    def before(self, cell: Mapping[str, str]) -> str:
        """What may be shown before the cell."""
        row, _, _ = cell.get("place", "").partition(".")
        begins, self._row = row != self._row, row
        self._heads = cell.get("heads") == Head.COLUMN
        return " ".join(self._words) if begins and not self._heads else ""

    def take(self, words: str) -> None:
        """Keep the words of a cell, if it heads columns."""
        self._words += [words] if self._heads else []
        self._heads = False
