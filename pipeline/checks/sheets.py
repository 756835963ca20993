"""What the pages of a finished file look like: fonts, sizes, type area, whole numbers (Z610, Z615, Z506, Z507, Z508)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.finding import Finding, limited
from pipeline.checks.finished import Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import BY_SUFFIX, CATALOGUE
from pipeline.readback import read_file
from pipeline.readback.reading import FileReading, SheetReading

HOUSE_FONTS = (
    "AtkinsonHyperlegible",
    "Inter",
    "NotoEmoji",
    "NotoSans",
    "IBMPlexSansArabic",
    "IBMPlexMono",
    "ZeilentreuSigns",
)
"""The house font and its declared fallback, without spaces and hyphens; styles follow the name."""

POINT = 25.4 / 72
"""Millimetres."""


def fonts(file: Finished) -> Iterator[Diagnostic]:
    """Whether all fonts are the house's, and in the file, and large enough."""
    pages = _pages(file.reading)
    yield from file.findings(typefaces(pages))
    if least := BY_SUFFIX[file.suffix].least_type:
        yield from file.findings(type_sizes(pages, least))


def easy_fonts(file: Finished) -> Iterator[Diagnostic]:
    """The same for an edition that is not read by lines."""
    return file.findings(typefaces(_pages(read_file(file.data, CATALOGUE["pdf"].suffix))))


def area(file: Finished) -> Iterator[Diagnostic]:
    """Whether all type stands in the type area of its page, and every line number in one row.

    In large print lines run on: there each page also says which line goes on at its top.
    """
    pages = _pages(file.reading)
    yield from file.findings(type_area(pages))
    if BY_SUFFIX[file.suffix].least_type:
        yield from file.findings(page_tops(pages))


def _pages(reading: FileReading) -> SheetReading:
    return reading.pages or SheetReading()


def type_sizes(pages: SheetReading, least: float) -> Iterator[Finding]:
    """Pages with type that is smaller than ``least`` points (boxes are sums of rounded numbers: a tenth is none)."""
    for each in pages.smallest:
        if each.size < least - 0.05:
            size, wanted = f"{each.size:.1f}".replace(".", ","), f"{least:g}".replace(".", ",")
            yield Finding(
                "Z615", f"Seite {each.page}: {in_quotes(each.text)} ist {size} Punkt groß, nötig sind {wanted}."
            )


def type_area(pages: SheetReading) -> Iterator[Finding]:
    """What stands outside of the type area of its page, and line numbers whose digits stand in several rows."""
    return limited((*_outside(pages), *_torn(pages)))


def _outside(pages: SheetReading) -> Iterator[Finding]:
    for each in pages.outside:
        over = f"{each.over * POINT:.1f}".replace(".", ",")
        yield Finding("Z506", f"Seite {each.page}: {in_quotes(each.text)} steht {over} mm {each.side}.")


def _torn(pages: SheetReading) -> Iterator[Finding]:
    for each in pages.torn:
        what = f"Die Nummer {each.number} ist zerrissen, bei ihrer Zeile steht „{each.shown}“"
        yield Finding("Z507", f"Seite {each.page}: {what}.")


def page_tops(pages: SheetReading) -> Iterator[Finding]:
    """Pages that begin with the end of a line and do not say which one, or name another."""
    return limited(
        Finding("Z508", f"Seite {at}: Oben geht {_line(number)} weiter, genannt ist {_line(said)}.")
        for at, (number, said) in enumerate(pages.tops, 1)
        if number != said
    )


def _line(number: int | None) -> str:
    return "keine Zeile" if number is None else f"Zeile {number}"


def typefaces(pages: SheetReading) -> Iterator[Finding]:
    """Fonts that are foreign, or not in the file; a PDF without any font has no text."""
    if not pages.typefaces:
        yield Finding("Z610", "Die Datei enthält keine Schrift.")
    for each in pages.typefaces:
        if not each.name.replace(" ", "").replace("-", "").startswith(HOUSE_FONTS):
            yield Finding("Z610", f"Die Schrift {in_quotes(each.name)} gehört nicht zur Ausgabe.")
        elif not each.embedded:
            yield Finding("Z610", f"Die Schrift {in_quotes(each.name)} ist nicht eingebettet.")
