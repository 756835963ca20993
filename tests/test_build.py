"""Files are whole or absent, current or made anew, and the same bytes wherever they are made."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT, TEXT

from pipeline.build import volumes
from pipeline.build.source_jobs import Job, jobs
from pipeline.checks import examination
from pipeline.diagnostics import Diagnostic, EnvironmentRefusal, FileRefusal, InputRefusal, Place, Refusal
from pipeline.editions.registry import EDITIONS
from pipeline.publication.catalogue import RECORD
from pipeline.publication.settings import ChapterSettings, Publication

QUICK = ["lines", "json"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "texte" / "probe.md"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def made(source: Path, out: Path, editions: list[str] | None = None, *, strict: bool = False) -> list[str]:
    return [
        name for each in volumes.build(jobs([source]), out, editions or QUICK, strict=strict) for name in each.written
    ]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.slow
def test_every_edition_is_written_under_its_contract_name(source: Path, tmp_path: Path) -> None:
    made(source, tmp_path / "dist", list(EDITIONS))
    endings = (".html", ".pdf", "-archiv.pdf", "-druck.pdf", "-grossdruck.pdf", ".epub", ".docx", ".lines.tsv", ".json")
    names = {f"probe{ending}" for ending in endings}
    assert set(snapshot(tmp_path / "dist" / "probe")) == names | {RECORD}


def test_a_second_build_does_nothing(source: Path, tmp_path: Path) -> None:
    assert made(source, tmp_path / "dist") == ["probe.lines.tsv", "probe.json"]
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").rglob("*")}
    os.utime(source)
    assert made(source, tmp_path / "dist") == []
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").rglob("*")} == before


def test_what_is_gone_or_altered_is_made_anew(source: Path, tmp_path: Path) -> None:
    made(source, tmp_path / "dist")
    (tmp_path / "dist" / "probe" / "probe.json").unlink()
    assert made(source, tmp_path / "dist") == ["probe.json"]
    (tmp_path / "dist" / "probe" / "probe.lines.tsv").write_text("verdorben", encoding="utf-8")
    assert made(source, tmp_path / "dist") == ["probe.lines.tsv"]
    (tmp_path / "dist" / "probe" / RECORD).write_text("{kaputt", encoding="utf-8")
    assert len(made(source, tmp_path / "dist")) == 2


def test_a_changed_text_or_setting_makes_everything_anew(source: Path, tmp_path: Path) -> None:
    made(source, tmp_path / "dist")
    (source.parent / "publication.toml").write_text('rights = "CC0"\n', encoding="utf-8")
    assert len(made(source, tmp_path / "dist")) == 2
    source.write_text(TEXT.replace("anbieten", "geben"), encoding="utf-8")
    assert len(made(source, tmp_path / "dist")) == 2


def test_a_refused_text_leaves_the_last_good_files(source: Path, tmp_path: Path) -> None:
    made(source, tmp_path / "dist")
    before = snapshot(tmp_path / "dist")
    source.write_text(TEXT.replace("\n3 der", "\n2 der"), encoding="utf-8")
    with pytest.raises(InputRefusal):
        made(source, tmp_path / "dist")
    assert snapshot(tmp_path / "dist") == before


def test_a_refused_text_leaves_no_folder_where_none_was(source: Path, tmp_path: Path) -> None:
    source.write_text("", encoding="utf-8")
    with pytest.raises(InputRefusal):
        made(source, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_one_bad_chapter_keeps_the_others_from_being_written(source: Path, tmp_path: Path) -> None:
    (source.parent / "zweites.md").write_text("", encoding="utf-8")
    with pytest.raises(InputRefusal):
        made(source.parent, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def refused(source: Path, out: Path, editions: list[str]) -> tuple[list[str], Refusal]:
    """The files written, and the refusal that came last."""
    building, written = volumes.build(jobs([source]), out, editions), list[str]()
    try:
        for each in building:
            written += each.written
    except Refusal as refusal:
        return written, refusal
    pytest.fail("nothing was refused")


PDFS = [f"probe{ending}.pdf" for ending in ("", "-archiv", "-druck", "-grossdruck")]


def test_a_character_without_a_glyph_costs_the_pdfs_and_no_other_edition(source: Path, tmp_path: Path) -> None:
    source.write_text(TEXT.replace("Beratung", "Beratung \U0001fb70"), encoding="utf-8")
    written, refusal = refused(source, tmp_path / "dist", list(EDITIONS))
    assert refusal.exit_code == 3
    [fault] = refusal.diagnostics
    assert fault.code == "Z501"
    assert "U+1FB70" in fault.message
    assert "Zeile 9" in fault.message
    assert all(name in fault.message for name in PDFS)
    assert fault.place.line == 20
    assert fault.hint
    assert set(written) == {f"probe{each.suffix}" for each in EDITIONS.values()} - set(PDFS)
    assert set(snapshot(tmp_path / "dist" / "probe")) == {*written, RECORD}


def no_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the web page be refused."""

    def write(*_: object) -> bytes:
        raise EnvironmentRefusal(Diagnostic("Z701", Place("System"), "Es fehlt etwas."))

    monkeypatch.setattr("pipeline.editions.web.write", write)


