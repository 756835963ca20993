"""The line edition (Zeilenfassung): every line with its number as text, linked to its place in the running text."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from pipeline.pages import markup
from pipeline.pages.chapter_parts import ChapterPart
from pipeline.pages.language_marking import ours, said
from pipeline.pages.markup import concatenated, element, numbered_form
from pipeline.text import anchors, chapter_sections
from pipeline.text.concordance import Line, concordance
from pipeline.text.struck_words import Pieces, struck_words
from pipeline.text.wording import Said


def lines_by_section(part: ChapterPart, document: str, level: int = 2, *, listed: bool = True) -> Markup:
    """The lines of the chapter by section; ``document`` holds the running text, ``level`` is that of the headings.

    Not ``listed`` where no style sheet can be relied on: each line is a paragraph then, since a list would count once more.
    """
    numbered = {line.number: line for line in concordance(part.numbered)}
    rows = ("ol", "li") if listed else ("div", "p")
    struck = struck_words(part.numbered)
    words = {number: _words(line, struck.get(number, ())) for number, line in numbered.items()}
    return concatenated(
        _section(section, {number: words[number] for number in section.numbers}, part, document, (f"h{level}", *rows))
        for section in part.sections
        if section.numbers
    )


def _words(line: Line, pieces: Pieces) -> Markup:
    """The words of the line as it is printed, what is struck out of them marked so."""
    if not pieces:
        return markup.text(line.printed)
    marked = (element("s", text) if struck else markup.text(text) for text, struck in pieces)
    return concatenated([*marked, markup.text(line.printed.removeprefix(line.text))])


def line_jumps(part: ChapterPart) -> Markup:
    """The row of links to lines of the line edition: the first, each fiftieth, the last. Nothing where they are few."""
    numbers = sorted(number for section in part.sections for number in section.numbers)
    if len(numbers) <= JUMP:
        return Markup()
    chosen = [each for each in numbers if each in {numbers[0], numbers[-1]} or each % JUMP == 0]
    links = [element("a", str(each), href=f"#{anchors.edition_line(each, part.prefix)}") for each in chosen]
    say = part.say
    return ours("p", say, say("Zu Zeile"), " ", Markup(", ").join(links), class_="jumps")


JUMP = 50
"""Lines from one link of the row to the next."""


def _section(
    section: chapter_sections.Section,
    lines: Mapping[int, Markup],
    part: ChapterPart,
    document: str,
    elements: tuple[str, str, str],
) -> Markup:
    title_element, list_element, row_element = elements
    say, prefix = part.say, part.prefix
    name = anchors.edition_section(section, prefix)
    title = Said(section.title, ours=False) if section.title else Said(say("Vorspann"))
    span = (Said(" (", ours=False), Said(say.lines(section.first, section.last)), Said(")", ours=False))
    heading = element(title_element, said((title, *span), say), id=name)
    address = f"{document}#{anchors.each_number(anchors.line, prefix)}"
    link = numbered_form(ours("a", say, say("Zeile {first}:", first="{0}"), href=address))
    items = (
        element(row_element, link(number), " ", words, id=anchors.edition_line(number, prefix))
        for number, words in lines.items()
    )
    return element("section", heading, element(list_element, *items, class_="lines"))
