from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from pipeline.easy_language import form_wording
from pipeline.easy_language.reconciliation import reconciled
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.segments import segments
from pipeline.editions import docx
from pipeline.publication.settings import EasySettings, Publication, contrast
from pipeline.sources.forms import read
from pipeline.text.concordance import concordance
from pipeline.text.model import (
    Block,
    BulletList,
    Chapter,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineRule,
    LineStart,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Resolution,
    SourceFile,
    Strong,
    Text,
)

ROOT = Path(__file__).parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "{{ 7 * 7 }} {% raw %}",
    "<b>fett</b> &amp; & < > ]]>",
    "👩‍👩‍👧 50\u202f% \u00a0x\u2011y",
    'a "b" \\h {TOC} %1. \u00ad',
]


def numbered(
    *blocks: Block, title: str = "Gleichberechtigung", width: int = 80, resolution: Resolution | None = None
) -> NumberedChapter:
    resolved = resolution or Resolution("Jahreshauptversammlung", date(2025, 5, 3))
    chapter = Chapter(title, blocks, SourceFile("probe.md", "0" * 64), kind="Kapitel", resolution=resolved)
    return NumberedChapter(chapter, "probe", LineRule(width))


def sample() -> NumberedChapter:
    nested = BulletList((ListItem((LineStart(8), Text("innen"))), ListItem((LineStart(9), Text("noch eins")))))
    return numbered(
        Heading(1, (LineStart(1), Text("Für die "), Strong((Text("Gleichstellung "), LineStart(2), Text("aller"))))),
        Paragraph(
            (
                LineStart(3),
                Text("Eine Stadt misst sich "),
                Strong((Text("daran, wie "), LineStart(4), Emphasis((Text("gut sie "), LineStart(5), Text("ist"))))),
                Text("."),
            )
        ),
        Paragraph((LineStart(6), Text("Wir werden"))),
        BulletList(
            (
                ListItem((LineStart(7), Text("außen")), (nested, Paragraph((LineStart(10), Text("und weiter"))))),
                ListItem((LineStart(11), Text("Donaudampf"), LineStart(12, broken_word=True), Text("schiff"))),
            )
        ),
        Heading(2, (LineStart(13), Text("Stadtteil-"), LineStart(14), Text("zentren"))),
        OrderedList((ListItem((LineStart(15), Text("drei"))), ListItem((LineStart(16), Text("vier")))), start=3),
        OrderedList((ListItem((LineStart(17), Text("eins"))),)),
    )


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def written(chapter: NumberedChapter | None = None, publication: Publication | None = None) -> etree._Element:
    return part(docx.write(chapter or sample(), publication or Publication()))


def value(element: etree._Element, path: str) -> str | None:
    found = element.find(path.replace("w:", W))
    return None if found is None else found.get(f"{W}val")


def text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def lines(root: etree._Element) -> list[tuple[str, str, str]]:
    """Name, printed number and words of every bookmark of a line, in document order."""
    found = []
    for start in root.iter(f"{W}bookmarkStart"):
        if not (start.get(f"{W}name") or "").startswith("zeile_"):
            continue
        tab, number = start.getprevious(), start.getprevious().getprevious()  # type: ignore[union-attr]
        assert tab is not None
        assert [each.tag for each in tab] == [f"{W}tab"]
        assert number is not None
        assert value(number, "w:rPr/w:rStyle") == "Zeilennummer"
        words = ""
        for run in start.itersiblings():
            if run.tag == f"{W}bookmarkEnd":
                assert run.get(f"{W}id") == start.get(f"{W}id")
                break
            words += text(run)
        found.append((start.get(f"{W}name") or "", text(number), words))
    return found


def expected(chapter: NumberedChapter) -> list[tuple[str, str, str]]:
    return [(f"zeile_{line.number}", str(line.number), line.text) for line in concordance(chapter)]


def paragraph_of(root: etree._Element, number: int) -> etree._Element:
    start = next(each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == f"zeile_{number}")
    parent = start.getparent()
    assert parent is not None
    return parent


def large(count: int) -> NumberedChapter:
    blocks: list[Block] = []
    for first in range(1, count, 5):
        items = [
            ListItem((LineStart(n), Text(f"Punkt {n} "), LineStart(n + 1), Text("Ende")))
            for n in (first + 1, first + 3)
        ]
        blocks += [Heading(1, (LineStart(first), Text(f"Teil {first}"))), BulletList(tuple(items))]
    return numbered(*blocks)


def test_the_bookmark_of_a_line_holds_exactly_its_words_and_its_number_stands_before_it() -> None:
    assert lines(written()) == expected(sample())


