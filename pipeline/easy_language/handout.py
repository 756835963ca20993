"""What of a translation goes out again: which rows, and what stands in the cells of the form.

The form filled in with this, and returned as it is, gives the same translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.easy_language import form_wording, line_markup, list_signs
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.segments import Segment
from pipeline.easy_language.translation import Lines, Protocol, Translation, TranslationRow
from pipeline.text import walk
from pipeline.text.model import Block, Inlines


class Which(StrEnum):
    """Which rows go out."""

    OPEN = "open"
    """Those that are not translated yet."""
    CHANGED = "changed"
    """Those whose original has changed since."""


@dataclass(frozen=True, slots=True)
class Handout:
    """What goes out: the translation as far as it is, and the rows by name; all of them where there are no names."""

    translation: Translation | None = None
    names: tuple[str, ...] = ()

    def segments(self, every: Sequence[Segment]) -> tuple[Segment, ...]:
        """The segments that go out."""
        names = set(self.names)
        return tuple(each for each in every if not names or each.name in names)


NOTHING = Handout()
"""A form that nobody has filled in yet."""


def chosen(
    every: Iterable[Segment], translation: Translation | None, which: Which | None, ranges: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """The names of the rows that go out."""
    rows = {row.name: row for row in translation.rows} if translation else {}
    spans = [*ranges]

    def wanted(name: str) -> bool:
        row = rows.get(name)
        match which:
            case Which.OPEN if row and row.status is not Status.OPEN:
                return False
            case Which.CHANGED if not row or not row.review:
                return False
        return not spans or any(int(first[1:]) <= int(name[1:]) <= int(last[1:]) for first, last in spans)

    return tuple(each.name for each in every if wanted(each.name))


def row_spans(text: str) -> list[tuple[str, str]]:
    """The ranges that somebody asks for, ``S0014-S0030,S0041``. Raises ValueError."""
    found = []
    for part in filter(None, re.split(r"[,;\s]+", text)):
        span = re.fullmatch(r"(S\d{4,6})(?:[-–](S?\d{4,6}))?", part)
        if not span:
            raise ValueError(part)
        last = span[2] or span[1]
        found.append((span[1], last if last.startswith("S") else f"S{last}"))
    return found


def written_blocks(translation: Translation | None) -> dict[str, tuple[Block, ...]]:
    """The Leichte Sprache of each row as paragraphs and lists, whose numbers go on over rows."""
    rows = translation.rows if translation else ()
    lines = [(row.name, line_markup.inlines(line)) for row in rows for line in row.text]
    signs = list_signs.signs_of([walk.plain(content) for _, content in lines])
    found: dict[str, list[tuple[Inlines, list_signs.ListSign | None]]] = {}
    for (name, content), sign in zip(lines, signs, strict=True):
        found.setdefault(name, []).append((content, sign))
    return {name: tuple(list_signs.blocks(each)) for name, each in found.items()}


def picture_lines(row: TranslationRow) -> Lines:
    """The cell „Bild“."""
    return tuple(
        line
        for each in row.pictures
        for line in (each.name, each.alternative, f"{form_wording.CREDIT} {each.credit}" if each.credit else "")
        if line
    )


def protocol_entries(protocol: Protocol) -> dict[str, str]:
    """The entries of the check protocol by their labels."""
    first, second, *more = (*protocol.readers, "", "")
    entries = (
        *(protocol.translated_by, first, second, "; ".join(filter(None, more))),
        *(protocol.assistance, protocol.checked_on, protocol.second_check_on, protocol.released_by),
        protocol.released_on,
    )
    return dict(zip(form_wording.PROTOCOL, entries, strict=True))
