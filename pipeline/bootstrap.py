"""From a bare checkout to a working ``.venv``: what ``make`` runs first, with the standard library alone.

As a script (``python3 -I pipeline/bootstrap.py [--dev]``) it probes the libraries of the system, then fills ``.venv``
from a lock file. The stamp is written last and removed first: an environment without the right stamp is made anew, so
an interrupted set-up heals at the next run. The program asks ``missing_libraries`` before it imports WeasyPrint.

It is one file because ``-I`` lets a script import nothing that lies beside it. The syntax is that of Python 3.6, and
nothing newer runs before the version is known: an old interpreter must get far enough to hand over to a newer one, or to
say what is needed.
"""

import ctypes
import errno
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

FINE, USAGE, ENVIRONMENT, FILES, STOPPED = 0, 2, 4, 5, 130


def newer_python(find: "Callable[[str], str | None]" = shutil.which) -> "str | None":
    """The path of a Python from 3.14 down to 3.11, None if there is none."""
    return next(filter(None, (find("python3.%d" % minor) for minor in range(14, 10, -1))), None)


if sys.version_info < (3, 11):
    newer = newer_python()
    if newer:
        os.execv(newer, [newer, "-I", os.path.abspath(__file__)] + sys.argv[1:])  # noqa: S606
    sys.stderr.write(
        "zeilentreu braucht Python 3.11 oder neuer; %s ist Python %d.%d.\n"
        "Hinweis: ein neueres Python einrichten, oder eines nennen: make PYTHON=/pfad/zu/python3.12\n"
        % ((sys.executable,) + sys.version_info[:2])
    )
    sys.exit(ENVIRONMENT)


ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}


class Library(NamedTuple):
    """A library that WeasyPrint loads: its names, and Debian's package that brings it."""

    title: str
    linux: str
    mac: str
    package: str


