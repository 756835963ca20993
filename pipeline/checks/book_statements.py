"""What the package of a book states: features that are there, the standard, its date and author, and nothing forced on its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.word_difference import in_quotes
from pipeline.readback.containers import Element, text_of
from pipeline.readback.epub import EpubPackage
from pipeline.text.model import Resolution

TYPE = "{http://www.idpf.org/2007/ops}type"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
CONFORMANCE = re.compile(r"EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level (?:A|AA|AAA)")
NEEDED = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
"""EPUB Accessibility 1.1, 2.2."""


def findings(book: EpubPackage, resolution: Resolution | None) -> Iterator[str]:
    """What is stated and is not so, in words; the date and author are those of the resolution."""
    yield from _features(book)
    yield from _reader_decides(book)
    if resolution:
        yield from _dated(book, resolution)


def is_page_mark(each: Element) -> bool:
    """Whether a page of the PDF begins here."""
    return bool(each.get("role") == "doc-pagebreak" or each.get(TYPE) == "pagebreak")


def _features(book: EpubPackage) -> Iterator[str]:
    stated = [(each.get("property", ""), each) for each in book.package.iter("{*}meta")]
    said = {name: [text_of(each).strip() for prop, each in stated if prop == f"schema:{name}"] for name in NEEDED}
    for name in NEEDED:
        if not any(said[name]):
            yield f"Die Angabe {name} fehlt oder ist leer."
    features = set(said["accessibilityFeature"])
    there = {
        "tableOfContents": book.navigation("toc") is not None,
        "pageNavigation": book.navigation("page-list") is not None,
        "pageBreakMarkers": any(is_page_mark(each) for root in book.documents.values() for each in root.iter("*")),
        "alternativeText": any(True for _ in _pictures(book)),
    }
    for name, present in there.items():
        if (name in features) is not present:
            yield f"Zugesagt oder nicht, im Buch ist es anders: {name}."
    yield from _claims(stated)


def _pictures(book: EpubPackage) -> Iterator[Element]:
    """The pictures of the content; a cover is none."""
    for root in book.documents.values():
        yield from (each for each in root.iter("{*}img", "{*}svg") if each.get("role") != "doc-cover")


def _claims(stated: Sequence[tuple[str, Element]]) -> Iterator[str]:
    """A claim names its standard in the exact words, and who stands for it since when (EPUB Accessibility 1.1, 2.3)."""
    for claim in (each for name, each in stated if name == "dcterms:conformsTo"):
        if not CONFORMANCE.fullmatch(text_of(claim)):
            yield f"Der Wortlaut der Norm ist nicht der vorgeschriebene: {in_quotes(text_of(claim))}."
        certifiers = [
            each
            for name, each in stated
            if name == "a11y:certifiedBy" and each.get("refines") == f"#{claim.get('id')}" and text_of(each).strip()
        ]
        if not certifiers:
            yield "Das Buch sagt, dass es einer Norm folgt, aber nicht, wer das geprüft hat."
        dated = {each.get("refines") for name, each in stated if name == "dcterms:date"}
        if certifiers and not any(f"#{each.get('id')}" in dated for each in certifiers):
            yield "Das Buch sagt nicht, wann geprüft wurde."


def _reader_decides(book: EpubPackage) -> Iterator[str]:
    """Size, type and division of words are the reader's (displayTransformability)."""
    for item in book.package.iter("{*}item"):
        if item.get("media-type") != "text/css":
            continue
        style = re.sub(r"/\*.*?\*/", "", book.data(item).decode("utf-8", "replace"), flags=re.DOTALL)
        for found in sorted(
            set(re.findall(r"!important|\bfont(?:-size)?\s*:[^;}]*\d(?:px|pt)\b|hyphens\s*:\s*auto", style))
        ):
            yield f"Die Gestaltung nimmt dem Lesenden eine Wahl: {in_quotes(found)}."
    for name, root in book.documents.items():
        if SOFT_HYPHEN in text_of(root):
            yield f"{name}: Im Text steht ein bedingter Trennstrich (U+00AD)."


def _dated(book: EpubPackage, resolution: Resolution) -> Iterator[str]:
    day = resolution.day
    dates = [text_of(each).strip() for each in book.package.iter("{http://purl.org/dc/elements/1.1/}date")]
    if dates != ([day.isoformat()] if day else []):
        yield f"dc:date: erwartet {in_quotes(day.isoformat() if day else '')}, gefunden {in_quotes(', '.join(dates))}."
    creators = [text_of(each).strip() for each in book.package.iter("{http://purl.org/dc/elements/1.1/}creator")]
    body = resolution.body
    if creators != ([body] if body else []):
        yield f"dc:creator: erwartet {in_quotes(body)}, gefunden {in_quotes(', '.join(creators))}."
