"""The command as people and scripts meet it: results, diagnostics, exit codes."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from conftest import ROOT, SEED, TEXT

from pipeline import cli
from pipeline.diagnostics.codes import SEVERITIES
from pipeline.diagnostics.explanations import explanations
from pipeline.diagnostics.reasons import reason

pytestmark = pytest.mark.program


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "probe.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*words: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """What the command says, and its exit code, without a process of its own: that takes most of a second to start."""
    said, told = io.BytesIO(), io.BytesIO()
    streams = io.TextIOWrapper(said, write_through=True), io.TextIOWrapper(told, write_through=True)
    with chdir(folder), redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        try:
            code = cli.main([*map(str, words)])
        except SystemExit as end:
            code = int(end.code or 0)
    return subprocess.CompletedProcess(words, code, said.getvalue().decode(), told.getvalue().decode())


def started(*words: str | Path, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same as scripts meet it: a process that ends."""
    command = [sys.executable, "-m", "pipeline", *map(str, words)]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def test_lines_are_number_tab_text_and_repairs_go_to_stderr() -> None:
    done = started("lines", SEED)
    assert done.returncode == 0
    assert done.stdout == (ROOT / "tests" / "golden" / "lines.tsv").read_text(encoding="utf-8")
    assert done.stderr.count("Reparatur") == 3
    assert "273 von 273" in done.stderr


def test_build_reports_each_repair_with_place_and_proof(tmp_path: Path) -> None:
    done = run("build", SEED, "--out", tmp_path, "--edition", "lines")
    assert done.returncode == 0
    for line, code in ((38, "Z301"), (312, "Z303"), (380, "Z301")):
        assert f"{SEED}:{line}:" in done.stderr
        assert code in done.stderr
    assert done.stderr.count("Beweis:") == 3


def test_strict_refuses_with_3(tmp_path: Path) -> None:
    for words in (("build", SEED, "--out", tmp_path / "dist", "--strict"), ("lines", SEED, "--strict")):
        done = run(*words)
        assert done.returncode == 3
        assert done.stdout == ""
    assert not (tmp_path / "dist").exists()


def test_a_second_build_says_that_nothing_is_to_do(source: Path, tmp_path: Path) -> None:
    for expected in ("probe.lines.tsv", "nichts zu tun"):
        assert expected in run("build", source, "--out", tmp_path / "dist", "--edition", "lines").stdout


def test_json_is_one_object_with_everything(source: Path, tmp_path: Path) -> None:
    done = run("build", source, "--out", tmp_path / "dist", "--edition", "lines", "--json")
    data = json.loads(done.stdout)
    assert data["chapters"][0]["written"] == ["probe.lines.tsv"]
    assert data["diagnostics"] == []
    source.write_text(TEXT.replace("\n3 der", "\n2 der"), encoding="utf-8")
    done = run("build", source, "--out", tmp_path / "dist", "--json")
    [fault] = json.loads(done.stdout)["diagnostics"]
    assert (done.returncode, fault["code"], fault["line"]) == (3, "Z206", 11)
    assert [line["number"] for line in json.loads(run("lines", SEED, "--json").stdout)["lines"]] == list(range(1, 274))
    assert json.loads(run("tree", SEED, "--json").stdout)["slug"] == "gleichberechtigung-und-engagement"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("baue",), 2),
        (("build", "--edition", "pdff"), 2),
        (("explain", "Z999999"), 2),
        (("lines",), 2),
        (("lines", "gibtsnicht.md"), 5),
        (("build", "gibtsnicht.md"), 5),
        (("check", "gibtsnicht"), 3),
    ],
)
def test_exit_codes_say_what_went_wrong(words: tuple[str, ...], code: int) -> None:
    done = started(*words)
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_only_what_was_built_must_be_there(source: Path, tmp_path: Path) -> None:
    run("build", source, "--out", tmp_path / "dist", "--edition", "lines", "docx")
    for folder in (tmp_path / "dist", tmp_path / "dist" / "probe"):
        done = run("check", folder, "--source", source)
        assert (done.returncode, "Z607" in done.stderr) == (0, False)
    (tmp_path / "dist" / "probe" / "probe.docx").unlink()
    done = run("check", tmp_path / "dist", "--source", source)
    assert (done.returncode, done.stderr.count("Z607")) == (1, 1)


# Root may read everything; without its capabilities it may not.
UNPRIVILEGED = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] if os.geteuid() == 0 else []


@pytest.mark.skipif(bool(UNPRIVILEGED) and not shutil.which("setpriv"), reason="root needs setpriv (util-linux)")
@pytest.mark.parametrize("locked", ["dist", "dist/probe"])
def test_a_folder_that_may_not_be_read_is_said_in_german_with_5(locked: str, source: Path, tmp_path: Path) -> None:
    run("build", source, "--out", tmp_path / "dist", "--edition", "lines")
    command = [*UNPRIVILEGED, sys.executable, "-m", "pipeline", "check", str(tmp_path / "dist")]
    (tmp_path / locked).chmod(0)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    (tmp_path / locked).chmod(0o755)
    assert (done.returncode, done.stdout) == (5, "")
    assert f"{tmp_path / locked}: Fehler Z802: Der Ordner ist nicht lesbar: keine Berechtigung." in done.stderr


