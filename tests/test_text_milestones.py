"""Line starts beside their text: case by case, laws for any inlines, and the chapter that numbering makes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import numbering, walk
from pipeline.text.concordance import lines_of
from pipeline.text.milestones import beginning, is_divided, settled_starts
from pipeline.text.model import (
    Chapter,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    LineRule,
    LineStart,
    Link,
    Paragraph,
    SourceFile,
    Strong,
    Text,
)

L1, L2, L3 = LineStart(1), LineStart(2), LineStart(3)
A, B, C = Text("a "), Text("b "), Text("c")


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param((L1, A, Strong((L2, B)), C), (L1, A, Strong((L2, B)), C), id="begins a span of its line"),
        pytest.param((L1, A, L2, Strong((B,)), C), (L1, A, L2, Strong((B,)), C), id="stands before a span of its line"),
        pytest.param((L1, Strong((A, L2)), B), (L1, Strong((A,)), L2, B), id="ends a span"),
        pytest.param(
            (L1, Strong((A, Emphasis((B, L2)))), C), (L1, Strong((A, Emphasis((B,)))), L2, C), id="ends spans"
        ),
        pytest.param((L1, A, Strong((L2,)), B), (L1, A, L2, B), id="is all of a span"),
        pytest.param((L1, Strong((A, L2, B))), (Strong((L1, A, L2, B)),), id="stands before a divided span"),
        pytest.param(
            (L1, Strong((Emphasis((A, L2, B)), C))), (Strong((Emphasis((L1, A, L2, B)), C)),), id="before divided spans"
        ),
        pytest.param((L1, Strong((L2, A, L3, B))), (L1, Strong((L2, A, L3, B))), id="is an empty line before a span"),
    ],
)
def test_a_line_start_stands_beside_its_text(given_: Inlines, expected: Inlines) -> None:
    assert settled_starts(given_) == expected


def test_a_span_is_divided_by_the_starts_of_later_lines_alone() -> None:
    assert not is_divided(L1)
    assert not is_divided(Strong((A,)))
    assert not is_divided(Strong((Emphasis((L1, A)), B)))
    assert is_divided(Strong((A, L1, B)))
    assert is_divided(Strong((L1, A, L2, B)))
    assert [beginning(node) for node in (L1, A, Strong((Emphasis((L1, A)), B)))] == [L1, None, L1]


@st.composite
def inlines(draw: st.DrawFn) -> Inlines:
    """Any inlines with line starts in any place."""
    number = iter(range(1, 1000))

    def content(depth: int) -> Inlines:
        kinds = ["text", "break", "line", *(["strong", "emphasis", "link"] if depth < 3 else [])]
        return tuple(_node(kind, depth) for kind in draw(st.lists(st.sampled_from(kinds), max_size=4)))

    def _node(kind: str, depth: int) -> Inline:
        match kind:
            case "text":
                return Text(draw(st.sampled_from(["ab ", "c", ""])))
            case "break":
                return LineBreak()
            case "line":
                return LineStart(next(number))
            case "strong":
                return Strong(content(depth + 1))
            case "emphasis":
                return Emphasis(content(depth + 1))
            case _:
                return Link("https://example.org", content(depth + 1))

    return content(0)


def _levels(content: Inlines) -> list[Inlines]:
    """The inlines, and those inside of each span at any depth."""
    spans = [node for node in content if not isinstance(node, walk.Leaf)]
    return [content, *(level for span in spans for level in _levels(span.content))]


@given(inlines())
def test_lines_stay_the_same_and_nothing_is_left_to_settle(content: Inlines) -> None:
    found = settled_starts(content)
    assert settled_starts(found) == found
    assert [*walk.leaves(found)] == [*walk.leaves(content)]
    assert [*lines_of(found)] == [*lines_of(content)]
    for level in _levels(found)[1:]:
        assert not level or not isinstance(level[-1], LineStart)
    for before, node in (pair for level in _levels(found) for pair in pairwise(level)):
        assert not (isinstance(before, LineStart) and is_divided(node) and beginning(node) is None)


def test_numbering_settles_the_line_starts_of_a_chapter() -> None:
    blocks = (Paragraph((L1, Strong((Text("eins "), L2)), Text("zwei"))),)
    chapter = Chapter("Titel", blocks, SourceFile("a.md", ""))
    numbered, _ = numbering.numbered(chapter, "titel", LineRule(5))
    assert numbered.chapter.blocks == (Paragraph((L1, Strong((Text("eins "),)), L2, Text("zwei"))),)
