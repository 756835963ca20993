"""A Word document → lines by their bookmarks, from the XML itself: python-docx 1.2.0 does not see what stands in w:sdt."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.readback import word_chapters, word_elements
from pipeline.readback.containers import Element, member, members, parsed_xml, text_of
from pipeline.readback.reading import (
    PREFACE,
    SPACES,
    ChapterReading,
    FileReading,
    ReadLine,
    Remark,
    Stated,
    Stray,
    Unable,
    UnreadableError,
    Witness,
)
from pipeline.readback.word_lists import Lists
from pipeline.readback.word_styles import W, WordStyles
from pipeline.readback.word_text import run_text
from pipeline.readback.word_walk import Walk, WordParagraph
from pipeline.text.events import ElementKind, End, Start, coalesced

VISIBLE = "sichtbare Nummer"

UNABLE = Unable(nesting=True)
"""Word has no blocks around blocks: of what stands in an item, only other items say so."""

# A number without a space after it would be read as part of the first word.
_NUMBER = re.compile(r"\s*([1-9][0-9]{0,8})\s+")
# A break that the text has inside a line is a space of it; what follows begins where the words do.
_INNER = re.compile(r"(?<!\n)\n\t?(?!\n)")


def docx(data: bytes, slugs: Sequence[str] = ()) -> FileReading:
    """The document, read by its bookmarks; that of a book is cut at the titles of its chapters. Raises UnreadableError."""
    archive = members(data)
    root = _root(archive)
    return _bound(archive, root, slugs) if len(slugs) > 1 else _read(archive, root)


def _bound(archive: Mapping[str, bytes], root: Element, slugs: Sequence[str]) -> FileReading:
    """A book: what it says of itself, and each chapter, from its title to the next one's."""
    parts = word_chapters.parts(root, slugs)
    styles = WordStyles(parsed_xml(member(archive, "word/styles.xml"), "word/styles.xml"))
    chapters = []
    for each in parts.chapters:
        read = _read({**archive, **word_chapters.notes(archive, each.prefix)}, each.document, whole=False)
        chapters.append(replace(read.chapters[0], titles=(Stated("Überschrift", each.title),), remarks=read.remarks))
    return FileReading(
        tuple(chapters),
        titles=tuple(Stated("dc:title", each) for each in _core(archive, "title")),
        languages=tuple(_languages(archive, styles)),
        contents=(Stated(PREFACE, "\n".join("".join(run_text(node)) for node in parts.before)),),
    )


def _root(archive: Mapping[str, bytes]) -> Element:
    root = parsed_xml(member(archive, "word/document.xml"), "word/document.xml")
    if root.tag != f"{W}document":
        raise UnreadableError("word/document.xml ist kein Word-Text")
    return root


def _read(archive: Mapping[str, bytes], root: Element, *, whole: bool = True) -> FileReading:
    styles = WordStyles(parsed_xml(member(archive, "word/styles.xml"), "word/styles.xml"))
    walk = Walk(styles, _targets(archive, "document"), _pictures(archive, "document"))
    walk.read(root)
    body = _body(walk)
    preface = "\n".join(row.outside for each in walk.paragraphs if not each.original for row in each.rows)
    notes = list(_notes(archive, walk, styles, whole=whole))
    elements = word_elements.Elements(styles, Lists(archive))
    events = [*elements.events([each for each in walk.stream if not isinstance(each, WordParagraph) or each in body])]
    for number, note in enumerate(notes, 1):
        inner = elements.events(note.stream)
        events += [Start(ElementKind.NOTE, (("number", str(number)),)), *inner, End(ElementKind.NOTE)]
    chapter = ChapterReading(
        tuple(_lines(body)),
        line_true=True,
        stray=(*_stray(body), *(stray for each in notes for stray in _stray(each.paragraphs))),
        transcript=coalesced(events),
        unable=UNABLE,
    )
    return FileReading(
        (chapter,),
        titles=tuple(_titles(archive, walk.paragraphs, styles)),
        languages=tuple(_languages(archive, styles)),
        contents=(Stated(PREFACE, preface),),
        remarks=tuple(walk.remarks),
    )


