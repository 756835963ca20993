"""The check group's copy that came back × the translation as it is → the translation, and the round for its protocol.

    ☒ verstanden, the text that is there now, two names and a day     geprüft
    ☒ nicht verstanden, ☒ nein                                        übersetzt, and a note that waits for an answer
    the same for a text that has changed since                        nothing but an entry in the protocol of rounds

A note of the group goes, and its comment is closed, once a group has understood another text in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.easy_language import form_wording
from pipeline.easy_language.check_copy import CheckEntry, CopyPart, entries
from pipeline.easy_language.check_outcome import (
    CheckOutcome,
    keep_outside,
    read_lines,
    report_outcome,
    round_name,
    said_of_entries,
    says_the_same,
)
from pipeline.easy_language.check_protocol import group_protocol, protocol_with
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.reading_digest import PictureDigests, row_digest, shared_digest
from pipeline.easy_language.rendition import Rendition
from pipeline.easy_language.return_report import ReturnReport, row_ranges
from pipeline.easy_language.returned.check_sheet import CheckSheet
from pipeline.easy_language.returned_row_values import each_once, united_comments
from pipeline.easy_language.rounds import Complaint, Round, RoundKind, changes, last_complaint
from pipeline.easy_language.row_status import CheckBasis, settled_statuses
from pipeline.easy_language.translation import Comment, Lines, Protocol, Translation, TranslationRow
from pipeline.easy_language.vouching import Vouched, vouched
from pipeline.text.model import NumberedChapter

GROUP = "Prüfgruppe"
"""Who a note of the group is from."""


@dataclass(frozen=True, slots=True)
class GroupChecked:
    """The translation as it stands now, the round that made it so, and what there is to report."""

    translation: Translation
    round: Round
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class CheckBackground:
    """What a copy that came back is held against."""

    numbered: NumberedChapter
    translation: Translation | None
    """Held against the text as it is."""
    reading: Rendition | None
    """What its editions show."""
    rounds: Sequence[Round] = ()
    pictures: PictureDigests = field(default_factory=dict)


def checked(sheet: CheckSheet, of: CheckBackground, today: date) -> GroupChecked:
    """The translation after the check. Raises InputRefusal (Z159)."""
    _require_ours(sheet, of.numbered)
    before = of.translation
    if of.reading is None or before is None:
        message = "Zu diesem Text gibt es noch keine Leichte Sprache, die geprüft sein kann."
        raise InputRefusal(Diagnostic("Z159", Place(sheet.file), message))
    report, every = ReturnReport(sheet.file), entries(of.reading, of.numbered)
    said = group_protocol(sheet.fields)
    group = vouched(said, today)
    found = said_of_entries(sheet, every, group, report)
    keep_outside(sheet, of.reading.title, found, report)
    protocol = protocol_with(before.protocol, said, group)
    marked = _MarkedRows(found, of, said.checked_on, group.day)
    settled = _settled(found, of.rounds)
    after = replace(
        before,
        rows=settled_statuses(
            [marked.row(row) for row in before.rows],
            CheckBasis(vouched(protocol, today), of.pictures),
            set(),
            report,
        ),
        protocol=protocol,
        comments=tuple(
            replace(each, done=each.done or _subject(each) in settled)
            for each in united_comments(before.comments, [*sheet.comments, *_of_shared(found)])
        ),
        leftovers=each_once(before.leftovers, found.leftovers),
    )
    after = _with_shared(after, of.numbered, every, found, group)
    report_outcome(found, sheet, report)
    return GroupChecked(after, _round(sheet, said, found, before, after, today), tuple(report.diagnostics))


def _round(
    sheet: CheckSheet, said: Protocol, found: CheckOutcome, before: Translation, after: Translation, today: date
) -> Round:
    read = {name for entry in found.understood for name in entry.rows}
    return Round(
        today.isoformat(),
        RoundKind.CHECK,
        sheet.file.replace("\\", "/").rpartition("/")[2],
        said.readers,
        said.assistance,
        said.checked_on,
        row_ranges(row.name for row in after.rows if row.name in read and row.status is Status.CHECKED),
        (*(each for _, each in found.complaints.values()), *found.older),
        changes(before, after),
    )


def _require_ours(sheet: CheckSheet, numbered: NumberedChapter) -> None:
    slug, place = sheet.properties.get(form_wording.SLUG, ""), Place(sheet.file)
    if not sheet.marks:
        message = "In der Datei ist keine Tabelle mit den Nummern der Prüf-Fassung."
        raise InputRefusal(
            Diagnostic("Z159", place, message, "Zurück kommt die Word-Datei der Prüfgruppe, mit ihren Tabellen.")
        )
    if slug and slug != numbered.slug:
        message = f"Die Datei gehört zu „{slug}“, der Text ist „{numbered.slug}“."
        raise InputRefusal(Diagnostic("Z159", place, message))


class _MarkedRows:
    """Rows with what the group says of them; an entry of several rows speaks of them all, its notes hang on the first."""

    def __init__(self, found: CheckOutcome, of: CheckBackground, said_on: str, day: str) -> None:
        """``said_on`` is the day as the copy has it, ``day`` is empty where nobody vouches."""
        self._found, self._of, self._said_on, self._day = found, of, said_on, day
        self._understood = {name: entry for entry in found.understood for name in entry.rows}
        self._complained = {name: each for each in found.complaints.values() for name in each[0].rows}

    def row(self, row: TranslationRow) -> TranslationRow:
        """The row."""
        if entry := self._understood.get(row.name):
            row = _without_settled(row, entry, self._of.rounds)
            digest = row_digest(row, self._of.pictures)
            row = replace(row, status=Status.CHECKED, checked=digest, checked_on=self._day)
        if complained := self._complained.get(row.name):
            row = self._with_complaint(row, *complained)
        if notes := self._found.notes.get(row.name, ()):
            row = replace(row, note=each_once(row.note, [_note("", notes, self._said_on)]))
        return replace(row, comments=united_comments(row.comments, self._found.comments.get(row.name, ())))

    def _with_complaint(self, row: TranslationRow, entry: CheckEntry, complaint: Complaint) -> TranslationRow:
        status = Status.TRANSLATED if row.status is Status.CHECKED else row.status
        row = replace(row, status=status, checked="", checked_on="")
        if entry.rows[0] != row.name:
            return row
        return replace(row, note=each_once(row.note, [_note(complaint.said, complaint.notes, self._said_on)]))


def _note(said: str, notes: Lines, day: str) -> str:
    return ": ".join(filter(None, [f"{GROUP}, {day}" if day else GROUP, said, " / ".join(notes)]))


def _without_settled(row: TranslationRow, entry: CheckEntry, rounds: Sequence[Round]) -> TranslationRow:
    """The row without what a group asked of another text in its place: it has been answered by that."""
    complaint = last_complaint(rounds, round_name(entry))
    if complaint is None or says_the_same(complaint.text, read_lines(entry)):
        return row
    asked = {line for of in rounds for each in of.complaints if each.row == round_name(entry) for line in each.comments}
    return replace(
        row,
        note=tuple(line for line in row.note if not line.startswith(GROUP)),
        comments=tuple(
            replace(each, done=each.done or f"{each.author}: {' / '.join(each.text)}" in asked) for each in row.comments
        ),
    )


def _of_shared(found: CheckOutcome) -> Iterator[Comment]:
    """What is said of words and of the program's own sentences: they have no row, so it is a comment of the text."""
    for entry, complaint in found.complaints.values():
        if entry.part is not CopyPart.READING:
            yield Comment(GROUP, (f"{round_name(entry)}: {complaint.said}", *complaint.notes, *complaint.comments))
    for name, notes in found.notes.items():
        if not name.startswith("S"):
            yield Comment(GROUP, (f"{name}:", *notes))


