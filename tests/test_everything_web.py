"""Everything that a text can be made of on the web page and in the book: proved, found where it is damaged, and readable."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest
from broken import make_web
from everything import RULE, numbered

from pipeline.checks import examination, units
from pipeline.checks.finding import NOT_RUN
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.reading import ChapterReading
from pipeline.readback.xhtml import web_page
from pipeline.text import numbering
from pipeline.text.model import (
    Alignment,
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Chapter,
    Counting,
    Heading,
    LineBreak,
    ListItem,
    Mark,
    Marked,
    Note,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    SourceFile,
    Table,
    Text,
    book_of,
)
from pipeline.text.transcript import transcript

pytestmark = pytest.mark.program

BROKEN = Path(__file__).parent / "broken" / "web"
READ = frozenset({"Zeilen", "Auszeichnung", "Eigenständig", "Verweise"})
SEEN = frozenset({"EPUBCheck", "Ace", "axe", "Darstellung", "Leseprogramme", "Vorlesen"})


@cache
def chapter() -> NumberedChapter:
    return numbered()


def found(data: bytes, suffix: str, truth: NumberedChapter, names: frozenset[str] = READ) -> list[tuple[str, str]]:
    file = Finished(Path(f"wege-fuer-alle{suffix}"), suffix, book_of(truth), "de", data)
    return [
        (each.code, each.message)
        for check in examination.CHECKS
        if suffix in check.suffixes and check.name in names
        for each in outcome(check.findings, file)
        if each.code != NOT_RUN
    ]


@pytest.mark.parametrize(("name", "suffix"), make_web.codes())
def test_every_exhibit_is_caught_under_its_code(name: str, suffix: str) -> None:
    told = found((BROKEN / f"{name}{suffix}").read_bytes(), suffix, chapter())
    assert make_web.codes()[name, suffix] in {code for code, _ in told}
    # Where a table falls apart, each of its cells is elsewhere: ten are named, the others counted; one finding more says
    # where elements begin to differ.
    assert len(told) <= 12, told


@pytest.mark.parametrize("suffix", [".html", ".epub"])
def test_the_whole_exhibits_pass(suffix: str) -> None:
    assert found((BROKEN / f"whole{suffix}").read_bytes(), suffix, chapter()) == []


def test_the_exhibits_on_disk_are_those_that_are_made() -> None:
    made = {f"{name}{suffix}" for name, suffix in make_web.codes()} | {"whole.html", "whole.epub"}
    assert {path.name for path in BROKEN.iterdir()} == made


def said(text: str, *more: Note | LineBreak | Text) -> tuple[Note | LineBreak | Text, ...]:
    return (Text(text), *more)


def whole(*blocks: Block, slug: str = "hart") -> NumberedChapter:
    """A chapter with these blocks between two paragraphs; tables and pictures have no lines."""
    result: list[Block] = []
    following = 1
    for block in (Paragraph(said("Am Anfang steht dies.")), *blocks, Paragraph(said("Am Ende steht dies."))):
        if isinstance(block, Table | Picture):
            result.append(block)
        else:
            counted, following = numbering.number((block,), RULE, following)
            result += counted
    chapter_ = Chapter("Hart", tuple(result), SourceFile("h.md", hashlib.sha256(b"h").hexdigest(), b"h"))
    return numbering.numbered(chapter_, slug, RULE)[0]


LONG = "mit Text, der länger ist als eine Zeile und deshalb umbricht"


def deep(kind: str, depth: int) -> Block:
    inner = (deep(kind, depth - 1),) if depth > 1 else ()
    text = said(f"Ebene {depth} {LONG}")
    match kind:
        case "items":
            return BulletList((ListItem(text, inner),))
        case "counted":
            style = Counting.PARENTHESES if depth % 2 else Counting.DECIMAL
            return OrderedList((ListItem(text, inner), ListItem(said("danach"))), style=style)
        case "quotations":
            return BlockQuote((Paragraph(text), *inner))
        case _:
            return BulletList((ListItem(said(f"Punkt {depth}"), (BlockQuote((Paragraph(text), *inner)),)),))


def table(rows: int, columns: int, words: str = "Zelle") -> Table:
    cells = tuple(tuple(Cell(said(f"{words} {row}.{at}")) for at in range(columns)) for row in range(rows + 1))
    return Table((cells[0],), cells[1:], (Alignment.START,) * columns)


NOTE = Note(1, (BulletList((ListItem(said("Punkt in der Anmerkung")),)), table(1, 2), Preformatted(said("a  b"))))

HARD: dict[str, tuple[Block, ...]] = {
    "eight lists": (deep("items", 8),),
    "five counted lists": (deep("counted", 5),),
    "three quotations": (deep("quotations", 3),),
    "quotations in items": (deep("both", 3),),
    "six levels": tuple(Heading(level, said(f"Überschrift {level} {LONG}")) for level in range(1, 7)),
    "a heading with a note": (Heading(1, said("Titel", NOTE)),),
    "blank lines": (
        Paragraph(said("a", LineBreak(), LineBreak(), LineBreak(), Text("b"))),
        BulletList((ListItem(said("Punkt", LineBreak(), LineBreak(), Text("Ende"))),)),
    ),
    "indented lines": (
        Preformatted(said("wenn x:", LineBreak(), Text("    y"), LineBreak(), Text(f"{' ' * 20}weit"))),
    ),
    "an empty corner, breaks in cells": (
        Table(
            ((Cell(()), Cell(said("A"))),),
            ((Cell(said("c", LineBreak(), Text("d"))), Cell(())),),
            (Alignment.START,) * 2,
        ),
    ),
    "fourteen columns": (table(3, 14, "Betriebskosten"),),
    "a struck out line end": (Paragraph((Text("Dies ist "), Marked(Mark.STRIKE, (Text(LONG), Text(f", {LONG}"))))),),
    "long labels": (OrderedList((ListItem(said(LONG), label="Ziffer 12a"), ListItem(said("kurz"), label="'\\<&>"))),),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_are_proved_on_page_and_in_book(name: str) -> None:
    truth = whole(*HARD[name])
    for edition in ("web", "epub"):
        data = EDITIONS[edition].write(book_of(truth), Publication())
        assert found(data, EDITIONS[edition].suffix, truth) == []


@pytest.mark.parametrize(
    "name", ["eight lists", "quotations in items", "six levels", "a heading with a note", "indented lines"]
)
def test_hard_texts_are_readable_in_every_size(name: str) -> None:
    truth = whole(*HARD[name])
    told = found(EDITIONS["web"].write(book_of(truth), Publication()), ".html", truth, SEEN)
    assert told == []


def test_two_sections_of_one_name_without_lines_are_told_apart_by_their_places_alone() -> None:
    reasons = (Heading(1, said("Begründung")), Paragraph(said("Darum.")))
    plain = chapter().chapter
    blocks = (*plain.blocks, *reasons, *reasons)
    fields = {name: getattr(plain, name) for name in Chapter.__dataclass_fields__} | {"blocks": blocks}
    truth, _ = numbering.numbered(Chapter(**fields), "wege-fuer-alle", RULE)
    for edition in ("web", "epub"):
        data = EDITIONS[edition].write(book_of(truth), Publication())
        assert found(data, EDITIONS[edition].suffix, truth, READ | {"EPUBCheck"}) == []
        assert b"ndung, <" not in data


def read() -> ChapterReading:
    return web_page((BROKEN / "whole.html").read_bytes()).chapters[0]


def test_text_without_lines_is_known_by_what_it_is() -> None:
    told = {each.text: each.name for each in units.units(read().transcript or ())}
    assert told["Begründung"] == "„Überschrift der Ebene 1“"
    assert told["Das ist seit Jahren bekannt."] == "„Listenpunkt der Ebene 1“"
    assert told["12 km"] == "„Tabellenzelle 2.2“"
    assert told["Der Uferweg heute"] == "„Beschriftung“"
    assert told["Ohne die Brücken."] == "„Absatz in Anmerkung 2“"


def test_what_is_read_is_what_the_model_says() -> None:
    assert read().transcript == transcript(chapter())
