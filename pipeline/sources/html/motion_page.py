"""The motion software's plain HTML page, and HTML without such a frame → Chapter.

The page has its title, with the prefix, as ``h1``, a table of particulars, and each section with its title as ``h2``. It
has no line numbers: the line rule gives them. Where numbers stand in the HTML, they are official.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.errors import Diagnostic
from pipeline.model import Chapter, LineRule, Resolution, SourceFile
from pipeline.sources import motion
from pipeline.sources.html.elements import Characters, Element, located, tree
from pipeline.sources.html.reader import Reader
from pipeline.sources.motion import Part

_FRAME = re.compile(r"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_DIVIDED = re.compile(r"<section[\s>]", re.IGNORECASE)
_TITLED = re.compile(r"<h1[\s>]", re.IGNORECASE)
_BEGIN = re.compile(r"\s*<(?:!--|!doctype\s|/?[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)
_INITIATORS = re.compile(r"antragsteller|initiator|gremium", re.IGNORECASE)
_DAYS = ("beschlossen", "veröffentlicht", "eingereicht")
_PREFIXED = re.compile(r"(?P<prefix>[A-ZÄÖÜ]{1,5}[-. ]?\d{1,4}[a-z]?(?:-[\w.-]+)?): (?P<title>.+)")

_Result = tuple[Chapter, LineRule, tuple[Diagnostic, ...]]


def recognises_page(text: str) -> bool:
    """Whether the text is HTML with the frame of a page, or with a title over its sections."""
    divided = _DIVIDED.search(text)
    titled = divided and _TITLED.search(text, 0, divided.start())
    return recognises(text) and bool(_FRAME.search(text) or titled)


def recognises(text: str) -> bool:
    """Whether the text begins as HTML does."""
    return _BEGIN.match(text) is not None


def page(text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1) -> _Result:
    """The chapter of a page; ``width`` and ``first`` as for every source. Raises InputRefusal."""
    locate, reader = located(text, file), Reader()
    root, told = tree(text, locate)
    top = next(root.elements("body"), next(root.elements("html"), root))
    heads = list(top.elements("h1"))
    title = next((head for head in heads if not _within_section(top, head)), None)
    sections = list(_sections(top))
    data = next((each for each in top.elements("table") if not _within_section(top, each)), None)
    rows = list(_rows(data)) if data else []
    skipped = [each for each in (title, data) if each]
    loose = _without(top.children, [*skipped, *sections])
    over = Part("", reader.blocks(loose), locate(0), counts=not sections)
    parts = [over, *(_part(section, reader) for section in sections)]
    body = motion.body(parts, width, first, file)
    prefix, own = _title(title.text() if title else "")
    resolution, details = _described([*([("Antragsnummer", prefix)] if prefix else []), *rows])
    chapter = Chapter(own, body.blocks, source, section=body.section, resolution=resolution, details=details)
    return chapter, body.rule, (*told, *reader.diagnostics(), *body.diagnostics)


def _title(said: str) -> tuple[str, str]:
    """The number of the motion, if its title begins with one as the software writes it („A1: …“), and the title."""
    found = _PREFIXED.fullmatch(said)
    return (found["prefix"], found["title"]) if found else ("", said)


def fragment(text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1) -> _Result:
    """The chapter of HTML that is a text and nothing else; it has no title. Raises InputRefusal."""
    locate, reader = located(text, file), Reader()
    root, told = tree(text, locate)
    body = motion.body([Part("", reader.blocks(root.children), locate(0))], width, first, file)
    return Chapter("", body.blocks, source), body.rule, (*told, *reader.diagnostics(), *body.diagnostics)


def _sections(element: Element) -> Iterator[Element]:
    """The outermost sections of the page."""
    for child in element.children:
        if isinstance(child, Element):
            if child.name == "section":
                yield child
            else:
                yield from _sections(child)


def _within_section(top: Element, wanted: Element) -> bool:
    return any(each is wanted for section in _sections(top) for each in section.elements(wanted.name))


def _without(children: Sequence[Element | Characters], left_out: Sequence[Element]) -> list[Element | Characters]:
    """The children, at any depth, without the elements that are read in another way."""
    result: list[Element | Characters] = []
    for child in children:
        if any(child is each for each in left_out):
            continue
        if (
            isinstance(child, Element)
            and child.holds_blocks
            and child.name in {"div", "main", "article", "header", "body"}
        ):
            result += _without(child.children, left_out)
        else:
            result.append(child)
    return result


def _part(section: Element, reader: Reader) -> Part:
    """A section; its first heading of the second level is its title and no part of its text."""
    head = next(section.elements("h2"), None)
    title = head.text() if head else ""
    blocks = reader.blocks(_without(section.children, [head] if head else []))
    return Part(title, blocks, section.place, not motion.is_reason(title))


def _rows(table: Element) -> Iterator[tuple[str, str]]:
    """Label and value of each row of the table of particulars."""
    for row in table.elements("tr"):
        cells = [cell.text() for cell in row.elements("th", "td")]
        if any(cells):
            yield cells[0].rstrip(":"), " ".join(cells[1:])


def _described(rows: Sequence[tuple[str, str]]) -> tuple[Resolution, tuple[tuple[str, str], ...]]:
    """Who resolved it and when, from the row of the initiators, and the other rows."""
    at = next((index for index, (label, _) in enumerate(rows) if _INITIATORS.match(label)), None)
    said = motion.resolution(rows[at][1]) if at is not None else Resolution()
    days = [motion.day(value) for word in _DAYS for label, value in rows if label.lower().startswith(word)]
    day = said.day or next(filter(None, days), None)
    return Resolution(said.body, day), tuple(row for index, row in enumerate(rows) if index != at and row[1])
