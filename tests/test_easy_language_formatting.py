"""What formatting says is kept through TOML and editions, or reported; nothing that is struck out or hidden is published."""

from __future__ import annotations

import re

import handover as docx
import pytest
from conftest import TEXT, read
from handover import Fill, handover, para, run
from hypothesis import given
from hypothesis import strategies as st

from pipeline.easy_language import ledger, line_markup, list_signs
from pipeline.easy_language.clean_lines import clean
from pipeline.easy_language.line_markup import StyledText
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.rendition import rendition_of
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.row_status import refreshed
from pipeline.easy_language.segments import segments
from pipeline.editions.registry import EASY_EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.containers import members
from pipeline.text.model import Mark, book_of

NUMBERED = read(TEXT).numbered
NAMES = [each.name for each in segments(NUMBERED)]
X = "S0003"


def back(xml: str, styles: str = "", relations: str = "", **more: Fill) -> Reconciled:
    made = handover(
        NUMBERED,
        {name: Fill([f"Satz {name}."], "übersetzt") for name in NAMES} | {X: Fill(xml=xml, status="übersetzt")} | more,
    )
    parts = docx.unpacked(made.data())
    if styles:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", f"{styles}</w:styles>".encode())
    if relations:
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    return reconciled(sheet(docx.packed(parts), "z.docx"), NUMBERED, None, "t.toml")


def text(result: Reconciled) -> tuple[str, ...]:
    return next(row.text for row in result.translation.rows if row.name == X)


def styled(words: str, properties: str) -> str:
    return run(words, f"<w:rPr>{properties}</w:rPr>")


def leftovers(result: Reconciled) -> str:
    return "\n".join(line for each in result.translation.leftovers for line in each.text)


def messages(result: Reconciled, code: str) -> list[str]:
    return [each.message for each in result.diagnostics if each.code == code]


RAISED, HIGHER = '<w:vertAlign w:val="superscript"/>', '<w:position w:val="6"/>'
STRONG = '<w:style w:type="character" w:styleId="Fett"><w:name w:val="Fett"/><w:rPr><w:b/></w:rPr></w:style>'
STRUCK = (
    '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="AuchWeg"><w:name w:val="AuchWeg"/><w:basedOn w:val="Weg"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Alt"><w:name w:val="Alt"/><w:rPr><w:dstrike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Geheim"><w:name w:val="Geheim"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize("bold", ["<w:b/>", '<w:b w:val="1"/>', '<w:rStyle w:val="Fett"/>'])
def test_bold_is_kept(bold: str) -> None:
    xml = f"<w:p>{run('Sie müssen ')}{styled('nicht ', bold)}{run('zahlen.')}</w:p>"
    assert text(back(xml, STRONG)) == ("Sie müssen **nicht** zahlen.",)


@pytest.mark.parametrize(
    "plain", ['<w:b w:val="0"/>', '<w:b w:val="false"/>', '<w:rStyle w:val="Fett"/><w:b w:val="0"/>']
)
def test_what_is_bold_no_more_is_not_bold(plain: str) -> None:
    assert text(back(f"<w:p>{styled('Satz.', plain)}</w:p>", STRONG)) == ("Satz.",)


RELATION = (
    '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
    'Target="{}" TargetMode="External"/>'
)
IN_PARTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPER</w:instrText></w:r>'
    '<w:r><w:instrText>LINK "https://dortmund.de/beirat" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    f'{run("Beirat")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    "link",
    [
        f'<w:hyperlink r:id="rX">{run("Beirat")}</w:hyperlink>',
        f"<w:fldSimple w:instr=' HYPERLINK \"https://dortmund.de/beirat\" '>{run('Beirat')}</w:fldSimple>",
        IN_PARTS,
    ],
)
def test_links_are_kept_however_they_are_made(link: str) -> None:
    result = back(
        f"<w:p>{run('Mehr beim ')}{link}{run('.')}</w:p>", relations=RELATION.format("https://dortmund.de/beirat")
    )
    assert text(result) == ("Mehr beim [Beirat](https://dortmund.de/beirat).",)
    assert result.diagnostics == ()


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "C:/Büro/x.docx"])
def test_a_link_that_an_edition_must_not_have_is_reported_and_keeps_its_words(target: str) -> None:
    xml = f'<w:p><w:hyperlink r:id="rX">{run("Beirat")}</w:hyperlink></w:p>'
    result = back(xml, relations=RELATION.format(target))
    assert text(result) == ("Beirat",)
    assert any("Link nicht übernommen" in each for each in messages(result, "Z669"))


def test_raised_and_lowered_signs_are_kept() -> None:
    up, down = RAISED, '<w:vertAlign w:val="subscript"/>'
    xml = f"<w:p>{run('20 m')}{styled('2', up)}{run(', CO')}{styled('2', down)}{run(', x')}{styled('3', HIGHER)}</w:p>"
    assert text(back(xml)) == ("20 m^2^, CO~2~, x^3^",)


