"""Printed lines with numbers: the rule that they follow, the lists that they make, the blocks that page breaks cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

import pytest
from conftest import TEXT, read

from pipeline.diagnostics import InputRefusal, Place
from pipeline.sources.copied_lines import Copy
from pipeline.sources.numbered import emphasis, numbered_markdown, repairs
from pipeline.sources.numbered.annexes import parted
from pipeline.sources.numbered.numbered_markdown import divided
from pipeline.sources.numbered.numbered_rows import item_rows, official_rows, rows_of
from pipeline.sources.numbered.page_breaks import rejoined
from pipeline.sources.numbered.passages import (
    HeadingRole,
    ItemRole,
    NumberedPassage,
    ParagraphRole,
    PrintedLine,
    Role,
    blocks,
)
from pipeline.sources.numbered.repairs import repaired
from pipeline.sources.numbered.widths import Evidence, evidence
from pipeline.text import walk
from pipeline.text.model import BulletList, Heading, Inlines, LineRule, LineStart, Note, OrderedList, Strong, Text
from pipeline.text.numbering import HEADING_SHARES


def passages(*printed: tuple[Role, Sequence[str]]) -> list[NumberedPassage]:
    """Passages whose lines are numbered through."""
    numbers = count(1)
    return [
        NumberedPassage(role, tuple(PrintedLine(at := next(numbers), text, Place("p.md", at)) for text in lines))
        for role, lines in printed
    ]


def test_a_word_that_the_rule_cut_gives_the_width_away() -> None:
    found = evidence(passages((ParagraphRole(), ["a" * 50 + "-", "aaa"])), None)
    assert found.rules == tuple(LineRule(50, share) for share in HEADING_SHARES)


def test_a_word_cut_at_the_narrowest_width_leaves_that_width() -> None:
    found = evidence(passages((ParagraphRole(), ["a" * 39 + "-", "aaa"])), None)
    assert min(rule.width for rule in found.rules) == 40


@pytest.mark.parametrize("line", ["Wort " * 11 + "Worte", "Wort " * 12 + "Worte"])
def test_a_passage_of_one_line_is_no_longer_than_the_width(line: str) -> None:
    found = evidence(passages((ParagraphRole(), [line])), None)
    assert min(rule.width for rule in found.rules) == len(line)


def test_an_item_of_one_line_is_narrower_by_what_the_list_takes() -> None:
    line = "Wort " * 11 + "Worte"
    found = evidence(passages((ItemRole(1, ""), [line])), None)
    assert min(rule.width for rule in found.rules) == len(line) + 6


def test_of_widths_that_no_site_is_known_for_the_one_nearest_to_80_is_gone_by() -> None:
    found = evidence(passages((ParagraphRole(), ["Wort " * 11 + "Worte", "Wortendeen"])), None)
    assert {rule.width for rule in found.rules} == set(range(60, 71))
    assert found.rule.width == 70


def test_where_the_text_says_nothing_every_width_from_40_to_160_is_open() -> None:
    assert {rule.width for rule in evidence(passages((ParagraphRole(), ["Wort"])), None).rules} == set(range(40, 161))


def test_inside_a_list_a_cut_word_is_narrower_by_what_the_list_takes() -> None:
    found = evidence(passages((ItemRole(2), ["a" * 50 + "-", "aaa"])), None)
    assert found.rules == tuple(LineRule(62, share) for share in HEADING_SHARES)


def test_only_the_next_label_goes_on_with_the_list() -> None:
    items = passages(*((ItemRole(1, label), ["Wort"]) for label in ("1.", "2.", "7.", "8.")))
    found, _ = blocks(items, LineRule())
    assert [(each.start, len(each.items)) for each in found if isinstance(each, OrderedList)] == [(1, 2), (7, 2)]


def test_what_stands_deeper_belongs_to_the_last_item_and_leaves_the_others_as_they_are() -> None:
    items = passages(*((ItemRole(depth, ""), [word]) for depth, word in ((1, "a"), (2, "b"), (1, "c"), (2, "d"))))
    found, _ = blocks((*passages((ParagraphRole(), ["Wir"])), *items), LineRule())
    [_, whole] = found
    assert isinstance(whole, BulletList)
    assert [walk.plain(each.content) for each in walk.text_blocks((whole,))] == ["a", "b", "c", "d"]
    assert [len(each.blocks) for each in whole.items] == [1, 1]


def heads(one: int, other: int) -> int:
    """How many headings are left of two of these levels that the rule would cut from one."""
    cut = passages((HeadingRole(one), ["Wege für alle, die in der Stadt"]), (HeadingRole(other), ["unterwegs sind"]))
    rule = LineRule(40, 0.75)
    return len(repaired(cut, Evidence(rule, (rule,))).passages)


def test_a_heading_that_a_page_break_cut_is_one_again_but_two_levels_are_two_headings() -> None:
    assert heads(2, 2) == 1
    assert heads(2, 3) == 2


def test_a_heading_with_a_number_is_a_line_of_the_text_though_it_reads_like_the_label_of_a_section() -> None:
    found = read(TEXT.replace("5 **Für alle**", "5 **Begründung**")).numbered.chapter.blocks
    assert [walk.plain(each.content) for each in found if isinstance(each, Heading)] == ["Begründung"]


def test_labels_in_brackets_are_those_of_a_list_where_the_rule_says_no_more_for_paragraphs() -> None:
    text = TEXT.replace("- 7 • den", "7 (1) den").replace("- 9 •", "9 (2)")
    [*_, found] = read(text).numbered.chapter.blocks
    assert isinstance(found, OrderedList)
    assert len(found.items) == 2


@pytest.mark.parametrize(
    ("end", "begin", "left"),
    [("Leute und", "Straßen bauen.", 1), ("Stadt-", "Straßenbauer.", 1), ("Leute hier", "Straßen bauen.", 2)],
)
def test_a_page_break_is_proved_where_no_sentence_can_end(end: str, begin: str, left: int) -> None:
    cut = passages((ParagraphRole(), [f"Wir wollen mehr Wege für alle {end}"]), (ParagraphRole(), [begin]))
    found, reported = rejoined(cut, LineRule(40))
    assert len(found) == left
    assert [each.code for each in reported] == ["Z303" if left == 1 else "Z211"]


def test_words_that_got_their_number_from_elsewhere_keep_the_column_that_they_have_in_the_file() -> None:
    copy = Copy(("1 Wege", "2 Brücken"), shifts={2: 2})
    assert [row.place.column for row in rows_of(copy)] == [3, 1]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (("1 Wir", "2 (1) Wege", "3 (2) Brücken"), []),
        (("1 Wir", "", "2 (1) Wege", "3 (2) Brücken", "4 (3) Züge"), ["(1)", "(2)", "(3)"]),
        (("- 1 1. Wege", "- 2 2. Brücken", "- 3 Züge", "- 4 7. Mai"), ["1.", "2.", "", ""]),
        (("- 1 2. Wege", "- 2 Züge", "- 3 3. Brücken"), ["", "", ""]),
        (("- 1 3. Wege", "- 2 Züge", "- 3 8. Brücken", "- 4 9. Stege"), ["", "", "8.", "9."]),
    ],
)
def test_a_label_is_one_where_the_rows_beside_it_count_with_it(lines: Sequence[str], labels: Sequence[str]) -> None:
    found = item_rows(list(rows_of(Copy(tuple(lines)))))
    assert [row.role.label for row in found if isinstance(row.role, ItemRole)] == labels


def test_rows_are_a_table_where_a_row_of_dashes_says_so_and_else_lines_of_the_text() -> None:
    lines = ("1 Wir", "", "| kein Rahmen", "| und keiner", "", "| a |", "| - |", "| b |", "", "2 Ende")
    found = parted(lines, "p.md")
    assert len(found.tables) == 1
    assert found.lines == (*lines[:5], "", "", "", "", "2 Ende")


@pytest.mark.parametrize("code", ["[^x] fehlt", "[^x] und [^y] fehlen"])
def test_calls_of_notes_that_nobody_wrote_are_told_where_they_stand_and_stay_text(code: str) -> None:
    found = parted(("1 Wir", f"2 {code}"), "p.md")
    assert [(each.code, each.place.line, each.place.column) for each in found.diagnostics] == [
        ("Z247", 2, at.start() + 1) for at in re.finditer(r"\[", f"2 {code}")
    ]
    assert found.lines[1] == "2 " + code.replace("[", "\\[")


def test_a_note_goes_on_below_a_blank_line_where_what_follows_stands_in() -> None:
    lines = ("1 Wir[^a]", "", "[^a]: Eine", "", "    Anmerkung.", "", "2 Ende")
    found = parted(lines, "p.md")
    assert found.lines == ("1 Wir[^1]", "", "", "", "", "", "2 Ende")
    assert [len(each.blocks) for each in found.notes] == [2]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a **b** c", (Text("a "), Strong((Text("b"),)), Text(" c"))),
        ("ein a**b** c", (Text("ein a**b** c"),)),
        ("**b**c d", (Text("**b**c d"),)),
        ("**a **b** c", (Text("**a "), Strong((Text("b"),)), Text(" c"))),
    ],
)
def test_stress_opens_before_a_word_and_closes_after_one(markup: str, expected: Inlines) -> None:
    content, _ = emphasis.inlines([(LineStart(1), markup, Place("p.md", 1, 1))])
    assert content[1:] == expected


def test_a_text_of_up_to_60_characters_is_quoted_whole() -> None:
    assert repairs._shortened("a" * 60) == "a" * 60
    assert repairs._shortened("a" * 61) == "a" * 57 + "…"


def test_a_text_of_two_chapters_is_two_texts_whose_lines_stay_where_they_are() -> None:
    assert divided(TEXT) == (TEXT,)
    one, other = divided(f"{TEXT}\n{TEXT}")
    assert one == TEXT
    assert other == "\n" * (TEXT.count("\n") + 1) + TEXT


def test_a_call_of_a_note_that_nobody_wrote_is_a_fault_of_the_text() -> None:
    with pytest.raises(InputRefusal) as caught:
        read(TEXT.replace("Teilhabe", "Teilhabe[^x]"))
    assert [each.code for each in caught.value.diagnostics] == ["Z247"]
    noted = read(TEXT.replace("Teilhabe", "Teilhabe[^x]") + "\n[^x]: Eine Anmerkung.\n").numbered.chapter.blocks
    assert any(isinstance(each, Note) for block in walk.text_blocks(noted) for each in walk.leaves(block.content))


def test_a_passage_is_cut_behind_a_sentence_where_the_next_word_would_have_fitted() -> None:
    [whole] = passages((ItemRole(1, ""), ["Ein Satz.", "Noch einer", "geht weiter.", "Ein " + "a" * 37 + ".", "Ende"]))
    parts = list(numbered_markdown._parts(whole, LineRule(46)))
    assert [part.texts for part in parts] == [
        ("Ein Satz.",),
        ("Noch einer", "geht weiter."),
        ("Ein " + "a" * 37 + ".", "Ende"),
    ]
    assert [type(part.role) for part in parts] == [ItemRole, ParagraphRole, ParagraphRole]


def test_of_two_equal_numbers_the_first_one_is_official() -> None:
    assert official_rows(list(rows_of(Copy(("1 Wir", "2 Wege", "2 Brücken", "3 Züge"))))) == [0, 1, 3]


def test_a_note_of_one_line_ends_with_it() -> None:
    assert parted(("1 Wir[^a]", "[^a]: Eine", "2 Ende"), "p.md").lines == ("1 Wir[^1]", "", "2 Ende")
