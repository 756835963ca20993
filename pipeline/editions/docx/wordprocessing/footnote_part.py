"""Footnotes: a part of their own, which python-docx 1.2.0 does not know (ECMA-376 part 1, 17.11).

document.xml   <w:r> ─ <w:footnoteReference w:id="1"/>
footnotes.xml  <w:footnote w:id="-1" type="separator"> · <w:footnote w:id="0" type="continuationSeparator">
<w:footnote w:id="1"> ─ <w:p> ─ <w:footnoteRef/>, a space, the words
settings.xml   <w:footnotePr> names the first two
"""

from __future__ import annotations

from itertools import count
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.editions.docx.wordprocessing.paragraph_content import BlockContainer
from pipeline.editions.docx.wordprocessing.run_formatting import RunFormatting, run_element, text_run
from pipeline.editions.docx.wordprocessing.wordml import node

REFERENCE = RunFormatting("footnote reference")

SEPARATOR, CONTINUED = -1, 0
"""The ids that Word itself gives the lines above notes, and above what goes on from the page before."""


class FootnotePart:
    """The footnotes of one document; their part is made together with the first."""

    def __init__(self, document: Document) -> None:
        """The document has none yet."""
        self._document, self._keys = document, count(1)
        self._part: XmlPart | None = None

    def add(self, parent: Any) -> BlockContainer:
        """Append a call to the element of a paragraph or link: the story where the blocks of the note go."""
        part, key = self._made(), next(self._keys)
        parent.append(run_element(node("footnoteReference", id=key), REFERENCE))
        note = node("footnote", id=key)
        part.element.append(note)

        def append(block: Any) -> None:
            first = not len(note)
            if first and block.tag != qn("w:p"):
                start = node("p")
                note.append(start)
                _begin(start)
            note.append(block)
            if first and block.tag == qn("w:p"):
                _begin(block)

        return BlockContainer(part, append, is_note=True)

    def _made(self) -> Any:
        if self._part is None:
            package = self._document.part.package
            root: Any = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
            for key, kind in ((SEPARATOR, "separator"), (CONTINUED, "continuationSeparator")):
                line = node(
                    "p", node("pPr", node("spacing", after=0, line=240, lineRule="auto")), run_element(node(kind))
                )
                root.append(node("footnote", line, type=kind, id=key))
            part = XmlPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, root, package)
            self._document.part.relate_to(part, RT.FOOTNOTES)
            self._part = part
            named = node("footnotePr", *(node("footnote", id=key) for key in (SEPARATOR, CONTINUED)))
            # CT_Settings: its place is before the settings of compatibility.
            self._document.settings.element.find(qn("w:compat")).addprevious(named)
        return self._part


def _begin(paragraph: Any) -> None:
    """Put the note's own number and a space at the beginning of the paragraph."""
    paragraph.append(run_element(node("footnoteRef"), REFERENCE))
    paragraph.append(text_run(" "))
