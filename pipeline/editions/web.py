"""The web page: one file that needs no other, whole without its script, in any width and in the reader's colours."""

from __future__ import annotations

from pipeline.pages import shells
from pipeline.pages.apparatus import Apparatus
from pipeline.pages.chapter_body import chapter_body
from pipeline.pages.chapter_parts import book_parts
from pipeline.pages.line_edition import line_jumps, lines_by_section
from pipeline.pages.page_script import page_script
from pipeline.publication.settings import Publication
from pipeline.text import wording
from pipeline.text.model import Book


def write(book: Book, publication: Publication) -> bytes:
    """The page in UTF-8: XHTML that is also HTML, with style sheet and house font inside."""
    widest = max(each.rule.width for each in book.chapters)
    found = book_parts(book, publication.language)
    chapters = {part.numbered.slug: f"#{part.prefix}" for part in found}
    level = 1 if book.alone else 2
    bodies = {
        part.prefix: chapter_body(
            part.numbered.chapter.blocks,
            Apparatus(
                part.prefix,
                level,
                line_edition="",
                landmarks=book.alone,
                whole_lines=True,
                unstyled=True,
                chapters=chapters,
                say=part.say,
            ),
        )
        for part in found
    }
    sheets = ["web", "objects", *shells.direction(book, publication)]
    lines = shells.lines_style(widest, max(part.last for part in found))
    rules = [shells.colours(publication), shells.style(*sheets), _widths(widest), lines]
    return shells.page(
        "web.html.j2",
        book,
        publication,
        script=page_script(wording.of(publication.language)),
        style=shells.inside(
            "\n".join([*rules, *shells.target_rules(bodies.values(), "background: var(--mark)")]), bodies.values()
        ),
        bodies=bodies,
        jumps={part.prefix: line_jumps(part) for part in found},
        line_editions={part.prefix: lines_by_section(part, "", level + 1, listed=False) for part in found},
    ).encode()


def _widths(widest: int) -> str:
    """The rules for the width of the column, and for the size of type on paper, where lines of so many characters stand."""
    column = shells.column(widest)
    # 3 em more than the printed lines need: the margins of the page, and a scroll bar.
    measure = max(48, column + 3)
    size = min(LARGEST_PRINT, max(LEAST_PRINT, PAPER / column))
    # On paper the Zeilenfassung is there where the lines do not end as they were adopted.
    return (
        f":root {{ --measure: {measure:g}em; }}\n"
        f"@media print {{ html {{ font-size: {size:.2f}pt; }} }}\n"
        f"@container (min-width: {column:g}em) {{ @media print {{ .line-edition > * {{ display: none; }} }} }}"
    )


PAPER = 170 / 25.4 * 72
"""Points that a sheet of A4 is wide between margins of 20 mm."""

LEAST_PRINT, LARGEST_PRINT = 8.5, 11.0
"""Points of type on paper. Where the least is too large for the lines, the Zeilenfassung is printed too."""
