"""What programs other than ours make of the PDFs: pdfium (Chromium), MuPDF (many readers) and poppler (Linux, most pipelines)."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2
import pytest
from conftest import needs

from pipeline.checks.tags import agreement, soundness, stream_order
from pipeline.editions.pdf.typesetting import rendering
from pipeline.editions.registry import EDITIONS
from pipeline.publication.settings import Publication
from pipeline.readback import tag_transcript
from pipeline.readback.tag_tree import Annotation, Tag, every_tag, tag_tree
from pipeline.sources import forms
from pipeline.text.model import Book, book_of

pytestmark = pytest.mark.slow

PDFS = ("pdf", "archiv", "druck", "grossdruck")
TAGGED = ("pdf", "archiv", "grossdruck")

LISTS = """---
title: Marken
resolved: 02.03.2026
---

## Erstens

7. Siebter Punkt
8. Achter Punkt

   - darin einer

- erster
- zweiter[^1]

  mit einem Absatz

## Zweitens

> Ein Zitat mit
>
> 1. einem Punkt darin

| Weg | Länge |
|---|---:|
| Ufer | 12 km |

[^1]: Eins.
"""


@cache
def book(text: str) -> Book:
    return book_of(forms.loads(text.encode(), "probe.md", Publication()).numbered)


@cache
def made(text: str, name: str) -> bytes:
    return EDITIONS[name].write(book(text), Publication())


def of_pdfium(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def of_mupdf(data: bytes) -> list[str]:
    file: Any = pymupdf.open(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
    with file:
        return [page.get_text() for page in file]


ENGINES: dict[str, Callable[[bytes], list[str]]] = {"pdfium": of_pdfium, "MuPDF": of_mupdf}


@pytest.mark.parametrize("name", PDFS)
@pytest.mark.parametrize("engine", ENGINES)
def test_labels_and_contents_stand_with_their_words_and_only_line_numbers_stand_apart(engine: str, name: str) -> None:
    pages = [[row.strip() for row in page.splitlines() if row.strip()] for page in ENGINES[engine](made(LISTS, name))]
    text = " ".join(" ".join(row for row in page if not row.isdecimal()) for page in pages)
    text = " ".join(text.split())
    order = [
        "Inhalt Erstens",
        "Zweitens",
        "7. Siebter Punkt",
        "8. Achter Punkt",
        "• darin einer",
        "• erster",
        "• zweiter",
    ]
    order += ["mit einem Absatz", "1. einem Punkt darin", "Ufer 12 km", "1. Eins.", "Text: Marken."]
    assert [text.find(each) for each in order] == sorted(text.find(each) for each in order)
    assert all(each in text for each in order)
    for page in pages:
        numbers = [at for at, row in enumerate(page) if row.isdecimal()]
        # Head and foot are what may follow them.
        assert numbers == list(range(numbers[0], numbers[-1] + 1)) if numbers else True


@pytest.mark.parametrize("name", TAGGED)
def test_pages_are_painted_as_they_are_read(name: str) -> None:
    assert [*stream_order.findings(tag_tree(made(LISTS, name)))] == []


@pytest.mark.parametrize("name", TAGGED)
def test_labels_that_are_painted_at_the_end_are_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As WeasyPrint 70 would paint them by itself."""
    monkeypatch.setattr(rendering, "painted_in_flow", lambda **_: nullcontext())
    found = [*stream_order.findings(tag_tree(made.__wrapped__(LISTS, name)))]
    assert {each.code for each in found} == {"Z625"}
    assert any("„7.“" in each.message for each in found)


@pytest.mark.program
@pytest.mark.parametrize("name", TAGGED)
def test_poppler_shows_the_text_in_the_order_of_painting(name: str, tmp_path: Path) -> None:
    needs("pdftotext")
    path = tmp_path / "probe.pdf"
    path.write_bytes(made(LISTS, name))
    raw = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    rows = [" ".join(row.split()) for row in raw.splitlines()]
    assert [row for row in rows if row in {"7. Siebter Punkt", "• erster", "1. Eins."}] == [
        "7. Siebter Punkt",
        "• erster",
        "1. Eins.",
    ]


NOTES = """---
title: Anmerkung
---

## Abschnitt

Wir bauen **Wege**.[^1] Danach *mehr*. Der Preis[^2], der gilt.

- Ein ~~Punkt~~ darin

[^1]: Eins **mit Nachdruck**.
[^2]: Zwei.
"""


@pytest.mark.program
def test_poppler_reads_all_words_of_the_archive_from_its_tags(tmp_path: Path) -> None:
    """poppler 22.12 knows no Strong, Em and FENote, and drops what is in an element that it does not know."""
    needs("pdfinfo")
    path = tmp_path / "probe.pdf"
    path.write_bytes(made(NOTES, "archiv"))
    shown = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    assert "wrong type" not in shown.stderr
    words = " ".join(re.findall(r'"(.*)"', shown.stdout)).split()
    assert {"Wege", "mehr", "Punkt", "Eins", "Nachdruck", "Zwei."} <= set(words)


