"""The editions for machines, read back: the table of lines and the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from pipeline.diagnostics import InputRefusal, Place
from pipeline.readback import chapter_names, object_names, table_grid
from pipeline.readback.reading import (
    ChapterReading,
    FileReading,
    Kind,
    ListShape,
    Opening,
    Outline,
    ReadLine,
    Remark,
    Stated,
    Stray,
    UnreadableError,
)
from pipeline.text import grid, interchange_reading, list_labels, walk
from pipeline.text.concordance import concordance
from pipeline.text.model import (
    Block,
    BlockQuote,
    Book,
    BulletList,
    Caption,
    Cell,
    Heading,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Table,
)


def lines_table(data: bytes, slugs: Sequence[str] = ()) -> FileReading:
    """The table, one row a line: number TAB words; in a book the slug of the chapter before it. Raises UnreadableError."""
    text = decoded(data)
    if len(slugs) <= 1:
        chapter = _table_of(text)
        return FileReading((replace(chapter, remarks=()),), remarks=chapter.remarks)
    rows: dict[str, list[str]] = {slug: [] for slug in slugs}
    found, remarks = list[str](), list[Remark]()
    for row in text.removesuffix("\n").split("\n"):
        slug, _, rest = row.partition("\t")
        if slug in rows:
            rows[slug].append(f"{rest}\n")
            found += [slug] if slug not in found[-1:] else []
        else:
            remarks.append(Remark("Z612", f"Die Zeile „{row[:80]}“ gehört zu keinem Kapitel."))
    remarks += chapter_names.order(found, [slug for slug in slugs if rows[slug]])
    return FileReading(tuple(_table_of("".join(each)) for each in rows.values()), remarks=tuple(remarks))


def _table_of(text: str) -> ChapterReading:
    *rows, rest = text.split("\n")
    remarks = () if not rest else (Remark("Z608", "Die letzte Zeile der Datei ist nicht abgeschlossen."),)
    read = list(_rows([*rows, rest] if rest else rows))
    lines = tuple(each for each in read if isinstance(each, ReadLine))
    if not lines:
        raise UnreadableError("keine Zeile hat die Form Nummer TAB Text")
    stray = tuple(each for each in read if isinstance(each, Stray))
    return ChapterReading(lines, line_true=True, stray=stray, remarks=remarks)


def _rows(rows: list[str]) -> Iterator[ReadLine | Stray]:
    last: int | None = None
    for row in rows:
        if found := re.fullmatch(r"([1-9][0-9]{0,8})\t([^\t]*)", row):
            last = int(found[1])
            yield ReadLine(last, found[2])
        else:
            yield Stray(last, row)


def decoded(data: bytes) -> str:
    """The bytes as text. Raises UnreadableError."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError(f"kein UTF-8 (Byte {error.start})") from error


def model(data: bytes, slugs: Sequence[str] = ()) -> FileReading:
    """The model, of a book or of a chapter by itself. Raises UnreadableError."""
    text = decoded(data)
    try:
        book = interchange_reading.loads(text, Place(""))
        chapters = {each.slug: _chapter(each, book) for each in book.chapters}
    except InputRefusal as refusal:
        raise UnreadableError(" ".join(each.message for each in refusal.diagnostics)) from refusal
    # Well-formed JSON of another shape: a node that is no object, a block without a line.
    except (AttributeError, ValueError) as error:
        raise UnreadableError(f"kein Modell von zeilentreu: {error}") from error
    named = [each.slug for each in book.chapters]
    # The name of the only chapter is held against the model's own.
    wanted = named if not slugs or len(slugs) == len(named) == 1 else slugs
    if missing := [slug for slug in wanted if slug not in chapters]:
        raise UnreadableError(f"das Kapitel {missing[0]} fehlt")
    return FileReading(
        tuple(chapters[slug] for slug in wanted),
        titles=(Stated("title", book.title),),
        languages=(Stated("language", _language(text)),),
        remarks=() if named == list(wanted) else (Remark("Z602", f"Die Kapitel sind {', '.join(named)}."),),
        model=book,
    )


