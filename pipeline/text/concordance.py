"""Line number → words, and the comparison of two such tables: the measure that every edition is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.text import walk
from pipeline.text.model import Inlines, LineStart, NumberedChapter, Text


class Join(StrEnum):
    """How a line goes on into the next one."""

    SPACE = "space"
    """A space stands between them."""
    NONE = "none"
    """Nothing stands between them: the text itself has a hyphen there."""
    HYPHEN = "hyphen"
    """The rule cut a word and printed a hyphen that is not part of the text."""
    BREAK = "break"
    """The text itself ends the line there."""
    END = "end"
    """It does not: the block ends here."""


@dataclass(frozen=True, slots=True)
class Line:
    """One official line: its number, its words without surrounding space, and how it joins the next."""

    number: int
    text: str
    join: Join

    @property
    def printed(self) -> str:
        """The words as the line-true editions print them, with the hyphen that the rule inserted."""
        return f"{self.text}-" if self.join is Join.HYPHEN else self.text


Concordance = tuple[Line, ...]


def concordance(numbered: NumberedChapter, *, calls: bool = False) -> Concordance:
    """The lines of the chapter in reading order; with ``calls`` the numbers that call notes stand in their words."""
    return tuple(
        line for block in walk.text_blocks(numbered.chapter.blocks) for line in lines_of(block.content, calls=calls)
    )


def lines_of(content: Inlines, *, calls: bool = False) -> Iterator[Line]:
    """The lines of one block. Text before the first line start belongs to none and is left out."""
    parts: list[tuple[LineStart, list[str]]] = []
    for leaf in walk.leaves(content):
        if type(leaf) is LineStart:
            parts.append((leaf, []))
        elif parts:
            parts[-1][1].append(leaf.text if type(leaf) is Text else walk.text(leaf, calls=calls))
    following: Iterable[LineStart | None] = [*(start for start, _ in parts[1:]), None]
    for (start, texts), after in zip(parts, following, strict=False):
        text = "".join(texts)
        yield Line(start.number, text.strip(" \n").replace("\n", " "), _join(text, after))


def _join(text: str, after: LineStart | None) -> Join:
    if after is None:
        return Join.END
    if after.broken_word:
        return Join.HYPHEN
    if text.endswith("\n"):
        return Join.BREAK
    return Join.SPACE if text.endswith(" ") else Join.NONE


def tsv(lines: Concordance) -> str:
    """Number TAB words, one line each, as ``S.lines.tsv`` has them."""
    return "".join(f"{line.number}\t{line.printed}\n" for line in lines)