def test_the_seed_keeps_its_273_lines_6_headings_and_6_lists() -> None:
    chapter = read(ROOT / "seeds" / "gleichberechtigung-und-engagement.md").numbered
    root = written(chapter)
    assert lines(root) == expected(chapter)
    assert len(lines(root)) == 273
    headings = [text(each) for each in root.iter(f"{W}p") if value(each, "w:pPr/w:pStyle") == "Heading2"]
    assert headings[2:8] == [re.sub(r"^\d+", "", each) for each in headings[8:]]
    assert len(headings[8:]) == 6
    items = [value(each, "w:pPr/w:numPr/w:numId") for each in root.iter(f"{W}p")]
    assert [items.count(str(number)) for number in range(2, 8)] == [15, 19, 15, 12, 23, 13]


@st.composite
def contents(draw: st.DrawFn) -> Inlines:
    """A block's inlines with lines that begin and end anywhere, inside stress as well."""
    numbers = count(2)

    def inline(depth: int) -> Inline:
        kind = draw(st.sampled_from(["text", "text", "line", "strong", "emphasis"][: 5 if depth else 3]))
        if kind == "line":
            return LineStart(next(numbers), broken_word=draw(st.booleans()))
        if kind == "text":
            return Text(draw(st.text("ab -\u202f<&{*", max_size=6)))
        inner = tuple(inline(depth - 1) for _ in range(draw(st.integers(0, 3))))
        return Strong(inner) if kind == "strong" else Emphasis(inner)

    return (LineStart(1), *(inline(2) for _ in range(draw(st.integers(1, 6)))))


@settings(max_examples=50)
@given(contents())
def test_wherever_lines_and_stress_begin_and_end_the_words_of_each_line_are_kept(content: Inlines) -> None:
    chapter = numbered(Paragraph(content))
    assert lines(written(chapter)) == expected(chapter)


@pytest.mark.slow
def test_a_thousand_sections_keep_their_lines() -> None:
    chapter = large(5000)
    assert lines(written(chapter)) == expected(chapter)


def test_lines_of_a_block_are_divided_by_breaks_inside_one_paragraph() -> None:
    paragraph = paragraph_of(written(), 3)
    assert paragraph is paragraph_of(paragraph.getroottree().getroot(), 5)
    assert len(list(paragraph.iter(f"{W}br"))) == 2


def test_a_hyphen_that_the_rule_inserted_stands_outside_the_bookmark() -> None:
    assert text(paragraph_of(written(), 11)) == "11Donaudampf-12schiff"
    assert text(paragraph_of(written(), 13)) == "13Stadtteil-14zentren"


def test_stress_is_carried_by_character_styles_also_across_lines() -> None:
    runs = [(text(run), value(run, "w:rPr/w:rStyle")) for run in paragraph_of(written(), 3).iter(f"{W}r") if text(run)]
    assert [run for run in runs if run[1] != "Zeilennummer"] == [
        ("Eine Stadt misst sich ", None),
        ("daran, wie", "Strong"),
        ("gut sie", "StrongEmphasis"),
        ("ist", "StrongEmphasis"),
        (".", None),
    ]


def test_in_a_heading_numbers_are_not_bold_and_strong_words_are() -> None:
    bold = {text(run): value(run, "w:rPr/w:b") for run in paragraph_of(written(), 1).iter(f"{W}r") if text(run)}
    assert bold == {"1": "0", "Für die ": None, "Gleichstellung": "1", "2": "0", "aller": "1"}


def test_headings_are_heading_styles_and_stay_with_what_follows() -> None:
    data = docx.write(sample(), Publication())
    assert [value(paragraph_of(part(data), n), "w:pPr/w:pStyle") for n in (1, 13)] == ["Heading2", "Heading3"]
    style = next(each for each in part(data, "word/styles.xml") if each.get(f"{W}styleId") == "Heading2")
    assert (value(style, "w:name"), value(style, "w:pPr/w:outlineLvl")) == ("heading 2", "1")
    assert style.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize(("number", "kept"), [(3, False), (6, True), (7, True), (8, False)])
def test_a_lead_in_stays_with_its_list(number: int, kept: bool) -> None:
    assert (paragraph_of(written(), number).find(f"{W}pPr/{W}keepNext") is not None) is kept


