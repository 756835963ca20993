"""What is known of how WeasyPrint 70 lays out, beyond its public interface.

Pages as laid out are trees of boxes. While a page is painted, each text and each image becomes a marked content in the
page's stream, remembered by its box in ``stream._tags``; borders and backgrounds become artifacts without a type. Then
``weasyprint.pdf.add_tags`` is called, which ``tagged_by`` replaces for the time of one setting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pydyf

POINTS = 0.75
"""Points in a CSS pixel."""

Tagger = Callable[[Any, "Paper"], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A text or an image on a page: whose it is, and what kind of box it is in."""

    page: int
    element: Any
    """The element of the document, None in the margin boxes of the page."""
    pseudo: str
    """``before``, ``after`` or ``marker`` where the text is generated; else empty."""
    margin: str
    """The margin box that it stands in (``@top-left``); else empty."""
    is_leader: bool
    is_image: bool
    bounds: tuple[float, float, float, float]
    """Left, bottom, right, top on the page, in points."""
    box: Any


@dataclass(frozen=True, slots=True)
class LinkArea:
    """The annotation of a link on a page, and the element it belongs to."""

    page: int
    element: Any
    annotation: Any


class Paper:
    """The pages of a document that was painted, in reading order, and the marks in their streams."""

    def __init__(self, document: Any, version: str, streams: Sequence[Any]) -> None:
        """Of a laid-out document that was painted to these streams."""
        self.document, self.version, self.streams = document, version, streams
        self._positions = [_positions(stream.stream) for stream in streams]

    @property
    def root(self) -> Any:
        """The html element."""
        return root_of(self.document)

    def content(self) -> Iterator[Run | LinkArea]:
        """All that stands on the pages, in the order of the document; a link before what it holds, once a page."""
        for number, page in enumerate(self.document.pages):
            linked: set[int] = set()
            for box, margin, is_leader in boxes(page._page_box):
                if not margin and box.link_annotation and id(box.link_annotation) not in linked:
                    linked.add(id(box.link_annotation))
                    yield LinkArea(number, box.element, box.link_annotation)
                if box in self.streams[number]._tags:
                    yield self._run(number, page, box, margin, is_leader=is_leader)

    def _run(self, number: int, page: Any, box: Any, margin: str, *, is_leader: bool) -> Run:
        name, _, pseudo = (box.element_tag or "").partition("::")
        left, right = box.position_x * POINTS, (box.position_x + box.width) * POINTS
        top, bottom = ((page.height - y) * POINTS for y in (box.position_y, box.position_y + box.height))
        return Run(
            number,
            None if margin else box.element,
            pseudo if name else "",
            margin,
            is_leader,
            type(box).__name__.endswith("ReplacedBox"),
            (left, bottom, right, top),
            box,
        )

    def mark(self, run: Run, role: str, properties: dict[str, Any]) -> None:
        """Give the run's marked content another tag and properties (ISO 32000-1, 14.6)."""
        stream = self.streams[run.page]
        at = self._positions[run.page][stream._tags.pop(run.box)["mcid"]]
        stream.stream[at] = f"/{role}"
        stream.stream[at + 1] = pydyf.Dictionary(properties)

    def name_artifacts(self) -> None:
        """Give the artifacts that WeasyPrint paints without a type the one they have: layout."""
        for stream in self.streams:
            tokens = stream.stream
            for at in range(len(tokens) - 1, 0, -1):
                if tokens[at] == b"BMC" and tokens[at - 1] == "/Artifact":
                    tokens[at : at + 1] = [pydyf.Dictionary({"Type": "/Layout"}), b"BDC"]

    def rest(self) -> list[Any]:
        """The boxes of marked contents that nobody has given a place."""
        return [box for stream in self.streams for box in stream._tags]


def root_of(document: Any) -> Any:
    """The html element of a laid-out document."""
    return next(box.element for box in document.pages[0]._page_box.children if box.element_tag == "html")


def laid_out_texts(document: Any) -> Iterator[tuple[Any, str]]:
    """Every text that is laid out on the pages in its order, with its element; labels of lists and margins aside."""
    for page in document.pages:
        for box, margin, _ in boxes(page._page_box):
            text = getattr(box, "text", None)
            if text and not margin and not (box.element_tag or "").endswith("::marker"):
                yield box.element, text


