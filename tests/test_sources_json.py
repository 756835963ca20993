"""Motions in JSON: of OpenSlides, several in one file, those of an event, and what is none of them."""

from __future__ import annotations

import itertools
import json
import textwrap
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from motion import details, section

from pipeline.cli import main
from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.sources.forms import NumberedSource
from pipeline.text import interchange, interchange_reading, numbering, walk
from pipeline.text.concordance import concordance
from pipeline.text.model import Heading, Resolution, book_of

CASES = ROOT / "tests" / "cases" / "sources"


def readings(data: bytes, name: str = "antraege.json") -> list[NumberedSource]:
    source = forms.recognised(data, name, Publication())
    return [source.read(part, titled=False) for part in range(source.chapters)]


def case(name: str) -> list[NumberedSource]:
    return readings((CASES / name).read_bytes(), name)


def encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def lines(reading: NumberedSource) -> list[tuple[int, str]]:
    return [(line.number, line.printed) for line in concordance(reading.numbered)]


def reported(reading: NumberedSource, code: str) -> list[Diagnostic]:
    return [each for each in reading.diagnostics if each.code == code]


def refused(data: bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(InputRefusal) as refusal:
        readings(data)
    return refusal.value.diagnostics


OPENSLIDES = {"sequential_number": 1, "title": "Wege", "text": "<p>Wir bauen Wege.</p>"}


# OpenSlides


def test_a_motion_of_openslides_has_its_number_first_line_width_submitters_and_reasons() -> None:
    (reading,) = case("openslides-antrag.json")
    chapter = reading.numbered.chapter
    assert (chapter.title, reading.numbered.rule.width) == ("Bänke im Park", 60)
    assert lines(reading) == [
        (20, "Die Stadt stellt auf jedem Weg im Park alle hundert Meter"),
        (21, "eine Bank auf, damit alle Menschen sich ausruhen können."),
        (22, "Jede zweite Bank bekommt eine Lehne."),
    ]
    assert chapter.resolution == Resolution("Dr. Kim Beispiel")
    assert chapter.details == (
        ("Antragsnummer", "A07"),
        ("Kategorie", "Umwelt"),
        ("Status", "angenommen"),
        ("Erstellt", "01.01.2026"),
    )
    said = [walk.plain(each.content) for each in walk.text_blocks(chapter.blocks)]
    assert said[0] == "Die Versammlung möge beschließen:"
    assert said[-2:] == ["Begründung", "Wer schlecht geht, braucht Pausen."]
    assert reported(reading, "Z233") == []


def test_an_export_of_a_meeting_is_a_chapter_for_each_motion_in_the_order_of_the_assembly() -> None:
    first, second = case("openslides-veranstaltung.json")
    assert [each.numbered.chapter.title for each in (first, second)] == ["Zebrastreifen", "Fahrradbügel"]
    assert lines(first) == [(1, "Vor jeder Schule wird ein Zebrastreifen angelegt.")]
    assert [each.numbered.chapter.resolution.body for each in (first, second)] == ["Kim Beispiel", "Jo Muster"]
    assert ("Kategorie", "Verkehr") in second.numbered.chapter.details
    told = [each.message for each in reported(first, "Z293")]
    assert any("V1" in each or "Änderung zu V1" in each for each in told)
    assert any("Endfassung" in each for each in told)
    assert reported(second, "Z293") == []
    assert len(reported(second, "Z233")) == 1
    assert second.numbered.rule.width == 70


@pytest.mark.parametrize(
    "value",
    [
        OPENSLIDES,
        [OPENSLIDES],
        {"motion": OPENSLIDES},
        {"motions": [OPENSLIDES]},
        {"motion/1": OPENSLIDES},
        {"motion": {"1": OPENSLIDES}},
        {"motions/motion:1": OPENSLIDES},
        {"title": "Wege", "text": "<p>Wir bauen Wege.</p>", "identifier": "1"},
    ],
)
def test_the_shapes_in_which_a_motion_of_openslides_comes_are_read(value: Any) -> None:
    (reading,) = readings(encoded(value))
    assert reading.numbered.chapter.title == "Wege"
    assert lines(reading) == [(1, "Wir bauen Wege.")]


@pytest.mark.parametrize(
    ("submitters", "expected"),
    [
        ({"submitters": ["Kim", "Jo"]}, "Kim, Jo"),
        ({"submitter": "Kim"}, "Kim"),
        ({"submitters": [{"name": "Kim"}]}, "Kim"),
        ({"submitters": [{"meeting_user": {"user": {"first_name": "Kim", "last_name": "B"}}}]}, "Kim B"),
        ({"submitter_ids": [9], "additional_submitter": "Verein"}, "Verein"),
        ({"submitters": [7, None]}, ""),
    ],
)
def test_submitters_are_named_as_far_as_the_json_has_them(submitters: dict[str, Any], expected: str) -> None:
    (reading,) = readings(encoded({**OPENSLIDES, **submitters}))
    assert reading.numbered.chapter.resolution.body == expected


def test_numbers_that_came_with_the_text_are_official_and_breaks_are_told_apart() -> None:
    def start(at: int) -> str:
        return f'<span class="os-line-number line-number-{at}" data-line-number="{at}" contenteditable="false">&nbsp;</span>'

    broken = '<br class="os-line-break">'
    html = f"<p>{start(5)}Wir bauen {broken}{start(6)}Wege<br>{start(7)}und Brücken.</p>"
    (reading,) = readings(encoded({**OPENSLIDES, "text": html}))
    assert lines(reading) == [(5, "Wir bauen"), (6, "Wege"), (7, "und Brücken.")]
    (paragraph,) = reading.numbered.chapter.blocks
    assert walk.plain(paragraph.content) == "Wir bauen Wege\nund Brücken."  # type: ignore[union-attr]
    assert reported(reading, "Z232") == []


SENTENCE = (
    "Die Versammlung möge beschließen, dass alle Wege in der Stadt sicher werden und dass alle Menschen, die hier leben, "
    "mitreden können, wenn neue Wege entstehen und alte verschwinden, weil sie niemand mehr braucht oder will. "
)


def as_openslides(first: int, *, data: bool = True) -> str:
    """A text with headings and lists, cut as OpenSlides does at 80 characters: 75 in lists, 60 in headings of rank 2."""
    at = itertools.count(first)

    def cut(text: str, width: int) -> str:
        found = []
        for line in textwrap.wrap(text, width, break_on_hyphens=False):
            number = next(at)
            said = f' data-line-number="{number}"' if data else ""
            found.append(f'<span class="os-line-number line-number-{number}"{said}>&nbsp;</span>{line} ')
        return '<br class="os-line-break">'.join(found).removesuffix(" ")

    head = f"<h2>{cut(SENTENCE[:90], 60)}</h2><p>{cut(SENTENCE * 2, 80)}</p>"
    nested = f"<ul><li>{cut(SENTENCE, 75)}<ul><li>{cut(SENTENCE, 70)}</li></ul></li>"
    items = "".join(f"<li>{cut(SENTENCE[begin:], 75)}</li>" for begin in range(0, 60, 9))
    return f"{head}{nested}{items}</ul><p>{cut(SENTENCE, 80)}</p>"


@pytest.mark.parametrize("data", [True, False])
def test_the_numbers_of_openslides_are_proved_by_its_own_rule(data: bool) -> None:
    (reading,) = readings(encoded({**OPENSLIDES, "text": as_openslides(10, data=data)}))
    assert (reading.numbered.rule.width, reading.numbered.rule.system) == (80, "openslides")
    assert reported(reading, "Z209") == []
    assert lines(reading)[0][0] == 10
    assert numbering.proof(reading.numbered.chapter, reading.numbered.rule).agreeing == len(lines(reading)) > 30
    book = book_of(reading.numbered)
    assert interchange_reading.loads(interchange.dumps(book, "de"), Place("x")) == book


def test_a_line_that_openslides_would_cut_in_another_way_is_reported() -> None:
    text = (
        as_openslides(10)
        .replace("mehr braucht oder will.</p>", "mehr braucht.</p>")
        .replace("beschließen, dass", "beschließen , dass", 1)
    )
    (reading,) = readings(
        encoded({**OPENSLIDES, "text": text.replace("Versammlung möge", "Vollversammlung der Mitglieder möge", 1)})
    )
    assert reported(reading, "Z209")


def test_open_recommendations_are_reported() -> None:
    (reading,) = readings(encoded({**OPENSLIDES, "change_recommendation_ids": [1, 2]}))
    assert "(2)" in reported(reading, "Z293")[0].message


# Several motions of the other software


def test_a_list_of_motions_is_several_chapters_and_amendments_are_none() -> None:
    found = case("antraege.json")
    assert [each.numbered.chapter.title for each in found] == ["A1: Wege", "Brücken", "A3: Wege"]
    assert [len(lines(each)) for each in found] == [1, 2, 1]
    (told,) = reported(found[0], "Z293")
    assert "Ä1 zu A1: Wege" in told.message
    assert told.place.line > 1
    assert found[1].numbered.chapter.resolution == Resolution("Rat", date(2026, 3, 2))
    assert all(each.numbered.slug != found[0].numbered.slug for each in found[1:])


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda motion: [motion, motion],
        lambda motion: {"motions": [motion, motion]},
        lambda motion: {"title": "x", "motion_links": [motion, motion]},
    ],
)
def test_motions_with_their_texts_are_read_from_any_list(wrapped: Any) -> None:
    assert len(readings(encoded(wrapped(details([section("<p>a</p>")]))))) == 2


