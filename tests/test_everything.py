"""Everything that a text can be made of, in every edition, and found missing where it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from everything import RULE, TABLE, UNCOUNTED, numbered

from pipeline.build import programme, source_jobs, volumes
from pipeline.checks import examination
from pipeline.checks.finished import Finished, outcome
from pipeline.diagnostics import Place
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import read_file
from pipeline.text import events, interchange_reading, numbering, transcript
from pipeline.text.concordance import concordance
from pipeline.text.model import Cell, Chapter, NumberedChapter, Table, Text, book_of

pytestmark = pytest.mark.program

PROGRAMME = ROOT / "tests" / "cases" / "programm"
SLOW = frozenset({"EPUBCheck", "Ace", "axe", "Darstellung", "Leseprogramme", "Vorlesen"})


@cache
def chapter() -> NumberedChapter:
    return numbered()


@cache
def made(name: str) -> bytes:
    return EDITIONS[name].write(book_of(chapter()), Publication())


def told(suffix: str, data: bytes, tmp_path: Path, names: frozenset[str] | None = None) -> Iterator[str]:
    """What the checks find, one after the other: whoever looks for one finding need not wait for the others."""
    path = tmp_path / f"wege-fuer-alle{suffix}"
    path.write_bytes(data)
    file = Finished(path, suffix, book_of(chapter()), "de", data)
    for each in examination.CHECKS:
        if suffix in each.suffixes and (each.name not in SLOW if names is None else each.name in names):
            found = outcome(each.findings, file)
            yield from (f"{each.name} {one.code}: {one.message}" for one in found if one.code != "Z690")


@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_every_edition_holds_all_of_it(name: str, tmp_path: Path) -> None:
    """Its picture is small: too coarse for the press, and the check says so."""
    found = list(told(EDITIONS[name].suffix, made(name), tmp_path))
    assert ["dpi" in each for each in found] == [True] * (name == "druck")


TRANSCRIPTS = {
    **dict.fromkeys(("json", "web", "epub"), "transcript-everything.txt"),
    "docx": "transcript-everything-docx.txt",
    **dict.fromkeys(("pdf", "archiv", "grossdruck"), "transcript-everything-pages.txt"),
    "druck": "transcript-everything-print.txt",
}
"""Markup says all that the model says; Word has no blocks around blocks, pages have lines and what they look like,
those for the print shop lead nowhere."""


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_what_every_edition_says_is_the_golden_transcript(name: str, golden: Callable[[str, str], None]) -> None:
    data = made(name)
    if name == "json":
        [model] = interchange_reading.loads(data.decode(), Place("x.json")).chapters
        found = transcript.transcript(model)
    else:
        [reading] = read_file(data, EDITIONS[name].suffix).chapters
        assert reading.transcript is not None
        found = reading.transcript
    golden(TRANSCRIPTS[name], "\n".join(events.rows(found)) + "\n")


@pytest.mark.parametrize("name", ["epub", "web"])
def test_validators_and_the_browser_find_nothing(name: str, tmp_path: Path) -> None:
    assert list(told(EDITIONS[name].suffix, made(name), tmp_path, SLOW)) == []


def _web(old: str, new: str) -> bytes:
    text = made("web").decode()
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("1,2 Mio. Euro", "1,3 Mio. Euro", "Z616"),
        ("<caption>Kosten der Wege</caption>", "", "Z616"),
        ("Mehr Menschen fahren Rad.", "Mehr Menschen fahren.", "Z616"),
        ("<li>Das ist seit Jahren bekannt.</li>", "", "Z61"),
        ("Diese zählt der Kreis.", "", "Z616"),
        ("</h2><p>Mehr Menschen", "</h2><p>Noch etwas.</p><p>Mehr Menschen", "Z612"),
        ("<figcaption>Der Uferweg heute</figcaption>", "<figcaption>Der Hangweg</figcaption>", "Z616"),
        ('alt="Ein breiter Weg am Fluss, rechts ein Baum"', 'alt=""', "Z613"),
        ('scope="col"', "", "Z613"),
        ("<blockquote>", "<div>", "Z6"),
        ('href="https://example.org/radnetz"', 'href="https://example.org/"', "Z613"),
        ('href="#zeile-4">Zeile 4–6', 'href="#zeile-5">Zeile 4–6', "Z613"),
        (">7b. </span>", ">8b. </span>", "Z613"),
        ("Rathaus<br/>", "Rathaus ", "Z605"),
    ],
)
def test_what_is_changed_on_the_web_page_is_found(old: str, new: str, code: str, tmp_path: Path) -> None:
    data = _web(old, new)
    if old == "<blockquote>":
        data = data.replace(b"</blockquote>", b"</div>", 1)
    assert any(f" {code}" in each for each in told(".html", data, tmp_path))


def test_a_lost_cell_of_a_book_is_found(tmp_path: Path) -> None:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made("epub"))) as old, zipfile.ZipFile(result, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b"1,2 Mio. Euro", b""))
    assert any("Z616" in each for each in told(".epub", result.getvalue(), tmp_path))


# Those of one layout stand together, so that it is made once.
@pytest.mark.parametrize("names", [("pdf", "archiv"), ("druck",), ("grossdruck",)], ids="-".join)
def test_another_cell_note_or_alternative_text_of_a_pdf_is_found(names: tuple[str, ...], tmp_path: Path) -> None:
    whole = chapter()
    cell = Table(
        TABLE.header,
        ((*TABLE.rows[0][:2], Cell((Text("1,3 Mio. Euro"),))), TABLE.rows[1]),
        TABLE.alignments,
        TABLE.caption,
    )
    blocks = tuple(cell if block == TABLE else block for block in whole.chapter.blocks)
    shorter = tuple(block for block in whole.chapter.blocks if block != UNCOUNTED[1])
    for changed in (blocks, shorter):
        fields = {key: getattr(whole.chapter, key) for key in Chapter.__dataclass_fields__} | {"blocks": changed}
        other, _ = numbering.numbered(Chapter(**fields), whole.slug, RULE)
        for name in names:
            data = EDITIONS[name].write(book_of(other), Publication())
            assert any(told(EDITIONS[name].suffix, data, tmp_path))


def test_five_chapters_in_four_forms_are_built_and_proved_as_one_book(tmp_path: Path) -> None:
    jobs = source_jobs.jobs([PROGRAMME])
    names = list(EDITIONS)
    done = list(volumes.build(jobs, tmp_path, names))
    assert [each.slug for each in done] == [
        "wege-fuer-alle",
        "wohnen",
        "klima-und-gruen",
        "kultur",
        "schule",
        "musterstadt-fuer-alle",
    ]
    found = programme.texts(jobs)
    [(_, book)] = programme.books(found)
    truths = [*(book_of(text.numbered) for text in found), book]
    for truth in truths:
        report = examination.examine(
            tmp_path / truth.slug, truth, checks=[each for each in examination.CHECKS if each.name not in SLOW]
        )
        # The picture of the ways is too coarse for the press, as it would be in life.
        coarse = {each.place.file for each in report.diagnostics if each.code == "Z619"}
        assert all(name.endswith("-druck.pdf") for name in coarse)
        assert [str(each) for each in report.diagnostics if each.code not in {"Z619", "Z690"}] == []
    rows = (tmp_path / book.slug / f"{book.slug}.lines.tsv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == sum(len(concordance(each)) for each in book.chapters)
    assert rows[0].startswith("wege-fuer-alle\t1\tWer in Musterstadt")


@pytest.mark.usefixtures("orca")
def test_the_book_shows_its_lines_in_the_browser_and_to_the_validators(tmp_path: Path) -> None:
    found = programme.texts(source_jobs.jobs([PROGRAMME]))
    [(job, book)] = programme.books(found)
    folder = tmp_path / book.slug
    folder.mkdir()
    for name in ("web", "epub"):
        edition = EDITIONS[name]
        (folder / f"{book.slug}{edition.suffix}").write_bytes(edition.write(book, job.publication))
    report = examination.examine(
        folder, book, expected=(), checks=[each for each in examination.CHECKS if each.name in SLOW]
    )
    assert [str(each) for each in report.diagnostics if each.code != "Z690"] == []
