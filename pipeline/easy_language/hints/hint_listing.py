"""The hints of a chapter as text for people, and as data for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pipeline.easy_language.hints.fact import FactKind
from pipeline.easy_language.hints.fidelity import Fate
from pipeline.easy_language.hints.measures import HintMeasure
from pipeline.easy_language.hints.overview import Hint, HintOverview, Side, StatedFact
from pipeline.easy_language.hints.rule_books import BookRule, measured, rule_books

NO_VERDICT = "Das sind Hinweise, kein Urteil. Ob ein Text gut zu verstehen ist, sagen die Menschen, für die er ist: die Prüfgruppe."
NOT_JUDGED = (
    "Was hier „nicht gefunden“ heißt, kann in anderen Worten dastehen, die kein Muster kennt, oder mit Absicht fehlen. Das "
    "entscheiden Sie."
)
MEASURED_BY = (
    "Gemessen an Sätzen, die von Hand ausgezeichnet wurden und an denen die Muster nicht gemacht sind (docs/hinweise.md). Diese "
    "Sätze und die Muster sind aus einem Haus; in fremden Texten irren sich Muster öfter."
)
SIDES = {Side.ORIGINAL: "Original", Side.TRANSLATION: "Leichte Sprache"}
KINDS = {
    FactKind.NUMBER: "Zahlen",
    FactKind.DAY: "Tage und Jahre",
    FactKind.NAME: "Namen",
    FactKind.NEGATION: "Verneinungen",
    FactKind.MODAL: "müssen, können, sollen, dürfen",
}
KIND = {
    FactKind.NUMBER: "Zahl",
    FactKind.DAY: "Tag oder Jahr",
    FactKind.NAME: "Name",
    FactKind.NEGATION: "Verneinung",
    FactKind.MODAL: "Verb",
}
"""One of them."""
FATES = {
    Fate.KEPT: "steht da",
    Fate.EXPLAINED: "in anderen Worten oder erklärt",
    Fate.LACKING: "nicht gefunden",
    Fate.OMITTED: "Zeile weggelassen",
    Fate.OPEN: "noch nicht übersetzt",
}
_OF_FACTS = {
    FactKind.NUMBER: "numbers",
    FactKind.DAY: "days",
    FactKind.NAME: "names",
    FactKind.NEGATION: "negation",
    FactKind.MODAL: "duties",
}
"""By what they are: the name of their figures in ``measured.toml``."""


def certainty(measure: HintMeasure) -> str:
    """How sure a hint of this measure is."""
    return "genau gezählt" if measure.exact else f"Muster: {measured()[measure.name]}"


def certainty_of_facts(kind: FactKind) -> str:
    """How sure it is that all of these were found, and nothing else."""
    return f"Muster: {measured()[_OF_FACTS[kind]]}"


def short_source(rule: BookRule) -> str:
    """The source of a rule, short: ``bitv Nr. 5``."""
    return f"{rule.book} {rule.clause}"


def by_measure(found: HintOverview) -> dict[HintMeasure, Counter[Side]]:
    """How many hints there are of each measure, on both sides; the most first."""
    counts: dict[HintMeasure, Counter[Side]] = {}
    for hint in found.hints:
        counts.setdefault(hint.measure, Counter())[hint.side] += 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1].total()))


def by_fate(facts: Iterable[StatedFact]) -> dict[FactKind, Counter[Fate]]:
    """What became of the facts, by kind."""
    counts: dict[FactKind, Counter[Fate]] = {kind: Counter() for kind in FactKind}
    for each in facts:
        counts[each.kind][each.fate] += 1
    return {kind: counter for kind, counter in counts.items() if counter}


def listing(found: HintOverview) -> Iterator[str]:
    """The hints for people: the sum, each row with its hints, fidelity by line, sources."""
    yield f"{found.title}: {len(found.rows)} Tabellenzeilen, davon {found.translated} mit Leichter Sprache."
    yield NO_VERDICT
    yield ""
    for measure, counts in by_measure(found).items():
        parts = ", ".join(f"{SIDES[side]} {counts[side]}" for side in Side if counts[side])
        yield f"{measure.title}: {parts} ({certainty(measure)})"
    texts = {segment.name: segment.text for segment in found.rows}
    for (row, where), hints in groupby(found.hints, lambda hint: (hint.row, hint.where)):
        yield ""
        yield f"{row} · {where}" if where else row
        yield f"  {texts[row]}"
        yield from (f"  {_line(hint)}" for hint in hints)
    if found.facts:
        yield from (
            "",
            "Zeile für Zeile: was das Original sagt, und was davon in der Leichten Sprache steht",
            NOT_JUDGED,
        )
        yield from (
            f"{_where(each)}: {KIND[each.kind]} „{each.words}“: {FATES[each.fate]}"
            for each in found.facts
            if each.fate is not Fate.OPEN
        )
        yield from (
            f"{KINDS[kind]}: {_counted(counter)}. {certainty_of_facts(kind)}"
            for kind, counter in by_fate(found.facts).items()
        )
    yield from ("", "Woher die Regeln sind", *_sources(found.hints), MEASURED_BY)


def _line(hint: Hint) -> str:
    at = f", {'Zeile' if hint.side is Side.ORIGINAL else 'Satzzeile'} {hint.line}" if hint.line else ""
    sources = "; ".join(map(short_source, hint.rules))
    return f"- {SIDES[hint.side]}{at}: {what(hint)} [{sources}]"


def what(hint: Hint) -> str:
    """The hint in words: what was found, or how much, and from when on it counts."""
    if hint.note:
        return hint.note
    if not hint.measure.unit:
        return f"{hint.measure.title}: „{hint.words}“"
    one, several = hint.measure.unit
    counted = f"{hint.count} {one if hint.count == 1 else several} (Schwelle {hint.threshold})"
    return (
        f"{hint.measure.title}: {counted}"
        if hint.words.count(" ")
        else f"{hint.measure.title}: „{hint.words}“, {counted}"
    )


def _where(fact: StatedFact) -> str:
    return f"Zeile {fact.line}" if fact.line else fact.where or fact.row


def _counted(counter: Counter[Fate]) -> str:
    return ", ".join(f"{counter[each]} {FATES[each]}" for each in Fate if counter[each])


def _sources(hints: Iterable[Hint]) -> Iterator[str]:
    used = {rule for hint in hints for rule in hint.rules}
    for book in rule_books():
        rules = [rule for rule in book.rules if rule in used]
        if rules:
            yield f"{book.name}: {book.title} ({book.known}). {book.address}".rstrip()
            yield from (f"  {rule.clause}: {rule.says}" for rule in rules)


def data(found: HintOverview) -> dict[str, Any]:
    """The same for machines, ready for JSON."""
    return {
        "slug": found.slug,
        "title": found.title,
        "rows": len(found.rows),
        "translated": found.translated,
        "note": NO_VERDICT,
        "hints": [
            {
                "row": hint.row,
                "where": hint.where,
                "text": str(hint.side),
                "line": hint.line,
                "measure": hint.measure.name,
                "words": hint.words,
                "count": hint.count if hint.measure.unit else None,
                "threshold": hint.threshold if hint.measure.unit else None,
                "note": hint.note,
                "sources": [
                    {"book": rule.book, "clause": rule.clause, "threshold": rule.threshold} for rule in hint.rules
                ],
            }
            for hint in found.hints
        ],
        "facts": [
            {
                "line": each.line,
                "row": each.row,
                "where": each.where,
                "kind": str(each.kind),
                "words": each.words,
                "fate": str(each.fate),
            }
            for each in found.facts
        ],
        "measures": {
            measure.name: {"title": measure.title, "exact": measure.exact, **_figures(measure)}
            for measure in by_measure(found)
        },
        "books": [
            {"name": book.name, "title": book.title, "known": book.known, "address": book.address}
            for book in rule_books()
        ],
    }


def _figures(measure: HintMeasure) -> dict[str, Any]:
    if measure.exact:
        return {}
    of = measured()[measure.name]
    return {"precision": of.precision, "recall": of.recall, "labelled": of.labelled}
