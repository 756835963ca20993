"""The web page: one file that needs no other, readable without scripts, in any width and in the reader's colours."""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from pipeline import fonts, pages, xhtml
from pipeline.model import NumberedChapter
from pipeline.publication import Publication


def write(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The page in UTF-8: XHTML that is also HTML, with style sheet and house font inside."""
    width = numbered.rule.width
    # 3 em more than the printed lines need: the margins of the page, and a scroll bar.
    measure = max(48, pages.column(width) + 3)
    house = f":root {{ --house: {publication.accent}; --measure: {measure:g}em; }}"
    style = "\n".join([*_faces(), pages.style("web"), house, pages.lines_style(width)])
    return pages.page(
        "web.html.j2", numbered, publication,
        # A style sheet is not parsed as markup in HTML but is in XHTML: "&" and "<" must not occur in it.
        style=_harmless(style), body=pages.body(numbered, xhtml.Apparatus(line_edition="")), line_edition=pages.line_edition(numbered, ""),
    ).encode()  # fmt: skip


def _faces() -> list[str]:
    return [
        f'@font-face {{ font-family: "{fonts.HOUSE}"; font-weight: {weight}; font-display: swap; '
        f"src: url(data:font/woff2;base64,{b64encode(fonts.woff2(weight)).decode()}) format('woff2'); }}"
        for weight in (400, 700)
    ]


def _harmless(style: str) -> Markup:
    if "<" in style or "&" in style:
        raise ValueError("the style sheet holds a character that ends or changes it in markup")
    return Markup(style)  # noqa: S704 - our own style sheet, looked through above
