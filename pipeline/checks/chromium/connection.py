"""Chromium as a process of its own that is spoken to over a pipe: no port is open, and it ends when we do.

``--remote-debugging-pipe``: Chromium reads commands from file descriptor 3 and writes answers and events to 4, each a
JSON object that ends with NUL (Chrome DevTools Protocol).
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.checks.finding import NotRunError
from pipeline.checks.tools import INSTALL_CHROMIUM

OLDEST = 112
"""The first version with the headless mode that lays pages out as the windowed one does; container queries came with 105."""

SECONDS = 60
"""For one answer; those of the seed's files take less than 1."""

_SWITCHES = (
    "--remote-debugging-pipe",
    "--headless=new",
    "--hide-scrollbars",
    "--mute-audio",
    "--lang=de",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-color-profile=srgb",
    # Without it the shell rounds the widths of glyphs to pixels, as windows on Linux no longer do.
    "--font-render-hinting=none",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--metrics-recording-only",
    "--password-store=basic",
    "--use-mock-keychain",
)

# Moves the two ends that it gets to the numbers that Chromium wants, and becomes Chromium.
_HAND_OVER = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)

Answer = dict[str, Any]


class Connection:
    """A running Chromium: commands go in, answers and events come out."""

    def __init__(self, program: str) -> None:
        """Start it with an empty profile. Raises NotRunError."""
        self.listener: Callable[[str, Answer], None] = lambda _method, _event: None
        """Is called with every event while an answer is waited for."""
        self._count = 0
        self._buffer = b""
        self._folder = Path(tempfile.mkdtemp(prefix="zeilentreu-"))
        self._log = (self._folder / "log").open("w+", errors="replace")
        theirs, self._input = _pipe(ours=1)
        self._output, answers = _pipe(ours=0)
        try:
            self._process = self._started(program, theirs, answers)
        finally:
            os.close(theirs)
            os.close(answers)
        self._refuse_old()

    def _started(self, program: str, read: int, write: int) -> subprocess.Popen[bytes]:
        # As root, Chromium refuses to start inside its sandbox; the files are shown without scripts.
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        switches = (*_SWITCHES, *root, f"--user-data-dir={self._folder / 'profile'}")
        command = (sys.executable, "-I", "-c", _HAND_OVER, str(read), str(write), program, *switches)
        home = {name: str(self._folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
        return subprocess.Popen(
            command,
            pass_fds=(read, write),
            start_new_session=True,
            env={**os.environ, **home},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
        )

    def _refuse_old(self) -> None:
        try:
            product = str(self.call("Browser.getVersion").get("product"))
            found = re.search(r"/(\d+)\.", product)
            if not found or int(found[1]) < OLDEST:
                raise NotRunError(f"Chromium ab Version {OLDEST} fehlt, hier ist {product}", INSTALL_CHROMIUM)
        except NotRunError:
            self.close()
            raise

    def call(self, method: str, session: str = "", **parameters: Any) -> Answer:
        """The answer to the command. Raises NotRunError where there is none in time, or where it is an error."""
        end = time.monotonic() + SECONDS
        number = self.send(method, session, **parameters)
        while True:
            message = self._received(end, method)
            if message.get("id") == number:
                if "error" in message:
                    raise NotRunError(f"Chromium hat {method} abgelehnt: {message['error'].get('message')}")
                return dict(message.get("result", {}))
            if "method" in message:
                self.listener(str(message["method"]), dict(message.get("params", {})))

    def send(self, method: str, session: str = "", **parameters: Any) -> int:
        """The number of the command, which is on its way. Raises NotRunError."""
        self._count += 1
        message: Answer = {"id": self._count, "method": method, "params": parameters}
        rest = memoryview(json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        end = time.monotonic() + SECONDS
        while rest:
            self._waited([], [self._input], end, method)
            try:
                rest = rest[os.write(self._input, rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._broken() from error
        return self._count

    def _received(self, end: float, method: str) -> Answer:
        while b"\0" not in self._buffer:
            self._waited([self._output], [], end, method)
            chunk = os.read(self._output, 1 << 20)
            if not chunk:
                raise self._broken()
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        try:
            return dict(json.loads(line))
        except (ValueError, TypeError) as error:
            raise NotRunError(f"die Antwort von Chromium ist nicht lesbar: {error}") from error

    def _waited(self, read: list[int], write: list[int], end: float, method: str) -> None:
        if not any(select.select(read, write, [], max(0.0, end - time.monotonic()))):
            raise NotRunError(f"Chromium war nach {SECONDS} Sekunden nicht fertig ({method})")

    def _broken(self) -> NotRunError:
        self._process.kill()
        self._process.wait()
        self._log.seek(0)
        said = next((line for line in reversed(self._log.read().splitlines()) if line.strip()), "nichts")
        return NotRunError(f"Chromium ist abgebrochen; gemeldet hat es: {said.strip()[:300]}", INSTALL_CHROMIUM)

    def close(self) -> None:
        """End the program and all that it started, and leave no file of it."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        self._process.wait()
        self._log.close()
        os.close(self._input)
        os.close(self._output)
        shutil.rmtree(self._folder, ignore_errors=True)


def _pipe(*, ours: int) -> tuple[int, int]:
    """The reading and the writing end; ours never blocks, theirs has a number that 3 and 4 cannot clash with."""
    ends = list(os.pipe())
    os.set_blocking(ends[ours], False)
    theirs = fcntl.fcntl(ends[1 - ours], fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(ends[1 - ours])
    ends[1 - ours] = theirs
    return ends[0], ends[1]
