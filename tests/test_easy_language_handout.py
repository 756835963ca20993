"""The second round: what is there goes out again, comes back as it was, and what people correct meanwhile goes with it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import handover as docx
import motion
import pytest
from conftest import TEXT, read
from handover import Fill, handover, run

from pipeline import cli
from pipeline.build import handovers, translations
from pipeline.build.source_jobs import jobs
from pipeline.checks import open_xml
from pipeline.diagnostics import FileRefusal
from pipeline.easy_language import form_wording, ledger
from pipeline.easy_language.handout import Which
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Comment

NUMBERED = read(TEXT).numbered
NAMES = [each.name for each in segments(NUMBERED)]
GROUP = {form_wording.READER_1: "Ada Berg", form_wording.READER_2: "Ben Cohn", form_wording.CHECKED_ON: "3. Mai 2026"}


def project(folder: Path) -> Path:
    """A source with a translation of all kinds."""
    source = folder / "probe.md"
    source.write_text(TEXT, encoding="utf-8")
    raised = run("2", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    bold = f"<w:p>{run('Das ist ')}{run('nicht', '<w:rPr><w:b/></w:rPr>')}{run(' leicht: 5 m')}{raised}</w:p>"
    link = "<w:p><w:fldSimple w:instr=' HYPERLINK \"https://dortmund.de\" '><w:r><w:t>Dortmund</w:t></w:r></w:fldSimple></w:p>"
    fill = {
        "S0001": Fill(["Probe"], "geprüft"),
        "S0002": Fill(["Zum Beispiel:", "- Wege", "- Räder", "1) Eins", "2) Zwei", "a*b **c** [d](e) ~1~"], "geprüft"),
        "S0003": Fill(xml=bold + link, status="übersetzt", note=["Wer ist das?"]),
        "S0004": Fill(status="zusammengefasst"),
        "S0005": Fill(["Satz."], "übersetzt", picture=["haus.png", "Ein Haus", "Quelle: Büro"]),
        "S0006": Fill(status="weggelassen", note=["doppelt"]),
    }
    made = handover(NUMBERED, fill)
    made.protocol = {**GROUP, form_wording.TRANSLATED_BY: "Muster-Büro", form_wording.MORE_READERS: "Cem Dal, Eva Fink"}
    made.words = [("Teilhabe", "3", "mit·machen", "Alle machen mit."), ("Masterplan", "7", "", "")]
    (folder / "z.docx").write_bytes(made.data())
    translations.take_back(folder / "z.docx", jobs([source])[0])
    return source


def test_what_went_out_and_comes_back_unchanged_leaves_the_toml_as_it_is_to_the_byte(tmp_path: Path) -> None:
    source = project(tmp_path)
    path = tmp_path / "translations" / "probe.toml"
    before = path.read_bytes()
    [done] = handovers.hand_over(jobs([source])[0], tmp_path / "runde.docx")
    assert len(done.rows) == len(NAMES)
    taken = translations.take_back(done.path, jobs([source])[0])
    assert path.read_bytes() == before
    assert not taken.changed
    assert {each.code for each in taken.diagnostics} <= {"Z659", "Z670"}


def test_comments_that_wait_stand_in_the_margin_of_the_next_round_and_come_back_as_they_were(tmp_path: Path) -> None:
    source = project(tmp_path)
    path = tmp_path / "translations" / "probe.toml"
    translation = ledger.loads(path.read_text(encoding="utf-8"), "t")
    waiting = Comment("Ada „& Co“", ("Was heißt das?", "Bitte erklären."))
    rows = tuple(
        replace(row, comments=(waiting, Comment("Ben", ("Erledigt.",), done=True))) if row.name == "S0005" else row
        for row in translation.rows
    )
    path.write_text(ledger.dumps(replace(translation, rows=rows)), encoding="utf-8")
    before = path.read_bytes()
    handovers.hand_over(jobs([source])[0], tmp_path / "runde.docx")
    data = (tmp_path / "runde.docx").read_bytes()
    [row] = [each for each in sheet(data, "x").rows if each.comments]
    assert (row.claims[0][1], row.comments) == ("S0005", (waiting,))
    assert 'w:date="2026' not in docx.unpacked(data)["word/comments.xml"].decode()
    assert [message for _, message in open_xml.errors(tmp_path / "runde.docx", frozenset())] == []
    translations.take_back(tmp_path / "runde.docx", jobs([source])[0])
    assert path.read_bytes() == before


def test_a_correction_in_the_toml_goes_out(tmp_path: Path) -> None:
    source = project(tmp_path)
    path = tmp_path / "translations" / "probe.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Satz."', '"Von Hand **besser**."'), encoding="utf-8")
    handovers.hand_over(jobs([source])[0], tmp_path / "runde.docx")
    rows = {each.claims[0][1]: each for each in sheet((tmp_path / "runde.docx").read_bytes(), "x").rows}
    assert rows["S0005"].text == ("Von Hand **besser**.",)
    assert rows["S0005"].picture == ("haus.png", "Ein Haus", "Quelle: Büro")
    assert rows["S0006"].state == ("weggelassen", "doppelt")


def test_a_changed_original_goes_out_with_its_old_wording_and_translation(tmp_path: Path) -> None:
    source = project(tmp_path)
    source.write_text(TEXT.replace("Dortmund steht", "Die Stadt steht"), encoding="utf-8")
    [done] = handovers.hand_over(jobs([source])[0], tmp_path / "runde.docx", Which.CHANGED)
    assert len(done.rows) == 1
    data = docx.unpacked(done.path.read_bytes())["word/document.xml"].decode()
    assert re.search(r"Früherer Wortlaut: [^<]*Dortmund steht", data)
    [row] = sheet(done.path.read_bytes(), "x").rows
    assert row.original.startswith("Die Stadt steht")
    assert row.text
    taken = translations.take_back(done.path, jobs([source])[0])
    [changed] = [each for each in taken.translation.rows if each.review]
    assert changed.was.startswith("Dortmund steht")
    again = translations.take_back(done.path, jobs([source])[0])
    assert not again.changed
    assert not any(each.code == "Z650" for each in again.diagnostics)


def test_only_some_rows_go_out_and_the_others_are_not_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project(tmp_path)
    out = tmp_path / "teil.docx"
    assert cli.main(["handover", str(source), "--rows", "S0002-S0003,S0005", "--out", str(out)]) == 0
    assert "3 Tabellenzeilen: S0002–S0003 und S0005." in capsys.readouterr().out
    taken = translations.take_back(out, jobs([source])[0])
    assert not taken.changed
    assert not any(each.code == "Z650" for each in taken.diagnostics)
    assert cli.main(["handover", str(source), "--only", "open", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert all(name not in told for name in ("S0001", "S0002", "S0006"))


@pytest.mark.parametrize(
    ("call", "code"), [(["--rows", "7-9"], 2), (["--only", "changed"], 3), (["--rows", "S0900"], 3)]
)
def test_what_cannot_go_out_is_refused(
    call: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project(tmp_path)
    assert cli.main(["handover", str(source), *call, "--out", str(tmp_path / "teil.docx")]) == code
    assert not (tmp_path / "teil.docx").exists()
    assert "Traceback" not in capsys.readouterr().err


def two_motions(folder: Path) -> Path:
    motions = [
        motion.details([motion.section(f"<p>Satz über {word}.</p>")], title=word, title_with_prefix=word)
        for word in ("Wege", "Räder")
    ]
    path = folder / "antraege.json"
    path.write_text(json.dumps(motions), encoding="utf-8")
    return path


def test_each_chapter_of_a_source_goes_out_in_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = two_motions(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["handover", str(source), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["handovers"]
    assert [each["path"] for each in made] == ["wege-uebergabe.docx", "raeder-uebergabe.docx"]
    titles = [sheet((tmp_path / each["path"]).read_bytes(), "x").rows[0].original for each in made]
    assert titles == ["Wege", "Räder"]
    assert {path.name for path in tmp_path.glob("*.docx")} == {each["path"] for each in made}


def test_one_name_for_several_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["handover", str(two_motions(tmp_path)), "--out", str(tmp_path / "x.docx")]) == 2
    assert "Die Quelle hat 2 Kapitel" in capsys.readouterr().err
    assert [*tmp_path.glob("*.docx")] == []


def test_a_file_that_may_be_filled_in_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    source, there = tmp_path / "probe.md", tmp_path / "probe-uebergabe.docx"
    source.write_text(TEXT, encoding="utf-8")
    for at, words in enumerate((b"erste", b"zweite"), 1):
        there.write_bytes(words)
        [done] = handovers.hand_over(jobs([source])[0], there)
        assert [each.code for each in done.diagnostics] == ["Z805"]
        assert (tmp_path / f"probe-uebergabe-frueher-{at}.docx").read_bytes() == words
    [done] = handovers.hand_over(jobs([source])[0], there)
    assert done.diagnostics == ()


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["handover", "--out"], "probe.md"),
        (["handover", "--out"], "translations/probe.toml"),
        (["hints", "--html"], "probe.md"),
        (["memory", "--export"], "bilder/haus.png"),
    ],
)
def test_no_result_takes_the_place_of_a_source_a_translation_or_a_picture(
    command: list[str], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "probe.md", tmp_path / name
    source.write_text(TEXT, encoding="utf-8")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(before := target.read_bytes() if target.exists() else b"mine")
    name_of_command, option = command
    code = cli.main([name_of_command, str(source), option, str(target)])
    assert code in {2, 3}
    assert "Z901" in capsys.readouterr().err or code == 3
    assert target.read_bytes() == before


def test_a_file_gets_its_name_back_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, there = tmp_path / "probe.md", tmp_path / "probe-uebergabe.docx"
    source.write_text(TEXT, encoding="utf-8")
    there.write_bytes(b"filled in")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileRefusal):
        handovers.hand_over(jobs([source])[0], there)
    assert there.read_bytes() == b"filled in"
    assert {path.name for path in tmp_path.iterdir()} == {"probe.md", "probe-uebergabe.docx"}
