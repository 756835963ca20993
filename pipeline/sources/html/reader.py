"""The HTML of the motion software → blocks of the model, every line number in it as a LineStart.

Paragraphs, headings, lists, quotations, preformatted text and the looks that the software keeps become what they are;
of anything else the text is kept. What has no place in a text (scripts, pictures, frames) is told, never dropped unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline import walk
from pipeline.errors import Diagnostic, InputRefusal, Place
from pipeline.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Emphasis,
    Heading,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    Mark,
    Marked,
    OrderedList,
    Paragraph,
    Preformatted,
    Strong,
    Text,
)
from pipeline.sources import decoding
from pipeline.sources.html import lists, tables
from pipeline.sources.html.elements import BLOCKS, Characters, Element
from pipeline.sources.running_text import kept, rebuilt, single_spaced

_ACTIVE = frozenset({"script", "style", "template", "noscript"})
_FOREIGN = {
    "img": "Bild", "picture": "Bild", "svg": "Bild", "canvas": "Bild", "iframe": "Rahmen", "frame": "Rahmen",
    "object": "Objekt", "embed": "Objekt", "applet": "Objekt", "video": "Video", "audio": "Ton", "math": "Formel",
    "input": "Eingabefeld", "select": "Eingabefeld", "textarea": "Eingabefeld",
}  # fmt: skip
_UNSEEN = frozenset({"meta", "link", "base", "title", "head", "wbr", "hr", "col", "colgroup"})
_MARKS = {
    "u": Mark.UNDERLINE, "s": Mark.STRIKE, "strike": Mark.STRIKE, "sub": Mark.SUBSCRIPT, "sup": Mark.SUPERSCRIPT,
    "underline": Mark.UNDERLINE, "subscript": Mark.SUBSCRIPT, "superscript": Mark.SUPERSCRIPT,
}  # fmt: skip
_ALLOWED = re.compile(r"(?:https?://|mailto:|tel:)[^\x00-\x20\x7f]+", re.IGNORECASE)
_SPACES = " \t\n\r\f"
_LARGEST_NUMBER = 9_999_999

Piece = Element | Characters


class Reader:
    """Reads one file: the blocks of each of its parts, and what there is to tell about them."""

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        self.told: list[Diagnostic] = []
        self._changed = 0
        self._first_change: Place | None = None

    def tell(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note something to tell."""
        self.told.append(Diagnostic(code, place, message, hint))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that there is to tell so far."""
        if not self._first_change:
            return tuple(self.told)
        count = "eine Stelle" if self._changed == 1 else f"{self._changed} Stellen"
        message = (
            f"Zeichen sind hier so gesetzt, wie das Antragssystem sie beim Speichern setzt ({count}, hier die erste)."
        )
        return (*self.told, Diagnostic("Z226", self._first_change, message))

    def blocks(self, pieces: Sequence[Piece], *, root: bool = True) -> Blocks:
        """The blocks that the pieces make; loose text is a paragraph. At the ``root``, lists that go on are one."""
        result: list[Block] = []
        loose: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Element) and (piece.name in BLOCKS or piece.holds_blocks):
                result += self._paragraph(loose)
                loose = []
                result += self._block(piece, root=root)
            else:
                loose.append(piece)
        result += self._paragraph(loose)
        return lists.united(result) if root else tuple(result)

    def _paragraph(self, pieces: Sequence[Piece], place: Place | None = None) -> Iterable[Block]:
        """A paragraph of the pieces; none where they say nothing (such ones are gone when a text is saved)."""
        content = self.content(pieces)
        if any(not isinstance(inline, LineBreak) for inline in content):
            yield Paragraph(content, place or _place(pieces))

    def _block(self, element: Element, *, root: bool) -> Iterable[Block]:
        self._examine(element)
        name, place = element.name, element.place
        if name in _UNSEEN or name in _ACTIVE or name in _FOREIGN:
            self._leave_out(element)
        elif name in {"ul", "ol"}:
            yield from self._list(element)
        elif name == "blockquote":
            if inner := self.blocks(element.children, root=False):
                yield BlockQuote(inner, place)
        elif name == "table":
            yield from tables.blocks(element, self)
        elif element.holds_blocks:
            if name not in BLOCKS:
                self.tell("Z222", place, f"In „<{name}>“ stehen ganze Absätze; sie bleiben, „<{name}>“ nicht.")
            yield from self.blocks(element.children, root=root)
        else:
            yield from self._text_block(element)

    def _text_block(self, element: Element) -> Iterable[Block]:
        """The block of an element with nothing but text in it; none where it says nothing."""
        name, place = element.name, element.place
        if name == "pre":
            content = self._preformatted(element)
            if any(isinstance(leaf, Text) for leaf in walk.leaves(content)):
                yield Preformatted(content, place)
        elif re.fullmatch("h[1-6]", name):
            if content := self.content(element.children):
                yield Heading(int(name[1]), content, place, int(name[1]))
        else:
            yield from self._paragraph(element.children, place)

    def _list(self, element: Element) -> Iterable[Block]:
        items = lists.items(element, self)
        if items and element.name == "ul":
            yield BulletList(items, element.place)
        elif items:
            start, style = lists.counting(element, self)
            yield OrderedList(items, start, element.place, style)

    def content(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines of a block, white space as it counts."""
        return single_spaced(self.inlines(pieces))

    def _preformatted(self, element: Element) -> Inlines:
        """The inlines with their white space; a line end right after the start tag is none (HTML Standard, 13.1.2.5)."""
        content = self.inlines(element.children)
        leaves = [_with_line_ends(leaf) if isinstance(leaf, Text) else (leaf,) for leaf in walk.leaves(content)]
        if leaves and leaves[0] and isinstance(leaves[0][0], LineBreak) and not leaves[0][0].forced:
            leaves[0] = leaves[0][1:]
        return rebuilt(content, iter(leaves))

    def inlines(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines that the pieces make, white space as it came."""
        return tuple(
            inline for piece in pieces
            for inline in (self._text(piece) if isinstance(piece, Characters) else self._inline(piece))
        )  # fmt: skip

    def _text(self, characters: Characters) -> Inlines:
        text = characters.text
        clean = kept(text)
        if unwanted := next((char for char in clean if char not in _SPACES and decoding.is_unwanted(char)), None):
            raise InputRefusal(
                Diagnostic("Z104", characters.place, f"Unerlaubtes Zeichen {decoding.named(unwanted)} in diesem Text.")
            )
        if clean != text:
            self._changed += 1
            self._first_change = self._first_change or characters.place
        return (Text(clean, characters.place),) if clean else ()

    def _inline(self, element: Element) -> Inlines:
        self._examine(element)
        name, place = element.name, element.place
        if name == "br":
            return (LineBreak(place),)
        if name in _UNSEEN or name in _ACTIVE or name in _FOREIGN:
            return self._leave_out(element)
        if "lineNumber" in element.classes:
            return self._line_start(element)
        if name in {"ins", "del"}:
            raise InputRefusal(Diagnostic(
                "Z228", place, "Hier stehen Änderungen im Text, über die nicht entschieden ist.",
                "Gelesen wird der Text selbst, kein Änderungsantrag und keine Fassung mit Änderungen.",
            ))  # fmt: skip
        content = self.inlines(element.children)
        if not content:
            return ()
        marks = {_MARKS[word] for word in (name, *element.classes) if word in _MARKS}
        for mark in sorted(marks):
            content = (Marked(mark, content, place),)
        if name in {"em", "i"}:
            return (Emphasis(content, place),)
        if name in {"strong", "b"}:
            return (Strong(content, place),)
        return self._link(element, content) if name == "a" else content

    def _link(self, element: Element, content: Inlines) -> Inlines:
        target = element.attributes.get("href", "").strip()
        if _ALLOWED.fullmatch(target):
            return (Link(target, content, element.place),)
        if target:
            message = f"Der Verweis auf „{_short(target)}“ ist nicht übernommen, sein Text schon."
            self.tell("Z223", element.place, message, "Verweise führen zu https, http, mailto oder tel.")
        return content

    def _line_start(self, element: Element) -> Inlines:
        said = element.attributes.get("data-line-number", "").strip()
        inside = element.text()
        number = int(said) if re.fullmatch(r"[0-9]{1,7}", said) else 0
        if not 0 < number <= _LARGEST_NUMBER:
            raise InputRefusal(Diagnostic("Z231", element.place, f"„{_short(said)}“ ist keine Zeilennummer."))
        if inside not in {"", said}:
            message = f"Bei der Zeilennummer {said} steht „{_short(inside)}“, wo nichts stehen darf."
            raise InputRefusal(Diagnostic("Z231", element.place, message))
        return (LineStart(number, place=element.place),)

    def _examine(self, element: Element) -> None:
        """Tell of attributes that would run a program."""
        for name in element.attributes:
            if name.startswith("on"):
                message = f"Das Attribut „{name[:30]}“ von „<{element.name[:30]}>“ ist nicht übernommen."
                self.tell("Z223", element.place, message, "Ein Text führt keine Programme aus.")

    def _leave_out(self, element: Element) -> tuple[()]:
        """Tell of an element that has no place in the text."""
        name, place = element.name, element.place
        if name in _ACTIVE:
            self.tell("Z223", place, f"„<{name}>“ ist nicht übernommen.", "Ein Text führt keine Programme aus.")
        elif name in _FOREIGN:
            said = element.attributes.get("alt") or element.text() or element.attributes.get("src", "")
            words = f" („{_short(said)}“)" if said else ""
            message = f"{_FOREIGN[name]}{words} ist nicht übernommen."
            self.tell("Z224", place, message, "Bilder und Filme haben keine amtlichen Zeilen.")
        return ()


def _place(pieces: Sequence[Piece]) -> Place | None:
    return next((piece.place for piece in pieces if isinstance(piece, Element) or piece.text.strip(_SPACES)), None)


def _with_line_ends(text: Text) -> Inlines:
    """The lines of a preformatted text, with breaks between them that end no official line."""
    lines = text.text.replace("\t", " ").split("\n")
    parts = (part for line in lines for part in (LineBreak(text.place, forced=False), Text(line, text.place)))
    return tuple(part for part in parts if not isinstance(part, Text) or part.text)[1:]


def _short(text: str) -> str:
    """The beginning of what somebody wrote, fit to be shown in a message."""
    clean = "".join(char if char.isprintable() else "·" for char in text)
    return clean if len(clean) <= 40 else f"{clean[:40]}…"  # noqa: PLR2004 - about what a line of a message shows