def _body(walk: Walk) -> list[WordParagraph]:
    """The paragraphs of the official text: to the end of the document, where a heading says where it begins."""
    body = [each for each in walk.paragraphs if each.original]
    while not walk.headed and body and not (body[-1].lines or body[-1].beside):
        body.pop()
    return body


def _targets(archive: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The addresses that the links of the part lead to, by their keys."""
    found = _relationships(archive, part)
    return {each.get("Id", ""): each.get("Target", "") for each in found if each.get("TargetMode") == "External"}


def _pictures(archive: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The SHA-256 of the files that the pictures of the part show, by their keys."""
    files = {
        each.get("Id", ""): posixpath.join("/word", each.get("Target", "")) for each in _relationships(archive, part)
    }
    members_ = {key: archive.get(posixpath.normpath(name).lstrip("/")) for key, name in files.items()}
    return {key: hashlib.sha256(data).hexdigest() for key, data in members_.items() if data is not None}


def _relationships(archive: Mapping[str, bytes], part: str) -> Iterator[Element]:
    name = f"word/_rels/{part}.xml.rels"
    if name in archive:
        yield from parsed_xml(archive[name], name).iter("{*}Relationship")


def _notes(archive: Mapping[str, bytes], walk: Walk, styles: WordStyles, *, whole: bool) -> Iterator[Walk]:
    """What the notes say, in the order in which they are called; those of other chapters are not called here."""
    name = "word/footnotes.xml"
    root = parsed_xml(archive[name], name) if name in archive else None
    found = {} if root is None else {each.get(f"{W}id", ""): each for each in root.iterfind(f"{W}footnote")}
    targets, pictures = _targets(archive, "footnotes"), _pictures(archive, "footnotes")
    for at, key in enumerate(walk.notes, 1):
        note = Walk(styles, targets, pictures, original=True)
        if key in found:
            note.read(found.pop(key))
        else:
            walk.remarks.append(Remark("Z616", f"Anmerkung {at} hat keinen Text."))
        yield note
    for each in (each for each in found.values() if whole and each.get(f"{W}type", "normal") == "normal"):
        walk.remarks.append(Remark("Z612", f"Auf eine Anmerkung verweist nichts: „{_text(each)[:60]}“."))


def _text(node: Element) -> str:
    return "".join(each.text or "" for each in node.iter(f"{W}t")).strip()


def _lines(paragraphs: Iterable[WordParagraph]) -> Iterator[ReadLine]:
    for row in (row for each in paragraphs for row in each.rows):
        for index, line in enumerate(row.lines):
            shown = _NUMBER.fullmatch(row.before) if index == 0 else None
            hyphen = "-" if row.after == "-" and line is row.lines[-1] else ""
            text = _INNER.sub(" ", line.text.strip(SPACES)) + hyphen
            yield ReadLine(line.number, text, None, (Witness(VISIBLE, int(shown[1]) if shown else None),))


def _stray(paragraphs: Iterable[WordParagraph]) -> Iterator[Stray]:
    last: int | None = None
    for row in (row for each in paragraphs for row in each.rows):
        before = "" if row.lines and _NUMBER.fullmatch(row.before) else row.before.strip()
        after = "" if row.lines and row.after == "-" else row.after.strip()
        if before:
            yield Stray(last, before)
        last = row.lines[-1].number if row.lines else last
        if after:
            yield Stray(last, after)


def _titles(archive: Mapping[str, bytes], paragraphs: Iterable[WordParagraph], styles: WordStyles) -> Iterator[Stated]:
    for title in _core(archive, "title"):
        yield Stated("dc:title", title)
    for each in paragraphs:
        if styles.name(each.element).lower() == "title":
            yield Stated("Titelzeile", "".join(row.outside for row in each.rows).strip())


def _languages(archive: Mapping[str, bytes], styles: WordStyles) -> Iterator[Stated]:
    yield Stated("Sprache der Vorlage", styles.language)
    for language in _core(archive, "language"):
        yield Stated("dc:language", language)


def _core(archive: Mapping[str, bytes], name: str) -> Iterator[str]:
    root = parsed_xml(member(archive, "docProps/core.xml"), "docProps/core.xml")
    yield from (text_of(each).strip() for each in root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"))
