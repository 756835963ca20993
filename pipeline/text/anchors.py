"""The ids of everything that can be cited or linked to: the same names in every edition (house contract).

A book with several chapters has several lines 17: there each id begins with a prefix, ``kapitel-inklusion-zeile-17``.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.text.chapter_sections import Section
from pipeline.text.model import Book


def prefix(book: Book, slug: str) -> str:
    """What the ids of the chapter with this slug begin with: nothing where it is by itself (house contract)."""
    return "" if book.alone else f"kapitel-{slug}-"


def chapter(prefix: str) -> str:
    """The id of the title of a chapter in a book, by what the ids in it begin with."""
    return f"{prefix}titel"


def line(number: int, prefix: str = "") -> str:
    """The id of an official line."""
    return f"{prefix}zeile-{number}"


def bookmark(number: int, prefix: str = "") -> str:
    """The name of an official line's bookmark in Word, whose names hold no hyphens."""
    return f"{prefix}zeile_{number}"


def line_mark(number: int, prefix: str = "") -> str:
    """The id of the mark that shows the number of a line."""
    return f"{prefix}nummer-{number}"


def edition_line(number: int, prefix: str = "") -> str:
    """The id of a line in the line edition."""
    return f"{prefix}fassung-{number}"


def each_number(of: Callable[[int, str], str], prefix: str = "") -> str:
    """The ids that one of these functions gives, with ``{0}`` for the number."""
    return f"{of(0, prefix).removesuffix('0')}{{0}}"


def section(section_: Section, prefix: str = "") -> str:
    """The id of a section: that of its first line, made a section's, so that it is stable and unique."""
    return f"{prefix}abschnitt-{section_.key}"


def edition_section(section_: Section, prefix: str = "") -> str:
    """The id of a section in the line edition."""
    return f"{prefix}fassung-abschnitt-{section_.key}"


def page(page: int) -> str:
    """The id of the mark where a page of the PDF begins; pages are counted through a book."""
    return f"seite-{page}"


def note(number: int, prefix: str = "") -> str:
    """The id of a note."""
    return f"{prefix}anmerkung-{number}"


def note_call(number: int, prefix: str = "") -> str:
    """The id of the place in the text that a note belongs to."""
    return f"{prefix}anmerkung-{number}-im-text"


def table_head(table: int, head: int, prefix: str = "") -> str:
    """The id of a cell that heads others, by its table and its place among such cells, both counted from 1."""
    return f"{prefix}tabelle-{table}-kopf-{head}"


def notes(prefix: str = "") -> str:
    """The id of the section that holds the notes."""
    return f"{prefix}anmerkungen"
