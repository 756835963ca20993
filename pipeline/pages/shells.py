"""Templates and style sheets → whole documents. Here, and only here, pages get their shell.

Templates hold what surrounds the text: language, title, metadata, landmarks, contents, imprint. No template looks at a
node of the model; that is done in ``chapter_body`` and below.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.pages import fonts, language_marking
from pipeline.pages.chapter_parts import ChapterPart, book_parts
from pipeline.pages.resources import folder
from pipeline.publication.settings import Publication
from pipeline.text import wording
from pipeline.text.adoption import resolved, resolved_plainly
from pipeline.text.model import Book, Chapter, Resolution
from pipeline.text.wording import Phrase, Said, Wording

UNBROKEN = "\u00a0"
"""The space at which no row ends; in rows of ours alone, never in the official text."""

Rows = tuple[tuple[Phrase, Phrase], ...]
"""Rows of an imprint, label and text."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def style(*names: str) -> str:
    """The style sheets of these names, one after the other."""
    return "\n".join((folder("styles") / f"{name}.css").read_text(encoding="utf-8") for name in names)


def colours(publication: Publication) -> str:
    """The rule for the colour of headings and links; it stands before the sheets, which change it for dark screens."""
    return f":root {{ --accent: {publication.accent}; }}\n"


def inside(style_: str, bodies: Iterable[str] = ()) -> Markup:
    """The style sheet for a page that needs no other file, with the fonts in it that the bodies need."""
    needed = [(fonts.HOUSE, 400), (fonts.HOUSE, 700)]
    if preformatted := [found for body in bodies for found in _PREFORMATTED.findall(body)]:
        needed += [(fonts.FIXED, 400)] + [(fonts.FIXED, 700)] * any("<strong" in each for each in preformatted)
    faces = "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
        f"src: url(data:font/woff2;base64,{b64encode(fonts.woff2(family, weight)).decode()}) format('woff2'); }}"
        for family, weight in needed
    )
    # A style sheet is not parsed as markup in HTML but is in XHTML: "&" and "<" must not occur in it.
    if "<" in style_ or "&" in style_:
        raise ValueError("the style sheet holds a character that ends or changes it in markup")
    return Markup(f"{faces}\n{style_}")  # noqa: S704 - our own style sheet, looked through above


_PREFORMATTED = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


@cache
def program() -> Markup:
    """The script of the web page, ready to stand in it."""
    text = (folder("templates") / "lines.js").read_text(encoding="utf-8")
    # As with a style sheet.
    if "<" in text or "&" in text:
        raise ValueError("the script holds a character that ends or changes it in markup")
    return Markup(text)  # noqa: S704 - our own script, looked through above


def column(width: int) -> float:
    """The ems that official lines of so many characters take, with the column of their numbers.

    0.475 em a character, as the widest line of the seed needs in the widest of the usual text faces. Lines of 80
    characters fit the column of 40 rem that ReadiumCSS 2 gives a book.
    """
    return 2 + 0.475 * width


def direction(book: Book, publication: Publication) -> list[str]:
    """The style sheet of texts that run from right to left, where there are any."""
    found = any(wording.right_to_left(part.language) for part in book_parts(book, publication.language))
    return ["right-to-left"] if found else []


def numbers_style(last: int) -> str:
    """The style sheet that shows the numbers of lines up to this one, in literal strings: CSS 2.1."""
    return "\n".join(f'[data-number="{each}"]:before{{content:"{each}"}}' for each in range(1, last + 1))


def lines_style(width: int, last: int) -> str:
    """The style sheet of official lines in reflowing text; ``width`` are the characters that the widest may have.

    The printed lines come back where the column has room for them in the reader's own type; ``last`` is the highest number.
    """
    printed = style("lines-printed") + (_FIVE_DIGITS if last >= 10_000 else "")  # noqa: PLR2004 - the first of five digits
    return f"{style('lines')}\n@container (min-width: {column(width):g}em) {{\n{printed}}}\n"


def target_rules(bodies: Iterable[str], declaration: str) -> Iterator[str]:
    """The rules that mark the rest of a line which a link or emphasis has parted, when one is led to its beginning.

    Browsers without ``:has()`` mark the beginning alone (Firefox before 121).
    """
    for name in dict.fromkeys(name for body in bodies for name in re.findall(r'data-line="([a-z0-9-]+)"', body)):
        yield f":root:has(#{name}:target) [data-line={name}] {{ {declaration}; }}"