# WeasyPrint 70, text/ffi.py. HarfBuzz-Subset is optional there and needed here: without it fonts are subset in another
# way, and the same input has other bytes. The three packages bring the other libraries along.
LIBRARIES = (
    Library("GObject", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libpango-1.0-0"),
    Library("Pango", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    Library("PangoFT2", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0"),
    Library("Fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib", "libpangoft2-1.0-0"),
    Library("HarfBuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-subset0"),
    Library("HarfBuzz-Subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset0"),
)
PACKAGES = tuple(dict.fromkeys(library.package for library in LIBRARIES))

# Homebrew's folders (Apple silicon, Intel); the loader of macOS does not look into the first by itself.
HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")


class Failure(Exception):
    """The set-up cannot go on: an exit code, and the message for the user."""

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


def missing_libraries(loads: Callable[[str], bool] = _loads) -> tuple[str, ...]:
    """The titles of the system's libraries that cannot be loaded."""
    return tuple(library.title for library in _missing(loads))


def _missing(loads: Callable[[str], bool]) -> tuple[Library, ...]:
    if sys.platform == "darwin":
        # cffi, which WeasyPrint loads with, asks ctypes.util, which reads this variable when it is asked.
        usual = os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", f"{Path.home()}/lib:/usr/local/lib:/usr/lib")
        folders = tuple(dict.fromkeys([*usual.split(":"), *HOMEBREW]))
        os.environ["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(folders)
        return tuple(each for each in LIBRARIES if not any(loads(f"{folder}/{each.mac}") for folder in folders))
    return tuple(library for library in LIBRARIES if not loads(library.linux))


def install_line(
    packages: Sequence[str] = PACKAGES,
    find: Callable[[str], str | None] = shutil.which,
    lists: Path = Path("/var/lib/apt/lists"),
) -> str:
    """One line to copy that installs the libraries on the system at hand; ``packages`` are Debian's names."""
    sudo = "sudo " if os.geteuid() else ""
    if find("apt-get"):
        update = "" if any(lists.glob("*Release")) else f"{sudo}apt-get update; "
        return f"{update}{sudo}apt-get install -y --no-install-recommends {' '.join(packages)}"
    if find("dnf"):
        return f"{sudo}dnf install -y pango harfbuzz fontconfig"
    if find("brew"):
        return "brew install pango harfbuzz fontconfig"
    return f"mit der Paketverwaltung einrichten: {', '.join(library.title for library in LIBRARIES)}"


def venv_package(python: Path, find: Callable[[str], str | None] = shutil.which) -> str | None:
    """Debian's package with the ``ensurepip`` of this Python, None if it is not one of Debian's."""
    if python.parent != Path("/usr/bin") or not find("apt-get"):
        return None
    return "python3-venv" if python == Path("/usr/bin/python3").resolve() else f"python3.{sys.version_info.minor}-venv"


class Needs(NamedTuple):
    """What the system lacks: titles for the reader, and Debian's packages."""

    titles: tuple[str, ...]
    packages: tuple[str, ...]


def needs(loads: Callable[[str], bool] = _loads) -> Needs:
    """What the system lacks to set up and to run."""
    rows = [(library.title, library.package) for library in _missing(loads)]
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart from Python
        package = venv_package(_base().resolve())
        if package is None:
            message = f"Dem Python {_base()} fehlt das Modul ensurepip.\nHinweis: ein anderes nennen: make PYTHON=/pfad/zu/python3"
            raise Failure(ENVIRONMENT, message)
        rows.append(("Python-Modul ensurepip", package))
    return Needs(tuple(title for title, _ in rows), tuple(dict.fromkeys(package for _, package in rows)))


def _require_system() -> None:
    lacks = needs()
    if lacks.packages and os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("ZEILENTREU_NO_APT"):
        _install(lacks.packages)
        lacks = needs()
    if lacks.packages:
        line = install_line(lacks.packages)
        raise Failure(
            ENVIRONMENT,
            f"Auf diesem System fehlt: {', '.join(lacks.titles)}.\nEinrichten, dann noch einmal make:\n\n    {line}\n",
        )


def _install(packages: Sequence[str]) -> None:
    _say(f"Einrichtung: apt-get installiert {', '.join(packages)}")
    # A new machine often runs its own updates for some minutes, so the lock of dpkg is waited for.
    command = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", "install", "--no-install-recommends", *packages]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if _run(command, environment).code:
        update = _run(["apt-get", "-q", "update"], environment)  # the lists are empty on a new machine
        done = _run(command, environment)
        if done.code:
            raise _failure("apt-get ist gescheitert", Done(done.code, update.output + done.output))


def _base() -> Path:
    """The interpreter outside of any environment: ``python3`` may be the one of the ``.venv`` that has to go."""
    return Path(getattr(sys, "_base_executable", None) or sys.executable)


def fingerprint(root: Path, tier: str, python: str | None = None) -> str:
    """The stamp's line for a tier: a digest of the lock file, of pyproject.toml, the place and the Python."""
    python = python or f"{_base().resolve()} {sys.implementation.cache_tag} {os.uname().machine}"
    files = [(root / name).read_bytes() for name in (LOCKS[tier], "pyproject.toml")]
    digests = [hashlib.sha256(part).hexdigest() for part in (*files, os.fsencode(root), os.fsencode(python))]
    return f"{tier} {hashlib.sha256(''.join(digests).encode()).hexdigest()}"


class Environment:
    """The ``.venv`` of a checkout."""

    def __init__(self, root: Path) -> None:
        """Of the checkout at ``root``."""
        self.root, self.folder = root, root / ".venv"
        self.python, self.command = self.folder / "bin" / "python", self.folder / "bin" / "zeilentreu"
        self._stamp = self.folder / "zeilentreu.stamp"

    def stamp(self) -> list[str]:
        """The finished tiers with their fingerprints; nothing if the environment does not run."""
        try:
            lines = self._stamp.read_text(encoding="ascii").splitlines()
        except (OSError, ValueError):
            return []
        return lines if os.access(self.python, os.X_OK) and os.access(self.command, os.X_OK) else []

    def serves(self, tier: str) -> bool:
        """Whether all is in place for the tier; what was made for development serves both."""
        return fingerprint(self.root, tier) in self.stamp()

    def make(self, tier: str, lock: int) -> None:
        """Fill the environment; every child holds ``lock`` too, so that one that outlives us is waited for."""
        started = time.monotonic()
        # Before pip reads them: who pulls a new version meanwhile has an environment of the old one.
        lines = [fingerprint(self.root, each) for each in dict.fromkeys(["runtime", tier])]
        grows = tier == "dev" and self.stamp() == [fingerprint(self.root, "runtime")]
        with suppress(FileNotFoundError, NotADirectoryError):
            self._stamp.unlink()
        if not grows:
            self._renew(lock)
        _say(f"Einrichtung: {'weitere ' if grows else ''}Pakete aus {LOCKS[tier]}")
        self._pip(["--require-hashes", "-r", LOCKS[tier]], lock)
        self._pip(["--no-deps", "--no-build-isolation", "-e", "."], lock)
        if not os.access(self.command, os.X_OK):
            hint = "Die Einstellungen target, prefix und root von pip leiten sie um (pip config list)."
            raise Failure(ENVIRONMENT, f"pip meldet Erfolg, aber in .venv sind keine Pakete.\nHinweis: {hint}")
        # Hatchling 1.28 writes the whole path. With an umlaut in it, Python 3.11 and 3.12 would not start where the
        # locale is not UTF-8.
        for path in self.folder.glob("lib/python*/site-packages/_zeilentreu.pth"):
            path.write_text("../../../..\n", encoding="ascii")
        written = self._stamp.with_suffix(".new")
        written.write_text("\n".join(lines) + "\n", encoding="ascii")
        written.replace(self._stamp)
        _say(f"Einrichtung: fertig nach {time.monotonic() - started:.0f} s")

    def _renew(self, lock: int) -> None:
        _say(f"Einrichtung: Umgebung .venv mit Python {sys.version_info.major}.{sys.version_info.minor}")
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)
        # In two steps, because venv keeps to itself what ensurepip failed of (Python 3.11 to 3.14).
        for command in (
            [_base(), "-I", "-m", "venv", "--without-pip", self.folder],
            [self.python, "-I", "-m", "ensurepip", "--default-pip"],
        ):
            done = _run(list(map(str, command)), lock=lock)
            if done.code:
                raise _failure("Die Umgebung .venv lässt sich nicht anlegen", done)

    def _pip(self, arguments: Sequence[str], lock: int) -> None:
        # The user's index, proxy and certificates hold: nothing in the environment is changed, no such option is given.
        options = ["-q", "--disable-pip-version-check", "--no-input"]
        command = [str(self.python), "-I", "-m", "pip", "install", *options, *arguments]
        done = _run(command, lock=lock, folder=self.root)
        if done.code:
            raise _failure("pip ist gescheitert", done)


class Done(NamedTuple):
    """How a program ended: exit code (negative: a signal) and all that it printed."""

    code: int
    output: str


def _run(
    command: Sequence[str],
    environment: dict[str, str] | None = None,
    lock: int | None = None,
    folder: Path | None = None,
) -> Done:
    inherited = () if lock is None else (lock,)
    done = subprocess.run(
        command,
        env=environment,
        cwd=folder,
        pass_fds=inherited,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"))


# What pip, venv and apt print of a cause, the exit code, and what helps.
CAUSES = (
    (
        r"Errno (28|122)\b|No space left|enough free space",
        FILES,
        "Platz schaffen; auch der Ordner für Vorläufiges (TMPDIR) zählt.",
    ),
    (r"Errno (30|13|1)\b|Read-only file system", FILES, "Rechte am Ordner prüfen."),
    (
        r"SSLError|\[SSL|ssl certificate|certificate verif",
        ENVIRONMENT,
        "Dem Zertifikat wird nicht vertraut. PIP_CERT oder SSL_CERT_FILE nennen ein eigenes.",
    ),
    (
        r"ProxyError|onnection broken|Connection (error|refused|reset|timed)|timed out|unreachable|resolving '|name resolution|resolve host|HTTP error",
        ENVIRONMENT,
        "Netz und Proxy prüfen. Für pip gelten seine eigenen Einstellungen (pip config list).",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        ENVIRONMENT,
        "Ein Paket ist anders als festgelegt. Den Zwischenspeicher leeren (pip cache purge) oder die Quelle prüfen.",
    ),
    (
        r"No matching distribution",
        ENVIRONMENT,
        "Der Paketindex hat nichts für dieses Python und dieses System. Ein anderes nennen: make PYTHON=/pfad/zu/python3",
    ),
)


def decisive(output: str) -> tuple[str, int, str]:
    """The lines of a failed program that say why, the exit code, and what helps.

    pip warns of the cause first and ends in what merely follows from it ("No matching distribution"); but a warning is
    no cause where an error names another.
    """
    lines = [line.rstrip()[:400] for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"ERROR:|Error:|E: ", line)]
    for causes, among in ((CAUSES[:-1], errors), (CAUSES[:-1], lines), (CAUSES[-1:], errors)):
        for line in among:
            for pattern, code, hint in causes:
                if re.search(pattern, line):
                    return _with_details(lines, line), code, hint
    return "\n".join(dict.fromkeys([*errors[:2], *lines[-1:]])), ENVIRONMENT, ""


def _with_details(lines: Sequence[str], line: str) -> str:
    after = lines[lines.index(line) + 1 :][:3] if "HASHES" in line else []  # which package, what it should be and is
    return "\n".join([line.strip(), *after])


def _failure(what: str, done: Done) -> Failure:
    why, code, hint = decisive(done.output)
    signal = f" (Signal {-done.code})" if done.code < 0 else ""
    return Failure(code, "\n".join(filter(None, (f"{what}{signal}:", why, hint and f"Hinweis: {hint}"))))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def _alone(root: Path) -> Iterator[int]:
    """The lock of this checkout; a second set-up waits, and then finds everything done."""
    with (root / LOCKS["runtime"]).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Einrichtung: eine andere läuft schon, ich warte auf sie")
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            _say("Einrichtung: dieses Dateisystem kennt keine Sperren; bitte nur ein make zugleich")
        yield file.fileno()


def set_up(root: Path, tier: str) -> None:
    """Make everything that the tier needs, where it is not there already. Raises Failure, OSError."""
    environment = Environment(root)
    if environment.serves(tier) and not missing_libraries():
        return
    with _alone(root) as lock:
        _require_system()
        if not environment.serves(tier):
            environment.make(tier, lock)


REASONS = {
    errno.ENOSPC: "kein Platz auf dem Datenträger",
    errno.EDQUOT: "das Kontingent ist erschöpft",
    errno.EROFS: "nur lesbar",
    errno.EACCES: "keine Berechtigung",
    errno.EPERM: "keine Berechtigung",
    errno.ENOENT: "gibt es nicht",
}


def main(arguments: Sequence[str]) -> int:
    """Set up the checkout that this file is in, and give the exit code."""
    if not {*arguments} <= {"--dev"}:
        _say("Aufruf: python3 -I pipeline/bootstrap.py [--dev]")
        return USAGE
    try:
        set_up(ROOT, "dev" if arguments else "runtime")
    except Failure as failure:
        _say(str(failure))
        return failure.code
    except KeyboardInterrupt:
        _say("Abgebrochen. Der nächste Aufruf fängt die Einrichtung von vorn an.")
        return STOPPED
    except OSError as error:
        _say(f"Einrichtung nicht möglich: {error.filename or ROOT}: {REASONS.get(error.errno or 0, error.strerror)}")
        return FILES
    return FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
