"""Formatting that CSS gives → the elements that mean the same: bold is ``strong``, italic ``em``, struck out ``s``.

Editors write ``<span style="font-weight:bold">`` as often as ``<b>``. What a heading, a link or a head cell looks like anyhow
is no formatting of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.diagnostics import Place
from pipeline.sources.html.css_rules import Sheets, Style
from pipeline.sources.html.elements import BLOCKS, CharacterData, Element
from pipeline.sources.html.html_report import HtmlReport, short

Piece = Element | CharacterData

BOLD = 600
"""From here on letters are bold (CSS Fonts 4, 2.2.1)."""

_TAGS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "address": "em",
    "u": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "ins": "u",
    "sub": "sub",
    "sup": "sup",
}
_PLAINLY = {"b", "strong", "i", "em"}
_HEADLIKE = re.compile("h[1-6]|th|caption|dt|summary|figcaption")
_LETTER_CASE = {"text-transform": ("uppercase", "lowercase", "capitalize"), "font-variant": ("small-caps",)}


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around an element: the formatting in force, that still to be given, and whether it is a link or a head."""

    given: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    """Formatting that means nothing here."""


def give(root: Element, sheets: Sheets, reported: HtmlReport) -> None:
    """Put elements into the tree for the formatting that its styles give."""
    _give(root, _Around(), sheets, reported)


def _give(element: Element, around: _Around, sheets: Sheets, reported: HtmlReport) -> None:
    style = sheets.style(element)
    if element.name in {"ul", "ol"} and (said := style.get("list-style-type") or style.get("list-style")):
        element.attributes["style"] = f"list-style-type:{said}"
    on, off = _said(style)
    if element.name in _PLAINLY and _TAGS[element.name] in off:
        element.name = "span"
    tag = _TAGS.get(element.name, "")
    _report_lost(element, style, off & around.given, reported)
    bare = around.bare
    if element.name == "a":
        bare |= {"u"}
    if _HEADLIKE.fullmatch(element.name):
        bare |= {"strong"}
        on = frozenset()
    if tag and element.holds_blocks:
        # An element of formatting that stands around whole blocks gives it to each of them.
        element.name, on, tag = "div", on | {tag}, ""
    given = around.given | ({tag} if tag else set())
    wanted = (around.wanted - off | on) - given - bare
    if element.holds_blocks:
        inner = _Around(given, wanted, bare)
        element.children = [
            piece for run in _runs(element.children) for piece in _dressed(run, inner, sheets, reported)
        ]
        return
    for child in _elements(element):
        _give(child, _Around(given | wanted, frozenset(), bare), sheets, reported)
    if wanted and element.text():
        for name in sorted(wanted):
            element.children = [Element(name, {}, element.place, element.children)]


def _runs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Each block by itself, and what stands loose between blocks."""
    loose: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Element) and (piece.name in BLOCKS or piece.holds_blocks):
            yield from ([loose] if loose else [])
            yield [piece]
            loose = []
        else:
            loose.append(piece)
    yield from ([loose] if loose else [])


def _dressed(run: list[Piece], around: _Around, sheets: Sheets, reported: HtmlReport) -> list[Piece]:
    """The run with its formatting; loose text gets that of the block around it."""
    first = run[0]
    block = isinstance(first, Element) and (first.name in BLOCKS or first.holds_blocks)
    if around.wanted and not block and not is_blank(run):
        run = [Element("span", {}, first.place, run)]
    for piece in run:
        if isinstance(piece, Element):
            _give(piece, around, sheets, reported)
    return run


def _elements(element: Element) -> Iterator[Element]:
    yield from (child for child in element.children if isinstance(child, Element))


def _said(style: Style) -> tuple[frozenset[str], frozenset[str]]:
    """The formatting that the style gives, and that which it ends."""
    on, off = set[str](), set[str]()
    if weight := style.get("font-weight"):
        heavy = weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight[:4]) >= BOLD)
        (on if heavy else off).add("strong")
    if slant := style.get("font-style"):
        (on if slant.startswith(("italic", "oblique")) else off).add("em")
    for word in style.get("font", "").split()[:4]:
        if word in {"italic", "oblique"}:
            on.add("em")
        elif word in {"bold", "bolder"} or (re.fullmatch("[1-9]00", word) and int(word) >= BOLD):
            on.add("strong")
    lines = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
    on |= {name for word, name in (("underline", "u"), ("line-through", "s")) if word in lines}
    on |= {name for word, name in (("super", "sup"), ("sub", "sub")) if style.get("vertical-align") == word}
    return frozenset(on), frozenset(off)


def _report_lost(element: Element, style: Style, ended: frozenset[str], reported: HtmlReport) -> None:
    if ended and (words := element.text()):
        message = f"„{short(words)}“ ist im HTML mitten in einer Auszeichnung ohne sie gesetzt; hier hat es sie."
        reported.add("Z236", element.place, message)
    for name, values in _LETTER_CASE.items():
        if style.get(name) in values and element.text():
            _report_letters(element.place, element.text(), reported)


def _report_letters(place: Place, words: str, reported: HtmlReport) -> None:
    message = f"„{short(words)}“ ist durch CSS in anderen Buchstaben gesetzt; hier steht es, wie es geschrieben ist."
    reported.count("Z236", "letters", place, message)


def is_blank(pieces: list[Piece]) -> bool:
    """Whether the pieces say nothing."""
    return not any(piece.text() if isinstance(piece, Element) else piece.text.strip() for piece in pieces)
