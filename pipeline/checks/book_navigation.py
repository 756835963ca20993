"""What no validator notices in a book: whether its lists and links say the truth (Z635).

contents    every entry bears the name of what it leads to, and every heading has one
pages       list, marks and the pages of the finished S.pdf are the same
lines       each number leads to its line in the Zeilenfassung, and that line back
cover       is shown with an alternative text, and is legible
statements  what the package says of accessibility is there in the book
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

from pipeline.checks.finding import NOT_RUN, of_code
from pipeline.checks.finished import Finished
from pipeline.checks.word_difference import in_quotes
from pipeline.diagnostics import Diagnostic
from pipeline.publication.catalogue import CATALOGUE
from pipeline.readback import epub, read_file
from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.epub import EpubPackage
from pipeline.readback.reading import UnreadableError
from pipeline.readback.xhtml_lines import ANCHOR
from pipeline.readback.xhtml_listings import EDITION_ANCHOR
from pipeline.text import wording
from pipeline.text.model import Resolution

TYPE = "{http://www.idpf.org/2007/ops}type"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
LEGIBLE = 4.5
"""Contrast of the cover's type (WCAG 2.2, 1.4.3)."""
SHORTEST = 1000
"""Pixels of a cover's height, below which shops refuse it."""
CONFORMANCE = re.compile(r"EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level (?:A|AA|AAA)")
NEEDED = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
"""EPUB Accessibility 1.1, 2.2."""

