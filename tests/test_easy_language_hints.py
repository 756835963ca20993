"""Hints name rule, words, threshold and source, by row and official line; fidelity is listed; nothing is judged or rewritten."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import leicht
import pytest
from conftest import SEED, read, seed
from lxml import etree

from pipeline import cli
from pipeline.easy_language import ledger
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.hints import hint_listing, measures, rule_books
from pipeline.easy_language.hints.fact import FactKind
from pipeline.easy_language.hints.fidelity import Fate, TranslatedText, fate
from pipeline.easy_language.hints.overview import Hint, HintOverview, Side, overview
from pipeline.easy_language.hints.stated_facts import facts_in
from pipeline.easy_language.segments import segments
from pipeline.easy_language.translation import Translation, TranslationRow, Word
from pipeline.pages.hint_page import hint_page
from pipeline.publication.settings import Publication
from pipeline.text.model import NumberedChapter

HEAD = "---\ntitle: Probe\nresolved: 2026-03-02\ninitiator: Rat\n---\n\n"


def parsed(page: bytes) -> Any:
    """The page as a tree."""
    return etree.fromstring(page.replace(b"<!DOCTYPE html>", b""))


def chapter(text: str) -> NumberedChapter:
    return read(HEAD + text).numbered


def translated(numbered: NumberedChapter, *texts: Iterable[str] | Status, words: Iterable[Word] = ()) -> Translation:
    """The translation whose rows below the title have these lines, or this status."""
    rows = []
    for segment, text in zip(segments(numbered), ((), *texts), strict=False):
        row = TranslationRow(
            segment.name, segment.text, segment.digest, segment.first, segment.last, place=segment.place
        )
        status = text if isinstance(text, Status) else Status.TRANSLATED if text else Status.OPEN
        lines = () if isinstance(text, Status) else tuple(text)
        rows.append(
            TranslationRow(**{**{name: getattr(row, name) for name in row.__slots__}, "status": status, "text": lines})
        )
    return Translation(numbered.slug, numbered.chapter.title, "", tuple(rows), tuple(words))


def hints(text: str, *lines: str, words: Iterable[Word] = (), **more: object) -> list[Hint]:
    """The hints of a text of one sentence and its translation, without those of the title."""
    numbered = chapter(text)
    found = overview(numbered, translated(numbered, lines, words=words), **more)  # type: ignore[arg-type]
    return [each for each in found.hints if each.row != "S0001"]


@cache
def sample() -> HintOverview:
    return overview(seed().numbered, leicht.sample(seed().numbered))


def named(found: Iterable[Hint], measure: str, side: Side = Side.ORIGINAL) -> list[tuple[str, int]]:
    return [(each.words, each.count) for each in found if each.measure.name == measure and each.side is side]


def test_a_hint_names_rule_words_threshold_and_source() -> None:
    [long, *_] = [each for each in hints("Die Gleichstellungsbeauftragte hilft.") if each.measure.name == "long_words"]
    assert (long.row, long.where, long.line) == ("S0002", "Zeile 1", 1)
    assert (long.words, long.count, long.threshold) == ("Gleichstellungsbeauftragte", 26, 13)
    assert {rule.book: rule.clause for rule in long.rules}["bitv"] == "Nr. 4"
    assert hint_listing.certainty(long.measure) == "genau gezählt"


@pytest.mark.parametrize(
    ("measure", "text", "words"),
    [
        ("words", "Eins zwei drei vier fünf sechs sieben acht.", [("Eins zwei drei vier fünf sechs sieben acht.", 8)]),
        ("words", "Eins zwei drei vier fünf sechs sieben.", []),
        ("commas", "Wer das will, der fragt.", [("Wer das will, der fragt.", 1)]),
        ("commas", "Es kostet 3,50 Euro.", []),
        ("long_words", "Das Grund-Gesetz und die Gleich·stellung.", []),
        ("large_numbers", "Hier leben 1.200 Menschen und 999 Hunde.", [("1.200", 1200)]),
        ("percentages", "Es sind 5 % oder 5 Prozent.", [("%", 0), ("Prozent", 0)]),
        ("signs", "Nach § 4 gilt A & B.", [("§", 0), ("&", 0)]),
        ("brackets", "Das gilt (noch) nicht.", [("(noch)", 0)]),
        ("abbreviations", "Der ÖPNV fährt z. B. nachts.", [("ÖPNV", 0), ("z. B.", 0)]),
        ("number_words", "Wir bauen fünf Häuser und 6 Schulen.", [("fünf", 0)]),
        ("roman_numerals", "Teil II gilt.", [("II", 0)]),
        ("gender_signs", "Die Bürger*innen und Schüler:innen fragen.", [("Bürger*innen", 0), ("Schüler:innen", 0)]),
        ("genitive", "Die Kosten der Stadt steigen.", [("der Stadt", 0)]),
        ("passive", "Der Antrag wird abgelehnt.", [("abgelehnt", 0)]),
        ("passive", "Wir werden den Antrag ablehnen, und es wird kalt.", []),
        ("subjunctive", "Das wäre gut. Die Würde bleibt.", [("wäre", 0)]),
        ("negation", "Das ist nicht nur gut, sondern kein Fehler.", [("kein", 0)]),
    ],
)
def test_each_measure_finds_what_it_says(measure: str, text: str, words: list[tuple[str, int]]) -> None:
    assert named(hints(text), measure) == words


def test_of_several_books_the_lowest_number_counts_and_only_who_is_exceeded_is_named() -> None:
    ten = "Eins zwei drei vier fünf sechs sieben acht neun zehn."
    [found] = [each for each in hints(ten) if each.measure.name == "words"]
    assert found.threshold == 7
    assert [rule.book for rule in found.rules] == ["bitv", "netzwerk"]
    assert named(hints(ten, books=["bitv"]), "words") == []
    assert named(hints(ten, books=["netzwerk"]), "words") == [(ten, 10)]
    assert {rule.book for each in hints(ten, books=["hildesheim"]) for rule in each.rules} <= {"hildesheim"}


def test_several_sentences_in_a_line_are_a_hint_on_the_translation_alone() -> None:
    found = hints("Das gilt. Es bleibt.", "Das gilt. Es bleibt.", "Gut.")
    assert named(found, "sentences", Side.TRANSLATION) == [("Das gilt. Es bleibt.", 2)]
    assert named(found, "sentences") == []


def test_signs_of_lists_and_marks_of_formatting_are_no_words_of_a_line() -> None:
    found = hints("Das gilt.", "• Sie müssen **nicht** zahlen.", "1. Erstens.", "2. Zweitens.")
    assert named(found, "signs", Side.TRANSLATION) == []
    assert [(each.words, each.line) for each in found if each.side is Side.TRANSLATION] == [("nicht", 1)]


def test_a_gender_sign_is_named_and_never_rewritten() -> None:
    numbered = chapter("Die Bürger*innen fragen.")
    translation = translated(numbered, ["Die Bürger*innen fragen."])
    before = ledger.dumps(translation)
    found = overview(numbered, translation)
    assert {each.words for each in found.hints if each.measure.name == "gender_signs"} == {"Bürger*innen"}
    assert ledger.dumps(translation) == before
    said = "\n".join(hint_listing.listing(found))
    assert "Bürgerinnen und Bürger" not in said


def test_an_agreed_word_that_is_not_used_is_named() -> None:
    words = [Word("Kommune", agreed="Stadt"), Word("Beirat", agreed="Gruppe")]
    [used] = [each for each in hints("Die Kommunen zahlen.", "Die Kommune zahlt.", words=words) if each.note]
    assert used.note == "hier steht „Kommune“, vereinbart ist „Stadt“"
    [missing] = [each for each in hints("Die Kommunen zahlen.", "Wir zahlen.", words=words) if each.note]
    assert missing.note == "im Original steht „Kommunen“, vereinbart ist „Stadt“; das steht hier nicht"
    assert not [each for each in hints("Die Kommunen zahlen.", "Die Stadt zahlt.", words=words) if each.note]
    assert not [
        each for each in hints("Die Kommunen zahlen.", "Die Städte und die Stadt zahlen.", words=words) if each.note
    ]


def test_fidelity_is_listed_by_official_line() -> None:
    text = "Bis 2030 baut die Stadt Soest 1.200 Wohnungen, und " + "die Wege werden breiter und schöner, " * 3
    numbered = chapter(f"{text}und niemand muss dafür mehr als 30 % des Lohns zahlen.")
    found = overview(numbered, translated(numbered, ["Bis 2030 gibt es in Soest 1200 Wohnungen.", "Das ist Pflicht."]))
    assert [(each.line, each.kind, each.words, each.fate) for each in found.facts] == [
        (1, FactKind.DAY, "2030", Fate.KEPT),
        (1, FactKind.NAME, "Stadt Soest", Fate.KEPT),
        (1, FactKind.NUMBER, "1.200", Fate.KEPT),
        (3, FactKind.NEGATION, "niemand", Fate.LACKING),
        (3, FactKind.MODAL, "muss", Fate.EXPLAINED),
        (3, FactKind.NUMBER, "30 %", Fate.LACKING),
    ]


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("50 %", "die Hälfte", Fate.EXPLAINED),
        ("50 %", "50 Prozent", Fate.KEPT),
        ("fünf Häuser", "5 Häuser", Fate.KEPT),
        ("drei Millionen", "3.000.000", Fate.KEPT),
        ("ein Drittel", "Eine von 3 Frauen", Fate.EXPLAINED),
        ("29 Euro", "49 Euro", Fate.LACKING),
        ("am 3. Mai 2025", "am 03.05.2025", Fate.KEPT),
        ("am 3. Mai 2025", "im Mai 2025", Fate.EXPLAINED),
        ("am 3. Mai 2025", "im Juni 2025", Fate.LACKING),
        ("am 31.02.2025", "am 3. Mai", Fate.LACKING),
        ("nicht", "verboten", Fate.EXPLAINED),
        ("sollen", "Wir wollen das.", Fate.EXPLAINED),
        ("dürfen", "Das ist gut.", Fate.LACKING),
    ],
)
def test_what_becomes_of_a_fact(original: str, translation: str, expected: Fate) -> None:
    fact, *_ = facts_in(original)
    assert fate(fact, TranslatedText.of([translation]), {}) is expected


def test_a_name_that_the_word_list_explains_is_explained() -> None:
    fact, *_ = facts_in("Die Istanbul-Konvention gilt.")
    assert fate(fact, TranslatedText.of(["Ein Vertrag gilt."]), {}) is Fate.LACKING
    words = [Word("Istanbul-Konvention", explanation=("Das ist ein Vertrag.",))]
    numbered = chapter("Die Istanbul-Konvention gilt.")
    found = overview(numbered, translated(numbered, ["Ein Vertrag gilt."], words=words))
    assert [each.fate for each in found.facts] == [Fate.EXPLAINED]


def test_what_is_left_out_or_open_is_listed_as_that() -> None:
    numbered = chapter("Es sind 5 Wege.\n\nEs sind 6 Wege.\n\nEs sind 7 Wege.")
    found = overview(numbered, translated(numbered, Status.OMITTED, (), ["Es sind 7."]))
    assert [each.fate for each in found.facts] == [Fate.OMITTED, Fate.OPEN, Fate.KEPT]


def test_what_is_merged_into_the_row_above_is_looked_for_there() -> None:
    numbered = chapter("Es sind 5 Wege.\n\nEs sind 6 Straßen.")
    found = overview(numbered, translated(numbered, ["5 Wege und 6 Straßen."], Status.MERGED))
    assert {each.fate for each in found.facts} == {Fate.KEPT}


def test_every_official_line_of_a_fact_is_the_line_that_has_its_first_word() -> None:
    lines = set[int | None]()
    for segment in segments(seed().numbered):
        assert not segment.owners or len(segment.owners) == len(segment.text)
        lines |= set(segment.owners)
    assert lines == set(range(1, 274))
    assert [each.line for each in sample().facts if each.words == "50 %"] == [66]


def test_nothing_is_judged_and_no_text_is_called_leichte_sprache() -> None:
    page = hint_page([sample()], Publication()).decode()
    for text in (
        "\n".join(hint_listing.listing(sample())),
        page,
        json.dumps(hint_listing.data(sample()), ensure_ascii=False),
    ):
        assert hint_listing.NO_VERDICT in text
        assert not re.search(r"ist (?:keine )?Leichte Sprache|bestanden|Fehler|falsch|Note |Punkte", text)


def test_every_rule_has_its_source_and_every_pattern_its_figures() -> None:
    books = rule_books.rule_books()
    assert [book.name for book in books] == list(rule_books.BOOKS)
    every = [rule for book in books for rule in book.rules]
    assert all(rule.clause and rule.says for rule in every)
    assert {rule.measure for rule in every} == {*measures.MEASURES, measures.AGREED.name}
    for measure in measures.MEASURES.values():
        assert ("Genauigkeit" in hint_listing.certainty(measure)) is not measure.exact


def test_the_page_has_a_table_behind_each_chart_that_says_the_same() -> None:
    page = parsed(hint_page([sample()], Publication()))
    spaces = {"h": "http://www.w3.org/1999/xhtml"}
    charts = page.xpath("//h:section[@class='chart']", namespaces=spaces)
    assert len(charts) == 3
    for chart in charts:
        bars = [int("".join(each.itertext()).strip()) for each in chart.findall(".//h:p[@class='measure']", spaces)]
        cells = [int(each.text) for each in chart.findall(".//h:td[@class='count']", spaces)]
        assert [each for each in cells if each] == bars != []
        assert chart.find("h:div[@class='bars']", spaces).get("aria-hidden") == "true"
        assert chart.find(".//h:table/h:thead//h:th[@scope='col']", spaces) is not None


def test_the_page_is_german_whole_and_needs_no_other_file() -> None:
    text = hint_page([sample()], Publication(language="en")).decode()
    page = parsed(text.encode())
    assert page.get("lang") == "de"
    assert not re.search(r"<script|<link|src=|@import|url\((?!data:)", text)
    levels = [int(each.tag[-1]) for each in page.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert not [name for name, times in Counter(ids).items() if times > 1]
    assert {each.get("aria-labelledby") for each in page.iter() if each.get("aria-labelledby")} <= set(ids)
    assert {each.get("href")[1:] for each in page.iter("{*}a") if each.get("href").startswith("#")} <= set(ids)
    assert page.find(".//{*}p[@class='quoted']").get("lang") == "en"


def test_what_stands_in_a_text_is_escaped_on_the_page() -> None:
    numbered = chapter("Das Zeichen \\<b\\> & \\<script\\> gilt.")
    page = parsed(hint_page([overview(numbered, None)], Publication()))
    assert page.find(".//{*}p[@class='quoted']").text == "Das Zeichen <b> & <script> gilt."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The seed with the sample of a translation beside it."""
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / f"{seed().numbered.slug}.toml").write_text(
        ledger.dumps(leicht.sample(seed().numbered)), encoding="utf-8"
    )
    path = tmp_path / SEED.name
    path.write_bytes(SEED.read_bytes())
    return path


