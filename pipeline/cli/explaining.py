"""``explain`` and ``doctor``: what messages mean, and what this machine has."""

from __future__ import annotations

import argparse
import difflib
import json

from pipeline.cli.arguments import Add
from pipeline.cli.output import FINE
from pipeline.diagnostics import CODES, Diagnostic, Place, UsageRefusal


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    explain = add("explain", _explain, "eine Meldung erklären")
    explain.add_argument("code", metavar="CODE", nargs="?", help="zum Beispiel Z301; ohne Angabe alle")
    add("doctor", _doctor, "die Umgebung untersuchen")


def _explain(options: argparse.Namespace) -> int:
    if options.code is None:
        if options.json:
            print(json.dumps([_data(code) for code in CODES], ensure_ascii=False, indent=1))
            return FINE
        for code, entry in CODES.items():
            print(f"{code}  {entry.severity}: {entry.title}")
        return FINE
    code = options.code.upper()
    if code not in CODES:
        near = difflib.get_close_matches(code, CODES, n=1)
        hint = f"Meinten Sie {near[0]}?" if near else "zeilentreu explain zeigt alle."
        raise UsageRefusal(Diagnostic("Z901", Place("explain"), f"Den Code „{options.code}“ gibt es nicht.", hint))
    entry = CODES[code]
    if options.json:
        print(json.dumps(_data(code), ensure_ascii=False))
    else:
        print(f"{code} ({entry.severity}): {entry.title}\n{entry.explanation}")
    return FINE


def _data(code: str) -> dict[str, str]:
    entry = CODES[code]
    return {"code": code, "severity": entry.severity, "title": entry.title, "explanation": entry.explanation}


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
