"""A Word document → lines by their bookmarks, from the XML itself: python-docx 1.2.0 does not see what stands in w:sdt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise

from pipeline.easy_language import form_wording
from pipeline.readback.containers import Element, member, members, text_of, tree
from pipeline.readback.reading import (
    SPACES,
    Kind,
    ListShape,
    Opening,
    Outline,
    Reading,
    ReadLine,
    Remark,
    Stated,
    Stray,
    Unable,
    UnreadableError,
    Witness,
)
from pipeline.readback.word_lists import Lists
from pipeline.readback.word_styles import ListKey, Styles, W, heading, item
from pipeline.readback.word_text import said
from pipeline.readback.word_walk import Paragraph, Walk
from pipeline.text.transcript import ElementKind, End, Event, LineBegin, Start, coalesced

VISIBLE = "sichtbare Nummer"

UNABLE = Unable(structure=True)
"""Word has no blocks around blocks; what it has of them is read apart."""

# A number without a space after it would be read as part of the first word.
_NUMBER = re.compile(r"\s*([1-9][0-9]{0,8})\s+")
# A break that the text has inside a line is a space of it; what follows begins where the words do.
_INNER = re.compile(r"(?<!\n)\n\t?(?!\n)")


def docx(data: bytes) -> Reading:
    """The document, read by its bookmarks. Raises UnreadableError."""
    archive = members(data)
    return _read(archive, _root(archive))


def bound(data: bytes, slugs: Sequence[str]) -> tuple[Reading, tuple[Reading, ...]]:
    """A book: what it says of itself, and each chapter, from its title to the next one's. Raises UnreadableError.

    A chapter's bookmarks begin with its place in the book, ``kapitel_2_``.
    """
    archive = members(data)
    root = _root(archive)
    body = root.find(f"{W}body")
    begins = {
        each.get(f"{W}name", ""): next(up for up in (each, *each.iterancestors()) if up.getparent() is body)
        for each in root.iter(f"{W}bookmarkStart")
    }
    names = [*(f"kapitel_{at}_titel" for at in range(1, len(slugs) + 1)), "impressum"]
    if absent := [name for name in names if name not in begins]:
        raise UnreadableError(f"die Textmarke {absent[0]} fehlt")
    places = [body.index(begins[name]) for name in names]
    if places != sorted(set(places)):
        raise UnreadableError("die Kapitel stehen nicht in ihrer Reihenfolge")
    rows = ("".join(said(node)) for node in body[: places[0]])
    contents = (Stated("Inhalt vor dem Text", "\n".join(rows)),)
    styles = Styles(tree(member(archive, "word/styles.xml"), "word/styles.xml"))
    titles = tuple(Stated("dc:title", each) for each in _core(archive, "title"))
    whole = Reading((), line_true=True, titles=titles, languages=tuple(_languages(archive, styles)), contents=contents)
    chapters = []
    for at, (first, last) in enumerate(pairwise(places), 1):
        prefix = f"kapitel_{at}_"
        title, part = _cut(root, first, last, prefix, slugs)
        reading = _read({**archive, **_notes_of(archive, prefix)}, part, whole=False)
        chapters.append(replace(reading, titles=(Stated("Überschrift", title),), languages=(), contents=()))
    return whole, tuple(chapters)


def _cut(root: Element, first: int, last: int, prefix: str, slugs: Sequence[str]) -> tuple[str, Element]:
    """The title of a chapter, and a document with its blocks, the bookmarks named as in a document of its own."""
    made = deepcopy(root)
    body = made.find(f"{W}body")
    title = said(body[first]).strip()
    for node in [*body[:first], *body[last:]]:
        body.remove(node)
    for text in list(body[0].iter(f"{W}t"))[1:]:
        text.text = ""
    for text in list(body[0].iter(f"{W}t"))[:1]:
        text.text = form_wording.ORIGINALS
    for node in made.iter(f"{W}bookmarkStart", f"{W}hyperlink"):
        for key in (f"{W}name", f"{W}anchor"):
            name = node.get(key, "")
            if name.startswith(prefix):
                node.set(key, name.removeprefix(prefix))
            elif found := _OTHER.fullmatch(name):
                # As the other formats name it: by the slug of its chapter.
                node.set(
                    key, f"kapitel-{slugs[int(found[1]) - 1]}-zeile-{found[2]}" if int(found[1]) <= len(slugs) else name
                )
    return title, made


def _notes_of(archive: Mapping[str, bytes], prefix: str) -> dict[str, bytes]:
    """The notes, their bookmarks and links named as in a document of the chapter's own."""
    name, found = "word/footnotes.xml", archive.get("word/footnotes.xml")
    if found is None:
        return {}
    return {name: re.sub(rf'(w:(?:name|anchor)="){re.escape(prefix)}'.encode(), rb"\1", found)}


_OTHER = re.compile(r"kapitel_([1-9][0-9]{0,3})_zeile_([0-9]+)")


def _root(archive: Mapping[str, bytes]) -> Element:
    root = tree(member(archive, "word/document.xml"), "word/document.xml")
    if root.tag != f"{W}document":
        raise UnreadableError("word/document.xml ist kein Word-Text")
    return root


