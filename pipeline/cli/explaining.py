"""``explain`` and ``doctor``: what messages mean, and what this machine has."""

from __future__ import annotations

import argparse
import difflib
import json
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Add
from pipeline.cli.output import FINE
from pipeline.diagnostics import Diagnostic, Place, UsageRefusal

if TYPE_CHECKING:
    from pipeline.diagnostics.explanations import Explanation


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    explain = add("explain", _explain, "eine Meldung erklären")
    explain.add_argument("code", metavar="CODE", nargs="?", help="zum Beispiel Z301; ohne Angabe alle")
    add("doctor", _doctor, "die Umgebung untersuchen")


def _explain(options: argparse.Namespace) -> int:
    from pipeline.diagnostics.explanations import explanations

    known = explanations()
    if options.code is None:
        if options.json:
            print(json.dumps([_data(code, entry) for code, entry in known.items()], ensure_ascii=False, indent=1))
            return FINE
        for code, entry in known.items():
            print(f"{code}  {entry.severity}: {entry.title}")
        return FINE
    code = options.code.upper()
    if code not in known:
        near = difflib.get_close_matches(code, known, n=1)
        hint = f"Meinten Sie {near[0]}?" if near else "zeilentreu explain zeigt alle."
        raise UsageRefusal(Diagnostic("Z901", Place("explain"), f"Den Code „{options.code}“ gibt es nicht.", hint))
    entry = known[code]
    if options.json:
        print(json.dumps(_data(code, entry), ensure_ascii=False))
    else:
        print(f"{code} ({entry.severity}): {entry.title}\n{entry.text}")
    return FINE


def _data(code: str, entry: Explanation) -> dict[str, str]:
    return {"code": code, "severity": entry.severity, "title": entry.title, "explanation": entry.text}


def _doctor(options: argparse.Namespace) -> int:
    from pipeline.cli import doctor

    rows = doctor.examine()
    if options.json:
        print(
            json.dumps(
                [{"what": row.what, "state": row.state, "well": row.well, "needed": row.needed} for row in rows],
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        for row in rows:
            print(f"{'gut  ' if row.well else 'FEHLT' if row.needed else 'fehlt'}  {row.what}: {row.state}")
    return 4 if any(row.needed and not row.well for row in rows) else FINE
