"""What is known of how WeasyPrint 70 draws text: words from right to left, and signs that several glyphs make up.

WeasyPrint paints them right, but writes the glyphs in the order of the eye without saying so, and gives each glyph of a
font one meaning: a bracket that is turned around in one word is then read wrong in all, and of a sign with two glyphs
the first has no meaning. Here such texts are drawn anew, with what they say:

    text     שלום (10)
    paper    (10) םולש
    stream   /ReversedChars BMC [<a>] TJ [<b>] TJ EMC     one string a word, the words as they are read

Within ReversedChars the characters of a string stand in the order of the eye (ISO 32000-1, 14.8.2.3.3). A glyph with a
second meaning gets a second code: the font's CIDToGIDMap leads both to one outline (ISO 32000-1, 9.7.4.3).
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any

import pydyf

from pipeline.pages import fonts

EMPTY = 0x0FFFFFFF
"""PANGO_GLYPH_EMPTY: nothing is painted."""

UNKNOWN = 0x10000000
"""PANGO_GLYPH_UNKNOWN_FLAG: no font has the character, whose number follows."""

LARGEST = 0xFFFF
"""The last code that two bytes can hold."""

UNSEEN = 0.5
"""Thousandths of the size that a glyph may stand beside its place."""

_JOINER = "\N{ZERO WIDTH JOINER}"


def asks_for_it(text: str) -> bool:
    """Whether WeasyPrint's own drawing would say something else of the text than what stands in it."""
    return not text.isascii() and any(_is_involved(char) for char in set(text))


def _is_involved(char: str) -> bool:
    turned = unicodedata.bidirectional(char) in {"R", "AL"}
    return turned or char == _JOINER or unicodedata.category(char) in {"Mn", "Mc"}


@dataclass(frozen=True, slots=True)
class Sign:
    """A glyph in its place: what it means, in CSS pixels how far it stands from the text's begin, and how high."""

    glyph: int
    meaning: str
    x: float
    rise: float


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """What is painted in one font and one direction, its signs as they are read."""

    begin: int
    """Where it begins in the text."""
    font: Any
    signs: tuple[Sign, ...]
    turned: bool


@dataclass(slots=True)
class Codes:
    """The codes that the fonts of one file give their glyphs, beyond those that are the glyphs' own numbers."""

    known: dict[bytes, dict[tuple[int, str], int]] = field(default_factory=dict)
    glyphs: dict[bytes, dict[int, int]] = field(default_factory=dict)

    def code(self, font: Any, sign: Sign) -> int:
        """The code of the sign; the font then knows its meaning."""
        known, glyphs = self.known.setdefault(font.name, {}), self.glyphs.setdefault(font.name, {})
        key = sign.glyph, sign.meaning
        if key not in known:
            spare = font.glyph_count + 1 + len(glyphs)
            is_free = font.to_unicode.setdefault(sign.glyph, sign.meaning) == sign.meaning
            known[key] = sign.glyph if is_free or spare > LARGEST else spare
            if known[key] == spare:
                glyphs[spare] = sign.glyph
                font.to_unicode[spare] = sign.meaning
                font.widths[spare] = font.widths[sign.glyph]
        return known[key]

    def write(self, pdf: Any) -> None:
        """Let the fonts of the file lead their second codes to the glyphs."""
        for item in list(pdf.objects):
            if isinstance(item, dict) and "CIDToGIDMap" in item and (more := self.glyphs.get(item["BaseFont"])):
                codes = (more.get(code, code) for code in range(max(more) + 1))
                table = pydyf.Stream([b"".join(each.to_bytes(2, "big") for each in codes)], compress=True)
                pdf.add_object(table)
                item["CIDToGIDMap"] = table.reference


@contextmanager
def drawn(text: str) -> Iterator[Codes]:
    """Within, WeasyPrint's ``draw_first_line`` is replaced where the document's text asks for it."""
    import weasyprint.draw.text as engine

    codes = Codes()
    own = engine.draw_first_line

    def draw_first_line(stream: Any, box: Any, _overflow: Any, _ellipsis: Any, matrix: Any) -> list[Any]:
        if box.text.strip():
            stream.set_text_matrix(*matrix.values)
            _draw(stream, _stretches(box), codes)
        return []

    engine.draw_first_line = draw_first_line if asks_for_it(text) else own
    try:
        yield codes
    finally:
        engine.draw_first_line = own


