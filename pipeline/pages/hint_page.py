"""Hints of a publication → one quiet page: bars with their table, every hint at its row, what became of each official line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.easy_language.hints import hint_listing
from pipeline.easy_language.hints.fidelity import Fate
from pipeline.easy_language.hints.overview import Hint, HintOverview, Side
from pipeline.easy_language.hints.rule_books import RuleBook, rule_books
from pipeline.pages import shells
from pipeline.publication.settings import Publication


@dataclass(frozen=True, slots=True)
class CountBar:
    """One bar of a chart: what it shows, how many, and how long it is of the longest, in percent."""

    name: str
    count: int
    share: float
    kind: int
    """Which of the series it belongs to, from 0; each has a pattern of its own besides its colour."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of bars with its name, and what to know about it."""

    name: str
    bars: tuple[CountBar, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, and the table that says the same."""

    name: str
    title: str
    first: str
    """The head of the column that names the rows."""
    series: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    about: str = ""
    """The head of the column with what to know; empty where there is none."""


@dataclass(frozen=True, slots=True)
class HintedRow:
    """A row of the hand-over with its hints in words."""

    name: str
    where: str
    text: str
    hints: tuple[tuple[str, str, str], ...]
    """Which text, what was found, and who says so."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, where it stands, and what became of it."""

    where: str
    kind: str
    words: str
    fate: str


@dataclass(frozen=True, slots=True)
class HintChapter:
    """A chapter as the page shows it."""

    title: str
    slug: str
    sum: str
    charts: tuple[Chart, ...]
    rows: tuple[HintedRow, ...]
    facts: tuple[FactRow, ...]


def hint_page(found: Sequence[HintOverview], publication: Publication) -> bytes:
    """The page, which needs no other file."""
    text = shells.shell(
        "hints.html.j2",
        publication,
        chapters=[_chapter(each) for each in found],
        books=_used(found),
        no_verdict=hint_listing.NO_VERDICT,
        not_judged=hint_listing.NOT_JUDGED,
        measured_by=hint_listing.MEASURED_BY,
        style=shells.inside(shells.colours(publication) + shells.style("web", "hints")),
    )
    return text.encode()


def _chapter(found: HintOverview) -> HintChapter:
    texts = {segment.name: segment.text for segment in found.rows}
    rows = tuple(
        HintedRow(row, where, texts[row], tuple(map(_hint, hints)))
        for (row, where), hints in groupby(found.hints, lambda hint: (hint.row, hint.where))
    )
    facts = tuple(
        FactRow(
            str(each.line) if each.line else each.where,
            hint_listing.KIND[each.kind],
            each.words,
            hint_listing.FATES[each.fate],
        )
        for each in found.facts
    )
    counted = f"{len(found.rows)} Tabellenzeilen, davon {found.translated} mit Leichter Sprache."
    return HintChapter(found.title, found.slug, counted, tuple(_charts(found)), rows, facts)


def _hint(hint: Hint) -> tuple[str, str, str]:
    side = hint_listing.SIDES[hint.side]
    at = f", {'Zeile' if hint.side is Side.ORIGINAL else 'Satzzeile'} {hint.line}" if hint.line else ""
    return f"{side}{at}", hint_listing.what(hint), "; ".join(map(hint_listing.short_source, hint.rules))


LENGTHS = ((1, 5), (6, 7), (8, 12), (13, 20), (21, None))
"""Words of a sentence: from, to; the books name 7 and 12."""


def _charts(found: HintOverview) -> Iterator[Chart]:
    sides = tuple(found.lengths)
    names = tuple(hint_listing.SIDES[side] for side in sides)
    counts = hint_listing.by_measure(found)
    rows = (
        (each.title, [counter[side] for side in sides], hint_listing.certainty(each))
        for each, counter in counts.items()
    )
    yield _chart(f"{found.slug}-regeln", "Hinweise nach Regel", "Regel", names, rows, "Wie sicher")
    of_side = {side: Counter(map(_length, found.lengths[side])) for side in sides}
    rows = ((_length_name(each), [of_side[side][each] for side in sides], "") for each in LENGTHS)
    yield _chart(f"{found.slug}-laengen", "Wie lang die Sätze sind", "Wörter im Satz", names, rows)
    if found.facts:
        fates = tuple(hint_listing.FATES[each] for each in Fate)
        by_kind = hint_listing.by_fate(found.facts).items()
        rows = (
            (hint_listing.KINDS[kind], [counter[each] for each in Fate], hint_listing.certainty_of_facts(kind))
            for kind, counter in by_kind
        )
        yield _chart(
            f"{found.slug}-treue",
            "Was von den Angaben der amtlichen Zeilen dasteht",
            "Angabe",
            fates,
            rows,
            "Wie sicher",
        )


def _length(words: int) -> tuple[int, int | None]:
    return next(each for each in LENGTHS if each[1] is None or words <= each[1])


def _length_name(of: tuple[int, int | None]) -> str:
    first, last = of
    return f"{first} bis {last}" if last else f"{first} und mehr"


def _chart(
    name: str,
    title: str,
    first: str,
    series: tuple[str, ...],
    rows: Iterable[tuple[str, Sequence[int], str]],
    about: str = "",
) -> Chart:
    held = list(rows)
    most = max((count for _, counts, _ in held for count in counts), default=0) or 1
    made = tuple(
        ChartRow(
            label,
            tuple(CountBar(series[at], count, round(100 * count / most, 1), at) for at, count in enumerate(counts)),
            known,
        )
        for label, counts, known in held
    )
    return Chart(name, title, first, series, made, about)


def _used(found: Iterable[HintOverview]) -> tuple[tuple[RuleBook, tuple[tuple[str, str], ...]], ...]:
    """The books that hints name, with those of their rules."""
    used = {rule for each in found for hint in each.hints for rule in hint.rules}
    books = ((book, tuple((rule.clause, rule.says) for rule in book.rules if rule in used)) for book in rule_books())
    return tuple((book, rules) for book, rules in books if rules)
