"""A chapter with everything that a text can be made of, for the tests of all editions and checks."""

from __future__ import annotations

import hashlib
import struct
import zlib
from datetime import date

from pipeline.text import numbering
from pipeline.text.model import (
    Alignment,
    Block,
    BlockQuote,
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
)

RULE = LineRule(60)


def png(width: int, height: int, colour: tuple[int, int, int] = (0, 84, 60)) -> bytes:
    """A PNG file of one colour (PNG specification, third edition, 5)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PNG = png(320, 200)


def _said(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def _item(*parts: Inline | str, blocks: tuple[Block, ...] = (), label: str = "") -> ListItem:
    return ListItem(_said(*parts), blocks, label=label)


_NOTE = Note(
    1,
    (
        Paragraph(
            _said(
                "Gezählt am ",
                Emphasis(_said("3. Mai")),
                ", siehe ",
                Link("https://example.org/rad", _said("die Zählung")),
                ".",
            )
        ),
    ),
)
_SECOND = Note(2, (Paragraph(_said("Ohne die Brücken.")), Paragraph(_said("Diese zählt der Kreis."))))

COUNTED: tuple[Block, ...] = (
    Paragraph(
        _said(
            "Der Rat beschließt, was in ",
            Reference(4, 6, "", _said("Zeile 4–6")),
            " steht.",
            _NOTE,
            " Alles andere bleibt, wie es im vorigen Jahr war.",
        )
    ),
    Heading(1, _said("Wege und ", Marked(Mark.UNDERLINE, _said("Brücken")))),
    Paragraph(
        _said(
            "Die ",
            Link(
                "https://example.org/radnetz", _said("Karte des Radnetzes, die der Ausschuss im Frühjahr gebilligt hat")
            ),
            ", gilt ",
            Strong(_said("für alle ", Emphasis(_said("städtischen")), " Wege")),
            ", auch für die ",
            Marked(Mark.STRIKE, _said("alten")),
            " neuen. Gerechnet wird in m",
            Marked(Mark.SUPERSCRIPT, _said("2")),
            " und CO",
            Marked(Mark.SUBSCRIPT, _said("2")),
            ".",
        )
    ),
    OrderedList(
        (
            _item(
                "Die Wege werden breiter.",
                blocks=(
                    Paragraph(
                        _said("Das gilt auch dort, wo Bäume stehen; sie bleiben, und der Weg führt um sie herum.")
                    ),
                    OrderedList((_item("zuerst am Fluss"), _item("dann am Hang")), style=Counting.LOWER_ALPHA),
                ),
            ),
            _item(
                "Die Brücken werden geprüft.",
                _SECOND,
                blocks=(BulletList((_item("jede im Frühjahr"), _item("jede zweite im Herbst"))),),
            ),
            _item("Dies kam später dazu.", label="7b"),
            _item("Und dies noch später.", label="9"),
        ),
        start=3,
    ),
    OrderedList((_item("Erstens"), _item("Zweitens")), style=Counting.PARENTHESES),
    OrderedList((_item("Groß A"), _item("Groß B")), style=Counting.UPPER_ALPHA),
    BlockQuote(
        (
            Paragraph(
                _said(
                    "Wege sind für alle da, für die zu Fuß und für die auf Rädern, für die Eiligen und für die mit Zeit."
                )
            ),
            BulletList((_item("so steht es im Leitbild"),)),
        )
    ),
    Paragraph(_said("Rathaus", LineBreak(), "Am Markt 1", LineBreak(), LineBreak(), "12345 Musterstadt")),
    Preformatted(_said("Weg   Länge", LineBreak(), "A     12 km")),
    Heading(2, _said("Kosten")),
    Paragraph(_said("Die Kosten zeigt die Tabelle.")),
)

TABLE = Table(
    ((Cell(_said("Weg")), Cell(_said("Länge")), Cell(_said("Kosten"))),),
    (
        (Cell(_said("Uferweg")), Cell(_said("12 km")), Cell(_said("1,2 Mio. Euro"))),
        (Cell(_said(Strong(_said("Hangweg")))), Cell(_said("7 km")), Cell(())),
    ),
    (Alignment.START, Alignment.CENTER, Alignment.END),
    Caption(_said("Kosten der Wege")),
)
MERGED = Table(
    (
        (Cell((), rows=2), Cell(_said("Kosten in Tausend Euro"), columns=2)),
        (Cell(_said("2026")), Cell(_said("2027"))),
    ),
    (
        (Cell(_said("Seeweg"), heading=True), Cell(_said("zusammen 12"), columns=2)),
        (Cell(_said("Bergweg"), rows=2, heading=True), Cell(_said("1")), Cell(_said("2"))),
        (Cell(_said("3")), Cell(_said("nach ", Emphasis(_said("Plan")), " 4"))),
        (Cell(_said("Stege"), columns=3, heading=True),),
        (Cell(_said("Nordsteg"), heading=True), Cell(_said("5")), Cell(())),
    ),
    (Alignment.START, Alignment.END, Alignment.END),
)
"""Cells over columns and rows, two rows of heads with an empty corner, heads of rows and of a group of rows."""
HEADLESS = Table(
    (),
    ((Cell(_said("montags")), Cell(_said("9 Uhr"))), (Cell(_said("dienstags")), Cell(_said("10 Uhr")))),
    (Alignment.START,) * 2,
)
PICTURE = Picture(
    "bilder/weg.png",
    "Ein breiter Weg am Fluss, rechts ein Baum",
    hashlib.sha256(PNG).hexdigest(),
    320,
    200,
    Caption(_said("Der Uferweg heute")),
    data=PNG,
)

UNCOUNTED: tuple[Block, ...] = (
    Heading(1, _said("Begründung")),
    Paragraph(
        _said("Mehr Menschen fahren Rad. Ihre Wege sind zu schmal, und manche Brücke ist für Rollstühle zu steil.")
    ),
    BulletList((_item("Das ist seit Jahren bekannt."), _item("Das ", Strong(_said("kostet")), " später mehr."))),
    MERGED,
    Paragraph(_said("Gebaut wird zu diesen Zeiten:")),
    HEADLESS,
)


def numbered() -> NumberedChapter:
    """The chapter, numbered by the rule at width 60."""
    counted, following = numbering.number(COUNTED, RULE)
    last, _ = numbering.number((Paragraph(_said("Dieser Beschluss gilt ab sofort.")),), RULE, following)
    source = SourceFile("wege.md", hashlib.sha256(b"wege").hexdigest(), b"wege")
    chapter = Chapter(
        "Wege für alle",
        (*counted, TABLE, PICTURE, *last, *UNCOUNTED),
        source,
        kind="Beschluss",
        section="Text",
        resolution=Resolution("Rat der Stadt Musterstadt", date(2026, 3, 2)),
    )
    found, warnings = numbering.numbered(chapter, "wege-fuer-alle", RULE)
    if warnings:
        raise ValueError(warnings)
    return found
