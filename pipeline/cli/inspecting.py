"""``lines``, ``tree``, ``transcript`` and ``tags``: looking into a text or a finished file."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.arguments import Add, add_form, add_tracked, job_of
from pipeline.cli.output import FINDINGS, FINE, show
from pipeline.diagnostics import Diagnostic, FileRefusal, InputRefusal, Place, UsageRefusal
from pipeline.publication.files import LARGEST_EDITION, content

if TYPE_CHECKING:
    from pipeline.build.programme import ReadChapter
    from pipeline.text.events import Transcript


def add_commands(add: Add) -> None:
    """Add the commands of this room."""
    lines = add("lines", _lines, "amtliche Zeilen ausgeben: Nummer TAB Text")
    lines.add_argument("source", type=Path, metavar="QUELLE")
    lines.add_argument("--strict", action="store_true", help="Texte ablehnen, die repariert werden müssten")
    lines.add_argument("--width", type=_width, metavar="N", help="Zeichen je Zeile (sonst: erschlossen, oder 80)")
    add_form(lines)
    add_tracked(lines)
    tree = add("tree", _tree, "das Modell lesbar ausgeben")
    tree.add_argument("source", type=Path, metavar="QUELLE")
    add_form(tree)
    add_tracked(tree)
    transcript = add("transcript", _transcript, "eine Quelle oder fertige Ausgabe Ereignis für Ereignis ausgeben")
    transcript.add_argument("file", type=Path, metavar="DATEI")
    add_form(transcript)
    add_tracked(transcript)
    tags = add("tags", _tags, "den Strukturbaum eines PDF lesbar ausgeben")
    tags.add_argument("file", type=Path, metavar="DATEI.pdf")
    tags.add_argument("--pages", action="store_true", help="bei jedem Text die Seite nennen")


def _texts(options: argparse.Namespace) -> tuple[ReadChapter, ...]:
    from pipeline.build import programme

    width = getattr(options, "width", None)
    job = job_of(options.source, form=options.form, width=width, tracked=options.tracked)
    return programme.texts([job], strict=getattr(options, "strict", False), titled=False)


def _width(word: str) -> int:
    """The width that the word says. Raises UsageRefusal."""
    if not re.fullmatch(r"[0-9]{1,4}", word) or not int(word):
        message = f"„{word}“ ist keine Zahl von Zeichen zwischen 1 und 9999."
        raise UsageRefusal(Diagnostic("Z901", Place("--width"), message, "Üblich sind 80, 92 und 95."))
    return int(word)


def _lines(options: argparse.Namespace) -> int:
    from pipeline.text.concordance import concordance, tsv
    from pipeline.text.numbering import proof

    texts = _texts(options)
    diagnostics = [each for text in texts for each in text.diagnostics]
    if options.json:
        lines = [line for text in texts for line in concordance(text.numbered)]
        show(diagnostics, as_json=True, lines=[{"number": line.number, "text": line.printed} for line in lines])
        return FINE
    for text in texts:
        sys.stdout.write(tsv(concordance(text.numbered)))
    show(diagnostics)
    for text in texts:
        proved, width = proof(text.numbered.chapter, text.numbered.rule), text.numbered.rule.width
        print(f"Zeilenregel (Breite {width}): {proved.agreeing} von {proved.total} Zeilen bewiesen.", file=sys.stderr)
    return FINE


def _tree(options: argparse.Namespace) -> int:
    from pipeline.text import interchange, outline
    from pipeline.text.model import book_of

    texts = _texts(options)
    diagnostics = [each for text in texts for each in text.diagnostics]
    if options.json:
        models = [
            json.loads(interchange.dumps(book_of(text.numbered), text.job.publication.language)) for text in texts
        ]
        show(diagnostics, as_json=True, **(models[0] if len(models) == 1 else {"chapters": models}))
        return FINE
    for text in texts:
        print(outline.tree(text.numbered))
    show(diagnostics)
    return FINE


FINISHED = {".html", ".epub", ".pdf", ".docx"}
"""Endings of files that may be finished editions; other files are sources."""


def _transcript(options: argparse.Namespace) -> int:
    from pipeline.text import events

    path: Path = options.file
    found = _read_back(path) if path.suffix in FINISHED and not options.form else None
    printed = [*events.rows(found)] if found else _transcripts_of_source(options)
    if options.json:
        show((), as_json=True, transcript=printed)
        return FINE
    print("\n".join(printed))
    return FINE


def _transcripts_of_source(options: argparse.Namespace) -> list[str]:
    from pipeline.text import events, transcript

    options.source = options.file
    texts = _texts(options)
    show([each for text in texts for each in text.diagnostics])
    return [row for text in texts for row in events.rows(transcript.transcript(text.numbered))]


def _read_back(path: Path) -> Transcript | None:
    """What a finished edition says; None where the file is none, but may be a source. Raises FileRefusal (Z802)."""
    from pipeline.readback import read_file
    from pipeline.readback.reading import UnreadableError

    data = _finished(path)
    try:
        return read_file(data, path.suffix).chapters[0].transcript or None
    except UnreadableError as error:
        if path.suffix in {".html", ".docx"}:
            return None
        raise InputRefusal(Diagnostic("Z608", Place(str(path)), f"{path.name} ist nicht lesbar: {error}.")) from error


def _finished(path: Path) -> bytes:
    """The bytes of a finished edition, or of a source. Raises FileRefusal (Z802)."""
    data = content(path, LARGEST_EDITION)
    if data is None:
        raise FileRefusal(Diagnostic("Z802", Place(str(path)), "Diese Datei gibt es nicht."))
    return data


def _tags(options: argparse.Namespace) -> int:
    from pipeline.checks.tags import tag_listing, tree_faults
    from pipeline.readback.reading import UnreadableError
    from pipeline.readback.tag_tree import tag_tree

    place = Place(str(options.file))
    try:
        tree = tag_tree(_finished(options.file))
    except UnreadableError as error:
        raise InputRefusal(Diagnostic("Z608", place, f"Die Datei ist nicht lesbar: {error}.")) from error
    diagnostics = [Diagnostic(code, place, message) for code, message in tree_faults(tree)]
    if options.json:
        show(diagnostics, as_json=True, **tag_listing.data(tree))
    else:
        print("\n".join(tag_listing.text(tree, pages=options.pages)))
        show(diagnostics)
    return FINDINGS if diagnostics else FINE