def test_items_are_items_of_real_lists_with_their_level_and_start() -> None:
    data = docx.write(sample(), Publication())
    root, numbering = part(data), part(data, "word/numbering.xml")
    items = {
        n: [value(paragraph_of(root, n), f"w:pPr/w:numPr/w:{key}") for key in ("numId", "ilvl")] for n in range(3, 18)
    }
    assert [n for n, (key, _) in items.items() if key is None] == [3, 4, 5, 6, 10, 13, 14]
    assert [items[n][1] for n in (7, 8, 9, 11, 15, 17)] == ["0", "1", "1", "0", "0", "0"]
    assert items[7][0] == items[11][0]
    assert len({items[n][0] for n in (7, 8, 15, 17)}) == 4

    def level(number: int) -> tuple[str | None, ...]:
        key, depth = items[number]
        num = next(each for each in numbering.iter(f"{W}num") if each.get(f"{W}numId") == key)
        abstract = next(
            each
            for each in numbering.iter(f"{W}abstractNum")
            if each.get(f"{W}abstractNumId") == value(num, "w:abstractNumId")
        )
        found = next(each for each in abstract.iter(f"{W}lvl") if each.get(f"{W}ilvl") == depth)
        return tuple(value(found, f"w:{tag}") for tag in ("numFmt", "lvlText", "start"))

    assert level(7) == ("bullet", "•", "1")
    assert level(8) == ("bullet", "–", "1")
    assert level(15) == ("decimal", "%1.", "3")
    assert level(17) == ("decimal", "%1.", "1")


@pytest.mark.parametrize("kind", ["bullet", "decimal"])
def test_labels_of_inner_lists_stand_deeper_and_all_end_before_the_official_numbers(kind: str) -> None:
    numbering = part(docx.write(sample(), Publication()), "word/numbering.xml")
    abstract = next(each for each in numbering.iter(f"{W}abstractNum") if value(each, "w:lvl/w:numFmt") == kind)
    indents = list(abstract.iter(f"{W}ind"))
    left, hanging = ([int(each.get(f"{W}{key}") or 0) for each in indents] for key in ("left", "hanging"))
    assert len(set(left)) == 1
    assert hanging[0] > hanging[1] > hanging[2]
    assert hanging == sorted(hanging, reverse=True)
    assert left[0] >= hanging[0]
    assert hanging[-1] > 0


def test_the_instructions_have_a_page_of_their_own() -> None:
    headings = [each for each in written().iter(f"{W}p") if text(each) == form_wording.HOW]
    assert [each.find(f"{W}pPr/{W}pageBreakBefore") is not None for each in headings] == [True]


def test_lists_deeper_than_word_knows_stay_lists() -> None:
    block = BulletList((ListItem((LineStart(12), Text("ganz innen"))),))
    for number in range(11, 0, -1):
        block = BulletList((ListItem((LineStart(number), Text("außen")), (block,)),))
    root = written(numbered(block))
    assert [value(paragraph_of(root, n), "w:pPr/w:numPr/w:ilvl") for n in (1, 9, 12)] == ["0", "8", "8"]


def table_of(root: etree._Element, title: str) -> list[list[str]]:
    """The cells of the table with this alternative text, as text."""
    table = next(each for each in root.iter(f"{W}tbl") if (value(each, "w:tblPr/w:tblCaption") or "").startswith(title))
    return [[text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]


def test_the_sheet_says_what_the_text_is_and_asks_for_the_rest() -> None:
    publication = Publication(
        publisher="Verlag",
        responsible="Erika Muster",
        easy_language=EasySettings(medium="Heft", deadline=date(2025, 6, 1)),
    )
    rows = {row[0]: row[1] for row in table_of(written(None, publication), form_wording.SHEET)}
    assert rows["Titel"] == "Gleichberechtigung"
    assert rows["Beschlossen"] == "Jahreshauptversammlung, beschlossen am 3. Mai 2025"
    assert (rows["Medium"], rows["Abgabe bis"], rows["Zielgruppe"]) == (
        "Heft",
        "1. Juni 2025",
        form_wording.PLACEHOLDER,
    )
    assert rows["Verantwortlich im Sinne des Presserechts"] == "Erika Muster"


@pytest.mark.parametrize(
    ("resolution", "shown"),
    [
        (Resolution("Rat"), "Rat"),
        (Resolution("", date(2024, 3, 31)), "Beschlossen am 31. März 2024"),
        (Resolution(), None),
    ],
)
def test_what_is_not_known_of_the_resolution_is_left_out(resolution: Resolution, shown: str | None) -> None:
    rows = table_of(written(numbered(*sample().chapter.blocks, resolution=resolution)), form_wording.SHEET)
    assert {row[0]: row[1] for row in rows}.get("Beschlossen") == shown


def test_every_segment_has_a_row_that_names_it_four_times_and_together_they_are_the_text() -> None:
    chapter = read(ROOT / "seeds" / "gleichberechtigung-und-engagement.md").numbered
    root, found = written(chapter), segments(chapter)
    rows = [row for row in root.iter(f"{W}tr") if row.find(f".//{W}bookmarkStart") is not None]
    assert len(rows) == len(found) == 149
    for row, segment in zip(rows, found, strict=True):
        number, original, target, picture, status = row.findall(f"{W}tc")
        assert text(number) == (f"{segment.name}, {segment.lines}" if segment.lines else segment.name)
        start = number.find(f".//{W}bookmarkStart")
        assert start is not None
        assert start.get(f"{W}name") == segment.name
        said, *beside = original.findall(f"{W}p")
        assert text(said) == segment.text
        context = form_wording.of_list(segment.sign, segment.lead)
        assert [text(each) for each in beside] == ([context] if context else [])
        assert (value(target, "w:sdt/w:sdtPr/w:tag"), value(target, "w:sdt/w:sdtPr/w:alias")) == (
            segment.name,
            f"Leichte Sprache {segment.name}",
        )
        assert target.find(f"{W}sdt/{W}sdtPr/{W}showingPlcHdr") is not None
        assert text(picture) == ""
        choices = [each.get(f"{W}value") for each in status.iter(f"{W}listItem")]
        assert choices == ["offen", "übersetzt", "zusammengefasst", "weggelassen", "geprüft"]
        assert text(status) == "offen"


def test_tables_repeat_their_heads_tear_no_row_and_merge_no_cell() -> None:
    root = written()
    for table in root.iter(f"{W}tbl"):
        first, *rest = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *rest))
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert value(table, "w:tblPr/w:tblCaption")
        assert len({len(row.findall(f"{W}tc")) for row in (first, *rest)}) == 1
    assert not list(root.iter(f"{W}gridSpan", f"{W}vMerge"))


