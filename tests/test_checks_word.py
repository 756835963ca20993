"""What is wrong in a Word document is found: the hand-over's rows and parts, Open XML, access; each broken once."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from broken import probe
from conftest import seed
from leicht import sample_reading

from pipeline.checks import handover_rows, open_xml, word_access
from pipeline.checks.examination import CHECKS
from pipeline.checks.finding import NOT_RUN
from pipeline.checks.finished import Finished, outcome
from pipeline.easy_language import form_wording
from pipeline.editions import docx
from pipeline.editions.easy import easy_document as easy_docx
from pipeline.publication.settings import Publication
from pipeline.readback.word_form import form_of
from pipeline.text.model import (
    Chapter,
    Heading,
    LineRule,
    LineStart,
    NumberedChapter,
    Paragraph,
    SourceFile,
    Text,
    book_of,
)

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
CORE, CUSTOM, FOOTER = "docProps/core.xml", "docProps/custom.xml", "word/footer1.xml"

Members = dict[str, bytes]


def unzipped(data: bytes) -> Members:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Members) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@cache
def whole() -> bytes:
    return docx.write(probe.CHAPTER, Publication(publisher="Rat"))


@cache
def easy() -> bytes:
    return easy_docx.write(book_of(seed().numbered), Publication(), sample_reading(seed().numbered))


def changed(data: bytes, member: str, pattern: str, new: str) -> bytes:
    members = unzipped(data)
    before = members[member].decode()
    after = re.sub(pattern, new, before, count=1, flags=re.DOTALL)
    assert after != before, "the damage has not been done"
    return zipped(members | {member: after.encode()})


def wrong(data: bytes, truth: NumberedChapter = probe.CHAPTER) -> list[str]:
    return list(handover_rows.findings(form_of(data), truth))


ROW = r"<w:tr>(?:(?!</w:tr>).)*"
TABLE = r"<w:tbl>(?:(?!</w:tbl>).)*"

HANDOVER: dict[str, tuple[str, str, str, str]] = {
    # name: member, pattern, replacement, what the finding says
    "a row is missing": (DOCUMENT, rf"{ROW}S0004, (?:(?!</w:tr>).)*</w:tr>", "", "S0004: die Tabellenzeile fehlt"),
    "a row is doubled": (DOCUMENT, rf"({ROW}S0004, (?:(?!</w:tr>).)*</w:tr>)", r"\1\1", "S0004: 2 Tabellenzeilen"),
    "two rows have changed places": (
        DOCUMENT,
        rf"({ROW}S0004, (?:(?!</w:tr>).)*</w:tr>)({ROW}S0005, (?:(?!</w:tr>).)*</w:tr>)",
        r"\2\1",
        "nicht in der Reihenfolge",
    ),
    "a row that is no sentence": (DOCUMENT, "S0004, Zeile 5<", "S0044, Zeile 5<", "S0044, Zeile 5"),
    "a row without number": (DOCUMENT, "S0004, Zeile 5<", "Zeile 5<", "„Zeile 5 |"),
    "other lines": (DOCUMENT, "S0002, Zeile 1–3<", "S0002, Zeile 1–4<", "gefunden „S0002, Zeile 1–4“"),
    "a hyphen for the dash": (DOCUMENT, "S0002, Zeile 1–3<", "S0002, Zeile 1-3<", "S0002, Zeile 1-3"),
    "lines of the title": (DOCUMENT, ">S0001<", ">S0001, Zeile 1<", "erwartet die Nummer „S0001“"),
    "a word less": (DOCUMENT, "misst sich daran", "misst daran", "S0002: im Original"),
    "a word hidden": (
        DOCUMENT,
        "<w:r>(<w:t[^>]*>Eine gerechte Stadt)",
        r"<w:r><w:rPr><w:vanish/></w:rPr>\1",
        "S0002: im Original",
    ),
    "a space more": (DOCUMENT, "misst sich daran", "misst  sich daran", "S0002: im Original"),
    "an original that is nobody's": (DOCUMENT, ">Wir werden<", ">Sie werden<", "S0004: im Original"),
    "no bookmark": (
        DOCUMENT,
        '<w:bookmarkStart [^>]*w:name="S0004"/>',
        "",
        "S0004: erwartet die Textmarke S0004, gefunden keine",
    ),
    "an open bookmark": (
        DOCUMENT,
        '(<w:bookmarkStart w:id="4" w:name="S0004"/>.*?)<w:bookmarkEnd w:id="4"/>',
        r"\1",
        "S0004: erwartet die Textmarke",
    ),
    "another's bookmark": (
        DOCUMENT,
        'w:name="S0004"',
        'w:name="S0005"',
        "S0004: erwartet die Textmarke S0004, gefunden S0005",
    ),
    "the same bookmark twice": (DOCUMENT, 'w:name="S0004"', 'w:name="S0005"', "Textmarke S0005 gibt es 2-mal"),
    "another's tag": (DOCUMENT, '<w:tag w:val="S0004"/>', '<w:tag w:val="S0005"/>', "S0004: das Feld"),
    "the same tag twice": (DOCUMENT, '<w:tag w:val="S0004"/>', '<w:tag w:val="S0005"/>', "Inhaltssteuerelement S0005"),
    "no title of the field": (DOCUMENT, '<w:alias w:val="Leichte Sprache S0004"/>', "", "S0004: das Feld"),
    "no field": (
        DOCUMENT,
        r'<w:sdt><w:sdtPr><w:alias w:val="Leichte Sprache S0004"/>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>',
        r"\1",
        "S0004: das Feld",
    ),
    "a field filled in": (
        DOCUMENT,
        r'("Leichte Sprache S0004"/>(?:(?!</w:sdtPr>).)*)<w:showingPlcHdr/>',
        r"\1",
        "S0004: im Feld",
    ),
    "a status less": (
        DOCUMENT,
        '<w:listItem w:displayText="weggelassen" w:value="weggelassen"/>',
        "",
        "S0001: der Status lässt sich nur wählen",
    ),
    "no drop-down": (DOCUMENT, r"<w:dropDownList>.*?</w:dropDownList>", "", "wählen aus: nichts"),
    "a status of another name": (DOCUMENT, '"S0004-status"', '"S0004-stand"', "S0004: die Auswahl"),
    "a status already": (DOCUMENT, r">offen<", ">geprüft<", "S0001: der Status ist nicht"),
    "a picture already": (
        DOCUMENT,
        r"(Wir werden<.*?</w:sdt></w:tc><w:tc>.*?</w:pPr>)(</w:p>)",
        r"\1<w:r><w:t>haus.png</w:t></w:r>\2",
        "S0004: in der Spalte „Bild“",
    ),
    "a cell less": (
        DOCUMENT,
        rf"({ROW}S0004, .*?)<w:tc>(?:(?!<w:tc>).)*</w:tr>",
        r"\1</w:tr>",
        "S0004: die Tabellenzeile hat 4 Zellen",
    ),
    "a column of another name": (DOCUMENT, ">Leichte Sprache<", ">Einfache Sprache<", "S0001: die Tabellenzeile fehlt"),
    "another section": (
        DOCUMENT,
        r'(<w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t[^>]*>)Für das Ehrenamt',
        r"\1Für das Amt",
        "statt unter „Für das Ehrenamt“",
    ),
    "sections that are one": (
        DOCUMENT,
        r"</w:tbl>(?=<w:p>(?:(?!<w:tbl>).)*Für das Ehrenamt).*?</w:tr>",
        "",
        "Erwartet 3 Tabellen",
    ),
    "no sheet": (
        DOCUMENT,
        f">{form_wording.SHEET}<.*?{TABLE}</w:tbl>",
        f">{form_wording.SHEET}</w:t></w:r></w:p>",
        f"Die Tabelle „{form_wording.SHEET}“ fehlt",
    ),
    "no title in the sheet": (
        DOCUMENT,
        "(>Titel</w:t>.*?)Probe auf Ehrenamt",
        r"\1Probe auf das Amt",
        "die Angabe „Titel“",
    ),
    "no size in the sheet": (DOCUMENT, ">Umfang<", ">Größe<", "die Angabe „Umfang“"),
    "another who resolved it": (DOCUMENT, ">Rat, beschlossen", ">Beirat, beschlossen", "Beschlossen"),
    "a question less": (DOCUMENT, rf"{ROW}>Zielgruppe<.*?</w:tr>", "", f"{form_wording.SHEET}: es fehlen Zielgruppe"),
    "a question without field": (
        DOCUMENT,
        '<w:alias w:val="Zielgruppe"/>',
        '<w:alias w:val="Gruppe"/>',
        "neben „Zielgruppe“",
    ),
    "no word list": (DOCUMENT, ">Vereinbartes Wort<", ">Anderes Wort<", "Die Tabelle „Wörterliste“"),
    "a word that is not there": (DOCUMENT, r"(>Erklärung<.*?<w:t [^>]*>)Donau", r"\1Rhein", "Wörterliste: „Rhein"),
    "no room for words": (DOCUMENT, r"(?:<w:tr>(?:(?!</w:tr>|<w:t[ >]).)*</w:tr>)+", "", "keine Zeile ist frei"),
    "no protocol": (
        DOCUMENT,
        f">Prüf-Protokoll</w:t>((?:(?!<w:tbl>).)*){TABLE}</w:tbl>",
        r">Prüf-Protokoll</w:t>\1",
        "Die Tabelle „Prüf-Protokoll“ fehlt",
    ),
    "a reader less": (
        DOCUMENT,
        rf"{ROW}>Geprüft von \(2\)<.*?</w:tr>",
        "",
        r"Prüf-Protokoll: es fehlen Geprüft von (2)",
    ),
    "labels in another order": (
        DOCUMENT,
        rf"({ROW}>Geprüft von \(1\)<.*?</w:tr>)({ROW}>Geprüft von \(2\)<.*?</w:tr>)",
        r"\2\1",
        "Prüf-Protokoll: sie stehen nicht",
    ),
    "a label more": (DOCUMENT, rf"({ROW}>Geprüft von \()(1)(\)<.*?</w:tr>)", r"\g<1>1\3\g<1>3\3", "gehört nicht dazu"),
    "a protocol filled in": (
        DOCUMENT,
        r'(<w:alias w:val="Geprüft von \(1\)"/>(?:(?!</w:sdtPr>).)*)<w:showingPlcHdr/>',
        r"\1",
        "neben „Geprüft von (1)“ steht schon",
    ),
    "no instructions": (DOCUMENT, ">So füllen Sie dieses Dokument aus<", ">So nicht<", "Die Teile sind nicht"),
    "another slug": (CUSTOM, ">probe<", ">probe-2<", "zeilentreu-slug"),
    "another source": (CUSTOM, ">0{64}<", ">" + "1" * 64 + "<", "zeilentreu-source-sha256"),
    "no version": (CUSTOM, "zeilentreu-format", "format", "zeilentreu-format"),
}


@pytest.mark.parametrize("name", HANDOVER)
def test_every_damage_of_the_hand_over_is_found_and_named(name: str) -> None:
    member, pattern, new, says = HANDOVER[name]
    assert any(says in message for message in wrong(changed(whole(), member, pattern, new)))


SAMPLE = r"<w:p>(?:(?!</w:p>).)*"

ACCESS: dict[str, tuple[str, str, str, str]] = {
    "no title": (CORE, "<dc:title>.*?</dc:title>", "<dc:title> </dc:title>", "Titel des Dokuments fehlt"),
    "no core title": (CORE, "<dc:title>.*?</dc:title>", "", "Titel des Dokuments fehlt"),
    "no language": (STYLES, "<w:lang [^>]*/>", "", "keine Sprache"),
    "a language that is none": (STYLES, 'w:lang w:val="[^"]*"', 'w:lang w:val="Deutsch!"', "„Deutsch!“"),
    "hyphens": (SETTINGS, '<w:autoHyphenation w:val="0"/>', "<w:autoHyphenation/>", "Silbentrennung ist an"),
    "a level left out": (
        DOCUMENT,
        '"Heading2"/></w:pPr><w:r><w:t[^>]*>Titel',
        '"Heading3"/></w:pPr><w:r><w:t>Titel',
        "„Titel“ hat nach der Ebene 1 die Ebene 3",
    ),
    "a second level first": (DOCUMENT, '"Heading1"', '"Heading2"', "hat als erste die Ebene 2"),
    "an empty heading": (DOCUMENT, f">{form_wording.SHEET}<", "><", "Ebene 1 ist leer"),
    "no header row": (
        DOCUMENT,
        "<w:tblHeader/>",
        "",
        f"Tabelle „{form_wording.SHEET}“: die erste Zeile ist keine Kopfzeile",
    ),
    "a header row that does not repeat": (
        DOCUMENT,
        "<w:tblHeader/>",
        '<w:tblHeader w:val="0"/>',
        "die erste Zeile ist keine Kopfzeile",
    ),
    "a header row further down": (
        DOCUMENT,
        r"(>Art des Textes<.*?<w:cantSplit/>)",
        r"\1<w:tblHeader/>",
        "mitten in der Tabelle",
    ),
    "a head without words": (DOCUMENT, ">Bild<", "><", "eine Spalte hat keine Überschrift"),
    "cells merged across": (
        DOCUMENT,
        r'(<w:tcW w:w="10510" w:type="dxa"/>)',
        r'\1<w:gridSpan w:val="2"/>',
        "verbunden",
    ),
    "cells merged downwards": (
        DOCUMENT,
        r'(<w:tcW w:w="10510" w:type="dxa"/>)(?=</w:tcPr>)',
        r'\1<w:vMerge w:val="restart"/>',
        "verbunden",
    ),
    "a cell missing": (DOCUMENT, r"<w:tc>(?:(?!</w:tc>).)*>Medium<.*?</w:tc>", "", "verbunden"),
    "a table in a table": (
        DOCUMENT,
        r'(<w:tcW w:w="10510" w:type="dxa"/></w:tcPr>)(?=<w:p)',
        r"\1<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "Zelle einer anderen Tabelle",
    ),
    "a table without a name": (
        DOCUMENT,
        "<w:tblCaption [^>]*/><w:tblDescription [^>]*/>",
        "",
        "Tabelle 1: der Alternativtext fehlt",
    ),
    "a typed bullet": (
        DOCUMENT,
        ">Eine Tabellenzeile für jeden",
        ">• Eine Tabellenzeile für jeden",
        "Listenzeichen ist nur getippt",
    ),
    "a typed dash in a cell": (DOCUMENT, ">Kapitel<", ">- Kapitel<", "„- Kapitel“"),
    "a typed bullet after a line break": (
        DOCUMENT,
        "Eine Tabellenzeile für jeden",
        r"Es gilt:</w:t><w:br/><w:t>– Eine für jeden",
        "„– Eine für jeden",
    ),
    "typed numbers": (
        DOCUMENT,
        "<w:p>(?=(?:(?!</w:p>).)*Eine Tabellenzeile für jeden)",
        "<w:p><w:r><w:t>1. eins</w:t></w:r></w:p><w:p><w:r><w:t>2. zwei</w:t></w:r></w:p><w:p>",
        "„2. zwei“",
    ),
    "typed letters": (
        DOCUMENT,
        "<w:p>(?=(?:(?!</w:p>).)*Eine Tabellenzeile für jeden)",
        "<w:p><w:r><w:t>a) eins</w:t></w:r></w:p><w:p><w:r><w:t>b) zwei</w:t></w:r></w:p><w:p>",
        "„b) zwei“",
    ),
    "an item that is none": (
        DOCUMENT,
        r"<w:numPr>(?:(?!</w:numPr>).)*</w:numPr></w:pPr><w:r><w:t[^>]*>Schreiben Sie",
        "</w:pPr><w:r><w:t>• Schreiben Sie",
        "nur getippt",
    ),
    "a pale style": (STYLES, 'w:color w:val="595959"', 'w:color w:val="999999"', "#999999 auf #ffffff ist 2,8:1"),
    "a pale run": (
        DOCUMENT,
        "<w:r>(<w:t[^>]*>Eine gerechte Stadt)",
        r'<w:r><w:rPr><w:color w:val="CCCCCC"/></w:rPr>\1',
        "„Eine gerechte Stadt",
    ),
    "a pale footer": (FOOTER, "<w:r>", '<w:r><w:rPr><w:color w:val="CCCCCC"/></w:rPr>', "#cccccc"),
    "pale defaults": (STYLES, "(<w:rPrDefault><w:rPr>.*?/>)", r'\1<w:color w:val="AAAAAA"/>', "#aaaaaa"),
    "a shade under black letters of a style": (
        STYLES,
        '(w:styleId="Tabellenkopf".*?<w:rPr>.*?)(</w:rPr>)',
        r'\1<w:color w:val="909090"/>\2',
        "#909090 auf #e7ecea",
    ),
    "a dark ground under green letters": (
        DOCUMENT,
        '(<w:pStyle w:val="Heading1"/>)',
        r'\1<w:shd w:val="clear" w:color="auto" w:fill="004433"/>',
        "#00543c auf #004433",
    ),
    "a marker": (
        DOCUMENT,
        '(<w:rStyle w:val="PlaceholderText"/>)',
        r'\1<w:highlight w:val="darkGray"/>',
        "#595959 auf #a9a9a9",
    ),
    "hidden text": (
        DOCUMENT,
        "<w:r>(<w:t[^>]*>Eine Tabellenzeile)",
        r"<w:r><w:rPr><w:vanish/></w:rPr>\1",
        "Text ist verborgen: „Eine Tabellenzeile",
    ),
    "hidden by a style": (STYLES, r'(w:styleId="Zeilennummer".*?<w:rPr>)', r"\1<w:vanish/>", "Text ist verborgen: „1“"),
    "small letters": (
        STYLES,
        r'(w:styleId="LeichteSprache".*?<w:sz w:val=)"28"',
        r'\1"26"',
        "„Leichte Sprache“ hat 13 Punkt",
    ),
    "small letters in one place": (
        DOCUMENT,
        '(<w:rStyle w:val="PlaceholderText"/>)(?=</w:rPr><w:t [^>]*>Hier schreiben</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc><w:tc><w:tcPr><w:tcW w:w="1)',
        r'\1<w:sz w:val="20"/>',
        "hat 10 Punkt",
    ),
    "rows too close": (STYLES, r'w:line="360"', 'w:line="276"', "hat den Zeilenabstand 1,"),
    "rows exactly too close": (
        STYLES,
        r'w:line="360" w:lineRule="auto"',
        'w:line="280" w:lineRule="exact"',
        "hat den Zeilenabstand 1,",
    ),
    "justified": (
        STYLES,
        r'(w:styleId="LeichteSprache".*?<w:spacing [^>]*/>)',
        r'\1<w:jc w:val="both"/>',
        "nicht linksbündig (both)",
    ),
    "another style in the field": (DOCUMENT, '"LeichteSprache"', '"Tabellentext"', "„Tabellentext“ hat 11 Punkt"),
    "space made of paragraphs": (
        DOCUMENT,
        r'(<w:p><w:pPr><w:pStyle w:val="Abstand"/></w:pPr></w:p>)',
        r"\1\1\1",
        "mit 3 leeren Absätzen",
    ),
    "space made of paragraphs in a cell": (
        DOCUMENT,
        r'(</w:sdt>)(<w:p><w:pPr><w:pStyle w:val="Tabellentext"/></w:pPr></w:p>)',
        r"\1\2\2",
        "Eine Zelle schafft Abstand",
    ),
}


@pytest.mark.parametrize("name", ACCESS)
def test_everything_that_stands_in_somebodys_way_is_found_and_named(name: str) -> None:
    member, pattern, new, says = ACCESS[name]
    assert any(says in message for message in word_access.findings(changed(whole(), member, pattern, new)))


@pytest.mark.slow
def test_whole_documents_are_without_a_finding() -> None:
    sent = docx.write(seed().numbered, Publication(publisher="Verlag", rights="CC BY"))
    assert wrong(sent, seed().numbered) == []
    assert wrong(whole()) == []
    assert (
        [*word_access.findings(sent)]
        == [*word_access.findings(whole())]
        == [*word_access.findings(easy(), easy=True)]
        == []
    )


EASY: dict[str, tuple[str, str, str, str]] = {
    "small letters": (STYLES, r'(w:styleId="Satz".*?<w:sz w:val=)"28"', r'\1"24"', "„Satz“ hat 12 Punkt"),
    "small letters of an item": (
        STYLES,
        r'(w:styleId="ListParagraph".*?<w:sz w:val=)"28"',
        r'\1"24"',
        "„List Paragraph“ hat 12 Punkt",
    ),
    "rows too close": (STYLES, r'(w:styleId="Satz".*?w:line=)"360"', r'\1"276"', "„Satz“ hat den Zeilenabstand 1,"),
    "centred": (
        STYLES,
        r'(w:styleId="Satz".*?<w:spacing [^>]*/>)',
        r'\1<w:jc w:val="center"/>',
        "„Satz“ ist nicht linksbündig",
    ),
    "a picture without words": (DOCUMENT, r' descr="[^"]*"', ' descr=" "', "fehlt der Alternativtext"),
    "a picture that floats": (
        DOCUMENT,
        r"(<w:drawing[^>]*>)<wp:inline(.*?)</wp:inline>",
        r"\1<wp:anchor\2</wp:anchor>",
        "schwebt",
    ),
    "a typed list": (DOCUMENT, r'(<w:pStyle w:val="Satz"/></w:pPr><w:r><w:t[^>]*>)', r"\1– ", "nur getippt"),
    "pale links": (STYLES, r'(w:styleId="Hyperlink".*?)"404040"', r'\1"A0A0A0"', "#a0a0a0 auf #ffffff"),
}


@pytest.mark.parametrize("name", EASY)
def test_a_text_in_leichte_sprache_keeps_its_rules_throughout(name: str) -> None:
    member, pattern, new, says = EASY[name]
    assert any(says in message for message in word_access.findings(changed(easy(), member, pattern, new), easy=True))


OPEN_XML: dict[str, tuple[str, str, str]] = {
    "an element out of order": (DOCUMENT, "(<w:cantSplit/>)(<w:tblHeader/>)", r"\1\2<w:cantSplit w:val='maybe'/>"),
    "a cell without paragraph": (
        DOCUMENT,
        r"(<w:tc><w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>)<w:p>(?:(?!</w:p>).)*</w:p></w:tc>",
        r"\1</w:tc>",
    ),
    "a value that is none": (DOCUMENT, 'w:type="dxa"', 'w:type="ell"'),
    "two bookmarks with one id": (DOCUMENT, '<w:bookmarkStart w:id="4"', '<w:bookmarkStart w:id="3"'),
    "an unknown element": (DOCUMENT, "<w:tblHeader/>", "<w:tblHead/>"),
    "no part of that name": ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="stile.xml"'),
}


def audited(data: bytes, folder: Path) -> list[tuple[str, str]]:
    path = folder / "x.docx"
    path.write_bytes(data)
    return [
        (each.code, each.message)
        for each in outcome(open_xml.check, Finished(path, ".docx", probe.BOOK, "de", path.read_bytes()))
    ]


@pytest.mark.parametrize("name", OPEN_XML)
def test_what_word_would_repair_is_found(name: str, tmp_path: Path) -> None:
    found = audited(changed(whole(), *OPEN_XML[name]), tmp_path)
    assert {code for code, _ in found} == {"Z681"}
    assert len(found) <= open_xml.MOST + 1


def test_the_audit_finds_nothing_in_whole_documents(tmp_path: Path) -> None:
    assert audited(whole(), tmp_path) == []
    assert audited(easy(), tmp_path) == []


def related(kind: str, target: str) -> bytes:
    """A whole document with one more relationship to the outside."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="rId99" Type="{office}/{kind}" Target="{target}" TargetMode="External"/>'
    return changed(whole(), "word/_rels/document.xml.rels", "</Relationships>", f"{more}</Relationships>")


