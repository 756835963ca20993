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

from pipeline.readback import xhtml_elements, xhtml_labels, xhtml_notes
from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.reading import SPACES, ReadLine, Remark, Stated, Witness
from pipeline.readback.xhtml_elements import classes
from pipeline.text.concordance import Join

ANCHOR = re.compile(r"(?:[a-z0-9-]+-)?zeile-([1-9][0-9]{0,8})")
VISIBLE = "sichtbare Nummer"

PICTURE = "{urn:zeilentreu}sha256"
"""Where readers note what file a picture shows: a document that is cut into chapters no longer knows where they are."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class XhtmlDocument:
    """What one XHTML document holds."""

    lines: list[ReadLine] = field(default_factory=list)
    titles: list[Stated] = field(default_factory=list)
    languages: list[Stated] = field(default_factory=list)
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


def lines_of_document(root: Element, level: int = 1) -> XhtmlDocument:
    """The lines of the document, and what it says of itself; its title is a heading of ``level``."""
    walk = _Walk(XhtmlDocument(languages=list(_languages(root))), level)
    walk.element(root)
    walk.found.remarks += xhtml_notes.remarks(root)
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

    def __init__(self, found: XhtmlDocument, level: int) -> None:
        self.found, self._level, self._over = found, level, f"h{level}"
        self._line: _Line | None = None
        self._chapter = 0
        self._silent = self._known = 0
        self._title: list[str] | None = None

    def element(self, node: Element) -> None:
        """Read the element and all that is in it."""
        name = local_name(node)
        if not name:
            return
        unseen, inline, known = (
            xhtml_elements.unseen(node, name),
            name in xhtml_elements.INLINE,
            xhtml_elements.known(node),
        )
        self._silent += unseen
        self._known += known
        self._chapter += "chapter" in classes(node)
        if not inline:
            self._end_line(None)
        self._enter(node, name)
        self._text(node.text, node)
        for child in node:
            self.element(child)
            self._text(child.tail, node)
        if not inline:
            self._end_line(None)
        self._leave(name)
        self._chapter -= "chapter" in classes(node)
        self._silent -= unseen
        self._known -= known

    def _enter(self, node: Element, name: str) -> None:
        if self._chapter and not self._silent:
            self._take(node, name)
        if name == self._over and not any(ANCHOR.fullmatch(each.get("id", "")) for each in node.iter("*")):
            self._title = []
        if found := ANCHOR.fullmatch(node.get("id", "")):
            self._begin_line(int(found[1]), node)
        if "line" in classes(node) and self._line:
            self._fragment(self._line, node)
        if "number" in classes(node):
            self._number(node)

    def _take(self, node: Element, name: str) -> None:
        """Note what the element is, besides text."""
        if role := xhtml_elements.disguise(node, name):
            self._remark("Z613", f"Das Element „{name}“ gibt sich als „{role}“ aus.")
        if name == "br" and self._line:
            self._line.text += "\n"
        if name in xhtml_elements.PRESENTATIONAL and (words := text_of(node)).strip():
            self._remark("Z613", f"„{words}“ ist {xhtml_elements.PRESENTATIONAL[name]}; Texte haben das nicht.")

    def _leave(self, name: str) -> None:
        if name == self._over and self._title is not None:
            self.found.titles.append(Stated(f"<{name}>", "".join(self._title).strip()))
            self._title = None

    def _text(self, text: str | None, node: Element) -> None:
        if not text:
            return
        if self._title is not None:
            self._title.append(text)
        elif self._silent and text.strip():
            if xhtml_notes.is_call(node) or xhtml_labels.is_item_label(node):
                return
            if self._line:
                self._remark("Z612", f"In Zeile {self._line.number} steht verborgener Text „{text.strip()}“.")
            elif self._chapter and not self._known:
                self._remark("Z612", f"Im Text steht als Beiwerk oder verborgen „{text.strip()}“.")
        elif not self._silent and self._line:
            self._line.text += text
            if node is self._line.anchor or any(each is self._line.anchor for each in node.iterancestors()):
                self._line.anchored += text

    def _begin_line(self, number: int, node: Element) -> None:
        self._end_line(number)
        self._line = _Line(number, node)

    def _fragment(self, line: _Line, node: Element) -> None:
        if line.turn:
            self._remark("Z605", f"Mitten in Zeile {line.number} steht ein Zeilenende (Klasse „turn“).")
        line.turn, line.hyphen = "turn" in classes(node), "hyphen" in classes(node)

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
