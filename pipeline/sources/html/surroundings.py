"""What lists and tables of HTML need of the reader that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from pipeline.diagnostics import Place
from pipeline.sources.html.html_report import HtmlReport
from pipeline.sources.html.inline_elements import Piece
from pipeline.text.model import Blocks, Inlines


class Surroundings(Protocol):
    """Reads what stands inside of an element, with the notes, pictures and reports of the whole page."""

    reported: HtmlReport

    def report(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note something to report."""

    def content(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines of a block, white space as it counts."""

    def inlines(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines that the pieces make, white space as it came."""

    def blocks(self, pieces: Sequence[Piece], *, root: bool = True) -> Blocks:
        """The blocks that the pieces make."""
