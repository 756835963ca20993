"""Setting: markup and style sheets → PDF bytes, by WeasyPrint 70, with fonts by path and nothing fetched from anywhere."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from pipeline import bootstrap
from pipeline.diagnostics import Diagnostic, EnvironmentRefusal, InputRefusal, Place
from pipeline.editions.pdf.typesetting.carried_lines import name_carried_lines
from pipeline.editions.pdf.typesetting.drawing import drawn
from pipeline.editions.pdf.typesetting.element_context import ElementContext
from pipeline.editions.pdf.typesetting.hanging_spaces import let_hang
from pipeline.editions.pdf.typesetting.layout import (
    Tagger,
    name_spaces,
    paint_spaces,
    root_of,
    tagged_by,
    undated_fonts,
    undecorate,
)
from pipeline.editions.pdf.typesetting.links_and_places import (
    keep_one_area_a_link,
    lead_to_numbers,
    link_labels,
    stand_outside,
)
from pipeline.editions.pdf.typesetting.manuscript import Manuscript, Resource
from pipeline.editions.pdf.typesetting.painting_order import painted_in_flow
from pipeline.editions.pdf.typesetting.running_lines import leave_marks_within_rows, with_one_number_a_row
from pipeline.editions.pdf.typesetting.shared_styles import shared_styles
from pipeline.editions.pdf.typesetting.table_fit import with_fitting_tables
from pipeline.editions.pdf.typesetting.whole_lines import kept_whole
from pipeline.pages import fonts

Finisher = Callable[[Any], None]

PIXELS = 96 / 25.4
"""CSS pixels in a millimetre."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file within the file: what the document was made from (ISO 32000-2, 7.11.3: AFRelationship Source)."""

    name: str
    data: bytes
    description: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class RenderingJob:
    """One file to make of a manuscript."""

    manuscript: Manuscript
    variant: str
    """WeasyPrint's name of the kind of PDF, such as ``pdf/ua-1``."""
    finish: Finisher
    """Gets the file's objects before they are written."""
    tagger: Tagger | None = None
    """Makes the structure tree; without one the file has none."""
    enclosures: Sequence[Enclosure] = ()


def require_libraries() -> None:
    """Nothing, if the libraries that WeasyPrint loads are there. Raises EnvironmentRefusal (Z701)."""
    if missing := bootstrap.missing_libraries():
        message = f"Für das PDF fehlen Bibliotheken des Systems: {', '.join(missing)}."
        raise EnvironmentRefusal(
            Diagnostic("Z701", Place("System"), message, f"Einrichten: {bootstrap.install_line()}")
        )
    with _loaded_by_name():
        import weasyprint  # noqa: F401 - the first import loads the libraries


@contextmanager
def _loaded_by_name() -> Iterator[None]:
    """Within, libraries are loaded by the names that they have on Linux.

    WeasyPrint 70 tries those of other systems first, and for each of them ctypes starts gcc, ld and ldconfig: 54
    processes, a fifth of the time of the import.
    """
    import ctypes.util

    own = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - ctypes' signature
    try:
        yield
    finally:
        ctypes.util.find_library = own


def typed(style: str, text: str) -> tuple[str, str]:
    """The style sheet of the font files, and the given one with the further families that the text needs after the house's."""
    own, further = _faces(text), fonts.needed(text)
    files = "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f"src: url({face.address}); }}"
        for face in dict.fromkeys((*own, *further))
    )
    families = dict.fromkeys(f'"{family}"' for family in (fonts.FALLBACK, *(face.family for face in further)))
    return files, style.replace(f'"{fonts.FALLBACK}"', ", ".join(families))


def _faces(text: str) -> tuple[fonts.Face, ...]:
    """The house's faces, and those of preformatted text where there is any in the markup."""
    return (*(fonts.fixed() if "<pre" in text else ()), *fonts.faces())


@lru_cache(maxsize=8)
def _parsed(style: str, source: str) -> Any:
    """The style sheet as WeasyPrint takes it; the last ones are kept: they differ by measure and colour, not by text."""
    import weasyprint

    with _faults_raised(source):
        return weasyprint.CSS(string=style, url_fetcher=fetcher_of(()))


