"""The page as Chromium has laid it out (``DOMSnapshot.captureSnapshot``): elements, and every piece of text with its place.

Generated text, such as numbers in ``::before``, has no range in the page, but Chromium lays it out like any other text and
says where each piece of it stands. The places are CSS pixels from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.checks.display.model_display import Block
from pipeline.readback.xhtml_lines import ANCHOR

BLOCKS = frozenset(
    {
        "p",
        "li",
        "pre",
        "caption",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dd",
        "dt",
        "td",
        "th",
        "blockquote",
        "div",
    }
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one row, of one node."""

    text: str
    node: int
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    def overprints(self, other: Piece) -> bool:
        """Whether letters of both are in one place: the inner halves of their heights, as letters do not fill theirs."""
        upper, lower = sorted((self, other), key=lambda each: each.top + each.height / 4)
        tall = upper.top + upper.height * 3 / 4 - (lower.top + lower.height / 4)
        return tall > 1 and min(self.right, other.right) - max(self.left, other.left) > 1


class Snapshot:
    """One page in one size."""

    STYLES = (
        "visibility",
        "opacity",
        "display",
        "overflow-x",
        "content",
        "user-select",
        "white-space",
        "text-transform",
    )
    _HANDED = (0, 2, 4, 5, 6, 7)
    """Those of the styles that decide what is heard and copied."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        """From the answer of Chromium, asked with ``STYLES``."""
        self._strings: list[str] = answer["strings"]
        self._document = answer["documents"][0]
        self._nodes = self._document["nodes"]
        self.width = float(self._document["contentWidth"])
        self._parents: list[int] = self._nodes["parentIndex"]
        self._names = [self._strings[each].lower() for each in self._nodes["nodeName"]]
        self._backend = {number: index for index, number in enumerate(self._nodes["backendNodeId"])}
        self._generated = frozenset(self._nodes["pseudoType"]["index"])

    def index(self, backend: int | None) -> int | None:
        """The node that Chromium's other answers know by this number."""
        return None if backend is None else self._backend.get(backend)

    def generated(self, node: int) -> bool:
        """Whether a style sheet made the node."""
        return node in self._generated

    def named(self, node: int) -> str:
        """``p „Wir werden …“`` for messages: the element, and the words where there are some."""
        element = next((each for each in self.upwards(node) if not self._names[each].startswith(("#", ":"))), 0)
        return f"<{self._names[element]}>"

    def upwards(self, node: int) -> Iterator[int]:
        """The node, its parent, and so on."""
        while node >= 0:
            yield node
            node = self._parents[node]

    def block(self, node: int) -> int | None:
        """The block that the node stands in."""
        return next((each for each in self.upwards(node) if self._names[each] in BLOCKS), None)

    def places(self, blocks: Collection[Block]) -> dict[int, Block]:
        """Which block of the model each block of the page holds, by the anchors of their first lines."""
        wanted = {block.anchors[0]: block for block in blocks}
        found: dict[int, Block] = {}
        for name, node in self.anchors.items():
            place = self.block(node)
            if name in wanted and place is not None:
                found.setdefault(place, wanted[name])
        return found

    @cached_property
    def anchors(self) -> dict[str, int]:
        """The element of each line's anchor."""
        found: dict[str, int] = {}
        for node, flat in enumerate(self._nodes["attributes"]):
            words = [self._strings[each] for each in flat]
            name = dict(zip(words[::2], words[1::2], strict=False)).get("id", "")
            if ANCHOR.fullmatch(name):
                found.setdefault(name, node)
        return found

    @cached_property
    def labels(self) -> frozenset[int]:
        """The labels of list items that are text: they stand where markers would."""
        strings = self._strings
        return frozenset(
            node
            for node, flat in enumerate(self._nodes["attributes"])
            for name, value in zip(flat[::2], flat[1::2], strict=False)
            if strings[name] == "class" and "label" in strings[value].split()
        )

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece of text that can be seen, without white space, in the order of the page."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[Piece]:
        layout, boxes = self._document["layout"], self._document["textBoxes"]
        for at, (left, top, width, height), begin, length in zip(
            boxes["layoutIndex"], boxes["bounds"], boxes["start"], boxes["length"], strict=True
        ):
            visibility, opacity, *_ = (self._strings[each] for each in layout["styles"][at])
            text = _part(self._strings[layout["text"][at]], begin, length)
            if text.strip() and width and height and visibility == "visible" and float(opacity or 1):
                # Spaces at the end of a row hang out of it without a trace.
                seen = width * len(text.rstrip()) / len(text)
                yield Piece(text.strip(), layout["nodeIndex"][at], left, top, min(width, seen + 1), height)

    @cached_property
    def shown_boxes(self) -> Hashable:
        """What is shown and as what, wherever it stands: where this is the same, so is what is heard, copied and found."""
        layout, strings = self._document["layout"], self._strings
        return tuple(
            (node, strings[text] if text >= 0 else "", *(strings[styles[at]] for at in self._HANDED if styles))
            for node, text, styles in zip(layout["nodeIndex"], layout["text"], layout["styles"], strict=True)
        )

    def scrolls(self, node: int) -> bool:
        """Whether the node stands in a box that can be pushed sideways by itself, as a wide table may (WCAG 2.2, 1.4.10)."""
        return any(each in self._scrolling for each in self.upwards(node))

    @cached_property
    def _scrolling(self) -> frozenset[int]:
        layout = self._document["layout"]
        return frozenset(
            node
            for node, styles in zip(layout["nodeIndex"], layout["styles"], strict=True)
            if styles and self._strings[styles[3]] in {"auto", "scroll"}
        )

    @cached_property
    def edges(self) -> tuple[tuple[int, float], ...]:
        """Every box that takes up room, with its right edge; those within a row are known by their text."""
        layout = self._document["layout"]
        return tuple(
            (node, left + width)
            for node, (left, _, width, height), styles in zip(
                layout["nodeIndex"], layout["bounds"], layout["styles"], strict=True
            )
            if styles and self._strings[styles[2]] != "inline" and width and height
        )


def _part(text: str, begin: int, length: int) -> str:
    """A part of the text, counted as Chromium counts: in units of UTF-16."""
    if text.isascii():
        return text[begin : begin + length]
    return text.encode("utf-16-le")[2 * begin : 2 * (begin + length)].decode("utf-16-le", "replace")
