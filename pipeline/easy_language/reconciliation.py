"""What came back × the text as it is × what was there before → the translation, and what to report.

Nothing that a person wrote is dropped without a word: what is replaced is reported, what is empty now keeps what was there,
and what fits nowhere becomes a leftover.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.easy_language import form_wording
from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.outside_rows import hidden, outside, report_margins
from pipeline.easy_language.placement import placed
from pipeline.easy_language.return_report import ReturnReport, quoted
from pipeline.easy_language.returned.order_sheet import OrderSheet, ReturnedRow
from pipeline.easy_language.returned.returned_rows import bare_words
from pipeline.easy_language.row_status import refreshed, report_coverage, row_label, settled_statuses
from pipeline.easy_language.segments import Segment, segments
from pipeline.easy_language.translation import Lines, Protocol, Translation, TranslationRow, Word, readers
from pipeline.text.model import NumberedChapter

T = TypeVar("T", bound=Hashable)

_AROUND = " .,:;!?()[]„“”\"'–-✓✔☑"
"""What may stand around a status that somebody typed."""

_ENOUGH = 0.5
"""The share of originals that must be the text's where nothing else says which text a file belongs to."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The translation as it stands now, and what there is to report."""

    translation: Translation
    diagnostics: tuple[Diagnostic, ...]


def reconciled(sheet: OrderSheet, numbered: NumberedChapter, earlier: Translation | None, ledger: str) -> Reconciled:
    """The translation after the return; ``ledger`` names the earlier one. Raises InputRefusal (Z159)."""
    current = segments(numbered)
    _require_ours(sheet, numbered, current)
    report, before = ReturnReport(sheet.file), ReturnReport(ledger)
    source = numbered.chapter.source.sha256
    blank = Translation(numbered.slug, numbered.chapter.title, source)
    base = refreshed(earlier or blank, numbered, before)
    found = placed(sheet, current, source, report)
    protocol = _protocol(sheet, base.protocol, report)
    rows = [
        _row(row, found.rows.get(segment.name), segment.name in found.merged, segment.name in found.outdated, report)
        for row, segment in zip(base.rows, current, strict=True)
    ]
    undecided = {name for name, row in found.rows.items() if row.changes}
    report_margins(found, current, sheet, report)
    done = settled_statuses(rows, protocol, undecided, report)
    report_coverage(done, [segment.kind for segment in current], report)
    translation = replace(
        base,
        rows=done,
        protocol=protocol,
        words=_words(sheet.words, base.words, report),
        details=_details(sheet, base.details),
        comments=_united(base.comments, sheet.comments),
        leftovers=_united(
            base.leftovers, [*found.leftovers, *hidden(found), *outside(sheet, numbered, current, report)]
        ),
    )
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


def _row(
    before: TranslationRow, returned: ReturnedRow | None, merged: bool, outdated: bool, report: ReturnReport
) -> TranslationRow:
    """The row with what came back for it."""
    if returned is None:
        return replace(before, status=Status.MERGED) if merged and not before.text else before
    where = row_label(before)
    said, note = _said(returned)
    if said is None:
        _report_unsaid(where, note, report)
    if returned.continued and not returned.text and said in {None, Status.OPEN}:
        report.add("Z661", f"{where}: die Zelle ist mit der darüber verbunden; die Zeile gilt als zusammengefasst.")
        said = Status.MERGED
    text = _text(before, returned.text, said, report)
    picture, alternative, credit = _picture(returned.picture)
    note = (*note, *(f"{head}: {line}" if head else line for head, lines in returned.extra for line in lines))
    fresh = bool(returned.text)
    # Somebody may have looked at the same words meanwhile and found that they still hold.
    decided = fresh or said in {Status.OMITTED, Status.MERGED}
    seen = text == before.text and not before.review and (fresh or said is before.status)
    return replace(
        before,
        text=text,
        status=_status(said, text, before, fresh=fresh),
        picture=report.kept(f"{where}, Bild", picture, before.picture),
        alternative=report.kept(f"{where}, Alternativtext", alternative, before.alternative),
        credit=report.kept(f"{where}, Bildquelle", credit, before.credit),
        note=report.kept(f"{where}, Anmerkung", note, before.note),
        comments=_united(before.comments, returned.comments),
        review=(outdated and not seen) if decided else before.review,
    )


def _text(before: TranslationRow, text: Lines, said: Status | None, report: ReturnReport) -> Lines:
    if not text and before.text and said in {Status.OMITTED, Status.MERGED}:
        report.add("Z662", f"{row_label(before)}: jetzt „{said}“. Bisher: {quoted(before.text, longest=10_000)}.")
        return ()
    return report.kept(f"{row_label(before)}, Leichte Sprache", text, before.text)


