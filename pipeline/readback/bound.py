"""A book of several chapters, read back: each chapter as if it stood by itself, so that one comparison serves both.

What is cut out is turned into what the file of a single chapter has: ids lose the chapter's prefix, its title becomes
the title, its pages become the pages.

    kapitel-inklusion-zeile-17   ──▶   zeile-17
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.publication.catalogue import CATALOGUE, Medium
from pipeline.readback import data as plain
from pipeline.readback import docx, pdf, xhtml, xhtml_listings
from pipeline.readback import epub as books
from pipeline.readback.containers import Element
from pipeline.readback.reading import Reading, Remark, Stated, UnreadableError
from pipeline.readback.xhtml_lines import ANCHOR

TITLE = "titel"


def prefix(slug: str) -> str:
    """What the ids of a chapter begin with (house contract)."""
    return f"kapitel-{slug}-"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a file gives of a book: what it says of the whole, and a reading of each chapter."""

    titles: tuple[Stated, ...]
    languages: tuple[Stated, ...]
    chapters: tuple[Reading, ...]
    contents: tuple[Stated, ...] = ()
    """Where chapters and sections are listed."""
    remarks: tuple[Remark, ...] = ()


def lines_table(data: bytes, slugs: Sequence[str]) -> Bound:
    """The table, one row a line: chapter TAB number TAB words. Raises UnreadableError."""
    rows: dict[str, list[str]] = {slug: [] for slug in slugs}
    order, remarks = list[str](), list[Remark]()
    for row in plain.decoded(data).removesuffix("\n").split("\n"):
        slug, _, rest = row.partition("\t")
        if slug in rows:
            rows[slug].append(f"{rest}\n")
            order += [slug] if slug not in order[-1:] else []
        else:
            remarks.append(Remark("Z612", f"Die Zeile „{row[:80]}“ gehört zu keinem Kapitel."))
    if order != [slug for slug in slugs if rows[slug]]:
        remarks.append(Remark("Z602", f"Die Kapitel stehen in der Reihenfolge {', '.join(order)}."))
    tables = (plain.lines_table("".join(each).encode()) for each in rows.values())
    return Bound((), (), tuple(tables), remarks=tuple(remarks))


def model(data: bytes, slugs: Sequence[str]) -> Bound:
    """The model. Raises UnreadableError."""
    plain.book(data)
    found = json.loads(data)
    chapters = tuple(plain.model(json.dumps(each).encode()) for each in found["chapters"])
    named = [each.model.slug for each in chapters if each.model]
    remarks = () if named == list(slugs) else (Remark("Z602", f"Die Kapitel sind {', '.join(named)}."),)
    by_slug = dict(zip(named, chapters, strict=False))
    if missing := [slug for slug in slugs if slug not in by_slug]:
        raise UnreadableError(f"das Kapitel {missing[0]} fehlt")
    language = (Stated("language", str(found.get("language", ""))),)
    title = (Stated("title", str(found.get("title", ""))),)
    return Bound(title, language, tuple(by_slug[slug] for slug in slugs), remarks=remarks)


def web_page(data: bytes, slugs: Sequence[str]) -> Bound:
    """The page, cut at the titles of its chapters. Raises UnreadableError."""
    whole = xhtml.web_page(data)
    root = books.page(data, "die Seite")
    cut = [_excerpt(root, prefix(slug)) for slug in slugs]
    chapters = tuple(xhtml.merged([each], level=2) for each in cut)
    titles = tuple(each for each in whole.titles if each.where in {"<title>", "<h1>"})
    foreign = tuple(remark for each in (root,) for remark in _foreign(each, slugs))
    remarks = (*_other(whole), *_in_order(root, slugs), *foreign)
    return Bound(titles, whole.languages, chapters, _listed(whole), remarks)


def epub(data: bytes, slugs: Sequence[str]) -> Bound:
    """The book, a document a chapter. Raises UnreadableError."""
    whole, opened = xhtml.epub(data), books.opened(data)
    chapters, remarks = list[Reading](), list[Remark]()
    for slug in slugs:
        names = {prefix(slug) + TITLE, prefix(slug) + "zeilenfassung"}
        found = [
            _document(root, list(root), prefix(slug))
            for root in opened.documents.values()
            if any(each.get("id") in names for each in root.iter("*"))
        ]
        if not any(each.get("id") == TITLE for root in found for each in root.iter("*")):
            raise UnreadableError(f"das Kapitel {slug} fehlt")
        chapters.append(xhtml.merged(found))
    for root in opened.documents.values():
        remarks += _foreign(root, slugs)
    order = [
        slug
        for root in opened.documents.values()
        for slug in slugs
        if any(each.get("id") == prefix(slug) + TITLE for each in root.iter("*"))
    ]
    if order != list(slugs):
        remarks.append(Remark("Z602", f"Die Kapitel stehen in der Reihenfolge {', '.join(order)}."))
    titles = tuple(each for each in whole.titles if each.where == "dc:title")
    return Bound(titles, whole.languages, tuple(chapters), _listed(whole), (*_other(whole), *remarks))


