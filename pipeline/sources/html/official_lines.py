"""Line numbers that arrive in HTML: whether they are sound, and how their lines go on into each other.

The issuing system prints each line as it cuts it, and before each but the first of a block ``<br>``. That break says
nothing of itself. What it leaves open, whether the text goes on with a space, inside a word or after a forced break, is
read from the ends of the lines and from the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.html.running_text import rebuilt
from pipeline.sources.numbered.widths import KNOWN
from pipeline.text import numbering, walk
from pipeline.text.concordance import Join
from pipeline.text.model import (
    Blocks,
    Caption,
    Cell,
    Chapter,
    Inlines,
    LineBreak,
    LineRule,
    LineStart,
    SourceFile,
    Text,
)
from pipeline.text.numbering import WIDTHS
from pipeline.text.walk import Leaf, TextNode

SAMPLE = 400
"""So many text blocks are looked at to find the width."""


@dataclass(frozen=True, slots=True)
class Official:
    """The blocks with their official lines joined, the rule that they follow, and the lines that end by a forced break."""

    blocks: Blocks
    rule: LineRule
    forced: tuple[LineStart, ...]
    """The lines that begin after a break which only the ends of the lines show."""


def official(blocks: Blocks, width: int | None, file: str, system: str = "") -> Official:
    """The blocks with official lines as they are in the model; ``width`` is that of the issuing ``system`` where it is known.

    Raises InputRefusal with every fault found (Z203 to Z207) where numbers and text contradict each other.
    """
    if faults := [*_faults(blocks, file)]:
        raise InputRefusal(*faults)
    spaced = any(_spaced(block.content) for block in walk.text_blocks(blocks))
    rule = LineRule(width or _width(blocks, system, spaced=spaced), system=system)
    joined, forced = _joined(blocks, rule, spaced=spaced)
    return Official(joined, rule, forced)


def _faults(blocks: Blocks, file: str) -> Iterator[Diagnostic]:
    yield from _numbers_in_tables(blocks)
    before: LineStart | None = None
    places: dict[int, LineStart] = {}
    for block in walk.text_blocks(blocks):
        if isinstance(block.node, Cell | Caption) or not block.content:
            continue
        place = block.node.place or Place(file)
        yield from _unnumbered(block.content, place)
        for start in walk.line_starts(block.content):
            at = start.place or place
            if start.number in places:
                other = places[start.number].place or place
                message = f"Zeile {start.number} steht doppelt; das andere Mal bei {other.line}:{other.column}."
                yield Diagnostic("Z206", at, message, "Vergleichen Sie mit der Vorlage.")
            elif before and start.number < before.number:
                yield Diagnostic("Z207", at, f"Zeile {start.number} steht hinter Zeile {before.number}.")
            elif before and start.number != before.number + 1:
                gap = f"{before.number + 1}" + (f" bis {start.number - 1}" if start.number > before.number + 2 else "")
                yield Diagnostic("Z205", at, f"Vor Zeile {start.number} fehlt Zeile {gap}.")
            places.setdefault(start.number, start)
            before = max(before or start, start, key=lambda each: each.number)


def _numbers_in_tables(blocks: Blocks) -> Iterator[Diagnostic]:
    for block in walk.text_blocks(blocks):
        if isinstance(block.node, Cell | Caption):
            for start in walk.line_starts(block.content):
                place = start.place or Place("")
                yield Diagnostic("Z207", place, f"Zeile {start.number} steht in einer Tabelle; die hat keine Zeilen.")


def _unnumbered(content: Inlines, place: Place) -> Iterator[Diagnostic]:
    """A fault where text stands before the first number of its block, or a number without text behind it."""
    last: LineStart | None = None
    said = ""
    for leaf in walk.leaves(content):
        if isinstance(leaf, LineStart):
            last, said = leaf, ""
        elif last is None and walk.text(leaf).strip():
            at = getattr(leaf, "place", None) or place
            words = walk.text(leaf).strip()[:40]
            yield Diagnostic("Z203", at, f"„{words}“ steht vor der ersten Nummer seines Absatzes.")
            return
        else:
            said += walk.text(leaf)
    if last and not said:
        yield Diagnostic("Z204", last.place or place, f"Zeile {last.number} hat keinen Text.")


def _spaced(content: Inlines) -> bool:
    """Whether a line that goes on ends with a space: then all of them stand as the rule cut them."""
    before = ""
    for leaf in walk.leaves(content):
        if isinstance(leaf, LineStart):
            if before.endswith(" "):
                return True
        else:
            before = walk.text(leaf) or before
    return False


def _joined(blocks: Blocks, rule: LineRule, *, spaced: bool) -> tuple[Blocks, tuple[LineStart, ...]]:
    forced: list[LineStart] = []

    def content(node: TextNode, narrowing: int) -> Inlines:
        width = numbering.width_of(node, rule, narrowing)
        leaves, ended = _lines(list(walk.leaves(node.content)), width, spaced=spaced)
        forced.extend(ended)
        return rebuilt(node.content, iter(leaves))

    return walk.rewritten(blocks, content), tuple(forced)


def _lines(leaves: Sequence[Leaf], width: int, *, spaced: bool) -> tuple[list[Inlines], list[LineStart]]:
    """What each leaf becomes, and the line starts before which the text itself breaks the line."""
    result: list[Inlines] = [(leaf,) for leaf in leaves]
    starts = [index for index, leaf in enumerate(leaves) if isinstance(leaf, LineStart)]
    forced: list[LineStart] = []
    for begin, at, end in zip(starts, starts[1:], [*starts[2:], len(leaves)], strict=False):
        line = "".join(map(walk.text, leaves[begin + 1 : at]))
        following = "".join(map(walk.text, leaves[at + 1 : end])).partition("\n")[0]
        start = leaves[at]
        if line.endswith("\n") or not isinstance(start, LineStart):
            continue
        match _join(line, following, width, spaced=spaced):
            case Join.HYPHEN:
                _cut_hyphen(result, at)
                result[at] = (replace(start, broken_word=True),)
            case Join.BREAK:
                forced.append(start)
                result[at] = (LineBreak(start.place), start)
            case Join.SPACE if not line.endswith(" "):
                result[at] = (Text(" ", start.place), start)
            case _:
                pass
    return result, forced


def _join(line: str, following: str, width: int, *, spaced: bool) -> Join:
    """How the line goes on into the following one."""
    words = line.rstrip(" ")
    if not words:
        return Join.BREAK
    if line.endswith(" "):
        return Join.SPACE
    join = numbering.joined(words, following, width)[1]
    if join is Join.HYPHEN or not spaced:
        return join
    return Join.NONE if words.endswith("-") else Join.BREAK


def _cut_hyphen(result: list[Inlines], at: int) -> None:
    """Take the hyphen that the rule printed from the text before."""
    for index in range(at - 1, -1, -1):
        match result[index]:
            case (Text(text, place),) if text:
                result[index] = (Text(text[:-1], place),) if text[:-1] else ()
                return
            case _:
                continue


def _width(blocks: Blocks, system: str, *, spaced: bool) -> int:
    """The width with which the rule agrees best; of those that do alike, one that sites are known with."""
    sample = blocks if len(blocks) <= SAMPLE else blocks[:SAMPLE]
    best, fewest = KNOWN[0], None
    for width in (*KNOWN, *sorted(WIDTHS, key=lambda each: abs(each - KNOWN[0]))):
        cost = _disagreeing(sample, LineRule(width, system=system), spaced=spaced)
        if fewest is None or cost < fewest:
            best, fewest = width, cost
        if not cost:
            break
    return best


def _disagreeing(blocks: Blocks, rule: LineRule, *, spaced: bool) -> int:
    """The lines that the rule would cut in another way, or that only a forced break explains."""
    joined, forced = _joined(blocks, rule, spaced=spaced)
    return len(numbering.proof(Chapter("", joined, SourceFile("", "")), rule).disagreements) + len(forced)
