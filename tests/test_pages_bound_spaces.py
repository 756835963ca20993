"""No row ends within „z. B.“ where an edition ends rows by itself, and nothing else of the text changes for that."""

from __future__ import annotations

import pytest

from pipeline.editions.pdf import large_print
from pipeline.pages.bound_spaces import bound
from pipeline.publication.settings import Publication
from pipeline.readback.glyphs import glyph_rows
from pipeline.readback.pdf import painted_pages
from pipeline.sources import forms
from pipeline.text.model import book_of


@pytest.mark.parametrize(
    "text",
    [
        "z.~B. und d.~h. und i.~d.~R.",
        "es gilt §~5 Abs.~2 und Art.~3",
        "10~000~Euro und 1~200~000~€ und 5~km, 50~%, 3~Mio.~Euro",
        "am 31.~12.~2026 und 2.~März 2026",
        "Straße~1, Am Markt~1, Uferweg~12, Hauptstr.~3",
        "Dr.~Anna und Prof.~Dr.~Meier",
        "auf Seite~3, Zeilen~4 bis 6",
        "Wir gehen 3 Wege und 10 Menschen. A. Das ist so, im Jahr 2026 5 Mal.",
        "Der Punkt ist: im Satz drei. Ein Weg von hier. kg und 4 tolle Tage",
    ],
)
def test_what_belongs_together_is_bound_and_nothing_else(text: str) -> None:
    given = text.replace("~", " ")
    assert bound(given).replace("\N{NO-BREAK SPACE}", "~") == text
    assert bound(bound(given)) == bound(given)


@pytest.mark.slow
@pytest.mark.parametrize("before", range(0, 40, 3))
def test_no_row_of_large_print_parts_an_abbreviation_wherever_it_falls(before: int) -> None:
    text = f"---\ntitle: Probe\nwidth: 300\n---\n\n{'n' * before} es gilt z. B. § 5 Abs. 2 für 10 000 Euro im Umkreis von 5 km an der Straße 1.\n"
    data = large_print(book_of(forms.loads(text.encode(), "probe.md", Publication()).numbered), Publication())
    rows = [row.text.strip() for at, page in enumerate(painted_pages(data)) for row in glyph_rows(at, page)]
    ends = [row.rpartition(" ")[2] for row in rows]
    assert not {"z.", "§", "Abs.", "10", "000", "Straße"} & set(ends)
    assert not any(row.endswith("von 5") for row in rows)
    assert "z. B." in " ".join(rows)
