"""How far a row really is: what its status may say, and when „geprüft“ no longer holds.

A check is bound to the words that were read: the row keeps their digest and the day of the protocol. Other words on the
same day were not read by anybody, so only a later check (another day in the protocol) can vouch for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.easy_language.alignment import Fit, Key, aligned
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.return_report import ReturnReport, listed, quoted
from pipeline.easy_language.segments import Segment, SegmentKind, segments
from pipeline.easy_language.translation import (
    Leftover,
    Protocol,
    Translation,
    TranslationRow,
    leftover,
    line_ranges,
    missing_lines,
    missing_places,
    passages,
    text_digest,
)
from pipeline.text.model import NumberedChapter


def refreshed(translation: Translation, numbered: NumberedChapter, report: ReturnReport) -> Translation:
    """The translation held against the text as it is now: rows follow their originals, checks fall where words changed."""
    current = segments(numbered)
    matches = aligned(
        [Key(row.name, row.digest, row.original) for row in translation.rows],
        [Key(each.name, each.digest, each.text) for each in current],
        renumbered=translation.source != numbered.chapter.source.sha256,
    )
    found: dict[int, TranslationRow] = {}
    lost: list[TranslationRow] = []
    for row, match in zip(translation.rows, matches, strict=True):
        if match is None:
            lost.append(row)
            continue
        changed = match.fit is Fit.CHANGED and bool(row.text or row.note or row.status is not Status.OPEN)
        found[match.index] = replace(row, review=row.review or changed)
        if changed:
            segment = current[match.index]
            report.add(
                "Z656",
                f"{row_label(row)}: der Text ist geändert: jetzt {quoted(segment.text)}, bisher {quoted(row.original)}.",
            )
    rows = settled_statuses(
        [_on(segment, found.get(at)) for at, segment in enumerate(current)], translation.protocol, set(), report
    )
    kept = [each for row in lost if (each := _left(row, report)) and each not in translation.leftovers]
    return replace(
        translation,
        slug=numbered.slug,
        title=numbered.chapter.title,
        source=numbered.chapter.source.sha256,
        rows=rows,
        leftovers=(*translation.leftovers, *kept),
    )


def _on(segment: Segment, row: TranslationRow | None) -> TranslationRow:
    blank = row or TranslationRow(segment.name, segment.text, segment.digest)
    return replace(
        blank,
        name=segment.name,
        original=segment.text,
        digest=segment.digest,
        first=segment.first,
        last=segment.last,
        place=segment.place,
    )


def _left(row: TranslationRow, report: ReturnReport) -> Leftover | None:
    comments = tuple(line for comment in row.comments for line in comment.text)
    picture = tuple(part for part in (row.picture, row.alternative, row.credit) if part)
    written = (*row.text, *picture, *row.note, *comments)
    if not written:
        return None
    report.add(
        "Z653", f"{row_label(row)} gibt es im Text nicht mehr: {quoted(row.original)}. Aufgehoben: {quoted(written)}."
    )
    return leftover(row.name, row.original, written)


def settled_statuses(
    rows: Sequence[TranslationRow], protocol: Protocol, undecided: set[str], report: ReturnReport
) -> tuple[TranslationRow, ...]:
    """The rows with the status that holds; ``undecided`` are those with tracked changes."""
    unread: list[str] = []
    done = tuple(_settled(row, protocol.last_check, row.name in undecided, unread, report) for row in rows)
    if unread:
        message = f"„geprüft“ gilt nicht für {listed(unread)}: im Protokoll fehlen zwei Prüferinnen oder Prüfer oder das Datum."
        report.add("Z660", message, "Tragen Sie beides ins Protokoll ein; bis dahin gelten die Zeilen als übersetzt.")
    return done


def _settled(
    row: TranslationRow, last_check: str, undecided: bool, unread: list[str], report: ReturnReport
) -> TranslationRow:
    if row.status in {Status.TRANSLATED, Status.CHECKED} and not row.text:
        report.add("Z661", f"{row_label(row)} steht auf „{row.status}“, hat aber keinen Text.")
        return replace(row, status=Status.OPEN)
    if row.status is Status.OMITTED and row.text:
        report.add("Z661", f"{row_label(row)} steht auf „weggelassen“, hat aber Text: {quoted(row.text)}.")
    if row.status is not Status.CHECKED:
        return row
    digest = text_digest(row.text)
    if not last_check:
        unread.append(row.name)
    elif why := _why_not(row, digest, last_check, undecided=undecided):
        report.add("Z660", f"„geprüft“ gilt nicht für {row_label(row)}: {why}.")
    else:
        return replace(row, checked=digest, checked_on=last_check)
    return replace(row, status=Status.TRANSLATED)


def _why_not(row: TranslationRow, digest: str, last_check: str, *, undecided: bool) -> str:
    if undecided:
        return "die Zeile hat Änderungen, die nicht entschieden sind"
    if row.review:
        return "der Ausgangstext hat sich geändert"
    if row.checked and row.checked != digest and row.checked_on == last_check:
        return "der Text hat sich seit der Prüfung geändert"
    return ""


def report_coverage(rows: Sequence[TranslationRow], kinds: Sequence[SegmentKind], report: ReturnReport) -> None:
    """Report which official lines are not covered yet, and where statuses do not fit together."""
    missing = missing_lines(rows)
    if missing:
        report.add("Z659", f"{line_ranges(missing)} {'fehlt' if len(missing) == 1 else 'fehlen'}.")
    if beside := missing_places(rows):
        report.add("Z659", f"Ohne Zeilennummer {'fehlt' if len(beside) == 1 else 'fehlen'}: {listed(beside)}.")
    if any(kind is SegmentKind.TITLE and not row.covered for row, kind in zip(rows, kinds, strict=True)):
        report.add("Z659", "Der Titel fehlt.")
    for passage in passages(rows):
        if passage.rows[0].status is Status.MERGED:
            report.add(
                "Z661", f"{row_label(passage.rows[0])} steht auf „zusammengefasst“, aber darüber ist keine Zeile dafür."
            )
    unsaid = [row.name for row in rows if row.status is Status.OPEN and row.text]
    if unsaid:
        report.add("Z661", f"Text ist da, aber der Status ist noch „offen“: {listed(unsaid)}.")


def row_label(row: TranslationRow) -> str:
    """The row for readers: ``S0017 (Zeile 24–27)``."""
    if row.first is None or row.last is None:
        return f"{row.name} ({row.place or 'Titel'})"
    return f"{row.name} ({line_ranges(range(row.first, row.last + 1)).replace('Zeilen', 'Zeile')})"
