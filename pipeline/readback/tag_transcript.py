"""A structure tree as a transcript: what a screen reader says, element by element, and the numbers that it announces.

    LI ─┬─ Lbl "36" ActualText="Zeilen 36 bis 37:"     Start(item, label=•) · Announcement(36, Zeilen 36 bis 37:)
        ├─ Lbl "•"
        └─ LBody "den Masterplan zügig umsetzen,"      Words(den Masterplan zügig umsetzen,) · End(item)

The table of contents is left out. Lines begin where their numbers are elements (ISO 32000-2, 14.8.2.2.2: LineNum).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.readback import table_grid
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.reading import Unable
from pipeline.readback.tag_tree import Annotation, Kid, Tag, walk
from pipeline.text import wording
from pipeline.text.events import (
    Announcement,
    ElementKind,
    End,
    Event,
    Facts,
    Formatting,
    Head,
    LineBegin,
    Start,
    Transcript,
    Words,
    coalesced,
)

UNABLE = Unable(calls=True)
"""Calls of notes are links among the words."""

BULLETS = frozenset("•–·◦▪‣●○■")

_KINDS = {
    "P": ElementKind.PARAGRAPH,
    "L": ElementKind.LIST,
    "LI": ElementKind.ITEM,
    "BlockQuote": ElementKind.QUOTATION,
    "Table": ElementKind.TABLE,
    "TD": ElementKind.CELL,
    "TH": ElementKind.CELL,
    "Caption": ElementKind.CAPTION,
    "Figure": ElementKind.PICTURE,
    "Note": ElementKind.NOTE,
    "FENote": ElementKind.NOTE,
}
_HEADING = re.compile("H([1-9]?)")

_LOOKS = {
    ("Strong", ""): Formatting.STRONG,
    ("Em", ""): Formatting.EMPHASIS,
    ("TextDecorationType", "Underline"): Formatting.UNDERLINE,
    ("TextDecorationType", "LineThrough"): Formatting.STRIKE,
    ("TextPosition", "Sup"): Formatting.SUPERSCRIPT,
    ("TextPosition", "Sub"): Formatting.SUBSCRIPT,
}

_TERMS = frozenset({"None", "Description"})
"""What lists of terms say (ISO 32000-1, table 347; ISO 32000-2, table 382): the imprint may be one, the text has none."""

_PARTS = frozenset({"THead", "TBody", "TFoot"})
_SCOPES = {"Column": Head.COLUMN, "Row": Head.ROW}

_ANNOUNCED = wording.pattern(*wording.SPANS)


def of_tags(tags: Iterable[Tag], level: int = 1, prefix: str = "") -> Transcript:
    """What the elements say; the title is a heading of ``level``, and names of places in the chapter begin with ``prefix``."""
    return coalesced(event for tag in tags for event in _Reader(level, prefix).kid(tag, frozenset(), ""))


class _Reader:
    """The way through the tree, with what is around each piece of text."""

    def __init__(self, level: int, prefix: str) -> None:
        self._level, self._prefix = level, prefix
        self._cells: Iterator[Facts] = iter(())

    def kid(self, kid: Kid, formatting: frozenset[Formatting], target: str) -> Iterator[Event]:
        """What an element or a content says."""
        match kid:
            case MarkedContent():
                yield Words(kid.text, formatting, target)
            case Annotation() | Tag(standard="TOC" | "TOCI"):
                pass
            case Tag(role="Artifact"):
                if is_line_number(kid) and (digits := shown(kid).strip()).isdecimal():
                    yield LineBegin(int(digits))
            case Tag() if said := number(kid):
                yield Announcement(said, kid.get("ActualText") or "")
            case Tag(standard="L") if kid.get("ListNumbering") in _TERMS:
                for term in _tags(kid):
                    yield from self._inside(term.kids, formatting, target)
            case Tag(standard="Figure") if not kid.get("Alt"):
                # That is a finding of its own (Z622).
                yield from self._inside(_tags(kid), formatting, target)
            case Tag(standard=role) if kind := ElementKind.HEADING if _HEADING.fullmatch(role) else _KINDS.get(role):
                yield Start(kind, self._facts(kid, kind))
                yield from self._inside(_own(kid), formatting, target)
                yield End(kind)
            case Tag() if (actual := kid.get("ActualText")) is not None:
                yield Words(actual, formatting, target)
            case Tag():
                yield from self._inside(kid.kids, formatting | set(_looks(kid)), self._target(kid) or target)

    def _inside(self, kids: Iterable[Kid], formatting: frozenset[Formatting], target: str) -> Iterator[Event]:
        for kid in kids:
            yield from self.kid(kid, formatting, target)

    def _target(self, tag: Tag) -> str:
        """Where a link leads; several places, where its annotations do not agree."""
        if tag.standard != "Link":
            return ""
        found = {each.target for each in walk(tag.kids) if isinstance(each, Annotation) and each.target}
        return " ".join(sorted(each.replace(f"#{self._prefix}", "#", 1) for each in found))

    def _facts(self, tag: Tag, kind: ElementKind) -> Facts:
        match kind:
            case ElementKind.HEADING:
                return (("level", str(int(tag.standard[1:] or 1) - self._level)),)
            case ElementKind.ITEM:
                return (("label", _label(tag)),)
            case ElementKind.PICTURE:
                return (("alternative", " ".join((tag.get("Alt") or "").split())),)
            case ElementKind.NOTE:
                return (("number", _label(tag).rstrip(".")),)
            case ElementKind.TABLE:
                table, *cells = table_grid.facts_on_grid(tuple(_rows(tag)))
                self._cells = iter(cells)
                return table
            case ElementKind.CELL:
                return next(self._cells, ())
            case _:
                return ()


def _looks(tag: Tag) -> Iterator[Formatting]:
    """What an element says of its words' looks; a shift of the base line raises or lowers them (ISO 32000-1, table 344)."""
    yield from (
        look for (name, value), look in _LOOKS.items() if (not value and tag.role == name) or tag.get(name) == value
    )
    if found := re.fullmatch(r"(-?)[0-9.]+", tag.get("BaselineShift") or ""):
        yield Formatting.SUBSCRIPT if found[1] else Formatting.SUPERSCRIPT


