"""A PDF → what is printed on its pages, glyph by glyph, and what the file says of itself.

Glyphs are taken as they are painted, without any guess at words or lines: that is done in ``printed``. Text that is
painted invisibly or outside the page is not printed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from math import hypot
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFNoOutlines
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, decode_text, mult_matrix

from pipeline.readback import type_area
from pipeline.readback.containers import LARGEST, text_of, tree
from pipeline.readback.content_streams import PageInterpreter
from pipeline.readback.glyphs import Glyph, Page, Row, rows_of
from pipeline.readback.painted_formatting import Stroke, decorated, link_areas, of_font, without_prefix
from pipeline.readback.printed import Target, lines_of_pages
from pipeline.readback.reading import Reading, Small, Stated, Typeface, Unable, UnreadableError
from pipeline.text.transcript import ElementKind, Formatting, coalesced

INVISIBLE = frozenset({3, 7})
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""

REVERSED = "ReversedChars"
"""The tag of marked contents whose strings are written the other way round (ISO 32000-1, 14.8.2.3.3)."""

UNKNOWN = "\ufffd"
"""Stands for a glyph that the file gives no character for."""

_DEEPEST = 32

UNABLE = Unable(
    kinds=frozenset({ElementKind.HEADING}),
    in_kinds=frozenset({Formatting.STRONG}),
    calls=True,
    beside=True,
    structure=True,
)
"""Pages show lines and what they look like. All of a heading is bold; text without lines is read row by row elsewhere."""

ROUNDING = 0.01
"""Points."""

# pdfminer.six 20260107 logs what it repairs; what matters of it ends in other words, and so in a finding.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


@lru_cache(maxsize=8)
def pdf(data: bytes) -> Reading:
    """The PDF, read by what is printed in margin and line. Raises UnreadableError.

    The last ones are kept: several checks ask for the same file.
    """
    with _opened(data):
        return _read(_pages(data))


def print_pdf(data: bytes) -> Reading:
    """The PDF for the print shop, which nobody clicks in: where links lead is not in it. Raises UnreadableError."""
    return _unlinked(pdf(data))


def bound_print_pdf(data: bytes, prefixes: Sequence[str], title: str) -> tuple[Reading, tuple[Reading, ...]]:
    """The same of a book."""
    whole, chapters = bound(data, prefixes, title)
    return whole, tuple(map(_unlinked, chapters))


def _unlinked(reading: Reading) -> Reading:
    return replace(reading, unable=replace(reading.unable, targets=True))


def bound(data: bytes, prefixes: Sequence[str], title: str) -> tuple[Reading, tuple[Reading, ...]]:
    """The PDF of a book: what it says of itself, and each chapter, from the page where its title stands to the next.

    Names of places in a chapter begin with its prefix; that of its title ends with ``title``. Raises UnreadableError.
    """
    with _opened(data):
        document, pages, painted = _pages(data)
        targets = dict(_targets(document, pages))
        begins = [targets[f"{prefix}{title}"].page for prefix in prefixes if f"{prefix}{title}" in targets]
        if len(begins) != len(prefixes) or begins != sorted(set(begins)):
            raise UnreadableError("nicht jedes Kapitel beginnt auf einer eigenen Seite, in der richtigen Reihenfolge")
        before = [row for index, page in enumerate(painted[: begins[0]]) for row in rows_of(index, page)]
        whole = Reading(
            (),
            line_true=True,
            visible_only=True,
            titles=(*_titles(document), *_printed_title(before)),
            languages=(Stated("Lang", _text(document.catalog.get("Lang"))),),
            contents=(_preface(before), _bookmarks(document)),
        )
        chapters = tuple(
            _chapter(painted[first:last], _own(targets, prefix, first), prefix)
            for prefix, first, last in zip(prefixes, begins, [*begins[1:], len(painted)], strict=True)
        )
        return whole, chapters


def _own(targets: Mapping[str, Target], prefix: str, first: int) -> dict[str, Target]:
    """The places of a chapter by their names without its prefix, its pages counted from ``first``."""
    return {
        name.removeprefix(prefix): Target(each.page - first, each.y)
        for name, each in targets.items()
        if name.startswith(prefix)
    }


def _chapter(painted: Sequence[Page], targets: Mapping[str, Target], prefix: str) -> Reading:
    printed = lines_of_pages(painted, targets)
    return Reading(
        printed.lines,
        line_true=True,
        visible_only=True,
        titles=tuple(_printed_title(printed.preface)),
        rows=printed.rows,
        head=printed.head,
        tail=printed.tail,
        calls=True,
        markers=printed.markers,
        pages=printed.pages,
        transcript=coalesced(without_prefix(event, prefix) for event in printed.transcript),
        unable=UNABLE,
    )


@contextmanager
def _opened(data: bytes) -> Iterator[None]:
    """Whatever goes wrong within, with a file that is a PDF and not too large, is an UnreadableError."""
    if not data.startswith(b"%PDF-"):
        raise UnreadableError("die Datei beginnt nicht wie ein PDF")
    if len(data) > LARGEST:
        raise UnreadableError(f"das PDF ist mit {len(data)} Bytes zu groß")
    try:
        yield
    except UnreadableError:
        raise
    # pdfminer.six 20260107 meets damage with whatever error comes first: its own, struct's, zlib's, assertions.
    except Exception as error:
        raise UnreadableError(f"das PDF ist beschädigt ({type(error).__name__}: {error})") from error


def painted_pages(data: bytes) -> Sequence[Page]:
    """What is painted on the pages of a sound PDF."""
    return _pages(data).painted


class _Pages(NamedTuple):
    """A document, its pages, and what is painted on them."""

    document: PDFDocument
    pages: Sequence[PDFPage]
    painted: Sequence[Page]


@lru_cache(maxsize=2)
def _pages(data: bytes) -> _Pages:
    document = PDFDocument(PDFParser(BytesIO(data)))
    pages = tuple(PDFPage.create_pages(document))
    return _Pages(document, pages, _painted(pages))


def _read(opened: _Pages) -> Reading:
    document, pages, painted = opened
    if not pages:
        raise UnreadableError("das PDF hat keine Seite")
    targets = dict(_targets(document, pages))
    printed = lines_of_pages(painted, targets)
    language = _text(document.catalog.get("Lang"))
    contents = _preface(printed.preface)
    return Reading(
        printed.lines,
        line_true=True,
        visible_only=True,
        titles=(*_titles(document), *_printed_title(printed.preface)),
        languages=(Stated("Lang", language),),
        contents=(contents, _bookmarks(document)),
        rows=printed.rows,
        head=printed.head,
        tail=printed.tail,
        calls=True,
        typefaces=tuple(sorted(set(_typefaces(document)), key=str)),
        markers=printed.markers,
        pages=printed.pages,
        smallest=tuple(_smallest(painted)),
        outside=tuple(type_area.outside(painted)),
        torn=tuple(type_area.torn(painted, targets)),
        transcript=printed.transcript,
        unable=UNABLE,
    )


def _preface(rows: Sequence[Row]) -> Stated:
    return Stated("Inhalt vor dem Text", "\n".join(_parted(row) for row in rows))


def _painted(pages: Sequence[PDFPage]) -> tuple[Page, ...]:
    device = _Painter()
    interpreter = PageInterpreter(device.rsrcmgr, device)
    painted = []
    for page in pages:
        interpreter.process_page(page)
        glyphs = decorated(device.glyphs, device.strokes, tuple(link_areas(page)))
        painted.append(Page(glyphs, tuple(device.beyond), _paper(page)))
    return tuple(painted)


def _paper(page: PDFPage) -> tuple[float, float, float, float]:
    """The page as it is trimmed (ISO 32000-1, 14.11.2), counted as glyphs are: from the corner of the MediaBox."""
    x0, y0, x1, y1 = map(float, resolve1(page.attrs.get("TrimBox")) or page.cropbox)
    left, bottom = page.mediabox[:2]
    return x0 - left, y0 - bottom, x1 - left, y1 - bottom


def _smallest(pages: Sequence[Page]) -> Iterator[Small]:
    for number, page in enumerate(pages, 1):
        seen = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
        if seen:
            size = min(glyph.size for glyph in seen)
            yield Small(number, size, "".join(glyph.text for glyph in seen if glyph.size <= size + ROUNDING))


def _parted(row: Row) -> str:
    """The row with a stroke where segments are set apart, so that „71“ and the page number after it stay two numbers."""
    return "|".join(each.text for each in row.segments)


def _bookmarks(document: PDFDocument) -> Stated:
    try:
        titles = [str(title) for _, title, *_ in document.get_outlines()]
    except PDFNoOutlines:
        titles = []
    return Stated("Lesezeichen", "|".join(titles))


def _printed_title(rows: Sequence[Row]) -> Iterator[Stated]:
    """The largest type before the first line."""
    largest = max((row.size for row in rows), default=0)
    text = "\n".join(row.text for row in rows if row.size > largest - ROUNDING)
    yield Stated("gedruckter Titel", text, exact=False)


class _Painter(PDFTextDevice):
    """Collects the glyphs of a page in the order in which they are painted."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.glyphs: list[Glyph] = []
        self.beyond: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._visible = True
        self._open: list[str] = []

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """Forget the page before."""
        self.glyphs, self.beyond, self.strokes, self._open = [], [], [], []
        corners = [apply_matrix_pt(ctm, corner) for corner in (page.cropbox[:2], page.cropbox[2:])]
        (x0, y0), (x1, y1) = corners
        self._box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Note whether the text is painted at all, and take a string that is written the other way round as it is read."""
        self._visible = textstate.render not in INVISIBLE
        places = [(glyphs, len(glyphs)) for glyphs in (self.glyphs, self.beyond)]
        super().render_string(textstate, seq, ncs, graphicstate)
        if REVERSED in self._open:
            for glyphs, begin in places:
                glyphs[begin:] = [replace(each, turned=True) for each in reversed(glyphs[begin:])]

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Take a level line that is drawn."""
        del graphicstate, fill, evenodd
        match path if stroke else ():
            case [("m", x0, y0), ("l", x1, y1)]:
                (left, low), (right, high) = (
                    apply_matrix_pt(self.ctm or MATRIX_IDENTITY, point) for point in ((x0, y0), (x1, y1))
                )
                if abs(low - high) < ROUNDING:
                    self.strokes.append(Stroke(min(left, right), max(left, right), low))
            case _:
                pass

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Open a marked content."""
        del props
        self._open.append(str(tag.name))

    def end_tag(self) -> None:
        """Close the innermost one."""
        del self._open[-1:]

    def render_char(  # noqa: PLR0913, PLR0917 - the signature is pdfminer.six's (20260107)
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Take the glyph, and give its advance."""
        del ncs, graphicstate
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = mult_matrix((1, 0, 0, 1, 0, rise), matrix)
        x0, y0, x1, y1 = self._box
        if self._visible:
            upright = abs(b) < 1e-6 and abs(c) < 1e-6 and a > 0 and d > 0  # noqa: PLR2004 - rounding of matrices
            glyph = Glyph(
                _character(font, cid),
                e,
                f,
                e + advance * a,
                abs(fontsize) * hypot(c, d),
                upright,
                formatting=of_font(str(font.fontname)),
            )
            (self.glyphs if x0 <= e <= x1 and y0 <= f <= y1 else self.beyond).append(glyph)
        return advance


