"""S.json → the model, so that checks and other programs need not read the source again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.text.even_tables import even
from pipeline.text.interchange import FORMAT
from pipeline.text.model import (
    Alignment,
    Block,
    BlockQuote,
    Book,
    BulletList,
    Caption,
    Cell,
    Chapter,
    Counting,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    LineRule,
    LineStart,
    Link,
    ListItem,
    Mark,
    Marked,
    Note,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Resolution,
    SourceFile,
    Strong,
    Table,
    Text,
    book_of,
)

_T = TypeVar("_T")


def loads(text: str, place: Place) -> Book:
    """The book that the JSON text holds, or the chapter by itself. Raises InputRefusal (Z608) where it is no such text."""
    try:
        data = json.loads(text)
        if _get(data, "format", int) != FORMAT:
            raise ValueError(f"format {data['format']} ist unbekannt")
        return _book(data) if "chapters" in data else book_of(_numbered(data))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise InputRefusal(Diagnostic("Z608", place, f"Das ist kein Modell von zeilentreu: {error}.")) from error


def _book(data: Any) -> Book:
    chapters = tuple(map(_numbered, _get(data, "chapters", list)))
    if not chapters:
        raise ValueError("das Buch hat kein Kapitel")
    return Book(_get(data, "title", str), _get(data, "slug", str), chapters, _get(data, "kind", str))


def _get(data: Any, key: str, kind: type[_T]) -> _T:
    if not isinstance(data, Mapping):
        raise TypeError(f"„{key}“ wird in einem Objekt erwartet")
    value = data[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"„{key}“ hat die falsche Art")
    return value


def _numbered(data: Any) -> NumberedChapter:
    source = SourceFile(_get(data["source"], "name", str), _get(data["source"], "sha256", str))
    resolution, day = data["resolution"], data["resolution"]["day"]

    def places(at: Any) -> Place | None:
        match at:
            case None:
                return None
            case [int(line), int(column)]:
                return Place(source.name, line, column)
            case _:
                raise ValueError(f"„at“ nennt keine Zeile und Spalte: {at!r:.40}")

    chapter = Chapter(
        title=_get(data, "title", str),
        blocks=tuple(_read_block(block, places) for block in _get(data, "blocks", list)),
        source=source,
        kind=_get(data, "kind", str),
        section=_get(data, "section", str),
        resolution=Resolution(_get(resolution, "body", str), date.fromisoformat(day) if day else None),
        details=tuple((str(label), str(value)) for label, value in _get(data, "details", list)),
        language=str(data.get("own_language", "")),
    )
    said = data["rule"]
    rule = LineRule(_get(said, "width", int), float(said["heading_share"]), str(said.get("system", "")))
    if not 0 < rule.heading_share <= 1:
        raise ValueError(f"„heading_share“ ist kein Anteil: {rule.heading_share}")
    return NumberedChapter(chapter, _get(data, "slug", str), rule)


_Places = Callable[[Any], Place | None]


def _read_block(data: Any, places: _Places) -> Block:
    place = places(data.get("at"))
    match data:
        case {"type": "heading", "level": int(level), "content": list(content)}:
            return Heading(
                level,
                tuple(_read_inline(each, places) for each in content),
                place,
                _get({"rank": 0, **data}, "rank", int),
            )
        case {"type": "paragraph", "content": list(content)}:
            return Paragraph(tuple(_read_inline(each, places) for each in content), place)
        case {"type": "bullet-list", "items": list(items)}:
            return BulletList(tuple(_read_item(item, places) for item in items), place)
        case {"type": "ordered-list", "start": int(start), "items": list(items)}:
            style = Counting(data.get("style", Counting.DECIMAL))
            return OrderedList(tuple(_read_item(item, places) for item in items), start, place, style)
        case {"type": "quotation", "blocks": list(blocks)}:
            return BlockQuote(tuple(_read_block(each, places) for each in blocks), place)
        case {"type": "preformatted", "content": list(content)}:
            return Preformatted(tuple(_read_inline(each, places) for each in content), place)
        case {"type": "table", "alignments": list(alignments), "header": list(header), "rows": list(rows)}:
            # Until format 1 knew of merged cells, the header was one row of cells.
            header = [header] if header and isinstance(header[0], Mapping) else header
            head, body = (
                tuple(tuple(_read_cell(each, places) for each in row) for row in part) for part in (header, rows)
            )
            table = Table(head, body, tuple(map(Alignment, alignments)), _read_caption(data, places), place)
            if not even(table):
                raise ValueError("die Zellen einer Tabelle gehen nicht auf")
            return table
        case {
            "type": "picture",
            "file": str(file),
            "alternative": str(alternative),
            "sha256": str(sha256),
            "size": [int(width), int(height)],
        }:
            return Picture(file, alternative, sha256, width, height, _read_caption(data, places), place)
        case _:
            raise ValueError(f"unbekannter Block {data.get('type')!r}")


def _read_item(data: Any, places: _Places) -> ListItem:
    return ListItem(
        tuple(_read_inline(each, places) for each in _get(data, "content", list)),
        tuple(_read_block(each, places) for each in data.get("blocks", ())),
        places(data.get("at")),
        str(data.get("label", "")),
    )


def _read_cell(data: Any, places: _Places) -> Cell:
    columns, rows = (_get({name: 1, **data}, name, int) for name in ("columns", "rows"))
    content = tuple(_read_inline(each, places) for each in _get(data, "content", list))
    return Cell(content, places(data.get("at")), columns, rows, heading=bool(data.get("heading", False)))


def _read_caption(data: Any, places: _Places) -> Caption | None:
    if (held := data.get("caption")) is None:
        return None
    return Caption(tuple(_read_inline(each, places) for each in _get(held, "content", list)), places(held.get("at")))


def _read_inline(data: Any, places: _Places) -> Inline:
    place = places(data.get("at"))
    match data:
        case {"type": "text", "text": str(text)}:
            return Text(text, place)
        case {"type": "emphasis", "content": list(content)}:
            return Emphasis(tuple(_read_inline(each, places) for each in content), place)
        case {"type": "strong", "content": list(content)}:
            return Strong(tuple(_read_inline(each, places) for each in content), place)
        case {"type": "link", "target": str(target), "content": list(content)}:
            return Link(target, tuple(_read_inline(each, places) for each in content), place)
        case {"type": "reference", "lines": [int(first), int(last)], "content": list(content)}:
            inner = tuple(_read_inline(each, places) for each in content)
            return Reference(first, last, str(data.get("chapter", "")), inner, place)
        case {"type": "break"}:
            return LineBreak(place, bool(data.get("forced", True)))
        case {"type": "note", "number": int(number), "blocks": list(blocks)}:
            return Note(number, tuple(_read_block(each, places) for each in blocks), place)
        case {"type": str(mark), "content": list(content)} if mark in set(Mark):
            return Marked(Mark(mark), tuple(_read_inline(each, places) for each in content), place)
        case {"type": "line", "number": int(number)}:
            return LineStart(number, bool(data.get("broken_word", False)), place)
        case _:
            raise ValueError(f"unbekannte Auszeichnung {data.get('type')!r}")
