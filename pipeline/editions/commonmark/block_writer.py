"""Blocks → lines of CommonMark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from pipeline.editions.commonmark.front_writer import unnumbered, unnumbered_alone
from pipeline.editions.commonmark.inline_writer import BREAK, InlineWriter
from pipeline.sources.labels import label_at
from pipeline.text import grid, list_labels, walk
from pipeline.text.model import (
    Alignment,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Heading,
    Inlines,
    LineBreak,
    ListItem,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Table,
    Text,
)

_DELIMITERS = {Alignment.START: "---", Alignment.CENTER: ":-:", Alignment.END: "--:"}
_APART = "<!-- -->"
"""Between two lists that are not one."""

Lines = list[str]


@dataclass(slots=True)
class Writer:
    """Writes the blocks of one text. What cannot be said is kept in ``lost``; notes stand below the text."""

    lost: list[str] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list)

    def body(self, blocks: Blocks) -> str:
        """The text below the front matter."""
        self._require_numbers(blocks)
        lines = self._blocks(blocks)
        written = 0
        while written < len(self._notes):
            note = self._notes[written]
            written += 1
            inside = self._blocks(note.blocks)
            lines += [
                "",
                f"[^{note.number}]: {inside[0]}" if isinstance(note.blocks[0], Paragraph) else f"[^{note.number}]:",
            ]
            rest = inside[1:] if isinstance(note.blocks[0], Paragraph) else inside
            lines += [f"    {line}" if line else "" for line in rest]
        return "\n".join([*lines, ""])

    def _require_numbers(self, blocks: Blocks) -> None:
        """Note texts without numbers that no heading of theirs can name."""
        alone = list(unnumbered_alone(blocks))
        left = {at for at, block in enumerate(blocks) if any(block is each for each in alone)}
        at = 0
        for heading in unnumbered(blocks):
            at = next(index for index in range(at, len(blocks)) if blocks[index] is heading)
            while True:
                left.add(at)
                at += 1
                if at >= len(blocks) or (isinstance(each := blocks[at], Heading) and each.level <= heading.level):
                    break
        for at, block in enumerate(blocks):
            said = [
                each for each in walk.text_blocks([block]) if not isinstance(each.node, Picture) and each.note is None
            ]
            if (
                at not in left
                and not isinstance(block, Table | Picture)
                and not any(walk.line_starts(each.content) for each in said)
            ):
                self.lost.append(f"„{_shown(block)}“ hat keine amtlichen Nummern; in CommonMark zählt es mit.")

    def _inlines(self, content: Inlines, line_break: str = BREAK) -> str:
        return InlineWriter(self._call, line_break).text(content)

    def _call(self, note: Note) -> str:
        self._notes.append(note)
        return f"[^{note.number}]"

    def _blocks(self, blocks: Sequence[Block]) -> Lines:
        lines: Lines = []
        before: Block | None = None
        sign = "-"
        for block in blocks:
            if isinstance(block, BulletList):
                sign = "*" if isinstance(before, BulletList) and sign == "-" else "-"
            own = self._block(block, sign)
            if lines:
                lines += (
                    ["", _APART, ""] if isinstance(block, OrderedList) and isinstance(before, OrderedList) else [""]
                )
            lines += own
            before = block
        return lines

    def _block(self, block: Block, sign: str) -> Lines:
        match block:
            case Heading(level, content, rank=rank):
                return [f"{'#' * min(rank or level + 2, 6)} {self._inlines(content, '<br>')}"]
            case Paragraph(content):
                return self._inlines(content).split("\n")
            case BulletList(items):
                return self._items([sign] * len(items), items)
            case OrderedList(items):
                return self._ordered(block)
            case BlockQuote(inner):
                return [f"> {line}" if line else ">" for line in self._blocks(inner)]
            case Preformatted(content):
                return self._preformatted(content)
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case _:
                assert_never(block)

    def _ordered(self, block: OrderedList) -> Lines:
        labels = list_labels.labels(block)
        if unknown := next((label for label in labels if label_at(f"{label} ") != label), None):
            self.lost.append(f"Die Zählung „{unknown}“ kennt CommonMark nicht; sie steht als Text vor jedem Punkt.")
            items = [
                ListItem((Text(f"{label} "), *item.content), item.blocks)
                for label, item in zip(labels, block.items, strict=True)
            ]
            return self._items(["-"] * len(items), items)
        return self._items(labels, block.items)

    def _items(self, labels: Sequence[str], items: Sequence[ListItem]) -> Lines:
        """The items, with blank lines between them where one holds more than lists."""
        parts = [self._item(label, item) for label, item in zip(labels, items, strict=True)]
        loose = any(not isinstance(block, BulletList | OrderedList) for item in items for block in item.blocks)
        lines: Lines = []
        for part in parts:
            lines += [""] if loose and lines else []
            lines += part
        return lines

    def _item(self, label: str, item: ListItem) -> Lines:
        inside = self._inlines(item.content).split("\n") if walk.plain(item.content) or item.content else []
        blocks = list(item.blocks)
        if inside and blocks and isinstance(blocks[0], BulletList | OrderedList):
            inside += self._blocks(blocks)
        elif blocks:
            inside += [*([""] if inside else []), *self._blocks(blocks)]
        indent = " " * (len(label) + 1)
        return [f"{label} {inside[0]}".rstrip(), *(f"{indent}{line}" if line else "" for line in inside[1:])]

    def _preformatted(self, content: Inlines) -> Lines:
        if any(not isinstance(each, Text | LineBreak) for each in walk.leaves(content) if not _is_start(each)) or any(
            not isinstance(each, Text | LineBreak) for each in content if not _is_start(each)
        ):
            self.lost.append("In vorformatiertem Text hat CommonMark keine Auszeichnung und keine Fußnoten.")
        lines = walk.plain(content).split("\n")
        fence = "`" * max(3, 1 + max((len(line) - len(line.lstrip("`")) for line in lines), default=0))
        return [fence, *lines, fence]

    def _table(self, table: Table) -> Lines:
        columns, heads = len(table.alignments), len(table.header)
        rows = [[""] * columns for _ in range(heads + len(table.rows))]
        for placed in grid.grid(table).cells:
            for at in placed.rows:
                for column in placed.columns:
                    rows[at][column] = "<<" if at == placed.row else "^^"
            written = self._inlines(placed.cell.content, "<br>")
            sign = "# " if placed.cell.heading else "\\" if written.startswith("# ") else ""
            rows[placed.row][placed.column] = f"{sign}{written}"
        first, *others = rows if heads else [[""] * columns, *rows]
        lines = [_row(first), _row([_DELIMITERS[each] for each in table.alignments]), *map(_row, others)]
        if heads > 1:
            lines.insert(heads + 1, _row(["==="] * columns))
        if table.caption:
            lines += ["", f"Tabelle: {self._inlines(table.caption.content, '<br>')}"]
        return lines

    def _picture(self, picture: Picture) -> Lines:
        caption = ""
        if picture.caption:
            said = picture.caption.content
            if any(not isinstance(each, Text) for each in said):
                self.lost.append("Die Bildunterschrift hat in CommonMark keine Auszeichnung und keine Fußnoten.")
            words = " ".join(walk.plain(said).split())
            quoted = words.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
            caption = f' "{quoted}"'
        alternative = InlineWriter(self._call, " ").text((Text(picture.alternative),))
        address = f"<{picture.file}>" if any(char in picture.file for char in " ()") else picture.file
        return [f"![{alternative}]({address}{caption})"]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _is_start(inline: object) -> bool:
    from pipeline.text.model import LineStart

    return isinstance(inline, LineStart)


def _shown(block: Block) -> str:
    words = " ".join(walk.plain(each.content) for each in walk.text_blocks([block]))
    return words if len(words) <= 60 else f"{words[:60]}…"  # noqa: PLR2004 - a line of a message
