"""A finished file → its notes, each with whether its call leads to it, and whether it leads back to its call.

markup     the call (doc-noteref) is a link to the note, and a link in the note (doc-backlink) leads to the call
PDF        a link lies at the place of the call and leads to that of the note, and one at the note leads to the call
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.publication.catalogue import Medium
from pipeline.readback import epub, pdf
from pipeline.readback.containers import Element, text_of

_NOTE, _CALL = re.compile(r"(?:.+-)?anmerkung-([1-9][0-9]*)"), "-im-text"
NEAR = 40.0
"""Points between the place that a destination has and the link that lies there, at most."""


@dataclass(frozen=True, slots=True)
class NoteWay:
    """A note by its number: whether its call leads to it, and whether it leads back."""

    number: str
    there: bool
    back: bool


def note_ways(data: bytes, medium: Medium) -> Iterator[NoteWay]:
    """Every note in order. Raises UnreadableError."""
    match medium:
        case Medium.WEB:
            root = epub.html_root(data, "die Seite")
            places = {each.get("id"): each for each in root.iter("*") if each.get("id")}
            yield from _in_markup(root, lambda href: places.get(href.partition("#")[2]))
        case Medium.EPUB:
            book = epub.opened_epub(data)
            for name, root in book.documents.items():
                yield from _in_markup(root, lambda href, name=name: book.target(href, name))  # type: ignore[misc]
        case _:
            yield from _in_pdf(pdf.places_and_links(data))


def _in_markup(root: Element, target: Callable[[str], Element | None]) -> Iterator[NoteWay]:
    for call in (each for each in root.iter("{*}a") if each.get("role") == "doc-noteref"):
        note = target(call.get("href", ""))
        named = _NOTE.fullmatch(note.get("id", "")) if note is not None else None
        number = re.sub(r"\D", "", call.get("data-note") or text_of(call))
        ways = [] if note is None else [each for each in note.iter("{*}a") if each.get("role") == "doc-backlink"]
        back = any(target(each.get("href", "")) is call for each in ways)
        yield NoteWay(number, bool(named and named[1] == number), back)


def _in_pdf(found: pdf.PlacesAndLinks) -> Iterator[NoteWay]:
    links = [(link.name, link.page, link.bounds) for link in found.links]
    numbered = sorted((int(named[1]), name) for name in found.places if (named := _NOTE.fullmatch(name)))
    for number, name in numbered:
        call = f"{name}{_CALL}"
        there, back = (_leads(links, found, at, to) for at, to in ((call, name), (name, call)))
        yield NoteWay(str(number), there, back)


def _leads(links: Sequence[tuple[str, int, tuple[float, ...]]], found: pdf.PlacesAndLinks, at: str, to: str) -> bool:
    """Whether a link to one of the places lies at the other."""
    place = found.places.get(at)
    if place is None or to not in found.places:
        return False
    return any(
        name == to and page == place.page and min(abs(bounds[1] - place.y), abs(bounds[3] - place.y)) <= NEAR
        for name, page, bounds in links
    )
