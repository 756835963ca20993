"""What the comparison of lines tells, and how shortly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.displacements import LineRun, Swap, displaced, moves, runs
from pipeline.checks.line_concordance import MOST, LineTable, findings
from pipeline.readback.reading import ReadLine, Witness
from pipeline.text.concordance import Join, Line

TRUTH = (
    Line(1, "Eine gerechte Stadt ist für alle da, nicht", Join.SPACE),
    Line(2, "nur für die Mehrheit, sondern sozial-", Join.NONE),
    Line(3, "ökologisch und für jeden Donaudampfschiff", Join.HYPHEN),
    Line(4, "fahrer.", Join.END),
    Line(5, "Wir werden", Join.END),
    Line(6, "den Masterplan umsetzen,", Join.END),
    Line(7, "Wir werden", Join.END),
)


def flowing(lines: Sequence[Line] = TRUTH) -> list[ReadLine]:
    return [ReadLine(line.number, line.text, line.join) for line in lines]


def printed(lines: Sequence[Line] = TRUTH) -> list[ReadLine]:
    return [ReadLine(line.number, line.printed) for line in lines]


def told(lines: Sequence[ReadLine], *, line_true: bool = False) -> tuple[tuple[str, str], ...]:
    return findings(LineTable(lines, line_true), TRUTH)


def only(lines: Sequence[ReadLine], *, line_true: bool = False) -> tuple[str, str]:
    (finding,) = told(lines, line_true=line_true)
    return finding


def changed(number: int, text: str, lines: list[ReadLine]) -> list[ReadLine]:
    return [replace(line, text=text) if line.number == number else line for line in lines]


def test_the_same_lines_have_no_finding() -> None:
    assert not told(flowing())
    assert not told(printed(), line_true=True)


def test_two_swapped_numbers_are_one_finding_with_both() -> None:
    lines = flowing()
    lines[0], lines[1] = replace(lines[0], number=2), replace(lines[1], number=1)
    code, message = only(lines)
    assert code == "Z614"
    assert message.startswith("Zeile 1 und Zeile 2 sind vertauscht.")


def test_swapped_words_are_the_same_finding_as_swapped_numbers() -> None:
    lines = changed(1, TRUTH[5].text, changed(6, TRUTH[0].text, flowing()))
    assert only(lines)[0] == "Z614"


def test_a_stretch_that_moved_by_one_is_one_finding() -> None:
    lines = [ReadLine(n, TRUTH[n].printed) for n in range(1, 7)]
    assert [code for code, _ in told(lines, line_true=True)] == ["Z614", "Z601"]


def test_a_lost_word_is_named() -> None:
    code, message = only(changed(2, "nur für Mehrheit, sondern sozial-", flowing()))
    assert (code, message.rsplit("; ")[-1]) == ("Z603", "das 3. Wort „die“ fehlt.")


def test_both_wordings_are_shown() -> None:
    _, message = only(changed(5, "Wir wollen", flowing()))
    assert message == (
        "Zeile 5: erwartet „Wir werden“, gefunden „Wir wollen“; "
        "erster Unterschied beim 2. Wort: „werden“ erwartet, „wollen“ gefunden."
    )


def test_words_glued_across_a_line_end_are_named_in_reflowing_text() -> None:
    code, message = only([replace(line, join=Join.NONE) if line.number == 1 else line for line in flowing()])
    assert code == "Z605"
    assert "„nicht“ und „nur“ sind zu „nichtnur“ verklebt" in message


def test_words_glued_across_a_line_end_are_named_in_printed_lines() -> None:
    lines = changed(1, TRUTH[0].text + "nur", changed(2, TRUTH[1].text.removeprefix("nur "), printed()))
    code, message = only(lines, line_true=True)
    assert code == "Z605"
    assert "„nicht“ und „nur“ sind zu „nichtnur“ verklebt" in message


def test_a_word_that_went_over_the_line_end_is_one_finding() -> None:
    lines = changed(1, TRUTH[0].text.removesuffix(" nicht"), changed(2, f"nicht {TRUTH[1].text}", printed()))
    assert only(lines, line_true=True)[0] == "Z605"


def test_words_glued_inside_a_line_are_other_words() -> None:
    code, message = only(changed(5, "Wirwerden", flowing()))
    assert code == "Z603"
    assert "„Wir“ und „werden“ sind zu „Wirwerden“ verklebt" in message


def test_characters_that_look_alike_are_told_by_code_point() -> None:
    _, message = only(changed(5, "Wir\u00a0werden", flowing()))
    assert "‹U+00A0›" in message
    _, message = only(changed(3, TRUTH[2].text.replace("ö", "o\u0308"), flowing()))
    assert "U+00F6 erwartet und U+006F U+0308" in message


def test_a_lost_hyphen_of_the_rule_is_a_wrong_join() -> None:
    lines = [replace(line, join=Join.NONE) if line.number == 3 else line for line in flowing()]
    assert only(lines)[0] == "Z605"


def test_a_space_where_the_text_has_a_hyphen_alone_is_a_wrong_join() -> None:
    lines = [replace(line, join=Join.SPACE) if line.number == 2 else line for line in flowing()]
    code, message = only(lines)
    assert code == "Z605"
    assert "„sozial-ökologisch“ ist in „sozial-“ und „ökologisch“ getrennt" in message


def test_on_a_page_the_end_of_a_block_cannot_be_told_from_a_join() -> None:
    seen = [
        replace(line, join=Join.SPACE if want.join is Join.SPACE else Join.NONE)
        for line, want in zip(printed(), TRUTH, strict=True)
    ]
    assert not told(seen, line_true=True)


def test_lost_lines_are_told_as_one_stretch() -> None:
    code, message = only([line for line in flowing() if line.number not in {5, 6}])
    assert code == "Z601"
    assert message.startswith("Zeilen 5 bis 6 fehlen")


def test_a_lost_number_whose_words_stand_in_the_line_above_is_one_finding() -> None:
    lines = changed(1, f"{TRUTH[0].text} {TRUTH[1].text}", [line for line in flowing() if line.number != 2])
    code, message = only(lines)
    assert code == "Z601"
    assert "die Worte stehen bei Zeile 1" in message


def test_a_number_that_stands_twice_is_told() -> None:
    assert only([*flowing(), flowing()[0]])[0] == "Z602"


def test_a_number_that_the_model_has_not_is_told() -> None:
    assert only([*flowing(), ReadLine(99, "Mehr", Join.END)])[0] == "Z602"


def test_a_whole_line_that_stands_elsewhere_is_out_of_order() -> None:
    lines = flowing()
    assert only([*lines[:4], lines[5], lines[4], lines[6]])[0] == "Z604"


def test_no_line_at_all_is_one_finding() -> None:
    assert only([])[0] == "Z601"


def test_visible_numbers_that_run_ahead_are_one_finding() -> None:
    lines = [
        replace(line, witnesses=(Witness("sichtbare Nummer", line.number + (line.number > 3)),)) for line in flowing()
    ]
    code, message = only(lines)
    assert code == "Z606"
    assert message == "Zeilen 4 bis 7: sichtbare Nummer nennt Zeilen 5 bis 8."


def test_a_missing_visible_number_is_told() -> None:
    lines = [
        replace(line, witnesses=(Witness("sichtbare Nummer", None if line.number == 2 else line.number),))
        for line in flowing()
    ]
    assert only(lines)[0] == "Z606"


def test_many_findings_of_one_kind_are_counted() -> None:
    truth = tuple(Line(number, f"Wort {number}", Join.END) for number in range(1, 101))
    found = findings(LineTable([ReadLine(line.number, "anders") for line in truth], line_true=True), truth)
    assert len(found) == MOST + 1
    assert found[-1][1].startswith("… und 80 weitere")


def test_a_page_shows_neither_kinds_of_space_nor_how_letters_are_composed() -> None:
    truth = (Line(1, "5\u202f% fu\u0308r z.\u00a0B. Dona\u00adu", Join.END),)
    seen = [ReadLine(1, "5 % für z. B. Donau")]
    assert not findings(LineTable(seen, line_true=True, visible_only=True), truth)
    assert findings(LineTable(seen, line_true=True), truth)


def test_very_long_wordings_are_shortened() -> None:
    _, message = only(changed(5, "x" * 100_000, flowing()))
    assert len(message) < 1000


@given(st.data())
def test_no_change_of_number_or_words_goes_unseen(data: st.DataObject) -> None:
    lines = flowing()
    index = data.draw(st.integers(0, len(lines) - 1))
    kind = data.draw(st.sampled_from(["number", "text", "join", "drop", "repeat", "move"]))
    line = lines[index]
    match kind:
        case "number":
            lines[index] = replace(line, number=data.draw(st.integers(1, 9).filter(lambda each: each != line.number)))
        case "text":
            lines[index] = replace(line, text=data.draw(st.text("abc ä-").filter(lambda each: each != line.text)))
        case "join":
            lines[index] = replace(
                line, join=data.draw(st.sampled_from(list(Join)).filter(lambda each: each is not line.join))
            )
        case "drop":
            del lines[index]
        case "repeat":
            lines.insert(data.draw(st.integers(0, len(lines))), line)
        case _:
            del lines[index]
            lines.insert(data.draw(st.integers(0, len(lines)).filter(lambda each: each != index)), line)
    assert told(lines)


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ({}, []),
        ({3: 4, 4: 3}, [Swap(3, 3, 1)]),
        ({3: 5, 4: 6, 5: 3, 6: 4}, [Swap(3, 4, 2)]),
        ({3: 4, 4: 5, 5: 6}, [LineRun(3, 5, 1)]),
        ({3: 4, 9: 10}, [LineRun(3, 3, 1), LineRun(9, 9, 1)]),
    ],
)
def test_moves_are_told_as_swaps_and_stretches(moved: dict[int, int], expected: list[LineRun]) -> None:
    assert moves(moved) == expected


def test_runs_are_stretches_of_consecutive_numbers() -> None:
    assert runs([7, 1, 2, 3, 9]) == [(1, 3), (7, 7), (9, 9)]


@given(st.lists(st.integers(0, 30), unique=True))
def test_what_is_not_displaced_ascends(order: list[int]) -> None:
    kept = [each for each in order if each not in displaced(order)]
    assert kept == sorted(kept)
    assert displaced(sorted(order)) == set()


def test_a_file_without_lines_is_one_finding_that_names_all() -> None:
    assert only([]) == ("Z601", "Keine einzige Zeile gefunden, erwartet Zeilen 1 bis 7.")


def test_one_lost_line_and_several_are_named_with_the_words_of_the_first() -> None:
    assert only(flowing()[:-1]) == ("Z601", "Zeile 7 fehlt: „Wir werden“.")
    assert only([*flowing()[:4], *flowing()[6:]]) == ("Z601", "Zeilen 5 bis 6 fehlen: „Wir werden“ und die danach.")


def test_a_number_that_was_lost_with_its_words_kept_is_named_with_the_line_that_has_them() -> None:
    lines = flowing()
    joined = replace(lines[4], text=f"{lines[4].text} {lines[5].text}")
    code, message = only([*lines[:4], joined, lines[6]])
    assert code == "Z601"
    assert message.startswith("Zeile 6: die Nummer fehlt; die Worte stehen bei Zeile 5: ")


def test_another_join_is_named_with_both_lines() -> None:
    lines = flowing()
    lines[2] = replace(lines[2], join=Join.SPACE)
    code, message = only(lines)
    assert code == "Z605"
    assert message.startswith("Zeilen 3 und 4: ")
