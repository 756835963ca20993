"""The archive's file holds the texts as they arrived, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipeline.checks import attached_sources
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.attachments import attachments
from pipeline.readback.reading import UnreadableError
from pipeline.sources import forms
from pipeline.text import interchange
from pipeline.text.model import NumberedChapter, book_of

TEXT = "---\ntitle: Beschluss\nresolved: 03.05.2025\n---\n\nDie Stadt zahlt für den Umbau des Rathauses.\n"


@cache
def read(text: str = TEXT) -> NumberedChapter:
    return forms.loads(text.encode(), "beschluss.md", Publication()).numbered


def archive(numbered: NumberedChapter) -> bytes:
    return EDITIONS["archiv"].write(book_of(numbered), Publication())


def found(data: bytes, truth: NumberedChapter | None) -> list[tuple[str, str]]:
    file = Finished(Path("beschluss-archiv.pdf"), "-archiv.pdf", book_of(truth) if truth else None, "de", data)
    return [(each.code, each.message) for each in outcome(attached_sources.check, file)]


def test_the_text_hangs_at_the_archive_as_it_arrived() -> None:
    data = archive(read())
    assert attachments(data) == (("beschluss.md", TEXT.encode()),)
    assert found(data, read()) == []


def test_another_file_with_the_same_words_is_not_the_text_that_arrived() -> None:
    other = read(f"{TEXT}\n")
    assert interchange.dumps(book_of(other), "de") != interchange.dumps(book_of(read()), "de")
    assert [code for code, _ in found(archive(other), read())] == ["Z617", "Z617"]


def test_an_archive_without_its_text_is_found() -> None:
    assert [code for code, _ in found(EDITIONS["pdf"].write(book_of(read()), Publication()), read())] == ["Z617"]


def test_the_model_hangs_there_where_the_text_is_no_longer_at_hand() -> None:
    chapter = read().chapter
    bare = replace(read(), chapter=replace(chapter, source=replace(chapter.source, data=b"")))
    data = archive(bare)
    assert [name for name, _ in attachments(data)] == ["beschluss.json"]
    assert found(data, bare) == []


def test_what_cannot_be_compared_is_not_passed() -> None:
    assert [code for code, _ in found(archive(read()), None)] == ["Z690"]
    assert [code for code, _ in found(b"%PDF-1.7 kaputt", read())] == ["Z690"]
    with pytest.raises(UnreadableError):
        attachments(b"kein PDF")
