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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from pipeline.diagnostics import InputRefusal
from pipeline.editions.epub.binding import cover, metadata
from pipeline.editions.epub.binding.container import CSS, PNG, XHTML, BookFile, packed
from pipeline.editions.pdf.typesetting.pagination import Begin, PageLine, PageStart, pagination
from pipeline.pages import shells as pages
from pipeline.pages.apparatus import Apparatus
from pipeline.pages.chapter_body import chapter_body
from pipeline.pages.chapter_parts import ChapterPart, book_parts, book_pictures, media_type
from pipeline.pages.language_marking import named
from pipeline.pages.line_edition import line_jumps, lines_by_section
from pipeline.pages.page_marks import page_mark
from pipeline.publication.settings import Publication
from pipeline.text import adoption, anchors, chapter_sections, wording
from pipeline.text.model import Book, Picture, Resolution
from pipeline.text.wording import Wording


def write(book: Book, publication: Publication) -> bytes:
    """The book, EPUB 3.3, with the pages of its PDF.

    Without a page list where the PDF cannot be made from this text: it has characters that no font of the house has; a
    reading system has fonts of its own.
    """
    try:
        starts = pagination(book, publication)
    except InputRefusal:
        starts = ()
    return paged(book, publication, starts)


def paged(book: Book, publication: Publication, starts: Sequence[PageStart] = ()) -> bytes:
    """The book; ``starts`` are the pages of its PDF, where there is one."""
    return _Book(book, publication, tuple(starts)).packed()


def _summary(say: Wording, *, pages: bool, pictures: bool) -> str:
    said = [
        say("Text und Bilder mit Alternativtext.")
        if pictures
        else say("Reiner Text; das einzige Bild ist der Umschlag."),
        say(
            "Amtliche Zeilennummern gehören nicht zum Lesetext, auch wo ein Leseprogramm sie darin zeigt; die Zeilenfassung "
            "im Anhang nennt jede Zeile mit ihrer Nummer als Text."
        ),
        *([say("Seitenmarken und Seitenliste folgen der PDF-Ausgabe.")] if pages else []),
    ]
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its name and where it leads."""

    title: str
    target: str
    marks: Mapping[str, str] = field(default_factory=dict)
    """The attributes of an element that holds its name, where that is in another language."""


class ChapterDocuments(ChapterPart):
    """A chapter in the book: its documents."""

    @property
    def text(self) -> str:
        """The document with the running text."""
        return f"{self.prefix.removesuffix('-') or 'kapitel'}.xhtml"

    @property
    def line_edition(self) -> str:
        """The document with the line edition."""
        return f"zeilen{self.prefix.removeprefix('kapitel').removesuffix('-')}.xhtml"

    def contents(self) -> list[Entry]:
        """The sections with a heading; where two have the same, their lines distinguish them."""
        titles, say = Counter(section.title for section in self.sections), self.say
        return [
            Entry(
                self._title_with_lines(section) if titles[section.title] > 1 and section.numbers else section.title,
                f"{self.text}#{anchors.section(section, self.prefix)}",
            )
            for section in self.sections
            if section.heading
        ] + [Entry(say("Anmerkungen"), f"{self.text}#{anchors.notes(self.prefix)}", say.marks)] * self.noted

    def _title_with_lines(self, section: chapter_sections.Section) -> str:
        """The section with its lines; beside a title in a foreign language their numbers alone."""
        lines = self.say.lines(section.first, section.last)
        return f"{section.title}, {section.first}–{section.last}" if self.say.foreign else f"{section.title}, {lines}"

    def by_lines(self) -> list[Entry]:
        """The sections of the line edition."""
        return [
            Entry(
                self.say.lines(section.first, section.last),
                f"{self.line_edition}#{anchors.edition_section(section, self.prefix)}",
                self.say.marks,
            )
            for section in self.sections
            if section.numbers
        ]


MARKED = "text-decoration: underline; text-decoration-thickness: 0.15em; text-underline-offset: 0.2em"
"""How a line looks that one was led to: colours are the reader's."""


