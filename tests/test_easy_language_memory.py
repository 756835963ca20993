"""What was translated before is proposed and never taken as read; two memories merge; one glossary serves a publication."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import read
from handover import Fill, handover

from pipeline import cli
from pipeline.build import shelf
from pipeline.diagnostics import InputRefusal
from pipeline.easy_language import check_copy, ledger
from pipeline.easy_language.form_wording import PROPOSED, Status
from pipeline.easy_language.hints.fidelity import Fate
from pipeline.easy_language.hints.overview import Side, overview
from pipeline.easy_language.memory import memory_file
from pipeline.easy_language.memory.learning import learned
from pipeline.easy_language.memory.memory_file import Memory, RememberedSentence, united_memory
from pipeline.easy_language.memory.proposing import begun, proposed
from pipeline.easy_language.memory.recalling import recalled, shown_difference
from pipeline.easy_language.reading_digest import row_digest, shared_digest
from pipeline.easy_language.reconciliation import reconciled
from pipeline.easy_language.rendition import State, rendition_of
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Protocol, Translation, Word, missing_lines
from pipeline.text.alphabet import alphabetical
from pipeline.text.model import NumberedChapter

HEAD = "---\ntitle: {}\nresolved: {}-03-02\ninitiator: Rat\n---\n\n"
OLD = "Ein Anspruch besteht nicht.\n\nDie Stadt fördert den Bau neuer Wege.\n\nDer Rat tagt öffentlich."
NEW = "Ein Anspruch besteht nicht.\n\nDie Gemeinde fördert den Bau neuer Wege.\n\nHunde sind an der Leine zu führen."


def chapter(text: str, title: str = "Wege", year: int = 2026) -> NumberedChapter:
    return read(HEAD.format(title, year) + text).numbered


def translation(numbered: NumberedChapter, *texts: str, words: tuple[Word, ...] = ()) -> Translation:
    """The chapter with these texts below its title; a row without one is open."""
    rows = begun(segments(numbered), numbered.slug, numbered.chapter.title, numbered.chapter.source.sha256).rows
    told = [
        replace(row, text=(text,), status=Status.TRANSLATED) if text else row
        for row, text in zip(rows, ("", *texts, *[""] * len(rows)), strict=False)
    ]
    return Translation(numbered.slug, numbered.chapter.title, numbered.chapter.source.sha256, tuple(told), words)


@pytest.fixture
def memory() -> Memory:
    old = chapter(OLD, "Verkehr für alle", 2020)
    words = (Word("Kommune", agreed="Stadt"), Word("Anspruch", agreed="Recht", explanation=("Das darf man haben.",)))
    texts = ("Sie haben kein Recht auf das Geld.", "Die Stadt baut Wege.", "Alle dürfen zuhören.")
    return learned(Memory(), translation(old, *texts, words=words), old).memory


def test_what_is_translated_is_learned_with_its_source_and_words_by_the_alphabet(memory: Memory) -> None:
    assert [each.original for each in memory.sentences] == [
        "Der Rat tagt öffentlich.",
        "Die Stadt fördert den Bau neuer Wege.",
        "Ein Anspruch besteht nicht.",
    ]
    assert memory.sentences[0].sources == ("Verkehr für alle (2020), S0004",)
    assert [each.word for each in memory.words] == ["Anspruch", "Kommune"]


def test_what_nobody_vouches_for_is_not_learned() -> None:
    numbered = chapter(OLD)
    rows = list(translation(numbered, "Eins.", "Zwei.", "Drei.").rows)
    rows[1] = replace(rows[1], review=True)
    rows[2] = replace(rows[2], status=Status.OPEN, note=(f"{PROPOSED} anderswo",))
    rows[3] = replace(rows[3], status=Status.OMITTED)
    assert learned(Memory(), Translation("w", "W", "", tuple(rows)), numbered).memory == Memory()
    rows = list(translation(numbered, "Eins und zwei.", "", "Drei.").rows)
    rows[2] = replace(rows[2], status=Status.MERGED)
    [only] = learned(Memory(), Translation("w", "W", "", tuple(rows)), numbered).memory.sentences
    assert only.original == "Der Rat tagt öffentlich."


def test_learning_twice_changes_nothing(memory: Memory) -> None:
    assert united_memory((*memory.sentences, *memory.sentences), (*memory.words, *memory.words)) == memory


def test_the_memory_is_the_same_after_writing_and_reading_and_two_files_are_one(memory: Memory) -> None:
    written = memory_file.dumps(memory)
    assert memory_file.loads(written, "m") == memory
    assert memory_file.dumps(memory_file.loads(written, "m")) == written
    other = Memory((RememberedSentence("Neu ist das.", ("Das ist neu.",), ("B, S0001",)),))
    both = memory_file.loads(f"{written}\n{memory_file.dumps(other)}", "m")
    assert both == united_memory((*memory.sentences, *other.sentences), memory.words)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ('[[sentence]]\ntext = ["x"]\n', "Z403", 1),
        ("[[sentence]]\noriginal = 1\n", "Z403", 2),
        ("[[satz]]\n", "Z402", 1),
        ("[[sentence]\n", "Z401", 1),
        ("a.b." * 200 + "c = 1", "Z401", 1),
    ],
)
def test_a_memory_that_does_not_fit_is_refused_with_its_place(content: str, code: str, line: int) -> None:
    with pytest.raises(InputRefusal) as refusal:
        memory_file.loads(content, "m")
    assert [(each.code, each.place.line) for each in refusal.value.diagnostics] == [(code, line)]


def test_equal_sentences_are_found_and_those_alike_with_their_difference(memory: Memory) -> None:
    numbered = chapter(NEW)
    equal, alike = recalled(segments(numbered), None, memory)
    assert [each.text for each in equal.equal] == [("Sie haben kein Recht auf das Geld.",)]
    assert alike.alike is not None
    assert alike.difference == "Die [−Stadt−] [+Gemeinde+] fördert den Bau neuer Wege."
    assert alike.likeness == 0.86


def test_white_space_makes_no_other_sentence_but_every_word_does(memory: Memory) -> None:
    numbered = chapter("Ein Anspruch\nbesteht nicht.\n\nEin Anspruch besteht.")
    found = {each.segment.text: each for each in recalled(segments(numbered), None, memory)}
    assert found["Ein Anspruch besteht nicht."].equal
    assert not found["Ein Anspruch besteht."].equal


def test_a_difference_names_what_is_gone_and_what_has_come() -> None:
    assert (
        shown_difference("Das gilt bis 2025.", "Das gilt jetzt bis 2030.")
        == "Das gilt [+jetzt+] bis [−2025.−] [+2030.+]"
    )
    assert shown_difference("Das gilt nicht.", "Das gilt nicht.") == "Das gilt nicht."


def test_an_equal_sentence_is_proposed_and_counts_as_not_translated(memory: Memory) -> None:
    numbered = chapter(NEW)
    before = translation(numbered, "", "", "Hunde müssen an die Leine.")
    done = proposed(before, recalled(segments(numbered), before, memory), memory.words)
    row = done.translation.rows[1]
    assert done.rows == ("S0002",)
    assert (row.status, row.text, row.checked) == (Status.OPEN, ("Sie haben kein Recht auf das Geld.",), "")
    assert row.note == (f"{PROPOSED} Verkehr für alle (2020), S0002",)
    assert row.proposed
    assert missing_lines(done.translation.rows) == (1, 2)
    shown = rendition_of(numbered, done.translation, {})
    assert shown
    assert [each.state for each in shown.passages] == [State.OPEN, State.OPEN, State.TRANSLATED]
    assert "kein Recht" not in " ".join(line for each in shown.passages for line in each.text)


def test_a_proposal_is_in_no_edition_no_check_copy_and_no_hint_and_keeps_no_check_from_holding(memory: Memory) -> None:
    numbered, day = chapter(NEW), "1. Juni 2026"
    done = filled(numbered, memory)
    protocol = Protocol("Büro", ("Ada", "Ben"), checked_on=day, seen=shared_digest(done, numbered), seen_on=day)
    rows = [
        replace(row, status=Status.CHECKED, checked=row_digest(row, {}), checked_on=day) if row.shown else row
        for row in done.rows
    ]
    done = replace(done, rows=tuple(rows), protocol=protocol)
    reading = rendition_of(numbered, done, {})
    assert reading
    assert reading.checked_on == day
    assert "S0002" not in {row for each in check_copy.entries(reading, numbered) for row in each.rows}
    found = overview(numbered, done)
    assert found.translated == 2
    assert not [each for each in found.hints if each.row == "S0002" and each.side is Side.TRANSLATION]
    assert {each.fate for each in found.facts if each.row == "S0002"} == {Fate.OPEN}


def test_a_proposed_title_is_not_the_title(memory: Memory) -> None:
    numbered = chapter(NEW)
    before = filled(numbered, memory)
    title = replace(before.rows[0], text=("Straßen",), note=(f"{PROPOSED} Alt, S0001",))
    reading = rendition_of(numbered, replace(before, rows=(title, *before.rows[1:])), {})
    assert reading
    assert reading.title == "Wege"


def test_a_row_that_has_text_is_never_filled(memory: Memory) -> None:
    numbered = chapter(NEW)
    before = translation(numbered, "Anders.")
    assert proposed(before, recalled(segments(numbered), before, memory), ()).translation == before


def test_the_latest_year_is_proposed_and_others_are_named() -> None:
    sentences = [
        RememberedSentence("Das gilt.", (f"Fassung {year}.",), (f"A ({year}), S0002",)) for year in (2025, 2014, 2020)
    ]
    numbered = chapter("Das gilt.")
    found = recalled(segments(numbered), None, united_memory(sentences, ()))
    [row] = [each for each in proposed(translation(numbered), found, ()).translation.rows if each.text]
    assert row.text == ("Fassung 2025.",)
    assert row.note == (f"{PROPOSED} A (2025), S0002; 2 andere im Gedächtnis",)


def test_words_of_the_glossary_that_a_text_has_go_into_its_list(memory: Memory) -> None:
    numbered = chapter("Ansprüche der Kommunen bestehen.\n\nDie Ansprüche.")
    done = proposed(translation(numbered), (), memory.words)
    assert done.words == ("Kommune",)
    known = translation(numbered, words=(Word("Kommune", agreed="Ort"),))
    assert proposed(known, (), memory.words).translation.words == known.words


def filled(numbered: NumberedChapter, memory: Memory) -> Translation:
    before = translation(numbered, "", "Die Gemeinde baut Wege.", "Hunde müssen an die Leine.")
    return proposed(before, recalled(segments(numbered), before, memory), ()).translation


def test_a_proposal_that_comes_back_as_it_went_out_stays_one_and_is_reported(memory: Memory) -> None:
    numbered = chapter(NEW)
    before = filled(numbered, memory)
    fill = {row.name: Fill(row.text, str(row.status), row.note) for row in before.rows}
    back = reconciled(sheet(handover(numbered, fill).data(), "x"), numbered, before, "t")
    assert back.translation.rows[1] == before.rows[1]
    [told] = [each for each in back.diagnostics if each.code == "Z691"]
    assert told.message == "Vorschläge aus dem Gedächtnis, die niemand bestätigt hat: S0002."
    assert ledger.loads(ledger.dumps(before), "t") == before


@pytest.mark.parametrize("text", ["Sie haben kein Recht auf das Geld.", "Sie bekommen kein Geld."])
def test_a_proposal_that_somebody_confirms_is_a_translation_like_any_other(memory: Memory, text: str) -> None:
    numbered = chapter(NEW)
    before = filled(numbered, memory)
    fill = {row.name: Fill(row.text, str(row.status), row.note) for row in before.rows}
    fill["S0002"] = Fill([text], "übersetzt", before.rows[1].note)
    row = reconciled(sheet(handover(numbered, fill).data(), "x"), numbered, before, "t").translation.rows[1]
    assert (row.text, row.status, row.note, row.proposed) == ((text,), Status.TRANSLATED, (), False)


def test_a_proposal_is_never_taken_as_checked(memory: Memory) -> None:
    numbered = chapter(NEW)
    before = filled(numbered, memory)
    rows = [replace(row, status=Status.CHECKED) if row.proposed else row for row in before.rows]
    fill = {row.name: Fill(row.text, str(row.status), row.note) for row in rows}
    back = reconciled(sheet(handover(numbered, fill).data(), "x"), numbered, before, "t")
    assert back.translation.rows[1].status is Status.TRANSLATED


def test_two_agreed_words_for_one_are_named() -> None:
    numbered = chapter(OLD)
    memory = Memory((), (Word("Kommune", agreed="Stadt"),))
    found = learned(memory, translation(numbered, words=(Word("kommune", agreed="Ort"),)), numbered)
    assert found.disagreements == ("„kommune“: vereinbart ist „Stadt“, dieses Kapitel hat „Ort“.",)
    assert found.memory.words == memory.words


def test_the_alphabet_is_that_of_german_lists() -> None:
    assert sorted(["Zebra", "Äpfel", "apfel", "Öl", "Straße", "Strasse"], key=alphabetical) == [
        *("apfel", "Äpfel", "Öl", "Strasse", "Straße", "Zebra"),
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Last time's text, translated, and this time's."""
    (tmp_path / "alt.md").write_text(HEAD.format("Verkehr für alle", 2020) + OLD, encoding="utf-8")
    (tmp_path / "neu.md").write_text(HEAD.format("Wege", 2026) + NEW, encoding="utf-8")
    old = chapter(OLD, "Verkehr für alle", 2020)
    path = shelf.translation_path(tmp_path / "alt.md", old.slug)
    path.parent.mkdir()
    words = (Word("Anspruch", agreed="Recht"),)
    texts = ("Sie haben kein Recht auf das Geld.", "Die Stadt baut Wege.", "Alle dürfen zuhören.")
    path.write_text(ledger.dumps(translation(old, *texts, words=words)), encoding="utf-8")
    return tmp_path


