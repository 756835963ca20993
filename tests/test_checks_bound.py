"""Books of several chapters, read back chapter by chapter: sound ones pass, and each kind of damage is found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import QUICK, TEXT, read
from test_build_programme import text_of

from pipeline.checks.examination import examine
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import READERS
from pipeline.readback.reading import UnreadableError
from pipeline.text.model import Book

pytestmark = [pytest.mark.slow, pytest.mark.program]

EDITIONS_ = {each.suffix: each for each in EDITIONS.values()}
SLUGS = ["a", "probe", "b"]


@cache
def book(*order: int, title: str = "Unser Programm") -> Book:
    texts = [text_of("A"), TEXT, text_of("B").replace("der Text", "das Ende")]
    return Book(title, "programm", tuple(read(texts[at]).numbered for at in order or (0, 1, 2)))


@cache
def made(suffix: str, *order: int, title: str = "Unser Programm") -> bytes:
    return EDITIONS_[suffix].write(book(*order, title=title), Publication())


def told(suffix: str, data: bytes, tmp_path: Path) -> list[str]:
    folder = tmp_path / "programm"
    folder.mkdir(exist_ok=True)
    (folder / f"programm{suffix}").write_bytes(data)
    report = examine(folder, book(), expected=(), language="de", checks=QUICK)
    return [f"{row.check} {each.code}: {each.message}" for row in report.rows for each in row.diagnostics]


@pytest.mark.parametrize("suffix", sorted(EDITIONS_))
def test_a_sound_book_passes(suffix: str, tmp_path: Path) -> None:
    assert told(suffix, made(suffix), tmp_path) == []


@pytest.mark.parametrize("suffix", [".html", ".epub"])
def test_cells_find_their_heads_in_their_chapter(suffix: str, tmp_path: Path) -> None:
    rows = "| A | B |\n|---|---|\n| c | << |\n| # d | e |\n"
    tables = read(f"---\ntitle: Tafeln\n---\n\nText.\n\n{rows}").numbered
    volume = Book("Unser Programm", "programm", (book().chapters[0], tables))
    folder = tmp_path / "programm"
    folder.mkdir()
    (folder / f"programm{suffix}").write_bytes(EDITIONS_[suffix].write(volume, Publication()))
    report = examine(folder, volume, expected=(), language="de", checks=QUICK)
    assert [each.message for row in report.rows for each in row.diagnostics] == []


@pytest.mark.parametrize("suffix", sorted(EDITIONS_))
def test_chapters_in_another_order_are_found(suffix: str, tmp_path: Path) -> None:
    assert told(suffix, made(suffix, 2, 1, 0), tmp_path)


@pytest.mark.parametrize("suffix", sorted(EDITIONS_))
def test_a_lost_chapter_is_found(suffix: str, tmp_path: Path) -> None:
    assert told(suffix, made(suffix, 0, 1), tmp_path)


@pytest.mark.parametrize("suffix", sorted(EDITIONS_.keys() - {".lines.tsv", "-druck.pdf"}))
def test_another_title_is_found(suffix: str, tmp_path: Path) -> None:
    assert any("Z611" in each for each in told(suffix, made(suffix, title="Ihr Programm"), tmp_path))


def _web(old: str, new: str) -> bytes:
    text = made(".html").decode()
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("damage", "code", "where"),
    [
        (("das Ende</span>", "das Ennde</span>"), "Z603", "Kapitel „B“"),
        (('id="kapitel-b-zeile-2"', 'id="kapitel-a-zeile-2"'), "Z606", "kapitel-a-zeile-2"),
        (('id="kapitel-b-zeile-2"', 'id="kapitel-b-zeile-4"'), "Z60", "Kapitel „B“"),
        (("Zeilen 5 bis 9", "Zeilen 5 bis 8"), "Z613", "Inhaltsverzeichnis"),
        (('<h2 id="kapitel-b-titel">B</h2>', '<h2 id="kapitel-b-titel">C</h2>'), "Z611", "Kapitel „B“"),
        (('<h2 id="kapitel-b-titel">B</h2>', '<h2 id="kapitel-b-titel">B</h2><p>mehr</p>'), "Z612", "Kapitel „B“"),
    ],
)
def test_damage_of_one_chapter_is_told_with_its_name(
    damage: tuple[str, str], code: str, where: str, tmp_path: Path
) -> None:
    assert any(code in each and where in each for each in told(".html", _web(*damage), tmp_path))


def _line_edition() -> bytes:
    """The page with a word of the Zeilenfassung changed, in the last chapter."""
    head, mark, tail = made(".html").decode().rpartition("das Ende")
    return f"{head}das Ennde{tail}".encode() if mark else b""


def test_a_changed_word_of_the_line_edition_is_found(tmp_path: Path) -> None:
    assert any("Zeilenfassung" in each and "Kapitel „B“" in each for each in told(".html", _line_edition(), tmp_path))


def _epub(change: Callable[[str, str], str]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made(".epub"))) as old, zipfile.ZipFile(result, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith(".xhtml"):
                data = change(item.filename, data.decode()).encode()
            new.writestr(item, data)
    return result.getvalue()


def test_a_lost_word_of_one_chapter_of_an_epub_is_told_with_its_name(tmp_path: Path) -> None:
    damaged = _epub(lambda name, text: text.replace("das Ende", "das", 1) if "kapitel-b" in name else text)
    assert any("Kapitel „B“" in each for each in told(".epub", damaged, tmp_path))


def test_a_row_of_an_unknown_chapter_is_found(tmp_path: Path) -> None:
    assert any(
        "gehört zu keinem Kapitel" in each
        for each in told(".lines.tsv", made(".lines.tsv") + b"x\t1\tWort\n", tmp_path)
    )


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.7 x", b"PK\x03\x04", b"{}", b"<html/>"])
def test_what_is_no_book_is_unreadable_and_no_error_of_ours(suffix: str, data: bytes) -> None:
    with pytest.raises(UnreadableError):
        READERS[suffix](data, SLUGS)


def test_without_the_source_the_model_in_the_folder_is_the_measure(tmp_path: Path) -> None:
    folder = tmp_path / "programm"
    folder.mkdir()
    for suffix in (".json", ".html", ".lines.tsv"):
        (folder / f"programm{suffix}").write_bytes(made(suffix))
    report = examine(folder, checks=QUICK, expected=())
    assert {each.code for row in report.rows for each in row.diagnostics} == {"Z690"}
