"""Everything that a text can be made of in Word: real tables, notes, links and lists; sent, filled in, and brought back."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from broken import make_docx
from everything import numbered
from leicht import filled_in
from lxml import etree
from office import saved

from pipeline.checks import block_structure, examination
from pipeline.checks.easy_rendition import findings as easy_findings
from pipeline.checks.finished import Finished, outcome
from pipeline.easy_language import form_wording, ledger, locations
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.rendition import Rendition, rendition_of
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.row_status import refreshed
from pipeline.easy_language.segments import SegmentKind, segments
from pipeline.easy_language.translation import Protocol, Translation, TranslationRow, missing_places, passages
from pipeline.editions import docx, easy
from pipeline.editions.easy import check_document, check_page
from pipeline.editions.easy import easy_document as easy_docx
from pipeline.publication.settings import Publication
from pipeline.readback import read_file
from pipeline.readback.easy import EASY_READERS
from pipeline.text import list_labels, walk
from pipeline.text.model import (
    Alignment,
    Cell,
    Counting,
    Link,
    ListItem,
    Note,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    book_of,
)

pytestmark = pytest.mark.slow

PAIR = (Alignment.START, Alignment.START)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"


@cache
def whole() -> bytes:
    return docx.write(numbered(), Publication(publisher="Stadt"))


def part(data: bytes, name: str = DOCUMENT) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def appendix(data: bytes) -> list[etree._Element]:
    body = part(data)[0]
    at = next(at for at, each in enumerate(body) if texts(each) == form_wording.ORIGINALS)
    return list(body)[at + 1 :]


def texts(element: etree._Element, tag: str = "t") -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}{tag}"))


def translation(chapter: NumberedChapter) -> Translation:
    rows = tuple(
        TranslationRow(
            each.name,
            each.text,
            each.digest,
            each.first,
            each.last,
            Status.TRANSLATED,
            (f"Leicht ist {each.name}.", "Noch ein Satz."),
            place=each.place,
        )
        for each in segments(chapter)
    )
    protocol = Protocol("Büro", ("Anna", "Bela"), checked_on="1. Mai")
    return Translation(chapter.slug, chapter.chapter.title, chapter.chapter.source.sha256, rows, (), protocol)


@cache
def filled() -> bytes:
    return filled_in(whole(), translation(numbered()))


def back(data: bytes, chapter: NumberedChapter | None = None) -> Reconciled:
    return reconciled(sheet(data, "zurück.docx"), chapter or numbered(), None, "x.toml")


# The document itself


def test_each_note_is_a_footnote_with_its_separators_styles_and_number() -> None:
    notes = part(whole(), NOTES)
    kinds = [(each.get(f"{W}id"), each.get(f"{W}type")) for each in notes]
    assert kinds == [("-1", "separator"), ("0", "continuationSeparator"), ("1", None), ("2", None)]
    assert [each.get(f"{W}id") for each in part(whole()).iter(f"{W}footnoteReference")] == ["1", "2"]
    assert [texts(each).strip() for each in list(notes)[2:]] == [
        "Gezählt am 3. Mai, siehe die Zählung.",
        "Ohne die Brücken.Diese zählt der Kreis.",
    ]
    styles = {each.get(f"{W}val") for each in notes.iter(f"{W}pStyle", f"{W}rStyle")}
    assert {"FootnoteText", "FootnoteReference"} <= styles
    assert [len(list(each.iter(f"{W}footnoteRef"))) for each in list(notes)[2:]] == [1, 1]
    named = [each.get(f"{W}id") for each in part(whole(), "word/settings.xml").iter(f"{W}footnote")]
    assert named == ["-1", "0"]


def test_a_note_inside_a_note_follows_it_since_word_has_none_there() -> None:
    inner = Note(2, (Paragraph((Text("Innen."),)),))
    note = Note(1, (Paragraph((Text("Außen."), inner)),))
    chapter = replace(numbered().chapter, blocks=(*numbered().chapter.blocks, Paragraph((Text("Mehr."), note))))
    data = docx.write(replace(numbered(), chapter=chapter), Publication())
    assert texts(part(data, NOTES)[-1]).strip() == "Außen.Innen."


def test_links_are_links_and_references_lead_to_the_bookmark_of_their_line() -> None:
    links = [each for block in appendix(whole()) for each in block.iter(f"{W}hyperlink")]
    assert [(texts(each), each.get(f"{W}anchor")) for each in links] == [
        ("Zeile 4–6", "zeile_4"),
        ("Karte des Radnetzes, die der Ausschuss im Frühjahr", None),
        ("gebilligt hat", None),
    ]
    relations = part(whole(), "word/_rels/document.xml.rels")
    external = [each.get("Target") for each in relations if each.get("TargetMode") == "External"]
    assert external == ["https://example.org/radnetz"]


def test_a_table_has_a_head_that_repeats_an_alternative_text_and_its_caption_above() -> None:
    table, *_ = [each for each in appendix(whole()) if each.tag == f"{W}tbl"]
    rows = [[texts(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    assert rows == [["Weg", "Länge", "Kosten"], ["Uferweg", "12 km", "1,2 Mio. Euro"], ["Hangweg", "7 km", ""]]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")] == [True, False, False]
    caption, description = (table.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription"))
    assert caption is not None
    assert description is not None
    assert caption.get(f"{W}val") == "Kosten der Wege"
    assert description.get(f"{W}val") == "Spalten: Weg, Länge, Kosten"
    above = table.getprevious()
    assert above is not None
    assert texts(above) == "Kosten der Wege"
    sides = [each.get(f"{W}val") for each in table.iter(f"{W}jc")]
    assert sides == ["center", "right"] * 3


def test_merged_cells_are_merged_in_word_and_every_row_of_heads_repeats() -> None:
    _, table, bare = [each for each in appendix(whole()) if each.tag == f"{W}tbl"]
    spans = [
        [
            (span.get(f"{W}val") if (span := cell.find(f"{W}tcPr/{W}gridSpan")) is not None else "1")
            for cell in row.iter(f"{W}tc")
        ]
        for row in table.iter(f"{W}tr")
    ]
    assert spans == [["1", "2"], ["1"] * 3, ["1", "2"], ["1"] * 3, ["1"] * 3, ["3"], ["1"] * 3]
    down = [
        [
            "" if merge is None else merge.get(f"{W}val", "goes on")
            for cell in row.iter(f"{W}tc")
            for merge in [cell.find(f"{W}tcPr/{W}vMerge")]
        ]
        for row in table.iter(f"{W}tr")
    ]
    assert [row[0] for row in down] == ["restart", "goes on", "", "restart", "goes on", "", ""]
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert repeated == [True, True, False, False, False, False, False]
    styles = {texts(each): each.find(f"{W}pPr/{W}pStyle") for each in table.iter(f"{W}p")}
    named = {words: "" if style is None else style.get(f"{W}val") for words, style in styles.items()}
    assert named["Seeweg"] == named["Stege"] == "Reihenkopf"
    assert (named["2026"], named["zusammen 12"]) == ("Tabellenkopf", "Tabellentext")
    assert bare.find(f".//{W}tblHeader") is None
    description = bare.find(f"{W}tblPr/{W}tblDescription")
    assert description is not None
    assert description.get(f"{W}val") == "Ohne Kopfzeile"


def test_a_picture_has_its_alternative_text_and_is_in_the_file_once() -> None:
    chapter = numbered().chapter
    twice = replace(chapter, blocks=(*chapter.blocks, *walk.pictures(chapter.blocks)))
    data = docx.write(replace(numbered(), chapter=twice), Publication())
    shown = [(each.get("id"), each.get("descr")) for each in part(data).iter("{*}docPr")]
    assert shown == [(key, "Ein breiter Weg am Fluss, rechts ein Baum") for key in ("1", "2")]
    assert [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if "media" in name] == ["word/media/bild1.png"]


def test_a_picture_that_only_the_model_knows_is_told_in_words() -> None:
    blocks = tuple(replace(each, data=b"") if isinstance(each, Picture) else each for each in numbered().chapter.blocks)
    data = docx.write(replace(numbered(), chapter=replace(numbered().chapter, blocks=blocks)), Publication())
    assert "Bild: Ein breiter Weg am Fluss, rechts ein Baum" in [texts(each) for each in appendix(data)]


def test_looks_are_kept_at_the_runs() -> None:
    looks = {
        texts(run): [etree.QName(each).localname for each in run.iterfind(f"{W}rPr/*")]
        for block in appendix(whole())
        for run in block.iter(f"{W}r")
        if texts(run) in {"Brücken", "alten", "städtischen"}
    }
    assert looks == {"Brücken": ["u"], "alten": ["strike"], "städtischen": ["rStyle"]}
    raised = [each.get(f"{W}val") for block in appendix(whole()) for each in block.iter(f"{W}vertAlign")]
    assert raised == ["superscript", "subscript"]


@pytest.mark.parametrize(
    ("items", "start", "style"),
    [
        (("", "", ""), 3, Counting.DECIMAL),
        (("", "7b", ""), 6, Counting.DECIMAL),
        (("1a", "", "9", "", "x%1y"), 1, Counting.PARENTHESES),
        (("", ""), 0, Counting.DECIMAL),
        (("", ""), -3, Counting.DECIMAL),
        (("",) * 4, 25, Counting.LOWER_ALPHA),
        (("", "", "Z1"), 26, Counting.UPPER_ALPHA),
        (("", ""), 32767, Counting.DECIMAL),
        (("", "", "3"), 3, Counting.LOWER_ALPHA),
    ],
)
def test_word_counts_every_list_as_the_text_does(items: tuple[str, ...], start: int, style: Counting) -> None:
    entries = tuple(ListItem((Text("Punkt"),), label=label) for label in items)
    block = OrderedList(entries, start, style=style)
    chapter = replace(numbered().chapter, blocks=(*numbered().chapter.blocks, block))
    data = docx.write(replace(numbered(), chapter=chapter), Publication())
    found = [*block_structure.list_labels_of(read_file(data, ".docx").chapters[0].transcript or ())]
    # After those of the text come those of the notes, which have none here.
    assert found[-1] == list_labels.labels(block)


def test_the_same_text_gives_the_same_bytes() -> None:
    again = docx.write(numbered(), Publication(publisher="Stadt"))
    assert hashlib.sha256(again).digest() == hashlib.sha256(whole()).digest()


# Rows


def test_rows_without_lines_say_where_they_stand_and_cells_by_column_and_row() -> None:
    found = {each.text: each.where for each in segments(numbered())}
    assert found["Kosten der Wege"] == "Tabelle nach Zeile 31, Überschrift"
    assert found["Länge"] == "Tabelle nach Zeile 31, Kopf der Spalte 2"
    assert found["Hangweg"] == "Tabelle nach Zeile 31, Spalte „Weg“, Reihe 2"
    assert found["1,2 Mio. Euro"] == "Tabelle nach Zeile 31, Spalte „Kosten“, Reihe „Uferweg“"
    assert found["Kosten in Tausend Euro"] == "Tabelle nach Zeile 32, Kopf der Spalten 2 bis 3, Reihe 1"
    assert found["2027"] == "Tabelle nach Zeile 32, Kopf der Spalte 3, Reihe 2"
    assert found["zusammen 12"] == "Tabelle nach Zeile 32, Spalte „Kosten in Tausend Euro, 2026, 2027“, Reihe „Seeweg“"
    assert found["3"] == "Tabelle nach Zeile 32, Spalte „Kosten in Tausend Euro, 2026“, Reihe „Bergweg“ (2)"
    assert found["5"] == "Tabelle nach Zeile 32, Spalte „Kosten in Tausend Euro, 2026“, Reihe „Stege, Nordsteg“"
    assert found["9 Uhr"] == "2. Tabelle nach Zeile 32, Spalte 2, Reihe „montags“"
    assert found["Ein breiter Weg am Fluss, rechts ein Baum"] == "Bild nach Zeile 31, Alternativtext"
    assert found["Der Uferweg heute"] == "Bild nach Zeile 31, Unterschrift"
    assert found["Gezählt am 3. Mai, siehe die Zählung."] == "Anmerkung 1 zu Zeile 1"
    assert found["Mehr Menschen fahren Rad."] == "ohne Zeile, nach Zeile 32"
    assert found["Wege für alle"] == ""


def test_a_second_table_after_the_same_line_is_counted_and_every_place_is_known_again() -> None:
    hostile = Table(((Cell((Text("S0001 „Weg“ " * 9),)), Cell(())),), ((Cell((Text("x"),)), Cell((Text("y"),))),), PAIR)
    blocks = (hostile, *numbered().chapter.blocks, hostile, hostile)
    chapter = replace(numbered(), chapter=replace(numbered().chapter, blocks=blocks))
    found = [each.place for each in segments(chapter) if each.place]
    assert all(locations.PATTERN.fullmatch(each) for each in found)
    heads = [each for each in found if each.endswith("Kopf der Spalte 1")]
    assert heads[0].startswith("Tabelle vor Zeile 1, ")
    assert [each.partition(",")[0] for each in heads[-2:]] == ["3. Tabelle nach Zeile 32", "4. Tabelle nach Zeile 32"]


def test_the_originals_of_the_rows_are_the_whole_text_and_the_pictures_words() -> None:
    chapter = numbered()
    said = "".join(
        block.node.alternative if isinstance(block.node, Picture) else walk.plain(block.content)
        for block in walk.text_blocks(chapter.chapter.blocks)
    )
    rows = "".join(each.text for each in segments(chapter)[1:])
    assert "".join(rows.split()) == "".join(said.split())


def test_rows_keep_stress_and_links_of_their_originals() -> None:
    found = {each.text: each.content for each in segments(numbered())}
    first = found["Gezählt am 3. Mai, siehe die Zählung."]
    assert Link("https://example.org/rad", (Text("die Zählung"),)) in first
    assert found["Das kostet später mehr."] == (Text("Das "), Strong((Text("kostet"),)), Text(" später mehr."))
    assert all(walk.plain(each.content) == each.text for each in segments(numbered()))
    long = next(each for each in segments(numbered()) if each.first == 4)
    assert [walk.plain(each.content) for each in long.content if isinstance(each, Link)] == [
        "Karte des Radnetzes, die der Ausschuss im Frühjahr gebilligt hat"
    ]


# The way back


def test_everything_that_is_filled_in_comes_back_without_a_word() -> None:
    result = back(filled())
    assert result.diagnostics == ()
    assert [(each.name, each.text, each.place) for each in result.translation.rows] == [
        (each.name, each.text, each.place) for each in translation(numbered()).rows
    ]
    assert (result.translation.leftovers, result.translation.comments) == ((), ())
    assert ledger.loads(ledger.dumps(result.translation), "x.toml") == result.translation


@pytest.mark.program
@pytest.mark.parametrize("kinds", [("docx",), ("odt", "docx"), ("rtf", "docx")])
def test_it_comes_back_the_same_through_libreoffice(kinds: tuple[str, ...]) -> None:
    [data] = saved((filled(),), *kinds)
    result = back(data)
    assert result.diagnostics == ()
    wanted = [(each.name, each.text, each.status) for each in translation(numbered()).rows]
    assert [(each.name, each.text, each.status) for each in result.translation.rows] == wanted
    assert result.translation.leftovers == ()


def test_tables_of_the_text_are_no_forms_to_fill_in_whatever_they_say() -> None:
    heads = tuple(Cell((Text(head),)) for head in form_wording.COLUMNS)
    row = tuple(Cell((Text(text),)) for text in ("S0002", "Original", "Falsch!", "haus.png", "geprüft"))
    fields = ((Cell((Text(form_wording.READER_1),)), Cell((Text("Niemand"),))),)
    pair = (Cell((Text(form_wording.FIELD),)), Cell((Text(form_wording.ENTRY),)))
    blocks = (Table((heads,), (row,), (Alignment.START,) * 5), Table((pair,), fields, PAIR))
    chapter = replace(numbered(), chapter=replace(numbered().chapter, blocks=(*numbered().chapter.blocks, *blocks)))
    sent = filled_in(docx.write(chapter, Publication()), replace(translation(chapter), protocol=Protocol("Büro")))
    result = back(sent, chapter)
    assert result.translation.protocol.readers == ()
    assert result.translation.rows[1].text == ("Leicht ist S0002.", "Noch ein Satz.")
    assert result.translation.leftovers == ()


def test_what_is_changed_in_a_note_or_a_cell_of_the_original_is_told() -> None:
    for name, old, new in ((NOTES, "Ohne die Brücken.", "Ohne Brücken."), (DOCUMENT, ">7 km<", ">8 km<")):
        result = back(_changed(filled(), name, old, new))
        assert {each.code for each in result.diagnostics} == {"Z655"}
        assert [each.where for each in result.translation.leftovers] == ["Anhang"]


def test_rows_follow_their_originals_when_lines_move_and_what_is_missing_is_named_by_its_place() -> None:
    chapter = numbered()
    new = Paragraph((Text("Ganz neu."),))
    source = replace(chapter.chapter.source, sha256="1" * 64)
    other = replace(chapter, chapter=replace(chapter.chapter, blocks=(new, *chapter.chapter.blocks), source=source))
    report = ReturnReport("x.toml")
    done = refreshed(translation(chapter), other, report)
    by_text = {row.original: row for row in done.rows}
    assert by_text["1,2 Mio. Euro"].text
    assert not by_text["1,2 Mio. Euro"].review
    rows = tuple(replace(row, text=(), status=Status.OPEN) if "Hangweg" in row.place else row for row in done.rows)
    assert missing_places(rows) == ("ohne Zeile, vor Zeile 1", "Tabelle nach Zeile 31, Spalte „Länge“, Reihe „Hangweg“")


def test_a_row_without_lines_may_be_told_with_the_one_above() -> None:
    rows = tuple(
        replace(row, status=Status.MERGED) if row.original in {"Länge", "Kosten"} and row.place else row
        for row in translation(numbered()).rows
    )
    [passage] = [each for each in passages(rows) if each.rows[0].original == "Weg"]
    assert [row.original for row in passage.rows] == ["Weg", "Länge", "Kosten"]


# Leichte Sprache


@cache
def told() -> Rendition:
    found = rendition_of(numbered(), translation(numbered()), {})
    assert found
    return found


@cache
def edition(suffix: str) -> bytes:
    writers = {
        "-leicht.html": easy.web,
        "-leicht.pdf": easy.pdf,
        "-leicht.epub": easy.epub,
        "-leicht.docx": easy_docx.write,
        "-pruefung.docx": check_document.write,
        "-pruefung.pdf": check_page.write,
    }
    return writers[suffix](book_of(numbered()), Publication(publisher="Stadt"), told())


def found_in(suffix: str, data: bytes, tmp_path: Path, easy_: Rendition | None = None) -> Iterator[str]:
    """What the checks find, one after the other: whoever looks for one finding need not wait for the others."""
    path = tmp_path / f"wege-fuer-alle{suffix}"
    path.write_bytes(data)
    file = Finished(path, suffix, book_of(numbered()), "de", data, easy_)
    for each in examination.CHECKS:
        if suffix in each.suffixes and each.name not in {"Ace", "axe", "Darstellung", "Leseprogramme", "Vorlesen"}:
            found = outcome(each.findings, file)
            yield from (f"{each.code} {each.message}" for each in found if each.code != "Z690")


@pytest.mark.program
@pytest.mark.parametrize("suffix", EASY_READERS)
def test_every_edition_in_leichte_sprache_holds_all_of_it(suffix: str, tmp_path: Path) -> None:
    assert list(found_in(suffix, edition(suffix), tmp_path, told())) == []


def test_what_tells_of_a_picture_becomes_its_alternative_text() -> None:
    [passage] = [each for each in told().passages if each.kind is SegmentKind.PICTURE]
    assert passage.pictures
    assert passage.pictures[0].alternative == "Leicht ist S0038. Noch ein Satz."
    assert passage.shown == ()
    assert "Leicht ist S0038" in edition("-leicht.html").decode().partition('alt="')[2][:80]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">1,2 Mio. Euro</td>", ">1,3 Mio. Euro</td>"),
        ("Anmerkung 1 zu Zeile 1:</a>", "Zeile 1:</a>"),
        (">Tabelle nach Zeile 31:</p>", "></p>"),
        ('alt="Ein breiter Weg am Fluss, rechts ein Baum"', 'alt="Ein Weg"'),
        ("<figcaption>Der Uferweg heute</figcaption>", ""),
        ("Gezählt am <em>", "Gemessen am <em>"),
    ],
)
def test_what_is_changed_in_the_original_of_an_edition_is_found(old: str, new: str) -> None:
    text = edition("-leicht.html").decode()
    assert old in text
    assert list(easy_findings(EASY_READERS["-leicht.html"](text.replace(old, new).encode()), told()))


# Checks


def _changed(data: bytes, member: str, old: str, new: str) -> bytes:
    """The last place changed: rows come before the official text."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                text = content.decode()
                assert old in text, old
                before, _, after = text.rpartition(old)
                content = f"{before}{new}{after}".encode()
            target.writestr(name, content)
    return result.getvalue()


