"""The files within a PDF, by the names that people see (ISO 32000-1, 7.11.4 and 7.9.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from pipeline.readback.pdf_document import pdf_document
from pipeline.readback.reading import UnreadableError

_DEEPEST = 32


def attachments(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Name and content of each attached file, in the order of their names. Raises UnreadableError."""
    try:
        names = resolve1(pdf_document(data).catalog.get("Names"))
        return tuple(_files(names.get("EmbeddedFiles") if isinstance(names, dict) else None, 0))
    except Exception as error:  # pdfminer.six 20260107 raises many kinds for damaged files
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def _files(node: Any, depth: int) -> Iterator[tuple[str, bytes]]:
    node = resolve1(node)
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    for specification in map(resolve1, (resolve1(node.get("Names")) or [])[1::2]):
        streams = resolve1(specification.get("EF")) or {}
        stream = resolve1(streams.get("UF") or streams.get("F"))
        name = resolve1(specification.get("UF") or specification.get("F"))
        content = stream.get_data() if isinstance(stream, PDFStream) else b""
        yield decode_text(name) if isinstance(name, bytes) else "", content
    for kid in resolve1(node.get("Kids")) or []:
        yield from _files(kid, depth + 1)
