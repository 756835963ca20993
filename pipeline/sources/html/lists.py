"""The lists of the motion software's HTML: their items, how they count, and those that arrived one item at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import Diagnostic, InputRefusal
from pipeline.model import Block, Blocks, BulletList, Counting, Inlines, ListItem, OrderedList, Paragraph
from pipeline.sources.html.elements import BLOCKS, Characters, Element

if TYPE_CHECKING:
    from pipeline.sources.html.reader import Reader

DEEPEST = 9
"""The levels of lists that Word has; no text that people resolve has more."""

LONGEST_LABEL = 20

_STYLES = {
    "decimalDot": Counting.DECIMAL, "decimalCircle": Counting.PARENTHESES, "lowerAlpha": Counting.LOWER_ALPHA,
    "upperAlpha": Counting.UPPER_ALPHA,
}  # fmt: skip
_TYPES = {"1": Counting.DECIMAL, "a": Counting.LOWER_ALPHA, "A": Counting.UPPER_ALPHA}


def items(element: Element, reader: Reader) -> tuple[ListItem, ...]:
    """The items of the list. Text beside them is an item of its own, a list beside them belongs to the item before."""
    result: list[ListItem] = []
    for child in element.children:
        if isinstance(child, Characters):
            if not child.text.strip(" \t\n\r\f"):
                continue
            child = Element("li", {}, child.place, [child])  # noqa: PLW2901
            reader.tell(
                "Z222", child.place, "In der Liste steht Text außerhalb ihrer Punkte; er ist ein Punkt für sich."
            )
        if child.name == "li":
            result += _item(child, element, reader)
        elif child.name in {"ul", "ol"} and result:
            result[-1] = replace(result[-1], blocks=(*result[-1].blocks, *reader.blocks([child], root=False)))
        else:
            blocks = child.name in BLOCKS or child.holds_blocks
            result += _item(Element("li", {}, child.place, [child], holds_blocks=blocks), element, reader)
    return tuple(result)


def _item(element: Element, around: Element, reader: Reader) -> Iterable[ListItem]:
    """The item; none where nothing stands in a list that does not count."""
    label = _label(element, reader) if around.name == "ol" else ""
    content: Inlines = ()
    blocks: Blocks = ()
    if not element.holds_blocks:
        content = reader.content(element.children)
    else:
        blocks = reader.blocks(element.children, root=False)
        if blocks and isinstance(blocks[0], Paragraph):
            content, blocks = blocks[0].content, blocks[1:]
    if content or blocks or around.name == "ol":
        yield ListItem(content, blocks, element.place, label)


def _label(element: Element, reader: Reader) -> str:
    label = " ".join(element.attributes.get("value", "").split())
    if len(label) > LONGEST_LABEL or not label.isprintable():
        reader.tell("Z222", element.place, f"„{label[:LONGEST_LABEL]}…“ ist zu lang für die Nummer eines Listenpunkts.")
        return ""
    return label


def counting(element: Element, reader: Reader) -> tuple[int, Counting]:
    """Where the list begins to count, and how it shows it."""
    said = element.attributes.get("start", "").strip()
    start = 1
    if re.fullmatch(r"-?[0-9]{1,6}", said):
        start = int(said)
    elif said:
        reader.tell("Z222", element.place, f"Die Liste soll bei „{said[:LONGEST_LABEL]}“ beginnen; das ist keine Zahl.")
    named = [_STYLES[word] for word in element.attributes.get("class", "").split() if word in _STYLES]
    return start, named[0] if named else _TYPES.get(element.attributes.get("type", ""), Counting.DECIMAL)


def united(blocks: Sequence[Block]) -> Blocks:
    """The blocks with lists that go on as one: the issuing system gives each item of a list as a list of its own.

    Raises InputRefusal (Z217) where lists are deeper than any word processor can hold.
    """
    result: list[Block] = []
    for block in blocks:
        match result[-1] if result else None, block:
            case BulletList(before, place), BulletList(following):
                result[-1] = BulletList((*before, *following), place)
            case OrderedList(before, start, place, style), OrderedList(following, goes_on, _, same) if (
                style is same and goes_on == start + len(before)
            ):
                result[-1] = OrderedList((*before, *following), start, place, style)
            case _:
                result.append(block)
    for block in result:
        _require_depth(block, 0)
    return tuple(result)


def _require_depth(block: Block, depth: int) -> None:
    if isinstance(block, BulletList | OrderedList):
        if depth == DEEPEST and block.place:
            message = f"Die Liste ist mehr als {DEEPEST} Ebenen tief."
            raise InputRefusal(Diagnostic("Z217", block.place, message))
        for item in block.items:
            for inner in item.blocks:
                _require_depth(inner, depth + 1)
    elif hasattr(block, "blocks"):
        for inner in block.blocks:
            _require_depth(inner, depth)
