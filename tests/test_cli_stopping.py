"""Whoever stops a command learns what is true of the files, and nothing half-done stays behind."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TEXT

from pipeline import cli
from pipeline.build import writing
from pipeline.checks import examination
from pipeline.cli import stopping
from pipeline.publication.catalogue import ASIDE

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGXCPU: 152}


@pytest.fixture(autouse=True)
def at_a_keyboard() -> Iterator[None]:
    """Workers of pytest-xdist ignore what comes from the keyboard."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "eins.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "zwei.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "publication.toml").write_text(
        '[[chapter]]\nsource = "eins.md"\nslug = "eins"\n\n[[chapter]]\nsource = "zwei.md"\nslug = "zwei"\n',
        encoding="utf-8",
    )
    return tmp_path


def build(folder: Path) -> int:
    return cli.main(["build", str(folder), "--out", str(folder / "dist"), "--edition", "lines", "web"])


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("number", CODES, ids=lambda each: each.name)
def test_a_signal_ends_with_its_code_and_says_which_texts_are_new(
    number: signal.Signals, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(book: object, _: object) -> bytes:
        if book.slug == "zwei":  # type: ignore[attr-defined]
            os.kill(os.getpid(), number)
        return b"<p>neu"

    monkeypatch.setattr("pipeline.editions.web.write", interrupted)
    assert build(folder) == CODES[number]
    said = capsys.readouterr().err
    assert said.startswith("Abgebrochen. Die Rechenzeit" if number == signal.SIGXCPU else "Abgebrochen. Neu")
    assert f" Neu: {folder / 'dist' / 'eins'}. Alle anderen Ausgaben sind, wie sie vorher waren." in said
    assert files(folder / "dist") == {"eins/eins.html", "eins/eins.lines.tsv", "eins/.zeilentreu.json"}
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_whatever_stops_a_command_waits_for_the_exchange() -> None:
    assert set(writing.STOPPING) == {signal.SIGINT, *stopping.SIGNALS} == set(CODES)


def test_before_anything_is_written_all_is_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.editions.web.write", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    assert build(folder) == 143
    assert "Alle Ausgaben sind, wie sie vorher waren." in capsys.readouterr().err
    assert not files(folder / "dist")


def test_a_signal_while_files_are_exchanged_waits_until_all_are_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own, exchanged = Path.replace, list[Path]()

    def replaced(path: Path, target: Path) -> Path:
        exchanged.append(path)
        if len(exchanged) == 1:
            # Whatever thread it reaches: not all of a process are Python's.
            elsewhere = threading.Thread(
                target=signal.pthread_kill, args=(threading.main_thread().ident, signal.SIGTERM)
            )
            elsewhere.start()
            elsewhere.join()
            os.kill(os.getpid(), signal.SIGHUP)
        return own(path, target)

    monkeypatch.setattr(Path, "replace", replaced)
    assert build(folder) == 143
    assert f"Neu: {folder / 'dist' / 'eins'}." in capsys.readouterr().err
    assert files(folder / "dist") == {"eins/eins.html", "eins/eins.lines.tsv", "eins/.zeilentreu.json"}


def test_what_is_ignored_stays_ignored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hung_up(*_: object) -> bytes:
        os.kill(os.getpid(), signal.SIGHUP)
        return b"<p>neu"

    monkeypatch.setattr("pipeline.editions.web.write", hung_up)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        assert build(folder) == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_what_a_killed_build_left_is_found_by_check_and_goes_with_the_next_build(folder: Path) -> None:
    assert build(folder) == 0
    left = folder / "dist" / "eins" / f"{ASIDE}x7.tmp"
    left.write_bytes(b"half")
    assert "Z688" in {each.code for each in examination.examine(folder / "dist" / "eins", checks=()).diagnostics}
    assert build(folder) == 0
    assert not left.exists()
    assert "Z688" not in {each.code for each in examination.examine(folder / "dist" / "eins", checks=()).diagnostics}


def test_a_disk_that_knows_no_rights_of_files_gets_its_editions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", refused)
    assert build(folder) == 0
    assert "eins/eins.html" in files(folder / "dist")
    assert not writing.left_over(folder / "dist" / "eins")
