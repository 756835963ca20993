"""What stands where it does not belong is placed where that is sure, and reported where it is not."""

from __future__ import annotations

import re
from pathlib import Path

import handover as docx
import pytest
from conftest import TEXT, read
from handover import Fill, Handover, handover, para, run

from pipeline.build import translations, volumes
from pipeline.build.source_jobs import jobs
from pipeline.easy_language import form_wording
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.picture_cell import NamedPicture, named_pictures
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.return_report import parted_quotes, row_ranges
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.said_status import said_status
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Comment, RowPicture, Translation, TranslationRow

NUMBERED = read(TEXT).numbered
NAMES = [each.name for each in segments(NUMBERED)]
X, Y = "S0002", "S0003"


def sent(fill: dict[str, Fill] | None = None) -> Handover:
    return handover(NUMBERED, {name: Fill([f"Satz {name}."], "übersetzt") for name in NAMES} | (fill or {}))


def back(made: Handover, earlier: Translation | None = None) -> Reconciled:
    return reconciled(sheet(made.data(), "z.docx"), NUMBERED, earlier, "t.toml")


def row(result: Reconciled, name: str) -> TranslationRow:
    return next(each for each in result.translation.rows if each.name == name)


def messages(result: Reconciled, code: str) -> list[str]:
    return [each.message for each in result.diagnostics if each.code == code]


PLACEHOLDERS = ["Hier schreiben", "Hier schreiben.", "Klicken Sie hier, um Text einzugeben."]


@pytest.mark.parametrize("words", PLACEHOLDERS)
@pytest.mark.parametrize("shape", ["{}Satz.", "Satz.{}", "{} Satz.", "Satz. {}"])
def test_words_of_an_empty_field_that_stick_to_the_text_are_taken_away(words: str, shape: str) -> None:
    parts = [run(part) for part in re.split(r"(?<=en)(?=S)", shape.format(words))]
    result = back(sent({X: Fill(xml=f"<w:p>{''.join(parts)}</w:p>", status="übersetzt")}))
    assert row(result, X).text == ("Satz.",)
    assert [each.code for each in result.diagnostics] == ["Z668"]


def test_words_of_an_empty_field_alone_are_no_text() -> None:
    result = back(sent({X: Fill(xml=para("Hier schreiben."), status="übersetzt")}))
    assert (row(result, X).text, row(result, X).status) == ((), Status.OPEN)
    assert messages(result, "Z661")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (("ok",), Status.TRANSLATED),
        (("ok ✓",), Status.TRANSLATED),
        (("fertig ✓",), Status.TRANSLATED),
        (("Erledigt!",), Status.TRANSLATED),
        (("uebersetzt",), Status.TRANSLATED),
        (("noch nicht geprüft",), Status.TRANSLATED),
        (("geprueft",), Status.CHECKED),
        (("nicht übersetzt",), Status.OPEN),
        (("noch offen",), Status.OPEN),
        (("in Arbeit",), Status.OPEN),
        (("entfällt",), Status.OMITTED),
        (("entfaellt",), Status.OMITTED),
        (("mit voriger Zeile zusammengefasst",), Status.MERGED),
        (("offen", "fertig"), Status.TRANSLATED),
        (("geprüft", "ok"), Status.CHECKED),
    ],
)
def test_a_status_in_plain_words_is_understood(said: tuple[str, ...], status: Status) -> None:
    found = said_status(said)
    assert (found.status, found.doubtful) == (status, ())


@pytest.mark.parametrize(
    "said",
    [
        "übersetzt, geprüft",
        "Geprüft am 3.5.",
        "x",
        "✓",
        "übersetzt / bitte prüfen",
        "übersetzt?",
        "fast fertig",
        "teils offen",
    ],
)
def test_what_is_no_plain_status_is_a_note_and_reported(said: str) -> None:
    result = back(sent({X: Fill(["Satz."], said)}))
    assert (row(result, X).status, row(result, X).note) == (Status.TRANSLATED, (said,))
    [only] = messages(result, "Z661")
    assert f"{X}: „{said}“" in only


