"""The chapters of a book as its shells show them: title, sections, lines, and the names of their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.text import anchors, chapter_sections, walk, wording
from pipeline.text.model import Book, NumberedChapter, Picture


@dataclass(frozen=True)
class ChapterPart:
    """A chapter in a book, and what its ids begin with: nothing where it is by itself."""

    numbered: NumberedChapter
    prefix: str = ""
    around: str = wording.GERMAN
    """The language of the book."""

    @property
    def language(self) -> str:
        """Its own language."""
        return self.numbered.chapter.language or self.around

    @property
    def marks(self) -> dict[str, str]:
        """The attributes of an element whose words are the chapter's; none where it is in the language of the book."""
        return wording.directed(self.language, self.around)

    @property
    def say(self) -> wording.Wording:
        """What is said around its text."""
        return wording.of(self.language)

    @property
    def title(self) -> str:
        """Its title."""
        return self.numbered.chapter.title

    @property
    def name(self) -> str:
        """The id of its title."""
        return anchors.chapter(self.prefix)

    @cached_property
    def sections(self) -> tuple[chapter_sections.Section, ...]:
        """Its sections."""
        return chapter_sections.sections(self.numbered.chapter.blocks)

    @property
    def headed(self) -> tuple[chapter_sections.Section, ...]:
        """Its sections that have a heading, as contents list them."""
        return tuple(section for section in self.sections if section.heading)

    @property
    def first(self) -> int:
        """Its first line."""
        return next(number for section in self.sections for number in section.numbers)

    @property
    def last(self) -> int:
        """Its last line."""
        return max(number for section in self.sections for number in section.numbers)

    @property
    def lines(self) -> str:
        """The lines that it spans, as the book says it: ``Zeilen 1 bis 273``."""
        return wording.of(self.around).lines(self.first, self.last)

    @cached_property
    def noted(self) -> bool:
        """Whether it has notes."""
        return any(block.note for block in walk.text_blocks(self.numbered.chapter.blocks))

    @property
    def notes(self) -> str:
        """The id of its notes."""
        return anchors.notes(self.prefix)

    def anchor(self, section: chapter_sections.Section) -> str:
        """The id of one of its sections."""
        return anchors.section(section, self.prefix)


def media_type(picture: Picture) -> str:
    """What the file is: PNG or JPEG, by its first bytes."""
    return "image/png" if picture.data.startswith(b"\x89PNG") else "image/jpeg"


def book_pictures(book: Book) -> tuple[Picture, ...]:
    """The pictures of the book, each once, in the order of the text."""
    found = {each.sha256: each for chapter in book.chapters for each in walk.pictures(chapter.chapter.blocks)}
    return tuple(found.values())


def book_parts(book: Book, language: str = wording.GERMAN) -> tuple[ChapterPart, ...]:
    """The chapters of the book, which is in this language, in their order."""
    return tuple(ChapterPart(each, anchors.prefix(book, each.slug), language) for each in book.chapters)
