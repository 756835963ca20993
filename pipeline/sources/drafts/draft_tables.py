"""Tables of a document → tables of the model: cells hold text, so what else stands in them is written out or follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.sources.drafts import spans
from pipeline.sources.drafts.draft import CellDraft, Draft, DraftPiece, ParagraphDraft, PictureDraft, TableDraft
from pipeline.sources.drafts.draft_report import DraftReport
from pipeline.text.even_tables import NO_HEADER, settled
from pipeline.text.model import Alignment, Caption, Cell, Inlines, LineBreak, Table, Text

_HINT = (
    "Ist das gemeint, ist nichts zu tun. Kopfzeilen heißen in Word „Überschriften wiederholen“ (Tabellenlayout), in LibreOffice „Überschrift wiederholen“ "
    "(Tabelleneigenschaften, Textfluss)."
)

Read = Callable[[Sequence[DraftPiece]], Inlines]


def table(draft: TableDraft, caption: Caption | None, read: Read, report: DraftReport) -> Table | None:
    """The table; None where no cell of it says anything."""
    if not any(spans.words(each.pieces) for each in _paragraphs(draft)):
        return None
    header = tuple(_row(row, read, report, heads=True) for row in draft.rows[: draft.heads])
    rows = tuple(_row(row, read, report, heads=False) for row in draft.rows[draft.heads :])
    made, faults = settled(Table(header, rows, tuple(_alignments(draft)), caption, draft.place))
    for each in faults:
        report.add(each.code, each.message, _HINT if each.message == NO_HEADER else each.hint, each.place)
    return made


def pictures(draft: TableDraft) -> Iterator[PictureDraft]:
    """The pictures that stand in its cells."""
    for each in _paragraphs(draft):
        yield from (piece.leaf for piece in each.pieces if isinstance(piece.leaf, PictureDraft))


def _paragraphs(draft: TableDraft) -> Iterator[ParagraphDraft]:
    for row in draft.rows:
        for cell in row:
            yield from _flat(cell.blocks)


def _flat(blocks: Sequence[Draft]) -> Iterator[ParagraphDraft]:
    for block in blocks:
        if isinstance(block, ParagraphDraft):
            yield block
        else:
            yield from _paragraphs(block)


def _row(row: Sequence[CellDraft], read: Read, report: DraftReport, *, heads: bool) -> tuple[Cell, ...]:
    return tuple(
        Cell(_content(cell, read, report, heads=heads), cell.place, columns=cell.columns, rows=cell.rows)
        for cell in row
    )


def _content(cell: CellDraft, read: Read, report: DraftReport, *, heads: bool) -> Inlines:
    """The words of the cell, a line for each paragraph."""
    pieces: list[DraftPiece] = []
    for block in cell.blocks:
        if isinstance(block, TableDraft):
            report.add("Z165", "In einer Zelle steht eine Tabelle; ihr Text steht in der Zelle.", place=block.place)
    for each in _flat(cell.blocks):
        if not spans.words(each.pieces):
            continue
        pieces += [DraftPiece(LineBreak(each.place))] if pieces else []
        if each.item and not each.item.continues:
            report.once(
                "list in cell",
                "Z165",
                "In einer Tabelle steht eine Liste; ihre Punkte stehen dort als Zeilen.",
                place=each.place,
            )
            pieces.append(DraftPiece(Text(f"{each.item.label or '•'} ", each.place)))
        pieces += each.pieces
    return read(plainly(pieces) if heads else pieces)


def plainly(pieces: Sequence[DraftPiece]) -> Sequence[DraftPiece]:
    """The pieces without what all of them look like: in a heading that is the heading's formatting."""
    said = [each.formatting for each in pieces if isinstance(each.leaf, Text) and each.leaf.text.strip()]
    if not said:
        return pieces
    strong, emphasis, underline = (
        all(formatting.strong for formatting in said),
        all(formatting.emphasis for formatting in said),
        all(formatting.underline for formatting in said),
    )
    return [
        replace(
            each,
            formatting=replace(
                each.formatting,
                strong=each.formatting.strong and not strong,
                emphasis=each.formatting.emphasis and not emphasis,
                underline=each.formatting.underline and not underline,
            ),
        )
        for each in pieces
    ]


def _alignments(draft: TableDraft) -> Iterator[Alignment]:
    """Where the words of each column stand, if those of all its own cells in the body do."""
    columns: dict[int, set[Alignment]] = {}
    below: dict[int, int] = {}
    for number, row in enumerate(draft.rows):
        column = 0
        for cell in row:
            while below.get(column, 0) > number:
                column += 1
            for at in range(column, column + cell.columns):
                below[at] = number + cell.rows
                said = columns.setdefault(at, set())
                if cell.columns == 1 and number >= draft.heads:
                    said |= {each.alignment for each in _flat(cell.blocks) if spans.words(each.pieces)}
            column += cell.columns
    for at in range(max(columns, default=-1) + 1):
        said = columns.get(at, set())
        yield next(iter(said)) if len(said) == 1 else Alignment.START
