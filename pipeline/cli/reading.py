"""``lines``, ``tree`` and ``tags``: looking into a text or a finished PDF."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pipeline.cli.output import FINDINGS, FINE, show
from pipeline.cli.words import Add, job_of
from pipeline.errors import Diagnostic, FileRefusal, InputRefusal, Place
from pipeline.reasons import reason


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    lines = add("lines", _lines, "amtliche Zeilen ausgeben: Nummer TAB Text")
    lines.add_argument("source", type=Path, metavar="QUELLE")
    lines.add_argument("--strict", action="store_true", help="Texte ablehnen, die repariert werden müssten")
    tree = add("tree", _tree, "das Modell lesbar ausgeben")
    tree.add_argument("source", type=Path, metavar="QUELLE")
    tags = add("tags", _tags, "den Strukturbaum eines PDF lesbar ausgeben")
    tags.add_argument("file", type=Path, metavar="DATEI.pdf")
    tags.add_argument("--pages", action="store_true", help="bei jedem Text die Seite nennen")


def _reading(options: argparse.Namespace) -> Any:
    from pipeline import build

    return build.read(job_of(options.source), strict=getattr(options, "strict", False))


def _lines(options: argparse.Namespace) -> int:
    from pipeline.concordance import concordance, tsv

    reading = _reading(options)
    lines = concordance(reading.numbered)
    if options.json:
        show(reading.diagnostics, as_json=True, lines=[{"number": line.number, "text": line.printed} for line in lines])
        return FINE
    sys.stdout.write(tsv(lines))
    show(reading.diagnostics)
    from pipeline.numbering import proof

    proved = proof(reading.numbered.chapter, reading.numbered.rule)
    width = reading.numbered.rule.width
    print(f"Zeilenregel (Breite {width}): {proved.agreeing} von {proved.total} Zeilen bewiesen.", file=sys.stderr)
    return FINE


def _tree(options: argparse.Namespace) -> int:
    from pipeline import outline

    reading = _reading(options)
    if options.json:
        from pipeline import interchange

        show(reading.diagnostics, as_json=True, **json.loads(interchange.dumps(reading.numbered, "de")))
        return FINE
    print(outline.tree(reading.numbered))
    show(reading.diagnostics)
    return FINE


def _tags(options: argparse.Namespace) -> int:
    from pipeline.checks.readback.reading import UnreadableError
    from pipeline.checks.readback.tag_tree import tag_tree
    from pipeline.checks.tags import faults, listing

    place = Place(str(options.file))
    try:
        tree = tag_tree(options.file.read_bytes())
    except OSError as error:
        raise FileRefusal(Diagnostic("Z802", place, f"Die Datei ist nicht lesbar: {reason(error)}.")) from error
    except UnreadableError as error:
        raise InputRefusal(Diagnostic("Z608", place, f"Die Datei ist nicht lesbar: {error}.")) from error
    diagnostics = [Diagnostic(code, place, message) for code, message in faults(tree)]
    if options.json:
        show(diagnostics, as_json=True, **listing.data(tree))
    else:
        print("\n".join(listing.text(tree, pages=options.pages)))
        show(diagnostics)
    return FINDINGS if diagnostics else FINE