def _positions(tokens: Sequence[Any]) -> dict[int, int]:
    """Where each marked content's tag stands among the tokens of a stream."""
    return {
        tokens[at - 1]["MCID"]: at - 2
        for at, token in enumerate(tokens)
        if token == b"BDC" and isinstance(tokens[at - 1], dict) and "MCID" in tokens[at - 1]
    }


def text_rows(document: Any) -> Iterator[Any]:
    """The rows of text of all pages, as they are laid out."""
    for page in document.pages:
        yield from line_boxes(page._page_box)


def line_boxes(box: Any) -> Iterator[Any]:
    """The rows of text in the box."""
    # As below.
    box = getattr(box, "_box", box)
    if type(box).__name__ == "LineBox":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from line_boxes(child)


def boxes(box: Any, margin: str = "", *, is_leader: bool = False) -> Iterator[tuple[Any, str, bool]]:
    """The boxes in order, with the margin box they are in and whether they belong to a leader."""
    # A box with an absolute position leaves a placeholder where it would have stood.
    box = getattr(box, "_box", box)
    margin = getattr(box, "at_keyword", margin)
    is_leader = is_leader or box.is_leader
    yield box, margin, is_leader
    for child in getattr(box, "children", ()):
        yield from boxes(child, margin, is_leader=is_leader)


_SPACES = re.compile(rb"<(?:00a0|2009|200a|202f)>", re.IGNORECASE)


def name_spaces(pdf: Any) -> None:
    """Let every glyph of a kind of space be read as the plain one.

    HarfBuzz sets kinds of space that a font lacks with its plain space, and WeasyPrint 70 gives each glyph one meaning:
    a single U+202F would make every space of the file one, and no search would find two words.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and any(
            isinstance(each, bytes) and b"beginbfchar" in each for each in item.stream
        ):
            item.stream = [_SPACES.sub(b"<0020>", each) if isinstance(each, bytes) else each for each in item.stream]


@contextmanager
def tagged_by(tagger: Tagger) -> Iterator[None]:
    """Within, WeasyPrint calls ``tagger`` with the file and its painted pages in place of its own tagging."""
    import weasyprint.pdf as engine

    def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Sequence[Any]) -> None:
        tagger(pdf, Paper(document, str(pdf_version), page_streams))

    own, engine.add_tags = engine.add_tags, add_tags
    try:
        yield
    finally:
        engine.add_tags = own


@contextmanager
def undated_fonts() -> Iterator[None]:
    """Within, WeasyPrint leaves the dates of fonts as they are.

    WeasyPrint 70 saves each variable font that a file needs with fontTools, which puts the clock's time into it.
    """
    import weasyprint.pdf.fonts as engine

    own, engine.TTFont = engine.TTFont, partial(engine.TTFont, recalcTimestamp=False)
    try:
        yield
    finally:
        engine.TTFont = own


def undecorate(document: Any, name: str) -> None:
    """Take the lines under and through text from what elements of this class show.

    WeasyPrint 70 hands them on to boxes with a position of their own (CSS Text Decoration 3, 2.1 forbids it).
    """
    for page in document.pages:
        for box, _, _ in boxes(page._page_box):
            if box.element is not None and name in (box.element.get("class") or "").split() and hasattr(box, "text"):
                box.style = box.style.copy()
                box.style["text_decoration_line"] = "none"


class _Painted(str):
    """Text that is not taken for empty."""

    __slots__ = ()

    def strip(self, chars: str | None = None) -> str:
        """The text itself where nothing but white space would go."""
        return self if chars is None else super().strip(chars)


def paint_spaces(document: Any) -> None:
    """Let spaces that stand alone be painted: WeasyPrint 70 leaves them out (``draw_first_line``).

    Between two emphases, or between the call of a note and the end of its line, two words would be read as one.
    """
    for page in document.pages:
        for box, margin, _ in boxes(page._page_box):
            text = getattr(box, "text", None)
            if text and not margin and not text.strip():
                box.text = _Painted(text)


def pages_of(document: Any, prefix: str) -> dict[str, int]:
    """The page, from 1, on which each element whose id begins with ``prefix`` starts."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            if name.startswith(prefix):
                found.setdefault(name, number)
    return found
