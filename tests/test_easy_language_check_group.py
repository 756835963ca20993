"""The check group's copy: what it shows, how it comes back from Word, LibreOffice and paper, and what that makes of a text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from check_group import Group, Said, clicked, returned, typed, with_part
from conftest import seed
from leicht import FOLDER, sample, sample_reading

from pipeline import cli
from pipeline.build import check_rounds, shelf, source_jobs, translations, volumes
from pipeline.easy_language import ledger
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.own_sentences import DRAFT
from pipeline.easy_language.returned import returned_document
from pipeline.easy_language.returned.check_sheet import (
    Answer,
    CheckMark,
    _ticks_all,
    answers_of,
    check_sheet,
    is_check_copy,
)
from pipeline.easy_language.rounds import Round, RoundKind, dumps, loads
from pipeline.easy_language.translation import Translation
from pipeline.editions.registry import CHECK_EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

SLUG = "gleichberechtigung-und-engagement"
YES, NO = "verstanden", "nicht verstanden"


@cache
def sample_text() -> str:
    return ledger.dumps(sample(seed().numbered))


class Desk:
    """A publication's folder, with the seed and its sample translation, and somebody who takes in what comes back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / f"{SLUG}.md").write_bytes(seed().numbered.chapter.source.data)
        self.path = shelf.translation_path(folder / f"{SLUG}.md", SLUG)
        self.path.parent.mkdir()
        self.path.write_text(sample_text(), encoding="utf-8")
        (folder / "bilder").mkdir()
        for each in (FOLDER / "bilder").iterdir():
            (folder / "bilder" / each.name).write_bytes(each.read_bytes())
        [self.job] = source_jobs.jobs([folder / f"{SLUG}.md"])

    def copy(self) -> bytes:
        """What the group gets now."""
        if self.path.read_text(encoding="utf-8") == sample_text():
            return blank_copy()
        numbered = seed().numbered
        reading, _ = volumes.easy_language(self.job, numbered)
        assert reading
        return CHECK_EDITIONS["pruefung-docx"].write(book_of(numbered), self.job.publication, reading)

    def take(
        self, group: Group, data: bytes = b"", tick: Callable[[Any], None] = clicked, name: str = "zurueck.docx"
    ) -> translations.Taken:
        """Take in what the group sends back."""
        file = self.folder / name
        file.write_bytes(returned(data or self.copy(), group, tick))
        return translations.take_back(file, self.job)

    def translation(self) -> Translation:
        found = shelf.translation(self.path)
        assert found
        return found

    def row(self, name: str) -> Any:
        return next(row for row in self.translation().rows if row.name == name)

    def rounds(self) -> tuple[Round, ...]:
        return check_rounds.rounds_of(self.job)[0].rounds

    def change(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    def draft(self) -> str:
        reading, _ = volumes.easy_language(self.job, seed().numbered)
        assert reading
        return reading.draft


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def codes(taken: translations.Taken) -> list[str]:
    return [each.code for each in taken.diagnostics if each.code not in {"Z659", "Z672"}]


def said(taken: translations.Taken, code: str) -> str:
    return "\n".join(each.message for each in taken.diagnostics if each.code == code)


@cache
def blank_copy() -> bytes:
    numbered = seed().numbered
    return CHECK_EDITIONS["pruefung-docx"].write(book_of(numbered), Publication(), sample_reading(numbered))


def marks(data: bytes) -> dict[str, CheckMark]:
    document = returned_document(data, "x.docx")
    assert is_check_copy(document.blocks, document.properties)
    sheet = check_sheet(document.blocks, document.notes, document.properties, document.file)
    return {each.name: each for each in sheet.marks}


def test_a_copy_that_nobody_wrote_on_says_nothing(desk: Desk) -> None:
    before = desk.path.read_bytes()
    taken = desk.take(Group(readers=(), assistance="", day=""))
    assert not taken.changed
    assert codes(taken) == []
    assert desk.path.read_bytes() == before
    assert desk.rounds() == ()


def test_it_shows_every_row_with_text_under_its_number_each_word_and_what_the_program_says() -> None:
    found = marks(blank_copy())
    shown = [row.name for row in sample(seed().numbered).rows if row.text]
    assert list(found) == [*shown, "W001", "W002", "W003", "E001", "E002"]
    assert found["S0040"].text == ("Sie wissen viel.", "Sie haben viel erlebt.", "Sie helfen anderen.")
    assert found["S0023"].pictures == (Answer.NONE,)
    assert all(each.understood is Answer.NONE and not each.notes for each in found.values())


@pytest.mark.parametrize("tick", [clicked, typed])
def test_a_cross_is_a_cross_clicked_or_typed(tick: Callable[[Any], None]) -> None:
    group = Group({"S0005": Said([NO]), "S0006": Said([YES]), "S0023": Said([YES, "nein"], ["Das Haus ist zu klein."])})
    found = marks(returned(blank_copy(), group, tick))
    assert (found["S0005"].understood, found["S0006"].understood) == (Answer.NO, Answer.YES)
    assert (found["S0023"].understood, found["S0023"].pictures) == (Answer.YES, (Answer.NO,))
    assert found["S0023"].notes == ("Das Haus ist zu klein.",)


def answers(*lines: str) -> tuple[Answer, tuple[str, ...], bool]:
    understood, _, notes, both = answers_of(lines)
    return understood, notes, both


@pytest.mark.parametrize(
    ("lines", "understood", "notes"),
    [
        (("☐ verstanden", "☐ nicht verstanden"), Answer.NONE, ()),
        (("☐ verstanden", "☒ nicht verstanden"), Answer.NO, ()),
        (("☑ verstanden", "☐ nicht verstanden"), Answer.YES, ()),
        (("X verstanden", "☐ nicht verstanden"), Answer.YES, ()),
        (("☐ verstanden X", "☐ nicht verstanden"), Answer.YES, ()),
        (("[x] verstanden", "[ ] nicht verstanden"), Answer.YES, ()),
        (("☐ x verstanden", "☐ nicht verstanden"), Answer.YES, ()),
        (("nicht verstanden",), Answer.NO, ()),
        (("Verstanden",), Answer.YES, ()),
        (("☐ verstanden",), Answer.NONE, ()),
        (("verstanden", "nicht verstanden"), Answer.NONE, ()),
        (("☐ verstanden", "☒ nicht verstanden: Was ist ein Beirat?"), Answer.NO, ("Was ist ein Beirat?",)),
        (("☐ verstanden", "☐ nicht verstanden", "Das ist gut."), Answer.NONE, ("Das ist gut.",)),
        (
            ("☐ verstanden", "☐ nicht verstanden", "Das Wort ist nicht verstanden worden."),
            Answer.NONE,
            ("Das Wort ist nicht verstanden worden.",),
        ),
    ],
)
def test_what_counts_as_a_cross(lines: tuple[str, ...], understood: Answer, notes: tuple[str, ...]) -> None:
    assert answers(*lines) == (understood, notes, False)


def test_who_ticks_both_has_not_understood() -> None:
    assert answers("☒ verstanden", "☒ nicht verstanden") == (Answer.NO, (), True)


def test_understood_by_two_people_on_a_day_is_checked_and_what_is_not_understood_waits(desk: Desk) -> None:
    group = Group(
        {
            "S0005": Said([YES]),
            "S0007": Said([NO], ["Was heißt „zuerst“?"]),
            "S0023": Said([YES, "nein"], ["Man sieht die Tür nicht."]),
            "S0031": Said([YES], comment=("Ada", "Was ist eine Staats-Anwaltschaft?")),
        }
    )
    taken = desk.take(group)
    assert (desk.row("S0005").status, desk.row("S0005").checked_on) == (Status.CHECKED, "5. März 2026")
    assert desk.row("S0006").status is Status.TRANSLATED
    assert desk.row("S0007").status is Status.TRANSLATED
    assert desk.row("S0007").note == ("Prüfgruppe, 5. März 2026: nicht verstanden: Was heißt „zuerst“?",)
    assert desk.row("S0023").note == ("Prüfgruppe, 5. März 2026: Bild nicht gut: Man sieht die Tür nicht.",)
    assert desk.row("S0023").status is Status.TRANSLATED
    assert desk.row("S0031").comments[0].author == "Ada"
    assert desk.row("S0031").status is Status.TRANSLATED
    assert sorted(codes(taken)) == ["Z676", "Z676", "Z676", "Z677"]
    assert "S0007: nicht verstanden: „Was heißt „zuerst“?“" in said(taken, "Z676")
    protocol = desk.translation().protocol
    assert (protocol.readers, protocol.assistance) == (("Ada Muster", "Ben Beispiel"), "Cleo Helfer")
    assert protocol.checked_on == "5. März 2026"
    assert desk.draft() == DRAFT


def test_everything_else_understood_makes_the_text_read_and_the_editions_no_draft(desk: Desk) -> None:
    taken = desk.take(Group(all_others=True))
    assert codes(taken) == []
    rows = desk.translation().rows
    assert {row.status for row in rows if row.text} == {Status.CHECKED}
    assert desk.translation().protocol.seen_on == "5. März 2026"
    assert desk.draft() == ""
    desk.change("Menschen arbeiten ohne Geld für andere.", "Man arbeitet ohne Geld.")
    assert desk.draft() == DRAFT


def test_the_same_file_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    group, data = Group({"S0007": Said([NO], ["Zu lang."])}, all_others=True), desk.copy()
    desk.take(group, data)
    before = desk.path.read_bytes(), shelf.rounds_path(desk.path).read_bytes()
    assert not desk.take(group, data).changed
    assert (desk.path.read_bytes(), shelf.rounds_path(desk.path).read_bytes()) == before


@pytest.mark.parametrize(
    ("readers", "day", "why"),
    [
        (("Ada Muster",), "5. März 2026", "zweite"),
        (("Ada Muster", "A. Muster"), "5. März 2026", "dieselbe Person"),
        (("Ada Muster", "noch offen"), "5. März 2026", "kein Name"),
        (("Ada Muster", "Ben Beispiel"), "folgt", "kein Datum"),
        (("Ada Muster", "Ben Beispiel"), "1. Januar 2999", "noch kommt"),
        ((), "", "zwei Prüferinnen"),
    ],
)
def test_crosses_that_nobody_vouches_for_do_not_count_but_what_is_not_understood_does(
    readers: tuple[str, ...], day: str, why: str, desk: Desk
) -> None:
    taken = desk.take(Group({"S0007": Said([NO])}, readers=readers, day=day, all_others=True))
    assert not any(row.status is Status.CHECKED for row in desk.translation().rows)
    assert why in said(taken, "Z677")
    assert "nicht verstanden" in desk.row("S0007").note[0]


def test_a_copy_of_an_older_text_claims_nothing_and_takes_nothing_back(desk: Desk) -> None:
    old = desk.copy()
    desk.change("In Dortmund soll niemand vergessen werden.", "In Dortmund denken wir an alle.")
    desk.take(Group(all_others=True, day="7. März 2026"))
    assert desk.row("S0005").status is Status.CHECKED
    taken = desk.take(Group({"S0005": Said([NO], ["Wer ist niemand?"])}, all_others=True), old)
    assert (desk.row("S0005").status, desk.row("S0005").note) == (Status.CHECKED, ())
    assert "seither ein anderer" in said(taken, "Z677")
    assert any(each.row == "S0005" and each.text for each in desk.rounds()[-1].complaints)


def test_an_older_copy_in_which_it_was_understood_is_no_check_of_the_new_words(desk: Desk) -> None:
    old = desk.copy()
    desk.change("In Dortmund soll niemand vergessen werden.", "In Dortmund denken wir an alle.")
    taken = desk.take(Group({"S0005": Said([YES]), "S0006": Said([YES])}), old)
    assert (desk.row("S0005").status, desk.row("S0006").status) == (Status.TRANSLATED, Status.CHECKED)
    assert "S0005" in said(taken, "Z677")


def test_another_picture_under_the_same_name_was_not_seen(desk: Desk) -> None:
    old = desk.copy()
    (desk.folder / "bilder" / "haus.png").write_bytes((FOLDER / "bilder" / "toilette.png").read_bytes())
    taken = desk.take(Group({"S0023": Said([YES, "ja"])}), old)
    assert desk.row("S0023").status is Status.TRANSLATED
    assert "S0023" in said(taken, "Z677")


def test_a_better_text_that_the_next_round_understands_answers_the_note_and_the_comment(desk: Desk) -> None:
    desk.take(Group({"S0007": Said([NO], ["Zu schwer."], ("Ada", "Was heißt zuerst?"))}, all_others=True))
    assert desk.row("S0007").note
    desk.change("Oft gehen sie zuerst zu ihrer Stadt.", "Dann gehen sie zum Amt.")
    desk.take(Group({"S0007": Said([YES])}, readers=("Dora Drei", "Emil Vier"), day="9. April 2026"))
    row, protocol = desk.row("S0007"), desk.translation().protocol
    assert (row.status, row.note, row.checked_on) == (Status.CHECKED, (), "9. April 2026")
    assert [each.done for each in row.comments] == [True]
    assert (protocol.checked_on, protocol.second_check_on) == ("5. März 2026", "9. April 2026")
    assert len(protocol.readers) == 4
    assert desk.draft() == ""


def test_a_third_round_keeps_what_the_second_read(desk: Desk) -> None:
    for at, (name, day) in enumerate([("S0005", "5. März 2026"), ("S0006", "6.3.2026"), ("S0007", "7. März 2026")]):
        taken = desk.take(Group({name: Said([YES])}, day=day), name=f"{at}.docx")
        assert codes(taken) == []
    assert [desk.row(name).status for name in ("S0005", "S0006", "S0007")] == [Status.CHECKED] * 3
    assert desk.translation().protocol.second_check_on == "6.3.2026; 7. März 2026"


def test_the_same_text_understood_by_another_group_leaves_the_question_open(desk: Desk) -> None:
    desk.take(Group({"S0007": Said([NO], ["Zu schwer."])}))
    taken = desk.take(Group({"S0007": Said([YES])}, day="9. April 2026"))
    assert desk.row("S0007").status is Status.TRANSLATED
    assert "dazu ist etwas offen" in said(taken, "Z660")


def test_words_and_own_sentences_that_are_not_understood_wait_as_comments_of_the_text(desk: Desk) -> None:
    group = Group({"W001": Said([NO], ["Was heißt „für andere“?"])}, all_others=True)
    taken = desk.take(group)
    assert desk.draft() == DRAFT
    [comment] = desk.translation().comments
    assert comment.text == ("Wort „Ehren-Amt“: nicht verstanden", "Was heißt „für andere“?")
    assert "Wort „Ehren-Amt“" in said(taken, "Z676")
    desk.change("Menschen arbeiten ohne Geld für andere.", "Man arbeitet ohne Geld.")
    desk.take(Group(all_others=True, day="9. April 2026"))
    assert desk.draft() == ""
    assert [each.done for each in desk.translation().comments] == [True]


def test_words_that_the_group_wrote_itself_are_a_proposal_and_no_text(desk: Desk) -> None:
    desk.take(Group({"S0005": Said([YES], text=["Alle sind wichtig."])}))
    row = desk.row("S0005")
    assert row.text == ("In Dortmund soll niemand vergessen werden.",)
    assert row.status is Status.TRANSLATED
    assert "Vorschlag, bitte prüfen: „Alle sind wichtig.“" in row.note[0]


def test_a_question_beside_understood_is_a_question(desk: Desk) -> None:
    taken = desk.take(Group({"S0005": Said([YES], ["Wer ist niemand?"]), "S0006": Said([YES], ["Das ist gut."])}))
    assert desk.row("S0005").status is Status.TRANSLATED
    assert desk.row("S0006").status is Status.CHECKED
    assert desk.row("S0006").note == ("Prüfgruppe, 5. März 2026: Das ist gut.",)
    assert "etwas offen" in said(taken, "Z677")


def test_rounds_tell_who_when_which_rows_and_what_changed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take(Group({"S0007": Said([NO], ["Zu schwer."])}, all_others=True), name="runde-1.docx")
    [found] = desk.rounds()
    assert (found.kind, found.file, found.people) == (RoundKind.CHECK, "runde-1.docx", ("Ada Muster", "Ben Beispiel"))
    assert found.taken_on == date.today().isoformat()  # noqa: DTZ011 - the day of the person who takes it in
    assert found.understood.startswith("S0001–S0006, S0008–S0012")
    [complaint] = found.complaints
    assert (complaint.row, complaint.said, complaint.notes) == ("S0007", "nicht verstanden", ("Zu schwer.",))
    assert complaint.text == ("Menschen brauchen Hilfe.", "Oft gehen sie zuerst zu ihrer Stadt.")
    assert cli.main(["rounds", str(desk.job.source)]) == 0
    told = capsys.readouterr().out
    assert "Wer: Ada Muster, Ben Beispiel (Prüf-Assistenz: Cleo Helfer)" in told
    assert "S0007: nicht verstanden. „Zu schwer.“" in told
    assert "Status „übersetzt“ → „geprüft“: S0001–S0006" in told
    assert cli.main(["rounds", "--json", str(desk.job.source)]) == 0
    [chapter] = json.loads(capsys.readouterr().out)["chapters"]
    assert chapter["rounds"][0]["complaints"][0]["row"] == "S0007"


def test_rounds_of_two_people_are_put_together_by_keeping_both(desk: Desk) -> None:
    desk.take(Group({"S0005": Said([YES])}, day="5. März 2026"))
    text = shelf.rounds_path(desk.path).read_text(encoding="utf-8")
    [one] = loads(text, "x")
    head, _, body = text.partition("\n\n")
    other = body.replace("5. März", "6. März").replace(one.taken_on, "2026-01-01")
    both = loads(f"{head}\n\n{body}\n{other}\n{body}", "x")
    assert [each.taken_on for each in both] == ["2026-01-01", one.taken_on]
    assert loads(dumps(both), "x") == both


def test_what_somebody_writes_beside_the_tables_is_kept(desk: Desk) -> None:
    data = returned(blank_copy(), Group())
    changed = with_part(data, "word/document.xml", lambda part: part.replace(b"<w:sectPr", LOOSE + b"<w:sectPr", 1))
    file = desk.folder / "x.docx"
    file.write_bytes(changed)
    taken = translations.take_back(file, desk.job)
    assert "Wir fanden es gut." in said(taken, "Z654")
    assert [each.text for each in desk.translation().leftovers] == [("Wir fanden es gut.",)]


LOOSE = b"<w:p><w:r><w:t>Wir fanden es gut.</w:t></w:r></w:p>"


def test_a_text_without_a_round_says_so(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rounds", str(desk.job.source)]) == 0
    assert "kam noch nichts zurück" in capsys.readouterr().out


def test_a_copy_of_another_text_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.folder / "x.docx"
    file.write_bytes(desk.copy())
    other = desk.folder / "anderes.md"
    other.write_text("# Anderes\n\n1 Ein anderer Text.\n", encoding="utf-8")
    assert cli.main(["return", str(file), str(other)]) == 3
    assert "Z159" in capsys.readouterr().err


def test_a_check_before_there_is_a_translation_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.folder / "x.docx"
    file.write_bytes(desk.copy())
    desk.path.unlink()
    assert cli.main(["return", str(file), str(desk.job.source)]) == 3
    assert "Z159" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "yes"),
    [
        ("☒ ja", True),
        ("ja", True),
        ("x", True),
        ("☐ ja", False),
        ("nein", False),
        ("☒ nein", False),
        ("nicht verstanden", False),
        ("☐ ja\nnein, nur die Hälfte", False),
        ("ja, fast alles", False),
    ],
)
def test_only_a_plain_yes_speaks_for_all_other_numbers(value: str, yes: bool) -> None:
    assert _ticks_all(value) is yes


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (("☒ verstanden", "☐ nicht verstanden"), Answer.YES),
        (("☒ verstanden, schön",), Answer.YES),
        (("☒ verstanden, aber den letzten Satz gar nicht",), Answer.NO),
        (("☒ verstanden nicht",), Answer.NO),
        (("☐ verstanden ☒ nicht verstanden",), Answer.NO),
    ],
)
def test_a_doubt_beside_the_cross_is_no_yes(lines: tuple[str, ...], answer: Answer) -> None:
    assert answers_of(lines)[0] is answer


def test_yes_and_no_on_one_line_are_two_answers() -> None:
    assert answers_of(("Ist das Bild gut?", "☐ ja ☒ nein"))[1] == (Answer.NO,)
