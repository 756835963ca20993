"""What a browser shows before the items of a list (HTML, 4.4.5; CSS Lists 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.readback.containers import Element, local_name

_GIVEN = re.compile(r"list-style-type: '(.*) '")


def labels(node: Element) -> tuple[str, ...]:
    """What stands before each item of the list (``ul`` or ``ol``); empty where its order says nothing."""
    items = [each for each in node if local_name(each) == "li"]
    return tuple(_labels(node, items)) if local_name(node) == "ol" else ("",) * len(items)


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
