"""What the codes of diagnostics mean, for people who ask."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.diagnostics.codes import SEVERITIES, Severity


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means: its weight, its title, and what to know about it."""

    severity: Severity
    title: str
    text: str


def explanations() -> Mapping[str, Explanation]:
    """Every code with its explanation, in the order of the data."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {code: Explanation(SEVERITIES[code], entry["title"], entry["explanation"]) for code, entry in data.items()}
    )
