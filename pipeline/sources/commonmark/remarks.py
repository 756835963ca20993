"""What there is to say about markup that CommonMark does not have, or that missed its mark: warnings, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from pipeline.diagnostics import Place
from pipeline.sources.commonmark import damage, dialects
from pipeline.sources.commonmark.source_lines import SourceReport

_SENTENCE = re.compile(r"[.:;,!?…–]\W*$")


def report_remarks(tokens: Sequence[Token], body: str, report: SourceReport) -> None:
    """Report other dialects (Z262), damaged markup (Z263), and lines that only an underline makes a heading (Z266)."""
    for line in dialects.further_fronts(body.split("\n")):
        report.add(
            "Z262",
            Place(report.file, line + 1, 1),
            "Hier steht ein weiterer Vorspann; er gilt als Text.",
            "Ein Text hat einen Vorspann, ganz am Anfang der Datei.",
        )
    if dialects.begins_with_statements(body):
        report.add(
            "Z262",
            Place(report.file, 1, 1),
            "Der Text beginnt mit Angaben, wie MultiMarkdown sie hat; CommonMark hat das nicht, sie stehen als Text da.",
            "Schreiben Sie sie in einen Vorspann zwischen zwei Zeilen „---“: title: Wege für alle.",
        )
    for before, token in zip((None, *tokens), tokens, strict=False):
        match token.type:
            case "inline":
                _report_inline(token, report, paragraph=before is not None and before.type == "paragraph_open")
            case "hr" if token.map and dialects.dashed(report.line(token.map[0] + 1)):
                report.add(
                    "Z262",
                    report.block(token),
                    "Striche mit Lücken gehören wohl zu einer Tabelle; sie ist hier Text.",
                    "Schreiben Sie die Tabelle mit „|“ und einer Zeile „|---|---|“ unter der Kopfzeile.",
                )
            case "heading_open" if token.markup in {"-", "="}:
                _report_underlined(token, report)
            case "fence":
                _report_fence(token, report)
            case "code_block":
                report.add(
                    "Z263",
                    report.block(token),
                    "Vier Leerzeichen davor machen diesen Absatz zu vorformatiertem Text.",
                    "Ist das nicht gemeint, rücken Sie ihn aus; ist es gemeint, schließen Sie ihn in „```“ ein.",
                )
            case _:
                pass


def unread(token: Token) -> str:
    """The text of the block with every character that is more than text replaced; line ends stay."""
    seen = [each if each == "\n" else dialects.SEEN for each in token.content]
    for child in token.children or ():
        if child.type in {"text", "text_special"}:  # a backslash that escapes nothing is special to the library, too
            at = child.meta.get("at", 0)
            if token.content.startswith(child.content, at):
                seen[at : at + len(child.content)] = child.content
    return "".join(seen)


def _report_inline(token: Token, report: SourceReport, *, paragraph: bool) -> None:
    text, placing = unread(token), report.inside(token)
    taken: set[int] = set()
    framed = False
    for found in dialects.found(text):
        if framed and found.words.startswith("+-"):
            continue
        framed = framed or found.words.startswith(("+-", "+="))
        words = found.words.replace(dialects.SEEN, "…")[:40]
        taken |= set(range(found.at, found.at + len(found.words)))
        report.add(
            "Z262",
            placing.at(found.at),
            f"„{words}“ ist {found.dialect.name}; CommonMark hat das nicht, es steht als Text da.",
            found.dialect.hint,
        )
    for formula in dialects.formulas(token.content):
        report.add(
            "Z262",
            placing.at(formula.at),
            f"„{formula.words[:40]}“ ist {formula.dialect.name}; CommonMark hat das nicht, es steht als Text da.",
            formula.dialect.hint,
        )
    for each in damage.found(text, paragraph=paragraph):
        if each.at not in taken:
            report.add("Z263", placing.at(each.at), each.message, each.hint)
    if paragraph and (rows := damage.stacked(text, token.content)):
        report.add("Z260", placing.at(rows.at), rows.message, rows.hint)
    if paragraph and not framed and "|" in text and (table := damage.barred(text)) and table.at not in taken:
        report.add("Z263", placing.at(table.at), table.message, table.hint)


def _report_underlined(token: Token, report: SourceReport) -> None:
    first, last = token.map or [0, 0]
    words = [report.line(line).strip() for line in range(first + 1, last)]
    underline = report.line(last).strip(" >")
    text = " ".join(words)
    short = token.markup == "-" and 2 * len(underline) < len(text)
    if len(words) > 1 or _SENTENCE.search(text) or short:
        report.add(
            "Z266",
            report.block(token),
            f"„{text[:40]}“ wird durch die Zeile „{underline[:10]}“ darunter zur Überschrift.",
            f"Ist es eine, schreiben Sie „{'#' * int(token.tag[1])} …“; ist es keine, setzen Sie eine leere Zeile dazwischen.",
        )


def _report_fence(token: Token, report: SourceReport) -> None:
    first, last = token.map or [0, 0]
    closing = report.line(last).strip(" >\t")
    if last - first < 2 or not closing.startswith(token.markup) or closing.strip(token.markup[0]):  # noqa: PLR2004 - both fences
        report.add(
            "Z263",
            report.block(token),
            f"Was mit „{token.markup}“ beginnt, hat kein Ende; alles danach gilt als vorformatierter Text.",
            f"Setzen Sie „{token.markup}“ allein in die Zeile nach dem vorformatierten Text.",
        )
