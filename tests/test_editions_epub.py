"""The book: valid whatever the text is like, stable over rebuilds, and honest about what it is."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import HEAD, TEXT, read, seed
from lxml import etree
from PIL import Image

from pipeline.checks import book_cover, book_navigation, epubcheck
from pipeline.editions import epub
from pipeline.editions.epub.binding import cover
from pipeline.editions.pdf.typesetting.pagination import Begin, PageLine, pagination
from pipeline.publication.settings import Publication
from pipeline.readback import xhtml
from pipeline.readback.epub import opened_epub
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter, book_of

pytestmark = [pytest.mark.slow, pytest.mark.program]

PUBLICATION = Publication(publisher="Herausgeberin")

LONG = " ".join(["Donaudampfschifffahrtsgesellschaft und Gleichberechtigung"] * 6)[:300]
CASES = {
    "as it should be": TEXT,
    "a title of 300 characters": TEXT.replace("**Titel:** Probe", f"**Titel:** {LONG}"),
    "a title of one word that fits no row": TEXT.replace("**Titel:** Probe", f"**Titel:** {'Donau' * 30}"),
    "no headings": HEAD + "1 Ein Satz.\n",
    "letters that no font of the house has": TEXT.replace("Beratung anbieten", "مرحبا anbieten"),
    "a title that no font of the house has": TEXT.replace("**Titel:** Probe", "**Titel:** مرحبا"),
    "an emoji in a heading": TEXT.replace("**Für alle**", "**Für alle 🚲**"),
    "markup in a heading": TEXT.replace("**Für alle**", "Für *alle* & <jede>"),
    "equal headings": TEXT + "\n## 10 **Für alle**\n\n11 Ja.\n",
    "a line too long for a page": HEAD + f"1 {'wort ' * 30}\n2 Ende.\n",
}


def chapter(text: str) -> NumberedChapter:
    return read(text).numbered


def members(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@pytest.mark.parametrize("name", CASES)
def test_the_book_is_valid_and_true_whatever_the_text_is_like(name: str, tmp_path: Path) -> None:
    numbered = chapter(CASES[name])
    data = epub.write(book_of(numbered), PUBLICATION)
    assert list(book_navigation.findings(opened_epub(data), numbered.chapter.resolution, None)) == []
    assert [line.number for line in xhtml.epub(data).chapters[0].lines] == [
        line.number for line in concordance(numbered)
    ]
    path = tmp_path / "probe.epub"
    path.write_bytes(data)
    assert epubcheck.messages(path) == ()


def test_two_chapters_with_the_same_headings_and_numbers_make_one_valid_book(tmp_path: Path) -> None:
    one, two = chapter(TEXT), chapter(TEXT.replace("**Titel:** Probe", "**Titel:** Noch eine Probe"))
    data = epub.paged(Book("Zwei Kapitel", "zwei-kapitel", (one, two)), PUBLICATION)
    texts = members(data)
    ids = [each for text in texts.values() for each in re.findall(r' id="([^"]+)"', text) if "zeile-" in each]
    assert len(ids) == len(set(ids)) == 2 * 9
    assert "kapitel-noch-eine-probe-zeile-7" in ids
    assert 'href="zeilen-noch-eine-probe.xhtml">Zeilenfassung: Noch eine Probe<' in texts["EPUB/nav.xhtml"]
    assert list(book_navigation.findings(opened_epub(data), None, None)) == []
    path = tmp_path / "probe.epub"
    path.write_bytes(data)
    assert epubcheck.messages(path) == ()


def test_equal_headings_are_told_apart_by_their_lines_in_the_contents_only() -> None:
    texts = members(epub.write(book_of(chapter(CASES["equal headings"])), PUBLICATION))
    assert ">Für alle, Zeilen 5 bis 9<" in texts["EPUB/nav.xhtml"]
    assert ">Für alle, Zeilen 10 bis 11<" in texts["EPUB/nav.xhtml"]
    assert len(re.findall(r"<h2[^>]*>.*?Für alle</span></h2>", texts["EPUB/kapitel.xhtml"])) == 2


def test_the_pages_of_a_book_are_those_of_its_pdf_and_without_a_pdf_there_are_none() -> None:
    starts = pagination(book_of(seed().numbered), PUBLICATION)
    assert starts[0].begins is Begin.TITLE
    assert [start.number for start in starts] == list(range(1, len(starts) + 1))
    lines = [start.begins for start in starts if isinstance(start.begins, int)]
    assert lines == sorted(lines)
    turned = chapter(TEXT.replace("**Für alle**", "**Für alle**: שלום **עולם**"))
    without = members(epub.write(book_of(turned), PUBLICATION))
    assert "page-list" in members(epub.write(book_of(seed().numbered), PUBLICATION))["EPUB/nav.xhtml"]
    assert "page-list" not in without["EPUB/nav.xhtml"]
    assert "pageBreak" not in without["EPUB/content.opf"]


def test_contents_that_fill_a_page_and_an_imprint_that_fills_one_have_their_marks(tmp_path: Path) -> None:
    sections = "".join(f"## {2 * at - 1} Abschnitt {at}\n\n{2 * at} Ein Satz.\n\n" for at in range(1, 61))
    numbered = chapter(HEAD + sections)
    long = Publication(responsible="Vorname Nachname, " + "Straße 1, 44135 Ort, " * 450)
    starts = pagination(book_of(numbered), long)
    parts = [start.begins for start in starts if isinstance(start.begins, Begin)]
    assert Begin.CONTENTS in parts
    assert Begin.IMPRINT in parts
    data = epub.write(book_of(numbered), long)
    texts = members(data)
    assert 'class="page"' in texts["EPUB/nav.xhtml"]
    assert 'class="page"' in texts["EPUB/impressum.xhtml"]
    assert list(book_navigation.findings(opened_epub(data), numbered.chapter.resolution, None)) == []
    path = tmp_path / "probe.epub"
    path.write_bytes(data)
    assert epubcheck.messages(path) == ()


def test_a_page_without_a_line_has_its_mark_before_the_next_page_that_has_one() -> None:
    rows = "".join(f"| {at} | Wert |\n" for at in range(150))
    numbered = chapter(f"{HEAD}1 Vor der Tabelle.\n\n| A | B |\n|---|---|\n{rows}\n2 Nach der Tabelle.\n")
    starts = pagination(book_of(numbered), PUBLICATION)
    assert len(starts) > 3
    assert {start.begins for start in starts[1:]} == {PageLine(0, 2)}
    data = epub.write(book_of(numbered), PUBLICATION)
    printed = [1, *(None for _ in starts[2:]), 2]
    assert list(book_navigation.findings(opened_epub(data), numbered.chapter.resolution, printed)) == []


def test_a_page_that_begins_within_a_list_item_or_within_emphasis_has_its_mark_there() -> None:
    items = "".join(f"- {at} • Punkt mit der Nummer {at}, der nicht weiter geht.\n\n" for at in range(1, 120))
    texts = members(epub.write(book_of(chapter(HEAD + items)), PUBLICATION))
    root: Any = etree.fromstring(texts["EPUB/kapitel.xhtml"].encode())
    marks = root.xpath("//*[@role='doc-pagebreak']")
    assert len(marks) > 1
    for mark in marks:
        assert mark.getparent().tag.endswith("}li")
        assert mark.getnext().get("id", "").startswith("zeile-")


def test_the_identifier_changes_with_the_text_alone() -> None:
    def identifier(publication: Publication, numbered: NumberedChapter) -> str:
        found = re.search(
            r"urn:uuid:[0-9a-f-]{36}", members(epub.write(book_of(numbered), publication))["EPUB/content.opf"]
        )
        assert found
        return found[0]

    text, other = chapter(TEXT), chapter(TEXT.replace("Titel:** Probe", "Titel:** Andere"))
    assert identifier(Publication(), text) == identifier(PUBLICATION, text)
    assert identifier(Publication(address="https://example.org/x"), text) != identifier(Publication(), text)
    assert identifier(Publication(), other) != identifier(Publication(), text)


@pytest.mark.parametrize(
    ("title", "accent"),
    [
        ("Gleichberechtigung und Engagement", "#00543c"),
        ("Kurz", "#7a1f1f"),
        (LONG, "#00543c"),
        ("Wort " * 500, "#123456"),
        ("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "#00543c"),
        ("Жизнь & 'Ω' <b>", "#00543c"),
        ("Mit 🚲 und Klang", "#767676"),
    ],
)
def test_a_cover_shows_its_words_within_its_edges_in_two_colours(title: str, accent: str) -> None:
    data = cover.picture(
        cover.CoverWords(title, "Antrag", ("Rat", "Beschlossen am 3. Mai 2025"), ("Mit Nummern", "X" * 200)),
        accent,
        "de",
    )
    assert data
    image = Image.open(BytesIO(data)).convert("RGB")
    ground = tuple(int(accent[at : at + 2], 16) for at in (1, 3, 5))
    assert list(book_cover.legible(image)) == []
    assert image.getpixel((2, 2)) == ground
    edge = 90
    for box in (
        (0, 0, image.width, edge),
        (0, 0, edge, image.height),
        (0, image.height - edge, image.width, image.height),
        (image.width - edge, 0, image.width, image.height),
    ):
        assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), ground)]


def test_a_title_that_cannot_be_shown_has_no_cover() -> None:
    assert cover.picture(cover.CoverWords("مرحبا"), "#00543c", "ar") is None
    texts = members(epub.write(book_of(chapter(CASES["a title that no font of the house has"])), PUBLICATION))
    assert "EPUB/umschlag.xhtml" not in texts
    assert "umschlag" not in texts["EPUB/nav.xhtml"]


def test_a_cover_is_divided_only_where_it_must_be() -> None:
    assert cover._title("Gleichberechtigung und Engagement", "de")[1] == ["Gleichberechtigung", "und Engagement"]
    size, rows = cover._title("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "de")
    assert size <= cover.LARGE_ENOUGH
    assert (
        "".join(row.removesuffix("-") for row in rows)
        == "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    )
    assert all(row.endswith("-") for row in rows[:-1])
