"""Returned rows → their segments: by majority of the anchors, then by the original; what has no place is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.easy_language import form_wording
from pipeline.easy_language.alignment import Fit, Key, aligned
from pipeline.easy_language.return_report import ReturnReport, parted_quotes, quoted, row_ranges
from pipeline.easy_language.returned.order_sheet import OrderSheet, ReturnedRow
from pipeline.easy_language.returned.returned_words import bare_words
from pipeline.easy_language.segments import Segment
from pipeline.easy_language.translation import Leftover, leftover

_ANCHORS = {"number": "sichtbar", "bookmark": "Textmarke", "tag": "Tag", "alias": "Titel des Feldes"}


@dataclass(slots=True)
class PlacedRows:
    """Rows by the names of their segments, and what goes with that."""

    rows: dict[str, ReturnedRow] = field(default_factory=dict)
    outdated: set[str] = field(default_factory=set)
    """Segments whose original is no longer the one that the row was written for."""
    merged: set[str] = field(default_factory=set)
    """Segments whose number stands in the cell of another row."""
    leftovers: list[Leftover] = field(default_factory=list)


def placed(sheet: OrderSheet, segments: Sequence[Segment], source: str, report: ReturnReport) -> PlacedRows:
    """Where each row belongs; ``source`` is the SHA-256 of the source as it is now."""
    originals = {segment.name: bare_words([segment.text]) for segment in segments}
    rows = [row for row in joined(sheet.rows, report) if row.claims or row.original or meant(row)]
    names = [_name(row, originals, report) for row in rows]
    known = sheet.properties.get(form_wording.SOURCE, "")
    matches = aligned(
        [_key(name, bare_words([row.original])) for name, row in zip(names, rows, strict=True)],
        [_key(*each) for each in originals.items()],
        renumbered=(renumbered := known not in {"", source}),
    )
    found, moved = PlacedRows(), 0
    homes: dict[str, str] = {}
    for row, name, match in zip(rows, names, matches, strict=True):
        if match is not None:
            found.rows[segments[match.index].name] = row
            homes.setdefault(name, segments[match.index].name)
            move = match.fit is Fit.MOVED
            moved += move and _report_move(row, name, segments[match.index], known, source, report)
    if moved:
        message = f"{moved} Tabellenzeilen haben im geänderten Text eine andere Nummer; sie sind am Original erkannt."
        report.add("Z656", message)
    for row, name, match in zip(rows, names, matches, strict=True):
        if match is None:
            if renumbered and name and name not in homes:
                _keep_gone(row, name, found, report)
            else:
                _keep_other(row, name, homes.get(name, name), set(originals.values()), found, report)
    for segment in segments:
        chosen = found.rows.get(segment.name)
        if chosen and bare_words([chosen.original]) not in _wanted(chosen, segment.name, originals):
            _find_change(chosen, segment, known, source, found, report)
    found.merged = {name for row in found.rows.values() for name in row.also} & set(originals) - set(found.rows)
    sent = set(sheet.properties.get(form_wording.PART, "").split())
    _report_missing(found, segments, sent, known, source, report)
    return found


def joined(rows: Iterable[ReturnedRow], report: ReturnReport) -> list[ReturnedRow]:
    """The rows, those that somebody split in two as one again."""
    found: list[ReturnedRow] = []
    for row in rows:
        before = found[-1] if found else None
        numbers = {name for _, name in row.claims}
        if before and ((row.below and not row.claims) or (row.part and numbers & {name for _, name in before.claims})):
            found[-1] = _with_part(before, row)
            name = before.claims[0][1] if before.claims else before.place
            report.add("Z668", f"{name}: die Tabellenzeile ist geteilt ({row.place}); ihre Teile sind wieder eine.")
        else:
            found.append(row)
    return found


def _with_part(row: ReturnedRow, part: ReturnedRow) -> ReturnedRow:
    original = row.original if part.original in {"", row.original} else f"{row.original} {part.original}".strip()
    return replace(
        row,
        original=original,
        text=(*row.text, *part.text),
        picture=(*row.picture, *part.picture),
        state=tuple(dict.fromkeys([*row.state, *part.state])),
        extra=(*row.extra, *part.extra),
        comments=(*row.comments, *part.comments),
        changes=row.changes + part.changes,
        hidden=f"{row.hidden} {part.hidden}".strip(),
        struck=(*row.struck, *part.struck),
        unkept=(*row.unkept, *part.unkept),
        glued=row.glued + part.glued,
        pictures=row.pictures + part.pictures,
    )


def _wanted(row: ReturnedRow, name: str, originals: Mapping[str, str]) -> set[str]:
    """What the original of the row may be: its own, with those of the rows that it is merged with; or above it."""
    together = " ".join(originals.get(each, "") for each in (name, *row.also))
    return {originals[name], together, *([""] if row.below else [])}


def _key(name: str, original: str) -> Key:
    return Key(name, original, original)


def meant(row: ReturnedRow) -> tuple[str, ...]:
    """What a person wrote in the row and at its margin: all but the words of the drop-down."""
    written = tuple(line for line in row.written if line.casefold() not in set(form_wording.Status))
    margin = tuple(f"Kommentar von {each.author}: {line}" for each in row.comments for line in each.text)
    return (*written, *margin, *([row.hidden] if row.hidden else []), *row.struck)


def _name(row: ReturnedRow, originals: Mapping[str, str], report: ReturnReport) -> str:
    """The number that most anchors say; among equals the one whose original stands in the row, then the visible one."""
    votes = Counter(name for _, name in row.claims)
    if not votes:
        return ""
    most = max(votes.values())
    best = [name for name, count in votes.items() if count == most]
    original = bare_words([row.original])
    name = next((each for each in best if original and originals.get(each) == original), best[0])
    if len(votes) > 1:
        said = ", ".join(f"{_ANCHORS[kind]} {each}" for kind, each in row.claims)
        report.add("Z652", f"{row.place}: die Nummern widersprechen sich ({said}). Die Zeile gilt als {name}.")
    elif row.claims[0][0] != "number" and not row.below:
        report.add("Z652", f"{row.place}: die sichtbare Nummer fehlt. Die Zeile gilt als {name}.")
    return name


def _find_change(
    row: ReturnedRow, segment: Segment, known: str, source: str, found: PlacedRows, report: ReturnReport
) -> None:
    """Report that the original reads differently, and find out whether it is the text that has changed."""
    where = label(segment)
    if not row.original:
        report.add("Z655", f"{where}: das Original ist gelöscht. Es gilt: {quoted(segment.text)}.")
        return
    here, official = parted_quotes(row.original, segment.text)
    change = f"in der Datei {here}, amtlich {official}"
    if known == source:
        report.add("Z655", f"{where}: das Original ist verändert: {change}.")
    elif known:
        report.add("Z656", f"{where}: der Text ist seit der Übergabe geändert: {change}.")
    else:
        report.add("Z655", f"{where}: das Original ist ein anderes, in der Datei oder im Text geändert: {change}.")
    if known != source:
        found.outdated.add(segment.name)
    # What a person may have written there is kept; what the text said before is not theirs.
    if known in {"", source}:
        found.leftovers.append(Leftover(f"Tabellenzeile {segment.name}, Original", (row.original,)))


def _report_move(row: ReturnedRow, name: str, segment: Segment, known: str, source: str, report: ReturnReport) -> bool:
    """Report that the number is another; or true where the text has changed and that is to be expected."""
    if name and known and known != source:
        return True
    what = f"die Nummer {name} gehört zu einer anderen Zeile" if name else "die Nummer fehlt"
    report.add("Z652", f"{row.place}: {what}. Am Original erkannt als {label(segment)}.")
    return False


def _keep_other(
    row: ReturnedRow, name: str, home: str, official: set[str], found: PlacedRows, report: ReturnReport
) -> None:
    """Keep what stands in a row that has no place of its own; ``home`` is the segment of the other row of its name."""
    chosen = found.rows.get(home)
    if chosen is None:
        if written := _all_of(row, official):
            found.leftovers.append(Leftover(f"Tabellenzeile {name or 'ohne Nummer'}", written))
            what = f"{name} gibt es im Text nicht" if name else "sie hat keine Nummer"
            report.add("Z653", f"{row.place}: {what}. Aufgehoben: {quoted(written)}.")
        return
    if row.text and not chosen.text:
        found.rows[home], row = row, chosen
    written, kept = _all_of(row, official), set(_all_of(found.rows[home], official))
    other = tuple(line for line in written if line not in kept)
    end = f" Aufgehoben: {quoted(other)}." if other else " Sie sagt nichts anderes."
    report.add("Z651", f"{row.place}: die Zeile {name} steht noch einmal da.{end}")
    if other:
        found.leftovers.append(Leftover(f"Tabellenzeile {name}, zweites Mal", written))


def _keep_gone(row: ReturnedRow, name: str, found: PlacedRows, report: ReturnReport) -> None:
    """Keep what stands in a row whose sentence the text has no longer; its number may be that of another by now."""
    if written := meant(row):
        found.leftovers.append(leftover(name, row.original, written))
        report.add("Z653", f"{name} gibt es im Text nicht mehr: {quoted(row.original)}. Aufgehoben: {quoted(written)}.")


def _all_of(row: ReturnedRow, official: set[str]) -> tuple[str, ...]:
    """What a person wrote in the row, in the column of the original too."""
    foreign = row.original and bare_words([row.original]) not in official
    return (*([f"Original: {row.original}"] if foreign else []), *meant(row))


def _report_missing(
    found: PlacedRows, segments: Sequence[Segment], sent: set[str], known: str, source: str, report: ReturnReport
) -> None:
    """Report rows that are missing; ``sent`` are those that went out, where it was not all."""
    missing = [
        each
        for each in segments
        if each.name not in found.rows and each.name not in found.merged and (not sent or each.name in sent)
    ]
    changed = known != source
    if len(missing) == 1:
        new = " oder ist neu im Text" if changed else ""
        report.add("Z650", f"{label(missing[0])} fehlt in der Datei{new}: {quoted(missing[0].text)}.")
    elif missing:
        new = " oder sind neu im Text" if changed else ""
        report.add("Z650", f"{row_ranges(each.name for each in missing)} fehlen in der Datei{new}.", _PARTIAL)
    if found.merged:
        report.add("Z661", f"Verbundene Tabellenzeilen gelten als zusammengefasst: {row_ranges(found.merged)}.")


_PARTIAL = "Ist es eine Teillieferung, ist nichts zu tun: was früher für sie zurückkam, bleibt."


def label(segment: Segment) -> str:
    """The segment for readers: ``S0017 (Zeile 24–27)``."""
    return f"{segment.name} ({segment.where or 'Titel'})"
