"""The book in programs without a browser: a table of what each must show, and exhibits of what goes wrong in them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
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

from pipeline.checks import reading_programs, reading_systems, tools
from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.browser_page import View
from pipeline.checks.chromium.served_files import served
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback.epub import opened_epub
from pipeline.text.concordance import concordance
from pipeline.text.model import NumberedChapter, book_of

pytestmark = [pytest.mark.program, pytest.mark.slow]

ONE_BY_ONE: dict[str, tuple[str, ...]] = {
    "MuPDF": (),
    "pandoc": (),
    "foliate-js": ("chromium", "reading systems"),
    "epub.js": ("chromium", "reading systems"),
    "Thorium (Vorlesen)": ("chromium", "reading systems"),
    "foliate-js (Vorlesen)": ("chromium", "reading systems"),
}
"""The programs, and what each needs besides its wheel."""

CHAPTERS: dict[str, Callable[[], NumberedChapter]] = {"everything": numbered, "seed": lambda: seed().numbered}


@cache
def made(name: str) -> bytes:
    return EDITIONS["epub"].write(book_of(CHAPTERS[name]()), Publication(publisher="Rat"))


def told(path: Path, chapter: NumberedChapter) -> list[str]:
    needs(*ONE_BY_ONE["foliate-js"])
    file = Finished(path, ".epub", book_of(chapter), "de", path.read_bytes())
    return [each.message for each in outcome(reading_programs.check, file)]


def book(name: str, folder: Path) -> Path:
    path = folder / "buch.epub"
    path.write_bytes(made(name))
    return path


@pytest.mark.parametrize("name", CHAPTERS)
def test_programs_show_and_speak_every_line_with_its_label_and_nothing_between(name: str, tmp_path: Path) -> None:
    assert told(book(name, tmp_path), CHAPTERS[name]()) == []


def test_every_program_of_the_check_has_an_exhibit() -> None:
    """What names no program is found by MuPDF."""
    file = Finished(make_readers.HERE / "whole.epub", ".epub", book_of(numbered()), "de", make_readers.whole())
    asked = reading_programs.questions(file, opened_epub(file.data))
    assert asked.keys() == ONE_BY_ONE.keys()
    messages = [message for _, _, message in make_readers.DAMAGE.values()]
    assert [each for each in asked if not any(message.startswith(f"{each}:") for message in messages)] == []


def test_contents_that_a_reading_system_does_not_find_are_named() -> None:
    file = Finished(make_readers.HERE / "whole.epub", ".epub", book_of(numbered()), "de", make_readers.whole())
    opened = opened_epub(file.data)
    found = opened.navigation("toc")
    assert found
    links = [("".join(each.itertext()), f"EPUB/{each.get('href')}") for each in found[1].iter("{*}a")]
    texts = dict.fromkeys(opened.documents, "")

    def faults(contents: list[tuple[str, str]], *, reached: bool = True) -> list[str]:
        said = {"texts": texts, "contents": contents, "reached": reached}
        lines = ("Zeile", "Vor", "Nach", "Die Anmerkung")
        found = reading_systems.system_faults(said, file, opened, "", "EPUB/kapitel.xhtml#zeile-32")
        return [each for each in found if not each.startswith(lines)]

    assert faults(links) == []
    assert faults([(links[0][0], "EPUB/impressum.xhtml"), *links[1:]]) == [
        "„Titelseite“ fehlt im Inhaltsverzeichnis oder führt anderswohin."
    ]
    assert faults([*links, links[0]]) == [f"Das Inhaltsverzeichnis hat {len(links) + 1} Einträge statt {len(links)}."]
    assert faults(links, reached=False) == ["EPUB/kapitel.xhtml#zeile-32 wird nicht gezeigt, wenn man dorthin geht."]


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
    """Only the program is asked that must show it; where no other one is named, MuPDF."""
    _, _, message = make_readers.DAMAGE[name]
    program = next((each for each in ONE_BY_ONE if message.startswith(f"{each}:")), "MuPDF")
    needs(*ONE_BY_ONE[program])
    path = make_readers.HERE / f"{name}.epub"
    file = Finished(path, ".epub", book_of(numbered()), "de", path.read_bytes())
    found = reading_programs.questions(file, opened_epub(file.data))[program]()
    assert any(message in f"{program}: {each}" for each in found)


def test_without_a_program_the_others_are_asked_and_nothing_has_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_programs, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(tools, "_MODULES", tmp_path)
    path = book("everything", tmp_path)
    file = Finished(path, ".epub", book_of(numbered()), "de", path.read_bytes())
    [reported] = outcome(reading_programs.check, file)
    assert reported.code == "Z690"
    assert all(each in reported.message for each in ("pandoc", "MuPDF", "foliate-js", "epubjs", "r2-navigator-js"))
    assert all(each in reported.hint for each in ("pip install", "make tools"))


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


UNDERLINED = """[...document.querySelectorAll('.line')].filter((each) =>
    getComputedStyle(each).textDecorationThickness !== 'auto').map((each) => each.textContent).join('')"""


def test_the_book_marks_all_of_the_line_that_one_is_led_to() -> None:
    """In reading systems that are browsers; links part lines 4 and 5."""
    needs("chromium")
    files, names = served(made("everything"), ".epub")
    with BROWSER.page(files) as page:
        page.open(next(each for each in names if "kapitel" in each))
        for line in concordance(numbered())[:8]:
            page.evaluate(f"location.hash = '#zeile-{line.number}'")
            shown = re.sub(r"\N{NO-BREAK SPACE}\d", "", page.evaluate(UNDERLINED))
            assert shown.split() == line.text.split()


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_struck_out_is_struck_out_in_the_line_edition_too(name: str) -> None:
    with zipfile.ZipFile(BytesIO(made(name))) as archive:
        rows = html.fromstring(archive.read("EPUB/zeilen.xhtml")).iter("p")
    struck = {
        each.get("id"): [inner.text for inner in each.iter("s")] for each in rows if each.find(".//s") is not None
    }
    assert struck == ({"fassung-6": ["alten"]} if name == "everything" else {})


OLD = frozenset(
    "line-height page-break-after font-size margin margin-top margin-left margin-right orphans widows text-align max-width "
    "width height white-space font-weight font-style vertical-align color text-decoration list-style list-style-type "
    "font-family border border-collapse padding padding-left display content".split()
)
"""Properties of CSS 2.1 that the first sheet has."""


def unknown_to_old_engines(sheet: str) -> list[str]:
    """What is newer than CSS 2.1 in a sheet: rules, selectors, properties and values."""
    found: list[str] = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        selector = tinycss2.serialize(rule.prelude)
        if rule.type != "qualified-rule" or re.search(r"::|:not|:has|:is|:where|:target|[~$^*]=", selector):
            found.append(selector)
            continue
        for each in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
            value = "" if each.type != "declaration" else tinycss2.serialize(each.value)
            newer = re.search(r"attr\(|calc\(|var\(|rem\b|vh\b|currentColor|\bstart\b|\bend\b", value)
            if each.type != "declaration" or each.name not in OLD or newer:
                found.append(f"{selector}: {tinycss2.serialize([each])}")
    return found


def test_the_first_sheet_is_css_of_2011_and_holds_every_number() -> None:
    """Adobe's engine drops a sheet with one rule that it does not know; the second may be lost, the first may not."""
    with zipfile.ZipFile(BytesIO(made("seed"))) as archive:
        sheet = archive.read("EPUB/buch.css").decode()
        text = archive.read("EPUB/kapitel.xhtml").decode()
    assert unknown_to_old_engines(sheet) == []
    numbers = set(re.findall(r'data-number="(\d+)"', text))
    assert numbers <= set(re.findall(r'\[data-number="(\d+)"\]:before\{content:"\1"\}', sheet))