def _chapter(numbered: NumberedChapter, book: Book) -> ChapterReading:
    return ChapterReading(
        tuple(ReadLine(line.number, line.text, line.join) for line in concordance(numbered)),
        line_true=False,
        titles=() if book.alone else (Stated("title", numbered.chapter.title),),
        outline=outline(numbered.chapter.blocks),
    )


def _language(text: str) -> str:
    """The language that the file names beside the model, which has none."""
    value = json.loads(text).get("language", "")
    return value if isinstance(value, str) else ""


def outline(blocks: Sequence[Block]) -> Outline:
    """The blocks and lists of the model, as a reader of a finished file would report them."""
    return Outline(tuple(_openings(blocks)), tuple(_shapes(blocks)))


def unnumbered_texts(blocks: Sequence[Block], *, calls: bool = False) -> Iterator[Stray]:
    """The text without official lines, a block each, after the line that stands before it; notes at the end.

    With ``calls`` the numbers that call notes are part of it.
    """
    last, notes = None, list[Stray]()
    for block in walk.text_blocks(blocks):
        starts = walk.line_starts(block.content)
        words = walk.plain(block.content, calls=calls).strip()
        if starts:
            last = starts[-1].number
        elif words:
            kind, level = _kind(block)
            after = last if block.note is None else None
            found = Stray(after, words, kind, level, block.quotes)
            if block.note is None:
                yield found
            else:
                notes.append(found)
    yield from notes


def _kind(block: walk.TextBlock) -> tuple[Kind, int]:
    match block.node:
        case Heading(level):
            return Kind.HEADING, level
        case Paragraph() | Preformatted():
            return Kind.PARAGRAPH, block.depth
        case ListItem():
            return Kind.ITEM, block.depth
        case Cell():
            return Kind.CELL, block.depth
        case Caption() | Picture():
            return Kind.CAPTION, block.depth
        case _:
            assert_never(block.node)


def object_rows(blocks: Sequence[Block]) -> Iterator[str]:
    """The tables, pictures and quotations of the model, as a reader of a finished file names them; notes at the end."""
    yield from _named(blocks)
    for note in walk.notes(blocks):
        yield from _named(note.blocks)


def _named(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield from _table(block)
            case Picture(alternative=alternative):
                yield object_names.picture(alternative)
            case BlockQuote(inner):
                yield object_names.QUOTATION
                yield from _named(inner)
            case Preformatted():
                yield object_names.PREFORMATTED
            case BulletList(items) | OrderedList(items):
                for item in items:
                    yield from _named(item.blocks)
            case Heading() | Paragraph():
                pass
            case _:
                assert_never(block)


def _table(table: Table) -> Iterator[str]:
    """The table and its cells, as ``cells.names`` has them."""
    found = grid.grid(table)
    heads = sum(placed.header and placed.heads for placed in found.cells)
    yield f"Tabelle mit {found.width} Spalten, {len(found.rows)} Zeilen und {heads} Spaltenköpfen"
    for placed in found.cells:
        kind = table_grid.COLUMN if placed.header else table_grid.GROUP if found.is_group(placed) else table_grid.ROW
        cell = table_grid.GridCell(
            grid.words(placed.cell), placed.cell.columns, placed.cell.rows, kind if placed.heads else ""
        )
        yield table_grid.described(_spot(placed), cell, [_spot(head) for head in found.heads(placed)])


def _spot(placed: grid.PlacedCell) -> str:
    return f"{placed.row + 1}.{placed.column + 1}"


def _openings(blocks: Sequence[Block]) -> Iterator[Opening]:
    for block in walk.text_blocks(blocks):
        for start in walk.line_starts(block.content)[:1]:
            yield Opening(start.number, *_kind(block), block.quotes)


def _shapes(blocks: Sequence[Block]) -> Iterator[ListShape]:
    for block in blocks:
        match block:
            case BulletList(items):
                yield ListShape(len(items), None)
            case OrderedList(items):
                yield ListShape(len(items), list_labels.labels(block))
            case BlockQuote(inner):
                yield from _shapes(inner)
                continue
            case Heading() | Paragraph() | Preformatted() | Table() | Picture():
                continue
            case _:
                assert_never(block)
        for item in items:
            yield from _shapes(item.blocks)
