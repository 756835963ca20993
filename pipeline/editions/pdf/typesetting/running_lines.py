"""Official lines that run on, as WeasyPrint 70 has laid them out: where each begins, and where two begin in one row.

    │ 36 │ den kommunalen Masterplan zur Umsetzung      a row that begins with its line has no mark
    │ 37 │ der Konvention zügig ❘umsetzen, um Frauen    the mark stands where line 37 begins

A number in the margin names one line. Where two would begin in a row, which only lines do that are shorter than a row, the
earlier of them ends its own row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.editions.pdf.typesetting.element_context import class_names
from pipeline.editions.pdf.typesetting.layout import boxes, root_of, text_rows

NUMBER, TURN, ENDS = "number", "turn", "ends"


def with_one_number_a_row(rendered: Callable[[], Any]) -> Any:
    """The document, laid out again as long as lines begin beside others; each time some more of them end their rows."""
    document = rendered()
    while ending := _crowding(document):
        for fragment in ending:
            fragment.set("class", f"{fragment.get('class')} {ENDS}")
        document = rendered()
    return document


def _crowding(document: Any) -> list[Any]:
    """The fragments that end the lines after which a further one begins in the same row."""
    crowded = {mark for row in text_rows(document) for mark in _numbers(row)[1:]}
    found: list[Any] = []
    before: Any = None
    last: Any = None
    for element in root_of(document).iter() if crowded else ():
        if element in crowded:
            # The fragment that the mark is in may end a line itself.
            ending = before if last is not None and element in list(last) else last
            found += [ending] if ending is not None and ENDS not in class_names(ending) else []
        elif TURN in class_names(element):
            before, last = last, element
    return found


def _numbers(row: Any) -> list[Any]:
    """The marks of the lines that begin in the row."""
    return list(dict.fromkeys(box.element for box, _, _ in boxes(row) if NUMBER in class_names(box.element)))


def leave_marks_within_rows(document: Any) -> None:
    """Take the marks away that stand before the first word of a row: there the number says enough."""
    for row in text_rows(document):
        words = False
        for box, _, _ in boxes(row):
            if not words and (box.element_tag or "").endswith("::before") and "line" in class_names(box.element):
                box.background = None
            words = words or (bool((getattr(box, "text", "") or "").strip()) and NUMBER not in class_names(box.element))
