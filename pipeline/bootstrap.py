"""From a bare checkout to a working ``.venv``: what ``make`` runs first. Nothing but the standard library is used.

Run as a script (``python3 -I pipeline/bootstrap.py [--dev]``) it looks for a Python that is new enough, probes the
libraries of the system, and fills ``.venv`` from the lock file. The stamp in ``.venv`` is written last: without it, or
with another one, the environment is made anew, so an interrupted set-up heals at the next run. The program uses
``missing_libraries`` and ``install_line`` before it imports WeasyPrint.

The syntax is that of Python 3.6 on purpose: an old interpreter must get as far as the message.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from typing import Callable, Iterator, List, NamedTuple, Optional, Sequence, Tuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEEDED = (3, 11)
FINE, ENVIRONMENT, FILES, STOPPED = 0, 4, 5, 130

# The interpreter behind a virtual environment: .venv may be active while it is made anew.
PYTHON = os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)

Library = NamedTuple("Library", [("title", str), ("names", Tuple[str, ...]), ("package", str)])

# What WeasyPrint 70 loads (weasyprint/text/ffi.py), and Debian's package for it. HarfBuzz-Subset is optional there and
# needed here: without it fonts are subset in another way, and the bytes of the PDF differ.
LIBRARIES = (
    Library("Pango", ("libpango-1.0.so.0", "libpango-1.0.dylib"), "libpango-1.0-0"),
    Library("PangoFT2", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"), "libpangoft2-1.0-0"),
    Library("HarfBuzz", ("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "libharfbuzz0b"),
    Library("HarfBuzz-Subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), "libharfbuzz-subset0"),
    Library("Fontconfig", ("libfontconfig.so.1", "libfontconfig.1.dylib"), "libfontconfig1"),
    Library("GObject", ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"), "libglib2.0-0"),
)

# Where Homebrew puts libraries on both kinds of Mac; the loader does not look there by itself.
_FOLDERS = ("", "/opt/homebrew/lib/", "/usr/local/lib/") if sys.platform == "darwin" else ("",)


class Failure(Exception):
    """Set-up cannot go on: the message for the user, and the exit code."""

    def __init__(self, code: int, message: str) -> None:
        """Carry both."""
        super().__init__(message)
        self.code = code


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_libraries(loads: Callable[[str], bool] = _loads) -> List[str]:
    """The titles of the system libraries that cannot be loaded."""
    return [library.title for library in _missing(loads)]


def _missing(loads: Callable[[str], bool] = _loads) -> List[Library]:
    return [each for each in LIBRARIES if not any(loads(folder + name) for folder in _FOLDERS for name in each.names)]


def install_line(find: Callable[[str], Optional[str]] = shutil.which) -> str:
    """One line to copy that installs the libraries on the system at hand."""
    if find("apt-get"):
        packages = " ".join(
            each.package for each in LIBRARIES if each.title in {"Pango", "PangoFT2", "HarfBuzz-Subset"}
        )
        return "sudo apt-get install -y " + packages
    if find("dnf"):
        return "sudo dnf install -y pango harfbuzz fontconfig"
    if find("brew"):
        return "brew install pango harfbuzz fontconfig"
    return "mit der Paketverwaltung Pango, HarfBuzz (mit hb-subset) und Fontconfig installieren"


def pip_reason(output: str) -> str:
    """What pip failed of: its first line that names a cause, not the last one that follows from it."""
    causes = ("SSLError", "CERTIFICATE", "ProxyError", "ConnectionError", "NewConnectionError", "Temporary failure", "timed out",
              "Error:", "No space left", "Read-only", "Permission denied", "HASHES", "hashes are required", "Invalid requirement")  # fmt: skip
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for line in lines:
        if any(cause in line for cause in causes):
            return line[:400]
    return next(
        (line[:400] for line in lines if line.startswith("ERROR")), lines[-1][:400] if lines else "ohne Meldung"
    )


def stamp_text(lock: bytes, project: bytes, executable: str, version: Sequence[int], tier: str) -> str:
    """What the stamp of a finished environment says: its tier, and a digest of all that it was made from."""
    parts = [
        hashlib.sha256(lock).hexdigest(),
        hashlib.sha256(project).hexdigest(),
        executable,
        ".".join(map(str, version)),
    ]
    return tier + " " + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_current(stamps: Sequence[str], runtime: str, dev: str, tier: str) -> bool:
    """Whether an environment with these stamps serves the tier; one for development serves both."""
    return dev in stamps or (tier == "runtime" and runtime in stamps)


class Setup:
    """One set-up in a checkout."""

    def __init__(self, root: str, tier: str) -> None:
        """Of the checkout at ``root``; ``tier`` is ``runtime`` or ``dev``."""
        self.root, self.tier = root, tier
        self.venv = os.path.join(root, ".venv")
        self.python = os.path.join(self.venv, "bin", "python")
        self.stamp = os.path.join(self.venv, ".zeilentreu")

    def run(self) -> None:
        """Make the environment, if it is not there already."""
        if self._is_current() and not missing_libraries():
            return
        with self._locked():
            self._require_system()
            if not self._is_current():
                self._make()

    def _read(self, name: str) -> bytes:
        with open(os.path.join(self.root, name), "rb") as file:
            return file.read()

    def _lock(self, tier: str) -> str:
        return "requirements.lock" if tier == "runtime" else "requirements-dev.lock"

    def _stamp_text(self, tier: str) -> str:
        return stamp_text(
            self._read(self._lock(tier)), self._read("pyproject.toml"), PYTHON, sys.version_info[:3], tier
        )

    def _is_current(self) -> bool:
        try:
            with open(self.stamp, encoding="utf-8") as file:
                stamps = file.read().splitlines()
        except OSError:
            return False
        # The interpreter that the environment points to may have been removed or replaced since.
        return os.access(self.python, os.X_OK) and is_current(
            stamps, self._stamp_text("runtime"), self._stamp_text("dev"), self.tier
        )

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone in this checkout: a second set-up waits, and then finds everything done."""
        with open(os.path.join(self.root, "requirements.lock"), "rb") as file:
            with contextlib.suppress(OSError):  # some network file systems know no locks
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _require_system(self) -> None:
        packages = [each.package for each in _missing() if each.title not in {"HarfBuzz", "GObject"}]
        if _missing() and not packages:
            packages = [LIBRARIES[0].package]
        venv = [] if _has_venv() else ["python3-venv"]
        if not packages and not venv:
            return
        if os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("ZEILENTREU_NO_APT"):
            self._apt([*packages, *venv])
        if missing_libraries():
            raise Failure(ENVIRONMENT, "Es fehlen Bibliotheken des Systems: {}.\nEinrichten mit dieser Zeile, dann noch einmal make:\n\n    {}\n".format(
                ", ".join(missing_libraries()), install_line()))  # fmt: skip
        if not _has_venv():
            line = (
                "sudo apt-get install -y python3-venv"
                if shutil.which("apt-get")
                else "Python mit den Modulen venv und ensurepip installieren"
            )
            raise Failure(
                ENVIRONMENT,
                "Diesem Python fehlt venv.\nEinrichten mit dieser Zeile, dann noch einmal make:\n\n    {}\n".format(
                    line
                ),
            )

    def _apt(self, packages: List[str]) -> None:
        _say("Installiere mit apt-get: " + " ".join(packages))
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"] + packages
        if _run(command, environment)[0]:
            # Package lists may be empty or old on a new machine.
            _run(["apt-get", "update", "-qq"], environment)
            code, output = _run(command, environment)
            if code:
                raise Failure(ENVIRONMENT, "apt-get ist gescheitert:\n" + output.strip()[-1500:])

    def _make(self) -> None:
        fresh = not self._may_grow()
        with contextlib.suppress(OSError):
            os.unlink(self.stamp)  # from here to the end, the environment counts as unfinished
        if fresh:
            _say("Richte die Python-Umgebung .venv ein …")
            shutil.rmtree(self.venv, ignore_errors=True)
            code, output = _run([PYTHON, "-m", "venv", self.venv])
            if code:
                raise _failed("Die Umgebung .venv lässt sich nicht anlegen", output)
        _say("Installiere die festgelegten Pakete …")
        self._pip("--require-hashes", "-r", self._lock(self.tier))
        self._pip("--no-deps", "--no-build-isolation", "--no-index", "-e", ".")
        stamps = (
            [self._stamp_text("runtime")]
            if self.tier == "runtime"
            else [self._stamp_text("runtime"), self._stamp_text("dev")]
        )
        with open(self.stamp, "w", encoding="utf-8") as file:
            file.write("\n".join(stamps) + "\n")

    def _may_grow(self) -> bool:
        """Whether the environment is a finished one that only needs the packages for development in addition."""
        dev, self.tier, tier = self.tier == "dev", "runtime", self.tier
        grown = self._is_current()
        self.tier = tier
        return dev and grown

    def _pip(self, *arguments: str) -> None:
        # Index, proxy, certificates and all other settings of the user's pip hold: the environment is passed on as it is.
        command = [
            self.python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            *arguments,
        ]
        code, output = _run(command, dict(os.environ, PIP_ROOT_USER_ACTION="ignore"), self.root)
        if code:
            raise _failed("pip ist gescheitert: " + pip_reason(output), output)


