"""The lines of a finished file, held against the concordance of the model: numbers, order, words, joins (Z601 to Z614).

Faults that have one cause are reported as one finding: two numbers that changed places, a stretch that moved up by one, a
number that was lost so that its words stand in the line above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.checks import word_difference
from pipeline.checks.displacements import Swap, displaced, moves, runs, span
from pipeline.checks.finding import Finding, limited
from pipeline.readback.reading import ReadLine
from pipeline.text.concordance import Concordance, Join, Line

MOST = 20
"""Findings of one code about one file; the rest is counted."""

MISNUMBERED = frozenset({"Z601", "Z602", "Z604", "Z614"})
"""The codes that say that numbers themselves are wrong."""


@dataclass(frozen=True, slots=True)
class LineTable:
    """Lines to compare: those of a reading, or those of its Zeilenfassung."""

    lines: Sequence[ReadLine]
    line_true: bool
    """They show the printed words, with the hyphen that the rule inserted."""

    visible_only: bool = False
    """They show what is seen, not which characters it is made of."""

    def expected(self, line: Line) -> str:
        """What the model says that this table has on the line."""
        return self.seen(line.printed if self.line_true else line.text)

    def seen(self, text: str) -> str:
        """The text as far as this table keeps it."""
        return word_difference.visible(text) if self.visible_only else text


def findings(table: LineTable, truth: Concordance) -> tuple[Finding, ...]:
    """All that differs, the one that explains most first."""
    if not table.lines:
        expected_lines = span(truth[0].number, truth[-1].number)
        return (Finding("Z601", f"Keine einzige Zeile gefunden, erwartet {expected_lines}."),)
    expected = {line.number: table.expected(line) for line in truth}
    found = dict(reversed([(line.number, table.seen(line.text)) for line in table.lines]))
    moved = dict(_moved(expected, found))
    absorbed = dict(_absorbed(expected, found))
    explained = moved.keys() | absorbed.keys()
    result = [
        *_moves(moved, expected, found),
        *_missing(expected, found, absorbed),
        *_beyond(table, expected),
        *_order(table, expected, explained),
        *_words(expected, found, explained),
        *_joins(table, truth, found, expected),
        *_witnesses(table.lines),
    ]
    return tuple(limited(result, MOST))


def _moved(expected: Mapping[int, str], found: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """The lines that have exactly the words of another one, and of which."""
    homes: dict[str, list[int]] = {}
    for number, text in expected.items():
        homes.setdefault(text, []).append(number)
    elsewhere = {
        number: homes[text] for number, text in found.items() if text != expected.get(number, text) and text in homes
    }
    # Short lines such as „Wir werden“ have several homes: then what their neighbours did is the best explanation.
    usual = Counter(places[0] - number for number, places in elsewhere.items() if len(places) == 1)
    for number, places in elsewhere.items():

        def likely(home: int, number: int = number) -> tuple[int, bool, int]:
            return -usual[home - number], found.get(home) != expected[number], abs(home - number)

        yield number, min(places, key=likely)


def _moves(moved: Mapping[int, int], expected: Mapping[int, str], found: Mapping[int, str]) -> Iterator[Finding]:
    for each in moves(moved):
        example = f"Bei {each.first} steht {word_difference.in_quotes(found[each.first])} statt {word_difference.in_quotes(expected[each.first])}"
        if isinstance(each, Swap):
            other = span(each.first + each.offset, each.last + each.offset)
            yield Finding("Z614", f"{span(each.first, each.last)} und {other} sind vertauscht. {example}.")
        else:
            home = span(each.first + each.offset, each.last + each.offset)
            yield Finding("Z614", f"{span(each.first, each.last)}: hier stehen die Worte von {home}. {example}.")


def _absorbed(expected: Mapping[int, str], found: Mapping[int, str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The lines that also have the words of the missing lines after them, and of which."""
    for number, text in found.items():
        have, joined = word_difference.letters(text), word_difference.letters(expected.get(number, ""))
        following = number + 1
        while following in expected and following not in found and len(joined) < len(have):
            joined += word_difference.letters(expected[following])
            following += 1
        if following > number + 1 and joined == have:
            yield number, tuple(range(number + 1, following))


