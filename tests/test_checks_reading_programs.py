"""The book in programs without a browser: a table of what each must show, and exhibits of what goes wrong in them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from broken import make_readers
from conftest import needs, seed
from everything import numbered
from lxml import html

from pipeline.checks import reading_programs
from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.browser_page import View
from pipeline.checks.chromium.served_files import served
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.text.concordance import concordance
from pipeline.text.model import NumberedChapter, book_of

pytestmark = [pytest.mark.program, pytest.mark.slow]

CHAPTERS: dict[str, Callable[[], NumberedChapter]] = {"everything": numbered, "seed": lambda: seed().numbered}


@cache
def made(name: str) -> bytes:
    return EDITIONS["epub"].write(book_of(CHAPTERS[name]()), Publication(publisher="Rat"))


def told(path: Path, chapter: NumberedChapter) -> list[str]:
    file = Finished(path, ".epub", book_of(chapter), "de", path.read_bytes())
    return [each.message for each in outcome(reading_programs.check, file)]


def book(name: str, folder: Path) -> Path:
    path = folder / "buch.epub"
    path.write_bytes(made(name))
    return path


@pytest.mark.parametrize("name", CHAPTERS)
def test_mupdf_and_pandoc_show_every_line_with_its_label_and_nothing_between(name: str, tmp_path: Path) -> None:
    assert told(book(name, tmp_path), CHAPTERS[name]()) == []


def test_mupdf_shows_the_number_of_every_line(tmp_path: Path) -> None:
    texts = reading_programs.mupdf(
        book("seed", tmp_path), [str(at) for at in range(len(served(made("seed"), ".epub")[1]))]
    )
    text = "".join(texts.values())
    assert "36den kommunalen Masterplan" in " ".join(text.split())
    assert not re.search(r"\battr\b", text)


def test_whole_exhibits_pass() -> None:
    assert told(make_readers.HERE / "whole.epub", numbered()) == []


@pytest.mark.parametrize("name", make_readers.DAMAGE)
def test_what_a_program_shows_wrongly_is_found(name: str) -> None:
    _, _, message = make_readers.DAMAGE[name]
    assert any(message in each for each in told(make_readers.HERE / f"{name}.epub", numbered()))


def test_without_a_program_the_others_are_asked_and_nothing_has_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_programs, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    path = book("everything", tmp_path)
    file = Finished(path, ".epub", book_of(numbered()), "de", path.read_bytes())
    [reported] = outcome(reading_programs.check, file)
    assert reported.code == "Z690"
    assert "pip install" in reported.hint


@pytest.mark.parametrize("ending", ["epub", "azw3", "htmlz"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_calibre_keeps_the_number_and_the_link_of_every_line(name: str, ending: str, tmp_path: Path) -> None:
    """An AZW3 file is converted once more, to be read: its numbers have come through Kindle's format."""
    needs("ebook-convert")
    path = book(name, tmp_path)
    for made_ in (f"x.{ending}", *(["back.epub"] if ending == "azw3" else [])):
        subprocess.run(["ebook-convert", str(path), str(tmp_path / made_)], check=True, capture_output=True)
        path = tmp_path / made_
    with zipfile.ZipFile(path) as archive:
        files = {each: archive.read(each).decode("utf-8", "replace") for each in sorted(archive.namelist())}
    sheet = "".join(text for each, text in files.items() if each.endswith(".css"))
    shown = dict(re.findall(r'\.(\w+):before\s*\{\s*content:\s*"(\d+)"', sheet))
    pages: list[Any] = [
        html.fromstring(text.encode()) for each, text in files.items() if each.endswith(("html", ".htm"))
    ]
    marks = [each for page in pages for each in page.iter("a", "span") if each.get("data-number")]
    first, last = 1, max(int(each.get("data-number")) for each in marks)
    assert [int(each.get("data-number")) for each in marks] == list(range(first, last + 1))
    for each in marks:
        assert [shown[name] for name in each.get("class").split() if name in shown] == [each.get("data-number")]
        within = any(above.tag == "a" for above in each.iterancestors())
        assert within or each.get("href")
    rows = [re.match(r"Zeile (\d+):", each.text_content()) for page in pages for each in page.iter("p")]
    assert [int(each[1]) for each in rows if each] == list(range(first, last + 1))


OLD = frozenset(
    "line-height page-break-after font-size margin margin-top margin-left margin-right orphans widows text-align max-width "
    "width height white-space font-weight font-style vertical-align color text-decoration list-style list-style-type "
    "font-family border border-collapse padding padding-left display content".split()
)
"""Properties of CSS 2.1 that the first sheet has."""


def test_the_first_sheet_is_css_of_2011_and_holds_every_number() -> None:
    """Adobe's engine drops a sheet with one rule that it does not know; the second may be lost, the first may not."""
    with zipfile.ZipFile(BytesIO(made("seed"))) as archive:
        sheet = archive.read("EPUB/buch.css").decode()
        text = archive.read("EPUB/kapitel.xhtml").decode()
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    assert {each.type for each in rules} == {"qualified-rule"}
    for rule in rules:
        selector = tinycss2.serialize(rule.prelude)
        assert not re.search(r"::|:not|:has|:is|:where|:target|[~$^*]=", selector), selector
        for each in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
            assert each.type == "declaration", selector
            assert each.name in OLD, f"{selector}: {each.name}"
            value = tinycss2.serialize(each.value)
            assert not re.search(r"attr\(|calc\(|var\(|rem\b|vh\b|currentColor|\bstart\b|\bend\b", value), value
    numbers = set(re.findall(r'data-number="(\d+)"', text))
    assert numbers <= set(re.findall(r'\[data-number="(\d+)"\]:before\{content:"\1"\}', sheet))


def test_without_the_second_sheet_and_in_the_column_of_readium_the_numbers_are_there() -> None:
    """ReadiumCSS 2 gives a book 40 rem: there the lines end as they were adopted."""
    needs("chromium")
    files, names = served(made("seed"), ".epub")
    name = next(each for each in names if "kapitel" in each)
    shown = """(() => [...document.querySelectorAll('.number')].map((each) => [
        each.dataset.number, getComputedStyle(each, '::before').content, getComputedStyle(each).position]))()"""
    column = "document.body.style.cssText = 'max-width: 40rem; margin: 0 auto; padding: 0'"
    with BROWSER.page(files) as page:
        page.open(name)
        page.show(View(1000))
        page.evaluate(column)
        assert {position for _, _, position in page.evaluate(shown)} == {"absolute"}
        page.evaluate("document.querySelector('link[href=\"buch-neu.css\"]').remove()")
        old = page.evaluate(shown)
    assert len(old) == len(concordance(seed().numbered))
    assert all((content, position) == (f'"{number}"', "static") for number, content, position in old)


def test_older_programs_find_the_contents_and_the_pages() -> None:
    """Okular 22 and others read the NCX alone."""
    with zipfile.ZipFile(BytesIO(made("seed"))) as archive:
        package, ncx, nav = (
            archive.read(f"EPUB/{name}").decode() for name in ("content.opf", "inhalt.ncx", "nav.xhtml")
        )
    assert '<spine toc="ncx"' in package
    listed = re.findall(r"<text>([^<]*)</text></navLabel><content src=\"([^\"]*)\"", ncx)
    contents = nav.partition('epub:type="landmarks"')[0] + nav.partition('epub:type="page-list"')[2]
    assert listed == [(words, target) for target, words in re.findall(r'<a href="([^"]*)">([^<]*)</a>', contents)]
    assert len(listed) > 20
