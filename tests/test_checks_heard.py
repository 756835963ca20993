"""What a screen reader says of the web page and the book: the text, and no fault passes unheard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import read
from everything import numbered

from pipeline.checks import heard
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished, outcome
from pipeline.checks.orca import session, speech
from pipeline.checks.orca.session import Spoken, running_reader
from pipeline.checks.orca.speech import differences_heard, expected_speech, squeezed, structure
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text.model import Book, book_of

TEXT = """---
title: Wege
width: 40
---

Die Stadt baut Wege für alle, die zu Fuß oder mit dem Rad unterwegs sind. Mehr sagt [der Plan](https://beispiel.de/).

# Brücken

1. Die Brücken werden bald geprüft.
2. Sie werden breiter.
"""


def book() -> Book:
    return book_of(read(TEXT).numbered)


def said() -> list[str]:
    """What is heard where all is right."""
    return [
        "Die Stadt baut Wege für alle, die zu Fuß",
        "oder mit dem Rad unterwegs sind. Mehr sagt",
        "der Plan",
        "Verknüpfung",
        ".",
        "Brücken",
        "Überschrift Ebene 2",
        "Zeilen 4 bis 6",
        "Verknüpfung",
        "Liste mit 2 Einträgen",
        "1.",
        "Die Brücken werden bald geprüft.",
        "2.",
        "Sie werden breiter.",
        "Liste wird verlassen.",
    ]


OWN = {squeezed("Zeilen 4 bis 6")}


def found(spoken: list[str]) -> list[str]:
    [chapter] = book().chapters
    return [*differences_heard(expected_speech(chapter), tuple(spoken), OWN), *structure(chapter, tuple(spoken), 1)]


def test_what_is_heard_whole_and_in_order_has_no_finding() -> None:
    assert found(said()) == []


@pytest.mark.parametrize("at", [0, 1, 2, 5, 10, 11, 12, 13])
def test_what_is_not_heard_is_found(at: int) -> None:
    assert any("wird nicht vorgelesen" in each for each in found([*said()[:at], *said()[at + 1 :]]))


@pytest.mark.parametrize("more", ["2", "17", "Zeile zwei", "Die Stadt baut nichts.", "zeile-3"])
@pytest.mark.parametrize("at", [0, 1, 3, 8, 13, 15])
def test_what_is_heard_besides_is_found(at: int, more: str) -> None:
    assert [each for each in found([*said()[:at], more, *said()[at:]]) if f"„{more}“ wird vorgelesen" in each]


def test_a_title_that_the_text_begins_with_is_no_part_of_it() -> None:
    [chapter] = book_of(read("---\ntitle: Kultur\n---\n\nKultur gehört allen, **auch** dir.\n").numbered).chapters
    spoken = ("Kultur", "Überschrift Ebene 1", "Kultur gehört allen,", "auch", "dir.")
    assert [*differences_heard(expected_speech(chapter), spoken, {"Kultur"})] == []
    counted = book_of(read("---\ntitle: Kultur\n---\n\n1\n\n2\n\n3\n").numbered).chapters[0]
    assert [*differences_heard(expected_speech(counted), ("1", "2", "3"), {"1", "2"})] == []
    emphasised = ("Kultur", "Überschrift Ebene 1", "Kultur", "gehört allen, auch", "dir.")
    assert [*differences_heard(expected_speech(chapter), emphasised, {"Kultur"})] == []


@pytest.mark.parametrize(("level", "count"), [(2, 0), (3, 1)])
def test_a_heading_that_begins_like_a_sentence_is_heard_in_two_parts(level: int, count: int) -> None:
    """Orca 43 says „1.“ by itself, and the level after it."""
    [chapter] = book_of(read("---\ntitle: Klima\n---\n\n## 1. Wege vor Ort\n\nWir handeln.\n").numbered).chapters
    spoken = ("1.", f"Überschrift Ebene {level}", "Wege vor Ort", "Wir handeln.")
    assert len([*differences_heard(expected_speech(chapter), spoken, ()), *structure(chapter, spoken, 1)]) == count


def test_lines_that_change_their_places_are_found() -> None:
    spoken = said()
    spoken[0], spoken[1] = spoken[1], spoken[0]
    assert any("Zeile 1" in each and "nicht vorgelesen" in each for each in found(spoken))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Überschrift Ebene 2", "Überschrift Ebene 3", "nicht als eine der Ebene 2"),
        ("Überschrift Ebene 2", "", "nicht als eine der Ebene 2"),
        ("Liste mit 2 Einträgen", "", "Eine Liste mit 2 Einträgen"),
        ("Liste mit 2 Einträgen", "Liste mit 3 Einträgen", "Eine Liste mit 2 Einträgen"),
        ("1.", "3.", "„3.“ wird vorgelesen"),
    ],
)
def test_what_words_are_must_be_heard_too(old: str, new: str, message: str) -> None:
    assert any(message in each for each in found([new if each == old else each for each in said()]))


def finished(tmp_path: Path, name: str, truth: Book, damage: Callable[[str], str] = str) -> Finished:
    data = EDITIONS[name].write(truth, Publication())
    if name == "web":
        data = damage(data.decode()).encode()
    path = tmp_path / f"wege{EDITIONS[name].suffix}"
    path.write_bytes(data)
    return Finished(path, EDITIONS[name].suffix, truth, "de", data)


@pytest.mark.program
@pytest.mark.usefixtures("orca")
@pytest.mark.parametrize("name", ["web", "epub"])
def test_orca_reads_all_that_a_text_may_hold(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[str, str], None]
) -> None:
    """The golden file is for people: what a reader of the chapter hears, one utterance a row."""
    heard_: list[str] = []

    def kept(wanted: object, spoken: Spoken, own: object) -> list[str]:
        heard_.extend(spoken)
        return [*differences_heard(wanted, spoken, own)]  # type: ignore[arg-type]

    monkeypatch.setattr(heard, "differences_heard", kept)
    assert [each.message for each in heard.check(finished(tmp_path, name, book_of(numbered())))] == []
    golden(f"heard-everything-{name}.txt", "\n".join(each for each in heard_ if each) + "\n")


def replaced(old: str, new: str) -> Callable[[str], str]:
    def damage(page: str) -> str:
        assert old in page
        return page.replace(old, new, 1)  # the text; the Zeilenfassung comes after it

    return damage


HIDDEN = '<span style="position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden">'
FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "hidden text": (
        replaced("Sie werden breiter.", f"Sie werden breiter. {HIDDEN}Das war nie beschlossen.</span>"),
        "nie beschlossen",
    ),
    "a number in a sentence": (
        replaced('data-number="2" aria-hidden="true"></span>', 'data-number="2">2 </span>'),
        "wo Zeile 2 kommt",
    ),
    "swapped items": (
        lambda page: (
            page.replace("Die Brücken werden bald geprüft.", "@")
            .replace("Sie werden breiter.", "Die Brücken werden bald geprüft.")
            .replace("@", "Sie werden breiter.")
        ),
        "wird nicht vorgelesen",
    ),
    "a link without a name": (
        replaced(
            "Sie werden breiter.", '<a href="https://beispiel.de/nirgends"><img src="" alt=""/></a>Sie werden breiter.'
        ),
        "nirgends",
    ),
    "words that are not heard": (
        replaced("Sie werden breiter.", '<span aria-hidden="true">Sie werden breiter.</span>'),
        "wird nicht vorgelesen",
    ),
}


@pytest.mark.program
@pytest.mark.usefixtures("orca")
@pytest.mark.parametrize("fault", FAULTS)
def test_orca_makes_each_planted_fault_heard(fault: str, tmp_path: Path) -> None:
    damage, message = FAULTS[fault]
    messages = [each.message for each in heard.check(finished(tmp_path, "web", book(), damage))]
    assert any(message in each for each in messages), messages


@pytest.mark.program
@pytest.mark.usefixtures("orca")
def test_another_version_of_orca_is_not_taken_at_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "KNOWN", "99")
    with pytest.raises(NotRunError, match="nicht bekannt, nur die von 99"), running_reader():
        pass


def test_without_a_screen_reader_nothing_has_passed(tmp_path: Path) -> None:
    """What is missing is named, with the line that brings it."""
    [reported] = outcome(heard.check, finished(tmp_path, "web", book()))
    assert reported.code == "Z690"
    assert "orca" in reported.message
    assert "apt install orca" in reported.hint


def test_a_text_of_thousands_of_lines_is_heard_by_chapters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard, "MOST", 3)
    with pytest.raises(NotRunError, match="Zeilen vorzulesen"):
        [*heard.check(finished(tmp_path, "web", book()))]


@pytest.mark.program
@pytest.mark.usefixtures("orca")
def test_no_process_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    processes = []
    with running_reader() as reader:
        processes += reader._processes
        assert all(each.poll() is None for each in processes)
    assert len(processes) == 3
    assert all(each.poll() is not None for each in processes)
    monkeypatch.setattr(session, "START", 0)
    with pytest.raises(NotRunError, match=r"gescheitert|beginnt nicht zu sprechen"), running_reader():
        pass


def test_the_wording_of_announcements_leaves_the_text_alone() -> None:
    for said_ in ("Zeile 36", "Liste mit 2 Einträgen", "Panel wird verlassen."):
        assert speech.ANNOUNCED.fullmatch(said_)
    for text in ("Zeile 36 gilt.", "Die Verknüpfung", "Liste", "17"):
        assert not speech.ANNOUNCED.fullmatch(text)
