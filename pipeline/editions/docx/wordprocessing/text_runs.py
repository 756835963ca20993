"""The inlines of the model as runs: stress by character styles, formatting, links, breaks, calls of notes.

<w:p> ─ <w:r> text of one formatting
├ <w:hyperlink r:id> ─ <w:r> …    an address (17.16.22)
├ <w:hyperlink w:anchor> ─ <w:r>  the bookmark of a line
└ <w:r> ─ <w:footnoteReference>   a note
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, groupby
from typing import Any, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.editions.docx.wordprocessing.run_formatting import RunFormatting, run_element, text_run
from pipeline.editions.docx.wordprocessing.style_definitions import StyleDefinition
from pipeline.editions.docx.wordprocessing.wordml import node, xml_of
from pipeline.text.model import (
    Emphasis,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    Mark,
    Marked,
    Note,
    Reference,
    Strong,
    Text,
)

LINK_COLOUR = "1F3F8F"
"""Of links: 9.6:1 on white."""

STYLES = (
    StyleDefinition("Hyperlink", colour=LINK_COLOUR, underline=True, character=True),
    StyleDefinition("footnote reference", raised=True, character=True),
)
"""The styles that runs name, besides ``Strong``, ``Emphasis`` and ``Strong Emphasis``."""

_MARKS: Mapping[Mark, Mapping[str, Any]] = {
    Mark.UNDERLINE: {"underline": True},
    Mark.STRIKE: {"strike": True},
    Mark.SUPERSCRIPT: {"raised": "superscript"},
    Mark.SUBSCRIPT: {"raised": "subscript"},
}


PLAIN = RunFormatting()
"""Nothing that stands at a run itself."""


@dataclass(frozen=True, slots=True)
class RunPiece:
    """Text of one formatting, a break (a line feed), or the call of a note."""

    text: str = ""
    strong: bool = False
    emphasis: bool = False
    formatting: RunFormatting = PLAIN
    """What stands at the run itself."""
    target: str = ""
    """Where it leads: an address, or ``#`` and a bookmark."""
    link: int = 0
    """Which link of the block it is part of; two that touch are two."""
    note: Note | None = None


def pieces(content: Inlines, bookmark: Callable[[Reference], str]) -> Iterator[RunPiece | LineStart]:
    """The inlines one after the other; ``bookmark`` names where a reference leads, empty where it leads nowhere."""
    return _pieces(content, RunPiece(), bookmark, count(1))


def _pieces(
    content: Inlines, like: RunPiece, bookmark: Callable[[Reference], str], links: Iterator[int]
) -> Iterator[RunPiece | LineStart]:
    for inline in content:
        inner = like
        match inline:
            case Text(text):
                yield replace(like, text=text)
                continue
            case LineBreak():
                yield replace(like, text="\n")
                continue
            case Note():
                yield RunPiece(target=like.target, link=like.link, note=inline)
                continue
            case LineStart():
                yield inline
                continue
            case Strong():
                inner = replace(like, strong=True)
            case Emphasis():
                inner = replace(like, emphasis=True)
            case Marked(mark):
                inner = replace(like, formatting=replace(like.formatting, **_MARKS[mark]))
            case Link(target):
                inner = replace(like, target=target, link=next(links))
            case Reference():
                name = bookmark(inline)
                inner = replace(like, target=f"#{name}", link=next(links)) if name else like
            case _:
                assert_never(inline)
        yield from _pieces(inline.content, inner, bookmark, links)


def trimmed(found: Iterable[RunPiece]) -> Iterator[RunPiece]:
    """The pieces of a line without the spaces and breaks around it."""
    every = list(found)
    text = "".join(each.text for each in every)
    first, last = len(text) - len(text.lstrip(" \n")), len(text.rstrip(" \n"))
    start = 0
    for each in every:
        inner = each.text[max(first - start, 0) : max(last - start, 0)]
        if inner or each.note:
            yield replace(each, text=inner)
        start += len(each.text)


def add_pieces(
    paragraph: Paragraph,
    found: Iterable[RunPiece],
    call: Callable[[Any, Note], None],
    *,
    heading: bool = False,
    tabbed: bool = False,
) -> None:
    """Append the pieces; ``call`` appends the call of a note to an element, ``tabbed`` moves what follows a break.

    In a heading stress stands at the run itself.
    17.7.3: bold is a toggle. Bold in the style of a run and in that of its paragraph cancel each other out, and a style
    cannot switch it off; only what stands at the run itself is absolute.
    """
    for _, group in groupby(found, lambda each: each.link):
        linked = list(group)
        parent = _link(paragraph, linked[0].target) if linked[0].link else xml_of(paragraph)
        for each in linked:
            if each.note:
                call(parent, each.note)
            elif each.text == "\n":
                parent.append(run_element(node("br")))
                if tabbed:
                    parent.append(run_element(node("tab")))
            else:
                parent.append(text_run(each.text, _formatting(each, heading=heading)))


def _formatting(piece: RunPiece, *, heading: bool) -> RunFormatting:
    if piece.link:
        return replace(piece.formatting, style="Hyperlink", bold=piece.strong or None, italic=piece.emphasis)
    style = " ".join(["Strong"] * piece.strong + ["Emphasis"] * piece.emphasis)
    return replace(piece.formatting, style=style, bold=True if heading and piece.strong else None)


def _link(paragraph: Paragraph, target: str) -> Any:
    """The element of a new link, which is part of the paragraph."""
    element = node("hyperlink", history=1)
    if target.startswith("#"):
        element.set(qn("w:anchor"), target[1:])
    else:
        element.set(qn("r:id"), paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True))
    xml_of(paragraph).append(element)
    return element
