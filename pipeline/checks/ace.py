"""Ace by DAISY 1.4 on a finished book: every assertion of it that fails, of whatever impact, is a finding (Z633).

Ace holds the book against EPUB Accessibility, and its documents against axe with rules for EPUB. It runs in Node.js and
shows the documents in the system's Chromium; one of each serves all books of a run (``ace_engine.js``).
"""

from __future__ import annotations

import os
import shlex
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.checks import tools
from pipeline.checks.engine import Engine
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic

SECONDS = 300
"""For one book; the seed's takes 3, the first one 5."""

_SCRIPT = Path(__file__).with_name("ace_engine.js")

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
    """The report of Ace about the book. Raises NotRunError."""
    said = ENGINE.answer({"file": str(book.resolve())})
    if "failed" in said:
        ENGINE.close()  # its Chromium may be gone
        raise NotRunError(f"Ace hat keinen Bericht geschrieben; gemeldet hat es: {said['failed']}")
    return said


def command() -> tuple[str, ...]:
    """What starts Ace. Raises NotRunError."""
    return tools.node_js(), str(_SCRIPT), tools.ace()


@contextmanager
def surroundings() -> Iterator[Mapping[str, str]]:
    """A folder of its own for Ace and its Chromium, for all that they write; nothing of either is left at the end."""
    chromium = tools.chromium_without_window()
    with tempfile.TemporaryDirectory(prefix="zeilentreu-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        homes = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
        try:
            yield {
                **dict.fromkeys(homes, name),
                "PUPPETEER_EXECUTABLE_PATH": str(_wrapper(folder, chromium)),
                "ACE_TIMEOUT_INITIAL": str(_START),
            }
        finally:
            _end(_written(folder / "pid"))


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


ENGINE = Engine("Ace", command, SECONDS, surroundings)
"""One for all books."""
