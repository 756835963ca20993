"""Content streams are read in one sweep exactly as pdfminer.six reads them letter by letter, or left to it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSEOF

from pipeline.readback.content_streams import UnusualStream, objects

WHOLE = ROOT / "tests" / "broken" / "whole"


def letter_by_letter(data: bytes) -> list[Any]:
    parser = PDFContentParser([PDFStream({}, data)])
    found: list[Any] = []
    try:
        while True:
            found.append(parser.nextobject()[1])
    except PSEOF:
        return found


def kinds(value: Any) -> Any:
    """The types within: 1 and True and 1.0 are equal, but not the same."""
    match value:
        case list():
            return [kinds(each) for each in value]
        case dict():
            return {name: kinds(each) for name, each in value.items()}
        case _:
            return type(value)


PIECES = st.sampled_from(
    "0 12 -7 +3 1.5 -.5 4. . - + 1.5.3 1-2 12abc q Q BT T* ' \" f* true false null /Name /a#20b / /ü (text) (a(b)c) (a\\(b)"
    " (\\101) (\\q) (\\\n) (a\\\\) <e4F> <0a1b> <> [ ] << >> { } % BI ID EI Tj TJ ) > < \x00 \n \r # \\".split(" ")
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n"])), max_size=12))
@example(
    [("/F", " "), ("1", " "), ("Tf", "\n"), ("[", ""), ("(ab)", ""), ("-20", ""), ("<0c0D>", ""), ("]", ""), ("TJ", "")]
)
@example([("/P", " "), ("<<", ""), ("/MCID", " "), ("3", ""), (">>", ""), ("BDC", "")])
def test_what_is_read_is_what_pdfminer_reads(pieces: list[tuple[str, str]]) -> None:
    data = "".join(map("".join, pieces)).encode()
    try:
        found = objects(data)
    except UnusualStream:
        return
    assert found == letter_by_letter(data)
    assert kinds(found) == kinds(letter_by_letter(data))


@pytest.mark.parametrize("path", sorted(WHOLE.glob("*.pdf")), ids=lambda path: path.name)
def test_no_page_of_ours_is_left_to_pdfminer(path: Any) -> None:
    document = PDFDocument(PDFParser(BytesIO(path.read_bytes())))
    streams = [each.get_data() for page in PDFPage.create_pages(document) for each in page.contents]
    assert streams
    for each in streams:
        assert objects(each) == letter_by_letter(each)


@pytest.mark.parametrize(
    "unusual",
    [
        b"% a comment",
        b"q BI /W 1 /H 1 ID x EI Q",
        b"/a#20b gs",
        b"(a(b)c) Tj",
        b"(\\101) Tj",
        b"<abc> Tj",
        b"[(a) Tj",
        b"(a) ] TJ",
        b"<< /A >> BDC",
        b"<< (A) 1 >> BDC",
        b"[ Tj ]",
        b"{ q }",
        b"(never closed",
        b"/\xff\xfe gs",
        b". Tj",
    ],
)
def test_what_is_unusual_is_left_to_pdfminer(unusual: bytes) -> None:
    with pytest.raises(UnusualStream):
        objects(unusual)
