"""The result of a run of checks: a row for each check and file, for people and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.checks.finding import NOT_RUN
from pipeline.diagnostics import Diagnostic


class Verdict(StrEnum):
    """What a check says. One that could not run has passed nothing."""

    PASSED = "passed"
    FINDINGS = "findings"
    NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What one check says about one file."""

    check: str
    file: str
    diagnostics: tuple[Diagnostic, ...] = ()
    not_compared: tuple[str, ...] = ()
    """What the format cannot say, so that the verdict does not hold for it."""

    @property
    def verdict(self) -> Verdict:
        """Findings weigh most; a check of which a part could not run has not passed."""
        if any(each.code != NOT_RUN for each in self.diagnostics):
            return Verdict.FINDINGS
        return Verdict.NOT_EVALUATED if self.diagnostics else Verdict.PASSED

    def __str__(self) -> str:
        """``gleich.pdf · Zeilen: bestanden``."""
        beyond = f"; nicht verglichen: {', '.join(self.not_compared)}" if self.not_compared else ""
        return f"{self.file} · {self.check}: {self._result()}{beyond}"

    def _result(self) -> str:
        match self.verdict:
            case Verdict.PASSED:
                return "bestanden"
            case Verdict.NOT_EVALUATED:
                return f"nicht geprüft: {' '.join(each.message for each in self.diagnostics)}"
            case Verdict.FINDINGS:
                count = sum(each.code != NOT_RUN for each in self.diagnostics)
                return "1 Befund" if count == 1 else f"{count} Befunde"


@dataclass(frozen=True, slots=True)
class Report:
    """All rows about the folder of one chapter, and what they were held against."""

    folder: str
    measure: str
    """Where the lines are known from, in German: the source, or the model in the folder."""
    rows: tuple[ReportRow, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything found, in the order of the rows."""
        return tuple(each for row in self.rows for each in row.diagnostics)

    def lines(self) -> Iterator[str]:
        """The report for people, one row a line, and the sum."""
        yield f"Maßstab: {self.measure}"
        yield from map(str, self.rows)
        counts = Counter(row.verdict for row in self.rows)
        parts = [
            (Verdict.PASSED, "bestanden"),
            (Verdict.FINDINGS, "mit Befunden"),
            (Verdict.NOT_EVALUATED, "nicht geprüft"),
        ]
        yield f"{len(self.rows)} Prüfungen: " + ", ".join(
            f"{counts[each]} {name}" for each, name in parts if counts[each]
        )

    def data(self) -> dict[str, Any]:
        """The report for machines, ready for JSON."""
        return {
            "folder": self.folder,
            "measure": self.measure,
            "checks": [
                {
                    "check": row.check,
                    "file": row.file,
                    "verdict": str(row.verdict),
                    "not_compared": list(row.not_compared),
                    "diagnostics": [
                        {
                            "code": each.code,
                            "file": each.place.file,
                            "line": each.place.line,
                            "column": each.place.column,
                            "message": each.message,
                            "hint": each.hint,
                        }
                        for each in row.diagnostics
                    ],
                }
                for row in self.rows
            ],
        }
