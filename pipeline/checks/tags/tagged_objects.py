"""What the tree says besides words: lists with their labels, tables, pictures, quotations, links and notes (Z624)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.checks.tags import screen_reader
from pipeline.checks.tags.model_speech import heard
from pipeline.checks.word_difference import in_quotes
from pipeline.readback import data, object_names, table_grid
from pipeline.readback.reading import ListShape
from pipeline.readback.tag_tree import Annotation, Kid, Tag, TagTree, every_tag
from pipeline.readback.tag_tree import walk as every
from pipeline.text import anchors, walk
from pipeline.text.model import Block, Inlines, Link, Note, NumberedChapter, Reference

BULLETS = frozenset("•–·◦▪‣●○■")

_TERMS = frozenset({"None", "Description"})
"""What lists of terms say (ISO 32000-1, table 347; ISO 32000-2, table 382): the imprint may be one, the text has none."""

_PARTS = frozenset({"THead", "TBody", "TFoot"})
_SCOPES = {"Column": table_grid.COLUMN, "Row": table_grid.ROW}

_NOTES = frozenset({"Note", "FENote"})


def findings(tree: TagTree, truth: NumberedChapter, prefix: str, within: Collection[str]) -> Iterator[str]:
    """What differs; names of places in the chapter begin with ``prefix``, ``within`` are the chapters of the book."""
    blocks = truth.chapter.blocks
    yield from _lists(tree, blocks)
    yield from _compared("Tabelle, Bild oder Zitat", [*_named(blocks)], [*_objects(tree.tags)])
    yield from _compared("Verweis", [*_wanted_links(blocks, within)], [*_links(tree.tags, prefix)])
    notes = sum(tag.standard in _NOTES for tag in every_tag(tree.tags))
    if notes != (expected := sum(1 for _ in walk.notes(blocks))):
        yield f"Erwartet {expected} Anmerkungen (Note oder FENote), gefunden {notes}."


def _compared(what: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if operation != "equal":
            want, got = (", ".join(map(in_quotes, each)) or "nichts" for each in (expected[i1:i2], found[j1:j2]))
            yield f"{what}: erwartet {want}, gefunden {got}."


def _lists(tree: TagTree, blocks: Sequence[Block]) -> Iterator[str]:
    """Every list with the labels of its items, those of notes at the end."""
    expected = [each.labels or ("•",) * each.items for each in _shapes(blocks)]
    found = [
        tuple(_label(kid) for kid in tag.kids if isinstance(kid, Tag) and kid.standard == "LI")
        for tag in every_tag(tree.tags)
        if tag.standard == "L" and tag.get("ListNumbering") not in _TERMS
    ]
    if [len(each) for each in found] != [len(each) for each in expected]:
        counts = [", ".join(str(len(each)) for each in side) or "0" for side in (expected, found)]
        yield f"Erwartet {len(expected)} Listen (L) mit {counts[0]} Punkten, gefunden {len(found)} mit {counts[1]}."
        return
    for want, got in zip(expected, found, strict=True):
        # An item without a label is a finding of its own (Z622).
        if wrong := [pair for pair in zip(want, got, strict=True) if pair[1] and pair[0] != pair[1]]:
            yield f"Eine Liste zählt {in_quotes(wrong[0][1])} statt {in_quotes(wrong[0][0])}."


def _shapes(blocks: Sequence[Block]) -> Iterator[ListShape]:
    yield from data.outline(blocks).lists
    for note in walk.notes(blocks):
        yield from data.outline(note.blocks).lists


def _label(item: Tag) -> str:
    """What stands before the item, a bullet of any kind as „•“; the number of its line is no label."""
    labels = [
        kid for kid in item.kids if isinstance(kid, Tag) and kid.standard == "Lbl" and not screen_reader.number(kid)
    ]
    text = " ".join(screen_reader.shown(each).strip() for each in labels)
    return "•" if text in BULLETS else text


def _named(blocks: Sequence[Block]) -> Iterator[str]:
    """The model's; preformatted text is a paragraph in PDF."""
    yield from (name for name in data.object_rows(blocks) if name != object_names.PREFORMATTED)


