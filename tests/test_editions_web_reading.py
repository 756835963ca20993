"""The web page as people use it: led to a line, copied, printed, and gone through by a screen reader's lists."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from conftest import ROOT, needs
from conftest import seed as source
from everything import numbered
from pdfminer.high_level import extract_text

from pipeline.checks import chromium
from pipeline.checks.chromium.browser_page import BrowserPage
from pipeline.editions import web
from pipeline.publication.settings import Publication
from pipeline.sources import forms
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter, book_of

pytestmark = pytest.mark.program

LINKED = """---
title: Kleine Probe
width: 60
---

Die [Karte des Radnetzes, die der Ausschuss im Frühjahr gebilligt hat](https://example.org/radnetz), gilt für *alle Wege, auch
für die alten, die lange niemand benutzt hat, und für alle neuen* in der Stadt.[^1]

> Das **gilt auch für ein Zitat, das länger als eine Zeile ist und fett** weitergeht.

| Jahr | Wege |
| --- | --- |
| 2025 | 7 |

| Jahr | Brücken |
| --- | --- |
| 2025 | 3 |

[^1]: Stand Mai.
"""


def read(data: bytes, name: str = "probe.md", publication: Publication = Publication()) -> NumberedChapter:  # noqa: B008
    return forms.loads(data, name, publication).numbered


def seed() -> NumberedChapter:
    return read((ROOT / "seeds" / "gleichberechtigung-und-engagement.md").read_bytes(), "seed.md")


def several() -> Book:
    texts = (f"---\ntitle: Kapitel {name}\n---\n\nEin Text.[^1]\n\n[^1]: Eine Anmerkung.\n" for name in "ABCDEFG")
    return Book("Programm", "programm", tuple(read(text.encode(), f"{at}.md") for at, text in enumerate(texts)))


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> Iterator[BrowserPage]:
    needs("chromium")
    with chromium.BROWSER.page({"seite.html": web.write(request.param(), Publication())}) as page:
        page.open("seite.html")
        yield page


def linked() -> Book:
    return book_of(read(LINKED.encode()))


def seed_alone() -> Book:
    return book_of(seed())


MARKED = """(() => {
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--mark');
  const probe = document.createElement('i'); probe.style.background = ground; document.body.append(probe);
  const wanted = getComputedStyle(probe).backgroundColor; probe.remove();
  return [...document.querySelectorAll('.chapter .line')]
    .filter(each => getComputedStyle(each).backgroundColor === wanted).map(each => each.textContent).join('');
})()"""


@pytest.mark.parametrize("shown", [linked], indirect=True)
def test_the_address_of_a_line_marks_all_of_it_and_nothing_else(shown: BrowserPage) -> None:
    """Links, emphasis and quotations part lines; each line is marked whole."""
    for line in concordance(linked().chapters[0]):
        shown.evaluate(f"location.hash = '#zeile-{line.number}'")
        assert shown.evaluate(MARKED).split() == line.text.split(), line.number


def test_the_line_edition_of_the_page_has_a_row_of_jumps() -> None:
    """As that of the book: to the first line, each fiftieth, the last."""
    numbered = source().numbered
    page = web.write(book_of(numbered), Publication()).decode()
    found = re.search(r'<p class="jumps">Zu Zeile (.*?)</p>', page)
    assert found
    numbers = [1, 50, 100, 150, 200, 250, len(concordance(numbered))]
    assert re.findall(r'href="#fassung-(\d+)">(\d+)</a>', found[1]) == [(str(each), str(each)) for each in numbers]


@pytest.mark.parametrize("shown", [linked], indirect=True)
@pytest.mark.parametrize("width", [320, 1100])
def test_what_is_copied_is_the_text_alone(shown: BrowserPage, width: int) -> None:
    """Neither numbers nor ways to other places go along."""
    shown.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    copied = shown.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.chapter')), String(getSelection())"
    )
    assert "Karte des Radnetzes" in copied
    assert "Stand Mai." in copied
    assert not re.search(r"Zeilen? \d|↩|Anmerkungen|Wege\.?1", copied), copied


def printed(page: BrowserPage, *, margin: float, width: float = 210, height: float = 297) -> str:
    """The words on paper, by row, with margins and a sheet in millimetres."""
    inch = 25.4
    sides = {f"margin{side}": margin / inch for side in ("Top", "Bottom", "Left", "Right")}
    answer = page.call("Page.printToPDF", paperWidth=width / inch, paperHeight=height / inch, **sides)
    return extract_text(io.BytesIO(base64.b64decode(answer["data"])))


def wide(width: int) -> Book:
    words = " ".join(f"Wort{number} steht hier" for number in range(60))
    return book_of(read(f"---\ntitle: Breite Zeilen\nwidth: {width}\n---\n\n{words}.\n".encode()))


def wide_100() -> Book:
    return wide(100)


def wide_120() -> Book:
    return wide(120)


@pytest.mark.parametrize("shown", [seed_alone, linked, wide_100, wide_120], indirect=True)
@pytest.mark.parametrize("margin", [10, 20])
def test_paper_keeps_the_lines_or_says_them(shown: BrowserPage, margin: float, request: pytest.FixtureRequest) -> None:
    """Between margins of up to 20 mm lines end as they were adopted; where they cannot, the Zeilenfassung is printed."""
    book = request.node.callspec.params["shown"]()
    rows = [" ".join(row.split()).removeprefix("• ") for row in printed(shown, margin=margin).splitlines()]
    lines = concordance(book.chapters[0])
    # The call of a note may follow the line.
    lost = [line.printed for line in lines if not any(row.startswith(" ".join(line.printed.split())) for row in rows)]
    said = any(row.startswith(f"Zeile {lines[-1].number}:") for row in rows)
    assert said or len(lost) <= len(lines) // 20, lost
    assert said == (book.chapters[0].rule.width == 120 and margin == 20), "said where it is needed, and only there"


@pytest.mark.parametrize("shown", [linked], indirect=True)
def test_a_small_sheet_prints_the_line_edition(shown: BrowserPage) -> None:
    """A5 has no room for the lines as they were adopted."""
    assert "Zeile 3:" in printed(shown, margin=20, width=105, height=148)


LANDMARKS = {"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search", "doc-endnotes"}


def roles(page: BrowserPage) -> list[Mapping[str, Any]]:
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    return [each for each in nodes if not each.get("ignored")]


def landmarks(page: BrowserPage) -> list[str]:
    found = [each["role"]["value"] for each in roles(page)]
    return [role for role in found if role in LANDMARKS or role.lower() == "docendnotes"]


@pytest.mark.parametrize("shown", [seed_alone, linked, several], indirect=True)
def test_a_page_has_few_landmarks(shown: BrowserPage) -> None:
    """Six at most, however many sections, tables and chapters it has; a list of thirty helps nobody to find the way."""
    assert 3 < len(landmarks(shown)) <= 6


@pytest.mark.parametrize("shown", [seed_alone, several], indirect=True)
def test_headings_go_down_by_one_level_under_one_title(shown: BrowserPage) -> None:
    levels = shown.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => Number(each.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("shown", [seed_alone], indirect=True)
def test_few_links_stand_before_the_text_and_in_it(shown: BrowserPage) -> None:
    """At most forty, those too that are hidden from a screen reader but that it counts."""
    links = "[...document.querySelectorAll('a[href]')].filter(each => !each.closest('.line-edition, footer')).length"
    assert 13 <= shown.evaluate(links) <= 40


def everything() -> Book:
    return book_of(numbered())


READER = ROOT / ".ci" / "node_modules" / "@mozilla" / "readability" / "Readability.js"
AS_READ = """(() => {
  const module = {};
  %s
  const article = new Readability(document.cloneNode(true)).parse();
  const page = document.createElement('div');
  page.innerHTML = article.content;
  document.body.replaceChildren(page);
  // What a list says by itself, before the words of its items; a reader mode has a style sheet of its own.
  page.querySelectorAll('ol > li').forEach((item, at) => item.prepend((at + 1) + '. '));
  return page.innerText;
})()"""


@pytest.mark.parametrize("shown", [everything], indirect=True)
def test_a_reader_mode_keeps_labels_and_counts_nothing_anew(shown: BrowserPage) -> None:
    """Readability (Firefox) takes away style sheets, classes and styles: what is left says the same."""
    needs("readability")
    text = shown.evaluate(AS_READ % READER.read_text(encoding="utf-8"))
    rows = [" ".join(row.split()) for row in text.splitlines()]
    for row in (
        "3. Die Wege werden breiter.",
        "a) zuerst am Fluss",
        "4. Die Brücken werden geprüft.",
        "7b. Dies kam später dazu.",
        "9. Und dies noch später.",
        "(1) Erstens",
        "B. Groß B",
        "Zeile 12: Die Brücken werden geprüft.",
    ):
        assert row in rows, row
    assert not [row for row in rows if re.match(r"\d+\. (Zeile|\d+\.|\()", row)], "no second counting"
