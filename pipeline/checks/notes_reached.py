"""Whether each note is reached from its call, and the call from the note (Z635)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.finding import limited, of_code
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX
from pipeline.readback.note_ways import note_ways
from pipeline.text import walk


def check(file: Finished) -> Iterator[Diagnostic]:
    """Which notes are not."""
    return file.findings(limited(of_code("Z635", _findings(file))))


def _findings(file: Finished) -> Iterator[str]:
    expected = sum(1 for each in file.book.chapters for _ in walk.notes(each.chapter.blocks))
    found = [*note_ways(file.data, BY_SUFFIX[file.suffix].medium)]
    if len(found) != expected:
        yield f"Von {expected} Anmerkungen sind {len(found)} durch einen Verweis zu erreichen."
    for each in found:
        if not each.there:
            yield f"Der Ruf der Anmerkung {each.number} führt nicht zu ihr."
        if not each.back:
            yield f"Von Anmerkung {each.number} führt kein Weg zurück zu ihrem Ruf."
