"""The way through a Word document in reading order: rows with their lines, texts beside them, tables, pictures, links.

paragraph   36 → │bookmarkStart zeile_36│ den …zügig │bookmarkEnd│ ↵   row 1: number, tab, words
            37 → │bookmarkStart zeile_37│ umsetzen.  │bookmarkEnd│     row 2
paragraph        │bookmarkStart text_3│ Kosten der Wege │bookmarkEnd│  text without official lines
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.easy_language import form_wording
from pipeline.readback import table_grid, word_cells
from pipeline.readback.containers import Element, local_name
from pipeline.readback.reading import Remark
from pipeline.readback.word_runs import formatting
from pipeline.readback.word_styles import W, WordStyles, heading
from pipeline.readback.word_text import GONE, SIGNS, is_unseen, run_text
from pipeline.text.events import Call, ElementKind, End, Facts, Formatting, Start, Words

LINE = re.compile(r"(?:[A-Za-z0-9_]+_)?zeile_([1-9][0-9]{0,8})")
BESIDE = re.compile(r"text_[0-9]+")
QUOTED = re.compile(r"zitat_[0-9]+")

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_RUNNING = frozenset({"body text", "list paragraph", "ohne zeile", "normal"})
"""Styles of running text; what is quoted has another."""


@dataclass(slots=True)
class WordLine:
    """A line while it is read."""

    number: int
    key: str
    text: str = ""
    events: list[Words | Call] = field(default_factory=list)
    """Its words as they look, and the calls of notes in it."""


@dataclass(slots=True)
class UnnumberedWords:
    """A text without official lines."""

    key: str
    text: str = ""
    events: list[Words | Call] = field(default_factory=list)


@dataclass(slots=True)
class WordRow:
    """What stands between two line ends of a paragraph: text around its lines, and the lines."""

    before: str = ""
    lines: list[WordLine] = field(default_factory=list)
    after: str = ""

    @property
    def outside(self) -> str:
        """The text around the lines."""
        return self.before + self.after


@dataclass(slots=True)
class WordParagraph:
    """A paragraph: its rows, and the texts without official lines that begin in it."""

    element: Element
    original: bool
    """Whether it stands in the part that holds the official text."""
    rows: list[WordRow] = field(default_factory=lambda: [WordRow()])
    beside: list[UnnumberedWords] = field(default_factory=list)

    @property
    def lines(self) -> list[WordLine]:
        """The lines that begin in it."""
        return [line for row in self.rows for line in row.lines]


@dataclass(slots=True)
class Walk:
    """What the way has passed."""

    styles: WordStyles
    targets: Mapping[str, str]
    """The addresses of links, by their keys."""
    pictures: Mapping[str, str]
    """The SHA-256 of the files of pictures, likewise."""
    headed: bool = False
    """Whether a heading says where the official text begins."""
    original: bool = False
    """Whether the part that holds the official text has begun."""
    stream: list[WordParagraph | Start | End] = field(default_factory=list)
    """The paragraphs, and the tables, cells, pictures and quotations of the official text, in order."""
    notes: list[str] = field(default_factory=list)
    """The keys of the notes that are called."""
    remarks: list[Remark] = field(default_factory=list)
    _open: list[WordLine] = field(default_factory=list)
    _beside: list[UnnumberedWords] = field(default_factory=list)
    _quotes: list[str] = field(default_factory=list)
    _current: list[WordParagraph] = field(default_factory=list)
    _cells: Iterator[Facts] = field(default_factory=lambda: iter(()))
    _target: str = ""
    _formatting: frozenset[Formatting] = frozenset()

    @property
    def paragraphs(self) -> list[WordParagraph]:
        """The paragraphs alone."""
        return [each for each in self.stream if isinstance(each, WordParagraph)]

    def read(self, node: Element) -> None:
        """Go through the element and all that is in it."""
        name = local_name(node)
        match name:
            case _ if name in GONE or not name:
                return
            case "p":
                self._paragraph(node)
            case "r" if is_unseen(node):
                return
            case "r":
                self._formatting = formatting(node, self.styles)
                for child in node:
                    self.read(child)
            case "bookmarkStart":
                self._start(node.get(f"{W}name", ""), node.get(f"{W}id", ""))
            case "bookmarkEnd":
                self._end(node.get(f"{W}id", ""))
            case "hyperlink":
                self._link(node)
            case _ if name in SIGNS and local_name(node.getparent()) == "r":
                self._text(SIGNS[name] or node.text or "")
            case _:
                self._other(node, name)

    def _other(self, node: Element, name: str) -> None:
        """Go through what is no text by itself."""
        match name:
            case "tbl" if self.original:
                table, *cells = table_grid.facts_on_grid(word_cells.rows(node, self.styles))
                self._cells = iter(cells)
                self._element(node, Start(ElementKind.TABLE, table))
            case "tc" if self.original and not word_cells.goes_on(node):
                self._element(node, Start(ElementKind.CELL, next(self._cells, ())))
            case "docPr" if self.original:
                shown = next((each.get(f"{R}embed", "") for each in node.getparent().iter("{*}blip")), "")
                facts = (("alternative", _words(node.get("descr", ""))), ("sha256", self.pictures.get(shown, "")))
                self._element(node, Start(ElementKind.PICTURE, facts))
            case "footnoteReference":
                self.notes.append(node.get(f"{W}id", ""))
                for each in self._open or self._beside:
                    each.events.append(Call(len(self.notes)))
            case _:
                for child in node:
                    self.read(child)

    def _element(self, node: Element, start: Start) -> None:
        """Go through what the element holds, with its beginning and its end."""
        self.stream.append(start)
        for child in node:
            self.read(child)
        self.stream.append(End(start.kind))

    def _paragraph(self, node: Element) -> None:
        paragraph = WordParagraph(node, self.original and run_text(node).strip() != form_wording.ORIGINAL_ABOUT)
        self.stream.append(paragraph)
        self._current.append(paragraph)
        if self.original:
            self._styled(node)
        for child in node:
            self.read(child)
        self._current.pop()
        for line in self._open:
            line.text += "\n\n"
        if heading(node, self.styles) == 1 and run_text(node).strip() == form_wording.ORIGINALS:
            self.original = self.headed = True

    def _styled(self, node: Element) -> None:
        """Whether the paragraph looks like a quotation, and is one."""
        name = self.styles.name(node).lower()
        if name == "quote" and not self._quotes:
            self.remarks.append(
                Remark("Z613", f"„{run_text(node).strip()[:60]}“ sieht wie ein Zitat aus und ist keines.")
            )
        if self._quotes and name in _RUNNING and not any(local_name(each) == "tc" for each in node.iterancestors()):
            self.remarks.append(Remark("Z613", f"„{run_text(node).strip()[:60]}“ ist nicht als Zitat ausgezeichnet."))

    def _start(self, name: str, key: str) -> None:
        if found := LINE.fullmatch(name):
            self._open.append(WordLine(int(found[1]), key))
            self.original = True
            if self._current:
                self._current[-1].original = True
                self._current[-1].rows[-1].lines.append(self._open[-1])
        elif BESIDE.fullmatch(name):
            self._beside.append(UnnumberedWords(key))
            if self._current:
                self._current[-1].beside.append(self._beside[-1])
        elif QUOTED.fullmatch(name):
            self._quotes.append(key)
            self.stream.append(Start(ElementKind.QUOTATION))

    def _end(self, key: str) -> None:
        self._open = [line for line in self._open if line.key != key]
        self._beside = [each for each in self._beside if each.key != key]
        if key in self._quotes:
            self._quotes.remove(key)
            self.stream.append(End(ElementKind.QUOTATION))

    def _link(self, node: Element) -> None:
        anchor = node.get(f"{W}anchor", "")
        found = LINE.fullmatch(anchor)
        target = (
            f"#zeile-{found[1]}" if found else f"#{anchor}" if anchor else self.targets.get(node.get(f"{R}id", ""), "")
        )
        before, self._target = self._target, target
        for child in node:
            self.read(child)
        self._target = before

    def _text(self, text: str) -> None:
        words = Words(text, self._formatting, self._target)
        for each in self._open or self._beside:
            each.events.append(words)
        if self._open:
            for line in self._open:
                line.text += text
        elif self._beside:
            for beside in self._beside:
                beside.text += text
        elif self._current and text == "\n":
            self._current[-1].rows.append(WordRow())
        elif self._current and self._current[-1].rows[-1].lines:
            self._current[-1].rows[-1].after += text
        elif self._current:
            self._current[-1].rows[-1].before += text


def _words(text: str) -> str:
    return " ".join(text.split())
