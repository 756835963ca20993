"""Open tracked changes: each is reported as a fault, unless somebody decided over all of them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.diagnostics import Place
from pipeline.sources.drafts.draft_report import DraftReport, excerpt

_HINT = (
    "Entscheiden Sie in Word oder LibreOffice über jede Änderung; oder über alle: --tracked accept (annehmen) oder "
    "--tracked reject (verwerfen)."
)
_DECIDED = {"accept": "angenommen", "reject": "verworfen"}


@dataclass(slots=True)
class Changes:
    """The changes of one document, and what becomes of them."""

    report: DraftReport
    decided: str = ""
    """``accept``, ``reject``, or empty where nobody decided: then it is read as if accepted, and refused in the end."""
    count: int = 0

    @property
    def rejected(self) -> bool:
        """Whether changes are undone."""
        return self.decided == "reject"

    def note(self, what: str, author: str, words: str, place: Place | None = None) -> None:
        """Keep one change: what was done, by whom, to which words."""
        self.count += 1
        if not self.decided:
            who = f" von {excerpt(author)}" if author.strip() else ""
            said = f": „{excerpt(words)}“" if words.strip() else ""
            self.report.add("Z160", f"Offene Änderung: {what}{who}{said}.", _HINT, place)

    def close(self) -> None:
        """Report how many were decided over."""
        if self.decided and self.count:
            many = "1 offene Änderung ist" if self.count == 1 else f"{self.count} offene Änderungen sind"
            self.report.add(
                "Z161", f"{many} {_DECIDED[self.decided]} (--tracked {self.decided}).", place=Place(self.report.file)
            )
