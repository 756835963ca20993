"""Where links lie on pages as WeasyPrint 70 has laid them out, where destinations lead, and where numbers stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.editions.pdf.typesetting.layout import boxes, root_of


def keep_one_area_a_link(document: Any) -> None:
    """Leave each link one area where it stands: WeasyPrint 70 makes one more for every box inside of it."""
    for page in document.pages:
        kept: list[Any] = []
        for link in page.links:
            inside = any(link[3].element is other[3].element and _within(link[2], other[2]) for other in kept)
            if link[3].element_tag == "a" and not inside:
                kept.append(link)
        page.links[:] = kept


def link_labels(document: Any, targets: Mapping[Any, str]) -> None:
    """Let the label of each of these items be a link to a place of the document."""
    for page in document.pages:
        for box, _, _ in boxes(page._page_box):
            if hasattr(box, "text") and (box.element_tag or "").endswith("::marker") and box.element in targets:
                x, y = box.position_x, box.position_y
                area = (x, y, x + box.width, y + box.height)
                page.links.append(("internal", targets[box.element], area, box))


def stand_outside(document: Any, name: str, by: float) -> None:
    """Let what is positioned and of this class stand further to the right on right pages, by so many CSS pixels."""
    for page in document.pages[::2]:
        for box, _, _ in boxes(page._page_box):
            classes = (box.element.get("class") or "").split() if box.element is not None else []
            if name in classes and box.style["position"] == "absolute":
                box.translate(by, 0)


def lead_to_numbers(document: Any, name: str) -> None:
    """Let the destination of each element begin where its mark of this class does, which stands left of it.

    WeasyPrint 70 takes the corner of the element's own box: who jumps there enlarged sees the line and not its number.
    """
    parents = {child: parent for parent in root_of(document).iter() for child in parent}
    for page in document.pages:
        for box, _, _ in boxes(page._page_box):
            classes = (box.element.get("class") or "").split() if box.element is not None else []
            if name in classes and hasattr(box, "text"):
                target = parents[box.element].get("id")
                _, *rest = page.anchors.get(target, (0.0,))
                if rest:
                    page.anchors[target] = (min(box.position_x, page.anchors[target][0]), *rest)


def _within(inner: Sequence[float], outer: Sequence[float]) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
