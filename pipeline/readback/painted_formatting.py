"""What painted glyphs look like: by the name of their font, by lines drawn through and under them, and where they lead.

Links have no trace in what is painted; the areas of their annotations do (ISO 32000-1, 12.5.6.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from pipeline.readback.glyphs import Glyph
from pipeline.text.events import Event, Formatting, Words

# In ems of the glyph at hand.
THROUGH = (0.12, 0.5)
UNDER = (-0.3, 0.05)
RAISED, LOWERED = 0.1, -0.05
SMALLER = 0.92

_NOTE = re.compile("#(?:.*-)?anmerkung-[0-9]+")
"""The names of the places of notes (house contract)."""

_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level line, in points from the page's lower left corner."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class LinkRectangle:
    """The area of a link: left, bottom, right, top; and where it leads."""

    box: tuple[float, float, float, float]
    target: str


@cache
def of_font(name: str) -> frozenset[Formatting]:
    """What the name of a font says of its letters."""
    bold = {Formatting.STRONG} if _BOLD.search(name) else set[Formatting]()
    return frozenset(bold | {Formatting.EMPHASIS} if _ITALIC.search(name) else bold)


def link_areas(page: PDFPage) -> Iterator[LinkRectangle]:
    """The areas of the page's links, as glyphs are counted: from the corner of the MediaBox."""
    left, bottom = page.mediabox[:2]
    for annotation in map(resolve1, resolve1(page.annots) or ()):
        if not isinstance(annotation, dict) or getattr(annotation.get("Subtype"), "name", "") != "Link":
            continue
        match resolve1(annotation.get("Rect")), _target(annotation):
            case [x0, y0, x1, y1], target if target:
                yield LinkRectangle((x0 - left, y0 - bottom, x1 - left, y1 - bottom), target)
            case _:
                pass


def _target(annotation: dict[str, Any]) -> str:
    """An address, or ``#`` and the name of a place."""
    action = resolve1(annotation.get("A"))
    if isinstance(action, dict) and isinstance(address := resolve1(action.get("URI")), bytes):
        return address.decode("utf-8", "replace")
    place = resolve1(annotation.get("Dest") or (action.get("D") if isinstance(action, dict) else None))
    return f"#{place.decode('utf-8', 'replace')}" if isinstance(place, bytes) else ""


def decorated(glyphs: Sequence[Glyph], strokes: Sequence[Stroke], areas: Sequence[LinkRectangle]) -> tuple[Glyph, ...]:
    """The glyphs with what lines and links make of them."""
    if not strokes and not areas:
        return tuple(glyphs)
    return tuple(_decorated(glyph, strokes, areas) for glyph in glyphs)


def _decorated(glyph: Glyph, strokes: Sequence[Stroke], areas: Sequence[LinkRectangle]) -> Glyph:
    lined, target = _lined(glyph, strokes), _led(glyph, areas)
    # Most glyphs of a page are neither, and pages have thousands.
    return replace(glyph, formatting=glyph.formatting | lined, target=target) if lined or target else glyph


def _lined(glyph: Glyph, strokes: Iterable[Stroke]) -> frozenset[Formatting]:
    middle, size = (glyph.x0 + glyph.x1) / 2, glyph.size or 1
    heights = [(stroke.y - glyph.baseline) / size for stroke in strokes if stroke.x0 <= middle <= stroke.x1]
    if not heights:
        return frozenset()
    through = {Formatting.STRIKE} if any(THROUGH[0] <= each <= THROUGH[1] for each in heights) else set[Formatting]()
    under = {Formatting.UNDERLINE} if any(UNDER[0] <= each <= UNDER[1] for each in heights) else set[Formatting]()
    return frozenset(through | under)


def _led(glyph: Glyph, areas: Iterable[LinkRectangle]) -> str:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.baseline + glyph.size / 4
    for area in areas:
        left, bottom, right, top = area.box
        if left <= x <= right and bottom <= y <= top:
            return area.target
    return ""


def without_prefix(event: Event, prefix: str) -> Event:
    """The event of a chapter in a book as in a file of its own, where places have no ``prefix``."""
    if isinstance(event, Words) and event.target.startswith(f"#{prefix}"):
        return replace(event, target=f"#{event.target.removeprefix(f'#{prefix}')}")
    return event


def painted_words(glyphs: Iterable[Glyph], size: float, baseline: float) -> Iterator[Words]:
    """The glyphs of a row as words; what is smaller than the row's ``size`` and off its ``baseline`` is raised or lowered."""
    for glyph in glyphs:
        off = (glyph.baseline - baseline) / size
        raised = frozenset[Formatting]()
        if glyph.size < SMALLER * size and off >= RAISED:
            raised = frozenset({Formatting.SUPERSCRIPT})
        elif glyph.size < SMALLER * size and off <= LOWERED:
            raised = frozenset({Formatting.SUBSCRIPT})
        # The area of a note's call is as large as a finger needs it, and covers letters beside its number.
        call = Formatting.SUPERSCRIPT in raised and glyph.text.isdigit()
        target = glyph.target if call or not _NOTE.fullmatch(glyph.target) else ""
        yield Words(glyph.text, glyph.formatting | raised, target)
