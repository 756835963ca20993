"""zeilentreu return as people and scripts meet it: one file written, whole, and only where it says something new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, TEXT, read
from handover import Fill, Handover, handover

from pipeline.build import shelf
from pipeline.diagnostics import InputRefusal
from pipeline.easy_language import form_wording
from pipeline.easy_language.returned import returned_rows, returned_story
from pipeline.easy_language.segments import segments
from pipeline.text.model import Chapter, LineRule, LineStart, NumberedChapter, Paragraph, SourceFile, Text

pytestmark = pytest.mark.program

NUMBERED = read(TEXT).numbered


def filled(**more: Fill) -> Handover:
    return handover(NUMBERED, {each.name: Fill(["Leicht."], "übersetzt") for each in segments(NUMBERED)} | more)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "probe.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "zurück.docx").write_bytes(filled().data())
    return tmp_path


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "return", *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, env={**os.environ, **environment}
    )


def test_a_return_writes_the_translation_beside_the_source_and_says_so(project: Path) -> None:
    done = run(project / "zurück.docx", project / "probe.md")
    path = project / "translations" / "probe.toml"
    count = len(segments(NUMBERED))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{path}: geschrieben. {count} Tabellenzeilen: {count} übersetzt.\n"
    assert [row.text for row in (shelf.translation(path) or pytest.fail("no file")).rows] == [("Leicht.",)] * count


def test_the_same_file_again_leaves_every_byte_and_the_time_of_the_file(project: Path) -> None:
    run(project / "zurück.docx", project / "probe.md", PYTHONHASHSEED="1")
    path = project / "translations" / "probe.toml"
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    assert "unverändert" in run(project / "zurück.docx", project / "probe.md", PYTHONHASHSEED="2").stdout
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
    path.unlink()
    run(project / "zurück.docx", project / "probe.md", PYTHONHASHSEED="3", TZ="Asia/Tokyo")
    assert path.read_bytes() == before


def test_findings_end_with_1_and_a_dry_run_writes_nothing(project: Path) -> None:
    made = filled(S0003=Fill())
    made.after = "<w:p><w:r><w:t>Wohin damit?</w:t></w:r></w:p>"
    (project / "zurück.docx").write_bytes(made.data())
    done = run(project / "zurück.docx", project / "probe.md", "--dry-run")
    assert done.returncode == 1
    assert "Probelauf" in done.stdout
    assert "Befund Z659" in done.stderr
    assert "Befund Z654: Text außerhalb der Tabellen. Aufgehoben: „Wohin damit?“." in done.stderr
    assert not (project / "translations").exists()


def test_json_says_everything_in_one_object(project: Path) -> None:
    (project / "zurück.docx").write_bytes(filled(S0003=Fill()).data())
    done = run(project / "zurück.docx", project / "probe.md", "--json")
    data = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert data["translation"]["written"]
    assert data["translation"]["status"] == {"übersetzt": len(segments(NUMBERED)) - 1, "offen": 1}
    assert data["translation"]["missing_lines"] == [2, 3, 4]
    assert [each["code"] for each in data["diagnostics"]] == ["Z659"]


@pytest.mark.parametrize("content", [b"", b"Hallo", filled().data()[:500]])
def test_what_cannot_be_used_ends_with_3_and_no_traceback(content: bytes, project: Path) -> None:
    (project / "x.docx").write_bytes(content)
    done = run(project / "x.docx", project / "probe.md")
    assert (done.returncode, done.stdout) == (3, "")
    assert "Fehler Z15" in done.stderr
    assert "Hinweis:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "translations").exists()


def test_a_folder_that_cannot_be_written_ends_with_5_and_leaves_the_earlier_file(project: Path) -> None:
    (project / "translations").write_text("keine Mappe", encoding="utf-8")
    done = run(project / "zurück.docx", project / "probe.md")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


def test_what_people_corrected_in_the_file_is_told_before_it_is_replaced(project: Path) -> None:
    run(project / "zurück.docx", project / "probe.md")
    path = project / "translations" / "probe.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"Leicht."', '"Von Hand verbessert."', 1), encoding="utf-8"
    )
    done = run(project / "zurück.docx", project / "probe.md")
    assert done.returncode == 0
    assert "Anmerkung Z662" in done.stderr
    assert "Von Hand verbessert." in done.stderr


def test_nothing_a_message_quotes_reaches_the_terminal_raw(project: Path) -> None:
    made = filled()
    made.after = "<w:p><w:r><w:t>a\u202eb\u009bc</w:t></w:r></w:p>"
    (project / "zurück.docx").write_bytes(made.data())
    error = run(project / "zurück.docx", project / "probe.md").stderr
    assert "„abc“" in error
    assert all(char.isprintable() or char == "\n" for char in error)


def long_chapter(count: int) -> NumberedChapter:
    blocks = tuple(
        Paragraph((LineStart(at), Text(f"Das ist der Satz mit der Nummer {at}."))) for at in range(1, count + 1)
    )
    return NumberedChapter(Chapter("Lang", blocks, SourceFile("lang.md", "0" * 64)), "lang", LineRule())


def test_as_many_rows_as_may_be_work_and_one_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """5000 of them are filled in and read back in ``test_easy_language_return_channels``."""
    from pipeline.easy_language.reconciliation import reconciled
    from pipeline.easy_language.returned import sheet

    assert returned_story.MOST_ROWS == 5000
    for module in (returned_rows, returned_story):
        monkeypatch.setattr(module, "MOST_ROWS", 50)
    numbered = long_chapter(49)
    fill = {each.name: Fill([f"Leicht {each.name}."] * 3, "übersetzt", ["gut"]) for each in segments(numbered)}
    result = reconciled(sheet(handover(numbered, fill).data(), "x"), numbered, None, "t")
    assert len(result.translation.rows) == 50
    assert all(row.text == (f"Leicht {row.name}.",) * 3 for row in result.translation.rows)
    assert result.diagnostics == ()
    with pytest.raises(InputRefusal) as caught:
        sheet(handover(long_chapter(50)).data(), "x")
    assert [each.code for each in caught.value.diagnostics] == ["Z155"]


def test_the_status_words_are_those_of_the_form() -> None:
    assert [str(each) for each in form_wording.Status] == [
        "offen",
        "übersetzt",
        "zusammengefasst",
        "weggelassen",
        "geprüft",
    ]
