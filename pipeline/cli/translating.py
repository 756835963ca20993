"""``return``: what translators send back."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.arguments import Add, add_form, job_of
from pipeline.cli.output import show, verdict

if TYPE_CHECKING:
    from pipeline.build.translations import Taken


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    back = add("return", _return, "eine zurückgekommene Word-Datei in Leichter Sprache einlesen")
    back.add_argument("file", type=Path, metavar="DATEI.docx")
    back.add_argument("source", type=Path, metavar="QUELLE", help="der Text, zu dem sie gehört")
    add_form(back)
    back.add_argument("--dry-run", action="store_true", help="nur zeigen, was sich ändern würde")


def _return(options: argparse.Namespace) -> int:
    from pipeline.build import translations

    taken = translations.take_back(options.file, job_of(options.source, form=options.form), dry_run=options.dry_run)
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
