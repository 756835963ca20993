"""The standards that a finished PDF says it keeps, from its XMP packet (ISO 16684-1), under the names that people use."""

from __future__ import annotations

from collections.abc import Iterator

from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.readback import containers
from pipeline.readback.pdf_document import pdf_document
from pipeline.readback.reading import UnreadableError

_UA, _A = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
_CONFORMS = "{http://pdfa.org/declarations/}conformsTo"
_DECLARED = {
    "http://pdfa.org/declarations/wtpdf#accessibility1.0": "WTPDF 1.0 accessibility",
    "http://pdfa.org/declarations/wtpdf#reuse1.0": "WTPDF 1.0 reuse",
}
"""Addresses of PDF Declarations (PDF Association, WTPDF 1.0, 6.1)."""


def claims(data: bytes) -> frozenset[str]:
    """Names such as ``PDF/UA-1``, ``PDF/A-2a``, ``WTPDF 1.0 reuse``; unknown declarations under their address.

    A packet that is missing or damaged claims nothing. Raises UnreadableError where the file is no PDF or a damaged one.
    """
    try:
        metadata = resolve1(pdf_document(data).catalog.get("Metadata"))
        packet = metadata.get_data() if isinstance(metadata, PDFStream) else b""
    except Exception as error:  # pdfminer.six 20260107 raises many kinds for damaged files
        raise UnreadableError(f"{type(error).__name__}: {error}") from error
    try:
        return frozenset(_named(tuple(_properties(containers.parsed_xml(packet, "XMP")))))
    except UnreadableError:
        return frozenset()


def _properties(root: containers.Element) -> Iterator[tuple[str, str]]:
    """Names and values; a simple property is an element or an attribute of its description (ISO 16684-1, 7.5)."""
    for element in root.iter("*"):
        for name, value in ((element.tag, element.text or ""), *element.attrib.items()):
            yield name, value.strip()


def _named(properties: tuple[tuple[str, str], ...]) -> Iterator[str]:
    known = dict(properties)
    if part := known.get(f"{_UA}part"):
        yield f"PDF/UA-{part}"
    if part := known.get(f"{_A}part"):
        yield f"PDF/A-{part}{known.get(f'{_A}conformance', '').lower()}"
    yield from (_DECLARED.get(value, value) for name, value in properties if name == _CONFORMS)
