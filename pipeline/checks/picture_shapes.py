"""Whether pictures on pages have their own shape: a stretched one shows a circle as an egg (Z618).

For the press also whether they are fine enough (Z619).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.finding import Finding, limited
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX, Medium
from pipeline.readback import pdf
from pipeline.readback.drawn_pictures import DrawnPicture

ROUNDING = 0.02
"""By which a picture's shape may differ from its own: sizes are rounded, and thin pictures most."""


FINE = 300.0
"""Pixels an inch that print shops ask for."""

FINER = "Nehmen Sie eine größere Fassung des Bildes, oder fragen Sie die Druckerei, ob ihr diese genügt."


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether each has, and is."""
    pictures = pdf.pictures(file.data)
    yield from file.findings(limited(findings(pictures)))
    if BY_SUFFIX[file.suffix].medium is Medium.PRINT:
        yield from file.findings(limited(coarse(pictures)), FINER)


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


def coarse(pictures: Iterable[DrawnPicture]) -> Iterator[Finding]:
    """The pictures whose pixels would be seen in print."""
    for each in pictures:
        if each.resolution < FINE - 1:
            across, down = each.pixels
            yield Finding(
                "Z619",
                f"Seite {each.page}: Ein Bild von {across} × {down} Bildpunkten hat im Druck {each.resolution:.0f} dpi, "
                f"Druckereien erwarten {FINE:.0f}.",
            )