def test_without_the_second_sheet_and_in_the_column_of_readium_the_numbers_are_there() -> None:
    """ReadiumCSS 2, its own sheets before and after those of the book, gives it 40 rem: there the lines end as they were adopted."""
    needs("chromium", "reading systems")
    files, names = served(made("seed"), ".epub")
    name = next(each for each in names if "kapitel" in each)
    readium = {
        f"readium/{each}.css": tools.script(f"@readium/css/css/dist/ReadiumCSS-{each}.css").encode()
        for each in ("before", "after")
    }
    shown = """(() => [...document.querySelectorAll('.number')].map((each) => [
        each.dataset.number, getComputedStyle(each, '::before').content, getComputedStyle(each).position]))()"""
    sheets = """Promise.all(['before', 'after'].map((each) => new Promise((done) => {
        const link = Object.assign(document.createElement('link'), {
            rel: 'stylesheet', href: `/readium/${each}.css`, onload: () => done(1) });
        each === 'before' ? document.head.prepend(link) : document.head.append(link); })))"""
    with BROWSER.page({**files, **readium}) as page:
        page.open(name)
        page.show(View(1000))
        assert page.evaluate(sheets) == [1, 1]
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "640px"
        assert {position for _, _, position in page.evaluate(shown)} == {"absolute"}
        page.evaluate("document.querySelector('link[href=\"buch-neu.css\"]').remove()")
        old = page.evaluate(shown)
    assert len(old) == len(concordance(seed().numbered))
    assert all((content, position) == (f'"{number}"', "static") for number, content, position in old)


