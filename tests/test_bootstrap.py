"""Set-up: what is missing is named with one line that mends it, and an unfinished environment is never taken for one."""

from __future__ import annotations

import ast
import fcntl
import os
import re
import resource
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline import bootstrap
from pipeline.bootstrap import Environment, Failure, Needs

pytestmark = pytest.mark.program

SCRIPT = Path(bootstrap.__file__)


# The system: libraries, and the line that brings them


def test_all_libraries_that_weasyprint_loads_are_probed() -> None:
    import weasyprint.text.ffi as loaded

    source = Path(loaded.__file__).read_text(encoding="utf-8")
    for library in bootstrap.LIBRARIES:
        assert f"'{library.linux}'" in source
        assert f"'{library.mac}'" in source
    needed = source.count("= _dlopen(") - source.count("harfbuzz_vector = _dlopen(")
    assert len(bootstrap.LIBRARIES) == needed


def test_a_library_that_does_not_load_is_named() -> None:
    assert bootstrap.missing_libraries(lambda _: True) == ()
    assert bootstrap.missing_libraries(lambda name: "subset" not in name) == ("HarfBuzz-Subset",)
    assert len(bootstrap.missing_libraries(lambda _: False)) == len(bootstrap.LIBRARIES)


def test_on_a_mac_homebrews_folders_are_searched_and_told_to_the_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")
    asked: list[str] = []

    def loads(name: str) -> bool:
        asked.append(name)
        return name.startswith("/opt/homebrew/lib/")

    assert bootstrap.missing_libraries(loads) == ()
    assert asked[:2] == ["/mine/libgobject-2.0.0.dylib", "/opt/homebrew/lib/libgobject-2.0.0.dylib"]
    assert os.environ["DYLD_FALLBACK_LIBRARY_PATH"] == "/mine:/opt/homebrew/lib:/usr/local/lib"


