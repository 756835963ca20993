"""„siehe Zeile 36–37“ leads to these lines, in every source, and names no line that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pytest
from conftest import read, seed
from everything import numbered as everything
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diagnostics import Place
from pipeline.text import numbering, references, walk
from pipeline.text.model import (
    BulletList,
    Chapter,
    Emphasis,
    Heading,
    Inline,
    LineRule,
    LineStart,
    Link,
    ListItem,
    Note,
    NumberedChapter,
    Paragraph,
    Reference,
    SourceFile,
    Strong,
    Text,
)


def found(*inlines: Inline | str) -> list[tuple[int, int, str]]:
    content = tuple(Text(each) if isinstance(each, str) else each for each in inlines)
    return [
        (each.first, each.last, walk.plain(each.content))
        for each in references.references(references.linked((Paragraph(content),)))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("siehe Zeile 36", [(36, 36, "Zeile 36")]),
        ("Siehe Zeile 36–37.", [(36, 37, "Zeile 36–37")]),
        ("siehe Zeilen 36 bis 37", [(36, 37, "Zeilen 36 bis 37")]),
        ("siehe Zeilen 36-37", [(36, 37, "Zeilen 36-37")]),
        ("vgl. Zeile 4", [(4, 4, "Zeile 4")]),
        ("(vgl. Z. 4–6)", [(4, 6, "Z. 4–6")]),
        ("s. Z. 4", [(4, 4, "Z. 4")]),
        ("siehe auch Zeile 4", [(4, 4, "Zeile 4")]),
        ("siehe\nZeile\n4", [(4, 4, "Zeile\n4")]),
        ("siehe Zeilen 3, 5–6 und 9", [(3, 3, "Zeilen 3"), (5, 6, "5–6"), (9, 9, "9")]),
        ("siehe Zeile 3 und Zeile 5", [(3, 3, "Zeile 3"), (5, 5, "Zeile 5")]),
        ("siehe Zeile 3 und 4 weitere Anträge", [(3, 3, "Zeile 3")]),
        ("siehe Zeile 37–36", [(37, 36, "Zeile 37–36")]),
        ("siehe Zeile 3 in diesem Text", [(3, 3, "Zeile 3")]),
        ("siehe Zeile 3 der Vorlage", []),
        ("siehe Zeile 3 im Kapitel „Verkehr“", []),
        ("in Zeile 3", []),
        ("ansiehe Zeile 3", []),
        ("siehe Zeile 0", []),
        ("siehe Zeile 3.5", []),
        ("siehe Zeile 12345678", []),
        ("siehe Zeilenumbruch 3", []),
        ("siehe Zeile ³", []),
    ],
)
def test_only_what_surely_refers_to_lines_is_a_reference(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert found(text) == expected


def test_a_phrase_may_run_over_a_line_end() -> None:
    (paragraph,) = references.linked(
        (Paragraph((LineStart(1), Text("siehe "), LineStart(2), Text("Zeile 36–"), LineStart(3), Text("37 oben"))),)
    )
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        LineStart(1),
        Text("siehe "),
        Reference(36, 37, "", (LineStart(2), Text("Zeile 36–"), LineStart(3), Text("37"))),
        Text(" oben"),
    )


def test_a_phrase_may_run_through_emphasis() -> None:
    assert found("siehe ", Strong((Text("Zeile 3"),)), "–4 da") == [(3, 4, "Zeile 3–4")]
    assert found(Emphasis((Text("siehe Zei"),)), "le 3") == [(3, 3, "Zeile 3")]
    (paragraph,) = references.linked((Paragraph((Emphasis((Text("so, siehe Zeile 3."),)),)),))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (Emphasis((Text("so, siehe "), Reference(3, 3, "", (Text("Zeile 3"),)), Text("."))),)


def test_what_is_linked_already_stays() -> None:
    link = Link("https://example.org", (Text("siehe Zeile 3"),))
    assert references.linked((Paragraph((link,)),)) == (Paragraph((link,)),)
    assert found(Text("siehe "), Reference(3, 3, "a", (Text("Zeile 3"),))) == [(3, 3, "Zeile 3")]


def test_a_note_beside_a_phrase_stays_outside() -> None:
    note = Note(1, (Paragraph((Text("siehe Zeile 9"),)),))
    (paragraph,) = references.linked((Paragraph((Text("siehe "), note, Text("Zeile 3"), note, Text("."))),))
    assert isinstance(paragraph, Paragraph)
    assert [type(each) for each in paragraph.content] == [Text, Note, Reference, Note, Text]
    assert [each.first for each in references.references((paragraph,))] == [3, 9, 9]


def test_lists_tables_and_quotations_are_searched_and_headings_are_not() -> None:
    item = ListItem((Text("siehe Zeile 3"),), (Paragraph((Text("siehe Zeile 4"),)),))
    blocks = references.linked((Heading(1, (Text("siehe Zeile 1"),)), BulletList((item,))))
    assert [each.first for each in references.references(blocks)] == [3, 4]


_LEAF = st.one_of(
    st.sampled_from(["siehe ", "Zeile ", "3", "–", "4", " bis ", "vgl. Z. ", " und ", "a"]).map(Text),
    st.integers(1, 9).map(LineStart),
    st.just(Note(1, (Paragraph((Text("n"),)),))),
)


def nested(leaves: Iterable[tuple[int, Inline]], depth: int = 0) -> Iterator[Inline]:
    """What stands deeper is important, once for each level."""
    for deeper, run in groupby(leaves, lambda leaf: leaf[0] > depth):
        if deeper:
            yield Strong(tuple(nested(run, depth + 1)))
        else:
            yield from (leaf for _, leaf in run)


@given(st.lists(st.tuples(st.integers(0, 2), _LEAF), max_size=24).map(nested))
def test_linking_changes_no_character_no_line_and_no_note_and_is_done_at_once(parts: Iterator[Inline]) -> None:
    before = (Paragraph(tuple(parts)),)
    after = references.linked(before)

    def leaves(blocks: tuple[object, ...]) -> tuple[str, list[tuple[int, Note | LineStart]]]:
        (paragraph,) = blocks
        assert isinstance(paragraph, Paragraph)
        text, others = "", list[tuple[int, Note | LineStart]]()
        for leaf in walk.leaves(paragraph.content):
            if isinstance(leaf, LineStart | Note):
                others.append((len(text), leaf))
            text += walk.text(leaf)
        return text, others

    assert leaves(after) == leaves(before)
    assert references.linked(after) == after


def test_numbering_before_or_after_linking_is_the_same() -> None:
    blocks = (Paragraph((Text("Das steht schon weiter oben, siehe Zeile 36–37, und sonst nirgends."),)),)
    for width in range(20, 70):
        rule = LineRule(width)
        assert (
            references.linked(numbering.number(blocks, rule)[0]) == numbering.number(references.linked(blocks), rule)[0]
        )


def test_the_seed_refers_to_no_lines() -> None:
    blocks = seed().numbered.chapter.blocks
    assert references.linked(blocks) == blocks


def _chapter(*references_: Reference) -> NumberedChapter:
    blocks = (Paragraph((LineStart(1), Text("a "), *references_)),)
    return NumberedChapter(Chapter("A", blocks, SourceFile("a.md", "")), "a", LineRule())


def test_a_reference_to_lines_that_exist_has_no_fault() -> None:
    known = {"a": range(1, 5), "b": range(5, 9), "datei": range(5, 9)}
    sound = (Reference(1, 4, "", ()), Reference(5, 8, "b", ()), Reference(5, 5, "datei", ()), Reference(2, 2, "a", ()))
    assert references.faults(_chapter(*sound), known) == ()
    assert references.faults(everything(), {"wege-fuer-alle": range(1, 40)}) == ()


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (Reference(5, 5, "", (Text("Zeile 5"),)), "Zeile 5, die es in diesem Text nicht gibt"),
        (Reference(4, 5, "", ()), "Zeile 5, die es"),
        (Reference(4, 3, "", ()), "vor der ersten"),
        (Reference(1, 1, "b", ()), "Zeile 1, die es im Kapitel „b“ nicht gibt"),
        (Reference(1, 1, "fehlt", ()), "das Kapitel „fehlt“"),
    ],
)
def test_a_reference_to_lines_that_do_not_exist_is_a_fault(reference: Reference, words: str) -> None:
    (fault,) = references.faults(_chapter(reference), {"a": range(1, 5), "b": range(5, 9)})
    assert (fault.code, fault.place) == ("Z248", Place("a.md"))
    assert words in fault.message


def test_a_fault_has_the_place_of_its_words() -> None:
    place = Place("a.md", 3, 7)
    (fault,) = references.faults(_chapter(Reference(9, 9, "", (), place)), {"a": range(1, 5)})
    assert fault.place == place


@pytest.mark.parametrize("words", ["siehe Zeile 1 ", "siehe *Zeile 1* ", "*siehe* Zeile 1[^1] "])
def test_twice_the_text_is_twice_the_work(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = 0
    length = references._length

    def counting(inline: Inline) -> int:
        nonlocal counted
        counted += 1
        return length(inline)

    monkeypatch.setattr(references, "_length", counting)
    found = []
    for often in (100, 200):
        counted = 0
        notes = "[^1]: Anmerkung.\n" if "[^1]" in words else ""
        read(f"---\ntitle: Probe\n---\n\n{words * often}\n\n{notes}")
        found.append(counted)
    assert 0 < found[1] <= 2.1 * found[0]