def _subject(comment: Comment) -> str:
    return comment.text[0].rpartition(": ")[0] if comment.author == GROUP and comment.text else ""


def _settled(found: CheckOutcome, rounds: Sequence[Round]) -> set[str]:
    """The words and own sentences that are understood now, where another text was complained of."""
    return {
        round_name(entry)
        for entry in found.understood
        if entry.part is not CopyPart.READING
        and (complaint := last_complaint(rounds, round_name(entry)))
        and not says_the_same(complaint.text, read_lines(entry))
    }


def _with_shared(
    after: Translation, numbered: NumberedChapter, every: Sequence[CheckEntry], found: CheckOutcome, group: Vouched
) -> Translation:
    """What the group has seen besides the rows: all of it is understood, or nothing of it is read."""
    shared = [entry for entry in every if entry.part is not CopyPart.READING]
    waiting = {_subject(each) for each in after.comments if each.author == GROUP and not each.done}
    if any(entry.name in found.complaints for entry in shared):
        return replace(after, protocol=replace(after.protocol, seen="", seen_on=""))
    if all(entry in found.understood for entry in shared) and not waiting & {round_name(entry) for entry in shared}:
        seen = shared_digest(after, numbered)
        if seen != after.protocol.seen:
            return replace(after, protocol=replace(after.protocol, seen=seen, seen_on=group.day))
    return after