def _character(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return UNKNOWN


def _text(value: Any) -> str:
    value = resolve1(value)
    return decode_text(value) if isinstance(value, bytes) else ""


def _titles(document: PDFDocument) -> Iterator[Stated]:
    for info in document.info[:1]:
        yield Stated("Info/Title", _text(info.get("Title")).strip())
    metadata = resolve1(document.catalog.get("Metadata"))
    if isinstance(metadata, PDFStream):
        for title in tree(metadata.get_data(), "die Metadaten (XMP)").iter("{http://purl.org/dc/elements/1.1/}title"):
            yield Stated("XMP dc:title", text_of(title).strip())


def _targets(document: PDFDocument, pages: Sequence[PDFPage]) -> Iterator[tuple[str, Target]]:
    """The named destinations with a place on a page (ISO 32000-1, 12.3.2.3)."""
    # pdfminer.six 20260107 counts from the corner of the MediaBox, which lies outside the origin where there is bleed.
    known = {page.pageid: (index, page.mediabox[1]) for index, page in enumerate(pages)}
    names = resolve1(document.catalog.get("Names"))
    old = resolve1(document.catalog.get("Dests"))
    pairs = [*_pairs(names.get("Dests") if isinstance(names, dict) else None, 0)]
    pairs += list(old.items()) if isinstance(old, dict) else []
    for name, value in pairs:
        place = resolve1(value)
        place = resolve1(place.get("D")) if isinstance(place, dict) else place
        match place:
            case [page, PSLiteral(name="XYZ"), _, int() | float() as y, *_] if getattr(page, "objid", None) in known:
                yield (
                    _text(name) if isinstance(name, bytes) else str(name),
                    Target(known[page.objid][0], y - known[page.objid][1]),
                )
            case _:
                pass


def _pairs(node: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """The entries of a name tree (ISO 32000-1, 7.9.6)."""
    node = resolve1(node)
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    flat = resolve1(node.get("Names")) or []
    yield from zip(flat[::2], flat[1::2], strict=False)
    for kid in resolve1(node.get("Kids")) or []:
        yield from _pairs(kid, depth + 1)


def _typefaces(document: PDFDocument) -> Iterator[Typeface]:
    """Every font of the file, whether a page uses it or not."""
    for key in sorted({key for xref in document.xrefs for key in xref.get_objids() if key}):
        font = resolve1(document.getobj(key))
        if not isinstance(font, dict) or getattr(font.get("Type"), "name", "") != "Font":
            continue
        if getattr(font.get("Subtype"), "name", "") == "Type0":
            continue  # its descendant is listed by itself
        descriptor = resolve1(font.get("FontDescriptor")) or {}
        name = getattr(font.get("BaseFont"), "name", "") or "ohne Namen"
        embedded = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
        yield Typeface(name.partition("+")[2] or name, embedded)