def test_places_are_those_of_the_file_in_every_chapter() -> None:
    good, bad = details([section("<p>a</p>")]), details([section('<p>b <a href="x.html">c</a></p>')])
    data = json.dumps([good, bad], indent=1)
    second = readings(data.encode())[1]
    (told,) = reported(second, "Z223")
    assert data.split("\n")[told.place.line - 1][told.place.column - 1 :].startswith("<a href")


def test_a_file_with_several_motions_is_built_into_several_folders(tmp_path: Path) -> None:
    (tmp_path / "antraege.json").write_bytes((CASES / "antraege.json").read_bytes())
    assert main(["build", str(tmp_path / "antraege.json"), "--out", str(tmp_path / "dist"), "--edition", "lines"]) == 0
    names = sorted(path.name for path in (tmp_path / "dist").iterdir() if path.is_dir())
    assert names == ["a1-wege", "a3-wege", "bruecken"]


def test_a_list_of_links_says_what_to_fetch() -> None:
    found = refused((CASES / "veranstaltung.json").read_bytes())
    assert {each.code for each in found} == {"Z290"}
    assert "lineNumbers=true" in found[0].hint
    assert [each.message.rpartition(" ")[2] for each in found[1:]] == [
        "https://example.org/rest/pt/motion/1",
        "https://example.org/rest/pt/motion/2",
    ]
    assert all(each.place.line > 1 for each in found)


