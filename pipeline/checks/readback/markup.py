"""XHTML → lines by their anchors, for the web page and the documents of an EPUB.

    <p>│<span class="line turn" id="zeile-36">│ begins 36   <span class="number" data-number="36"/>den …zügig </span>
       │<span class="line" id="zeile-37">     │ ends 36     … umsetzen.</span>
    </p>│                                       ends 37, and the block

A line runs from its anchor to the next anchor or to the end of its block. Everything that is not an inline element
ends a block, so a list inside an item ends the item's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.checks.readback import objects
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
    unnumbered: list[Stray] = field(default_factory=list)
    """Text of the chapter that belongs to no line, a block each."""
    objects: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
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
        self._box: Element | None = None
        self._filled: Element | None = None

    def element(self, node: Element) -> None:
        """Read the element and all that is in it."""
        name = local(node)
        if not name:
            return
        unseen, inline = _unseen(node, name), name in _INLINE
        self._silent += unseen
        self._chapter += "chapter" in _classes(node)
        before, box = self._block, self._box
        if not inline:
            self._end_line(None)
            self._box = node
        self._enter(node, name)
        self._text(node.text, node)
        for child in node:
            self.element(child)
            self._text(child.tail, node)
        if not inline:
            self._end_line(None)
        self._leave(name)
        self._block, self._box = before, box
        self._chapter -= "chapter" in _classes(node)
        self._silent -= unseen

    def _enter(self, node: Element, name: str) -> None:
        if name in {"p", "li", "pre"} or _HEADING.fullmatch(name):
            self._block = node
        if self._chapter and not self._silent:
            self._take(node, name)
        if name in {"ul", "ol"}:
            self._depth += 1
        if name == self._over and not any(ANCHOR.fullmatch(each.get("id", "")) for each in node.iter("*")):
            self._title = []
        if found := ANCHOR.fullmatch(node.get("id", "")):
            self._begin_line(int(found[1]), node)
        if "line" in _classes(node) and self._line:
            self._fragment(self._line, node)
        if "number" in _classes(node):
            self._number(node)

    def _take(self, node: Element, name: str) -> None:
        """Note what the element is, besides text."""
        match name:
            case "ul" | "ol" if not any("notes" in _classes(each) for each in node.iterancestors()):
                self.found.lists.append(_shape(node, name))
            case "table":
                heads = [each for each in node.iter("{*}th") if each.get("scope") == "col"]
                rows = list(node.iter("{*}tr"))
                columns = max((sum(local(cell) in {"td", "th"} for cell in row) for row in rows), default=0)
                self.found.objects.append(objects.table(columns, len(rows) - 1, len(heads)))
            case "img":
                self.found.objects.append(objects.picture(node.get("alt", "")))
            case "blockquote":
                self.found.objects.append(objects.QUOTATION)
            case "pre":
                self.found.objects.append(objects.PREFORMATTED)
            case "a" if not {"number", "call"} & set(_classes(node)):
                words = "".join(text_of(each) for each in [node])
                address, mark, place = node.get("href", "").partition("#")
                own = mark and ":" not in address
                self.found.links.append((" ".join(words.split()), f"#{place}" if own else node.get("href", "")))
            case "br" if self._line:
                self._line.text += "\n"
            case _:
                pass

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
        elif not self._silent and self._chapter and (text.strip() or self._box is self._filled):
            self._beside(text)

    def _beside(self, text: str) -> None:
        """Text of no line: what stands in one block is one."""
        found = self.found.unnumbered
        if self._box is self._filled and found and not self._line:
            found[-1] = Stray(found[-1].after, found[-1].text + text)
        else:
            found.append(Stray(self.found.lines[-1].number if self.found.lines else None, text))
        self._filled = self._box

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
    if line.text.rstrip(" ").endswith("\n"):
        return Join.BREAK
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
    items = [each for each in node if local(each) == "li"]
    return ListShape(len(items), tuple(_labels(node, items)) if name == "ol" else None)


def _labels(node: Element, items: Sequence[Element]) -> Iterator[str]:
    """What a browser shows before each item: counted on, or given (HTML, 4.4.5; CSS Lists 3)."""
    start = node.get("start", "1")
    at = int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else 1
    before, after, letters = _COUNTERS.get(node.get("class", ""), ("", ".", ""))
    for item in items:
        value = item.get("value", "")
        at = int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else at
        given = re.fullmatch(r"list-style-type: '(.*) '", item.get("style", ""))
        count = _letters(at, letters) if letters and at > 0 else str(at)
        yield _unescaped(given[1]) if given else f"{before}{count}{after}"
        at += 1


_COUNTERS = {
    "parentheses": ("(", ")", ""),
    "lower-alpha": ("", ")", "abcdefghijklmnopqrstuvwxyz"),
    "upper-alpha": ("", ".", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
}
"""What stands before and after a number, and the letters that stand for it, by the class of the list."""


def _letters(at: int, letters: str) -> str:
    text = ""
    while at:
        at, rest = divmod(at - 1, len(letters))
        text = letters[rest] + text
    return text


def _unescaped(text: str) -> str:
    """The string of a style sheet (CSS Syntax 3, 4.3.7)."""
    return re.sub(r"\\([0-9a-f]{1,6}) ?", lambda found: chr(int(found[1], 16)), text)
