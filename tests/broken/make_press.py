"""Makes the exhibits of the print shop's check: ``python -m tests.broken.make_press`` from the top of the tree."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pydyf

from pipeline.editions import pdf
from pipeline.editions.pdf import press
from pipeline.editions.pdf.typesetting import identification, rendering
from pipeline.editions.pdf.typesetting.manuscript import manuscript
from pipeline.editions.pdf.typesetting.measure import Measure
from pipeline.pages import shells
from pipeline.publication.settings import PressSettings, Publication
from pipeline.sources import forms
from pipeline.text.model import book_of

HERE = Path(__file__).parent
TEXT = "# Kapitel\n\n**Titel:** Probe\n\n## Text\n\n1 Wir handeln.\n\n## 2 Für alle\n\n3 Alle zählen.\n"


def damaged(damage: Callable[[Any], None]) -> Callable[[Any, Any], None]:
    """Do the right thing, then the damage."""
    right = press.prepared

    def prepared(file: Any, target: Any) -> None:
        right(file, target)
        damage(file)

    return prepared


def pages(file: Any) -> list[Any]:
    return [each for each in file.objects if isinstance(each, dict) and each.get("Type") == "/Page"]


def without_bleed(file: Any) -> None:
    for page in pages(file):
        page["BleedBox"] = pydyf.Array(page["TrimBox"])


def without_trim(file: Any) -> None:
    for page in pages(file):
        del page["TrimBox"]


def without_intent(file: Any) -> None:
    del file.catalog["OutputIntents"]


def screen_group(file: Any) -> None:
    """The crop marks as WeasyPrint 70 leaves them: a group of its own, mixed in the colours of the screen."""
    for each in file.objects:
        if isinstance(each, pydyf.Stream) and each.extra.get("Subtype") == "/Form":
            each.extra["Group"] = pydyf.Dictionary({"Type": "/Group", "S": "/Transparency", "CS": "/DeviceRGB"})


def grey_rule(file: Any) -> None:
    [page, *_] = pages(file)
    rule = pydyf.Stream([b"0.6 G 100 100 m 300 100 l S"])
    file.add_object(rule)
    page["Contents"] = pydyf.Array([page["Contents"], rule.reference])


def kind(**changes: Any) -> Any:
    return mock.patch.object(pdf, "SHOP", replace(pdf.SHOP, **changes))


def prepared(damage: Callable[[Any], None]) -> Any:
    return mock.patch.object(press, "prepared", damaged(damage))


EXHIBITS: dict[str, Any] = {
    "whole": mock.patch.object(press, "BLEED", press.BLEED),
    "without-bleed": prepared(without_bleed),
    "without-trim": prepared(without_trim),
    "without-intent": prepared(without_intent),
    "screen-colours": mock.patch.object(press, "_inked", lambda token, _: token),
    "rich-black": mock.patch.object(press, "_grey", return_value=b"0.6 0.6 0.6 0.9 k"),
    "without-marks": kind(sheet=replace(pdf.SHOP.sheet, styles=("print",))),
    "with-links": kind(sheet=replace(pdf.SHOP.sheet, linked=True)),
    "screen-group": prepared(screen_group),
    "grey-rule": prepared(grey_rule),
    "unclaimed": kind(format=replace(pdf.SHOP.format, claims=identification.Claims())),
}


SIDES = (
    f"---\ntitle: Probe\nresolved: 02.03.2026\n---\n\n{'Wir wollen sichere Wege für alle, die zu Fuß gehen. ' * 160}\n"
)
DOUBLE = Publication(press=PressSettings(sides="double"))


def _rule(rule: str) -> Any:
    right = shells.style
    return mock.patch.object(shells, "style", lambda *names: f"{right(*names)}\n{rule}")


BOTH_SIDES: dict[str, Any] = {
    "whole": nullcontext(),
    "numbers-inside": mock.patch.object(rendering, "stand_outside"),
    "folio-inside": _rule(
        "@page :left { @bottom-left { content: none } @bottom-right { content: 'Seite ' counter(page) ' von ' counter(pages) } }"
    ),
    "margins-alike": mock.patch.object(Measure, "mirrored", ""),
}
"""Of a text of three pages for both sides of the paper."""


def both_sides(name: str) -> bytes:
    for kept in (manuscript, rendering.laid_out):
        kept.cache_clear()
    with BOTH_SIDES[name]:
        data = pdf.print_shop(book_of(forms.loads(SIDES.encode(), "probe.md", DOUBLE).numbered), DOUBLE)
    for kept in (manuscript, rendering.laid_out):
        kept.cache_clear()
    return data


def main() -> None:
    (HERE / "paper_sides").mkdir(exist_ok=True)
    for name in BOTH_SIDES:
        (HERE / "paper_sides" / f"{name}.pdf").write_bytes(both_sides(name))
    numbered = forms.loads(TEXT.encode(), "probe.md", Publication()).numbered
    for name, changed in EXHIBITS.items():
        with changed:
            data = pdf.print_shop(book_of(numbered), Publication())
        path = HERE / "print_shop" / f"{name}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
