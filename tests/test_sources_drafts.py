"""Drafts from Word and LibreOffice: what people see there is what is read, the same from both, and nothing goes without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import word_cases
import word_drafts
from conftest import ROOT
from everything import png
from word_drafts import (
    Draft,
    abstract,
    cell,
    comment_call,
    complex_field,
    deleted,
    inserted,
    item,
    level,
    link,
    note_call,
    num,
    numbering,
    p,
    picture,
    restarted,
    row,
    t,
    table,
    text_box,
)

from pipeline.cli import main
from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.publication.settings import ChapterSettings, Publication
from pipeline.sources import forms
from pipeline.text import list_labels, outline, walk
from pipeline.text.model import (
    BulletList,
    Emphasis,
    Heading,
    LineStart,
    Link,
    Mark,
    Marked,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)

CASES = ROOT / "tests" / "cases" / "word"
TITLE = p("Probe", style="Titel")


def loaded(draft: Draft | bytes, tracked: str = "", name: str = "probe.docx") -> forms.NumberedSource:
    data = draft if isinstance(draft, bytes) else draft.data()
    settings = Publication(chapters=(ChapterSettings(source=name, tracked=tracked),))
    return forms.loads(data, name, settings, titled=False)


def draft(*blocks: str, **more: object) -> Draft:
    return Draft((TITLE, *blocks), **more)  # type: ignore[arg-type]


def told(diagnostics: Sequence[Diagnostic], code: str) -> list[str]:
    return [f"{each.place}: {each.message}" for each in diagnostics if each.code == code]


def labels(reading: forms.NumberedSource) -> list[list[str]]:
    return [
        list(list_labels.labels(each))
        for each in walk.every(reading.numbered.chapter.blocks)
        if isinstance(each, OrderedList)
    ]


def shape(reading: forms.NumberedSource) -> list[str]:
    """The lists as indented lines, each item with what stands before it."""
    return [line.strip() if "Chapter" in line else line for line in outline.tree(reading.numbered).split("\n")[4:]]


@pytest.mark.parametrize("name", ["antrag-gruen", "satzung-lesebruecke"])
def test_a_document_says_the_same_as_docx_and_as_odt(name: str) -> None:
    docx, odt = (forms.read(CASES / f"{name}.{ending}").numbered.chapter for ending in ("docx", "odt"))
    assert docx.blocks == odt.blocks
    assert (docx.title, docx.details) == (odt.title, odt.details)


@pytest.mark.parametrize(
    ("name", "made"), [("antrag-gruen", word_cases.MOTION), ("satzung-lesebruecke", word_cases.STATUTE)]
)
def test_the_cases_are_what_their_script_makes(name: str, made: Draft) -> None:
    assert (CASES / f"{name}.docx").read_bytes() == made.data()


def test_a_motion_is_read_as_people_see_it(golden: Callable[[str, str], None]) -> None:
    golden("antrag-gruen.txt", outline.tree(forms.read(CASES / "antrag-gruen.docx").numbered))


def test_a_statute_is_read_as_people_see_it(golden: Callable[[str, str], None]) -> None:
    golden("satzung-lesebruecke.txt", outline.tree(forms.read(CASES / "satzung-lesebruecke.docx").numbered))


def test_what_is_no_text_is_reported_with_its_paragraph() -> None:
    found = forms.read(CASES / "antrag-gruen.docx").diagnostics
    name = f"{CASES / 'antrag-gruen.docx'}"
    assert told(found, "Z163") == [
        f"{name}, Absatz 8: Verborgener Text ist kein Text, etwa „Interne Notiz: Quelle prüfen.“."
    ]
    assert told(found, "Z168") == [
        f"{name}, Absatz 8: Kommentar von Hanna Muster: „Bitte noch die Zahlen für 2026 nachtragen.“."
    ]
    assert sorted(told(found, "Z162")) == [
        f"{name}, Absatz 3: Das Inhaltsverzeichnis ist kein Text; die Ausgaben machen ihr eigenes.",
        f"{name}: Fußzeilen sind kein Text, etwa „Seite 1“.",
        f"{name}: Kopfzeilen sind kein Text, etwa „Fraktion Offenes Rathaus“.",
    ]


# Titles and headings


def test_the_title_is_the_paragraph_of_that_style_and_the_subtitle_a_detail() -> None:
    chapter = loaded(draft(p("Für alle", style="Untertitel"), p("Text."))).numbered.chapter
    assert (chapter.title, chapter.details) == ("Probe", (("Untertitel", "Für alle"),))


def test_the_title_may_be_a_property_of_the_file_which_is_reported() -> None:
    reading = loaded(Draft((p("Text."),), title="Aus den Eigenschaften"))
    assert reading.numbered.chapter.title == "Aus den Eigenschaften"
    assert told(reading.diagnostics, "Z176")


def test_the_only_heading_of_the_first_level_at_the_begin_is_the_title() -> None:
    chapter = loaded(
        Draft((p("Wege", style="berschrift1"), p("Eins", style="berschrift2"), p("Text.")))
    ).numbered.chapter
    assert chapter.title == "Wege"
    assert [each.level for each in chapter.blocks if isinstance(each, Heading)] == [1]


@pytest.mark.parametrize(
    ("style", "properties"),
    [("berschrift2", ""), ("", '<w:outlineLvl w:val="1"/>'), ("Eigene", ""), ("NurName", ""), ("Englisch", "")],
)
def test_headings_are_known_by_style_by_its_name_or_by_their_level(style: str, properties: str) -> None:
    more = (
        '<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="Eigene"/><w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="NurName"><w:name w:val="Überschrift 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Englisch"><w:name w:val="Heading 2"/></w:style></w:styles>'
    )
    styles = word_drafts.STYLES.replace("</w:styles>", more)
    reading = loaded(
        draft(p("Eins", style="berschrift1"), p("Zwei", style=style, properties=properties), p("x"), styles=styles)
    )
    assert [each.level for each in reading.numbered.chapter.blocks if isinstance(each, Heading)] == [1, 2]


def test_text_in_a_style_based_on_a_heading_may_be_no_heading() -> None:
    reading = loaded(draft(p("Text", style="berschrift1", properties='<w:outlineLvl w:val="9"/>')))
    assert isinstance(reading.numbered.chapter.blocks[0], Paragraph)


def test_a_heading_that_leaves_out_a_level_is_reported() -> None:
    styles = word_drafts.STYLES.replace(
        "</w:styles>", '<w:style w:type="paragraph" w:styleId="H4"><w:name w:val="heading 4"/></w:style></w:styles>'
    )
    reading = loaded(draft(p("Eins", style="berschrift1"), p("Vier", style="H4"), p("x"), styles=styles))
    assert told(reading.diagnostics, "Z170") == [
        "probe.docx, Absatz 3: „Vier“ überspringt eine Ebene von Überschriften."
    ]


def test_a_draft_without_a_title_is_told_where_word_has_titles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.docx").write_bytes(Draft((p("Text."),)).data())
    assert main(["build", str(tmp_path / "a.docx"), "--out", str(tmp_path / "dist")]) == 3
    assert "a.docx: Fehler Z201" in (err := capsys.readouterr().err)
    assert "Formatvorlage „Titel“" in err


@pytest.mark.parametrize("style", ["berschrift1", ""])
def test_a_table_of_contents_goes_with_the_line_over_it(style: str) -> None:
    made = draft(p("Inhalt", style=style), *word_cases.CONTENTS, p("Eins", style="berschrift1"), p("Text."))
    reading = loaded(made)
    assert [walk.plain(each.content) for each in walk.text_blocks(reading.numbered.chapter.blocks)] == ["Eins", "Text."]
    assert told(reading.diagnostics, "Z162") == [
        "probe.docx, Absatz 3: Das Inhaltsverzeichnis ist kein Text; die Ausgaben machen ihr eigenes."
    ]


def test_changes_of_the_format_alone_are_reported() -> None:
    old = '<w:b/><w:rPrChange w:id="1" w:author="V" w:date="2026-05-01T10:00:00Z"><w:rPr/></w:rPrChange>'
    reading = loaded(draft(p(t("fett", old))))
    assert told(reading.diagnostics, "Z161") == [
        "probe.docx: Aufgezeichnete Änderungen am Format gelten so, wie der Text jetzt aussieht."
    ]


def test_a_table_all_of_whose_rows_are_heads_has_one_head() -> None:
    rows = [row(cell(p(words)), head=True) for words in ("a", "b")]
    found = next(
        each for each in loaded(draft(table(1, *rows), p("x"))).numbered.chapter.blocks if isinstance(each, Table)
    )
    assert (len(found.header), len(found.rows)) == (1, 1)


# Lists as Word shows them


@pytest.mark.parametrize(
    ("levels", "items", "expected"),
    [
        ((level(0, "decimal", "%1."),), [0, 0], [["1.", "2."]]),
        ((level(0, "lowerLetter", "%1)"),), [0] * 3, [["a)", "b)", "c)"]]),
        ((level(0, "lowerLetter", "%1)", start=26),), [0, 0, 0], [["z)", "aa)", "bb)"]]),
        ((level(0, "lowerRoman", "%1."),), [0] * 4, [["i.", "ii.", "iii.", "iv."]]),
        ((level(0, "upperRoman", "%1."),), [0, 0], [["I.", "II."]]),
        ((level(0, "decimal", "(%1)"),), [0, 0], [["(1)", "(2)"]]),
        ((level(0, "decimal", "§ %1"),), [0, 0], [["§ 1", "§ 2"]]),
        ((level(0, "decimalZero", "%1."),), [0, 0], [["01.", "02."]]),
        ((level(0, "decimal", "Artikel %1"),), [0, 0], [["Artikel 1", "Artikel 2"]]),
        (
            (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")),
            [0, 1, 1, 0, 1],
            [["1.", "2."], ["1.1", "1.2"], ["2.1"]],
        ),
        (
            (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
            [0, 1, 1],
            [["I."], ["1.1", "1.2"]],
        ),
        (
            (level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>')),
            [0, 1, 0, 1],
            [["1.", "2."], ["a)"], ["b)"]],
        ),
        (
            (
                level(0, "decimal", "%1."),
                level(1, "decimal", "%2)"),
                level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
            ),
            [0, 1, 2, 1, 2],
            [["1."], ["1)", "2)"], ["a)"], ["b)"]],
        ),
        ((level(0, "ordinal", "%1"),), [0, 0], [["1.", "2."]]),
    ],
)
def test_labels_are_those_that_word_prints(
    levels: tuple[str, ...], items: list[int], expected: list[list[str]]
) -> None:
    made = draft(
        *(item(5, f"Punkt {at}", at=depth) for at, depth in enumerate(items)),
        numbering=numbering(abstract(0, *levels), num(5, 0)),
    )
    assert labels(loaded(made)) == expected


def test_a_sign_alone_is_a_bullet_whatever_the_list_counts() -> None:
    lists = numbering(abstract(0, level(0, "none", "–")), num(5, 0))
    (found,) = loaded(draft(item(5, "a"), item(5, "b"), numbering=lists)).numbered.chapter.blocks
    assert isinstance(found, BulletList)


def test_a_list_goes_on_after_a_paragraph_and_may_begin_anew() -> None:
    made = draft(item(3, "a"), item(3, "b"), p("Dazwischen."), item(3, "c"), p("Neu:"), item(4, "d"), item(4, "e"))
    assert labels(loaded(made)) == [["1.", "2."], ["3."], ["1.", "2."]]


def test_a_list_may_begin_anew_at_any_number() -> None:
    lists = numbering(abstract(0, level(0, "decimal", "%1.")), num(5, 0), num(6, 0, restarted(0, 7)))
    assert labels(loaded(draft(item(5, "a"), p("x"), item(6, "b"), item(6, "c"), numbering=lists))) == [
        ["1."],
        ["7.", "8."],
    ]


def test_a_list_may_be_that_of_a_style() -> None:
    styles = word_drafts.STYLES.replace(
        "</w:styles>",
        '<w:style w:type="numbering" w:styleId="Liste"><w:name w:val="Liste"/><w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style></w:styles>',
    )
    lists = numbering(
        abstract(0, level(0, "upperLetter", "%1."), more='<w:styleLink w:val="Liste"/>'),
        abstract(1, more='<w:numStyleLink w:val="Liste"/>'),
        num(8, 0),
        num(9, 1),
    )
    assert labels(loaded(draft(item(9, "a"), item(9, "b"), styles=styles, numbering=lists))) == [["A.", "B."]]


def test_a_paragraph_may_leave_the_list_of_its_style() -> None:
    reading = loaded(
        draft(p("Mit", style="Absatz"), p("Ohne", style="Absatz", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'))
    )
    assert [type(each) for each in reading.numbered.chapter.blocks] == [OrderedList, Paragraph]


def test_the_number_of_a_heading_is_of_its_words() -> None:
    reading = loaded(draft(p("Name", style="Paragraf"), p("x", style="Absatz"), p("Zweck", style="Paragraf"), p("y")))
    heads = [walk.plain(each.content) for each in reading.numbered.chapter.blocks if isinstance(each, Heading)]
    assert heads == ["§ 1 Name", "§ 2 Zweck"]


def test_lists_of_two_styles_are_nested_as_they_are_indented() -> None:
    reading = loaded(
        draft(
            p("a", style="Aufzhlungszeichen"),
            p("b", style="Aufzhlungszeichen2"),
            p("c", style="Aufzhlungszeichen"),
        )
    )
    (outer,) = reading.numbered.chapter.blocks
    assert isinstance(outer, BulletList)
    assert [len(each.blocks) for each in outer.items] == [1, 0]


def test_what_stands_between_two_items_of_a_counted_list_belongs_to_the_first() -> None:
    reading = loaded(draft(p("Eins:", style="Absatz"), item(4, "a"), item(4, "b"), p("Zwei.", style="Absatz")))
    (outer,) = reading.numbered.chapter.blocks
    assert isinstance(outer, OrderedList)
    assert list_labels.labels(outer) == ("(1)", "(2)")
    assert [len(each.blocks) for each in outer.items] == [1, 0]


def test_a_paragraph_that_is_indented_like_an_item_belongs_to_it_unless_all_are() -> None:
    own = '<w:ind w:left="360"/>'
    one = loaded(draft(p("Text."), item(3, "a"), p("mehr", properties=own), item(3, "b"))).numbered.chapter.blocks
    all_ = loaded(draft(p("Text.", properties=own), item(3, "a"), p("mehr", properties=own))).numbered.chapter.blocks
    assert [type(each) for each in one] == [Paragraph, OrderedList]
    assert [type(each) for each in all_] == [Paragraph, OrderedList, Paragraph]


def test_labels_that_somebody_typed_before_a_tab_are_labels() -> None:
    reading = loaded(draft(p("a)\teins"), p("b)\tzwei"), p("•\tPunkt"), p("1. Mai bleibt Text")))
    assert [type(each) for each in reading.numbered.chapter.blocks] == [OrderedList, BulletList, Paragraph]
    assert labels(reading) == [["a)", "b)"]]


def test_typed_labels_of_another_kind_stand_between_those_that_go_on() -> None:
    reading = loaded(draft(p("1.\teins"), p("a)\tklein"), p("b)\tauch"), p("2.\tzwei"), p("A.\tanders")))
    assert labels(reading) == [["1.", "2."], ["a)", "b)"], ["A."]]


def test_an_empty_item_is_counted_and_reported() -> None:
    reading = loaded(draft(item(3, "a"), item(3, ""), item(3, "c")))
    assert labels(reading) == [["1.", "3."]]
    assert told(reading.diagnostics, "Z165") == [
        "probe.docx, Absatz 3: Der Listenpunkt „2.“ ist leer und steht in keiner Ausgabe."
    ]


def test_lists_that_are_too_deep_are_refused() -> None:
    deep = numbering(
        *(
            abstract(at, level(0, "decimal", "%1.").replace('w:left="360"', f'w:left="{360 * at}"'))
            for at in range(1, 13)
        ),
        *(num(at, at) for at in range(1, 13)),
    )
    with pytest.raises(InputRefusal) as caught:
        loaded(draft(*(item(at, "x") for at in range(1, 13)), numbering=deep))
    assert "Z169" in {each.code for each in caught.value.diagnostics}


# What stands in a paragraph


def content(*runs: str, **more: object) -> tuple[object, ...]:
    (paragraph,) = loaded(draft(p(*runs), **more)).numbered.chapter.blocks
    assert isinstance(paragraph, Paragraph)
    return tuple(each for each in paragraph.content if not isinstance(each, LineStart))


def test_looks_are_kept_direct_and_by_style() -> None:
    assert content(t("a "), t("b", "<w:b/>"), t(" c "), t("d", '<w:rStyle w:val="Hervorhebung"/>'), t(" e")) == (
        Text("a "),
        Strong((Text("b"),)),
        Text(" c "),
        Emphasis((Text("d"),)),
        Text(" e"),
    )
    assert content(
        t("a"), t("b", '<w:u w:val="single"/>'), t("c", "<w:strike/>"), t("d", '<w:vertAlign w:val="superscript"/>')
    ) == (
        Text("a"),
        Marked(Mark.UNDERLINE, (Text("b"),)),
        Marked(Mark.STRIKE, (Text("c"),)),
        Marked(Mark.SUPERSCRIPT, (Text("d"),)),
    )


def test_a_style_and_direct_formatting_may_undo_each_other() -> None:
    assert content(t("a "), t("b", '<w:rStyle w:val="Fett"/><w:b w:val="0"/>')) == (Text("a b"),)


def test_the_look_of_a_quotation_is_no_emphasis_of_its_words() -> None:
    (quote,) = loaded(draft(p("Zitat", style="Zitat"))).numbered.chapter.blocks
    assert not any(isinstance(each, Emphasis) for each in next(iter(walk.text_blocks([quote]))).content)


def test_blanks_at_the_edge_of_a_look_are_outside_of_it() -> None:
    assert content(t("a"), t(" b ", "<w:b/>"), t("c")) == (Text("a "), Strong((Text("b"),)), Text(" c"))


def test_links_of_relationships_and_of_fields_are_kept() -> None:
    expected = (Text("Siehe "), Link("https://example.org/a?b=1&c=2", (Text("hier"),)), Text("."))
    by_field = complex_field('HYPERLINK "https://example.org/a?b=1&c=2"', t("hier"))
    assert content(t("Siehe "), link("x", t("hier")), t("."), links={"x": "https://example.org/a?b=1&c=2"}) == expected
    assert content(t("Siehe "), by_field, t(".")) == expected


def test_a_link_inside_the_document_and_one_to_a_program_keep_their_words_with_a_report() -> None:
    made = draft(
        p(complex_field('HYPERLINK \\l "_Ref1"', t("dort"))), p(link("x", t("da"))), links={"x": "file:///C:/x.exe"}
    )
    reading = loaded(made)
    assert [walk.plain(each.content) for each in walk.text_blocks(reading.numbered.chapter.blocks)] == ["dort", "da"]
    assert len(told(reading.diagnostics, "Z174")) == 2


def test_notes_at_the_foot_and_at_the_end_are_notes() -> None:
    made = draft(
        p("a", note_call(1), t(" b"), note_call(1, "endnote")), footnotes={1: t("eins")}, endnotes={1: t("zwei")}
    )
    found = list(walk.notes(loaded(made).numbered.chapter.blocks))
    assert [(each.number, walk.plain(next(walk.text_blocks(each.blocks)).content)) for each in found] == [
        (1, "eins"),
        (2, "zwei"),
    ]


def test_breaks_tabs_hyphens_and_signs_are_what_they_look_like() -> None:
    (paragraph,) = loaded(
        draft(
            p(
                t("a\nb\tc"),
                "<w:r><w:noBreakHyphen/></w:r>",
                t("d\u00ade"),
                "<w:r><w:softHyphen/></w:r>",
                '<w:r><w:br w:type="page"/></w:r>',
                '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            )
        )
    ).numbered.chapter.blocks
    assert isinstance(paragraph, Paragraph)
    assert walk.plain(paragraph.content) == "a\nb c\u2011de\n✓"


@pytest.mark.parametrize(
    ("block", "code", "words"),
    [
        (p('<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>', t("x")), "Z164", "U+F021 der Schrift „Wingdings“"),
        (p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "Z165", "Formel"),
        (p(complex_field("FORMCHECKBOX", t("x"))), "Z164", "Kästchen zum Ankreuzen"),
        (
            p(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Klicken</w:t></w:r></w:sdtContent></w:sdt>",
                t("x"),
            ),
            "Z164",
            "Klicken",
        ),
        (p(text_box(p("Im Kasten")), t("x")), "Z165", "Textfelds"),
        (
            p(
                '<w:r><w:drawing><wp:inline><wp:docPr id="7" name="D" descr="Ein Pfeil"/></wp:inline></w:drawing></w:r>',
                t("x"),
            ),
            "Z164",
            "Ein Pfeil",
        ),
        (p(t("groß", "<w:caps/>")), "Z165", "Großbuchstaben"),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', t("ohne Ende")) + p(t("danach")), "Z164", "ab „ohne Ende“"),
        (p(t("x"), '<w:r><w:footnoteReference w:id="77"/></w:r>'), "Z164", "Fußnote"),
        (p(comment_call(0, t("x"))), "Z168", "Hanna: „Prüfen!“"),
        (p("x") + '<w:altChunk r:id="x"/>', "Z164", "eingebetteten Datei"),
        (p('<w:subDoc r:id="x"/>', t("x")), "Z164", "Filialdokuments"),
        (
            p("<w:neu><w:r><w:t>Neues</w:t></w:r></w:neu>", t("x")),
            "Z164",
            "„w:neu“ steht, ist nicht übernommen: „Neues“",
        ),
        (p(complex_field('DATE \\@ "dd.MM.yyyy"', t("01.05.2026"))), "Z165", "DATE"),
        (p(complex_field("MERGEFIELD Name", t("«Name»"))), "Z165", "MERGEFIELD Name"),
        (
            p(t("gelb", '<w:highlight w:val="yellow"/>')),
            "Z165",
            "Textmarker hervorgehoben ist, steht ohne ihn da, zuerst „gelb“",
        ),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Klicken')}</w:sdtContent></w:sdt>",
            "Z164",
            "Ein Feld ist nicht ausgefüllt: „Klicken“",
        ),
    ],
)
def test_what_is_kept_otherwise_or_not_at_all_is_reported_with_its_paragraph(block: str, code: str, words: str) -> None:
    reading = loaded(draft(p("davor"), block, comments={0: ("Hanna", "Prüfen!")}))
    (found,) = [each for each in told(reading.diagnostics, code) if words in each]
    assert found.startswith("probe.docx, Absatz 3: ")


def words(*blocks: str) -> list[str]:
    return [walk.plain(each.content) for each in walk.text_blocks(loaded(draft(*blocks)).numbered.chapter.blocks)]


def test_what_stands_in_an_unknown_block_is_reported_and_nothing_is_said_of_empty_ones() -> None:
    reading = loaded(draft(p("davor"), f"<w:neu>{p('Neues')}</w:neu>", '<w:bookmarkStart w:id="1"/><w:neu/>', p("x")))
    assert [each.code for each in reading.diagnostics if each.code == "Z164"] == ["Z164"]
    assert "„w:neu“ steht, ist nicht übernommen: „Neues“" in "".join(told(reading.diagnostics, "Z164"))


def test_an_initial_belongs_to_the_word_that_it_begins() -> None:
    initial = p("I", properties='<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>')
    assert words(initial, p("nitiale stehen groß.")) == ["Initiale stehen groß."]


def test_words_on_both_sides_of_a_page_break_stand_in_two_lines() -> None:
    broken = '<w:r><w:br w:type="page"/></w:r>'
    assert words(p("Seite", broken, "neu"), p(broken, "nur", broken), p(broken)) == ["Seite\nneu", "nur"]


def test_a_link_of_a_field_keeps_its_place_in_the_page() -> None:
    field = complex_field('HYPERLINK "https://example.org/a" \\l "b"', t("hier"))
    assert content(t("Siehe "), field)[1:] == (Link("https://example.org/a#b", (Text("hier"),)),)


def test_a_bibliography_is_text_for_its_words_stand_nowhere_else() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Bibliographies"/></w:docPartObj>'
    listed = p(complex_field("BIBLIOGRAPHY", t("Müller: Wege. 2020.")))
    assert words(f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{listed}</w:sdtContent></w:sdt>") == [
        "Müller: Wege. 2020."
    ]


def test_cells_that_an_older_word_merged_beside_each_other_are_one() -> None:
    first = cell(p("a"), properties='<w:hMerge w:val="restart"/>')
    merged = row(first, cell(properties="<w:hMerge/>"), cell(p("b")))
    reading = loaded(draft(p("x"), table(3, merged, row(*(cell(p(each)) for each in "123")))))
    (found,) = (each for each in reading.numbered.chapter.blocks if isinstance(each, Table))
    assert outline.tree(reading.numbered).split("\n")[-2:] == ["    a (2 × 1) | b", "    1 | 2 | 3"]
    assert len(found.rows) == 2


def test_what_was_moved_away_is_called_so() -> None:
    moved = '<w:moveFrom w:id="7" w:author="Eva"><w:r><w:t>wandert</w:t></w:r></w:moveFrom>'
    with pytest.raises(InputRefusal) as caught:
        loaded(draft(p("Vor ", moved, " nach.")))
    assert "von hier weg verschoben von Eva: „wandert“" in caught.value.diagnostics[0].message


def test_characters_that_nobody_sees_are_refused_with_their_paragraph() -> None:
    with pytest.raises(InputRefusal) as caught:
        loaded(draft(p("a\u202eb")))
    assert [(each.code, str(each.place)) for each in caught.value.diagnostics] == [("Z104", "probe.docx, Absatz 2")]


# Tables and pictures


def test_merged_cells_and_heads_of_tables_are_kept() -> None:
    made = draft(
        table(
            3,
            row(cell(p("A"), merge="restart"), cell(p("B"), span=2), head=True),
            row(cell(merge="continue"), cell(p("C")), cell(p("D")), head=True),
            row(cell(p("E"), span=2), cell(p("F"))),
            row(cell(p("G")), cell(p("H")), cell(p("I"))),
        ),
        p("x"),
    )
    found = next(each for each in loaded(made).numbered.chapter.blocks if isinstance(each, Table))
    assert [
        [(walk.plain(each.content), each.columns, each.rows) for each in cells]
        for cells in (*found.header, *found.rows)
    ] == [
        [("A", 1, 2), ("B", 2, 1)],
        [("C", 1, 1), ("D", 1, 1)],
        [("E", 2, 1), ("F", 1, 1)],
        [("G", 1, 1), ("H", 1, 1), ("I", 1, 1)],
    ]


def test_a_table_without_a_head_has_data_alone_which_is_reported() -> None:
    reading = loaded(draft(table(2, row(cell(p("a")), cell(p("b")))), p("x")))
    found = next(each for each in reading.numbered.chapter.blocks if isinstance(each, Table))
    assert found.header == ()
    [fault] = [each for each in reading.diagnostics if each.code == "Z219"]
    assert "Überschriften wiederholen" in fault.hint


def test_captions_belong_to_the_table_or_picture_next_to_them() -> None:
    made = draft(
        p("Tabelle 1: oben", style="Beschriftung"),
        table(1, row(cell(p("a")), head=True), row(cell(p("b")))),
        p("x"),
        p(picture("bild", "Ein Weg")),
        p("Abbildung 1: unten", style="Beschriftung"),
        pictures={"bild": png(30, 20)},
    )
    blocks = loaded(made).numbered.chapter.blocks
    captions = [
        walk.plain(each.caption.content) for each in blocks if isinstance(each, Table | Picture) and each.caption
    ]
    assert captions == ["Tabelle 1: oben", "Abbildung 1: unten"]


def test_a_picture_has_the_name_of_its_bytes_and_what_somebody_wrote_about_it() -> None:
    reading = loaded(draft(p("x"), p(picture("bild", "Ein Weg")), pictures={"bild": png(30, 20)}))
    (found,) = walk.pictures(reading.numbered.chapter.blocks)
    assert (found.alternative, found.width, found.height, found.data) == ("Ein Weg", 30, 20, png(30, 20))
    assert found.file == f"bilder/bild-{found.sha256[:8]}.png"


@pytest.mark.parametrize(
    ("data", "alternative", "code"), [(png(3, 2), "", "Z166"), (b"\x89PNG damaged", "Ein Weg", "Z167")]
)
def test_a_picture_without_words_or_without_a_picture_is_a_fault(data: bytes, alternative: str, code: str) -> None:
    with pytest.raises(InputRefusal) as caught:
        loaded(draft(p("x"), p(picture("bild", alternative)), pictures={"bild": data}))
    assert [(each.code, str(each.place)) for each in caught.value.diagnostics] == [(code, "probe.docx, Absatz 3")]


# Tracked changes

MARK = '<w:rPr><w:{} w:id="7" w:author="Vera" w:date="2026-05-01T10:00:00Z"/></w:rPr>'
CHANGED = draft(
    p(t("Die Wege werden "), deleted("schmal"), inserted(t("breit")), t(" gebaut.")),
    p(inserted(t("Ganz neu.")), properties=MARK.format("ins")),
    p(deleted("Ganz alt."), properties=MARK.format("del")),
    p("Das gilt."),
    table(
        1,
        row(cell(p("K")), head=True),
        row(cell(p("bleibt"))),
        row(cell(p("kommt")), properties='<w:ins w:id="8" w:author="Vera" w:date="2026-05-01T10:00:00Z"/>'),
    ),
)


def test_open_changes_are_faults_that_name_each() -> None:
    with pytest.raises(InputRefusal) as caught:
        loaded(CHANGED)
    assert told(caught.value.diagnostics, "Z160") == [
        "probe.docx, Absatz 2: Offene Änderung: gelöscht von Vera Vorsitz: „schmal“.",
        "probe.docx, Absatz 2: Offene Änderung: eingefügt von Vera Vorsitz: „breit“.",
        "probe.docx, Absatz 3: Offene Änderung: eingefügt von Vera Vorsitz: „Ganz neu.“.",
        "probe.docx, Absatz 3: Offene Änderung: Absatzende eingefügt von Vera.",
        "probe.docx, Absatz 4: Offene Änderung: gelöscht von Vera Vorsitz: „Ganz alt.“.",
        "probe.docx, Absatz 4: Offene Änderung: Absatzende gelöscht von Vera.",
        "probe.docx, Absatz 7: Offene Änderung: Tabellenzeile eingefügt von Vera: „kommt“.",
    ]


@pytest.mark.parametrize(
    ("tracked", "expected"),
    [
        ("accept", ["Die Wege werden breit gebaut.", "Ganz neu.", "Das gilt.", "K", "bleibt", "kommt"]),
        ("reject", ["Die Wege werden schmal gebaut.", "Ganz alt.", "Das gilt.", "K", "bleibt"]),
    ],
)
def test_open_changes_may_be_decided_all_at_once(tracked: str, expected: list[str]) -> None:
    reading = loaded(CHANGED, tracked)
    assert [walk.plain(each.content) for each in walk.text_blocks(reading.numbered.chapter.blocks)] == expected
    assert told(reading.diagnostics, "Z161")


@pytest.mark.parametrize(("tracked", "word"), [("accept", "breit"), ("reject", "schmal")])
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_the_command_decides_over_changes(
    ending: str, tracked: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = CASES / f"offene-aenderungen.{ending}"
    assert main(["lines", str(path)]) == 3
    assert "Z160" in capsys.readouterr().err
    assert main(["lines", str(path), "--tracked", tracked]) == 0
    assert capsys.readouterr().out.split("\n")[1] == f"2\tDie Wege werden {word} und eben gebaut."


def test_the_publication_decides_over_changes(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(CHANGED.data())
    (tmp_path / "publication.toml").write_text('[[chapter]]\nsource = "a.docx"\ntracked = "reject"\n', encoding="utf-8")
    assert main(["lines", str(tmp_path / "a.docx")]) == 0


# Converting


@pytest.mark.parametrize("name", ["antrag-gruen.docx", "satzung-lesebruecke.odt"])
def test_a_draft_is_converted_with_its_pictures_and_reads_back(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(CASES / name), "--to", "commonmark", "--out", str(tmp_path)]) == 0
    assert "Z175" not in capsys.readouterr().err
    before = forms.read(CASES / name).numbered.chapter
    after = forms.read(tmp_path / f"{Path(name).stem}.md").numbered.chapter
    assert (before.title, before.details, before.blocks) == (after.title, after.details, after.blocks)
    assert [each.file for each in walk.pictures(before.blocks)] == [
        f"bilder/{each.name}" for each in sorted((tmp_path / "bilder").glob("*"))
    ]


def test_pictures_need_a_folder_which_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(CASES / "antrag-gruen.docx"), "--to", "commonmark"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("---\ntitle:")
    assert "Mit --out ORDNER liegen sie neben dem Text." in err


def test_a_text_is_not_converted_over_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n\na\n", encoding="utf-8")
    assert main(["convert", str(tmp_path / "a.md"), "--to", "commonmark", "--out", str(tmp_path)]) == 2
    assert "überschreiben" in capsys.readouterr().err