def _own(tag: Tag) -> Iterator[Kid]:
    """What an element says: ActualText stands for all of it (ISO 32000-1, 14.9.4), labels only count items and notes."""
    if (actual := tag.get("ActualText")) is not None:
        return iter((Tag("Span", (("ActualText", actual),)),))
    match tag.standard:
        case "LI":
            return _of_item(tag)
        case "Note" | "FENote":
            return (kid for kid in tag.kids if not _counts(kid))
        case "Figure":
            return iter(_tags(tag))
        case _:
            return iter(tag.kids)


def _of_item(tag: Tag) -> Iterator[Kid]:
    """The number that is announced, then the body; a first paragraph is the item's own text."""
    kids = [part for kid in tag.kids if not _counts(kid) for part in _opened(kid)]
    first = next((kid for kid in kids if not (isinstance(kid, Tag) and number(kid))), None)
    for kid in kids:
        yield from kid.kids if kid is first and isinstance(kid, Tag) and kid.standard == "P" else (kid,)


def _opened(kid: Kid) -> tuple[Kid, ...]:
    """What an LBody holds; any other kid, or one whose ActualText stands for all of it, is itself."""
    opens = isinstance(kid, Tag) and kid.standard == "LBody" and kid.get("ActualText") is None
    return kid.kids if opens and isinstance(kid, Tag) else (kid,)


def _counts(kid: Kid) -> bool:
    return isinstance(kid, Tag) and kid.standard == "Lbl" and not number(kid)


def _label(tag: Tag) -> str:
    """What stands before the item or note, empty for a bullet of any kind; the number of its line is no label."""
    labels = [kid for kid in _tags(tag) if kid.standard == "Lbl" and not number(kid)]
    text = " ".join(shown(each).strip() for each in labels)
    return "" if text in BULLETS else text


def _rows(table: Tag) -> Iterator[table_grid.GridRow]:
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
    head = _SCOPES.get(tag.get("Scope") or "", Head.NONE) if tag.standard == "TH" else None
    if head is Head.ROW and columns == width:
        head = Head.GROUP
    called = None if headers is None else tuple(headers.split())
    return table_grid.GridCell(columns, _span(tag, "RowSpan"), head, tag.get("ID") or "", called)


def _span(tag: Tag, name: str) -> int:
    said = tag.get(name) or "1"
    return int(said) if re.fullmatch("[1-9][0-9]{0,4}", said) else 1


def _tags(tag: Tag) -> Iterator[Tag]:
    return (kid for kid in tag.kids if isinstance(kid, Tag))


def shown(tag: Tag) -> str:
    """The glyphs of the element, whatever is to be said in their place."""
    return "".join(shown(kid) if isinstance(kid, Tag) else getattr(kid, "text", "") for kid in tag.kids)


def is_line_number(kid: Kid) -> bool:
    """Whether it is a line number as an element."""
    return isinstance(kid, Tag) and kid.role == "Artifact" and kid.get("Subtype") == "LineNum"


def number(tag: Tag) -> str:
    """The number on a label of lines; empty for every other element."""
    announced = tag.standard == "Lbl" and _ANNOUNCED.match(tag.get("ActualText") or "")
    digits = shown(tag).strip() if announced else ""
    return digits if re.fullmatch("[0-9]+", digits) else ""
