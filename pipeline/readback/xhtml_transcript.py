"""The text of an XHTML document as a transcript: blocks, lines by their anchors, words with what is around them.

What is furniture or unseen is no text (``xhtml_elements.unseen``); the notes come after all other text, each with the
number that its place in the list gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.readback import table_grid, xhtml_cells, xhtml_elements, xhtml_labels, xhtml_notes
from pipeline.readback.containers import Element, local_name
from pipeline.readback.xhtml_elements import classes
from pipeline.readback.xhtml_lines import ANCHOR, PICTURE
from pipeline.text.events import (
    Call,
    ElementKind,
    End,
    Event,
    Facts,
    Formatting,
    LineBegin,
    Start,
    Transcript,
    Words,
    coalesced,
)

FORMATTING = {
    "em": Formatting.EMPHASIS,
    "strong": Formatting.STRONG,
    "u": Formatting.UNDERLINE,
    "ins": Formatting.UNDERLINE,
    "s": Formatting.STRIKE,
    "del": Formatting.STRIKE,
    "sup": Formatting.SUPERSCRIPT,
    "sub": Formatting.SUBSCRIPT,
}

_KINDS = {
    "p": ElementKind.PARAGRAPH,
    "pre": ElementKind.PREFORMATTED,
    "ul": ElementKind.LIST,
    "ol": ElementKind.LIST,
    "li": ElementKind.ITEM,
    "blockquote": ElementKind.QUOTATION,
    "table": ElementKind.TABLE,
    "td": ElementKind.CELL,
    "th": ElementKind.CELL,
    "caption": ElementKind.CAPTION,
    "figcaption": ElementKind.CAPTION,
    "figure": ElementKind.PICTURE,
}

# HTML, 13.1.2.5 and CSS Text 3, 4.1.1: outside of pre, white space that is no space of the text stands between elements.
_BETWEEN = re.compile(r"[ \t\r\n]*")


def of_documents(roots: Sequence[Element], level: int) -> Transcript:
    """What the documents say of the chapter; its title is a heading of ``level`` and no text."""
    notes: list[list[Event]] = []
    events = [event for root in roots for event in _Reader(level, notes).element(root)]
    return coalesced([*events, *(event for note in notes for event in note)])


class _Reader:
    """The way through a document, with what is around each piece of text."""

    def __init__(self, level: int, notes: list[list[Event]]) -> None:
        self._level, self._notes = level, notes
        self._chapter = 0
        self._labels: list[Sequence[str]] = []
        self._cells: Iterator[Facts] = iter(())
        self._shown: Element | None = None

    def element(
        self, node: Element, formatting: frozenset[Formatting] = frozenset(), target: str = "", block: str = ""
    ) -> Iterator[Event]:
        """What the element says; ``block`` is the name of the element that its text stands in."""
        name = local_name(node)
        if not name:
            return
        self._chapter += "chapter" in classes(node)
        if self._chapter and xhtml_notes.is_call(node):
            yield Call(xhtml_notes.number(node))
        elif self._chapter and name == "section" and "notes" in classes(node):
            self._note_list(node)
        elif xhtml_elements.unseen(node, name) or self._is_title(node, name):
            yield from self._calls(node)
        else:
            yield from self._seen(node, name, formatting, target, block)
        self._chapter -= "chapter" in classes(node)

    def _is_title(self, node: Element, name: str) -> bool:
        return name == f"h{self._level}" and not any(ANCHOR.fullmatch(each.get("id", "")) for each in node.iter("*"))

    def _calls(self, node: Element) -> Iterator[Event]:
        """The calls in what is no text: they are furniture of the line that they stand in."""
        if self._chapter:
            yield from (Call(xhtml_notes.number(each)) for each in node.iter("*") if xhtml_notes.is_call(each))

    def _note_list(self, node: Element) -> None:
        for listed in node:
            for number, item in enumerate(listed.iterfind("{*}li"), 1):
                inner = [*self._inside(item, frozenset(), "", "")]
                self._notes.append([Start(ElementKind.NOTE, (("number", str(number)),)), *inner, End(ElementKind.NOTE)])

    def _seen(
        self, node: Element, name: str, formatting: frozenset[Formatting], target: str, block: str
    ) -> Iterator[Event]:
        if self._chapter and (found := ANCHOR.fullmatch(node.get("id", ""))):
            yield LineBegin(int(found[1]))
        if name in FORMATTING:
            formatting |= {FORMATTING[name]}
        if name == "a" and not {"number", "call"} & set(classes(node)):
            address, mark, place = node.get("href", "").partition("#")
            target = f"#{place}" if mark and ":" not in address else node.get("href", "")
        kind = ElementKind.HEADING if xhtml_elements.HEADING.fullmatch(name) else _KINDS.get(name)
        if not self._chapter or kind is None:
            if self._chapter and name == "br":
                yield Words("\n", formatting, target)
            if self._chapter and name == "img" and node is not self._shown:
                yield from (Start(ElementKind.PICTURE, _picture(node)), End(ElementKind.PICTURE))
            inline = name in xhtml_elements.INLINE or name == "br"
            yield from self._inside(node, formatting, target, block if inline else "")
            return
        yield Start(kind, self._facts(node, kind))
        if name in {"ul", "ol"}:
            self._labels.append(xhtml_labels.labels(node))
        yield from self._inside(node, formatting, target, name)
        if name in {"ul", "ol"}:
            self._labels.pop()
        yield End(kind)

    def _facts(self, node: Element, kind: ElementKind) -> Facts:
        match kind:
            case ElementKind.HEADING:
                return (("level", str(xhtml_elements.level(node) - self._level)),)
            case ElementKind.ITEM:
                items = [each for each in node.getparent() if local_name(each) == "li"]
                return (("label", self._labels[-1][items.index(node)] if self._labels else ""),)
            case ElementKind.PICTURE:
                self._shown = next(node.iter("{*}img"), None)
                return _picture(self._shown)
            case ElementKind.TABLE:
                table, *cells = table_grid.facts_on_grid(xhtml_cells.rows(node))
                self._cells = iter(cells)
                return table
            case ElementKind.CELL:
                return next(self._cells, ())
            case _:
                return ()

    def _inside(self, node: Element, formatting: frozenset[Formatting], target: str, block: str) -> Iterator[Event]:
        yield from self._text(node.text, formatting, target, block)
        for child in node:
            yield from self.element(child, formatting, target, block)
            yield from self._text(child.tail, formatting, target, block)

    def _text(self, text: str | None, formatting: frozenset[Formatting], target: str, block: str) -> Iterator[Event]:
        if text and self._chapter and (block or not _BETWEEN.fullmatch(text)):
            yield Words(text, formatting, target)


def _picture(image: Element | None) -> Facts:
    """What a picture is for those who do not see it, and its file, which readers noted."""
    shown, digest = ("", "") if image is None else (image.get("alt", ""), image.get(PICTURE, ""))
    return (("alternative", " ".join(shown.split())), ("sha256", digest))
