"""The tree of HTML → blocks of the model, every line number in it as a LineStart.

Paragraphs, headings, lists, quotations, preformatted text and formatting become what they are; of anything else the text is
kept. What has no place in a text (scripts, frames) is reported, never dropped unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Place
from pipeline.sources.html import list_elements, table_elements
from pipeline.sources.html.elements import BLOCKS, Element
from pipeline.sources.html.html_report import HtmlReport, short
from pipeline.sources.html.image_elements import ElementImages
from pipeline.sources.html.inline_elements import (
    ACTIVE,
    FOREIGN,
    UNSEEN,
    Inliner,
    Piece,
    leave_out,
    place_of_pieces,
    report_scripts,
)
from pipeline.text import walk
from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    Caption,
    Heading,
    Inlines,
    LineBreak,
    Paragraph,
    Picture,
    Preformatted,
    Strong,
    Table,
    Text,
)

_LISTS = frozenset({"ul", "ol", "menu", "dir"})


class Reader:
    """Reads one file: the blocks of each of its parts, and what there is to report about them."""

    def __init__(self, folder: Path | None = None, *, uniting: bool = True) -> None:
        """``folder`` holds the pictures; ``uniting`` makes one of bullets that follow each other, as the motion software gives them."""
        self.reported = HtmlReport()
        self._pictures = ElementImages(folder, self.reported)
        self._inliner = Inliner(self.reported, self._of_note)
        self._uniting = uniting

    def report(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note something to report."""
        self.reported.add(code, place, message, hint)

    @property
    def system(self) -> str:
        """Whose line numbers were met, as ``LineRule.system`` names it."""
        return self._inliner.system

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that there is to report so far."""
        return self.reported.all()

    def content(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines of a block, white space as it counts."""
        return self._inliner.content(pieces)

    def inlines(self, pieces: Iterable[Piece]) -> Inlines:
        """The inlines that the pieces make, white space as it came."""
        return self._inliner.inlines(pieces)

    def _of_note(self, pieces: Sequence[Piece]) -> Blocks:
        return self.blocks(pieces, root=False)

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
        if root:
            list_elements.require_depth(result)
        return list_elements.united(result, bullets=self._uniting) if root else tuple(result)

    def _paragraph(self, pieces: Sequence[Piece], place: Place | None = None) -> Iterable[Block]:
        """A paragraph of the pieces; none where they say nothing (such ones are gone when a text is saved)."""
        if (image := _only_picture(pieces)) is not None:
            if picture := self._pictures.picture(image, None):
                yield picture
            return
        content = self.content(pieces)
        if any(not isinstance(inline, LineBreak) for inline in content):
            yield Paragraph(content, place or place_of_pieces(pieces))

    def _block(self, element: Element, *, root: bool) -> Iterable[Block]:
        report_scripts(element, self.reported)
        name, place = element.name, element.place
        if name in UNSEEN or name in ACTIVE or name in FOREIGN:
            leave_out(element, self.reported)
        elif name in _LISTS:
            yield from list_elements.blocks(element, self)
        elif name == "center":
            self._inliner.report_lost(element)
            yield from self.blocks(element.children, root=root)
        elif name == "blockquote":
            if inner := self.blocks(element.children, root=False):
                yield BlockQuote(inner, place)
        elif name == "table":
            yield from table_elements.blocks(element, self)
        elif name == "figure":
            yield from self._figure(element, root=root)
        elif name in {"dl", "details"}:
            yield from self._opened(element, root=root)
        elif element.holds_blocks:
            if name not in BLOCKS and not name.startswith("\0"):
                self.reported.count(
                    "Z222", name, place, f"In „<{name}>“ stehen ganze Absätze; sie bleiben, „<{name}>“ nicht."
                )
            yield from self.blocks(element.children, root=root)
        else:
            yield from self._text_block(element)

    def _text_block(self, element: Element) -> Iterable[Block]:
        """The block of an element with nothing but text in it; none where it says nothing."""
        name, place = element.name, element.place
        if name == "pre":
            content = self._inliner.preformatted(element)
            if any(isinstance(leaf, Text) for leaf in walk.leaves(content)):
                yield Preformatted(content, place)
        elif re.fullmatch("h[1-6]", name):
            if content := _plain_heading(self.content(element.children)):
                yield Heading(int(name[1]), content, place, int(name[1]))
        elif name == "dt":
            yield from (
                Paragraph((Strong(each.content, place),), place) if isinstance(each, Paragraph) else each
                for each in self._paragraph(element.children, place)
            )
        else:
            yield from self._paragraph(element.children, place)

    def _opened(self, element: Element, *, root: bool) -> Iterable[Block]:
        """The blocks of an element whose order is all that the model can keep of it."""
        if element.name == "dl":
            message = (
                "Eine Liste von Begriffen („<dl>“): Jeder Begriff steht fett, seine Erklärung als Absatz darunter."
            )
        else:
            message = f"„{short(element.text())}“ ist im HTML zum Aufklappen („<details>“); hier steht es offen da."
        self.report("Z236", element.place, message)
        yield from self.blocks(element.children, root=root)

    def _figure(self, element: Element, *, root: bool) -> Iterable[Block]:
        """The picture or the table of a figure with its caption; a caption that has neither is a paragraph."""
        caption = next(
            (each for each in element.children if isinstance(each, Element) and each.name == "figcaption"), None
        )
        # A caption is said before what it names, and its notes are counted before those in there.
        said = Caption(self.content(_flat(caption)), caption.place) if caption else None
        made = list(self.blocks([each for each in element.children if each is not caption], root=root))
        match made:
            case [Picture() | Table() as only] if said and said.content and not only.caption:
                yield replace(only, caption=said)
            case _:
                yield from made
                if said and said.content:
                    yield Paragraph(said.content, said.place)


def _flat(element: Element) -> list[Piece]:
    """What stands in the element, out of its paragraphs."""
    result: list[Piece] = []
    for child in element.children:
        if isinstance(child, Element) and (child.name in BLOCKS or child.holds_blocks):
            result += [*([Element("br", {}, child.place)] if result else []), *_flat(child)]
        else:
            result.append(child)
    return result


def _only_picture(pieces: Sequence[Piece]) -> Element | None:
    """The picture, where the pieces are nothing else, be it in a link."""
    said = [piece for piece in pieces if (piece.name != "source" if isinstance(piece, Element) else piece.text.strip())]
    if len(said) != 1 or not isinstance(said[0], Element):
        return None
    found = said[0]
    if found.name == "img":
        return found
    return _only_picture(found.children) if found.name in {"a", "picture", "span", "font", "strong", "em"} else None


def _plain_heading(content: Inlines) -> Inlines:
    """The inlines of a heading; bold around all of them is its formatting and no sense."""
    match content:
        case (Strong(inner),):
            return inner
        case _:
            return content