@pytest.mark.parametrize("name", TAGGED)
def test_under_the_call_of_a_note_no_letter_of_the_text_is_linked(name: str) -> None:
    file: Any = pymupdf.open(stream=made(NOTES, name), filetype="pdf")  # type: ignore[no-untyped-call]
    calls = 0
    for page in file:
        letters = [
            char
            for block in page.get_text("rawdict")["blocks"]
            for line in block["lines"]
            for span in line["spans"]
            for char in span["chars"]
        ]
        for link in page.get_links():
            if re.fullmatch("anmerkung-[0-9]+", str(link.get("nameddest"))):
                middles = [
                    (char["c"], (char["bbox"][0] + char["bbox"][2]) / 2, (char["bbox"][1] + char["bbox"][3]) / 2)
                    for char in letters
                ]
                area = link["from"]
                inside = "".join(c for c, x, y in middles if area.x0 < x < area.x1 and area.y0 < y < area.y1)
                assert inside.isdigit(), inside
                assert area.height >= 13.9
                calls += 1
    assert calls == 2


@pytest.mark.parametrize("name", TAGGED)
def test_whoever_jumps_to_a_line_sees_its_number(name: str) -> None:
    file: Any = pymupdf.open(stream=made(LISTS, name), filetype="pdf")  # type: ignore[no-untyped-call]
    targets = {key: each for key, each in file.resolve_names().items() if re.fullmatch("zeile-[0-9]+", key)}
    assert len(targets) == 10
    for each in targets.values():
        page = file[each["page"]]
        x, y = each["to"][0], page.rect.height - each["to"][1]
        # The first word below the place: MuPDF gives the announcement of a number for its digits.
        below = [word for word in page.get_text("words") if word[3] > y and word[0] < page.rect.width / 6]
        number = min(below, key=lambda word: (round(word[3]), word[0]))
        assert abs(x - number[0]) < 0.1


@pytest.mark.parametrize("name", TAGGED)
def test_a_number_ends_in_a_space_so_that_it_joins_no_word(name: str) -> None:
    numbers = re.findall(r"^[0-9]+ ?$", "\n".join(of_pdfium(made(LISTS, name))).replace("\r", ""), re.MULTILINE)
    assert numbers == [f"{at} " for at in range(1, 11)]


@pytest.mark.parametrize("name", TAGGED)
def test_bookmarks_lead_to_contents_sections_notes_and_imprint(name: str) -> None:
    file: Any = pymupdf.open(stream=made(LISTS, name), filetype="pdf")  # type: ignore[no-untyped-call]
    found = file.get_toc()
    assert [title for _, title, _ in found] == ["Inhalt", "Erstens", "Zweitens", "Anmerkungen", "Zu dieser Ausgabe"]
    assert {level for level, _, _ in found} == {1}
    assert found[-1][2] == len(file)


@pytest.mark.parametrize("name", TAGGED)
def test_the_number_of_a_note_leads_back_to_its_call(name: str) -> None:
    """As a link that says so, within the label of the note."""
    data = made(NOTES, name)
    file: Any = pymupdf.open(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
    back = [link for page in file for link in page.get_links() if str(link.get("nameddest")).endswith("-im-text")]
    assert [each["nameddest"] for each in back] == ["anmerkung-1-im-text", "anmerkung-2-im-text"]
    assert set(file.resolve_names()) >= {each["nameddest"] for each in back}
    labels = [
        link
        for tag in every_tag(tag_tree(data).tags)
        if tag.standard == "Lbl"
        for link in tag.kids
        if isinstance(link, Tag) and link.standard == "Link"
    ]
    assert [tag_transcript.shown(each) for each in labels] == ["1. ", "2. "]
    said = [each.contents for label in labels for each in label.kids if isinstance(each, Annotation)]
    assert said == [f"Zurück zur Stelle von Anmerkung {at}" for at in (1, 2)]
    examined = [*agreement.findings(tag_tree(data), book(NOTES), "de"), *soundness.findings(tag_tree(data))]
    assert examined == []


def test_on_paper_notes_lead_nowhere() -> None:
    file: Any = pymupdf.open(stream=made(NOTES, "druck"), filetype="pdf")  # type: ignore[no-untyped-call]
    assert [link for page in file for link in page.get_links()] == []


ROWS = f"---\ntitle: Reihen\nwidth: 80\n---\n\n{'Wir wollen sichere Wege für alle, die zu Fuß gehen. ' * 9}\n"


@pytest.mark.program
@pytest.mark.parametrize("name", PDFS)
def test_poppler_takes_rows_of_a_paragraph_for_one_block(name: str, tmp_path: Path) -> None:
    """Else its search, where it goes over the ends of rows at all (POPPLER_FIND_MULTILINE), finds nothing there."""
    needs("pdftotext")
    path, found = tmp_path / "probe.pdf", tmp_path / "probe.html"
    path.write_bytes(made(ROWS, name))
    subprocess.run(["pdftotext", "-bbox-layout", path, found], check=True)
    blocks = re.findall("<block.*?</block>", found.read_text(encoding="utf-8"), re.DOTALL)
    assert max(each.count("<line") for each in blocks) >= 6
