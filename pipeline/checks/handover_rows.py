"""The hand-over for Leichte Sprache, held against the text: a row for each segment, and everything to be filled in (Z680).

What is lost or mislabelled here comes back as nobody's translation, or as that of another sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.checks.finding import of_code
from pipeline.checks.finished import Finished
from pipeline.diagnostics import Diagnostic
from pipeline.easy_language import form_wording
from pipeline.easy_language.handout import picture_lines, protocol_entries, written_blocks
from pipeline.easy_language.list_signs import plain_rows
from pipeline.easy_language.segments import Segment, segments
from pipeline.easy_language.translation import Translation, TranslationRow
from pipeline.readback.word_form import Form, FormCell, FormTable, Row, form_of
from pipeline.text import chapter_sections, walk
from pipeline.text.model import Block, LineStart, Note, NumberedChapter, Picture, Resolution
from pipeline.text.wording import IN_GERMAN

MOST = 10
"""Findings about rows; the rest is counted."""


def check(file: Finished) -> Iterator[Diagnostic]:
    """Whether the translators get the whole text, each sentence in a row that finds its way back.

    A book of several chapters is no hand-over.
    """
    if file.book.alone:
        of = file.easy.translation if file.easy else None
        yield from file.findings(
            dict.fromkeys(of_code("Z680", findings(form_of(file.data), file.book.chapters[0], of)))
        )


def findings(found: Form, truth: NumberedChapter, of: Translation | None = None) -> Iterator[str]:
    """What the hand-over lacks, has too much, or says wrongly; ``of`` is what it is to hold of a translation."""
    rows = [each for table in found.tables if table.heads == form_wording.COLUMNS for each in table.rows]
    wrong = [*_order(rows, segments(truth)), *_rows(rows, segments(truth), of)]
    yield from wrong[:MOST]
    if len(wrong) > MOST:
        yield f"Tabellenzeilen: {len(wrong) - MOST} weitere Befunde."
    if not wrong:
        yield from _whole(rows, truth)
    yield from _notes(found, truth)
    yield from _sections(found, truth)
    yield from _sheet(found, truth)
    yield from _words(found, truth, of)
    yield from _protocol(found, of)
    yield from _headings(found)
    yield from _unique(found)
    yield from _properties(found, truth)


def _name(row: Row) -> str:
    """The segment that the visible number of the row names; empty where it names none."""
    word = row[0].text.partition(",")[0].strip() if row else ""
    return word if form_wording.is_name(word) else ""


def _order(rows: Sequence[Row], expected: Sequence[Segment]) -> Iterator[str]:
    names, wanted = [_name(row) for row in rows], [each.name for each in expected]
    counts = Counter(names)
    yield from (f"{name}: die Tabellenzeile fehlt." for name in wanted if not counts[name])
    yield from (f"{name}: {counts[name]} Tabellenzeilen tragen diese Nummer." for name in wanted if counts[name] > 1)
    for row, name in zip(rows, names, strict=True):
        if name not in wanted:
            yield f"Die Tabellenzeile „{_shown(row)}“ gehört zu keinem Satz des Textes."
    if sorted(names) == sorted(wanted) and names != wanted:
        first = next(name for name, want in zip(names, wanted, strict=True) if name != want)
        yield f"{first}: die Tabellenzeilen stehen nicht in der Reihenfolge des Textes."


def _shown(row: Row) -> str:
    return " | ".join(cell.text for cell in row)[:60]


@dataclass(frozen=True, slots=True)
class _Columns:
    number: FormCell
    original: FormCell
    target: FormCell
    picture: FormCell
    state: FormCell


def _rows(rows: Sequence[Row], expected: Sequence[Segment], of: Translation | None) -> Iterator[str]:
    wanted = {each.name: each for each in expected}
    filled = {each.name: each for each in of.rows} if of else {}
    blocks = written_blocks(of)
    for row in rows:
        if segment := wanted.get(_name(row)):
            if len(row) == len(form_wording.COLUMNS):
                name = segment.name
                said = _row(_Columns(*row), segment, filled.get(name), blocks.get(name, ()))
                yield from (f"{name}: {message}" for message in said)
            else:
                yield f"{segment.name}: die Tabellenzeile hat {len(row)} Zellen statt {len(form_wording.COLUMNS)}."


def _row(row: _Columns, segment: Segment, filled: TranslationRow | None, blocks: Sequence[Block]) -> Iterator[str]:
    name = segment.name
    label = f"{name}, {segment.where}" if segment.where else name
    if row.number.text != label:
        yield f"erwartet die Nummer „{label}“, gefunden „{row.number.text}“."
    if row.number.bookmarks != (form_wording.tag(name),):
        yield f"erwartet die Textmarke {form_wording.tag(name)}, gefunden {', '.join(row.number.bookmarks) or 'keine'}."
    context = form_wording.of_list(segment.sign, segment.lead)
    if context and context not in row.original.paragraphs:
        yield f"beim Listenpunkt fehlt, wozu er gehört: „{context[:60]}“."
    if _original(row.original) != segment.text:
        yield f"im Original steht nicht der amtliche Wortlaut, sondern „{row.original.text[:60]}“."
    if [(each.tag, each.alias) for each in row.target.controls] != [(form_wording.tag(name), form_wording.alias(name))]:
        yield "das Feld für die Leichte Sprache fehlt oder heißt anders."
    else:
        yield from _target(row.target, blocks)
    if [(each.tag, each.alias) for each in row.state.controls] != [
        (form_wording.status_tag(name), form_wording.status_alias(name))
    ]:
        yield "die Auswahl des Status fehlt oder heißt anders."
    else:
        yield from _state(row.state, filled)
    picture = "\n".join(picture_lines(filled)) if filled else ""
    if row.picture.text != picture:
        said = "schon " if not picture else "nicht, was die Übersetzung sagt, sondern "
        yield f"in der Spalte „{form_wording.PICTURE}“ steht {said}„{row.picture.text[:60]}“."


def _original(cell: FormCell) -> str:
    """The original without what is said of its list, and without the wording that it had before."""
    beside = (form_wording.EARLIER, form_wording.LISTED)
    return "\n".join(
        (*cell.paragraphs[:1], *(line for line in cell.paragraphs[1:] if not line.startswith(beside)))
    ).strip("\n")


def _target(cell: FormCell, blocks: Sequence[Block]) -> Iterator[str]:
    wanted = [*plain_rows(blocks)]
    control = cell.controls[0]
    if not wanted and not control.placeholder:
        yield f"im Feld für die Leichte Sprache steht schon „{cell.text[:60]}“."
    elif wanted and _dense(control.text) != _dense("".join(wanted)):
        yield f"im Feld für die Leichte Sprache steht nicht die Übersetzung, sondern „{control.text[:60]}“."


def _state(cell: FormCell, filled: TranslationRow | None) -> Iterator[str]:
    status = filled.status if filled else form_wording.Status.OPEN
    control = cell.controls[0]
    if control.choices != tuple(form_wording.Status):
        yield f"der Status lässt sich nur wählen aus: {', '.join(control.choices) or 'nichts'}."
    notes = list(filled.note) if filled else []
    if control.text != status or [line for line in cell.paragraphs if line] not in ([status, *notes], notes):
        yield f"der Status ist nicht „{' / '.join([status, *notes])[:60]}“, sondern „{cell.text[:60]}“."


def _whole(rows: Sequence[Row], truth: NumberedChapter) -> Iterator[str]:
    """Whether the originals, one after the other, are the official text; found without dividing it into segments."""
    text = "".join(_original(cell) for row in rows[1:] for cell in row[1:2])
    official = "".join(
        block.node.alternative if isinstance(block.node, Picture) else walk.plain(block.content)
        for block in walk.text_blocks(truth.chapter.blocks)
    )
    if _dense(text) != _dense(official):
        yield "Die Originale ergeben zusammen nicht den amtlichen Text."


def _dense(text: str) -> str:
    return "".join(text.split())


def _notes(found: Form, truth: NumberedChapter) -> Iterator[str]:
    """Whether each note is called where the text calls it."""
    wanted: list[int | None] = []
    for block in walk.text_blocks(truth.chapter.blocks):
        line = None
        for leaf in walk.leaves(block.content) if block.note is None else ():
            if isinstance(leaf, LineStart):
                line = leaf.number
            elif isinstance(leaf, Note):
                wanted.append(line)
    if len(found.calls) != len(wanted):
        yield f"Erwartet {len(wanted)} Anmerkungen, gefunden {len(found.calls)}."
        return
    for number, (want, have) in enumerate(zip(wanted, found.calls, strict=True), 1):
        if want != have:
            yield f"Anmerkung {number} steht bei {_line(have)} statt bei {_line(want)}."


def _line(number: int | None) -> str:
    return f"Zeile {number}" if number else "Text ohne Zeile"


def _sections(found: Form, truth: NumberedChapter) -> Iterator[str]:
    """Whether each section has one table, under its heading."""
    title, *others = segments(truth)
    sections = chapter_sections.sections(truth.chapter.blocks)
    wanted = [(form_wording.TITLE_HEADING, title.name)]
    for number, group in groupby(others, lambda each: each.section):
        wanted.append((sections[number].title or form_wording.OPENING, next(group).name))
    tables = [each for each in found.tables if each.heads == form_wording.COLUMNS]
    if len(tables) != len(wanted):
        yield f"Erwartet {len(wanted)} Tabellen mit den Spalten {', '.join(form_wording.COLUMNS)}; gefunden {len(tables)}."
        return
    for (heading, first), table in zip(wanted, tables, strict=True):
        if table.heading != heading:
            yield f"Die Tabelle ab {first} steht unter „{table.heading}“ statt unter „{heading}“."
        if table.rows and _name(table.rows[0]) != first and _name(table.rows[0]):
            yield f"Unter „{heading}“ beginnt die Tabelle mit {_name(table.rows[0])} statt mit {first}."


def _under(found: Form, heading: str, heads: tuple[str, ...]) -> FormTable | None:
    return next((each for each in found.tables if each.heading == heading and each.heads == heads), None)


def _sheet(found: Form, truth: NumberedChapter) -> Iterator[str]:
    table = _under(found, form_wording.SHEET, form_wording.FIELD_COLUMNS)
    if table is None:
        yield f"Die Tabelle „{form_wording.SHEET}“ fehlt."
        return
    entries = {row[0].text: row[1].text for row in table.rows if len(row) == len(form_wording.FIELD_COLUMNS)}
    chapter = truth.chapter
    wanted = {
        form_wording.TITLE: chapter.title,
        form_wording.KIND: chapter.kind,
        form_wording.RESOLVED: _resolved(chapter.resolution),
    }
    for label, value in wanted.items():
        if entries.get(label, "") != value:
            yield f"{form_wording.SHEET}: die Angabe „{label}“ stimmt nicht: gefunden „{entries.get(label, '')[:60]}“."
    if not entries.get(form_wording.SIZE):
        yield f"{form_wording.SHEET}: die Angabe „{form_wording.SIZE}“ stimmt nicht: sie fehlt."
    yield from _fields(form_wording.SHEET, table, form_wording.TO_FILL_IN)


def _resolved(by: Resolution) -> str:
    """Who resolved the text, and when, as a sentence begins: ``Jahreshauptversammlung, beschlossen am 3. Mai 2025``."""
    day = [IN_GERMAN("beschlossen am {day}", day=IN_GERMAN.day(by.day))] if by.day else []
    said = ", ".join([by.body, *day] if by.body else day)
    return said[:1].upper() + said[1:]


def _fields(name: str, table: FormTable, labels: Sequence[str]) -> Iterator[str]:
    """Whether each label stands there once, in order, with a field beside it."""
    rows = [row for row in table.rows if row and row[0].text in labels]
    if [row[0].text for row in rows] != list(labels):
        missing = [label for label in labels if label not in {row[0].text for row in rows}]
        said = f"es fehlen {', '.join(missing)}" if missing else "sie stehen nicht je einmal und in ihrer Reihenfolge"
        yield f"{name}: {said}."
        return
    for row in rows:
        if len(row) != len(form_wording.FIELD_COLUMNS) or [each.alias for each in row[1].controls] != [row[0].text]:
            yield f"{name}: neben „{row[0].text}“ ist kein Feld mit diesem Namen."


def _words(found: Form, truth: NumberedChapter, of: Translation | None) -> Iterator[str]:
    table = _under(found, form_wording.WORDS, form_wording.WORD_COLUMNS)
    if table is None:
        yield f"Die Tabelle „{form_wording.WORDS}“ mit den Spalten {', '.join(form_wording.WORD_COLUMNS)} fehlt."
        return
    if of and of.words:
        shown = [tuple(cell.text for cell in row) for row in table.rows if _text(row)]
        wanted = [(each.word, each.lines, each.agreed, "\n".join(each.explanation)) for each in of.words]
        if shown != wanted:
            yield f"{form_wording.WORDS}: die Wörter sind nicht die der Übersetzung."
        return
    text = " ".join(each.text for each in segments(truth)).casefold()
    for word in (row[0].text for row in table.rows if row):
        if word.casefold() not in text:
            yield f"{form_wording.WORDS}: „{word[:60]}“ steht nicht im Text."
    if not any(not _text(row) for row in table.rows):
        yield f"{form_wording.WORDS}: keine Zeile ist frei."


def _text(row: Row) -> str:
    return "".join(cell.text for cell in row)


def _protocol(found: Form, of: Translation | None) -> Iterator[str]:
    entries = protocol_entries(of.protocol) if of else {}
    table = _under(found, form_wording.CHECK, form_wording.FIELD_COLUMNS)
    if table is None:
        yield f"Die Tabelle „{form_wording.CHECK}“ fehlt."
        return
    yield from _fields(form_wording.CHECK, table, form_wording.PROTOCOL)
    for row in table.rows:
        if row and row[0].text not in form_wording.PROTOCOL:
            yield f"{form_wording.CHECK}: die Angabe „{row[0].text[:60]}“ gehört nicht dazu."
        for control in (control for cell in row for control in cell.controls):
            said, wanted = "" if control.placeholder else control.text, entries.get(row[0].text, "")
            if said and not wanted:
                yield f"{form_wording.CHECK}: neben „{row[0].text[:60]}“ steht schon „{said[:60]}“."
            elif said != wanted:
                yield f"{form_wording.CHECK}: neben „{row[0].text[:60]}“ steht „{said[:60]}“ statt „{wanted[:60]}“."


def _headings(found: Form) -> Iterator[str]:
    upper = [text for level, text in found.headings if level == 1]
    if upper != list(form_wording.HEADINGS):
        missing = [each for each in form_wording.HEADINGS if each not in upper]
        said = f"es fehlt „{missing[0]}“" if missing else f"gefunden {', '.join(upper)}"
        yield f"Die Teile sind nicht {', '.join(form_wording.HEADINGS)}: {said}."


def _unique(found: Form) -> Iterator[str]:
    cells = [cell for table in found.tables for row in table.rows for cell in row]
    tags = Counter(control.tag for cell in cells for control in cell.controls)
    marks = Counter(name for cell in cells for name in cell.bookmarks)
    for kind, counts in (("Inhaltssteuerelement", tags), ("Textmarke", marks)):
        yield from (f"{kind} {name} gibt es {count}-mal." for name, count in counts.items() if count > 1)


def _properties(found: Form, truth: NumberedChapter) -> Iterator[str]:
    wanted = {
        form_wording.SLUG: truth.slug,
        form_wording.SOURCE: truth.chapter.source.sha256,
        form_wording.VERSION: form_wording.FORMAT,
    }
    for name, value in wanted.items():
        have = found.properties.get(name)
        if have != value and (value or have is None):
            yield f"Die Eigenschaft {name} ist nicht „{value}“, sondern „{have or ''}“."
