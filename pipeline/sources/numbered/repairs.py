"""What an export damaged, mended where the line rule proves how; everything else is refused with its place.

Provable are numbers that stand apart from their text, and text that came without its numbers: between two sound numbers
exactly so many are free as the rule cuts lines from the text that stands there (Z301, Z302); and blocks that a page break
cut in two (``page_breaks``).

Numbers that contradict each other prove nothing. They are errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources.numbered.page_breaks import rejoined
from pipeline.sources.numbered.passages import NumberedPassage, PrintedLine
from pipeline.sources.numbered.widths import Evidence
from pipeline.text import numbering
from pipeline.text.model import LineRule


@dataclass(frozen=True, slots=True)
class Repaired:
    """The passages with a number on every line, and what was done to them."""

    passages: tuple[NumberedPassage, ...]
    diagnostics: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...] = ()


def repaired(passages: Sequence[NumberedPassage], known: Evidence, first: int = 1) -> Repaired:
    """The passages mended as far as the rules that are ``known`` prove it. ``faults`` holds what could not be mended (Z203 to Z205).

    ``first`` is the number that the text begins with, where its first line has none itself.
    """
    mended: list[NumberedPassage] = []
    reported: list[Diagnostic] = []
    faults: list[Diagnostic] = []
    stretches = [(damaged, list(group)) for damaged, group in groupby(passages, key=_is_damaged)]
    for index, (damaged, group) in enumerate(stretches):
        if not damaged:
            mended += group
            continue
        before = _last_number(mended)
        after = (
            _first_number(group_after)
            if (group_after := stretches[index + 1][1] if index + 1 < len(stretches) else [])
            else None
        )
        result = _stretch(group, before, after, known, first)
        mended += result.passages
        reported += result.diagnostics
        faults += result.faults
    if not faults:
        faults += _gaps(mended)
    if faults:
        return Repaired((), (), tuple(faults))
    joined, joins = rejoined(mended, known.rule)
    return Repaired(tuple(joined), (*reported, *joins))


def _is_damaged(passage: NumberedPassage) -> bool:
    return any(line.number is None or not line.markup for line in passage.lines)


def _numbers(passages: Sequence[NumberedPassage]) -> list[int]:
    return [line.number for passage in passages for line in passage.lines if line.number is not None]


def _last_number(passages: Sequence[NumberedPassage]) -> int | None:
    return next(reversed(_numbers(passages[-1:])), None)


def _first_number(passages: Sequence[NumberedPassage]) -> int | None:
    return next(iter(_numbers(passages[:1])), None)


def _stretch(
    group: list[NumberedPassage], before: int | None, after: int | None, known: Evidence, first: int
) -> Repaired:
    """One run of damaged passages, between the numbers ``before`` and ``after`` (None at the ends of the text).

    Behind the last number that is there, nothing says that a text counts at all: only numbers that stand apart do.
    """
    present = _numbers(group)
    begin = before + 1 if before is not None else group[0].lines[0].number or first
    end = after - 1 if after is not None else present[-1] if present else begin - 1
    numbers = range(begin, end + 1)
    ways: dict[tuple[NumberedPassage, ...], LineRule] = {}
    for rule in known.rules:
        filled = _filled(group, numbers, rule)
        if filled is not None:
            ways.setdefault(tuple(filled), rule)
    if len(ways) == 1:
        [(only, rule)] = ways.items()
        return Repaired(only, tuple(_repairs(group, list(only), rule)))
    if ways:
        return Repaired((), (), (_undecided(group, ways),))
    return Repaired((), (), tuple(_hopeless(group, numbers, known.rule)))


def _undecided(group: Sequence[NumberedPassage], ways: dict[tuple[NumberedPassage, ...], LineRule]) -> Diagnostic:
    """The lines that are there allow rules that would part the text in different ways."""
    widths = sorted({rule.width for rule in ways.values()})
    line = next(line for passage in group for line in passage.lines if line.markup)
    message = f"„{_shortened(line.text)}“ lässt sich auf mehrere Weisen in Zeilen teilen (Breite {widths[0]} bis {widths[-1]})."
    setting = numbering.width_setting(line.place.file)
    return Diagnostic("Z203", line.place, message, f"Nennen Sie die Zeilenlänge, etwa 80, als {setting}.")


def _filled(group: list[NumberedPassage], numbers: range, rule: LineRule) -> list[NumberedPassage] | None:
    """The passages with the numbers in order on their lines, if they fit exactly and the rule agrees; else None."""
    result: list[NumberedPassage] = []
    free = iter(numbers)
    for passage in group:
        lines = [line for line in passage.lines if line.markup]
        if not lines:
            continue
        if len(lines) == 1 and lines[0].number is None:
            lines = _cut(lines[0], passage.width(rule))
        given: list[PrintedLine] = []
        for line in lines:
            number = next(free, None)
            if number is None or line.number not in {None, number}:
                return None
            given.append(replace(line, number=number))
        filled = replace(passage, lines=tuple(given))
        if not filled.follows(rule):
            return None
        result.append(filled)
    return result if next(free, None) is None else None


def _cut(line: PrintedLine, width: int) -> list[PrintedLine]:
    """A line that holds a whole block, cut by the rule. Markup is cut where its words are."""
    pieces = numbering.split(line.text, width)
    if line.markup == line.text:
        return [
            PrintedLine(None, piece.printed, replace(line.place, column=line.place.column + offset))
            for piece, offset in zip(pieces, _offsets([piece.text for piece in pieces]), strict=True)
        ]
    return [
        PrintedLine(None, markup, line.place)
        for markup in _cut_markup(line.markup, [piece.printed for piece in pieces])
    ]


def _offsets(texts: Sequence[str]) -> Iterator[int]:
    offset = 0
    for text in texts:
        yield offset
        offset += len(text)


def _cut_markup(markup: str, texts: Sequence[str]) -> Iterator[str]:
    """The markup in parts whose words are these texts: escapes and delimiters travel with the character they precede."""
    rest = markup
    for text in texts[:-1]:
        end, shown = 0, 0
        while shown < len(text):
            step = 2 if rest[end] == "\\" and end + 1 < len(rest) else 1
            if rest[end : end + step][-1] == text[shown]:
                shown += 1
            end += step
        yield rest[:end].strip()
        rest = rest[end:]
    yield rest.strip()


def _repairs(group: list[NumberedPassage], filled: list[NumberedPassage], rule: LineRule) -> Iterator[Diagnostic]:
    """A repair for each passage that was given numbers, with the proof."""
    loose = {line.number: line.place for passage in group for line in passage.lines if line.number and not line.markup}
    present = {line.number for passage in group for line in passage.lines if line.number and line.markup}
    for passage in filled:
        lines = [line for line in passage.lines if line.number not in present]
        if not lines or lines[0].number is None or lines[-1].number is None:
            continue
        where, one = _span(lines[0].number, lines[-1].number), len(lines) == 1
        words = _shortened(" ".join(line.text for line in lines))
        count = f"{len(passage.lines)} Zeile{'n' if len(passage.lines) > 1 else ''}"
        free = "diese Nummer ist" if one else "diese Nummern sind"
        proof = f"Beweis: bei Breite {passage.width(rule)} ergibt der Text genau {count}, und nur {free} frei."
        if apart := [str(loose[line.number].line) for line in lines if line.number in loose]:
            verbs = ("stand", "gehört") if one else ("standen", "gehören")
            at = f"Zeile {' und '.join(apart)} der Datei"
            message = f"{where} {verbs[0]} getrennt vom Text (in {at}) und {verbs[1]} zu „{words}“."
            yield Diagnostic("Z301", lines[0].place, message, proof)
        else:
            verbs = ("fehlte", "ist") if one else ("fehlten", "sind")
            yield Diagnostic("Z302", lines[0].place, f"{where} {verbs[0]} bei „{words}“ und {verbs[1]} ergänzt.", proof)


def _span(first: int, last: int) -> str:
    return f"Nummer {first}" if first == last else f"Nummern {first} bis {last}"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"  # noqa: PLR2004


def _hopeless(group: list[NumberedPassage], numbers: range, rule: LineRule) -> Iterator[Diagnostic]:
    """Why the stretch cannot be mended: text without a free number, or numbers without text."""
    lines = [line for passage in group for line in passage.lines]
    bare = [line for line in lines if line.markup and line.number is None]
    empty = [line for line in lines if not line.markup]
    if not bare:
        yield from (
            Diagnostic(
                "Z204",
                line.place,
                f"Zeile {line.number} hat eine Nummer, aber keinen Text.",
                "Tragen Sie den Text nach der Vorlage ein.",
            )
            for line in empty
        )
        taken = {line.number for line in lines}
        yield from (_missing(number, number, lines[0].place) for number in numbers if number not in taken)
        return
    cut = sum(
        len(numbering.split(passage.running_text(rule), passage.width(rule)))
        for passage in group
        if any(line.markup for line in passage.lines)
    )
    lines_cut = f"die Regel ergibt hier {cut} Zeile{'' if cut == 1 else 'n'}"
    match len(numbers):
        case 0:
            why = "Davor und danach ist keine Nummer frei."
        case 1:
            why = f"Frei ist nur Nummer {numbers[0]}, {lines_cut}."
        case _:
            why = f"Frei sind die Nummern {numbers[0]} bis {numbers[-1]}, {lines_cut}."
    for line in bare:
        yield Diagnostic(
            "Z203",
            line.place,
            f"Text ohne Zeilennummer: „{_shortened(line.text)}“. {why}",
            "Vergleichen Sie mit der Vorlage. Gehört es nicht zum beschlossenen Text, löschen Sie es.",
        )


def _missing(first: int, last: int, place: Place) -> Diagnostic:
    what = f"Zeile {first} fehlt" if first == last else f"Zeilen {first} bis {last} fehlen"
    return Diagnostic("Z205", place, f"{what}: weder Nummer noch Text sind da.", "Ergänzen Sie sie nach der Vorlage.")


def _gaps(passages: Sequence[NumberedPassage]) -> Iterator[Diagnostic]:
    """A fault for each place where numbers are missing between two lines that are there."""
    lines = [line for passage in passages for line in passage.lines]
    for before, line in zip(lines, lines[1:], strict=False):
        if before.number is not None and line.number is not None and line.number > before.number + 1:
            yield _missing(before.number + 1, line.number - 1, line.place)
