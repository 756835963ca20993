"""The measure of a document: size of type, margins, column of numbers; one for all its pages, chosen before it is set.

    │◀─ left ─▶│◀───────────── column ─────────────▶│◀ right ▶│
    │   12345  │ an official line of the text       │         │
    │   └─┬─┘└gap

The rule. Of the measures that a kind of page has, the first is taken that holds nearly all lines of the text, then
smaller margins, then smaller type, never below 10 pt. What does not count for the choice: headings, which may take two
rows anywhere, and lines that even the smallest measure does not hold. A line that the measure does not hold goes on in
a further row without a number, as all lines may in large print. Where the smallest measure would leave more lines of
the kind in two rows than it makes whole, as with texts of 120 characters a line, nothing is gained by small type: then
the first one is taken, and lines go on in comfortable rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.diagnostics import Diagnostic, Place
from pipeline.editions.pdf.typesetting.extents import Extent, Indents, deepest, extents
from pipeline.pages import fonts
from pipeline.pages.block_elements import WIDE
from pipeline.text.concordance import concordance
from pipeline.text.model import Book

PAPER = 210.0
"""Millimetres that a page is wide (A4)."""

MILLIMETRE = 72 / 25.4

NEARLY_ALL = 0.98
"""The share of lines that a measure must hold: one capital line must not make the type of a whole book smaller."""

SLACK = 0.2
"""Millimetres that stay free, for rounding and for the hair that kerning may add."""

FIGURE = 0.64
"""Ems that a tabular figure of the house font is wide (GSUB feature tnum of Atkinson Hyperlegible 1.006: 0.639)."""

EDGE = 8.0
"""Millimetres of paper that stay white beside numbers: home printers need 5."""

DEEPEST = 0.5
"""The share of the column that indents may take up; where lists are nested deeper, each is indented by less."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Sizes in points, all else in millimetres."""

    size: float
    left: float
    right: float
    figures: float
    """The size of line numbers."""
    box: float
    """The column of numbers."""
    gap: float
    """Between numbers and text."""
    indents: Indents
    headings: tuple[float, ...] = ()
    """The sizes of the first levels, where they follow that of the text; in ems of it."""

    @property
    def column(self) -> float:
        """What the text has."""
        return PAPER - self.left - self.right

    def holds(self, line: Extent) -> bool:
        """Whether the line fits into one row."""
        return line.indent + line.ems * self.size / MILLIMETRE <= self.column - SLACK

    def with_room_for(self, number: int) -> Measure:
        """The measure with a column of numbers that holds numbers up to this one."""
        needed = len(str(number)) * FIGURE * self.figures / MILLIMETRE + SLACK
        box = max(self.box, needed)
        return replace(self, box=box, left=max(self.left, EDGE + needed + self.gap))

    @property
    def space(self) -> float:
        """The width of the space after a number, which stands between the column of numbers and the text."""
        return fonts.width(" ", 400, "normal") * self.figures / MILLIMETRE

    @property
    def style(self) -> str:
        """The style sheet that goes after those of the kind of page."""
        rules = [
            f"@page {{ margin-left: {self.left:.4g}mm; margin-right: {self.right:.4g}mm; }}",
            f"html {{ font-size: {self.size:g}pt; }}",
            f".number {{ left: -{self.gap + self.box:.4g}mm; width: {self.box + self.space:.4g}mm; }}",
            f".number::before {{ font-size: {self.figures:g}pt; }}",
        ]
        sizes = (f"--level-{at}: {scale * self.size:.4g}pt;" for at, scale in enumerate(self.headings, 1))
        rules += [f":root {{ {' '.join(sizes)} }}"] if self.headings else []
        if self.indents.nested < 1:
            rules += [
                f".chapter li ul{name}, .chapter li ol{name} {{ padding-left: {by * self.indents.nested:.3g}mm; }}"
                for name, by in zip(
                    ("", *(f".{name}" for name in WIDE)), (self.indents.plain, *self.indents.wide), strict=True
                )
            ]
        return "\n".join(rules)

    @property
    def mirrored(self) -> str:
        """The style sheet of pages that are printed on both sides: margins of right pages are those of left ones mirrored."""
        return f"@page :right {{ margin-left: {self.right:.4g}mm; margin-right: {self.left:.4g}mm; }}"

    @property
    def across(self) -> float:
        """Millimetres from the column of numbers at the left of the text to one as far away at its right."""
        return self.gap + self.box + self.column + self.gap


