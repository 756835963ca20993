"""Paragraphs that look like items of lists → lists inside one another.

Which list an item belongs to, and how deep it stands, is said in two ways: by the list and level of its numbering; and
where two lists meet, as in Word's styles „Aufzählungszeichen“ and „Aufzählungszeichen 2“, by how far it is indented.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.diagnostics import Place
from pipeline.sources.commonmark.item_marks import shape
from pipeline.sources.drafts import spans
from pipeline.sources.drafts.draft import Draft, DraftItem, DraftPiece, ParagraphDraft, ParagraphKind
from pipeline.sources.labels import follows, label_at, ordered
from pipeline.text.model import Block, Blocks, BulletList, Inlines, ListItem, OrderedList, Text

NEAR = 80
"""Twentieths of a point between two indents that mean the same; 4 pt are hardly seen."""

Later = Callable[[str], int]

_BULLET = re.compile(r"[•·‣▪▫◦●○■□–—*➢➔✓-][ \u00a0]*\t[ \t]*")
_TYPED = "typed"
_STEP = 360
"""A quarter of an inch: by so much Word indents lists further."""


@dataclass(slots=True)
class _Entry:
    """An item with its words, and the blocks and lists that follow inside it."""

    label: str
    content: Inlines
    place: Place
    inside: list[Block | _Open] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A list that may get more items."""

    key: str
    level: int
    indent: int
    bullets: bool
    place: Place
    items: list[_Entry] = field(default_factory=list)

    def takes(self, label: str) -> bool:
        """Whether an item of another list goes on in this one: both have bullets, or its label is the next."""
        return self.bullets if not label else not self.bullets and follows(self.items[-1].label, label)


class ListBuilder:
    """The lists that paragraphs in a row amount to."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: list[Block | _Open] = []
        self._stack: list[_Open] = []

    @property
    def depth(self) -> int:
        """How many lists stand around the last item."""
        return len(self._stack)

    def add(self, draft: ParagraphDraft, item: DraftItem, content: Inlines, later: Later) -> None:
        """Add an item. ``later`` gives the level of the next item of a list below it, -1 where it has none."""
        self._descend(item, draft.indent, later)
        bullets = not item.label
        if self._stack and self._stack[-1].key == item.key and self._stack[-1].level == item.level:
            if self._stack[-1].bullets is not bullets:
                self._stack.pop()
        elif (
            self._stack
            and self._beside(self._stack[-1], draft.indent)
            and not self._goes_on(self._stack[-1], item, later)
        ):
            top = self._stack.pop()
            if top.takes(item.label):
                top.key, top.level = item.key, item.level
                self._stack.append(top)
        if not (self._stack and (self._stack[-1].key, self._stack[-1].level) == (item.key, item.level)):
            opened = _Open(item.key, item.level, draft.indent, bullets, draft.place)
            (self._stack[-1].items[-1].inside if self._stack else self._found).append(opened)
            self._stack.append(opened)
        self._stack[-1].items.append(_Entry(item.label, content, draft.place))

    def _descend(self, item: DraftItem, indent: int, later: Later) -> None:
        """Leave the lists that the item does not stand in.

        A list that counts and goes on below stays open, however its items are indented: what stands between (1) and (2) belongs to (1).
        """
        own = [at for at, each in enumerate(self._stack) if each.key == item.key and each.level <= item.level]
        if own:
            del self._stack[own[-1] + 1 :]
            return
        while self._stack and (self._stack[-1].key == item.key or self._stack[-1].indent > indent + NEAR):
            if self._goes_on(self._stack[-1], item, later):
                return
            self._stack.pop()

    @staticmethod
    def _goes_on(open_: _Open, item: DraftItem, later: Later) -> bool:
        return not open_.bullets and open_.key != item.key and later(open_.key) >= open_.level

    @staticmethod
    def _beside(open_: _Open, indent: int) -> bool:
        return abs(open_.indent - indent) <= NEAR

    def holds(self, indent: int | None) -> bool:
        """Whether a block with this indent stands inside an item, which is then the last one; None is like that."""
        if indent is not None:
            reached = [at for at, each in enumerate(self._stack) if each.indent <= indent + NEAR]
            if not reached:
                return False
            del self._stack[reached[-1] + 1 :]
        return bool(self._stack)

    def inside(self, blocks: Iterable[Block]) -> None:
        """Add blocks to the last item."""
        self._stack[-1].items[-1].inside += blocks

    @property
    def blocks(self) -> Blocks:
        """The lists."""
        return _closed(self._found)


def _closed(found: Sequence[Block | _Open]) -> Blocks:
    result: list[Block] = []
    for each in found:
        if not isinstance(each, _Open):
            result.append(each)
            continue
        items = tuple(ListItem(entry.content, _closed(entry.inside), entry.place) for entry in each.items)
        result.append(_list(each, items))
    return tuple(result)


def _list(found: _Open, items: tuple[ListItem, ...]) -> BulletList | OrderedList:
    if found.bullets:
        return BulletList(items, found.place)
    return ordered([entry.label for entry in found.items], items, found.place)


def typed_item(draft: ParagraphDraft) -> ParagraphDraft:
    """The paragraph as an item of a list where somebody typed a bullet or a label and a tab at its begin; else as it is."""
    if draft.item or not draft.pieces or not isinstance(draft.pieces[0].leaf, Text):
        return draft
    text = "".join(each.leaf.text if isinstance(each.leaf, Text) else "\0" for each in draft.pieces[:4])
    label = label_at(text.lstrip())
    length = len(text) - len(text.lstrip())
    if label and not label.startswith("§") and text[length + len(label) :].lstrip(" \u00a0").startswith("\t"):
        rest = text[length + len(label) :]
        cut = length + len(label) + len(rest) - len(rest.lstrip(" \u00a0\t"))
    elif found := _BULLET.match(text, length):
        label, cut = "", found.end()
    else:
        return draft
    if not spans.words(draft.pieces)[len(label) :].strip():
        return draft
    return replace(
        draft,
        pieces=_without(draft.pieces, cut),
        item=DraftItem(f"{_TYPED} {shape(label)}", draft.indent // _STEP, label),
    )


def _without(pieces: Sequence[DraftPiece], characters: int) -> tuple[DraftPiece, ...]:
    """The pieces without so many characters at the begin."""
    result: list[DraftPiece] = []
    for piece in pieces:
        if characters and isinstance(piece.leaf, Text):
            cut = min(characters, len(piece.leaf.text))
            characters -= cut
            if piece.leaf.text[cut:]:
                result.append(replace(piece, leaf=Text(piece.leaf.text[cut:], piece.leaf.place)))
        else:
            result.append(piece)
    return tuple(result)


class Recurrence:
    """Which lists go on further down, as far as nothing but lists and what is indented stands between."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        """Note the items of each list in each such stretch."""
        self._stretches: list[int] = []
        self._items: dict[tuple[int, str], tuple[list[int], list[int]]] = {}
        stretch = 0
        for at, each in enumerate(drafts):
            if (
                not isinstance(each, ParagraphDraft)
                or each.kind is not ParagraphKind.BODY
                or not (each.item or each.indent)
            ):
                stretch += 1
            elif each.item and not each.item.continues:
                places, levels = self._items.setdefault((stretch, each.item.key), ([], []))
                places.append(at)
                levels.append(each.item.level)
            self._stretches.append(stretch)

    def level(self, key: str, at: int) -> int:
        """The level of the next item of the list after this draft; -1 where there is none."""
        places, levels = self._items.get((self._stretches[at], key), ([], []))
        found = bisect_right(places, at)
        return levels[found] if found < len(places) else -1
