"""HTML as it arrives → a tree of elements and characters, each with its place, or a diagnostic of what is wrong with it.

Read with ``html.parser`` of the standard library: it gives line and column of every tag, loads nothing and knows no
entities but those of HTML, so none can grow. (lxml 6 gives lines only, and from 256 levels on leaves text out unsaid.)
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.html.screening import RAW, Locate, screened

DEEPEST = 120
"""Nine lists in each other, with emphasis inside, have less than 40; around them pages have up to 60 boxes."""

MOST_CHARACTERS = 2_000_000
"""A programme of ten thousand lines has less than one million."""

_XML = frozenset({"svg", "math"})
"""Elements in which a slash ends a tag (HTML Standard, 13.1.2: foreign elements)."""

LONGEST_REFERENCE = 8

SHOWN = 20
"""So many things that do not fit are reported one by one."""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements that have no end tag (HTML Standard, 13.1.2)."""

_ENDS_ITSELF = frozenset("p li dt dd td th tr thead tbody tfoot option colgroup html head body".split())
"""Elements whose end tag may be left out (HTML Standard, 13.1.2.4)."""

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html legend li main menu dir nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "caption dialog search".split()
)

_CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tbody": ({"tr", "td", "th", "thead", "tbody"}, {"table"}),
    "tfoot": ({"tr", "td", "th", "tbody"}, {"table"}),
}
"""Which open elements a start tag ends, and which one stops the search for them."""


@dataclass(slots=True)
class CharacterData:
    """Text between tags, references resolved."""

    parts: list[str]
    place: Place

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(self.parts)


@dataclass(slots=True)
class Element:
    """An element: its name and attributes in small letters, what is in it, and whether blocks are among that."""

    name: str
    attributes: dict[str, str]
    place: Place
    children: list[Element | CharacterData] = field(default_factory=list)
    holds_blocks: bool = False

    @property
    def classes(self) -> frozenset[str]:
        """The words of its ``class``."""
        return frozenset(self.attributes.get("class", "").split())

    def elements(self, *names: str) -> Iterator[Element]:
        """The elements of these names inside it, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.name in names:
                    yield child
                yield from child.elements(*names)

    def text(self) -> str:
        """All characters inside it, white space runs as one space."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, CharacterData):
                yield child.text
            elif child.name not in {"script", "style"}:
                between = " " if child.name in BLOCKS | {"br"} else ""
                yield between
                yield from child._pieces()  # noqa: SLF001 - its own kind
                yield between


