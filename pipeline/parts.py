"""The chapters of a book as its shells show them: title, sections, lines, and the names of their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline import anchors, walk
from pipeline.model import Book, NumberedChapter, Picture


@dataclass(frozen=True)
class Part:
    """A chapter in a book, and what its ids begin with: nothing where it is by itself."""

    numbered: NumberedChapter
    prefix: str = ""

    @property
    def title(self) -> str:
        """Its title."""
        return self.numbered.chapter.title

    @property
    def name(self) -> str:
        """The id of its title."""
        return anchors.chapter(self.prefix)

    @cached_property
    def sections(self) -> tuple[walk.Section, ...]:
        """Its sections."""
        return walk.sections(self.numbered.chapter.blocks)

    @property
    def headed(self) -> tuple[walk.Section, ...]:
        """Its sections that have a heading, as contents list them."""
        return tuple(section for section in self.sections if section.heading)

    @property
    def lines(self) -> str:
        """The lines that it spans, for readers: ``Zeilen 1 bis 273``."""
        return f"Zeile {self.first}" if self.first == self.last else f"Zeilen {self.first} bis {self.last}"

    @property
    def first(self) -> int:
        """Its first line."""
        return next(number for section in self.sections for number in section.numbers)

    @property
    def last(self) -> int:
        """Its last line."""
        return max(number for section in self.sections for number in section.numbers)

    def anchor(self, section: walk.Section) -> str:
        """The id of one of its sections."""
        return anchors.section(section, self.prefix)


def media_type(picture: Picture) -> str:
    """What the file is: PNG or JPEG, by its first bytes."""
    return "image/png" if picture.data.startswith(b"\x89PNG") else "image/jpeg"


def pictures(book: Book) -> tuple[Picture, ...]:
    """The pictures of the book, each once, in the order of the text."""
    found = {each.sha256: each for chapter in book.chapters for each in walk.pictures(chapter.chapter.blocks)}
    return tuple(found.values())


def parts(book: Book) -> tuple[Part, ...]:
    """The chapters of the book in their order."""
    return tuple(Part(each, anchors.prefix(book, each.slug)) for each in book.chapters)
