"""Nothing but regular files of the publication's own folder is read, none without end, and nothing that is there is passed over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build.record import current, renewed
from pipeline.cli import main
from pipeline.diagnostics import FileRefusal, InputRefusal
from pipeline.publication import settings, toml_shapes
from pipeline.publication.catalogue import RECORD
from pipeline.publication.files import content

TEXT = "---\ntitle: Probe\nresolved: 2026-03-02\ninitiator: Rat\n---\n\nEin Satz.\n"
PRINT = '[print]\nprofile = "papier.icc"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "veröffentlichung"
    (made / "translations").mkdir(parents=True)
    (made / "probe.md").write_text(TEXT, encoding="utf-8")
    (made / "publication.toml").write_text(PRINT, encoding="utf-8")
    shutil.copy(next((Path(__file__).parents[1] / "seeds").rglob("*.md")), tmp_path / "geheim.md")
    return made


def built(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    (folder / "publication.toml").exists()
    code = main(["build", str(folder), "--out", str(folder.parent / "dist"), "--edition", "web"])
    return code, capsys.readouterr().err


def linked(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("../geheim.md")


def dangling(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nirgends")


def endless(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def directory(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


ODD = [linked, dangling, endless, pipe, directory]
NAMES = ["publication.toml", "translations/probe.toml", "papier.icc", "probe.md"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("odd", ODD)
def test_what_is_there_and_no_file_of_the_folder_is_refused_and_never_read(
    odd: Callable[[Path], None], name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if name != "papier.icc":
        (folder / "publication.toml").unlink()
    odd(folder / name)
    code, error = built(folder, capsys)
    # A folder beside the sources is no chapter of anybody's, and a link to nowhere in a source's place no source.
    assert code in {3, 5}, error
    assert "Fehler Z" in error
    assert "Traceback" not in error
    assert "Z999" not in error


def test_a_link_within_the_folder_is_followed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "publication.toml").unlink()
    (folder / "texte").mkdir()
    (folder / "probe.md").rename(folder / "texte" / "alt.txt")
    (folder / "probe.md").symlink_to("texte/alt.txt")
    assert built(folder, capsys) == (0, "")


def test_a_single_source_of_a_publication_may_not_lead_elsewhere_either(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "publication.toml").write_text('title = "Programm"\n', encoding="utf-8")
    linked(folder / "probe.md")
    assert main(["build", str(folder / "probe.md"), "--out", str(folder / "dist")]) == 5
    error = capsys.readouterr().err
    assert "liegt außerhalb des Ordners der Veröffentlichung" in error
    assert "Kopieren Sie die Datei an die Stelle des Links." in error


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for within in (None, tmp_path):
        with pytest.raises(FileRefusal) as caught:
            content(tmp_path / "a", 9, within)
        assert [each.code for each in caught.value.diagnostics] == ["Z802"]


@pytest.mark.parametrize("spoil", [pipe, directory, dangling, lambda path: path.write_text("[" * 100_000)])
def test_a_record_that_cannot_be_one_is_none(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "probe.html").write_text("x", encoding="utf-8")
    (tmp_path / RECORD).write_bytes(renewed(tmp_path, "key", {"probe.html": b"x"}, ()))
    assert list(current(tmp_path, "key")) == ["probe.html"]
    spoil(tmp_path / RECORD)
    assert current(tmp_path, "key") == {}
    assert renewed(tmp_path, "key", {}, ())


def test_a_finished_file_that_is_a_pipe_is_a_finding_and_not_waited_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "publication.toml").unlink()
    assert built(folder, capsys)[0] == 0
    made = folder.parent / "dist" / "probe"
    pipe(made / "probe.html")
    assert main(["check", str(made.parent), "--source", str(folder)]) == 1
    assert "probe.html ist da, lässt sich aber nicht lesen." in capsys.readouterr().err
    assert main(["transcript", str(made / "probe.html")]) == 5


# Settings of any size


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("title = 'x'\nx = " + "9" * 5000, "Z401", "t:2:5"),
        ("x = -" + "1_0" * 5000, "Z401", "t:1:5"),
        ("[lines]\nwidth = " + "8" * 5000, "Z401", "t:2:9"),
        ("a" + ".a" * 20_000 + " = 1", "Z401", "t:1:1"),
        ("title = 'x'\n[a" + ".b" * 20_000 + "]\n", "Z401", "t:2:2"),
        ("x = " + "[" * 100_000, "Z401", "t:1"),
        ("x = " + "{a=" * 50_000, "Z401", "t:1"),
    ],
)
def test_a_number_or_a_key_without_end_is_a_fault_of_the_file(text: str, code: str, place: str) -> None:
    with pytest.raises(InputRefusal) as caught:
        settings.loads(text, "t")
    [fault] = caught.value.diagnostics
    assert (fault.code, str(fault.place)) == (code, place)


def test_thousands_of_unknown_keys_are_counted_and_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    of = toml_shapes._regions

    def counting(masked: str) -> object:
        nonlocal looked
        looked += 1
        return of(masked)

    monkeypatch.setattr(toml_shapes, "_regions", counting)
    with pytest.raises(InputRefusal) as caught:
        settings.loads("\n".join(f"schluessel{at} = 1" for at in range(4000)), "t")
    *first, last = caught.value.diagnostics
    assert len(first) == toml_shapes.MOST_FAULTS
    assert [each.place.line for each in first] == [*range(1, 31)]
    assert last.message == "Von hier an sind 3970 weitere Angaben unbekannt oder ungültig."
    assert last.place.line == 31
    assert looked == 1


def test_the_place_of_a_fault_counts_tables_below_tables_anew() -> None:
    text = "[[chapter]]\nsource = 'a'\n[[chapter.x]]\n[[chapter]]\nsource = 'b'\n[[chapter.x]]\nfalsch = 1\n"
    place = toml_shapes.place_of(("chapter", 1, "x", 0, "falsch"), text, "t")
    assert (place.line, place.column) == (7, 1)
