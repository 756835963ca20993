"""Footnotes: defined once anywhere, counted in the order in which the text calls them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token

from pipeline.diagnostics import Place
from pipeline.sources.commonmark.nodes import BlockNode, nodes
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.text.model import Blocks, Note

KIND = "footnote_reference"


class Footnotes:
    """The notes of one text by their labels, and how many it has called so far."""

    def __init__(self, tokens: Sequence[Token], report: SourceReport) -> None:
        """Find the definitions, wherever they stand."""
        self._report = report
        self._defined: dict[str, BlockNode] = {}
        self._called: set[str] = set()
        self._count = 0
        self._within = False
        for node in nodes(tokens):
            self._find(node)

    def _find(self, node: BlockNode) -> None:
        if node.kind == KIND:
            label = node.token.meta["label"]
            if label in self._defined:
                self._report.add(
                    "Z247",
                    self._report.block(node.token),
                    f"Die Fußnote „[^{label}]“ ist zweimal erklärt.",
                    "Jede braucht ihren eigenen Namen.",
                )
            self._defined.setdefault(label, node)
        for child in node.children:
            self._find(child)

    def defines(self, label: str) -> bool:
        """Whether there is a note of this name."""
        return label in self._defined

    def note(self, label: str, place: Place, read: Callable[[BlockNode], Blocks]) -> Note | None:
        """The note for the place that calls it; ``read`` makes blocks of what it says."""
        if self._within:
            self._report.add(
                "Z247",
                place,
                f"In einer Fußnote steht die Fußnote „[^{label}]“.",
                "Schreiben Sie, was sie sagt, in Klammern.",
            )
            return None
        if label in self._called:
            self._report.add("Z251", place, f"Die Fußnote „[^{label}]“ ist mehrmals angegeben; sie steht jedes Mal da.")
        self._called.add(label)
        self._count += 1
        number, self._within = self._count, True
        blocks = read(self._defined[label])
        self._within = False
        if not blocks:
            self._report.add(
                "Z247", self._report.block(self._defined[label].token), f"Die Fußnote „[^{label}]“ ist leer."
            )
        return Note(number, blocks, place)

    def report_unused(self) -> None:
        """Report each note that the text does not call."""
        for label, node in self._defined.items():
            if label not in self._called:
                self._report.add(
                    "Z247",
                    self._report.block(node.token),
                    f"Die Fußnote „[^{label}]“ gehört zu keiner Stelle.",
                    f"Schreiben Sie „[^{label}]“ dorthin, wo sie gilt, oder löschen Sie sie.",
                )