@pytest.mark.parametrize(
    ("properties", "paragraph"),
    [("<w:strike/>", ""), ("<w:dstrike/>", ""), ('<w:rStyle w:val="Weg"/>', ""), ('<w:rStyle w:val="AuchWeg"/>', ""), ("", '<w:pStyle w:val="Alt"/>')],
)  # fmt: skip
def test_what_is_struck_out_is_never_published_and_reported(properties: str, paragraph: str) -> None:
    xml = f"{para('Ein Satz.')}<w:p><w:pPr>{paragraph}</w:pPr>{styled('Alter Satz.', properties)}</w:p>"
    result = back(xml, STRUCK)
    assert text(result) == ("Ein Satz.",)
    assert leftovers(result) == "Alter Satz."
    assert ["Alter Satz." in each for each in messages(result, "Z669")] == [True]


@pytest.mark.parametrize(
    ("properties", "paragraph"),
    [
        ("<w:vanish/>", ""),
        ("<w:webHidden/>", ""),
        ('<w:color w:val="FFFFFF"/>', ""),
        ('<w:color w:val="FEFEFE"/>', ""),
        ('<w:color w:themeColor="background1"/>', ""),
        ('<w:sz w:val="2"/>', ""),
        ("", '<w:pStyle w:val="Geheim"/>'),
    ],
)
def test_what_nobody_sees_is_never_published_and_reported(properties: str, paragraph: str) -> None:
    xml = f"{para('Ein Satz.')}<w:p><w:pPr>{paragraph}</w:pPr>{styled('Geheim.', properties)}</w:p>"
    result = back(xml, STRUCK)
    assert text(result) == ("Ein Satz.",)
    assert leftovers(result) == "Geheim."
    assert messages(result, "Z654")


def test_white_on_dark_is_seen() -> None:
    shown = styled("Ein Satz.", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3F8F"/>')
    xml = f"<w:p>{shown}</w:p>"
    assert text(back(xml)) == ("Ein Satz.",)


def test_a_status_that_is_struck_out_is_none() -> None:
    made = handover(NUMBERED, {name: Fill([f"Satz {name}."], "übersetzt") for name in NAMES})
    made.replace(X, run("übersetzt"), styled("weggelassen", "<w:strike/>") + run("übersetzt"))
    result = reconciled(sheet(made.data(), "z.docx"), NUMBERED, None, "t.toml")
    assert {str(row.status) for row in result.translation.rows} == {"übersetzt"}
    assert messages(result, "Z669")


@pytest.mark.parametrize(
    ("properties", "look"),
    [
        ("<w:caps/>", "Großbuchstaben"),
        ("<w:smallCaps/>", "Großbuchstaben"),
        ('<w:color w:val="FF0000"/>', "Farbe"),
        ('<w:color w:themeColor="accent1"/>', "Farbe"),
        ('<w:highlight w:val="yellow"/>', "Markierung"),
        ('<w:shd w:fill="FFFF00"/>', "Markierung"),
        ("<w:i/>", "kursiv"),
        ('<w:u w:val="single"/>', "unterstrichen"),
    ],
)
def test_looks_that_are_not_kept_are_reported_once_for_all_rows(properties: str, look: str) -> None:
    xml = f"<w:p>{styled('Frage an Sie', properties)}</w:p>"
    other = {"S0004": Fill(xml=xml.replace("Frage", "Noch"), status="übersetzt")}
    result = back(xml, S0004=other["S0004"])
    assert text(result) == ("Frage an Sie",)
    [only] = messages(result, "Z669")
    assert only.startswith(f"S0003–S0004: {look} nicht übernommen")
    assert "„Frage an Sie“" in only


def test_signs_of_symbol_fonts_are_read_or_reported_and_soft_hyphens_go() -> None:
    xml = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t xml:space="preserve"> Ehren</w:t><w:noBreakHyphen/><w:t>Amt</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Staats</w:t><w:softHyphen/><w:t>anwaltschaft\u00ad</w:t></w:r></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/><w:t>Punkt eins</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b7</w:t><w:tab/><w:t>Punkt zwei</w:t></w:r></w:p>'
    )
    result = back(xml)
    assert text(result) == ("✓ Ehren-Amt", "Staatsanwaltschaft", "• Punkt eins", "• Punkt zwei")
    told = " ".join(messages(result, "Z669"))
    assert "Zeichen einer Symbolschrift" in told
    assert "weiche Trennstriche" in told
    unknown = back('<w:p><w:r><w:sym w:font="Webdings" w:char="F021"/><w:t>Haus</w:t></w:r></w:p>')
    assert text(unknown) == ("Haus",)
    assert "Webdings F021" in " ".join(messages(unknown, "Z669"))


def test_words_of_word_art_and_drawings_are_reported() -> None:
    v = "urn:schemas-microsoft-com:vml"
    xml = f'<w:p><w:r><w:pict xmlns:v="{v}"><v:shape><v:textpath string="Hallo"/></v:shape></w:pict></w:r>{run("Satz.")}</w:p>'
    result = back(xml)
    assert text(result) == ("Satz.",)
    assert any("WordArt" in each and "Hallo" in each for each in messages(result, "Z669"))


