"""Labels of lists: what may be one, which follows which, and that a list prints the labels that were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.labels import follows, label_at, ordered
from pipeline.text import list_labels
from pipeline.text.model import Counting, LineStart, ListItem, Text

LABELS = (
    "1.",
    "7b.",
    "(2)",
    "(1a)",
    "a)",
    "aa)",
    "bb)",
    "I.",
    "IV)",
    "ii.",
    "1.1",
    "1.1.",
    "2.3.4",
    "§ 1",
    "§ 12a",
    "1)",
    "A.",
    "1.)",
    "a.)",
)


@pytest.mark.parametrize("label", LABELS)
def test_what_people_write_before_items_is_a_label(label: str) -> None:
    assert label_at(f"{label} und mehr") == label
    assert label_at(f"{label}\tund mehr") == label


@pytest.mark.parametrize(
    "text",
    [
        "z. B. hier",
        "u. a. das",
        "d. h. so",
        "a. D. und",
        "u. Umgebung",
        "s. Seite 3",
        "z. Zt. hier",
        "i. d. R. so",
        "i. A. der Stadt",
        "Z. B. hier",
        "D. h. so",
        "I. d. R. so",
        "E. V. heißt das",
        "2026 war",
        "(siehe oben)",
        "a)ohne",
        "1.Mai",
        "§§ 1 und 2",
        "Am 1. Mai",
        "ab) hier",
        "",
    ],
)
def test_what_no_item_begins_with_is_no_label(text: str) -> None:
    assert label_at(text) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1.", "2."),
        ("(9)", "(10)"),
        ("a)", "b)"),
        ("h)", "i)"),
        ("i)", "ii)"),
        ("IV.", "V."),
        ("aa)", "bb)"),
        ("1.1", "1.2"),
        ("7.", "7a."),
        ("7a.", "7b."),
        ("§ 3", "§ 4"),
        ("§ 3a", "§ 3b"),
        ("y)", "z)"),
        ("7a.", "8."),
        ("(2b)", "(3)"),
        ("§ 2a", "§ 3"),
        ("1.)", "2.)"),
        ("b.)", "c.)"),
        ("dcccxcix)", "cm)"),
    ],
)
def test_labels_follow_each_other(before: str, after: str) -> None:
    assert follows(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1.", "3."),
        ("1.", "2)"),
        ("(1)", "2."),
        ("b)", "a)"),
        ("1.1", "2.2"),
        ("1.", ""),
        ("7a.", "7."),
        ("7a.", "9."),
        ("1.)", "2."),
    ],
)
def test_labels_that_do_not_follow(before: str, after: str) -> None:
    assert not follows(before, after)


@pytest.mark.parametrize(
    ("labels", "style"),
    [
        (("1.", "2."), Counting.DECIMAL),
        (("3.", "4.", "9."), Counting.DECIMAL),
        (("7.", "7b.", "9."), Counting.DECIMAL),
        (("(1)", "(2)"), Counting.PARENTHESES),
        (("a)", "b)"), Counting.LOWER_ALPHA),
        (("c)",), Counting.LOWER_ALPHA),
        (("A.", "B."), Counting.UPPER_ALPHA),
        (("1)", "2)"), Counting.TYPED),
        (("aa)", "bb)"), Counting.TYPED),
        (("I.", "II."), Counting.TYPED),
        (("i)",), Counting.TYPED),
        (("a)", "c)"), Counting.TYPED),
        (("1.1", "1.2"), Counting.TYPED),
        (("§ 1", "§ 2"), Counting.TYPED),
        (("01.", "02."), Counting.TYPED),
    ],
)
def test_a_list_counts_by_itself_only_where_that_prints_the_same(labels: tuple[str, ...], style: Counting) -> None:
    made = ordered(labels, [ListItem((Text("x"),)) for _ in labels])
    assert made.style is style
    assert list_labels.labels(made) == labels


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=6))
def test_every_list_prints_the_labels_that_were_written(labels: list[str]) -> None:
    assert list_labels.labels(ordered(labels, [ListItem((Text("x"),)) for _ in labels])) == tuple(labels)


def test_typed_labels_stand_in_every_way_through_the_model() -> None:
    items = [ListItem((LineStart(number), Text(word))) for number, word in ((1, "eins"), (2, "zwei"))]
    inner = ordered(("aa)", "bb)"), items)
    outer = ordered(("(1)",), [ListItem((), (inner,))])
    assert dict(list_labels.labelled_lines((outer,))) == {1: ("(1)", "aa)"), 2: ("bb)",)}


def test_an_item_between_two_numbers_takes_one_of_them() -> None:
    found = ordered(("1.", "1a.", "3."), [ListItem(()), ListItem(()), ListItem(())])
    assert [item.label for item in found.items] == ["", "1a", ""]


def test_a_list_of_labels_as_people_typed_them_counts_from_one() -> None:
    found = ordered(("§ 7", "§ 9"), [ListItem(()), ListItem(())])
    assert (found.start, found.style, [item.label for item in found.items]) == (1, Counting.TYPED, ["§ 7", "§ 9"])
