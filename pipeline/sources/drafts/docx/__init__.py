"""Word documents → drafts.

    package         bytes → trees of the parts, guarded
    styles          style names and properties → what a paragraph is, how characters look
    list_numbering  list, level → the label that Word prints
    fields          what a field makes of its result
    runs            what stands in a paragraph → pieces
    drawings        drawings → pictures and the text of boxes
    story           paragraphs and tables → drafts, tracked changes decided

Numbers in comments are clauses of ECMA-376 part 1.
"""

from __future__ import annotations

from pipeline.diagnostics import Diagnostic
from pipeline.sources import drafts
from pipeline.sources.drafts.docx.package import opened
from pipeline.sources.drafts.docx.story import document
from pipeline.sources.drafts.draft_report import DraftReport
from pipeline.sources.material import Material
from pipeline.text.model import Chapter, LineRule

_ZIP, _TYPES, _PARTS = b"PK\3\4", b"[Content_Types].xml", b"word/"


def recognises(material: Material) -> bool:
    """Whether it is an archive with the parts of a Word document, whole or not; the names of members stand in it as they are."""
    data = material.data
    return data.startswith(_ZIP) and _TYPES in data and _PARTS in data


def chapter(material: Material, _: int = 0) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter in a Word document. Raises InputRefusal."""
    report = DraftReport(material.file)
    return drafts.chapter(document(opened(material.data, material.file), material.tracked, report), material, report)
