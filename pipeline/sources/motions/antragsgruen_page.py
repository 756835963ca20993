"""The motion software's plain HTML page, known by what only that has → Chapter.

The page has its title, with the prefix, as ``h1``, a table of particulars, and each section with its title as ``h2``. It
has no line numbers: the line rule gives them. Where numbers stand in the HTML, they are official.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.diagnostics import Diagnostic
from pipeline.sources.html.elements import CharacterData, Element, html_tree, located
from pipeline.sources.html.reader import Reader
from pipeline.sources.motions import motion
from pipeline.sources.motions.motion import MotionSection
from pipeline.text.model import Chapter, LineRule, Resolution, SourceFile

_BEGIN = re.compile(
    r"\s*<(?:!--|!doctype\s|!\[if|/?[a-z][a-z0-9]*[\s>/]|\?xml\s[^<>]*>\s*(?:<!--[^<>]*-->\s*)?<(?:!doctype\s+html|html)[\s>])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<h1[^<>]*>")
# Its own page: the title, right below it the particulars, each label with a colon, then sections that begin with their title.
_PARTICULARS = re.compile(
    r"\s*<table[^<>]*>\s*(?:<tbody[^<>]*>\s*)?(?:<tr[^<>]*>\s*)+"
    r"(?:<th[^<>]*>[^<>]{1,200}:\s*</th>|(?:</tr>\s*)?</tbody>\s*</table>\s*<section)"
)
_SECTION = re.compile(r"<section[^<>]*>\s*<h2[\s>]")
_INITIATORS = re.compile(r"antragsteller|initiator|gremium", re.IGNORECASE)
_DAYS = ("beschlossen", "veröffentlicht", "eingereicht")
_PREFIXED = re.compile(r"(?P<prefix>[A-ZÄÖÜ]{1,5}[-. ]?\d{1,4}[a-z]?(?:-[\w.-]+)?): (?P<title>.+)")

Read = tuple[Chapter, LineRule, tuple[Diagnostic, ...]]


def recognises_markup(text: str) -> bool:
    """Whether the text begins as HTML does."""
    return _BEGIN.match(text) is not None


def recognises(text: str) -> bool:
    """Whether the text is the motion software's page, by what only that has."""
    if not recognises_markup(text) or not (title := _TITLE.search(text)):
        return False
    end = text.find("</h1>", title.end())
    return end > 0 and bool(_PARTICULARS.match(text, end + 5) and _SECTION.search(text, end))


def page(text: str, source: SourceFile, file: str, width: int | None = None, first: int = 1) -> Read:
    """The chapter of a page; ``width`` and ``first`` as for every source. Raises InputRefusal."""
    locate, reader = located(text, file), Reader()
    root, reported = html_tree(text, locate)
    top = next(root.elements("body"), next(root.elements("html"), root))
    outside = list(_outside(top))
    title = next((each for each in outside if each.name == "h1"), None)
    data = next((each for each in outside if each.name == "table" and _is_particulars(each)), None)
    sections = [each for each in outside if each.name == "section"]
    rows = list(_rows(data)) if data else []
    skipped = [each for each in (title, data) if each]
    loose = _without(top.children, {id(each) for each in (*skipped, *sections)})
    over = MotionSection("", reader.blocks(loose), locate(0), counts=not sections)
    parts = [over, *(_part(section, reader) for section in sections)]
    body = motion.body(parts, width, first, file)
    prefix, own = _title(title.text() if title else "")
    resolution, details = _described([*([("Antragsnummer", prefix)] if prefix else []), *rows])
    chapter = Chapter(own, body.blocks, source, section=body.section, resolution=resolution, details=details)
    return chapter, body.rule, (*reported, *reader.diagnostics(), *body.diagnostics)


def _title(said: str) -> tuple[str, str]:
    """The number of the motion, if its title begins with one as the software writes it („A1: …“), and the title."""
    found = _PREFIXED.fullmatch(said)
    return (found["prefix"], found["title"]) if found else ("", said)


def _outside(element: Element) -> Iterator[Element]:
    """The elements of the page outside of its sections, and the outermost sections, in reading order."""
    for child in element.children:
        if isinstance(child, Element):
            yield child
            if child.name != "section":
                yield from _outside(child)


def _is_particulars(table: Element) -> bool:
    """Whether every row of the table is a label with a colon, and what it says."""
    rows = [list(row.elements("th", "td")) for row in table.elements("tr")]
    rows = [row for row in rows if row]
    return bool(rows) and all(
        len(row) == 2 and row[0].name == "th" and row[0].text().endswith(":")  # noqa: PLR2004 - label and value
        for row in rows
    )


def _without(children: Sequence[Element | CharacterData], left_out: set[int]) -> list[Element | CharacterData]:
    """The children, at any depth, without the elements that are read in another way."""
    result: list[Element | CharacterData] = []
    for child in children:
        if id(child) in left_out:
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


def _part(section: Element, reader: Reader) -> MotionSection:
    """A section; its first heading of the second level is its title and no part of its text."""
    head = next(section.elements("h2"), None)
    title = head.text() if head else ""
    blocks = reader.blocks(_without(section.children, {id(head)} if head else set()))
    return MotionSection(title, blocks, section.place, not motion.is_reason(title))


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
