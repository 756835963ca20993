"""The order in which WeasyPrint 70 paints: what stands out of the flow last, and so after all text of a page.

For labels of lists that is CSS (2.1, appendix E), but programs that read pages without their tags, as most that extract,
search or copy text, read „7.“ after the last paragraph. Within ``painted_in_flow`` each is painted where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def painted_in_flow(apart: str) -> Iterator[None]:
    """Within, WeasyPrint paints what is positioned in its place in the text, but for elements of the class ``apart``."""
    import weasyprint.draw as engine
    from weasyprint import stacking

    order = _Order(apart, stacking, engine)
    own = stacking._dispatch, stacking._dispatch_children, engine.draw_inline_level, engine.draw_block_level
    stacking._dispatch, stacking._dispatch_children = order.dispatch, order.dispatch_children
    engine.draw_inline_level, engine.draw_block_level = order.draw_inline_level, order.draw_block_level
    try:
        yield
    finally:
        stacking._dispatch, stacking._dispatch_children, engine.draw_inline_level, engine.draw_block_level = own


class _Order:
    """WeasyPrint's functions of painting, with stacking contexts left where they stand among lines and blocks."""

    def __init__(self, apart: str, stacking: Any, engine: Any) -> None:
        from weasyprint.formatting_structure import boxes

        self.apart, self.engine, self.boxes = apart, engine, boxes
        self.context = stacking.StackingContext
        self.own_dispatch, self.own_inline_level = stacking._dispatch, engine.draw_inline_level

    def _stays(self, box: Any) -> bool:
        classes = (box.element.get("class") or "").split() if box.element is not None else []
        position, level = box.style["position"], box.style["z_index"]
        return position == "absolute" and level == "auto" and self.apart not in classes

    def dispatch(self, box: Any, page: Any, contexts: Any, *rest: Any) -> Any:
        """The box, or the context in its place; None where it is painted elsewhere."""
        # A box with an absolute position leaves a placeholder where it would have stood.
        box = getattr(box, "_box", box)
        return (
            self.context.from_box(box, page, contexts)
            if self._stays(box)
            else self.own_dispatch(box, page, contexts, *rest)
        )

    def dispatch_children(self, box: Any, page: Any, contexts: Any, *rest: Any) -> Any:
        """The box with those of its children that are painted within it."""
        if not isinstance(box, self.boxes.ParentBox):
            return box
        holds_lines = isinstance(box, self.boxes.LineBox | self.boxes.InlineBox) or self._has_lines(box)
        children = []
        for child in box.children:
            found = self.dispatch(child, page, contexts, *rest)
            if isinstance(found, self.context) and not holds_lines:
                blocks_and_cells = rest[-1]
                blocks_and_cells[found] = {}
            elif found is not None:
                children.append(found)
        return box.copy_with_children(children)

    def _has_lines(self, box: Any) -> bool:
        return any(isinstance(child, self.boxes.LineBox) for child in box.children)

    def draw_inline_level(self, stream: Any, page: Any, box: Any, *rest: Any) -> None:
        """Paint what stands in a line."""
        if isinstance(box, self.context):
            self.engine.draw_stacking_context(stream, box)
        else:
            self.own_inline_level(stream, page, box, *rest)

    def draw_block_level(self, page: Any, stream: Any, blocks_and_cells: Any) -> None:
        """Paint the blocks, each with what is in it, in their order."""
        for block, inside in blocks_and_cells.items():
            if isinstance(block, self.context):
                self.engine.draw_stacking_context(stream, block)
            elif isinstance(block, self.boxes.ReplacedBox):
                with stream.marked(block, "Figure"):
                    self.engine.draw_replacedbox(stream, block)
            elif self._has_lines(block):
                for child in block.children:
                    self.draw_inline_level(stream, page, child)
            self.draw_block_level(page, stream, inside)
