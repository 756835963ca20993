"""A row as it came back × the row as it was → the row as it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipeline.easy_language.form_wording import Status
from pipeline.easy_language.open_matters import is_closing, is_unsettled
from pipeline.easy_language.picture_cell import NamedPicture, is_file_name, named_pictures
from pipeline.easy_language.return_report import ReturnReport, Value, quoted, row_ranges
from pipeline.easy_language.returned.order_sheet import ReturnedRow
from pipeline.easy_language.row_status import row_label
from pipeline.easy_language.said_status import SaidStatus, said_status
from pipeline.easy_language.translation import Comment, Lines, RowPicture, TranslationRow

T = TypeVar("T", bound=Hashable)


@dataclass(slots=True)
class RowRemarks:
    """What is to be reported of many rows at once: what about them, and which."""

    by_remark: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    def note(self, code: str, remark: str, name: str, hint: str = "") -> None:
        """Note the remark for a row; ``{}`` in it stands for the rows."""
        self.by_remark.setdefault((code, remark, hint), []).append(name)

    def report_all(self, report: ReturnReport) -> None:
        """Add a diagnostic for each remark."""
        for (code, remark, hint), names in self.by_remark.items():
            report.add(code, remark.replace("{}", row_ranges(names), 1), hint)


STILL_CHECKED = "{}: in der Datei nicht mehr „geprüft“, aber die Wörter sind dieselben. „geprüft“ bleibt."
STILL_CHECKED_HINT = "So ist es, wenn eine ältere Kopie zurückkommt. Soll die Prüfung nicht mehr gelten, ändern Sie status in der TOML-Datei."
NO_LONGER_CHECKED = "{}: die Zeile war geprüft, ihr Text ist jetzt ein anderer. „geprüft“ gilt nicht mehr."
NAMELESS = "Bild ohne Dateinamen: "
"""How a note begins that holds the words of a picture cell without a file name."""
NO_STATUS_HINT = "Eindeutig sind: offen, übersetzt, zusammengefasst, weggelassen, geprüft."


def with_returned(
    before: TranslationRow,
    returned: ReturnedRow | None,
    *,
    merged: bool,
    outdated: bool,
    report: ReturnReport,
    remarks: RowRemarks,
) -> TranslationRow:
    """The row with what came back for it."""
    if returned is None:
        return replace(before, status=Status.MERGED) if merged and not before.text else before
    returned, said = _moved(before, returned, remarks)
    text = _text(before, returned.text, said.status, report)
    note = (*said.note, *(f"{head}: {line}" if head else line for head, lines in returned.extra for line in lines))
    picture, more, note = _pictures(before, returned, note)
    fresh = bool(returned.text)
    # Somebody may have looked at the same words meanwhile and found that they still hold.
    decided = fresh or said.status in {Status.OMITTED, Status.MERGED}
    seen = text == before.text and not before.review and (fresh or said.status is before.status)
    untouched = before.review and text == before.text and said.status in {None, before.status}
    where = row_label(before)

    def kept(what: str, new: Value, old: Value) -> Value:
        """The new value, or the old one where the new is empty: of a partial delivery, one remark for all rows."""
        if old and not new:
            remarks.note("Z663", f"{{}}, {what}: in der Datei leer. Der frühere Stand bleibt.", before.name)
            return old
        return report.kept(f"{where}, {what}", new, old)

    if before.text and not returned.text and text == before.text:
        remarks.note("Z663", "{}, Leichte Sprache: in der Datei leer. Der frühere Stand bleibt.", before.name)
    if note != before.note:
        for line in (each for each in said.note if each not in (*said.doubtful, *before.note) and not is_closing(each)):
            remarks.note("Z658", f"{{}}: Anmerkung {quoted(line)}.", before.name)
    after = replace(
        before,
        text=text,
        picture=kept("Bild", picture.name, before.picture),
        alternative=kept("Alternativtext", picture.alternative, before.alternative),
        credit=kept("Bildquelle", picture.credit, before.credit),
        more_pictures=more if picture.name else before.more_pictures,
        note=kept("Anmerkung", note, before.note),
        comments=united_comments(before.comments, returned.comments),
        # What comes back as it went out has been looked at by nobody.
        review=((outdated and not seen) or untouched) if decided else before.review,
    )
    return replace(after, status=_status(said.status, before, after, fresh=fresh, remarks=remarks))


def _moved(before: TranslationRow, returned: ReturnedRow, remarks: RowRemarks) -> tuple[ReturnedRow, SaidStatus]:
    """The row with what stands in the wrong cell for sure in its own, and the status that it says."""
    name = before.name
    if returned.wide and not returned.picture and (
        at := next((at for at, line in enumerate(returned.text) if is_file_name(line)), None)
    ) is not None:  # fmt: skip
        returned = replace(returned, text=returned.text[:at], picture=returned.text[at:])
        remarks.note(
            "Z668",
            "{}: die Zellen „Leichte Sprache“ und „Bild“ sind verbunden; der Dateiname darin gilt als Bild.",
            name,
        )
    said = said_status(returned.state)
    if returned.continued and not returned.text and said.status not in {Status.MERGED, Status.OMITTED}:
        remarks.note("Z661", "{}: die Zelle ist mit der darüber verbunden; die Zeile gilt als zusammengefasst.", name)
        said = replace(said, status=Status.MERGED)
    elif not returned.text and not before.text and said.note:
        if returned.strayed:
            remarks.note(
                "Z668", "{}: die Leichte Sprache stand in der Spalte „Status und Anmerkung“; sie ist übernommen.", name
            )
            rest = tuple(line for line in said.note if line not in returned.strayed)
            doubtful = tuple(line for line in said.doubtful if line in rest)
            return replace(returned, text=returned.strayed), replace(said, note=rest, doubtful=doubtful)
        stray = tuple(line for line in said.note if line not in said.doubtful and not is_unsettled(line))
        if stray and said.status is not Status.OMITTED and (said.status is not Status.OPEN or len(stray) > 1):
            remarks.note(
                "Z668",
                f"{{}}: in der Spalte „Leichte Sprache“ steht nichts, beim Status {quoted(stray)}. Es gilt als Anmerkung.",
                name,
                "Gehört es in die Übersetzung, schreiben Sie es in der TOML-Datei unter text.",
            )
    for line in said.doubtful:
        holds = said.status or (Status.TRANSLATED if returned.text or before.text else Status.OPEN)
        remarks.note(
            "Z661",
            f"{{}}: {quoted(line)} gilt als Anmerkung, es ist kein Status, der eindeutig ist. Der Status ist „{holds}“.",
            name,
            NO_STATUS_HINT,
        )
    return returned, said


def _text(before: TranslationRow, text: Lines, said: Status | None, report: ReturnReport) -> Lines:
    if not text and before.text and said in {Status.OMITTED, Status.MERGED}:
        report.add("Z662", f"{row_label(before)}: jetzt „{said}“. Bisher: {quoted(before.text, longest=10_000)}.")
        return ()
    return report.kept(f"{row_label(before)}, Leichte Sprache", text, before.text) if text else before.text


def _pictures(
    before: TranslationRow, returned: ReturnedRow, note: Lines
) -> tuple[NamedPicture, tuple[RowPicture, ...], Lines]:
    """The first picture of the row, those after it, and the notes with what the cell holds besides."""
    first, *others = named_pictures(returned.picture) or (NamedPicture(""),)
    if not first.name and (first.alternative or first.credit):
        note = (*note, f"{NAMELESS}{first.lines}")
        first, *others = others or (NamedPicture(""),)
    known = {each.name: each for each in before.pictures}
    more = []
    for each in others:
        old = known.get(each.name, RowPicture(each.name))
        more.append(RowPicture(each.name, each.alternative or old.alternative, each.credit or old.credit))
    return first, tuple(more), note


def _status(
    said: Status | None, before: TranslationRow, after: TranslationRow, *, fresh: bool, remarks: RowRemarks
) -> Status:
    """What is said, or what can be seen where a word processor has lost what was said."""
    text = after.text
    if before.status is Status.CHECKED and said in {None, Status.OPEN, Status.TRANSLATED}:
        if text == before.text:
            if said is Status.TRANSLATED or fresh:
                remarks.note("Z663", STILL_CHECKED, before.name, STILL_CHECKED_HINT)
            return before.status
        remarks.note("Z660", NO_LONGER_CHECKED, before.name, "Lassen Sie die Zeile noch einmal lesen.")
    if text == before.text and (said is None or (said is Status.OPEN and text and not fresh)):
        return before.status
    if said is None:
        return Status.TRANSLATED if text else Status.OPEN
    return said


def each_once(before: Iterable[T], new: Iterable[T]) -> tuple[T, ...]:
    """Both, each once, in their order."""
    return tuple(dict.fromkeys([*before, *new]))


def united_comments(before: Iterable[Comment], new: Iterable[Comment]) -> tuple[Comment, ...]:
    """Both, each once; one that somebody closed, here or there, is closed."""
    found: dict[tuple[str, Lines], Comment] = {}
    for each in (*before, *new):
        key = each.author, each.text
        known = found.get(key, each)
        found[key] = replace(known, done=known.done or each.done, reply=known.reply or each.reply)
    return tuple(found.values())