LONG = f"https://example.org/{'ein/langer/weg/' * 8}?seite=3&amp;sprache=de"


def test_links_may_be_as_long_as_they_are(tmp_path: Path) -> None:
    assert audited(related("hyperlink", LONG), tmp_path) == []


@pytest.mark.parametrize(("kind", "target"), [("image", LONG), ("hyperlink", "file:///C:/Users/x/plan.docx")])
def test_what_else_leads_outside_is_found(kind: str, target: str, tmp_path: Path) -> None:
    assert {code for code, _ in audited(related(kind, target), tmp_path)} == {"Z681"}


def test_without_the_audit_nothing_is_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_xml, "find_spec", lambda _: None)
    found = audited(whole(), tmp_path)
    assert [code for code, _ in found] == [NOT_RUN]
    assert "openxml-audit" in found[0][1]


def test_an_audit_that_stops_has_passed_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object, **__: object) -> None:
        raise RecursionError("zu tief")

    monkeypatch.setattr("openxml_audit.OpenXmlValidator", stops)
    assert [code for code, _ in audited(whole(), tmp_path)] == [NOT_RUN]


WORD = tuple(each for each in CHECKS if each.name in {"Übergabe", "OpenXML", "Zugänglich"})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", zipped({"mimetype": b"x"}), zipped({DOCUMENT: b"<w:document/>"})])
def test_a_file_that_cannot_be_read_has_passed_no_check(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    for each in WORD:
        found = [one.code for one in outcome(each.findings, Finished(path, ".docx", probe.BOOK, "de", data))]
        assert found
        assert set(found) <= {NOT_RUN, "Z681"}


def test_without_a_model_the_hand_over_is_not_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    assert [each.code for each in outcome(handover_rows.check, Finished(path, ".docx", None, "de", whole()))] == [
        NOT_RUN
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("- ein Strich vorn", "• ein Punkt vorn", "1. eins", "2. zwei"),
        ("a\u00a0b", "x\u202fy z", "50\u2011er & <b>", "Sätze. Noch einer! „Und?“ Ja."),
        ("S0003, Zeile 4", "Wörterliste", "Hier schreiben", "offen"),
    ],
)
def test_official_words_of_any_kind_are_no_fault(texts: tuple[str, ...]) -> None:
    heading = Heading(1, (LineStart(1), Text(texts[0])))
    rest = tuple(Paragraph((LineStart(at), Text(text))) for at, text in enumerate(texts[1:], 2))
    chapter = Chapter(texts[1], (heading, *rest), SourceFile("p.md", "1" * 64), kind="Kapitel")
    numbered = NumberedChapter(chapter, "p", LineRule(80))
    data = docx.write(numbered, Publication(publisher="Rat"))
    assert wrong(data, numbered) == []
    assert [*word_access.findings(data)] == []


def test_many_findings_are_counted_and_not_all_told(tmp_path: Path) -> None:
    empty = changed(docx.write(seed().numbered, Publication()), CUSTOM, "zeilentreu-slug", "slug")
    path = tmp_path / "x.docx"
    other = NumberedChapter(seed().numbered.chapter, "x", LineRule(80))
    assert len([*outcome(handover_rows.check, Finished(path, ".docx", book_of(other), "de", empty))]) == 1
    assert len(wrong(whole(), seed().numbered)) < 30
