"""The outline of the model, held against the real headings, paragraphs, lists and items of a finished file (Z613)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checks import displacements
from pipeline.checks.finding import Finding, limited, of_code
from pipeline.readback.data import object_rows, outline
from pipeline.readback.reading import ChapterReading, Kind, ListShape, Marker, Opening
from pipeline.text import list_labels, walk
from pipeline.text.model import Block, BlockQuote, BulletList, ListItem, NumberedChapter, OrderedList


def findings(reading: ChapterReading, truth: NumberedChapter, *, numbered: bool = True) -> Iterator[Finding]:
    """What differs; nothing where the format has no outline.

    Where the numbers themselves are wrong (``numbered`` is false), blocks cannot be known by their first line: then only
    the lists are compared.
    """
    blocks = truth.chapter.blocks
    expected = outline(blocks)
    if reading.outline and numbered:
        yield from _limited(_blocks(expected.blocks, reading.outline.blocks))
    if reading.outline:
        yield from _limited(_lists(expected.lists, reading.outline.lists))
    if reading.objects is not None:
        yield from _limited(displacements.sequence("Bild, Tabelle oder Zitat", [*object_rows(blocks)], reading.objects))
    yield from _limited(_pictures(reading, blocks))
    if reading.markers is not None and numbered:
        yield from _limited(_markers(dict(_labels(blocks)), reading.markers))


def _limited(messages: Iterable[str]) -> Iterator[Finding]:
    return limited(of_code("Z613", messages))


def _pictures(reading: ChapterReading, blocks: Sequence[Block]) -> Iterator[str]:
    """What pictures show."""
    if reading.pictures is not None:
        pairs = zip((each.sha256 for each in walk.pictures(blocks)), reading.pictures, strict=False)
        for index, (want, got) in enumerate(pairs, 1):
            if want != got:
                yield f"Bild {index} zeigt {'eine andere Datei als die' if got else 'keine Datei, nicht die'} der Quelle."


def _labels(blocks: Sequence[Block]) -> Iterator[tuple[int, str | None]]:
    """The first line of every item, and what stands before it (None: its list does not count)."""
    for block in blocks:
        match block:
            case BulletList(items):
                yield from _labelled(items, [None] * len(items))
            case OrderedList(items):
                yield from _labelled(items, list_labels.labels(block))
            case BlockQuote(inner):
                yield from _labels(inner)
            case _:
                pass


def _labelled(items: Sequence[ListItem], labels: Sequence[str | None]) -> Iterator[tuple[int, str | None]]:
    for item, label in zip(items, labels, strict=True):
        for start in walk.line_starts(item.content)[:1]:
            yield start.number, label
        yield from _labels(item.blocks)


def _markers(expected: Mapping[int, str | None], found: Sequence[Marker]) -> Iterator[str]:
    have = {each.number: each.label for each in found}
    for number in sorted(expected.keys() | have.keys()):
        if number not in have:
            yield f"Zeile {number}: das Listenzeichen fehlt."
        elif number not in expected:
            yield f"Zeile {number}: ein Listenzeichen, wo kein Listenpunkt ist."
        elif have[number] != expected[number]:
            yield f"Zeile {number}: erwartet {_marker(expected[number])}, gefunden {_marker(have[number])}."


def _marker(label: str | None) -> str:
    return "ein Listenzeichen ohne Zahl" if label is None else f"das Listenzeichen „{label}“"


def _blocks(expected: Sequence[Opening], found: Sequence[Opening]) -> Iterator[str]:
    wanted = {each.number: each for each in _levelled(expected)}
    have = {each.number: each for each in _levelled(found)}
    for number in sorted(wanted.keys() | have.keys()):
        want, got = wanted.get(number), have.get(number)
        if want and got:
            level = want.level if got.level is None else got.level
            quotes = want.quotes if got.quotes is None else got.quotes
            if (want.kind, want.level, want.quotes) != (got.kind, level, quotes):
                yield f"Zeile {number} beginnt {_named(want)}, gefunden {_named(got)}."
        elif want:
            yield f"Zeile {number} beginnt {_named(want)}, gefunden kein neuer Block."
        elif got:
            yield f"Zeile {number} beginnt {_named(got)}, erwartet kein neuer Block."


def _levelled(blocks: Sequence[Opening]) -> Iterator[Opening]:
    """Levels of headings counted from their highest: where the title is h1, the text begins with h2."""
    highest = min((each.level or 1 for each in blocks if each.kind is Kind.HEADING), default=1)
    for each in blocks:
        heading = each.kind is Kind.HEADING and each.level is not None
        yield replace(each, level=(each.level or 1) - highest + 1) if heading else each


def _named(opening: Opening) -> str:
    level = f" der Ebene {opening.level}" if opening.level else ""
    return f"„{opening.kind}{level}{' im Zitat' * (opening.quotes or 0)}“"


def _lists(expected: Sequence[ListShape], found: Sequence[ListShape]) -> Iterator[str]:
    if len(expected) != len(found):
        yield f"Erwartet {len(expected)} Listen mit {_counts(expected)} Punkten, gefunden {len(found)} mit {_counts(found)}."
        return
    for index, (want, got) in enumerate(zip(expected, found, strict=True), 1):
        if want != got:
            yield f"Liste {index}: erwartet {_shape(want)}, gefunden {_shape(got)}."


def _counts(lists: Sequence[ListShape]) -> str:
    return ", ".join(str(each.items) for each in lists) or "0"


def _shape(shape: ListShape) -> str:
    kind = "ohne Zählung" if shape.labels is None else f"gezählt mit {' '.join(shape.labels)}"
    return f"{shape.items} Punkte {kind}"
