"""``hints``: what rule books say of a text, and what of each official line its translation has."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.arguments import Add, add_form, job_of
from pipeline.cli.output import FINE, show

BOOKS = ("bitv", "netzwerk", "hildesheim", "eigene")
SIDES = ("original", "translation")


def add_commands(add: Add) -> None:
    """Add the command."""
    hints = add("hints", _hints, "Hinweise zu Leichter Sprache, Satz für Satz und Zeile für Zeile, mit ihren Quellen")
    hints.add_argument("source", type=Path, metavar="QUELLE")
    add_form(hints)
    hints.add_argument("--of", choices=SIDES, help="nur das Original, oder nur die Leichte Sprache")
    hints.add_argument("--book", choices=BOOKS, nargs="+", help="nur diese Regelwerke")
    hints.add_argument(
        "--html", type=Path, metavar="DATEI.html", help="statt dessen eine Seite mit Balken und Tabellen schreiben"
    )


def _hints(options: argparse.Namespace) -> int:
    from pipeline.build import hinting
    from pipeline.easy_language.hints import hint_listing
    from pipeline.easy_language.hints.overview import Side

    job = job_of(options.source, form=options.form)
    sides = [Side(options.of)] if options.of else list(Side)
    found, diagnostics = hinting.hinted(job, books=options.book or BOOKS, sides=sides)
    if options.html:
        hinting.write_page(found, job, options.html)
    if options.json:
        show(diagnostics, as_json=True, chapters=[hint_listing.data(each) for each in found])
        return FINE
    if options.html:
        print(f"{options.html}: geschrieben. {sum(len(each.hints) for each in found)} Hinweise.")
    else:
        print("\n\n".join("\n".join(hint_listing.listing(each)) for each in found))
    show(diagnostics)
    return FINE