def _listed(whole: Reading) -> tuple[Stated, ...]:
    """The contents; the headings of the Zeilenfassung are each chapter's own."""
    return tuple(each for each in whole.contents if each.where != xhtml_listings.EDITION)


def _other(whole: Reading) -> Iterator[Remark]:
    """What is said of the file itself: remarks on lines are those of the chapters."""
    return (each for each in whole.remarks if each.code == "Z608")


def _excerpt(root: Element, start: str) -> Element:
    """A document with the chapter and its part of the Zeilenfassung."""
    title = next((each for each in root.iter("*") if each.get("id") == start + TITLE), None)
    article = next((each for each in title.iterancestors("{*}article")), None) if title is not None else None
    if article is None:
        raise UnreadableError(f"das Kapitel {start.removeprefix('kapitel-').rstrip('-')} fehlt")
    edition = [each for each in root.iter("{*}section") if each.get("aria-labelledby") == f"{start}zeilenfassung"]
    return _document(root, [article, *edition], start)


def _document(root: Element, content: Sequence[Element], start: str) -> Element:
    """A document with this content, its ids without the prefix."""
    made = root.makeelement(root.tag, dict(root.attrib), root.nsmap)
    made.extend([deepcopy(each) for each in content])
    for each in made.iter("*"):
        for name in ("id", "aria-labelledby"):
            if each.get(name, "").startswith(start):
                each.set(name, each.get(name).removeprefix(start))
        address, mark, fragment = each.get("href", "").partition("#")
        if mark and fragment.startswith(start):
            each.set("href", f"{address}#{fragment.removeprefix(start)}")
    return made


def _foreign(root: Element, slugs: Sequence[str]) -> Iterator[Remark]:
    """Lines whose anchors are those of another chapter, or of none."""
    for each in root.iter("*"):
        name = each.get("id", "")
        if not ANCHOR.fullmatch(name):
            continue
        within = next(each.iterancestors("{*}article"), root)
        around = {other.get("id", "") for other in within.iter("*")}
        if not any(name.startswith(prefix(slug)) and prefix(slug) + TITLE in around for slug in slugs):
            yield Remark("Z606", f"Der Anker „{name}“ gehört zu keinem Kapitel dieses Dokuments.")


def _in_order(root: Element, slugs: Sequence[str]) -> Iterator[Remark]:
    names = {prefix(slug) + TITLE: slug for slug in slugs}
    order = [names[each.get("id")] for each in root.iter("*") if each.get("id") in names]
    if order != list(slugs):
        yield Remark("Z602", f"Die Kapitel stehen in der Reihenfolge {', '.join(order)}.")


def pdf_file(data: bytes, slugs: Sequence[str]) -> Bound:
    """The PDF, cut at the pages on which chapters begin. Raises UnreadableError."""
    return _pdf(pdf.bound(data, [prefix(slug) for slug in slugs], TITLE))


def print_pdf_file(data: bytes, slugs: Sequence[str]) -> Bound:
    """The PDF for the print shop. Raises UnreadableError."""
    return _pdf(pdf.bound_print_pdf(data, [prefix(slug) for slug in slugs], TITLE))


def _pdf(read: tuple[Reading, tuple[Reading, ...]]) -> Bound:
    whole, chapters = read
    titles = tuple(each for each in whole.titles if each.exact)
    return Bound(titles, whole.languages, chapters, whole.contents, whole.remarks)


def word(data: bytes, slugs: Sequence[str]) -> Bound:
    """The Word document, cut at the titles of its chapters. Raises UnreadableError."""
    whole, chapters = docx.bound(data, slugs)
    return Bound(whole.titles, whole.languages, chapters, whole.contents, whole.remarks)


Reader = Callable[[bytes, Sequence[str]], Bound]

_BY_MEDIUM: Mapping[Medium, Reader] = {
    Medium.TABLE: lines_table,
    Medium.MODEL: model,
    Medium.WEB: web_page,
    Medium.PDF: pdf_file,
    Medium.PRINT: print_pdf_file,
    Medium.EPUB: epub,
    Medium.WORD: word,
}

BOUND_READERS: Mapping[str, Reader] = MappingProxyType(
    {each.suffix: _BY_MEDIUM[each.medium] for each in CATALOGUE.values() if not each.easy}
)
"""The reader of each kind of file of a book; the slugs are those of its chapters in order."""
