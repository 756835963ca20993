"""What a Word document is made of: headings, tables, pictures, lists, paragraphs that are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from pipeline.checks.word_access.document import WordDocument, document_rows, first_words, is_empty, name
from pipeline.easy_language import form_wording
from pipeline.readback.containers import Element, local_name
from pipeline.readback.word_styles import W, integer
from pipeline.readback.word_text import named_children, on, run_text

_BULLET = re.compile(r"\s*[•·◦▪‣●○■–—*-]\s")
_COUNTED = re.compile(r"\s*\(?(?:([0-9]{1,3})|([a-z]))[.)]\s")
_AWRY = ("hidden", "del", "gridBefore", "gridAfter")
"""What a row says (17.4.15, 17.4.17, 17.4.21, 17.13.5.13) whose cells are not seen, or not where they stand."""
_OFFICIAL = re.compile(r"(?:[A-Za-z0-9_]+_)?zeile_[0-9]+")


def findings(document: WordDocument) -> Iterator[str]:
    """What is not what it looks like, or has no name."""
    yield from _headings(document)
    for number, table in enumerate(document.tables(), 1):
        yield from (f"{name(table, number)}: {message}" for message in _table(table))
    yield from _pictures(document)
    yield from _typed(document)
    yield from _empty(document)


def _headings(document: WordDocument) -> Iterator[str]:
    above, found = 0, False
    for paragraph in document.paragraphs():
        if level := document.level(paragraph):
            text = run_text(paragraph).strip()
            if not text:
                yield f"Eine Überschrift der Ebene {level} ist leer."
            if level > above + 1:
                after = f"nach der Ebene {above}" if found else "als erste"
                yield f"Die Überschrift „{first_words(text)}“ hat {after} die Ebene {level}; erwartet höchstens {above + 1}."
            above, found = level, True
    if not found:
        yield "Das Dokument hat keine Überschrift."


def _table(table: Element) -> Iterator[str]:
    lines = list(named_children(table, "tr"))
    repeated = [_repeats(row) for row in lines]
    # Tables of the text have the head and the merged cells that it has; that is held against the model elsewhere.
    ours = next(table.iter(f"{W}sdt"), None) is not None
    if ours and not (repeated and repeated[0]):
        yield "die erste Zeile ist keine Kopfzeile, die sich auf jeder Seite wiederholt."
    elif any(row and not before for before, row in pairwise(repeated)):
        yield "eine Kopfzeile steht mitten in der Tabelle."
    cells = document_rows(table)
    if ours and cells and not all(run_text(cell).strip() for cell in cells[0]):
        yield "eine Spalte hat keine Überschrift."
    merged = any(_is_merged(cell) for row in cells for cell in row)
    beside = any(cell.find(f"{W}tcPr/{W}hMerge") is not None for row in cells for cell in row)
    if (ours and merged) or beside or len({sum(_columns(cell) for cell in row) for row in cells}) > 1:
        yield "Zellen sind verbunden oder geteilt."
    if any(row.find(f"{W}trPr/{W}{each}") is not None for row in lines for each in _AWRY):
        yield "eine Reihe ist verborgen, gelöscht oder verschoben."
    if any(local_name(each) == "tbl" for each in table.iterancestors()):
        yield "sie steht in der Zelle einer anderen Tabelle."
    described = (table.find(f"{W}tblPr/{W}{each}") for each in ("tblCaption", "tblDescription"))
    if not any(each is not None and each.get(f"{W}val", "").strip() for each in described):
        yield "der Alternativtext fehlt."


def _repeats(row: Element) -> bool:
    found = row.find(f"{W}trPr/{W}tblHeader")
    return found is not None and on(found)


def _is_merged(cell: Element) -> bool:
    # 17.4.17, 17.4.85, 17.4.22: a cell over several columns or rows; the older way of the same.
    joined = (cell.find(f"{W}tcPr/{W}{each}") is not None for each in ("vMerge", "hMerge"))
    return _columns(cell) > 1 or any(joined)


def _columns(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return integer(span, 1) if span is not None else 1


def _pictures(document: WordDocument) -> Iterator[str]:
    for story in document.stories:
        for each in story.iter("{*}docPr"):
            decorative = any(on_.get("val") in {"1", "true"} for on_ in each.iter("{*}decorative"))
            if not (each.get("descr", "").strip() or decorative):
                yield f"Dem Bild „{first_words(each.get('name', ''))}“ fehlt der Alternativtext."
        for each in story.iter(f"{W}pict", f"{W}object"):
            if not any((shape.get("alt") or "").strip() for shape in each.iter()):
                yield "Einem Bild oder Objekt im alten Format fehlt der Alternativtext."
        if next(story.iter("{*}txbxContent"), None) is not None:
            yield "Text steht in einem Textfeld, das außerhalb der Lesereihenfolge liegt."
        if any(local_name(each.getparent()) == "drawing" for each in story.iter("{*}anchor")):
            yield "Ein Bild schwebt über der Seite, statt in der Zeile zu stehen."


def _typed(document: WordDocument) -> Iterator[str]:
    """Lists that are only typed. What was resolved is official, down to the dash that it may begin with."""
    official = {each for cell in _given(document) for each in cell.iter(f"{W}p")}
    before: str | None = None
    for paragraph in document.paragraphs():
        text = run_text(paragraph)
        if paragraph in official or _is_plain(document, paragraph, text):
            before = None
        elif text.strip():
            for line in text.split("\n"):
                ordinal = _ordinal(line)
                if _BULLET.match(line) or (ordinal and before and _follows(before, ordinal)):
                    yield f"Ein Listenzeichen ist nur getippt: „{first_words(line)}“."
                before = ordinal


def _is_plain(document: WordDocument, paragraph: Element, text: str) -> bool:
    """Whether the paragraph may begin as it likes: the title, a heading, a real item, an official line."""
    real = bool(document.level(paragraph)) or document.is_item(paragraph)
    return real or text.strip() == document.title or _is_line(paragraph)


def _given(document: WordDocument) -> Iterator[Element]:
    """The cells that say what was there before: first columns, and originals."""
    for table in document.tables():
        head, *others = document_rows(table) or [[]]
        columns = {0, *(at for at, cell in enumerate(head) if run_text(cell).strip() == form_wording.ORIGINAL)}
        yield from (cell for row in others for at, cell in enumerate(row) if at in columns)


def _is_line(paragraph: Element) -> bool:
    marks = (each.get(f"{W}name", "") for each in paragraph.iter(f"{W}bookmarkStart"))
    return any(_OFFICIAL.fullmatch(each) for each in marks)


def _ordinal(text: str) -> str | None:
    found = _COUNTED.match(text)
    return (found[1] or found[2]) if found else None


def _follows(before: str, after: str) -> bool:
    # A single one may be a date, or a sentence that begins with a number.
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    return not before.isdigit() and not after.isdigit() and ord(after) == ord(before) + 1


def _empty(document: WordDocument) -> Iterator[str]:
    for story in document.stories:
        for parent in story.iter(f"{W}body", f"{W}tc", f"{W}hdr", f"{W}ftr"):
            count = max((len(each) for each in _runs(named_children(parent, "p", "tbl"))), default=0)
            if count > 1:
                where = "Eine Zelle" if local_name(parent) == "tc" else "Das Dokument"
                yield f"{where} schafft Abstand mit {count} leeren Absätzen hintereinander."


def _runs(blocks: Iterable[Element]) -> Iterator[list[Element]]:
    """The empty paragraphs that stand one after the other."""
    for empty, group in groupby(blocks, lambda each: local_name(each) == "p" and is_empty(each)):
        if empty:
            yield list(group)