EXHIBITS = Path(__file__).parent / "broken" / "word"


def test_a_whole_document_is_without_a_finding(tmp_path: Path) -> None:
    assert list(found_in(".docx", whole(), tmp_path)) == []
    assert list(found_in(".docx", (EXHIBITS / "whole.docx").read_bytes(), tmp_path)) == []


@pytest.mark.parametrize("name", make_docx.CODES)
def test_every_damage_is_found_under_its_code(name: str, tmp_path: Path) -> None:
    found = found_in(".docx", (EXHIBITS / f"{name}.docx").read_bytes(), tmp_path)
    assert any(each.startswith(make_docx.CODES[name]) for each in found)


def test_every_exhibit_is_damaged_as_its_name_says() -> None:
    assert {path.stem for path in EXHIBITS.iterdir()} == {"whole", *make_docx.CODES}


def _parts(data: bytes) -> Iterator[str]:
    yield from zipfile.ZipFile(BytesIO(data)).namelist()


def test_a_text_without_any_of_it_has_no_part_and_no_style_for_it() -> None:
    plain = replace(numbered(), chapter=replace(numbered().chapter, blocks=numbered().chapter.blocks[1:2]))
    data = docx.write(plain, Publication())
    assert not {NOTES} & set(_parts(data))
    styles = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml")}
    assert not {"Quote", "FootnoteText", "Hyperlink", "Caption"} & styles
