"""The contents once more as EPUB 2 had them (NCX, OPF 2.0.1, 2.4.1), made from the navigation document.

Okular 22, MuPDF 1.28 and Adobe's engine find contents nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from lxml import etree

NCX = "application/x-dtbncx+xml"

_NAMESPACES: Any = {None: "http://www.daisy.org/z3986/2005/ncx/"}
_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def ncx(navigation: bytes, title: str, identifier: str) -> bytes:
    """The contents and the page list of the navigation document; links are taken as they stand there."""
    document: Any = etree.fromstring(navigation)
    lists = {each.get(_TYPE): each.find("{*}ol") for each in document.iter("{*}nav")}
    entries, pages = _entries(lists["toc"]), list(_flat(lists.get("page-list")))
    root: Any = etree.Element("ncx", nsmap=_NAMESPACES)
    root.set("version", "2005-1")
    root.set(_XML_LANG, document.get("lang"))
    head = etree.SubElement(root, "head")
    stated = {"uid": identifier, "depth": _depth(entries), "totalPageCount": len(pages), "maxPageNumber": len(pages)}
    for name, value in stated.items():
        etree.SubElement(head, "meta", {"name": f"dtb:{name}", "content": str(value)})
    _named(etree.SubElement(root, "docTitle"), title)
    _points(etree.SubElement(root, "navMap"), entries, count(1))
    if pages:
        listed = etree.SubElement(root, "pageList")
        for number, link in enumerate(pages, 1):
            target = etree.SubElement(
                listed, "pageTarget", {"id": f"seite-{number}", "type": "normal", "value": str(number)}
            )
            _leading(target, link)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


_Entries = list[tuple[Any, "_Entries"]]
"""Links, each with the entries below it."""


def _entries(listed: Any) -> _Entries:
    items = [] if listed is None else list(listed)
    return [(item.find("{*}a"), _entries(item.find("{*}ol"))) for item in items]


def _flat(listed: Any) -> Iterator[Any]:
    yield from listed.iter("{*}a") if listed is not None else ()


def _depth(entries: _Entries) -> int:
    return 1 + max((_depth(below) for _, below in entries), default=0) if entries else 0


def _points(parent: Any, entries: _Entries, numbers: count[int]) -> None:
    for link, below in entries:
        point = etree.SubElement(parent, "navPoint", {"id": f"eintrag-{next(numbers)}"})
        _leading(point, link)
        _points(point, below, numbers)


def _leading(node: Any, link: Any) -> None:
    _named(etree.SubElement(node, "navLabel"), " ".join("".join(link.itertext()).split()))
    etree.SubElement(node, "content", {"src": link.get("href")})


def _named(node: Any, words: str) -> None:
    etree.SubElement(node, "text").text = words
