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


def row_ranges(names: Iterable[str]) -> str:
    """The rows for readers, those that follow one another as a range: ``S0002``, ``S0002, S0004–S0030 und S0041``."""
    runs: list[list[str]] = []
    for name in sorted(set(names)):
        if runs and int(name[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    words = [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return " und ".join(filter(None, [", ".join(words[:-1]), words[-1] if words else ""]))


def parted_quotes(old: str, new: str) -> tuple[str, str]:
    """Both texts in quotation marks, cut so that the place where they part is seen."""
    at = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    if max(len(old), len(new)) <= LONGEST or at < LONGEST // 2:
        return quoted(old), quoted(new)
    start = old.rfind(" ", 0, at - LONGEST // 4) + 1
    return quoted(f"…{old[start:]}"), quoted(f"…{new[start:]}")


def listed(names: Iterable[str], most: int = 6) -> str:
    """The names for a message: the first few, and how many more there are."""
    every = list(names)
    more = f" und {len(every) - most} weitere" if len(every) > most else ""
    return f"{', '.join(every[:most])}{more}"
