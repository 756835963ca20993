"""A check group that reads its copy in Word, in LibreOffice or on paper, and what comes back from it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


@dataclass
class Said:
    """What the group says under a number: the answers that it ticks, and its notes."""

    ticks: Sequence[str] = ()
    notes: Sequence[str] = ()
    comment: tuple[str, str] = ("", "")
    text: Sequence[str] = ()
    """Other words in place of the text."""


@dataclass
class Group:
    """A check group: its people, its day, and what it says under each number."""

    said: Mapping[str, Said] = field(default_factory=dict)
    readers: Sequence[str] = ("Ada Muster", "Ben Beispiel")
    assistance: str = "Cleo Helfer"
    day: str = "5. März 2026"
    all_others: bool = False


def clicked(paragraph: Any) -> None:
    """The box as Word and LibreOffice tick it."""
    for each in paragraph.iter(f"{W14}checked"):
        each.set(f"{W14}val", "1")
    for each in paragraph.iter(f"{W}t"):
        each.text = (each.text or "").replace("☐", "☒")


def typed(paragraph: Any) -> None:
    """An x typed in the place of the box, as somebody does who copies from paper."""
    for control in list(paragraph.iter(f"{W}sdt")):
        control.getparent().remove(control)
    first = next(paragraph.iter(f"{W}t"))
    first.text = f"x{first.text}"


def returned(data: bytes, group: Group, tick: Callable[[Any], None] = clicked) -> bytes:
    """The copy as the group sends it back."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    root: Any = etree.fromstring(parts["word/document.xml"])
    comments: list[tuple[str, str]] = []
    for row in root.iter(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        name = "".join(cells[0].itertext()).strip()
        if said := group.said.get(name):
            _say(cells, said, tick, comments)
    labels = {"".join(cell.itertext()): cell for cell in root.iter(f"{W}tc")}
    filled = {f"Geprüft von ({at})": reader for at, reader in enumerate(group.readers, 1)}
    for label, value in {**filled, "Prüf-Assistenz": group.assistance, "Datum der Prüfung": group.day}.items():
        _write(labels[label].getnext().find(f"{W}p"), value)
    if group.all_others:
        tick(labels["Alles andere verstanden"].getnext().find(f"{W}p"))
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if comments:
        _add_comments(parts, comments)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as filled_in:
        for name, part in parts.items():
            filled_in.writestr(name, part)
    return out.getvalue()


def _say(cells: Sequence[Any], said: Said, tick: Callable[[Any], None], comments: list[tuple[str, str]]) -> None:
    answers = {"".join(each.itertext()).replace("☐", "").strip(): each for each in cells[2].findall(f"{W}p")}
    for each in said.ticks:
        tick(answers[each])
    for note in said.notes:
        _write(etree.SubElement(cells[2], f"{W}p"), note)
    if said.text:
        for old in cells[1].findall(f"{W}p"):
            cells[1].remove(old)
        for line in said.text:
            _write(etree.SubElement(cells[1], f"{W}p"), line)
    if said.comment[1]:
        reference = etree.SubElement(cells[1].find(f"{W}p"), f"{W}r")
        etree.SubElement(reference, f"{W}commentReference").set(f"{W}id", str(len(comments)))
        comments.append(said.comment)


def _write(paragraph: Any, text: str) -> None:
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text


def _add_comments(parts: dict[str, bytes], comments: Sequence[tuple[str, str]]) -> None:
    inner = "".join(
        f'<w:comment w:id="{at}" w:author="{author}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for at, (author, text) in enumerate(comments)
    )
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{W[1:-1]}">{inner}</w:comments>'.encode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    entry = f'<Relationship Id="rIdC" Type="{COMMENTS}" Target="comments.xml"/>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", f"{entry}</Relationships>").encode()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w") as changed:
        for each in whole.namelist():
            part = whole.read(each)
            changed.writestr(each, change(part) if each == name else part)
    return out.getvalue()
