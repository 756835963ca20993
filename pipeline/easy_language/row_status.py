"""How far a row really is: what its status may say, and when „geprüft“ no longer holds.

A check is bound to what was read: the row keeps its digest and the day of the protocol. Other words on the same day were
not read by anybody, so only a later check (another day in the protocol) can vouch for them. Only what comes back from
people records a check (``CheckBasis.records``); a build takes it as it is recorded, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pipeline.easy_language.alignment import Fit, Key, aligned
from pipeline.easy_language.form_wording import PROPOSED, Status
from pipeline.easy_language.open_matters import open_matters
from pipeline.easy_language.reading_digest import PictureDigests, row_digest
from pipeline.easy_language.return_report import ReturnReport, listed, quoted, row_ranges
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
)
from pipeline.easy_language.vouching import Vouched, vouched
from pipeline.text.model import NumberedChapter


@dataclass(frozen=True, slots=True)
class CheckBasis:
    """What „geprüft“ is held against."""

    vouched: Vouched
    pictures: PictureDigests = field(default_factory=dict)
    records: bool = False
    """Whether a check that nobody has recorded yet may be recorded now."""


def refreshed(
    translation: Translation,
    numbered: NumberedChapter,
    report: ReturnReport,
    pictures: PictureDigests = MappingProxyType({}),
) -> Translation:
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
        was = row.was or row.original if row.review or changed else ""
        found[match.index] = replace(
            row, review=row.review or changed, was="" if was == current[match.index].text else was
        )
        if changed:
            segment = current[match.index]
            report.add(
                "Z656",
                f"{row_label(row)}: der Text ist geändert: jetzt {quoted(segment.text)}, bisher {quoted(row.original)}.",
            )
    rows = settled_statuses(
        [_on(segment, found.get(at)) for at, segment in enumerate(current)],
        CheckBasis(vouched(translation.protocol), pictures),
        set(),
        report,
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
    picture = tuple(part for each in row.pictures for part in (each.name, each.alternative, each.credit) if part)
    written = (*row.text, *picture, *row.note, *comments)
    if not written:
        return None
    report.add(
        "Z653", f"{row_label(row)} gibt es im Text nicht mehr: {quoted(row.original)}. Aufgehoben: {quoted(written)}."
    )
    return leftover(row.name, row.original, written)


def settled_statuses(
    rows: Sequence[TranslationRow], check: CheckBasis, undecided: set[str], report: ReturnReport
) -> tuple[TranslationRow, ...]:
    """The rows with the status that holds; ``undecided`` are those with tracked changes."""
    fallen: dict[str, list[str]] = {}
    done = tuple(_settled(row, check, row.name in undecided, fallen, report) for row in rows)
    for why, names in fallen.items():
        report.add("Z660", f"„geprüft“ gilt nicht für {row_ranges(names)}: {why}.", _hint(why, check))
    if not fallen and check.vouched.faults and any(row.status is Status.CHECKED for row in done):
        report.add("Z660", f"Im Protokoll zählt nicht alles: {'; '.join(check.vouched.faults)}.", PROTOCOL_HINT)
    return done


PROPOSED_HINT = "Ist der Satz richtig, geben Sie der Zeile einen anderen Status, zum Beispiel „übersetzt“; bis dahin erscheint er nirgends."
PROTOCOL_HINT = (
    "Tragen Sie im Prüf-Protokoll zwei Namen und einen Tag ein, der war; bis dahin gelten die Zeilen als übersetzt."
)


def _hint(why: str, check: CheckBasis) -> str:
    if not check.vouched.day and why == _faults(check):
        return PROTOCOL_HINT
    return _HINTS.get(why.partition(":")[0], "")


UNDECIDED, OLDER = "die Zeile hat Änderungen, die nicht entschieden sind", "der Ausgangstext hat sich geändert"
CHANGED = "Text, Bild oder Alternativtext sind seit der Prüfung andere"
UNRECORDED = "keine zurückgekommene Datei sagt das"
OPEN_MATTER = "dazu ist etwas offen"
_HINTS = {
    UNDECIDED: "Nehmen Sie die Änderungen in Word an oder lehnen Sie sie ab.",
    OLDER: "Sehen Sie die Zeile an, löschen Sie review in der TOML-Datei und lassen Sie neu prüfen.",
    CHANGED: "Lassen Sie die Zeile noch einmal lesen und tragen Sie den Tag unter „Zweite Prüfung am“ ein.",
    UNRECORDED: "„geprüft“ kommt mit „zeilentreu return“ aus dem Word-Dokument, mit Namen und Tag im Prüf-Protokoll.",
    OPEN_MATTER: "Klären Sie es; löschen Sie dann die Anmerkung, oder schreiben Sie done = true zum Kommentar in der TOML-Datei.",
}


def _faults(check: CheckBasis) -> str:
    return "; ".join(check.vouched.faults)


def _settled(
    row: TranslationRow, check: CheckBasis, undecided: bool, fallen: dict[str, list[str]], report: ReturnReport
) -> TranslationRow:
    if row.status in {Status.TRANSLATED, Status.CHECKED} and not row.text:
        report.add("Z661", f"{row_label(row)} steht auf „{row.status}“, hat aber keinen Text.")
        return replace(row, status=Status.OPEN)
    if row.status is Status.OMITTED and row.text:
        report.add("Z661", f"{row_label(row)} steht auf „weggelassen“, hat aber Text: {quoted(row.text)}.")
    if row.status is not Status.OPEN and any(line.startswith(PROPOSED) for line in row.note):
        # Somebody has confirmed it, or written something else.
        row = replace(row, note=tuple(line for line in row.note if not line.startswith(PROPOSED)))
    if row.status is not Status.CHECKED:
        return row
    digest = row_digest(row, check.pictures)
    if why := _why_not(row, digest, check, undecided=undecided):
        fallen.setdefault(why, []).append(row.name)
        return replace(row, status=Status.TRANSLATED)
    return replace(row, checked=digest, checked_on=check.vouched.day) if check.records else row


def _why_not(row: TranslationRow, digest: str, check: CheckBasis, *, undecided: bool) -> str:
    day = check.vouched.day
    if not day:
        return _faults(check)
    if undecided:
        return UNDECIDED
    if row.review:
        return OLDER
    if matters := [*open_matters(row)]:
        return f"{OPEN_MATTER}: {quoted(matters[0])}"
    if check.records and (row.checked in {"", digest} or row.checked_on != day):
        return ""
    if row.checked == digest and row.checked_on in check.vouched.days:
        return ""
    if row.checked == digest:
        return UNRECORDED
    return CHANGED if row.checked else UNRECORDED


def recorded(protocol: Protocol, shared: str, check: CheckBasis, rows: Iterable[TranslationRow]) -> Protocol:
    """The protocol with what the readers saw besides the rows; what another day vouched for is not seen anew."""
    day = check.vouched.day
    if not day or day == protocol.seen_on or not any(row.status is Status.CHECKED for row in rows):
        return protocol
    return replace(protocol, seen=shared, seen_on=day)


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
    if waiting := [row.name for row in rows if row.proposed]:
        report.add(
            "Z691", f"Vorschläge aus dem Gedächtnis, die niemand bestätigt hat: {row_ranges(waiting)}.", PROPOSED_HINT
        )
    unsaid = [row.name for row in rows if row.status is Status.OPEN and row.text and not row.proposed]
    if unsaid:
        report.add("Z661", f"Text ist da, aber der Status ist noch „offen“: {listed(unsaid)}.")


def row_label(row: TranslationRow) -> str:
    """The row for readers: ``S0017 (Zeile 24–27)``."""
    if row.first is None or row.last is None:
        return f"{row.name} ({row.place or 'Titel'})"
    return f"{row.name} ({line_ranges(range(row.first, row.last + 1)).replace('Zeilen', 'Zeile')})"
