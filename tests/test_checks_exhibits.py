"""Every damage in tests/broken is caught, under its own code, and the whole files pass."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from broken import make, probe
from conftest import ROOT

from pipeline.checks import examination
from pipeline.checks.finished import Finished
from pipeline.checks.report import Report, Verdict
from pipeline.diagnostics import Diagnostic
from pipeline.readback import READERS

pytestmark = pytest.mark.program

BROKEN = Path(__file__).parent / "broken"


def remembering(check: examination.Check) -> examination.Check:
    """The check, which knows a file again that it had nothing against: each damaged one stands beside the same whole ones.

    What it finds depends on nothing but bytes, kind and model of the file, and all here have one model.
    """
    passed = set[tuple[str, bytes]]()

    def findings(file: Finished) -> Iterator[Diagnostic]:
        if (file.suffix, file.data) not in passed:
            found = tuple(check.findings(file))
            yield from found
            if not found:
                passed.add((file.suffix, file.data))

    return replace(check, findings=findings)


# The others have exhibits of their own, and some need a browser or a JVM for each.
LINES_ALONE = tuple(
    remembering(each)
    for each in examination.CHECKS
    if each.name in {"Zeilen", "Auszeichnung", "Schriften", "Druckvorlage", "Eigenständig", "Übergabe", "Zugänglich"}
)

# A page without its style sheet, as the exhibits are, is not one to look at; the browser's checks see whole pages.
UNSEEN = tuple(
    each for each in examination.CHECKS if each.name not in {"Darstellung", "axe", "Ace", "Leseprogramme", "Vorlesen"}
)

MARKUP, PRINT, WORD, TABLE, MODEL = (
    (".html", ".epub"),
    (".pdf", "-grossdruck.pdf"),
    (".docx",),
    (".lines.tsv",),
    (".json",),
)
ALL = (*MARKUP, *PRINT, *WORD, *TABLE, *MODEL)

CAUGHT: dict[str, dict[tuple[str, ...], set[str]]] = {
    "swapped-number": {ALL: {"Z614"}},
    # In print the visible number counts; the destinations stayed where the lines are.
    "swapped-visible-number": {(*MARKUP, *WORD): {"Z606"}, PRINT: {"Z614", "Z606"}},
    "lost-word": {ALL: {"Z603"}},
    "glued-at-line-end": {ALL: {"Z605"}},
    "glued-in-line": {ALL: {"Z603"}},
    "lost-line": {ALL: {"Z601"}},
    "stray-text": {(*MARKUP, *PRINT, *WORD, *TABLE): {"Z612"}},
    "split-list": {(*MARKUP, *WORD): {"Z613"}},
    "line-edition-lost-word": {MARKUP: {"Z603"}},
    "line-edition-swapped-number": {MARKUP: {"Z614", "Z606"}},
    "foreign-font": {(".pdf",): {"Z610"}},
    "small-type": {("-grossdruck.pdf",): {"Z615"}},
    "unreadable": {(*ALL, "-archiv.pdf", "-druck.pdf"): {"Z608"}},
    "wrong-kind": {(*MARKUP, ".pdf", *WORD): {"Z608"}},
    "dead-link": {(".epub",): {"Z609"}},
    "lost-row": {WORD: {"Z680"}},
    "misplaced-property": {WORD: {"Z681"}},
    "unrepeated-head": {WORD: {"Z682"}},
}

VALIDATORS = {"dead-link": "EPUBCheck", "misplaced-property": "OpenXML"}
"""What only the program of this name notices."""

EXHIBITS = [
    pytest.param(damage, suffix, codes, id=f"{damage}{suffix}")
    for damage, formats in CAUGHT.items()
    for suffixes, codes in formats.items()
    for suffix in suffixes
]


def examined(
    folder: Path, damage: str = "whole", suffix: str = "", checks_: tuple[examination.Check, ...] = LINES_ALONE
) -> Report:
    """The report about the whole files, one of them replaced by its damaged twin."""
    chapter = folder / probe.SLUG
    shutil.copytree(BROKEN / "whole", chapter)
    if suffix:
        shutil.copy(make.folder(damage) / f"{probe.SLUG}{suffix}", chapter)
    return examination.examine(chapter, probe.BOOK, language=probe.LANGUAGE, checks=checks_)


@pytest.mark.parametrize(("damage", "suffix", "codes"), EXHIBITS)
def test_every_exhibit_is_caught_with_its_code_in_few_findings_and_no_other_file_is_blamed(
    damage: str, suffix: str, codes: set[str], tmp_path: Path
) -> None:
    report = examined(tmp_path, damage, suffix)
    assert len([each for each in report.diagnostics if each.code != "Z690"]) <= 3
    if validator := VALIDATORS.get(damage):
        chosen = tuple(each for each in examination.CHECKS if each.name == validator)
        report = examined(tmp_path / validator, damage, suffix, chosen)
    if any(row.check == "EPUBCheck" and row.verdict is Verdict.NOT_EVALUATED for row in report.rows):
        pytest.skip("EPUBCheck or Java is missing")
    found = {each.code for each in report.diagnostics} - {"Z690"}
    assert found == codes
    blamed = {row.file for row in report.rows if row.verdict is Verdict.FINDINGS}
    assert blamed == {f"{probe.SLUG}{suffix}"}


def test_the_whole_files_pass_every_check(tmp_path: Path) -> None:
    report = examined(tmp_path, checks_=UNSEEN)
    assert not [each for each in report.diagnostics if each.code != "Z690"]
    assert {row.verdict for row in report.rows if row.check != "EPUBCheck"} == {Verdict.PASSED}


def _files() -> list[Path]:
    """The whole files, and each exhibit in the folder of its damage."""
    found = (path for path in BROKEN.rglob(f"{probe.SLUG}*") if path.parent.name != "__pycache__")
    return [path for path in found if path.parent == make.folder(path.parent.name)]


def test_every_exhibit_stands_in_the_folder_of_the_check_that_catches_it() -> None:
    assert {name for names in make.CHECKS.values() for name in names} == set(CAUGHT)
    checks = ROOT / "pipeline" / "checks"
    assert all((checks / name).is_dir() or (checks / f"{name}.py").is_file() for name in make.CHECKS)


def test_every_exhibit_on_disk_is_in_the_table() -> None:
    on_disk = {(path.parent.name, path.name.removeprefix(probe.SLUG)) for path in _files()}
    listed = {(damage, suffix) for damage, formats in CAUGHT.items() for suffixes in formats for suffix in suffixes}
    assert on_disk - {("whole", suffix) for suffix in READERS} == listed


def test_exhibits_are_damaged_indeed() -> None:
    for path in _files():
        whole = BROKEN / "whole" / path.name
        assert path == whole or path.read_bytes() != whole.read_bytes(), path
