"""Small damages to finished files that a check once let pass: case, invisible characters, heads that are none, rows awry."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from everything import numbered

from pipeline.checks import examination
from pipeline.checks.finding import NOT_RUN
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import type_area
from pipeline.readback.glyphs import Glyph, PaintedPage
from pipeline.text.model import NumberedChapter, book_of

pytestmark = pytest.mark.program

SLOW = frozenset({"EPUBCheck", "Ace", "axe", "Darstellung", "Leseprogramme", "Vorlesen", "veraPDF"})
DOCUMENT = "word/document.xml"


@cache
def chapter() -> NumberedChapter:
    return numbered()


@cache
def made(name: str) -> bytes:
    return EDITIONS[name].write(book_of(chapter()), Publication())


def reported(suffix: str, data: bytes, folder: Path, language: str = "de") -> list[str]:
    path = folder / f"wege-fuer-alle{suffix}"
    path.write_bytes(data)
    file = Finished(path, suffix, book_of(chapter()), language, data)
    found = (
        (check.name, each)
        for check in examination.CHECKS
        if suffix in check.suffixes and check.name not in SLOW
        for each in outcome(check.findings, file)
    )
    return [f"{name} {each.code}: {each.message}" for name, each in found if each.code != NOT_RUN or not language]


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with the last such place in its part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(result, "w") as after:
        for item in before.infolist():
            content = before.read(item)
            if item.filename == part:
                head, found, tail = content.decode().rpartition(old)
                assert found, old
                content = f"{head}{new}{tail}".encode()
            after.writestr(item, content)
    return result.getvalue()


HEADS = 'headers="tabelle-2-kopf-1 tabelle-2-kopf-2 tabelle-2-kopf-5"'


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (HEADS, f'{HEADS[:-1]} tabelle-9-kopf-1"', "Z613"),
        ("Mehr Menschen fahren", "Mehr\u00a0Menschen fahren", "Z616"),
        ("Mehr Menschen fahren", "Mehr Men\u00adschen fahren", "Z616"),
        ("Mehr Menschen fahren", "Mehr Menschen\ufe0f fahren", "Z616"),
        ("Mehr Menschen fahren", "Mehr  Menschen fahren", "Z616"),
        ("fahren Rad. ", "fahren Rad.<br/>", "Z616"),
        ("</article>", "</article><p>Und noch mehr.</p>", "Z612"),
        ('<section class="line-edition"', '<p>Und noch mehr.</p><section class="line-edition"', "Z612"),
    ],
)
def test_a_small_damage_to_the_web_page_is_found(old: str, new: str, code: str, tmp_path: Path) -> None:
    text = made("web").decode()
    assert old in text
    found = reported(".html", text.replace(old, new, 1).encode(), tmp_path)
    assert any(f" {code}" in each for each in found)


ROW = '<w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (ROW, ROW.replace("</w:trPr>", "<w:hidden/></w:trPr>"), "verborgen"),
        (ROW, ROW.replace("</w:trPr>", '<w:del w:id="990" w:author="x"/></w:trPr>'), "verborgen"),
        (ROW, ROW.replace("<w:cantSplit/>", '<w:gridBefore w:val="1"/><w:cantSplit/>'), "verschoben"),
        (ROW, ROW.replace("<w:tcPr>", '<w:tcPr><w:hMerge w:val="restart"/>'), "verbunden"),
        ("Mehr Menschen fahren", "Mehr Men\u00adschen fahren", "erwartet"),
        (
            "Rat der Stadt Musterstadt, beschlossen",
            "Rat DER Stadt Musterstadt, beschlossen",
            "die Angabe „Beschlossen“",
        ),
        (
            "Rat der Stadt Musterstadt, beschlossen",
            "Nicht der Rat der Stadt Musterstadt, beschlossen",
            "die Angabe „Beschlossen“",
        ),
        ("beschlossen am 2. März", "beschlossen am 3. März", "die Angabe „Beschlossen“"),
        (">Beschluss<", ">Kein Beschluss<", "die Angabe „"),
    ],
)
def test_a_small_damage_to_the_hand_over_is_found(old: str, new: str, message: str, tmp_path: Path) -> None:
    found = reported(".docx", changed(made("docx"), DOCUMENT, old, new), tmp_path)
    assert any(message in each for each in found), found


@pytest.mark.parametrize("name", ["web", "docx"])
def test_without_damage_nothing_is_found(name: str, tmp_path: Path) -> None:
    assert reported(EDITIONS[name].suffix, made(name), tmp_path) == []


def _row(text: str, x0: float, baseline: float) -> Iterator[Glyph]:
    for at, each in enumerate(text):
        yield Glyph(each, x0 + 5 * at, baseline, x0 + 5 * at + 5, 10, upright=True)


@pytest.mark.parametrize("foot", ["Seite 1 von 3", "Page 1 of 3", "1 / 3"])
def test_type_that_goes_beyond_the_foot_is_found_in_every_language(foot: str) -> None:
    end = 500
    page = PaintedPage((*_row("zu weit", end - 20, 400), *_row(foot, end - 5 * len(foot), 40)))
    assert [each.side for each in type_area.outside_glyphs([page])] == ["zu weit rechts"]


def test_the_language_of_words_in_a_pdf_is_not_passed_where_nobody_knows_it(tmp_path: Path) -> None:
    found = reported(".pdf", made("pdf"), tmp_path, language="")
    assert any(each.startswith(f"Sprache {NOT_RUN}") for each in found)
    assert not any("-druck.pdf" in check.suffixes for check in examination.CHECKS if check.name == "Sprache")
