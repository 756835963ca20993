"""Blocks, lists and marks of items, held against those of the model."""

from __future__ import annotations

from itertools import accumulate

from pipeline.checks.block_structure import findings, list_labels_of
from pipeline.readback.reading import ChapterReading, Unable
from pipeline.text import numbering
from pipeline.text.events import ElementKind, End, LineBegin, Start, Transcript, Words
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
from pipeline.text.transcript import transcript

BLOCKS, _ = numbering.number(
    (
        Heading(1, (Text("Titel"),)),
        Paragraph((Text("Absatz"),)),
        BulletList((ListItem((Text("Punkt"),)), ListItem((Text("Punkt"),), (Heading(2, (Text("Titel"),)),)))),
        BlockQuote((OrderedList((ListItem((Text("eins"),)), ListItem((Text("zwei"),))), 1, None, Counting.DECIMAL),)),
    ),
    LineRule(),
)
BLOCKS += (Picture("1.png", "eins", "a", 9, 9), Picture("2.png", "zwei", "b", 9, 9), Paragraph((Text("Ohne Zeile"),)))
TRUTH = transcript(NumberedChapter(Chapter("Probe", BLOCKS, SourceFile("p.md", "0" * 64)), "probe", LineRule()))

ALL = Unable()
PAGES = Unable(structure=True)
WORD = Unable(nesting=True)


def found(read: Transcript | None, unable: Unable = ALL, *, numbered: bool = True) -> list[str]:
    reading = ChapterReading((), line_true=False, transcript=read, unable=unable)
    return [each.message for each in findings(reading, TRUTH, numbered=numbered)]


def around(line: int | str) -> int:
    """Where the element begins that the line or the words stand in."""
    at = next(
        at
        for at, each in enumerate(TRUTH)
        if each in {LineBegin(int(line)) if str(line).isdigit() else None, Words(str(line))}
    )
    return max(index for index, each in enumerate(TRUTH[:at]) if isinstance(each, Start))


def changed(line: int | str, start: Start) -> Transcript:
    """The truth, the element that the line or the words stand in being another one."""
    begin = around(line)
    kind = TRUTH[begin].kind  # type: ignore[union-attr]
    depths = accumulate(isinstance(each, Start) - isinstance(each, End) for each in TRUTH[begin:])
    end = begin + next(at for at, depth in enumerate(depths) if not depth)
    assert TRUTH[end] == End(kind)
    return (*TRUTH[:begin], start, *TRUTH[begin + 1 : end], End(start.kind), *TRUTH[end + 1 :])


def with_facts(kind: ElementKind, at: int, **facts: str) -> Transcript:
    """The truth with other facts of an element."""
    index = [index for index, each in enumerate(TRUTH) if isinstance(each, Start) and each.kind is kind][at]
    return (*TRUTH[:index], Start(kind, tuple(facts.items())), *TRUTH[index + 1 :])


def test_what_a_format_does_not_have_is_not_compared() -> None:
    assert found(None) == []
    assert found(TRUTH) == found(TRUTH, WORD) == found(TRUTH, PAGES) == []


def test_a_block_of_another_kind_or_level_is_named_with_both() -> None:
    assert found(changed(2, Start(ElementKind.PREFORMATTED))) == [
        "Zeile 2 beginnt „Absatz“, gefunden „vorformatierter Text“."
    ]
    assert found(changed(5, Start(ElementKind.HEADING, (("level", "3"),)))) == [
        "Zeile 5 beginnt „Überschrift der Ebene 2“, gefunden „Überschrift der Ebene 3“."
    ]
    assert found(changed("Ohne Zeile", Start(ElementKind.HEADING, (("level", "3"),)))) == [
        "Der Text „Ohne Zeile“ ist „Überschrift der Ebene 3“, nicht „Absatz“."
    ]


def test_a_block_in_a_quotation_that_goes_on_is_named_with_both() -> None:
    rest = tuple(each for each in TRUTH if each != End(ElementKind.QUOTATION))
    said = "Der Text „Ohne Zeile“ ist „Absatz im Zitat“, nicht „Absatz“."
    assert found((*rest, End(ElementKind.QUOTATION))) == [said]


