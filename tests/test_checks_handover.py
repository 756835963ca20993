"""The hand-over of a second round is held against the translation that it is to hold (Z680)."""

from __future__ import annotations

import handover as docx_parts
import pytest
from conftest import seed
from leicht import sample

from pipeline.checks import handover_rows
from pipeline.easy_language.handout import Handout
from pipeline.editions import docx
from pipeline.publication.settings import Publication
from pipeline.readback.word_form import form_of


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """The hand-over filled in with the sample."""
    numbered = seed().numbered
    return docx_parts.unpacked(docx.write(numbered, Publication(), Handout(sample(numbered))))


def found(parts: dict[str, bytes], old: str = "", new: str = "") -> list[str]:
    document = parts["word/document.xml"].decode()
    assert old in document
    data = docx_parts.packed(
        {**parts, "word/document.xml": document.replace(old, new, 1).encode() if old else document.encode()}
    )
    numbered = seed().numbered
    return list(handover_rows.findings(form_of(data), numbered, sample(numbered)))


def test_a_hand_over_that_holds_the_translation_is_whole(parts: dict[str, bytes]) -> None:
    assert found(parts) == []
    numbered = seed().numbered
    assert list(handover_rows.findings(form_of(docx_parts.packed(parts)), numbered))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Nicht nur den meisten.", "Allen.", "steht nicht die Übersetzung"),
        (">übersetzt<", ">offen<", "der Status ist nicht „übersetzt“"),
        ("haus.png", "zelt.png", "steht nicht, was die Übersetzung sagt"),
        ("Muster-Büro", "Jemand", "statt „Muster-Büro“"),
        ("Vereinbartes Wort", "Wort", "fehlt"),
    ],
)
def test_what_differs_from_the_translation_is_found(parts: dict[str, bytes], old: str, new: str, message: str) -> None:
    assert any(message in each for each in found(parts, old, new))
