"""The web page and the EPUB, read back: documents, package and container around the lines of ``markup``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.readback import xhtml_lines, xhtml_listings, xhtml_transcript
from pipeline.readback.containers import Element, text_of
from pipeline.readback.epub import opened, page
from pipeline.readback.reading import SPACES, Outline, Reading, ReadLine, Remark, Stated, Stray

# HTML, 13.1.2: browsers take <span/> for a start tag that is never closed; only void elements may look so.
_UNCLOSED = re.compile(
    rb"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-z][a-z0-9]*)\b[^<>]*/>"
)


def web_page(data: bytes) -> Reading:
    """The page, read by its anchors. Raises UnreadableError."""
    reading = merged([page(data, "die Seite")])
    tags = dict.fromkeys(found.decode() for found in _UNCLOSED.findall(data))
    remarks = (Remark("Z608", f"<{tag}/> lassen Browser offen, denn die Seite ist HTML.") for tag in tags)
    return replace(reading, remarks=(*reading.remarks, *remarks))


def merged(
    roots: Iterable[Element], titles: tuple[Stated, ...] = (), languages: tuple[Stated, ...] = (), level: int = 1
) -> Reading:
    """The documents as one reading; those without lines say nothing about the chapter's title, a heading of ``level``."""
    roots = tuple(roots)
    edition: list[ReadLine] = []
    stray: list[Stray] = []
    contents: list[Stated] = []
    found = xhtml_lines.Document([], list(titles), list(languages))
    for root in roots:
        each = xhtml_lines.document(root, level)
        found.lines += each.lines
        found.blocks += each.blocks
        found.lists += each.lists
        found.remarks += each.remarks
        found.languages += each.languages
        found.titles += each.titles if each.lines else []
        contents += xhtml_listings.contents(root)
        found.unnumbered += each.unnumbered
        found.objects += each.objects
        found.pictures += each.pictures
        stray += xhtml_listings.beside(root)
        for row in xhtml_listings.line_edition(root):
            edition += [row] if isinstance(row, ReadLine) else []
            stray += [row] if isinstance(row, Stray) else []
    return Reading(
        tuple(found.lines),
        line_true=False,
        titles=tuple(found.titles),
        languages=tuple(found.languages),
        outline=Outline(tuple(found.blocks), tuple(found.lists)),
        line_edition=tuple(edition),
        contents=tuple(contents),
        stray=tuple(stray),
        unnumbered=tuple(replace(each, text=each.text.strip(SPACES)) for each in found.unnumbered if each.text.strip()),
        objects=tuple(found.objects),
        pictures=tuple(found.pictures),
        remarks=tuple(found.remarks),
        transcript=xhtml_transcript.of_documents(roots, level),
    )


def epub(data: bytes) -> Reading:
    """The book, its documents in the order of the spine. Raises UnreadableError."""
    book = opened(data)
    titles = tuple(Stated("dc:title", text_of(each).strip()) for each in book.package.iter("{*}title"))
    languages = tuple(Stated("dc:language", text_of(each).strip()) for each in book.package.iter("{*}language"))
    of_package = Stated("Sprache des Pakets", book.package.get(xhtml_lines.XML_LANG, ""))
    return merged(book.documents.values(), titles[:1], (of_package, *languages))
