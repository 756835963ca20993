"""Comments in the margin of a Word document (ECMA-376 part 1, 17.13.4), without the day that python-docx 1.2.0 gives them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from pipeline.editions.docx.wordprocessing.table_xml import run

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


class MarginComments:
    """The comments of one document: each with an id of its own."""

    def __init__(self, stamp: datetime) -> None:
        """None yet; ``stamp`` is when the document is from."""
        self._stamp, self._found = stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), list[str]()

    def add(self, author: str, lines: Sequence[str]) -> str:
        """A comment; the run that refers to it, as text with the prefix ``w``."""
        key = len(self._found)
        inner = "".join(f"<w:p>{run(line)}</w:p>" for line in lines or ("",))
        initials = escape("".join(word[0] for word in author.split()[:2]), {'"': "&quot;"})
        self._found.append(
            f'<w:comment w:id="{key}" w:author={quoteattr(author)} w:date="{self._stamp}" w:initials="{initials}">'
            f"{inner}</w:comment>"
        )
        return f'<w:r><w:commentReference w:id="{key}"/></w:r>'

    def put_into(self, document: Document) -> None:
        """Give the document the part that holds them, if there are any."""
        if self._found:
            xml = f"{_DECLARATION}<w:comments {nsdecls('w')}>{''.join(self._found)}</w:comments>"
            part = Part(PackURI("/word/comments.xml"), CT.WML_COMMENTS, xml.encode(), document.part.package)
            document.part.relate_to(part, RT.COMMENTS)