def _failed(message: str, output: str) -> Failure:
    if "No space left" in output or "Read-only file system" in output or "Permission denied" in output:
        return Failure(FILES, message + "\nIst der Ordner beschreibbar und Platz frei?")
    return Failure(
        ENVIRONMENT, message + "\nNetz, Proxy oder Zertifikate? Es gelten Ihre Einstellungen von pip (pip config list)."
    )


def _has_venv() -> bool:
    # Debian ships Python without ensurepip; the module venv alone is not enough.
    code, _ = _run([PYTHON, "-c", "import venv, ensurepip"])
    return code == 0


def _run(command: List[str], environment: Optional[dict] = None, folder: Optional[str] = None) -> Tuple[int, str]:  # type: ignore[type-arg]
    done = subprocess.run(  # noqa: PLW1510 - the caller looks at the code
        command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def newer_python(find: Callable[[str], Optional[str]] = shutil.which) -> Optional[str]:
    """The path of a Python that is new enough, the newest first; None if there is none."""
    return next((path for minor in range(19, NEEDED[1] - 1, -1) for path in [find("python3.%d" % minor)] if path), None)


def main(arguments: Sequence[str]) -> int:
    """Set up the checkout that this file is in, and give the exit code."""
    if sys.version_info < NEEDED:
        other = newer_python()
        if other:
            os.execv(other, [other, "-I", os.path.abspath(__file__)] + list(arguments))  # noqa: S606
        _say("zeilentreu braucht Python 3.11 oder neuer; dieses ist Python %d.%d." % sys.version_info[:2])
        return ENVIRONMENT
    try:
        Setup(ROOT, "dev" if "--dev" in arguments else "runtime").run()
    except Failure as failure:
        _say(str(failure))
        return failure.code
    except KeyboardInterrupt:
        _say("Abgebrochen. Der nächste Aufruf richtet neu ein.")
        return STOPPED
    except OSError as error:
        _say("Einrichten nicht möglich: {} ({})".format(error.strerror, error.filename or ROOT))
        return FILES
    return FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