_HEADING = re.compile(r"h[1-6]")
_SPAN = re.compile(rf".*\(({wording.pattern(*wording.SPANS).pattern})\)", re.DOTALL)


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the lists, links and statements of the book are true; its page list is held against the finished S.pdf."""
    opened = epub.opened_epub(file.data)
    pages = _pages_beside(file)
    if pages is None and opened.navigation("page-list"):
        message = "Die Seitenliste wurde mit keinem PDF verglichen: daneben liegt keines, das lesbar ist."
        yield Diagnostic(NOT_RUN, file.place, message, "Bauen Sie beide Ausgaben: make")
    resolution = file.truth.resolution if file.truth else None
    yield from file.findings(dict.fromkeys(of_code("Z635", findings(opened, resolution, pages))))


def _pages_beside(file: Finished) -> Sequence[int | None] | None:
    """The first lines of the pages of the PDF that lies beside the book; None where there is none to read."""
    name = f"{file.path.name.removesuffix(file.suffix)}{CATALOGUE['pdf'].suffix}"
    try:
        found = read_file(
            file.path.with_name(name).read_bytes(), CATALOGUE["pdf"].suffix, [each.slug for each in file.chapters]
        )
    except (OSError, UnreadableError):
        return None
    return found.pages.first_lines if found.pages else None


def findings(book: EpubPackage, resolution: Resolution | None, pages: Sequence[int | None] | None) -> Iterator[str]:
    """What is wrong, in words; ``pages`` are the first lines of the pages of S.pdf, None where nobody knows them."""
    yield from _contents(book)
    yield from _page_list(book, pages)
    yield from _links(book)
    yield from _cover(book)
    yield from _statements(book)
    yield from _reader_decides(book)
    if resolution:
        yield from _dated(book, resolution)


def _contents(book: EpubPackage) -> Iterator[str]:
    found = book.navigation("toc")
    if found is None:
        yield "Das Inhaltsverzeichnis fehlt."
        return
    base, nav = found
    reached: list[Element] = []
    for link in nav.iter("{*}a"):
        name, target = _said(link), book.target(link.get("href", ""), base)
        if target is None:
            yield f"Inhalt: {in_quotes(name)} führt ins Leere ({link.get('href')})."
            continue
        reached.append(target)
        if name not in set(_names(target)):
            called = next(iter(_names(target)), "")
            yield f"Inhalt: der Eintrag {in_quotes(name)} führt zu {in_quotes(called)}."
    for root in book.documents.values():
        for heading in root.iter("{*}h2"):
            if "chapter" in _around(heading) and heading not in reached:
                yield f"Inhalt: die Überschrift {in_quotes(_said(heading))} hat keinen Eintrag."
    if not any(each.get(TYPE) == "bodymatter" for each in nav.getroottree().getroot().iter("{*}a")):
        yield "Die Orientierung nennt nicht, wo der Text beginnt."


def _names(target: Element) -> Iterator[str]:
    """What the contents may call it: its heading, with its lines or by its lines alone; a document by its title."""
    if local_name(target) == "html":
        for title in target.iter("{*}title"):
            yield _said(title)
            yield _said(title).partition(":")[0]
        for heading in target.iter("{*}h1"):
            yield _said(heading)
        if any("titlepage" in each.get(TYPE, "").split() for each in target.iter("{*}section")):
            yield from wording.forms("Titelseite")
        return
    if not _HEADING.fullmatch(local_name(target)):
        return
    words = _without_calls(target)
    yield words
    lines = _SPAN.fullmatch(words)
    if lines:
        yield lines[1]
    for way in target.itersiblings("{*}p"):
        if "way" in way.get("class", "").split():
            yield f"{words}, {_said(way)}"
            # Beside a title in a language that the program does not write.
            yield f"{words}, {'–'.join(re.findall('[0-9]+', _said(way)))}"


def _page_list(book: EpubPackage, pages: Sequence[int | None] | None) -> Iterator[str]:
    listed = list(_listed_pages(book))
    marks = [(name, each) for name, root in book.documents.items() for each in root.iter("*") if _is_mark(each)]
    claimed = any(each.get("property") == "pageBreakSource" for each in book.package.iter("{*}meta"))
    if claimed is not bool(listed):
        yield "Seitenliste und Angabe der Quelle ihrer Seiten (pageBreakSource) gehören zusammen; eines fehlt."
    if [number for number, _ in listed] != [str(at) for at in range(1, len(listed) + 1)]:
        yield "Die Seitenliste zählt nicht von 1 an fort."
    if [each for _, each in listed] != [each for _, each in marks]:
        yield "Seitenliste und Seitenmarken sind nicht dieselben, oder nicht in derselben Reihenfolge."
    for number, mark in listed:
        names = [form.format(page=number) for form in wording.forms("Seite {page}")]
        if mark is not None and mark.get("aria-label") not in names:
            yield f"Die Marke der Seite {number} heißt {in_quotes(mark.get('aria-label', ''))}."
    for _, mark in marks:
        if any(_HEADING.fullmatch(local_name(each)) for each in mark.iterancestors()):
            yield f"Die Marke {in_quotes(mark.get('aria-label', ''))} steht in einer Überschrift und wird mit ihr vorgelesen."
    if pages is not None and listed:
        yield from _as_printed([mark for _, mark in listed], pages)


def _listed_pages(book: EpubPackage) -> Iterator[tuple[str, Element | None]]:
    found = book.navigation("page-list")
    if found:
        base, nav = found
        yield from ((_said(link), book.target(link.get("href", ""), base)) for link in nav.iter("{*}a"))


def _as_printed(marks: Sequence[Element | None], pages: Sequence[int | None]) -> Iterator[str]:
    """The first page begins with the title, whatever lines are on it."""
    if len(marks) != len(pages):
        yield f"Die Seitenliste hat {len(marks)} Seiten, das PDF {len(pages)}."
        return
    for number, (mark, printed) in enumerate(zip(marks[1:], pages[1:], strict=True), 2):
        begins = _line_after(mark) if mark is not None else None
        # A page without a line stands before something else, or before the next page that has one.
        following = next((each for each in pages[number - 1 :] if each is not None), None)
        if begins != printed and (printed is not None or begins != following):
            yield f"Seite {number} beginnt im PDF mit {_line(printed)}, hier mit {_line(begins)}."


def _line(number: int | None) -> str:
    return f"Zeile {number}" if number else "keiner Zeile"


def _line_after(mark: Element) -> int | None:
    """The first line that begins behind the mark in its document."""
    for each in mark.xpath("following::*[@id]"):
        if found := ANCHOR.fullmatch(each.get("id")):
            return int(found[1])
    return None


def _links(book: EpubPackage) -> Iterator[str]:
    """Numbers and Zeilenfassung, both ways."""
    lines = {each: name for name, root in book.documents.items() for each in root.iter("*") if _is_line(each)}
    for line, base in lines.items():
        number = _number(ANCHOR, line)
        if any(local_name(each) == "a" for each in line.iterancestors()):
            continue  # a link inside a link is none
        for mark in line.iter("{*}a"):
            if "number" not in mark.get("class", "").split():
                continue
            row = book.target(mark.get("href", ""), base)
            if row is None or _number(EDITION_ANCHOR, row) != number:
                yield f"Die Nummer der Zeile {number} führt nicht zu ihr in der Zeilenfassung."
                continue
            there = book.place(mark.get("href", ""), base)[0]
            back = [book.target(link.get("href", ""), there) for link in row.iter("{*}a")]
            if line not in back:
                yield f"Zeile {number} der Zeilenfassung führt nicht zurück zu ihrer Stelle im Text."
            break
        else:
            yield f"Von Zeile {number} führt kein Weg in die Zeilenfassung."


def _is_line(each: Element) -> bool:
    return bool(ANCHOR.fullmatch(each.get("id", "")))


def _number(pattern: re.Pattern[str], each: Element) -> int | None:
    found = pattern.fullmatch(each.get("id", ""))
    return int(found[1]) if found else None


def _cover(book: EpubPackage) -> Iterator[str]:
    item = book.item("cover-image")
    if item is None:
        return
    name = book.place(item.get("href", ""), book.path)[0]
    shown = [
        image
        for base, root in book.documents.items()
        for image in root.iter("{*}img")
        if book.place(image.get("src", ""), base)[0] == name
    ]
    title = next((text_of(each).strip() for each in book.package.iter("{*}title")), "")
    if not shown:
        yield "Der Umschlag wird nirgends gezeigt und hat so keinen Alternativtext."
    elif any(title not in image.get("alt", "") for image in shown):
        yield "Der Alternativtext des Umschlags nennt den Titel nicht."
    try:
        with Image.open(BytesIO(book.data(item))) as image:
            yield from _legible(image.convert("RGB"))
    except (UnreadableError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        yield f"Der Umschlag ist kein lesbares Bild: {error}."


def _legible(image: Image.Image) -> Iterator[str]:
    if image.height < SHORTEST:
        yield f"Der Umschlag ist mit {image.height} Bildpunkten zu niedrig, nötig sind {SHORTEST}."
    colours = Counter({colour: count for count, colour in image.getcolors(image.width * image.height) or ()})
    common = [colour for colour, _ in colours.most_common(2)]
    if len(common) < 2:  # noqa: PLR2004 - paper and ink
        yield "Auf dem Umschlag steht nichts."
        return
    light, dark = sorted((_luminance(each) for each in common), reverse=True)
    if (ratio := (light + 0.05) / (dark + 0.05)) < LEGIBLE:
        yield f"Die Schrift des Umschlags hat nur einen Kontrast von {ratio:.1f}:1, nötig sind 4,5:1."


def _luminance(colour: object) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [value / 255 for value in colour] if isinstance(colour, tuple) else [0.0, 0.0, 0.0]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)  # noqa: PLR2004
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _statements(book: EpubPackage) -> Iterator[str]:
    stated = [(each.get("property", ""), each) for each in book.package.iter("{*}meta")]
    said = {name: [text_of(each).strip() for prop, each in stated if prop == f"schema:{name}"] for name in NEEDED}
    for name in NEEDED:
        if not any(said[name]):
            yield f"Die Angabe {name} fehlt oder ist leer."
    features = set(said["accessibilityFeature"])
    there = {
        "tableOfContents": book.navigation("toc") is not None,
        "pageNavigation": book.navigation("page-list") is not None,
        "pageBreakMarkers": any(_is_mark(each) for root in book.documents.values() for each in root.iter("*")),
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


def _is_mark(each: Element) -> bool:
    return bool(each.get("role") == "doc-pagebreak" or each.get(TYPE) == "pagebreak")


def _around(each: Element) -> set[str]:
    """The classes of what stands around the element."""
    return {name for ancestor in each.iterancestors() for name in ancestor.get("class", "").split()}


def _without_calls(heading: Element) -> str:
    """What the heading says, but for the notes that it calls."""
    said = heading.xpath(".//text()[not(ancestor::*[contains(concat(' ', @class, ' '), ' call ')])]")
    return " ".join("".join(said).split())


def _said(each: Element) -> str:
    return " ".join(text_of(each).split())