_FIVE_DIGITS = ".chapter section { padding-inline-start: 2.6em; }\n.chapter section .number { width: 3.2em; }\n"


def shell(template: str, publication: Publication, **context: Any) -> str:
    """A document made from the template of this name."""
    say = wording.of(publication.language)
    ways: dict[str, Any] = {
        "say": say,
        # What a document is, said of its root.
        "language": {"lang": say.text, "xml:lang": say.text}
        | ({"dir": "rtl"} if wording.right_to_left(say.text) else {}),
        "said": lambda phrase: language_marking.said(phrase, say),
        "named": language_marking.named,
        "filled": lambda german, **values: language_marking.filled(german, say, values),
    }
    return _environment().get_template(template).render(context | ways | {"publication": publication})


def page(template: str, book: Book, publication: Publication, **more: Any) -> str:
    """A document about a book, with what every shell says of it; ``bodies`` in ``more`` are its texts, by ids' prefix."""
    say = wording.of(publication.language)
    context: dict[str, Any] = {
        "book": book,
        "resolution": resolved(book.resolution, say, UNBROKEN),
        "description": ", ".join(each for each in (book.kind, resolved_plainly(book.resolution, say)) if each),
        "parts": book_parts(book, publication.language),
        "resolved": _resolved_of(book),
        "imprint": imprint(book, publication),
        "grouped_imprint": grouped_imprint(book, publication),
    }
    return shell(template, publication, **context | more)


def _resolved_of(book: Book) -> Callable[[ChapterPart], Markup]:
    """What stands below the title of a chapter: who resolved it and when, where that is not said of the whole book."""
    return lambda part: Markup() if book.resolution != Resolution() else below(part)


def below(part: ChapterPart) -> Markup:
    """Who resolved the chapter, and when, as it stands below its title."""
    return language_marking.said(resolved(part.numbered.chapter.resolution, part.say, UNBROKEN), part.say)


def imprint(book: Book, publication: Publication) -> Rows:
    """What an edition says of itself at its end, label and text: where it comes from and who answers for it."""
    say = wording.of(publication.language)
    return (*(row for each in book.chapters for row in origin(each.chapter, say)), *house(publication, say))


def grouped_imprint(book: Book, publication: Publication) -> tuple[tuple[Rows, ...], Rows]:
    """The same with the rows of each chapter together, and last those of the whole: what all chapters say stands there."""
    say = wording.of(publication.language)
    rows = [origin(each.chapter, say) for each in book.chapters]
    shared = () if book.alone else tuple(row for row in rows[0] if all(row in others for others in rows[1:]))
    groups = tuple(tuple(row for row in of_one if row not in shared) for of_one in rows)
    return groups, (*shared, *house(publication, say))


def origin(chapter: Chapter, say: Wording) -> Rows:
    """The rows of the imprint that are about the text."""
    who, stop = resolved(chapter.resolution, say, UNBROKEN, chapter.language), Said(".", ours=False)
    title = _of(chapter, chapter.title)
    text = (title, Said(". ", ours=False), *who, stop) if who else (title, stop)
    details = (((_of(chapter, label),), (_of(chapter, value),)) for label, value in chapter.details)
    return (((Said(say("Text")),), text), *details)


def _of(chapter: Chapter, text: str) -> Said:
    return Said(text, ours=False, language=chapter.language)


def house(publication: Publication, say: Wording) -> Rows:
    """The rows of the imprint that are about the publication."""
    rows = (
        ("Herausgegeben von", Said(publication.publisher, ours=False)),
        ("Verantwortlich im Sinne des Presserechts", Said(publication.responsible, ours=False)),
        ("Rechte", Said(publication.rights, ours=False)),
        ("Zeilennummern", Said(say("Sie sind amtlich und in allen Ausgaben dieselben."))),
    )
    return tuple(((Said(say(label)),), (text,)) for label, text in rows if text.text)


def plain_house(publication: Publication) -> tuple[tuple[str, str], ...]:
    """The same in German, but for what is said of the numbers of lines, as plain text."""
    rows = house(publication, wording.IN_GERMAN)
    return tuple((wording.words(label), wording.words(text)) for label, text in rows[:-1])