def test_of_two_statuses_the_lower_one_holds_and_it_is_reported() -> None:
    found = said_status(("übersetzt", "geprüft"))
    assert (found.status, found.doubtful) == (Status.TRANSLATED, ("geprüft",))


def split(made: Handover, *, merged: bool, number: str) -> None:
    """A row of which somebody has made two."""
    first = docx.cell(para("Zweiter Teil."))
    above = "<w:vMerge/>" if merged else ""
    cells = [
        docx.cell(para(number), above),
        docx.cell("<w:p/>", above),
        first,
        docx.cell("<w:p/>", above),
        docx.cell("<w:p/>", above),
    ]
    made.rows.insert(made.names.index(X) + 1, f"<w:tr>{''.join(cells)}</w:tr>")
    made.names.insert(made.names.index(X) + 1, "")


@pytest.mark.parametrize(
    ("merged", "number"),
    [(True, ""), (False, "S0002a"), (False, "S0002b, Zeile 2"), (False, "S0002 (2)"), (False, "S0002/2")],
)
def test_a_row_that_was_split_is_one_again(merged: bool, number: str) -> None:
    made = sent()
    split(made, merged=merged, number=number)
    result = back(made)
    assert row(result, X).text == (f"Satz {X}.", "Zweiter Teil.")
    assert [each.code for each in result.diagnostics] == ["Z668"]
    assert result.translation.leftovers == ()


def test_a_row_without_any_number_is_kept_and_reported() -> None:
    made = sent()
    split(made, merged=False, number="")
    result = back(made)
    assert row(result, X).text == (f"Satz {X}.",)
    assert [each.text for each in result.translation.leftovers] == [("Zweiter Teil.",)]
    assert messages(result, "Z653")


@pytest.mark.parametrize("status", ["übersetzt", "geprüft", "offen"])
def test_rows_that_are_merged_wholly_are_one_passage_whatever_their_status(status: str) -> None:
    made = sent()
    at = made.names.index(X)
    cells = [re.findall(r"<w:tc>.*?</w:tc>", each) for each in made.rows[at : at + 2]]
    start, on = '<w:vMerge w:val="restart"/></w:tcPr>', "<w:vMerge/></w:tcPr>"
    for column in range(3):
        inner = re.sub(r"^<w:tc><w:tcPr>.*?</w:tcPr>|</w:tc>$", "", cells[1][column])
        cells[0][column] = cells[0][column].replace("</w:tcPr>", start, 1).removesuffix("</w:tc>") + inner + "</w:tc>"
        cells[1][column] = f"<w:tc><w:tcPr>{on}<w:p/></w:tc>"
    cells[1][4] = cells[1][4].replace("übersetzt", status, 1) if status != "übersetzt" else cells[1][4]
    made.rows[at : at + 2] = [f"<w:tr>{''.join(each)}</w:tr>" for each in cells]
    result = back(made)
    assert row(result, X).text == (f"Satz {X}.", f"Satz {Y}.")
    assert row(result, Y).status is Status.MERGED
    assert {each.code for each in result.diagnostics} == {"Z661"}