def _objects(tags: Iterable[Tag]) -> Iterator[str]:
    for tag in every_tag(tags):
        match tag.standard:
            case "Table":
                yield from table_grid.names(tuple(table_rows(tag)))
            case "Figure" if alternative := tag.get("Alt"):
                yield object_names.picture(alternative)
            case "BlockQuote":
                yield object_names.QUOTATION
            case _:
                pass


def table_rows(table: Tag) -> Iterator[table_grid.GridRow]:
    """The rows of a table, as ``cells.names`` compares them."""
    rows = [
        (part, [each for each in _tags(row) if each.standard in {"TD", "TH"}])
        for part, kid in enumerate(_tags(table))
        for row in ((kid,) if kid.standard == "TR" else _tags(kid) if kid.standard in _PARTS else ())
    ]
    width = max((sum(_span(cell, "ColSpan") for cell in row) for _, row in rows), default=0)
    for part, row in rows:
        yield table_grid.GridRow(tuple(_cell(cell, width) for cell in row), part)


def _cell(tag: Tag, width: int) -> table_grid.GridCell:
    """The cell by its attributes (ISO 32000-1, table 349); a row that is one head speaks for those below it."""
    columns, headers = _span(tag, "ColSpan"), tag.get("Headers")
    heads = _SCOPES.get(tag.get("Scope") or "", table_grid.NOTHING) if tag.standard == "TH" else ""
    if heads == table_grid.ROW and columns == width:
        heads = table_grid.GROUP
    called = None if headers is None else tuple(headers.split())
    return table_grid.GridCell(
        screen_reader.shown(tag), columns, _span(tag, "RowSpan"), heads, tag.get("ID") or "", called
    )


def _span(tag: Tag, name: str) -> int:
    said = tag.get(name) or "1"
    return int(said) if re.fullmatch("[1-9][0-9]{0,4}", said) else 1


def _tags(tag: Tag) -> Iterator[Tag]:
    return (kid for kid in tag.kids if isinstance(kid, Tag))


def _wanted_links(blocks: Sequence[Block], within: Collection[str]) -> Iterator[str]:
    """Words and target of each link and each call of a note, those in notes at the end."""
    found = [(block.note, each) for block in walk.text_blocks(blocks) for each in _of(block.content, within)]
    yield from (each for note, each in found if note is None)
    yield from (each for note, each in found if note is not None)


def _of(content: Inlines, within: Collection[str]) -> Iterator[str]:
    for inline in content:
        match inline:
            case Note(number):
                yield _shown(str(number), f"#{anchors.note(number)}")
            case Link(target, inner):
                yield _shown(walk.plain(inner, calls=True), target)
            case Reference(first, _, chapter, inner) if not chapter or chapter in within:
                place = f"#kapitel-{chapter}-" if chapter else "#"
                yield _shown(walk.plain(inner, calls=True), f"{place}{anchors.line(first)}")
            case _ if not isinstance(inline, walk.Leaf):
                yield from _of(inline.content, within)
            case _:
                pass


def _links(kids: Iterable[Kid], prefix: str) -> Iterator[str]:
    """The same of the tree, without the table of contents."""
    for kid in kids:
        match kid:
            case Tag(standard="TOC" | "TOCI"):
                pass
            case Tag(standard="Link"):
                own = [each for each in every(kid.kids) if isinstance(each, Annotation)]
                if targets := {each.target.replace(f"#{prefix}", "#", 1) for each in own if each.target}:
                    yield _shown(_read(kid), " ".join(sorted(targets)))
            case Tag():
                yield from _links(kid.kids, prefix)
            case _:
                pass


def _read(tag: Tag) -> str:
    """The words of the link, without the numbers of lines that run through it."""
    return "".join(
        _read(kid) if isinstance(kid, Tag) else getattr(kid, "text", "")
        for kid in tag.kids
        if not screen_reader.is_line_number(kid)
    )


def _shown(words: str, target: str) -> str:
    return f"{heard(words)} → {target}"