def only(tool: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name == tool else None


@pytest.mark.parametrize(
    ("tool", "line"),
    [
        (
            "apt-get",
            "sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ),
        ("dnf", "sudo dnf install -y pango harfbuzz fontconfig"),
        ("brew", "brew install pango harfbuzz fontconfig"),
    ],
)
def test_the_line_to_copy_is_that_of_the_system_at_hand(
    tool: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    (tmp_path / "deb.example_dists_stable_InRelease").touch()
    assert bootstrap.install_line(find=only(tool), lists=tmp_path) == line


def test_the_line_begins_with_an_update_where_the_package_lists_are_empty(tmp_path: Path) -> None:
    (tmp_path / "partial").mkdir()
    assert re.match("(sudo )?apt-get update; ", bootstrap.install_line(find=only("apt-get"), lists=tmp_path))


def test_root_needs_no_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "sudo" not in bootstrap.install_line(find=only("apt-get"))


def test_a_system_without_a_known_package_manager_is_told_every_library() -> None:
    line = bootstrap.install_line(find=lambda _: None)
    assert all(library.title in line for library in bootstrap.LIBRARIES)


def test_only_debians_own_python_gets_its_ensurepip_from_debian() -> None:
    debian = Path("/usr/bin/python3").resolve()
    assert bootstrap.venv_package(debian, only("apt-get")) == "python3-venv"
    assert bootstrap.venv_package(Path("/usr/bin/other"), only("apt-get")) == f"python3.{sys.version_info.minor}-venv"
    assert bootstrap.venv_package(Path("/opt/python/bin/python3"), only("apt-get")) is None
    assert bootstrap.venv_package(debian, only("dnf")) is None


def test_needed_packages_are_named_once_and_only_if_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.needs(lambda _: True) == Needs((), ())
    assert bootstrap.needs(lambda name: "fontconfig" not in name) == Needs(("Fontconfig",), ("libpangoft2-1.0-0",))
    assert bootstrap.needs(lambda _: False).packages == bootstrap.PACKAGES
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr(bootstrap, "venv_package", lambda _: "python3-venv")
    assert bootstrap.needs(lambda _: True).packages == ("python3-venv",)


def test_a_python_without_ensurepip_that_no_package_mends_ends_with_4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr(bootstrap, "venv_package", lambda _: None)
    with pytest.raises(Failure, match="ensurepip") as caught:
        bootstrap.needs(lambda _: True)
    assert caught.value.code == 4


class System:
    """A machine that lacks Pango until apt-get has installed it; what is run on it is noted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, user: int, fails: int = 0, tool: str = "apt-get") -> None:
        self.ran: list[list[str]] = []
        self.fails, self.lacks = fails, True
        monkeypatch.delenv("ZEILENTREU_NO_APT", raising=False)
        monkeypatch.setattr(os, "geteuid", lambda: user)
        monkeypatch.setattr(shutil, "which", only(tool))
        monkeypatch.setattr(
            bootstrap, "needs", lambda: Needs(("Pango",), ("libpango",)) if self.lacks else Needs((), ())
        )
        monkeypatch.setattr(bootstrap, "_run", self.run)

    def run(self, command: list[str], *_: object) -> bootstrap.Done:
        self.ran.append([word for word in command if word in {"install", "update", "libpango"}])
        if "install" in command and self.fails:
            self.fails -= 1
            return bootstrap.Done(100, "E: Unable to locate package libpango\n")
        self.lacks = self.lacks and "install" not in command
        return bootstrap.Done(0, "")


def test_root_installs_what_is_missing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    system = System(monkeypatch, user=0)
    bootstrap._require_system()
    assert system.ran == [["install", "libpango"]]
    assert capsys.readouterr().err == "Einrichtung: apt-get installiert libpango\n"


def test_package_lists_are_renewed_once_if_an_install_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, user=0, fails=1)
    bootstrap._require_system()
    assert system.ran == [["install", "libpango"], ["update"], ["install", "libpango"]]


def test_an_install_that_fails_twice_ends_with_4_and_apts_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    System(monkeypatch, user=0, fails=2)
    with pytest.raises(Failure, match="Unable to locate package libpango") as caught:
        bootstrap._require_system()
    assert caught.value.code == 4


@pytest.mark.parametrize(("user", "switch", "tool"), [(1000, "", "apt-get"), (0, "1", "apt-get"), (0, "", "dnf")])
def test_who_may_not_or_must_not_install_gets_4_and_one_line(
    user: int, switch: str, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System(monkeypatch, user=user, tool=tool)
    monkeypatch.setenv("ZEILENTREU_NO_APT", switch)
    with pytest.raises(Failure, match=r"fehlt: Pango\.") as caught:
        bootstrap._require_system()
    assert caught.value.code == 4
    assert len([line for line in str(caught.value).splitlines() if line.startswith("    ")]) == 1
    assert system.ran == []


# The Python


def test_the_newest_python_is_taken() -> None:
    there = {"python3.11": "/a", "python3.13": "/b"}
    assert bootstrap.newer_python(there.get) == "/b"
    assert bootstrap.newer_python(lambda _: None) is None


def test_an_old_python_can_read_it_as_far_as_the_message() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))
    gate = next(place for place, node in enumerate(tree.body) if isinstance(node, ast.If))
    modules = {
        getattr(node, "module", None) or node.names[0].name
        for node in tree.body[:gate]
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert not modules & {"__future__", "dataclasses", "tomllib", "graphlib"}, "not in Python 3.6"
    assert not [node for node in tree.body[:gate] if isinstance(node, ast.ClassDef)]


# What failed, and why


@pytest.mark.parametrize(
    ("output", "line", "code"),
    [
        (
            (
                "WARNING: Retrying (total=4) after connection broken by 'SSLError(certificate verify failed)': /simple/six/\n"
                "Could not fetch URL https://pypi.org/simple/six/\nERROR: No matching distribution found for six\n"
            ),
            "SSLError",
            4,
        ),
        (
            (
                "WARNING: Retrying (total=4) after connection broken by 'NewConnectionError([Errno -3] Temporary failure in name "
                "resolution)'\nERROR: No matching distribution found for six\n"
            ),
            "name resolution",
            4,
        ),
        (
            (
                "WARNING: Retrying (total=4) after connection broken by 'ReadTimeoutError()'\n"
                "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"
            ),
            "Errno 28",
            5,
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: '/x'\n",
            "Errno 30",
            5,
        ),
        ("PermissionError: [Errno 13] Permission denied: '/x/.venv'\n", "Errno 13", 5),
        (
            (
                "ERROR: Could not find a version that satisfies the requirement six\n"
                "ERROR: No matching distribution found for six\n"
            ),
            "No matching distribution",
            4,
        ),
        ("E: You don't have enough free space in /var/cache/apt/archives/.\n", "free space", 5),
        (
            "Err:1 http://deb.example\n  Temporary failure resolving 'deb.example'\nE: Unable to locate package x\n",
            "Temporary failure",
            4,
        ),
        (
            'ERROR: Exception:\nTraceback (most recent call last):\n  File "/x/resolution/y.py"\nTypeError: no\n',
            "TypeError",
            4,
        ),
        ("", "", 4),
    ],
)
def test_the_first_cause_decides_and_not_what_follows_from_it(output: str, line: str, code: int) -> None:
    why, exit_code, _ = bootstrap.decisive(output)
    assert line in why
    assert exit_code == code


def test_a_package_with_another_hash_is_named() -> None:
    output = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n    six==1.0:\n        Expected sha256 aa\n             Got        bb\n"
    why, code, hint = bootstrap.decisive(output)
    assert "six==1.0" in why
    assert "bb" in why
    assert code == 4
    assert hint


def test_a_program_that_a_signal_ended_is_said_to_be() -> None:
    assert "(Signal 9)" in str(bootstrap._failure("pip ist gescheitert", bootstrap.Done(-9, "")))


def test_pips_environment_is_passed_on_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], dict[str, object]]] = []

    def run(command: list[str], **options: object) -> bootstrap.Done:
        seen.append((command, options))
        return bootstrap.Done(0, "")

    monkeypatch.setattr(bootstrap, "_run", run)
    Environment(tmp_path)._pip(["-r", "x"], lock=1)
    ((command, options),) = seen
    assert options.get("environment") is None
    assert not [
        word for word in command if re.match("--(index|extra|find|trusted|cert|proxy|cache|no-binary|only)", word)
    ]


# The environment and its stamp


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "pipeline").mkdir()
    shutil.copy(SCRIPT, tmp_path / "pipeline")
    return tmp_path


def finished(checkout: Path, *tiers: str) -> Environment:
    environment = Environment(checkout)
    environment.python.parent.mkdir(parents=True, exist_ok=True)
    for path in (environment.python, environment.command):
        path.unlink(missing_ok=True)
        path.symlink_to(sys.executable)
    environment._stamp.write_text("\n".join(bootstrap.fingerprint(checkout, tier) for tier in tiers), encoding="ascii")
    return environment


def test_an_environment_for_development_serves_for_building_too(checkout: Path) -> None:
    environment = finished(checkout, "runtime")
    assert (environment.serves("runtime"), environment.serves("dev")) == (True, False)
    environment = finished(checkout, "runtime", "dev")
    assert (environment.serves("runtime"), environment.serves("dev")) == (True, True)


@pytest.mark.parametrize("lost", ["zeilentreu.stamp", "bin/python", "bin/zeilentreu"])
def test_without_stamp_interpreter_or_command_it_is_unfinished(checkout: Path, lost: str) -> None:
    environment = finished(checkout, "runtime")
    (environment.folder / lost).unlink()
    assert not environment.serves("runtime")


def test_an_interpreter_that_leads_nowhere_makes_it_unfinished(checkout: Path) -> None:
    environment = finished(checkout, "runtime")
    environment.python.unlink()
    environment.python.symlink_to("/usr/bin/python3.99")
    assert not environment.serves("runtime")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_makes_it_old(checkout: Path, name: str) -> None:
    environment = finished(checkout, "runtime")
    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("# anders\n")
    assert not environment.serves("runtime")


def test_the_place_and_the_python_are_part_of_the_fingerprint(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    moved = tmp_path_factory.mktemp("moved") / "z"
    shutil.copytree(checkout, moved)
    here = bootstrap.fingerprint(checkout, "runtime")
    assert bootstrap.fingerprint(moved, "runtime") != here
    assert bootstrap.fingerprint(checkout, "runtime", "/usr/bin/python3.14") != here
    assert bootstrap.fingerprint(checkout, "runtime") == here


def test_bytes_that_are_no_stamp_are_none(checkout: Path) -> None:
    environment = finished(checkout, "runtime")
    environment._stamp.write_bytes(b"\xff\x00")
    assert environment.stamp() == []


class Installer:
    """Stands in for venv and pip: makes what they make, and stops where it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, environment: Environment, stop: str = "") -> None:
        self.environment, self.stop, self.ran, self.pulled = environment, stop, "", ""
        monkeypatch.setattr(bootstrap, "missing_libraries", tuple)
        monkeypatch.setattr(bootstrap, "_require_system", lambda: None)
        monkeypatch.setattr(bootstrap, "_run", self.run)

    def run(self, command: list[str], **_: object) -> bootstrap.Done:
        words = " ".join(command)
        step = next(
            name
            for name in ("--without-pip", "ensurepip", "runtime", "requirements.lock", "requirements-dev.lock", "-e .")
            if name in words
        )
        self.ran += step + "\n"
        assert self.environment.stamp() == [], "the stamp goes first and comes last"
        if step == self.stop:
            raise KeyboardInterrupt
        if step == self.pulled:
            (self.environment.root / step).write_text("# a newer version\n", encoding="ascii")
        if step == "--without-pip":
            self.environment.python.parent.mkdir(parents=True)
            self.environment.python.symlink_to(sys.executable)
        if step == "-e .":
            # As pip does: what is there may be somebody else's, and is not written to.
            self.environment.command.unlink(missing_ok=True)
            self.environment.command.touch(mode=0o755)
        return bootstrap.Done(0, "")


ANEW = "--without-pip\nensurepip\nrequirements{}.lock\n-e .\n"


def test_a_bare_checkout_gets_an_environment_and_a_second_run_does_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installer = Installer(monkeypatch, Environment(checkout))
    for _ in range(2):
        bootstrap.set_up(checkout, "runtime")
        assert installer.ran == ANEW.format("")


def test_a_finished_environment_grows_for_development(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = finished(checkout, "runtime")
    installer = Installer(monkeypatch, environment)
    bootstrap.set_up(checkout, "dev")
    assert installer.ran == "requirements-dev.lock\n-e .\n"
    assert environment.serves("runtime")
    assert environment.serves("dev")


def test_a_lock_that_changes_while_pip_installs_makes_the_environment_old(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = Environment(checkout)
    installer = Installer(monkeypatch, environment)
    installer.pulled = "requirements.lock"
    bootstrap.set_up(checkout, "runtime")
    assert not environment.serves("runtime")


@pytest.mark.parametrize("stop", ["--without-pip", "ensurepip", "requirements-dev.lock", "-e ."])
def test_an_interrupted_set_up_begins_anew(checkout: Path, monkeypatch: pytest.MonkeyPatch, stop: str) -> None:
    environment = finished(checkout, "runtime") if stop in {"requirements-dev.lock", "-e ."} else Environment(checkout)
    installer = Installer(monkeypatch, environment, stop)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.set_up(checkout, "dev")
    installer.stop, installer.ran = "", ""
    bootstrap.set_up(checkout, "dev")
    assert installer.ran == ANEW.format("-dev")


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_whatever_stands_in_the_way_of_the_environment_is_replaced(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    environment = Environment(checkout)
    match kind:
        case "file":
            environment.folder.touch()
        case "link":
            environment.folder.symlink_to("nowhere")
        case _:
            (environment.folder / "bin").mkdir(parents=True)
    Installer(monkeypatch, environment)
    bootstrap.set_up(checkout, "runtime")
    assert environment.serves("runtime")


def test_a_path_with_umlauts_is_not_written_where_only_ascii_is_read(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = Environment(checkout)
    installer = Installer(monkeypatch, environment)
    path = environment.folder / "lib" / "python3.11" / "site-packages" / "_zeilentreu.pth"

    def run(command: list[str], **options: object) -> bootstrap.Done:
        if "-r" in command:
            path.parent.mkdir(parents=True)
            path.write_text("/wo/auch/immer/ä\n", encoding="utf-8")
        return installer.run(command, **options)

    monkeypatch.setattr(bootstrap, "_run", run)
    bootstrap.set_up(checkout, "runtime")
    assert (path.parent / path.read_text(encoding="ascii").strip()).resolve() == checkout.resolve()


def test_packages_that_went_elsewhere_end_with_4(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installer = Installer(monkeypatch, Environment(checkout))
    done = bootstrap.Done(0, "")
    monkeypatch.setattr(bootstrap, "_run", lambda command, **_: done if "-e" in command else installer.run(command))
    with pytest.raises(Failure, match="target, prefix") as caught:
        bootstrap.set_up(checkout, "runtime")
    assert caught.value.code == 4


def test_a_second_set_up_waits_for_the_first_and_finds_all_done(checkout: Path) -> None:
    environment = finished(checkout, "runtime")
    stamp = environment._stamp.read_bytes()
    environment._stamp.unlink()
    with (checkout / "requirements.lock").open("rb") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [sys.executable, "-I", str(checkout / "pipeline" / "bootstrap.py")], stderr=subprocess.PIPE, text=True
        )
        assert second.stderr
        with second, second.stderr:
            assert "ich warte" in second.stderr.readline()
            environment._stamp.write_bytes(stamp)
            first.close()
            assert second.stderr.read() == ""
    assert second.returncode == 0


def test_a_child_that_outlives_the_set_up_keeps_the_next_one_waiting(checkout: Path) -> None:
    with bootstrap._alone(checkout) as lock:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(lock,))
    with child, (checkout / "requirements.lock").open("rb") as file:
        with pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        child.communicate(b"\n")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_with_all_in_place_it_says_nothing_changes_nothing_and_is_done_at_once(checkout: Path) -> None:
    finished(checkout, "runtime")
    before = sorted((path, path.lstat().st_mtime_ns) for path in checkout.rglob("*"))
    command = [sys.executable, "-I", str(checkout / "pipeline" / "bootstrap.py")]
    started = _seconds_of_children()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert _seconds_of_children() - started < 1, "0.04 s is usual"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted((path, path.lstat().st_mtime_ns) for path in checkout.rglob("*")) == before


def _seconds_of_children() -> float:
    """Of the processor, whatever else it has to do."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# Exit codes


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Failure(4, "fehlt"), 4, "fehlt"),
        (KeyboardInterrupt(), 130, "Abgebrochen"),
        (OSError(28, "No space left on device", "/x/.venv"), 5, "/x/.venv: kein Platz"),
        (OSError(30, "Read-only file system", "/x/.venv"), 5, "/x/.venv: nur lesbar"),
        (PermissionError(13, "Permission denied", "/x/.venv"), 5, "/x/.venv: keine Berechtigung"),
        (OSError("ohne Nummer"), 5, "Einrichtung nicht möglich"),
    ],
)
def test_every_end_has_its_code_and_a_line_in_plain_words(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def raises(*_: object) -> None:
        raise error

    monkeypatch.setattr(bootstrap, "set_up", raises)
    assert bootstrap.main([]) == code
    assert said in capsys.readouterr().err


def test_an_unknown_argument_ends_with_2() -> None:
    assert bootstrap.main(["--def"]) == 2


# The locks


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ")[0] for line in lines if line and not line.startswith((" ", "#"))]
    return dict(row.split("==") for row in rows)


def test_the_locks_pin_everything_by_hash_and_agree_with_each_other() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()
    for name in ("requirements.lock", "requirements-dev.lock"):
        blocks = re.split(r"^(?=\S)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert all("--hash=sha256:" in block for block in blocks if "==" in block)


def test_the_locks_name_no_index_and_how_they_are_made() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "make lock" in text[:200]


def test_the_locks_hold_all_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    def names(requirements: list[str]) -> set[str]:
        return {re.split("[=<>~ ;[]", each)[0].lower().replace(".", "-") for each in requirements}

    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert names(project["project"]["dependencies"]) <= set(runtime)
    assert names(project["project"]["optional-dependencies"]["dev"]) <= set(dev)
    (backend,) = project["build-system"]["requires"]
    assert backend == f"hatchling=={runtime['hatchling']}"
    assert backend in (ROOT / "Makefile").read_text(encoding="utf-8")