_HEADINGS = (14.5 / 11.5, 12.5 / 11.5, 12 / 11.5)
_USUAL = Measure(11.5, 34, 16, figures=8.5, box=15, gap=4, indents=Indents(6, (10, 14, 22)), headings=_HEADINGS)
_NARROW = replace(_USUAL, left=22, right=11, box=12, gap=3)

PAGES = (_USUAL, _NARROW, *(replace(_NARROW, size=size, figures=8) for size in (11, 10.75, 10.5, 10.25, 10)))
"""Columns of 160 mm and 177 mm; the smallest holds 50 ems, some 103 characters of German text."""

LARGE = (Measure(20, 30, 14, figures=18, box=16, gap=4, indents=Indents(9, (17, 25, 40))),)


def measure(book: Book, measures: Sequence[Measure]) -> Measure:
    """The measure of the book among those of its kind of page, the largest type first."""
    first, smallest = measures[0], measures[-1]
    chosen = first
    if first is not smallest:
        lines = [each for each in extents(book, first.indents, first.headings) if not each.is_heading]
        needing = [each for each in lines if not first.holds(each)]
        fitting = [each for each in lines if smallest.holds(each)]
        if len(lines) - len(fitting) <= len(needing) / 2:
            wanted = NEARLY_ALL * len(fitting)
            chosen = next(each for each in measures if sum(map(each.holds, fitting)) >= wanted)
    return _nested(book, chosen.with_room_for(max(_numbers(book), default=1)))


def _numbers(book: Book) -> Iterator[int]:
    """The last number of each chapter: they are in order."""
    yield from (concordance(each)[-1].number for each in book.chapters if concordance(each))


def _nested(book: Book, chosen: Measure) -> Measure:
    """The measure with smaller indents inside of lists, where the deepest block would have too little of the column."""
    (outer, inner), room = deepest(book, chosen.indents), DEEPEST * chosen.column
    if outer + inner <= room or not inner:
        return chosen
    return replace(chosen, indents=replace(chosen.indents, nested=max(0.0, room - outer) / inner))


def continued(book: Book) -> tuple[Extent, ...]:
    """The lines that need a further row on the usual page, in order."""
    chosen = measure(book, PAGES)
    return tuple(each for each in extents(book, chosen.indents, chosen.headings) if not chosen.holds(each))


def note(book: Book, place: Place) -> Diagnostic | None:
    """What is reported of lines that the page does not hold in one row; ``place`` is that of the book."""
    wide = continued(book)
    if not wide:
        return None
    if book.alone:
        named, where = _named([each.number for each in wide]), wide[0].place or place
    else:
        titles = {each.slug: each.chapter.title for each in book.chapters}
        by_chapter = {slug: [each.number for each in wide if each.chapter == slug] for slug in titles}
        named = "; ".join(f"„{titles[slug]}“ {_named(numbers)}" for slug, numbers in by_chapter.items() if numbers)
        where = place
    what = (
        "ist breiter als eine Reihe der Seite und geht"
        if len(wide) == 1
        else "sind breiter als eine Reihe der Seite und gehen"
    )
    message = f"{named} {what} in den PDFs in einer zweiten Reihe ohne Nummer weiter."
    return Diagnostic(
        "Z505", where, message, "Das ist kein Fehler: Worte und Nummern sind in allen Ausgaben dieselben."
    )


MOST = 12
"""Stretches of lines that are named; the rest is counted."""


def _named(numbers: Sequence[int]) -> str:
    """``Zeilen 4, 7 bis 9 und 12``."""
    begins = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    shown = [str(a) if a == b else f"{a} bis {b}" for a, b in zip(begins, ends, strict=True)]
    if len(shown) > MOST:
        left = sum(b - a + 1 for a, b in zip(begins[MOST:], ends[MOST:], strict=True))
        return f"Zeilen {', '.join(shown[:MOST])} und {left} weitere"
    if len(numbers) == 1:
        return f"Zeile {shown[0]}"
    return f"Zeilen {', '.join(shown[:-1])} und {shown[-1]}" if shown[1:] else f"Zeilen {shown[0]}"
