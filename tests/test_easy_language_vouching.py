"""A check counts only when somebody vouches for it: two people, a day that was, and what they saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import handover as docx
import pytest
from conftest import TEXT, read
from handover import Fill, handover

from pipeline.easy_language import form_wording, ledger
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.open_matters import is_unsettled
from pipeline.easy_language.reconciliation import Reconciled, reconciled
from pipeline.easy_language.rendition import EasyPicture, rendition_of
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.returned import sheet
from pipeline.easy_language.row_status import refreshed
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Protocol, Translation, Word
from pipeline.easy_language.vouching import day, distinct_people, is_person, vouched

NUMBERED = read(TEXT).numbered
NAMES = [each.name for each in segments(NUMBERED)]
TODAY = date(2026, 11, 27)
GROUP = {form_wording.READER_1: "Ada Berg", form_wording.READER_2: "Ben Cohn", form_wording.CHECKED_ON: "3. Mai 2026"}
X = "S0003"


def returned(
    protocol: dict[str, str],
    status: str = "geprüft",
    earlier: Translation | None = None,
    fill: dict[str, Fill] | None = None,
) -> Reconciled:
    made = handover(NUMBERED, {name: Fill([f"Satz {name}."], status) for name in NAMES} | (fill or {}))
    made.protocol = protocol
    return reconciled(sheet(made.data(), "z.docx"), NUMBERED, earlier, "t.toml", today=TODAY)


def draft(of: Translation, pictures: dict[str, EasyPicture] | None = None) -> bool:
    """Whether an edition of what the TOML holds would call itself a draft."""
    kept = ledger.loads(ledger.dumps(of), "t.toml")
    digests = {name: each.sha256 for name, each in (pictures or {}).items()}
    easy = rendition_of(NUMBERED, refreshed(kept, NUMBERED, ReturnReport("t.toml"), digests), pictures or {})
    assert easy
    return bool(easy.draft)


@pytest.mark.parametrize(
    "text",
    "noch offen|-|–|folgt|N.N.|N. N.|NN|xx|XXX|?|wird nachgereicht|Wird noch nachgereicht|TBD|tba|A.|A. B.|AB|…|k. A."
    "|offen|Name folgt|unbekannt|keine|niemand|noch nicht bekannt|NOCH OFFEN|Hier schreiben|steht noch aus|Frau|12|s. o."
    "|kommt später|Anna?".split("|"),
)
def test_what_stands_for_a_name_is_none(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    "text", ["Ada", "A. Muster", "Bo Li", "Dr. Öz", "Anna-Lena Groß", "Prüferin A", "Frau Noch", "José", "ada berg"]
)
def test_names_are_names(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Anna Müller", "anna mueller"),
        ("Anna Müller", "Müller, Anna"),
        ("A. Müller", "Anna Müller"),
        ("Frau Müller", "Anna Müller"),
        ("Dr. Anna Müller", "ANNA  MÜLLER"),
        ("José Groß", "Jose Gross"),
        ("Anna-Lena Berg", "Anna Lena Berg"),
    ],
)
def test_one_person_in_two_spellings_is_one(first: str, second: str) -> None:
    assert len(distinct_people([first, second])) == 1


def test_two_people_of_one_family_are_two() -> None:
    assert len(distinct_people(["Anna Berg", "Ben Berg", "A. Muster", "B. Muster"])) == 4


@pytest.mark.parametrize(
    "text",
    [
        "5.3.2026",
        "05.03.26",
        "5. März 2026",
        "5 März 2026",
        "2026-03-05",
        "Do., 5.3.2026",
        "am 5. Mrz. 2026",
        "5/3/2026",
        "4. und 5. März 2026",
        "3.3.2026 und 5.3.2026",
        "5. Maerz 2026",
    ],
)
def test_days_as_people_write_them_are_days(text: str) -> None:
    assert day(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text", ["", "31.02.2026", "31. Februar 2026", "bald", "folgt", "März 2026", "5.3.", "32.1.2026", "2026-13-01", "5.3.2026 folgt", "1.1.1026", "5. Brumaire 2026", "?", "-"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("protocol", "told"),
    [
        (
            {form_wording.READER_1: "noch offen", form_wording.READER_2: "-", form_wording.CHECKED_ON: "folgt"},
            "„folgt“",
        ),
        ({**GROUP, form_wording.READER_2: "ada berg"}, "dieselbe Person"),
        ({**GROUP, form_wording.READER_2: "N.N."}, "„N.N.“ ist kein Name"),
        ({**GROUP, form_wording.CHECKED_ON: "31.02.2026"}, "kein Datum, das es gibt"),
        ({**GROUP, form_wording.CHECKED_ON: "28.11.2026"}, "ein Tag, der noch kommt"),
        ({}, "fehlen zwei"),
    ],
)
def test_nobody_vouches_and_the_text_is_a_draft(protocol: dict[str, str], told: str) -> None:
    result = returned(protocol)
    assert {row.status for row in result.translation.rows} == {Status.TRANSLATED}
    [only] = [each for each in result.diagnostics if each.code == "Z660"]
    assert told in only.message
    assert f"S0001–{NAMES[-1]}" in only.message
    assert "Prüf-Protokoll" in (only.hint or "")
    assert draft(result.translation)


def test_two_people_and_a_day_vouch() -> None:
    result = returned(GROUP)
    assert result.diagnostics == ()
    assert not draft(result.translation)


def test_a_second_check_that_is_to_come_leaves_the_first() -> None:
    result = returned({**GROUP, form_wording.SECOND_CHECK_ON: "folgt"})
    assert {row.checked_on for row in result.translation.rows} == {"3. Mai 2026"}
    assert [each.code for each in result.diagnostics] == ["Z660"]
    assert vouched(result.translation.protocol).day == "3. Mai 2026"


PICTURE = EasyPicture("haus.png", b"1", "image/png", 1, 1)


def with_picture() -> Translation:
    made = handover(NUMBERED, {name: Fill([f"Satz {name}."], "geprüft") for name in NAMES})
    made.rows[made.names.index(X)] = docx.row(
        X, f"{X}, Zeile 2", segments(NUMBERED)[2].text, Fill(["Satz."], "geprüft", picture=["haus.png", "Ein Haus"])
    )
    made.protocol, made.words = GROUP, [("Teilhabe", "3", "mit·machen", "Alle machen mit.")]
    pictures = {"haus.png": PICTURE.sha256}
    return reconciled(
        sheet(made.data(), "z.docx"), NUMBERED, None, "t.toml", today=TODAY, pictures=pictures
    ).translation


def test_everything_that_the_readers_saw_is_bound() -> None:
    of = with_picture()
    shown = {"haus.png": PICTURE}
    assert not draft(of, shown)
    at = NAMES.index(X)

    def changed(**what: object) -> Translation:
        return replace(of, rows=(*of.rows[:at], replace(of.rows[at], **what), *of.rows[at + 1 :]))  # type: ignore[arg-type]

    assert draft(changed(text=("Anders.",)), shown)
    assert draft(changed(alternative="Ein Zelt"), shown)
    assert draft(changed(credit="Jemand"), shown)
    assert draft(changed(picture=""), shown)
    assert draft(of, {"haus.png": replace(PICTURE, data=b"2")})
    assert draft(of, {})
    [word] = of.words
    assert draft(replace(of, words=(replace(word, explanation=("Anders.",)),)), shown)
    assert draft(replace(of, words=(replace(word, agreed="teil·nehmen"),)), shown)
    assert draft(replace(of, words=(*of.words, Word("Quote", explanation=("Eine Zahl.",)))), shown)
    assert draft(replace(of, protocol=replace(of.protocol, readers=("Ada Berg",))), shown)
    assert draft(replace(of, protocol=replace(of.protocol, checked_on="9.9.2099")), shown)
    # What nobody sees may change: a note is for the office.
    assert not draft(changed(note=("Danke",)), shown)


def test_the_sentences_of_the_program_are_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    of = returned(GROUP).translation
    assert not draft(of)
    monkeypatch.setattr("pipeline.easy_language.own_sentences.OPEN", "Das fehlt noch.")
    assert draft(of)


def test_checked_by_hand_in_the_toml_is_no_check() -> None:
    of = returned(GROUP, "übersetzt").translation
    byhand = replace(of, rows=tuple(replace(row, status=Status.CHECKED) for row in of.rows))
    report = ReturnReport("t.toml")
    assert {row.status for row in refreshed(byhand, NUMBERED, report).rows} == {Status.TRANSLATED}
    [told] = report.diagnostics
    assert "zeilentreu return" in (told.hint or "")


def test_a_changed_explanation_is_seen_at_the_second_check() -> None:
    of = with_picture()
    [word] = of.words
    edited = replace(of, words=(replace(word, explanation=("Anders.",)),))
    again = returned({**GROUP, form_wording.SECOND_CHECK_ON: "9. Juni 2026"}, earlier=edited).translation
    assert again.protocol.seen_on == "9. Juni 2026"
    assert again.protocol.seen != of.protocol.seen


@pytest.mark.parametrize(
    "note",
    [
        "nicht verstanden",
        "Das habe ich nicht verstanden.",
        "unverständlich",
        "Was heißt Quote?",
        "bitte noch prüfen",
        "zu schwer",
        "Frage: Stimmt das Datum",
        "nicht ganz klar",
        "Niemand versteht das.",
        "Stimmt das?",
    ],
)
def test_a_row_about_which_something_is_open_is_not_checked(note: str) -> None:
    assert is_unsettled(note)
    result = returned(GROUP, fill={X: Fill(["Satz."], "geprüft", [note])})
    statuses = {row.name: row.status for row in result.translation.rows}
    assert statuses[X] is Status.TRANSLATED
    assert statuses["S0004"] is Status.CHECKED
    [told] = [each for each in result.diagnostics if each.code == "Z660"]
    assert X in told.message
    assert note[:40] in told.message
    assert told.hint
    assert draft(result.translation)


@pytest.mark.parametrize("note", ["verstanden", "alles verstanden", "gut", "steht schon oben", "ok", "Ist geändert."])
def test_a_note_that_asks_for_nothing_hinders_no_check(note: str) -> None:
    assert not draft(returned(GROUP, fill={X: Fill(["Satz."], "geprüft", [note])}).translation)


def test_an_open_comment_hinders_a_check_until_it_is_closed_in_the_toml() -> None:
    made = handover(NUMBERED, {name: Fill([f"Satz {name}."], "geprüft") for name in NAMES})
    made.protocol, made.comments = GROUP, [("7", "Ada", "Wer ist das")]
    made.replace(X, f"Satz {X}.</w:t></w:r>", f'Satz {X}.</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r>')
    data = made.data()

    def back(earlier: Translation | None) -> Translation:
        return reconciled(sheet(data, "z.docx"), NUMBERED, earlier, "t.toml", today=TODAY).translation

    of = back(None)
    assert draft(of)
    at = NAMES.index(X)
    closed = tuple(replace(each, done=True) for each in of.rows[at].comments)
    assert not draft(back(replace(of, rows=(*of.rows[:at], replace(of.rows[at], comments=closed), *of.rows[at + 1 :]))))


def test_an_older_copy_never_takes_a_check_back_in_silence() -> None:
    of = returned(GROUP).translation
    same = returned({}, "übersetzt", of)
    assert same.translation.rows == of.rows
    told = [each.message for each in same.diagnostics if "bleibt" in each.message and "S0001" in each.message]
    assert len(told) == 1
    assert f"S0001–{NAMES[-1]}" in told[0]
    other = returned({}, "übersetzt", of, {X: Fill(["Alter Satz."], "übersetzt")})
    assert any(each.code == "Z660" and X in each.message for each in other.diagnostics)
    assert draft(other.translation)


def test_words_that_say_nothing_replace_no_name_and_no_day() -> None:
    of = returned(GROUP).translation
    later = returned({form_wording.READER_1: "noch offen", form_wording.CHECKED_ON: "folgt"}, "geprüft", of)
    assert later.translation.protocol == of.protocol
    assert {each.code for each in later.diagnostics} == {"Z663"}
    blank = returned({form_wording.READER_1: "noch offen"}, "übersetzt").translation
    assert blank.protocol == Protocol(readers=("noch offen",))
