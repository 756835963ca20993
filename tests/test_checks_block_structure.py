"""Blocks, lists and marks of items, held against those of the model."""

from __future__ import annotations

from dataclasses import replace

from pipeline.checks.block_structure import findings
from pipeline.readback.data import outline
from pipeline.readback.reading import ChapterReading, Kind, ListShape, Marker, Opening, Outline
from pipeline.text import numbering
from pipeline.text.model import (
    BlockQuote,
    BulletList,
    Chapter,
    Counting,
    Heading,
    LineRule,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    SourceFile,
    Text,
)

BLOCKS, _ = numbering.number(
    (
        Heading(1, (Text("Titel"),)),
        Paragraph((Text("Absatz"),)),
        BulletList((ListItem((Text("Punkt"),)), ListItem((Text("Punkt"),), (Heading(2, (Text("Titel"),)),)))),
        BlockQuote((OrderedList((ListItem((Text("eins"),)), ListItem((Text("zwei"),))), 1, None, Counting.DECIMAL),)),
    ),
    LineRule(),
)
BLOCKS += (Picture("1.png", "eins", "a", 9, 9), Picture("2.png", "zwei", "b", 9, 9))
TRUTH = NumberedChapter(Chapter("Probe", BLOCKS, SourceFile("p.md", "0" * 64)), "probe", LineRule())
OUTLINE = outline(BLOCKS)
MARKERS = (Marker(3, None), Marker(4, None), Marker(6, "1."), Marker(7, "2."))


def found(*, numbered: bool = True, **read: object) -> list[str]:
    whole = ChapterReading((), line_true=False)
    return [each.message for each in findings(replace(whole, **read), TRUTH, numbered=numbered)]  # type: ignore[arg-type]


def changed(number: int, **of: object) -> list[str]:
    blocks = [replace(each, **of) if each.number == number else each for each in OUTLINE.blocks]  # type: ignore[arg-type]
    return found(outline=Outline(tuple(blocks), OUTLINE.lists))


def test_what_a_format_does_not_have_is_not_compared() -> None:
    assert found() == []
    assert found(outline=OUTLINE, markers=MARKERS, pictures=("a", "b")) == []


def test_a_block_of_another_kind_level_or_quotation_is_named_with_both() -> None:
    assert changed(2, kind=Kind.ITEM, level=1) == ["Zeile 2 beginnt „Absatz“, gefunden „Listenpunkt der Ebene 1“."]
    assert changed(5, level=3) == ["Zeile 5 beginnt „Überschrift der Ebene 2“, gefunden „Überschrift der Ebene 3“."]
    assert changed(6, quotes=2)[0].endswith("gefunden „Listenpunkt der Ebene 1 im Zitat im Zitat“.")


def test_what_the_format_cannot_tell_of_a_block_is_no_difference() -> None:
    assert changed(3, level=None) == changed(6, quotes=None) == []


def test_levels_are_counted_from_the_highest_heading() -> None:
    deeper = [
        replace(each, level=each.level + 1) if each.kind is Kind.HEADING and each.level else each
        for each in OUTLINE.blocks
    ]
    assert found(outline=Outline(tuple(deeper), OUTLINE.lists)) == []


def test_a_block_that_is_missing_or_too_many_is_named() -> None:
    fewer = tuple(each for each in OUTLINE.blocks if each.number != 2)
    assert found(outline=Outline(fewer, OUTLINE.lists)) == ["Zeile 2 beginnt „Absatz“, gefunden kein neuer Block."]
    more = (*OUTLINE.blocks, Opening(9, Kind.PARAGRAPH))
    assert found(outline=Outline(more, OUTLINE.lists)) == ["Zeile 9 beginnt „Absatz“, erwartet kein neuer Block."]


def test_where_numbers_are_wrong_only_lists_are_compared() -> None:
    one, other = OUTLINE.lists
    lists = (one, ListShape(1, ("7.",)))
    said = "Liste 2: erwartet 2 Punkte gezählt mit 1. 2., gefunden 1 Punkte gezählt mit 7.."
    assert found(outline=Outline((), lists), markers=(), numbered=False) == [said]
    assert found(outline=Outline(OUTLINE.blocks, (replace(one, labels=("1.", "2.")), other))) == [
        "Liste 1: erwartet 2 Punkte ohne Zählung, gefunden 2 Punkte gezählt mit 1. 2.."
    ]


def test_lists_that_are_missing_are_counted() -> None:
    assert found(outline=Outline(OUTLINE.blocks, ())) == ["Erwartet 2 Listen mit 2, 2 Punkten, gefunden 0 mit 0."]


def test_marks_of_items_are_those_of_the_model() -> None:
    assert found(markers=MARKERS[1:]) == ["Zeile 3: das Listenzeichen fehlt."]
    assert found(markers=(*MARKERS, Marker(2, None))) == ["Zeile 2: ein Listenzeichen, wo kein Listenpunkt ist."]
    assert found(markers=(*MARKERS[:3], Marker(7, None))) == [
        "Zeile 7: erwartet das Listenzeichen „2.“, gefunden ein Listenzeichen ohne Zahl."
    ]


def test_pictures_show_the_files_of_the_source() -> None:
    assert found(pictures=("a", "x")) == ["Bild 2 zeigt eine andere Datei als die der Quelle."]
    assert found(pictures=("", "b")) == ["Bild 1 zeigt keine Datei, nicht die der Quelle."]
