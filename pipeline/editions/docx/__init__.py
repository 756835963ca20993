"""The Word document: what goes to the translators into Leichte Sprache, and comes back.

handover_form       the form: order, rows, word list, protocol
line_appendix       the appendix: the text with its official line numbers as text
programme_document  several chapters together, for reading
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Twips
from docx.text.paragraph import Paragraph

from pipeline.easy_language import form_wording
from pipeline.easy_language.handout import NOTHING, Handout
from pipeline.easy_language.segments import segments
from pipeline.editions.docx.handover_form import HandoverForm
from pipeline.editions.docx.line_appendix import HEADINGS, LABEL_STEP, NUMBERS, STYLES, WORDS, OfficialText
from pipeline.editions.docx.wordprocessing import (
    opc_package,
    paragraph_content,
    run_language,
    style_definitions,
)
from pipeline.editions.docx.wordprocessing.bookmark_ranges import Bookmarks
from pipeline.editions.docx.wordprocessing.margin_comments import MarginComments
from pipeline.editions.docx.wordprocessing.numbered_lists import NumberingDefinitions
from pipeline.editions.docx.wordprocessing.style_definitions import StyleDefinition
from pipeline.publication.settings import Publication
from pipeline.text import chapter_sections, wording
from pipeline.text.model import LineRule, NumberedChapter
from pipeline.text.wording import Phrase, Said, Wording

FONT = "Arial"
GREY = "595959"
"""The colour of numbers, placeholders, header and footer: 7.0:1 on white."""

A4 = Twips(16838), Twips(11906)
LEFT, RIGHT, TOP, BOTTOM = Cm(1.7), Cm(1.7), Cm(2.0), Cm(1.8)

TARGET_SIZE, TARGET_LINE = 14, 1.5
"""Points and row distance of Leichte Sprache (BITV 2.0, annex 2, part 2, 9)."""


def write(numbered: NumberedChapter, publication: Publication, handout: Handout = NOTHING) -> bytes:
    """The hand-over of the chapter as a DOCX file, filled in with what there is."""
    chapter = numbered.chapter
    custom = (
        (form_wording.SLUG, numbered.slug),
        (form_wording.SOURCE, chapter.source.sha256),
        (form_wording.VERSION, form_wording.FORMAT),
        *([(form_wording.PART, " ".join(handout.names))] if handout.names else []),
    )
    creator = chapter.resolution.body or publication.publisher
    modified = publication.modified(numbered)
    size = size_of(numbered.rule)
    document = opc_package.blank(
        opc_package.Properties(chapter.title, creator, publication.language, modified, custom), font=FONT, size=size
    )
    for style in handover_styles(publication.accent.removeprefix("#"), size):
        style_definitions.add_style(document, style)
    head = (Said(chapter.title, ours=False), Said(" – für die Übersetzung in Leichte Sprache"))
    own = chapter.language or publication.language
    say = Wording(own, wording.GERMAN)
    set_page(document, head, say)
    lists, bookmarks = NumberingDefinitions(document, NUMBERS, LABEL_STEP), Bookmarks()
    found = segments(numbered)
    paragraph_content.add_paragraph(document, "Title", chapter.title)
    comments = MarginComments(modified)
    filled = HandoverForm(document, lists, bookmarks, comments, handout)
    filled.add_sheet(numbered, publication, found)
    filled.add_rows(numbered, handout.segments(found))
    filled.add_words(numbered)
    filled.add_protocol()
    heading = paragraph_content.add_paragraph(document, "heading 1", form_wording.ORIGINALS)
    heading.paragraph_format.page_break_before = True
    paragraph_content.add_paragraph(document, "Normal", form_wording.ORIGINAL_ABOUT)
    before = paragraph_content.parts(document)
    OfficialText(document, lists, bookmarks, say).add(chapter.blocks)
    if say.foreign:
        _mark_languages(numbered, before, paragraph_content.since(document, before), own)
        run_language.prepared(document, own)
    style_definitions.add_styles_in_use(document, STYLES)
    comments.put_into(document)
    return opc_package.saved(document)


def _mark_languages(numbered: NumberedChapter, form_: Sequence[Any], official: Sequence[Any], language: str) -> None:
    """Say which words are German, those of the form, and which are the original's."""
    chapter = numbered.chapter
    words = (chapter.title, chapter.kind, *(each for row in chapter.details for each in row))
    theirs = {*words, *(section.title for section in chapter_sections.sections(chapter.blocks))}
    for part in form_:
        for paragraph in paragraph_content.paragraphs(part):
            original = paragraph_content.is_in(paragraph, "Original") or paragraph_content.words(paragraph) in theirs
            run_language.marked([paragraph], language if original else wording.GERMAN)
    run_language.marked(official, language)


