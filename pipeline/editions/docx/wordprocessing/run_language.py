"""Which language the runs of a document are in, and which way they run, where that is not the language of the document.

A later step over finished elements, so that nothing that writes text has to know of it: documents in one language that is
written from left to right are what they were.

    <w:p> ─ <w:pPr> ─ <w:bidi/>                          the paragraph begins at the right (17.3.1.6)
          └ <w:r> ─ <w:rPr> ─ <w:rtl/> <w:lang w:bidi/>  the words run from right to left (17.3.2.30, 17.3.2.20)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn

from pipeline.editions.docx.wordprocessing.wordml import node, region
from pipeline.text.wording import right_to_left

_AFTER_BIDI = tuple(
    qn(f"w:{name}")
    for name in (
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    )
)
"""What follows ``bidi`` in the properties of a paragraph (CT_PPrBase)."""

_COMPLEX = {qn("w:b"): "bCs", qn("w:i"): "iCs", qn("w:sz"): "szCs"}
"""What makes words bold, slanted and large in scripts that run from right to left (17.3.2.2)."""


def marked(elements: Iterable[Any], language: str) -> None:
    """Say of every run in the elements that it is in this language, unless it says something itself."""
    for element in elements:
        if right_to_left(language):
            _turn(element)
        for run in list(element.iter(qn("w:r"))):
            if run.find(qn("w:rPr")) is None or run.find(qn("w:rPr")).find(qn("w:lang")) is None:
                _mark(run, language)


def _mark(run: Any, language: str) -> None:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = node("rPr")
        run.insert(0, properties)
    if not right_to_left(language):
        properties.append(node("lang", val=region(language)))
        return
    if _runs_left("".join(each.text or "" for each in run.iter(qn("w:t")))):
        properties.append(node("rtl"))
    properties.append(node("lang", bidi=language))


def _runs_left(text: str) -> bool:
    """Whether the words run from right to left: some letters do, or there are none of either kind and no digits."""
    ways = {unicodedata.bidirectional(char) for char in text}
    return bool(ways & {"R", "AL"}) or not ways & {"L", "EN"}


def _turn(element: Any) -> None:
    """Let the paragraphs begin at the right, and the columns of tables too (17.4.1)."""
    for paragraph in element.iter(qn("w:p")):
        properties = paragraph.get_or_add_pPr()
        following = next((each for each in properties if each.tag in _AFTER_BIDI), None)
        if following is None:
            properties.append(node("bidi"))
        else:
            following.addprevious(node("bidi"))
    for properties in element.iter(qn("w:tblPr")):
        properties.insert(0, node("bidiVisual"))


def turned(document: Any) -> None:
    """Let the pages of the document begin at the right (17.6.1, CT_SectPr: before the grid)."""
    section = document.element.body[-1]
    grid = section.find(qn("w:docGrid"))
    if grid is None:
        section.append(node("bidi"))
    else:
        grid.addprevious(node("bidi"))


def prepared(document: Any, language: str) -> None:
    """Let the styles of the document look the same in this language where it runs from right to left."""
    if not right_to_left(language):
        return
    for root in (document.styles.element, document.element):
        for plain, complex_ in _COMPLEX.items():
            for each in list(root.iter(plain)):
                if each.getparent().find(qn(f"w:{complex_}")) is None:
                    each.addnext(node(complex_, **({"val": each.get(qn("w:val"))} if each.get(qn("w:val")) else {})))
