"""The sections of a chapter: what stands under each heading of the first level, and which lines it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.text import walk
from pipeline.text.model import Block, Heading


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the chapter: its heading (None before the first one), its blocks, its first and last line."""

    heading: Heading | None
    blocks: tuple[Block, ...]
    first: int | None
    last: int | None
    """None where nothing in it has official lines."""
    key: str
    """What distinguishes it from every other section: its first line; where it has none, the line before it, ``nach-71``."""

    @property
    def title(self) -> str:
        """The words of the heading; empty where there is none."""
        return walk.plain(self.heading.content).strip() if self.heading else ""

    @property
    def numbers(self) -> range:
        """The numbers of its lines."""
        return range(0) if self.first is None or self.last is None else range(self.first, self.last + 1)


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """The blocks divided at the headings of the first level; what stands before the first heading comes first."""
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            groups.append([])
        groups[-1].append(block)
    result: list[Section] = []
    for group in groups:
        if group:
            result.append(_section(group, result))
    return tuple(result)


def _section(group: list[Block], before: Sequence[Section]) -> Section:
    numbers = [start.number for block in walk.text_blocks(group) for start in walk.line_starts(block.content)]
    first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
    heading, rest = (group[0], group[1:]) if isinstance(group[0], Heading) and group[0].level == 1 else (None, group)
    return Section(heading, tuple(rest), first, last, _key(first, before))


def _key(first: int | None, before: Sequence[Section]) -> str:
    if first is not None:
        return str(first)
    after = next((section.last for section in reversed(before) if section.last is not None), 0)
    same = sum(section.key.startswith(f"nach-{after}-") or section.key == f"nach-{after}" for section in before)
    return f"nach-{after}-{same + 1}" if same else f"nach-{after}"
