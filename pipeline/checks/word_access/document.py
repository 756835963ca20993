"""A Word document as the rules of access look at it: its parts as trees, and its blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.readback.containers import Element, local_name, member, members, parsed_xml, text_of
from pipeline.readback.word_formatting import Looks
from pipeline.readback.word_styles import W, heading, item
from pipeline.readback.word_text import named_children, run_text

_STORY = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)[0-9]*\.xml")


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The body, everything else that has text, the settings, the core properties, and what styles make of it all."""

    body: Element
    stories: tuple[Element, ...]
    """The body first, then headers, footers and notes."""
    settings: Element | None
    core: Element | None
    looks: Looks

    @property
    def title(self) -> str:
        """The title by the properties of the file; empty where there is none."""
        titles = self.core.iter("{http://purl.org/dc/elements/1.1/}title") if self.core is not None else ()
        return next(filter(None, (text_of(each).strip() for each in titles)), "")

    def paragraphs(self) -> Iterator[Element]:
        """Every paragraph of the body, those in tables as well."""
        yield from self.body.iter(f"{W}p")

    def tables(self) -> Iterator[Element]:
        """Every table of the body."""
        yield from self.body.iter(f"{W}tbl")

    def level(self, paragraph: Element) -> int | None:
        """The level of the heading that the paragraph is."""
        return heading(paragraph, self.looks)

    def is_item(self, paragraph: Element) -> bool:
        """Whether the paragraph is an item of a real list."""
        return item(paragraph, self.looks) is not None


def opened_document(data: bytes) -> WordDocument:
    """The document. Raises UnreadableError."""
    archive = members(data)
    root = parsed_xml(member(archive, "word/document.xml"), "word/document.xml")
    body = root.find(f"{W}body")
    others = [parsed_xml(content, name) for name, content in sorted(archive.items()) if _STORY.fullmatch(name)]
    return WordDocument(
        root if body is None else body,
        (root, *others),
        _part(archive, "word/settings.xml"),
        _part(archive, "docProps/core.xml"),
        Looks(parsed_xml(member(archive, "word/styles.xml"), "word/styles.xml")),
    )


def _part(archive: Mapping[str, bytes], name: str) -> Element | None:
    return parsed_xml(archive[name], name) if name in archive else None


def document_rows(table: Element) -> list[list[Element]]:
    """The cells of the table, row by row."""
    return [list(named_children(row, "tc")) for row in named_children(table, "tr")]


def first_words(text: str) -> str:
    """The beginning of a text, to know it by."""
    flat = " ".join(text.split())
    return f"{flat[:47]}…" if len(flat) > 48 else flat  # noqa: PLR2004 - with the sign, as long as the longest


def name(table: Element, number: int) -> str:
    """What to call a table: its title, or its number."""
    caption = table.find(f"{W}tblPr/{W}tblCaption")
    title = caption.get(f"{W}val", "").strip() if caption is not None else ""
    return f"Tabelle „{first_words(title)}“" if title else f"Tabelle {number}"


def is_empty(paragraph: Element) -> bool:
    """Whether the paragraph shows nothing, and divides nothing."""
    divides = {"drawing", "pict", "object", "sectPr", "oMath"}
    breaks = any(each.get(f"{W}type") in {"page", "column"} for each in paragraph.iter(f"{W}br"))
    return not (run_text(paragraph).strip() or breaks or any(local_name(each) in divides for each in paragraph.iter()))
