"""The text as it was resolved: a closed algebra of frozen nodes, with official lines as milestones.

Why milestones: an official line runs through emphasis and links and knows nothing of them. ``LineStart`` therefore
stands among the inlines where its line begins (TEI P5 ``lb``), and nothing has to be split for its sake. A line ends
where the next one starts, or where its block ends.

    Paragraph
    ├── LineStart(36) "den kommunalen Masterplan zügig "
    └── LineStart(37) "umsetzen."

The running text of a block is what remains without the milestones. Where two lines join with a space, that space is
the last character of the earlier line.

Not all that stands in a text has official lines: tables, pictures, notes, the label over a section and a statement of
reasons have none. Such blocks have no ``LineStart`` and are otherwise like all others. Within a block either every
character belongs to a line, or none does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil
from typing import TypeAlias

from pipeline.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Text:
    """Characters exactly as resolved."""

    text: str
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Text that is stressed."""

    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Strong:
    """Text that is important."""

    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LineStart:
    """Here an official line begins."""

    number: int
    broken_word: bool = False
    """The line begins inside a word: the rule cut it and printed a hyphen that is not part of the text."""
    place: Place | None = field(default=None, compare=False, repr=False)


class Mark(StrEnum):
    """Formatting that the text was resolved with, and whose sense only its readers know."""

    UNDERLINE = "underline"
    STRIKE = "strike"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@dataclass(frozen=True, slots=True)
class Marked:
    """Text that is underlined, struck out, raised or lowered."""

    mark: Mark
    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to an address: ``https``, ``http``, ``mailto`` or ``tel``."""

    target: str
    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """Text that names official lines: ``first`` to ``last``, of this chapter, or of the one with this slug."""

    first: int
    last: int
    chapter: str
    """Slug of the chapter; empty for this one."""
    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """Here the text itself ends a line; in running text it is a line feed."""

    place: Place | None = field(default=None, compare=False, repr=False)
    forced: bool = True
    """Whether an official line ends here too; at the line ends of preformatted text none does."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, at the point that it belongs to. It has no official lines."""

    number: int
    """Counted through the chapter from 1, in the order of the text."""
    blocks: Blocks
    place: Place | None = field(default=None, compare=False, repr=False)


Inline: TypeAlias = Text | Emphasis | Strong | Marked | Link | Reference | LineBreak | Note | LineStart
Inlines: TypeAlias = tuple[Inline, ...]
Span: TypeAlias = Emphasis | Strong | Marked | Link | Reference
"""The inlines that stand around others."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; level 1 is the first below the title."""

    level: int
    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)
    rank: int = 0
    """The level that the source gave it, h1 to h6, where its lines are cut by that; 0 where the source does not say."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its own text, and the blocks that follow inside it (further paragraphs, nested lists)."""

    content: Inlines
    blocks: Blocks = ()
    place: Place | None = field(default=None, compare=False, repr=False)
    label: str = ""
    """What stands before it where the list does not count on to it, such as ``7b``; only in ordered lists.

    In a list of ``Counting.TYPED`` it is all that stands there, such as ``aa)`` or ``§ 1``.
    """


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order says nothing."""

    items: tuple[ListItem, ...]
    place: Place | None = field(default=None, compare=False, repr=False)


class Counting(StrEnum):
    """How a list counts: the forms that the issuing system has, and none where its labels are kept as people typed them."""

    DECIMAL = "decimal"
    """1. 2. 3."""
    PARENTHESES = "parentheses"
    """(1) (2) (3)"""
    LOWER_ALPHA = "lower-alpha"
    """a) b) c)"""
    UPPER_ALPHA = "upper-alpha"
    """A. B. C."""
    TYPED = "typed"
    """Nothing is counted: each item says its whole label, such as 1.1, aa), IV., § 1."""


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A list that counts, from ``start``."""

    items: tuple[ListItem, ...]
    start: int = 1
    place: Place | None = field(default=None, compare=False, repr=False)
    style: Counting = Counting.DECIMAL


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A quotation of whole blocks."""

    blocks: Blocks
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose spaces and line ends count."""

    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