def test_the_command_prints_hints_by_row_and_facts_by_line(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["hints", str(source)]) == 0
    said = capsys.readouterr().out
    assert "S0002 · Zeile 1–2\n" in said
    assert "Zeile 73: Zahl „120.000“: steht da\n" in said
    assert "bitv: BITV 2.0, Anlage 2 Teil 2" in said


def test_the_command_gives_the_same_as_data_and_as_a_page(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in source.parent.rglob("*") if path.is_file()}
    assert cli.main(["hints", str(source), "--json", "--html", str(source.parent / "h.html")]) == 0
    [data] = json.loads(capsys.readouterr().out)["chapters"]
    assert len(data["hints"]) == len(sample().hints)
    assert {each["book"] for hint in data["hints"] for each in hint["sources"]} == set(rule_books.BOOKS)
    assert {each["fate"] for each in data["facts"]} == {"kept", "explained", "lacking", "omitted", "open"}
    assert (source.parent / "h.html").read_bytes() == hint_page([sample()], Publication())
    assert all(path.read_bytes() == data for path, data in before.items())


def test_one_text_and_one_book_can_be_asked_for(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["hints", str(source), "--json", "--of", "original", "--book", "bitv"]) == 0
    [data] = json.loads(capsys.readouterr().out)["chapters"]
    assert {each["text"] for each in data["hints"]} == {"original"}
    assert {source["book"] for each in data["hints"] for source in each["sources"]} == {"bitv"}
    assert data["facts"] == []
    assert cli.main(["hints", str(source), "--book", "duden"]) == 2
    assert "Möglich sind: bitv, netzwerk, hildesheim, eigene" in capsys.readouterr().err


def test_the_page_cannot_be_written_where_there_is_a_folder(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source.parent / "seite.html").mkdir()
    assert cli.main(["hints", str(source), "--html", str(source.parent / "seite.html")]) == 5
    assert "Z801" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        "neunundneunzig" * 300,
        "a*b_" * 2000,
        "(" * 3000,
        "Ö" * 5000,
        "der Stadt " * 500,
        "1.1." * 900,
        "Abs. " * 900,
    ],
    ids=lambda text: text[:8],
)
def test_what_nobody_writes_ends_in_hints_too(text: str) -> None:
    for measure in measures.MEASURES.values():
        for mark in measure.find(text, 0):
            assert 0 <= mark.start < mark.end <= len(text)
    facts_in(text)
