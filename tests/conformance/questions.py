"""The questions of the set, as they stand in pdf.toml, web.toml and docx.toml."""

# SPDX-License-Identifier: CC0-1.0

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FORMATS: Mapping[str, str] = {"pdf": "PDF", "epub": "EPUB", "html": "HTML", "docx": "Word (DOCX)"}
"""Ending → how the format is called, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Question:
    """One file and what is asked of programs that read it."""

    ending: str
    facts: Mapping[str, Any]

    @property
    def path(self) -> str:
        """``pdf/artifact-before.pdf``, from the folder of the set."""
        return f"{self.ending}/{self.facts['name']}.{self.ending}"

    @property
    def is_about_places(self) -> bool:
        """Whether not the text is asked for, but the named destinations."""
        return "destinations" in self.facts

    def expected(self, kind: str) -> str:
        """What a program of this kind, as of ``programs.Program``, makes of the file if it does it right."""
        return str(self.facts.get("instead", {}).get(kind, self.facts["expect"]))


@cache
def questions() -> tuple[Question, ...]:
    """All of them: by format, and then in the order of their file."""
    return tuple(
        Question(ending, facts)
        for ending in FORMATS
        for facts in tomllib.loads(
            (HERE / f"{'web' if ending in {'epub', 'html'} else ending}.toml").read_text(encoding="utf-8")
        )["question"]
        if ending in facts.get("formats", (ending,))
    )
