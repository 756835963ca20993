"""What a structure tree is made of before it is written into a file: nodes, and what they hold on the pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class Numbers(Enum):
    """How line numbers stand in the tree."""

    ANNOUNCED = auto()
    """The first of each block is a label that names the lines of the block; the others are artifacts."""
    SILENT = auto()
    """All are artifacts."""
    INLINE = auto()
    """Every line is a Sub with its number in it (ISO 32000-2, 14.8.4.6 and 14.8.2.2.2: LineNum). PDF 2.0 alone."""


@dataclass(slots=True)
class Content:
    """A marked content: its page and the number that it has there."""

    page: int
    mcid: int


@dataclass(slots=True)
class Area:
    """An annotation that belongs to a node."""

    page: int
    annotation: Any


@dataclass(slots=True)
class StructureNode:
    """A structure element in the making."""

    role: str
    kids: list[StructureNode | Content | Area] = field(default_factory=list)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By owner (``List``, ``Table``, ``Layout``, ``Artifact``): ISO 32000-1, 14.8.5."""
    texts: dict[str, str] = field(default_factory=dict)
    """Lang, Alt, ActualText, E, ID."""
    refers_to: Any = None
    """The element that a TOCI leads to (ISO 14289-2, 8.2.5.8), or the note of a call and the call of a note."""

    def added(self, role: str) -> StructureNode:
        """A new node, the last inside of this one."""
        node = StructureNode(role)
        self.kids.append(node)
        return node
