"""Templates and style sheets → whole documents. Here, and only here, pages get their shell.

Templates hold what surrounds the text: language, title, metadata, landmarks, contents, imprint. No template looks at a
node of the model; that is done in ``xhtml``.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline import fonts, xhtml
from pipeline.concordance import concordance
from pipeline.model import Book, Chapter, NumberedChapter, Resolution
from pipeline.parts import Part, parts
from pipeline.publication import Publication

UNBROKEN = "\u00a0"
"""The space at which no row ends; in rows of ours alone, never in the official text."""

_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def _folder(name: str) -> Path:
    """A folder of the house: beside the package in a checkout, inside it once installed."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_folder("templates")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip


@cache
def style(*names: str) -> str:
    """The style sheets of these names, one after the other."""
    return "\n".join((_folder("styles") / f"{name}.css").read_text(encoding="utf-8") for name in names)


def inside(style_: str) -> Markup:
    """The style sheet for a page that needs no other file, with the house's font in it."""
    faces = "\n".join(
        f'@font-face {{ font-family: "{fonts.HOUSE}"; font-weight: {weight}; font-display: swap; '
        f"src: url(data:font/woff2;base64,{b64encode(fonts.woff2(weight)).decode()}) format('woff2'); }}"
        for weight in (400, 700)
    )
    # A style sheet is not parsed as markup in HTML but is in XHTML: "&" and "<" must not occur in it.
    if "<" in style_ or "&" in style_:
        raise ValueError("the style sheet holds a character that ends or changes it in markup")
    return Markup(f"{faces}\n{style_}")  # noqa: S704 - our own style sheet, looked through above


def column(width: int) -> float:
    """The ems that official lines of so many characters take, with the column of their numbers.

    0.475 em a character, as the widest line of the seed needs in the widest of the usual text faces.
    """
    return 3.5 + 0.475 * width


def lines_style(width: int) -> str:
    """The style sheet of official lines in reflowing text; ``width`` are the characters that the widest may have.

    The printed lines come back where the column has room for them in the reader's own type.
    """
    return f"{style('lines')}\n@container (min-width: {column(width):g}em) {{\n{style('lines-printed')}}}\n"


def shell(template: str, publication: Publication, **context: Any) -> str:
    """A document made from the template of this name."""
    return _environment().get_template(template).render(context | {"publication": publication})


def page(template: str, book: Book, publication: Publication, **more: Any) -> str:
    """A document about a book, with what every shell says of it; ``bodies`` in ``more`` are its texts, by ids' prefix."""
    found = parts(book)
    context: dict[str, Any] = {
        "book": book,
        "resolution": resolved(book.resolution, UNBROKEN),
        "parts": found,
        "resolved": _resolved_of(book),
        "imprint": imprint(book, publication),
    }
    return shell(template, publication, **context | more)


def _resolved_of(book: Book) -> Callable[[Part], str]:
    """What stands below the title of a chapter: who resolved it and when, where that is not said of the whole book."""
    return lambda part: "" if book.resolution != Resolution() else resolved(part.numbered.chapter.resolution, UNBROKEN)


def body(numbered: NumberedChapter, apparatus: xhtml.Apparatus = xhtml.BARE) -> Markup:
    """The text of the chapter, as every edition on markup shows it."""
    return xhtml.body(numbered.chapter.blocks, apparatus)


def line_edition(part: Part, document: str, level: int = 2) -> Markup:
    """The chapter line by line, linked to the ``document`` that holds the running text; ``level`` is that of headings."""
    return xhtml.line_edition(part.numbered.chapter.blocks, concordance(part.numbered), document, part.prefix, level)


def resolution(chapter: Chapter) -> str:
    """Who resolved the text, and when, for readers: ``Jahreshauptversammlung, beschlossen am 3. Mai 2025``."""
    return resolved(chapter.resolution)


def resolved(by: Resolution, space: str = " ") -> str:
    """The same of any resolution; ``space`` stands inside the date."""
    when = f"beschlossen am {german_date(by.day, space)}" if by.day else ""
    text = ", ".join(part for part in (by.body, when) if part)
    return text[:1].upper() + text[1:]


def imprint(book: Book, publication: Publication) -> tuple[tuple[str, str], ...]:
    """What an edition says of itself at its end, label and text: where it comes from and who answers for it."""
    return (*(row for each in book.chapters for row in origin(each.chapter)), *house(publication))


def origin(chapter: Chapter) -> tuple[tuple[str, str], ...]:
    """The rows of the imprint that are about the text."""
    who = resolved(chapter.resolution, UNBROKEN)
    return (("Text", f"{chapter.title}. {who}." if who else f"{chapter.title}."), *chapter.details)


def house(publication: Publication) -> tuple[tuple[str, str], ...]:
    """The rows of the imprint that are about the publication."""
    rows = (
        ("Herausgegeben von", publication.publisher),
        ("Verantwortlich im Sinne des Presserechts", publication.responsible),
        ("Rechte", publication.rights),
        ("Zeilennummern", "Sie sind amtlich und in allen Ausgaben dieselben."),
    )
    return tuple((label, text) for label, text in rows if text)


def german_date(day: date, space: str = " ") -> str:
    """The day in words: ``3. Mai 2025``."""
    return f"{day.day}.{space}{_MONTHS[day.month - 1]}{space}{day.year}"


def pale(accent: str, share: float = 0.12) -> str:
    """A tint of the colour on white, as a background."""
    channels = (int(accent[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - value) * share):02x}" for value in channels)