def test_leichte_sprache_is_large_far_apart_left_and_undivided() -> None:
    styles = part(docx.write(sample(), Publication()), "word/styles.xml")
    style = next(each for each in styles if each.get(f"{W}styleId") == "LeichteSprache")
    spacing = style.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert (value(style, "w:rPr/w:sz"), spacing.get(f"{W}line")) == ("28", "360")
    assert style.find(f"{W}pPr/{W}jc") is None
    normal = next(each for each in styles if each.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}suppressAutoHyphens") is not None


def test_the_word_list_has_hard_words_once_with_their_lines() -> None:
    rows = table_of(
        written(
            numbered(
                Paragraph(
                    (
                        LineStart(1),
                        Text("Der ÖPNV und Senior*innen, "),
                        LineStart(2),
                        Text("Gleichstellungsbeauftragte, ÖPNV."),
                    )
                )
            )
        ),
        form_wording.WORDS,
    )
    assert rows[0] == list(form_wording.WORD_COLUMNS)
    assert [row[:2] for row in rows[1:4]] == [
        ["ÖPNV", "1–2"],
        ["Senior*innen", "1"],
        ["Gleichstellungsbeauftragte", "2"],
    ]
    assert not any(any(row) for row in rows[4:])


def test_the_protocol_asks_for_everything_that_the_reader_looks_for() -> None:
    assert [row[0] for row in table_of(written(), form_wording.CHECK)[1:]] == list(form_wording.PROTOCOL)


def test_what_nobody_has_filled_in_comes_back_as_nothing() -> None:
    chapter = read(ROOT / "seeds" / "gleichberechtigung-und-engagement.md").numbered
    said = sheet(docx.write(chapter, Publication(publisher="Verlag", rights="CC0")), "x.docx")
    result = reconciled(said, chapter, None, "x.toml")
    assert {each.code for each in result.diagnostics} == {"Z659"}
    assert result.translation.leftovers == ()
    assert not any(row.text or row.note or row.picture for row in result.translation.rows)


def test_ids_of_controls_and_bookmarks_are_unique() -> None:
    root = written()
    controls = [value(each, "w:id") for each in root.iter(f"{W}sdtPr")]
    marks = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]
    assert len(controls) == len(set(controls)) > 10
    assert len(marks) == len(set(marks)) > 10


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_that_looks_like_code_stays_text(hostile: str) -> None:
    chapter = numbered(
        Heading(1, (LineStart(1), Text(hostile))), Paragraph((LineStart(2), Strong((Text(hostile),)))), title=hostile
    )
    data = docx.write(chapter, Publication(publisher=hostile, rights=hostile))
    assert lines(part(data)) == expected(chapter)
    assert text(part(data, "word/header1.xml")).startswith(hostile)
    assert ["Rechte", hostile] in table_of(part(data), form_wording.SHEET)
    assert any(hostile in (value(each, "w:tblPr/w:tblCaption") or "") for each in part(data).iter(f"{W}tbl"))
    assert part(data, "docProps/core.xml").findtext("{*}title") == hostile


