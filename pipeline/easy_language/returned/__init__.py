"""A returned DOCX → what its tables say. Only text and pictures are taken: no styles, no relationships.

    returned_faces    how runs look
    returned_links    where text leads
    returned_lists    which paragraphs Word has as items of lists
    returned_blocks   paragraphs and tables
    returned_story    events → paragraphs and tables, tracked changes accepted
    returned_words, returned_formatting   the words of a cell, and with their formatting
    text_rows         tables that were turned into text → rows
    returned_rows     paragraphs and tables → rows, words, protocol, and what stands outside
    order_sheet       what comes out
    check_sheet       the same of the check group's copy

Before that, ``sources/office`` makes a package of the bytes, or refuses: nothing is parsed before it has passed.

The files of the hand-over's writer are never imported: what comes back may have been written by any word processor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import InputRefusal
from pipeline.easy_language.returned import returned_rows, returned_words
from pipeline.easy_language.returned.order_sheet import OrderSheet
from pipeline.easy_language.returned.returned_blocks import Block, ReturnedStory
from pipeline.easy_language.returned.returned_faces import run_faces
from pipeline.easy_language.returned.returned_lists import lists
from pipeline.easy_language.returned.returned_story import stories
from pipeline.easy_language.translation import Comment
from pipeline.sources.office import guard, package_parts
from pipeline.sources.office.guard import Package

LARGEST_FILE = guard.LARGEST_FILE

_ORIGINAL = re.compile(r"(?:\w+_)?zeile_\d+|text_\d+")
"""The bookmarks around the original in the appendix: each line, and each text without official lines."""


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """A document that came back: its blocks, its comments and notes by their keys, its own properties."""

    file: str
    blocks: Sequence[Block]
    notes: Mapping[str, ReturnedStory]
    properties: Mapping[str, str]
    package: Package

    def part(self, name: str, most: int) -> bytes:
        """At most one byte more than may be of a part; nothing where it is wanting or damaged."""
        held = b""
        try:
            for chunk in self.package.chunks(name) if name in self.package.names else ():
                held += chunk
                if len(held) > most:
                    break
        except InputRefusal:
            return b""
        return held[: most + 1]


def returned_document(data: bytes, file: str) -> ReturnedDocument:
    """The document. Raises InputRefusal (Z151 to Z158) where it must not or cannot be read."""
    package = guard.package(data, file)
    main, related = package_parts.used_parts(package, linked_pictures=True)
    of_lists = lists(package, related.get("numbering", ""), related.get("styles", ""))
    of_faces = run_faces(package, related.get("styles", ""))
    document = stories(package, main, of_lists, of_faces)[0]
    notes = {
        f"{kind} {each.key}": each
        for kind in ("comment", "footnote", "endnote")
        for each in stories(package, related.get(f"{kind}s", ""), of_lists, of_faces)[1:]
    }
    _mark_threads(package, related.get("commentsExtended", ""), notes)
    properties = dict(_properties(package, related["properties"]))
    return ReturnedDocument(file, document.blocks, notes, properties, package)


def sheet(data: bytes, file: str) -> OrderSheet:
    """What the document says as a hand-over. Raises InputRefusal as ``returned_document`` does."""
    return order_sheet_of(returned_document(data, file))


def order_sheet_of(document: ReturnedDocument) -> OrderSheet:
    """What the document says as a hand-over. Raises InputRefusal (Z155)."""
    file, notes = document.file, document.notes
    hung = {key for each in returned_words.paragraphs(document.blocks) for key in each.comments}
    found = returned_rows.read(document.blocks, notes, file)
    # Notes of the text itself stand below it as footnotes.
    below = [story for each in found.outside for key in each.notes if (story := notes.get(key))]
    outside_ = [*found.outside, *(each for story in below for each in returned_words.paragraphs(story.blocks))]
    loose = [*(replace(each, notes=[]) for each in outside_), *found.loose]
    outside = tuple(
        (line, any(map(_ORIGINAL.fullmatch, each.bookmarks)))
        for each in outside_
        for line in (*returned_words.shown(each), *filter(None, [each.hidden.strip()]))
    )
    return OrderSheet(
        file,
        tuple(found.rows),
        tuple(found.words),
        tuple(found.fields),
        outside,
        (*returned_words.comments(loose, notes), *_orphans(notes, hung)),
        sum(each.changes for each in loose),
        found.unrolled,
        sum(len(each.pictures) for each in loose),
        document.properties,
    )


def _mark_threads(package: Package, part: str, notes: Mapping[str, ReturnedStory]) -> None:
    """Note which comments are answers, and which threads somebody has closed ([MS-DOCX] 2.5.1.2)."""
    by_name = {
        paragraph.name: story
        for story in notes.values()
        for paragraph in returned_words.paragraphs(story.blocks)
        if paragraph.name
    }
    above: dict[str, str] = {}
    done: set[str] = set()
    for element, values in package_parts.elements(package, part):
        if element == "commentEx":
            above[values.get("paraId", "")] = values.get("paraIdParent", "")
            if values.get("done", "0") not in {"0", "false"}:
                done.add(values.get("paraId", ""))
    for name, parent in above.items():
        if story := by_name.get(name):
            story.reply = bool(parent)
            story.done = bool({name, parent} & done)


def _orphans(notes: Mapping[str, ReturnedStory], hung: set[str]) -> Iterator[Comment]:
    """Comments whose place in the text is gone."""
    for key, story in notes.items():
        kind, _, number = key.partition(" ")
        if kind == "comment" and number not in hung:
            yield returned_words.comment(story)


def _properties(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Name and value of each custom property (ISO/IEC 29500-1, 22.3)."""
    name = ""
    for element, values in package_parts.elements(package, part):
        if element == "property":
            name = values.get("name", "")
        elif name:
            yield name, values.get(package_parts.TEXT, "").strip()
            name = ""