TYPED = [
    "- Frauen",
    "– Kinder",
    "* Männer",
    "•\tAlte",
    "·  Junge",
    "o Kranke",
    "➢ Arme",
    "1) Eins",
    "2) Zwei",
    "a) Aa",
    "b) Bb",
    "(1) X",
]


def test_typed_signs_become_lists_with_their_numbers_as_typed() -> None:
    result = back("".join(para(line) for line in ["Zum Beispiel:", *TYPED]))
    assert text(result) == (
        *("Zum Beispiel:", "• Frauen", "• Kinder", "• Männer", "• Alte", "• Junge", "• Kranke", "• Arme"),
        *("1) Eins", "2) Zwei", "a) Aa", "b) Bb", "(1) X"),
    )
    page = edition(result, "-leicht.html")
    assert "<li>Frauen</li>" in page
    assert page.count("<ul>") == 1
    assert "&#x27;1) &#x27;" in page
    assert "&#x27;(1) &#x27;" in page


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Mai ist frei.", "2. Mai auch."],
        ["o ja, das geht."],
        ["5 - 3 ist 2."],
        ["1. Januar"],
        ["-5 Grad"],
        ["3. Klasse"],
    ],
)
def test_what_only_looks_like_a_sign_is_text(lines: list[str]) -> None:
    assert list_signs.signs_of(lines) == [None] * len(lines)


def test_numbers_go_on_over_rows() -> None:
    result = back(para("3. Milch") + para("Noch ein Satz."), S0002=Fill(["1. Brot", "2. Salz"], "übersetzt"))
    page = edition(result, "-leicht.html")
    assert '<ol start="3"><li>Milch</li></ol>' in re.sub(r"\n", "", page)


def test_a_list_of_word_keeps_its_labels() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    of = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    made = handover(
        NUMBERED,
        {
            X: Fill(
                xml=para("Cc", of.format(7)) + para("Dd", of.format(7)) + para("Aa", of.format(8)), status="übersetzt"
            )
        },
    )
    parts = docx.unpacked(made.data())
    parts["word/numbering.xml"] = parts["word/numbering.xml"].replace(
        b"</w:numbering>", f"{numbering}</w:numbering>".encode()
    )
    result = reconciled(sheet(docx.packed(parts), "z.docx"), NUMBERED, None, "t.toml")
    assert text(result) == ("c) Cc", "d) Dd", "a) Aa")


def edition(result: Reconciled, suffix: str) -> str:
    """The edition of what the TOML says, as text."""
    kept = ledger.loads(ledger.dumps(result.translation), "t.toml")
    easy = rendition_of(NUMBERED, refreshed(kept, NUMBERED, ReturnReport("t")), {})
    assert easy
    made = next(each for each in EASY_EDITIONS.values() if each.suffix == suffix).write(
        book_of(NUMBERED), Publication(publisher="Verlag", responsible="A. B., Straße 1, 44135 Ort"), easy
    )
    if suffix.endswith("html"):
        return made.decode()
    return members(made)["word/document.xml" if suffix.endswith("docx") else "EPUB/leicht.xhtml"].decode()


def test_bold_and_links_and_raised_signs_are_in_the_editions() -> None:
    words = f"{run('Nicht ')}{styled('alle', '<w:b/>')}{run(' 5 m')}{styled('2', RAISED)}{run(' ')}{IN_PARTS}"
    result = back(f"<w:p>{words}</w:p>")
    page = edition(result, "-leicht.html")
    assert "<strong>alle</strong>" in page
    assert "m<sup>2</sup>" in page
    assert '<a href="https://dortmund.de/beirat">Beirat</a>' in page
    assert "**" not in page
    word = edition(result, "-leicht.docx")
    assert '<w:rStyle w:val="Strong"/>' in word
    assert 'w:val="superscript"' in word


@given(
    st.lists(
        st.builds(
            StyledText,
            st.text(st.sampled_from("ab *\\[]()^~•-1."), min_size=1, max_size=8),
            st.booleans(),
            st.sampled_from([None, Mark.SUPERSCRIPT, Mark.SUBSCRIPT]),
            st.sampled_from(["", "", "https://a.de/(b)"]),
        ),
        max_size=6,
    )
)
def test_no_sign_of_a_text_is_taken_for_formatting(pieces: list[StyledText]) -> None:
    words = "".join(each.text for each in pieces if not each.address)
    if all(not each.address for each in pieces):
        plain = [StyledText(each.text) for each in pieces]
        assert line_markup.plain(line_markup.written(plain)) == words


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("a\tb", "a b"), ("a\xa0b", "a b"), ("a\u200bb", "ab"), ("Ehren‑Amt", "Ehren-Amt"), ("a\x85b", "a b"), ("a\x07b", "ab"), ("  a   b ", "a b"), ("Grün", "Grün"), ("a\ufeffb\u202e", "ab"), ("👩\u200d💼", "👩\u200d💼")],
)  # fmt: skip
def test_white_space_and_controls_are_normalised(line: str, wanted: str) -> None:
    assert clean(line) == wanted
    assert clean(wanted) == wanted