def test_where_a_quotation_is_lost_its_blocks_are_not_named_one_by_one() -> None:
    without = tuple(each for each in TRUTH if getattr(each, "kind", None) is not ElementKind.QUOTATION)
    assert found(without) == ["Bild, Tabelle oder Zitat fehlt oder steht an anderer Stelle: Zitat."]


def test_what_the_format_cannot_tell_of_a_block_is_no_difference() -> None:
    begin = around("Ohne Zeile")
    inside = (*TRUTH[:begin], Start(ElementKind.LIST), *TRUTH[begin:], End(ElementKind.LIST))
    assert "„Absatz der Ebene 1“, nicht „Absatz“" in " ".join(found(inside))
    assert not [each for each in found(inside, WORD) if "Absatz" in each]


def test_a_block_that_is_missing_or_too_many_is_named() -> None:
    at = TRUTH.index(LineBegin(2))
    fewer = tuple(each for index, each in enumerate(TRUTH) if index not in {at - 1, at - 2, at + 2})
    assert found(fewer) == ["Zeile 2 beginnt „Absatz“, gefunden kein neuer Block."]
    more = (*TRUTH, Start(ElementKind.PARAGRAPH), LineBegin(9), End(ElementKind.PARAGRAPH))
    assert found(more)[0] == "Zeile 9 beginnt „Absatz“, erwartet kein neuer Block."


def test_where_numbers_are_wrong_only_lists_are_compared() -> None:
    said = "Liste 2: erwartet 2 Punkte gezählt mit 1. 2., gefunden 2 Punkte gezählt mit 7. 2.."
    assert found(with_facts(ElementKind.ITEM, 2, label="7."), numbered=False) == [said]
    assert found(with_facts(ElementKind.ITEM, 2, label="7."), PAGES, numbered=False) == []
    assert found(with_facts(ElementKind.ITEM, 0, label="1.")) == [
        "Liste 1: erwartet 2 Punkte ohne Zählung, gefunden 2 Punkte gezählt mit 1. ."
    ]


def test_lists_that_are_missing_are_counted() -> None:
    without = tuple(each for each in TRUTH if getattr(each, "kind", None) not in {ElementKind.LIST, ElementKind.ITEM})
    assert "Erwartet 2 Listen mit 2, 2 Punkten, gefunden 0 mit 0." in found(without)


def test_items_may_say_themselves_which_list_they_are_part_of() -> None:
    flat = [
        Start(ElementKind.ITEM, (("label", label), ("list", name)))
        for label, name in (("1.", "a"), ("", "b"), ("2.", "a"))
    ]
    assert [*list_labels_of(tuple(flat))] == [("1.", "2."), ("",)]


def test_marks_of_items_are_those_of_the_model() -> None:
    assert found(changed(3, Start(ElementKind.PARAGRAPH)), PAGES) == ["Zeile 3: das Listenzeichen fehlt."]
    assert found(changed(2, Start(ElementKind.ITEM)), PAGES) == ["Zeile 2: ein Listenzeichen, wo kein Listenpunkt ist."]
    assert found(with_facts(ElementKind.ITEM, 3, label=""), PAGES) == [
        "Zeile 7: erwartet das Listenzeichen „2.“, gefunden ein Listenzeichen ohne Zahl."
    ]


def test_pictures_show_the_files_of_the_source() -> None:
    assert found(with_facts(ElementKind.PICTURE, 1, alternative="zwei", sha256="x")) == [
        "Bild 2 zeigt eine andere Datei als die der Quelle."
    ]
    assert found(with_facts(ElementKind.PICTURE, 0, alternative="eins", sha256="")) == [
        "Bild 1 zeigt keine Datei, nicht die der Quelle."
    ]
    assert found(with_facts(ElementKind.PICTURE, 0, alternative="eins"), WORD) == []


def test_what_nothing_else_explains_is_named_by_its_place() -> None:
    begin, end = around("Ohne Zeile"), len(TRUTH)
    wrapped = (*TRUTH[:begin], Start(ElementKind.NOTE, (("number", ""),)), *TRUTH[begin:end], End(ElementKind.NOTE))
    assert found(wrapped) == [
        "Ab hier stehen Elemente anders: bei „OhneZeile“ erwartet paragraph, gefunden note number=."
    ]
