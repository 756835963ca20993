"""LibreOffice texts: its own ways to number, to frame and to track, read as it shows them."""

from __future__ import annotations

import re

import pytest
from everything import png
from odt_drafts import bullet, h, items, level, list_style, odt, p

from pipeline.diagnostics import Diagnostic, InputRefusal
from pipeline.publication.settings import ChapterSettings, Publication
from pipeline.sources import forms
from pipeline.text import list_labels, outline, walk
from pipeline.text.model import BulletList, OrderedList

TITLE = p("Probe", "Title")
COUNTED = list_style("L1", level(1, "1", suffix="."), level(2, "a", suffix=")"), level(3, "i", suffix="."))


def loaded(data: bytes, tracked: str = "") -> forms.NumberedSource:
    return forms.loads(data, "probe.odt", Publication(chapters=(ChapterSettings(source="probe.odt", tracked=tracked),)))


_LINE = re.compile(r"(?P<indent> *)(?P<kind>[A-Za-z]+(?: \d)?)(?P<numbers> \d+(?:–\d+)?): (?P<words>.*)")


def shown(data: bytes, tracked: str = "") -> list[str]:
    """The text as indented lines, without the numbers of lines."""
    found = []
    for line in outline.tree(loaded(data, tracked).numbered).split("\n")[4:]:
        bare = re.sub("⟨[0-9]+⟩", "", line[2:])
        parts = _LINE.fullmatch(bare)
        found.append(f"{parts['indent']}{parts['kind']}: {parts['words']}" if parts else bare)
    return found


def told(diagnostics: tuple[Diagnostic, ...], code: str) -> list[str]:
    return [f"{each.place}: {each.message}" for each in diagnostics if each.code == code]


def labels(*blocks: str, automatic: str = COUNTED, styles: str = "") -> list[str]:
    """Each item as its label and its words."""
    found = []
    for block in walk.every(loaded(odt(TITLE, *blocks, automatic=automatic, outline=styles)).numbered.chapter.blocks):
        match block:
            case OrderedList(members):
                pairs = zip(list_labels.labels(block), members, strict=True)
                found += [f"{label} {walk.plain(each.content)}" for label, each in pairs]
            case BulletList(members):
                found += [f"• {walk.plain(each.content)}" for each in members]
            case _:
                continue
    return found


def test_lists_count_in_each_other_go_on_and_begin_anew() -> None:
    nested = items("L1", p("a"), p("b")).replace(' text:style-name="L1"', "")
    assert labels(
        items("L1", p("eins") + nested, p("zwei")),
        p("Zwischen."),
        items("L1", p("drei"), more='text:continue-numbering="true"'),
        p("Neu."),
        items("L1", p("wieder eins")),
    ) == ["1. eins", "2. zwei", "a) a", "b) b", "3. drei", "1. wieder eins"]


def test_a_list_may_go_on_by_name_also_by_one_that_is_not_there() -> None:
    assert labels(
        items("L1", p("eins"), more='xml:id="a"'),
        p("x"),
        items("L1", p("zwei"), more='text:continue-list="a"'),
        p("y"),
        items("L1", p("drei"), more='text:continue-list="fehlt"'),
    ) == ["1. eins", "2. zwei", "3. drei"]


def test_an_item_may_begin_at_any_number_and_a_list_at_a_lower_level() -> None:
    assert labels(items("L1", p("fünf"), item='text:start-value="5"')) == ["5. fünf"]
    assert labels(
        '<text:list text:style-name="L1"><text:list-item>'
        + items("", p("a")).replace(' text:style-name=""', "")
        + "</text:list-item></text:list>"
    ) == ["a) a"]


def test_labels_show_as_many_levels_as_their_style_says() -> None:
    style = list_style("L2", level(1, "1", suffix="."), level(2, "1", 'text:display-levels="2"'))
    assert labels(
        items("L2", p("eins") + items("L2", p("x"), p("y")), p("zwei") + items("L2", p("z"))), automatic=style
    ) == [
        "1. eins",
        "2. zwei",
        "1.1 x",
        "1.2 y",
        "2.1 z",
    ]


