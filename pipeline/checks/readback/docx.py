"""A Word document → lines by their bookmarks, from the XML itself: python-docx 1.2.0 does not see what stands in w:sdt.

paragraph   36 → │bookmarkStart zeile_36│ den …zügig │bookmarkEnd│ ↵   row 1: number, tab, words
            37 → │bookmarkStart zeile_37│ umsetzen.  │bookmarkEnd│     row 2
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.checks.readback.containers import Element, local, member, members, text_of, tree
from pipeline.checks.readback.reading import (
    SPACES,
    Kind,
    ListShape,
    Opening,
    Outline,
    Reading,
    ReadLine,
    Stated,
    Stray,
    UnreadableError,
    Witness,
)
from pipeline.checks.readback.word_styles import ListKey, Styles, W, heading, item, starts_of
from pipeline.checks.readback.word_text import GONE, SIGNS, hidden

VISIBLE = "sichtbare Nummer"

_BOOKMARK = re.compile(r"(?:[A-Za-z0-9_]+_)?zeile_([1-9][0-9]{0,8})")
# A number without a space after it would be read as part of the first word.
_NUMBER = re.compile(r"\s*([1-9][0-9]{0,8})\s+")


@dataclass(slots=True)
class _Row:
    """What stands between two line ends of a paragraph: text around its lines, and the lines."""

    before: str = ""
    lines: list[_Line] = field(default_factory=list)
    after: str = ""

    @property
    def outside(self) -> str:
        return self.before + self.after


@dataclass(slots=True)
class _Line:
    number: int
    key: str
    text: str = ""


@dataclass(slots=True)
class _Paragraph:
    element: Element
    rows: list[_Row] = field(default_factory=lambda: [_Row()])

    @property
    def lines(self) -> list[_Line]:
        return [line for row in self.rows for line in row.lines]


def docx(data: bytes) -> Reading:
    """The document, read by its bookmarks. Raises UnreadableError."""
    archive = members(data)
    root = tree(member(archive, "word/document.xml"), "word/document.xml")
    if root.tag != f"{W}document":
        raise UnreadableError("word/document.xml ist kein Word-Text")
    styles = Styles(tree(member(archive, "word/styles.xml"), "word/styles.xml"))
    paragraphs = list(_Walk().read(root))
    held = [index for index, each in enumerate(paragraphs) if each.lines]
    preface = "\n".join(row.outside for each in paragraphs[: held[0] if held else None] for row in each.rows)
    body = paragraphs[held[0] : held[-1] + 1] if held else []
    return Reading(
        tuple(_lines(body)), line_true=True, titles=tuple(_titles(archive, paragraphs, styles)),
        languages=tuple(_languages(archive, styles)), outline=_outline(body, styles, starts_of(archive)),
        contents=(Stated("Inhalt vor dem Text", preface),), stray=tuple(_stray(body)),
    )  # fmt: skip


class _Walk:
    """The way through the text in reading order, with the bookmarks that are open at each point."""

    def __init__(self) -> None:
        self._open: list[_Line] = []
        self._paragraphs: list[_Paragraph] = []
        self._current: list[_Paragraph] = []

    def read(self, root: Element) -> list[_Paragraph]:
        """The paragraphs of the document."""
        self._element(root)
        return self._paragraphs

    def _element(self, node: Element) -> None:
        match local(node):
            case name if name in GONE or not name:
                return
            case "p":
                self._paragraph(node)
            case "r" if hidden(node):
                return
            case "bookmarkStart":
                if found := _BOOKMARK.fullmatch(node.get(f"{W}name", "")):
                    self._start(_Line(int(found[1]), node.get(f"{W}id", "")))
            case "bookmarkEnd":
                self._open = [line for line in self._open if line.key != node.get(f"{W}id", "")]
            case name if name in SIGNS and local(node.getparent()) == "r":
                self._text(SIGNS[name] or node.text or "")
            case _:
                for child in node:
                    self._element(child)

    def _paragraph(self, node: Element) -> None:
        paragraph = _Paragraph(node)
        self._paragraphs.append(paragraph)
        self._current.append(paragraph)
        for child in node:
            self._element(child)
        self._current.pop()
        for line in self._open:
            line.text += "\n"

    def _start(self, line: _Line) -> None:
        self._open.append(line)
        if self._current:
            self._current[-1].rows[-1].lines.append(line)

    def _text(self, text: str) -> None:
        if self._open:
            for line in self._open:
                line.text += text
        elif self._current and text == "\n":
            self._current[-1].rows.append(_Row())
        elif self._current and self._current[-1].rows[-1].lines:
            self._current[-1].rows[-1].after += text
        elif self._current:
            self._current[-1].rows[-1].before += text


def _lines(paragraphs: Iterable[_Paragraph]) -> Iterator[ReadLine]:
    for row in (row for each in paragraphs for row in each.rows):
        for index, line in enumerate(row.lines):
            shown = _NUMBER.fullmatch(row.before) if index == 0 else None
            hyphen = "-" if row.after == "-" and line is row.lines[-1] else ""
            text = line.text.strip(SPACES) + hyphen
            yield ReadLine(line.number, text, None, (Witness(VISIBLE, int(shown[1]) if shown else None),))


def _stray(paragraphs: Iterable[_Paragraph]) -> Iterator[Stray]:
    last: int | None = None
    for row in (row for each in paragraphs for row in each.rows):
        before = "" if row.lines and _NUMBER.fullmatch(row.before) else row.before.strip()
        after = "" if row.lines and row.after == "-" else row.after.strip()
        if before:
            yield Stray(last, before)
        last = row.lines[-1].number if row.lines else last
        if after:
            yield Stray(last, after)


def _outline(body: Iterable[_Paragraph], styles: Styles, starts: Mapping[ListKey, int | None]) -> Outline:
    blocks: list[Opening] = []
    lists: dict[ListKey, int] = {}
    for each in body:
        if of := item(each.element, styles):
            lists[of] = lists.get(of, 0) + 1
        if not each.lines:
            continue
        if level := heading(each.element, styles):
            blocks.append(Opening(each.lines[0].number, Kind.HEADING, level))
        elif of:
            blocks.append(Opening(each.lines[0].number, Kind.ITEM, of[1] + 1))
        else:
            blocks.append(Opening(each.lines[0].number, Kind.PARAGRAPH))
    return Outline(
        tuple(blocks), tuple(ListShape(count, _labels(count, starts.get(key))) for key, count in lists.items())
    )


def _labels(count: int, start: int | None) -> tuple[str, ...] | None:
    return None if start is None else tuple(f"{start + at}." for at in range(count))


def _titles(archive: Mapping[str, bytes], paragraphs: Iterable[_Paragraph], styles: Styles) -> Iterator[Stated]:
    for title in _core(archive, "title"):
        yield Stated("dc:title", title)
    for each in paragraphs:
        if styles.name(each.element).lower() == "title":
            yield Stated("Titelzeile", "".join(row.outside for row in each.rows).strip())


def _languages(archive: Mapping[str, bytes], styles: Styles) -> Iterator[Stated]:
    yield Stated("Sprache der Vorlage", styles.language)
    for language in _core(archive, "language"):
        yield Stated("dc:language", language)


def _core(archive: Mapping[str, bytes], name: str) -> Iterator[str]:
    root = tree(member(archive, "docProps/core.xml"), "docProps/core.xml")
    yield from (text_of(each).strip() for each in root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"))
