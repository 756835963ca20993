"""The web page and the EPUB, read back: documents, package and container around the lines of ``markup``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from pipeline.checks.readback import listings, markup
from pipeline.checks.readback.containers import Element, local, member, members, text_of, tree
from pipeline.checks.readback.reading import Outline, Reading, ReadLine, Remark, Stated, Stray, UnreadableError

XHTML = "application/xhtml+xml"


# HTML, 13.1.2: browsers take <span/> for a start tag that is never closed; only void elements may look so.
_UNCLOSED = re.compile(
    rb"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-z][a-z0-9]*)\b[^<>]*/>"
)


def web_page(data: bytes) -> Reading:
    """The page, read by its anchors. Raises UnreadableError."""
    reading = _merged([_html(data, "die Seite")])
    tags = dict.fromkeys(found.decode() for found in _UNCLOSED.findall(data))
    remarks = (Remark("Z608", f"<{tag}/> lassen Browser offen, denn die Seite ist HTML.") for tag in tags)
    return replace(reading, remarks=(*reading.remarks, *remarks))


def _html(data: bytes, name: str) -> Element:
    root = tree(data, name)
    if local(root) != "html":
        raise UnreadableError(f"{name} ist kein HTML, sondern beginnt mit <{local(root)}>")
    return root


def _merged(roots: Iterable[Element], titles: tuple[Stated, ...] = (), languages: tuple[Stated, ...] = ()) -> Reading:
    """The documents as one reading; those without lines say nothing about the chapter's title."""
    edition: list[ReadLine] = []
    stray: list[Stray] = []
    contents: list[Stated] = []
    found = markup.Document([], list(titles), list(languages))
    for root in roots:
        each = markup.document(root)
        found.lines += each.lines
        found.blocks += each.blocks
        found.lists += each.lists
        found.remarks += each.remarks
        found.languages += each.languages
        found.titles += each.titles if each.lines else []
        contents += listings.contents(root)
        stray += each.stray
        for row in listings.line_edition(root):
            edition += [row] if isinstance(row, ReadLine) else []
            stray += [row] if isinstance(row, Stray) else []
    return Reading(
        tuple(found.lines), line_true=False, titles=tuple(found.titles), languages=tuple(found.languages),
        outline=Outline(tuple(found.blocks), tuple(found.lists)), line_edition=tuple(edition),
        contents=tuple(contents), stray=tuple(stray), remarks=tuple(found.remarks),
    )  # fmt: skip


def epub(data: bytes) -> Reading:
    """The book, its documents in the order of the spine. Raises UnreadableError."""
    archive = members(data)
    if member(archive, "mimetype").strip() != b"application/epub+zip":
        raise UnreadableError("der Eintrag mimetype nennt kein EPUB")
    path = _package_path(archive)
    package = tree(member(archive, path), path)
    titles = tuple(Stated("dc:title", text_of(each).strip()) for each in package.iter("{*}title"))
    languages = tuple(Stated("dc:language", text_of(each).strip()) for each in package.iter("{*}language"))
    of_package = Stated("Sprache des Pakets", package.get(markup.XML_LANG, ""))
    return _merged(
        [_html(member(archive, name), name) for name in _spine(package, path)], titles[:1], (of_package, *languages)
    )


def _package_path(archive: Mapping[str, bytes]) -> str:
    container = tree(member(archive, "META-INF/container.xml"), "META-INF/container.xml")
    for each in container.iter("{*}rootfile"):
        return str(each.get("full-path", ""))
    raise UnreadableError("META-INF/container.xml nennt kein Paket")


def _spine(package: Element, path: str) -> list[str]:
    """The names of the XHTML documents in reading order (EPUB 3.3, 5.7); those outside it are no part of the book."""
    items = {each.get("id"): each for each in package.iter("{*}item")}
    names = []
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            raise UnreadableError(f"die Lesefolge nennt {reference.get('idref')}, das Paket kennt es nicht")
        if item.get("media-type") == XHTML:
            name = posixpath.join(posixpath.dirname(path), unquote(item.get("href", "")))
            names.append(posixpath.normpath(name))
    return names
