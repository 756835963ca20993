"""The web page and the EPUB, read back: documents, package and container around the lines of ``xhtml_lines``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.readback import chapter_names, xhtml_chapters, xhtml_lines, xhtml_listings, xhtml_transcript
from pipeline.readback.containers import Element, text_of
from pipeline.readback.epub import html_root, opened_epub
from pipeline.readback.reading import (
    ChapterReading,
    FileReading,
    ReadLine,
    Remark,
    Stated,
    Stray,
    UnreadableError,
)
from pipeline.text.struck_words import struck_in_events

# HTML, 13.1.2: browsers take <span/> for a start tag that is never closed; only void elements may look so.
_UNCLOSED = re.compile(
    rb"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-z][a-z0-9]*)\b[^<>]*/>"
)

_OF_THE_PAGE = frozenset({"<title>", "<h1>"})
"""The titles of a web page that are those of the whole."""


def web_page(data: bytes, slugs: Sequence[str] = ()) -> FileReading:
    """The page, read by its anchors; that of a book is cut at the titles of its chapters. Raises UnreadableError."""
    root = html_root(data, "die Seite")
    tags = dict.fromkeys(found.decode() for found in _UNCLOSED.findall(data))
    unclosed = [Remark("Z608", f"<{tag}/> lassen Browser offen, denn die Seite ist HTML.") for tag in tags]
    if len(slugs) <= 1:
        alone = merged([root])
        return replace(alone, remarks=(*alone.remarks, *unclosed))
    names = chapter_names.prefixes(slugs)
    chapters = tuple(_chapter([xhtml_chapters.chapter_excerpt(root, name)], level=2) for name in names)
    foreign = xhtml_chapters.foreign(root, slugs)
    return _bound(
        chapters, merged([root]), [*unclosed, *xhtml_chapters.order_of_titles([root], slugs), *foreign], _OF_THE_PAGE
    )


def epub(data: bytes, slugs: Sequence[str] = ()) -> FileReading:
    """The book, its documents in the order of the spine; of several chapters a document or two each.

    Raises UnreadableError.
    """
    book = opened_epub(data)
    titles = tuple(Stated("dc:title", text_of(each).strip()) for each in book.package.iter("{*}title"))
    languages = tuple(Stated("dc:language", text_of(each).strip()) for each in book.package.iter("{*}language"))
    of_package = Stated("Sprache des Pakets", book.package.get(xhtml_lines.XML_LANG, ""))
    roots = [*book.documents.values()]
    whole = merged(roots, titles[:1], (of_package, *languages))
    if len(slugs) <= 1:
        return whole
    chapters = []
    for slug, name in zip(slugs, chapter_names.prefixes(slugs), strict=True):
        found = [
            xhtml_chapters.chapter_document(root, list(root), name)
            for root in roots
            if xhtml_chapters.holds(root, name)
        ]
        if not any(each.get("id") == chapter_names.TITLE for root in found for each in root.iter("*")):
            raise UnreadableError(f"das Kapitel {slug} fehlt")
        chapters.append(_chapter(found))
    remarks = [remark for root in roots for remark in xhtml_chapters.foreign(root, slugs)]
    return _bound(chapters, whole, [*remarks, *xhtml_chapters.order_of_titles(roots, slugs)], frozenset({"dc:title"}))


def _bound(
    chapters: Iterable[ChapterReading], whole: FileReading, remarks: Iterable[Remark], titles: frozenset[str]
) -> FileReading:
    """A book: what was read of the whole, as far as it is not its chapters' own."""
    return replace(
        whole,
        chapters=tuple(chapters),
        titles=tuple(each for each in whole.titles if each.where in titles),
        # The headings of the Zeilenfassung, and all remarks on lines, are each chapter's own.
        contents=tuple(each for each in whole.contents if each.where != xhtml_listings.EDITION),
        remarks=(*(each for each in whole.remarks if each.code == "Z608"), *remarks),
    )


def _chapter(roots: Iterable[Element], level: int = 1) -> ChapterReading:
    """A chapter of several: what its documents say is said of it."""
    read = merged(roots, level=level)
    return replace(read.chapters[0], titles=read.titles, contents=read.contents, remarks=read.remarks)


def merged(
    roots: Iterable[Element], titles: tuple[Stated, ...] = (), languages: tuple[Stated, ...] = (), level: int = 1
) -> FileReading:
    """The documents as those of one chapter by itself, whose title is a heading of ``level``.

    Documents without lines say nothing about the title.
    """
    roots = tuple(roots)
    edition: list[ReadLine] = []
    stray: list[Stray] = []
    contents: list[Stated] = []
    found = xhtml_lines.XhtmlDocument([], list(titles), list(languages))
    for root in roots:
        each = xhtml_lines.lines_of_document(root, level)
        found.lines += each.lines
        found.remarks += each.remarks
        found.languages += each.languages
        found.titles += each.titles if each.lines else []
        contents += xhtml_listings.contents(root)
        stray += xhtml_listings.beside(root)
        for row in xhtml_listings.line_edition(root):
            edition += [row] if isinstance(row, ReadLine) else []
            stray += [row] if isinstance(row, Stray) else []
    transcript = xhtml_transcript.of_documents(roots, level)
    found.remarks += xhtml_listings.struck_otherwise(roots, struck_in_events(transcript))
    chapter = ChapterReading(
        tuple(found.lines),
        line_true=False,
        line_edition=tuple(edition),
        stray=tuple(stray),
        transcript=transcript,
    )
    stated = tuple(found.titles), tuple(found.languages), tuple(contents)
    return FileReading((chapter,), *stated, tuple(found.remarks))
