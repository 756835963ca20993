"""Tables of the text → elements: merged cells, heads that are named, a box that scrolls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from pipeline.pages.apparatus import Apparatus
from pipeline.pages.language_marking import named
from pipeline.pages.line_fragments import line_fragments
from pipeline.pages.markup import element
from pipeline.text import anchors, grid, walk
from pipeline.text.model import Alignment, Table
from pipeline.text.wording import Wording


def data_table(table: Table, apparatus: Apparatus) -> Markup:
    """The table in a box that scrolls where it is too wide, reached by the Tab key (WCAG 2.2, 1.4.10 and 2.1.1).

    Where cells are merged, each cell names its heads: not every program finds them by their scope alone.
    """
    caption = element("caption", line_fragments(table.caption.content, apparatus)) if table.caption else Markup()
    found, number = grid.grid(table), next(apparatus.tables)
    merged = any(placed.cell.columns * placed.cell.rows > 1 for placed in found.cells)
    heads = [placed for placed in found.cells if placed.heads]
    ids = {each.at: anchors.table_head(number, index, apparatus.prefix) for index, each in enumerate(heads, 1)}
    # Programs that read a row aloud would make one word of the ends of two cells (foliate-js 1.0).
    between = Markup(" ") if apparatus.typed else Markup()
    rows = [
        element("tr", between.join(_cell(placed, found, table, ids if merged else {}, apparatus) for placed in row))
        for row in found.rows
    ]
    content = element("table", caption, *_row_groups(rows, found, len(table.header)))
    return element(
        "div", content, class_="table", role="group", tabindex=0, aria_label=_name(table, heads, apparatus.say)
    )


def _row_groups(rows: Sequence[Markup], found: grid.Grid, first: int) -> Iterator[Markup]:
    """The rows of heads, then the others, those below the head of a group by themselves; ``first`` is the first of them."""
    if first:
        yield element("thead", *rows[:first])
    groups = [at for at, row in enumerate(found.rows) if at > first and any(map(found.is_group, row))]
    yield from (element("tbody", *rows[begin:end]) for begin, end in pairwise([first, *groups, len(rows)]))


def _name(table: Table, heads: Iterable[grid.PlacedCell], say: Wording) -> str:
    """What the table is called: by its caption, else by what heads its columns or rows."""
    if table.caption:
        return named("Tabelle: {title}", say, walk.plain(table.caption.content))
    names = [grid.words(placed.cell) for placed in heads if placed.header or not table.header]
    if not names and not say.foreign:
        return say("Tabelle ohne Kopfzeile")
    # Beside a foreign text the words of the first row name it: an attribute has one language.
    names = names or [grid.words(cell) for cell in table.rows[0]]
    return named("Tabelle: {title}", say, ", ".join(names))


def _cell(
    placed: grid.PlacedCell, found: grid.Grid, table: Table, ids: Mapping[tuple[int, int], str], apparatus: Apparatus
) -> Markup:
    # A corner that is left empty heads nothing (WAI, Tables Tutorial; axe 4, empty-table-header).
    scope = "col" if placed.header else "rowgroup" if found.is_group(placed) else "row"
    sides = {table.alignments[column] for column in placed.columns}
    side = sides.pop() if len(sides) == 1 else Alignment.START
    columns, rows = (span if span > 1 else None for span in (placed.cell.columns, placed.cell.rows))
    named = " ".join(ids[head.at] for head in found.heads(placed) if head.at in ids)
    return element(
        "th" if placed.heads else "td",
        line_fragments(placed.cell.content, apparatus),
        id=ids.get(placed.at),
        scope=scope if placed.heads else None,
        colspan=columns,
        rowspan=rows,
        headers=named or None,
        class_=None if side is Alignment.START else str(side),
    )
