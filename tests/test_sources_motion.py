"""Motions from the software: its JSON, its page, its HTML, as sent, damaged and hostile."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import seed
from hypothesis import assume, given
from hypothesis import strategies as st
from motion import Dialect, as_json, chapter_as_json, details, lines, number, section

from pipeline.cli import main
from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.diagnostics.codes import SEVERITIES, Severity
from pipeline.publication.settings import ChapterSettings, LineSettings, Publication
from pipeline.sources.forms import NumberedSource, loads
from pipeline.text import interchange, interchange_reading, list_labels, numbering, outline, walk
from pipeline.text.concordance import Join, concordance
from pipeline.text.model import (
    BlockQuote,
    BulletList,
    Counting,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Mark,
    Marked,
    OrderedList,
    Paragraph,
    Preformatted,
    Resolution,
    Strong,
    Table,
    Text,
    book_of,
)


def read(text: str, name: str = "antrag.json", width: int | None = None) -> NumberedSource:
    return loads(text.encode(), name, Publication(lines=LineSettings(width)), titled=False)


def told(reading: NumberedSource) -> list[str]:
    return [each.code for each in reading.diagnostics if each.code != "Z214"]


def refused(text: str, name: str = "antrag.json") -> list[tuple[str, int, int]]:
    with pytest.raises(InputRefusal) as refusal:
        read(text, name)
    return [(each.code, each.place.line, each.place.column) for each in refusal.value.diagnostics]


def rows(reading: NumberedSource) -> list[tuple[int, str]]:
    return [(line.number, line.printed) for line in concordance(reading.numbered)]


def html(text: str) -> NumberedSource:
    return read(text, "text.html")


# The seed in this form


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("spaces", [True, False])
@pytest.mark.parametrize("numbers", [True, False])
def test_the_seed_has_the_same_lines_in_the_form_of_the_software(numbers: bool, spaces: bool, ascii_only: bool) -> None:
    numbered = seed().numbered
    reading = read(chapter_as_json(numbered, numbers=numbers, spaces=spaces, ascii_only=ascii_only))
    assert concordance(reading.numbered) == concordance(numbered)
    assert told(reading) == ([] if numbers else ["Z232"])
    assert reading.numbered.chapter.resolution == Resolution("Rat", date(2025, 5, 3))


def test_items_that_arrive_one_at_a_time_are_the_lists_that_they_were() -> None:
    def shape(blocks: Any) -> list[tuple[str, int]]:
        return [(type(block).__name__, len(getattr(block, "items", ()))) for block in blocks]

    reading = read(chapter_as_json(seed().numbered, numbers=True))
    assert shape(reading.numbered.chapter.blocks) == shape(seed().numbered.chapter.blocks)


@pytest.mark.parametrize("width", [60, 80, 92, 95])
@pytest.mark.parametrize("spaces", [True, False])
def test_the_width_is_found_in_the_numbers_that_arrived(width: int, spaces: bool) -> None:
    numbered = seed().numbered
    blocks, _ = numbering.number(numbered.chapter.blocks, type(numbered.rule)(width))
    chapter = replace(numbered, chapter=replace(numbered.chapter, blocks=blocks))
    reading = read(chapter_as_json(chapter, numbers=True, spaces=spaces))
    assert reading.numbered.rule.width == width
    assert told(reading) == ([] if width == 80 else ["Z215"])


# What a motion says of itself


def test_title_number_agenda_initiators_and_days_are_read() -> None:
    text = as_json(
        section("<p>Wir wollen.</p>"),
        title="Wege für alle",
        prefix="A1",
        agenda_item={"id": 1, "prefix": "4.", "title": "Verkehr"},
    )
    chapter = read(text).numbered.chapter
    assert chapter.title == "Wege für alle"
    assert chapter.section == "Text"
    assert chapter.resolution == Resolution("Rat", date(2025, 5, 3))
    assert chapter.details == (
        ("Antragsnummer", "A1"),
        ("Tagesordnungspunkt", "4. Verkehr"),
        ("Status", "Beschluss"),
        ("Veröffentlicht", "01.04.2025"),
    )


def test_without_a_resolution_the_day_is_that_of_publication_and_the_names_are_the_initiators() -> None:
    people = [
        {"type": "person", "name": "Kim Beispiel", "organization": "Kreis"},
        {"type": "person", "name": "Jo Muster"},
    ]
    chapter = read(as_json(section("<p>Text.</p>"), initiators_html="", initiators=people)).numbered.chapter
    assert chapter.resolution == Resolution("Kim Beispiel (Kreis), Jo Muster", date(2025, 4, 1))


def test_a_section_that_does_not_count_stands_under_its_title_without_lines() -> None:
    reading = read(
        as_json(
            section("<p>Wir wollen.</p>"),
            section("<h2>Warum</h2><p>Darum.</p>", "Begründung"),
            section("<p>Bild des Jahres</p>", "Bild", "Image"),
        )
    )
    assert rows(reading) == [(1, "Wir wollen.")]
    assert [
        (block.level, walk.plain(block.content))
        for block in reading.numbered.chapter.blocks
        if isinstance(block, Heading)
    ] == [(1, "Begründung"), (2, "Warum"), (1, "Bild")]
    assert told(reading) == ["Z227", "Z227", "Z232"]


def test_where_numbers_arrived_they_say_which_sections_count() -> None:
    reading = read(
        as_json(
            section(lines("eins"), "Forderung"),
            section("<p>Ohne Nummer.</p>", "Hinweis"),
            section(lines("zwei", first=2), "Begründung"),
        )
    )
    assert rows(reading) == [(1, "eins"), (2, "zwei")]
    headings = [walk.plain(block.content) for block in reading.numbered.chapter.blocks if isinstance(block, Heading)]
    assert headings == ["Forderung", "Hinweis", "Begründung"]
    assert reading.numbered.chapter.section == ""


def test_levels_of_headings_leave_none_out_and_ranks_stay() -> None:
    reading = html("<h3>a</h3><h2>b</h2><h4>c</h4><h4>d</h4><h2>e</h2>")
    found = [(block.level, block.rank) for block in reading.numbered.chapter.blocks if isinstance(block, Heading)]
    assert found == [(1, 3), (1, 2), (2, 4), (2, 4), (1, 2)]


# The HTML


def test_the_looks_of_the_software_are_read() -> None:
    (paragraph,) = html(
        '<p>a <em>b</em> <strong>c</strong> <span class="underline">d</span> <span class="strike">e</span> '
        '<span class="subscript">f</span> <sup>g</sup> <a href="https://example.org/?a=1&amp;b=2">h</a></p>'
    ).numbered.chapter.blocks
    assert isinstance(paragraph, Paragraph)
    spans = [inline for inline in paragraph.content if not isinstance(inline, Text)][1:]
    assert spans == [
        Emphasis((Text("b"),)),
        Strong((Text("c"),)),
        Marked(Mark.UNDERLINE, (Text("d"),)),
        Marked(Mark.STRIKE, (Text("e"),)),
        Marked(Mark.SUBSCRIPT, (Text("f"),)),
        Marked(Mark.SUPERSCRIPT, (Text("g"),)),
        Link("https://example.org/?a=1&b=2", (Text("h"),)),
    ]


def test_lists_count_as_the_software_counts() -> None:
    blocks = html(
        '<ol start="3"><li>a</li><li value="7b">b</li></ol><ol start="5"><li>c</li></ol><ol start="9"><li>d</li></ol>'
        '<ol class="decimalCircle"><li>e<ol class="lowerAlpha"><li>f</li></ol></li></ol><ol class="upperAlpha"><li>g</li></ol>'
    ).numbered.chapter.blocks
    found = [block for block in blocks if isinstance(block, OrderedList)]
    assert [list_labels.labels(each) for each in found] == [("3.", "7b.", "5."), ("9.",), ("(1)",), ("A.",)]
    inner = found[2].items[0].blocks[0]
    assert isinstance(inner, OrderedList)
    assert inner.style is Counting.LOWER_ALPHA


def test_a_paragraph_in_an_item_is_its_text() -> None:
    (found,) = html("<ul><li><p>a</p><p>b</p><ul><li>c</li></ul></li></ul>").numbered.chapter.blocks
    assert isinstance(found, BulletList)
    assert walk.plain(found.items[0].content) == "a"
    assert [type(block) for block in found.items[0].blocks] == [Paragraph, BulletList]


def test_preformatted_text_keeps_its_spaces() -> None:
    (found,) = html("<pre>\na   b\n c</pre>").numbered.chapter.blocks
    assert isinstance(found, Preformatted)
    assert walk.plain(found.content) == "a   b\n c"
    numbered = html("<pre>a\nb<br>c</pre>").numbered
    assert interchange_reading.loads(interchange.dumps(book_of(numbered), "de"), Place("p.json")) == book_of(numbered)
    assert [line.printed for line in concordance(numbered)] == ["a b", "c"]


def test_a_table_with_headers_is_one_and_has_no_lines() -> None:
    reading = html(
        "<p>a</p><table><tr><th>Weg</th><th>Länge</th></tr><tr><td>Uferweg</td><td>12<br>km</td></tr></table><p>b</p>"
    )
    assert rows(reading) == [(1, "a"), (2, "b")]
    table = reading.numbered.chapter.blocks[1]
    assert isinstance(table, Table)
    assert [[walk.plain(cell.content) for cell in row] for row in table.rows] == [["Uferweg", "12\nkm"]]


def test_characters_are_as_the_software_keeps_them_and_the_first_change_is_told() -> None:
    reading = html("<p>Wir wollen</p>\n<p>a\u0308lter&#8203;e z.&nbsp;B. ﬁnden</p>")
    assert rows(reading)[1] == (2, "ältere z. B. finden")
    (note,) = [each for each in reading.diagnostics if each.code == "Z226"]
    assert (note.place.line, note.place.column) == (2, 4)


# Numbers that arrived


def test_numbers_that_arrived_win_over_the_rule_and_each_disagreement_is_told() -> None:
    reading = read(as_json(section(lines("Wir wollen ", "sichere Wege ", "für alle."))))
    assert rows(reading) == [(1, "Wir wollen"), (2, "sichere Wege"), (3, "für alle.")]
    warnings = [each for each in reading.diagnostics if each.code == "Z209"]
    assert len(warnings) == 3
    assert len({each.place.column for each in warnings}) == 3


def test_a_quotation_that_arrives_a_paragraph_at_a_time_is_one() -> None:
    quoted = [f"<blockquote>{lines(word, first=at)}</blockquote>" for at, word in enumerate(("eins", "zwei"), 1)]
    (found,) = read(as_json(section("".join(quoted)))).numbered.chapter.blocks
    assert isinstance(found, BlockQuote)
    assert len(found.blocks) == 2


def test_numbers_may_begin_anywhere() -> None:
    reading = read(as_json(section(lines("eins", first=36))))
    assert rows(reading) == [(36, "eins")]
    assert "Z213" in told(reading)


def test_a_word_that_the_rule_cut_is_whole_again() -> None:
    for html_text in (lines("a" * 80 + "-", "a" * 5), lines("a" * 80 + "-", "aaaaa zu ", "b")):
        first = concordance(read(as_json(section(html_text)), width=80).numbered)[0]
        assert (first.text, first.join) == ("a" * 80, Join.HYPHEN)


def test_a_break_of_the_text_itself_is_told_from_one_of_the_rule() -> None:
    twice = f"<p>{number(1)}eins<br><br>{number(2)}zwei</p>"
    empty = f"<p>{number(1)}eins<br>{number(2)}<br>{number(3)}zwei</p>"
    once = lines("eins", "zwei") + "<p>" + number(3) + "Wort " * 16 + "<br>" + number(4) + "Wort</p>"
    for text, count in ((twice, 1), (empty, 1), (once, 1)):
        reading = read(as_json(section(text)), width=80)
        first = reading.numbered.chapter.blocks[0]
        assert sum(isinstance(leaf, LineBreak) for leaf in walk.leaves(first.content)) == count  # type: ignore[union-attr]
        assert rows(reading)[0] == (1, "eins")


@pytest.mark.parametrize(
    ("html_text", "expected"),
    [
        (lines("eins") + lines("drei", first=3), "Z205"),
        (lines("eins") + lines("eins", first=1), "Z206"),
        (lines("zwei", first=2) + lines("eins", first=1), "Z207"),
        (f"<p>vorher {number(1)}eins</p>", "Z203"),
        (lines("eins") + "<p>ohne Nummer</p>", "Z203"),
        (f"<p>{number(1)}eins<br>{number(2)}</p>", "Z204"),
        ('<p><span class="lineNumber">1</span>eins</p>', "Z231"),
        ('<p><span class="lineNumber" data-line-number="-3"></span>eins</p>', "Z231"),
        ('<p><span class="lineNumber" data-line-number="1">Wort</span>eins</p>', "Z231"),
        (f"<p>{number(1)}eins</p><table><tr><th>{number(2)}a</th></tr></table>", "Z207"),
    ],
)
def test_numbers_that_contradict_each_other_or_the_text_are_errors(html_text: str, expected: str) -> None:
    found = refused(as_json(section(html_text)))
    assert expected in [code for code, _, _ in found]
    assert all(line == 1 and column > 1 for _, line, column in found)


_WORDS = st.lists(
    st.sampled_from(
        [
            "Wir",
            "wollen",
            "Klima-",
            "Haushalts-",
            "–",
            "und",
            "&amp;",
            "👩\u200d👧",
            "<strong>alle Wege</strong>",
            "a" * 70,
        ]
    ),
    min_size=1,
    max_size=30,
).map(" ".join)
_TEXT = st.lists(_WORDS, min_size=1, max_size=2).map("<br>".join)
_PART = st.one_of(
    _TEXT.map("<p>{}</p>".format),
    _TEXT.map("<h3>{}</h3>".format),
    _TEXT.map("<blockquote><p>{}</p></blockquote>".format),
    st.lists(_TEXT, min_size=1, max_size=3).map(lambda items: f"<ul><li>{'</li><li>'.join(items)}</li></ul>"),
    st.lists(_TEXT, min_size=1, max_size=3).map(lambda items: f"<ol><li>{'</li><li>'.join(items)}</li></ol>"),
)


@given(st.lists(_PART, min_size=1, max_size=5).map("".join))
def test_a_text_with_the_numbers_that_the_rule_gave_it_reads_like_the_one_without(text: str) -> None:
    without = html(f"<p>Anfang</p>{text}").numbered
    # Behind a forced break the rule may cut a word and print nothing: its two lines then look like two words.
    assume(not any(line.join is Join.NONE and not line.text.endswith("-") for line in concordance(without)))
    again = read(as_json(section(Dialect(numbers=True).html(without.chapter.blocks))), width=80)
    assert concordance(again.numbered) == concordance(without)
    assert "Z209" not in told(again)


# Places


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_place_inside_a_string_of_the_json_is_one_of_the_file(ascii_only: bool) -> None:
    html_text = '<p class="x">Ärger 👩 &amp; "mehr"</p>\n<p><a href="javascript:x">hier</a></p>'
    text = json.dumps(details([section(html_text)]), ensure_ascii=ascii_only, indent=1)
    (warning,) = [each for each in read(text).diagnostics if each.code == "Z223"]
    line = text.split("\n")[warning.place.line - 1]
    assert line[warning.place.column - 1 :].startswith("<a href")


# What has no place in a text


@pytest.mark.parametrize(
    ("html_text", "expected"),
    [
        ("<p>a</p><script>alert(1)</script>", "Z223"),
        ("<style>p { color: red }</style><p>a</p>", "Z223"),
        ('<p onclick="x()">a</p>', "Z223"),
        ('<p>a <img src="x.png" alt="Ein Weg"></p>', "Z224"),
        ('<p>a</p><iframe src="https://example.org"></iframe>', "Z224"),
        ('<p>a <a href="javascript:alert(1)">b</a></p>', "Z223"),
        ('<p>a <a href=" java\tscript:alert(1)">b</a></p>', "Z223"),
        ('<p>a <a href="data:text/html,x">b</a></p>', "Z223"),
        ('<p>a <a href="/relativ">b</a></p>', "Z223"),
        ('<p id="x">a</p><p id="x">b</p>', "Z222"),
        ("<p>a</b></p>", "Z222"),
        ("<p>a<p>b", "Z222"),
    ],
)
def test_what_does_not_belong_into_a_text_is_told_and_its_words_stay(html_text: str, expected: str) -> None:
    reading = html(html_text)
    assert expected in told(reading)
    assert "alert" not in outline.tree(reading.numbered)
    assert rows(reading)[0][1].startswith("a")


@pytest.mark.parametrize(
    ("html_text", "expected"),
    [
        ("<p>a <ins>b</ins></p>", "Z228"),
        ("<p>a</p><table><tr><td>b</td>c<td>d</td></tr></table>", "Z225"),
        ("<p>a</p><table><tr>" + "<td>b</td>" * 101 + "</tr></table>", "Z218"),
        ("<p>a</p><table>" + "<tr><td>b</td></tr>" * 20_001 + "</table>", "Z225"),
        ("<p>a</p><table><thead>" + "<tr><th>b</th></tr>" * 21 + "</thead></table>", "Z218"),
        ('<p>a</p><table><tr><td>b</td><td rowspan="2">c</td></tr><tr><td colspan="2">d</td></tr></table>', "Z218"),
        ("<p>a</p><table><tr>" + '<th colspan="1000">b</th>' * 11 + "</tr></table>", "Z218"),
        ("<div>" * 5000 + "a" + "</div>" * 5000, "Z230"),
        ("<p>a</p>" * 150_000, "Z230"),
        ("<ul><li>" * 12 + "a" + "</li></ul>" * 12, "Z217"),
        ("<p>a</p><p", "Z221"),
        ("<p>a</p><ul><li>b", "Z221"),
        ("<p>a</p><!-- b", "Z221"),
        ("<p>a<![CDATA[b]]></p>", "Z221"),
        ("<p>a<?php b ?></p>", "Z221"),
        ("<p>a<![<![</p>", "Z221"),
        ("<a " * 50_000, "Z221"),
        ("<p>&#0;&#xFFFD;&#x110000;a</p>", "Z104"),
        ("<p>&#" + "9" * 100_000 + ";a</p>", "Z104"),
        ("<p>a&#x202E;b</p>", "Z104"),
        ("<p> </p>", "Z202"),
    ],
)
def test_damaged_and_hostile_html_is_refused_with_a_place(html_text: str, expected: str) -> None:
    found = refused(html_text, "text.html")
    assert expected in [code for code, _, _ in found]
    assert all(line for _, line, _ in found)


# Damaged and hostile JSON


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (as_json(section("<p>a</p>"))[:-40], "Z220"),
        ('{"sections": "keine"}', "Z220"),
        ('{"sections": []}', "Z220"),
        ('{"sections": [7]}', "Z220"),
        ('{"sections": [{"type": 1, "title": "x", "html": "<p>a</p>"}]}', "Z220"),
        ('{"sections": [{"type": "TextSimple", "title": "x"}]}', "Z220"),
        ('{"sections": [{"type": "TextSimple", "title": "x", "html": ["a"]}]}', "Z220"),
        (as_json(section("<p>a</p>"), title=7), "Z220"),
        (as_json(section("<p>a</p>"), initiators="Rat"), "Z220"),
        (as_json(section("<p>a</p>"), initiators=[True]), "Z220"),
        (as_json(section("<p>a</p>"), type="amendment"), "Z228"),
        ('{"title": "a", "title": "b", "sections": []}', "Z220"),
        ("[" * 100_000, "Z230"),
        ('{"a": ' * 100_000, "Z230"),
        ('{"id": ' + "9" * 10_000 + ', "sections": []}', "Z220"),
        ("{}", "Z220"),
        ("[[]]", "Z220"),
        ('{"sections": [{"type": "TextSimple", "title": "x", "html": "<p>\\ud800</p>"}]}', "Z104"),
        ('{"sections": [{"type": "TextSimple", "title": "x", "html": "<p>\\u0000a</p>"}]}', "Z104"),
        (as_json(section("<p>a</p>", "Begründung")), "Z202"),
    ],
)
def test_json_that_is_no_motion_is_refused_with_a_place(text: str, expected: str) -> None:
    found = refused(text)
    assert expected in [code for code, _, _ in found]
    assert all(line for _, line, _ in found)


def test_all_faults_of_the_sections_are_told_together() -> None:
    assert len(refused(as_json(section("<p>a <ins>b</ins></p>"), section("<p"), title=7))) == 3


def outcome(text: str, name: str) -> tuple[NumberedSource | None, tuple[Diagnostic, ...]]:
    try:
        return read(text, name), ()
    except InputRefusal as refusal:
        return None, refusal.diagnostics


@given(st.integers(0, 1500), st.integers(0, 60), st.text(st.sampled_from('<>"/&;\\{}[]pul 1'), max_size=6))
def test_no_damage_makes_it_fall(at: int, length: int, instead: str) -> None:
    text = as_json(section(lines("Wir wollen ", "sichere Wege ", "für alle.") + "<ul><li>eins</li></ul>"))
    damaged = text[:at] + instead + text[at + length :]
    reading, faults = outcome(damaged, "antrag.json")
    assert concordance(reading.numbered) if reading else faults
    assert all(each.place.line for each in faults)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "</ul>",
                "<li>",
                "</li>",
                "<ol start=x>",
                "</ol>",
                "<b>",
                "</b>",
                "<table>",
                "<tr>",
                "<td>",
                "<th>",
                "</table>",
                "<br>",
                "<pre>",
                "\n",
                "</pre>",
                "<h2>",
                "</h2>",
                "<blockquote>",
                "</blockquote>",
                number(1),
                number(2),
                "a ",
                "b-",
                "&amp;",
                "&x",
                "<",
                ">",
                "<a href=x>",
                "</a>",
                "<section>",
                "</section>",
                "<!-- -->",
                "<img>",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_html_is_read_or_refused(text: str) -> None:
    reading, faults = outcome(f"<p>a</p>{text}", "text.html")
    assert concordance(reading.numbered) if reading else faults
    assert all(each.severity is Severity.ERROR for each in faults)


# The page


PAGE = """<!DOCTYPE html>
<html lang="de"><head><title>A1: Wege für alle</title></head><body>
<h1>A1: Wege für alle</h1>
<table><tbody>
<tr><th>Antragsteller*innen:</th><td>Rat (dort beschlossen am: 03.05.2025)</td></tr>
<tr><th>Status:</th><td>Beschluss</td></tr>
</tbody></table>
<section class="motionTextHolder"><h2>Antragstext</h2><div><p>Wir wollen Wege.</p><ul><li>breite</li></ul></div></section>
<section><h2>Begründung</h2><p>Darum.</p></section>
</body></html>
"""


def test_the_plain_page_says_title_particulars_and_sections() -> None:
    reading = read(PAGE, "antrag.html")
    chapter = reading.numbered.chapter
    assert (chapter.title, chapter.section) == ("Wege für alle", "Antragstext")
    assert chapter.resolution == Resolution("Rat", date(2025, 5, 3))
    assert chapter.details == (("Antragsnummer", "A1"), ("Status", "Beschluss"))
    assert rows(reading) == [(1, "Wir wollen Wege."), (2, "breite")]
    assert [walk.plain(each.content) for each in chapter.blocks if isinstance(each, Heading)] == ["Begründung"]


def test_a_page_says_its_day_in_its_table_too() -> None:
    page = PAGE.replace(" (dort beschlossen am: 03.05.2025)", "").replace("<th>Status:", "<th>Veröffentlicht:")
    page = page.replace("<td>Beschluss<", "<td>01.04.2025, 10:00<")
    assert read(page, "antrag.html").numbered.chapter.resolution == Resolution("Rat", date(2025, 4, 1))


def test_text_beside_the_sections_of_a_page_is_kept_without_lines() -> None:
    reading = read(PAGE.replace("</table>", "</table><p>Vorspann</p>"), "antrag.html")
    assert rows(reading) == [(1, "Wir wollen Wege."), (2, "breite")]
    assert "Vorspann" in outline.tree(reading.numbered)


def test_the_page_has_the_lines_of_the_json() -> None:
    data = json.loads(chapter_as_json(seed().numbered, numbers=False))
    page = PAGE.replace("<p>Wir wollen Wege.</p><ul><li>breite</li></ul>", data["sections"][0]["html"])
    assert concordance(read(page, "antrag.html").numbered) == concordance(seed().numbered)


# How a form is chosen


def test_the_form_is_recognised_by_content_and_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text("nur ein Satz ohne Nummer", encoding="utf-8")
    assert main(["lines", str(path), "--from", "html"]) == 0
    assert capsys.readouterr().out == "1\tnur ein Satz ohne Nummer\n"
    assert main(["lines", str(path), "--from", "htm"]) == 2
    assert "Meinten Sie „html“?" in capsys.readouterr().err


def test_the_form_can_stand_in_the_publication() -> None:
    publication = Publication(chapters=(ChapterSettings(source="text.txt", title="Probe", form="html"),))
    assert concordance(loads(b"ein Satz", "text.txt", publication).numbered)[0].text == "ein Satz"
    unknown = Publication(chapters=(ChapterSettings(source="text.txt", form="htm"),))
    with pytest.raises(InputRefusal) as refusal:
        loads(b"ein Satz", "text.txt", unknown)
    assert refusal.value.diagnostics[0].code == "Z403"


@pytest.mark.parametrize("width", ["0", "-3", "x", "99999"])
def test_a_width_that_is_no_number_is_a_wrong_call(width: str, tmp_path: Path) -> None:
    assert main(["lines", str(tmp_path / "x.html"), f"--width={width}"]) == 2


def test_every_new_code_is_used_and_explained() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path("pipeline/sources").rglob("*.py"))
    for code in (name for name in SEVERITIES if name.startswith(("Z22", "Z23"))):
        assert f'"{code}"' in text