def test_properties_name_title_initiator_language_and_the_day_of_the_resolution() -> None:
    core = part(docx.write(sample(), Publication(publisher="Verlag")), "docProps/core.xml")
    assert {etree.QName(each).localname: each.text for each in core} == {
        "title": "Gleichberechtigung",
        "creator": "Jahreshauptversammlung",
        "language": "de",
        "created": "2025-05-03T12:00:00Z",
        "modified": "2025-05-03T12:00:00Z",
    }


def test_a_title_longer_than_255_characters_is_kept_whole() -> None:
    chapter = numbered(Paragraph((LineStart(1), Text("Satz."))), title="Titel " * 60 + "Ende")
    assert part(docx.write(chapter, Publication()), "docProps/core.xml").findtext("{*}title") == chapter.chapter.title


def test_the_language_is_the_default_of_all_text_and_nothing_is_hyphenated() -> None:
    data = docx.write(sample(), Publication(language="de-AT"))
    styles = part(data, "word/styles.xml")
    assert [each.get(f"{W}val") for each in styles.iter(f"{W}lang")] == ["de-AT"]
    assert value(part(data, "word/settings.xml"), "w:autoHyphenation") == "0"
    normal = next(each for each in styles if each.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}suppressAutoHyphens") is not None
    assert normal.find(f"{W}pPr/{W}widowControl") is not None


def test_german_without_a_region_is_the_german_that_word_checks() -> None:
    styles = part(docx.write(sample(), Publication()), "word/styles.xml")
    assert [each.get(f"{W}val") for each in styles.iter(f"{W}lang")] == ["de-DE"]


def test_every_colour_is_readable_on_white_and_headings_have_the_accent() -> None:
    styles = part(docx.write(sample(), Publication(accent="#7a1f5c")), "word/styles.xml")
    found = {each.get(f"{W}styleId"): value(each, "w:rPr/w:color") for each in styles.iter(f"{W}style")}
    colours = {style: colour for style, colour in found.items() if colour}
    assert colours["Heading1"] == colours["Title"] == "7a1f5c"
    assert all(contrast(f"#{colour}", "#ffffff") >= 4.5 for colour in colours.values())


def test_every_style_that_is_used_is_defined() -> None:
    data = docx.write(sample(), Publication(publisher="Verlag"))
    defined = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}
    names = [
        name for name in zipfile.ZipFile(BytesIO(data)).namelist() if re.match(r"word/(document|header|footer)", name)
    ]
    used = {
        each.get(f"{W}val")
        for name in names
        for each in part(data, name).iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn")
    }
    assert used <= defined


@pytest.mark.parametrize(("width", "half_points"), [(60, "21"), (80, "21"), (120, "21"), (140, "18"), (400, "16")])
def test_longer_official_lines_get_smaller_letters_so_that_they_do_not_wrap(width: int, half_points: str) -> None:
    styles = part(docx.write(numbered(*sample().chapter.blocks, width=width), Publication()), "word/styles.xml")
    assert value(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:sz") == half_points


def test_nothing_of_the_default_template_is_left() -> None:
    archive = zipfile.ZipFile(BytesIO(docx.write(sample(), Publication())))
    assert sorted(archive.namelist()) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
    assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.create_system for member in archive.infolist()} == {0}


@pytest.mark.program
def test_the_same_chapter_gives_the_same_bytes_in_any_process_time_zone_and_hash_seed() -> None:
    code = "import hashlib, test_editions_docx as t; print(hashlib.sha256(t.docx.write(t.sample(), t.Publication())).hexdigest())"
    found = {hashlib.sha256(docx.write(sample(), Publication())).hexdigest()}
    for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Los_Angeles", "4711")):
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        found.add(run.stdout.strip())
    assert len(found) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chapter", "publication"),
    [
        (sample(), Publication(publisher="Verlag", responsible="Erika", rights="CC BY")),
        (numbered(Paragraph((LineStart(1), Text("Satz.")))), Publication()),
        (numbered(*(Paragraph((LineStart(n), Text(words))) for n, words in enumerate(HOSTILE, 1))), Publication()),
        (large(500), Publication(language="en")),
    ],
)
def test_the_open_xml_audit_finds_nothing(tmp_path: Path, chapter: NumberedChapter, publication: Publication) -> None:
    file = tmp_path / "probe.docx"
    file.write_bytes(docx.write(chapter, publication))
    result = OpenXmlValidator(security_validation=True).validate(file)
    assert [(each.part_uri, each.description) for each in result.errors] == []
