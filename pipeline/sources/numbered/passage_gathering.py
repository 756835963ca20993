"""Rows of a numbered page → passages, in the reading that agrees with the line rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources.numbered import emphasis
from pipeline.sources.numbered.numbered_head import is_label, leads_to_title
from pipeline.sources.numbered.numbered_rows import (
    BULLET,
    DEEPEST,
    NumberedRow,
)
from pipeline.sources.numbered.passages import HeadingRole, ItemRole, NumberedPassage, ParagraphRole, PrintedLine
from pipeline.sources.numbered.widths import KNOWN, evidence


def gathered_passages(
    rows: Sequence[NumberedRow], official: Sequence[NumberedRow], width: int | None
) -> tuple[list[NumberedPassage], list[Diagnostic], list[Diagnostic]]:
    """The rows gathered into passages, in the reading that agrees with the rule.

    What begins with „(1)“ may be an item, whose label takes no room in its lines, or a paragraph that says so.
    """
    items = _gathered(rows, official)
    if not any(row.typed for row in rows):
        return items
    plain = _gathered(
        [replace(row, role=ParagraphRole(), rest=row.uncounted) if row.typed else row for row in rows], official
    )
    return plain if _agreement(plain[0], width) > _agreement(items[0], width) else items


def _agreement(found: Sequence[NumberedPassage], width: int | None) -> tuple[bool, int, bool]:
    known = evidence(found, width)
    following = sum(len(passage.lines) for passage in found if passage.follows(known.rule))
    return bool(known.rules), following, known.rule.width in KNOWN


def _gathered(
    rows: Sequence[NumberedRow], official: Sequence[NumberedRow]
) -> tuple[list[NumberedPassage], list[Diagnostic], list[Diagnostic]]:
    """The rows gathered into passages, the faults among them (Z206, Z207, Z208), and a note for each label (Z216)."""
    result: list[NumberedPassage] = []
    labels: list[Diagnostic] = []
    faults: list[Diagnostic] = []
    places = {row.number: row.place for row in official}
    for index, row in enumerate(rows):
        if isinstance(row.role, HeadingRole) and row.number is None and (fault := _label(rows, index)) is not None:
            faults += fault
            if not fault:
                labels.append(
                    Diagnostic("Z216", row.place, f"„{emphasis.plain(row.rest)}“ ist die Bezeichnung eines Abschnitts.")
                )
            continue
        number = row.number
        if number is not None and number < 0:
            waiting = result[-1].lines[-1].number if result and not result[-1].lines[-1].markup else None
            faults += _contradiction(row, places, waiting=waiting)
            number = None
        line = PrintedLine(number, row.rest, row.place)
        if row.role is None and result and not row.blank_before and not isinstance(result[-1].role, HeadingRole):
            result[-1] = replace(result[-1], lines=(*result[-1].lines, line))
        else:
            result.append(NumberedPassage(row.role or ParagraphRole(), (line,), not row.blank_before))
    faults += [
        Diagnostic("Z217", each.place, f"Die Liste ist {each.role.depth} Ebenen tief, erlaubt sind {DEEPEST}.")
        for each in result
        if isinstance(each.role, ItemRole) and each.role.depth > DEEPEST
    ][:1]
    return result, faults, labels


def _label(rows: Sequence[NumberedRow], index: int) -> list[Diagnostic] | None:
    """Nothing but a label over a section ([]), the head of another chapter (a fault), or a heading of the text (None)."""
    row = rows[index]
    if leads_to_title(rows, index):
        return [
            Diagnostic(
                "Z208",
                row.place,
                f"Hier beginnt mit „{emphasis.plain(row.rest)}“ ein weiteres Kapitel.",
                "Legen Sie jedes Kapitel in eine eigene Datei.",
            )
        ]
    return [] if is_label(row) else None


def _contradiction(row: NumberedRow, places: dict[int | None, Place], *, waiting: int | None) -> list[Diagnostic]:
    """A fault if the digits may be an official number that is out of its row; none if a number already waits for them.

    Digits that begin a line without a number of its own may be a misread number as well as text. Only a number that
    stands apart, just before them, says that they are text; a page's bullet behind them says that they are not.
    """
    number = -(row.number or 0)
    bullet = BULLET.match(row.rest.removeprefix(str(number)).lstrip(" ")) is not None
    if waiting not in {None, number} and not bullet:
        return []
    hint = "Vergleichen Sie mit der Vorlage."
    if number in places:
        other = places[number].line
        return [
            Diagnostic(
                "Z206", row.place, f"Zeile {number} steht doppelt; das andere Mal in Zeile {other} der Datei.", hint
            )
        ]
    return [
        Diagnostic("Z207", row.place, f"Zeile {number} steht außer der Reihe, oder der Zeile fehlt ihre Nummer.", hint)
    ]
