"""Paragraphs and tables → rows: columns by their heads, rows by whatever still names them.

Word processors lose different things on the way: LibreOffice 7.4 all tags, pandoc 3.9 all bookmarks, RTF which row is
the head. The text of the cells survives everywhere, so it goes first.

    heads found in the table     columns where they say          a column moved or one added
    no heads, tags in the cells  target and status by their tags
    nothing of both              our own order
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.easy_language import form_wording, locations
from pipeline.easy_language.returned import returned_words, text_rows
from pipeline.easy_language.returned.order_sheet import Lines, ReturnedRow
from pipeline.easy_language.returned.returned_blocks import (
    Block,
    ReturnedCell,
    ReturnedParagraph,
    ReturnedStory,
    ReturnedTable,
    ReturnedTableRow,
)
from pipeline.easy_language.returned.returned_formatting import glued_placeholders, styled_lines, unkept
from pipeline.easy_language.returned.returned_story import MOST_ROWS
from pipeline.easy_language.returned.returned_words import PLACEHOLDERS, bare_words, comments
from pipeline.easy_language.translation import Word
from pipeline.sources.office import guard

_NAME = re.compile(r"\bS\d{4,6}(?!\d)")
_PART = re.compile(r"\bS\d{4,6}(?:\s?[a-z]\b|\s*[./-]\s*\d\b|\s*\(\d\)|\s+(?:Teil|Fortsetzung)\b)")
"""How people number the parts of a row that they have split."""
_HEADS = 3
"""So many heads of a table must be found in a row to believe that it is the row of heads."""
_PAIR = 2

Columns = Mapping[str, int]


@dataclass(slots=True)
class ReturnedTables:
    """What the tables of a document hold, and what stands in none of ours."""

    rows: list[ReturnedRow] = field(default_factory=list)
    unrolled: int = 0
    """How many of them stand there as text."""
    words: list[Word] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    outside: list[ReturnedParagraph] = field(default_factory=list)
    loose: list[ReturnedParagraph] = field(default_factory=list)
    """Paragraphs of our other tables: their comments and changes belong to no row."""


def read(blocks: Iterable[Block], notes: Mapping[str, ReturnedStory], file: str) -> ReturnedTables:
    """What the blocks of the document hold. Raises InputRefusal (Z155) where there are too many rows."""
    found, number, appendix = ReturnedTables(), 0, False
    rest, found.rows = text_rows.rolled_up([*blocks], notes)
    found.unrolled = len(found.rows)
    for block in rest:
        if isinstance(block, ReturnedParagraph):
            found.outside.append(block)
            appendix = appendix or bare_words(returned_words.shown(block)) == form_wording.ORIGINALS
            continue
        if appendix and not any(_claims(row, -1) for row in block.rows):
            # The text has tables of its own, whatever their heads say.
            found.outside += returned_words.paragraphs([block])
            continue
        for table in _tables(block):
            number += 1
            _read_table(table, number, notes, found)
            if len(found.rows) > MOST_ROWS:
                raise guard.too_large(file, f"Sie hat mehr als {MOST_ROWS} Tabellenzeilen")
    return found


def _tables(table: ReturnedTable) -> Iterator[ReturnedTable]:
    """The table and those of ours inside its cells, each once; other tables inside are text of their cells."""
    inner: list[ReturnedTable] = []
    for cell in (cell for row in table.rows for cell in row.cells):
        ours = [block for block in cell.blocks if isinstance(block, ReturnedTable) and _is_ours(block)]
        cell.blocks = [block for block in cell.blocks if not any(block is each for each in ours)]
        inner += ours
    yield table
    for each in inner:
        yield from _tables(each)


def _is_ours(table: ReturnedTable) -> bool:
    return any(
        _heads(row, form_wording.COLUMNS)
        or _heads(row, form_wording.WORD_COLUMNS)
        or _numbered(row) is not None
        or _claims(row, -1)
        for row in table.rows
    )


def _numbered(row: ReturnedTableRow) -> int | None:
    """The column of the cell that begins with the number of a segment."""
    return next((cell.column for cell in row.cells if _NAME.match(" ".join(returned_words.lines(cell)))), None)


def _read_table(table: ReturnedTable, number: int, notes: Mapping[str, ReturnedStory], found: ReturnedTables) -> None:
    if _is_ours(table):
        _read_rows(table, number, notes, found)
        return
    held = [each for row in table.rows for cell in row.cells for each in returned_words.paragraphs(cell.blocks)]
    if all(len(row.cells) == _PAIR for row in table.rows):
        found.fields += [
            (" ".join(returned_words.lines(row.cells[0])), "\n".join(returned_words.lines(row.cells[1])))
            for row in table.rows
        ]
        found.loose += held
    else:
        found.outside += held


def _read_rows(table: ReturnedTable, number: int, notes: Mapping[str, ReturnedStory], found: ReturnedTables) -> None:
    """The rows of a table that is ours; heads in the middle of one are where two tables were put together."""
    columns, extra, of_words = _guessed(table), dict[int, str](), dict[str, int]()
    for at, row in enumerate(table.rows, 1):
        held = [each for cell in row.cells for each in returned_words.paragraphs(cell.blocks)]
        if heads := _heads(row, form_wording.COLUMNS):
            columns, of_words = heads, {}
            extra = {
                cell.column: " ".join(returned_words.lines(cell))
                for cell in row.cells
                if cell.column not in heads.values()
            }
            found.loose += held
        elif heads := _heads(row, form_wording.WORD_COLUMNS):
            of_words = heads
            found.loose += held
        elif of_words and _numbered(row) is None and not _claims(row, -1):
            found.words += _word(row, of_words)
            found.loose += held
        else:
            found.rows.append(_row(row, f"Tabelle {number}, Zeile {at}", columns, extra, notes))


def _row(
    row: ReturnedTableRow, place: str, columns: Columns, extra: Mapping[int, str], notes: Mapping[str, ReturnedStory]
) -> ReturnedRow:
    by_role = {role: _cell(row, column) for role, column in columns.items()}
    texts = {role: returned_words.lines(cell) if cell else () for role, cell in by_role.items()}
    used = [cell for cell in by_role.values() if cell]
    others = [cell for cell in row.cells if not any(cell is each for each in used)]
    every = [each for cell in row.cells for each in returned_words.paragraphs(cell.blocks)]
    number, target = by_role.get(form_wording.NUMBER), by_role.get(form_wording.TARGET)
    of_target = [*returned_words.paragraphs(target.blocks)] if target else []
    return ReturnedRow(
        place,
        _claims(row, columns.get(form_wording.NUMBER, -1)),
        bool(_PART.search(" ".join(texts.get(form_wording.NUMBER, ())))),
        bool(number and number.continued),
        tuple(_NAME.findall(locations.PATTERN.sub("", " ".join(texts.get(form_wording.NUMBER, ())))))[1:],
        bare_words(_present(texts.get(form_wording.ORIGINAL, ()))),
        tuple(line for line in styled_lines(of_target) if line not in PLACEHOLDERS),
        texts.get(form_wording.PICTURE, ()),
        texts.get(form_wording.STATE, ()),
        (
            *_beside_number(texts.get(form_wording.NUMBER, ())),
            *((extra.get(cell.column, ""), written) for cell in others if (written := returned_words.lines(cell))),
        ),
        comments(every, notes),
        row.changes + sum(each.changes for each in every),
        " ".join(each.hidden.strip() for each in every if each.hidden.strip()),
        tuple(each.struck.strip() for each in every if each.struck.strip()),
        tuple(dict(reversed([*unkept(of_target)])).items()),
        glued_placeholders(of_target),
        tuple(picture for each in every for picture in each.pictures),
        _strayed(by_role.get(form_wording.STATE)),
        bool(
            target
            and target.span > 1
            and target.column < columns.get(form_wording.PICTURE, 0) < target.column + target.span
        ),
        bool(target and target.continued),
    )


def _present(texts: Lines) -> Lines:
    """The original without what is said of its list, and without the wording that it had before."""
    beside = (form_wording.EARLIER, form_wording.LISTED)
    return (*texts[:1], *takewhile(lambda line: not line.startswith(beside), texts[1:]))


def _strayed(cell: ReturnedCell | None) -> Lines:
    ours = (each for each in returned_words.paragraphs(cell.blocks) if each.style == TARGET_STYLE) if cell else ()
    return tuple(line for each in ours for line in returned_words.shown(each) if line not in PLACEHOLDERS)


TARGET_STYLE = "LeichteSprache"
"""The name by which the paragraphs of the hand-over know the style of the Leichte Sprache."""

_OWN = re.compile(r"\bS\d{4,6}(?:\s?[a-z]\b|(?!\d))|\bZeilen?\s+\d+(?:\s*[–-]\s*\d+)?|[,\s]+")
"""What the form itself says in the first cell."""


def _beside_number(texts: Lines) -> Iterator[tuple[str, Lines]]:
    """What somebody wrote into the first cell."""
    if written := tuple(line for line in texts if _OWN.sub("", locations.PATTERN.sub("", line))):
        yield form_wording.NUMBER, written


def _cell(row: ReturnedTableRow, column: int) -> ReturnedCell | None:
    return next((cell for cell in row.cells if cell.column == column), None)


def _heads(row: ReturnedTableRow, heads: Sequence[str]) -> dict[str, int]:
    """Where the heads stand in the row; nothing where too few of them do."""
    wanted = {_folded(head): head for head in heads}
    found: dict[str, int] = {}
    for cell in row.cells:
        if head := wanted.get(_folded(" ".join(returned_words.lines(cell)))):
            found.setdefault(head, cell.column)
    return found if len(found) >= _HEADS else {}


def _guessed(table: ReturnedTable) -> Columns:
    """The columns of a table that has lost its heads: in our own order from the numbers on, or as its tags say."""
    votes: dict[str, Counter[int]] = {
        form_wording.NUMBER: Counter(),
        form_wording.TARGET: Counter(),
        form_wording.STATE: Counter(),
    }
    for row in table.rows:
        if (number := _numbered(row)) is not None:
            votes[form_wording.NUMBER][number] += 1
        for anchor in row.anchors:
            if anchor.kind == "tag" and anchor.cell is not None and anchor.cell < len(row.cells):
                role = form_wording.TARGET if form_wording.is_name(anchor.value) else form_wording.STATE
                votes[role][row.cells[anchor.cell].column] += 1
    start = votes[form_wording.NUMBER].most_common(1)[0][0] if votes[form_wording.NUMBER] else 0
    columns = {head: at for at, head in enumerate(form_wording.COLUMNS, start)}
    return columns | {role: counter.most_common(1)[0][0] for role, counter in votes.items() if counter}


_ANCHORS = {
    "bookmark": re.compile(r"(S\d{4,6})"),
    "tag": re.compile(r"(S\d{4,6})(?:-status)?"),
    "alias": re.compile(rf"(?:{form_wording.TARGET}|Status) (S\d{{4,6}})"),
}


def _claims(row: ReturnedTableRow, number: int) -> tuple[tuple[str, str], ...]:
    """Which segment the row is, by each anchor that it still has; ``number`` is the column of the visible one."""
    cell = _cell(row, number)
    shown = _NAME.search(" ".join(returned_words.lines(cell))) if cell else None
    claims = [("number", shown[0])] if shown else []
    for kind, pattern in _ANCHORS.items():
        named = (pattern.fullmatch(anchor.value) for anchor in row.anchors if anchor.kind == kind)
        if first := next((found[1] for found in named if found), ""):
            claims.append((kind, first))
    return tuple(claims)


def _word(row: ReturnedTableRow, columns: Columns) -> Iterator[Word]:
    texts = {role: returned_words.lines(cell) for role, at in columns.items() if (cell := _cell(row, at))}
    word, where, agreed = (
        " ".join(texts.get(role, ())) for role in (form_wording.WORD, form_wording.WORD_LINES, form_wording.AGREED)
    )
    other = (line for cell in row.cells if cell.column not in columns.values() for line in returned_words.lines(cell))
    explanation = (*texts.get(form_wording.EXPLANATION, ()), *other)
    if word or agreed or explanation:
        yield Word(word, where, agreed, explanation)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
