"""What no validator notices in a book: whether its lists and links say the truth (Z635).

contents    every entry bears the name of what it leads to, and every heading has one
pages       list, marks and the pages of the finished S.pdf are the same
lines       each number leads to its line in the Zeilenfassung, and that line back

What the cover shows and what the package states belong to it: ``book_cover``, ``book_statements``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks import book_cover, book_statements
from pipeline.checks.book_statements import TYPE, is_page_mark
from pipeline.checks.finding import NOT_RUN, of_code
from pipeline.checks.finished import Finished
from pipeline.checks.web_links import rests
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
    for root in book.documents.values():
        yield from rests(root)
    yield from book_cover.findings(book)
    yield from book_statements.findings(book, resolution)


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
    marks = [(name, each) for name, root in book.documents.items() for each in root.iter("*") if is_page_mark(each)]
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


def _around(each: Element) -> set[str]:
    """The classes of what stands around the element."""
    return {name for ancestor in each.iterancestors() for name in ancestor.get("class", "").split()}


def _without_calls(heading: Element) -> str:
    """What the heading says, but for the notes that it calls."""
    said = heading.xpath(".//text()[not(ancestor::*[contains(concat(' ', @class, ' '), ' call ')])]")
    return " ".join("".join(said).split())


def _said(each: Element) -> str:
    return " ".join(text_of(each).split())