def _stretches(box: Any) -> list[GlyphRun]:
    """The stretches of the box's line in the order in which they are read."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    layout = box.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    encoded, found, x, run = layout.text.encode(), [], 0.0, line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        placed: list[tuple[int, int, float, float]] = []
        for cluster, each in zip(
            glyphs.log_clusters[0 : glyphs.num_glyphs], glyphs.glyphs[0 : glyphs.num_glyphs], strict=True
        ):
            shift = each.geometry.x_offset * FROM_UNITS
            placed.append((cluster, each.glyph, x + shift, -each.geometry.y_offset * FROM_UNITS))
            x += each.geometry.width * FROM_UNITS
        is_turned = bool(item.analysis.level % 2)
        text = encoded[item.offset : item.offset + item.length]
        signs = _signs(text, placed[::-1] if is_turned else placed)
        found.append(GlyphRun(item.offset, item.analysis.font, tuple(signs), turned=is_turned))
        run = run.next
    return sorted(found, key=lambda each: each.begin)


def _signs(text: bytes, placed: Sequence[tuple[int, int, float, float]]) -> Iterator[Sign]:
    """The glyphs with their meanings; ``placed`` are cluster, glyph, place and rise of each, as they are read."""
    starts = sorted({cluster for cluster, *_ in placed})
    ends = dict(pairwise([*starts, len(text)]))
    for cluster, group in groupby(placed, key=lambda each: each[0]):
        shown = [each for each in group if each[1] != EMPTY]
        words = text[cluster : ends[cluster]].decode()
        for (_, glyph, x, rise), meaning in zip(shown, meanings(words, len(shown)), strict=True):
            yield Sign(_known(glyph), meaning, x, rise)


def _known(glyph: int) -> int:
    """The glyph; where no font has one, the font's .notdef, which is reported as WeasyPrint reports its own (Z503)."""
    if not glyph & UNKNOWN:
        return glyph
    code = glyph - UNKNOWN
    message = '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)'
    logging.getLogger("weasyprint").warning(message, chr(code), code)
    return 0


def meanings(text: str, glyphs: int) -> list[str]:
    """What each glyph of a cluster means: a character each, the rest at the last one; nothing where there are too few."""
    if glyphs > len(text):
        return [*text, *([""] * (glyphs - len(text)))]
    return [*text[: glyphs - 1], text[glyphs - 1 :]] if glyphs else []


def apart(sign: Sign, blank: int | None) -> Iterator[Sign]:
    """A ligature from right to left as several signs: the glyph means the first letter, blank ones the others.

    Programs that turn words around would turn the letters of one glyph around as well.
    """
    if blank is None or len(sign.meaning) <= 1:
        yield sign
        return
    yield replace(sign, meaning=sign.meaning[0])
    yield from (replace(sign, glyph=blank, meaning=each) for each in sign.meaning[1:])


def _draw(stream: Any, stretches: Sequence[GlyphRun], codes: Codes) -> None:
    pen = 0.0
    for stretch in stretches:
        font, size = stream.add_font(stretch.font)
        stream.set_font_size(font.hash, size)
        if stretch.turned:
            stream.begin_marked_content("ReversedChars")
        blank = fonts.blank(font.file_content) if stretch.turned else None
        signs = [each for sign in stretch.signs for each in apart(sign, blank)]
        for string in _strings(signs, turned=stretch.turned):
            shown = ""
            for sign in string:
                _measure(stream, font, size, stretch.font, sign.glyph)
                back = round((pen - sign.x) * 1000 / size, 2)
                if abs(back) > UNSEEN:
                    shown, pen = f"{shown}{back:g}", pen - back * size / 1000
                shown += f"<{codes.code(font, sign):04x}>"
                pen += font.widths[sign.glyph] * size / 1000
            if rise := string[0].rise:
                stream.set_text_rise(rise)
            stream.show_text(shown)
            if rise:
                stream.set_text_rise(0)
        if stretch.turned:
            stream.end_marked_content()


def _strings(signs: Sequence[Sign], *, turned: bool) -> Iterator[Sequence[Sign]]:
    """What is shown at once: signs of one height, and from right to left no more than a word, in the order of the eye."""
    string: list[Sign] = []
    for sign in signs:
        ended = turned and bool(string) and string[-1].meaning.isspace()
        if string and (ended or string[-1].rise != sign.rise):
            yield string[::-1] if turned else string
            string = []
        string.append(sign)
    if string:
        yield string[::-1] if turned else string


def _measure(stream: Any, font: Any, size: float, pango_font: Any, glyph: int) -> None:
    """Let the font know the width of its glyph."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
