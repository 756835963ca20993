"""The official line rule, one law a test."""

from __future__ import annotations

import pytest
from conftest import TEXT, read
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diagnostics import Place
from pipeline.text import interchange, interchange_reading, numbering, walk
from pipeline.text.concordance import Join
from pipeline.text.model import (
    BlockQuote,
    Blocks,
    BulletList,
    Chapter,
    Heading,
    LineBreak,
    LineRule,
    ListItem,
    NumberedChapter,
    Paragraph,
    Preformatted,
    SourceFile,
    Strong,
    Text,
    book_of,
)
from pipeline.text.numbering import split


def printed(text: str, width: int) -> list[str]:
    return [piece.printed for piece in split(text, width)]


def test_a_line_breaks_after_the_last_space_that_fits() -> None:
    assert printed("eins zwei drei", 9) == ["eins zwei", "drei"]


def test_a_space_just_beyond_the_width_still_belongs_to_the_line() -> None:
    assert [piece.text for piece in split("eins zwei", 4)] == ["eins ", "zwei"]


def test_a_line_breaks_after_a_hyphen_and_the_hyphen_stays() -> None:
    assert printed("nicht-diskriminierend", 12) == ["nicht-", "diskriminier-", "end"]


@pytest.mark.parametrize("sign", ["–", "/", "\u00ad", "\u00a0", "\u202f"])
def test_nothing_but_space_and_hyphen_is_a_break(sign: str) -> None:
    assert printed(f"abc{sign}defgh", 6) == [f"abc{sign}de-", "fgh"]


def test_a_word_that_does_not_fit_is_cut_with_a_hyphen_that_is_not_its_own() -> None:
    pieces = split("a" * 25, 10)
    assert [piece.printed for piece in pieces] == ["a" * 10 + "-", "a" * 10 + "-", "a" * 5]
    assert "".join(piece.text for piece in pieces) == "a" * 25


def test_a_long_word_first_breaks_before_itself() -> None:
    assert printed("xx " + "a" * 12, 10) == ["xx", "a" * 10 + "-", "aa"]


def test_characters_are_grapheme_clusters() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    assert numbering.length(family) == 1
    assert printed(f"{family * 4} {family}", 4) == [family * 4, family]
    assert numbering.length("a\u0308") == 1


def test_a_line_feed_forces_a_break() -> None:
    assert printed("eins\nzwei", 80) == ["eins", "zwei"]


def test_a_rest_of_spaces_makes_no_line() -> None:
    assert printed("eins zwei   ", 9) == ["eins zwei"]
    assert printed("eins\n  ", 9) == ["eins"]
    assert printed("   ", 9) == printed("", 9) == []


def test_a_forced_break_that_stands_alone_is_a_line_also_at_the_end() -> None:
    assert printed("eins\n\n", 9) == ["eins", ""]
    assert printed("eins\n \n", 9) == ["eins", ""]


@given(st.text(st.sampled_from("ab -ü👩\u00ad–"), max_size=60), st.integers(1, 20))
def test_joined_pieces_give_the_text_back(text: str, width: int) -> None:
    assert "".join(piece.text for piece in split(text, width)).rstrip(" ") == text.rstrip(" ")


@given(st.text(st.sampled_from("ab -ü👩"), max_size=60), st.integers(1, 20))
def test_no_line_is_longer_than_the_width(text: str, width: int) -> None:
    for piece in split(text, width):
        assert numbering.length(piece.text.rstrip(" ")) <= width


def test_lists_are_six_narrower_for_each_level_and_headings_take_their_share() -> None:
    rule = LineRule(80, 0.6)
    assert [rule.width_of(depth=depth) for depth in (0, 1, 2)] == [80, 74, 68]
    assert rule.width_of(heading=True) == 48
    assert LineRule(95, 0.75).width_of(heading=True) == 71


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("Stadt misst sich", "daran", ("Stadt misst sich", Join.SPACE)),
        ("eine nicht-", "diskriminierende Sprache", ("eine nicht-", Join.NONE)),
        ("Beratungs-", "und Hilfsangebote", ("Beratungs-", Join.SPACE)),
        ("Räumlichkeiten -", "wie Schulen", ("Räumlichkeiten -", Join.SPACE)),
        ("-", "Schulen", ("-", Join.SPACE)),
        ("a" * 20 + "-", "aaa", ("a" * 20, Join.HYPHEN)),
        ("a" * 19 + "-", "aaa", ("a" * 19 + "-", Join.NONE)),
        ("aaa-" + "a" * 16 + "-", "aaa", ("aaa-" + "a" * 16 + "-", Join.NONE)),
        ("aaa " + "a" * 16 + "-", "aaa", ("aaa " + "a" * 16 + "-", Join.NONE)),
    ],
)
def test_lines_join_as_they_were_parted(line: str, following: str, expected: tuple[str, Join]) -> None:
    assert numbering.joined(line, following, 20) == expected


