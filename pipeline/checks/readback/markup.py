"""XHTML → lines by their anchors, for the web page and the documents of an EPUB.

    <p>│<span class="line turn" id="zeile-36">│ begins 36   <span class="number" data-number="36"/>den …zügig </span>
       │<span class="line" id="zeile-37">     │ ends 36     … umsetzen.</span>
    </p>│                                       ends 37, and the block

A line runs from its anchor to the next anchor or to the end of its block. Everything that is not an inline element
ends a block, so a list inside an item ends the item's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.checks.readback.containers import Element, local, text_of
from pipeline.checks.readback.reading import (
    SPACES,
    Kind,
    ListShape,
    Opening,
    ReadLine,
    Remark,
    Stated,
    Stray,
    Witness,
)
from pipeline.concordance import Join

ANCHOR = re.compile(r"(?:[a-z0-9-]+-)?zeile-([1-9][0-9]{0,8})")
VISIBLE = "sichtbare Nummer"

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})
# fmt: on
_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_HEADING = re.compile(r"h([1-6])")


@dataclass(slots=True)
class Document:
    """What one XHTML document holds."""

    lines: list[ReadLine] = field(default_factory=list)
    titles: list[Stated] = field(default_factory=list)
    languages: list[Stated] = field(default_factory=list)
    blocks: list[Opening] = field(default_factory=list)
    lists: list[ListShape] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """A line while it is read."""

    number: int
    anchor: Element
    text: str = ""
    anchored: str = ""
    """The part of the text that stands inside the anchor's own element."""
    shown: list[int | None] = field(default_factory=list)
    turn: bool = False
    hyphen: bool = False


def document(root: Element, level: int = 1) -> Document:
    """The lines of the document, and what it says of itself; its title is a heading of ``level``."""
    walk = _Walk(Document(languages=list(_languages(root))), f"h{level}")
    walk.element(root)
    for title in root.iter("{*}title"):
        walk.found.titles.append(Stated("<title>", text_of(title).strip()))
        break
    return walk.found


def _languages(root: Element) -> Iterator[Stated]:
    for name, key in (("lang", "lang"), ("xml:lang", XML_LANG)):
        if (value := root.get(key)) is not None:
            yield Stated(name, value)


