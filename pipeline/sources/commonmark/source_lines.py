"""What a text in CommonMark is held against while it is read: its lines, for places, and what there is to report."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from markdown_it.token import Token

from pipeline.diagnostics import Diagnostic, Place
from pipeline.diagnostics.codes import Severity
from pipeline.sources.decoding import character_name, is_unwanted


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the characters of a block stand: by line of its content, the character and the column that it begins with."""

    file: str
    begins: tuple[int, ...]
    columns: tuple[int, ...]
    """0 where it is not known."""
    first: int

    def at(self, character: int = 0) -> Place:
        """The place of a character."""
        line = bisect_right(self.begins, character) - 1
        column = self.columns[line]
        return Place(self.file, self.first + line, column + character - self.begins[line] if column else 0)


class SourceReport:
    """The diagnostics of one text, each with its place."""

    def __init__(self, text: str, file: str) -> None:
        """Keep the lines of the file."""
        self.file = file
        self._lines = text.split("\n")
        self._found: list[Diagnostic] = []

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Keep one diagnostic."""
        self._found.append(Diagnostic(code, place, message, hint))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was reported, in the order of reporting."""
        return tuple(self._found)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Those that leave nothing to build from."""
        return tuple(each for each in self._found if each.severity is Severity.ERROR)

    def line(self, number: int) -> str:
        """A line of the file, counted from 1; empty beyond its end."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def block(self, token: Token) -> Place:
        """Where the block begins: the first character of its first line that is no space."""
        if not token.map:
            return Place(self.file)
        line = self.line(token.map[0] + 1)
        return Place(self.file, token.map[0] + 1, len(line) - len(line.lstrip()) + 1)

    def inside(self, token: Token) -> Placing:
        """Where the characters of a token ``inline`` stand in the file."""
        if not token.map:
            return Placing(self.file, (0,), (0,), 0)
        lines = token.content.split("\n")
        begins = tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
        # markdown-it-py 4.3 puts spaces for tabs into content; such a line is found by no search, and has no column.
        columns = tuple(
            self.line(number).find(line.rstrip()) + 1 for number, line in enumerate(lines, token.map[0] + 1)
        )
        return Placing(self.file, begins, columns, token.map[0] + 1)

    def require_visible(self, text: str, place: Place) -> None:
        """Report each character that may not be in a text, though an entity such as ``&#8238;`` has put it there."""
        for char in dict.fromkeys(text):
            if char != "\t" and is_unwanted(char):
                self.add(
                    "Z104", place, f"Unerlaubtes Zeichen {character_name(char)}.", "Es ist unsichtbar oder ein Schaden."
                )