@dataclass(frozen=True)
class _Book:
    book: Book
    publication: Publication
    starts: tuple[PageStart, ...]

    @cached_property
    def chapters(self) -> tuple[ChapterDocuments, ...]:
        found = book_parts(self.book, self.publication.language)
        return tuple(ChapterDocuments(part.numbered, part.prefix, part.around) for part in found)

    @cached_property
    def say(self) -> Wording:
        return wording.of(self.publication.language)

    @cached_property
    def images(self) -> tuple[Picture, ...]:
        return book_pictures(self.book)

    @cached_property
    def picture(self) -> bytes | None:
        by = self.book.resolution
        who, when = (
            wording.words(adoption.resolved(each, self.say)) for each in (Resolution(by.body), Resolution(day=by.day))
        )
        words = cover.CoverWords(
            self.book.title,
            self.book.kind,
            (who, when),
            (self.say("Mit amtlichen Zeilennummern"), self.publication.publisher),
        )
        return cover.picture(words, self.publication.accent, self.publication.language)

    def packed(self) -> bytes:
        name = metadata.identifier(self.book.title, self.book.resolution, self.publication, self.book.slug)
        access = metadata.Access(
            _summary(self.say, pages=bool(self.starts), pictures=bool(self.images)),
            self._page_source(),
            bool(self.images),
            self.say.language,
        )
        says = (
            *metadata.statements(self.book.title, self.book.resolution, self.publication, access),
            *metadata.evaluated(self.publication),
        )
        modified = self.publication.modified_book(self.book)
        return packed(list(self._items()), says, name, self.publication.language, modified)

    def _page_source(self) -> str:
        if not self.starts:
            return ""
        day = self.book.resolution.day
        title = self.book.title
        if not day:
            return self.say("PDF-Ausgabe „{title}“", title=title)
        return self.say("PDF-Ausgabe „{title}“, Fassung vom {day}", title=title, day=self.say.day(day))

    def _items(self) -> Iterator[BookFile]:
        """The files of the book; its documents in reading order."""
        if self.picture:
            yield self._document("umschlag", "cover", alternative=self._alternative())
        yield self._document("titel", "title", mark=self._mark(Begin.TITLE))
        yield self._document("nav", "nav", ("nav",), mark=self._mark(Begin.CONTENTS), page_list=self._page_list())
        yield self._document("hinweise", "notes")
        for at, each in enumerate(self.chapters):
            yield self._text(at, each)
        for each in self.chapters:
            lines, jumps = lines_by_section(each, each.text, listed=False), line_jumps(each)
            name = each.line_edition.removesuffix(".xhtml")
            yield self._document(name, "lines", part=each, line_edition=lines, jumps=jumps)
        yield self._document("impressum", "imprint", mark=self._mark(Begin.IMPRINT))
        yield from self._sheets()
        for picture in self.images:
            file = self._pictures()[picture.sha256]
            yield BookFile(f"bild-{picture.sha256[:16]}", file, media_type(picture), picture.data)
        if self.picture:
            yield BookFile("bild-umschlag", "umschlag.png", PNG, self.picture, ("cover-image",))

    def _sheets(self) -> Iterator[BookFile]:
        """What every program understands, with the numbers of all lines; and what only some do."""
        last, widest = max(each.last for each in self.chapters), max(each.rule.width for each in self.book.chapters)
        yield BookFile("css", "buch.css", CSS, f"{pages.style('epub')}{pages.numbers_style(last)}\n".encode())
        newer = pages.style("objects", "epub-modern", *pages.direction(self.book, self.publication))
        marks = pages.target_rules(self.bodies, MARKED)
        rules = "\n".join([newer, pages.lines_style(widest, last), *marks])
        yield BookFile("css-neu", "buch-neu.css", CSS, rules.encode())

    def _document(self, name: str, template: str, properties: tuple[str, ...] = (), **more: Any) -> BookFile:
        context = {
            "book": self.book,
            "title": self.book.title,
            "chapters": self.chapters,
            "has_cover": bool(self.picture),
            "resolution": adoption.resolved(self.book.resolution, self.say, pages.UNBROKEN),
            "starts": self.starts,
            "imprint": pages.imprint(self.book, self.publication),
            "only": self.book.alone,
            "sheets": ("buch.css", "buch-neu.css"),
        }
        content = pages.shell(f"epub-{template}.xhtml.j2", self.publication, **context, **more)
        return BookFile(f"doc-{name}", f"{name}.xhtml", XHTML, content.encode(), properties)

    def _text(self, at: int, each: ChapterDocuments) -> BookFile:
        before = [start.number for start in self.starts if start.begins == PageLine(at, None)]
        mark = Markup().join(page_mark(page, each.say) for page in before)
        name, resolved = each.text.removesuffix(".xhtml"), self._resolved(each)
        return self._document(name, "chapter", part=each, body=self.bodies[at], mark=mark, resolved=resolved)

    @cached_property
    def bodies(self) -> tuple[Markup, ...]:
        """The texts of the chapters."""
        return tuple(
            chapter_body(each.numbered.chapter.blocks, self._apparatus(at, each))
            for at, each in enumerate(self.chapters)
        )

    def _apparatus(self, at: int, each: ChapterDocuments) -> Apparatus:
        within: dict[int, tuple[int, ...]] = {}
        for start in self.starts:
            match start.begins:
                case PageLine(chapter, int(line)) if chapter == at:
                    within[line] = (*within.get(line, ()), start.number)
        return Apparatus(
            each.prefix,
            line_edition=each.line_edition,
            pages=within,
            pictures=self._pictures(),
            chapters={other.numbered.slug: f"{other.text}#{other.prefix}" for other in self.chapters},
            whole_lines=True,
            unstyled=True,
            typed=True,
            say=each.say,
        )

    def _pictures(self) -> dict[str, str]:
        """The files of the pictures, by their digests."""
        return {
            each.sha256: f"bild-{each.sha256[:16]}.{media_type(each).removeprefix('image/').replace('jpeg', 'jpg')}"
            for each in self.images
        }

    def _resolved(self, each: ChapterDocuments) -> Markup:
        """Who resolved the chapter and when, where that is not said of the whole book."""
        said = self.book.resolution != Resolution()
        return Markup() if said else pages.below(each)

    def _mark(self, part: Begin) -> Markup:
        """The marks of the pages that begin with this part."""
        return Markup().join(page_mark(each.number, self.say) for each in self.starts if each.begins is part)

    def _page_list(self) -> list[Entry]:
        """The pages in reading order, each with the place where it begins."""
        return [
            Entry(str(start.number), f"{self._place(start.begins)}#{anchors.page(start.number)}")
            for start in self.starts
        ]

    def _place(self, begins: Begin | PageLine) -> str:
        match begins:
            case Begin.TITLE:
                return "titel.xhtml"
            case Begin.CONTENTS:
                return "nav.xhtml"
            case Begin.IMPRINT:
                return "impressum.xhtml"
            case PageLine(chapter):
                return self.chapters[chapter].text

    def _alternative(self) -> str:
        """What the cover shows; where our words are foreign to it, the text's own."""
        who = adoption.resolved_plainly(self.book.resolution, self.say)
        return named("Umschlag: {title}", self.say, self.book.title) + (f". {who}." if who else ".")