def test_an_engine_that_drops_a_sheet_with_a_rule_that_it_does_not_know_shows_every_number(tmp_path: Path) -> None:
    """As RMSDK does: what is left of the book then is shown by MuPDF, line by line as before."""
    path = tmp_path / "alt.epub"
    with zipfile.ZipFile(BytesIO(made("everything"))) as whole, zipfile.ZipFile(path, "w") as left:
        for each in whole.namelist():
            data = whole.read(each)
            known = not each.endswith(".css") or not unknown_to_old_engines(data.decode())
            left.writestr(each, data if known else b"")
            assert known == (not each.endswith("buch-neu.css"))
    file = Finished(path, ".epub", book_of(numbered()), "de", path.read_bytes())
    asked = reading_programs.questions(file, opened_epub(file.data))
    assert [*asked["MuPDF"]()] == []
    texts = reading_programs.mupdf(path, tuple(opened_epub(file.data).documents))
    assert "8Das gilt auch dort" in " ".join(texts["EPUB/kapitel.xhtml"].split())


LIBEPUB = """
import ctypes, json, sys
library = ctypes.CDLL("libepub.so.0")
for name in ("open", "get_titerator"):
    getattr(library, f"epub_{name}").restype = ctypes.c_void_p
for name in ("label", "link"):
    getattr(library, f"epub_tit_get_curr_{name}").restype = ctypes.c_char_p
book = ctypes.c_void_p(library.epub_open(sys.argv[1].encode(), 0))
entries, at = [], ctypes.c_void_p(library.epub_get_titerator(book, 0, 0))
while at:
    if library.epub_tit_curr_valid(at):
        label, link = library.epub_tit_get_curr_label(at), library.epub_tit_get_curr_link(at)
        entries.append([library.epub_tit_get_curr_depth(at), label.decode(), link.decode()])
    if not library.epub_tit_next(at):
        break
print(json.dumps(entries))
"""
"""As Okular 22 asks for the contents (generators/epub/converter.cpp), in a process of its own: the library is old."""


def test_okular_finds_the_contents_with_their_depth(tmp_path: Path) -> None:
    """By libepub 0.2, with which it opens books."""
    needs("libepub")
    command = [sys.executable, "-I", "-c", LIBEPUB, str(book("seed", tmp_path))]
    entries = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    chapter = seed().numbered.chapter
    assert entries[2] == [1, chapter.title, "kapitel.xhtml"]
    assert [2, "Für gelebte Inklusion", "kapitel.xhtml#abschnitt-115"] in entries
    nav = zipfile.ZipFile(BytesIO(made("seed"))).read("EPUB/nav.xhtml").decode()
    links = re.findall(r'<a href="([^"]*)">([^<]*)</a>', nav.partition('epub:type="landmarks"')[0])
    assert [(link, label) for _, label, link in entries] == links


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
