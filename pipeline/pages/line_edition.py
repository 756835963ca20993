"""The line edition (Zeilenfassung): every line with its number as text, linked to its place in the running text."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from pipeline.pages.chapter_parts import ChapterPart
from pipeline.pages.language_marking import ours, said
from pipeline.pages.markup import concatenated, element
from pipeline.text import anchors, chapter_sections
from pipeline.text.concordance import Line, concordance
from pipeline.text.wording import Said


def lines_by_section(part: ChapterPart, document: str, level: int = 2) -> Markup:
    """The lines of the chapter by section; ``document`` holds the running text, ``level`` is that of the headings."""
    numbered = {line.number: line for line in concordance(part.numbered)}
    return concatenated(
        _section(section, [numbered[number] for number in section.numbers], part, document, level)
        for section in part.sections
        if section.numbers
    )


def _section(
    section: chapter_sections.Section, lines: Iterable[Line], part: ChapterPart, document: str, level: int
) -> Markup:
    say, prefix = part.say, part.prefix
    name = anchors.edition_section(section, prefix)
    title = Said(section.title, ours=False) if section.title else Said(say("Vorspann"))
    span = (Said(" (", ours=False), Said(say.lines(section.first, section.last)), Said(")", ours=False))
    heading = element(f"h{level}", said((title, *span), say), id=name)
    items = (
        element(
            "li",
            ours(
                "a",
                say,
                say("Zeile {first}:", first=line.number),
                href=f"{document}#{anchors.line(line.number, prefix)}",
            ),
            " ",
            line.printed,
            id=anchors.edition_line(line.number, prefix),
        )
        for line in lines
    )
    return element("section", heading, element("ol", *items, class_="lines"))
