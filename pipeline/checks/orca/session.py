"""Orca, running before a screen that nobody sees: a page is opened, keys are pressed, and what is spoken is written down.

Orca (43, Debian 12) reads a page aloud from its beginning as soon as it is open. It speaks to a synthesizer of ours
(``silent/speechd.py``), so nothing waits for a sound; Xvfb is the screen, and a bus of our own connects them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path

from pipeline.checks import tools
from pipeline.checks.finding import NotRunError

KNOWN = "43"
"""The version of Orca whose announcements are known (Debian 12)."""

SECONDS = 600
"""For one page; the seed's takes 30."""

START = 90
"""Seconds for Orca, and for Chromium with a page, to say a first word; they need 2 and 3 on a quiet machine."""

QUIET = 3.0
"""Seconds without a word, in which Orca and Chromium wait for something to do, after which a page has been read."""

_STEP = 0.1

_SWITCHES = (
    "--force-renderer-accessibility",
    "--lang=de",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--password-store=basic",
    "--window-size=1200,900",
)

Spoken = tuple[str, ...]
"""Utterances in the order in which they were spoken."""


class ScreenReader:
    """Orca before one page after the other."""

    def __init__(self, programs: Mapping[str, str], folder: Path) -> None:
        """Use these programs, and this folder for all that they write."""
        self._programs = programs
        self._folder = folder
        self._log = folder / "spoken"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "LANG": "C.UTF-8",
            # Orca is a Python program: its words are German where this says so, whatever locales the system has.
            "LANGUAGE": "de",
            "GTK_MODULES": "gail:atk-bridge",
            "ZEILENTREU_SPOKEN": str(self._log),
        }

    def start(self) -> None:
        """Start the screen, the bus and Orca. Raises NotRunError."""
        self._refuse_unknown()
        (self._folder / "run").mkdir(mode=0o700)
        self._log.touch()
        self._environment["DISPLAY"] = ":" + self._announced(
            lambda end: ["Xvfb", "-displayfd", str(end), "-screen", "0", "1200x900x24", "-nolisten", "tcp"]
        )
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = self._announced(
            lambda end: ["dbus-daemon", "--session", f"--print-address={end}", "--nofork"]
        )
        for what in ("IsEnabled", "ScreenReaderEnabled"):
            self._run(
                *("gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"),
                *("--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", what, "<true>"),
            )
        silent = {"PYTHONPATH": str(Path(__file__).parent / "silent"), "PYTHONDONTWRITEBYTECODE": "1"}
        self._started(["orca"], {**silent, "PATH": f"{self._beside_others()}:{self._environment['PATH']}"})
        self._first_word(0, "Orca")

    @contextmanager
    def page(self, path: Path) -> Iterator[OpenPage]:
        """The page in this file, shown and read aloud from its beginning. Raises NotRunError."""
        before = len(self.spoken())
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        switches = (
            *_SWITCHES,
            *root,
            f"--user-data-dir={self._folder / 'profile'}",
            f"--app={path.resolve().as_uri()}",
        )
        browser = self._started(["chromium", *switches])
        try:
            self._first_word(before, "Chromium")
            yield OpenPage(self, before)
        finally:
            _end(browser)
            self._processes.remove(browser)

    def spoken(self) -> Spoken:
        """All that has been spoken so far."""
        rows = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return tuple(" ".join(unescape(re.sub(r"<[^>]*>", "", json.loads(row))).split()) for row in rows)

    def press(self, key: str) -> None:
        """Press a key, as xdotool names it."""
        self._run("xdotool", "key", "--clearmodifiers", key)

    def settled(self, done: Callable[[Spoken], bool] = lambda _: False) -> Spoken:
        """All that has been spoken when nothing more comes, or when that is enough. Raises NotRunError."""
        end, quiet, before = time.monotonic() + SECONDS, 0.0, -1
        while quiet < QUIET:
            if time.monotonic() > end:
                raise NotRunError(f"Orca liest nach {SECONDS} Sekunden noch vor")
            time.sleep(_STEP)
            size = self._log.stat().st_size
            if size != before:
                found, before = self.spoken(), size
                if done(found):
                    return found
            # On a busy machine a program that has something to do may have to wait for its turn: that is no silence.
            quiet = 0.0 if size != before or self._busy() else quiet + _STEP
            before = size
        return self.spoken()

    def close(self) -> None:
        """End all that was started."""
        for process in reversed(self._processes):
            _end(process)
        self._processes.clear()

    def _refuse_unknown(self) -> None:
        """What another version says of its own is worded otherwise, and would be taken for words of the text."""
        said = self._run("orca", "--version").decode(errors="replace").split()
        if not said or said[-1].partition(".")[0] != KNOWN:
            raise NotRunError(
                f"die Ansagen von Orca {said[-1] if said else '?'} sind nicht bekannt, nur die von {KNOWN}"
            )

    def _beside_others(self) -> Path:
        """A folder of programs in which ``pgrep`` finds none: Orca (43) asks it, and will not start beside another one.

        A person who reads with Orca has theirs running, and it must go on.
        """
        folder = self._folder / "bin"
        folder.mkdir()
        (folder / "pgrep").write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
        (folder / "pgrep").chmod(0o700)
        return folder

    def _first_word(self, before: int, program: str) -> None:
        end = time.monotonic() + START
        while len(self.spoken()) <= before:
            if time.monotonic() > end or any(each.poll() is not None for each in self._processes):
                raise NotRunError(f"{program} beginnt nicht zu sprechen", tools.INSTALL_SCREEN_READER)
            time.sleep(_STEP)

    def _busy(self) -> bool:
        """Whether a process of ours runs, or could."""
        groups = {each.pid for each in self._processes}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, _, group = path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[:3]
            except (OSError, ValueError):
                continue
            if int(group) in groups and state in "RD":
                return True
        return False

    def _announced(self, command: Callable[[int], Sequence[str]]) -> str:
        """What the program writes to the end of a pipe that it is given, when it is ready."""
        read, write = os.pipe()
        try:
            self._started(command(write), pass_fds=(write,))
        finally:
            os.close(write)
        with os.fdopen(read, encoding="ascii") as pipe:
            if found := pipe.readline().strip():
                return found
        raise NotRunError(f"{command(0)[0]} ist nicht gestartet", tools.INSTALL_SCREEN_READER)

    def _started(
        self, command: Sequence[str], more: Mapping[str, str] | None = None, pass_fds: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [self._programs[command[0]], *command[1:]],
            env={**self._environment, **(more or {})},
            start_new_session=True,
            pass_fds=pass_fds,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def _run(self, program: str, *arguments: str) -> bytes:
        """What a program prints that ends by itself. Raises NotRunError."""
        try:
            return subprocess.run(
                [self._programs[program], *arguments],
                env=self._environment,
                check=True,
                capture_output=True,
                timeout=START,
            ).stdout
        except (OSError, subprocess.SubprocessError) as error:
            raise NotRunError(f"{program} ist gescheitert", tools.INSTALL_SCREEN_READER) from error


class OpenPage:
    """A page that is being read aloud."""

    def __init__(self, reader: ScreenReader, before: int) -> None:
        """The page for which everything counts that is spoken behind so many utterances."""
        self._reader, self._before = reader, before

    def read(self, done: Callable[[Spoken], bool] = lambda _: False) -> Spoken:
        """What is spoken of the page without a key being pressed, to its end or until that is enough."""
        return self._reader.settled(lambda spoken: done(spoken[self._before :]))[self._before :]

    def press(self, *keys: str) -> Spoken:
        """What is spoken after these keys."""
        before = len(self._reader.spoken())
        for key in keys:
            self._reader.press(key)
        return self._reader.settled()[before:]


@contextmanager
def running_reader() -> Iterator[ScreenReader]:
    """Orca, running. Raises NotRunError where a program is missing or does not start."""
    programs = tools.orca_programs()
    folder = Path(tempfile.mkdtemp(prefix="zeilentreu-"))
    reader = ScreenReader(programs, folder)
    try:
        reader.start()
        yield reader
    finally:
        reader.close()
        shutil.rmtree(folder, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
