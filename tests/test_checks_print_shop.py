"""What keeps a file from the press, from what was read of it: the boxes of its pages and the inks of its type."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.checks.print_shop import MILLIMETRE, findings, sides
from pipeline.readback.paper_sides import LEFT, RIGHT, PaperSide, paper_sides
from pipeline.readback.pdf import painted_pages
from pipeline.readback.print_inks import Box, Intent, Paint, PressFile, Sheet

TRIM: Box = (20, 20, 200, 300)
BLEED: Box = tuple(value + sign * 3 * MILLIMETRE for value, sign in zip(TRIM, (-1, -1, 1, 1), strict=True))  # type: ignore[assignment]
MEDIA: Box = (0, 0, 220, 320)
MARK: Box = (1, 1, 2, 2)

WHOLE = PressFile(
    "1.6",
    (Sheet({"MediaBox": MEDIA, "BleedBox": BLEED, "TrimBox": TRIM}, 0, (MARK,) * 8),),
    frozenset(),
    frozenset(),
    (Intent("GTS_PDFX", "Probe", "prtr", "CMYK", 4),),
    "PDF/X-4",
    "False",
    has_identifier=True,
    is_tagged=False,
    fonts_missing=(),
)


def test_a_whole_file_passes() -> None:
    assert list(findings(WHOLE)) == []


@pytest.mark.parametrize("side", range(4))
def test_the_bleed_lies_on_the_sheet_at_every_side(side: int) -> None:
    narrow = list(MEDIA)
    narrow[side] = TRIM[side]
    sheet = replace(WHOLE.sheets[0], boxes=WHOLE.sheets[0].boxes | {"MediaBox": tuple(narrow)})  # type: ignore[arg-type]
    assert list(findings(replace(WHOLE, sheets=(sheet,)))) == ["Seite 1: Die BleedBox ragt über die MediaBox hinaus."]


@pytest.mark.parametrize(
    ("inks", "found"),
    [
        ((0.5, 0.5, 0.5, 0.5), 1),
        ((0.55, 0.5, 0.52, 0.3), 1),
        ((0.65, 0.5, 0.5, 0.0), 0),
        ((0.9, 0.3, 0.7, 0.1), 0),
        ((0.0, 0.0, 0.0, 1.0), 0),
    ],
)
def test_type_in_a_grey_of_several_inks_is_found_and_in_a_colour_not(inks: tuple[float, ...], found: int) -> None:
    assert len(list(findings(replace(WHOLE, paints=frozenset({Paint("DeviceCMYK", inks, is_type=True)}))))) == found
    assert not list(findings(replace(WHOLE, paints=frozenset({Paint("DeviceCMYK", inks, is_type=False)}))))


@pytest.mark.parametrize("space", ["DeviceRGB", "", "ICCBased"])
def test_a_group_is_mixed_in_the_inks_of_the_press(space: str) -> None:
    message = f"Eine Transparenzgruppe wird in {space or 'einem ungenannten Farbraum'} gemischt."
    assert list(findings(replace(WHOLE, groups=frozenset({space, "DeviceCMYK"})))) == [message]


@pytest.mark.parametrize(
    ("components", "is_screened"),
    [((0.0,), False), ((1.0,), False), ((0.6,), True), ((0.0, 0.0, 0.0, 1.0), False), ((0.0, 0.0, 0.0, 0.4), True)],
)
def test_a_rule_is_no_tint_of_black(components: tuple[float, ...], is_screened: bool) -> None:
    space = "DeviceGray" if len(components) == 1 else "DeviceCMYK"
    paints = frozenset({Paint(space, components, is_type=False)})
    assert len(list(findings(replace(WHOLE, paints=paints)))) == is_screened


SIDES = Path(__file__).parent / "broken" / "paper_sides"
WRONG = {
    "whole": [],
    "numbers-inside": [f"Seite {each}: Die Zeilennummern stehen links statt rechts." for each in (1, 3)],
    "folio-inside": ["Seite 2: Die Seitenzahl steht rechts statt links."],
    "margins-alike": ["Die Ränder linker und rechter Seiten sind nicht gespiegelt."],
}


@pytest.mark.parametrize("name", WRONG)
def test_what_stands_inside_where_both_sides_are_printed_is_caught(name: str) -> None:
    found = [*paper_sides(painted_pages((SIDES / f"{name}.pdf").read_bytes()))]
    assert [*sides(found)] == WRONG[name]
    assert {path.stem for path in SIDES.iterdir()} == set(WRONG)


def test_where_one_side_is_printed_all_numbers_stand_left_and_those_of_pages_right() -> None:
    single = [PaperSide(at, LEFT, RIGHT, 96, 45) for at in range(1, 5)]
    assert [*sides([*single, PaperSide(5, "", "")])] == []
    assert [*sides([*single, PaperSide(6, RIGHT, RIGHT, 96, 45)])]


def test_text_that_runs_over_a_mirrored_margin_is_named_with_its_page() -> None:
    pages = [
        PaperSide(at, RIGHT, RIGHT, 45, 97) if at % 2 else PaperSide(at, LEFT, LEFT, 97, 45) for at in (1, 2, 3, 4)
    ]
    assert [*sides(pages)] == []
    pages[2] = replace(pages[2], right=60)
    assert [*sides(pages)] == ["Seite 3: Der Text reicht rechts über den gespiegelten Rand hinaus."]
