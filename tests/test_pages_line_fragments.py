"""The body that web, PDF and EPUB share: line by line in cases, and laws for any inlines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.pages.chapter_body import chapter_body
from pipeline.pages.line_fragments import line_fragments
from pipeline.text import chapter_sections, milestones, walk, wording
from pipeline.text.concordance import lines_of
from pipeline.text.model import Emphasis, Heading, Inline, Inlines, LineStart, Paragraph, Strong, Text

L36, L37, L38 = LineStart(36), LineStart(37), LineStart(38)


def brief(markup: str) -> str:
    """The markup without what every line has."""
    markup = re.sub(r'<span class="number" data-number="(\d+)" aria-hidden="true"></span>', r"[\1]", markup)
    return re.sub(r'<span class="([^"]*)"(?: id="zeile-(\d+)")?>', lambda found: f"<{found[1]}>", markup).replace(
        "</span>", "</>"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((L36, Text("eins ")), "<line>[36]eins </>"),
        ((L36, Text("eins "), L37, Text("zwei")), "<line turn>[36]eins </><line>[37]zwei</>"),
        ((L36, Strong((Text("eins"),)), Text(" ja")), "<line>[36]<strong>eins</strong> ja</>"),
        (
            (L36, Text("a "), Strong((Text("b "), L37, Text("c"))), Text(" d")),
            "<line>[36]a </><strong><line turn>b </><line>[37]c</></strong><line> d</>",
        ),
        (
            (L36, Strong((Text("b "), L37, Text("c")))),
            "<strong><line turn>[36]b </><line>[37]c</></strong>",
        ),
        (
            (L36, Text("a "), Emphasis((L37, Text("b "), L38, Text("c")))),
            "<line turn>[36]a </><em><line turn>[37]b </><line>[38]c</></em>",
        ),
        (
            (L36, Strong((Text("a "), L37)), Text("b")),
            "<line turn>[36]<strong>a </strong></><line>[37]b</>",
        ),
        (
            (L36, Text("a "), Strong((Emphasis((L37, Text("b"))), Text("c")))),
            "<line turn>[36]a </><line>[37]<strong><em>b</em>c</strong></>",
        ),
        ((L36, Text("ab"), LineStart(37, broken_word=True), Text("cd")), "<line turn hyphen>[36]ab</><line>[37]cd</>"),
    ],
)
def test_lines_are_fragments_and_emphasis_stays_one_element(content: Inlines, expected: str) -> None:
    assert brief(line_fragments(milestones.settled_starts(content))) == expected


def test_markup_in_the_text_is_text() -> None:
    assert "&lt;b&gt; &amp;amp; {{ 1 }}" in line_fragments((L36, Text("<b> &amp; {{ 1 }}")))


def test_the_anchor_of_a_section_is_that_of_its_first_line() -> None:
    blocks = (Paragraph((L36, Text("vorn"))), Heading(1, (L37, Text("Titel"))), Paragraph((L38, Text("hinten"))))
    assert 'id="abschnitt-37"' in chapter_body(blocks)
    assert [wording.IN_GERMAN.lines(section.first, section.last) for section in chapter_sections.sections(blocks)] == [
        "Zeile 36",
        "Zeilen 37 bis 38",
    ]


@st.composite
def inlines(draw: st.DrawFn) -> Inlines:
    """Any inlines of a block: lines begin anywhere, also inside emphasis of any depth."""
    number = iter(range(1, 100))

    def content(depth: int) -> list[Inline]:
        result: list[Inline] = []
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(["text", "line", "strong", "emphasis"] if depth < 3 else ["text", "line"]))
            if kind == "text":
                result.append(Text(draw(st.sampled_from(["ab ", "c", "<d> ", "& "]))))
            elif kind == "line":
                result.append(LineStart(next(number)))
            else:
                inner = tuple(content(depth + 1))
                result.append(Strong(inner) if kind == "strong" else Emphasis(inner))
        return result

    return (LineStart(next(number)), Text("x"), *content(0))


@given(inlines())
def test_the_body_is_well_formed_and_says_what_the_model_says(content: Inlines) -> None:
    root = etree.fromstring(f"<p>{line_fragments(milestones.settled_starts(content))}</p>")
    assert "".join(map(str, root.itertext())) == walk.plain(content)
    numbers = [int(element.get("data-number", "")) for element in root.iter("span") if element.get("data-number")]
    assert numbers == [line.number for line in lines_of(content)]
    ids = [name for element in root.iter() if (name := element.get("id"))]
    assert len(set(ids)) == len(ids) == len(numbers)
