"""HTML that Word saved → the elements that its paragraphs mean: lists with the labels that Word showed, title, quotations.

Word has no lists in HTML, only paragraphs that begin with their label, and behind it a stretch of blanks in a type of 7 points:

    <p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
      <span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Text</p>

Saved as „filtered“, the two mentions of ``mso-list`` are missing; what is left is the stretch of blanks and the margin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.sources.html.css_rules import Sheets, css_declarations, indent
from pipeline.sources.html.elements import CharacterData, Element
from pipeline.sources.html.html_report import HtmlReport, short

LABEL = "\0label"
"""The attribute of an item with its label as it was shown."""
LONGEST_LABEL = 20
_STYLE = 2_000
"""So much of a style is looked at."""

_BLANKS = re.compile(r'7(?:\.0)?pt\s*(?:/\S+\s*)?["\']?times new roman')
_LEVEL = re.compile(r"l\d+\s+level(\d)")
_SIGNS = re.compile(r"symbol|wingdings|webdings|zapf dingbats|courier new")
_QUOTES = frozenset({"MsoQuote", "MsoIntenseQuote", "MsoBlockText"})
_COMMENTS = frozenset({"MsoCommentText", "MsoCommentReference", "msocomanchor", "msocomoff"})
_HEADING = re.compile("h[1-6]")


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands before a paragraph: its words, and whether it is a mere sign."""

    words: str
    sign: bool


def is_from_word(root: Element) -> bool:
    """Whether Word saved the page."""
    if any(each.attributes.get("class", "").startswith("Mso") for each in root.elements("p", "h1", "li", "table")):
        return True
    return any("microsoft word" in each.attributes.get("content", "").lower() for each in root.elements("meta"))


def translate(root: Element, sheets: Sheets, reported: HtmlReport) -> None:
    """Make of Word's paragraphs what they mean, in the whole tree."""
    for child in root.children:
        if isinstance(child, Element):
            translate(child, sheets, reported)
    root.children = _Lists(sheets).joined(root.children)
    for child in root.children:
        if isinstance(child, Element):
            _translate_paragraph(child, reported)
    _join_quotations(root)


def _translate_paragraph(element: Element, reported: HtmlReport) -> None:
    classes = element.classes
    if "MsoTitle" in classes and element.name == "p":
        element.name = "h1"
    elif classes & _QUOTES and element.name == "p":
        inner = Element("p", {}, element.place, element.children)
        element.name, element.children, element.holds_blocks = "blockquote", [inner], True
    elif _HEADING.fullmatch(element.name) and (label := _cut_label(element)):
        element.children.insert(0, CharacterData([f"{label.words} "], element.place))
    if "MsoCommentText" in classes:
        reported.add("Z294", element.place, f"Kommentar nicht übernommen: „{short(element.text(), 200)}“.")
    if classes & _COMMENTS:
        element.name, element.children = "span", []


def _join_quotations(root: Element) -> None:
    """Make neighbouring paragraphs of a quotation one quotation."""
    result: list[Element | CharacterData] = []
    open_quote: Element | None = None
    for child in root.children:
        if isinstance(child, CharacterData) and not child.text.strip():
            result.append(child)
            continue
        quote = isinstance(child, Element) and child.name == "blockquote" and bool(child.classes & _QUOTES)
        if quote and open_quote and isinstance(child, Element):
            open_quote.children += child.children
            continue
        open_quote = child if quote and isinstance(child, Element) else None
        result.append(child)
    root.children = result


@dataclass(slots=True)
class _Open:
    """A list that may go on: its level, its margin and its element."""

    level: int
    margin: float
    element: Element


