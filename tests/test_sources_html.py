"""HTML as it really comes: pages of councils, of Word and of LibreOffice, whole, damaged and hostile."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from motion import number

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.publication.settings import LineSettings, Publication
from pipeline.sources.forms import NumberedSource, loads
from pipeline.text import list_labels, outline, walk
from pipeline.text.concordance import concordance
from pipeline.text.model import (
    Block,
    BlockQuote,
    BulletList,
    Emphasis,
    Heading,
    Link,
    Marked,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)

CASES = ROOT / "tests" / "cases" / "sources"


def read(html: str | bytes, file: str = "seite.html", width: int | None = None) -> NumberedSource:
    data = html.encode() if isinstance(html, str) else html
    return loads(data, file, Publication(lines=LineSettings(width)), titled=False)


def case(name: str) -> NumberedSource:
    return read((CASES / name).read_bytes(), str(CASES / name))


def blocks(html: str) -> tuple[Block, ...]:
    return read(html).numbered.chapter.blocks


def lines(reading: NumberedSource) -> list[str]:
    return [line.printed for line in concordance(reading.numbered)]


def reported(reading: NumberedSource, code: str) -> list[Diagnostic]:
    return [each for each in reading.diagnostics if each.code == code]


def codes(reading: NumberedSource) -> set[str]:
    """What is reported of the HTML itself."""
    return {each.code for each in reading.diagnostics} - {"Z214", "Z232"}


def refused(html: str | bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(InputRefusal) as refusal:
        read(html)
    return refusal.value.diagnostics


def outcome(html: bytes) -> tuple[NumberedSource | None, tuple[Diagnostic, ...]]:
    try:
        return read(html), ()
    except InputRefusal as refusal:
        return None, refusal.diagnostics


def labels(reading: NumberedSource) -> list[tuple[str, ...]]:
    return [
        list_labels.labels(each)
        for each in walk.every(reading.numbered.chapter.blocks)
        if isinstance(each, OrderedList)
    ]


def notes(reading: NumberedSource) -> list[str]:
    return [
        " ".join(walk.plain(each.content) for each in walk.text_blocks(note.blocks))
        for note in walk.notes(reading.numbered.chapter.blocks)
    ]


def spans(html: str) -> list[object]:
    """The spans of the only paragraph."""
    (paragraph,) = blocks(html)
    assert isinstance(paragraph, Paragraph)
    return [each for each in paragraph.content if isinstance(each, Emphasis | Strong | Marked | Link)]


# Whose page it is


FRAMED = "<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


def test_a_page_with_a_frame_and_a_table_is_no_motion_and_keeps_its_table_in_place() -> None:
    table = (
        "<table><thead><tr><th>Weg</th><th>Euro</th></tr></thead><tbody><tr><td>Ufer</td><td></td></tr></tbody></table>"
    )
    reading = read(
        FRAMED.format(title="Wege – Stadt", body=f"<h1>Wege</h1><p>Die Wege kosten:</p>{table}<p>Das ist viel.</p>")
    )
    assert reading.numbered.chapter.title == "Wege"
    assert reading.numbered.chapter.details == ()
    assert [type(each) for each in reading.numbered.chapter.blocks] == [Paragraph, Table, Paragraph]
    assert lines(reading) == ["Die Wege kosten:", "Das ist viel."]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Wege</h1><table><tr><th>Jahr</th><th>Euro</th></tr><tr><td>2027</td><td>5</td></tr></table><section><h2>Ziel</h2><p>Wir gehen.</p></section>",
        "<h1>Wege</h1><section><h2>Ziel</h2><p>Wir gehen.</p></section><section><h2>Begründung</h2><p>Darum.</p></section>",
        "<h1>Wege</h1><p>Davor</p><table><tr><th>Rat:</th><th>ja</th></tr></table><section><h2>Ziel</h2><p>Wir gehen.</p></section>",
    ],
)
def test_sections_or_a_table_alone_do_not_make_a_page_the_motion_softwares(body: str) -> None:
    assert "Ziel" in lines(read(FRAMED.format(title="Wege", body=body)))


def test_the_only_first_heading_at_the_begin_is_the_title_and_is_reported() -> None:
    text = "<h1>Wege</h1><h2>Ziel</h2><p>Wir gehen.</p>"
    reading = read(FRAMED.format(title="x", body=text))
    assert (reading.numbered.chapter.title, lines(reading)) == ("Wege", ["Ziel", "Wir gehen."])
    assert len(reported(reading, "Z292")) == 1
    alone = read(text)
    assert (alone.numbered.chapter.title, lines(alone)) == ("", ["Wege", "Ziel", "Wir gehen."])


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Eins</h1><p>a</p><h1>Zwei</h1><p>b</p>",
        "<p>Davor</p><h1>Eins</h1>",
        f"<h1>{number(1)}Eins</h1><p>{number(2)}a</p>",
    ],
)
def test_several_or_later_or_numbered_first_headings_are_headings_of_the_text(body: str) -> None:
    reading = read(FRAMED.format(title="Der Titel", body=body))
    assert reading.numbered.chapter.title == "Der Titel"
    assert any(isinstance(each, Heading) and each.rank == 1 for each in reading.numbered.chapter.blocks)
    assert "Eins" in lines(reading)


def test_a_first_paragraph_with_the_words_of_the_title_is_the_title() -> None:
    reading = read(
        FRAMED.format(title="Wege für alle", body="<p><b>Wege\n für alle</b></p><h1>Ziel</h1><p>a</p><h1>Weg</h1>")
    )
    assert (reading.numbered.chapter.title, lines(reading)) == ("Wege für alle", ["Ziel", "a", "Weg"])


def test_the_language_of_the_page_is_that_of_the_chapter() -> None:
    assert read('<html lang="en"><body><p>We walk.</p></body></html>').numbered.chapter.language == "en"
    assert read('<html lang="!"><body><p>We walk.</p></body></html>').numbered.chapter.language == ""


# What of a page is its text


def test_a_page_of_a_council_is_its_text_and_the_rest_is_reported_once_for_each_kind() -> None:
    reading = case("ratsseite.html")
    assert reading.numbered.chapter.title == "Schatten auf dem Marktplatz"
    assert lines(reading) == [
        "Der Rat beschließt, den Marktplatz bis zum Sommer mit Bäumen zu bepflanzen.",
        "Was es kostet",
        "Die Mittel stehen im Haushalt und im Plan.",
        "Eine Linde im Mai",
    ]
    assert notes(reading) == ["Beschluss vom 4. Mai."]
    kinds = [each.message.partition(" ist nicht")[0] for each in reported(reading, "Z235")]
    assert set(kinds) == {
        "Verborgenes",
        "Ein Sprunglink",
        "Ein Hinweis zu Cookies",
        "Der Kopf der Seite",
        "Navigation",
        "Eine Randspalte",
        "Der Fuß der Seite",
    }
    assert len(kinds) == 7
    hidden = next(each for each in reported(reading, "Z235") if each.message.startswith("Verborgenes"))
    assert "3 Stellen" in hidden.message
    assert all(each.place.line for each in reported(reading, "Z235"))


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        '<p style="display:none">x</p>',
        '<p style="DISPLAY : NONE !important">x</p>',
        '<p aria-hidden="true">x</p>',
        '<p style="visibility:hidden">x</p>',
        '<style>.a, p.b { color: red; display: none }</style><p class="b">x</p>',
        '<style>/* { */ #c { display: none }</style><p id="c">x</p>',
        '<p style="mso-hide:all">x</p>',
        '<p class="sr-only">x</p>',
        "<nav>x</nav>",
        '<div role="navigation">x</div>',
        '<div role="banner">x</div>',
        '<div role="contentinfo">x</div>',
        '<div role="search">x</div>',
        "<aside>x</aside>",
        "<footer>x</footer>",
        "<form><label>x</label><input></form>",
        "<dialog>x</dialog>",
    ],
)
def test_what_nobody_sees_or_what_belongs_to_the_page_is_no_line_and_is_reported(hidden: str) -> None:
    reading = read(f"<p>a</p>{hidden}<p>b</p>")
    assert lines(reading) == ["a", "b"]
    (found,) = reported(reading, "Z235")
    assert "„x“" in found.message


@pytest.mark.parametrize(
    "shown",
    [
        '<style>@media print { .a { display: none } }</style><p class="a">x</p>',
        '<p class="hidden-gem">x</p>',
        '<style>.a .b { display: none }</style><p class="b">x</p>',
        "<p style=\"content: 'display:none'\">x</p>",
        "<blockquote><p>x</p></blockquote>",
        "<form><h1>x</h1></form>",
        "<header><p>x</p></header>",
    ],
)
def test_what_may_be_seen_stays(shown: str) -> None:
    assert "x" in lines(read(f"<p>a</p><div>{shown}</div><p>b</p>")) or "header" in shown


def test_a_form_around_the_whole_page_only_encloses_it() -> None:
    page = "<form id='aspnetForm'><input type=hidden name=x><h1>Wege</h1><p>Wir gehen.</p></form>"
    reading = read(FRAMED.format(title="x", body=page))
    assert (reading.numbered.chapter.title, lines(reading)) == ("Wege", ["Wir gehen."])


def test_what_stands_outside_of_the_main_part_is_reported() -> None:
    reading = read(FRAMED.format(title="x", body="<div>Werbung</div><main><p>a</p></main><p>Danach</p>"))
    assert lines(reading) == ["a"]
    assert "Werbung" in reported(reading, "Z235")[0].message
    assert "2 Stellen" in reported(reading, "Z235")[0].message


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ('<div id="header"><a href="/">x</a></div>', "Der Kopf"),
        ('<div class="main-navigation">x</div>', "Navigation"),
        ('<ul class="menu"><li>x</ul>', "Navigation"),
        ('<div id="footer">x</div>', "Der Fuß"),
        ('<div id="sidebar">x</div>', "Eine Randspalte"),
    ],
)
def test_pages_without_the_newer_elements_name_their_parts(part: str, kind: str) -> None:
    reading = read(FRAMED.format(title="t", body=f"{part}<div id=content><h1>t</h1><p>a</p></div>"))
    assert lines(reading) == ["a"]
    assert [each.message.startswith(kind) for each in reported(reading, "Z235")] == [True]


def test_an_article_with_the_title_is_the_text_of_its_main_part() -> None:
    page = "<main><article><h1>t</h1><p>Ein langer Absatz mit Worten.</p></article><div><h2>Kommentare</h2><p>Toll!</p></div></main>"
    reading = read(FRAMED.format(title="t", body=page))
    assert lines(reading) == ["Ein langer Absatz mit Worten."]
    assert "Kommentare" in reported(reading, "Z235")[0].message


def test_the_way_to_the_top_of_the_page_is_no_line() -> None:
    assert lines(read('<p>a</p><p><a href="#top">nach oben</a></p>')) == ["a"]


# Looks


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>a <span style="font-weight:bold">b</span></p>', "Strong"),
        ('<p>a <span style="font-weight:600">b</span></p>', "Strong"),
        ('<p>a <span style="font-style:italic">b</span></p>', "Emphasis"),
        ('<p>a <span style="FONT-STYLE: Oblique">b</span></p>', "Emphasis"),
        ('<p>a <span style="text-decoration: underline">b</span></p>', "underline"),
        ('<p>a <span style="text-decoration-line:line-through">b</span></p>', "strike"),
        ('<p>a <span style="vertical-align:super">b</span></p>', "superscript"),
        ('<p>a <span style="vertical-align:sub">b</span></p>', "subscript"),
        ('<style>.x{font-weight:bold}</style><p>a <span class="y x">b</span></p>', "Strong"),
        ('<style>span.x, em{font-style:italic}</style><p>a <span class="x">b</span></p>', "Emphasis"),
        ("<p>a <s>b</s></p>", "strike"),
        ("<p>a <u>b</u></p>", "underline"),
        ("<p>a <cite>b</cite></p>", "Emphasis"),
    ],
)
def test_a_look_is_read_from_styles_as_from_elements(html: str, expected: str) -> None:
    (span,) = spans(html)
    assert (span.mark.value if isinstance(span, Marked) else type(span).__name__) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<p>a <span style="font-weight:400">b</span></p>',
        '<p>a <b style="font-weight:normal">b</b></p>',
        '<style>p .x{font-weight:bold}</style><p>a <span class="x">b</span></p>',
        '<p style="vertical-align:top">a b</p>',
    ],
)
def test_a_look_that_is_none_is_not_read(html: str) -> None:
    assert spans(html) == []


def test_a_look_of_a_whole_block_is_given_to_its_paragraphs_but_not_to_headings_and_links() -> None:
    found = blocks('<div style="font-weight:bold"><p>a</p>lose<h2>b</h2></div>')
    assert [type(each.content[0]).__name__ for each in found if isinstance(each, Paragraph)] == ["Strong", "Strong"]
    heading = next(each for each in found if isinstance(each, Heading))
    assert not any(isinstance(each, Strong) for each in heading.content)
    (link,) = spans('<p>a <a href="https://example.org"><span style="text-decoration:underline">b</span></a></p>')
    assert isinstance(link, Link)
    assert not any(isinstance(each, Marked) for each in link.content)


def test_an_element_around_whole_blocks_gives_its_look_to_each() -> None:
    found = blocks("<strong><p>a</p><ul><li>b</ul></strong>")
    assert isinstance(found[0], Paragraph)
    assert isinstance(found[0].content[0], Strong)
    assert isinstance(found[1], BulletList)
    assert isinstance(found[1].items[0].content[0], Strong)


def test_bold_that_ends_inside_of_bold_is_reported() -> None:
    assert codes(read('<p><b>a <span style="font-weight:normal">b</span></b></p>')) == {"Z236"}


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <mark>b</mark></p>",
        "<p>a <q>b</q></p>",
        "<p>a <code>b</code></p>",
        "<p>a <kbd>b</kbd></p>",
        '<p>a <abbr title="x">b</abbr></p>',
        "<p>a <small>b</small></p>",
        "<p>a <font color=red>b</font></p>",
        "<p>a b</p><hr>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<details><summary>a</summary>b</details>",
        "<center>a b</center>",
        '<p>a <span style="text-transform:uppercase">b</span></p>',
    ],
)
def test_what_no_edition_shows_is_reported_with_its_place_and_its_words_stay(html: str) -> None:
    reading = read(html)
    assert " ".join(lines(reading)) == "a b"
    assert codes(reading) == {"Z236"}
    assert all(each.place.line and each.place.column for each in reported(reading, "Z236"))


def test_a_term_stands_bold_above_its_explanation() -> None:
    first, second = blocks("<dl><dt>Weg</dt><dd>Wo man geht.</dd></dl>")
    assert isinstance(first, Paragraph)
    assert isinstance(first.content[0], Strong)
    assert isinstance(second, Paragraph)


def test_open_changes_are_refused_with_the_way_on() -> None:
    (fault,) = refused("<p>a <del>b</del></p>")
    assert fault.code == "Z228"
    assert "<s>" in fault.hint


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<input type=checkbox checked> a", "(angekreuzt)"),
        ("<input type=checkbox> a", "(nicht angekreuzt)"),
        ("<select><option>eins</option></select> a", "eins"),
        ("<textarea>Feld</textarea> a", "Feld"),
    ],
)
def test_a_field_to_fill_in_is_reported_with_what_it_says(html: str, words: str) -> None:
    reading = read(f"<p>{html}</p>")
    assert lines(reading) == ["a"]
    assert words in reported(reading, "Z224")[0].message


# Lists


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol type=a><li>x<li>y</ol>", ("a.", "b.")),
        ("<ol type=A start=3><li>x<li>y</ol>", ("C.", "D.")),
        ("<ol type=i><li>x<li>y<li>z</ol>", ("i.", "ii.", "iii.")),
        ("<ol type=I start=9><li>x<li>y</ol>", ("IX.", "X.")),
        ("<ol reversed><li>x<li>y<li>z</ol>", ("3.", "2.", "1.")),
        ("<ol><li value=4>x<li>y</ol>", ("4.", "5.")),
        ('<ol><li value="7b">x<li>y</ol>', ("7b.", "2.")),
        ('<ol style="list-style-type: upper-roman"><li>x<li>y</ol>', ("I.", "II.")),
        ('<ul style="list-style:none"><li>(1) x<li>(2) y</ul>', ("(1)", "(2)")),
        ('<ol style="list-style:none"><li>§ 1 x<li>§ 2 y</ol>', ("§ 1", "§ 2")),
        ("<ol start=27 type=a><li>x<li>y</ol>", ("aa.", "ab.")),
        ("<ol><li>x<li type=a>y</ol>", ("1.", "b.")),
        ('<ol style="list-style-type:lower-greek"><li>x<li>y</ol>', ("α.", "β.")),
        ('<ol style="list-style:decimal-leading-zero inside" start=9><li>x<li>y</ol>', ("09.", "10.")),
    ],
)
def test_the_label_of_an_item_is_the_one_that_a_browser_shows(html: str, expected: tuple[str, ...]) -> None:
    reading = read(html)
    assert labels(reading) == [expected]
    assert lines(reading) == ["x", "y", "z"][: len(expected)]


def test_a_list_that_shows_signs_has_none_of_its_own() -> None:
    (found,) = blocks('<ol style="list-style-type:disc"><li>x</ol>')
    assert isinstance(found, BulletList)
    assert "Z222" in codes(read('<ol style="list-style:none"><li>x</ol>'))


def test_a_style_sheet_says_how_a_list_counts() -> None:
    assert labels(read("<style>ol.r { list-style-type: lower-roman }</style><ol class=r><li>x<li>y</ol>")) == [
        ("i.", "ii.")
    ]


def test_two_lists_of_a_page_are_two_and_one_that_goes_on_is_one() -> None:
    assert len(blocks("<ul><li>x</ul><ul><li>y</ul>")) == 2
    assert len(blocks("<ol><li>x</ol><ol start=2><li>y</ol>")) == 1


# Notes


@pytest.mark.parametrize(
    "html",
    [
        '<p>a<sup id="r1"><a href="#n1">1</a></sup> b</p><ol><li id="n1">Note <a href="#r1">↩</a></li></ol>',
        '<p>a<a href="#n1" id="r1"><sup>1</sup></a> b</p><section class="footnotes"><hr><ol><li id="n1"><p>Note<a href="#r1">zurück</a></p></li></ol></section>',
        '<p>a<sup><a href="#n1">[1]</a></sup> b</p><p id="n1">[1] Note</p>',
        '<p>a<a name="r1"></a><a href="#n1">*</a> b</p><p><a name="n1"></a><a href="#r1">*</a> Note</p>',
        '<p>a<a class="sdfootnoteanc" name="n1anc" href="#n1sym"><sup>1</sup></a> b</p><div id="sdfootnote1"><p><a name="n1sym" href="#n1anc">1</a>Note</p></div>',
    ],
)
def test_a_note_stands_where_it_is_marked(html: str) -> None:
    reading = read(html)
    assert notes(reading) == ["Note"]
    assert lines(reading) == ["a b"]
    (paragraph,) = reading.numbered.chapter.blocks
    assert isinstance(paragraph, Paragraph)
    assert any(isinstance(each, Note) for each in paragraph.content)


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="#k1" id="i1">1</a> <a href="#k2">Kosten</a></p><h2 id="k1"><a href="#i1">Kosten</a></h2><p id="k2">x</p>',
        '<p>a <a href="#n1">1</a></p><p id="n1">Etwas anderes</p>',
        '<p>a <a href="#fehlt">1</a></p>',
        '<p>a <a href="#n1" id="r1">siehe dort unten</a></p><p id="n1">1 Note <a href="#r1">1</a></p>',
    ],
)
def test_a_link_inside_of_the_page_is_no_note_by_itself(html: str) -> None:
    assert notes(read(html)) == []


def test_a_note_with_another_mark_gets_its_number_and_one_that_is_called_twice_stands_twice() -> None:
    page = (
        '<p>a<sup id=r><a href="#n">*</a></sup> b<sup><a href="#n">*</a></sup></p><p id=n>* Note <a href="#r">↑</a></p>'
    )
    reading = read(page)
    assert notes(reading) == ["Note", "Note"]
    assert any("hat hier die Nummer 1" in each.message for each in reported(reading, "Z238"))
    assert any("mehrmals" in each.message for each in reported(reading, "Z238"))


@pytest.mark.parametrize("caption", ["<caption>{}</caption>", "<figcaption>{}</figcaption>"])
def test_notes_of_a_caption_are_counted_before_those_of_its_table(caption: str) -> None:
    mark = '<sup><a href="#n{0}" id="r{0}">{0}</a></sup>'
    rows = f"<tr><th>b{mark.format(2)}<tr><td>c"
    said = caption.format(f"d{mark.format(3)}")
    table = f"<table>{said}{rows}</table>" if "<caption" in said else f"<table>{rows}</table>{said}"
    body = f"<p>a{mark.format(1)}</p><figure>{table}</figure><p>e</p>"
    html = (
        body
        + "<ol>"
        + "".join(f'<li id="n{at}"><a href="#r{at}">{at}</a> Note {at}</li>' for at in (1, 2, 3))
        + "</ol>"
    )
    found = [
        (each.number, walk.plain(next(walk.text_blocks(each.blocks)).content)) for each in walk.notes(blocks(html))
    ]
    assert found == [(1, "Note 1"), (2, "Note 3"), (3, "Note 2")]


def test_a_comment_of_google_docs_is_no_note_and_its_links_lead_to_the_addresses_themselves() -> None:
    mark = '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
    link = '<a href="https://www.google.com/url?q=https://example.org/a?b%3D1&amp;sa=D&amp;source=editors">hier</a>'
    reading = read(
        f'<p>Siehe {link}.{mark}</p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Stimmt nicht!</span></p></div>'
    )
    assert (lines(reading), notes(reading)) == (["Siehe hier."], [])
    assert [each.message for each in reported(reading, "Z294")] == ["Kommentar nicht übernommen: „Stimmt nicht!“."]
    (found,) = (each for each in walk.text_blocks(reading.numbered.chapter.blocks))
    assert [each.target for each in found.content if isinstance(each, Link)] == ["https://example.org/a?b=1"]


def test_a_way_of_counting_that_is_not_known_is_reported() -> None:
    reading = read('<ol style="list-style-type:armenian"><li>x</ol>')
    assert (labels(reading), ["armenian" in each.message for each in reported(reading, "Z222")]) == ([("1.",)], [True])


def test_no_cell_reaches_beyond_its_part_of_a_table() -> None:
    part = "<tbody><tr><td rowspan={}>a<td>b<tr><td>c</tbody>"
    table = f"<table><thead><tr><th>x<th>y</thead>{part.format(0)}{part.format(9)}<tfoot><tr><td>d<td>e</tfoot></table>"
    (found,) = (each for each in blocks(f"<p>x</p>{table}") if isinstance(each, Table))
    assert [[cell.rows for cell in row] for row in found.rows] == [[2, 1], [1], [2, 1], [1], [1, 1]]


def test_the_shorthand_for_a_font_makes_words_bold_and_italic() -> None:
    assert [type(each) for each in spans('<span style="font:italic 12px serif">a</span>')] == [Emphasis]
    assert [type(each) for each in spans('<span style="font:normal 700 12px serif">a</span>')] == [Strong]
    assert spans('<span style="font:400 12px serif">a</span>') == []


# Word and LibreOffice


def test_words_filtered_html_has_its_title_lists_notes_and_no_contents() -> None:
    reading = case("word-gefiltert.html")
    assert reading.numbered.chapter.title == "Satzung über Märkte"
    assert lines(reading)[:3] == [
        "Der Rat der Stadt beschließt „diese“ Satzung – für 5 € Gebühr je Stand.",
        "1 Märkte",
        "Die Stadt hält drei Märkte:",
    ]
    assert labels(reading) == [("(1)", "(2)"), ("a)", "b)"), ("aa)", "bb)")]
    assert notes(reading) == ["Geändert am 2. März."]
    bullets = [each for each in walk.every(reading.numbered.chapter.blocks) if isinstance(each, BulletList)]
    assert [[walk.plain(item.content) for item in each.items] for each in bullets] == [["Obst", "Brot"], ["Äpfel"]]
    assert "Er dauert bis zum 23. Dezember." in lines(reading)
    assert any(isinstance(each, BlockQuote) for each in reading.numbered.chapter.blocks)
    assert codes(reading) == {"Z226", "Z235"}


def test_words_own_html_has_its_labels_and_its_comments_are_reported() -> None:
    reading = case("word.html")
    assert reading.numbered.chapter.title == "Hausordnung"
    assert lines(reading) == [
        "Der Verein Musterhof gibt sich diese Ordnung.",
        "I. Ruhe",
        "Ab 22 Uhr ist Ruhe.",
        "Auch im Hof.",
        "Feste sind am Wochenende erlaubt. Näheres hängt aus.",
        "Grillen nur mit Gas",
        "Ende.",
    ]
    assert labels(reading) == [("§ 1", "§ 2"), ("1.1",)]
    assert notes(reading) == ["Eingetragen seit 1998. Zweiter Absatz der Anmerkung."]
    (comment,) = reported(reading, "Z294")
    assert "Bitte noch die Uhrzeit prüfen." in comment.message
    assert "(Entwurf)" in reported(reading, "Z235")[0].message


def test_libreoffices_html_has_its_title_lists_notes_looks_and_tables() -> None:
    reading = case("libreoffice.html")
    found = list(walk.every(reading.numbered.chapter.blocks))
    assert reading.numbered.chapter.title == "Grüne Höfe für alle"
    assert labels(reading) == [("1.", "2."), ("a.", "b."), ("III.", "IV.")]
    assert notes(reading) == ["Beschluss des Ausschusses vom 4. Mai.", "Mit Geräten der Stadt."]
    assert [(each.level, walk.plain(each.content)) for each in found if isinstance(each, Heading)] == [
        (1, "Was gefördert wird"),
        (2, "Ablauf"),
        (1, "Was es kostet"),
    ]
    (table,) = [each for each in found if isinstance(each, Table)]
    assert [[cell.columns for cell in row] for row in table.header] == [[1, 2]]
    assert len(lines(reading)) == 17
    assert codes(reading) == {"Z236", "Z292"}


# Pictures


def test_a_picture_beside_the_page_is_kept_with_its_caption() -> None:
    page = '<p>a</p><figure><img src="bilder/weg.png" alt="Ein Weg"><figcaption>Am <b>Ufer</b></figcaption></figure>'
    reading = read(page, str(ROOT / "tests" / "cases" / "commonmark" / "seite.html"))
    picture = reading.numbered.chapter.blocks[1]
    assert isinstance(picture, Picture)
    assert (picture.alternative, walk.plain(picture.caption.content if picture.caption else ())) == (
        "Ein Weg",
        "Am Ufer",
    )
    assert codes(reading) == set()


@pytest.mark.parametrize(
    "source",
    [
        "../commonmark/bilder/weg.png",
        "/etc/passwd",
        "https://example.org/x.png",
        "//example.org/x.png",
        "data:image/png;base64,x",
        "bilder/../bilder/weg.png",
        "C:\\x.png",
        "bilder/fehlt.png",
        "",
        "%2e%2e/x.png",
        "a\0b.png".replace("\0", "&#1;"),
    ],
)
def test_a_picture_from_elsewhere_is_reported_and_its_caption_stays(source: str) -> None:
    page = f'<p>a</p><figure><img src="{source}" alt="Ein Weg"><figcaption>b</figcaption></figure>'
    reading = read(page, str(ROOT / "tests" / "cases" / "commonmark" / "seite.html"))
    assert lines(reading) == ["a", "b"]
    assert codes(reading) == {"Z224"}


def test_a_picture_without_words_is_reported() -> None:
    reading = read(
        '<p>a</p><p><img src="bilder/weg.png"></p>', str(ROOT / "tests" / "cases" / "commonmark" / "seite.html")
    )
    assert "Alternativtext" in reported(reading, "Z224")[0].message


# Tables that are none


def test_a_table_that_only_arranges_the_page_is_reported_and_its_cells_follow_each_other() -> None:
    reading = read("<table><tr><td><h2>Links</h2><p>a</p></td><td><p>b</p><ol><li>c</ol></td></tr></table>")
    assert lines(reading) == ["Links", "a", "b", "c"]
    assert codes(reading) == {"Z234"}


def test_a_table_or_a_list_in_a_cell_is_lines_of_the_cell_with_its_labels() -> None:
    inner = "<table><tr><td>1</td><td>2</td></tr></table><ol type=a><li>x<li><p>y</p></ol>"
    reading = read(f"<p>a</p><table><tr><th>Weg</th></tr><tr><td>Ufer{inner}</td></tr></table>")
    table = reading.numbered.chapter.blocks[1]
    assert isinstance(table, Table)
    assert walk.plain(table.rows[0][0].content) == "Ufer\n1 2\na. x\nb. y"
    assert len(reported(reading, "Z234")) == 2


# Encodings


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<META CHARSET='ISO-8859-15'>", "iso8859-15"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta content='text/html;charset=utf-8' http-equiv=content-type>", "utf-8"),
        ('<meta charset="macintosh">', "mac-roman"),
    ],
)
def test_a_page_is_read_by_the_encoding_that_it_declares(head: str, codec: str) -> None:
    text = f"<html><head>{head}</head><body><p>Für € 5 – „Bäume“</p></body></html>"
    if codec == "iso8859-15":
        text = text.replace("–", "-").replace("„", '"').replace("“", '"')
    reading = read(text.encode(codec))
    assert lines(reading)[0].startswith("Für € 5")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_page_with_the_mark_of_utf_16_is_read(codec: str) -> None:
    assert lines(read(("\ufeff" + '<html><meta charset="unicode"><p>Bäume</p></html>').encode(codec))) == ["Bäume"]


def test_xhtml_is_read_by_the_encoding_of_its_xml_declaration() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Bäume<br/>a</p></body></html>'
    assert lines(read(text.encode("latin-1"))) == ["Bäume", "a"]


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ('<meta charset="windows-1252">\n<p>Bäume</p>'.encode(), (2, 5)),
        (b'<p>a</p>\n<meta charset="klingonisch">\n<p>B\xe4ume</p>', (2, 1)),
        (b'<meta charset="windows-1252">\n<p>a\x81</p>', (2, 5)),
        (b'<meta charset="windows-1252"><p>a</p>\n<meta charset="iso-8859-2"><p>B\xe4ume</p>', (2, 1)),
        (b'<meta charset="utf-16">\n<p>B\xe4ume</p>', (1, 1)),
        ("\ufeff<p>Bäume</p>".encode("utf-16-le") + b"\0", (1, 13)),
    ],
)
def test_a_declaration_that_the_bytes_contradict_is_refused_with_its_place(page: bytes, place: tuple[int, int]) -> None:
    (fault,) = refused(page)
    assert (fault.code, (fault.place.line, fault.place.column)) == ("Z237", place)
    assert fault.hint


def test_a_declaration_in_a_comment_is_none() -> None:
    (fault,) = refused(b'<!-- <meta charset="windows-1252"> --><p>B\xe4ume</p>')
    assert fault.code == "Z103"


# What stands where


def test_comments_conditions_and_quoted_signs_are_no_text() -> None:
    page = "<!-- <p> --><![if !x]><p title='a > b < c'>a</p><![endif]><p data-x=\"<b>\">b</p><?xml:namespace prefix = o /><p title=it's>c</p>"
    assert lines(read(page)) == ["a", "b", "c"]


def test_a_script_or_a_style_may_hold_any_sign() -> None:
    assert lines(read('<script>if (a < b) { x = "<p" }</script><style>a > b { }</style><p>a</p>')) == ["a"]


def test_elements_that_end_themselves_in_xml_hold_nothing() -> None:
    page = f"<p>a<o:p/> b</p><svg>{'<path d=x />' * 300}</svg><p>c</p>"
    assert lines(read(page)) == ["a b", "c"]


def test_what_stands_before_and_after_the_numbered_text_has_no_lines_and_is_reported() -> None:
    reading = read(f"<h2>Antrag</h2><p>{number(10)}Wir gehen.</p><h3>Begründung</h3><p>Darum.</p>")
    assert lines(reading) == ["Wir gehen."]
    assert len(reported(reading, "Z227")) == 2


def test_headings_with_numbers_stand_below_the_one_without_that_leads_to_them() -> None:
    found = blocks(
        "<html><title>A</title><body><h1>A</h1><h2>Antragstext</h2>"
        f"<h3>{number(1)}Wärme</h3><p>{number(2)}Wir heizen.</p><h2>Begründung</h2><h3>Kosten</h3></body></html>"
    )
    assert [(each.level, walk.plain(each.content)) for each in found if isinstance(each, Heading)] == [
        (1, "Antragstext"),
        (2, "Wärme"),
        (1, "Begründung"),
        (2, "Kosten"),
    ]


def test_a_web_page_saved_as_an_archive_is_refused_by_its_name() -> None:
    page = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n\r\n<html><p>a</p></html>\r\n'
    )
    (fault,) = refused(page)
    assert (fault.code, "gefiltert" in fault.hint) == ("Z258", True)


# The cases of the issue


def test_the_page_with_a_table_has_it_in_place_with_all_its_rows() -> None:
    reading = case("seite-mit-tabelle.html")
    assert reading.numbered.chapter.title == "Radwege"
    assert lines(reading) == ["Der Rat beschließt den Ausbau.", "Kosten", "Die Wege kosten:", "Das steht im Haushalt."]
    table = reading.numbered.chapter.blocks[3]
    assert isinstance(table, Table)
    assert [[walk.plain(cell.content) for cell in row] for row in table.rows] == [
        ["Ufer", "12 Mio."],
        ["Berg", ""],
        ["Tal", "3 Mio."],
    ]


def test_merged_cells_are_merged() -> None:
    table = case("verbundene-zellen.html").numbered.chapter.blocks[2]
    assert isinstance(table, Table)
    assert [[(cell.columns, cell.rows) for cell in row] for row in (*table.header, *table.rows)] == [
        [(1, 2), (2, 1)],
        [(1, 1), (1, 1)],
        [(1, 1), (2, 1)],
        [(1, 2), (1, 1), (1, 1)],
        [(1, 1), (1, 1)],
    ]


def test_the_rest_of_html_is_kept_or_reported_each() -> None:
    reading = case("html-reste.html")
    first = reading.numbered.chapter.blocks[0]
    assert isinstance(first, Paragraph)
    assert [type(each).__name__ for each in first.content if not isinstance(each, Text)] == ["Strong", "Emphasis"]
    assert "unsichtbar" not in " ".join(lines(reading))
    said = " ".join(each.message for each in reading.diagnostics)
    for words in (
        "unsichtbar",
        "„m“",
        "„Zitat“",
        "„code“",
        "„k“",
        "„Abkürzung“",
        "<dl>",
        "<details>",
        "<hr>",
        "<font>",
        "<small>",
        "<center>",
        "angekreuzt",
        "eins",
        "Feld",
        "<strong>",
        "„Weg“",
    ):
        assert words in said, words


def test_the_numbers_of_openslides_count_wherever_they_begin() -> None:
    reading = case("openslides-ab-10.html")
    assert [line.number for line in concordance(reading.numbered)] == [10, 11, 12, 13]
    assert lines(reading)[3] == "verschwinden."
    assert codes(reading) == {"Z213", "Z215"}


def test_a_motion_of_eighty_characters_a_line_is_proved() -> None:
    reading = case("antrag-80.json")
    assert lines(reading)[1] == "muss selbstverständlich sein."
    assert codes(reading) == set()


def test_an_amendment_is_refused_with_the_way_on() -> None:
    (fault,) = refused((CASES / "aenderungsantrag.json").read_bytes())
    assert (fault.code, fault.place.line) == ("Z228", 1)
    assert "spätere Fassung" in fault.hint


def test_a_soft_hyphen_counts_as_the_rule_says_and_is_reported() -> None:
    reading = read("<p>Trenn&shy;zeichen</p>")
    assert lines(reading) == ["Trenn\u00adzeichen"]
    assert "U+00AD" in reported(reading, "Z226")[0].message


# Nothing is lost


_PIECES = (
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<ul>",
    "</ul>",
    "<ol type=i>",
    "</ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<th>",
    "<caption>",
    "</caption>",
    "<thead>",
    "</thead>",
    '<a href="#n1" id="r1">1</a>',
    '<p id="n1">',
    '<a href="#r1">1</a>',
    "<sup>",
    "</sup>",
    '<span style="font-weight:bold">',
    "</span>",
    '<span style="mso-list:Ignore">1.',
    '<p class=MsoListParagraph style="margin-left:36pt">',
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span>",
    "<p class=MsoTitle>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<blockquote>",
    "</blockquote>",
    "<q>",
    "</q>",
    "<pre>",
    "</pre>",
    "<br>",
    "<hr>",
    "<section>",
    "</section>",
    "<center>",
    "</center>",
    "<menu>",
    "</menu>",
    '<ul style="list-style:none">',
    "(1) ",
    "&nbsp;",
    "<legend>",
    '<td scope="row">',
    "<th colspan=2>",
    "<strong>",
    "</strong>",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_every_word_of_a_page_is_in_the_chapter_or_in_a_message(pieces: list[str]) -> None:
    page = "<p>" + "".join(f"{piece}wort{at}z " for at, piece in enumerate(pieces))
    closed = page + "".join(
        f"</{name}>" for name in ("span", "b", "strong", "q", "sup", "s", "a", "caption", "th", "td", "tr", "thead")
    )
    reading, faults = outcome(closed.encode())
    assert reading or faults
    if reading:
        said = outline.tree(reading.numbered) + reading.numbered.chapter.title
        said += " ".join(each.message for each in reading.diagnostics)
        assert [at for at in range(len(pieces)) if f"wort{at}z" not in said] == []


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>a<ul>b<li>c</ul></td><td>d</td></tr></table>",
        "<table><caption>a</caption><tr><td></td></tr></table>",
        "<table><tr><th>x</th></tr><tr><td><table>a<tr>b<td>c</td></tr></table></td></tr></table>",
        "<table>a<tr><td><h2>b</h2></td></tr></table>",
    ],
)
def test_words_beside_cells_and_items_stay(page: str) -> None:
    said = outline.tree(read(f"<p>davor</p>{page}").numbered)
    assert all(
        word in said for word in set("abcd") & set(page.replace("table", "").replace("caption", "").replace("td", ""))
    )


# Bad input


HOSTILE = {
    "cut in a tag": ("<p>a</p><p", "Z221"),
    "cut in a comment": ("<p>a</p><!-- x", "Z221"),
    "cut in a value": ('<p>a</p><p title="x', "Z221"),
    "cut in a script": ("<p>a</p><script>x", "Z221"),
    "cut in a list": ("<p>a</p><ul><li>x", "Z221"),
    "cut in a page": ("<html><body><main><p>a</p>", "Z221"),
    "100,000 levels": ("<div>" * 100_000, "Z230"),
    "100,000 levels of lists": ("<ul><li>" * 100_000 + "a", "Z230"),
    "100,000 levels of links": ("<a href='#x'>" * 100_000, "Z230"),
    "15 MB of tags": ("<p>a</p>" * 1_900_000, "Z230"),
    "half tags": ("<a " * 190_000, "Z221"),
    "15 MB of half tags": ("<a " * 5_000_000, "Z230"),
    "half values": ('<a x="' * 190_000 + "'", "Z221"),
    "half comments": ("<!--" * 190_000, "Z221"),
    "half conditions": ("<![if " * 190_000, "Z221"),
    "entities": ('<!DOCTYPE html [<!ENTITY a "&b;&b;">]><p>&a;</p>', "Z221"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_cut_off_and_hostile_html_is_refused_soon_with_place_and_hint(name: str) -> None:
    html, code = HOSTILE[name]
    begin = time.process_time()
    found = refused(html)
    assert time.process_time() - begin < 10
    assert [each.code for each in found] == [code]
    assert all(each.place.line for each in found)


LARGE = {
    "one paragraph": "<p>" + "Wort " * 2_900_000 + "</p>",
    "notes": "<p>"
    + "".join(f'<a href="#n{at}" id="r{at}">{at % 1000}</a> ' for at in range(4_000))
    + "</p>"
    + "".join(f'<p id="n{at}">x <a href="#r{at}">↑</a></p>' for at in range(4_000)),
    "one note often": "<p>" + '<a href="#n" id="r">1</a> ' * 10_000 + '</p><p id="n">1 x <a href="#r">1</a></p>',
    "styles": "<style>" + "".join(f".a{at}{{font-weight:bold}}" for at in range(50_000)) + "</style><p>a</p>",
    "open styles": "<style>" + "a{" * 1_000_000 + "</style><p>a</p>",
    "a style": f'<p style="{"a:b;" * 1_000_000}">a</p>',
    "attributes": f"<p {'a=b ' * 400_000}>a</p>",
    "layout": "<table><tr><td>" * 30 + "<h2>a</h2>" * 4_000 + "</td></tr></table>" * 30,
    "lists": '<ol><li value="1.1">a</ol>' * 5_000,
    "looks": '<span style="font-weight:bold">' * 100 + "<i>a</i> " * 8_000 + "</span>" * 100,
    "letters in a style": f'<p style="{"a" * 1_900_000}">a</p>',
    "quotes in a style": "<p style='" + '"' * 1_900_000 + "'>a</p>",
    "open comments in styles": "<style>" + "/*" * 2_000_000 + "</style><p>a</p>",
    "names": f'<p id="{"_cybotcookiebot" * 120_000}" class="{"a" * 1_900_000}">a</p>',
    "a type of seven points": f'<p class=MsoNormal>a <span style="{"7pt/a" * 380_000}">b</span></p>',
    "classes": "<p>" + "class=" * 100_000 + "</p>",
    "loose ends": "</p>" * 60_000 + "<p>a</p>",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_large_page_is_read_or_refused_in_linear_time(name: str) -> None:
    begin = time.process_time()
    reading, faults = outcome(LARGE[name].encode())
    assert lines(reading) if reading else all(each.place.line for each in faults)
    assert time.process_time() - begin < 10


def test_every_truncation_of_a_page_is_read_or_refused_with_a_place() -> None:
    page = Path(CASES / "ratsseite.html").read_bytes()
    for end in range(0, len(page), 97):
        reading, faults = outcome(page[:end])
        assert reading or all(each.place.line or each.code == "Z102" for each in faults)
