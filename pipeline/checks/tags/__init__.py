"""The audit of tags that no validator can make: the structure tree against the pages, and against the model.

soundness.py    each content once, nothing untagged, elements complete
spoken.py       tree → blocks as a screen reader gives them
parts.py        lists, tables, pictures, quotations, links, notes against the model
agreement.py    those blocks, lists and line numbers against the model
listing.py      the tree as text for ``zeilentreu tags``
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks.finished import Finished
from pipeline.checks.report import NOT_RUN
from pipeline.checks.tags import agreement, soundness
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX, Medium
from pipeline.readback.reading import UnreadableError
from pipeline.readback.tag_tree import TagTree, tag_tree
from pipeline.text.model import Book, NumberedChapter

MOST = 10
"""Findings of one code about one file; the rest is counted."""

Finding = tuple[str, str]
"""Code and message."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the PDF says to a screen reader what the model says, once and in order."""
    try:
        tree = tag_tree(file.data)
    except UnreadableError:
        yield Diagnostic(NOT_RUN, file.place, "Die Datei ist nicht lesbar.")
        return
    # Print shops have no use for a structure tree, and it could only do harm.
    tagged = BY_SUFFIX[file.suffix].medium is not Medium.PRINT
    yield from (
        Diagnostic(code, file.place, message)
        for code, message in findings(tree, file.book or file.truth, tagged=tagged, language=file.language)
    )
    if tagged and not file.models:
        yield Diagnostic(NOT_RUN, file.place, "Kein Vergleich mit dem Text: das Modell ist nicht lesbar.")


def sound(file: Finished) -> Iterator[Diagnostic]:
    """Whether the structure tree is whole and complete; what it says is another check's business."""
    try:
        tree = tag_tree(file.data)
    except UnreadableError:
        yield Diagnostic(NOT_RUN, file.place, "Die Datei ist nicht lesbar.")
        return
    yield from (Diagnostic(code, file.place, message) for code, message in findings(tree, None))


def findings(
    tree: TagTree, truth: NumberedChapter | Book | None, *, tagged: bool = True, language: str = ""
) -> Iterator[Finding]:
    """Code and message of all that is wrong; without the model only what the file alone can tell.

    ``tagged`` is false for an edition that is to have no structure tree, ``language`` is that of the file.
    """
    if not tagged:
        if tree.present:
            yield "Z620", "Die Datei hat einen Strukturbaum, soll aber keinen haben."
        return
    found = [*faults(tree)]
    if tree.present:
        found += soundness.findings(tree)
        match truth:
            case Book():
                found += agreement.of_book(tree, truth, language)
            case NumberedChapter():
                found += agreement.findings(tree, truth, language=language)
            case None:
                pass
    yield from _limited(found)


def faults(tree: TagTree) -> Iterator[Finding]:
    """Code and message of what makes the tree itself unreliable."""
    if not tree.present:
        yield "Z620", "Die Datei hat keinen Strukturbaum: kein Hilfsmittel kann sie verlässlich vorlesen."
    yield from (("Z620", fault) for fault in tree.faults)


def _limited(found: Sequence[Finding]) -> Iterator[Finding]:
    counts = Counter[str]()
    for code, message in found:
        counts[code] += 1
        if counts[code] <= MOST:
            yield code, message
    for code, count in counts.items():
        if count > MOST:
            yield code, f"… und {count - MOST} weitere Befunde {code}."
