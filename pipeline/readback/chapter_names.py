"""What separates the chapters of a book in its file (house contract): prefixes of ids, and the id of a title.

    kapitel-inklusion-zeile-17   ──▶   chapter „inklusion“, zeile-17

A file of one chapter by itself has neither; it is not cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.readback.reading import Remark

TITLE = "titel"
"""The id of a chapter's title, behind its prefix."""


def prefix(slug: str) -> str:
    """What the ids of a chapter begin with."""
    return f"kapitel-{slug}-"


def prefixes(slugs: Sequence[str]) -> tuple[str, ...]:
    """What the ids of each chapter begin with: nothing in a file of one."""
    return tuple(map(prefix, slugs)) if len(slugs) > 1 else ("",)


def order(found: Sequence[str], slugs: Sequence[str]) -> Iterator[Remark]:
    """The finding that the chapters stand in another order than their slugs (Z602)."""
    if list(found) != list(slugs):
        yield Remark("Z602", f"Die Kapitel stehen in der Reihenfolge {', '.join(found)}.")
