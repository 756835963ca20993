"""The model as JSON: what S.json holds (``interchange_reading`` reads it back).

Every node is an object with its ``type`` and, as ``at``, the line and column where it stood in the source. ``format``
counts up when an older reader could misunderstand a newer file.
"""

from __future__ import annotations

import json
from typing import Any, assert_never

from pipeline.diagnostics import Place
from pipeline.text.model import (
    Block,
    BlockQuote,
    Book,
    BulletList,
    Caption,
    Cell,
    Counting,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    LineRule,
    LineStart,
    Link,
    ListItem,
    Marked,
    Note,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Strong,
    Table,
    Text,
)

FORMAT = 1


def _rule(rule: LineRule) -> dict[str, Any]:
    said: dict[str, Any] = {"width": rule.width, "heading_share": rule.heading_share}
    return {**said, "system": rule.system} if rule.system else said


def dumps(book: Book, language: str) -> str:
    """The book as JSON text, readable and the same for the same book; a chapter by itself without a book around it."""
    data = _chapter(book.chapters[0], language) if book.alone else _bound(book, language)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _bound(book: Book, language: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "slug": book.slug,
        "language": language,
        "title": book.title,
        "kind": book.kind,
        "chapters": [_chapter(each, language) for each in book.chapters],
    }


def _chapter(numbered: NumberedChapter, language: str) -> dict[str, Any]:
    chapter, day = numbered.chapter, numbered.chapter.resolution.day
    return {
        "format": FORMAT,
        "slug": numbered.slug,
        "language": chapter.language or language,
        **({"own_language": chapter.language} if chapter.language else {}),
        "title": chapter.title,
        "kind": chapter.kind,
        "section": chapter.section,
        "resolution": {"body": chapter.resolution.body, "day": day.isoformat() if day else None},
        "details": [list(row) for row in chapter.details],
        "source": {"name": chapter.source.name, "sha256": chapter.source.sha256},
        "rule": _rule(numbered.rule),
        "blocks": [_block(block) for block in chapter.blocks],
    }


def _at(place: Place | None) -> dict[str, Any]:
    return {"at": [place.line, place.column]} if place else {}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, content, place, rank):
            ranked = {"rank": rank} if rank else {}
            return {
                "type": "heading",
                "level": level,
                **ranked,
                **_at(place),
                "content": [_inline(each) for each in content],
            }
        case Paragraph(content, place):
            return {"type": "paragraph", **_at(place), "content": [_inline(each) for each in content]}
        case BulletList(items, place):
            return {"type": "bullet-list", **_at(place), "items": [_item(item) for item in items]}
        case OrderedList(items, start, place, style):
            counting = {} if style is Counting.DECIMAL else {"style": style}
            return {
                "type": "ordered-list",
                "start": start,
                **counting,
                **_at(place),
                "items": [_item(item) for item in items],
            }
        case BlockQuote(blocks, place):
            return {"type": "quotation", **_at(place), "blocks": [_block(each) for each in blocks]}
        case Preformatted(content, place):
            return {"type": "preformatted", **_at(place), "content": [_inline(each) for each in content]}
        case Table(header, rows, alignments, caption, place):
            return {
                "type": "table",
                **_at(place),
                "alignments": list(alignments),
                **_below(caption),
                "header": [list(map(_cell, row)) for row in header],
                "rows": [list(map(_cell, row)) for row in rows],
            }
        case Picture(file, alternative, sha256, width, height, caption, place):
            return {
                "type": "picture",
                **_at(place),
                "file": file,
                "alternative": alternative,
                "sha256": sha256,
                "size": [width, height],
                **_below(caption),
            }
        case _:
            assert_never(block)


def _item(item: ListItem) -> dict[str, Any]:
    blocks = {"blocks": [_block(block) for block in item.blocks]} if item.blocks else {}
    label = {"label": item.label} if item.label else {}
    return {**_at(item.place), **label, "content": [_inline(each) for each in item.content], **blocks}


def _cell(cell: Cell) -> dict[str, Any]:
    spans = {name: span for name, span in (("columns", cell.columns), ("rows", cell.rows)) if span != 1}
    return {**_held(cell), **spans, **({"heading": True} if cell.heading else {})}


def _held(node: Cell | Caption) -> dict[str, Any]:
    return {**_at(node.place), "content": [_inline(each) for each in node.content]}


def _below(caption: Caption | None) -> dict[str, Any]:
    return {"caption": _held(caption)} if caption else {}


def _inline(inline: Inline) -> dict[str, Any]:
    match inline:
        case Text(text, place):
            return {"type": "text", "text": text, **_at(place)}
        case Emphasis(content, place):
            return {"type": "emphasis", **_at(place), "content": [_inline(each) for each in content]}
        case Strong(content, place):
            return {"type": "strong", **_at(place), "content": [_inline(each) for each in content]}
        case Marked(mark, content, place):
            return {"type": mark, **_at(place), "content": [_inline(each) for each in content]}
        case Link(target, content, place):
            return {"type": "link", "target": target, **_at(place), "content": [_inline(each) for each in content]}
        case Reference(first, last, chapter, content, place):
            named = {"chapter": chapter} if chapter else {}
            return {
                "type": "reference",
                "lines": [first, last],
                **named,
                **_at(place),
                "content": [_inline(each) for each in content],
            }
        case LineBreak(place, forced):
            return {"type": "break", **({} if forced else {"forced": False}), **_at(place)}
        case Note(number, blocks, place):
            return {"type": "note", "number": number, **_at(place), "blocks": [_block(each) for each in blocks]}
        case LineStart(number, broken_word, place):
            return {"type": "line", "number": number, **({"broken_word": True} if broken_word else {}), **_at(place)}
        case _:
            assert_never(inline)
