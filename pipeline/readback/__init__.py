"""The bytes of a finished file → what it says, by standards and contracts alone. Nothing here knows who wrote a file, or how.

reading                        what all readers give
containers                     XML and ZIP, with the doors closed
xhtml, xhtml_lines             web page and EPUB, by anchors (xhtml_elements, _cells, _labels, _listings, _notes)
xhtml_transcript               the same, event by event (for pages painted_formatting, for Word word_elements, word_runs)
epub                           the book, opened: package and documents
pdf_document                   PDF, opened once
pdf, painting, glyphs, printed PDF, by what is printed in margin and line (content_streams, type_area, unnumbered_rows)
line_begins, margin_numbers    PDF, where in a row a line begins, and which number it has; page_tops: which one goes on
paper_sides                    PDF, on which side of its pages numbers stand
note_ways                      notes, reached from their calls and back
drawn_pictures                 PDF, the pictures on its pages
carried_pictures               every picture file in an edition, and what is noted in it
tag_tree, marked_content       PDF, by its structure tree (tag_attributes, parent_tree); tag_transcript, event by event
claims, print_inks             PDF, the standards that it names; as a print shop takes it (pdf_statements, attachments)
docx, word_walk                Word document, by bookmarks (word_text, word_cells, word_styles, word_lists)
word_form, word_formatting     Word document, as a form to fill in; colours and sizes
data                           table of lines, model
easy                           the editions in Leichte Sprache
chapter_names                  what separates the chapters of a book (xhtml_chapters, word_chapters)
table_grid                     cells of tables and what heads them, in the facts of events
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pipeline.publication.catalogue import CATALOGUE, Medium
from pipeline.readback import data, docx, pdf, xhtml
from pipeline.readback.reading import FileReading

Reader = Callable[[bytes, Sequence[str]], FileReading]
"""Bytes, and the slugs of the chapters in order, which say where a book is cut; a file of one chapter needs none."""

_BY_MEDIUM: Mapping[Medium, Reader] = {
    Medium.TABLE: data.lines_table,
    Medium.MODEL: data.model,
    Medium.WEB: xhtml.web_page,
    Medium.PDF: pdf.pdf,
    Medium.PRINT: pdf.print_pdf,
    Medium.EPUB: xhtml.epub,
    Medium.WORD: docx.docx,
}

READERS: Mapping[str, Reader] = MappingProxyType(
    {each.suffix: _BY_MEDIUM[each.medium] for each in CATALOGUE.values() if not each.easy}
)
"""The reader of each kind of file; all raise UnreadableError for a file that is damaged or of another kind."""


def read_file(data: bytes, suffix: str, slugs: Sequence[str] = ()) -> FileReading:
    """What the file says; ``slugs`` are those of its chapters in order. Raises UnreadableError."""
    return READERS[suffix](data, slugs)
