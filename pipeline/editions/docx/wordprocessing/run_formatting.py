"""Runs of a Word document: verbatim text, and what it looks like besides its paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pipeline.editions.docx.wordprocessing.wordml import node, region, style_key


def verbatim(tag: str, text: str) -> Any:
    """The element with the text, whose spaces count."""
    element = node(tag)
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


@dataclass(frozen=True, slots=True)
class RunFormatting:
    """What a run looks like, besides its paragraph: a character style, and what stands at the run itself."""

    style: str = ""
    bold: bool | None = None
    """None as in the styles."""
    italic: bool = False
    strike: bool = False
    underline: bool = False
    raised: str = ""
    """``superscript`` or ``subscript``."""
    language: str = ""
    """Where it is not that of the document."""

    def nodes(self) -> Iterator[Any]:
        """The properties, in the order that the schema has (CT_RPr)."""
        if self.style:
            yield node("rStyle", val=style_key(self.style))
        if self.bold is not None:
            yield node("b", val=int(self.bold))
        if self.italic:
            yield node("i")
        if self.strike:
            yield node("strike")
        if self.underline:
            yield node("u", val="single")
        if self.raised:
            yield node("vertAlign", val=self.raised)
        if self.language:
            yield node("lang", val=region(self.language))


BARE = RunFormatting()


def run_element(content: Any, formatting: RunFormatting = BARE) -> Any:
    """A run with this content."""
    properties = list(formatting.nodes())
    return node("r", *([node("rPr", *properties)] if properties else []), content)


def text_run(text: str, formatting: RunFormatting = BARE) -> Any:
    """A run of verbatim text; python-docx would turn a tab or a line feed in it into an element."""
    return run_element(verbatim("t", text), formatting)
