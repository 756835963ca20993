"""What a returned document says, before anybody asks whether it fits the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.easy_language.returned.returned_blocks import ReturnedPicture
from pipeline.easy_language.translation import Comment, Word

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a translation table: who it says it is, and what stands in its columns."""

    place: str
    """For readers: ``Tabelle 2, Zeile 5``."""
    claims: tuple[tuple[str, str], ...] = ()
    """Which segment it is, by each anchor: ``number`` (the visible one), ``bookmark``, ``tag``, ``alias``."""
    part: bool = False
    """Its number says that it is a part of a row: ``S0007a``."""
    below: bool = False
    """The cell of its number is merged with the one above."""
    also: Lines = ()
    """Further numbers in its first cell: somebody merged the cells of several rows."""
    original: str = ""
    """White space as one space."""
    text: Lines = ()
    picture: Lines = ()
    state: Lines = ()
    """The cell with status and notes, line by line."""
    extra: tuple[tuple[str, Lines], ...] = ()
    """What stands in columns that are not ours, by their heads."""
    comments: tuple[Comment, ...] = ()
    changes: int = 0
    """Tracked changes that nobody has decided."""
    hidden: str = ""
    """Text that is formatted so that nobody sees it."""
    struck: Lines = ()
    """Text that is struck out."""
    unkept: tuple[tuple[str, str], ...] = ()
    """What of the looks of its Leichte Sprache is not kept, and an example of each."""
    glued: int = 0
    """How often the words of an empty field stood among others."""
    pictures: tuple[ReturnedPicture, ...] = ()
    """Pictures that somebody inserted."""
    strayed: Lines = ()
    """Lines of that cell that have the style of the Leichte Sprache: somebody wrote them into the wrong column."""
    wide: bool = False
    """Its target cell is merged with the one for the picture."""
    continued: bool = False
    """Its target cell is merged with the one above."""

    @property
    def written(self) -> Lines:
        """Everything that somebody may have written in it, line by line."""
        extra = tuple(line for _, lines in self.extra for line in lines)
        return (*self.text, *self.picture, *self.state, *extra)


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """A returned document: its rows in their order, its other tables, and what stands outside them."""

    file: str
    rows: tuple[ReturnedRow, ...]
    words: tuple[Word, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    """Label and value of the tables with two columns: the check protocol, the header sheet."""
    outside: tuple[tuple[str, bool], ...] = ()
    """Paragraphs that stand in no table of ours, and whether a line's bookmark says that they are the original."""
    comments: tuple[Comment, ...] = ()
    """Comments that hang on no row."""
    changes: int = 0
    """Tracked changes outside the rows."""
    unrolled: int = 0
    """Rows that stand there as text: somebody turned the tables into it."""
    pictures: int = 0
    """Pictures outside the rows."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Custom properties of the document."""
