"""The issuing system's line rule: where lines break, how they join again, and the proof that numbers follow it.

The rule is written from its description (Antragsgrün: a text is cut into lines of so many characters, the lines of all
counted blocks are numbered through), from no one's code:

* Greedy; characters are grapheme clusters (UAX 29). A line may break only after a space (U+0020) or a hyphen (U+002D),
  which stays at the end of its line.
* A space that would be the first character beyond the width still belongs to the line.
* Where no break is possible, the word is cut at the width and a hyphen is printed that the text does not have.
* A forced break (``LineBreak``, in running text a line feed) ends the line at once and takes no width of its own; one
  that stands alone is a line. The line ends of preformatted text take one character and break nothing.
* After a forced break the place of the last space or hyphen before it is not forgotten: a word too long for its line is
  cut at that place, without a hyphen, where its line has no space or hyphen of its own.
* A rest of nothing but spaces makes no line.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import PurePath

import regex

from pipeline.diagnostics import Diagnostic, Place
from pipeline.text import milestones, walk
from pipeline.text.concordance import Join, Line, lines_of
from pipeline.text.model import (
    Blocks,
    Chapter,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    LineRule,
    LineStart,
    Note,
    NumberedChapter,
    Text,
)

HEADING_SHARES = (0.75, 0.6, 1.0)
"""Shares of the width that the issuing system gives to headings: h3 to h6, h1 and h2, and bold paragraphs."""

WIDTHS = range(40, 161)
"""The widths among which one is inferred; sites are known with 80, 92 and 95."""

_GRAPHEME = regex.compile(r"\X")
_PART = re.compile(r"[^\n]*\n|[^\n]+")

# A hyphen before one of these is a suspended one („Beratungs- und Hilfsangebote“): German sets a space after it
# (Amtliches Regelwerk, § 98), although the printed line ends in it either way.
_SUSPENDING = frozenset(
    "aber als am an auch auf aus bei beim bis bzw beziehungsweise das dem den der des die doch durch ein eine einem einen "
    "einer eines entweder für gegen im in ist jedoch mit nach nicht noch oder ohne seit sind sondern sowie sowohl statt "
    "um und unter von vom vor weder wie zu zum zur zwischen über".split()
)
_FIRST_WORD = re.compile(r"[(\[„\"'‚»«]*([^\W\d_]+|&)")


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line as the rule cuts it: its characters, and whether a hyphen was printed that the text does not have."""

    text: str
    hyphen: bool = False

    @property
    def printed(self) -> str:
        """What stands on the page, without surrounding space."""
        return self.text.strip(" \n") + "-" * self.hyphen


def length(text: str) -> int:
    """The characters of the text as the rule counts them: grapheme clusters."""
    return len(text) if text.isascii() else len(_GRAPHEME.findall(text))


def split(text: str, width: int) -> tuple[CutLine, ...]:
    """The lines of the text at this width, in order; their texts joined give the text back, unless all of it is blank."""
    pieces: list[CutLine] = []
    stale: int | None = None
    for part in _PART.findall(text):
        cut, stale = _split_part(part.removesuffix("\n"), width, stale)
        pieces += cut
        if part.endswith("\n"):
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + "\n")
    if len(pieces) > 1 and not pieces[-1].text.strip(" \n") and not pieces[-1].text.endswith("\n"):
        rest = pieces.pop()
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text + rest.text)
    return tuple(piece for piece in pieces if len(pieces) > 1 or piece.text.strip(" "))


def _split_part(text: str, width: int, stale: int | None) -> tuple[list[CutLine], int | None]:
    """The lines of a text without forced breaks, and the place in the last one where its last space or hyphen stands.

    ``stale`` is that place in the line before the text. There is at least one line, be it empty.
    """
    clusters: list[str] = list(text) if text.isascii() else _GRAPHEME.findall(text)
    pieces: list[CutLine] = []
    start = 0
    while (limit := start + width) < len(clusters):
        end, hyphen = _line_end(clusters, start, limit, stale)
        pieces.append(CutLine("".join(clusters[start:end]), hyphen))
        start, stale = end, None
    if start < len(clusters) or not pieces:
        pieces.append(CutLine("".join(clusters[start:])))
    last = _last_separator(clusters, start, len(clusters))
    return pieces, stale if last is None else last - start


def _line_end(clusters: list[str], start: int, limit: int, stale: int | None) -> tuple[int, bool]:
    """Where the line from ``start`` ends that has more characters than fit, and whether the rule prints a hyphen."""
    if clusters[limit] == " ":
        return limit + 1, False
    last = _last_separator(clusters, start, limit)
    if last is not None:
        return last + 1, False
    return (limit, True) if stale is None else (min(start + stale + 1, limit), False)


