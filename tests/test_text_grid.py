"""The grid of a table: which cell is where, what heads it, and how a table becomes even."""

from __future__ import annotations

import time

import pytest

from pipeline.diagnostics import Place
from pipeline.text import even_tables, grid
from pipeline.text.model import Alignment, Cell, Table, Text


def cell(words: str = "", columns: int = 1, rows: int = 1, *, heading: bool = False) -> Cell:
    return Cell((Text(words),) if words else (), Place("a.html", 2, 7), columns, rows, heading)


def table(*rows: tuple[Cell, ...], header: tuple[tuple[Cell, ...], ...] = ()) -> Table:
    return Table(header, rows, (), place=Place("a.html", 1, 1))


def head(words: str, columns: int = 1, rows: int = 1) -> Cell:
    return cell(words, columns, rows, heading=True)


def settled(made: Table) -> tuple[Table, list[str]]:
    found, faults = even_tables.settled(made)
    assert even_tables.settled(found)[0] == found
    assert all(each.place.file == "a.html" and each.hint for each in faults)
    return found, [each.code for each in faults]


def heads(made: Table) -> dict[str, list[str]]:
    found = grid.grid(made)
    return {
        grid.words(placed.cell): [grid.words(each.cell) for each in found.heads(placed)]
        for placed in found.cells
        if placed.cell.content
    }


COSTS = table(
    (head("Ufer"), cell("12", 2)),
    (head("Berg", rows=2), cell("1"), cell("2")),
    (cell("3"), cell("4")),
    header=((cell("Weg", rows=2), cell("Kosten", 2)), (cell("2026"), cell("2027"))),
)


def test_each_cell_has_the_heads_above_and_beside_it() -> None:
    found, codes = settled(COSTS)
    assert not codes
    assert len(found.alignments) == 3
    assert heads(found) == {
        "Weg": [],
        "Kosten": [],
        "2026": ["Kosten"],
        "2027": ["Kosten"],
        "Ufer": ["Weg"],
        "12": ["Kosten", "2026", "2027", "Ufer"],
        "Berg": ["Weg"],
        "1": ["Kosten", "2026", "Berg"],
        "2": ["Kosten", "2027", "Berg"],
        "3": ["Kosten", "2026", "Berg"],
        "4": ["Kosten", "2027", "Berg"],
    }


def test_an_empty_corner_heads_nothing() -> None:
    found, codes = settled(table((head("Ufer"), cell("12")), header=((cell(), cell("Länge")),)))
    assert not codes
    assert heads(found) == {"Länge": [], "Ufer": [], "12": ["Länge", "Ufer"]}


def test_a_row_that_is_one_heading_heads_the_rows_below_it_up_to_the_next_such_row() -> None:
    made = table(
        (head("Mitte", 2),),
        (head("A"), cell("1")),
        (head("Nord", 2),),
        (head("B"), cell("2")),
        header=((cell("Weg"), cell("km")),),
    )
    found, _ = settled(made)
    assert heads(found)["1"] == ["km", "Mitte", "A"]
    assert heads(found)["2"] == ["km", "Nord", "B"]
    assert heads(found)["Nord"] == []


def test_of_two_heads_with_data_between_them_the_nearer_one_counts() -> None:
    found, _ = settled(table((head("A"), cell("1"), head("B"), cell("2"))))
    assert heads(found)["2"] == ["B"]
    nested, _ = settled(table((head("A", rows=2), head("B"), cell("1")), (head("C"), cell("2"))))
    assert heads(nested)["2"] == ["A", "C"]


def test_a_heading_with_no_data_beside_or_below_it_is_data() -> None:
    found, codes = settled(table((head("Summe"), cell("1"), head("2")), (head("x"), head("y"), head("z"))))
    assert [[each.heading for each in row] for row in found.rows] == [[True, False, False], [False] * 3]
    assert not codes


@pytest.mark.parametrize(
    ("made", "codes", "spans"),
    [
        (table((cell("a"), cell("b")), (cell("c"),), header=((cell("x"), cell("y")),)), ["Z219"], "1 1/1 1/1 1"),
        (table((cell("a"), cell("b")), header=((cell("x"), cell("y", rows=2)),)), ["Z219"], "1 1/1 1"),
        (table((head("a"), cell("b", rows=0)), (head("c"),), (head("d"),)), [], "1 1/1/1"),
        (table((head("a", rows=2), cell("b", 99, 2)), ()), [], "1 1"),
        (table((cell("a"), cell("b")), header=((cell(), cell()),)), ["Z219"], "1 1"),
        (table((cell("a"), cell("b"))), ["Z219"], "1 1"),
    ],
    ids=["short row", "over the head's end", "to the end", "nothing begins there", "an empty head", "no head"],
)
def test_a_table_is_made_even_and_what_was_mended_is_reported(made: Table, codes: list[str], spans: str) -> None:
    found, reported = settled(made)
    assert reported == codes
    assert "/".join(" ".join(str(each.columns) for each in row) for row in (*found.header, *found.rows)) == spans
    assert even_tables.even(found)


def test_the_same_words_are_there_after_mending() -> None:
    found, _ = settled(table((cell("a"), cell("b", 2)), (cell("c", rows=3),), (cell("d"), cell("e"))))
    assert [grid.words(each.cell) for each in grid.grid(found).cells if each.cell.content] == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    "made",
    [
        table((cell("a"), cell("b", rows=2)), (cell("c", 2),)),
        table(tuple(cell("a") for _ in range(101))),
        table(*[(cell("a"), cell("b"))] * 10_001),
        table(header=((cell("a"),),) * 21),
        table(*[(cell("a", 1000),) * 11] * 100),
        table(*[(cell("a", 1000, 65_534), cell("b"))] * 5_000),
    ],
    ids=["overlap", "wide", "long", "heads", "broad", "broad and deep"],
)
def test_what_does_not_add_up_is_refused_in_time(made: Table) -> None:
    began = time.process_time()
    found, faults = even_tables.settled(made)
    assert even_tables.refused(faults)
    assert {each.code for each in faults if each.code != "Z219"} == {"Z218"}
    assert even_tables.even(found)
    assert time.process_time() - began < 5


def test_alignments_follow_the_columns_that_remain() -> None:
    made = Table(
        ((cell("a", 2), cell("b")),), ((cell("c", 2), cell("d")),), (Alignment.START, Alignment.CENTER, Alignment.END)
    )
    assert even_tables.settled(made)[0].alignments == (Alignment.START, Alignment.END)
