"""The space that a row ends with hangs out of its column (CSS Text 3, 4.1.2); for WeasyPrint 70 preserved ones do not.

A row whose last word fits, and only the space after it does not, would then end where an element before that word ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PRESERVED = "pre-wrap"


@contextmanager
def let_hang() -> Iterator[None]:
    """Within, spaces that are preserved at the end of a row need no room."""
    from weasyprint.layout import inline as engine

    own = engine.trailing_whitespace_size

    def trailing_whitespace_size(context: Any, box: Any) -> Any:
        last = _last(box)
        if getattr(last, "text", None) and last.style["white_space"] == PRESERVED:
            last = last.copy()
            last.style = last.style.copy()
            last.style["white_space"] = "pre-line"
            return own(context, last)
        return own(context, box)

    engine.trailing_whitespace_size = trailing_whitespace_size
    try:
        yield
    finally:
        engine.trailing_whitespace_size = own


def _last(box: Any) -> Any:
    """The last box in the row."""
    while getattr(box, "children", ()):
        box = box.children[-1]
    return box
