"""Texts written here: CommonMark becomes the model whole, or somebody is told where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import HEAD, ROOT, TEXT, read
from everything import png
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import InputRefusal, Refusal
from pipeline.publication.settings import Publication
from pipeline.sources import commonmark, forms
from pipeline.sources.commonmark import front_matter_fields
from pipeline.text import list_labels, outline, walk
from pipeline.text.concordance import concordance
from pipeline.text.model import (
    Alignment,
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Chapter,
    Emphasis,
    Heading,
    LineBreak,
    LineStart,
    Link,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Strong,
    Table,
    Text,
)

CASE = ROOT / "tests" / "cases" / "commonmark" / "wege.md"
FRONT = "---\ntitle: Probe\nresolved: 2026-03-02\n---\n\n"


def chapter(body: str, front: str = FRONT) -> Chapter:
    return read(front + body).numbered.chapter


def block(body: str) -> Block:
    (only,) = chapter(body).blocks
    return only


def said(body: str) -> str:
    """The running text of all blocks, one a line."""
    return "\n".join(walk.plain(each.content) for each in walk.text_blocks(chapter(body).blocks))


def told(body: str, front: str = FRONT) -> list[tuple[str, int, int]]:
    """Code, line and column of all that is told of the text; lines count from the first of its body."""
    lines = front.count("\n")
    try:
        found = read(f"{front}{body}\n").diagnostics
    except InputRefusal as refusal:
        found = refusal.diagnostics
    return [(each.code, max(each.place.line - lines, 0), each.place.column) for each in found]


def front_faults(head: str) -> list[tuple[str, int, int]]:
    with pytest.raises(InputRefusal) as caught:
        read(f"---\n{head}\n---\n\nText.\n")
    return [(each.code, each.place.line, each.place.column) for each in caught.value.diagnostics]


# The whole


def test_a_text_with_everything_becomes_the_model(golden: Callable[[str, str], None]) -> None:
    golden("commonmark.txt", outline.tree(forms.read(CASE).numbered))


def test_a_picture_is_read_from_beside_the_text() -> None:
    (picture,) = (each for each in forms.read(CASE).numbered.chapter.blocks if isinstance(each, Picture))
    assert (picture.file, picture.width, picture.height, picture.data) == ("bilder/weg.png", 32, 20, png(32, 20))
    assert picture.caption is not None
    assert walk.plain(picture.caption.content) == "Der Uferweg heute"


def test_places_are_those_of_the_file() -> None:
    lines = CASE.read_text(encoding="utf-8").split("\n")
    texts = [
        leaf
        for each in walk.text_blocks(forms.read(CASE).numbered.chapter.blocks)
        for leaf in walk.leaves(each.content)
        if isinstance(leaf, Text)
        and not isinstance(each.node, Caption)  # of a picture, it has the place of its picture
    ]
    for leaf in texts:
        assert leaf.place is not None
        assert lines[leaf.place.line - 1][leaf.place.column - 1 :].lstrip("`<").startswith(leaf.text[:4].rstrip())
    assert len(texts) > 40


# Recognition


@pytest.mark.parametrize(
    "text", [FRONT, "# Titel\n\nText.\n", "Nur Text.\n", "---\n---\n", "[Klammer] am Anfang\n", "+++\na\n"]
)
def test_front_matter_and_markdown_without_numbers_are_commonmark(text: str) -> None:
    assert commonmark.recognises(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "3 a\n5 b\n- 7 c\n\n9 d\n",
        '{"title": "a"}',
        "[]",
        '[\n {"a": 1}]',
        "<!DOCTYPE html>",
        "<html>",
        "<p>a",
        HEAD + "Ohne Nummern.\n",
    ],
)
def test_numbers_json_html_and_exports_are_not(text: str) -> None:
    assert not commonmark.recognises(text)


def test_front_matter_before_numbered_lines_is_told() -> None:
    assert ("Z256", 0, 0) in told("1 Erste Zeile\n2 Zweite Zeile\n")


# Front matter


def test_front_matter_says_what_the_text_is() -> None:
    numbered = forms.read(CASE).numbered
    found = numbered.chapter
    assert (found.title, found.kind, found.section) == ("Wege: für alle", "Beschluss", "Text")
    assert (found.resolution.body, found.resolution.day) == ("Rat der Stadt Musterstadt", date(2026, 3, 2))
    assert found.details == (("Tagesordnung", "TOP 3"),)
    assert (numbered.rule.width, concordance(numbered)[0].number) == (60, 5)


@pytest.mark.parametrize("day", ["2025-05-03", "03.05.2025", "3. 5. 2025"])
def test_a_day_is_written_in_one_of_two_ways(day: str) -> None:
    assert chapter("Text.", f"---\ntitle: a\nresolved: {day}\n---\n").resolution.day == date(2025, 5, 3)


@pytest.mark.parametrize("value", ["no", "1.0", "0x1F", "2025-05-03", "null", "~", "1_000", "Bürger*innen", "'a: b'"])
def test_a_value_is_the_characters_that_are_written(value: str) -> None:
    assert chapter("Text.", f"---\ntitle: {value}\n---\n").title == value.strip("'")


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("title: a\ntitel: b", ("Z241", 3, 1)),
        ("title: a\ntitle: b", ("Z241", 3, 1)),
        ("title: a\ndetails:\n  x: 1\n  x: 2", ("Z241", 5, 3)),
        ("title: a\nslug: b", ("Z241", 3, 1)),
        ("title:", ("Z242", 2, 1)),
        ("title: a\nresolved: 2025-02-30", ("Z242", 3, 1)),
        ("title: a\nresolved: gestern", ("Z242", 3, 1)),
        ("title: a\nwidth: breit", ("Z242", 3, 1)),
        ("title: a\nwidth: 0", ("Z242", 3, 1)),
        ("title: a\nwidth: ٨٠", ("Z242", 3, 1)),
        ("title: a\nfirst: 1.5", ("Z242", 3, 1)),
        ("title: |\n  a\n  b", ("Z242", 2, 1)),
        ("title: a: b", ("Z240", 2, 9)),
        ("title: [a, b]", ("Z240", 2, 8)),
        ("title: {a: b}", ("Z240", 2, 8)),
        ("title:\n  a: b", ("Z240", 3, 3)),
        ("title: a\ndetails: b", ("Z241", 3, 1)),
        ("title: a\ndetails:\n  x: [1]", ("Z240", 4, 6)),
        ("title: &a b", ("Z240", 2, 8)),
        ("title: *a", ("Z240", 2, 8)),
        ("title: !!python/object/apply:os.system [x]", ("Z240", 2, 8)),
        ("title: !!str a", ("Z240", 2, 8)),
        ("title: @a", ("Z240", 2, 8)),
        ("title: 'a", ("Z240", 2, 10)),
        ("title: a\n%YAML 1.1", ("Z240", 3, 10)),
        ("title: a\n<<: b", ("Z241", 3, 1)),
        ("title: " + "[" * 5000, ("Z240", 2, 16)),
        ("title: " + "a" * 19_000 + "\nkind: " + "a" * 19_000, ("Z240", 1, 1)),
    ],
)
def test_what_front_matter_cannot_be_is_told_with_its_place(head: str, fault: tuple[str, int, int]) -> None:
    assert front_faults(head)[0] == fault


def test_a_billion_laughs_are_refused_at_the_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a]" for n in range(9))
    assert front_faults(bomb) == [("Z240", 2, 4)]


def test_front_matter_without_end_is_refused() -> None:
    with pytest.raises(InputRefusal) as caught:
        read("---\ntitle: a\n\nText.\n")
    assert [each.code for each in caught.value.diagnostics] == ["Z240"]


def test_front_matter_in_toml_is_refused() -> None:
    assert ("Z240", 1, 1) in told('+++\ntitle = "a"\n+++\n\nText.\n', "")


def test_words_behind_a_number_sign_are_told() -> None:
    text = "---\ntitle: Wege # neu\n---\n\nText.\n"
    assert read(text).numbered.chapter.title == "Wege"
    assert next((each.code, each.place.line) for each in read(text).diagnostics) == ("Z251", 2)


def test_the_title_is_the_only_leading_heading_of_the_first_level() -> None:
    found = chapter("# Wege *für* alle\n\nText.\n", "")
    assert (found.title, len(found.blocks)) == ("Wege für alle", 1)


def test_a_heading_that_says_the_title_again_is_not_said_twice() -> None:
    assert [type(each) for each in chapter("# Probe\n\nText.\n").blocks] == [Paragraph]
    assert [type(each) for each in chapter("# Andere\n\nText.\n").blocks] == [Heading, Paragraph]


def test_several_headings_of_the_first_level_are_no_title() -> None:
    assert told("# Eins\n\nText.\n\n# Zwei\n", "")[0][0] == "Z201"


# Words


@pytest.mark.parametrize(
    "text",
    [
        "Senior*innen und Bürger*innen",
        "Senior_innen und Bürger_innen",
        "Kund:innen und Kolleg:innen",
        "der*die Kolleg*in und ein*e Freund*in",
        "Schüler*innenrat, Ärzt*innen-Kammer",
        "2*3*4 und 2 * 3 * 4",
        "a < b und b > c, <3",
        'Er sagte "so" -- und ging... (c) 1/2',
        "Punkt 1.2 [sic] und {x} ~alt",
        "www.example.org und a@example.org",
        "Absatz § 4 & Co.",
    ],
)
def test_what_is_no_markup_stays_to_the_letter(text: str) -> None:
    assert said(text) == text


def test_stars_around_words_with_stars_are_emphasis() -> None:
    paragraph = block("*Bürger*innen* und **Senior*innen**")
    assert isinstance(paragraph, Paragraph)
    assert [type(each) for each in paragraph.content if not isinstance(each, LineStart)] == [Emphasis, Text, Strong]
    assert walk.plain(paragraph.content) == "Bürger*innen und Senior*innen"


def test_two_stars_without_partner_are_text_and_told() -> None:
    assert said("Das **ist offen") == "Das **ist offen"
    assert told("Das **ist offen") == [("Z210", 1, 5)]


def test_a_soft_break_is_a_space_and_a_hard_one_a_break() -> None:
    assert said("eins\nzwei  \ndrei\\\n  vier") == "eins zwei\ndrei\nvier"
    paragraph = block("eins  \nzwei")
    assert isinstance(paragraph, Paragraph)
    assert sum(isinstance(leaf, LineBreak) for leaf in walk.leaves(paragraph.content)) == 1


def test_blanks_are_one_space() -> None:
    assert said("a  b\tc [ d ](https://example.org)  ` e  f `") == "a b c d e f"


def test_inline_code_keeps_its_words_and_is_told() -> None:
    assert said("Die Datei `a*b*c`.") == "Die Datei a*b*c."
    assert told("Die Datei `a*b*c`.") == [("Z251", 1, 11)]


@pytest.mark.parametrize("entity", ["&#0;", "&#x202e;", "&#1;", "&NewLine;"])
def test_an_invisible_character_by_its_name_is_refused(entity: str) -> None:
    found = [code for code, _, _ in told(f"a {entity} b")]
    assert found == ["Z104"]


def test_entities_are_the_characters_that_they_name() -> None:
    assert said("&auml;&amp;&lt;&nbsp;x") == "ä&<\xa0x"


# Blocks


def test_levels_of_headings_have_no_gaps() -> None:
    found = chapter("## A\n\n#### B\n\n### C\n\n## D\n\nText.\n").blocks
    assert [each.level for each in found if isinstance(each, Heading)] == [1, 2, 2, 1]
    assert [each.rank for each in found if isinstance(each, Heading)] == [2, 4, 3, 2]
    assert ("Z253", 3, 1) in told("## A\n\n#### B\n\n### C\n\n## D\n\nText.\n")


def test_an_ordered_list_keeps_the_numbers_that_are_written() -> None:
    for body, labels in (
        ("3. a\n4. b\n", ("3.", "4.")),
        ("1. a\n1. b\n", ("1.", "2.")),
        ("1. a\n3. b\n4. c\n", ("1.", "3.", "4.")),
        ("0. a\n1. b\n", ("0.", "1.")),
    ):
        found = block(body)
        assert isinstance(found, OrderedList)
        assert list_labels.labels(found) == labels


def test_a_parenthesis_stays_one() -> None:
    found = block("1) a\n2) b\n")
    assert isinstance(found, OrderedList)
    assert list_labels.labels(found) == ("1)", "2)")
    assert told("1) a\n2) b\n") == []


def test_an_item_holds_paragraphs_and_lists() -> None:
    found = block("- a\n\n  b\n\n  1. c\n  2. d\n")
    assert isinstance(found, BulletList)
    assert [type(each) for each in found.items[0].blocks] == [Paragraph, OrderedList]


def test_an_item_may_begin_with_a_quotation() -> None:
    found = block("- > a\n")
    assert isinstance(found, BulletList)
    assert found.items[0].content == ()
    assert isinstance(found.items[0].blocks[0], BlockQuote)


def test_preformatted_text_keeps_its_blanks_and_lines() -> None:
    for body in ("```\na  b\n\n\tc\n```\n", "    a  b\n\n    \tc\n"):
        found = block(body)
        assert isinstance(found, Preformatted)
        assert walk.plain(found.content) == "a  b\n\n    c"


def test_a_table_has_headers_alignments_and_a_caption() -> None:
    for between in ("", "\n"):
        found = chapter(f"a\n\n| A | B | C |\n|---|:-:|--:|\n| 1 | *2* |\n{between}Tabelle: Die **Zahlen**\n").blocks[1]
        assert isinstance(found, Table)
        assert found.alignments == (Alignment.START, Alignment.CENTER, Alignment.END)
        assert [[walk.plain(cell.content) for cell in row] for row in (*found.header, *found.rows)] == [
            ["A", "B", "C"],
            ["1", "2", ""],
        ]
        assert found.caption is not None
        assert walk.plain(found.caption.content) == "Die Zahlen"


def test_what_stands_close_below_a_table_is_told() -> None:
    assert ("Z257", 6, 1) in told("a\n\n| A | B |\n|---|---|\n| 1 | 2 |\nNoch Text\n")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("| A | B |\n|---|---|\n| 1 | 2 | drei |\n", "Z250"),
        ("| A |  |\n|---|---|\n| 1 | 2 |\n", "Z254"),
        ("|" + "a|" * 41 + "\n|" + "-|" * 41 + "\n", "Z252"),
        ("[foo]: https://example.org\n", "Z250"),
        ("[foo]\n\n[foo]: https://example.org\n[foo]: https://example.net\n", "Z250"),
        ("<mark>bunt</mark>\n", "Z243"),
        ("a <hr> b\n", "Z243"),
        ("<div>\nText\n</div>\n", "Z243"),
        ("<!-- nicht zeigen -->\n", "Z243"),
        ("a <script>alert(1)</script>\n", "Z243"),
        ("[a](javascript:alert(1))\n", "Z244"),
        ("[a](JAVASCRIPT:alert(1))\n", "Z244"),
        ("[a](data:text/html,x)\n", "Z244"),
        ("[a](https://)\n", "Z244"),
        ("[a](http://[)\n", "Z244"),
        ("<file:///etc/passwd>\n", "Z244"),
        ("[](https://example.org)\n", "Z254"),
        ("[^1]\n", "Z247"),
        ("a[^1]\n\n[^1]: b\n[^1]: c\n", "Z247"),
        ("a\n\n[^1]: b\n", "Z247"),
        ("a[^1]\n\n[^1]: b[^2]\n[^2]: c\n", "Z247"),
        ("a[^1]\n\n[^1]: b[^1]\n", "Z247"),
        ("a[^1]\n\n[^1]:\n", "Z247"),
        ("# Probe[^1]\n\na\n\n[^1]: b\n", "Z247"),
        ("-\n- a\n", "Z254"),
        ("- # a\n", "Z254"),
        ("> # a\n", "Z254"),
        ("##\n", "Z254"),
        ("Text ![Bild](a.png) Text\n", "Z254"),
        ("[Zeile 5](#zeile-4)\n", "Z249"),
        ("[Zeile 4–6](#zeile-4-5)\n", "Z249"),
        ("| A |\n|---|\n| 1 |\n", "Z255"),
        ("***\n", "Z255"),
        ("> " * 10 + "a\n", "Z252"),
        (">" * 19_000 + "a\n", "Z252"),
        ("- " * 9_000 + "a\n", "Z252"),
        ("1. " * 6_000 + "a\n", "Z252"),
        ("*a " * 30 + "b* " * 30 + "\n", "Z252"),
        ("\n".join("a" * 10_000 for _ in range(6)), "Z252"),
    ],
)
def test_what_cannot_be_kept_is_a_fault_with_its_place(body: str, code: str) -> None:
    with pytest.raises(InputRefusal) as caught:
        read(FRONT + body)
    assert code in [each.code for each in caught.value.diagnostics]
    assert all(each.place.line >= 6 for each in caught.value.diagnostics if each.code != "Z255")


@pytest.mark.parametrize(
    "body", ["[" * 10_000, "![" * 5_000, "[a](" * 3_000, "*a **" * 3_000, "a" + "`" * 15_000, "<" * 15_000]
)
def test_hostile_brackets_are_text(body: str) -> None:
    assert "".join(said(body).split()) == "".join(body.split())


@pytest.mark.parametrize("body", ["a\n\n***\n\nb", "a\n\n```python\nb\n```\n", '[a](https://example.org "Titel")'])
def test_what_markup_says_beyond_the_words_is_told(body: str) -> None:
    assert "Z251" in [code for code, _, _ in told(body)]


def test_links_lead_to_whole_addresses() -> None:
    for body, target in (
        ("[a](https://example.org/ä b)", None),
        ("[a](<https://example.org/ä b>)", "https://example.org/%C3%A4%20b"),
        ("[a]\n\n[a]: http://example.org", "http://example.org"),
        ("<https://example.org>", "https://example.org"),
        ("<a@example.org>", "mailto:a@example.org"),
        ("[a](tel:+4912345)", "tel:+4912345"),
    ):
        found = list(walk.text_blocks(chapter(body).blocks))
        links = [inline for inline in found[0].content if isinstance(inline, Link)]
        assert [each.target for each in links] == ([target] if target else [])


@pytest.mark.parametrize(
    ("body", "first", "last", "other"),
    [
        ("[siehe Zeile 36–37](#zeile-36)", 36, 37, ""),
        ("[siehe Zeilen 36 bis 37](#zeile-36)", 36, 37, ""),
        ("[dort](#zeile-36-37)", 36, 37, ""),
        ("[dort](#zeile-36)", 36, 36, ""),
        ("[Zeile 12 zum Verkehr](verkehr.md#zeile-12)", 12, 12, "verkehr"),
        ("[Zeile 12](verkehr-fuer-alle#zeile-12)", 12, 12, "verkehr-fuer-alle"),
    ],
)
def test_a_link_to_lines_is_a_reference(body: str, first: int, last: int, other: str) -> None:
    paragraph = block(body)
    assert isinstance(paragraph, Paragraph)
    (reference,) = (each for each in paragraph.content if isinstance(each, Reference))
    assert (reference.first, reference.last, reference.chapter) == (first, last, other)


def test_notes_are_counted_in_the_order_of_the_text() -> None:
    body = "a[^z] b[^a]\n\n[^a]: Zweite\n\n    mit Absatz\n[^z]: Erste\n"
    found = [(each.note, walk.plain(each.content)) for each in walk.text_blocks(chapter(body).blocks)]
    assert found == [(None, "a b"), (1, "Erste"), (2, "Zweite"), (2, "mit Absatz")]


def test_notes_of_a_caption_are_counted_before_those_of_its_table() -> None:
    body = "a[^1]\n\n| b[^2] |\n|---|\n| c[^3] |\n\nTabelle: d[^4]\n\ne[^5]\n\n"
    read_ = chapter(body + "".join(f"[^{at}]: Note {at}\n" for at in range(1, 6)))
    found = [
        (each.number, walk.plain(next(walk.text_blocks(each.blocks)).content)) for each in walk.notes(read_.blocks)
    ]
    assert found == [(1, "Note 1"), (2, "Note 4"), (3, "Note 2"), (4, "Note 3"), (5, "Note 5")]


def test_a_note_that_is_called_twice_is_said_twice_and_told() -> None:
    assert told("a[^1] b[^1]\n\n[^1]: c\n") == [("Z251", 1, 8)]
    assert said("a[^1] b[^1]\n\n[^1]: c\n").split("\n") == ["a b", "c", "c"]


def test_an_escaped_call_of_a_note_is_text() -> None:
    assert said("a\\[^1]") == "a[^1]"


# Pictures


def refused(folder: Path, body: str) -> list[str]:
    path = folder / "text.md"
    path.write_text(FRONT + "Text.\n\n" + body, encoding="utf-8")
    with pytest.raises(InputRefusal) as caught:
        forms.read(path)
    assert all(each.place.line == 8 for each in caught.value.diagnostics)
    return [each.code for each in caught.value.diagnostics]


@pytest.mark.parametrize(
    "name",
    [
        "fehlt.png",
        "../bild.png",
        "/etc/passwd",
        "https://example.org/a.png",
        "data:image/png;base64,AAAA",
        "a/../../bild.png",
        "%2e%2e/bild.png",
        "..%5Cbild.png",
        ".bild.png",
        "",
        "ordner",
        "kaputt.png",
        "bild.svg",
        "a" * 300 + ".png",
    ],
)
def test_a_picture_that_is_no_sound_file_beside_the_text_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "texte"
    (folder / "ordner").mkdir(parents=True)
    (tmp_path / "bild.png").write_bytes(png(4, 4))
    (folder / ".bild.png").write_bytes(png(4, 4))
    (folder / "kaputt.png").write_bytes(png(4, 4)[:40])
    (folder / "bild.svg").write_text("<svg/>", encoding="utf-8")
    assert refused(folder, f"![Bild](<{name}>)\n") == ["Z245"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "texte"
    folder.mkdir()
    (tmp_path / "bild.png").write_bytes(png(4, 4))
    (folder / "bild.png").symlink_to(tmp_path / "bild.png")
    (folder / "kreis.png").symlink_to(folder / "kreis.png")
    assert refused(folder, "![Bild](bild.png)\n") == ["Z245"]
    assert refused(folder, "![Bild](kreis.png)\n") == ["Z245"]


def test_a_picture_with_too_many_pixels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gross.png").write_bytes(png(1, 1).replace(b"\0\0\0\1\0\0\0\1\b", b"\0\1\0\0\0\1\0\0\b"))
    assert refused(tmp_path, "![Bild](gross.png)\n") == ["Z245"]


@pytest.mark.parametrize("alternative", ["", " ", "&nbsp;"])
def test_a_picture_without_alternative_text_is_refused(tmp_path: Path, alternative: str) -> None:
    (tmp_path / "bild.png").write_bytes(png(4, 4))
    assert refused(tmp_path, f"![{alternative}](bild.png)\n") == ["Z246"]


def test_an_alternative_text_has_no_markup(tmp_path: Path) -> None:
    (tmp_path / "b ä.png").write_bytes(png(4, 4))
    path = tmp_path / "text.md"
    path.write_text(FRONT + "Text.\n\n![Ein *Weg* am\n`Fluss`](b%20ä.png)\n", encoding="utf-8")
    (_, picture) = forms.read(path).numbered.chapter.blocks
    assert isinstance(picture, Picture)
    assert (picture.file, picture.alternative, picture.caption) == ("b ä.png", "Ein Weg am Fluss", None)


# Whatever is written

_WORD = re.compile(r"w[a-zäöü]*x")
_PIECES = st.sampled_from(
    [
        *"*_`[]()#>-+|\\<&~:!^\n\n\t.1\"'",
        "**",
        "\n\n",
        "  \n",
        "\n    ",
        "\n- ",
        "\n1. ",
        "\n> ",
        "](",
        "[^",
        "]: ",
        "```\n",
        "|-|-|\n",
        "https:",
        "&amp;",
        "siehe Zeile 1",
        " ",
        " ",
        " ",
    ]
)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    parts = []
    for number in range(draw(st.integers(1, 12))):
        letters = "".join("abcdefghijklmnopqrstuväöü"[int(digit)] for digit in str(number))
        parts += [f"w{letters}x", *draw(st.lists(_PIECES, max_size=5))]
    return "".join(parts)


@pytest.mark.slow
@given(_texts())
@settings(max_examples=600)
def test_every_word_is_in_the_model_or_told(text: str) -> None:
    try:
        reading = read(FRONT + text)
    except Refusal as refusal:
        assert refusal.diagnostics  # noqa: PT017 - a refusal loses nothing: no edition is made
        return
    blocks = reading.numbered.chapter.blocks
    found = "\n".join(walk.plain(each.content) for each in walk.text_blocks(blocks)) + repr(blocks)
    said_ = " ".join(each.message for each in reading.diagnostics)
    for word in _WORD.findall(text):
        assert word in found or word in said_


@given(st.text(alphabet="ab*_ äé:-.,", max_size=60).map(str.strip).filter(str.strip))
@settings(max_examples=150)
def test_a_paragraph_loses_no_letter(text: str) -> None:
    try:
        found = said("x" + text)
    except InputRefusal:
        return
    assert re.sub(r"[\s*_:.,-]", "", found) == re.sub(r"[\s*_:.,-]", "", "x" + text)


@given(st.text(max_size=200))
@settings(max_examples=150)
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    for front_ in (FRONT, "---\n", ""):
        try:
            forms.loads((front_ + text).encode("utf-8", "replace"), "probe.md", Publication())
        except Refusal as refusal:
            assert refusal.diagnostics  # noqa: PT017


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un<b>ver</b>ändert", (Text("un"), Strong((Text("ver"),)), Text("ändert"))),
        ("un<i>ver</i>ändert", (Text("un"), Emphasis((Text("ver"),)), Text("ändert"))),
        ("Rathaus<br>Markt 1", (Text("Rathaus"), LineBreak(), Text("Markt 1"))),
    ],
)
def test_tags_say_what_signs_cannot_say_inside_of_a_word(text: str, expected: tuple[object, ...]) -> None:
    (paragraph,) = read(f"---\ntitle: x\n---\n\n{text}\n").numbered.chapter.blocks
    assert isinstance(paragraph, Paragraph)
    assert tuple(each for each in paragraph.content if not isinstance(each, LineStart)) == expected


def test_an_empty_comment_parts_two_lists() -> None:
    blocks = read("---\ntitle: x\n---\n\n1. a\n2. b\n\n<!-- -->\n\n1. c\n2. d\n").numbered.chapter.blocks
    assert [len(each.items) for each in blocks if isinstance(each, OrderedList)] == [2, 2]


def test_sections_that_the_front_matter_names_have_no_numbers() -> None:
    text = "---\ntitle: x\nunnumbered: Begründung\n---\n\nEins.\n\n# Begründung\n\nWeil.\n\n# Zwei\n\nZwei.\n"
    blocks = read(text).numbered.chapter.blocks
    numbers = [
        [start.number for each in walk.text_blocks([block]) for start in walk.line_starts(each.content)]
        for block in blocks
    ]
    assert numbers == [[1], [], [], [2], [3]]


@pytest.mark.parametrize("key", ["unnumbered", "unnumbered_headings"])
def test_a_section_that_there_is_not_cannot_be_without_numbers(key: str) -> None:
    with pytest.raises(InputRefusal) as caught:
        read(f"---\ntitle: x\n{key}: Begründung\n---\n\nEins.\n")
    assert [each.code for each in caught.value.diagnostics] == ["Z242"]


@pytest.mark.parametrize("value", ["", "Wert"])
@pytest.mark.parametrize(
    "key", [key[:-1] for key in front_matter_fields.FIELDS] + [f"{key}s" for key in front_matter_fields.FIELDS]
)
def test_a_key_that_is_almost_one_is_refused_with_the_one_that_is_meant(key: str, value: str) -> None:
    with pytest.raises(InputRefusal) as caught:
        read(f"---\n{key}: {value}\n---\n\nEins.\n")
    assert {each.code for each in caught.value.diagnostics} == {"Z241"}


def test_the_value_that_a_hint_shows_is_one_that_its_key_takes() -> None:
    for key, check in front_matter_fields.FIELDS.items():
        assert check(front_matter_fields.EXAMPLES[key])


def test_cells_may_go_on_from_the_left_and_from_above_and_several_rows_may_be_heads() -> None:
    text = "| Ort | Kosten | << |\n|---|---|---|\n| ^^ | 2027 | 2028 |\n| === | === | === |\n| Ufer | 12 | << |\n| Berg | 1 | 2 |\n| ^^ | 3 | \\^^ |\n"
    found = next(each for each in chapter(text + "\nEnde.\n").blocks if isinstance(each, Table))
    assert [
        [(walk.plain(each.content), each.columns, each.rows) for each in row] for row in (*found.header, *found.rows)
    ] == [
        [("Ort", 1, 2), ("Kosten", 2, 1)],
        [("2027", 1, 1), ("2028", 1, 1)],
        [("Ufer", 1, 1), ("12", 2, 1)],
        [("Berg", 1, 2), ("1", 1, 1), ("2", 1, 1)],
        [("3", 1, 1), ("^^", 1, 1)],
    ]


def test_a_table_of_too_many_cells_is_refused_before_they_are_read() -> None:
    text = "---\ntitle: T\n---\n\nText.\n\n| a | b |\n|---|---|\n" + "| c | d |\n" * 10_001
    with pytest.raises(InputRefusal) as refused:
        forms.loads(text.encode(), "t.md", Publication())
    (only,) = (each for each in refused.value.diagnostics if each.severity == "Fehler")
    assert (only.code, only.place.line) == ("Z218", 7)
