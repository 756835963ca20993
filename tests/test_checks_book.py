"""What no validator notices in a book is noticed here: every list, link and statement, each broken once."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from conftest import seed
from PIL import Image

from pipeline.checks import book_navigation
from pipeline.checks.examination import CHECKS
from pipeline.checks.finding import NOT_RUN
from pipeline.checks.finished import Finished, outcome
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Evaluation, Publication, loads
from pipeline.readback import pdf
from pipeline.readback.epub import opened_epub
from pipeline.text.model import book_of

pytestmark = pytest.mark.slow

EVALUATED = Publication(
    publisher="Herausgeberin", evaluation=loads('[evaluation]\nby = "Prüfstelle"\non = 2025-06-01\n', "x").evaluation
)

SHIFTED = r'<span id="seite-3" class="page" role="doc-pagebreak" epub:type="pagebreak" aria-label="Seite 3"></span>'


@cache
def whole() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(EDITIONS["epub"].write(book_of(seed().numbered), EVALUATED))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def pages() -> tuple[int | None, ...]:
    found = pdf.pdf(EDITIONS["pdf"].write(book_of(seed().numbered), EVALUATED)).pages
    assert found
    assert found is not None
    return found.first_lines


def zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def found(members: dict[str, bytes]) -> list[str]:
    return list(book_navigation.findings(opened_epub(zipped(members)), seed().numbered.chapter.resolution, pages()))


def flat(colour: tuple[int, int, int], ink: tuple[int, int, int], size: tuple[int, int] = (1200, 1920)) -> bytes:
    image, out = Image.new("RGB", size, colour), BytesIO()
    image.paste(ink, (100, 100, 400, 400))
    image.save(out, "PNG")
    return out.getvalue()


DAMAGE: dict[str, tuple[str, str, str, str]] = {
    # name: member, pattern, replacement, what the finding says
    "an entry with another name": ("nav.xhtml", "Für gelebte Inklusion", "Für gelebte Illusion", "Illusion"),
    "an entry that leads to another section": ("nav.xhtml", "#abschnitt-72", "#abschnitt-115", "Selbstbestimmung"),
    "an entry that leads nowhere": ("nav.xhtml", "#abschnitt-72", "#nirgends", "führt ins Leere"),
    "a document that is called something else": ("nav.xhtml", ">Titelseite<", ">Vorwort<", "Vorwort"),
    "a section of the line edition with other lines": (
        "nav.xhtml",
        "Zeilen 72 bis 114",
        "Zeilen 72 bis 115",
        "72 bis 115",
    ),
    "a heading without entry": (
        "nav.xhtml",
        r'<li><a href="kapitel.xhtml#abschnitt-115">.*?</li>',
        "",
        "keinen Eintrag",
    ),
    "no contents": ("nav.xhtml", 'epub:type="toc"', 'epub:type="lot"', "Inhaltsverzeichnis fehlt"),
    "no beginning of the text": (
        "nav.xhtml",
        'epub:type="bodymatter" href',
        'epub:type="part" href',
        "wo der Text beginnt",
    ),
    "a page that begins elsewhere": (
        "kapitel.xhtml",
        rf'({SHIFTED})(<span class="line[^"]*" id="zeile-55">.*?)(<span class="line)',
        r"\2\1\3",
        "Seite 3 beginnt im PDF mit Zeile 55",
    ),
    "a page less in the list": ("nav.xhtml", r'<li><a href="kapitel.xhtml#seite-9">9</a></li>', "", "nicht dieselben"),
    "a page less in list and text": (
        "*",
        r'<li><a href="kapitel.xhtml#seite-9">9</a></li>|<(span|div) id="seite-9"[^>]*></\1>',
        "",
        "Die Seitenliste hat 8 Seiten",
    ),
    "two pages exchanged": ("nav.xhtml", r"#seite-4\">4(.*)#seite-5\">5", r'#seite-5">4\1#seite-4">5', "Reihenfolge"),
    "a page mark with another name": ("kapitel.xhtml", 'aria-label="Seite 3"', 'aria-label="Seite 33"', "Seite 33"),
    "a page mark inside a heading": (
        "kapitel.xhtml",
        r'(<div id="seite-2"[^>]*></div>)(<h2[^>]*>)',
        r"\2\1",
        "in einer Überschrift",
    ),
    "pages of no source": ("content.opf", r'<meta property="pageBreakSource">.*?</meta>', "", "pageBreakSource"),
    "a number that leads to another line": ("kapitel.xhtml", '#fassung-42"', '#fassung-24"', "Nummer der Zeile 42"),
    "a number that leads nowhere": (
        "kapitel.xhtml",
        r' href="zeilen.xhtml#fassung-42" tabindex="-1"></a>',
        "></a>",
        "Nummer der Zeile 42",
    ),
    "a number that is no link": (
        "kapitel.xhtml",
        r'<a (class="number" id="nummer-42" data-number="42"[^>]*)></a>',
        r"<span \1></span>",
        "Von Zeile 42",
    ),
    "a line of the line edition that leads elsewhere": (
        "zeilen.xhtml",
        '#zeile-42"',
        '#zeile-24"',
        "Zeile 42 der Zeilenfassung",
    ),
    "a cover that is not shown": ("umschlag.xhtml", "<img [^>]*/>", "", "nirgends gezeigt"),
    "a cover without words": ("umschlag.xhtml", ' alt="[^"]*"', ' alt=""', "Alternativtext des Umschlags"),
    "a feature that is not there": ("content.opf", ">readingOrder<", ">alternativeText<", "alternativeText"),
    "a feature that is not said": ("content.opf", ">pageNavigation<", ">index<", "pageNavigation"),
    "no hazard": ("content.opf", r'<meta property="schema:accessibilityHazard">none</meta>', "", "accessibilityHazard"),
    "an empty summary": ("content.opf", r"(accessibilitySummary\"[^>]*>)[^<]*", r"\1", "accessibilitySummary"),
    "a standard in other words": ("content.opf", "WCAG 2.2 Level AA", "WCAG 2.2 level AA", "Wortlaut der Norm"),
    "a claim that nobody stands for": (
        "content.opf",
        r'<meta refines="#konform"[^>]*>.*?</meta>',
        "",
        "wer das geprüft hat",
    ),
    "a claim without a date": ("content.opf", r'<meta refines="#pruefer"[^>]*>.*?</meta>', "", "wann geprüft"),
    "another date": ("content.opf", "<dc:date>2025-05-03", "<dc:date>2025-05-30", "dc:date"),
    "another creator": ("content.opf", ">Jahreshauptversammlung<", ">Vorstand<", "dc:creator"),
    "a size that readers cannot change": (
        "buch.css",
        r"h1 \{ font-size: 1.6em",
        "h1 { font-size: 26px",
        "font-size: 26px",
    ),
    "a style that readers cannot change": (
        "buch.css",
        "text-decoration: none;",
        "text-decoration: none !important;",
        "!important",
    ),
    "divided words": ("kapitel.xhtml", "Gleichstellung von", "Gleich\u00adstellung von", "U+00AD"),
}


def damaged(name: str) -> dict[str, bytes]:
    where, pattern, replacement, _ = DAMAGE[name]
    changed = dict(whole())
    names = [f"EPUB/{where}"] if where != "*" else [each for each in whole() if each.endswith(".xhtml")]
    for each in names:
        changed[each] = re.sub(pattern, replacement, whole()[each].decode(), count=1, flags=re.DOTALL).encode()
    assert changed != whole(), "the damage has not been done"
    return changed


def test_the_whole_book_is_without_a_finding_and_has_the_pages_of_the_pdf() -> None:
    assert found(dict(whole())) == []
    assert len(pages()) > 5
    assert whole()["EPUB/nav.xhtml"].count(b"#seite-") == len(pages())


@pytest.mark.parametrize("name", DAMAGE)
def test_every_damage_is_found_and_named(name: str) -> None:
    assert any(DAMAGE[name][3] in message for message in found(damaged(name)))


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (flat((0, 84, 60), (0, 110, 80)), "Kontrast"),
        (flat((0, 84, 60), (0, 84, 60)), "steht nichts"),
        (flat((0, 84, 60), (255, 255, 255), (400, 640)), "zu niedrig"),
        (b"\x89PNG\r\n\x1a\n", "kein lesbares Bild"),
        (b"", "kein lesbares Bild"),
    ],
)
def test_a_cover_that_cannot_be_read_is_found(picture: bytes, says: str) -> None:
    assert any(says in message for message in found(dict(whole()) | {"EPUB/umschlag.png": picture}))


def test_without_the_pdf_beside_it_the_page_list_is_not_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "x.epub"
    data = zipped(dict(whole()))
    path.write_bytes(data)
    check = next(each for each in CHECKS if each.name == "Verzeichnisse")
    assert [
        each.code for each in outcome(check.findings, Finished(path, ".epub", book_of(seed().numbered), "de", data))
    ] == [NOT_RUN]


def test_nothing_is_claimed_that_nobody_has_evaluated() -> None:
    with zipfile.ZipFile(BytesIO(EDITIONS["epub"].write(book_of(seed().numbered), Publication()))) as archive:
        package = archive.read("EPUB/content.opf").decode()
    assert "conformsTo" not in package
    assert "certifiedBy" not in package
    assert Publication().evaluation == Evaluation()
