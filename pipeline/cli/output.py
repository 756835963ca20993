"""What a command prints: results to stdout, diagnostics to stderr, or both as one JSON object on stdout."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pipeline.diagnostics import Diagnostic, in_order
from pipeline.diagnostics.codes import Severity

FINE, FINDINGS, BUG = 0, 1, 70
"""Exit codes besides those that refusals have."""

SHOWN = 20
"""So many diagnostics of one code are shown; --json has all."""


@contextmanager
def closed_pipe_allowed() -> Iterator[None]:
    """Within, a reader who goes away early is no fault (``| head``): what is still to print goes nowhere."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def show(diagnostics: Sequence[Diagnostic], *, as_json: bool = False, **more: Any) -> None:
    """Print the diagnostics: sorted, each once, and no more than SHOWN of a code; or all of them as JSON."""
    ordered = in_order(diagnostics)
    if as_json:
        rows = [
            {
                "code": each.code,
                "severity": each.severity,
                "file": each.place.file,
                "line": each.place.line,
                "column": each.place.column,
                "unit": each.place.unit,
                "message": each.message,
                "hint": each.hint,
            }
            for each in ordered
        ]
        print(json.dumps({**more, "diagnostics": rows}, ensure_ascii=False, indent=1))
        return
    shown: Counter[str] = Counter()
    for each in ordered:
        shown[each.code] += 1
        if shown[each.code] <= SHOWN:
            print(_coloured(each), file=sys.stderr)
    for code, count in shown.items():
        if count > SHOWN:
            rest = count - SHOWN
            words = "eine weitere Meldung" if rest == 1 else f"{rest} weitere Meldungen"
            print(f"… und {words} {code} (alle mit --json).", file=sys.stderr)


_COLOURS = {
    Severity.ERROR: "31",
    Severity.FINDING: "31",
    Severity.WARNING: "33",
    Severity.REPAIR: "36",
    Severity.NOTE: "2",
}


def _coloured(diagnostic: Diagnostic) -> str:
    """The diagnostic, its severity coloured on a terminal that wants it (no-color.org)."""
    text = str(diagnostic)
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    word = f" {diagnostic.severity} {diagnostic.code}:"
    return text.replace(word, f" \x1b[{_COLOURS[diagnostic.severity]}m{word[1:]}\x1b[0m", 1)


def verdict(diagnostics: Sequence[Diagnostic]) -> int:
    """The exit code: FINDINGS where anything is a finding or an error."""
    return FINDINGS if any(each.severity in {Severity.FINDING, Severity.ERROR} for each in diagnostics) else FINE