class _Walk:
    """The way through a document in reading order, with the line that is open at each point."""

    def __init__(self, found: Document, over: str) -> None:
        self.found, self._over = found, over
        self._line: _Line | None = None
        self._block: Element | None = None
        self._opened: Element | None = None
        self._chapter = 0
        self._silent = 0
        self._title: list[str] | None = None
        self._depth = 0

    def element(self, node: Element) -> None:
        """Read the element and all that is in it."""
        name = local(node)
        if not name:
            return
        unseen, inline = _unseen(node, name), name in _INLINE
        self._silent += unseen
        self._chapter += "chapter" in _classes(node)
        if not inline:
            self._end_line(None)
        before = self._block
        self._enter(node, name)
        self._text(node.text, node)
        for child in node:
            self.element(child)
            self._text(child.tail, node)
        if not inline:
            self._end_line(None)
        self._leave(name)
        self._block = before
        self._chapter -= "chapter" in _classes(node)
        self._silent -= unseen

    def _enter(self, node: Element, name: str) -> None:
        if name in {"p", "li"} or _HEADING.fullmatch(name):
            self._block = node
        if name in {"ul", "ol"}:
            self._depth += 1
            if self._chapter and not self._silent:
                self.found.lists.append(_shape(node, name))
        if name == self._over and not any(ANCHOR.fullmatch(each.get("id", "")) for each in node.iter("*")):
            self._title = []
        if found := ANCHOR.fullmatch(node.get("id", "")):
            self._begin_line(int(found[1]), node)
        if "line" in _classes(node) and self._line:
            self._fragment(self._line, node)
        if "number" in _classes(node):
            self._number(node)

    def _leave(self, name: str) -> None:
        if name in {"ul", "ol"}:
            self._depth -= 1
        if name == self._over and self._title is not None:
            self.found.titles.append(Stated(f"<{name}>", "".join(self._title).strip()))
            self._title = None

    def _text(self, text: str | None, node: Element) -> None:
        if not text:
            return
        if self._title is not None:
            self._title.append(text)
        elif self._silent and text.strip():
            if self._line:
                self._remark("Z612", f"In Zeile {self._line.number} steht verborgener Text „{text.strip()}“.")
        elif not self._silent and self._line:
            self._line.text += text
            if node is self._line.anchor or any(each is self._line.anchor for each in node.iterancestors()):
                self._line.anchored += text
        elif not self._silent and self._chapter and text.strip():
            self.found.stray.append(Stray(self.found.lines[-1].number if self.found.lines else None, text.strip()))

    def _begin_line(self, number: int, node: Element) -> None:
        self._end_line(number)
        self._line = _Line(number, node)
        if self._block is not None and self._block is not self._opened:
            self._opened = self._block
            self.found.blocks.append(_opening(number, local(self._block), self._depth))

    def _fragment(self, line: _Line, node: Element) -> None:
        if line.turn:
            self._remark("Z605", f"Mitten in Zeile {line.number} steht ein Zeilenende (Klasse „turn“).")
        line.turn, line.hyphen = "turn" in _classes(node), "hyphen" in _classes(node)

    def _number(self, node: Element) -> None:
        shown = node.get("data-number", "")
        if self._line is None:
            self._remark("Z606", f"Die Nummer „{shown}“ steht außerhalb jeder Zeile.")
            return
        if self._line.text.strip():
            self._remark("Z606", f"In Zeile {self._line.number} steht die Nummer „{shown}“ nicht am Anfang.")
        self._line.shown.append(int(shown) if re.fullmatch(r"[1-9][0-9]{0,8}", shown) else None)

    def _end_line(self, following: int | None) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        if not line.anchored.strip() and line.text.strip():
            self._remark("Z606", f"Im Element des Ankers von Zeile {line.number} steht kein Wort der Zeile.")
        if line.turn is not (following is not None):
            state = "ausgezeichnet, obwohl der Block endet" if line.turn else "nicht ausgezeichnet"
            self._remark("Z605", f"Das Ende der Zeile {line.number} ist {state} (Klasse „turn“).")
        shown = line.shown[0] if len(line.shown) == 1 else None
        self.found.lines.append(
            ReadLine(line.number, line.text.strip(SPACES), _join(line, following), (Witness(VISIBLE, shown),))
        )

    def _remark(self, code: str, message: str) -> None:
        self.found.remarks.append(Remark(code, message))


def _join(line: _Line, following: int | None) -> Join:
    if following is None:
        return Join.END
    if line.hyphen:
        return Join.HYPHEN
    return Join.SPACE if line.text.endswith(" ") else Join.NONE


def _classes(node: Element) -> list[str]:
    return node.get("class", "").split() if isinstance(node.tag, str) else []


def _unseen(node: Element, name: str) -> bool:
    """Whether the text of the element is no text of the chapter: furniture, or hidden from eye or ear."""
    style = "".join(node.get("style", "").split())
    return (
        name in _UNSEEN
        or name == "nav"
        or "furniture" in _classes(node)
        or node.get("role") == "doc-pagebreak"
        or node.get("aria-hidden") == "true"
        or node.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _opening(number: int, name: str, depth: int) -> Opening:
    if found := _HEADING.fullmatch(name):
        return Opening(number, Kind.HEADING, int(found[1]))
    return Opening(number, Kind.ITEM if name == "li" else Kind.PARAGRAPH, depth)


def _shape(node: Element, name: str) -> ListShape:
    start = node.get("start", "1")
    counted = int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else 1
    return ListShape(sum(local(child) == "li" for child in node), counted if name == "ol" else None)
