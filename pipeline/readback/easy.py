"""The Leichte-Sprache edition, read back: everything that is said in it, in order, and where its links lead.

Every format gives the same ``EasyReading``. Marks of lists are left out, since they are signs and not words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.publication.catalogue import CATALOGUE, Medium
from pipeline.readback import containers
from pipeline.readback import pdf as pages
from pipeline.readback.containers import Element, local_name, member, members, parsed_xml, text_of
from pipeline.readback.epub import html_root, opened_epub
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.pdf_statements import BOOKMARKS
from pipeline.readback.reading import UnreadableError
from pipeline.readback.tag_tree import Tag, tag_tree
from pipeline.readback.word_styles import W


@dataclass(frozen=True, slots=True)
class EasyReading:
    """What the file says."""

    texts: tuple[str, ...]
    """The words of each element that holds words, in reading order, white space as one space."""
    links: tuple[tuple[str, str], ...]
    """Of each link within the file: its words, and the words that begin where it leads (empty: nowhere)."""
    statements: tuple[str, ...]
    """What the file says of itself: titles, subject, description."""
    pictures: tuple[str, ...]
    """The alternative texts of its pictures, in order."""
    contents: tuple[str, ...] | None = None
    """The entries of its contents, in a PDF of its bookmarks; None where the format makes them of headings by itself."""


# Elements that hold words, each a text of its own.
_BLOCKS = frozenset(
    {
        "p",
        "li",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "caption",
        "figcaption",
        "th",
        "td",
    }
)


def web_page(data: bytes) -> EasyReading:
    """The page. Raises UnreadableError."""
    root = html_root(data, "die Seite")
    ids = {each.get("id"): each for each in root.iter("*") if each.get("id")}
    said = [text_of(each) for each in root.iter("{*}title")]
    said += [each.get("content", "") for each in root.iter("{*}meta") if each.get("name") == "description"]
    return _markup([("", root)], lambda href, _: ids.get(href.partition("#")[2]), said)


def book(data: bytes) -> EasyReading:
    """The book. Raises UnreadableError."""
    found = opened_epub(data)
    said = [text_of(each) for name in ("title", "description") for each in found.package.iter(f"{{*}}{name}")]
    return _markup(found.documents.items(), found.target, said)


def _markup(
    documents: Iterable[tuple[str, Element]], target: Callable[[str, str], Element | None], said: Iterable[str]
) -> EasyReading:
    texts: list[str] = []
    links: list[tuple[str, str]] = []
    pictures: list[str] = []
    contents: list[str] = []
    for name, root in documents:
        for each in root.iter("*"):
            if each.get("hidden") is not None or any(above.get("hidden") is not None for above in each.iterancestors()):
                continue
            if local_name(each) in _BLOCKS and not any(
                local_name(inner) in _BLOCKS for inner in each.iterdescendants()
            ):
                texts.append(_plain(_said(each)))
            if local_name(each) == "img":
                pictures.append(each.get("alt", ""))
            if local_name(each) == "a" and "#" in each.get("href", ""):
                there = target(each.get("href"), name)
                links.append((_plain(text_of(each)), "" if there is None else _plain(_begun(there))))
            if local_name(each) == "a" and any(local_name(above) == "nav" for above in each.iterancestors()):
                contents.append(_plain(text_of(each)))
    said = tuple(map(_plain, said))
    return EasyReading(tuple(filter(None, texts)), tuple(links), said, tuple(pictures), tuple(contents))


def _said(element: Element) -> str:
    """The text of the element without the labels of its lists, which a book has as text."""
    if not any("label" in each.get("class", "").split() for each in element.iter("{*}span")):
        return text_of(element)
    return "".join(_unlabelled(element))


def _unlabelled(element: Element) -> Iterator[str]:
    if "label" not in element.get("class", "").split():
        yield element.text or ""
        for each in element:
            yield from _unlabelled(each)
            yield each.tail or ""


def _begun(there: Element) -> str:
    """What begins at the element; a term is followed by what it stands for."""
    following = there.getnext() if local_name(there) == "dt" else None
    return _said(there) + (f" {_said(following)}" if following is not None else "")


def pdf(data: bytes) -> EasyReading:
    """The PDF, by its structure tree. Raises UnreadableError."""
    if not data.startswith(b"%PDF-"):
        raise UnreadableError("die Datei beginnt nicht wie ein PDF")
    found = tag_tree(data)
    texts: list[str] = []
    pictures: list[str] = []
    for tag in found.tags:
        _speak(tag, texts, pictures)
    file = pages.pdf(data)
    said = tuple(map(_plain, [*(each.text for each in file.titles), *_subject(data)]))
    bookmarks = [each.text for each in file.contents if each.where == BOOKMARKS]
    contents = tuple(_plain(each) for text in bookmarks for each in text.split("|"))
    return EasyReading(tuple(filter(None, map(_plain, texts))), (), said, tuple(pictures), contents)


_PARTS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TOCI", "Caption", "TH", "TD"})
"""Structure types whose words are a text of their own."""

_MARK = re.compile(r"\s*(?:•|\d+\.)\s*")
"""A label that is only the sign of a list."""


def _speak(tag: Tag, texts: list[str], pictures: list[str]) -> None:
    role = tag.standard or tag.role
    if role == "Figure":
        pictures.append(tag.get("Alt") or "")
    if role in _PARTS and not any(_has_part(kid) for kid in tag.kids if isinstance(kid, Tag)):
        words = "".join(_words(tag))
        texts += [] if role == "Lbl" and _MARK.fullmatch(words) else [words]
        return
    for kid in tag.kids:
        if isinstance(kid, Tag):
            _speak(kid, texts, pictures)


def _has_part(tag: Tag) -> bool:
    return (tag.standard or tag.role) in _PARTS or any(_has_part(kid) for kid in tag.kids if isinstance(kid, Tag))


def _words(tag: Tag) -> Iterator[str]:
    for kid in tag.kids:
        match kid:
            case Tag():
                yield from _words(kid)
            case MarkedContent():
                yield kid.text
            case _:
                pass


def _subject(data: bytes) -> Iterator[str]:
    """The subject of the metadata (XMP dc:description), found in the packet, which PDF/A keeps readable."""
    start, end = data.find(b"<x:xmpmeta"), data.find(b"</x:xmpmeta>")
    if 0 <= start < end:
        root = containers.parsed_xml(data[start : end + len(b"</x:xmpmeta>")], "die Metadaten (XMP)")
        yield from (text_of(each) for each in root.iter("{http://purl.org/dc/elements/1.1/}description"))


def docx(data: bytes) -> EasyReading:
    """The Word document. Raises UnreadableError."""
    archive = members(data)
    root = parsed_xml(member(archive, "word/document.xml"), "word/document.xml")
    marks = {each.get(f"{W}name"): each.getparent() for each in root.iter(f"{W}bookmarkStart")}
    texts = [_run(each) for each in root.iter(f"{W}p")]
    links = []
    for link in (each for each in root.iter(f"{W}hyperlink") if each.get(f"{W}anchor")):
        there = marks.get(link.get(f"{W}anchor"))
        links.append((_plain(_run(link)), "" if there is None else _plain(_run(there))))
    core = parsed_xml(member(archive, "docProps/core.xml"), "docProps/core.xml")
    said = [text_of(each) for name in ("title", "subject") for each in core.iter(f"{{*}}{name}")]
    pictures = tuple(each.get("descr", "") for each in root.iter("{*}docPr"))
    return EasyReading(tuple(filter(None, map(_plain, texts))), tuple(links), tuple(map(_plain, said)), pictures)


def _run(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_BY_MEDIUM: Mapping[Medium, Callable[[bytes], EasyReading]] = {
    Medium.WEB: web_page,
    Medium.PDF: pdf,
    Medium.EPUB: book,
    Medium.WORD: docx,
}

EASY_READERS: Mapping[str, Callable[[bytes], EasyReading]] = MappingProxyType(
    {each.suffix: _BY_MEDIUM[each.medium] for each in CATALOGUE.values() if each.easy}
)
"""The reader of each kind of file; all raise UnreadableError."""