def wide_text(width: int) -> str:
    words = (
        "Alle Menschen in unserer Stadt haben das Recht auf ein gutes Leben und auf Teilhabe an allem, was sie "
        "betrifft, unabhängig von Herkunft, Alter oder Einkommen, heute und auch in der kommenden Zeit. "
    ) * 3
    lines = printed(words.strip(), width)
    return "# Kapitel\n\n**Titel:** Probe\n\n" + "".join(f"{number} {line}  \n" for number, line in enumerate(lines, 1))


@pytest.mark.parametrize("width", [60, 80, 92, 95])
def test_the_width_is_found_in_the_text(width: int) -> None:
    reading = read(wide_text(width))
    assert numbering.proof(reading.numbered.chapter, reading.numbered.rule).disagreements == ()
    assert reading.numbered.rule.width in range(width - 4, width + 5)


def test_lines_that_disagree_with_the_rule_are_reported_one_by_one() -> None:
    text = TEXT.replace("nicht  \n2 nur", "nicht nur  \n2")
    found = [each for each in read(text).diagnostics if each.code == "Z209"]
    assert [each.place.line for each in found] == [9, 10]
    assert "Zeile 1 lautet" in found[0].message


_PLAIN = st.text(st.sampled_from("ab -ü👩\u00ad–\u0308"), min_size=1, max_size=40).map(Text)
_INLINE = st.recursive(
    st.one_of(_PLAIN, st.just(LineBreak())),
    lambda inner: st.builds(Strong, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=6,
)
_CONTENT = st.lists(_INLINE, min_size=1, max_size=4).map(tuple)
_BLOCK = st.recursive(
    st.one_of(
        st.builds(Paragraph, _CONTENT),
        st.builds(Preformatted, _CONTENT),
        st.builds(Heading, st.just(1), _CONTENT, rank=st.integers(0, 6)),
    ),
    lambda inner: st.one_of(
        st.builds(BlockQuote, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(
            BulletList,
            st.lists(st.builds(ListItem, _CONTENT, st.lists(inner, max_size=2).map(tuple)), min_size=1, max_size=3).map(
                tuple
            ),
        ),
    ),
    max_leaves=6,
)
BLOCKS = st.lists(_BLOCK, min_size=1, max_size=4).map(tuple)
WIDTHS = st.integers(1, 40)


def words(blocks: Blocks) -> list[str]:
    return [walk.plain(block.content) for block in walk.text_blocks(blocks)]


@given(BLOCKS, WIDTHS, st.integers(1, 50))
def test_numbers_follow_each_other_from_the_first_one(blocks: Blocks, width: int, first: int) -> None:
    numbered, following = numbering.number(blocks, LineRule(width), first)
    found = [start.number for block in walk.text_blocks(numbered) for start in walk.line_starts(block.content)]
    assert found == list(range(first, following))


@given(BLOCKS, WIDTHS)
def test_numbering_changes_no_character(blocks: Blocks, width: int) -> None:
    assert words(numbering.number(blocks, LineRule(width))[0]) == words(blocks)


@given(BLOCKS, WIDTHS)
def test_numbering_twice_is_numbering_once(blocks: Blocks, width: int) -> None:
    once = numbering.number(blocks, LineRule(width))
    assert numbering.number(once[0], LineRule(width)) == once


@given(BLOCKS, WIDTHS)
def test_the_rule_proves_the_numbers_that_it_gave(blocks: Blocks, width: int) -> None:
    numbered, _ = numbering.number(blocks, LineRule(width))
    chapter = Chapter("Probe", numbered, SourceFile("probe.md", "0" * 64))
    assert numbering.proof(chapter, LineRule(width)).disagreements == ()


@given(BLOCKS, WIDTHS)
def test_the_lines_of_a_block_joined_are_its_text(blocks: Blocks, width: int) -> None:
    for block in walk.text_blocks(numbering.number(blocks, LineRule(width))[0]):
        text = walk.plain(block.content)
        pieces = [piece.text for piece in split(text, 20)]
        assert not pieces or "".join(pieces) == text


@pytest.mark.parametrize(("rank", "width"), [(0, 80), (1, 48), (2, 48), (3, 60), (4, 60), (6, 60)])
def test_a_heading_is_as_wide_as_its_level_in_the_source_says(rank: int, width: int) -> None:
    assert LineRule(80, 1.0).width_of(heading=True, rank=rank) == width
    assert LineRule(80, 1.0).width_of(depth=1, heading=True, rank=2) == 44


def test_the_rank_of_a_heading_outlives_the_model_as_json() -> None:
    blocks, _ = numbering.number((Heading(1, (Text("Wege"),), rank=3),), LineRule())
    numbered = NumberedChapter(Chapter("Probe", blocks, SourceFile("p.html", "0" * 64)), "probe", LineRule())
    assert interchange_reading.loads(interchange.dumps(book_of(numbered), "de"), Place("p.json")) == book_of(numbered)