class Alignment(StrEnum):
    """Where the words of a table's column stand."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with the columns and rows that it spans from where it begins."""

    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)
    columns: int = 1
    rows: int = 1
    heading: bool = False
    """Whether it heads its rows; only in the body, for every cell of the header heads the columns below it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written above a table or below a picture."""

    content: Inlines
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table on the grid that ``even_tables.settled`` has made even. It has no official lines.

    A row holds the cells that begin in it, in the order of their columns; no cell goes from the header into the body.
    """

    header: tuple[tuple[Cell, ...], ...]
    """The rows that head the columns; none where the source has none, and its cells are data."""
    rows: tuple[tuple[Cell, ...], ...]
    alignments: tuple[Alignment, ...]
    """One for each column of the grid."""
    caption: Caption | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside the text. It has no official lines."""

    file: str
    """Its path from the source's folder, with ``/``."""
    alternative: str
    """What it shows, for those who do not see it; never empty."""
    sha256: str
    width: int
    height: int
    """In pixels."""
    caption: Caption | None = None
    place: Place | None = field(default=None, compare=False, repr=False)
    data: bytes = field(default=b"", compare=False, repr=False)
    """The file's bytes, PNG or JPEG; empty where the chapter was read back from its model."""


Block: TypeAlias = Heading | Paragraph | BulletList | OrderedList | BlockQuote | Preformatted | Table | Picture
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who resolved the text, and when, as the text itself says it."""

    body: str = ""
    """The initiators in the words of the source, for instance ``Jahreshauptversammlung``."""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a chapter was read from: its name without folders, and the SHA-256 of its bytes."""

    name: str
    sha256: str
    data: bytes = field(default=b"", compare=False, repr=False)
    """The bytes themselves, as they arrived; empty where the chapter was read back from its model."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A text with its title, as a reader of a source gives it."""

    title: str
    blocks: Blocks
    source: SourceFile
    kind: str = ""
    """What the issuing system calls such a document, for instance ``Kapitel``."""
    section: str = ""
    """The label over the numbered part, for instance ``Text``. It is not a heading of the text."""
    resolution: Resolution = Resolution()
    details: tuple[tuple[str, str], ...] = ()
    """Further rows of the source's head, label and value."""
    language: str = ""
    """Its language where the source says so (BCP 47, such as ``en``); empty for that of the publication."""


OPENSLIDES = "openslides"
_OPENSLIDES_SHARES = {1: 0.66, 2: 0.75, 3: 0.85}


@dataclass(frozen=True, slots=True)
class LineRule:
    """The issuing system's line rule: how many characters a line holds, by the kind of its block.

    The widths follow the description of Antragsgrün's numbering: ``width`` for paragraphs, 6 narrower for each level
    of list, quotation and preformatted text, and a share of that for headings: 0.6 for h1 and h2, 0.75 for those below.
    """

    width: int = 80
    heading_share: float = 0.75
    """The share of headings whose rank in the source is not known; 1 where they are set as bold paragraphs."""
    system: str = ""
    """Whose rule it is: empty for Antragsgrün, or ``openslides``: 5 narrower for each list, and other shares for headings."""

    def width_of(self, *, depth: int = 0, heading: bool = False, rank: int = 0) -> int:
        """The characters that fit a line, in grapheme clusters.

        ``depth`` counts what makes the text narrower around it, ``rank`` is that of the heading.
        """
        if self.system == OPENSLIDES:
            width = max(1, self.width - 5 * depth)
            return ceil(width * _OPENSLIDES_SHARES.get(rank, 1.0)) if heading else width
        width = max(1, self.width - 6 * depth)
        return max(1, int(width * self._share(rank))) if heading else width

    def _share(self, rank: int) -> float:
        if not rank:
            return self.heading_share
        return 0.6 if rank <= 2 else 0.75  # noqa: PLR2004 - h1 and h2, and all below


@dataclass(frozen=True, slots=True)
class NumberedChapter:
    """A chapter whose every official line has its number, each once, without a gap. Editions accept nothing else.

    Line starts stand beside their text: none ends a span, none stands before one that later lines divide.
    Only ``numbering.numbered`` makes one, and ``interchange_reading.loads`` reads one back.
    """

    chapter: Chapter
    slug: str
    rule: LineRule


@dataclass(frozen=True, slots=True)
class Book:
    """Chapters that appear together, in their order. A chapter that appears by itself is a book of one."""

    title: str
    slug: str
    chapters: tuple[NumberedChapter, ...]
    kind: str = ""
    """What the issuing system calls it, for instance ``Kommunalwahlprogramm``."""

    @property
    def alone(self) -> bool:
        """Whether it is one chapter by itself."""
        return len(self.chapters) == 1

    @property
    def resolution(self) -> Resolution:
        """That of the chapters, if all have the same; else an empty one."""
        found = {each.chapter.resolution for each in self.chapters}
        return found.pop() if len(found) == 1 else Resolution()


def book_of(numbered: NumberedChapter) -> Book:
    """The chapter by itself."""
    return Book(numbered.chapter.title, numbered.slug, (numbered,), numbered.chapter.kind)
