"""The outline of the model, held against the real headings, paragraphs, lists and items of a finished file (Z613)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import walk
from pipeline.checks.readback.plain import outline
from pipeline.checks.readback.reading import Kind, ListShape, Marker, Opening, Reading
from pipeline.model import Block, BulletList, NumberedChapter, OrderedList

MOST = 10
"""Findings of one kind about one file; the rest is counted."""


def findings(reading: Reading, truth: NumberedChapter, *, numbered: bool = True) -> Iterator[str]:
    """What differs, in words; nothing where the format has no outline.

    Where the numbers themselves are wrong (``numbered`` is false), blocks cannot be told by their first line: then only
    the lists are compared.
    """
    expected = outline(truth.chapter.blocks)
    if reading.outline and numbered:
        yield from _limited([*_blocks(expected.blocks, reading.outline.blocks)])
    if reading.outline:
        yield from _lists(expected.lists, reading.outline.lists)
    if reading.markers is not None and numbered:
        yield from _limited([*_markers(dict(_ordinals(truth.chapter.blocks)), reading.markers)])


def _ordinals(blocks: Sequence[Block]) -> Iterator[tuple[int, int | None]]:
    """The first line of every item, and what it is counted as (None: its list does not count)."""
    for block in blocks:
        if isinstance(block, BulletList | OrderedList):
            for index, item in enumerate(block.items):
                for start in walk.line_starts(item.content)[:1]:
                    yield start.number, block.start + index if isinstance(block, OrderedList) else None
                yield from _ordinals(item.blocks)


def _markers(expected: Mapping[int, int | None], found: Sequence[Marker]) -> Iterator[str]:
    have = {each.number: each.ordinal for each in found}
    for number in sorted(expected.keys() | have.keys()):
        if number not in have:
            yield f"Zeile {number}: das Listenzeichen fehlt."
        elif number not in expected:
            yield f"Zeile {number}: ein Listenzeichen, wo kein Listenpunkt ist."
        elif have[number] != expected[number]:
            yield f"Zeile {number}: erwartet {_marker(expected[number])}, gefunden {_marker(have[number])}."


def _marker(ordinal: int | None) -> str:
    return "ein Listenzeichen ohne Zahl" if ordinal is None else f"das Listenzeichen „{ordinal}.“"


def _blocks(expected: Sequence[Opening], found: Sequence[Opening]) -> Iterator[str]:
    wanted = {each.number: each for each in _levelled(expected)}
    have = {each.number: each for each in _levelled(found)}
    for number in sorted(wanted.keys() | have.keys()):
        want, got = wanted.get(number), have.get(number)
        if want and got:
            level = want.level if got.level is None else got.level
            if (want.kind, want.level) != (got.kind, level):
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
    return f"„{opening.kind}{level}“"


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
    kind = "ohne Zählung" if shape.start is None else f"gezählt ab {shape.start}"
    return f"{shape.items} Punkte {kind}"


def _limited(messages: list[str]) -> Iterator[str]:
    yield from messages[:MOST]
    if len(messages) > MOST:
        yield f"… und {len(messages) - MOST} weitere Abweichungen dieser Art."
