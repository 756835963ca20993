"""The cover of a book: shown with an alternative text that names the title, and legible where it is small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from pipeline.readback.containers import text_of
from pipeline.readback.epub import EpubPackage
from pipeline.readback.reading import UnreadableError

LEGIBLE = 4.5
"""Contrast of the cover's type (WCAG 2.2, 1.4.3)."""
SHORTEST = 1000
"""Pixels of a cover's height, below which shops refuse it."""


def findings(book: EpubPackage) -> Iterator[str]:
    """What is wrong with the cover, in words; nothing where the book has none."""
    item = book.item("cover-image")
    if item is None:
        return
    name = book.place(item.get("href", ""), book.path)[0]
    shown = [
        image
        for base, root in book.documents.items()
        for image in root.iter("{*}img")
        if book.place(image.get("src", ""), base)[0] == name
    ]
    title = next((text_of(each).strip() for each in book.package.iter("{*}title")), "")
    if not shown:
        yield "Der Umschlag wird nirgends gezeigt und hat so keinen Alternativtext."
    elif any(title not in image.get("alt", "") for image in shown):
        yield "Der Alternativtext des Umschlags nennt den Titel nicht."
    try:
        with Image.open(BytesIO(book.data(item))) as image:
            yield from legible(image.convert("RGB"))
    except (UnreadableError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        yield f"Der Umschlag ist kein lesbares Bild: {error}."


def legible(image: Image.Image) -> Iterator[str]:
    """Whether it is high enough, and its type stands out from its ground."""
    if image.height < SHORTEST:
        yield f"Der Umschlag ist mit {image.height} Bildpunkten zu niedrig, nötig sind {SHORTEST}."
    colours = Counter({colour: count for count, colour in image.getcolors(image.width * image.height) or ()})
    common = [colour for colour, _ in colours.most_common(2)]
    if len(common) < 2:  # noqa: PLR2004 - paper and ink
        yield "Auf dem Umschlag steht nichts."
        return
    light, dark = sorted((_luminance(each) for each in common), reverse=True)
    if (ratio := (light + 0.05) / (dark + 0.05)) < LEGIBLE:
        yield f"Die Schrift des Umschlags hat nur einen Kontrast von {ratio:.1f}:1, nötig sind 4,5:1."


def _luminance(colour: object) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [value / 255 for value in colour] if isinstance(colour, tuple) else [0.0, 0.0, 0.0]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)  # noqa: PLR2004
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
