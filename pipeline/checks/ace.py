"""Ace by DAISY 1.4 on a finished book: every assertion of it that fails, of whatever impact, is a finding (Z633).

Ace holds the book against EPUB Accessibility, and its documents against axe with rules for EPUB. It runs in Node.js and
shows the documents in the system's Chromium. Its exit code says nothing, its report does.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.checks import tools
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic

SECONDS = 300
"""For one book; the seed's takes 5."""

_START = 60_000
"""Milliseconds that Chromium may take to start; Ace itself gives it 5000, too few on a busy machine (ACE_TIMEOUT_INITIAL)."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A rule that is broken: where, how grave, what to do, and where it is explained."""

    document: str
    rule: str
    impact: str
    text: str
    first: str = ""
    help: str = ""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether Ace finds nothing."""
    for each, count in grouped(tuple(assertions(report(file.path)))):
        often = f", {count}-mal" if count > 1 else ""
        first = f" Zuerst: {each.first[:120]}" if each.first else ""
        message = f"{each.rule} ({each.impact}{often}): {each.text}{first}"
        yield Diagnostic("Z633", file.inside(each.document), message, f"Mehr dazu: {each.help}" if each.help else "")


def grouped(found: tuple[Assertion, ...]) -> list[tuple[Assertion, int]]:
    """The first assertion of each rule in each document, and how many there are."""
    counts: dict[tuple[str, str], list[Assertion]] = {}
    for each in found:
        counts.setdefault((each.document, each.rule), []).append(each)
    return [(same[0], len(same)) for same in counts.values()]


def assertions(said: Any) -> Iterator[Assertion]:
    """The assertions of the report that fail. Raises NotRunError where it has another form."""
    try:
        outcome = said["earl:result"]["earl:outcome"]
        subjects = [(str(each["earl:testSubject"]["url"]), each["assertions"]) for each in said["assertions"]]
        found = [_assertion(url, each) for url, each_of in subjects for each in each_of if _fails(each)]
    except (TypeError, KeyError, AttributeError) as error:
        raise NotRunError(f"der Bericht von Ace hat eine unbekannte Form: {error}") from error
    # A report without subjects, or one that fails without saying why, has evaluated nothing that can be reported.
    if outcome not in {"pass", "fail"} or not subjects or (outcome == "fail") is not bool(found):
        raise NotRunError(f"der Bericht von Ace sagt „{outcome}“ und nennt {len(found)} Verstöße")
    yield from found


def _fails(said: Mapping[str, Any]) -> bool:
    return bool(said["earl:result"]["earl:outcome"] != "pass")


def _assertion(document: str, said: Mapping[str, Any]) -> Assertion:
    test, result = said["earl:test"], said["earl:result"]
    text = " ".join(str(result["dct:description"]).split())
    help_ = str(test.get("help", {}).get("url", ""))
    return Assertion(
        document, str(test["dct:title"]), str(test["earl:impact"]), text, str(result.get("html", "")), help_
    )


def report(book: Path) -> Any:
    """The report of Ace about the book, as it was written. Raises NotRunError."""
    program, chromium = tools.ace(), tools.chromium()
    with tempfile.TemporaryDirectory(prefix="zeilentreu-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        command = (program, "--silent", "--lang", "de", "--tempdir", name, "--outdir", str(folder / "out"))
        said = _run((*command, str(book.resolve())), folder, chromium)
        try:
            return json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise NotRunError(f"Ace hat keinen Bericht geschrieben; gemeldet hat es: {said}") from error
        except (OSError, ValueError) as error:
            raise NotRunError(f"der Bericht von Ace ist nicht lesbar: {error}") from error


def _run(command: tuple[str, ...], folder: Path, chromium: str) -> str:
    """The last line that the program wrote. Raises NotRunError. Nothing that it started is left."""
    environment = {
        **os.environ,
        **{key: str(folder) for key in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")},
        "PUPPETEER_EXECUTABLE_PATH": str(_wrapper(folder, chromium)),
        "ACE_TIMEOUT_INITIAL": str(_START),
    }
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    try:
        process = subprocess.Popen(command, env=environment, start_new_session=True, **pipes)  # type: ignore[call-overload]
    except OSError as error:
        raise NotRunError(f"Ace ließ sich nicht starten: {error}", tools.INSTALL_TOOLS) from error
    try:
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise NotRunError(f"Ace war nach {SECONDS} Sekunden nicht fertig") from error
    finally:
        _end(process.pid)
        _end(_written(folder / "pid"))
        process.communicate()
    lines = [line.strip() for line in said.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "nichts"


def _wrapper(folder: Path, chromium: str) -> Path:
    """A program that starts Chromium without a network, and leaves its number: puppeteer puts it into a group of its own."""
    path = folder / "chromium"
    path.write_text(
        f"#!/bin/sh\necho $$ > {shlex.quote(str(folder / 'pid'))}\n"
        f"exec {shlex.quote(chromium)} '--host-resolver-rules=MAP * ~NOTFOUND' --disable-dev-shm-usage \"$@\"\n",
        encoding="utf-8",
    )
    path.chmod(0o700)
    return path


def _written(path: Path) -> int:
    try:
        return int(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0


def _end(group: int) -> None:
    """End the processes of the group, if there is one."""
    if group > 0:
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
