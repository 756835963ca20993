"""The notes of an XHTML document: where they are called, what they are called, and the way back.

    <sup class="furniture"><a class="call" data-note="1" href="#anmerkung-1" id="anmerkung-1-im-text" …/></sup>
    <sup class="furniture"><a class="call" href="#anmerkung-1" id="anmerkung-1-im-text" …>1</a></sup>
    <section class="notes"><ol><li id="anmerkung-1">… <a role="doc-backlink" href="#anmerkung-1-im-text">↩</a></li></ol>

A note has the number that its place in the list gives it: that is what readers see before it. In a book, where not every
program counts, the number is text as well (``<ul class="labelled">``), and must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.reading import Remark
from pipeline.readback.xhtml_labels import text_label
from pipeline.text import wording


def is_call(node: Element) -> bool:
    """Whether the element calls a note."""
    return "call" in node.get("class", "").split()


def within(node: Element) -> bool:
    """Whether the element is, or stands in, the list of the notes."""
    return any("notes" in each.get("class", "").split() for each in node.iterancestors())


def number(call: Element) -> int | None:
    """The number of the note that the call leads to; None where it leads to none."""
    note = item_of(_target(call))
    items = [each for each in note.getparent() if local_name(each) == "li"] if note is not None else []
    if note is None or note not in items or not within(note):
        return None
    start = note.getparent().get("start", "1")
    return items.index(note) + (int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1)


def remarks(root: Element) -> Iterator[Remark]:
    """Calls that show or say another number than that of their note, and notes that do not lead back to their call."""
    calls = [each for each in root.iter("*") if is_call(each)]
    for call in calls:
        leads = number(call)
        shown, named = f"{call.get('data-note', '')}{text_of(call)}", call.get("aria-label", "")
        names = {form.format(number=leads) for form in wording.forms("Anmerkung {number}")}
        if leads is not None and (shown != str(leads) or named not in names):
            yield Remark("Z613", f"Das Zeichen der Anmerkung {leads} zeigt „{shown}“ und heißt „{named}“.")
    for back in (each for each in root.iter("{*}a") if each.get("role") == "doc-backlink"):
        note = next((each for each in back.iterancestors("{*}li")), None)
        call = _target(back)
        if call is None or not is_call(call) or note is None or item_of(_target(call)) is not note:
            yield Remark(
                "Z613", f"Aus der Anmerkung „{note.get('id', '') if note is not None else ''}“ führt kein Weg zurück."
            )
    for note in root.iter("{*}li"):
        if not within(note) or local_name(note.getparent().getparent()) != "section":
            continue
        place = [each for each in note.getparent() if local_name(each) == "li"].index(note) + 1
        if local_name(note.getparent()) == "ul" and (shown := text_label(note)) != f"{place}.":
            yield Remark("Z613", f"Die Anmerkung {place} trägt die Nummer „{shown}“.")
        if not any(each.get("role") == "doc-backlink" for each in note.iter("{*}a")):
            yield Remark("Z613", f"Aus der Anmerkung „{note.get('id', '')}“ führt kein Weg zurück.")


def item_of(note: Element | None) -> Element | None:
    """The item of the list that the note is, or that holds nothing but it, as in a book."""
    if note is None or local_name(note) == "li":
        return note
    above = note.getparent()
    return above if above is not None and local_name(above) == "li" and len(above) == 1 else None


def _target(link: Element) -> Element | None:
    """What a link within the document leads to."""
    name = link.get("href", "").partition("#")[2]
    # Not getroottree: what is made for a document stays in its tree, also when it is put elsewhere (lxml 6).
    *_, root = link.iterancestors()
    return next((each for each in root.iter("*") if each.get("id") == name), None) if name else None
