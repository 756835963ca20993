"""A chapter with every node there is, in all PDFs: printed, tagged, linked, in ink, and damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from broken import make_everything
from everything import numbered

from pipeline.checks import examination, tags
from pipeline.checks.tags import tag_listing
from pipeline.editions import pdf
from pipeline.publication.settings import Publication
from pipeline.readback import print_inks
from pipeline.readback.pdf import pdf as read
from pipeline.readback.tag_tree import tag_tree
from pipeline.text.model import book_of

pytestmark = [pytest.mark.slow, pytest.mark.program]

EXHIBITS = Path(__file__).parent / "broken" / "everything"
KINDS = {"": pdf.screen, "-archiv": pdf.archive, "-druck": pdf.print_shop, "-grossdruck": pdf.large_print}
CHECKED = ("Zeilen", "Auszeichnung", "Schriften", "Tags", "veraPDF", "Druckvorlage")


@cache
def made(kind: str) -> bytes:
    return KINDS[kind](book_of(numbered()), Publication())


def test_all_four_pass_every_check(tmp_path: Path) -> None:
    folder = tmp_path / "wege-fuer-alle"
    folder.mkdir()
    for kind in KINDS:
        (folder / f"wege-fuer-alle{kind}.pdf").write_bytes(made(kind))
    chosen = [each for each in examination.CHECKS if each.name in CHECKED]
    report = examination.examine(folder, book_of(numbered()), expected=(), language="de", checks=chosen)
    assert [str(each) for each in report.diagnostics if each.code != "Z690"] == []


@pytest.mark.parametrize("kind", ["", "-archiv"])
def test_the_tags_read_well(kind: str, golden: Callable[[str, str], None]) -> None:
    golden(f"tags-everything{kind}.txt", "\n".join(tag_listing.text(tag_tree(made(kind)))) + "\n")


@pytest.mark.parametrize("name", make_everything.DAMAGES)
def test_every_exhibit_is_caught_under_its_code_and_in_few_findings(name: str) -> None:
    found = list(tags.findings(tag_tree((EXHIBITS / f"{name}.pdf").read_bytes()), book_of(numbered())))
    assert {code for code, _ in found} == make_everything.DAMAGES[name][1]
    assert len(found) <= 4


def test_the_whole_exhibit_passes_and_all_on_disk_are_in_the_table() -> None:
    assert list(tags.findings(tag_tree((EXHIBITS / "whole.pdf").read_bytes()), book_of(numbered()))) == []
    assert {path.stem for path in EXHIBITS.glob("*.pdf")} == {"whole", *make_everything.DAMAGES}


@pytest.mark.parametrize("kind", ["", "-grossdruck"])
def test_links_are_large_enough_to_be_hit_and_say_where_they_lead(kind: str) -> None:
    links = tag_tree(made(kind)).links
    # The call of a note is as wide as its digits: beside them are letters.
    assert all(each.size[1] >= 14 for each in links)
    assert all(each.size[0] >= 14 for each in links if not each.target.startswith("#anmerkung-"))
    assert {"Anmerkung 1", "Anmerkung 2", "Zeile 4–6", "die Zählung"} < {each.contents for each in links}
    assert {"#zeile-4", "#anmerkung-1", "https://example.org/rad"} < {each.target for each in links}


def _operations(page: pikepdf.Page) -> Iterator[tuple[str, Sequence[Any]]]:
    for each in pikepdf.parse_content_stream(page):
        yield str(each.operator), list(each.operands)


def test_no_number_is_underlined_or_struck_with_the_text_beside_it() -> None:
    # Rules of the table and of the quotation aside, lines are drawn under two rows of a link, three words, one struck.
    with pikepdf.open(BytesIO(made(""))) as file:
        strokes = [
            tuple(float(value) for value in operands)
            for operator, operands in _operations(file.pages[0])
            if operator == "m"
        ]
    left_of_text = 34 * 72 / 25.4 - 1
    assert strokes
    assert all(x >= left_of_text for x, _ in strokes)


def test_what_has_no_lines_is_read_from_the_pages_in_order() -> None:
    reading = read(made("-druck")).chapters[0]
    assert [each.text for each in reading.rows or ()][:2] == ["Kosten der Wege", "Weg Länge Kosten"]
    assert "Begründung" in (reading.tail or "")
    assert "• Das ist seit Jahren bekannt." in (reading.tail or "")
    assert (reading.tail or "").index("Anmerkungen") < (reading.tail or "").index("1. Gezählt am")


def test_pictures_for_the_press_are_in_its_ink() -> None:
    spaces = {paint.space for paint in print_inks.read(made("-druck")).paints}
    assert spaces == {"DeviceGray"}
