"""Pages that begin with the end of an official line: their head says which one, as WeasyPrint 70 has laid them out.

    Gleichberechtigung und Engagement                    noch Zeile 36
    37 │ der Konvention zügig ❘umsetzen, um Frauen

Where lines run on, the first row of a page may have the number of the line that begins in it, while its first words belong
to the line before. What the style sheet puts at the right of the head makes room for this, and is taken away elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.editions.pdf.typesetting.element_context import ElementContext
from pipeline.editions.pdf.typesetting.layout import boxes, root_of

PLACE = "@top-right"


def name_carried_lines(document: Any, phrase: str) -> None:
    """Let the head of each page say which line goes on at its top; ``phrase`` takes the number as ``first``."""
    carried = dict(_carried(document))
    for at, page in enumerate(document.pages):
        for margin in page._page_box.children:
            if getattr(margin, "at_keyword", "") == PLACE:
                for row in margin.children:
                    words = [_words(row.children[0], phrase.format(first=carried[at]))] if at in carried else []
                    row.children = words


def _carried(document: Any) -> Iterator[tuple[int, str]]:
    """The pages, counted from 0, that begin with words of a line whose number stands on an earlier one, and its number."""
    context, number = ElementContext(root_of(document)), ""
    lines = {each for each in context.root.iter() if "line" in (each.get("class") or "").split()}
    for at, page in enumerate(document.pages):
        begins = True
        for box, margin, _ in boxes(page._page_box):
            text = getattr(box, "text", "") or ""
            if margin or not text.strip():
                continue
            if (mark := context.number_mark(box.element)) is not None:
                begins, number = False, mark.get("data-number")
            elif begins and any(each in lines for each in context.around(box.element)):
                begins = False
                yield at, number


def _words(box: Any, text: str) -> Any:
    """The box with another text, which ends where that of the box ended."""
    from weasyprint.layout.inline import split_text_box

    made, _, _ = split_text_box(None, box.copy_with_text(text), None, 0)
    made.position_x, made.position_y = box.position_x + box.width - made.width, box.position_y
    return made
