"""A chapter → the body that web page, PDFs and EPUB share: its sections, and its notes at the end."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from markupsafe import Markup

from pipeline.pages.apparatus import BARE, Apparatus
from pipeline.pages.block_elements import block, heading_element
from pipeline.pages.endnotes import endnotes
from pipeline.pages.language_marking import ours
from pipeline.pages.markup import concatenated, element
from pipeline.text import anchors, chapter_sections
from pipeline.text.model import Blocks


def chapter_body(blocks: Blocks, apparatus: Apparatus = BARE) -> Markup:
    """The sections of a chapter, each heading together with what it stands over, and its notes at the end."""
    apparatus = replace(apparatus, tables=count(1))
    return concatenated(
        [*(_section(section, apparatus) for section in chapter_sections.sections(blocks)), endnotes(blocks, apparatus)]
    )


def _section(section: chapter_sections.Section, apparatus: Apparatus) -> Markup:
    content = concatenated(block(each, apparatus) for each in section.blocks)
    way = _way_to_lines(section, apparatus)
    if section.heading is None:
        return element("section", way, content, class_="opening")
    name = anchors.section(section, apparatus.prefix)
    over = heading_element(apparatus.level + 1, section.heading.content, apparatus, name)
    # Without a name of its own: each section with one would be a landmark (ARIA in HTML), and a text has a dozen.
    return element("section", over, way, content)


def _way_to_lines(section: chapter_sections.Section, apparatus: Apparatus) -> Markup:
    """The link to the section's lines in the line edition."""
    if apparatus.line_edition is None or section.first is None:
        return Markup()
    target = f"{apparatus.line_edition}#{anchors.edition_section(section, apparatus.prefix)}"
    lines = apparatus.say.lines(section.first, section.last)
    return ours("p", apparatus.say, element("a", lines, href=target), class_="way furniture")