def _read(archive: Mapping[str, bytes], root: Element, *, whole: bool = True) -> Reading:
    styles = Styles(tree(member(archive, "word/styles.xml"), "word/styles.xml"))
    walk = Walk(styles, _targets(archive, "document"))
    walk.read(root)
    body = _body(walk)
    preface = "\n".join(row.outside for each in walk.paragraphs if not each.original for row in each.rows)
    notes = list(_notes(archive, walk, styles, whole=whole))
    return Reading(
        tuple(_lines(body)),
        line_true=True,
        titles=tuple(_titles(archive, walk.paragraphs, styles)),
        languages=tuple(_languages(archive, styles)),
        outline=_outline(body, styles, Lists(archive)),
        contents=(Stated("Inhalt vor dem Text", preface),),
        stray=(*_stray(body), *(stray for each in notes for stray in _stray(each.paragraphs))),
        unnumbered=(
            *_unnumbered(body),
            *(Stray(None, each.text) for note in notes for each in _unnumbered(note.paragraphs)),
        ),
        objects=tuple(name for each in (walk, *notes) for name in each.objects),
        remarks=tuple(walk.remarks),
        transcript=coalesced([*_events(body, styles), *_noted(notes, styles)]),
        unable=UNABLE,
    )


def _events(paragraphs: Iterable[Paragraph], styles: Styles) -> Iterator[Event]:
    """The paragraphs with their lines, and with what they say beside them."""
    for each in paragraphs:
        kind = ElementKind.HEADING if heading(each.element, styles) else ElementKind.PARAGRAPH
        yield Start(kind)
        for line in each.lines:
            yield LineBegin(line.number)
            yield from line.events
        yield End(kind)
        for beside in each.beside:
            yield Start(kind)
            yield from beside.events
            yield End(kind)


def _noted(notes: Iterable[Walk], styles: Styles) -> Iterator[Event]:
    for number, note in enumerate(notes, 1):
        yield Start(ElementKind.NOTE, (("number", str(number)),))
        yield from _events(note.paragraphs, styles)
        yield End(ElementKind.NOTE)


def _body(walk: Walk) -> list[Paragraph]:
    """The paragraphs of the official text: to the end of the document, where a heading says where it begins."""
    body = [each for each in walk.paragraphs if each.original]
    while not walk.headed and body and not (body[-1].lines or body[-1].beside):
        body.pop()
    return body


def _targets(archive: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The addresses that the links of the part lead to, by their keys."""
    name = f"word/_rels/{part}.xml.rels"
    if name not in archive:
        return {}
    found = tree(archive[name], name).iter("{*}Relationship")
    return {each.get("Id", ""): each.get("Target", "") for each in found if each.get("TargetMode") == "External"}


def _notes(archive: Mapping[str, bytes], walk: Walk, styles: Styles, *, whole: bool) -> Iterator[Walk]:
    """What the notes say, in the order in which they are called; those of other chapters are not called here."""
    name = "word/footnotes.xml"
    root = tree(archive[name], name) if name in archive else None
    found = {} if root is None else {each.get(f"{W}id", ""): each for each in root.iterfind(f"{W}footnote")}
    targets = _targets(archive, "footnotes")
    for at, key in enumerate(walk.notes, 1):
        note = Walk(styles, targets, original=True)
        if key in found:
            note.read(found.pop(key))
        else:
            walk.remarks.append(Remark("Z616", f"Anmerkung {at} hat keinen Text."))
        yield note
    for each in (each for each in found.values() if whole and each.get(f"{W}type", "normal") == "normal"):
        walk.remarks.append(Remark("Z612", f"Auf eine Anmerkung verweist nichts: „{_text(each)[:60]}“."))


def _text(node: Element) -> str:
    return "".join(each.text or "" for each in node.iter(f"{W}t")).strip()


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[ReadLine]:
    for row in (row for each in paragraphs for row in each.rows):
        for index, line in enumerate(row.lines):
            shown = _NUMBER.fullmatch(row.before) if index == 0 else None
            hyphen = "-" if row.after == "-" and line is row.lines[-1] else ""
            text = _INNER.sub(" ", line.text.strip(SPACES)) + hyphen
            yield ReadLine(line.number, text, None, (Witness(VISIBLE, int(shown[1]) if shown else None),))


def _stray(paragraphs: Iterable[Paragraph]) -> Iterator[Stray]:
    last: int | None = None
    for row in (row for each in paragraphs for row in each.rows):
        before = "" if row.lines and _NUMBER.fullmatch(row.before) else row.before.strip()
        after = "" if row.lines and row.after == "-" else row.after.strip()
        if before:
            yield Stray(last, before)
        last = row.lines[-1].number if row.lines else last
        if after:
            yield Stray(last, after)


def _unnumbered(paragraphs: Iterable[Paragraph]) -> Iterator[Stray]:
    last: int | None = None
    for each in paragraphs:
        last = each.lines[-1].number if each.lines else last
        yield from (Stray(last, text) for found in each.beside if (text := found.text.strip(SPACES)))


def _outline(body: Iterable[Paragraph], styles: Styles, lists: Lists) -> Outline:
    blocks: list[Opening] = []
    found: dict[ListKey, list[str | None]] = {}
    for each in body:
        if of := item(each.element, styles):
            found.setdefault(lists.name(of), []).append(lists.label(of))
        if not each.lines:
            continue
        if level := heading(each.element, styles):
            blocks.append(Opening(each.lines[0].number, Kind.HEADING, level))
        elif of:
            blocks.append(Opening(each.lines[0].number, Kind.ITEM, of[1] + 1))
        else:
            blocks.append(Opening(each.lines[0].number, Kind.PARAGRAPH))
    return Outline(tuple(blocks), tuple(_shape(labels) for labels in found.values()))


def _shape(labels: list[str | None]) -> ListShape:
    counted = tuple(label for label in labels if label is not None)
    return ListShape(len(labels), counted if len(counted) == len(labels) else None)


def _titles(archive: Mapping[str, bytes], paragraphs: Iterable[Paragraph], styles: Styles) -> Iterator[Stated]:
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
