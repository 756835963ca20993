"""The call of a note stays with the word before it, in whatever form a text arrives."""

from __future__ import annotations

import pytest

from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.concordance import concordance
from pipeline.text.model import Note, NumberedChapter, Paragraph

CASES = {
    "Die Stadt [^1] und das Land.": "Die Stadt1 und das Land.",
    "Die **Stadt [^1]** und das Land.": "Die Stadt1 und das Land.",
    "Die *Stadt* [^1] und das Land.": "Die Stadt1 und das Land.",
    "Die Stadt [^1] [^2] und das Land.": "Die Stadt12 und das Land.",
    "Die Stadt[^1] und das Land. [^2]": "Die Stadt1 und das Land.2",
    "Die Stadt [^1] *und* das Land.": "Die Stadt1 und das Land.",
}


def chapter(text: str) -> NumberedChapter:
    notes = "".join(f"[^{at}]: Note.\n" for at in (1, 2) if f"[^{at}]" in text)
    return forms.loads(f"---\ntitle: Ruf\n---\n\n{text}\n\n{notes}".encode(), "probe.md", Publication()).numbered


@pytest.mark.parametrize("text", CASES)
def test_a_call_after_a_space_stands_at_the_word_before_it(text: str) -> None:
    numbered = chapter(text)
    [line] = concordance(numbered, calls=True)
    assert line.text == CASES[text]
    assert [each.text for each in concordance(numbered)] == ["Die Stadt und das Land."]


def test_a_call_in_front_of_a_text_stays_there() -> None:
    [paragraph] = chapter("[^1] Die Stadt").chapter.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(paragraph.content[0], Note)


def test_a_call_before_the_end_of_a_line_belongs_to_that_line() -> None:
    words = "Wir machen Musterstadt zum Wohnort mit Wärme und Würde für alle Menschen, die hier gern"
    numbered = forms.loads(
        f"---\ntitle: Ruf\nwidth: {len(words)}\n---\n\n{words} [^1] leben.\n\n[^1]: Eins.\n".encode(),
        "a.md",
        Publication(),
    ).numbered
    first, second = concordance(numbered, calls=True)
    assert first.text.strip() == f"{words}1"
    assert second.text == "leben."
