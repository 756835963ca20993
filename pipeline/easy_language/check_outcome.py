"""What the check group's copy says, number by number, held against what the group reads now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.easy_language import check_wording
from pipeline.easy_language.check_copy import CheckEntry
from pipeline.easy_language.clean_lines import clean
from pipeline.easy_language.list_signs import plain_rows
from pipeline.easy_language.open_matters import is_closing, is_unsettled
from pipeline.easy_language.return_report import ReturnReport, quoted, row_ranges
from pipeline.easy_language.returned.check_sheet import Answer, CheckMark, CheckSheet
from pipeline.easy_language.returned_row_values import each_once
from pipeline.easy_language.rounds import Complaint
from pipeline.easy_language.translation import Comment, Leftover, Lines
from pipeline.easy_language.vouching import Vouched
from pipeline.text import walk

BAD_PICTURE = "Bild nicht gut"


@dataclass(slots=True)
class CheckOutcome:
    """What the copy says, number by number."""

    understood: list[CheckEntry] = field(default_factory=list)
    complaints: dict[str, tuple[CheckEntry, Complaint]] = field(default_factory=dict)
    """What was not understood of the text as it is, by the name of the entry."""
    older: list[Complaint] = field(default_factory=list)
    """The same of a text that has changed since."""
    notes: dict[str, Lines] = field(default_factory=dict)
    comments: dict[str, tuple[Comment, ...]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)


def said_of_entries(
    sheet: CheckSheet, every: Sequence[CheckEntry], group: Vouched, report: ReturnReport
) -> CheckOutcome:
    """What the copy says of each entry; marks that do not count are reported."""
    found = CheckOutcome()
    by_name = {entry.name: entry for entry in every}
    unvouched: list[CheckEntry] = []
    changed: list[CheckEntry] = []
    for mark in _united(sheet.marks):
        entry = _entry(mark, every, by_name)
        if entry is None:
            _keep(mark, found, report)
            continue
        same = says_the_same(mark.text, read_lines(entry))
        current = mark.digest == entry.digest or (not mark.digest and same and not entry.pictures)
        notes = tuple(line for line in mark.notes if not is_closing(line))
        if current and not same:
            notes = (*notes, f"Vorschlag, bitte prüfen: {quoted(mark.text, longest=2_000)}")
        verdict = _verdict(mark, notes, sheet, report)
        if verdict is Answer.NO and not current:
            found.older.append(_complaint(mark, entry, notes))
            continue
        _take(mark, entry, verdict, notes, found)
        if verdict is Answer.YES:
            (found.understood if current and group.day else unvouched if current else changed).append(entry)
    if unvouched:
        report.add("Z677", f"„verstanden“ zählt noch nicht: {'; '.join(group.faults)}.", _WHO_HINT)
    if changed:
        names = _named(entry.name for entry in changed)
        report.add("Z677", f"Nach dem Prüfen geändert, „verstanden“ zählt nicht: {names}.", _AGAIN_HINT)
    return found


def _take(mark: CheckMark, entry: CheckEntry, verdict: Answer, notes: Lines, found: CheckOutcome) -> None:
    if verdict is Answer.NO:
        found.complaints[entry.name] = entry, _complaint(mark, entry, notes)
    elif notes:
        found.notes[entry.name] = notes
    if mark.comments:
        found.comments[entry.name] = mark.comments


def _complaint(mark: CheckMark, entry: CheckEntry, notes: Lines) -> Complaint:
    comments = tuple(f"{each.author}: {' / '.join(each.text)}" for each in mark.comments)
    return Complaint(round_name(entry), _said(mark, notes), mark.text, notes, comments)


_WHO_HINT = "Tragen Sie am Ende der Datei zwei Namen und den Tag ein und lesen Sie sie noch einmal ein."
_AGAIN_HINT = "Diese Zeilen liest die Prüfgruppe in einer neuen Prüf-Fassung."


def _united(marks: Iterable[CheckMark]) -> list[CheckMark]:
    """Each number once; where one stands twice, what was not understood counts, and every note."""
    found: dict[str, CheckMark] = {}
    for mark in marks:
        known = found.get(mark.name)
        if known is None:
            found[mark.name] = mark
            continue
        said = {known.understood, mark.understood}
        found[mark.name] = replace(
            known,
            understood=next((each for each in (Answer.NO, Answer.YES) if each in said), Answer.NONE),
            pictures=known.pictures if Answer.NO in known.pictures else mark.pictures,
            notes=each_once(known.notes, mark.notes),
            comments=each_once(known.comments, mark.comments),
            both=known.both or mark.both,
        )
    return list(found.values())


def _entry(mark: CheckMark, every: Sequence[CheckEntry], by_name: Mapping[str, CheckEntry]) -> CheckEntry | None:
    """What the mark speaks of; words are numbered anew in each copy, so they are known by themselves."""
    if not mark.name.startswith("W"):
        return by_name.get(mark.name)
    return next((each for each in every if each.word and says_the_same(mark.text[:1], read_lines(each)[:1])), None)


def read_lines(entry: CheckEntry) -> Lines:
    """The lines of the entry as the copy shows them, without the signs of lists."""
    if entry.heading:
        return tuple(walk.plain(each.content) for each in walk.text_blocks(entry.blocks))
    return tuple(plain_rows(entry.blocks))


_SIGN = re.compile(r"^(?:[•·–▪o-]|\(?\w{1,4}[.)])\s+")


def says_the_same(first: Lines, second: Lines) -> bool:
    """Whether both say the same, whatever signs of lists stand before their lines."""
    return [_bare(line) for line in first if line] == [_bare(line) for line in second if line]


def _bare(line: str) -> str:
    return _SIGN.sub("", clean(line))


def round_name(entry: CheckEntry) -> str:
    """What the protocol of rounds calls it."""
    return f"Wort „{entry.word}“" if entry.word else entry.name


def _verdict(mark: CheckMark, notes: Lines, sheet: CheckSheet, report: ReturnReport) -> Answer:
    """Whether it is understood; a question beside „verstanden“ is one that waits for an answer."""
    asks = next((line for line in notes if is_unsettled(line)), "") or next(
        (" ".join(each.text) for each in mark.comments if _waits(each)), ""
    )
    if mark.both:
        report.add("Z677", f"{mark.name}: beides ist angekreuzt. Es gilt: nicht verstanden.")
    if mark.understood is Answer.NO or Answer.NO in mark.pictures:
        return Answer.NO
    if asks:
        if mark.understood is Answer.YES:
            report.add(
                "Z677",
                f"{mark.name}: verstanden, aber dazu ist etwas offen: {quoted(asks)}. Es gilt: nicht verstanden.",
            )
        return Answer.NO
    if mark.understood is Answer.NONE and sheet.all_others and not notes:
        return Answer.YES
    return mark.understood


def _waits(comment: Comment) -> bool:
    return not comment.done and not comment.reply and not is_closing(" ".join(comment.text))


def _said(mark: CheckMark, notes: Lines) -> str:
    bad = [at for at, each in enumerate(mark.pictures, 1) if each is Answer.NO]
    which = BAD_PICTURE if len(mark.pictures) < 2 else f"Bild {', '.join(map(str, bad))} nicht gut"  # noqa: PLR2004
    if mark.understood is Answer.NO:
        return f"{check_wording.NOT_UNDERSTOOD}, {which}" if bad else check_wording.NOT_UNDERSTOOD
    return which if bad else "eine Frage ist offen" if notes or mark.comments else check_wording.NOT_UNDERSTOOD


def _keep(mark: CheckMark, found: CheckOutcome, report: ReturnReport) -> None:
    comments = tuple(f"{each.author}: {line}" for each in mark.comments for line in each.text)
    written = (*mark.notes, *comments)
    if mark.understood is Answer.NO or written:
        kept = (*([check_wording.NOT_UNDERSTOOD] if mark.understood is Answer.NO else []), *written)
        report.add("Z653", f"{mark.name} gibt es in der Prüf-Fassung nicht mehr. Aufgehoben: {quoted(kept)}.")
        found.leftovers.append(Leftover(f"Prüf-Fassung, {mark.name}: {' / '.join(mark.text)}", kept))


def keep_outside(sheet: CheckSheet, title: str, found: CheckOutcome, report: ReturnReport) -> None:
    """Keep what somebody wrote beside the tables."""
    for line in sheet.outside:
        if not says_the_same((line,), (title,)):
            report.add("Z654", f"Text außerhalb der Tabellen. Aufgehoben: {quoted(line)}.")
            found.leftovers.append(Leftover("Prüf-Fassung, außerhalb der Tabellen", (line,)))


def report_outcome(found: CheckOutcome, sheet: CheckSheet, report: ReturnReport) -> None:
    """Report what the group did not understand, and what it wrote besides."""
    plain: dict[str, list[str]] = {}
    for name, (_, complaint) in found.complaints.items():
        if complaint.notes or complaint.comments:
            words = quoted([*complaint.notes, *complaint.comments])
            report.add("Z676", f"{complaint.row}: {complaint.said}: {words}.", _MEND_HINT)
        else:
            plain.setdefault(complaint.said, []).append(name)
    for said, names in plain.items():
        report.add("Z676", f"{_named(names)}: {said}.", _MEND_HINT)
    for complaint in found.older:
        words = f": {quoted([*complaint.notes, *complaint.comments])}" if complaint.notes or complaint.comments else ""
        message = f"{complaint.row}: {complaint.said}{words}. Der Text ist seither ein anderer; es steht nur im Protokoll der Runden."
        report.add("Z677", message, f"Gelesen wurde: {quoted(complaint.text)}")
    for name, notes in found.notes.items():
        report.add("Z658", f"{name}: Anmerkung {quoted(notes)}.")
    for comment in sheet.comments:
        report.add("Z658", f"Außerhalb der Nummern: {comment.author or 'ohne Namen'}: {quoted(comment.text)}.")


_MEND_HINT = (
    "Ändern Sie den Text; die nächste Prüf-Fassung zeigt den neuen. „zeilentreu rounds“ zeigt, was gelesen wurde."
)


def _named(names: Iterable[str]) -> str:
    rows = [name for name in names if name.startswith("S")]
    others = [name for name in names if not name.startswith("S")]
    return ", ".join(filter(None, [row_ranges(rows), *others]))
