"""What an edition adds around the text: links to its line edition, marks of pages, where pictures and chapters lie.

It never adds a character to a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from pipeline.text import wording
from pipeline.text.wording import Wording


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What an edition adds around the text; nothing, unless it says so."""

    prefix: str = ""
    """What ids begin with where a book holds several chapters, such as ``kapitel-inklusion-`` (house contract)."""
    level: int = 1
    """The level of the heading over the chapter, as HTML counts: that of a document by itself is h1."""
    line_edition: str | None = None
    """The document that holds the line edition (empty: the same one), where there is one to link to."""
    pages: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Pages of the PDF that begin with a line, by the number of that line."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Where the edition keeps a picture, by its SHA-256; the others are carried in the page itself (data URL)."""
    landmarks: bool = True
    """Whether the notes are a landmark; in a page of several chapters there would be too many to find one's way by."""
    linked: bool = True
    """Whether links lead anywhere; on paper they do not."""
    whole_lines: bool = False
    """Whether each fragment says whose line it is, so that all of a line can be marked."""
    spaced: bool = False
    """Whether a space stands before a break that the text itself makes: a page has no other mark between the words."""
    bound: bool = False
    """Whether what belongs together (``z. B.``) stays in one row: where an edition ends rows by itself."""
    unstyled: bool = False
    """Whether labels of lists are text and every break has a space: whole without a style sheet."""
    typed: bool = False
    """Whether notes and their calls say by ``epub:type`` what they are, and calls are text, as programs for books ask."""
    chapters: Mapping[str, str] = field(default_factory=dict)
    """What ids of lines in other chapters begin with, by slug: ``andere.xhtml#kapitel-inklusion-``."""
    tables: Iterator[int] = field(default_factory=count, compare=False)
    """The numbers of the tables that come; ``body`` begins anew."""
    say: Wording = wording.IN_GERMAN
    """What is said around the text."""


BARE = Apparatus()
