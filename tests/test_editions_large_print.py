"""Large print: official lines that run on, each with its number in the margin and a mark where it begins."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.checks import chapter_text, sheets
from pipeline.checks.tags import agreement, stream_order
from pipeline.diagnostics import InputRefusal
from pipeline.editions import pdf
from pipeline.editions.pdf.typesetting import manuscript as setting
from pipeline.editions.pdf.typesetting import rendering
from pipeline.editions.pdf.typesetting.carried_lines import name_carried_lines
from pipeline.pages import shells
from pipeline.publication import settings
from pipeline.publication.settings import LargePrintSettings, Publication
from pipeline.readback import read_file
from pipeline.readback.glyphs import GlyphRow, glyph_rows
from pipeline.readback.line_begins import parted_row
from pipeline.readback.pdf import painted_pages
from pipeline.readback.reading import PageTop, SheetReading
from pipeline.readback.tag_tree import tag_tree
from pipeline.sources import forms
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, book_of

pytestmark = pytest.mark.slow

SUFFIX = "-grossdruck.pdf"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitz"
SENTENCE = "Wir machen Musterstadt zum Wohnort mit Wärme und **Würde für alle** Menschen, die hier leben."
TEXT = f"""---
title: Probe
width: 80
---

## Ein Titel, der so lang ist, dass er in zwei amtlichen Zeilen steht, und nicht in einer allein

{SENTENCE} {SENTENCE} {SENTENCE}

Kurz und {WORD} gut. {SENTENCE}

- Ein Punkt.[^1] {SENTENCE} {SENTENCE}
- Noch ein Punkt.

```
a   b
c   d
```

[^1]: Eins.
"""
SHORT = f"---\ntitle: Kurze Zeilen\nwidth: 22\n---\n\n{SENTENCE} {SENTENCE}\n"
KINDS = ("running", "printed")


@cache
def book(text: str = TEXT) -> Book:
    return book_of(forms.loads(text.encode(), "probe.md", Publication()).numbered)


@cache
def made(kind: str, text: str = TEXT) -> bytes:
    return pdf.large_print(book(text), Publication(large_print=LargePrintSettings(kind)))


def findings(data: bytes, text: str = TEXT) -> list[object]:
    reading = read_file(data, SUFFIX)
    return [*sheets.type_area(reading.pages or SheetReading()), *chapter_text.findings(reading, book(text), "de")]


def rows(data: bytes) -> list[tuple[GlyphRow | None, GlyphRow]]:
    """The rows that have a number, each parted where its line begins."""
    pages = painted_pages(data)
    return [
        parted_row(row, page.bars)
        for at, page in enumerate(pages)
        for row in glyph_rows(at, page)
        if row.segments[0].text.strip().isdecimal() and len(row.segments) > 1
    ]


@pytest.mark.parametrize("text", [TEXT, SHORT])
@pytest.mark.parametrize("kind", KINDS)
def test_every_line_is_read_with_its_number_and_words_from_the_finished_pages(kind: str, text: str) -> None:
    assert findings(made(kind, text), text) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_tree_says_the_text_whichever_way_the_lines_are_set(kind: str) -> None:
    tree = tag_tree(made(kind))
    assert [*stream_order.findings(tree)] == []
    assert [*agreement.findings(tree, book(), "de")] == []


def test_lines_run_on_and_a_mark_stands_where_each_begins() -> None:
    inside = {
        (before.text.split()[-1], row.segments[0].text.strip(), row.segments[1].text.split()[0])
        for before, row in rows(made("running"))
        if before
    }
    assert len(inside) >= 6
    texts = {str(line.number): line.text for line in concordance(book().chapters[0])}
    for word, number, first in inside:
        assert texts[number].startswith(first)
        assert texts[str(int(number) - 1)].endswith(word)
    assert not any(before for before, _ in rows(made("printed")))
    assert len(_text_rows("running")) < len(_text_rows("printed"))


def _text_rows(kind: str) -> list[GlyphRow]:
    return [row for at, page in enumerate(painted_pages(made(kind))) for row in glyph_rows(at, page)]


def test_a_row_has_one_number_also_where_lines_are_shorter_than_rows() -> None:
    """Such lines end their rows, as they do where each is set in rows of its own."""
    found = rows(made("running", SHORT))
    assert [row.segments[0].text.strip() for _, row in found] == [str(at) for at in range(1, len(found) + 1)]
    assert len(found) == len(concordance(book(SHORT).chapters[0]))


def test_the_hyphen_of_the_rule_and_breaks_of_the_text_end_rows() -> None:
    ends = {row.text.strip() for row in _text_rows("running")}
    assert any(each.endswith("-") for each in ends)
    assert any(each.endswith("a b") for each in (" ".join(one.split()) for one in ends))


def test_lines_without_their_marks_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    right = shells.style
    setting.manuscript.cache_clear()
    monkeypatch.setattr(shells, "style", lambda *names: right(*names).replace("background: #555555", "color: #555555"))
    data = pdf.large_print(book(), Publication())
    setting.manuscript.cache_clear()
    assert "Z605" in {each.code for each in chapter_text.findings(read_file(data, SUFFIX), book(), "de")}


LONG = f"---\ntitle: Lang\nwidth: 80\n---\n\n{' '.join([SENTENCE, 'Auch das.'] * 60)}\n"


@cache
def page_tops(kind: str) -> tuple[PageTop, ...]:
    reading = read_file(made(kind, LONG), SUFFIX)
    assert reading.pages is not None
    assert [*sheets.page_tops(reading.pages)] == []
    return reading.pages.tops


def test_a_page_that_begins_with_the_end_of_a_line_says_which_one_at_its_top() -> None:
    tops = page_tops("running")
    found = {at: each.number for at, each in enumerate(tops) if each.number is not None}
    assert found
    texts = {line.number: line.text for line in concordance(book(LONG).chapters[0])}
    for at, number in found.items():
        before, row = next(each for each in rows(made("running", LONG)) if each[1].page == at)
        assert before is not None
        assert texts[number].endswith(before.text.strip())
        assert row.segments[0].text.strip() == str(number + 1)
    assert findings(made("running", LONG), LONG) == []


def test_pages_that_begin_with_a_line_say_nothing_of_another() -> None:
    assert {*page_tops("printed")} == {PageTop()}


@pytest.mark.parametrize("said", ["", "noch Zeile 1"])
def test_a_page_that_says_nothing_or_another_line_is_found(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = name_carried_lines
    monkeypatch.setattr(rendering, "name_carried_lines", lambda document, _: right(document, said or "\u200b"))
    rendering.laid_out.cache_clear()
    data = pdf.large_print(book(LONG), Publication())
    rendering.laid_out.cache_clear()
    pages = read_file(data, SUFFIX).pages
    assert pages is not None
    assert {each.code for each in sheets.page_tops(pages)} == {"Z508"}


def test_the_setting_is_one_of_two_words_and_running_where_nothing_is_said() -> None:
    assert settings.loads("", "publication.toml").large_print.lines == "running"
    assert settings.loads('[large_print]\nlines = "printed"\n', "publication.toml").large_print.lines == "printed"
    with pytest.raises(InputRefusal) as caught:
        settings.loads('[large_print]\nlines = "wrapped"\n', "publication.toml")
    assert "running" in caught.value.diagnostics[0].message
