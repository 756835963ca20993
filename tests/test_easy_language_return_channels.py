"""The way back through real word processors: every row's text exact, whatever they do to the file around it.

Each channel is what an office may really do: open and save in LibreOffice once or twice, pass through ODT or RTF, or
through pandoc, which keeps nothing but the visible text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from check_group import Group, Said, returned
from conftest import seed
from handover import Fill, handover
from leicht import filled_in, sample_reading
from office import saved

from pipeline.easy_language import form_wording
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.returned import returned_document, sheet
from pipeline.easy_language.returned.check_sheet import Answer, CheckSheet, check_sheet, is_check_copy
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Protocol, Translation, TranslationRow, Word
from pipeline.editions import docx
from pipeline.editions.easy import check_document
from pipeline.publication.settings import Publication
from pipeline.text.model import Chapter, LineRule, LineStart, NumberedChapter, Paragraph, SourceFile, Text, book_of

pytestmark = pytest.mark.program

NUMBERED = seed().numbered
SEGMENTS = segments(NUMBERED)
STATUSES = ("übersetzt", "geprüft", "übersetzt")
PROTOCOL = {form_wording.READER_1: "Ada Ämter", form_wording.READER_2: "Ben", form_wording.CHECKED_ON: "3. Mai 2026"}


@cache
def fills() -> dict[str, Fill]:
    """A translator at work: several lines, line breaks, lists, all kinds of signs; merged and omitted rows."""
    found = {}
    for at, each in enumerate(SEGMENTS):
        words = [f"Satz {at}: Alle sollen mit·machen können.", "„Barriere-frei“ heißt: ohne Hindernisse – für alle."]
        if at % 7 == 3:
            words.append("Zeile mit Umbruch\nund mehr & <mehr> 50 %.")
        if at % 11 == 4:
            words = [f"Nur ein Satz, {at}-mal."]
        fill = Fill(words, STATUSES[at % 3], [f"Anmerkung {at}"] if at % 5 == 0 else [])
        if at % 9 == 5:
            fill = Fill([], "zusammengefasst")
        if at % 13 == 7:
            fill = Fill([], "weggelassen", ["doppelt"])
        if at % 10 == 1:
            fill.picture = [f"bild-{at}.png", "Ein Haus mit Rampe", "Quelle: Eigenes Bild"]
        found[each.name] = fill
    return found


@cache
def sent() -> bytes:
    made = handover(NUMBERED, fills())
    made.protocol = PROTOCOL
    made.words = [("Teilhabe", "Zeile 3", "mit·machen", "Alle gehören dazu.")]
    made.comments = [("1", "Ada", "Das ist schwer.")]
    made.replace(
        "S0003",
        "</w:t></w:r></w:p></w:sdtContent>",
        '</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p></w:sdtContent>',
        1,
    )
    return made.data()


def pandoc(data: bytes) -> bytes:
    import pypandoc

    with TemporaryDirectory(prefix="zeilentreu-") as folder:
        before, after = Path(folder) / "0.docx", Path(folder) / "1.docx"
        before.write_bytes(data)
        pypandoc.convert_file(str(before), "docx", outputfile=str(after))
        return after.read_bytes()


Channel = Callable[[tuple[bytes, ...]], tuple[bytes, ...]]


def channel(*formats: str) -> Channel:
    return lambda documents: saved(documents, *formats)


CHANNELS = [
    pytest.param(lambda documents: documents, id="as saved"),
    pytest.param(channel("docx"), id="LibreOffice"),
    pytest.param(channel("docx", "docx"), id="LibreOffice twice"),
    pytest.param(channel("odt", "docx"), id="ODT"),
    pytest.param(channel("rtf", "docx"), id="RTF"),
    pytest.param(lambda documents: tuple(map(pandoc, documents)), id="pandoc"),
]


def back(data: bytes) -> Reconciled:
    return reconciled(sheet(data, "zurück.docx"), NUMBERED, None, "t.toml")


@pytest.mark.parametrize("through", CHANNELS)
def test_all_rows_come_back_exactly(through: Channel) -> None:
    """Those that a translator fills in, those that the hand-over itself brought, and what a check group ticks and writes."""
    handed = filled_in(docx.write(NUMBERED, Publication()), translation())
    typed, brought, read = through((sent(), handed, ticked()))
    is_what_was_typed(back(typed))
    is_what_was_brought(back(brought))
    is_what_was_ticked(read)


GROUP = Group(
    {
        "S0005": Said(["nicht verstanden"], ["Wer ist niemand?"]),
        "S0006": Said(["verstanden"]),
        "S0023": Said(["verstanden", "nein"], ["Das Haus ist zu klein."]),
    },
    all_others=True,
)


@cache
def ticked() -> bytes:
    copy = check_document.write(book_of(NUMBERED), Publication(), sample_reading(NUMBERED))
    return returned(copy, GROUP)


def group_sheet(data: bytes) -> CheckSheet:
    document = returned_document(data, "zurück.docx")
    assert is_check_copy(document.blocks, document.properties)
    return check_sheet(document.blocks, document.notes, document.properties, document.file)


def is_what_was_ticked(data: bytes) -> None:
    found, sent_ = group_sheet(data), group_sheet(ticked())
    assert [replace(each, digest="") for each in found.marks] == [replace(each, digest="") for each in sent_.marks]
    assert {each.digest for each in found.marks} in ({each.digest for each in sent_.marks}, {""})
    assert (found.fields, found.all_others) == (sent_.fields, True)
    by_name = {each.name: each for each in found.marks}
    assert by_name["S0005"].understood is Answer.NO
    assert by_name["S0006"].understood is Answer.YES
    assert by_name["S0023"].pictures == (Answer.NO,)


def is_what_was_typed(result: Reconciled) -> None:
    found = {row.name: row for row in result.translation.rows}
    wanted = {name: tuple(line for text in fill.text for line in text.split("\n")) for name, fill in fills().items()}
    assert {name: row.text for name, row in found.items()} == wanted
    assert {name: str(row.status) for name, row in found.items()} == {
        name: fill.status for name, fill in fills().items()
    }
    assert {name: row.note for name, row in found.items()} == {name: tuple(fill.note) for name, fill in fills().items()}
    assert {name: row.picture for name, row in found.items()} == {
        name: next(iter(fill.picture), "") for name, fill in fills().items()
    }
    assert result.translation.protocol.readers == ("Ada Ämter", "Ben")
    assert [each.agreed for each in result.translation.words] == ["mit·machen"]
    assert result.translation.leftovers == ()
    assert {each.code for each in result.diagnostics} <= {"Z658", "Z661"}


@cache
def translation() -> Translation:
    """What the translator of ``fills`` writes, but for notes: all rows, of the real hand-over."""
    rows = []
    for each in SEGMENTS:
        fill = fills()[each.name]
        text = tuple(line for part in fill.text for line in part.split("\n"))
        picture, alternative, credit = (*fill.picture, "", "", "")[:3]
        rows.append(
            TranslationRow(
                each.name,
                each.text,
                each.digest,
                each.first,
                each.last,
                form_wording.Status(fill.status),
                text,
                picture=picture,
                alternative=alternative,
                credit=credit.removeprefix(form_wording.CREDIT).strip(),
            )
        )
    protocol = Protocol(translated_by="Muster-Büro", readers=("Ada Ämter", "Ben"), checked_on="3. Mai 2026")
    words = (Word("Teilhabe an allem", agreed="mit·machen", explanation=("Alle gehören dazu.",)),)
    return Translation(
        NUMBERED.slug, NUMBERED.chapter.title, NUMBERED.chapter.source.sha256, tuple(rows), words, protocol
    )


def is_what_was_brought(result: Reconciled) -> None:
    of = translation()
    assert len(of.rows) == len(SEGMENTS)
    assert [(row.name, row.text, row.picture, row.alternative, row.credit) for row in result.translation.rows] == [
        (row.name, row.text, row.picture, row.alternative, row.credit) for row in of.rows
    ]
    assert [row.status for row in result.translation.rows] == [row.status for row in of.rows]
    assert result.translation.protocol.readers == of.protocol.readers
    assert [(each.word, each.agreed, each.explanation) for each in result.translation.words if each.agreed] == [
        (each.word, each.agreed, each.explanation) for each in of.words
    ]
    assert result.translation.leftovers == ()
    assert {each.code for each in result.diagnostics} <= {"Z661"}


def test_a_hand_over_of_5000_rows_is_written_filled_in_and_read_back() -> None:
    # Each sentence has a hard word of its own, so that the word list is as long as the text.
    text = (f"Das ist die Gleichstellungsbeauftragte-{number} der Stadt." for number in range(1, 5000))
    blocks = tuple(Paragraph((LineStart(at), Text(each))) for at, each in enumerate(text, 1))
    long = NumberedChapter(Chapter("Lang", blocks, SourceFile("lang.md", "0" * 64)), "lang", LineRule())
    rows = tuple(
        TranslationRow(
            each.name,
            each.text,
            each.digest,
            each.first,
            each.last,
            form_wording.Status.TRANSLATED,
            (f"Leicht {each.name}.",) * 3,
        )
        for each in segments(long)
    )
    of = Translation("lang", "Lang", "0" * 64, rows, (), Protocol(readers=("Ada", "Ben"), checked_on="3. Mai 2026"))
    sent = filled_in(docx.write(long, Publication()), of)
    result = reconciled(sheet(sent, "zurück.docx"), long, None, "t.toml")
    assert len(rows) == 5000
    assert [(row.name, row.text) for row in result.translation.rows] == [(row.name, row.text) for row in rows]
    assert result.diagnostics == ()
