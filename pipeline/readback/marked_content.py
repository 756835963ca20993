"""Content streams of a PDF → marked contents, artifacts, and the text that is in neither.

    /P <</MCID 3>> BDC (den Masterplan ) Tj EMC          Content(page, 3, "den Masterplan ")
    /Artifact <</Type/Pagination>> BDC (36) Tj EMC       Artifact(page, "Pagination", "", "36")
    (verloren) Tj                                        Loose(page, "verloren")

All text counts, also what is painted invisibly: a screen reader reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from pipeline.readback.content_streams import PageInterpreter
from pipeline.readback.painting import REVERSED, UNKNOWN

_HOPS = 32
"""So many references to references are followed; ``resolve1`` of pdfminer.six 20260107 follows a circle for ever."""


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """The text of one marked-content sequence; pages count from 0, ``form`` is the object number of a form XObject."""

    page: int
    mcid: int
    text: str
    form: int | None = None

    @property
    def key(self) -> tuple[int, int | None, int]:
        """What distinguishes it from every other content of the file (ISO 32000-1, 14.7.4.2)."""
        return self.page, self.form, self.mcid


@dataclass(frozen=True, slots=True)
class Artifact:
    """Something on the page that is no part of the text; type and subtype are empty where the file has none."""

    page: int
    kind: str
    subtype: str
    text: str


@dataclass(frozen=True, slots=True)
class Loose:
    """Text that is neither marked content nor artifact."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """All that the pages paint, in the order of painting."""

    contents: tuple[MarkedContent, ...]
    artifacts: tuple[Artifact, ...]
    untagged: tuple[Loose, ...]
    faults: tuple[str, ...]


def content_marks(pages: Iterable[PDFPage]) -> Marks:
    """What is painted on the pages. Raises whatever pdfminer.six raises."""
    device = _Collector()
    interpreter = _Interpreter(device.rsrcmgr, device)
    for page in pages:
        interpreter.process_page(page)
    contents = tuple(
        MarkedContent(page, mcid, "".join(run.text), form) for (page, form, mcid), run in device.contents.items()
    )
    artifacts = tuple(Artifact(each.page, each.kind, each.subtype, "".join(each.text)) for each in device.artifacts)
    untagged = tuple(Loose(each.page, text) for each in device.loose if (text := "".join(each.text)).strip())
    return Marks(contents, artifacts, untagged, tuple(device.faults))


def dereferenced(value: Any) -> Any:
    """What a reference leads to; None where it leads nowhere, or in a circle."""
    for _ in range(_HOPS):
        if not isinstance(value, PDFObjRef):
            return value
        value = value.resolve()
    return None


def name_of(value: Any) -> str:
    """The name that the value is; empty where it is none."""
    value = dereferenced(value)
    return value.name if isinstance(value, PSLiteral) and isinstance(value.name, str) else ""


def string_of(value: Any) -> str | None:
    """The text string that the value is."""
    value = dereferenced(value)
    return decode_text(value) if isinstance(value, bytes) else None


def whole_of(value: Any) -> int | None:
    """The whole number that the value is."""
    value = dereferenced(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(slots=True)
class _Run:
    """Where text goes while it is painted."""

    page: int
    kind: str = ""
    subtype: str = ""
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """An open marked-content sequence: where its text goes, and whether ActualText stands for what is painted in it."""

    run: _Run | None
    replaced: bool
    turned: bool = False
    """Its strings are written the other way round."""


class _Interpreter(PageInterpreter):
    """Lets the device know which form XObject is painted, and looks property lists up by their names."""

    device: _Collector

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 - pdfminer.six's name
        """Begin a sequence; a named property list stands in the resources (ISO 32000-1, 14.6.2)."""
        if isinstance(props, PSLiteral):
            named = dereferenced((self.resources or {}).get("Properties"))
            props = dereferenced(named.get(props.name)) if isinstance(named, dict) else None
        super().do_BDC(tag, props)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - pdfminer.six's name
        """Paint the form XObject, its number known to the device."""
        stream = dereferenced(self.xobjmap.get(name_of(xobjid_arg)))
        self.device.forms.append(getattr(stream, "objid", None))
        super().do_Do(xobjid_arg)
        self.device.forms.pop()


class _Collector(PDFTextDevice):
    """Sorts the glyphs of all pages by the sequence that they are painted in."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.contents: dict[tuple[int, int | None, int], _Run] = {}
        self.artifacts: list[_Run] = []
        self.loose: list[_Run] = []
        self.faults: list[str] = []
        self.forms: list[int | None] = []
        self._page = -1
        self._frames: list[_Frame] = []

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """Count the page."""
        del page, ctm
        self._page += 1
        self._frames = []

    def end_page(self, page: PDFPage) -> None:
        """Note what is still open."""
        del page
        if self._frames:
            self.faults.append(f"Seite {self._page + 1}: {len(self._frames)} markierte Inhalte sind nicht geschlossen.")

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Open a sequence."""
        properties = dereferenced(props)
        properties = properties if isinstance(properties, dict) else {}
        outer = self._frames[-1] if self._frames else _Frame(None, replaced=False)
        run = self._run(name_of(tag), properties) or outer.run
        actual = string_of(properties.get("ActualText"))
        if actual is not None and not outer.replaced:
            self._take(actual, run)
        turned = outer.turned or name_of(tag) == REVERSED
        self._frames.append(_Frame(run, replaced=outer.replaced or actual is not None, turned=turned))

    def _run(self, tag: str, properties: dict[str, Any]) -> _Run | None:
        """Where the text of such a sequence goes; None where it says nothing of that."""
        if tag == "Artifact":
            run = _Run(self._page, name_of(properties.get("Type")), name_of(properties.get("Subtype")))
            self.artifacts.append(run)
            return run
        if (mcid := whole_of(properties.get("MCID"))) is None:
            return None
        key = (self._page, self.forms[-1] if self.forms else None, mcid)
        if key in self.contents:
            self.faults.append(f"Seite {self._page + 1}: die Kennung {mcid} ist an mehr als einen Inhalt vergeben.")
        return self.contents.setdefault(key, _Run(self._page))

    def end_tag(self) -> None:
        """Close the innermost sequence."""
        if self._frames:
            self._frames.pop()
        else:
            self.faults.append(f"Seite {self._page + 1}: ein markierter Inhalt endet, der nie begonnen hat.")

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Take the string as it is read."""
        run = self._frames[-1].run if self._frames and self._frames[-1].turned else None
        begin = len(run.text) if run else 0
        super().render_string(textstate, seq, ncs, graphicstate)
        if run:
            run.text[begin:] = run.text[begin:][::-1]

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
        del matrix, rise, ncs, graphicstate
        frame = self._frames[-1] if self._frames else _Frame(None, replaced=False)
        if not frame.replaced:
            self._take(_character(font, cid), frame.run)
        advance: float = font.char_width(cid) * fontsize * scaling
        return advance

    def _take(self, text: str, run: _Run | None) -> None:
        if run is not None:
            run.text.append(text)
        elif self.loose and self.loose[-1].page == self._page:
            self.loose[-1].text.append(text)
        else:
            self.loose.append(_Run(self._page, text=[text]))


def _character(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return UNKNOWN
