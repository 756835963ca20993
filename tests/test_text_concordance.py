"""The lines of a text: number, words, and how each goes on into the next."""

from __future__ import annotations

import pytest

from pipeline.text.concordance import Join, Line, concordance, lines_of, tsv
from pipeline.text.model import (
    Chapter,
    Heading,
    Inline,
    LineBreak,
    LineRule,
    LineStart,
    Note,
    NumberedChapter,
    Paragraph,
    SourceFile,
    Strong,
    Text,
)


def lines(*content: Inline) -> list[Line]:
    return list(lines_of(content))


def test_a_line_has_the_words_up_to_the_next_also_through_formatting() -> None:
    found = lines(LineStart(3), Text(" eins "), Strong((Text("zwei "), LineStart(4), Text("drei"))), Text(" vier "))
    assert found == [Line(3, "eins zwei", Join.SPACE), Line(4, "drei vier", Join.END)]


def test_what_stands_before_the_first_line_belongs_to_none() -> None:
    assert lines(Text("Vorspann "), LineStart(1), Text("eins")) == [Line(1, "eins", Join.END)]
    assert lines(Text("ohne Zeilen")) == []


@pytest.mark.parametrize(
    ("end", "broken_word", "join"),
    [
        (Text(" "), False, Join.SPACE),
        (Text("-"), False, Join.NONE),
        (Text(""), True, Join.HYPHEN),
        (Text(" "), True, Join.HYPHEN),
        (LineBreak(), False, Join.BREAK),
    ],
)
def test_how_a_line_goes_on_is_in_its_last_character(end: Inline, broken_word: bool, join: Join) -> None:
    one, other = lines(LineStart(1), Text("eins"), end, LineStart(2, broken_word), Text("zwei"))
    assert (one.join, other.join) == (join, Join.END)


def test_line_ends_of_preformatted_text_are_spaces() -> None:
    assert lines(LineStart(1), Text("eins"), LineBreak(forced=False), Text("zwei"))[0].text == "eins zwei"


def test_the_hyphen_of_the_rule_is_printed_and_no_other() -> None:
    assert [Line(1, "Wort", join).printed for join in Join if join is not Join.HYPHEN] == ["Wort"] * 4
    assert Line(1, "Wort", Join.HYPHEN).printed == "Wort-"


def test_a_chapter_has_the_lines_of_its_blocks_in_order_and_the_calls_of_notes_if_asked() -> None:
    note = Note(7, ())
    blocks = (Heading(1, (LineStart(1), Text("Titel"))), Paragraph((LineStart(2), Text("Satz"), note)))
    numbered = NumberedChapter(Chapter("Probe", blocks, SourceFile("p.md", "0" * 64)), "probe", LineRule())
    assert tsv(concordance(numbered)) == "1\tTitel\n2\tSatz\n"
    assert tsv(concordance(numbered, calls=True)) == "1\tTitel\n2\tSatz7\n"
    assert tsv(()) == ""
    assert lines(LineStart(2), Text("Satz"), note) == [Line(2, "Satz", Join.END)]
