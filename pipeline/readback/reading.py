"""What a reader finds in a finished file: its lines, what it says of itself, and what does not belong there.

Every format gives the same ``FileReading``, of a book of several chapters as of one by itself, so that one comparison
serves all. What a format cannot say stays None or empty: a PDF has no joins, a table of lines no headings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.text.concordance import Join
from pipeline.text.events import ElementKind, Formatting, Transcript
from pipeline.text.model import Book

SPACES = " \t\n\r"
"""What may stand around a line without being part of it; a no-break space is part of it."""


PREFACE = "Inhalt vor dem Text"
"""The place of a ``Stated`` that is all before the first line of a file that has no lists of its own."""


class UnreadableError(Exception):
    """The file is damaged or of another kind; the text says in German what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A second place where the file names the line's number: the visible number, a link, a destination."""

    kind: str
    number: int | None
    """None where the place is missing or names no number."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as the file has it, its text without surrounding space."""

    number: int
    text: str
    join: Join | None = None
    """How it goes on into the next line; None where the format does not say."""
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that the file says of itself, and where."""

    where: str
    text: str
    exact: bool = True
    """False where the text was put together from several rows, so that white space says nothing."""


@dataclass(frozen=True, slots=True)
class Stray:
    """Text between the lines that belongs to none; ``after`` is the last line before it."""

    after: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault that only this format can have, with the code of its finding."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font of the file: its name without subset prefix, and whether its outlines are in the file."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class Small:
    """The smallest type of a page, counted from 1: its size in points, and what is set in it."""

    page: int
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Text of a page, counted from 1, that stands outside of its type area: by how many points at most, and on which side."""

    page: int
    side: str
    """In the words of a finding: ``rechts``, ``außerhalb des Papiers``."""
    over: float
    text: str


@dataclass(frozen=True, slots=True)
class Torn:
    """A line number of a page, counted from 1, whose digits stand in several rows, and what its line shows of it."""

    page: int
    number: int
    shown: str


@dataclass(frozen=True, slots=True)
class Unable:
    """What a format cannot say in its transcript: it is compared on neither side, and reported as not compared."""

    formatting: frozenset[Formatting] = frozenset()
    kinds: frozenset[ElementKind] = frozenset()
    in_kinds: frozenset[Formatting] = frozenset()
    """Formatting that cannot be seen in elements of these ``kinds``, because all of it looks so."""
    targets: bool = False
    calls: bool = False
    """Calls of notes are raised numbers among the words."""
    beside: bool = False
    """Text without lines is not in the transcript."""
    structure: bool = False
    """Of what stands around words it has only the labels of items."""
    nesting: bool = False
    """Of blocks inside items only items and their lists are in it."""


@dataclass(frozen=True, slots=True)
class ChapterReading:
    """One chapter of a finished file, as if it stood by itself: its names without the chapter's prefix."""

    lines: tuple[ReadLine, ...]
    """In reading order; a number that the file gives twice stands here twice."""
    line_true: bool
    """The file keeps the printed lines, with the hyphen that the rule inserted."""
    visible_only: bool = False
    """The file keeps what is seen: white space has no kind, and characters that compose stand composed."""
    titles: tuple[Stated, ...] = ()
    """How the chapter is called where it begins, as far as that is not what the file is called."""
    line_edition: tuple[ReadLine, ...] | None = None
    """The Zeilenfassung, where the format has to have one."""
    contents: tuple[Stated, ...] = ()
    """Where its sections alone are listed: all text of the place, white space as it comes."""
    stray: tuple[Stray, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rows: tuple[Stray, ...] | None = None
    """Text without official lines as printed rows: what the pages show between the first line and the last."""
    head: str | None = None
    """All that the pages show before the first line; where the format has pages."""
    tail: str | None = None
    """All that the pages show after the last line; where the format has pages."""
    calls: bool = False
    """The numbers that call notes stand in the words of lines."""
    transcript: Transcript | None = None
    """What the file says, event by event; None where nobody reads it so."""
    unable: Unable = Unable()
    """What its format cannot say in that."""


class PageTop(NamedTuple):
    """The line that goes on at the top of a page, and the one that the head of the page says goes on."""

    number: int | None = None
    said: int | None = None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What the pages of a file look like, whatever chapters stand on them."""

    first_lines: tuple[int | None, ...] = ()
    """The number of the first line of each page; None where no line begins."""
    typefaces: tuple[Typeface, ...] = ()
    smallest: tuple[Small, ...] = ()
    """The smallest type of each page that has type."""
    outside: tuple[Outside, ...] = ()
    """What stands outside of the type area."""
    torn: tuple[Torn, ...] = ()
    """The line numbers whose digits stand in several rows."""
    tops: tuple[PageTop, ...] = ()
    """Of each page."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """A finished file, read back: its chapters in their order, and what it says of the whole."""

    chapters: tuple[ChapterReading, ...]
    titles: tuple[Stated, ...] = ()
    languages: tuple[Stated, ...] = ()
    contents: tuple[Stated, ...] = ()
    """Where chapters and sections are listed: all text of the place, white space as it comes."""
    remarks: tuple[Remark, ...] = ()
    pages: SheetReading | None = None
    """None where the format has no pages."""
    model: Book | None = None
    """The whole model, where the file holds it."""
