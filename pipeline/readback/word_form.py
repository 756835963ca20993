"""A Word document as a form: its headings, its tables with what is to be filled in, its own properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.easy_language import form_wording
from pipeline.readback.containers import Element, local_name, member, members, parsed_xml, text_of
from pipeline.readback.word_styles import W, WordStyles, heading
from pipeline.readback.word_text import named_children, run_text
from pipeline.readback.word_walk import LINE

DOCUMENT, STYLES, PROPERTIES = "word/document.xml", "word/styles.xml", "docProps/custom.xml"


@dataclass(frozen=True, slots=True)
class Control:
    """A content control: what it is called, what it offers, what it says."""

    tag: str
    alias: str
    choices: tuple[str, ...]
    """The words of its drop-down list; empty where it is for text."""
    text: str
    placeholder: bool
    """Whether the text is no entry yet, but says where to write."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell: its paragraphs, its controls, and the names of the bookmarks that begin and end in it."""

    paragraphs: tuple[str, ...]
    controls: tuple[Control, ...]
    bookmarks: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its paragraphs, one below the other."""
        return "\n".join(self.paragraphs).strip("\n")


Row = tuple[FormCell, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table: the text of its first row, the other rows, and the heading that it stands under."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The document: every heading with its level, every table before the official text, its custom properties."""

    headings: tuple[tuple[int, str], ...]
    tables: tuple[FormTable, ...]
    properties: Mapping[str, str]
    calls: tuple[int | None, ...] = ()
    """The official line of each call of a note, in order; None where it stands in none."""


def form_of(data: bytes) -> Form:
    """The document as a form. Raises UnreadableError."""
    archive = members(data)
    root = parsed_xml(member(archive, DOCUMENT), DOCUMENT)
    body = root.find(f"{W}body")
    styles = WordStyles(parsed_xml(member(archive, STYLES), STYLES))
    headings: list[tuple[int, str]] = []
    tables: list[FormTable] = []
    for node in named_children(body, "p", "tbl") if body is not None else ():
        if local_name(node) == "tbl" and (1, form_wording.ORIGINALS) not in headings:
            tables.append(_table(node, headings[-1][1] if headings else ""))
        elif level := heading(node, styles):
            headings.append((level, run_text(node)))
    return Form(tuple(headings), tuple(tables), dict(_properties(archive)), tuple(_calls(root)))


def _calls(root: Element) -> Iterator[int | None]:
    lines: dict[str, int] = {}
    for each in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}footnoteReference"):
        key = each.get(f"{W}id", "")
        match local_name(each):
            case "bookmarkStart" if found := LINE.fullmatch(each.get(f"{W}name", "")):
                lines[key] = int(found[1])
            case "bookmarkEnd":
                lines.pop(key, None)
            case "footnoteReference":
                yield next(iter(lines.values()), None)


def _table(node: Element, above: str) -> FormTable:
    head, *rows = [tuple(map(_cell, named_children(row, "tc"))) for row in named_children(node, "tr")] or [()]
    return FormTable(above, tuple(cell.text for cell in head), tuple(rows))


def _cell(node: Element) -> FormCell:
    paragraphs = tuple(map(run_text, named_children(node, "p")))
    ends = {each.get(f"{W}id") for each in node.iter(f"{W}bookmarkEnd")}
    starts = (each for each in node.iter(f"{W}bookmarkStart") if each.get(f"{W}id") in ends)
    names = tuple(each.get(f"{W}name", "") for each in starts)
    return FormCell(paragraphs, tuple(map(_control, node.iter(f"{W}sdt"))), names)


def _control(node: Element) -> Control:
    properties = node.find(f"{W}sdtPr")
    content = node.find(f"{W}sdtContent")
    found = [] if properties is None else list(properties)
    values = {local_name(each): each.get(f"{W}val", "") for each in found}
    return Control(
        values.get("tag", ""),
        values.get("alias", ""),
        tuple(_choices(found)),
        "" if content is None else "\n".join(map(run_text, named_children(content, "p", "r"))),
        "showingPlcHdr" in values,
    )


def _choices(properties: Iterable[Element]) -> Iterator[str]:
    for each in properties:
        if local_name(each) in {"dropDownList", "comboBox"}:
            yield from (item.get(f"{W}displayText") or item.get(f"{W}value", "") for item in each.iter(f"{W}listItem"))


def _properties(archive: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    if PROPERTIES in archive:
        for each in parsed_xml(archive[PROPERTIES], PROPERTIES).iter("{*}property"):
            yield each.get("name", ""), text_of(each).strip()
