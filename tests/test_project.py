"""What the project says of itself: one version everywhere, and files that tools look for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata

import mutants
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, settings

from pipeline import cli
from pipeline.sources.forms import SOURCES

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_newest_section_of_the_changes_is_the_version_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)\b", CHANGES, re.MULTILINE)
    assert versions[0] == PROJECT["version"]
    assert versions == sorted(versions, key=lambda each: [int(part) for part in each.split(".")], reverse=True)
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"zeilentreu {PROJECT['version']}\n"


def test_each_change_is_one_sentence_in_a_list_of_a_version() -> None:
    for change in re.split(r"^- ", CHANGES.partition("\n## ")[2], flags=re.MULTILINE)[1:]:
        sentence = " ".join(re.sub(r"\n#+ .*", "", change, flags=re.DOTALL).split())
        assert sentence.endswith("."), sentence
        assert not re.search(r"(?<!z\. B)(?<!\b[zZ])\.(?: |\*\* )[A-ZÄÖÜ„`]", sentence), sentence


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "pipeline" / "py.typed").is_file()
    assert "Typing :: Typed" in metadata("zeilentreu").get_all("Classifier", [])


def test_the_hook_before_a_commit_runs_a_target_of_make() -> None:
    hook = re.search(
        r"^ +entry: make (\w+)$", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert hook
    assert re.search(rf"^{hook[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_what_mutants_and_fuzzing_name_is_there() -> None:
    for path, files in (pair for group in mutants.GROUPS.values() for pair in group.items()):
        assert (ROOT / path).is_file()
        assert all((ROOT / "tests" / f"test_{each}.py").is_file() for each in files.split())
    targets = (ROOT / "tests" / "fuzz.py").read_text(encoding="utf-8")  # Atheris, which it imports, is not installed
    assert all(f'"{form.name}": Target(' in targets for form in SOURCES)


def test_no_test_depends_on_the_load_of_the_machine() -> None:
    assert settings.default
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check
    clocks = re.compile(r"perf_counter|monotonic\(|time\.time\(")
    others = [path for path in (ROOT / "tests").glob("test_*.py") if path.name != "test_project.py"]
    assert not [path.name for path in others if clocks.search(path.read_text(encoding="utf-8"))]
