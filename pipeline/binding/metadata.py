"""What the package says of the book: Dublin Core, accessibility (EPUB Accessibility 1.1), and who has evaluated it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from pipeline.binding.package import Statement
from pipeline.model import Resolution
from pipeline.publication import Publication

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


def statements(title: str, resolution: Resolution, publication: Publication, pages: str) -> Iterator[Statement]:
    """Every statement in order; ``pages`` says which edition the page list follows, empty where there is none."""
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
    yield from _accessible(pages)
    yield from _evaluated(publication)


def _accessible(pages: str) -> Iterator[Statement]:
    """EPUB Accessibility 1.1, 2.2: what the book offers and asks for."""
    yield Statement("schema:accessMode", "textual")
    yield Statement("schema:accessModeSufficient", "textual")
    for feature in (*FEATURES, *(PAGE_FEATURES if pages else ())):
        yield Statement("schema:accessibilityFeature", feature)
    yield Statement("schema:accessibilityHazard", "none")
    yield Statement("schema:accessibilitySummary", _summary(pages), attributes=((LANGUAGE, "de"),))
    if pages:
        yield Statement("pageBreakSource", pages)


def _summary(pages: str) -> str:
    marks = " Seitenmarken und Seitenliste folgen der PDF-Ausgabe." if pages else ""
    return (
        "Reiner Text; das einzige Bild ist der Umschlag. Amtliche Zeilennummern stehen klein im Lesetext und werden "
        "nicht vorgelesen; die Zeilenfassung im Anhang nennt jede Zeile mit ihrer Nummer als Text." + marks
    )


def _evaluated(publication: Publication) -> Iterator[Statement]:
    """Conformance is claimed for whoever has evaluated the book, never by us (EPUB Accessibility 1.1, 2.3)."""
    evaluation = publication.evaluation
    if evaluation.on:
        yield Statement("dcterms:conformsTo", CONFORMANCE, identity="konform")
        yield Statement("a11y:certifiedBy", evaluation.by, refines="konform", identity="pruefer")
        yield Statement("dcterms:date", evaluation.on.isoformat(), refines="pruefer")
