"""``memory``: what was translated before, looked up, learned, and proposed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.arguments import Add, add_form, job_of
from pipeline.cli.output import FINE, show, verdict

if TYPE_CHECKING:
    from pipeline.build.remembering import MemoryWork
    from pipeline.build.source_jobs import Job
    from pipeline.easy_language.memory.recalling import Recalled


def add_commands(add: Add) -> None:
    """Add the command."""
    memory = add("memory", _memory, "das Gedächtnis der Übersetzungen: nachsehen, lernen, vorschlagen")
    memory.add_argument("source", type=Path, metavar="QUELLE")
    add_form(memory)
    what = memory.add_mutually_exclusive_group()
    what.add_argument("--learn", action="store_true", help="was übersetzt ist, ins Gedächtnis nehmen")
    what.add_argument("--fill", action="store_true", help="gleiche Sätze als Vorschläge in die Übersetzung schreiben")
    what.add_argument("--export", type=Path, metavar="DATEI.tmx", help="die Sätze für Übersetzungsprogramme schreiben")
    what.add_argument(
        "--import", type=Path, metavar="DATEI.tmx", dest="taken", help="Sätze aus einem solchen aufnehmen"
    )


def _memory(options: argparse.Namespace) -> int:
    work = _work(options, job_of(options.source, form=options.form))
    if options.json:
        show(work.diagnostics, as_json=True, memory=_data(work))
    else:
        print("\n".join(_rows(work)))
        show(work.diagnostics)
    return verdict(work.diagnostics) if options.learn else FINE


def _work(options: argparse.Namespace, job: Job) -> MemoryWork:
    """What the options ask for, done."""
    from pipeline.build import exchanging, remembering

    if options.export:
        return exchanging.export_memory(job, options.export)
    if options.taken:
        return exchanging.import_memory(job, options.taken)
    if options.learn:
        return remembering.remembered(job)
    return remembering.filled(job) if options.fill else remembering.looked_up(job)


def _rows(work: MemoryWork) -> Iterator[str]:
    sentences, words = len(work.memory.sentences), len(work.memory.words)
    yield f"{work.path}: {sentences} {'Satz' if sentences == 1 else 'Sätze'}, {words} {'Wort' if words == 1 else 'Wörter'}."
    yield from work.summary
    yield from (f"{path}: geschrieben." for path in work.written)
    for numbered, found in work.found:
        equal = sum(bool(each.equal) for each in found)
        yield f"{numbered.chapter.title}: {equal} gleiche Sätze, {len(found) - equal} ähnliche unter denen, die offen sind."
        for each in found:
            yield from _row(each)


def _row(found: Recalled) -> Iterator[str]:
    segment = found.segment
    yield ""
    yield f"{segment.name} · {segment.where}: {segment.text}" if segment.where else f"{segment.name}: {segment.text}"
    for each in found.equal:
        yield f"  gleich ({', '.join(each.sources)}): {' / '.join(each.text)}"
    if found.alike:
        yield f"  ähnlich ({', '.join(found.alike.sources)}): {found.difference}"
        yield f"    dort in Leichter Sprache: {' / '.join(found.alike.text)}"


def _data(work: MemoryWork) -> dict[str, Any]:
    return {
        "path": str(work.path),
        "sentences": len(work.memory.sentences),
        "words": len(work.memory.words),
        "written": [str(path) for path in work.written],
        "chapters": [
            {
                "slug": numbered.slug,
                "rows": [
                    {
                        "row": each.segment.name,
                        "text": each.segment.text,
                        "equal": [{"text": list(one.text), "from": list(one.sources)} for one in each.equal],
                        "alike": {
                            "original": each.alike.original,
                            "text": list(each.alike.text),
                            "from": list(each.alike.sources),
                            "likeness": each.likeness,
                            "difference": each.difference,
                        }
                        if each.alike
                        else None,
                    }
                    for each in found
                ],
            }
            for numbered, found in work.found
        ],
    }