def test_labels_have_the_form_that_libreoffice_itself_writes() -> None:
    style = list_style(
        "L2", level(1, "1", 'loext:num-list-format="§ %1%"', prefix="x"), level(2, "1", prefix="(", suffix=")")
    )
    assert labels(items("L2", p("Name") + items("L2", p("Absatz"))), automatic=style) == ["§ 1 Name", "(1) Absatz"]


@pytest.mark.parametrize(("more", "expected"), [("", "ab)"), ('style:num-letter-sync="true"', "bb)")])
def test_letters_go_on_after_z_as_the_style_says(more: str, expected: str) -> None:
    style = list_style("L2", level(1, "a", more, suffix=")"))
    assert labels(items("L2", p("x"), item='text:start-value="28"'), automatic=style) == [f"{expected} x"]


def test_what_heads_a_list_and_what_follows_in_an_item_has_no_label() -> None:
    style = COUNTED
    header = f'<text:list text:style-name="L1"><text:list-header>{p("Kopf")}</text:list-header><text:list-item>{p("eins") + p("mehr")}</text:list-item></text:list>'
    assert shown(odt(TITLE, header, automatic=style)) == [
        "Paragraph: Kopf",
        "OrderedList from 1, 1 items",
        "  ListItem: eins",
        "    Paragraph: mehr",
    ]


def test_bullets_and_numbered_paragraphs_are_lists() -> None:
    assert labels(items("L3", p("a") + items("L3", p("b"))), automatic=list_style("L3", bullet(1), bullet(2))) == [
        "• a",
        "• b",
    ]
    one = '<text:numbered-paragraph text:list-id="z" text:style-name="L1" text:level="{}">{}</text:numbered-paragraph>'
    assert labels(one.format(1, p("eins")), one.format(2, p("a"))) == ["1. eins", "a) a"]


def test_headings_have_the_numbers_of_the_outline_unless_they_say_otherwise() -> None:
    levels = "".join(
        level(at, "1", f'text:display-levels="{at}"').replace("list-level-style-number", "outline-level-style")
        for at in (1, 2)
    )
    style = f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'
    made = odt(
        TITLE,
        h("Eins"),
        p("x"),
        h("Unter", 2),
        h("Zwei"),
        h("Ohne", 2, 'text:is-list-header="true"'),
        p("y"),
        outline=style,
    )
    assert shown(made) == [
        "Heading 1: 1 Eins",
        "Paragraph: x",
        "Heading 2: 1.1 Unter",
        "Heading 1: 2 Zwei",
        "Heading 2: Ohne",
        "Paragraph: y",
    ]


def test_looks_are_those_of_spans_and_of_the_whole_paragraph() -> None:
    made = odt(
        TITLE,
        p(
            'a <text:span text:style-name="Strong_20_Emphasis">b</text:span> x<text:span text:style-name="T2">2</text:span> y<text:span text:style-name="T3">3</text:span>'
        ),
        p('Fett <text:span text:style-name="T6">nicht</text:span>', "P9"),
        p("a<text:s text:c='3'/>b<text:tab/>c\n  d<text:line-break/>e"),
    )
    assert shown(made) == [
        "Paragraph: a Strong[b] xSuperscript[2] ySubscript[3]",
        "Paragraph: Strong[Fett] nicht",
        "Paragraph: a b c d⏎e",
    ]


def test_a_picture_in_a_frame_with_words_has_them_as_its_caption() -> None:
    inner = (
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:title>Kurz</svg:title><svg:desc>Ein Weg</svg:desc></draw:frame>'
        'Abbildung <text:sequence text:name="Illustration">1</text:sequence>: Der Weg'
    )
    made = odt(
        TITLE,
        p(f"Vorher.<draw:frame><draw:text-box>{p(inner, 'Illustration')}</draw:text-box></draw:frame>"),
        pictures={"a.png": png(4, 2)},
    )
    assert shown(made)[1].startswith("Picture")
    assert "Abbildung 1" in outline.tree(loaded(made).numbered)


