"""The EPUB: cover, title page, contents, notes, text, line edition, imprint.

    umschlag.xhtml   kapitel.xhtml#zeile-42  ◀──▶  zeilen.xhtml#fassung-42
    titel.xhtml
    nav.xhtml        contents, landmarks, page list (the pages of S.pdf)
    hinweise.xhtml
    impressum.xhtml

A book may hold several chapters; then the documents and the ids of each carry its name: ``kapitel-inklusion.xhtml``
and ``kapitel-inklusion-zeile-42``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from pipeline import anchors, pages, walk, xhtml
from pipeline.binding import cover, metadata
from pipeline.binding.package import CSS, PNG, XHTML, Item, packed
from pipeline.errors import InputRefusal
from pipeline.model import Book, NumberedChapter, Resolution
from pipeline.publication import Publication
from pipeline.typesetting.pagination import PageStart, Part, pagination


def write(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The book of one chapter, EPUB 3.3, with the pages of its PDF.

    Without a page list where the PDF cannot be made from this text: it has characters that no font of the house has,
    or lines that are too long for a page; a reading system has fonts of its own and wraps.
    """
    try:
        starts = pagination(numbered, publication)
    except InputRefusal:
        starts = ()
    return book(numbered.chapter.title, [numbered], publication, starts)


def write_book(book_: Book, publication: Publication) -> bytes:
    """The book of several chapters, with the pages of its PDF where that can be made."""
    return book(book_.title, book_.chapters, publication)


def book(
    title: str, chapters: Sequence[NumberedChapter], publication: Publication, starts: Sequence[PageStart] = ()
) -> bytes:
    """The chapters as one book; ``starts`` are the pages of the PDF of the same chapters, where there is one."""
    return _Book(title, tuple(chapters), publication, tuple(starts)).packed()


