"""The PDF for screen and home printer, set by WeasyPrint 70 with fonts by path and nothing fetched from anywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import bootstrap, fonts, pages
from pipeline.errors import Diagnostic, EnvironmentRefusal, InputRefusal, Place
from pipeline.model import NumberedChapter
from pipeline.publication import Publication

# CSS pixels. Widths are sums of rounded glyph advances (Pango units of 1/1024 pt).
_TOLERANCE = 0.5


def write(numbered: NumberedChapter, publication: Publication) -> bytes:
    """The PDF, tagged, PDF/UA-1.

    Raises InputRefusal where a glyph is missing (Z501), a line is wider than its column (Z502) or WeasyPrint reports
    a fault (Z503); EnvironmentRefusal where its libraries or the fonts are missing (Z701, Z702).
    """
    require_libraries()
    settings = Place("publication.toml")
    fonts.require(numbered, [(text, settings) for text in (publication.publisher, publication.responsible, publication.rights)]
                  + [(text, Place(numbered.chapter.source.name)) for text in _head(numbered)])  # fmt: skip
    html = pages.page(
        "print.html.j2", numbered, publication, body=pages.body(numbered), modified=publication.modified(numbered)
    )
    style = f":root {{ --house: {publication.accent}; }}\n{_faces()}\n{pages.style('print')}"
    return _set_strictly(html, style, numbered)


def _head(numbered: NumberedChapter) -> list[str]:
    chapter = numbered.chapter
    return [chapter.title, chapter.kind, chapter.resolution.body, *(text for row in chapter.details for text in row)]


def require_libraries() -> None:
    """Nothing, if the libraries that WeasyPrint loads are there. Raises EnvironmentRefusal (Z701)."""
    if missing := bootstrap.missing_libraries():
        message = f"Für das PDF fehlen Bibliotheken des Systems: {', '.join(missing)}."
        raise EnvironmentRefusal(
            Diagnostic("Z701", Place("System"), message, f"Einrichten: {bootstrap.install_line()}")
        )


def _faces() -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f"src: url({face.path.as_uri()}); }}"
        for face in fonts.faces()
    )


def _set_strictly(html: str, style: str, numbered: NumberedChapter) -> bytes:
    with _faults_raised(numbered.chapter.source.name):
        return _set(html, style, numbered)


def _set(html: str, style: str, numbered: NumberedChapter) -> bytes:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetcher, configuration = _fetcher(), FontConfiguration()
    document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
        stylesheets=[weasyprint.CSS(string=style, url_fetcher=fetcher, font_config=configuration)],
        font_config=configuration,
    )
    _require_fitting(document, numbered)
    # The options of the file, not of the layout: given to ``render`` they are ignored without a word (WeasyPrint 70).
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _fetcher() -> Any:
    """A fetcher that gives the house's font files and refuses all else.

    WeasyPrint 70 embeds any local file that a link names as attachment, and only logs what a fetcher refuses; its
    ``FatalURLFetchingError`` alone stops the setting.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    allowed = {face.path.as_uri(): face.path for face in fonts.faces()}

    class HouseFonts(URLFetcher):  # type: ignore[misc]
        """Fonts of the house, by path."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
            """The font at this address."""
            if (path := allowed.get(url)) is None:
                raise FatalURLFetchingError(f"refused to fetch {url}")
            return URLFetcherResponse(url, Path(path).read_bytes())

    return HouseFonts()


def _require_fitting(document: Any, numbered: NumberedChapter) -> None:
    """Nothing, if every fragment of a line ends inside the page area. Raises InputRefusal (Z502) with all that do not."""
    wide: dict[str, float] = {}
    for page in document.pages:
        area = page._page_box  # noqa: SLF001 - WeasyPrint 70 has no public way to the boxes
        edge = area.content_box_x() + area.width
        for box in area.descendants():
            name = box.element.get("id", "") if box.element is not None and box.element_tag == "span" else ""
            if name.startswith("zeile-") and (over := box.position_x + box.width - edge) > _TOLERANCE:
                wide[name] = max(over, wide.get(name, 0))
    if wide:
        raise InputRefusal(*(
            Diagnostic("Z502", Place(numbered.chapter.source.name),
                       f"Zeile {name.removeprefix('zeile-')} ist {over * 25.4 / 96:.1f} mm zu breit für die Seite.",
                       "Die Zeilen dieses Textes sind länger, als die Seite fasst; siehe README, „Breite Zeilen“.")
            for name, over in wide.items()
        ))  # fmt: skip


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
