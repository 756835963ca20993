"""A chapter as CommonMark reads back as the same chapter: words, marks, lists with their labels, notes, numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import everything
import pytest
from conftest import read
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.editions import commonmark
from pipeline.editions.commonmark.comparison import differences
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.sources.commonmark.inline_tokens import spaced
from pipeline.sources.labels import ordered
from pipeline.text import chapter_sections, numbering, walk
from pipeline.text.concordance import concordance
from pipeline.text.model import (
    Block,
    BlockQuote,
    BulletList,
    Chapter,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    LineRule,
    LineStart,
    Link,
    ListItem,
    Mark,
    Marked,
    Note,
    NumberedChapter,
    Paragraph,
    Preformatted,
    SourceFile,
    Strong,
    Table,
    Text,
)


def back(numbered: NumberedChapter, folder: Path) -> tuple[forms.NumberedSource, tuple[str, ...]]:
    """What the written chapter reads back as, and what was said to be lost."""
    text, lost = commonmark.text(numbered)
    for picture in walk.pictures(numbered.chapter.blocks):
        (folder / picture.file).parent.mkdir(parents=True, exist_ok=True)
        (folder / picture.file).write_bytes(picture.data)
    return forms.loads(text.encode(), str(folder / "text.md"), Publication(), titled=False), lost


def chapter(*blocks: Block, title: str = "Probe") -> NumberedChapter:
    rule = LineRule(80)
    lined, _ = numbering.number(blocks, rule)
    made = Chapter(title, lined, SourceFile("probe.docx", hashlib.sha256(b"").hexdigest()))
    return numbering.numbered(made, "probe", rule)[0]


def test_a_chapter_with_everything_reads_back_as_itself(tmp_path: Path) -> None:
    found, lost = back(everything.numbered(), tmp_path)
    assert not lost
    assert not list(differences(everything.numbered(), found.numbered))
    assert [each.code for each in found.diagnostics] == ["Z219"]  # one of its tables has no header


def test_a_section_without_numbers_keeps_none(tmp_path: Path) -> None:
    found, _ = back(everything.numbered(), tmp_path)
    reasons = chapter_sections.sections(found.numbered.chapter.blocks)[-1]
    assert reasons.title == "Begründung"
    assert reasons.first is None


def test_a_heading_alone_without_a_number_takes_none_from_its_text(tmp_path: Path) -> None:
    text = (
        "---\ntitle: x\nunnumbered: Begründung\nunnumbered_headings: Antragstext | Unter ihm\n---\n\n"
        "# Antragstext\n\nEins.\n\n## Unter ihm\n\nZwei.\n\n## Drei\n\n# Begründung\n\n## Im Einzelnen\n\nWeil.\n\n# Vier\n"
    )
    numbered = forms.loads(text.encode(), "probe.md", Publication()).numbered
    assert [(line.number, line.text) for line in concordance(numbered)] == [
        (1, "Eins."),
        (2, "Zwei."),
        (3, "Drei"),
        (4, "Vier"),
    ]
    found, lost = back(numbered, tmp_path)
    assert not lost
    assert not list(differences(numbered, found.numbered))


# Characters that mean something in CommonMark or in one of its dialects, and words that hold them.
_WORDS = st.sampled_from(
    "Rat beschließt Bürger*innen und_so 1. 2) (3) a) § 1.1 IV. • – - + # > | || ~ ~~ ^ ^2^ == ++ ** * _ __ ` [x] [1] ](u) <b> <br> "
    "&amp; &c. & \\ \\n {#id} {{x}} $x_1$ :smile: ::: %% http://example.org Tabelle: 20° m² „Zitat“ (Klammer) 3.5 z. B. ___ --- ... ! "
    "![Bild](x) [^1] /p> title: @a 1.FC §1 aa) Ä ß 12345 - ⸺ x".split()
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=6).map(" ".join)
_Wrap = Callable[[Inlines], Inline]
_WRAP_KINDS: list[_Wrap] = [
    Strong,
    Emphasis,
    *(partial(Marked, mark) for mark in Mark),
    partial(Link, "https://example.org/a_b"),
]
_WRAPS = st.sampled_from(_WRAP_KINDS)


def _spans(depth: int) -> st.SearchStrategy[Inlines]:
    text = _TEXTS.map(lambda words: (Text(words),))
    if not depth:
        return text
    span = st.tuples(_WRAPS, _spans(depth - 1)).map(lambda pair: (pair[0](pair[1]),))
    line = st.just((Text("Rat"), LineBreak(), Text("Ort")))
    glue = st.sampled_from([(Text(" "),), (Text("wort"),), (Text("."),), (Text(" – "),)])
    return st.lists(st.one_of(text, span, line, glue), min_size=1, max_size=4).map(lambda parts: sum(parts, ()))


def _tidy(content: Inlines) -> Inlines:
    """The inlines as readers give them: neighbouring texts and equal spans as one, single blanks, none at edges."""
    merged: list[Inline] = []
    for inline in content:
        match merged, inline:
            case [*_, Text(before)], Text(after):
                merged[-1] = Text(before + after)
            case [*_, Strong(before)], Strong(after):
                merged[-1] = Strong(_tidy((*before, *after)))
            case [*_, Emphasis(before)], Emphasis(after):
                merged[-1] = Emphasis(_tidy((*before, *after)))
            case _, Strong(inner) | Emphasis(inner) | Marked(_, inner) | Link(_, inner):
                merged.append(walk.spanning(inline, _tidy(inner)))
            case _:
                merged.append(inline)
    tidy = spaced(tuple(merged))
    return tidy if tidy == content else _tidy(tidy)


def _flat(content: Inlines) -> bool:
    """Whether no link stands in a link, and no mark in the same mark: no reader gives such inlines."""

    def fits(inlines: Inlines, around: frozenset[object]) -> bool:
        for each in inlines:
            if isinstance(each, Text | LineBreak | LineStart | Note):
                continue
            kind: object = each.mark if isinstance(each, Marked) else type(each)
            if kind in around or not fits(each.content, around | {kind}):
                return False
        return True

    return fits(content, frozenset())


CONTENTS = _spans(2).filter(_flat).map(_tidy).filter(lambda content: bool(walk.plain(content).strip()))


@settings(max_examples=150)
@given(CONTENTS)
def test_whatever_stands_in_a_paragraph_reads_back(tmp_path_factory: pytest.TempPathFactory, content: Inlines) -> None:
    numbered = chapter(Paragraph(content), Paragraph((Text("Ende."),)))
    found, _ = back(numbered, tmp_path_factory.getbasetemp())
    assert walk.plain(found.numbered.chapter.blocks[0].content) == walk.plain(content)  # type: ignore[union-attr]
    assert not list(differences(numbered, found.numbered))
    assert {each.code for each in found.diagnostics} <= {"Z214"}


_LABELS = st.sampled_from(
    [
        ["1.", "2.", "3."],
        ["3."],
        ["(1)", "(2)"],
        ["a)", "b)"],
        ["aa)", "bb)"],
        ["I.", "II."],
        ["i)", "ii)"],
        ["§ 1", "§ 2"],
        ["1.1", "1.2"],
        ["7a.", "7b."],
        ["A.", "B."],
        ["1)", "2)"],
    ]
)


def _blocks(depth: int) -> st.SearchStrategy[list[Block]]:
    words = _TEXTS.map(lambda text: spaced((Text(text),))).filter(lambda content: bool(walk.plain(content).strip()))
    leaf = st.one_of(words.map(Paragraph), st.just(Preformatted((Text("a   b"), LineBreak(), Text("``` c")))))
    if not depth:
        return st.lists(leaf, min_size=1, max_size=2)
    inner: st.SearchStrategy[list[Block]] = st.one_of(st.just([]), _blocks(depth - 1))
    item = st.tuples(words, inner).map(lambda pair: ListItem(pair[0], tuple(pair[1])))
    bullets = st.lists(item, min_size=1, max_size=3).map(lambda items: BulletList(tuple(items)))
    counted = st.tuples(_LABELS, st.lists(item, min_size=3, max_size=3)).map(
        lambda pair: ordered(pair[0], pair[1][: len(pair[0])])
    )
    quote = _blocks(depth - 1).map(lambda blocks: BlockQuote(tuple(blocks)))
    return st.lists(st.one_of(leaf, bullets, counted, quote), min_size=1, max_size=3)


@pytest.mark.slow
@settings(max_examples=150)
@given(_blocks(2))
def test_whatever_blocks_stand_in_each_other_read_back(
    tmp_path_factory: pytest.TempPathFactory, blocks: Sequence[Block]
) -> None:
    numbered = chapter(Heading(1, (Text("Anfang"),), rank=1), *blocks, Paragraph((Text("Ende."),)))
    found, _ = back(numbered, tmp_path_factory.getbasetemp())
    assert not list(differences(numbered, found.numbered))
    assert {each.code for each in found.diagnostics} <= {"Z214"}


def test_a_difference_is_named_with_its_line() -> None:
    one, other = chapter(Paragraph((Text("eins"),))), chapter(Paragraph((Text("zwei"),)))
    assert list(differences(one, other)) == ["Zeile 1 („eins“) liest sich danach anders: Zeile 1 („zwei“)."]


def test_a_typed_label_that_is_text_is_not_read_as_one() -> None:
    text = "---\ntitle: x\nlabels: exact\n---\n\n1\\. Mai\n\n2\\. Juni\n"
    assert all(isinstance(each, Paragraph) for each in read(text).numbered.chapter.blocks)


def test_the_head_of_a_row_and_a_sign_that_is_text_are_told_apart(tmp_path: Path) -> None:
    text = "---\ntitle: T\nresolved: 2026-03-02\n---\n\nText.\n\n| Weg | km |\n|---|---|\n| # Ufer | 12 |\n| \\# Berg | 4 |\n"
    numbered = forms.loads(text.encode(), "t.md", Publication()).numbered
    (table,) = (block for block in numbered.chapter.blocks if isinstance(block, Table))
    cells = [(walk.plain(cell.content), cell.heading) for row in table.rows for cell in row]
    assert cells == [("Ufer", True), ("12", False), ("# Berg", False), ("4", False)]
    found, lost = back(numbered, tmp_path)
    assert not lost
    assert not list(differences(numbered, found.numbered))


@pytest.mark.parametrize(
    "words", ["[^1]", "[a_b]", "[x = y]", "[{x}]", "(x^2)", "a]b", "]", "[[a]]", "[ ] offen", "](u)", "[a](u)"]
)
def test_brackets_are_written_so_that_nobody_takes_them_for_a_formula(words: str, tmp_path: Path) -> None:
    again, found = back(chapter(Paragraph((Text(words),))), tmp_path)
    assert found == ()
    assert {each.code for each in again.diagnostics} <= {"Z214"}
