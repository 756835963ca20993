"""The Word document: what goes to the translators into Leichte Sprache, and comes back.

handover   the form: order, rows, word list, protocol
official   the appendix: the text with its official line numbers as text
book       several chapters together, for reading
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Twips

from pipeline.easy_language import form
from pipeline.easy_language.segments import segments
from pipeline.editions.docx.handover import Form
from pipeline.editions.docx.official import HEADINGS, LABEL_STEP, NUMBERS, STYLES, WORDS, OfficialText
from pipeline.model import LineRule, NumberedChapter
from pipeline.publication import Publication
from pipeline.wordprocessing import wordml
from pipeline.wordprocessing.lists import Lists
from pipeline.wordprocessing.wordml import Style

FONT = "Arial"
GREY = "595959"
"""The colour of numbers, placeholders, header and footer: 7.0:1 on white."""

A4 = Twips(16838), Twips(11906)
LEFT, RIGHT, TOP, BOTTOM = Cm(1.7), Cm(1.7), Cm(2.0), Cm(1.8)

TARGET_SIZE, TARGET_LINE = 14, 1.5
"""Points and row distance of Leichte Sprache (BITV 2.0, annex 2, part 2, 9)."""


def write(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The hand-over of the chapter as a DOCX file."""
    chapter = numbered.chapter
    custom = ((form.SLUG, numbered.slug), (form.SOURCE, chapter.source.sha256), (form.VERSION, form.FORMAT))
    creator = chapter.resolution.body or publication.publisher
    modified = publication.modified(numbered)
    size = size_of(numbered.rule)
    document = wordml.blank(
        wordml.Properties(chapter.title, creator, publication.language, modified, custom), font=FONT, size=size
    )
    for style in styles(publication.accent.removeprefix("#"), size):
        wordml.add_style(document, style)
    set_page(document, f"{chapter.title} – für die Übersetzung in Leichte Sprache")
    lists, bookmarks = Lists(document, NUMBERS, LABEL_STEP), wordml.Bookmarks()
    found = segments(numbered)
    wordml.add_paragraph(document, "Title", chapter.title)
    filled = Form(document, lists, bookmarks)
    filled.add_sheet(numbered, publication, found)
    filled.add_rows(numbered, found)
    filled.add_words(numbered)
    filled.add_protocol()
    heading = wordml.add_paragraph(document, "heading 1", form.ORIGINALS)
    heading.paragraph_format.page_break_before = True
    wordml.add_paragraph(document, "Normal", form.ORIGINAL_ABOUT)
    OfficialText(document, lists, bookmarks).add(chapter.blocks)
    wordml.add_styles_in_use(document, STYLES)
    return wordml.saved(document)


def size_of(rule: LineRule) -> float:
    """The size of the text in points: 10.5, or less where the official lines are longer than 120 characters."""
    return min(21, max(16, 21 * 120 // rule.width)) / 2


def styles(accent: str, size: float) -> Iterator[Style]:
    """The styles of the document; ``size`` is that of the text in points."""
    yield Style("Title", 22, bold=True, colour=accent, after=8, keep_next=True)
    yield Style("List Number", left=NUMBERS, after=4)
    yield Style("Zeilenbereich", colour=GREY, after=4, keep_next=True, custom=True)
    yield Style("Abstand", 6, after=0, custom=True)
    yield Style("Tabellenkopf", 10.5, bold=True, after=0, keep_next=True, custom=True)
    yield Style("Segmentnummer", 9.5, bold=True, after=0, custom=True)
    yield Style("Tabellentext", 11, after=0, custom=True)
    yield Style("Original", 11, after=0, custom=True)
    yield Style("Leichte Sprache", TARGET_SIZE, line=TARGET_LINE, after=0, custom=True)
    yield Style("Body Text", left=NUMBERS, tab=WORDS, after=8)
    yield Style("List Paragraph", left=NUMBERS, tab=WORDS, after=4)
    yield Style("heading 1", 17, bold=True, colour=accent, before=14, after=6, keep_next=True, outline=0)
    yield Style("heading 2", 14, bold=True, colour=accent, before=12, after=4, keep_next=True, tab=WORDS, outline=1)
    for level in range(2, HEADINGS):
        yield Style(
            f"heading {level + 1}", size + max(3 - level, 0), bold=True, colour=accent, before=10, keep_next=True,
            tab=WORDS, outline=level,
        )  # fmt: skip
    yield Style("header", 9, colour=GREY, after=0)
    yield Style("footer", 9, colour=GREY, after=0)
    yield Style("Strong", bold=True, character=True)
    yield Style("Emphasis", italic=True, character=True)
    yield Style("Strong Emphasis", bold=True, italic=True, character=True, custom=True)
    yield Style("Zeilennummer", size - 2, colour=GREY, character=True, custom=True)
    yield Style("Placeholder Text", colour=GREY, character=True)


def set_page(document: Document, head: str) -> None:
    """Set the document on landscape A4, ``head`` over every page but the first, the page number below."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = A4
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    section.header_distance = section.footer_distance = Cm(0.9)
    # On the first page the title itself stands where the header would repeat it.
    section.different_first_page_header_footer = True
    wordml.add_text(section.header.paragraphs[0], head)
    for footer in section.footer, section.first_page_footer:
        wordml.add_text(footer.paragraphs[0], "Seite ")
        wordml.add_field(footer.paragraphs[0], "PAGE", "1")
        wordml.add_text(footer.paragraphs[0], " von ")
        wordml.add_field(footer.paragraphs[0], "NUMPAGES", "1")