def test_an_edition_that_failed_is_tried_again_and_the_others_are_not(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dist"
    with monkeypatch.context() as within:
        no_web(within)
        written, refusal = refused(source, out, ["web", *QUICK])
        assert written == ["probe.lines.tsv", "probe.json"]
        assert (refusal.exit_code, refusal.diagnostics[0].code) == (4, "Z701")
        assert "probe.html" in refusal.diagnostics[0].message
        again, refusal = refused(source, out, ["web", *QUICK])
        assert again == []
        assert refusal.diagnostics[0].code == "Z701"
    assert made(source, out, ["web", *QUICK]) == ["probe.html"]
    assert made(source, out, ["web", *QUICK]) == []


def test_the_check_misses_an_edition_that_could_not_be_made(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as within:
        no_web(within)
        refused(source, tmp_path / "dist", ["web", *QUICK])
    report = examination.examine(tmp_path / "dist" / "probe", checks=())
    assert [each.code for row in report.rows for each in row.diagnostics] == ["Z607"]
    made(source, tmp_path / "dist", ["web"])
    assert not [
        each for row in examination.examine(tmp_path / "dist" / "probe", checks=()).rows for each in row.diagnostics
    ]


def test_an_edition_that_fails_for_one_text_is_made_for_the_others(source: Path, tmp_path: Path) -> None:
    text = TEXT.replace("Titel:** Probe", "Titel:** Andere").replace("Beratung", "Beratung \U0001fb70")
    (source.parent / "andere.md").write_text(text, encoding="utf-8")
    written, refusal = refused(source.parent, tmp_path / "dist", ["pdf", "lines"])
    assert written == ["andere.lines.tsv", "probe.pdf", "probe.lines.tsv"]
    assert "andere.pdf" in refusal.diagnostics[0].message


WIDE = "\n\nMEHR WOHNRAUM, MEHR WÄRME UND MEHR WÜRDE FÜR ALLE MENSCHEN IN MUSTERSTADT, AUCH BARMEN.\n"


def test_lines_that_go_on_in_a_second_row_are_noted_where_pages_are_made(tmp_path: Path) -> None:
    path = tmp_path / "texte" / "breit.md"
    path.parent.mkdir()
    path.write_text(f"---\ntitle: Breit\nwidth: 100\n---\n\nKurz.{WIDE}", encoding="utf-8")
    [only_lines] = volumes.build(jobs([path]), tmp_path / "dist", ["lines", "grossdruck"])
    [with_pages] = volumes.build(jobs([path]), tmp_path / "dist", ["pdf"])
    [nothing_new] = volumes.build(jobs([path]), tmp_path / "dist", ["pdf"])
    told = [
        [each.code for each in built.diagnostics if each.code == "Z505"]
        for built in (only_lines, with_pages, nothing_new)
    ]
    assert told == [[], ["Z505"], []]
    [note] = [each for each in with_pages.diagnostics if each.code == "Z505"]
    assert (note.place.line, note.message.split(" ist")[0]) == (8, "Zeile 2")


def test_what_an_earlier_text_left_is_said_to_be_out_of_date(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(source, tmp_path / "dist", ["web", "lines"])
    before = (tmp_path / "dist" / "probe" / "probe.html").read_bytes()
    source.write_text(TEXT.replace("anbieten", "geben"), encoding="utf-8")
    no_web(monkeypatch)
    _, refusal = refused(source, tmp_path / "dist", ["web", "lines"])
    assert "Veraltet, von einem früheren Stand: probe.html." in refusal.diagnostics[0].message
    assert (tmp_path / "dist" / "probe" / "probe.html").read_bytes() == before


def test_failing_to_rename_leaves_what_was_there_and_no_scraps(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(source, tmp_path / "dist")
    before = snapshot(tmp_path / "dist")
    source.write_text(TEXT.replace("anbieten", "geben"), encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileRefusal) as caught:
        made(source, tmp_path / "dist")
    assert caught.value.diagnostics[0].code == "Z801"
    assert snapshot(tmp_path / "dist") == before


def test_a_place_that_is_taken_leaves_all_files_as_they_were(source: Path, tmp_path: Path) -> None:
    made(source, tmp_path / "dist")
    (tmp_path / "dist" / "probe" / "probe.json").unlink()
    (tmp_path / "dist" / "probe" / "probe.json").mkdir()
    before = snapshot(tmp_path / "dist")
    source.write_text(TEXT.replace("anbieten", "geben"), encoding="utf-8")
    with pytest.raises(FileRefusal):
        made(source, tmp_path / "dist")
    assert snapshot(tmp_path / "dist") == before


@pytest.mark.parametrize("day", ["03.05.1975", "01.01.0001", "31.12.9999"])
def test_a_day_that_no_archive_can_stamp_is_no_fault(day: str, tmp_path: Path) -> None:
    path = tmp_path / "probe.md"
    path.write_text(TEXT.replace("03.05.2025", day), encoding="utf-8")
    assert len(made(path, tmp_path / "dist", ["epub", "docx", "pdf"])) == 3


def test_scraps_of_a_killed_build_are_swept(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dist" / "probe"
    folder.mkdir(parents=True)
    (folder / ".zeilentreu-abc.tmp").write_bytes(b"halb")
    made(source, tmp_path / "dist")
    assert not list(folder.glob("*.tmp")) + list(folder.glob(".*.tmp"))


def test_a_target_that_is_a_file_is_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("", encoding="utf-8")
    with pytest.raises(FileRefusal):
        made(source, tmp_path / "dist")


def test_two_builds_at_once_both_end_well(source: Path, tmp_path: Path) -> None:
    faults: list[Refusal] = []

    def run() -> None:
        try:
            made(source, tmp_path / "dist")
        except Refusal as refusal:
            faults.append(refusal)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert made(source, tmp_path / "dist") == []


def test_strict_refuses_to_repair(source: Path, tmp_path: Path) -> None:
    source.write_text(TEXT.replace("\n3 der", "\nder"), encoding="utf-8")
    with pytest.raises(InputRefusal) as caught:
        made(source, tmp_path / "dist", strict=True)
    assert (caught.value.exit_code, caught.value.diagnostics[0].code) == (3, "Z302")
    assert made(source, tmp_path / "dist")


def test_two_chapters_of_one_name_are_refused(source: Path, tmp_path: Path) -> None:
    (source.parent / "nochmal.md").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputRefusal) as caught:
        made(source.parent, tmp_path / "dist")
    assert caught.value.diagnostics[0].code == "Z405"


def test_the_settings_name_the_chapters_and_their_order(source: Path) -> None:
    (source.parent / "a.md").write_text(TEXT, encoding="utf-8")
    settings = source.parent / "publication.toml"
    settings.write_text('[[chapter]]\nsource = "probe.md"\n[[chapter]]\nsource = "a.md"\n', encoding="utf-8")
    assert [job.source.name for job in jobs([source.parent])] == ["probe.md", "a.md"]
    settings.write_text('[[chapter]]\nsource = "fehlt.md"\n', encoding="utf-8")
    with pytest.raises(InputRefusal):
        jobs([source.parent])


SCRIPT = """
import sys, time
from pathlib import Path
from pipeline.build import source_jobs, volumes
from pipeline.editions.registry import EDITIONS
time.sleep(float(sys.argv[3]))
list(volumes.build(source_jobs.jobs([Path(sys.argv[1])]), Path(sys.argv[2]), list(EDITIONS)))
"""


@pytest.mark.program
def test_all_files_are_the_same_bytes_in_other_processes_zones_and_hash_seeds(tmp_path: Path) -> None:
    # A list, a table, a note, a picture, links.
    programme = ROOT / "tests" / "cases" / "programm"
    shutil.copytree(programme / "bilder", tmp_path / "seeds" / "bilder")
    ways = (programme / "wege.md").read_text(encoding="utf-8")
    ways = ways.replace("[Zeile 2](wohnen.json#zeile-2)", "[Zeile 1](zeichen.md#zeile-1)")
    (tmp_path / "seeds" / "wege.md").write_text(ways, encoding="utf-8")
    # Signs that only variable fonts have: those are written anew for each file.
    (tmp_path / "seeds" / "zeichen.md").write_text(
        "---\ntitle: Zeichen\nresolved: 03.05.2025\n---\n\n→ Дороги, **שלום**, 😀 und ☐\n", encoding="utf-8"
    )
    digests = []
    # The two zones never have the same date.
    for at, (zone, seed, locale) in enumerate([("EAST-14", "0", "C.UTF-8"), ("WEST11", "7", "C")]):
        out = tmp_path / str(at)
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
        # Two seconds apart: a ZIP counts time in steps of two.
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "seeds"), str(out), str(2.1 * bool(at))]
        subprocess.run(command, env=environment, cwd=tmp_path, check=True)
        digests.append({name: hashlib.sha256(data).hexdigest() for name, data in snapshot(out).items()})
    assert len(digests[0]) == 2 * len(EDITIONS) + 1
    assert digests[0] == digests[1]


def test_the_epoch_of_the_environment_stamps_the_files(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    made(source, tmp_path / "dist", ["epub"])
    import zipfile

    with zipfile.ZipFile(tmp_path / "dist" / "probe" / "probe.epub") as archive:
        assert {member.date_time for member in archive.infolist()} == {(2020, 9, 13, 12, 26, 40)}
        assert b"2020-09-13T12:26:40Z" in archive.read("EPUB/content.opf")


def test_a_job_without_settings_uses_the_defaults(source: Path) -> None:
    own = ChapterSettings(source=source.name)
    assert jobs([source]) == (Job(source, Publication(chapters=(own,))),)


@pytest.mark.program
def test_setting_starts_no_other_program() -> None:
    """Libraries that are searched for by ctypes cost a compiler and two other programs each."""
    script = (
        "import sys; started = []; "
        "sys.addaudithook(lambda event, args: started.append(args[0]) if event == 'subprocess.Popen' else None); "
        "from pipeline.editions.pdf.typesetting.rendering import require_libraries; require_libraries(); print(started)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("change", ["", "anders"])
def test_a_form_that_somebody_has_filled_in_is_not_overwritten(source: Path, tmp_path: Path, change: str) -> None:
    out = tmp_path / "dist"
    made(source, out, ["docx", "lines"])
    form = out / "probe" / "probe.docx"
    form.write_bytes(form.read_bytes() + b"filled in")
    filled_in = form.read_bytes()
    for _ in range(2):
        source.write_text(TEXT.replace("anbieten", change or "anbieten"), encoding="utf-8")
        _, refusal = refused(source, out, ["docx", "lines"])
        assert [each.code for each in refusal.diagnostics] == ["Z804"]
        assert form.read_bytes() == filled_in
        assert (change in (out / "probe" / "probe.lines.tsv").read_text(encoding="utf-8")) or not change
    form.rename(tmp_path / "zurück.docx")
    made(source, out, ["docx", "lines"])
    assert form.exists()


def test_an_edition_that_is_no_form_is_made_anew_when_somebody_has_changed_it(source: Path, tmp_path: Path) -> None:
    made(source, tmp_path / "dist", ["lines"])
    table = tmp_path / "dist" / "probe" / "probe.lines.tsv"
    whole = table.read_bytes()
    table.write_bytes(b"")
    made(source, tmp_path / "dist", ["lines"])
    assert table.read_bytes() == whole