def _summary(*, pages: bool) -> str:
    marks = " Seitenmarken und Seitenliste folgen der PDF-Ausgabe." if pages else ""
    return (
        "Reiner Text; das einzige Bild ist der Umschlag. Amtliche Zeilennummern stehen klein im Lesetext und werden "
        "nicht vorgelesen; die Zeilenfassung im Anhang nennt jede Zeile mit ihrer Nummer als Text." + marks
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its name and where it leads."""

    title: str
    target: str


@dataclass(frozen=True)
class Chapter:
    """A chapter in the book: its documents, and what its ids begin with."""

    numbered: NumberedChapter
    prefix: str = ""

    @property
    def title(self) -> str:
        """Its title."""
        return self.numbered.chapter.title

    @property
    def text(self) -> str:
        """The document with the running text."""
        return f"{self.prefix.removesuffix('-') or 'kapitel'}.xhtml"

    @property
    def line_edition(self) -> str:
        """The document with the line edition."""
        return f"zeilen{self.prefix.removeprefix('kapitel').removesuffix('-')}.xhtml"

    @cached_property
    def sections(self) -> tuple[walk.Section, ...]:
        """Its sections."""
        return walk.sections(self.numbered.chapter.blocks)

    @property
    def first(self) -> int:
        """Its first line."""
        return next(number for section in self.sections for number in section.numbers)

    @property
    def last(self) -> int:
        """Its last line."""
        return max(number for section in self.sections for number in section.numbers)

    def contents(self) -> list[Entry]:
        """The sections with a heading; where two have the same, their lines tell them apart."""
        titles = Counter(section.title for section in self.sections)
        return [
            Entry(
                f"{section.title}, {section.lines}" if titles[section.title] > 1 else section.title,
                f"{self.text}#{anchors.section(section, self.prefix)}",
            )
            for section in self.sections if section.heading
        ]  # fmt: skip

    def lines(self) -> list[Entry]:
        """The sections of the line edition."""
        return [
            Entry(section.lines, f"{self.line_edition}#{anchors.edition_section(section, self.prefix)}")
            for section in self.sections
            if section.numbers
        ]


@dataclass(frozen=True)
class _Book:
    title: str
    numbered: tuple[NumberedChapter, ...]
    publication: Publication
    starts: tuple[PageStart, ...]

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        several = len(self.numbered) > 1
        return tuple(Chapter(each, f"kapitel-{each.slug}-" if several else "") for each in self.numbered)

    @cached_property
    def resolution(self) -> Resolution:
        """That of the chapters, if all have the same."""
        found = {each.chapter.resolution for each in self.numbered}
        return found.pop() if len(found) == 1 else Resolution()

    @cached_property
    def imprint(self) -> tuple[tuple[str, str], ...]:
        texts = [row for each in self.numbered for row in pages.origin(each.chapter)]
        return (*texts, *pages.house(self.publication))

    @cached_property
    def picture(self) -> bytes | None:
        only = self.numbered[0] if len(self.numbered) == 1 else None
        words = cover.Words(
            self.title, only.chapter.kind if only else "",
            (pages.resolved(Resolution(body=self.resolution.body)), pages.resolved(Resolution(day=self.resolution.day))),
            ("Mit amtlichen Zeilennummern", self.publication.publisher),
        )  # fmt: skip
        return cover.picture(words, self.publication.accent, self.publication.language)

    def packed(self) -> bytes:
        slug = self.numbered[0].slug if len(self.numbered) == 1 else ""
        name = metadata.identifier(self.title, self.resolution, self.publication, slug)
        access = metadata.Access(_summary(pages=bool(self.starts)), self._page_source())
        says = (
            *metadata.statements(self.title, self.resolution, self.publication, access),
            *metadata.evaluated(self.publication),
        )
        modified = max(self.publication.modified(each) for each in self.numbered)
        return packed(list(self._items()), says, name, self.publication.language, modified)

    def _page_source(self) -> str:
        if not self.starts:
            return ""
        day = f", Fassung vom {pages.german_date(self.resolution.day)}" if self.resolution.day else ""
        return f"PDF-Ausgabe „{self.title}“{day}"

    def _items(self) -> Iterator[Item]:
        """The files of the book; its documents in reading order."""
        if self.picture:
            yield self._document("umschlag", "cover", alternative=self._alternative())
        yield self._document("titel", "title", mark=self._mark(Part.TITLE))
        yield self._document("nav", "nav", ("nav",), mark=self._mark(Part.CONTENTS), page_list=self._page_list())
        yield self._document("hinweise", "notes")
        for each in self.chapters:
            yield self._text(each)
        for each in self.chapters:
            lines = pages.line_edition(each.numbered, each.text, each.prefix)
            yield self._document(each.line_edition.removesuffix(".xhtml"), "lines", part=each, line_edition=lines)
        yield self._document("impressum", "imprint", mark=self._mark(Part.IMPRINT))
        widest = max(each.rule.width for each in self.numbered)
        yield Item("css", "buch.css", CSS, f"{pages.style('epub')}\n{pages.lines_style(widest)}".encode())
        if self.picture:
            yield Item("bild-umschlag", "umschlag.png", PNG, self.picture, ("cover-image",))

    def _document(self, name: str, template: str, properties: tuple[str, ...] = (), **more: Any) -> Item:
        context = {
            "title": self.title, "chapters": self.chapters, "resolution": pages.resolved(self.resolution, pages.UNBROKEN), "imprint": self.imprint,
            "has_cover": bool(self.picture),
            "only": len(self.chapters) == 1, "starts": self.starts,
        }  # fmt: skip
        content = pages.shell(f"epub-{template}.xhtml.j2", self.publication, **context, **more)
        return Item(f"doc-{name}", f"{name}.xhtml", XHTML, content.encode(), properties)

    def _text(self, each: Chapter) -> Item:
        within: dict[int, tuple[int, ...]] = {}
        for start in self.starts:
            if isinstance(start.begins, int):
                within[start.begins] = (*within.get(start.begins, ()), start.number)
        body = pages.body(each.numbered, xhtml.Apparatus(each.prefix, each.line_edition, within))
        return self._document(each.text.removesuffix(".xhtml"), "chapter", part=each, body=body)

    def _mark(self, part: Part) -> Markup:
        """The marks of the pages that begin with this part."""
        return Markup().join(xhtml.page_mark(each.number) for each in self.starts if each.begins is part)

    def _page_list(self) -> list[Entry]:
        """The pages in reading order, each with the place where it begins."""
        return [
            Entry(str(start.number), f"{self._place(start.begins)}#{anchors.page(start.number)}")
            for start in self.starts
        ]

    def _place(self, begins: Part | int) -> str:
        match begins:
            case Part.TITLE:
                return "titel.xhtml"
            case Part.CONTENTS:
                return "nav.xhtml"
            case Part.IMPRINT:
                return "impressum.xhtml"
            case int():
                return self.chapters[0].text

    def _alternative(self) -> str:
        who = pages.resolved(self.resolution)
        return f"Umschlag: {self.title}" + (f". {who}." if who else ".")
