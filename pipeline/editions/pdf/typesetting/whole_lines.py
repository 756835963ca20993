"""Where WeasyPrint 70 may part a block over two pages: before an official line, never between its rows.

A page that begins with the further course of a line begins without a number, and whoever looks for it finds none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def kept_whole(mark: str) -> Iterator[None]:
    """Within, no page ends between a row that has an element of the class ``mark`` and the rows after it that have none.

    Text without such marks breaks as it always does, and so does a line that is higher than a page.
    """
    from weasyprint.layout import block as engine

    own, own_earlier = engine._break_line, engine.find_earlier_page_break

    def break_line(
        context: Any, box: Any, line: Any, rows: list[Any], needed: int, page_is_empty: bool, *rest: Any
    ) -> Any:
        begins = [_has(row, mark) for row in (*rows, line)]
        more = rows_to_keep(begins, needed)
        # On an empty page the block cannot go elsewhere: some of it must stay.
        needed = more if more < len(rows) or not page_is_empty else needed
        return own(context, box, line, rows, needed, page_is_empty, *rest)

    def find_earlier(context: Any, rows: Sequence[Any], *placed: Any) -> Any:
        """For what must not stand first on a page: a part of the rows before it goes with it."""
        begins = [_has(row, mark) for row in rows] if rows and hasattr(rows[0], "text_overflow") else []
        if not any(begins):
            return own_earlier(context, rows, *placed)
        least, most = rows[0].style["orphans"], len(rows) - rows[0].style["widows"]
        if (at := next((at for at in range(most, least - 1, -1) if begins[at]), None)) is None:
            return None
        engine.remove_placeholders(context, rows[at:], *placed)
        return rows[:at], {0: rows[at - 1].resume_at}

    engine._break_line, engine.find_earlier_page_break = break_line, find_earlier
    try:
        yield
    finally:
        engine._break_line, engine.find_earlier_page_break = own, own_earlier


def rows_to_keep(begins: Sequence[bool], needed: int) -> int:
    """How many of the last rows must go to the next page with the row that has no room, the last in ``begins``.

    ``begins`` says of each row whether a line begins in it; ``needed`` go there anyway.
    """
    last = len(begins) - 1
    at = next((at for at in range(last - needed, -1, -1) if begins[at]), None)
    return needed if at is None else last - at


def _has(row: Any, mark: str) -> bool:
    for box in row.descendants(placeholders=True):
        element = getattr(box, "_box", box).element
        if element is not None and mark in (element.get("class") or "").split():
            return True
    return False
