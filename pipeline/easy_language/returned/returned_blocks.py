"""What a Word document is made of, as far as it matters here: paragraphs, tables, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from pipeline.easy_language.returned.returned_faces import PLAIN, RunFace


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """Text of one look."""

    text: str
    face: RunFace = PLAIN
    address: str = ""
    """Where it leads."""


@dataclass(frozen=True, slots=True)
class ReturnedPicture:
    """A picture in the document: the part that holds it, what its file was called, what it shows in words."""

    part: str
    """Empty where it is outside of the document, or nowhere."""
    name: str = ""
    alternative: str = ""


@dataclass(slots=True)
class ReturnedParagraph:
    """A paragraph: its text, lines divided by newlines, and what hangs on it."""

    pieces: list[ReturnedText] = field(default_factory=list)
    """Without what nobody sees and what is struck out."""
    marker: str = ""
    """``• `` or ``3. `` where Word made it an item of a list."""
    changes: int = 0
    """Tracked insertions and deletions in it."""
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The comments, foot- and endnotes that it refers to, by their keys."""
    hidden: str = ""
    """Text that is formatted so that nobody sees it."""
    struck: str = ""
    """Text that is struck out."""
    oddities: list[tuple[str, str]] = field(default_factory=list)
    """What is no text and is not kept, and an example of it: a symbol, a drawing, a link that leads nowhere."""
    pictures: list[ReturnedPicture] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    joins: bool = False
    """Its end is deleted: accepted, it goes on into the next one."""
    boxes: list[Block] = field(default_factory=list)
    name: str = ""
    """What Word calls it (w14:paraId)."""
    style: str = ""
    number: str = ""
    level: str = "0"
    """What the paragraph says of its list (17.9.18, 17.9.3)."""

    @property
    def text(self) -> str:
        """What somebody sees."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class ReturnedCell:
    """A cell: the grid column where it begins, and whether it only continues the cell above (17.4.84)."""

    column: int
    span: int = 1
    continued: bool = False
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Anchor:
    """Something that names a row: ``bookmark``, ``tag`` or ``alias``, its value, and the cell that it stands in or at."""

    kind: str
    value: str
    cell: int | None


@dataclass(slots=True)
class ReturnedTableRow:
    """A row of a table."""

    cells: list[ReturnedCell] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    changes: int = 0
    skipped: int = 0


@dataclass(slots=True)
class ReturnedTable:
    """A table."""

    rows: list[ReturnedTableRow] = field(default_factory=list)
    waiting: list[Anchor] = field(default_factory=list)
    """Anchors between rows; they belong to the row that follows."""


Block: TypeAlias = ReturnedParagraph | ReturnedTable


@dataclass(slots=True)
class ReturnedStory:
    """A stretch of text of its own: the document, a comment, a note."""

    key: str = ""
    author: str = ""
    done: bool = False
    """A comment that somebody has closed."""
    reply: bool = False
    """A comment that answers another one."""
    blocks: list[Block] = field(default_factory=list)
