"""The check group's copy as a PDF, for paper: the same numbers, words and boxes as the Word document has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from pipeline.diagnostics import Place
from pipeline.easy_language import check_wording, form_wording
from pipeline.easy_language.check_copy import CheckEntry, CopyPart, entries
from pipeline.easy_language.own_sentences import LANGUAGE_NAME
from pipeline.easy_language.rendition import EasyPicture, Rendition
from pipeline.editions.easy.imprint import check_title, in_german
from pipeline.editions.pdf.typesetting.manuscript import Manuscript, Resource
from pipeline.editions.pdf.typesetting.pdf_file import ACCESSIBLE, facts, made
from pipeline.editions.pdf.typesetting.rendering import require_libraries
from pipeline.editions.pdf.typesetting.structure_nodes import Numbers
from pipeline.pages import fonts, glyph_coverage, shells
from pipeline.pages.apparatus import BARE
from pipeline.pages.block_elements import block
from pipeline.pages.markup import concatenated, element
from pipeline.publication.settings import Publication
from pipeline.text import walk
from pipeline.text.model import Book

HEAD = 33.0
"""Ems of 14 pt that the running head of the page has room for: 166 mm of 14 pt."""


def write(book: Book, publication: Publication, reading: Rendition) -> bytes:
    """PDF/UA-1 and PDF/A-2a in one file. Raises as the PDF editions do."""
    require_libraries()
    [numbered] = book.chapters
    every = entries(reading, numbered)
    source = numbered.chapter.source.name
    glyph_coverage.require(numbered, [(text, Place(source)) for text in _texts(every)])
    addresses = {each.name: f"bild:{number}" for number, each in enumerate(reading.pictures)}
    german = in_german(publication)
    html = shells.shell(
        "easy-check.html.j2",
        german,
        title=check_title(reading),
        head=fonts.shortened(reading.title, HEAD),
        heading=reading.title,
        own=check_wording,
        heads=form_wording.FIELD_COLUMNS,
        parts=[
            (
                f"teil-{number}",
                head,
                [(long, concatenated(_row(each, addresses) for each in rows)) for long, rows in _tables(found)],
            )
            for number, (head, found) in enumerate(_parts(every), 1)
        ],
        modified=publication.modified(numbered),
    )
    pictures = tuple(Resource(addresses[each.name], each.data, each.media_type) for each in reading.pictures)
    subject = ". ".join(part for part in (f"Text in {LANGUAGE_NAME}", reading.draft) if part)
    stated = replace(facts(book, german), title=check_title(reading), subject=subject)
    style = shells.colours(publication) + shells.style("easy-check")
    return made(Manuscript(html, style, source, pictures), ACCESSIBLE, stated, Numbers.SILENT)


def _parts(every: Sequence[CheckEntry]) -> Iterator[tuple[str, list[CheckEntry]]]:
    heads = zip(CopyPart, (check_wording.READING, check_wording.WORDS, check_wording.ALWAYS), strict=True)
    for part, head in heads:
        if found := [each for each in every if each.part is part]:
            yield head, found


WIDEST, HIGHEST = 80, 60
"""Millimetres that a picture may take, as the style sheet says them: its longer side in this measure decides."""

LETTERS, LONGEST = 26, 21
"""Letters of a line at 18 points, and the lines of a row that surely has room on one page below the heads."""


def _tables(found: Iterable[CheckEntry]) -> Iterator[tuple[bool, list[CheckEntry]]]:
    """The entries by their tables: one that may be longer than a page has a table of its own, whose heads do not repeat."""
    for long, group in groupby(found, _is_long):
        rows = list(group)
        yield from ([(True, [each]) for each in rows] if long else [(False, rows)])


def _is_long(entry: CheckEntry) -> bool:
    lines = (len(walk.plain(each.content)) // LETTERS + 1 for each in walk.text_blocks(entry.blocks))
    about = (len(each.alternative + each.credit) // LETTERS + 9 for each in entry.pictures)
    return sum(lines) + sum(about) > LONGEST


def _texts(every: Iterable[CheckEntry]) -> Iterator[str]:
    for entry in every:
        yield from (walk.plain(each.content) for each in walk.text_blocks(entry.blocks))
        yield from (text for each in entry.pictures for text in (each.alternative, each.credit))


def _row(entry: CheckEntry, addresses: Mapping[str, str]) -> Markup:
    body = [block(each, BARE) for each in entry.blocks]
    pictures = [_picture(each, addresses) for each in entry.pictures]
    asked = [part for at in range(1, len(entry.pictures) + 1) for part in _question(at, len(entry.pictures))]
    return element(
        "tr",
        element("th", entry.name, scope="row"),
        element("td", *body, *pictures, class_="heading" if entry.heading else "text"),
        element("td", *_boxes(check_wording.UNDERSTOOD, check_wording.NOT_UNDERSTOOD), *asked, class_="marks"),
    )


def _picture(picture: EasyPicture, addresses: Mapping[str, str]) -> Markup:
    shape = "tall" if picture.height * WIDEST > picture.width * HIGHEST else "wide"
    image = element("img", src=addresses[picture.name], alt=picture.alternative, class_=shape)
    about = [element("p", f"{check_wording.SHOWS} {picture.alternative}", class_="about")]
    if picture.credit:
        about.append(element("p", f"{check_wording.PICTURE_FROM} {picture.credit}", class_="about"))
    return element("div", element("figure", image), *about, class_="picture")


def _boxes(*answers: str) -> Iterator[Markup]:
    yield from (element("p", f"{check_wording.BOX} {each}") for each in answers)


def _question(number: int, count: int) -> Iterator[Markup]:
    yield element("p", check_wording.picture_question(number, count), class_="question")
    yield from _boxes(check_wording.YES, check_wording.NO)
