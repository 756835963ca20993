"""The issuing system's line rule: where lines break, how they join again, and the proof that numbers follow it.

The rule is written from its description (Antragsgrün: a text is cut into lines of so many characters, the lines of all
counted blocks are numbered through), from no one's code:

* Greedy; characters are grapheme clusters (UAX 29). A line may break only after a space (U+0020) or a hyphen (U+002D),
  which stays at the end of its line.
* A space that would be the first character beyond the width still belongs to the line.
* Where no break is possible, the word is cut at the width and a hyphen is printed that the text does not have.
* A line feed in the text is a forced break; a rest of nothing but spaces makes no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import regex

from pipeline import walk
from pipeline.concordance import Join, Line, lines_of
from pipeline.errors import Diagnostic, Place
from pipeline.model import Chapter, Heading, LineRule, NumberedChapter

HEADING_SHARES = (0.75, 0.6, 1.0)
"""Shares of the width that the issuing system gives to headings: h3 to h6, h1 and h2, and bold paragraphs."""

WIDTHS = range(40, 161)
"""The widths among which one is inferred; sites are known with 80, 92 and 95."""

_GRAPHEME = regex.compile(r"\X")

# A hyphen before one of these is a suspended one („Beratungs- und Hilfsangebote“): German sets a space after it
# (Amtliches Regelwerk, § 98), although the printed line ends in it either way.
_SUSPENDING = frozenset(
    "aber als am an auch auf aus bei beim bis bzw beziehungsweise das dem den der des die doch durch ein eine einem einen "
    "einer eines entweder für gegen im in ist jedoch mit nach nicht noch oder ohne seit sind sondern sowie sowohl statt "
    "um und unter von vom vor weder wie zu zum zur zwischen über".split()
)
_FIRST_WORD = re.compile(r"[(\[„\"'‚»«]*([^\W\d_]+|&)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as the rule cuts it: its characters, and whether a hyphen was printed that the text does not have."""

    text: str
    hyphen: bool = False

    @property
    def printed(self) -> str:
        """What stands on the page, without surrounding space."""
        return f"{self.text}-" if self.hyphen else self.text.strip(" ")


def length(text: str) -> int:
    """The characters of the text as the rule counts them: grapheme clusters."""
    return len(text) if text.isascii() else len(_GRAPHEME.findall(text))


def split(text: str, width: int) -> tuple[Piece, ...]:
    """The lines of the text at this width, in order; their texts joined give the text back, but for forced breaks."""
    return tuple(piece for part in text.split("\n") for piece in _split_part(part, width))


def _split_part(text: str, width: int) -> Iterator[Piece]:
    clusters: list[str] = list(text) if text.isascii() else _GRAPHEME.findall(text)
    start = 0
    while start < len(clusters):
        end, hyphen = _line_end(clusters, start, width)
        line = "".join(clusters[start:end])
        if line.strip(" ") or end < len(clusters):
            yield Piece(line, hyphen)
        start = end


def _line_end(clusters: list[str], start: int, width: int) -> tuple[int, bool]:
    """Where the line that begins at ``start`` ends, and whether it ends inside a word."""
    limit = start + width
    if limit >= len(clusters):
        return len(clusters), False
    if clusters[limit] == " ":
        return limit + 1, False
    for index in range(limit - 1, start - 1, -1):
        if clusters[index] in {" ", "-"}:
            return index + 1, False
    return limit, True


def joined(line: str, following: str, width: int) -> tuple[str, Join]:
    """The earlier of two printed lines of one block as running text, and how it goes on into the later one.

    A hyphen at the end is the rule's own when it stands one beyond the width, and only where the whole line is one
    word: before it cuts a word, the rule breaks at any space or hyphen before it. A suspended hyphen or a dash keeps its
    space; any other hyphen joins its word.
    """
    if not line.endswith("-"):
        return line, Join.SPACE
    word = line[:-1]
    if length(line) > width and " " not in word and "-" not in word:
        return word, Join.HYPHEN
    first = _FIRST_WORD.match(following)
    if line.endswith(" -") or line == "-" or (first and first[1].lower() in _SUSPENDING | {"&"}):
        return line, Join.SPACE
    return line, Join.NONE


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A line that the rule would cut in another way."""

    number: int
    place: Place | None
    printed: str
    expected: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the numbers that arrived follow the rule."""

    total: int
    disagreements: tuple[Disagreement, ...]

    @property
    def agreeing(self) -> int:
        """The lines whose number and words the rule gives as well."""
        return self.total - len(self.disagreements)


def proof(chapter: Chapter, rule: LineRule) -> Proof:
    """Every block cut anew by the rule, and held against its lines as they arrived."""
    total, found = 0, []
    for block in walk.text_blocks(chapter.blocks):
        lines = tuple(lines_of(block.content))
        places = {start.number: start.place for start in walk.line_starts(block.content)}
        total += len(lines)
        for line, expected in zip(lines, _expected(block, lines, rule), strict=True):
            if line.printed != expected:
                found.append(Disagreement(line.number, places[line.number], line.printed, expected))
    return Proof(total, tuple(found))


def _expected(block: walk.TextBlock, lines: tuple[Line, ...], rule: LineRule) -> list[str]:
    """What the rule prints on each of the block's lines; the last holds all that it would put on further lines."""
    width = rule.width_of(depth=block.depth, heading=isinstance(block.node, Heading))
    pieces = [piece.printed for piece in split(walk.plain(block.content), width)]
    if len(pieces) > len(lines):
        pieces[len(lines) - 1 :] = [" | ".join(pieces[len(lines) - 1 :])]
    return pieces + [""] * (len(lines) - len(pieces))


def numbered(chapter: Chapter, slug: str, rule: LineRule) -> tuple[NumberedChapter, tuple[Diagnostic, ...]]:
    """The chapter as editions take it, and a warning (Z209) for each line that the rule would cut in another way.

    After this, numbers are consecutive and each stands once: a reader that lets anything else pass is a fault of ours,
    and raises ValueError.
    """
    numbers = [start.number for block in walk.text_blocks(chapter.blocks) for start in walk.line_starts(block.content)]
    if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ValueError(f"lines are not consecutive: {numbers}")
    warnings = tuple(
        Diagnostic(
            "Z209",
            each.place or Place(chapter.source.name),
            f"Zeile {each.number} lautet „{each.printed}“, {_by_rule(each.expected)} (Breite {rule.width}).",
            f"Die amtliche Zeile gilt. Eine andere Breite nennen Sie als {width_setting(chapter.source.name)}.",
        )
        for each in proof(chapter, rule).disagreements
    )
    return NumberedChapter(chapter, slug, rule), warnings


def width_setting(file: str) -> str:
    """Where the width of the lines of the text in this file is set, for hints."""
    name = PurePath(file).name
    return f"width in publication.toml: unter [lines] für alle Texte, unter [[chapter]] mit source = „{name}“ nur für diesen"


def _by_rule(expected: str) -> str:
    return f"die Regel ergibt „{expected}“" if expected else "nach der Regel gäbe es sie nicht"