def test_a_misspelt_edition_is_answered_with_the_nearest(source: Path, tmp_path: Path) -> None:
    assert "„pdf“" in run("build", source, "--out", tmp_path / "dist", "--edition", "pdff").stderr


def test_an_edition_may_be_named_by_its_ending(source: Path, tmp_path: Path) -> None:
    assert run("build", source, "--out", tmp_path / "dist", "--edition", "html,lines.tsv").returncode == 0
    assert {path.name for path in (tmp_path / "dist" / "probe").glob("probe*")} == {"probe.html", "probe.lines.tsv"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("baue",), "BEFEHL: „baue“ gibt es nicht. Möglich sind: build, check,"),
        (("lines",), "Es fehlt: QUELLE"),
        (("lines", "a", "b"), "Unbekannte Angabe: b"),
        (("build", "--out"), "--out: Hier fehlt eine Angabe."),
        (("build", "--edition"), "--edition: Hier fehlt mindestens eine Angabe."),
        (("lines", "a", "--strict=3"), "--strict: Die Angabe „3“ gehört nicht hierher."),
        (("check", "a", "--s"), "--source: Hier fehlt mindestens eine Angabe."),
    ],
)
def test_a_wrong_call_is_answered_in_german(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "gibt es nicht"),
        (errno.EACCES, "keine Berechtigung"),
        (errno.EISDIR, "das ist ein Ordner"),
        (errno.ENOSPC, "kein Platz auf dem Datenträger"),
        (errno.EXDEV, os.strerror(errno.EXDEV)),
    ],
)
def test_what_the_system_says_is_german_where_it_is_common(number: int, said: str) -> None:
    assert reason(OSError(number, os.strerror(number))) == said


def test_json_has_all_codes_and_the_diagnostics_of_a_tree() -> None:
    assert [each["code"] for each in json.loads(run("explain", "--json").stdout)] == list(explanations())
    tree = json.loads(run("tree", SEED, "--json").stdout)
    assert len(tree["diagnostics"]) == 3
    assert tree["blocks"]


def test_every_code_is_explained() -> None:
    assert set(explanations()) == set(SEVERITIES)
    for entry in explanations().values():
        assert entry.title
        assert entry.text.endswith(".")
    assert "Z301" in run("explain", "z301").stdout
    assert run("explain").stdout.count("\n") == len(SEVERITIES)


def test_every_code_that_is_raised_is_in_the_table_and_every_code_of_the_table_is_raised() -> None:
    import re

    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py") if path.name != "codes.py"
    )
    assert set(re.findall(r'"(Z\d{3})"', text)) == set(SEVERITIES)


def test_no_source_means_the_publication_in_seeds(tmp_path: Path) -> None:
    assert run("build", folder=tmp_path).returncode == 2
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "probe.md").write_text(TEXT, encoding="utf-8")
    assert run("build", "--edition", "lines", folder=tmp_path).returncode == 0
    assert (tmp_path / "dist" / "probe" / "probe.lines.tsv").is_file()


def test_no_progress_and_no_colour_where_there_is_no_terminal(source: Path, tmp_path: Path) -> None:
    done = started("build", source, "--out", tmp_path / "dist", "--edition", "lines")
    assert done.stderr == ""
    assert "\x1b" not in started("lines", SEED).stderr


def test_output_is_utf8_whatever_the_locale_says() -> None:
    done = started("lines", SEED, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert "für alle" in done.stdout


def test_one_text_that_cannot_be_set_is_told_beside_all_that_was_built(source: Path, tmp_path: Path) -> None:
    """Z501 is found while the editions are made; the seed between two others has repairs to tell."""
    folder = source.parent / "texte"
    folder.mkdir()
    for name, title, word in (("a.md", "Erster", "\U0001fb70"), ("c.md", "Dritter", "Rat")):
        text = TEXT.replace("Probe", title).replace("Beratung", word)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "b.md").write_bytes(SEED.read_bytes())
    words = ("build", folder, "--out", tmp_path / "dist", "--edition", "lines", "grossdruck")
    done = run(*words)
    assert done.returncode == 3
    assert [line.partition(":")[0].rpartition("/")[2] for line in done.stdout.splitlines()] == [
        "erster",
        "gleichberechtigung-und-engagement",
        "dritter",
    ]
    assert "Z501" in done.stderr
    assert done.stderr.count("Reparatur") == 3
    names = {path.name for path in (tmp_path / "dist" / "erster").iterdir()}
    assert names == {"erster.lines.tsv", ".zeilentreu.json"}
    again = run(*words)
    assert again.returncode == 3
    assert "erster" not in again.stdout
    assert "Nicht geschrieben: erster-grossdruck.pdf;" in again.stderr
    data = json.loads(run(*words, "--json").stdout)
    assert [each["written"] for each in data["chapters"]] == [[], [], []]
    assert [each["code"] for each in data["diagnostics"]] == ["Z501", "Z301", "Z303", "Z301"]