class _Lists:
    """Makes lists of the paragraphs with labels among the children of one element."""

    def __init__(self, sheets: Sheets) -> None:
        """Begin outside of any list."""
        self._sheets = sheets
        self._open: list[_Open] = []
        self._result: list[Element | CharacterData] = []

    def joined(self, children: list[Element | CharacterData]) -> list[Element | CharacterData]:
        """The children with lists in the place of such paragraphs."""
        for child in children:
            if isinstance(child, CharacterData) and not child.text.strip():
                (self._open[-1].element.children if self._open else self._result).append(child)
            elif isinstance(child, Element) and child.name == "p" and (label := _cut_label(child)):
                self._add(child, label)
            elif self._goes_on(child) and isinstance(child, Element):
                item = self._open[-1].element.children
                last = next(each for each in reversed(item) if isinstance(each, Element))
                last.children.append(child)
            else:
                self._open = []
                self._result.append(child)
        return self._result

    def _goes_on(self, child: Element | CharacterData) -> bool:
        """Whether the paragraph without a label belongs to the item before it; deeper lists end there."""
        if not self._open or not isinstance(child, Element) or child.name != "p":
            return False
        margin = indent(self._sheets.style(child))
        listed = any(name.startswith(("MsoListParagraph", "MsoListContinue")) for name in child.classes)
        if not listed or not child.text() or margin + 1 < self._open[0].margin:
            return False
        while self._open[-1].margin > margin + 1:
            self._open.pop()
        return True

    def _add(self, paragraph: Element, label: _Label) -> None:
        style = self._sheets.style(paragraph)
        said = _LEVEL.search(style.get("mso-list", ""))
        level, margin = int(said[1]) if said else 0, indent(style)
        while self._open and self._is_deeper(self._open[-1], level, margin):
            self._open.pop()
        name = "ul" if label.sign else "ol"
        if self._open and self._is_same(self._open[-1], level, margin) and self._open[-1].element.name != name:
            self._open.pop()
        if not self._open or not self._is_same(self._open[-1], level, margin):
            self._begin(name, paragraph, level, margin)
        inner = Element("p", {}, paragraph.place, paragraph.children, paragraph.holds_blocks)
        item = Element("li", {LABEL: label.words}, paragraph.place, [inner], holds_blocks=True)
        self._open[-1].element.children.append(item)

    def _begin(self, name: str, paragraph: Element, level: int, margin: float) -> None:
        found = Element(name, {}, paragraph.place, [], holds_blocks=True)
        if self._open:
            items = self._open[-1].element.children
            last = next(each for each in reversed(items) if isinstance(each, Element))
            last.children.append(found)
        else:
            self._result.append(found)
        self._open.append(_Open(level, margin, found))

    @staticmethod
    def _is_deeper(opened: _Open, level: int, margin: float) -> bool:
        return opened.level > level if level else opened.margin > margin + 1

    @staticmethod
    def _is_same(opened: _Open, level: int, margin: float) -> bool:
        return opened.level == level if level else abs(opened.margin - margin) <= 1


def _cut_label(paragraph: Element) -> _Label | None:
    """The label that the paragraph begins with, taken from it; None where it has none."""
    found = _Search()
    found.go(paragraph, sign=False)
    if found.blanks is None or len(found.label) > LONGEST_LABEL:
        return None
    words = found.label.strip()
    bare = not any(each.isalnum() for each in words)
    _cut_through(paragraph, found.blanks)
    return _Label(words, found.sign or (bare and words != "§"))


def _is_sign(element: Element) -> bool:
    """Whether the element is set in a face of signs: its letters are pictures."""
    style = element.attributes.get("style", "")[:_STYLE].lower()
    return "font-family" in style and bool(_SIGNS.search(css_declarations(style).get("font-family", "")))


class _Search:
    """Looks for the stretch of blanks behind a label, as long as nothing but a label stands before it."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self.label = ""
        self.sign = False
        self.blanks: Element | None = None
        self._over = False

    def go(self, element: Element, *, sign: bool) -> None:
        """Go through the element."""
        for child in element.children:
            if self._over or self.blanks is not None:
                return
            if isinstance(child, CharacterData):
                self._read(child.text, sign=sign)
                continue
            style = child.attributes.get("style", "")[:_STYLE].lower()
            if "mso-list" in style and css_declarations(style).get("mso-list") == "ignore":
                if self.label.strip():
                    self._over = True
                    return
                self.label, self.blanks = child.text().strip("\u00a0 "), child
                self.sign = any(_is_sign(each) for each in (child, *child.elements("span")))
            elif "7" in style and _BLANKS.search(style) and not child.text().strip("\u00a0 "):
                self._over = not self.label.strip()
                self.blanks = None if self._over else child
            elif child.name in {"br", "img"}:
                self._over = True
            else:
                self.go(child, sign=sign or _is_sign(child))

    def _read(self, text: str, *, sign: bool) -> None:
        self.label += text if text.strip() or self.label else ""
        self.sign = self.sign or (sign and bool(text.strip()))
        self._over = len(self.label) > LONGEST_LABEL


def _cut_through(element: Element, end: Element) -> bool:
    """Cut all text up to the end of an element; whether that was inside."""
    for at, child in enumerate(element.children):
        if child is end:
            element.children = element.children[at + 1 :]
            return True
        if isinstance(child, Element) and _cut_through(child, end):
            element.children = element.children[at:]
            return True
    return False
