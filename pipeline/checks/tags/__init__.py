"""The audit of tags that no validator can make: the structure tree against the pages, and against the model.

soundness       each content once, nothing untagged, elements complete
agreement       what the tree says against what the model says
stream_order    pages painted as they are read
line_numbers    when the numbers of lines are read, and which
tag_listing     the tree as text for ``zeilentreu tags``
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.finding import Finding, NotRunError, limited, of_code
from pipeline.checks.finished import WITH_SOURCE, Finished
from pipeline.checks.tags import agreement, soundness, stream_order
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX, Medium
from pipeline.readback.tag_tree import TagTree, tag_tree
from pipeline.text.model import Book


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the PDF says to a screen reader what the model says, once and in order."""
    tree = tag_tree(file.data)
    if BY_SUFFIX[file.suffix].medium is Medium.PRINT:
        # Print shops have no use for a structure tree, and it could only do harm.
        if tree.present:
            yield Diagnostic("Z620", file.place, "Die Datei hat einen Strukturbaum, soll aber keinen haben.")
        return
    yield from file.findings(limited((*findings(tree, file.truth, file.language), *stream_order.findings(tree))))
    if file.truth is None:
        raise NotRunError("Kein Vergleich mit dem Text: das Modell ist nicht lesbar", WITH_SOURCE)


def sound(file: Finished) -> Iterator[Diagnostic]:
    """Whether the structure tree is whole and complete; what it says is another check's business."""
    tree = tag_tree(file.data)
    return file.findings(limited((*findings(tree, None), *stream_order.findings(tree))))


def findings(tree: TagTree, truth: Book | None, language: str = "") -> Iterator[Finding]:
    """What is wrong; without the model only what the file alone shows. ``language`` is that of the file."""
    yield from tree_faults(tree)
    if tree.present:
        yield from soundness.findings(tree)
        if truth is not None:
            yield from agreement.findings(tree, truth, language)


def tree_faults(tree: TagTree) -> Iterator[Finding]:
    """What makes the tree itself unreliable."""
    if not tree.present:
        message = "Die Datei hat keinen Strukturbaum: kein Hilfsmittel kann sie verlässlich vorlesen."
        yield Finding("Z620", message)
    yield from of_code("Z620", tree.faults)