def _missing(
    expected: Mapping[int, str], found: Mapping[int, str], absorbed: Mapping[int, Sequence[int]]
) -> Iterator[Finding]:
    inside = {number: home for home, numbers in absorbed.items() for number in numbers}
    for home, numbers in absorbed.items():
        where = span(numbers[0], numbers[-1])
        yield Finding(
            "Z601",
            f"{where}: die Nummer fehlt; die Worte stehen bei Zeile {home}: {word_difference.in_quotes(found[home])}.",
        )
    for first, last in runs([number for number in expected if number not in found and number not in inside]):
        verb, more = ("fehlen", " und die danach") if last > first else ("fehlt", "")
        yield Finding("Z601", f"{span(first, last)} {verb}: {word_difference.in_quotes(expected[first])}{more}.")


def _beyond(table: LineTable, expected: Mapping[int, str]) -> Iterator[Finding]:
    seen: dict[int, str] = {}
    for line in table.lines:
        if line.number not in expected:
            yield Finding(
                "Z602", f"Zeile {line.number} kennt das Modell nicht: {word_difference.in_quotes(line.text)}."
            )
        elif line.number in seen:
            both = f"{word_difference.in_quotes(seen[line.number])} und {word_difference.in_quotes(line.text)}"
            yield Finding("Z602", f"Zeile {line.number} steht mehrmals da: {both}.")
        seen.setdefault(line.number, line.text)


def _order(table: LineTable, expected: Mapping[int, str], explained: set[int]) -> Iterator[Finding]:
    """Lines that stand elsewhere with their own words; numbers that are explained otherwise are not reported again."""
    order = list(dict.fromkeys(line.number for line in table.lines if line.number in expected))
    at = {number: index for index, number in enumerate(order)}
    for first, last in runs(sorted(displaced([number for number in order if number not in explained]))):
        before = order[at[first] - 1] if at[first] else None
        where = f"nach Zeile {before}" if before else "am Anfang"
        yield Finding("Z604", f"{span(first, last)}: steht {where}.")


def _words(expected: Mapping[int, str], found: Mapping[int, str], explained: set[int]) -> Iterator[Finding]:
    reported = set(explained)
    for number in sorted(found.keys() & expected.keys()):
        if number in reported or found[number] == expected[number]:
            continue
        following = number + 1
        crossed = (
            following in found
            and following in expected
            and following not in reported
            and word_difference.crossed((expected[number], expected[following]), (found[number], found[following]))
        )
        if crossed:
            reported.add(following)
            yield Finding("Z605", f"Zeilen {number} und {following}: {crossed}.")
        else:
            yield Finding("Z603", f"Zeile {number}: {word_difference.difference(expected[number], found[number])}.")


def _joins(
    table: LineTable, truth: Concordance, found: Mapping[int, str], expected: Mapping[int, str]
) -> Iterator[Finding]:
    wanted = {line.number: line for line in truth}
    for line, following in pairwise([*table.lines, None]):
        if line is None or line.join is None or line.number not in wanted:
            continue
        if following and following.number != line.number + 1:
            continue  # reported as missing, unknown or out of order
        want = wanted[line.number].join
        if _same(line.join, want, line_true=table.line_true) or found[line.number] != expected[line.number]:
            continue
        after = expected.get(line.number + 1, following.text if following else "")
        yield Finding(
            "Z605",
            f"Zeilen {line.number} und {line.number + 1}: {word_difference.joint(expected[line.number], after, want, line.join)}.",
        )


def _same(found: Join, want: Join, *, line_true: bool) -> bool:
    """Whether the joins agree; a line-true page shows only whether a space ends the line, and not where blocks end."""
    if line_true:
        return want in {Join.END, Join.BREAK} or (found is Join.SPACE) == (want is Join.SPACE)
    return found is want


def _witnesses(lines: Sequence[ReadLine]) -> Iterator[Finding]:
    """Visible numbers, links and destinations that name another line than the one they belong to."""
    kinds: dict[str, dict[int, int | None]] = {}
    for line in lines:
        for witness in line.witnesses:
            kinds.setdefault(witness.kind, {})[line.number] = witness.number
    for kind, named in kinds.items():
        for first, last in runs([number for number, other in named.items() if other is None]):
            yield Finding("Z606", f"{span(first, last)}: {kind} fehlt oder ist keine Zahl.")
        wrong = {number: other for number, other in named.items() if other is not None and other != number}
        for each in moves(wrong):
            other = span(each.first + each.offset, each.last + each.offset)
            how = "vertauscht mit" if isinstance(each, Swap) else "nennt"
            yield Finding("Z606", f"{span(each.first, each.last)}: {kind} {how} {other}.")
