"""Whether a print shop can take the file: PDF/X-4 as far as can be known without a preflight (Z630).

No free preflight for PDF/X is at hand. These are the conditions of ISO 15930-7 that mistakes here would break: boxes,
inks, output intent, claims, and nothing that moves or links inside the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.finding import of_code
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.readback import print_inks
from pipeline.readback.paper_sides import LEFT, RIGHT, PaperSide, paper_sides
from pipeline.readback.pdf import painted_pages
from pipeline.readback.print_inks import Box, Paint, PressFile, Sheet

MILLIMETRE = 72 / 25.4
BLEED = 3.0
TOLERANCE = 0.1
"""Points; boxes are sums of rounded numbers."""

MARKS = 8
"""Two at each corner."""

_INTENT_SPACES = {"GRAY": {"DeviceGray"}, "CMYK": {"DeviceGray", "DeviceCMYK"}}
"""What may be painted for a profile's colour space; DeviceGray is black ink (ISO 15930-7, 6.2.4)."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether a print shop can take it."""
    yield from file.findings(of_code("Z630", findings(print_inks.read(file.data))))
    yield from file.findings(of_code("Z630", sides([*paper_sides(painted_pages(file.data))])))


def findings(file: PressFile) -> Iterator[str]:
    """A message for each condition that the file breaks."""
    if file.version < "1.6":
        yield f"PDF {file.version}: PDF/X-4 ist PDF 1.6."
    if file.claims != "PDF/X-4":
        yield f"Die XMP-Angaben nennen {file.claims or 'keine Fassung'} statt PDF/X-4."
    if file.trapped not in {"True", "False"}:
        yield "Trapped ist weder True noch False."
    if not file.has_identifier:
        yield "Die Datei hat keine Kennung (ID)."
    if file.is_tagged:
        yield "Die Datei hat einen Strukturbaum, den eine Druckvorlage nicht braucht."
    yield from (f"Die Schrift {name} ist nicht eingebettet." for name in file.fonts_missing)
    for number, sheet in enumerate(file.sheets, 1):
        yield from (f"Seite {number}: {message}" for message in _sheet(sheet))
    yield from _intents(file)
    yield from _inks(file)


def sides(pages: Sequence[PaperSide]) -> Iterator[str]:
    """What stands on the wrong side: where any number stands as on left or right pages, both sides are printed."""
    double = any(each.numbers == RIGHT or each.folio == LEFT for each in pages)
    for each in pages:
        outside = LEFT if double and each.page % 2 == 0 else RIGHT
        column = outside if double else LEFT
        if each.numbers not in {"", column}:
            yield f"Seite {each.page}: Die Zeilennummern stehen {each.numbers} statt {column}."
        if each.folio not in {"", outside}:
            yield f"Seite {each.page}: Die Seitenzahl steht {each.folio} statt {outside}."
    if double:
        yield from _margins([each for each in pages if each.numbers])


def _margins(pages: Sequence[PaperSide]) -> Iterator[str]:
    """Whether the margins of left pages are those of right ones mirrored: what is left of the text says how wide each is."""
    outer, inner = (min((each.left for each in pages if each.page % 2 == odd), default=None) for odd in (0, 1))
    if outer is None or inner is None:
        return
    if outer - inner < MILLIMETRE:
        yield "Die Ränder linker und rechter Seiten sind nicht gespiegelt."
    for each in pages:
        least = outer if each.page % 2 else inner
        if each.right < least - TOLERANCE:
            yield f"Seite {each.page}: Der Text reicht rechts über den gespiegelten Rand hinaus."


def _sheet(sheet: Sheet) -> Iterator[str]:
    if absent := [name for name in ("MediaBox", "BleedBox", "TrimBox") if name not in sheet.boxes]:
        yield f"{', '.join(absent)} fehlt."
        return
    media, bleed, trim = (sheet.boxes[name] for name in ("MediaBox", "BleedBox", "TrimBox"))
    if "ArtBox" in sheet.boxes:
        yield "TrimBox und ArtBox dürfen nicht beide da sein."
    over = [round(value / MILLIMETRE, 2) for value in _beyond(bleed, trim)]
    if any(abs(value - BLEED) > TOLERANCE for value in over):
        yield f"Der Beschnitt ist {over} mm statt 3 mm an allen Seiten."
    if min(_beyond(media, bleed)) < -TOLERANCE:
        yield "Die BleedBox ragt über die MediaBox hinaus."
    outside = [mark for mark in sheet.marks if _outside(mark, bleed)]
    if len(outside) < MARKS:
        yield f"{len(outside)} von {MARKS} Schnittmarken stehen sichtbar außerhalb des Beschnitts."
    if sheet.annotations:
        yield f"{sheet.annotations} Anmerkungen oder Verweise stehen auf der Seite."


def _beyond(outer: Box, inner: Box) -> tuple[float, float, float, float]:
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def _outside(mark: Box, box: Box) -> bool:
    left, bottom, right, top = mark
    return right <= box[0] or left >= box[2] or top <= box[1] or bottom >= box[3]


def _intents(file: PressFile) -> Iterator[str]:
    found = [each for each in file.intents if each.subtype == "GTS_PDFX"]
    if len(found) != 1:
        yield f"{len(found)} Ausgabebedingungen für PDF/X statt einer."
        return
    intent = found[0]
    if not intent.condition:
        yield "Die Ausgabebedingung hat keinen Namen."
    if intent.profile_class != "prtr":
        yield "Das eingebettete Profil ist kein Profil einer Druckmaschine."
    if {"GRAY": 1, "CMYK": 4}.get(intent.space) != intent.inks:
        yield f"Das Profil ({intent.space or 'unlesbar'}) passt nicht zu {intent.inks} Farben."


def _inks(file: PressFile) -> Iterator[str]:
    allowed = _INTENT_SPACES.get(next((each.space for each in file.intents), ""), {"DeviceGray", "DeviceCMYK"})
    for space in sorted(file.groups - allowed):
        yield f"Eine Transparenzgruppe wird in {space or 'einem ungenannten Farbraum'} gemischt."
    for paint in sorted(file.paints, key=repr):
        shown = " ".join(f"{value:g}" for value in paint.components)
        if paint.space not in allowed:
            yield f"Es wird in {paint.space} ({shown}) gemalt."
        if paint.is_type and _is_rich_black(paint):
            yield f"Schwarze oder graue Schrift steht in mehr als einer Farbe ({shown})."
        if not paint.is_type and _is_tint_of_black(paint):
            yield f"Eine Linie oder Fläche ist grau ({shown}): sie würde gerastert."


def _is_tint_of_black(paint: Paint) -> bool:
    """Whether it is neither solid black nor the bare paper; a picture has no colour of its own."""
    match paint.components:
        case (light,):
            return 0 < light < 1
        case (0, 0, 0, ink):
            return 0 < ink < 1
        case _:
            return False


def _is_rich_black(paint: Paint) -> bool:
    """Whether a neutral tone is mixed of several inks, which no press keeps in register on small type."""
    if len(paint.components) != 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        return False
    colours = paint.components[:3]
    return max(colours) > 0 and max(colours) - min(colours) < 0.1  # noqa: PLR2004 - nearly equal parts are a grey