def test_merged_cells_of_text_and_picture_are_told_apart() -> None:
    made = sent()
    at = made.names.index(X)
    cells = re.findall(r"<w:tc>.*?</w:tc>", made.rows[at])
    both = para("Ein Satz.") + para("haus.png") + para("Ein Haus")
    wide = docx.cell(both, '<w:gridSpan w:val="2"/>')
    made.rows[at] = f"<w:tr>{cells[0]}{cells[1]}{wide}{cells[4]}</w:tr>"
    result = back(made)
    assert (row(result, X).text, row(result, X).picture, row(result, X).alternative) == (
        ("Ein Satz.",),
        "haus.png",
        "Ein Haus",
    )
    assert messages(result, "Z668")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("frauenhaus.png, Ein Haus, © Lebenshilfe Bremen",), NamedPicture("frauenhaus.png", "Ein Haus", "Lebenshilfe Bremen")),
        (("Bild: stadt.png", "Alt: Eine Stadt", "© Lebenshilfe"), NamedPicture("stadt.png", "Eine Stadt", "Lebenshilfe")),
        (("FrauenHaus.PNG", "Haus", "Bildquelle: Lebenshilfe"), NamedPicture("FrauenHaus.PNG", "Haus", "Lebenshilfe")),
        (("haus.png", "Quelle im Wald", "Quelle N. N."), NamedPicture("haus.png", "Quelle im Wald", "N. N.")),
        (("Mein Haus.jpg (© Büro)",), NamedPicture("Mein Haus.jpg", "", "Büro")),
        (("Gruppe von Menschen",), NamedPicture("", "Gruppe von Menschen")),
    ],
)  # fmt: skip
def test_the_picture_cell_is_read_however_it_is_written(lines: tuple[str, ...], found: NamedPicture) -> None:
    assert named_pictures(lines) == (found,)


def test_a_second_picture_in_a_cell_is_a_second_picture_of_the_row() -> None:
    result = back(sent({X: Fill(["Satz."], "übersetzt", picture=["haus.png", "Ein Haus", "zelt.png", "Ein Zelt"])}))
    assert (row(result, X).picture, row(result, X).alternative) == ("haus.png", "Ein Haus")
    assert row(result, X).more_pictures == (RowPicture("zelt.png", "Ein Zelt"),)
    assert (row(result, X).note, messages(result, "Z668")) == ((), [])


def test_leichte_sprache_in_the_status_column_is_placed_by_its_style() -> None:
    made = sent({X: Fill(["@"], "übersetzt")})
    made.replace(X, para("@"), "<w:p/>")
    made.replace(
        X, "<w:p></w:p></w:tc></w:tr>", para("Ein Satz.", '<w:pStyle w:val="LeichteSprache"/>') + "</w:tc></w:tr>"
    )
    result = back(made)
    assert (row(result, X).text, row(result, X).note, row(result, X).status) == (("Ein Satz.",), (), Status.TRANSLATED)
    assert messages(result, "Z668")
    unsure = back(sent({X: Fill([], "übersetzt", ["Das sind viele Worte hier."])}))
    assert row(unsure, X).note == ("Das sind viele Worte hier.",)
    assert messages(unsure, "Z668")


def unrolled(made: Handover, *, paragraphs: bool) -> None:
    """The table turned into text by Word: cells parted by tabs."""
    lines = ["\t".join(form_wording.COLUMNS)]
    lines += [
        f"{each.name}, Zeile 1\t{each.text}\tSatz {each.name}.\nNoch einer.\t\tübersetzt" for each in segments(NUMBERED)
    ]
    made.rows = []
    parts = [part for line in lines for part in (line.split("\n") if paragraphs else [line])]
    made.before = "".join(para(part) for part in parts)


@pytest.mark.parametrize("paragraphs", [True, False])
def test_a_table_that_became_text_is_placed_by_its_numbers(paragraphs: bool) -> None:
    made = sent()
    unrolled(made, paragraphs=paragraphs)
    result = back(made)
    assert {each.name: each.text for each in result.translation.rows} == {
        name: (f"Satz {name}.", "Noch einer.") for name in NAMES
    }
    assert {each.status for each in result.translation.rows} == {Status.TRANSLATED}
    assert [each.code for each in result.diagnostics] == ["Z668"]
    assert result.translation.leftovers == ()


