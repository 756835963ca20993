"""The web page: one file that needs no other, readable without scripts, in any width and in the reader's colours."""

from __future__ import annotations

from pipeline import pages, xhtml
from pipeline.model import NumberedChapter
from pipeline.publication import Publication


def write(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The page in UTF-8: XHTML that is also HTML, with style sheet and house font inside."""
    width = numbered.rule.width
    # 3 em more than the printed lines need: the margins of the page, and a scroll bar.
    measure = max(48, pages.column(width) + 3)
    house = f":root {{ --house: {publication.accent}; --measure: {measure:g}em; }}"
    style = pages.inside("\n".join([pages.style("web"), house, pages.lines_style(width)]))
    return pages.page(
        "web.html.j2", numbered, publication, style=style, body=pages.body(numbered, xhtml.Apparatus(line_edition="")),
        line_edition=pages.line_edition(numbered, ""),
    ).encode()  # fmt: skip
