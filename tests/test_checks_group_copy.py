"""The check group's copy, read back: the whole text, every box, every picture's question, and nothing more (Z687)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from check_group import with_part
from conftest import seed
from leicht import sample, sample_reading

from pipeline.checks import group_copy, picture_shapes
from pipeline.checks.finding import NotRunError
from pipeline.checks.finished import Finished
from pipeline.easy_language.own_sentences import DRAFT
from pipeline.easy_language.rendition import EasyPicture, Rendition
from pipeline.editions.easy import check_page
from pipeline.editions.registry import CHECK_EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text.model import book_of

WORD, PAPER = (edition.suffix for edition in CHECK_EDITIONS.values())
BOOK = book_of(seed().numbered)

pytestmark = pytest.mark.slow


@cache
def made(suffix: str) -> bytes:
    edition = next(each for each in CHECK_EDITIONS.values() if each.suffix == suffix)
    return edition.write(BOOK, Publication(), sample_reading(seed().numbered))


def found(suffix: str, data: bytes, easy: Rendition | None = None) -> list[str]:
    of = easy or sample_reading(seed().numbered)
    file = Finished(Path(f"x{suffix}"), suffix, BOOK, "de", data, of)
    diagnostics = list(group_copy.check(file))
    assert {each.code for each in diagnostics} <= {"Z687", "Z608"}
    return [each.message for each in diagnostics]


@pytest.mark.parametrize("suffix", [WORD, PAPER])
def test_both_copies_hold_what_the_group_must_read(suffix: str) -> None:
    assert found(suffix, made(suffix)) == []


@pytest.mark.parametrize("suffix", [WORD, PAPER])
def test_the_same_translation_gives_the_same_bytes(suffix: str) -> None:
    edition = next(each for each in CHECK_EDITIONS.values() if each.suffix == suffix)
    assert edition.write(BOOK, Publication(), sample_reading(seed().numbered)) == made(suffix)


@pytest.mark.parametrize(("width", "height"), [(600, 480), (480, 600), (800, 600), (4000, 100), (100, 4000)])
def test_a_picture_keeps_its_shape_on_paper(width: int, height: int) -> None:
    image = check_page._picture(EasyPicture("x.png", b"", "image/png", width, height, "Ein Haus"), {"x.png": "bild:0"})
    assert ('class="tall"' in image) == (height / 60 > width / 80)


def test_no_picture_of_the_sample_is_stretched() -> None:
    file = Finished(Path(f"x{PAPER}"), PAPER, BOOK, "de", made(PAPER), sample_reading(seed().numbered))
    assert list(picture_shapes.check(file)) == []


Damage = Callable[[bytes], bytes]


def swap(old: str, new: str, count: int = -1) -> Damage:
    """The words exchanged; what is not there cannot be damaged."""

    def change(part: bytes) -> bytes:
        assert old.encode() in part, old
        return part.replace(old.encode(), new.encode(), count)

    return change


def without_first_control(part: bytes) -> bytes:
    """The first box as a mere sign."""
    head, _, rest = part.partition(b"<w:sdt>")
    control, _, tail = rest.partition(b"</w:sdt>")
    return head + control.partition(b"<w:sdtContent>")[2].partition(b"</w:sdtContent>")[0] + tail


DAMAGES = {
    "a sentence is lost": (swap("Sie haben viel erlebt.", ""), "Sie haben viel erlebt."),
    "a word is another": (swap("Sie wissen viel.", "Sie wissen wenig."), "Sie wissen viel."),
    "a number is another": (swap(">S0040<", ">S0041<", 1), "S0040"),
    "an explanation is lost": (swap("Ihre Kinder können mitkommen.", ""), "Ihre Kinder können mitkommen."),
    "the program's own sentence is lost": (swap("Das ist ein Link.", ""), "Das ist ein Link."),
    "the question about a picture is lost": (swap("Ist das Bild gut?", "", 1), "Ist das Bild gut?"),
    "what a picture shows is lost": (swap("Auf dem Bild ist: Ein Schild", "Ein Schild"), "Auf dem Bild ist"),
    "a box is lost": (swap("☐", "", 1), "Kästchen zum Ankreuzen"),
    "an answer is another": (swap(" nicht verstanden<", " verstanden<", 1), "nicht verstanden"),
    "a field at the end is lost": (swap("Datum der Prüfung", "Datum"), "Datum der Prüfung"),
    "an instruction is lost": (swap("Lesen Sie den Text.", ""), "Lesen Sie den Text."),
    "the original stands there, too": (swap("Sie wissen viel.", "Sie wissen viel. Zeile 75"), "Sie wissen viel."),
    "a bookmark names another text": (swap('w:name="gelesen_S0040_', 'w:name="gelesen_S0040_0'), "Textmarke"),
    "a box cannot be clicked": (without_first_control, "Kästchen zum Anklicken"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_copy_is_caught(damage: str) -> None:
    change, told = DAMAGES[damage]
    messages = found(WORD, with_part(made(WORD), "word/document.xml", change))
    assert any(told in message for message in messages), messages


def test_a_copy_that_does_not_say_what_it_is_is_caught() -> None:
    data = with_part(made(WORD), "docProps/custom.xml", swap("zeilentreu-pruefung", "anders"))
    assert any("zeilentreu-pruefung" in message for message in found(WORD, data))


@pytest.mark.parametrize("suffix", [WORD, PAPER])
def test_a_copy_of_another_translation_is_caught(suffix: str) -> None:
    of = sample(seed().numbered)
    rows = tuple(replace(row, text=("Anders.",)) if row.name == "S0017" else row for row in of.rows)
    messages = found(suffix, made(suffix), sample_reading(seed().numbered, replace(of, rows=rows)))
    assert any("Anders." in message for message in messages)


@pytest.mark.parametrize("suffix", [WORD, PAPER])
def test_a_draft_says_so_in_what_the_file_says_of_itself(suffix: str) -> None:
    read = replace(sample_reading(seed().numbered), checked_on="1. Juni 2025")
    assert any(DRAFT in message for message in found(suffix, made(suffix), read))


@pytest.mark.parametrize("suffix", [WORD, PAPER])
def test_a_file_that_is_none_is_told(suffix: str) -> None:
    assert found(suffix, b"x")


def test_without_the_translation_it_is_not_evaluated() -> None:
    with pytest.raises(NotRunError):
        list(group_copy.check(Finished(Path("x.docx"), WORD, BOOK, "de", made(WORD), None)))
