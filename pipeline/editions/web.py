"""The web page: one file that needs no other, readable without scripts, in any width and in the reader's colours."""

from __future__ import annotations

from pipeline.pages import shells
from pipeline.pages.apparatus import Apparatus
from pipeline.pages.chapter_body import chapter_body
from pipeline.pages.chapter_parts import book_parts
from pipeline.pages.line_edition import lines_by_section
from pipeline.publication.settings import Publication
from pipeline.text.model import Book


def write(book: Book, publication: Publication) -> bytes:
    """The page in UTF-8: XHTML that is also HTML, with style sheet and house font inside."""
    widest = max(each.rule.width for each in book.chapters)
    # 3 em more than the printed lines need: the margins of the page, and a scroll bar.
    measure = max(48, shells.column(widest) + 3)
    width = f":root {{ --measure: {measure:g}em; }}"
    sheets = ["web", "objects", *shells.direction(book, publication)]
    rules = [shells.colours(publication), shells.style(*sheets), width, shells.lines_style(widest)]
    style = shells.inside("\n".join(rules))
    found = book_parts(book, publication.language)
    chapters = {part.numbered.slug: f"#{part.prefix}" for part in found}
    level = 1 if book.alone else 2
    return shells.page(
        "web.html.j2",
        book,
        publication,
        style=style,
        bodies={
            part.prefix: chapter_body(
                part.numbered.chapter.blocks,
                Apparatus(part.prefix, level, line_edition="", chapters=chapters, say=part.say),
            )
            for part in found
        },
        line_editions={part.prefix: lines_by_section(part, "", level + 1) for part in found},
    ).encode()
