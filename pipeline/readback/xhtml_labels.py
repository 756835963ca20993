"""What stands before the items of a list: what a browser shows (HTML, 4.4.5; CSS Lists 3), or text.

The labels of a list whose class is ``labelled`` are text: each is the first element of its item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.readback.containers import Element, local_name, text_of

_GIVEN = re.compile(r"list-style-type: '(.*) '")


def labels(node: Element) -> tuple[str, ...]:
    """What stands before each item of the list (``ul`` or ``ol``); empty where its order says nothing."""
    items = [each for each in node if local_name(each) == "li"]
    if local_name(node) == "ol":
        return tuple(_labels(node, items))
    if "labelled" not in node.get("class", "").split():
        return ("",) * len(items)
    return tuple(map(text_label, items))


def text_label(item: Element) -> str:
    """The label that the item begins with; empty where it begins with none."""
    first = next(item.iter("{*}span"), None)
    if first is None or not is_item_label(first) or next(first.iterancestors("{*}li"), None) is not item:
        return ""
    return text_of(first).strip()


def is_item_label(node: Element) -> bool:
    """Whether the element is the label of an item: the first in it, or in what is the first in it."""
    if local_name(node) != "span" or "label" not in node.get("class", "").split():
        return False
    while (above := node.getparent()) is not None and above[0] is node and not (above.text or "").strip():
        if local_name(above) == "li":
            return True
        node = above
    return False


def _labels(node: Element, items: Sequence[Element]) -> Iterator[str]:
    """Counted on, unless a string is given; what a class may look like is for a style sheet to say."""
    at = _number(node.get("start", ""), 1)
    for item in items:
        at = _number(item.get("value", ""), at)
        given = _GIVEN.fullmatch(item.get("style", ""))
        yield _unescaped(given[1]) if given else f"{at}."
        at += 1


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else otherwise


def _unescaped(text: str) -> str:
    """The string of a style sheet (CSS Syntax 3, 4.3.7)."""
    return re.sub(r"\\([0-9a-f]{1,6}) ?", lambda found: chr(int(found[1], 16)), text)
