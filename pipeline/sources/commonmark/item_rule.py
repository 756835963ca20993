"""The block rule for lists whose items begin with a label or a typographic bullet, in the place of CommonMark's „1.“.

What an item holds is as in CommonMark what is indented as far as its words. For labels two columns suffice, because people
align „a)“ below „(1)“ by eye.

    (2) Die Aufnahme
      a) beantragt man           ← two columns right of (2): inside of it
         aa) beim Vorstand
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock, list_block

from pipeline.sources.commonmark.item_marks import TAB, ItemMark
from pipeline.sources.commonmark.label_lines import Labelled

_KNOWN = re.compile(r"[0-9]{1,9}[.)]")
"""The labels that CommonMark has: what stands below them has its place there (0.31, 5.2), and another one here."""

INSET = 2
"""So many columns right of a label something stands inside of its item."""

LIST, BULLETS, ITEM = "labelled_list", "bullet_list", "list_item"

_BEGINS = re.compile(r"[-+*>#]|`{3}|~{3}")
"""What ends a paragraph, whatever its indentation."""


def bullets(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """CommonMark's own rule for lists, without its ordered ones."""
    at = state.bMarks[line] + state.tShift[line]
    return not state.src[at : at + 1].isdecimal() and list_block(state, line, end, silent)


class Items:
    """The rule for the marks that were found; ``shallow`` has the lines, from 1, that only our reading nests."""

    def __init__(self, found: Labelled) -> None:
        """Know the marks; a text is parsed with it once."""
        self._found = found
        self._begins: list[int] = []
        self._written: dict[int, int] = {}
        self.shallow: set[int] = set()

    def rule(self, state: StateBlock, line: int, end: int, silent: bool) -> bool:
        """A block rule of markdown-it-py."""
        mark = self._mark(state, line)
        if mark is None or silent:
            return mark is not None
        self._list(state, line, end, mark)
        return True

    def _mark(self, state: StateBlock, line: int) -> ItemMark | None:
        if not self._begins:
            self._begins = list(state.bMarks)
        return self._found.marks.get((line, state.bMarks[line] + state.tShift[line] - self._begins[line]))

    def _column(self, state: StateBlock, line: int) -> int:
        """The column that the line begins with in the text, though it was let into an item."""
        return self._written.get(line, state.sCount[line])

    def _list(self, state: StateBlock, line: int, end: int, first: ItemMark) -> None:
        kind, tag = (BULLETS, "ul") if first.bullet else (LIST, "ol")
        token = state.push(f"{kind}_open", tag, 1)
        column, parent, at = self._column(state, line), state.parentType, line
        state.parentType = "list"
        mark: ItemMark | None = first
        while mark is not None and mark.shape == first.shape:
            self._item(state, at, end, mark)
            at = state.line
            if at >= end or state.sCount[at] < state.blkIndent or abs(self._column(state, at) - column) >= INSET:
                break
            mark = self._mark(state, at)
        state.parentType = parent
        state.push(f"{kind}_close", tag, -1)
        token.map = [line, at]

    def _item(self, state: StateBlock, line: int, end: int, mark: ItemMark) -> None:
        token = state.push(f"{ITEM}_open", "li", 1)
        token.info = mark.label
        own, begin = self._column(state, line), self._begins[line]
        blanks = state.src[begin + mark.offset + len(mark.label) : begin + mark.content]
        inner = max(state.blkIndent + 1, own + len(mark.label) + max(1, len(blanks.expandtabs(TAB))))
        before = (state.tight, state.tShift[line], state.sCount[line], state.blkIndent, state.listIndent)
        state.tShift[line] += mark.content - mark.offset
        state.sCount[line] = inner
        if state.isEmpty(line) and line + 1 < end and not state.isEmpty(line + 1):
            self._written.setdefault(line + 1, state.sCount[line + 1])
            state.sCount[line + 1] = max(state.sCount[line + 1], inner)
        self._let_in(state, range(line + 1, end), own, inner, known=_KNOWN.fullmatch(mark.label) is not None)
        state.listIndent, state.blkIndent, state.tight = state.blkIndent, inner, True
        state.md.block.tokenize(state, line, end)
        state.tight, state.tShift[line], state.sCount[line], state.blkIndent, state.listIndent = before
        token.map = [line, state.line]
        state.push(f"{ITEM}_close", "li", -1)

    def _let_in(self, state: StateBlock, lines: range, own: int, inner: int, *, known: bool) -> None:
        """Let the lines that stand right of the label, though left of its words, stand below its words."""
        blank = False
        for at in lines:
            if state.isEmpty(at):
                blank = True
                continue
            column, begin = self._column(state, at), state.bMarks[at] + state.tShift[at]
            if column >= own + INSET:
                if state.sCount[at] < inner:
                    self._written.setdefault(at, column)
                    state.sCount[at] = inner
                    if known and _BEGINS.match(state.src, begin):
                        self.shallow.add(at + 1)
            elif blank or column < 0 or self._mark(state, at) or _BEGINS.match(state.src, begin):
                return
            blank = False
