"""What gets a row of its own, with its lines; together the rows are the text."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from conftest import seed
from hypothesis import given
from hypothesis import strategies as st

from pipeline.easy_language.segments import Segment, SegmentKind, segments
from pipeline.easy_language.sentences import ends
from pipeline.text import walk
from pipeline.text.model import (
    Block,
    BulletList,
    Chapter,
    Emphasis,
    Heading,
    Inlines,
    LineRule,
    LineStart,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    SourceFile,
    Strong,
    Text,
)


def numbered(*blocks: Block, title: str = "Titel") -> NumberedChapter:
    return NumberedChapter(Chapter(title, blocks, SourceFile("probe.md", "0" * 64)), "probe", LineRule())


def split(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in pairwise([0, *ends(text)])]


@pytest.mark.parametrize(
    "parts",
    [
        ("Das ist so.", "Wir handeln."),
        ("Wirklich?", "Ja!", "Gut."),
        ("Was?!", "Doch."),
        ("Das endet hier…", "Neu."),
        ("„Das ist so.“", "Wir handeln."),
        ("Er sagt: „Das ist so!“", "„Nein“, sagt sie."),
        ("»Das ist so.«", "»Nein.«"),
        ('"Das ist so."', '"Nein."'),
        ("(Das gilt für alle.)", "Wir handeln."),
        ("Sie sagt („Komm!“).", "(Er kommt.)"),
        ("Das gilt seit 2025.", "2026 folgt mehr."),
        ("Das ist die Art.", "Wir handeln."),
        ("Ökologie ist wichtig.", "Ältere wissen das."),
        ("Das kostet 120.000 Euro.", "Mehr nicht."),
    ],
)
def test_a_sentence_ends_with_its_sign_and_the_quotes_and_brackets_that_close_there(parts: tuple[str, ...]) -> None:
    assert split(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "sentence",
    [
        "Wir helfen, z. B. Frauen, z.B. Kindern und z.\u00a0B. Männern.",
        "Das gilt u. a. Montag, d. h. Dienstag, i. d. R. Mittwoch.",
        "Siehe Nr. 4 und Abs. 3, Art. 5, Kap. 2, S. 7.",
        "Prof. Dr. Meier und Hrn. Müller, Schulstr. Ecke Hauptstr. 5.",
        "Am 3. Mai und am 20. März, im 21. Jahrhundert.",
        "Ludwig XIV. Straße.",
        "Es kostet ca. 5 Mio. Euro bzw. Franken inkl. Steuern.",
        "Kitas, Schulen usw. Menschen brauchen das.",
        "Kitas (Schulen usw.) Menschen brauchen das.",
        "Das Haus … Menschen sagen … Ja.",
        "Das Haus ... Menschen sagen.",
        "mit attraktiven. dann klein weiter.",
        "§ 3.2 und Version 1.0 Alpha.",
    ],
)
def test_abbreviations_ordinals_and_omissions_end_no_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_a_stray_full_stop_splits_at_worst() -> None:
    assert split("die Karte mit attraktiven. Vergünstigungen ausbauen") == [
        "die Karte mit attraktiven.",
        "Vergünstigungen ausbauen",
    ]


def test_a_space_that_cannot_break_divides_sentences_too() -> None:
    assert split("Zwei Räume.\u00a0Ein Raum.") == ["Zwei Räume.", "Ein Raum."]


def test_the_title_comes_first_then_headings_sentences_leads_and_items_in_reading_order() -> None:
    found = segments(
        numbered(
            Paragraph((LineStart(1), Text("Eins. Noch "), LineStart(2), Text("eins."))),
            Heading(1, (LineStart(3), Text("Für alle. Und mehr"))),
            Paragraph((LineStart(4), Text("Wir werden"))),
            BulletList(
                (
                    ListItem(
                        (LineStart(5), Text("Wege. Neue "), Strong((LineStart(6), Text("Wege.")))),
                        (
                            OrderedList((ListItem((LineStart(7), Text("innen"))),)),
                            Paragraph((LineStart(8), Text("weiter"))),
                        ),
                    ),
                )
            ),
            Heading(2, (LineStart(9), Text("Zwischen"))),
        )
    )
    assert [(each.name, each.kind, each.text, each.first, each.last, each.section) for each in found] == [
        ("S0001", SegmentKind.TITLE, "Titel", None, None, 0),
        ("S0002", SegmentKind.PARAGRAPH, "Eins.", 1, 1, 0),
        ("S0003", SegmentKind.PARAGRAPH, "Noch eins.", 1, 2, 0),
        ("S0004", SegmentKind.HEADING, "Für alle. Und mehr", 3, 3, 1),
        ("S0005", SegmentKind.PARAGRAPH, "Wir werden", 4, 4, 1),
        ("S0006", SegmentKind.ITEM, "Wege.", 5, 5, 1),
        ("S0007", SegmentKind.ITEM, "Neue Wege.", 5, 6, 1),
        ("S0008", SegmentKind.ITEM, "innen", 7, 7, 1),
        ("S0009", SegmentKind.PARAGRAPH, "weiter", 8, 8, 1),
        ("S0010", SegmentKind.HEADING, "Zwischen", 9, 9, 1),
    ]


def test_lines_are_told_as_readers_cite_them() -> None:
    spans = [(None, None), (24, 24), (24, 27)]
    assert [Segment("S0001", SegmentKind.PARAGRAPH, "", first, last, 0).lines for first, last in spans] == [
        "",
        "Zeile 24",
        "Zeile 24–27",
    ]


def test_the_digest_is_of_the_words_alone() -> None:
    one, other = (
        Segment(name, SegmentKind.ITEM, "für alle", line, line, 0) for name, line in (("S0002", 1), ("S0009", 7))
    )
    assert one.digest == other.digest == hashlib.sha256("für alle".encode()).hexdigest()[:16]


def test_the_seed_has_149_rows_that_cover_every_line() -> None:
    found = segments(seed().numbered)
    assert len(found) == 149
    lines = {line for each in found[1:] for line in range(each.first or 0, (each.last or 0) + 1)}
    assert lines == set(range(1, 274))


def test_a_paragraph_of_very_many_sentences_is_divided_as_well() -> None:
    assert len(segments(numbered(Paragraph((LineStart(1), Text("Das ist ein Satz. " * 20_000)))))) == 20_001


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Wir",
                "z.",
                "B.",
                "Ende.",
                "„Ja!“",
                "(Nein.)",
                "3.",
                "Mai",
                "…",
                "...",
                "Str.",
                "A",
                "\u00a0",
                "  ",
                "\t",
                "?!",
                ".",
                "“",
                "\u2028",
                "\u00ad",
                "٣.",
                "中。",
                "\u200b",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=30,
)


@given(PIECES, st.sampled_from([" ", ""]))
def test_every_text_is_divided_without_remainder(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = [*ends(text)]
    assert found[-1] == len(text)
    assert sorted(set(found)) == found
    assert "".join(text[start:end] for start, end in pairwise([0, *found])) == text


@given(st.lists(PIECES, min_size=1, max_size=4), st.sets(st.integers(0, 3)))
def test_the_rows_of_a_block_are_its_words_in_order_with_nothing_but_white_space_between(
    lines: list[list[str]], stressed: set[int]
) -> None:
    content = [
        each
        for number, pieces in enumerate(lines, 1)
        for each in (
            LineStart(number),
            Emphasis((Text(" ".join(pieces) + " "),)) if number - 1 in stressed else Text(" ".join(pieces) + " "),
        )
    ]
    block = Paragraph(tuple(content))
    text, at = walk.plain(block.content), 0
    for each in segments(numbered(block))[1:]:
        start = text.index(each.text, at)
        assert not text[at:start].strip()
        assert each.text == each.text.strip() != ""
        assert each.first is not None
        assert each.last is not None
        assert _line_of(block.content, start) == each.first <= each.last
        assert _line_of(block.content, start + len(each.text) - 1) == each.last
        at = start + len(each.text)
    assert not text[at:].strip()


def _line_of(content: Inlines, position: int) -> int:
    """Counted from the inlines themselves, by another way than the segments are."""
    line, seen = 0, 0
    for leaf in walk.leaves(content):
        match leaf:
            case LineStart(number):
                line = number
            case Text(text):
                seen += len(text)
                if position < seen:
                    return line
    raise AssertionError(position)
