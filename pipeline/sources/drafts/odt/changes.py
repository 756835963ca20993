"""Tracked changes of LibreOffice: what was inserted stands in the text, what was deleted stands before all of it (5.5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.diagnostics import Place
from pipeline.sources.drafts.tracked_changes import Changes
from pipeline.sources.office.trees import XmlElement

_MOST_OPEN = 50
"""Insertions inside one another."""


@dataclass(slots=True)
class Region:
    """A change: what was done, by whom, and the paragraphs that it deleted."""

    kind: str
    author: str
    deleted: tuple[XmlElement, ...] = ()


@dataclass(slots=True)
class _Insertion:
    author: str
    place: Place
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tracked:
    """The changes of one document, and those insertions that are open where the reader is."""

    changes: Changes
    regions: dict[str, Region]
    _open: dict[str, _Insertion] = field(default_factory=dict)

    @property
    def drops(self) -> bool:
        """Whether what comes now was inserted, and that is undone."""
        return bool(self._open) and self.changes.rejected

    def add(self, words: str) -> None:
        """Keep words that stand in open insertions."""
        for each in self._open.values():
            each.words.append(words)

    def begin(self, key: str) -> None:
        """An insertion begins; changes of the format alone are no insertion."""
        region = self.regions.get(key)
        if region and region.kind == "insertion" and len(self._open) < _MOST_OPEN:
            self._open[key] = _Insertion(region.author, self.changes.report.here)

    def end(self, key: str) -> None:
        """An insertion ends."""
        if found := self._open.pop(key, None):
            self.changes.note("eingefügt", found.author, "".join(found.words), found.place)

    def deletion(self, key: str) -> tuple[XmlElement, ...]:
        """What was deleted here, where that is undone."""
        region = self.regions.get(key)
        if region is None or region.kind != "deletion":
            return ()
        del self.regions[key]  # it was deleted once
        self.changes.note("gelöscht", region.author, " ".join(each.text for each in region.deleted))
        return region.deleted if self.changes.rejected else ()

    def close(self) -> None:
        """Note what never ended."""
        for key in tuple(self._open):
            self.end(key)


def tracked(body: XmlElement, changes: Changes) -> Tracked:
    """The changes that the text has."""
    regions = {}
    for node in (body.child("text:tracked-changes") or XmlElement("")).children:
        if node.name != "text:changed-region":
            continue
        for each in node.children:
            author = (
                each.child("office:change-info", ":creator")
                or each.child("office:change-info", "dc:creator")
                or XmlElement("")
            ).text
            inside = tuple(part for part in each.children if part.name != "office:change-info")
            regions[node.get("text:id") or node.get("xml:id")] = Region(each.name.removeprefix("text:"), author, inside)
    return Tracked(changes, regions)
