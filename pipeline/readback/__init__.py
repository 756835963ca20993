"""Finished files → readings, by the end of their names. Nothing here knows who wrote a file, or how.

web.py · markup.py · listings.py   web page and EPUB, by anchors; contents, Zeilenfassung
elements.py · endnotes.py          what elements are; notes and their calls (list_labels.py: what stands before items)
book.py                            EPUB, opened: package and documents
pdf.py · glyphs.py · printed.py    PDF, by what is printed in margin and line
area.py · loose.py                 PDF, what stands in margins; heads and feet, and rows that are no lines
tag_tree.py · marked.py            PDF, by its structure tree (tag_attributes.py, parent_tree.py)
claims.py                          PDF, the standards that it names
docx.py · word_walk.py             Word document, by bookmarks (word_text.py: what a piece of it says)
word_styles.py · word_lists.py     what its styles and numbering make of a paragraph
word_form.py · word_looks.py       Word document, as a form to fill in; colours and sizes
plain.py · intended.py             table of lines, model; what the model says, as readers report it
containers.py                      XML and ZIP, with the doors closed
reading.py                         what all of these give
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.readback import data, docx, pdf, xhtml
from pipeline.readback.reading import Reading

READERS: Mapping[str, Callable[[bytes], Reading]] = MappingProxyType(
    {
        ".lines.tsv": data.lines_table,
        ".json": data.model,
        ".html": xhtml.web_page,
        ".pdf": pdf.pdf,
        "-archiv.pdf": pdf.pdf,
        "-druck.pdf": pdf.pdf,
        "-grossdruck.pdf": pdf.pdf,
        ".epub": xhtml.epub,
        ".docx": docx.docx,
    }
)
"""The reader of each kind of file; all raise UnreadableError for a file that is damaged or of another kind."""
