"""LibreOffice texts → drafts.

    package         bytes → trees of the parts, guarded
    styles          style names and properties → what a paragraph is, how characters look
    list_numbering  list, level → the label that LibreOffice prints
    runs            what stands in a paragraph → pieces
    drawings        frames → pictures and the text of boxes
    table_rows      rows and cells of tables
    changes         tracked changes, and what they deleted
    story           paragraphs, lists and tables → drafts

Numbers in comments are sections of OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from pipeline.diagnostics import Diagnostic
from pipeline.sources import drafts
from pipeline.sources.drafts.draft_report import DraftReport
from pipeline.sources.drafts.odt.package import opened
from pipeline.sources.drafts.odt.story import document
from pipeline.sources.material import Material
from pipeline.text.model import Chapter, LineRule

_ZIP, _MANIFEST, _CONTENT = b"PK\3\4", b"META-INF/manifest.xml", b"content.xml"
_MIME = b"mimetypeapplication/vnd.oasis.opendocument."
"""What stands at the 30th byte of the archive where its type is its first member (part 2, 3.3)."""


def recognises(material: Material) -> bool:
    """Whether it is an archive of a LibreOffice text, whole or not; the names of members stand in it as they are."""
    data = material.data
    if not data.startswith(_ZIP):
        return False
    if data[30:].startswith(_MIME):
        return data[30 + len(_MIME) :].startswith(b"text")
    return _MANIFEST in data and _CONTENT in data


def chapter(material: Material, _: int = 0) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter in a LibreOffice text. Raises InputRefusal."""
    report = DraftReport(material.file)
    return drafts.chapter(document(opened(material.data, material.file), material.tracked, report), material, report)
