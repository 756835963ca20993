"""A finished PDF as a print shop takes it: boxes, inks, output intent, marks, and what it claims (pdfminer.six)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.readback.content_streams import PageInterpreter
from pipeline.readback.pdf_document import pdf_document, pdf_pages
from pipeline.readback.reading import UnreadableError

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour that something is painted with: its space, its components from 0 to 1, and whether type is set in it."""

    space: str
    components: tuple[float, ...]
    is_type: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its boxes in points by name, its annotations, and the lines that are drawn on it."""

    boxes: dict[str, Box]
    annotations: int
    marks: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent: subtype, name of the condition, and the profile's class, colour space and count of inks."""

    subtype: str
    condition: str
    profile_class: str
    space: str
    inks: int


@dataclass(frozen=True, slots=True)
class PressFile:
    """All of it."""

    version: str
    sheets: tuple[Sheet, ...]
    paints: frozenset[Paint]
    groups: frozenset[str]
    """The colour spaces in which transparency groups are mixed; empty for a group that names none."""
    intents: tuple[Intent, ...]
    claims: str
    """GTS_PDFXVersion in XMP."""
    trapped: str
    has_identifier: bool
    is_tagged: bool
    fonts_missing: tuple[str, ...]
    """Fonts that are not embedded."""


def read(data: bytes) -> PressFile:
    """What the file holds. Raises UnreadableError where it is no PDF or a damaged one."""
    try:
        return _read(data)
    except Exception as error:  # pdfminer.six 20260107 raises many kinds for damaged files
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def _read(data: bytes) -> PressFile:
    document = pdf_document(data)
    pages = pdf_pages(document)
    device = PDFPageAggregator(manager := PDFResourceManager(), laparams=None)
    sheets, paints = [], set[Paint]()
    for page in pages:
        PageInterpreter(manager, device).process_page(page)
        laid_out: LTPage = device.get_result()
        sheets.append(_sheet(page, laid_out))
        paints |= set(_paints(laid_out)) | _screen_colours(page)
    information: dict[str, Any] = document.info[0] if document.info else {}
    metadata = resolve1(document.catalog.get("Metadata"))
    packet = metadata.get_data().decode("utf-8", "replace") if isinstance(metadata, PDFStream) else ""
    claim = re.search(r"GTS_PDFXVersion>([^<]*)<", packet)
    trapped = resolve1(information.get("Trapped", ""))
    return PressFile(
        data[5:8].decode("ascii", "replace"),
        tuple(sheets),
        frozenset(paints),
        frozenset(_groups(document)),
        tuple(_intents(document)),
        claim[1] if claim else "",
        getattr(trapped, "name", str(trapped)),
        any("ID" in xref.get_trailer() for xref in document.xrefs),
        "StructTreeRoot" in document.catalog,
        tuple(sorted(set(_fonts_missing(pages)))),
    )


def _sheet(page: PDFPage, laid_out: LTPage) -> Sheet:
    boxes = {
        name: tuple(map(float, resolve1(page.attrs[name])))
        for name in ("MediaBox", "BleedBox", "TrimBox", "ArtBox")
        if name in page.attrs
    }
    left, bottom = boxes["MediaBox"][:2]  # pdfminer.six moves the origin to the corner of the MediaBox
    marks = tuple(
        (each.x0 + left, each.y0 + bottom, each.x1 + left, each.y1 + bottom)
        for each in _items(laid_out)
        if isinstance(each, LTLine) and each.stroke
    )
    return Sheet(boxes, len(resolve1(page.attrs.get("Annots")) or ()), marks)  # type: ignore[arg-type]


def _items(container: Any) -> Iterator[Any]:
    for each in container:
        yield each
        if isinstance(each, LTContainer):
            yield from _items(each)


def _paints(laid_out: LTPage) -> Iterator[Paint]:
    for each in _items(laid_out):
        match each:
            case LTChar():
                yield _paint(each.ncs, each.graphicstate.ncolor, is_type=True)
            case LTCurve():
                # Lines and rectangles are curves as well.
                if each.stroke:
                    yield _paint(None, each.stroking_color, is_type=False)
                if each.fill and not isinstance(each, LTLine):
                    yield _paint(None, each.non_stroking_color, is_type=False)
            case LTImage():
                yield from (Paint(getattr(space, "name", str(space)), (), is_type=False) for space in each.colorspace)


_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}


def _paint(space: Any, colour: Any, *, is_type: bool) -> Paint:
    components = tuple(
        float(value) for value in (colour if isinstance(colour, tuple | list) else (colour,)) if value is not None
    )
    # Without an operator, colours are black in DeviceGray (ISO 32000-1, 8.6.5.1).
    name = _SPACES.get(len(components), "") or getattr(space, "name", "") or "DeviceGray"
    return Paint(name, components, is_type)


def _screen_colours(page: PDFPage) -> set[Paint]:
    """RGB that is set anywhere in the page, also where nothing visible is painted with it."""
    found: set[Paint] = set()
    streams = [resolve1(each) for each in page.contents]
    objects = resolve1(page.resources.get("XObject")) or {}
    patterns = resolve1(page.resources.get("Pattern")) or {}
    streams += [resolve1(each) for table in (objects, patterns) for each in table.values()]
    for stream in streams:
        if isinstance(stream, PDFStream) and getattr(stream.get("Subtype"), "name", "") != "Image":
            for match in re.finditer(rb"([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(?:rg|RG)\b", stream.get_data()):
                found.add(Paint("DeviceRGB", tuple(float(match[at]) for at in (1, 2, 3)), is_type=False))
    return found


def _groups(document: PDFDocument) -> Iterator[str]:
    """Those of pages and forms, wherever they hang (ISO 32000-1, 11.6.6)."""
    for xref in document.xrefs:
        for number in xref.get_objids():
            found = document.getobj(number)
            values = found.attrs if isinstance(found, PDFStream) else found
            group = resolve1(values.get("Group")) if isinstance(values, dict) else None
            if isinstance(group, dict):
                space = resolve1(group.get("CS"))
                yield getattr(space[0] if isinstance(space, list) else space, "name", "")


def _intents(document: PDFDocument) -> Iterator[Intent]:
    for each in map(resolve1, resolve1(document.catalog.get("OutputIntents")) or ()):
        profile = resolve1(each.get("DestOutputProfile"))
        icc = profile.get_data() if isinstance(profile, PDFStream) else b""
        sound = len(icc) > 128 and icc[36:40] == b"acsp" and struct.unpack(">I", icc[:4])[0] == len(icc)  # noqa: PLR2004 - ICC.1, 7.2
        yield Intent(
            getattr(each.get("S"), "name", ""),
            resolve1(each.get("OutputConditionIdentifier", b"")).decode("latin-1"),
            icc[12:16].decode("latin-1") if sound else "",
            icc[16:20].decode("latin-1").strip() if sound else "",
            int(resolve1(profile.get("N", 0))) if isinstance(profile, PDFStream) else 0,
        )


def _fonts_missing(pages: Sequence[PDFPage]) -> Iterator[str]:
    for page in pages:
        for font in map(resolve1, (resolve1(page.resources.get("Font")) or {}).values()):
            inner = [resolve1(each) for each in resolve1(font.get("DescendantFonts", ()))] or [font]
            for each in inner:
                descriptor = resolve1(each.get("FontDescriptor")) or {}
                if not {"FontFile", "FontFile2", "FontFile3"} & set(descriptor):
                    yield getattr(each.get("BaseFont"), "name", "?")
