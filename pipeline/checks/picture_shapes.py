"""Whether pictures on pages have their own shape: a stretched one shows a circle as an egg (Z618)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.finding import Finding, limited
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.readback import pdf
from pipeline.readback.drawn_pictures import DrawnPicture

ROUNDING = 0.02
"""By which a picture's shape may differ from its own: sizes are rounded, and thin pictures most."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether each has."""
    return file.findings(limited(findings(pdf.pictures(file.data))))


def findings(pictures: Iterable[DrawnPicture]) -> Iterator[Finding]:
    """The pictures that have not."""
    for each in pictures:
        if not each.is_upright:
            yield Finding("Z618", f"Seite {each.page}: Ein Bild ist gedreht, gespiegelt oder schief gezeichnet.")
        elif abs(each.stretch - 1) > ROUNDING:
            wide, high = (f"{length / 72 * 25.4:.0f}" for length in each.size)
            across, down = each.pixels
            yield Finding(
                "Z618",
                f"Seite {each.page}: Ein Bild von {across} × {down} Bildpunkten ist {wide} × {high} mm groß gezeichnet "
                "und so verzerrt.",
            )
