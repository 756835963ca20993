"""The editions for machines, read back: the table of lines and the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.diagnostics import InputRefusal, Place
from pipeline.readback import chapter_names
from pipeline.readback.reading import (
    ChapterReading,
    FileReading,
    ReadLine,
    Remark,
    Stated,
    Stray,
    UnreadableError,
)
from pipeline.text import interchange_reading
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter
from pipeline.text.transcript import transcript


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
        transcript=transcript(numbered, [each.slug for each in book.chapters]),
    )


def _language(text: str) -> str:
    """The language that the file names beside the model, which has none."""
    value = json.loads(text).get("language", "")
    return value if isinstance(value, str) else ""
