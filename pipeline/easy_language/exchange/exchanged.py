"""What came back in XLIFF × the translation as it was → the translation, and what to report.

A row is known by its number and its original: where that reads differently, nothing is taken. What is the same stays to the
character. A check never comes this way: XLIFF names no readers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.easy_language.clean_lines import clean
from pipeline.easy_language.exchange.xliff_file import STATES, ExchangedFile, ExchangedUnit
from pipeline.easy_language.form_wording import PROPOSED, Status
from pipeline.easy_language.memory.memory_file import evenly_spaced
from pipeline.easy_language.return_report import ReturnReport, parted_quotes, quoted, row_ranges
from pipeline.easy_language.translation import Translation, TranslationRow

_UNFINISHED = ("new", "needs-")
"""How the states begin that say that somebody is still at work."""


def with_exchanged(translation: Translation, came: ExchangedFile, report: ReturnReport) -> Translation:
    """The translation with the units; those that have no row are reported with their words (Z694)."""
    rows = {row.name: row for row in translation.rows}
    units: dict[str, ExchangedUnit] = {}
    twice = Counter(each.name for each in came.units)
    for each in came.units:
        row = rows.get(each.name)
        if row is None or twice[each.name] > 1:
            why = "gibt es mehrmals" if twice[each.name] > 1 else "gibt es im Text nicht"
            _report_unplaced(each, f"Die Einheit {quoted(each.name)} {why}.", report)
        elif evenly_spaced(each.original) != evenly_spaced(row.original):
            before, after = parted_quotes(row.original, each.original)
            _report_unplaced(each, f"{row.name}: das Original ist {before}, in der Datei {after}.", report)
        else:
            units[each.name] = each
    if absent := [name for name in rows if name not in units and name not in twice]:
        report.add("Z663", f"{row_ranges(absent)}: nicht in der Datei. Der frühere Stand bleibt.")
    return replace(translation, rows=tuple(_with(row, units.get(row.name), report) for row in translation.rows))


def _report_unplaced(unit: ExchangedUnit, message: str, report: ReturnReport) -> None:
    words = f" Nicht genommen: {quoted(unit.text, longest=10_000)}." if unit.text else ""
    report.add(
        "Z694", message + words, "Schreiben Sie den Satz dort hin, wo er gehört, oder geben Sie die Datei neu aus."
    )


def _with(row: TranslationRow, unit: ExchangedUnit | None, report: ReturnReport) -> TranslationRow:
    if unit is None:
        return row
    note = (*row.note, *(line for line in dict.fromkeys(unit.note) if line not in map(clean, row.note)))
    if not unit.text or unit.text == tuple(map(clean, row.text)):
        if row.text and not unit.text:
            report.add("Z663", f"{row.name}, Leichte Sprache: in der Datei leer. Es bleibt: {quoted(row.text)}.")
        return replace(row, note=_settled(note, status := _same(row, unit)), status=status)
    if row.text:
        report.add("Z662", f"{row.name}, Leichte Sprache: ersetzt. Bisher: {quoted(row.text, longest=10_000)}.")
    if row.status is Status.CHECKED:
        report.add(
            "Z660", f"{row.name}: die Zeile war geprüft, ihr Text ist jetzt ein anderer. „geprüft“ gilt nicht mehr."
        )
    status = Status.OPEN if unit.state.startswith(_UNFINISHED) else Status.TRANSLATED
    return replace(row, text=unit.text, status=status, note=_settled(note, status), review=False, was="")


def _same(row: TranslationRow, unit: ExchangedUnit) -> Status:
    """The status of a row whose words are the same: another only where a tool has finished what was open."""
    finished = bool(unit.state) and not unit.state.startswith(_UNFINISHED) and unit.state != STATES[Status.OPEN]
    return Status.TRANSLATED if row.status is Status.OPEN and row.text and finished else row.status


def _settled(note: Iterable[str], status: Status) -> tuple[str, ...]:
    """The notes, without that of a proposal once it is confirmed."""
    return tuple(line for line in note if status is Status.OPEN or not line.startswith(PROPOSED))
