"""What stands around the words of a finished file, held against the model: blocks, lists, tables, pictures (Z613)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import assert_never

from pipeline.checks import displacements
from pipeline.checks.finding import Finding, limited, of_code
from pipeline.checks.units import Unit, exact, paired_texts, units
from pipeline.checks.word_difference import in_quotes
from pipeline.readback.reading import ChapterReading, Unable
from pipeline.text.events import (
    Announcement,
    Call,
    ElementKind,
    End,
    Facts,
    Head,
    LineBegin,
    Start,
    Transcript,
    Words,
)

NEAR = 20
"""Letters that name a place."""

HEADS = {
    Head.COLUMN: "Spaltenkopf",
    Head.ROW: "Reihenkopf",
    Head.GROUP: "Gruppenkopf",
    Head.NONE: "Kopf ohne Richtung",
}

_LEVELLED = frozenset({ElementKind.HEADING, ElementKind.ITEM})


def findings(reading: ChapterReading, expected: Transcript, *, numbered: bool = True) -> Iterator[Finding]:
    """What differs, as far as the format says it.

    Where the numbers themselves are wrong (``numbered`` is false), lines say nothing of their blocks.
    """
    if reading.transcript is not None:
        yield from limited(of_code("Z613", _differences(expected, reading.transcript, reading.unable, numbered)))


def _differences(expected: Transcript, found: Transcript, unable: Unable, numbered: bool) -> Iterator[str]:
    wanted, have = [*units(expected)], [*units(found)]
    if unable.structure:
        yield from _marks(dict(_marked(wanted)), dict(_marked(have))) if numbered else ()
        return
    moved = [*displacements.sequence("Bild, Tabelle oder Zitat", [*objects(expected)], [*objects(found)])]
    said = [
        *(_openings(wanted, have, unable, apart=not moved) if numbered else ()),
        *_beside(wanted, have, unable, apart=not moved),
        *different_lists([*list_labels_of(expected)], [*list_labels_of(found)]),
        *moved,
        *_pictures(expected, found),
    ]
    yield from said or (() if unable.nesting else _first(expected, found))


def _openings(expected: Sequence[Unit], found: Sequence[Unit], unable: Unable, *, apart: bool) -> Iterator[str]:
    """Blocks known by their first line."""
    wanted, have = ({each.line: each for each in side if each.line and each.opens} for side in (expected, found))
    for number in sorted(wanted.keys() | have.keys()):
        want, got = wanted.get(number), have.get(number)
        if want and got:
            if not same(want, got, unable, apart=apart):
                yield f"Zeile {number} beginnt {want.name}, gefunden {got.name}."
        elif want:
            yield f"Zeile {number} beginnt {want.name}, gefunden kein neuer Block."
        elif got:
            yield f"Zeile {number} beginnt {got.name}, erwartet kein neuer Block."


def _beside(expected: Sequence[Unit], found: Sequence[Unit], unable: Unable, *, apart: bool) -> Iterator[str]:
    """Blocks without lines, known by their words."""
    for want, got in paired_texts(expected, found, exact).pairs:
        if not same(want, got, unable, apart=apart):
            yield f"Der Text {in_quotes(want.text.strip())} ist {got.name}, nicht {want.name}."


def same(want: Unit, got: Unit, unable: Unable, *, apart: bool) -> bool:
    """Whether both stand in the same, as far as the format says it.

    Where tables and quotations differ themselves, it is not said ``apart`` of all that stands in them.
    """

    def facts(unit: Unit) -> tuple[object, ...]:
        level = 0 if unable.nesting and unit.kind not in _LEVELLED else unit.level
        return unit.kind, level, unit.note, *((unit.quotes, unit.fact("place")) if apart else ())

    return facts(want) == facts(got)


def _marked(found: Iterable[Unit]) -> Iterator[tuple[int, str]]:
    """The first line of every item, and what stands before it (empty: its list does not count)."""
    for each in found:
        if each.line is not None and each.opens and each.kind is ElementKind.ITEM:
            yield each.line, each.fact("label")


def _marks(expected: Mapping[int, str], found: Mapping[int, str]) -> Iterator[str]:
    for number in sorted(expected.keys() | found.keys()):
        if number not in found:
            yield f"Zeile {number}: das Listenzeichen fehlt."
        elif number not in expected:
            yield f"Zeile {number}: ein Listenzeichen, wo kein Listenpunkt ist."
        elif found[number] != expected[number]:
            yield f"Zeile {number}: erwartet {_mark(expected[number])}, gefunden {_mark(found[number])}."


def _mark(label: str) -> str:
    return f"das Listenzeichen „{label}“" if label else "ein Listenzeichen ohne Zahl"


Labels = tuple[str, ...]
"""What stands before each item of a list; empty where its order says nothing."""


def list_labels_of(events: Transcript) -> Iterator[Labels]:
    """The lists by the labels of their items, in the order of their first ones.

    Where a format has nothing around the items of a list, each says itself which one it is part of.
    """
    found: dict[str, list[str]] = {}
    open_: list[str] = []
    for at, event in enumerate(events):
        match event:
            case Start(ElementKind.LIST):
                open_.append(f"{at}")
                found[open_[-1]] = []
            case End(ElementKind.LIST):
                del open_[-1:]
            case Start(ElementKind.ITEM, facts):
                name = dict(facts).get("list") or (open_[-1] if open_ else "")
                found.setdefault(name, []).append(dict(facts).get("label", ""))
            case _:
                pass
    yield from map(tuple, found.values())


def different_lists(expected: Sequence[Labels], found: Sequence[Labels]) -> Iterator[str]:
    """What differs of the lists."""
    if len(expected) != len(found):
        yield f"Erwartet {len(expected)} Listen mit {_counts(expected)} Punkten, gefunden {len(found)} mit {_counts(found)}."
        return
    for index, (want, got) in enumerate(zip(expected, found, strict=True), 1):
        if want != got:
            yield f"Liste {index}: erwartet {_shape(want)}, gefunden {_shape(got)}."


def _counts(found: Sequence[Labels]) -> str:
    return ", ".join(str(len(each)) for each in found) or "0"


def _shape(labels: Labels) -> str:
    counted = f"gezählt mit {' '.join(labels)}" if any(labels) else "ohne Zählung"
    return f"{len(labels)} Punkte {counted}"


def objects(events: Transcript) -> Iterator[str]:
    """Tables, cells, pictures and quotations, as findings name them."""
    for event in events:
        match event:
            case Start(ElementKind.TABLE, facts):
                said = dict(facts)
                uneven = ", deren Zellen nicht aufgehen" if "uneven" in said else ""
                yield f"Tabelle mit {said['columns']} Spalten und {said['rows']} Zeilen{uneven}"
            case Start(ElementKind.CELL, facts):
                yield _cell(facts)
            case Start(ElementKind.PICTURE, facts):
                yield f"Bild „{dict(facts).get('alternative', '')}“"
            case Start(ElementKind.QUOTATION):
                yield "Zitat"
            case _:
                pass


def _cell(facts: Facts) -> str:
    """A cell in words: ``Zelle 3.2 über 2 Spalten, Köpfe 1.2 2.2``."""
    said = dict(facts)
    kind = HEADS[Head(said["heads"])] if "heads" in said else "Zelle"
    spans = [f"{said[name]} {what}" for name, what in (("columns", "Spalten"), ("rows", "Zeilen")) if name in said]
    over = f" über {' und '.join(spans)}" if spans else ""
    return f"{kind} {said.get('place', '?')}{over}" + (f", Köpfe {said['under']}" if "under" in said else "")


def _pictures(expected: Transcript, found: Transcript) -> Iterator[str]:
    """What pictures show, where the format says it."""
    wanted, have = ([*_facts_of_pictures(side)] for side in (expected, found))
    for index, (want, got) in enumerate(zip(wanted, have, strict=False), 1):
        if "sha256" in got and want.get("sha256") != got["sha256"]:
            yield f"Bild {index} zeigt {'eine andere Datei als die' if got['sha256'] else 'keine Datei, nicht die'} der Quelle."


def _facts_of_pictures(events: Transcript) -> Iterator[dict[str, str]]:
    for event in events:
        if isinstance(event, Start) and event.kind is ElementKind.PICTURE:
            yield dict(event.facts)


def _first(expected: Transcript, found: Transcript) -> Iterator[str]:
    """The first difference of elements that nothing else explains."""
    wanted, have = ([*_frames(each)] for each in (expected, found))
    # Where words are missing or too many, their checks say so; the elements around them say it no better.
    if "".join(words for _, words in wanted) != "".join(words for _, words in have):
        return
    for want, got in zip_longest(wanted, have, fillvalue=("nichts", "")):
        if want != got:
            yield f"Ab hier stehen Elemente anders: bei {in_quotes((want[1] or got[1])[:NEAR])} erwartet {want[0]}, gefunden {got[0]}."
            return


def _frames(events: Transcript) -> Iterator[tuple[str, str]]:
    """Each element with its facts, and the letters that stand directly in it."""
    open_: list[tuple[Start, list[str]]] = []
    done: list[tuple[Start, list[str]]] = []
    for event in events:
        match event:
            case Start():
                open_.append((event, []))
                done.append(open_[-1])
            case End():
                del open_[-1:]
            case Words(text) if open_:
                open_[-1][1].append("".join(text.split()))
            case Words() | Call() | LineBegin() | Announcement():
                continue
            case _:
                assert_never(event)
    for start, words in done:
        facts = "".join(f" {name}={value}" for name, value in start.facts)
        yield f"{start.kind}{facts}", "".join(words)
