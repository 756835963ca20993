"""Texts as the motion software gives them, made from a numbered chapter: its REST JSON with and without line numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from pipeline.text.model import (
    Block,
    BlockQuote,
    BulletList,
    Emphasis,
    Heading,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Strong,
    Text,
)


def details(sections: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """MotionDetails with these sections."""
    return {
        "type": "motion",
        "id": 17,
        "agenda_item": None,
        "prefix": "A1",
        "title": "Probe",
        "title_with_intro": "Probe",
        "title_with_prefix": "A1: Probe",
        "status_id": 3,
        "status_title": "Beschluss",
        "date_published": "2025-04-01T10:00:00+02:00",
        "supporters": [],
        "initiators": [{"gender": None, "id": 1, "type": "organization", "name": "", "organization": "Rat"}],
        "initiators_html": "Rat (dort beschlossen am: 03.05.2025)",
        "sections": sections,
        "proposed_procedure": None,
        "amendment_links": [],
        "url_json": "https://example.org/rest/1",
        "url_html": "https://example.org/1",
        "pagination": None,
        **more,
    }


def section(html: str, title: str = "Text", kind: str = "TextSimple") -> dict[str, Any]:
    return {"type": kind, "title": title, "html": html, "layout_right": False}


def as_json(*sections: dict[str, Any], ascii_only: bool = False, **more: Any) -> str:
    return json.dumps(details(list(sections), **more), ensure_ascii=ascii_only)


def number(at: int) -> str:
    return f'<span class="lineNumber" data-line-number="{at}" aria-hidden="true"></span>'


def lines(*texts: str, first: int = 1) -> str:
    """A paragraph of these lines in the software's form."""
    return "<p>" + "<br>".join(f"{number(at)}{text}" for at, text in enumerate(texts, first)) + "</p>"


class Dialect:
    """Writes blocks as the software does: with numbers each item of a root list by itself, else whole lists."""

    def __init__(self, *, numbers: bool, spaces: bool = True) -> None:
        self.numbers, self.spaces = numbers, spaces

    def html(self, blocks: tuple[Block, ...]) -> str:
        return "\n".join(part for block in blocks for part in self.root(block))

    def root(self, block: Block) -> Iterator[str]:
        if self.numbers and isinstance(block, BulletList):
            yield from (f"<div><ul>{self.item(item)}</ul></div>" for item in block.items)
        elif self.numbers and isinstance(block, OrderedList):
            for at, item in enumerate(block.items, block.start):
                yield f'<div><ol start="{at}">{self.item(item)}</ol></div>'
        else:
            yield self.block(block)

    def block(self, block: Block) -> str:
        match block:
            case Heading(content=content):
                return f"<h3>{self.text(content)}</h3>"
            case Paragraph(content):
                return f"<p>{self.text(content)}</p>"
            case BulletList(items):
                return f"<ul>{''.join(map(self.item, items))}</ul>"
            case OrderedList(items, start):
                return f'<ol start="{start}">{"".join(map(self.item, items))}</ol>'
            case BlockQuote(inner):
                return f"<blockquote>{''.join(map(self.block, inner))}</blockquote>"
            case _:
                raise NotImplementedError(type(block).__name__)

    def item(self, item: ListItem) -> str:
        return f"<li>{self.text(item.content)}{''.join(map(self.block, item.blocks))}</li>"

    def text(self, content: Inlines) -> str:
        text = self.inlines(content).removeprefix("<br>")
        return text if self.spaces else text.replace(" <br><span", "<br><span")

    def inlines(self, content: Inlines) -> str:
        return "".join(self.inline(inline) for inline in content)

    def inline(self, inline: Any) -> str:
        match inline:
            case Text(text):
                return escape(text)
            case LineStart(at, broken):
                return f"{'-' if broken else ''}<br>{number(at)}" if self.numbers else ""
            case LineBreak():
                return "<br>"
            case Strong(content):
                return f"<strong>{self.inlines(content)}</strong>"
            case Emphasis(content):
                return f"<em>{self.inlines(content)}</em>"
            case Link(target, content):
                return f'<a href="{escape(target)}">{self.inlines(content)}</a>'
            case _:
                raise NotImplementedError(type(inline).__name__)


def chapter_as_json(numbered: NumberedChapter, *, numbers: bool, spaces: bool = True, ascii_only: bool = False) -> str:
    """The chapter as the REST interface gives it."""
    html = Dialect(numbers=numbers, spaces=spaces).html(numbered.chapter.blocks)
    return as_json(section(html), ascii_only=ascii_only, title=numbered.chapter.title)
