"""Labels that people write before items stay as typed, each where it stood; ordinal numbers stay text."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from conftest import ROOT, read

from pipeline.sources import forms
from pipeline.sources.commonmark.label_lines import labelled
from pipeline.text import list_labels, walk
from pipeline.text.model import Block, BlockQuote, BulletList, OrderedList, Paragraph

CASES = ROOT / "tests" / "cases" / "labels"
FRONT = "---\ntitle: Probe\nresolved: 2026-03-02\n---\n\n"


def items(blocks: Iterable[Block], depth: int = 0) -> list[tuple[int, str, str]]:
    """Depth, label and words of every item, and of every paragraph without one."""
    found: list[tuple[int, str, str]] = []
    for block in blocks:
        match block:
            case OrderedList(each):
                for label, item in zip(list_labels.labels(block), each, strict=True):
                    found += [(depth, label, walk.plain(item.content)), *items(item.blocks, depth + 1)]
            case BulletList(each):
                for item in each:
                    found += [(depth, "•", walk.plain(item.content)), *items(item.blocks, depth + 1)]
            case BlockQuote(inner):
                found += items(inner, depth)
            case Paragraph(content):
                found.append((depth, "", walk.plain(content)))
            case _:
                pass
    return found


def shown(body: str) -> list[str]:
    return [f"{'  ' * depth}{label}" for depth, label, _ in items(read(FRONT + body).numbered.chapter.blocks)]


def codes(body: str) -> list[str]:
    return [each.code for each in read(FRONT + body).diagnostics]


def case(name: str) -> list[tuple[int, str, str]]:
    return items(forms.read(CASES / name).numbered.chapter.blocks)


def test_the_labels_of_statutes_are_kept_each_where_it_stood() -> None:
    found = [(depth, label) for depth, label, _ in case("satzung.md")]
    assert found == [
        *((0, label) for label in ("(1)", "(2)", "(1)", "a)", "b)", "c)", "(2)")),
        (1, "a)"),
        *((2, label) for label in ("aa)", "bb)")),
        *((0, label) for label in ("1.1", "1.2", "I.", "II.")),
    ]


def test_the_statutes_of_an_association() -> None:
    found = case("verein.md")
    assert [f"{'  ' * depth}{label}" for depth, label, _ in found] == [
        *("(1)", "(2)", "(2a)"),
        *("(1)", "  1.", "  2.", "  3.", "(2)", "  a)", "  b)", "    aa)", "    bb)"),
        *("(1)", "•", "•", "(10)", "(11)", "i)", "ii)", "iii)"),
    ]
    words = {label: text for _, label, text in found}
    assert words["(2a)"] == "Das 1. Geschäftsjahr endet am 31. Dezember 2026."
    assert words["  3.".strip()] == "der Volksbildung nach § 52 Abs. 2 Satz 1 Nr. 7 der Abgabenordnung."
    assert words["(10)"] == "Näheres regelt die Geschäftsordnung, siehe § 12 Abs. 3."
    assert [each.code for each in forms.read(CASES / "verein.md").diagnostics] == []


def test_rules_of_procedure() -> None:
    found = case("ordnung.md")
    assert [f"{'  ' * depth}{label}" for depth, label, _ in found] == [
        *("I.", "1.", "  a)", "  b)", "2.", "II."),
        *("1.1", "1.2", "1.2.1", "1.2.2", "2.1", "", "A.", "B.", "7.", "7a.", "7b."),
    ]
    assert {label: text for _, label, text in found}["2.1"] == "Die Frist beträgt 7. Tage nicht mit."


def test_ordinal_numbers_are_text_as_typed() -> None:
    assert case("ordnungszahlen.md") == [
        (0, "", "Der Rat beschließt:"),
        (0, "•", "2. Bürgermeisterin ist Frau Muster."),
        (0, "•", "3. Lesung am Donnerstag."),
        (
            0,
            "",
            "Die Demonstration findet statt am 1. Mai auf dem Rathausplatz. Die Wahl war im Jahr 2023. Das Ergebnis steht fest.",
        ),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "1. FC Musterstadt und der TSV spielen.\n",
        "Der Feiertag ist am\n3. Oktober und am\n31. Oktober.\n",
        "Es kam\n1848. Das war viel.\n",
        "Das regelte Heinrich\nIV. von Hessen, und dann Ludwig\nXIV. von Frankreich.\n",
        "Näheres regelt\n§ 3 Abs. 2 der Satzung.\n",
        "§ 3 Abs. 2 gilt nicht für alle.\n",
        "Wir haben 7\n1.5 Millionen davon.\n",
        "Die Kosten:\n\n2.5 Millionen Euro im Jahr.\n",
        "Das gilt – so steht es da\n– auch für uns.\n",
        "Am Abend z. B.\nu. a. die Vereine.\n",
        "Z. B. so.\n\nD. h. wir wollen das.\n\nI. d. R. klappt es.\n\nE. V. heißt eingetragener Verein.\n",
        "Wie in der Quelle\n(1) und in der anderen steht.\n",
        "- 1. Vorsitzende ist Frau A.\n- 2. Vorsitzende ist Herr B.\n",
        "Was 1) und 2) sagen, gilt auch für a) und b).\n",
        "Er sprach mit Frau\nA. Müller und Herrn\nC. Meier.\n",
    ],
)
def test_what_may_begin_a_line_of_prose_is_no_label_and_no_alarm(body: str) -> None:
    assert {label.strip() for label in shown(body)} <= {"", "•"}
    assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("Mitglied ist, wer\na) zahlt\nb) mitmacht\n", ["", "a)", "b)"]),
        ("Wir wollen:\n1. mehr Wege\n2. mehr Bäume\n", ["", "1.", "2."]),
        ("7. alt\n7a. neu\n7b. neuer\n", ["7.", "7a.", "7b."]),
        ("1) eins\n2) zwei\n", ["1)", "2)"]),
        ("I. eins\nII. zwei\nIII. drei\nIV. vier\n", ["I.", "II.", "III.", "IV."]),
        ("IV) vier\n\nV) fünf\n", ["IV)", "V)"]),
        ("i. eins\nii. zwei\n", ["i.", "ii."]),
        ("§ 1 Name\n\n§ 2 Sitz\n\n§ 2a Ort\n", ["§ 1", "§ 2", "§ 2a"]),
        ("1. Teil\n\n1.1 Kapitel\n\n1.2 Kapitel\n\n2. Teil\n\n2.1 Kapitel\n", ["1.", "1.1", "1.2", "2.", "2.1"]),
        ("(1) Absatz\n\n    a) innen\n\n    b) innen\n\n(2) Absatz\n", ["(1)", "  a)", "  b)", "(2)"]),
        ("(1) Absatz\n\ta) innen\n\t\taa) ganz innen\n(2) Absatz\n", ["(1)", "  a)", "    aa)", "(2)"]),
        ("§ 1 (1) eins\n    (2) zwei\n\n§ 2 (1) drei\n", ["§ 1", "  (1)", "  (2)", "§ 2", "  (1)"]),
        ("> (1) eins\n> (2) zwei\n", ["(1)", "(2)"]),
        ("- (1) eins\n- (2) zwei\n", ["•", "  (1)", "•", "  (2)"]),
        ("– eins\n– zwei\n", ["•", "•"]),
        ("Wir wollen:\n• eins\n• zwei\n  ◦ darunter\n", ["", "•", "•", "  •"]),
        ("aa) eins\nbb) zwei\naaa) drei\nbbb) vier\n", ["aa)", "bb)", "aaa)", "bbb)"]),
        ("1. Punkt\n\n   Mehr dazu.\n", ["1.", "  "]),
        ("(1)\nDer Text steht darunter.\n\n(2)\nHier auch.\n", ["(1)", "(2)"]),
        ("1. eins\n\n   Mehr dazu.\n2. zwei\n", ["1.", "  ", "2."]),
        ("1. eins\n1. zwei\n", ["1.", "2."]),
        ("1. eins\n3. drei\n4. vier\n", ["1.", "3.", "4."]),
        (" 9) neun\n10) zehn\n", ["9)", "10)"]),
        ("a) eins\nb) zwei\n\nText.\n\nc) drei\n", ["a)", "b)", "", "c)"]),
        ("(2) zwei\n(2a) zwei a\n(3) drei\n", ["(2)", "(2a)", "(3)"]),
        ("1. eins\n\n1a. eins a\n\n2. zwei\n", ["1.", "1a.", "2."]),
        ("§ 2 Sitz\n\n§ 2a Ort\n\n§ 3 Zeit\n", ["§ 2", "§ 2a", "§ 3"]),
        ("Wir wollen:\n1.) eins\n2.) zwei\n", ["", "1.)", "2.)"]),
        ("§ 1 Name\n(1) Er heißt so.\n§ 2 Zweck\n(1) Das ist er.\n", ["§ 1", "(1)", "§ 2", "(1)"]),
    ],
)
def test_labels_are_kept_as_typed(body: str, labels: list[str]) -> None:
    assert shown(body) == labels


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("1. Vorsitzende ist Frau A.\n2. Vorsitzende ist Herr B.\n", 6),
        ("Wir sind dabei am\n1. und auch am\n2. Tag.\n", 7),
        ("Das steht in Quelle\n(1) und dann in Quelle\n(2) noch einmal.\n", 7),
        ("Wir sagen – heute\n– und morgen\n– alles.\n", 7),
        ("Es gibt:\n2. Bürgermeisterinnen.\n", 7),
        ("Das ist so.\n(2) Und das auch.\n", 7),
        ("(c) 2026 Verein für Wege.\n", 6),
        ("Wir wollen das\n- und zwar bald.\n", 7),
    ],
)
def test_what_can_be_read_in_two_ways_is_a_warning_with_its_place(body: str, line: int) -> None:
    assert [(each.code, each.place.line, each.place.column) for each in read(FRONT + body).diagnostics] == [
        ("Z260", line, 1)
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("1. eins\n  - darunter\n2. zwei\n", 7),
        ("- eins\n - zwei\n", 7),
        ("-   eins\n  - zwei\n", 7),
    ],
)
def test_nesting_that_commonmark_does_not_see_is_a_warning(body: str, line: int) -> None:
    assert ("Z261", line) in [(each.code, each.place.line) for each in read(FRONT + body).diagnostics]


def test_what_stands_below_a_label_that_commonmark_does_not_have_is_nested_without_a_warning() -> None:
    body = "(10) Es gelten\n   - die Satzung,\n   - die Ordnung.\n\n1.1. Ausnahmen:\n  a) Feste\n  b) Feiern\n\n1.2. Ende.\n"
    assert shown(body) == ["(10)", "  •", "  •", "1.1.", "  a)", "  b)", "1.2."]
    assert codes(body) == []


def test_the_hint_of_a_doubtful_label_leads_to_text_without_a_warning() -> None:
    assert codes("1\\. Vorsitzende ist Frau A.\n2\\. Vorsitzende ist Herr B.\n") == []
    assert codes("Das ist so. (2) Und das auch.\n") == []
    assert shown("Es gibt:\n\n2. Bürger\n3. Bäume\n") == ["", "2.", "3."]
    assert codes("Wir wollen das\n\\- und zwar bald.\n") == []


def test_the_lines_of_a_text_are_looked_at_a_fixed_number_of_times() -> None:
    """Twice the lines, twice the looks: every line is read for its mark once."""

    class Counted(str):
        __slots__ = ()
        looks = 0

        def strip(self, chars: str | None = None, /) -> str:
            Counted.looks += 1
            return super().strip(chars)

    counts = []
    for size in (500, 1000):
        Counted.looks = 0
        labelled([Counted(f"{'  ' * (number % 7)}({number % 90}) Text") for number in range(size)])
        counts.append(Counted.looks)
    assert counts[1] <= 2 * counts[0] + 10


def test_a_row_of_days_is_text_and_a_row_with_one_day_in_it_is_a_list() -> None:
    assert shown("Text.\n1. Mai feiern.\n2. Juni auch.\n") == [""]
    assert shown("Text.\n1. Mai feiern.\n2. Bürgermeisterin wählen.\n") == ["", "1.", "2."]
