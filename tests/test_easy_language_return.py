"""What comes back: every row found, every damage told, nothing that a person wrote dropped without a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import handover as docx
import pytest
from conftest import HEAD, TEXT, read, seed
from handover import Fill, Handover, handover, para, paras
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import InputRefusal
from pipeline.easy_language import form_wording, ledger
from pipeline.easy_language.alignment import Key, aligned
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.row_status import refreshed
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import (
    Comment,
    Translation,
    TranslationRow,
    line_ranges,
    missing_lines,
    passages,
)
from pipeline.text.model import NumberedChapter

NUMBERED = read(TEXT).numbered
NAMES = [each.name for each in segments(NUMBERED)]
GROUP = {form_wording.READER_1: "Ada", form_wording.READER_2: "Ben", form_wording.CHECKED_ON: "3. Mai 2026"}


def full(status: str = "übersetzt") -> dict[str, Fill]:
    return {name: Fill([f"Leichter Satz {name}.", "Noch einer."], status) for name in NAMES}


def sent(fill: dict[str, Fill] | None = None) -> Handover:
    return handover(NUMBERED, full() if fill is None else fill)


def back(made: Handover, earlier: Translation | None = None, numbered: NumberedChapter = NUMBERED) -> Reconciled:
    return reconciled(sheet(made.data(), "zurück.docx"), numbered, earlier, "t.toml")


def codes(result: Reconciled) -> list[str]:
    return sorted(each.code for each in result.diagnostics)


def rows(result: Reconciled) -> dict[str, TranslationRow]:
    return {row.name: row for row in result.translation.rows}


def expected(name: str) -> tuple[str, ...]:
    return (f"Leichter Satz {name}.", "Noch einer.")


def kept_text(result: Reconciled) -> str:
    return "\n".join(line for each in result.translation.leftovers for line in each.text)


def test_a_filled_hand_over_comes_back_whole_and_without_a_finding() -> None:
    result = back(sent())
    assert [row.text for row in result.translation.rows] == [expected(name) for name in NAMES]
    assert {row.status for row in result.translation.rows} == {Status.TRANSLATED}
    assert result.diagnostics == ()
    assert result.translation.leftovers == ()


@pytest.mark.parametrize("typed", ["Übersetzt!", "übersetzt.", "(übersetzt)", "✓ Übersetzt", "ÜBERSETZT"])
def test_a_status_that_is_typed_is_the_same_with_signs_around_it(typed: str) -> None:
    result = back(sent(full(typed)))
    assert {row.status for row in result.translation.rows} == {Status.TRANSLATED}
    assert not any(row.note for row in result.translation.rows)
    assert result.diagnostics == ()


def test_a_status_among_other_words_is_a_note_and_reported() -> None:
    result = back(sent({**full(), NAMES[3]: Fill(["Leicht."], "geprüft am 3. Mai")}))
    assert codes(result) == ["Z661"]
    assert "„geprüft am 3. Mai“ gilt als Anmerkung" in result.diagnostics[0].message
    found = rows(result)[NAMES[3]]
    assert (found.status, found.note) == (Status.TRANSLATED, ("geprüft am 3. Mai",))


def test_an_empty_hand_over_says_which_lines_are_missing_and_writes_no_placeholder() -> None:
    result = back(sent({}))
    assert codes(result) == ["Z659", "Z659"]
    assert "Zeilen 1–9 fehlen." in {each.message for each in result.diagnostics}
    assert {row.text for row in result.translation.rows} == {()}


def test_coverage_names_the_official_lines_of_what_is_open() -> None:
    fill = full()
    open_row = next(each for each in segments(NUMBERED) if each.first == 7)
    fill[open_row.name] = Fill()
    assert [each.message for each in back(sent(fill)).diagnostics] == ["Zeilen 7–8 fehlen."]
    assert line_ranges([36]) == "Zeile 36"
    assert line_ranges([1, 4, 5, 6, 9]) == "Zeilen 1, 4–6 und 9"


Damage = Callable[[Handover], None]
X = "S0003"


def _delete(made: Handover) -> None:
    at = made.names.index(X)
    del made.rows[at], made.names[at]


def _copy(made: Handover) -> None:
    made.rows.append(made.row(X).replace("Noch einer.", "Ein anderer Satz."))


def _copy_exactly(made: Handover) -> None:
    made.rows.append(made.row(X))


def _move(made: Handover) -> None:
    made.rows.append(made.rows.pop(made.names.index(X)))


def _edit_number(made: Handover) -> None:
    made.replace(X, f">{X}, Zeile", ">S0099, Zeile")


def _erase_number(made: Handover) -> None:
    made.rows[2] = re.sub(rf">{X}, Zeile [0-9–]*<", "><", made.row(X))


def _erase_all_anchors(made: Handover) -> None:
    _erase_number(made)
    made.rows[2] = re.sub(r"<w:bookmark[^>]*>|<w:(tag|alias) [^>]*>", "", made.row(X))


def _edit_original(made: Handover) -> None:
    made.replace(X, "Dortmund steht", "Dortmund liegt")


def _erase_original(made: Handover) -> None:
    made.rows[2] = re.sub(r"Dortmund steht[^<]*", "", made.row(X))


def _text_below(made: Handover) -> None:
    made.after = para("Ein Satz unter der Tabelle.")


def _row_without_number(made: Handover) -> None:
    made.rows.append(docx.cells(["", "", "Ein ganz neuer Satz.", "", ""]))


def _unknown_number(made: Handover) -> None:
    made.rows.append(docx.cells(["S0999", "Ein fremder Satz.", "Ein fremder leichter Satz.", "", ""]))


def _comment(made: Handover) -> None:
    made.comments.append(("7", "Ada", "Das habe ich nicht verstanden."))
    made.replace(X, "Noch einer.</w:t></w:r>", 'Noch einer.</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r>')


def _comment_on_nothing(made: Handover) -> None:
    made.comments.append(("8", "Ben", "Wo war das?"))


def _tracked(made: Handover) -> None:
    made.replace(
        X,
        docx.run("Noch einer."),
        '<w:del w:id="90" w:author="A"><w:r><w:delText>Noch einer.</w:delText></w:r></w:del>'
        f'<w:ins w:id="91" w:author="A">{docx.run("Noch ")}</w:ins>{docx.run("einer.")}',
    )


def _picture(made: Handover) -> None:
    made.replace(
        X,
        docx.run("Noch einer."),
        f'{docx.run("Noch einer.")}<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
        "</w:drawing></w:r>",
    )


def _hidden(made: Handover) -> None:
    made.replace(X, docx.run("Noch einer."), docx.run("Noch einer.") + docx.run("geheim", "<w:rPr><w:vanish/></w:rPr>"))


def _pasted_elsewhere(made: Handover) -> None:
    made.properties = {}
    made.before = para("Sehr geehrte Damen und Herren, hier die Übersetzung.")


@pytest.mark.parametrize(
    ("damage", "found", "message", "leftover"),
    [
        (_delete, ["Z650", "Z659"], X, ""),
        (_copy, ["Z651"], X, "Leichter Satz S0003.\nEin anderer Satz."),
        (_copy_exactly, ["Z651"], X, ""),
        (_move, [], "", ""),
        (_edit_number, ["Z652"], "S0099", ""),
        (_erase_number, ["Z652"], "sichtbare Nummer fehlt", ""),
        (_erase_all_anchors, ["Z652"], "die Nummer fehlt", ""),
        (
            _edit_original,
            ["Z655"],
            "Dortmund liegt",
            (
                "Dortmund liegt in der Verantwortung, soziale Gerechtigkeit, Teilhabe und Schutz für "
                "Menschen in sehr unterschiedlichen Lebenssituationen zu gewährleisten."
            ),
        ),
        (_erase_original, ["Z655"], "gelöscht", ""),
        (_text_below, ["Z654"], "unter der Tabelle", "Ein Satz unter der Tabelle."),
        (_row_without_number, ["Z653"], "keine Nummer", "Ein ganz neuer Satz."),
        (_unknown_number, ["Z653"], "S0999", "Original: Ein fremder Satz.\nEin fremder leichter Satz."),
        (_comment, ["Z658"], "Ada: „Das habe ich nicht verstanden.“", ""),
        (_comment_on_nothing, ["Z658"], "Ben: „Wo war das?“", ""),
        (_tracked, ["Z657"], "2 nachverfolgte Änderungen", ""),
        # What is in the picture is taken or told before the rows are (test_easy_language_inserted_pictures).
        (_picture, [], "", ""),
        (_hidden, ["Z654"], "verborgener Text", "geheim"),
        (_pasted_elsewhere, ["Z654"], "Sehr geehrte", "Sehr geehrte Damen und Herren, hier die Übersetzung."),
    ],
)
def test_each_damage_is_told_and_every_text_is_exact(
    damage: Damage, found: list[str], message: str, leftover: str
) -> None:
    made = sent()
    damage(made)
    result = back(made)
    assert codes(result) == found
    assert any(message in each.message for each in result.diagnostics) or not found
    assert kept_text(result) == leftover
    gone = {X} if damage is _delete else set()
    assert {row.name: row.text for row in result.translation.rows if row.name not in gone} == {
        name: expected(name) for name in NAMES if name not in gone
    }


@pytest.mark.parametrize("damage", [_delete, _copy, _text_below, _unknown_number, _comment, _tracked, _hidden])
def test_a_file_that_comes_back_twice_changes_nothing_the_second_time(damage: Damage) -> None:
    made = sent()
    damage(made)
    once = back(made)
    again = back(made, once.translation)
    assert again.translation == once.translation
    assert codes(again) == codes(once)


def test_a_comment_is_kept_with_its_row() -> None:
    made = sent()
    _comment(made)
    assert rows(back(made))[X].comments == (Comment("Ada", ("Das habe ich nicht verstanden.",)),)


def test_a_missing_row_and_an_empty_cell_keep_what_came_back_before() -> None:
    before = back(sent()).translation
    made = sent()
    _delete(made)
    assert rows(back(made, before))[X].text == expected(X)
    emptied = back(sent({**full(), X: Fill()}), before)
    assert rows(emptied)[X].text == expected(X)
    assert rows(emptied)[X].status is Status.TRANSLATED
    assert codes(emptied) == ["Z663"]


def test_a_text_that_is_replaced_is_told_with_its_old_words() -> None:
    before = back(sent()).translation
    result = back(sent({**full(), X: Fill(["Besser so."], "übersetzt")}), before)
    assert rows(result)[X].text == ("Besser so.",)
    [told] = result.diagnostics
    assert told.code == "Z662"
    assert all(line in told.message for line in expected(X))


@pytest.mark.parametrize(
    "heads",
    [
        ("Original", "Nr. und Zeile", "Status und Anmerkung", "Leichte Sprache", "Bild"),
        ("Nr. und Zeile", "Original", "Frage", "Leichte Sprache", "Bild", "Status und Anmerkung"),
        ("", "Nr. und Zeile", "Original", "Leichte Sprache", "Bild", "Status und Anmerkung"),
    ],
)
def test_columns_are_found_by_their_heads_wherever_they_went(heads: tuple[str, ...]) -> None:
    made = sent()
    made.heads = heads
    for at, each in enumerate(made.rows):
        texts = dict(zip(form_wording.COLUMNS, re.findall(r"<w:tc>.*?</w:tc>", each), strict=True))
        made.rows[at] = f"<w:tr>{''.join(texts.get(name, docx.cell(para('Warum?'))) for name in heads)}</w:tr>"
    result = back(made)
    assert {row.name: row.text for row in result.translation.rows} == {name: expected(name) for name in NAMES}
    assert {row.status for row in result.translation.rows} == {Status.TRANSLATED}
    added = next((name for name in heads if name not in form_wording.COLUMNS), None)
    if added is not None:
        assert codes(result) == ["Z664"]
        assert rows(result)[X].note == (f"{added}: Warum?" if added else "Warum?",)


def test_without_heads_the_own_order_holds_and_tags_say_more() -> None:
    made = sent()
    made.heads = ()
    assert {row.text for row in back(made).translation.rows} == {expected(name) for name in NAMES}
    swapped = sent()
    swapped.heads = ()
    for at, each in enumerate(swapped.rows):
        number, original, target, picture, state = re.findall(r"<w:tc>.*?</w:tc>", each)
        swapped.rows[at] = f"<w:tr>{number}{original}{state}{target}{picture}</w:tr>"
    assert {row.text for row in back(swapped).translation.rows} == {expected(name) for name in NAMES}


def test_a_table_inside_a_cell_of_another_is_found_and_a_small_one_is_text() -> None:
    made = sent()
    inner = docx.table([docx.head(made.heads), *made.rows])
    outer = docx.Handover([], [], before=docx.table([f"<w:tr>{docx.cell(para('Rahmen') + inner + para(''))}</w:tr>"]))
    result = back(outer)
    assert {row.text for row in result.translation.rows} == {expected(name) for name in NAMES}
    assert kept_text(result) == "Rahmen"
    made.replace(X, para("Noch einer."), docx.table([docx.cells(["Noch", "einer."])]) + para(""))
    assert rows(back(made))[X].text == (f"Leichter Satz {X}.", "Noch", "einer.")


def test_lists_that_word_made_are_lines_with_their_sign() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    xml = (
        para("Wir wollen:")
        + para("Wege", numbered.format(1))
        + para("Räder", '<w:pStyle w:val="ListBullet"/>')
        + para("Busse", '<w:pStyle w:val="Own"/>')
        + para("Erstens", numbered.format(2))
        + para("Zweitens", numbered.format(2))
        + para("Kein Punkt", '<w:pStyle w:val="Own"/>' + numbered.format(0))
    )
    text = rows(back(sent({**full(), X: Fill(xml=xml, status="übersetzt")})))[X].text
    assert text == ("Wir wollen:", "• Wege", "• Räder", "• Busse", "1. Erstens", "2. Zweitens", "Kein Punkt")


def test_text_is_read_however_deep_it_is_nested() -> None:
    inner = f"<w:smartTag>{docx.run('tief')}</w:smartTag>"
    xml = (
        docx.control(
            "a",
            "b",
            f"<w:p><w:hyperlink>{inner}</w:hyperlink>{docx.control('c', 'd', docx.run(' innen'), 901)}</w:p>",
            900,
        )
        + "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
        '<w:t>e</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r></w:p>'
        '<w:p><w:fldSimple w:instr="X"><w:r><w:t>Feld</w:t></w:r></w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>'
    )
    text = rows(back(sent({**full(), X: Fill(xml=xml, status="übersetzt")})))[X].text
    assert text == ("tief innen", "a b", "c-de•", "Feld")


def test_a_deleted_paragraph_mark_joins_what_it_divided() -> None:
    gone = '<w:rPr><w:del w:id="5" w:author="A"/></w:rPr>'
    xml = para("Ein Satz, ", gone) + para("der weitergeht.")
    result = back(sent({**full(), X: Fill(xml=xml, status="übersetzt")}))
    assert rows(result)[X].text == ("Ein Satz, der weitergeht.",)
    assert codes(result) == ["Z657"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>im Kasten</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    xml = f"<w:p>{docx.run('vor dem Kasten')}<w:r>{both}</w:r></w:p>"
    assert rows(back(sent({**full(), X: Fill(xml=xml)})))[X].text == ("vor dem Kasten", "im Kasten")


def test_merged_rows_widen_their_passage_and_omitted_ones_keep_their_line() -> None:
    fill = full()
    fill["S0004"] = Fill(status="zusammengefasst")
    fill["S0005"] = Fill(status="weggelassen", note=["steht schon oben"])
    result = back(sent(fill))
    assert [each.message for each in result.diagnostics] == ["S0005: Anmerkung „steht schon oben“."]
    found = {each.rows[0].name: (each.first, each.last) for each in passages(result.translation.rows)}
    by_name = {each.name: each for each in segments(NUMBERED)}
    assert found[X] == (by_name[X].first, by_name["S0004"].last)
    assert found["S0005"] == (by_name["S0005"].first, by_name["S0005"].last)
    assert "S0004" not in found
    assert rows(result)["S0005"].note == ("steht schon oben",)
    assert missing_lines(result.translation.rows) == ()


def test_a_merged_row_needs_a_row_above_it() -> None:
    result = back(sent({**full(), "S0002": Fill(status="zusammengefasst")}))
    assert "Z661" in codes(result)
    assert "Z659" in codes(result)


def test_cells_that_word_merged_count_as_merged_rows() -> None:
    made = sent({**full(), "S0004": Fill()})
    made.replace("S0004", '<w:tcW w:w="2000" w:type="dxa"/>', '<w:tcW w:w="2000" w:type="dxa"/><w:vMerge/>', 3)
    result = back(made)
    assert rows(result)["S0004"].status is Status.MERGED
    assert codes(result) == ["Z661"]
    made = sent()
    made.rows[made.names.index(X)] = made.row(X).replace(
        "</w:t></w:r><w:bookmarkEnd", "</w:t><w:br/><w:t>S0004, Zeile 5</w:t></w:r><w:bookmarkEnd"
    )
    at = made.names.index("S0004")
    del made.rows[at], made.names[at]
    result = back(made)
    assert rows(result)["S0004"].status is Status.MERGED
    assert codes(result) == ["Z661"]


@pytest.mark.parametrize(
    ("fill", "status"),
    [
        (Fill([], "übersetzt"), Status.OPEN),
        (Fill(["Text."], "weggelassen"), Status.OMITTED),
        (Fill(["Text."], "offen"), Status.OPEN),
    ],
)
def test_a_status_that_contradicts_the_text_is_told(fill: Fill, status: Status) -> None:
    result = back(sent({**full(), X: fill}))
    assert rows(result)[X].status is status
    assert "Z661" in codes(result)


def test_what_is_written_below_the_status_is_the_note_and_a_lost_status_is_seen_from_the_text() -> None:
    result = back(sent({**full(), X: Fill(["Text."], "halb fertig, glaube ich", ["bitte prüfen"])}))
    assert rows(result)[X].note == ("halb fertig, glaube ich", "bitte prüfen")
    assert rows(result)[X].status is Status.TRANSLATED


def test_the_picture_cell_is_file_name_alternative_text_and_credit() -> None:
    fill = Fill(["Text."], "übersetzt", picture=["haus.png", "Ein Haus", "mit Rampe", "Quelle: Lebenshilfe"])
    row = rows(back(sent({**full(), X: fill})))[X]
    assert (row.picture, row.alternative, row.credit) == ("haus.png", "Ein Haus mit Rampe", "Lebenshilfe")


def test_checked_needs_two_readers_and_a_day() -> None:
    for protocol in (
        {},
        {**GROUP, form_wording.READER_2: ""},
        {**GROUP, form_wording.READER_2: "ada"},
        {**GROUP, form_wording.CHECKED_ON: ""},
    ):
        made = sent(full("geprüft"))
        made.protocol = protocol
        result = back(made)
        assert {row.status for row in result.translation.rows} == {Status.TRANSLATED}
        assert {row.checked for row in result.translation.rows} == {""}
        assert codes(result) == ["Z660"]
    made.protocol = GROUP
    result = back(made)
    assert {row.status for row in result.translation.rows} == {Status.CHECKED}
    assert {row.checked_on for row in result.translation.rows} == {"3. Mai 2026"}
    assert result.diagnostics == ()


def checked() -> Translation:
    made = sent(full("geprüft"))
    made.protocol = GROUP
    return back(made).translation


def test_checked_falls_when_the_text_changes_in_a_later_return_and_stays_down() -> None:
    made = sent({**full("geprüft"), X: Fill(["Neu."], "geprüft")})
    made.protocol = GROUP
    once = back(made, checked())
    assert rows(once)[X].status is Status.TRANSLATED
    assert rows(once)["S0004"].status is Status.CHECKED
    assert codes(once) == ["Z660", "Z662"]
    twice = back(made, once.translation)
    assert rows(twice)[X].status is Status.TRANSLATED
    assert twice.translation == once.translation
    made.protocol = {**GROUP, form_wording.SECOND_CHECK_ON: "9. Juni 2026"}
    again = back(made, twice.translation)
    assert rows(again)[X].status is Status.CHECKED
    assert rows(again)[X].checked_on == "9. Juni 2026"


def test_checked_falls_when_the_text_changes_in_the_toml() -> None:
    before = checked()
    edited = replace(
        before, rows=tuple(replace(row, text=("Von Hand.",)) if row.name == X else row for row in before.rows)
    )
    report = ReturnReport("t.toml")
    after = refreshed(edited, NUMBERED, report)
    assert {row.name: row.status for row in after.rows} == {
        name: Status.TRANSLATED if name == X else Status.CHECKED for name in NAMES
    }
    assert [each.code for each in report.diagnostics] == ["Z660"]


def test_a_row_with_tracked_changes_is_never_checked() -> None:
    made = sent(full("geprüft"))
    made.protocol = GROUP
    _tracked(made)
    result = back(made)
    assert rows(result)[X].status is Status.TRANSLATED
    assert rows(result)[X].text == expected(X)
    assert codes(result) == ["Z657", "Z660"]


CHANGED = TEXT.replace("Dortmund steht", "Die Stadt steht").replace("6 Wir werden\n", "6 Wir werden jetzt\n")
GROWN = (
    HEAD
    + "1 Ein ganz neuer Satz steht jetzt vor allem.\n\n"
    + re.sub(r"(?m)^(## |- )?(\d) ", lambda found: f"{found[1] or ''}{int(found[2]) + 1} ", TEXT.removeprefix(HEAD))
)


def test_a_text_that_changed_since_the_hand_over_keeps_its_translation_and_marks_it() -> None:
    result = back(sent(full("geprüft")), numbered=read(CHANGED).numbered)
    marked = [row.name for row in result.translation.rows if row.review]
    assert len(marked) == 2
    assert codes(result).count("Z656") == 2
    assert all(rows(result)[name].text == expected(name) for name in NAMES)
    assert "Die Stadt steht" in rows(result)[marked[0]].original


def test_rows_follow_their_originals_when_numbers_move() -> None:
    numbered = read(GROWN).numbered
    before = back(sent()).translation
    for earlier in (None, before):
        result = back(sent(), earlier, numbered)
        texts = [row.text for row in result.translation.rows]
        assert texts == [expected("S0001"), (), *(expected(name) for name in NAMES[1:])]
        assert not any(row.review for row in result.translation.rows)
        assert {"Z650", "Z656", "Z659"} == set(codes(result))
    lines = [(row.first, row.last) for row in result.translation.rows]
    assert lines == [(each.first, each.last) for each in segments(numbered)]


SENTENCES = ["Wir bauen Wege.", "Die Kosten trägt die Stadt.", "Der Rat hört vorher die Jugend an.", "Alle sind froh."]


def told(*sentences: str) -> NumberedChapter:
    """A text of one sentence a line."""
    return read(HEAD + "\n".join(f"\n{at} {each}" for at, each in enumerate(sentences, 1)) + "\n").numbered


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        # A sentence came in above, and two others changed a word: their numbers are those of others now.
        (
            [
                "Das ist neu.",
                SENTENCES[0],
                "Die Kosten trägt allein die Stadt.",
                "Der Rat hört vorher die junge Jugend an.",
                SENTENCES[3],
            ],
            ["", "1", "2?", "3?", "4"],
        ),
        # The one that came in stands where the changed one stood.
        (["Das ist neu.", "Wir bauen breite Wege.", *SENTENCES[1:]], ["", "1?", "2", "3", "4"]),
        # One went, and the one after it reads quite differently: it is between the same neighbours.
        ([SENTENCES[1], "Jugendliche dürfen mitreden.", SENTENCES[3]], ["2", "3?", "4"]),
        # Two changed beyond recognition, one more came in: which is which nobody can know.
        ([SENTENCES[0], "Eins.", "Zwei.", "Drei.", SENTENCES[3]], ["1", "2?", "3?", "", "4"]),
    ],
)
def test_a_changed_sentence_is_known_by_its_words_and_neighbours_when_numbers_move(
    now: list[str], wanted: list[str]
) -> None:
    old, new = told(*SENTENCES), told(*now)
    names = [each.name for each in segments(old)][1:]
    made = handover(old, {name: Fill([str(at)], "übersetzt") for at, name in enumerate(names, 1)})
    before = back(made, numbered=old).translation
    for result in (back(made, numbered=new), back(made, before, new)):
        got = ["".join(row.text) + ("?" if row.review else "") for row in result.translation.rows[1:]]
        assert got == wanted
        lost = {"1", "2", "3", "4"} - {each.rstrip("?") for each in wanted}
        assert {line for each in result.translation.leftovers for line in each.text} == lost
        assert "Z651" not in codes(result)
    assert refreshed(before, new, ReturnReport("t.toml")).rows == result.translation.rows


def test_a_sentence_left_out_stays_left_out_and_is_marked_when_it_changes() -> None:
    old, new = (
        told(*SENTENCES),
        told("Das ist neu.", SENTENCES[0], "Die Kosten trägt allein die Stadt.", *SENTENCES[2:]),
    )
    made = handover(old, {"S0003": Fill(status="weggelassen")})
    for result in (back(made, numbered=new), back(made, back(made, numbered=old).translation, new)):
        row = rows(result)["S0004"]
        assert (row.status, row.review) == (Status.OMITTED, True)
        assert "Z656" in codes(result)


def test_a_row_that_is_gone_is_not_called_a_double_of_the_one_that_has_its_number_now() -> None:
    old, new = told(*SENTENCES), told("Das ist neu.", SENTENCES[0], *SENTENCES[2:])
    made = handover(old, {name: Fill([f"Satz {name}."], "übersetzt") for name in ("S0002", "S0003", "S0004", "S0005")})
    for result in (back(made, numbered=new), back(made, back(made, numbered=old).translation, new)):
        assert "Z651" not in codes(result)
        assert [each.text for each in result.translation.leftovers] == [("Satz S0003.",)]
        assert any(
            "S0003 gibt es im Text nicht mehr" in each.message or "S0003 (Zeile 2)" in each.message
            for each in result.diagnostics
            if each.code == "Z653"
        )


def test_a_mark_that_somebody_removed_stays_away() -> None:
    numbered = read(CHANGED).numbered
    result = back(sent(), numbered=numbered).translation
    seen = replace(result, rows=tuple(replace(row, review=False) for row in result.rows))
    assert not any(row.review for row in back(sent(), seen, numbered).translation.rows)
    assert any(row.review for row in back(sent(), result, numbered).translation.rows)


def test_a_sentence_that_the_text_has_no_more_leaves_its_translation_behind() -> None:
    shorter = read(TEXT.replace("- 9 • Beratung anbieten.\n", "")).numbered
    last = NAMES[-1]
    for result in (back(sent(), numbered=shorter), back(sent(), back(sent()).translation, shorter)):
        assert f"Leichter Satz {last}." in kept_text(result)
        assert "Z653" in codes(result)


def test_words_protocol_and_header_sheet_come_back() -> None:
    made = sent()
    made.words = [
        ("Masterplan", "Zeile 7", "großer Plan", "Ein Plan für viele Jahre."),
        ("Teilhabe", "Zeile 3", "", ""),
    ]
    made.protocol = {**GROUP, form_wording.TRANSLATED_BY: "Büro", form_wording.MORE_READERS: "Cem, Dora und Eva"}
    extra = docx.table([docx.cells(["Geprüft von (3)", "Fee"])])
    made.before = docx.table([docx.cells(["Frist", "1. Juni"])])
    made.appendix = extra
    result = back(made).translation
    assert [(each.word, each.agreed) for each in result.words] == [("Masterplan", "großer Plan"), ("Teilhabe", "")]
    assert result.words[0].explanation == ("Ein Plan für viele Jahre.",)
    assert result.protocol.readers == ("Ada", "Ben", "Cem", "Dora", "Eva", "Fee")
    assert result.protocol.translated_by == "Büro"
    assert result.details == (("Frist", "1. Juni"),)
    kept = back(sent(), result).translation
    assert (kept.words, kept.protocol, kept.details) == (result.words, result.protocol, result.details)


def test_what_is_written_in_places_where_nothing_belongs_is_kept() -> None:
    made = sent()
    made.replace(X, f">{X}, Zeile", f">Wer macht das? {X}, Zeile")
    made.words = [("Teilhabe", "", "", "", "Am Rand")]
    made.comments = [("1", "Ada", "Kopf"), ("2", "Ben", "Fremd"), ("3", "Cem", "Wort")]
    note = '<w:r><w:commentReference w:id="{}"/></w:r></w:p></w:tc></w:tr>'
    end = "</w:p></w:tc></w:tr>"
    made.rows.append(docx.cells(["S0999", "", "", "", ""]).replace(end, note.format(2)))
    made.rows.append(docx.head(form_wording.COLUMNS).replace(end, note.format(1)))
    made.rows += [docx.head(form_wording.WORD_COLUMNS), docx.cells(["Wort", "", "", ""]).replace(end, note.format(3))]
    result = back(made)
    assert any("Wer macht das?" in line for line in rows(result)[X].note)
    assert [each.explanation for each in result.translation.words if each.word == "Teilhabe"] == [("Am Rand",)]
    assert {each.author for each in result.translation.comments} == {"Ada", "Cem"}
    assert kept_text(result) == "Kommentar von Ben: Fremd"


def test_tables_that_were_put_together_are_still_told_apart() -> None:
    made = sent()
    made.rows.append(docx.head(form_wording.WORD_COLUMNS))
    made.rows.append(docx.cells(["Teilhabe", "Zeile 3", "mit·machen", "Alle gehören dazu."]))
    made.rows.append(made.rows.pop(made.names.index(X)))
    result = back(made)
    assert [row.text for row in result.translation.rows] == [expected(name) for name in NAMES]
    assert [each.agreed for each in result.translation.words] == ["mit·machen"]
    assert result.diagnostics == ()


def test_the_appendix_with_the_original_is_no_stray_text() -> None:
    made = sent()
    made.appendix = "".join(
        f'<w:p><w:bookmarkStart w:id="{900 + at}" w:name="zeile_{at}"/>{docx.run(line)}<w:bookmarkEnd w:id="{900 + at}"/></w:p>'
        for at, line in ((6, "6\tWir werden"), (9, "9\tBeratung anbieten."))
    )
    assert back(made).diagnostics == ()
    made.appendix = made.appendix.replace("Beratung", "Keine Beratung")
    assert codes(back(made)) == ["Z655"]


def test_a_file_of_another_text_is_refused() -> None:
    other = handover(seed().numbered)
    for properties in (other.properties, {}):
        other.properties = properties
        with pytest.raises(InputRefusal) as caught:
            back(other)
        assert [each.code for each in caught.value.diagnostics] == ["Z159"]
    with pytest.raises(InputRefusal) as caught:
        back(Handover([], [], before=paras(["Nur ein Brief."])))
    assert [each.code for each in caught.value.diagnostics] == ["Z159"]


@st.composite
def disorders(draw: st.DrawFn) -> tuple[Handover, set[str]]:
    """A hand-over after many hands, and every word that somebody wrote in it."""
    words: list[str] = []

    def word() -> str:
        words.append(f"wort{len(words)}x")
        return words[-1]

    made = sent({})
    made.properties = draw(st.sampled_from([made.properties, {}, {**made.properties, form_wording.SOURCE: "f" * 64}]))
    made.comments = [("1", "Ada", word())]
    table: list[str] = []
    names = draw(st.permutations(NAMES)) + draw(st.lists(st.sampled_from([*NAMES, "S0777"]), max_size=4))
    originals = {each.name: each.text for each in segments(NUMBERED)}
    for name in names:
        if draw(st.integers(0, 9)) == 0:
            continue
        shown = draw(st.sampled_from([name] * 8 + ["", "S0002", "S0999", word()]))
        original = draw(st.sampled_from([originals.get(name, "Fremd.")] * 8 + ["", word()]))
        fill = Fill(
            [word() for _ in range(draw(st.integers(0, 2)))],
            draw(st.sampled_from([*map(str, Status), "", word()])),
            [word() for _ in range(draw(st.integers(0, 1)))],
            [word() for _ in range(draw(st.integers(0, 2)))],
        )
        xml = docx.row(name, shown, original, fill)
        if draw(st.integers(0, 5)) == 0:
            xml = re.sub(r"<w:bookmark[^>]*>|<w:(tag|alias) [^>]*>", "", xml)
        if draw(st.integers(0, 9)) == 0:
            xml = xml.replace("</w:tr>", f"{docx.cell(para(word()))}</w:tr>")
        if draw(st.integers(0, 9)) == 0:
            xml = xml.replace("</w:p></w:tc></w:tr>", '<w:r><w:commentReference w:id="1"/></w:r></w:p></w:tc></w:tr>')
        table.append(xml)
    made.rows = table
    made.heads = draw(st.sampled_from([form_wording.COLUMNS, ()]))
    made.before, made.after = para(word()), para(word())
    made.words = [(word(), word(), word(), word())] * draw(st.integers(0, 2))
    made.protocol = {name: word() for name in form_wording.PROTOCOL}
    packed = made.data()
    return made, {each for each in words if each.encode() in docx.unpacked(packed)["word/document.xml"]}


@pytest.mark.slow
@settings(max_examples=80)
@given(disorders(), st.none() | disorders())
def test_no_word_that_somebody_wrote_is_lost_without_being_told(
    second: tuple[Handover, set[str]], first: tuple[Handover, set[str]] | None
) -> None:
    earlier, words = None, second[1]
    try:
        if first:
            earlier = back(first[0]).translation
        result = back(second[0], earlier)
    except InputRefusal:
        return
    told = ledger.dumps(result.translation) + "\n".join(each.message for each in result.diagnostics)
    if earlier:
        words = words | set(re.findall(r"wort\d+x", ledger.dumps(earlier)))
    assert {each for each in words if each not in told} == set()
    assert ledger.loads(ledger.dumps(result.translation), "t") == result.translation
    assert back(second[0], result.translation).translation == result.translation


def test_rows_in_disorder_never_get_the_same_place() -> None:
    segments_ = [Key(f"S000{at}", word, word) for at, word in enumerate(("eins", "neu und gut", "drei"), 1)]
    rows = [
        Key("S0007", "alt und gut", "alt und gut"),
        segments_[2],
        segments_[0],
        Key("S0008", "neu und alt", "neu und alt"),
    ]
    found = aligned(rows, segments_, renumbered=True)
    places = [match.index for match in found if match]
    assert sorted(places) == [0, 1, 2]
