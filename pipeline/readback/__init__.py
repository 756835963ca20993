"""The bytes of a finished file → what it says, by standards and contracts alone. Nothing here knows who wrote a file, or how.

reading                        what all readers give
containers                     XML and ZIP, with the doors closed
xhtml, xhtml_lines             web page and EPUB, by anchors (xhtml_elements, _cells, _labels, _listings, _notes)
epub                           the book, opened: package and documents
pdf, glyphs, printed           PDF, by what is printed in margin and line (content_streams, type_area, unnumbered_rows)
tag_tree, marked_content       PDF, by its structure tree (tag_attributes, parent_tree)
claims, print_inks             PDF, the standards that it names; as a print shop takes it
docx, word_walk                Word document, by bookmarks (word_text, word_cells, word_styles, word_lists)
word_form, word_formatting     Word document, as a form to fill in; colours and sizes
data                           table of lines, model
easy                           the editions in Leichte Sprache
bound                          a book of several chapters, each as if it stood by itself
table_grid, object_names       one wording for what a file and the model are compared in
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.publication.catalogue import CATALOGUE, Medium
from pipeline.readback import data, docx, pdf, xhtml
from pipeline.readback.reading import Reading

_BY_MEDIUM: Mapping[Medium, Callable[[bytes], Reading]] = {
    Medium.TABLE: data.lines_table,
    Medium.MODEL: data.model,
    Medium.WEB: xhtml.web_page,
    Medium.PDF: pdf.pdf,
    Medium.PRINT: pdf.print_pdf,
    Medium.EPUB: xhtml.epub,
    Medium.WORD: docx.docx,
}

READERS: Mapping[str, Callable[[bytes], Reading]] = MappingProxyType(
    {each.suffix: _BY_MEDIUM[each.medium] for each in CATALOGUE.values() if not each.easy}
)
"""The reader of each kind of file; all raise UnreadableError for a file that is damaged or of another kind."""
