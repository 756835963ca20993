"""What is wrong, where, and what to do: diagnostics, and the refusals that carry them to an exit code.

Nothing comes in: every other room reports through this one. What a code means is data (``explanations.toml``) that only
``explanations`` loads, so that no command pays for texts it does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.diagnostics.codes import SEVERITIES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, line and column, counted from 1; 0 where there is none.

    A file without lines is counted in something else, such as ``Absatz``: then ``unit`` says so.
    """

    file: str
    line: int = 0
    column: int = 0
    unit: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        """``file``, ``file:line`` or ``file:line:column``, as far as it is known; ``file, Absatz 12`` in other units."""
        if self.unit and self.line:
            return f"{self.file}, {self.unit} {self.line}"
        return ":".join([self.file, *(str(part) for part in (self.line, self.column) if part)])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to report: code, place, what is wrong, and what helps."""

    code: str
    place: Place
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """The weight that the table gives to the code."""
        return SEVERITIES[self.code]

    def __str__(self) -> str:
        """``place: severity code: message``, and on a line of its own the hint, or the proof of a repair."""
        text = f"{self.place}: {self.severity} {self.code}: {self.message}"
        word = "" if self.hint.startswith("Beweis:") else "Hinweis: "
        return f"{text}\n  {word}{self.hint}" if self.hint else text


class Refusal(Exception):
    """The work cannot be done; the diagnostics say why. Each kind has its exit code (house contract)."""

    exit_code = 70

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Carry every diagnostic of the run, so that all are shown together."""
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


class UsageRefusal(Refusal):
    """The command was called in a way that it does not know."""

    exit_code = 2


class InputRefusal(Refusal):
    """The text or its settings cannot be used as they are."""

    exit_code = 3


class EnvironmentRefusal(Refusal):
    """A library, a font or a program that is needed is missing."""

    exit_code = 4


class FileRefusal(Refusal):
    """Reading or writing failed."""

    exit_code = 5


def united_refusals(refusals: Sequence[Refusal]) -> Refusal:
    """One refusal with the diagnostics of all, of the kind with the highest exit code: nothing of a run is lost."""
    kind = type(max(refusals, key=lambda each: each.exit_code))
    return kind(*(diagnostic for each in refusals for diagnostic in each.diagnostics))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics sorted by place and code, each once."""
    return tuple(sorted(set(diagnostics), key=lambda each: (each.place, each.code, each.message)))
