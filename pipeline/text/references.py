"""References by line: „siehe Zeile 36–37“ in running text becomes a Reference, and what it names must exist.

A reference is linked only where it is certain: after „siehe“, „vgl.“ and the like, and where no other text is named behind
it („siehe Zeile 3 der Vorlage“). A wrong link would be worse than none.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from pipeline.diagnostics import Diagnostic, Place
from pipeline.text import walk
from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Cell,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    ListItem,
    Note,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Table,
    Text,
)

_RANGE = r"(?P<first>[1-9]\d{0,6})(?:\s*[-‑–—]\s*(?P<last>[1-9]\d{0,6})|\s+bis\s+(?P<end>[1-9]\d{0,6}))?(?!\d|[.,]\d)"
_WORD = r"(?:Zeilen?|Z\.)\s*"
_NAMED = re.compile(rf"(?P<words>\b{_WORD}{_RANGE})", re.ASCII)
_CUE = re.compile(
    r"(?<!\w)(?:[Ss]iehe|[Vv]gl\.|[Vv]ergleiche|[Ss]\.)\s*(?:(?:auch|dazu|hierzu|oben|unten)\s+)*(?=(?:Zeilen?\s|Z\.))"
)
_AND = r"\s*(?:,|und|sowie|oder)\s+"
_FURTHER = re.compile(rf"{_AND}(?P<words>(?:{_WORD})?{_RANGE})", re.ASCII)
_FURTHER_LINE = re.compile(rf"{_AND}(?P<words>{_WORD}{_RANGE})", re.ASCII)
"""After „Zeile“ in the singular a further number counts something else: „siehe Zeile 3 und 4 weitere Anträge“."""
_ELSEWHERE = re.compile(r"\s+(?:des|der|im|in|von|vom|aus)\s+[„\"»A-ZÄÖÜ]")
"""What says that the lines are those of another text."""

_LEAVES = Text | LineBreak | Note | LineStart

_BARRED = "_"
"""Stands for characters that are already linked: to a regular expression part of a word, but of no number and no phrase."""


@dataclass(frozen=True, slots=True)
class Span:
    """Lines that a text names: the words, where they begin and end in it, the numbers of the first and last line."""

    words: str
    begin: int
    end: int
    first: int
    last: int


def _span(found: re.Match[str]) -> Span:
    first = int(found["first"])
    return Span(found["words"], found.start("words"), found.end(), first, int(found["last"] or found["end"] or first))


def named_lines(text: str) -> Iterator[Span]:
    """The lines that the text names, such as „Zeile 36–37“ or „Z. 12“, with or without „siehe“."""
    yield from map(_span, _NAMED.finditer(text))


def _cited(text: str) -> Iterator[Span]:
    """The lines that the text refers to: „siehe Zeilen 36, 40 und 52 bis 53“ has three spans."""
    for cue in _CUE.finditer(text):
        found: re.Match[str] | None = _NAMED.match(text, cue.end())
        several = []
        while found:
            several.append(_span(found))
            single = several[0].words.startswith("Zeile") and not several[0].words.startswith("Zeilen")
            found = (_FURTHER_LINE if single else _FURTHER).match(text, found.end())
        if several and not _ELSEWHERE.match(text, several[-1].end):
            yield from several


def linked(blocks: Blocks) -> Blocks:
    """The blocks with a Reference around all lines that they refer to, whether they have line starts or not.

    A phrase may run over a line end, or through emphasis. Headings, whose words stand in tables of contents, and preformatted
    text stay as they are, and so does what is a link or a reference already.
    """
    return tuple(_linked_block(block) for block in blocks)


def _linked_block(block: Block) -> Block:
    match block:
        case Heading() | Preformatted():
            return block
        case Paragraph(content):
            return replace(block, content=_linked(content))
        case BulletList(items) | OrderedList(items):
            return replace(block, items=tuple(_linked_item(item) for item in items))
        case BlockQuote(inner):
            return replace(block, blocks=linked(inner))
        case Table(header, rows, caption=caption):
            head, body = (tuple(map(_linked_row, part)) for part in (header, rows))
            return replace(block, header=head, rows=body, caption=_below(caption))
        case Picture(caption=caption):
            return replace(block, caption=_below(caption))
        case _:
            assert_never(block)


def _linked_item(item: ListItem) -> ListItem:
    return replace(item, content=_linked(item.content), blocks=linked(item.blocks))


def _linked_row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(replace(cell, content=_linked(cell.content)) for cell in cells)


def _below(caption: Caption | None) -> Caption | None:
    return replace(caption, content=_linked(caption.content)) if caption else None


def _linked(content: Inlines) -> Inlines:
    content = _with_notes(content)
    spans = list(_cited(_unlinked(content)))
    return _around(content, spans) if spans else content


def _with_notes(content: Inlines) -> Inlines:
    """The inlines with what their notes say linked."""
    result: list[Inline] = []
    for inline in content:
        match inline:
            case Note(blocks=blocks):
                result.append(replace(inline, blocks=linked(blocks)))
            case Text() | LineBreak() | LineStart():
                result.append(inline)
            case _:
                result.append(walk.spanning(inline, _with_notes(inline.content)))
    return tuple(result)


def _unlinked(content: Iterable[Inline]) -> str:
    """The running text, with one sign for each character that is linked already."""
    parts = []
    for inline in content:
        match inline:
            case Link() | Reference():
                parts.append(_BARRED * len(walk.plain(inline.content)))
            case Text() | LineBreak() | Note() | LineStart():
                parts.append(walk.text(inline))
            case _:
                parts.append(_unlinked(inline.content))
    return "".join(parts)


def _around(content: Inlines, spans: Sequence[Span], at: int = 0) -> Inlines:
    """The inlines, the first of which begins at character ``at``, with a Reference around each of the spans.

    The spans stand in the order of the text. Each inline is looked at once, however many there are.
    """
    waiting, here = deque(spans), list[Span]()
    rest, begin = deque[Inline](), at
    for inline in content:
        end = begin + _length(inline)
        inside: list[Span] = []
        while waiting and waiting[0].begin < end:
            is_inside = begin <= waiting[0].begin and waiting[0].end <= end
            (here if isinstance(inline, _LEAVES) or not is_inside else inside).append(waiting.popleft())
        if inside and not isinstance(inline, _LEAVES):
            rest.append(walk.spanning(inline, _around(inline.content, inside, begin)))
        else:
            rest.append(inline)
        begin = end
    done: list[Inline] = []
    for span in here:
        while at < span.begin and at + _length(rest[0]) <= span.begin:
            at += _length(rest[0])
            done.append(rest.popleft())
        touched, end = deque[Inline](), at
        while end < span.end:
            touched.append(rest.popleft())
            end += _length(touched[-1])
        whole = tuple(touched)
        before, within = _taken(touched, span.begin - at, notes=True), _taken(touched, span.end - span.begin)
        if any(isinstance(leaf, Note) for leaf in walk.leaves(within)):
            rest.extendleft(reversed(whole))  # the call of a note is a link itself
            continue
        place = next((leaf.place for leaf in walk.leaves(within) if leaf.place), None)
        done += (*before, Reference(span.first, span.last, "", within, place))
        rest.extendleft(reversed(touched))
        at = span.end
    return (*done, *rest)


def _length(inline: Inline) -> int:
    """The characters of the inline in running text."""
    return len(inline.text) if isinstance(inline, Text) else len(walk.plain((inline,)))


def _taken(rest: deque[Inline], size: int, *, notes: bool = False) -> Inlines:
    """So many characters from the beginning of the inlines, with the notes that stand behind them if ``notes``.

    They are no longer in ``rest`` then. A line start belongs to the character that follows it.
    """
    taken: list[Inline] = []
    while rest and (size or (notes and isinstance(rest[0], Note))):
        inline = rest.popleft()
        if (length := _length(inline)) > size:
            inline, right = _halves(inline, size)
            rest.appendleft(right)
            length = size
        taken.append(inline)
        size -= length
    return tuple(taken)


def _halves(inline: Inline, size: int) -> tuple[Inline, Inline]:
    match inline:
        case Text(text, place):
            later = replace(place, column=place.column + size) if place and place.column else place
            return Text(text[:size], place), Text(text[size:], later)
        case LineBreak() | Note() | LineStart():
            raise ValueError(inline)
        case _:
            inner = deque(inline.content)
            left = _taken(inner, size)
            return walk.spanning(inline, left), walk.spanning(inline, tuple(inner))


def references(blocks: Iterable[Block]) -> Iterator[Reference]:
    """All references of the blocks, in reading order, those in notes after the text that they belong to."""
    for block in walk.text_blocks(blocks):
        yield from _references(block.content)


def _references(content: Iterable[Inline]) -> Iterator[Reference]:
    for inline in content:
        match inline:
            case Reference():
                yield inline
            case Text() | LineBreak() | Note() | LineStart():
                pass
            case _:
                yield from _references(inline.content)


def renamed(blocks: Blocks, names: Mapping[str, str]) -> Blocks:
    """The blocks with references to chapters by their slugs; ``names`` has the slug of each other name."""
    return walk.respelled(blocks, lambda content: tuple(_renamed(inline, names) for inline in content))


def _renamed(inline: Inline, names: Mapping[str, str]) -> Inline:
    match inline:
        case Note(blocks=inner):
            return replace(inline, blocks=renamed(inner, names))
        case Text() | LineBreak() | LineStart():
            return inline
        case _:
            span = walk.spanning(inline, tuple(_renamed(each, names) for each in inline.content))
            return replace(span, chapter=names.get(span.chapter, span.chapter)) if isinstance(span, Reference) else span


def faults(numbered: NumberedChapter, known: Mapping[str, Collection[int]]) -> tuple[Diagnostic, ...]:
    """A fault (Z248) for each reference of the chapter to lines, or to a chapter, that do not exist.

    ``known`` has the numbers of the lines of each chapter by its slug, and by every other name that references may use, such as
    its file's name without ending; this chapter is among them under its own slug.
    """
    return tuple(
        Diagnostic("Z248", each.place or Place(numbered.chapter.source.name), *words)
        for each in references(numbered.chapter.blocks)
        if (words := _fault(each, numbered.slug, known))
    )


def _fault(reference: Reference, own: str, known: Mapping[str, Collection[int]]) -> tuple[str, str] | None:
    first, last, words = reference.first, reference.last, walk.plain(reference.content).strip()
    lines = known.get(reference.chapter or own)
    if lines is None:
        return (
            f"„{words}“ verweist auf das Kapitel „{reference.chapter}“, das es hier nicht gibt.",
            f"Steht es in einer anderen Datei, nennen Sie beide in publication.toml unter [[chapter]]. Bekannt: {_names(known)}.",
        )
    if last < first:
        return f"„{words}“ nennt eine letzte Zeile vor der ersten.", "Nennen Sie die kleinere Nummer zuerst."
    missing = [number for number in (first, last) if number not in lines]
    if not missing:
        return None
    where = f"im Kapitel „{reference.chapter}“" if reference.chapter else "in diesem Text"
    return (
        f"„{words}“ verweist auf Zeile {missing[0]}, die es {where} nicht gibt.",
        f"Er hat die Zeilen {min(lines)} bis {max(lines)}. {_ELSEWHERE_HINT}" if lines else _ELSEWHERE_HINT,
    )


_ELSEWHERE_HINT = (
    "Ist ein anderer Text gemeint, nennen Sie ihn dahinter: „Zeile 3 der Vorlage“; das ist dann kein Verweis."
)
MOST_NAMES = 8


def _names(known: Collection[str]) -> str:
    names = sorted(known)
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
