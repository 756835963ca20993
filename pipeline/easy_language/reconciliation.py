"""What came back × the text as it is × what was there before → the translation, and what to report.

Nothing that a person wrote is dropped without a word: what is replaced is reported, what is empty now keeps what was there,
and what fits nowhere becomes a leftover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.easy_language import form_wording
from pipeline.easy_language.order_fields import details_of, protocol_of
from pipeline.easy_language.outside_rows import hidden, outside, report_margins
from pipeline.easy_language.placement import placed
from pipeline.easy_language.reading_digest import PictureDigests, shared_digest
from pipeline.easy_language.return_report import ReturnReport
from pipeline.easy_language.returned.order_sheet import OrderSheet
from pipeline.easy_language.returned.returned_words import bare_words
from pipeline.easy_language.returned_row_values import RowRemarks, each_once, united_comments, with_returned
from pipeline.easy_language.row_status import CheckBasis, recorded, refreshed, report_coverage, settled_statuses
from pipeline.easy_language.segments import Segment, segments
from pipeline.easy_language.translation import Translation
from pipeline.easy_language.vouching import vouched
from pipeline.easy_language.word_entries import words_of
from pipeline.text import walk
from pipeline.text.model import NumberedChapter

_ENOUGH = 0.5
"""The share of originals that must be the text's where nothing else says which text a file belongs to."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The translation as it stands now, and what there is to report."""

    translation: Translation
    diagnostics: tuple[Diagnostic, ...]


def reconciled(
    sheet: OrderSheet,
    numbered: NumberedChapter,
    earlier: Translation | None,
    ledger: str,
    *,
    today: date | None = None,
    pictures: PictureDigests = MappingProxyType({}),
) -> Reconciled:
    """The translation after the return; ``ledger`` names the earlier one. Raises InputRefusal (Z159).

    ``today`` is the last day that a check can have been; ``pictures`` are those of the folder that the readers saw.
    """
    current = segments(numbered)
    _require_ours(sheet, numbered, current)
    report, before = ReturnReport(sheet.file), ReturnReport(ledger)
    source = numbered.chapter.source.sha256
    blank = Translation(numbered.slug, numbered.chapter.title, source)
    base = refreshed(earlier or blank, numbered, before, pictures)
    found = placed(sheet, current, source, report)
    protocol = protocol_of(sheet, base.protocol, report)
    remarks = RowRemarks()
    rows = [
        with_returned(
            row,
            found.rows.get(segment.name),
            merged=segment.name in found.merged,
            outdated=segment.name in found.outdated,
            report=report,
            remarks=remarks,
        )
        for row, segment in zip(base.rows, current, strict=True)
    ]
    remarks.report_all(report)
    undecided = {name for name, row in found.rows.items() if row.changes}
    official_pictures = len(list(walk.pictures(numbered.chapter.blocks)))
    report_margins(found, current, sheet, official_pictures, report)
    check = CheckBasis(vouched(protocol, today), pictures, records=True)
    done = settled_statuses(rows, check, undecided, report)
    report_coverage(done, [segment.kind for segment in current], report)
    translation = replace(
        base,
        rows=done,
        protocol=protocol,
        words=words_of(sheet.words, base.words, report),
        details=details_of(sheet, base.details),
        comments=united_comments(base.comments, sheet.comments),
        leftovers=each_once(
            base.leftovers, [*found.leftovers, *hidden(found), *outside(sheet, numbered, current, report)]
        ),
    )
    shared = shared_digest(translation, numbered)
    translation = replace(translation, protocol=recorded(protocol, shared, check, done))
    return Reconciled(translation, (*before.diagnostics, *report.diagnostics))


def _require_ours(sheet: OrderSheet, numbered: NumberedChapter, current: Sequence[Segment]) -> None:
    slug, place = sheet.properties.get(form_wording.SLUG, ""), Place(sheet.file)
    claimed = [row for row in sheet.rows if row.claims]
    if not claimed:
        message = "In der Datei ist keine Tabelle mit nummerierten Zeilen."
        raise InputRefusal(
            Diagnostic("Z159", place, message, "Zurück kommt die Datei der Übergabe, mit ihren Tabellen.")
        )
    if slug and slug != numbered.slug:
        message = f"Die Datei gehört zu „{slug}“, der Text ist „{numbered.slug}“."
        raise InputRefusal(Diagnostic("Z159", place, message))
    known = {bare_words([segment.text]) for segment in current}
    originals = [bare_words([row.original]) for row in claimed if row.original]
    if not slug and originals and sum(each in known for each in originals) < _ENOUGH * len(originals):
        message = "Die meisten Originale der Datei stehen nicht in diesem Text."
        raise InputRefusal(Diagnostic("Z159", place, message, "Prüfen Sie, ob Datei und Text zusammengehören."))
