"""``handover``, ``return`` and ``rounds``: what goes to translators, what comes back, and what became of it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.arguments import Add, add_form, job_of
from pipeline.cli.output import FINE, show, verdict
from pipeline.diagnostics import Diagnostic, Place, UsageRefusal

if TYPE_CHECKING:
    from pipeline.build.handovers import HandedOver
    from pipeline.build.translations import Taken


XLIFF = frozenset({".xlf", ".xliff"})
"""The endings of files of translation tools; all others are Word documents."""


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    help_ = "eine zurückgekommene Word- oder XLIFF-Datei einlesen, von der Übersetzung oder von der Prüfgruppe"
    back = add("return", _return, help_)
    back.add_argument("file", type=Path, metavar="DATEI.docx")
    back.add_argument("source", type=Path, metavar="QUELLE", help="der Text, zu dem sie gehört")
    add_form(back)
    back.add_argument("--dry-run", action="store_true", help="nur zeigen, was sich ändern würde")

    out = add("handover", _hand_over, "die Übergabe für die nächste Runde schreiben, ausgefüllt mit dem, was da ist")
    out.add_argument("source", type=Path, metavar="QUELLE", help="der Text, der übersetzt wird")
    add_form(out)
    out.add_argument("--only", choices=["open", "changed"], help="nur offene, oder nur geänderte Tabellenzeilen")
    out.add_argument(
        "--rows", metavar="S0014-S0030", default="", help="nur diese Tabellenzeilen, mit Komma mehrere Bereiche"
    )
    out.add_argument("--out", type=Path, metavar="DATEI.docx", help="auch DATEI.xlf; sonst KAPITEL-uebergabe.docx hier")

    shown = add("rounds", _rounds, "das Protokoll der Runden zeigen: wer, wann, welche Zeilen, was sich geändert hat")
    shown.add_argument("source", type=Path, metavar="QUELLE", help="der Text, der übersetzt wird")
    add_form(shown)


def _rounds(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from pipeline.build import check_rounds
    from pipeline.easy_language.rounds import report_lines

    found = check_rounds.rounds_of(job_of(options.source, form=options.form))
    if options.json:
        data = [{"slug": each.slug, "rounds": [asdict(one) for one in each.rounds]} for each in found]
        show([], as_json=True, chapters=data)
    for each in found if not options.json else ():
        lines = report_lines(each.rounds, each.title) if each.rounds else [f"Zu „{each.title}“ kam noch nichts zurück."]
        print("\n".join(lines))
    return FINE


def _hand_over(options: argparse.Namespace) -> int:
    from pipeline.build import exchanging, handovers
    from pipeline.easy_language.handout import Which, row_spans
    from pipeline.easy_language.return_report import row_ranges

    try:
        spans = row_spans(options.rows)
    except ValueError as error:
        message = f"„{error}“ ist kein Bereich von Tabellenzeilen; so geht es: --rows S0014-S0030,S0041"
        raise UsageRefusal(Diagnostic("Z901", Place("zeilentreu handover"), message)) from error
    job = job_of(options.source, form=options.form)
    if options.out and options.out.suffix.lower() in XLIFF:
        if options.only or spans:
            message = "Eine XLIFF-Datei hat immer alle Tabellenzeilen."
            raise UsageRefusal(
                Diagnostic("Z901", Place("zeilentreu handover"), message, "Lassen Sie --only und --rows weg.")
            )
        made: tuple[HandedOver, ...] = (exchanging.hand_over(job, options.out),)
    else:
        made = handovers.hand_over(job, options.out, Which(options.only) if options.only else None, spans)
    diagnostics = [each for done in made for each in done.diagnostics]
    if options.json:
        files = [{"path": str(done.path), "rows": list(done.rows)} for done in made]
        show(diagnostics, as_json=True, handovers=files)
    else:
        for done in made:
            print(f"{done.path}: geschrieben. {len(done.rows)} Tabellenzeilen: {row_ranges(done.rows)}.")
        show(diagnostics)
    return FINE


def _return(options: argparse.Namespace) -> int:
    from pipeline.build import exchanging, translations

    way = exchanging if options.file.suffix.lower() in XLIFF else translations
    taken = way.take_back(options.file, job_of(options.source, form=options.form), dry_run=options.dry_run)
    written = taken.changed and not options.dry_run
    if options.json:
        show(taken.diagnostics, as_json=True, translation=_data(taken, written=written))
    else:
        end = "geschrieben" if written else "nicht geschrieben (Probelauf)" if taken.changed else "unverändert"
        print(f"{taken.path}: {end}. {_counts(taken)}")
        show(taken.diagnostics)
    return verdict(taken.diagnostics)


def _data(taken: Taken, *, written: bool) -> dict[str, Any]:
    from pipeline.easy_language.translation import missing_lines, missing_places

    rows = taken.translation.rows
    return {
        "path": str(taken.path),
        "slug": taken.translation.slug,
        "changed": taken.changed,
        "written": written,
        "rows": len(rows),
        "status": dict(Counter(str(row.status) for row in rows)),
        "missing_lines": list(missing_lines(rows)),
        "missing_places": list(missing_places(rows)),
        "review": [row.name for row in rows if row.review],
        "words": len(taken.translation.words),
        "leftovers": len(taken.translation.leftovers),
        "checked_on": taken.checked_on,
    }


def _counts(taken: Taken) -> str:
    """The rows by status, and what still lies about."""
    rows, left = taken.translation.rows, len(taken.translation.leftovers)
    counts = ", ".join(f"{count} {status}" for status, count in Counter(row.status for row in rows).items())
    lying = f" Aufgehoben unter leftover: {left}." if left else ""
    return f"{len(rows)} Tabellenzeilen: {counts}.{lying}"
