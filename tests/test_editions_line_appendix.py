"""The official text of a book in Word: what is counted in each chapter begins with one again."""

from __future__ import annotations

from datetime import UTC, datetime

from docx.oxml.ns import qn

from pipeline.editions.docx import FONT, handover_styles
from pipeline.editions.docx.line_appendix import LABEL_STEP, NUMBERS, OfficialText
from pipeline.editions.docx.wordprocessing import opc_package, style_definitions
from pipeline.editions.docx.wordprocessing.bookmark_ranges import Bookmarks
from pipeline.editions.docx.wordprocessing.numbered_lists import NumberingDefinitions
from pipeline.editions.docx.wordprocessing.opc_package import Properties
from pipeline.text.model import Alignment, BlockQuote, Cell, Paragraph, Table, Text
from pipeline.text.wording import IN_GERMAN


def test_texts_quotations_and_tables_are_counted_in_each_chapter_anew() -> None:
    document = opc_package.blank(Properties("Probe", "", "de", datetime(2025, 5, 3, tzinfo=UTC)), font=FONT, size=12)
    for style in handover_styles("000000", 12):
        style_definitions.add_style(document, style)
    official = OfficialText(document, NumberingDefinitions(document, NUMBERS, LABEL_STEP), Bookmarks())
    said = Paragraph((Text("Ein Satz."),))
    table = Table((), ((Cell((Text("Zelle"),)),),), (Alignment.START,))
    for prefix in ("k1_", "k2_"):
        official.begin(prefix, {}, IN_GERMAN)
        official.add((said, BlockQuote((said,)), table))
    body = document.element.body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    for prefix in ("k1_", "k2_"):
        assert [each for each in names if each.startswith(f"{prefix}text_")] == [
            f"{prefix}text_{at}" for at in (1, 2, 3)
        ]
        assert f"{prefix}zitat_1" in names
    assert [each.get(qn("w:val")) for each in body.iter(qn("w:tblCaption"))] == ["Tabelle 1"] * 2