def size_of(rule: LineRule) -> float:
    """The size of the text in points: 10.5, or less where the official lines are longer than 120 characters."""
    return min(21, max(16, 21 * 120 // rule.width)) / 2


def handover_styles(accent: str, size: float) -> Iterator[StyleDefinition]:
    """The styles of the document; ``size`` is that of the text in points."""
    yield StyleDefinition("Title", 22, bold=True, colour=accent, after=8, keep_next=True)
    yield StyleDefinition("List Number", left=NUMBERS, after=4)
    yield StyleDefinition("Zeilenbereich", colour=GREY, after=4, keep_next=True, custom=True)
    yield StyleDefinition("Abstand", 6, after=0, custom=True)
    yield StyleDefinition("Tabellenkopf", 10.5, bold=True, after=0, keep_next=True, custom=True)
    yield StyleDefinition("Segmentnummer", 9.5, bold=True, after=0, custom=True)
    yield StyleDefinition("Tabellentext", 11, after=0, custom=True)
    yield StyleDefinition("Original", 11, after=0, custom=True)
    yield StyleDefinition("Leichte Sprache", TARGET_SIZE, line=TARGET_LINE, after=0, custom=True)
    yield StyleDefinition("Body Text", left=NUMBERS, tab=WORDS, after=8)
    yield StyleDefinition("List Paragraph", left=NUMBERS, tab=WORDS, after=4)
    yield StyleDefinition("heading 1", 17, bold=True, colour=accent, before=14, after=6, keep_next=True, outline=0)
    yield StyleDefinition(
        "heading 2", 14, bold=True, colour=accent, before=12, after=4, keep_next=True, tab=WORDS, outline=1
    )
    for level in range(2, HEADINGS):
        yield StyleDefinition(
            f"heading {level + 1}",
            size + max(3 - level, 0),
            bold=True,
            colour=accent,
            before=10,
            keep_next=True,
            tab=WORDS,
            outline=level,
        )
    yield StyleDefinition("header", 9, colour=GREY, after=0)
    yield StyleDefinition("footer", 9, colour=GREY, after=0)
    yield StyleDefinition("Strong", bold=True, character=True)
    yield StyleDefinition("Emphasis", italic=True, character=True)
    yield StyleDefinition("Strong Emphasis", bold=True, italic=True, character=True, custom=True)
    yield StyleDefinition("Zeilennummer", size - 2, colour=GREY, character=True, custom=True)
    yield StyleDefinition("Placeholder Text", colour=GREY, character=True)


def set_page(document: Document, head: Phrase, say: Wording) -> None:
    """Set the document on landscape A4, ``head`` over every page but the first, the page number below."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = A4
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    section.header_distance = section.footer_distance = Cm(0.9)
    # On the first page the title itself stands where the header would repeat it.
    section.different_first_page_header_footer = True
    add_said(section.header.paragraphs[0], head, say)
    own = say.language if say.foreign else ""
    for footer in section.footer, section.first_page_footer:
        paragraph_content.add_text(footer.paragraphs[0], say("Seite "), language=own)
        paragraph_content.add_field(footer.paragraphs[0], "PAGE", "1")
        paragraph_content.add_text(footer.paragraphs[0], say(" von "), language=own)
        paragraph_content.add_field(footer.paragraphs[0], "NUMPAGES", "1")


def add_said(paragraph: Paragraph, phrase: Phrase, say: Wording) -> None:
    """Append the phrase; words of ours say their language where the document is in another."""
    together = [phrase] if say.foreign or any(each.language for each in phrase) else [(Said(wording.words(phrase)),)]
    for each in (each for phrase_ in together for each in phrase_ if each.text):
        own = say.language if each.ours and say.foreign else "" if each.ours else each.language
        paragraph_content.add_text(paragraph, each.text, language=own)