@pytest.mark.parametrize(
    "value",
    [
        details([section("<p>a <ins>b</ins></p>")], type="amendment", first_line=1),
        {**OPENSLIDES, "lead_motion_id": 3},
        {**OPENSLIDES, "parent_id": 3},
        [{**OPENSLIDES, "amendment_paragraphs": {"0": "x"}}],
    ],
)
def test_an_amendment_alone_is_refused_and_the_message_names_the_way(value: Any) -> None:
    (fault,) = refused(encoded(value))
    assert fault.code == "Z228"
    assert "Nehmen Sie den Antrag selbst" in fault.hint


# Bad input


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({**OPENSLIDES, "title": 7}, "Z220"),
        ({**OPENSLIDES, "reason": ["x"]}, "Z220"),
        ({**OPENSLIDES, "start_line_number": "x"}, "Z220"),
        ({**OPENSLIDES, "text": "<p>a" + "<div>" * 5}, "Z221"),
        ({**OPENSLIDES, "text": ""}, "Z202"),
        ({"sequential_number": 1}, "Z220"),
        ({**OPENSLIDES, "meeting": {"motions_line_length": "breit"}}, "Z220"),
        ({"motion": {"1": 7}}, "Z220"),
        ({"motions": []}, "Z220"),
        ([OPENSLIDES] * 501, "Z230"),
        ({**OPENSLIDES, "text": "<p>" * 250_000}, "Z230"),
        ({**OPENSLIDES, "text": "<p>\ud800</p>"}, "Z104"),
        ({"motion_links": [{"title": "x", "url_json": 7}]}, "Z220"),
        ({"motion_links": [7]}, "Z220"),
    ],
)
def test_what_is_no_motion_is_refused_with_a_place_and_a_hint(value: Any, code: str) -> None:
    found = refused(json.dumps(value).encode())
    assert code in [each.code for each in found]
    assert all(each.place.line for each in found)


def test_every_truncation_is_refused_with_its_place() -> None:
    data = (CASES / "openslides-veranstaltung.json").read_bytes().rstrip()
    for end in range(1, len(data), 37):
        try:
            readings(data[:end])
        except InputRefusal as refusal:
            found = refusal.diagnostics
        assert {each.code for each in found} <= {"Z220", "Z103"}
        assert all(each.place.line for each in found)


HOSTILE = {
    "15 MB of motions": b'[{"text":"a"}' + b',{"text":"a"}' * 1_100_000 + b"]",
    "15 MB of links": b'{"motion_links":[{"url_json":"a"}' + b',{"url_json":"a"}' * 880_000 + b"]}",
    "15 MB of text": encoded({"title": "x", "text": "<p>" + "Wort " * 2_900_000 + "</p>"}),
    "100,000 levels": b'{"text":' + b"[" * 100_000,
    "15 MB of brackets": b"[" * 15_000_000,
    "15 MB of names": b'{"text":"a"' + b',"b":1' * 2_400_000 + b"}",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_json_is_refused_soon(name: str) -> None:
    begin = time.process_time()
    found = refused(HOSTILE[name])
    assert time.process_time() - begin < 10
    assert all(each.place.line for each in found)


def test_headings_of_a_text_of_openslides_are_reported_as_cut_in_another_way() -> None:
    (reading,) = readings(encoded({**OPENSLIDES, "text": "<h2>Ziel</h2><p>Wir bauen.</p>"}))
    assert any(isinstance(each, Heading) for each in reading.numbered.chapter.blocks)
    assert len(reported(reading, "Z233")) == 1
