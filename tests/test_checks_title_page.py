"""The title page says who resolved the text and when, and what it is, in every format."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.checks import title_page
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.model import Book, NumberedChapter, book_of

TEXT = (
    "---\ntitle: Beschluss\nkind: Antrag\ninitiator: Der Rat\nresolved: 03.05.2025\n---\n\n"
    "Die Stadt zahlt für den Umbau des Rathauses.\n"
)

CHANGES = {
    "body": ("initiator: Der Rat", "initiator: Die Stadt"),
    "day": ("03.05.2025", "04.05.2025"),
    "day lost": ("resolved: 03.05.2025\n", ""),
    "kind": ("kind: Antrag", "kind: Beschluss"),
}

ALL = ("web", "epub", "pdf", "archiv", "druck", "grossdruck")


@cache
def read(old: str = "", new: str = "") -> NumberedChapter:
    assert old in TEXT
    return forms.loads(TEXT.replace(old, new, 1).encode() if old else TEXT.encode(), "b.md", Publication()).numbered


def found(name: str, numbered: NumberedChapter, language: str = "de") -> list[str]:
    suffix = EDITIONS[name].suffix
    data = EDITIONS[name].write(book_of(numbered), Publication(language=language))
    return [
        each.code
        for each in outcome(title_page.check, Finished(Path(f"x{suffix}"), suffix, book_of(read()), language, data))
    ]


@pytest.mark.parametrize("language", ["de", "en", "fr"])
@pytest.mark.parametrize("name", ALL)
def test_the_title_page_says_what_the_model_says(name: str, language: str) -> None:
    assert found(name, read(), language) == []


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("change", CHANGES)
def test_another_resolution_or_kind_is_found(change: str, name: str) -> None:
    assert set(found(name, read(*CHANGES[change]))) == {"Z611"}


@pytest.mark.parametrize("other", ["Der Rat", "Die Stadt"])
@pytest.mark.parametrize("name", ["web", "epub", "pdf"])
def test_a_book_says_it_once_or_with_each_chapter(name: str, other: str) -> None:
    suffix = EDITIONS[name].suffix
    second = TEXT.replace("title: Beschluss", "title: Zweiter").replace("Der Rat", other)
    chapters = (read(), forms.loads(second.encode(), "z.md", Publication()).numbered)
    book = Book("Buch", "buch", chapters, "Programm")
    data = EDITIONS[name].write(book, Publication(title="Buch", kind="Programm"))

    def said(truth: Book) -> list[str]:
        return [
            each.code for each in outcome(title_page.check, Finished(Path(f"x{suffix}"), suffix, truth, "de", data))
        ]

    assert said(book) == []
    assert "Z611" in said(Book("Buch", "buch", (read(*CHANGES["body"]), chapters[1]), "Programm"))
    assert "Z611" in said(Book("Buch", "buch", chapters, "Satzung"))


def test_without_a_model_nothing_has_passed() -> None:
    file = Finished(Path("x.html"), ".html", None, "de", b"")
    assert [each.code for each in outcome(title_page.check, file)] == ["Z690"]