def test_a_partial_delivery_is_a_few_messages_with_ranges() -> None:
    before = back(sent()).translation
    made = sent({name: Fill() for name in NAMES})
    del made.rows[3:], made.names[3:]
    result = back(made, before)
    assert result.translation.rows == before.rows
    assert messages(result, "Z650") == [f"S0004–{NAMES[-1]} fehlen in der Datei."]
    assert messages(result, "Z663") == ["S0001–S0003, Leichte Sprache: in der Datei leer. Der frühere Stand bleibt."]
    assert len(result.diagnostics) == 2


def test_much_text_without_tables_is_one_message() -> None:
    made = sent()
    made.before = "".join(para(f"Absatz {at}.") for at in range(50))
    result = back(made)
    assert len(messages(result, "Z654")) == 1
    assert len(result.translation.leftovers) == 50


def test_rows_are_named_as_ranges() -> None:
    assert row_ranges(["S0002"]) == "S0002"
    assert row_ranges(["S0005", "S0003", "S0004", "S0009"]) == "S0003–S0005 und S0009"


def test_a_difference_is_shown_where_it_is() -> None:
    old, new = f"{'Wort ' * 40}alt", f"{'Wort ' * 40}neu"
    shown = parted_quotes(old, new)
    assert shown[0] != shown[1]
    assert "alt" in shown[0]
    assert "neu" in shown[1]


def test_replies_and_closed_comments_are_known() -> None:
    made = sent()
    made.comments = [("0", "A", "nicht verstanden"), ("1", "Büro", "ist geändert"), ("2", "B", "erledigt!")]
    marks = "".join(f'<w:r><w:commentReference w:id="{key}"/></w:r>' for key in "012")
    made.replace(X, f"{run(f'Satz {X}.')}</w:p>", f"{run(f'Satz {X}.')}{marks}</w:p>")
    parts = docx.unpacked(made.data())
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    names = iter("ABC")
    parts["word/comments.xml"] = re.sub(
        rb"<w:p>", lambda _: f'<w:p xmlns:w14="{w14}" w14:paraId="{next(names)}">'.encode(), parts["word/comments.xml"]
    )
    parts["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="A" w15:done="0"/>'
        '<w15:commentEx w15:paraId="B" w15:paraIdParent="A" w15:done="0"/><w15:commentEx w15:paraId="C" w15:done="1"/></w15:commentsEx>'
    ).encode()
    rels = "word/_rels/document.xml.rels"
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rC" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'.encode(),
    )
    result = reconciled(sheet(docx.packed(parts), "z.docx"), NUMBERED, None, "t.toml")
    assert row(result, X).comments == (
        Comment("A", ("nicht verstanden",)),
        Comment("Büro", ("ist geändert",), reply=True),
        Comment("B", ("erledigt!",), done=True),
    )
    told = " ".join(messages(result, "Z658"))
    assert "Antwort von Büro" in told
    assert "erledigt, B" in told


def test_one_cell_stops_no_edition_and_is_reported_with_its_place(tmp_path: Path) -> None:
    source = tmp_path / "probe.md"
    source.write_text(TEXT, encoding="utf-8")
    fill = {
        X: Fill(["Ein\tTabulator.", "Ein 漢 Zeichen."], "übersetzt", picture=["Gruppe von Menschen"]),
        Y: Fill(["Satz."], "übersetzt", picture=["fehlt.png", "Ein Haus"]),
    }
    (tmp_path / "z.docx").write_bytes(sent(fill).data())
    taken = translations.take_back(tmp_path / "z.docx", jobs([source])[0])
    lines = taken.path.read_text(encoding="utf-8").splitlines()
    places = {each.code: lines[each.place.line - 1] for each in taken.diagnostics if each.place.file.endswith(".toml")}
    assert "漢" in places["Z667"]
    assert "note" in places["Z668"]
    assert "fehlt.png" in places["Z670"]
    done = [*volumes.build(jobs([source]), tmp_path / "dist", ["lines", "web", "leicht-web", "leicht-docx"])]
    assert len(done[0].written) == 4
