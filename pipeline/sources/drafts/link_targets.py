"""Addresses of links in a document → those that a text may lead to."""

from __future__ import annotations

from pipeline.sources.commonmark.addresses import normal
from pipeline.sources.drafts.draft_report import DraftReport, excerpt


def address(target: str, report: DraftReport) -> str:
    """The address as the model keeps it; empty where it is none, which is reported. The words stay in any case."""
    target = target.strip()
    if not target:
        return ""
    if target.startswith("#"):
        report.once(
            "inner link",
            "Z174",
            "Verweise auf Stellen im selben Dokument sind nicht übernommen, ihre Worte schon.",
            "Auf amtliche Zeilen verweist „siehe Zeile 36“.",
        )
        return ""
    if not (found := normal(target)):
        report.add(
            "Z174",
            f"Der Verweis auf „{excerpt(target)}“ ist nicht übernommen, seine Worte schon.",
            "Verweise führen zu https, http, mailto oder tel.",
        )
    return found
