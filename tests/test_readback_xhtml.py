"""Lines from hand-made XHTML: what belongs to a line, how it joins, and what is stray."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from pipeline.checks import units
from pipeline.readback import containers, xhtml
from pipeline.readback.reading import ChapterReading, FileReading, Stated, UnreadableError
from pipeline.text import events
from pipeline.text.concordance import Join


def number(of: int, shown: int | None = None) -> str:
    return f'<span class="number" data-number="{shown or of}" aria-hidden="true"></span>'


def line(of: int, text: str, classes: str = "") -> str:
    return f'<span class="{f"line {classes}".strip()}" id="zeile-{of}">{number(of)}{text}</span>'


def page(body: str, head: str = "<title>Probe</title>") -> bytes:
    return (
        f'<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="de"><head>{head}</head>'
        f'<body><article class="chapter">{body}</article></body></html>'
    ).encode()


def read_file(body: str) -> FileReading:
    return xhtml.web_page(page(body))


def read(body: str) -> ChapterReading:
    """The only chapter, with what the file says around it."""
    whole = read_file(body)
    [chapter] = whole.chapters
    return replace(chapter, titles=whole.titles, contents=whole.contents, remarks=whole.remarks)


def rows(reading: ChapterReading) -> list[tuple[int, str, Join | None]]:
    return [(each.number, each.text, each.join) for each in reading.lines]


def said(reading: ChapterReading) -> list[str]:
    return [*events.rows(reading.transcript or ())]


def test_a_line_runs_to_the_next_anchor_or_to_the_end_of_its_block() -> None:
    reading = read(f"<p>{line(1, 'eins ', 'turn')}{line(2, 'zwei')}</p><p>{line(3, 'drei')}</p>")
    assert rows(reading) == [(1, "eins", Join.SPACE), (2, "zwei", Join.END), (3, "drei", Join.END)]
    assert not reading.stray
    assert not reading.remarks


def test_a_line_goes_on_through_emphasis_and_fragments_without_anchor() -> None:
    body = f'<p>{line(1, "ein <em>sehr</em> ")}<strong><span class="line turn">langer </span>{line(2, "Satz")}</strong><span class="line"> hier</span></p>'
    assert rows(read(body)) == [(1, "ein sehr langer", Join.SPACE), (2, "Satz hier", Join.END)]


def test_a_hyphen_of_the_text_joins_and_a_hyphen_of_the_rule_is_known_by_its_class() -> None:
    body = f"<p>{line(1, 'sozial-', 'turn')}{line(2, 'ökologische Donau', 'turn hyphen')}{line(3, 'dampfer')}</p>"
    assert [each.join for each in read(body).lines] == [Join.NONE, Join.HYPHEN, Join.END]


def test_a_list_inside_an_item_ends_the_text_of_the_item() -> None:
    reading = read(f"<ul><li>{line(1, 'außen')}<ul><li>{line(2, 'innen')}</li></ul></li></ul>")
    assert rows(reading) == [(1, "außen", Join.END), (2, "innen", Join.END)]
    assert said(reading) == [
        "list",
        "  item label=''",
        "    line 1",
        "    'außen'",
        "    list",
        "      item label=''",
        "        line 2",
        "        'innen'",
    ]


def test_a_counting_list_is_known_by_its_start() -> None:
    reading = read(f'<ol start="3"><li>{line(1, "drei")}</li></ol>')
    assert said(reading)[:2] == ["list", "  item label='3.'"]


def test_the_number_of_a_note_that_is_text_is_that_of_its_place() -> None:
    """In a book, where not every program counts; what stands in the item before it makes it no label."""

    def notes(label: str) -> ChapterReading:
        back = '<p class="back furniture"><a role="doc-backlink" href="#ruf">↩</a></p>'
        item = f'<li><div id="n">{label}Gezählt.</p>{back}</div></li>'
        call = '<sup class="furniture"><a class="call" href="#n" id="ruf" aria-label="Anmerkung 1">1</a></sup>'
        listed = (
            f'<section class="notes"><h2 class="furniture">Anmerkungen</h2><ul class="labelled">{item}</ul></section>'
        )
        return read(f"<p>{line(1, f'eins{call}')}</p>{listed}")

    right = notes('<p><span class="label furniture">1. </span>')
    assert said(right)[-3:] == ["note number='1'", "  paragraph", "    'Gezählt.'"]
    assert [each.message for each in right.remarks] == []
    for label in ('<p><span class="label furniture">2. </span>', "<p>", '<p>x<span class="label furniture">1. </span>'):
        assert any("trägt die Nummer" in each.message for each in notes(label).remarks)


def test_headings_have_their_level_and_the_title_is_no_heading_of_the_text() -> None:
    reading = read(f"<h1>Probe</h1><h2>{line(1, 'Teil')}</h2><h3>{line(2, 'Stück')}</h3>")
    assert [each for each in said(reading) if each.startswith("heading")] == [
        "heading level='1'",
        "heading level='2'",
    ]
    assert set(reading.titles) == {
        Stated("<h1>", "Probe"),
        Stated("<title>", "Probe"),
    }


def test_anchors_of_several_chapters_carry_a_slug() -> None:
    body = line(17, "Text").replace('id="zeile-17"', 'id="kapitel-a-zeile-17"')
    assert rows(read(f"<p>{body}</p>")) == [(17, "Text", Join.END)]


def test_a_line_break_is_no_space() -> None:
    assert read(f"<p>{line(1, 'nicht<br/>nur')}</p>").lines[0].text == "nicht\nnur"


def test_a_line_break_at_the_end_of_a_line_is_its_join() -> None:
    reading = read(f"<p>{line(1, 'eins<br/>', 'turn')}{line(2, 'zwei')}</p>")
    assert rows(reading) == [(1, "eins", Join.BREAK), (2, "zwei", Join.END)]


def test_comments_are_no_text_and_take_none_away() -> None:
    assert read(f"<p>{line(1, 'ei<!-- x -->ns')}</p>").lines[0].text == "eins"


@pytest.mark.parametrize(
    "hidden",
    ['aria-hidden="true"', 'hidden=""', 'class="furniture"', 'style="display: none"', 'role="doc-pagebreak"'],
)
def test_words_hidden_inside_a_line_are_lost_words(hidden: str) -> None:
    reading = read(f"<p>{line(1, f'eins <span {hidden}>zwei</span> drei')}</p>")
    assert reading.lines[0].text == "eins  drei"
    assert [each.code for each in reading.remarks] == ["Z612"]


@pytest.mark.parametrize(
    "furniture",
    [
        '<p class="furniture">Zeilen 1 bis 2</p>',
        "<nav><ol><li>Inhalt</li></ol></nav>",
        '<div role="doc-pagebreak">7</div>',
        "<div> \n </div>",
    ],
)
def test_furniture_between_the_lines_is_not_stray(furniture: str) -> None:
    body = f"<p>{line(1, 'eins')}</p>{furniture}<p>{line(2, 'zwei')}</p>"
    assert said(read(body)) == ["paragraph", "  line 1", "  'eins'", "paragraph", "  line 2", "  'zwei'"]


@pytest.mark.parametrize("stray", ["<p>Zusatz</p>", "<div>Zusatz</div>", "Zusatz"])
def test_text_between_the_lines_is_stray(stray: str) -> None:
    _, found, _ = units.units(read(f"<p>{line(1, 'eins')}</p>{stray}<p>{line(2, 'zwei')}</p>").transcript or ())
    assert (found.line, found.after, found.text) == (None, 1, "Zusatz")


def test_text_before_the_first_line_of_a_block_is_stray() -> None:
    assert said(read(f"<p>Zusatz {line(1, 'eins')}</p>"))[:2] == ["paragraph", "  'Zusatz '"]


def test_a_visible_number_is_a_witness_of_the_anchor() -> None:
    shown = line(1, "eins").replace('data-number="1"', 'data-number="2"')
    assert [each.number for each in read(f"<p>{shown}</p>").lines[0].witnesses] == [2]
    bare = line(1, "eins").replace(number(1), "")
    assert [each.number for each in read(f"<p>{bare}</p>").lines[0].witnesses] == [None]


def test_an_anchor_without_the_words_of_its_line_is_remarked() -> None:
    body = f'<p><span class="line" id="zeile-1"></span><span class="line">{number(1)}eins</span></p>'
    assert [each.code for each in read(body).remarks] == ["Z606"]


def test_a_line_end_that_is_not_marked_is_remarked() -> None:
    assert [each.code for each in read(f"<p>{line(1, 'eins ')}{line(2, 'zwei')}</p>").remarks] == ["Z605"]


def test_the_line_edition_has_three_witnesses_of_each_number() -> None:
    edition = '<section><ol><li id="fassung-1"><a href="#zeile-2">Zeile 3:</a> eins</li><li>Zusatz</li></ol></section>'
    reading = read(f"<p>{line(1, 'eins')}</p>{edition}")
    assert reading.line_edition
    (row,) = reading.line_edition
    assert (row.number, row.text, [each.number for each in row.witnesses]) == (1, "eins", [3, 2])
    assert [each.text for each in reading.stray if each.text == "Zusatz"]


def test_an_element_that_browsers_leave_open_is_remarked() -> None:
    reading = read(f"<p>{line(1, 'eins')}<span/></p>")
    assert [each.code for each in reading.remarks] == ["Z608"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"kein XML",
        b"<html><p></html>",
        b"<svg/>",
        b'<!DOCTYPE html [<!ENTITY x "boo">]><html><body>&x;</body></html>',
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>',
        b"<a>" * 300 + b"</a>" * 300,
        "<html>ä</html>".encode("latin-1"),
    ],
)
def test_what_is_no_harmless_xhtml_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        xhtml.web_page(data)


def zipped(*entries: tuple[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return result.getvalue()


CONTAINER = b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>'
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xml:lang="de"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Probe</dc:title><dc:language>de</dc:language></metadata><manifest>"
    '<item id="b" href="zwei%20b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="eins.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="{}"/></spine></package>'
)


def book(second: str = "b") -> bytes:
    return zipped(
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("O/p.opf", PACKAGE.format(second).encode()),
        ("O/zwei b.xhtml", page(f"<p>{line(2, 'zwei')}</p>")),
        ("O/eins.xhtml", page(f"<p>{line(1, 'eins')}</p>")),
    )


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    reading = xhtml.epub(book())
    assert [each.number for each in reading.chapters[0].lines] == [1, 2]
    assert Stated("dc:title", "Probe") in reading.titles
    assert Stated("Sprache des Pakets", "de") in reading.languages


def test_a_book_whose_spine_names_nothing_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        xhtml.epub(book("c"))


def test_a_zip_bomb_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "LARGEST", 1000)
    with pytest.raises(UnreadableError, match="mehr als 1000"):
        containers.members(zipped(("a", b"0" * 600), ("b", b"0" * 600)))


def test_a_zip_with_too_many_or_equal_members_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(("a", b""), ("a", b""))
    with pytest.raises(UnreadableError, match="zweimal"):
        containers.members(twice)
    monkeypatch.setattr(containers, "MOST_MEMBERS", 1)
    with pytest.raises(UnreadableError, match="Einträge"):
        containers.members(zipped(("a", b""), ("b", b"")))