def test_the_command_learns_shows_and_fills(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["memory", str(folder / "alt.md"), "--learn"]) == 0
    assert "3 Sätze und 1 Wörter sind neu im Gedächtnis." in capsys.readouterr().out
    assert cli.main(["memory", str(folder / "neu.md")]) == 0
    said = capsys.readouterr().out
    assert "gleich (Verkehr für alle (2020), S0002): Sie haben kein Recht auf das Geld." in said
    assert "ähnlich (Verkehr für alle (2020), S0003): Die [−Stadt−] [+Gemeinde+] fördert den Bau neuer Wege." in said
    assert not (folder / "translations" / "wege.toml").exists()
    assert cli.main(["memory", str(folder / "neu.md"), "--fill", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in data["diagnostics"]] == ["Z691"]
    filled = ledger.loads((folder / "translations" / "wege.toml").read_text(encoding="utf-8"), "t")
    assert [row.name for row in filled.rows if row.proposed] == ["S0002"]
    assert [each.word for each in filled.words] == ["Anspruch"]
    before = (folder / "translations" / "wege.toml").read_bytes()
    assert cli.main(["memory", str(folder / "neu.md"), "--fill"]) == 0
    assert (folder / "translations" / "wege.toml").read_bytes() == before


def test_the_memory_of_another_year_is_read_where_somebody_has_put_it(
    folder: Path, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "translations" / "memory" / "2014.toml"
    path.parent.mkdir()
    path.write_text(memory_file.dumps(memory), encoding="utf-8")
    assert cli.main(["memory", str(folder / "neu.md"), "--json"]) == 0
    [one] = json.loads(capsys.readouterr().out)["memory"]["chapters"]
    assert [(each["row"], bool(each["equal"]), bool(each["alike"])) for each in one["rows"]] == [
        ("S0002", True, False),
        ("S0003", False, True),
    ]


def test_a_damaged_memory_leaves_all_as_it_was(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "translations" / "memory" / "memory.toml"
    path.parent.mkdir()
    path.write_bytes(b'[[sentence]]\noriginal = "\xff"\n')
    for option in ("--learn", "--fill"):
        assert cli.main(["memory", str(folder / "alt.md"), option]) == 3
        assert "Z401" in capsys.readouterr().err
    assert path.read_bytes() == b'[[sentence]]\noriginal = "\xff"\n'


def test_learning_that_finds_two_agreed_words_ends_with_findings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "translations" / "memory" / "memory.toml"
    path.parent.mkdir()
    path.write_text('[[word]]\nword = "Anspruch"\nagreed = "Anrecht"\n', encoding="utf-8")
    assert cli.main(["memory", str(folder / "alt.md"), "--learn"]) == 1
    assert "Z692" in capsys.readouterr().err


def test_the_glossary_is_held_against_every_chapter(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "translations" / "memory" / "memory.toml"
    path.parent.mkdir()
    path.write_text('[[word]]\nword = "Rat"\nagreed = "Stadt-Rat"\n', encoding="utf-8")
    assert cli.main(["hints", str(folder / "alt.md")]) == 0
    assert "im Original steht „Rat“, vereinbart ist „Stadt-Rat“; das steht hier nicht" in capsys.readouterr().out