def set_pdf(job: RenderingJob) -> bytes:
    """The finished file.

    Raises InputRefusal where WeasyPrint reports a fault (Z503).
    """
    document = laid_out(job.manuscript)
    # The options of the file, not of the layout: given to ``render`` they are ignored without a word (WeasyPrint 70).
    options: dict[str, Any] = {"pdf_variant": job.variant, "pdf_tags": job.tagger is not None}

    def finish(_: Any, pdf: Any) -> None:
        codes.write(pdf)
        name_spaces(pdf)
        job.finish(pdf)

    with (
        _faults_raised(job.manuscript.source),
        undated_fonts(),
        tagged_by(job.tagger or _untagged),
        drawn(job.manuscript.html) as codes,
        painted_in_flow(apart="number"),
    ):
        pdf: bytes = document.write_pdf(
            finisher=finish, attachments=[_attached(each) for each in job.enclosures], **options
        )
    return pdf


@lru_cache(maxsize=1)
def laid_out(manuscript: Manuscript) -> Any:
    """The document of WeasyPrint, laid out on its pages; it may be written several times, with the same bytes each time.

    The last one is kept: the PDF for the screen, the one for the archive and the page list of the book are made from
    one layout (measured on the seed: 0.8 s of 1.1 s saved each time). Raises InputRefusal (Z503) and
    EnvironmentRefusal (Z701).
    """
    require_libraries()
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetcher, configuration = fetcher_of(manuscript.resources, manuscript.html), FontConfiguration()
    files, style = typed(manuscript.style, manuscript.html)
    sheet = _parsed(style, manuscript.source)
    with _faults_raised(manuscript.source):
        html = weasyprint.HTML(string=manuscript.html, url_fetcher=fetcher)

        def rendered() -> Any:
            return html.render(
                stylesheets=[weasyprint.CSS(string=files, url_fetcher=fetcher, font_config=configuration), sheet],
                font_config=configuration,
                presentational_hints=True,  # the start of an ordered list
            )

        with kept_whole("number"), let_hang(), shared_styles("span"):
            document = with_one_number_a_row(lambda: with_fitting_tables(rendered))
    leave_marks_within_rows(document)
    undecorate(document, "number")
    keep_one_area_a_link(document)
    link_labels(document, ElementContext(root_of(document)).ways_back())
    if manuscript.outside:
        stand_outside(document, "number", manuscript.outside * PIXELS)
    lead_to_numbers(document, "number")
    if manuscript.carried:
        name_carried_lines(document, manuscript.carried)
    paint_spaces(document)
    return document


def _attached(enclosure: Enclosure) -> Any:
    import weasyprint

    return weasyprint.Attachment(
        file_obj=BytesIO(enclosure.data),
        name=enclosure.name,
        description=enclosure.description,
        relationship="Source",
        created=enclosure.moment,
        modified=enclosure.moment,
    )


def _untagged(*_: Any) -> None:
    raise ValueError("a file without a tagger was to be tagged")


def fetcher_of(resources: Iterable[Resource], text: str = "") -> Any:
    """A fetcher that gives the font files that the text may need and these resources, and refuses all else.

    WeasyPrint 70 embeds any local file that a link names as attachment, and only logs what a fetcher refuses; its
    ``FatalURLFetchingError`` alone stops the setting.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    house = {face.address: face for face in (*_faces(text), *fonts.needed(text))}
    given = {each.address: each for each in resources}

    class HouseFiles(URLFetcher):  # type: ignore[misc]
        """Files of the house by path, and those of the document."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
            """The file at this address."""
            if url in house:
                return URLFetcherResponse(url, fonts.data(house[url]))
            if url in given:
                return URLFetcherResponse(url, given[url].data, {"Content-Type": given[url].media_type})
            raise FatalURLFetchingError(f"refused to fetch {url}")

    return HouseFiles()


@contextmanager
def _faults_raised(file: str) -> Iterator[None]:
    """What WeasyPrint logs as warning or error becomes an exception: it would write the file all the same."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        """Keeps what is logged."""

        def emit(self, record: logging.LogRecord) -> None:
            """Keep the record."""
            records.append(record)

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate
    if records:
        raise InputRefusal(
            *(Diagnostic("Z503", Place(file), f"WeasyPrint: {record.getMessage()}") for record in records)
        )
