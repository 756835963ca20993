"""What there is to report of a returned translation, gathered while it is worked through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.diagnostics import Diagnostic, Place

LONGEST = 80
"""Characters of somebody's text that a message quotes."""

Value = TypeVar("Value", str, "tuple[str, ...]")


@dataclass(slots=True)
class ReturnReport:
    """The diagnostics about one file."""

    file: str
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, message: str, hint: str = "") -> None:
        """Note a diagnostic."""
        self.diagnostics.append(Diagnostic(code, Place(self.file), message, hint))

    def kept(self, what: str, new: Value, old: Value) -> Value:
        """The new value, or the old one where the new is empty; reported where either is more than it seems."""
        if new == old or not old:
            return new
        if not new:
            self.add("Z663", f"{what}: in der Datei leer. Es bleibt: {quoted(old)}.")
            return old
        self.add("Z662", f"{what}: ersetzt. Bisher: {quoted(old, longest=10_000)}.")
        return new


def quoted(text: str | Iterable[str], longest: int = LONGEST) -> str:
    """The text in quotation marks, on one line, cut where it is long."""
    line = " ".join(" / ".join([text] if isinstance(text, str) else text).split())
    line = "".join(char if char.isprintable() else "�" for char in line)
    return f"„{line}“" if len(line) <= longest else f"„{line[: longest - 1].rstrip()}…“"


def listed(names: Iterable[str], most: int = 6) -> str:
    """The names for a message: the first few, and how many more there are."""
    every = list(names)
    more = f" und {len(every) - most} weitere" if len(every) > most else ""
    return f"{', '.join(every[:most])}{more}"
