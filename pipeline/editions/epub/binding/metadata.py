"""What the package says of the book: Dublin Core, accessibility (EPUB Accessibility 1.1), and who has evaluated it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.editions.epub.binding.container import Statement
from pipeline.publication.settings import Publication
from pipeline.text.model import Resolution

FEATURES = ("tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "ARIA", "unlocked")
"""What is true of every book (Schema.org accessibilityFeature).

No alternativeText: the cover alone is a picture, and a cover is no content (the same practice leaves out the access mode
"visual": accessibility vocabulary of the W3C, issue 38).
"""

PAGE_FEATURES = ("pageBreakMarkers", "pageNavigation")

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""Compared character by character (EPUB Accessibility 1.1, 2.3)."""

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def identifier(title: str, resolution: Resolution, publication: Publication, slug: str) -> str:
    """The same URN for every build of this text: derived from its web address, or else from what it is."""
    name = publication.address or "|".join(["zeilentreu", title, resolution.body, str(resolution.day or "")])
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#{slug}").urn


@dataclass(frozen=True, slots=True)
class Access:
    """How a book can be read, as far as books differ."""

    summary: str
    pages: str = ""
    """Which edition the page list follows; empty where there is none."""
    pictures: bool = False
    """Whether the content has pictures, each with an alternative text."""
    language: str = "de"
    """That of the summary."""


def statements(title: str, resolution: Resolution, publication: Publication, access: Access) -> Iterator[Statement]:
    """Every statement in order, but for who has evaluated the book."""
    yield Statement("dc:title", title, identity="haupttitel")
    yield Statement("title-type", "main", refines="haupttitel")
    yield Statement("dc:language", publication.language)
    if resolution.body:
        yield Statement("dc:creator", resolution.body, identity="urheber")
        yield Statement("role", "aut", refines="urheber", attributes=(("scheme", "marc:relators"),))
    if publication.publisher:
        yield Statement("dc:publisher", publication.publisher)
    if resolution.day:
        yield Statement("dc:date", resolution.day.isoformat())
    if publication.rights:
        yield Statement("dc:rights", publication.rights)
    yield from _accessible(access)


def _accessible(access: Access) -> Iterator[Statement]:
    """EPUB Accessibility 1.1, 2.2: what the book offers and asks for."""
    yield Statement("schema:accessMode", "textual")
    yield Statement("schema:accessModeSufficient", "textual")
    if access.pictures:
        yield Statement("schema:accessMode", "visual")
        yield Statement("schema:accessModeSufficient", "textual,visual")
    more = (*(PAGE_FEATURES if access.pages else ()), *(("alternativeText",) if access.pictures else ()))
    for feature in (*FEATURES, *more):
        yield Statement("schema:accessibilityFeature", feature)
    yield Statement("schema:accessibilityHazard", "none")
    yield Statement("schema:accessibilitySummary", access.summary, attributes=((LANGUAGE, access.language),))
    if access.pages:
        yield Statement("pageBreakSource", access.pages)


def evaluated(publication: Publication) -> Iterator[Statement]:
    """Conformance is claimed for whoever has evaluated the book, never by us (EPUB Accessibility 1.1, 2.3)."""
    evaluation = publication.evaluation
    if evaluation.on:
        yield Statement("dcterms:conformsTo", CONFORMANCE, identity="konform")
        yield Statement("a11y:certifiedBy", evaluation.by, refines="konform", identity="pruefer")
        yield Statement("dcterms:date", evaluation.on.isoformat(), refines="pruefer")
