"""One thing that is wrong with a page in one size."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: its kind, by which those of several places and sizes are reported together, and what it is here."""

    kind: str
    text: str