def test_the_faults_of_all_texts_are_told_together(source: Path, tmp_path: Path) -> None:
    for name in ("eins.md", "zwei.md"):
        (source.parent / name).write_text("", encoding="utf-8")
    done = run("build", source.parent, "--out", tmp_path / "dist")
    assert (done.returncode, done.stdout, done.stderr.count("Z102")) == (3, "", 2)


@pytest.mark.parametrize(
    ("words", "code"),
    [(("lines", SEED), 0), (("explain",), 0), (("build", "FAULT"), 3), (("build", "FAULT", "--json"), 3)],
)
@pytest.mark.parametrize("both", [False, True])
def test_a_closed_pipe_is_no_fault_and_the_exit_code_stays(
    words: tuple[str | Path, ...], code: int, source: Path, *, both: bool
) -> None:
    source.write_text(TEXT + "\a" * 50 + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", *(str(source if word == "FAULT" else word) for word in words)]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command, cwd=ROOT, stdout=writing, stderr=writing if both else subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert done.returncode == code
    assert "Traceback" not in (done.stderr or "")
    assert "Exception" not in (done.stderr or "")


def test_an_interrupt_ends_with_130_and_leaves_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.editions.web.write", interrupted)
    assert cli.main(["build", str(source), "--out", str(tmp_path / "dist"), "--edition", "lines", "web"]) == 130
    assert "Abgebrochen" in capsys.readouterr().err
    assert not [path for path in (tmp_path / "dist").rglob("*") if path.is_file()]


def test_a_fault_of_ours_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> int:
        raise ZeroDivisionError("Probe")

    monkeypatch.setattr("pipeline.cli.doctor.examine", broken)
    monkeypatch.delenv("ZEILENTREU_DEBUG", raising=False)
    assert cli.main(["doctor"]) == 70
    assert "Z999" in capsys.readouterr().err


def test_doctor_finds_this_machine_well() -> None:
    done = started("doctor")
    assert done.returncode == 0
    assert "FEHLT" not in done.stdout


def test_a_long_row_of_diagnostics_is_cut_and_json_has_all(source: Path) -> None:
    source.write_text(TEXT + "\a" * 19 + "\n", encoding="utf-8")
    assert run("lines", source).stderr.count("Z104") == 19
    source.write_text(TEXT + "\a" * 50 + "\n", encoding="utf-8")
    assert "weitere" in run("lines", source).stderr


def test_cite_where_no_texts_are_says_how_they_are_named(tmp_path: Path) -> None:
    found = run("cite", "wohnen", "1", folder=tmp_path)
    assert (found.returncode, found.stdout) == (5, "")
    assert "„wohnen“ ist keine Datei" in found.stderr
    assert "--source ORDNER" in found.stderr


def test_a_folder_without_markdown_names_the_text_that_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "Antrag 12.docx").write_bytes(b"")
    found = run("build", tmp_path)
    assert found.returncode == 3
    assert 'source = "Antrag 12.docx"' in found.stderr
    (tmp_path / "Antrag 12.docx").unlink()
    assert "[[chapter]]" in run("build", tmp_path).stderr


def test_a_folder_that_is_none_is_said_once(tmp_path: Path) -> None:
    assert run("check", tmp_path / "nix").stderr.count("gibt es nicht") == 1
    (tmp_path / "datei").write_bytes(b"")
    assert "Das ist kein Ordner." in run("check", tmp_path / "datei").stderr


@pytest.mark.parametrize("form", ["commonmark", "numbered-markdown", "html"])
def test_a_document_of_word_is_whole_even_if_it_is_called_something_else(form: str) -> None:
    found = run("lines", ROOT / "tests" / "cases" / "word" / "antrag-gruen.docx", "--from", form)
    assert found.returncode == 3
    assert "beschädigt" not in found.stderr
    assert f"Die Datei hat die Form „docx“, nicht „{form}“." in found.stderr


@pytest.mark.program
@pytest.mark.parametrize("stream", ["> /dev/full", ">&-"])
@pytest.mark.parametrize("words", ["lines TEXT", "explain Z101", "--version", "build TEXT --out OUT --edition lines"])
def test_what_cannot_be_printed_is_said_once_and_files_are_made(words: str, stream: str, tmp_path: Path) -> None:
    words = words.replace("TEXT", str(SEED)).replace("OUT", str(tmp_path / "dist"))
    command = f"{sys.executable} -m pipeline {words} {stream}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 5
    assert done.stderr.count("Fehler Z803: Das Ergebnis ließ sich nicht ausgeben") == 1
    assert "Traceback" not in done.stderr
    assert len([*tmp_path.rglob("*.lines.tsv")]) == words.startswith("build")


@pytest.mark.program
def test_diagnostics_that_nobody_can_read_keep_their_exit_code(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for stream in ("2> /dev/full", "2>&-", ">&- 2>&-"):
        command = f"{sys.executable} -m pipeline lines {tmp_path / 'nirgends.md'} {stream}"
        done = subprocess.run(command, shell=True, env=environment, capture_output=True, check=False)
        assert done.returncode == 5
