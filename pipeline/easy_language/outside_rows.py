"""What a returned document has besides its rows: comments, tracked changes, pictures, text outside the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.easy_language import form_wording
from pipeline.easy_language.placement import PlacedRows, label
from pipeline.easy_language.return_report import ReturnReport, listed, quoted
from pipeline.easy_language.returned.order_sheet import OrderSheet, ReturnedRow
from pipeline.easy_language.returned.returned_words import bare_words
from pipeline.easy_language.returned_row_values import RowRemarks
from pipeline.easy_language.segments import Segment
from pipeline.easy_language.translation import Comment, Leftover
from pipeline.text import chapter_sections, walk, wording
from pipeline.text.concordance import concordance
from pipeline.text.model import Inline, Inlines, LineBreak, LineStart, Mark, Marked, Note, NumberedChapter, Text


def report_margins(
    found: PlacedRows, current: Sequence[Segment], sheet: OrderSheet, official_pictures: int, report: ReturnReport
) -> None:
    """Report what hangs on rows, and on nothing: comments, tracked changes, pictures, hidden text, columns.

    The original that the document holds has its own pictures, so many as ``official_pictures``.
    """
    heads: dict[str, None] = {}
    remarks, examples = RowRemarks(), dict[str, str]()
    for segment in current:
        row = found.rows.get(segment.name)
        if row is None:
            continue
        _report_row(row, segment, remarks, examples, report)
        heads |= dict.fromkeys(head for head, _ in row.extra if head not in form_wording.COLUMNS)
    remarks.report_all(report)
    for comment in sheet.comments:
        report.add("Z658", f"Außerhalb der Zeilen: {_by(comment)}.")
    if sheet.changes:
        report.add("Z657", f"Außerhalb der Zeilen: {_count(sheet.changes)}.", _DECIDE)
    if sheet.unrolled:
        report.add(
            "Z668",
            f"{sheet.unrolled} Tabellenzeilen stehen als Text da, ihre Tabellen sind in Text umgewandelt; an den Nummern sind sie erkannt.",
        )
    if sheet.pictures > official_pictures:
        report.add("Z665", "Außerhalb der Zeilen: ein eingefügtes Bild wird nicht übernommen.")
    if heads:
        report.add("Z664", f"Spalten, die nicht aus der Übergabe stammen: {listed(quoted(head) for head in heads)}.")


_STRUCK = "Es steht unter leftover. Gilt es doch, schreiben Sie es in der TOML-Datei unter text."
_UNKEPT = "Fett (**so**), Links ([so](https://…)), hoch (^2^) und tief (~2~) bleiben. Sagt das andere etwas, sagen Sie es mit Worten."
_DECIDE = "Nehmen Sie die Änderungen in Word an oder lehnen Sie sie ab: Überprüfen › Änderungen."


def _report_row(
    row: ReturnedRow, segment: Segment, remarks: RowRemarks, examples: dict[str, str], report: ReturnReport
) -> None:
    for comment in row.comments:
        report.add("Z658", f"{label(segment)}: {_by(comment)}.", _ANSWER if _waits(comment) else "")
    if row.changes:
        report.add("Z657", f"{label(segment)}: {_count(row.changes)}.", _DECIDE)
    if row.hidden:
        report.add("Z654", f"{label(segment)}: verborgener Text. Aufgehoben: {quoted(row.hidden)}.")
    if row.struck:
        report.add(
            "Z669", f"{label(segment)}: durchgestrichen, wird nicht veröffentlicht: {quoted(row.struck)}.", _STRUCK
        )
    if row.glued:
        remarks.note(
            "Z668", f"{{}}: „{form_wording.PLACEHOLDER}“ stand noch beim Text; es ist weggenommen.", segment.name
        )
    for look, example in row.unkept:
        first = examples.setdefault(look, example)
        remarks.note("Z669", f"{{}}: {look} nicht übernommen, zum Beispiel {quoted(first)}.", segment.name, _UNKEPT)


_ANSWER = "Ist er erledigt, schreiben Sie done = true zum Kommentar in der TOML-Datei."


def _waits(comment: Comment) -> bool:
    return not comment.done and not comment.reply


def _by(comment: Comment) -> str:
    kind = "Antwort von " if comment.reply else "erledigt, " if comment.done else ""
    return f"{kind}{comment.author or 'ohne Namen'}: {quoted(comment.text)}"


def _count(changes: int) -> str:
    return "eine nachverfolgte Änderung" if changes == 1 else f"{changes} nachverfolgte Änderungen"


def hidden(found: PlacedRows) -> Iterator[Leftover]:
    """The text in rows that nobody sees, or that is struck out."""
    for name, row in found.rows.items():
        if row.struck:
            yield Leftover(f"Tabellenzeile {name}, durchgestrichen", row.struck)
        if row.hidden:
            yield Leftover(f"Tabellenzeile {name}, verborgen", (row.hidden,))


_LINE = re.compile(r"^(?:Zeilen?\s+)?\d+(?:(?:[–-]|\s+bis\s+)\d+)?[:,]?(?:\s+|$)")
_MARK = re.compile(r"^(?:[•–·▪o]|\(?\w{1,6}[.)])\s+")
"""What stands before an item of a list, whichever word processor made it."""


def outside(
    sheet: OrderSheet, numbered: NumberedChapter, current: Sequence[Segment], report: ReturnReport
) -> Iterator[Leftover]:
    """What stands outside the tables and is neither the form's nor the text's."""
    official = {
        word for line in concordance(numbered) for word in (bare_words([line.printed]), bare_words([line.text]))
    }
    blocks = {
        bare_words([text])
        for block in walk.text_blocks(numbered.chapter.blocks)
        for content in (block.content, _standing(block.content))
        for text in (walk.plain(content), *_rows(content))
    }
    known = {
        "",
        *official,
        *blocks,
        *map(bare_words, ([each] for each in form_wording.SENTENCES)),
        *(bare_words([segment.text]) for segment in current),
        *_alternatives(numbered),
    }
    strange: list[str] = []
    same = sheet.properties.get(form_wording.SOURCE, "") == numbered.chapter.source.sha256
    for line, original in sheet.outside:
        bare = _MARK.sub("", line)
        if known & {bare_words([each]) for each in (line, bare, _LINE.sub("", bare))} or (original and not same):
            continue
        if original:
            report.add("Z655", f"Im Anhang ist das Original verändert: {quoted(line)}.")
        else:
            strange.append(line)
        yield Leftover("Anhang" if original else "außerhalb der Tabellen", (line,))
    for line in strange if len(strange) <= _MOST else ():
        report.add("Z654", f"Text außerhalb der Tabellen. Aufgehoben: {quoted(line)}.")
    if len(strange) > _MOST:
        message = f"{len(strange)} Absätze außerhalb der Tabellen, aufgehoben unter leftover; der erste: {quoted(strange[0])}."
        report.add("Z654", message, "Kam der Text ohne seine Tabellen zurück, übertragen Sie ihn in die Übergabe.")


_MOST = 5
"""Passages that are reported one by one."""


def _standing(content: Inlines) -> Inlines:
    """The inlines without what the text itself strikes out: nothing struck out is read from a document."""
    kept: list[Inline] = []
    for inline in content:
        match inline:
            case Marked(mark=Mark.STRIKE):
                kept += walk.line_starts((inline,))
            case Text() | LineBreak() | Note() | LineStart():
                kept.append(inline)
            case _:
                kept.append(walk.spanning(inline, _standing(inline.content)))
    return tuple(kept)


def _rows(content: Inlines) -> list[str]:
    """What stands between the line ends of a block, the official ones and its own."""
    rows = [""]
    for leaf in walk.leaves(content):
        if isinstance(leaf, LineStart | LineBreak):
            rows.append("")
        rows[-1] += walk.text(leaf)
    return rows


def _alternatives(numbered: NumberedChapter) -> Iterator[str]:
    """The alternative texts of the tables, where a word processor has made paragraphs of them."""
    for section in chapter_sections.sections(numbered.chapter.blocks):
        lines = wording.IN_GERMAN.lines(section.first, section.last)
        title = form_wording.rows_title(section.title or form_wording.OPENING, lines)
        yield bare_words([form_wording.shown_alternative(title, form_wording.ABOUT_ROWS)])