def _last_separator(clusters: list[str], start: int, end: int) -> int | None:
    return next((index for index in range(end - 1, start - 1, -1) if clusters[index] in {" ", "-"}), None)


def _measured(content: Inlines) -> str:
    """The running text in which only forced breaks are line feeds; the line ends of preformatted text are vertical tabs."""
    return "".join(
        "\v" if isinstance(leaf, LineBreak) and not leaf.forced else walk.text(leaf) for leaf in walk.leaves(content)
    )


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
        if not lines:
            continue
        places = {start.number: start.place for start in walk.line_starts(block.content)}
        total += len(lines)
        for line, expected in zip(lines, _expected(block, lines, rule), strict=True):
            if line.printed != expected:
                found.append(Disagreement(line.number, places[line.number], line.printed, expected))
    return Proof(total, tuple(found))


def _expected(block: walk.TextBlock, lines: tuple[Line, ...], rule: LineRule) -> list[str]:
    """What the rule prints on each of the block's lines; the last holds all that it would put on further lines."""
    pieces = [
        piece.printed.replace("\v", " ")
        for piece in split(_measured(block.content), width_of(block.node, rule, block.narrowing))
    ]
    if len(pieces) > len(lines):
        pieces[len(lines) - 1 :] = [" | ".join(pieces[len(lines) - 1 :])]
    return pieces + [""] * (len(lines) - len(pieces))


def width_of(node: walk.Said, rule: LineRule, narrowing: int) -> int:
    """The characters that a line of the node holds; ``narrowing`` counts what takes from the width."""
    if isinstance(node, Heading):
        return rule.width_of(depth=narrowing, heading=True, rank=node.rank)
    return rule.width_of(depth=narrowing)


def number(blocks: Blocks, rule: LineRule, first: int = 1) -> tuple[Blocks, int]:
    """The blocks with the lines that the rule makes of them, numbered from ``first``; and the number after the last one.

    Numbers that the blocks have are left out. Tables, pictures and notes get no lines.
    """
    following = first

    def content(node: walk.TextNode, narrowing: int) -> Inlines:
        nonlocal following
        lines, following = _number_inlines(node.content, width_of(node, rule, narrowing), following)
        return lines

    return walk.rewritten(blocks, content), following


def _number_inlines(content: Inlines, width: int, first: int) -> tuple[Inlines, int]:
    """The inlines with a line start before each line."""
    pieces = split(_measured(content), width)
    if not pieces:
        return content, first
    ends = list(accumulate(len(piece.text) for piece in pieces))
    starts = {
        begin: LineStart(first + at, at > 0 and pieces[at - 1].hyphen) for at, begin in enumerate([0, *ends[:-1]])
    }
    found, _ = _with_starts(content, starts, 0)
    return found, first + len(pieces)


def _with_starts(content: Inlines, starts: dict[int, LineStart], at: int) -> tuple[Inlines, int]:
    """The inlines with the line starts before the characters that they are given for; ``at`` counts the characters.

    Each is taken by the first text or break that has its character, and stands at the innermost level.
    """
    result: list[Inline] = []
    for inline in content:
        match inline:
            case LineStart():
                continue
            case Note():
                result.append(inline)
            case LineBreak(place=place):
                if start := starts.get(at):
                    result.append(replace(start, place=place))
                result.append(inline)
                at += 1
            case Text(text, place):
                cuts = [0, *(position for position in range(1, len(text)) if at + position in starts), len(text)]
                for begin, end in pairwise(cuts):
                    if start := starts.get(at + begin):
                        result.append(replace(start, place=_moved(place, begin)))
                    result.append(Text(text[begin:end], _moved(place, begin)))
                at += len(text)
            case _:
                inner, at = _with_starts(inline.content, starts, at)
                result.append(walk.spanning(inline, inner))
    return tuple(result), at


def _moved(place: Place | None, characters: int) -> Place | None:
    return replace(place, column=place.column + characters) if place and characters else place


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
    settled = walk.rewritten(chapter.blocks, lambda node, _: milestones.settled_starts(node.content))
    return NumberedChapter(replace(chapter, blocks=settled), slug, rule), warnings


def width_setting(file: str) -> str:
    """Where the width of the lines of the text in this file is set, for hints."""
    name = json.dumps(PurePath(file).name, ensure_ascii=False)
    return (
        f"width in publication.toml: unter [lines] für alle Texte, unter [[chapter]] mit source = {name} nur für diesen"
    )


def _by_rule(expected: str) -> str:
    return f"die Regel ergibt „{expected}“" if expected else "nach der Regel gäbe es sie nicht"