def located(text: str, file: str) -> Locate:
    """The places of a text that is the whole file."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def locate(offset: int) -> Place:
        line = bisect_right(starts, offset)
        return Place(file, line, offset - starts[line - 1] + 1)

    return locate


def settle(element: Element) -> bool:
    """Find anew whether blocks are among what the element holds, after it was changed; gives it back."""
    inside = [(child, settle(child)) for child in element.children if isinstance(child, Element)]
    # A note is no part of the block that it is marked in, whatever it holds.
    element.holds_blocks = any(
        child.name in BLOCKS or (holds and not child.name.startswith("\0")) for child, holds in inside
    )
    return element.holds_blocks


def html_tree(text: str, locate: Locate) -> tuple[Element, tuple[Diagnostic, ...]]:
    """All that stands in the HTML, below an element without a name, and what is wrong with it (Z222).

    Raises InputRefusal (Z221, Z230) where it is cut off, or is larger or deeper than any text.
    """
    text = screened(text, locate)
    builder = _Builder(text, locate)
    builder.feed(text)
    builder.close()
    builder.finish()
    return builder.root, builder.reported()


class _Builder(HTMLParser):
    """Puts what the parser meets into a tree, and notes what does not fit."""

    def __init__(self, text: str, locate: Locate) -> None:
        super().__init__(convert_charrefs=False)
        self._text, self._locate = text, locate
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._ids = set[str]()
        self._characters = 0
        self.root = Element("", {}, locate(0))
        self._open = [self.root]
        self.diagnostics: list[Diagnostic] = []

    @property
    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _report(self, message: str, place: Place | None = None) -> None:
        self.diagnostics.append(Diagnostic("Z222", place or self._locate(self._offset), message))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open the element, after those that it ends."""
        self._close_before(tag)
        if len(self._open) > DEEPEST:
            message = f"Das HTML ist tiefer verschachtelt als {DEEPEST} Ebenen."
            raise InputRefusal(Diagnostic("Z230", self._locate(self._offset), message))
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")
        element = Element(tag, attributes, self._locate(self._offset))
        if (identifier := attributes.get("id")) and identifier in self._ids:
            self._report(f"Die id „{identifier[:40]}“ steht zweimal da.")
        self._ids.add(attributes.get("id", ""))
        self._open[-1].children.append(element)
        if tag in BLOCKS:
            for around in reversed(self._open):
                if around.holds_blocks:
                    break
                around.holds_blocks = True
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open the element; in HTML the slash means nothing, in what comes from XML it is the end."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID and (":" in tag or any(each.name in _XML for each in self._open)):
            self._open.pop()

    def _close_before(self, tag: str) -> None:
        ends, stops = _CLOSES.get(tag, (set(), set()))
        at = len(self._open)
        for index in range(len(self._open) - 1, 0, -1):
            name = self._open[index].name
            if name in stops:
                break
            if name in ends or (name == "p" and tag in BLOCKS and self._reaches(index)):
                at = index
        self._report_unclosed(at)
        del self._open[at:]

    def _report_unclosed(self, begin: int) -> None:
        """Report the elements from there on that need an end tag and have none."""
        for element in self._open[begin:]:
            if element.name not in _ENDS_ITSELF:
                self._report(f"„<{element.name[:40]}>“ wird nicht geschlossen.", place=element.place)

    def _reaches(self, index: int) -> bool:
        """Whether no block stands open inside the paragraph."""
        return not any(each.name in BLOCKS for each in self._open[index + 1 :])

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those left open inside it."""
        names = [element.name for element in self._open]
        if tag in VOID or tag not in names:
            self._report(f"Das End-Tag „</{tag[:40]}>“ hat keinen Anfang.")
            return
        at = len(names) - 1 - names[::-1].index(tag)
        self._report_unclosed(at + 1)
        del self._open[at:]

    def reported(self) -> tuple[Diagnostic, ...]:
        """What does not fit: the first ones each, and how many more."""
        more = len(self.diagnostics) - SHOWN
        if more <= 0:
            return tuple(self.diagnostics)
        rest = Diagnostic(
            "Z222", self.diagnostics[SHOWN].place, f"… und {more} weitere Stellen, die nicht in Ordnung sind."
        )
        return (*self.diagnostics[:SHOWN], rest)

    def unknown_decl(self, data: str) -> None:
        """Leave out what only looks like a declaration."""
        self._report(f"„<![{data[:40]}“ gehört nicht in HTML.")

    def finish(self) -> None:
        """Note what is open at the end; a block without its end tag means that the rest is missing."""
        for element in self._open[1:]:
            if element.name not in _ENDS_ITSELF:
                message = f"„<{element.name[:40]}>“ wird nicht geschlossen. Vielleicht fehlt der Rest der Datei."
                raise InputRefusal(Diagnostic("Z221", element.place, message, "Laden Sie sie noch einmal."))
            if element.name in {"p", "li"}:
                self._report(f"„<{element.name}>“ wird nicht geschlossen.", place=element.place)

    def _add(self, text: str) -> None:
        if self._open[-1].name not in RAW:
            self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            message = f"Der Text hat mehr als {MOST_CHARACTERS // 1_000_000} Millionen Zeichen."
            raise InputRefusal(
                Diagnostic("Z230", self._locate(self._offset), message, "Teilen Sie ihn in mehrere Kapitel.")
            )
        children = self._open[-1].children
        if children and isinstance(children[-1], CharacterData):
            children[-1].parts.append(text)
        else:
            children.append(CharacterData([text], self._locate(self._offset)))

    def handle_data(self, data: str) -> None:
        """Add characters."""
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        """Add the characters that the reference names; what HTML does not know stays as it is."""
        end = self._offset + 1 + len(name)
        whole = f"&{name}{';' if self._text[end : end + 1] == ';' else ''}"
        self._add(html.unescape(whole) if len(name) <= 40 else whole)  # noqa: PLR2004 - the longest name has 31

    def handle_charref(self, name: str) -> None:
        """Add the character with this number."""
        if len(name) > LONGEST_REFERENCE:
            message = f"„&#{name[:12]}…;“ ist kein Zeichen."
            raise InputRefusal(Diagnostic("Z104", self._locate(self._offset), message))
        self._add(html.unescape(f"&#{name};"))
