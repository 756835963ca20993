"""A Word document of several chapters → a document for each, as if it stood by itself: bookmarks lose the prefix.

A chapter's bookmarks begin with its place in the book, ``kapitel_2_``; it runs from its title to the next one's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from pipeline.easy_language import form_wording
from pipeline.readback.containers import Element
from pipeline.readback.reading import UnreadableError
from pipeline.readback.word_styles import W
from pipeline.readback.word_text import run_text

_OTHER = re.compile(r"kapitel_([1-9][0-9]{0,3})_zeile_([0-9]+)")

_NOTES = "word/footnotes.xml"


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the document."""

    title: str
    prefix: str
    """What its bookmarks begin with."""
    document: Element


@dataclass(frozen=True, slots=True)
class Parts:
    """The document, cut."""

    before: tuple[Element, ...]
    """What stands before the first chapter."""
    chapters: tuple[Part, ...]


def parts(root: Element, slugs: Sequence[str]) -> Parts:
    """The chapters of the document. Raises UnreadableError where one is missing, or they stand in another order."""
    body = root.find(f"{W}body")
    begins = {
        each.get(f"{W}name", ""): next(up for up in (each, *each.iterancestors()) if up.getparent() is body)
        for each in root.iter(f"{W}bookmarkStart")
    }
    names = [*(f"kapitel_{at}_titel" for at in range(1, len(slugs) + 1)), "impressum"]
    if absent := [name for name in names if name not in begins]:
        raise UnreadableError(f"die Textmarke {absent[0]} fehlt")
    places = [body.index(begins[name]) for name in names]
    if places != sorted(set(places)):
        raise UnreadableError("die Kapitel stehen nicht in ihrer Reihenfolge")
    spans = enumerate(pairwise(places), 1)
    return Parts(tuple(body[: places[0]]), tuple(_part(root, span, f"kapitel_{at}_", slugs) for at, span in spans))


def _part(root: Element, span: tuple[int, int], prefix: str, slugs: Sequence[str]) -> Part:
    """The title of a chapter, and a document with its blocks, the bookmarks named as in a document of its own."""
    first, last = span
    made = deepcopy(root)
    body = made.find(f"{W}body")
    title = run_text(body[first]).strip()
    for node in [*body[:first], *body[last:]]:
        body.remove(node)
    for at, text in enumerate(body[0].iter(f"{W}t")):
        text.text = "" if at else form_wording.ORIGINALS
    for node in made.iter(f"{W}bookmarkStart", f"{W}hyperlink"):
        for key in (f"{W}name", f"{W}anchor"):
            node_name = node.get(key, "")
            if node_name:
                node.set(key, _named(node_name, prefix, slugs))
    return Part(title, prefix, made)


def _named(name: str, prefix: str, slugs: Sequence[str]) -> str:
    """The bookmark as a document of the chapter's own names it; that of another chapter by its slug, as other formats do."""
    if name.startswith(prefix):
        return name.removeprefix(prefix)
    found = _OTHER.fullmatch(name)
    if found and int(found[1]) <= len(slugs):
        return f"kapitel-{slugs[int(found[1]) - 1]}-zeile-{found[2]}"
    return name


def notes(archive: Mapping[str, bytes], prefix: str) -> dict[str, bytes]:
    """The part with the notes, its bookmarks and links named as in a document of the chapter's own."""
    if (found := archive.get(_NOTES)) is None:
        return {}
    return {_NOTES: re.sub(rf'(w:(?:name|anchor)="){re.escape(prefix)}'.encode(), rb"\1", found)}
