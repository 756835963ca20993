"""Markdown that was made from the numbered pages of the motion software → Chapter.

What arrives (described in tests/cases; measured on real exports): a head of ``**Label:** value`` lines and unnumbered
headings, then text whose every line begins with its official number. Numbers of headings stand before, inside or apart
from them, items carry a Markdown marker and the page's bullet, page breaks leave blank lines anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.diagnostics.codes import Severity
from pipeline.sources import page_copies
from pipeline.sources.copied_lines import Copy
from pipeline.sources.numbered import annexes, passages, repairs
from pipeline.sources.numbered.numbered_head import begin_of, headed, is_label, leads_to_title
from pipeline.sources.numbered.numbered_rows import (
    ENDED,
    NumberedRow,
    item_rows,
    official_rows,
    rows_of,
    settled_number,
)
from pipeline.sources.numbered.passage_gathering import gathered_passages
from pipeline.sources.numbered.passages import HeadingRole, NumberedPassage, ParagraphRole
from pipeline.sources.numbered.widths import KNOWN, evidence
from pipeline.text import numbering
from pipeline.text.model import Block, Blocks, Chapter, LineRule, SourceFile

__all__ = ["chapter", "divided"]


def divided(text: str) -> tuple[str, ...]:
    """The text in as many texts as it has chapters, each with blank lines for all that stands before it."""
    rows = list(rows_of(page_copies.straightened(text)))
    begins = [0, *(row.place.line - 1 for index, row in enumerate(rows) if _begins_chapter(rows, index))]
    lines = text.split("\n")
    return tuple(
        "\n" * begin + "\n".join(lines[begin:end]) for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)
    )


def _begins_chapter(rows: Sequence[NumberedRow], index: int) -> bool:
    """Whether a chapter's head begins with this row, after another chapter.

    A heading without a number is one if a title field follows, or if it is of the first level and no number is missing
    that could be its own: the next one is 1, or that after the last one.
    """
    row = rows[index]
    if not isinstance(row.role, HeadingRole) or row.number is not None or is_label(row):
        return False
    before = next((each.number for each in reversed(rows[:index]) if each.number is not None), None)
    if before is None:
        return False
    if leads_to_title(rows, index):
        return True
    after = next((each.number for each in rows[index + 1 :] if each.number is not None), None)
    return row.role.level == 1 and after in {1, before + 1}


def chapter(
    text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1
) -> tuple[Chapter, LineRule, tuple[Diagnostic, ...]]:
    """The chapter, the rule that its lines follow, and all repairs and warnings.

    ``width`` is the issuing system's line length where it is known, ``first`` the number expected first. Raises InputRefusal with every fault (Z202 to Z208)
    where the official wording or numbering cannot be proved.
    """
    text, written = page_copies.plain(text, file, paged=True)
    aside = annexes.parted(text.split("\n"), file)
    copy = page_copies.straightened("\n".join(aside.lines), file)
    if copy.fault:
        raise InputRefusal(copy.fault)
    rows = item_rows(list(rows_of(copy, file)))
    official = official_rows(rows)
    if not official:
        raise InputRefusal(
            Diagnostic(
                "Z202",
                Place(file, 1),
                "Keine Zeile beginnt mit einer amtlichen Nummer.",
                "Jede Zeile des Textes beginnt mit ihrer Nummer, zum Beispiel „36 den Text“.",
            )
        )
    begin, known = begin_of(rows, official[0], first), frozenset(official)
    body = [settled_number(rows[index], official=index in known) for index in range(begin, len(rows))]
    found, faults, labels = gathered_passages(body, [rows[index] for index in official], width)
    faults += [each for each in aside.diagnostics if each.severity is Severity.ERROR]
    if faults:
        raise InputRefusal(*faults)
    evident = evidence(found, width)
    if copy.step > 1 and not evident.rules:
        found = _parted(found, width)
        evident = evidence(found, width)
    if copy.step > 1 and not evident.rules:
        raise InputRefusal(_unproved(copy, rows[official[0]].place))
    mended = repairs.repaired(found, evident, first)
    if mended.faults:
        raise InputRefusal(*mended.faults)
    rule = evidence(mended.passages, width).rule
    blocks, warnings = _blocks(_levelled(mended.passages), rule, aside.tables)
    described, unread = headed(rows[:begin])
    form = _form(copy, rule, rows[official[0]].place)
    reported = (
        *written,
        *copy.diagnostics,
        *form,
        *aside.diagnostics,
        *mended.diagnostics,
        *warnings,
        *unread,
        *labels,
        *_inferred(rule, width, file),
    )
    return replace(described, blocks=annexes.noted(blocks, aside.notes), source=source), rule, reported


def _blocks(
    found: Sequence[NumberedPassage], rule: LineRule, tables: Sequence[Block]
) -> tuple[Blocks, tuple[Diagnostic, ...]]:
    """The blocks of the passages, each table where it stood."""
    result: list[Block] = []
    reported: list[Diagnostic] = []
    done = 0
    for table in (*tables, None):
        line = table.place.line if table and table.place else found[-1].place.line
        end = next((at for at in range(done, len(found)) if found[at].place.line > line), len(found))
        blocks, warnings = passages.blocks(found[done:end], rule)
        result += [*blocks, *([table] if table else [])]
        reported += warnings
        done = end
    return tuple(result), tuple(reported)


def _form(copy: Copy, rule: LineRule, place: Place) -> list[Diagnostic]:
    """What was done to numbers that stood in another form."""
    reported = []
    if copy.form:
        reported.append(
            Diagnostic(
                "Z269", place, f"Die Nummern standen {'in der Form ' if copy.form.startswith('„') else ''}{copy.form}."
            )
        )
    if copy.step > 1:
        reported.append(
            Diagnostic(
                "Z268",
                place,
                f"Nur jede {copy.step}. Zeile hatte eine Nummer; die anderen sind ergänzt.",
                f"Beweis: Jede Nummer, die da ist, stimmt mit der Zählung überein, und bei Breite {rule.width} ergibt die Regel genau diese Zeilen.",
            )
        )
    return reported


def _parted(found: Sequence[NumberedPassage], width: int | None) -> list[NumberedPassage]:
    """The passages cut where a sentence ends and the next word would still have fitted: there another one begins."""
    for rule in [LineRule(width)] if width else map(LineRule, KNOWN):
        cut = [part for passage in found for part in _parts(passage, rule)]
        if evidence(cut, width).rules:
            return cut
    return list(found)


def _parts(passage: NumberedPassage, rule: LineRule) -> Iterator[NumberedPassage]:
    begin, texts = 0, passage.texts
    for at in range(1, len(texts)):
        word = texts[at].split(" ", 1)[0]
        if (
            ENDED.search(texts[at - 1])
            and not texts[at - 1].endswith(",")
            and numbering.length(f"{texts[at - 1]} {word}") <= passage.width(rule)
        ):
            yield replace(passage, role=passage.role if not begin else ParagraphRole(), lines=passage.lines[begin:at])
            begin = at
    yield replace(passage, role=passage.role if not begin else ParagraphRole(), lines=passage.lines[begin:])


def _unproved(copy: Copy, place: Place) -> Diagnostic:
    return Diagnostic(
        "Z271",
        place,
        f"Nur jede {copy.step}. Zeile hat eine Nummer, und die Zeilen folgen keiner Zeilenregel.",
        "Vergleichen Sie die Zeilen mit der Vorlage: Jede Zeile der Datei muss eine Zeile der Seite sein.",
    )


def _inferred(rule: LineRule, width: int | None, file: str) -> list[Diagnostic]:
    if width or rule.width == LineRule().width:
        return []
    return [
        Diagnostic(
            "Z215",
            Place(file),
            f"Die Zeilen folgen der Regel bei Breite {rule.width}.",
            f"Ist das richtig, nennen Sie {rule.width} als {numbering.width_setting(file)}.",
        )
    ]


def _levelled(found: Sequence[NumberedPassage]) -> list[NumberedPassage]:
    """The passages with heading levels from 1 without gaps, in the order of the levels of the source."""
    used = sorted({passage.role.level for passage in found if isinstance(passage.role, HeadingRole)})
    return [
        replace(passage, role=HeadingRole(used.index(passage.role.level) + 1))
        if isinstance(passage.role, HeadingRole)
        else passage
        for passage in found
    ]
