"""The official line rule, one law a test."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import pytest
from conftest import TEXT, read
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diagnostics import Place
from pipeline.text import interchange, interchange_reading, numbering, walk
from pipeline.text.concordance import Join
from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Chapter,
    Heading,
    Inline,
    Inlines,
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


@given(st.text("ab -ü👩\u00ad–", max_size=60), st.integers(1, 20))
def test_joined_pieces_give_the_text_back(text: str, width: int) -> None:
    assert "".join(piece.text for piece in split(text, width)).rstrip(" ") == text.rstrip(" ")


@given(st.text("ab -ü👩", max_size=60), st.integers(1, 20))
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


class Part(NamedTuple):
    """A block of a text to come: how deep it stands, of which kind it is, and its words with signs of what is in them."""

    depth: int
    kind: int
    words: str


def inlines(marked: str) -> Inlines:
    """Brackets stand around what is important, line feeds for breaks of the text's own."""
    opened: list[list[Inline]] = [[]]
    for piece in re.findall(r"[()\n]|[^()\n]+", marked):
        match piece:
            case "(":
                opened.append([])
            case ")":
                close(opened)
            case "\n":
                opened[-1].append(LineBreak())
            case _:
                opened[-1].append(Text(piece))
    while len(opened) > 1:
        close(opened)
    return tuple(opened[0]) or (Text("a"),)


def close(opened: list[list[Inline]]) -> None:
    if len(opened) > 1 and (inner := opened.pop()):
        opened[-1].append(Strong(tuple(inner)))


def tree(parts: Sequence[Part]) -> Blocks:
    """What stands deeper than its surroundings is quoted, or the items of a list with what is deeper still in them."""
    least = min(part.depth for part in parts)
    blocks: list[Block] = []
    for deeper, run in groupby(parts, lambda part: part.depth > least):
        inside = list(run)
        if not deeper:
            blocks += [leaf(part) for part in inside]
        elif inside[0].kind % 2:
            blocks.append(BlockQuote(tree(inside)))
        else:
            begins = [at for at, part in enumerate(inside) if not at or part.depth == least + 1]
            items = [inside[begin:end] for begin, end in pairwise([*begins, len(inside)])]
            blocks.append(
                BulletList(
                    tuple(ListItem(inlines(item[0].words), tree(item[1:]) if item[1:] else ()) for item in items)
                )
            )
    return tuple(blocks)


def leaf(part: Part) -> Block:
    content = inlines(part.words)
    if part.kind < 2:
        return Paragraph(content) if part.kind else Preformatted(content)
    return Heading(1, content, rank=part.kind - 2)


# Few things are drawn, and the tree is made of them: to draw a tree node by node took ten times as long as numbering it.
BLOCKS = st.lists(
    st.builds(Part, st.integers(0, 3), st.integers(0, 8), st.text("ab -ü👩\u00ad–\u0308()\n", max_size=60)),
    min_size=1,
    max_size=8,
).map(tree)
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


def test_a_hint_names_the_file_as_people_write_it() -> None:
    assert 'source = "anträge.md"' in numbering.width_setting("texte/anträge.md")