def _said(row: ReturnedRow) -> tuple[Status | None, Lines]:
    """The status that the row says, and the notes below it."""
    words = [line.strip(_AROUND).casefold() for line in row.state]
    at = next((at for at, word in enumerate(words) if word in set(Status)), None)
    if at is None:
        return None, row.state
    return Status(words[at]), (*row.state[:at], *row.state[at + 1 :])


def _report_unsaid(where: str, note: Lines, report: ReturnReport) -> None:
    """Report a note that begins as a status does, of a row that says none (Z661)."""
    for line in note:
        word = line.split()[0].strip(_AROUND).casefold() if line.strip() else ""
        if word in set(Status):
            report.add(
                "Z661", f"{where}: {quoted(line)} gilt als Anmerkung; ein Status ist nur das Wort „{word}“ allein."
            )


def _status(said: Status | None, text: Lines, before: TranslationRow, *, fresh: bool) -> Status:
    """What is said, or what can be seen where a word processor has lost what was said."""
    if text == before.text and (said is None or (said is Status.OPEN and text and not fresh)):
        return before.status
    if said is None:
        return Status.TRANSLATED if text else Status.OPEN
    return said


def _picture(lines: Lines) -> tuple[str, str, str]:
    """File name, alternative text and credit of the picture cell."""
    credit = [line.removeprefix(form_wording.CREDIT).strip() for line in lines if line.startswith(form_wording.CREDIT)]
    name, *alternative = [line for line in lines if not line.startswith(form_wording.CREDIT)] or [""]
    return name, " ".join(alternative), " ".join(credit)


def _protocol(sheet: OrderSheet, before: Protocol, report: ReturnReport) -> Protocol:
    """The protocol as it came back; what is empty there stays as it was."""
    said: dict[str, list[str]] = {}
    for name, written in sheet.fields:
        said.setdefault(_folded(name), []).extend(filter(None, [written.strip()]))

    def value(name: str, old: str) -> str:
        return report.kept(f"Protokoll, {name}", " ".join(", ".join(said.get(_folded(name), ())).split()), old)

    named_readers = (each for name, values in said.items() if _names_readers(name) for each in values)
    return Protocol(
        value(form_wording.TRANSLATED_BY, before.translated_by),
        report.kept("Protokoll, Prüferinnen und Prüfer", readers(named_readers), before.readers),
        value(form_wording.ASSISTANCE, before.assistance),
        value(form_wording.CHECKED_ON, before.checked_on),
        value(form_wording.SECOND_CHECK_ON, before.second_check_on),
        value(form_wording.RELEASED_BY, before.released_by),
        value(form_wording.RELEASED_ON, before.released_on),
    )


def _names_readers(name: str) -> bool:
    """Whether the label asks for readers; somebody may have added „Geprüft von (3)“."""
    return name.startswith(_folded(form_wording.READER_1.partition("(")[0])) or name == _folded(
        form_wording.MORE_READERS
    )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _details(sheet: OrderSheet, before: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What the header sheet says, and what it said before of which it says nothing now."""
    labels = {_folded(name) for name in (*form_wording.PROTOCOL, *form_wording.GIVEN)}
    said = {
        name: value
        for name, value in sheet.fields
        if value
        and _folded(name) not in labels
        and not _names_readers(_folded(name))
        and not {name, value} <= form_wording.SENTENCES
    }
    return tuple({**dict(before), **said}.items())


def _words(new: Sequence[Word], before: Iterable[Word], report: ReturnReport) -> tuple[Word, ...]:
    """The word list as it came back, and the entries that it no longer has."""
    old = {each.word.casefold(): each for each in before}
    merged = []
    for each in _once(new):
        known = old.pop(each.word.casefold(), Word(each.word))
        where = f"Wortliste, {quoted(each.word)}"
        merged.append(
            replace(
                each,
                lines=each.lines or known.lines,
                agreed=report.kept(where, each.agreed, known.agreed),
                explanation=report.kept(f"{where}, Erklärung", each.explanation, known.explanation),
            )
        )
    return (*merged, *old.values())


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """Each word once: an entry that only fills what another one leaves empty belongs to it."""
    found: dict[str, list[Word]] = {}
    for word in dict.fromkeys(words):
        same = found.setdefault(word.word.casefold(), [])
        at = next((index for index, each in enumerate(same) if _fits(each, word)), None)
        if at is None:
            same.append(word)
        else:
            one = same[at]
            same[at] = replace(
                one,
                lines=one.lines or word.lines,
                agreed=one.agreed or word.agreed,
                explanation=one.explanation or word.explanation,
            )
    yield from (each for same in found.values() for each in same)


def _fits(one: Word, other: Word) -> bool:
    pairs = ((one.lines, other.lines), (one.agreed, other.agreed), (one.explanation, other.explanation))
    return all(not first or not second or first == second for first, second in pairs)


def _united(before: Iterable[T], new: Iterable[T]) -> tuple[T, ...]:
    """Both, each once, in their order."""
    return tuple(dict.fromkeys([*before, *new]))