def test_rows_and_cells_are_those_of_the_grid() -> None:
    rows = (
        f'<table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned="2">{p("A")}</table:table-cell>'
        f'<table:table-cell table:number-columns-spanned="2">{p("B")}</table:table-cell><table:covered-table-cell/></table:table-row>'
        f"<table:table-row><table:covered-table-cell/><table:table-cell>{p('C')}</table:table-cell><table:table-cell>{p('D')}</table:table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row>"
        + "".join(f"<table:table-cell>{p(each)}</table:table-cell>" for each in "123")
        + "</table:table-row>"
    )
    tree = outline.tree(loaded(odt(TITLE, p("x"), f"<table:table>{rows}</table:table>")).numbered).split("\n")
    assert [line.strip() for line in tree[-4:]] == [
        "Table, 1 rows of 3, 2 of heads",
        "A (1 × 2) | B (2 × 1)",
        "C | D",
        "1 | 2 | 3",
    ]


def test_what_is_hidden_and_what_is_remarked_is_reported() -> None:
    reading = loaded(
        odt(
            TITLE,
            p('sichtbar<text:span text:style-name="T4">weg</text:span>'),
            f'<text:section text:display="none">{p("auch weg")}</text:section>',
            p(f"a<office:annotation><dc:creator>Uwe</dc:creator>{p('Prüfen')}</office:annotation>b"),
        )
    )
    assert told(reading.diagnostics, "Z163") == ["probe.odt, Absatz 2: Verborgener Text ist kein Text, etwa „weg“."]
    assert told(reading.diagnostics, "Z168") == ["probe.odt, Absatz 3: Kommentar von Uwe: „Prüfen“."]


def test_a_bibliography_is_text_and_what_stands_in_an_unknown_block_is_reported() -> None:
    listed = f"<text:bibliography><text:index-body>{p('Müller: Wege.')}</text:index-body></text:bibliography>"
    data = odt(TITLE, p("x"), listed, f"<text:neu>{p('Neues')}</text:neu>", "<text:soft-page-break/>")
    assert shown(data)[-1] == "Paragraph: Müller: Wege."
    assert told(loaded(data).diagnostics, "Z164") == [
        "probe.odt, Absatz 3: Was in „text:neu“ steht, ist nicht übernommen: „Neues“."
    ]


def test_fields_that_change_by_themselves_and_a_marker_pen_are_reported() -> None:
    field = '<text:date>1. Mai</text:date><text:date text:fixed="true">2. Mai</text:date>'
    yellow = '<style:style style:name="T8" style:family="text"><style:text-properties fo:background-color="#ffff00"/></style:style>'
    data = odt(TITLE, p(f'{field}<text:span text:style-name="T8">gelb</text:span>'), automatic=yellow)
    assert [each.split("„")[1].split("“")[0] for each in told(loaded(data).diagnostics, "Z165")] == ["1. Mai", "gelb"]


CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info><dc:creator>Uwe</dc:creator></office:change-info>'
    '</text:insertion></text:changed-region><text:changed-region text:id="c2"><text:deletion><office:change-info><dc:creator>Eva</dc:creator>'
    f"</office:change-info>{p(' Ende des ersten.')}{p('Anfang des zweiten ')}</text:deletion></text:changed-region></text:tracked-changes>"
)
CHANGED = odt(
    TITLE,
    p('Eins.<text:change-start text:change-id="c1"/>'),
    p('Ganz neu.<text:change-end text:change-id="c1"/>'),
    p('Zwei<text:change text:change-id="c2"/>und Rest.'),
    before=CHANGES,
)


def test_open_changes_are_faults_that_name_each() -> None:
    with pytest.raises(InputRefusal) as caught:
        loaded(CHANGED)
    assert told(caught.value.diagnostics, "Z160") == [
        "probe.odt, Absatz 2: Offene Änderung: eingefügt von Uwe: „Ganz neu.“.",
        "probe.odt, Absatz 4: Offene Änderung: gelöscht von Eva: „Ende des ersten. Anfang des zweiten“.",
    ]


@pytest.mark.parametrize(
    ("tracked", "expected"),
    [
        ("accept", ["Paragraph: Eins.", "Paragraph: Ganz neu.", "Paragraph: Zweiund Rest."]),
        ("reject", ["Paragraph: Eins.", "Paragraph: Zwei Ende des ersten.", "Paragraph: Anfang des zweiten und Rest."]),
    ],
)
def test_open_changes_may_be_decided_all_at_once(tracked: str, expected: list[str]) -> None:
    assert shown(CHANGED, tracked) == expected
