"""Where paragraphs of a Word document go, and what is appended to them: text, tabs, links, pictures, fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, cast

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from docx.text.paragraph import Paragraph

from pipeline.editions.docx.wordprocessing.run_formatting import RunFormatting, run_element, text_run
from pipeline.editions.docx.wordprocessing.wordml import node, style_key, xml_of


def append(document: Document, xml: str) -> None:
    """Append the element, as text with the prefix ``w``, before the document's last section."""
    body(document).append(parse_xml(xml))


class BlockContainer:
    """Where blocks go, one after the other: the body of a document, a note, a cell."""

    def __init__(self, part: Any, add: Callable[[Any], None], *, is_note: bool = False) -> None:
        """``part`` of the package holds the blocks, and what they refer to; ``add`` appends an element."""
        self.part, self.append, self.is_note = part, add, is_note

    def add_paragraph(self, style: str, text: str = "") -> Paragraph:
        """Append a paragraph; python-docx 1.2.0 would go through all styles for each."""
        element: Any = OxmlElement("w:p")
        element.style = style_key(style)
        self.append(element)
        paragraph = Paragraph(element, cast("Any", self))
        if text:
            add_text(paragraph, text)
        return paragraph


def body(document: Document) -> BlockContainer:
    """The text of the document itself, before its last section."""
    element: Any = document.element.body
    return BlockContainer(document.part, element[-1].addprevious)


def parts(document: Document) -> list[Any]:
    """The elements of the text so far, without the section, and the notes below it."""
    found: list[Any] = list(document.element.body)[:-1]
    for each in document.part.rels.values():
        if each.reltype == RT.FOOTNOTES:
            found += [note for note in each.target_part.element if note.get(qn("w:type")) is None]
    return found


def since(document: Document, before: Sequence[Any]) -> list[Any]:
    """The elements that have come to those of ``before``."""
    known = set(map(id, before))
    return [each for each in parts(document) if id(each) not in known]


def paragraphs(element: Any) -> list[Any]:
    """The elements of the paragraphs in it, itself where it is one."""
    return list(element.iter(qn("w:p")))


def words(paragraph: Any) -> str:
    """What the element of a paragraph says."""
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def is_in(paragraph: Any, style: str) -> bool:
    """Whether the element of a paragraph has the style."""
    return any(each.get(qn("w:val")) == style_key(style) for each in paragraph.iter(qn("w:pStyle")))


def add_paragraph(document: Document, style: str, text: str = "") -> Paragraph:
    """Append a paragraph to the text of the document itself."""
    return body(document).add_paragraph(style, text)


def add_text(paragraph: Paragraph, text: str, style: str = "", *, bold: bool | None = None, language: str = "") -> None:
    """Append the text verbatim; python-docx would turn a tab or a line feed in it into an element.

    ``language`` is given where it is not that of the document.
    """
    xml_of(paragraph).append(text_run(text, RunFormatting(style, bold, language=language)))


def add_tab(paragraph: Paragraph) -> None:
    """Append a jump to the next tab stop."""
    xml_of(paragraph).append(run_element(node("tab")))


def add_break(paragraph: Paragraph) -> None:
    """Append a line break, which leaves the paragraph whole."""
    xml_of(paragraph).append(run_element(node("br")))


def add_link(paragraph: Paragraph, bookmark: str, text: str, language: str = "") -> None:
    """Append a link to a bookmark of the same document, in the style ``Hyperlink``."""
    link = node("hyperlink", text_run(text, RunFormatting("Hyperlink", language=language)), anchor=bookmark, history=1)
    xml_of(paragraph).append(link)


_JFIF = bytes.fromhex("ffe00010") + b"JFIF\0" + bytes.fromhex("010100000100010000")
"""A segment that says nothing but that this is a JPEG (ITU-T T.871)."""


def _with_jfif(data: bytes) -> bytes:
    """The picture; a JPEG with neither JFIF nor Exif at its begin gets the former: python-docx 1.2 knows no other."""
    is_bare = data.startswith(b"\xff\xd8\xff") and data[6:10] not in {b"JFIF", b"Exif"}
    return data[:2] + _JFIF + data[2:] if is_bare else data


def add_picture(paragraph: Paragraph, data: bytes, width: Length, description: str, key: int) -> None:
    """Append a picture with its alternative text (20.4.2.5); it stands in the line, so that its place is its order."""
    shape = paragraph.add_run().add_picture(BytesIO(_with_jfif(data)), width=width)
    properties = shape._inline.docPr  # noqa: SLF001 - python-docx 1.2.0 has no way to the alternative text
    properties.set("descr", description)
    properties.set("id", str(key))
    properties.set("name", f"Bild {key}")


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a field, and what it shows until the word processor knows better."""
    xml_of(paragraph).append(node("fldSimple", text_run(shown), instr=instruction))


def move_tab(paragraph: Paragraph, old: int, new: int) -> None:
    """Let the words begin at ``new`` instead of at the ``old`` tab stop of the paragraph's style."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Twips(old), WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Twips(new))
