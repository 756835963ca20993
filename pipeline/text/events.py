"""What a text says as events in order: what is said, where it stands, and what it looks like.

    Start(heading, level=1) · LineBegin(5) · Words(Wege) · End(heading)
    Start(paragraph) · LineBegin(6) · Words(Die Stadt zahlt ) · Words(nicht, strike) · Words(.) · End(paragraph)

Formatting and targets are facts of the words, not events around them: formats split and nest them as they need, and a
difference that nobody sees or hears is none. Neighbouring words of the same formatting are one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias, assert_never


class Formatting(StrEnum):
    """What words look like, or are meant as."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


class ElementKind(StrEnum):
    """What stands around words."""

    CHAPTER = "chapter"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    PREFORMATTED = "preformatted"
    LIST = "list"
    ITEM = "item"
    QUOTATION = "quotation"
    TABLE = "table"
    CELL = "cell"
    CAPTION = "caption"
    PICTURE = "picture"
    NOTE = "note"


class Head(StrEnum):
    """What a cell is the head of."""

    COLUMN = "column"
    ROW = "row"
    GROUP = "group"
    """The rows below it."""
    NONE = "nothing"
    """It is said to be a head, and not of what."""


Facts: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Start:
    """Something begins; its facts by name, such as the level of a heading."""

    kind: ElementKind
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class End:
    """It ends."""

    kind: ElementKind


@dataclass(frozen=True, slots=True)
class LineBegin:
    """An official line begins."""

    number: int


@dataclass(frozen=True, slots=True)
class Words:
    """Characters with one formatting; a line feed is a break of the text's own."""

    text: str
    formatting: frozenset[Formatting] = frozenset()
    target: str = ""
    """Where they lead: an address, or ``#zeile-17``; empty where they are no link."""


@dataclass(frozen=True, slots=True)
class Call:
    """A note is called; None where the call leads to none."""

    note: int | None


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line's number is said, with words about it that are no text: ``36``, ``Zeilen 36 bis 37:``."""

    number: str
    words: str


Event: TypeAlias = Start | End | LineBegin | Words | Call | Announcement
Transcript: TypeAlias = tuple[Event, ...]


def coalesced(events: Iterable[Event]) -> Transcript:
    """The events with neighbouring words of one formatting united, and without words that say nothing."""
    made: list[Event] = []
    for event in events:
        match event:
            case Words(text=""):
                continue
            case Words(text, formatting, target) if (
                made and isinstance(last := made[-1], Words) and (last.formatting, last.target) == (formatting, target)
            ):
                made[-1] = replace(last, text=last.text + text)
            case _:
                made.append(event)
    return tuple(made)


def rows(events: Iterable[Event]) -> Iterator[str]:
    """One row an event for people to compare, indented by what stands around it."""
    depth = 0
    for event in events:
        match event:
            case Start(kind, facts):
                said = "".join(f" {name}={value!r}" for name, value in facts)
                yield f"{'  ' * depth}{kind}{said}"
                depth += 1
            case End():
                depth -= 1
            case LineBegin(number):
                yield f"{'  ' * depth}line {number}"
            case Words(text, formatting, target):
                said = "".join(f" {each}" for each in sorted(formatting)) + (f" → {target}" if target else "")
                yield f"{'  ' * depth}{text!r}{said}"
            case Call(note):
                yield f"{'  ' * depth}call {note if note is not None else '?'}"
            case Announcement(number_, words):
                yield f"{'  ' * depth}says {number_}: {words!r}"
            case _:
                assert_never(event)


def table_facts(columns: int, rows: int, *, uneven: bool = False) -> Facts:
    """What a table is, and whether its cells leave gaps or cover each other."""
    return (("columns", str(columns)), ("rows", str(rows)), *([("uneven", "yes")] if uneven else ()))


def cell_facts(place: str, spans: tuple[int, int], head: Head | None, over: Iterable[str]) -> Facts:
    """What a cell is: its place as row and column (``3.2``), how many of both it spans, what it heads, and its heads."""
    columns, rows = spans
    found = (
        ("place", place),
        ("columns", str(columns) if columns != 1 else ""),
        ("rows", str(rows) if rows != 1 else ""),
        ("heads", head.value if head else ""),
        ("under", " ".join(over)),
    )
    return tuple((name, value) for name, value in found if value)
