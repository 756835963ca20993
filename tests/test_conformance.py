"""The public set of small files: each is what its question says, and the page shows what programs really read."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections import Counter
from typing import Any

import pytest
from conformance import __main__ as conformance
from conformance import page
from conformance.files import file_of
from conformance.programs import PROGRAMS, Program, path_of
from conformance.questions import FORMATS, HERE, Question, questions
from conftest import ROOT, needs
from lxml import etree

from pipeline.checks import epubcheck, open_xml, tools
from pipeline.checks.chromium import BROWSER
from pipeline.checks.chromium.browser_page import View

RESULTS = tomllib.loads(page.RESULTS.read_text(encoding="utf-8"))
OURS = ("zeilentreu (Tags)", "zeilentreu (Anker)")


def named(name: str) -> Program:
    return next(each for each in PROGRAMS if each.name == name)


@pytest.mark.parametrize("question", questions(), ids=lambda each: each.path)
def test_each_file_is_what_its_question_says(question: Question) -> None:
    assert path_of(question).read_bytes() == file_of(question.facts, question.ending)
    assert question.facts["asks"].endswith((".", "?"))
    assert "?" in question.facts["asks"]
    assert re.search(r"\d", question.facts["clause"])
    assert question.facts["expect"].strip()
    assert set(question.facts.get("instead", ())) <= set(page.KINDS) - {"text"}


def test_there_are_about_forty_files_and_no_other() -> None:
    files = {path.relative_to(HERE).as_posix() for ending in FORMATS for path in (HERE / ending).iterdir()}
    assert files == {each.path for each in questions()}
    assert f" {len(files)} kleine, gemeinfreie" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(files) >= 40
    assert min(Counter(each.ending for each in questions()).values()) >= 10
    assert max(path_of(each).stat().st_size for each in questions()) < 5000


def test_the_files_are_in_the_public_domain() -> None:
    assert (HERE / "LICENSE").read_text(encoding="utf-8").startswith("SPDX-License-Identifier: CC0-1.0\n")
    for path in (*HERE.glob("*.toml"), *HERE.glob("*.py")):
        assert "SPDX-License-Identifier: CC0-1.0" in path.read_text(encoding="utf-8") or path in {
            page.RESULTS,
            HERE / "__init__.py",
        }


@pytest.mark.parametrize("question", [each for each in questions() if each.ending == "pdf"], ids=lambda each: each.path)
def test_the_parts_of_a_pdf_stand_where_it_says(question: Question) -> None:
    data = path_of(question).read_bytes()
    start = int(data.rpartition(b"startxref\n")[2].split()[0])
    assert data[start:].startswith(b"xref\n0 ")
    for number, entry in enumerate(re.findall(rb"^(\d{10}) 00000 n $", data[start:], re.MULTILINE), 1):
        assert data[int(entry) :].startswith(b"%d 0 obj\n" % number)
    assert data.startswith(f"%PDF-{question.facts['version']}\n".encode())


@pytest.mark.parametrize("question", [each for each in questions() if each.ending != "pdf"], ids=lambda each: each.path)
def test_all_markup_is_well_formed_and_a_book_says_first_that_it_is_one(question: Question) -> None:
    data = path_of(question).read_bytes()
    if question.ending == "html":
        etree.fromstring(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if question.ending == "epub":
        assert data[30:].startswith(b"mimetypeapplication/epub+zip")
    for name, part in parts.items():
        assert name == "mimetype" or etree.fromstring(part) is not None


OPTIONAL = ("settings", "fontTable", "theme")
"""Parts that a Word document may lack (ISO/IEC 29500-1, 11.3), and openxml-audit 0.8 asks for."""


@pytest.mark.parametrize(
    "question", [each for each in questions() if each.ending == "docx"], ids=lambda each: each.path
)
def test_word_documents_follow_the_schema(question: Question) -> None:
    found = [text for _, text in open_xml.errors(path_of(question), frozenset())]
    assert [
        text for text in found if not re.search(rf"/relationships/(?:{'|'.join(OPTIONAL)})' is missing", text)
    ] == []


@pytest.mark.program
@pytest.mark.slow
def test_books_pass_epubcheck() -> None:
    found = {each.path: epubcheck.messages(path_of(each)) for each in questions() if each.ending == "epub"}
    assert {path: messages for path, messages in found.items() if messages} == {}


@pytest.mark.parametrize("name", OURS)
def test_what_this_house_reads_is_what_is_right(name: str) -> None:
    program = named(name)
    read = conformance.answers(program)
    assert read
    for question in questions():
        if question.path in read:
            assert page.compared(read[question.path]) == question.expected(program.kind), question.path


@pytest.mark.parametrize(
    "question", [each for each in questions() if "lines" in each.facts], ids=lambda each: each.path
)
def test_anchors_lead_to_the_lines_that_are_said(question: Question) -> None:
    assert named("zeilentreu (Anker)").read(question).splitlines() == [*question.facts["lines"].values()]


@pytest.mark.parametrize("program", [each for each in PROGRAMS if each.is_wheel], ids=lambda each: each.name)
def test_libraries_read_what_the_results_say(program: Program) -> None:
    assert RESULTS[program.name] == {"version": program.version(), "read": conformance.answers(program)}, (
        "make conformance"
    )


@pytest.mark.program
@pytest.mark.slow
@pytest.mark.parametrize("program", [each for each in PROGRAMS if not each.is_wheel], ids=lambda each: each.name)
def test_programs_read_what_the_results_say(program: Program) -> None:
    if program.name.startswith("Chromium"):
        needs("chromium")
    there, shown = program.version(), RESULTS.get(program.name, {}).get("version")
    if there != shown:
        pytest.skip(f"{program.name} ist hier {there or 'nicht da'}, die Tabelle zeigt {shown}")
    asked = [each for each in questions() if each.ending in program.endings]
    # Calibre takes seconds to start, anew for each file.
    asked = asked[:2] if program.name.startswith("Calibre") else asked
    found = conformance.answers(program, asked)
    assert found
    assert found.items() <= RESULTS[program.name]["read"].items(), "make conformance"


def test_the_page_is_that_of_the_results() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "make conformance"


def test_the_results_are_of_files_and_programs_that_are_there() -> None:
    assert set(RESULTS) <= {each.name for each in PROGRAMS}
    paths = {each.path for each in questions()}
    assert all(set(each["read"]) <= paths for each in RESULTS.values())


def test_a_program_that_was_missing_is_not_called_right_or_wrong() -> None:
    question = questions()[0]
    assert page.verdict(question, "pandoc", "text", {}) == "nicht da"
    assert page.verdict(question, "pandoc", "text", {"pandoc": {"read": {}}}) == "nicht gefragt"
    for text, word in ((question.expected("text"), "ja"), ("17", "anders"), ("", "anders")):
        assert page.verdict(question, "pandoc", "text", {"pandoc": {"read": {question.path: text}}}) == word


def test_soft_hyphens_join_the_rows_that_they_part_and_others_do_not() -> None:
    assert page.compared("Verkehrsbe\N{SOFT HYPHEN}\nruhigung") == "Verkehrsberuhigung"
    assert page.compared("Verkehrsbe-\nruhigung") == "Verkehrsbe- ruhigung"


@pytest.mark.program
@pytest.mark.slow
def test_axe_finds_nothing_in_the_page() -> None:
    needs("axe", "chromium")
    with BROWSER.page({"page.html": page.PAGE.read_bytes()}) as shown:
        shown.open("page.html")
        shown.evaluate(f"{tools.axe()};0")
        assert shown.evaluate("axe.run(document).then(found => found.violations.map(each => each.id))") == []
        for width in (320, 1100):
            shown.show(View(width))
            assert shown.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_can_be_read_without_sight_colour_or_scripts() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    root: Any = etree.fromstring(text, etree.HTMLParser())
    assert root.get("lang") == "de"
    assert [len([*root.iter(each)]) for each in ("h1", "main", "title", "script")] == [1, 1, 1, 0]
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3")]
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
    for table in root.iter("table"):
        assert "".join(table.xpath("caption//text()")).strip()
        assert all(each.get("scope") == "col" for each in table.xpath("thead//th"))
        assert all(each.get("scope") == "row" for each in table.xpath("tbody//th"))
        assert all(len(row) == len(table.xpath("thead//th")) for row in table.xpath("tbody/tr"))
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for link in root.iter("a"):
        target = str(link.get("href"))
        assert target[1:] in ids if target.startswith("#") else (ROOT / "docs" / target).is_file()
    assert {"".join(each.itertext()) for each in root.iter("td")} >= {"ja", "anders", "nicht gefragt"}
