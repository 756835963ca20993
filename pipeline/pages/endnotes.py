"""The notes of a chapter at its end, each with the way back to its call (DPUB-ARIA 1.1)."""

from __future__ import annotations

from markupsafe import Markup

from pipeline.pages.apparatus import Apparatus
from pipeline.pages.block_elements import block, item_label
from pipeline.pages.language_marking import ours
from pipeline.pages.line_fragments import line_fragments
from pipeline.pages.markup import concatenated, element
from pipeline.text import anchors, walk
from pipeline.text.model import Blocks, Note, Paragraph


def endnotes(blocks: Blocks, apparatus: Apparatus) -> Markup:
    """The notes of the blocks; nothing where there are none."""
    found = list(walk.notes(blocks))
    if not found:
        return Markup()
    name = anchors.notes(apparatus.prefix)
    items = (_note(note, apparatus) for note in found)
    say = apparatus.say
    heading = ours(f"h{apparatus.level + 1}", say, say("Anmerkungen"), id=name, class_="furniture")
    # FBReader 0.12 shows bullets for what counts by itself, and programs that read aloud say nothing of it.
    classes = ["labelled"] * apparatus.typed + ["many"] * (len(found) >= MANY)
    names = f"{anchors.chapter(apparatus.prefix)} {name}" if apparatus.prefix else name
    return element(
        "section",
        heading,
        element("ul" if apparatus.typed else "ol", *items, class_=" ".join(classes) or None),
        class_="notes",
        epub_type="endnotes" if apparatus.typed else None,
        role="doc-endnotes" if apparatus.landmarks else None,
        aria_labelledby=names if apparatus.landmarks else None,
    )


MANY = 100
"""Notes whose numbers the usual indent does not hold, from so many on."""


def _note(note: Note, apparatus: Apparatus) -> Markup:
    say = apparatus.say
    back = ours(
        "a",
        say,
        "↩",
        href=f"#{anchors.note_call(note.number, apparatus.prefix)}",
        role="doc-backlink",
        class_="furniture",
        aria_label=say("Zurück zur Stelle von Anmerkung {number}", number=note.number),
    )
    way, name = element("p", back, class_="back furniture"), anchors.note(note.number, apparatus.prefix)
    if not apparatus.typed:
        return element("li", *(block(each, apparatus) for each in note.blocks), way, id=name)
    label = item_label(f"{note.number}.")
    match note.blocks:
        case (Paragraph(words), *rest):
            content = element("p", label, line_fragments(words, apparatus))
        case rest:
            content = element("p", label, class_="furniture")
    content = concatenated([content, *(block(each, apparatus) for each in rest)])
    # Programs that show a note beside its call know it by this type; the role belongs to it, and no item may have it.
    return element("li", element("div", content, way, id=name, epub_type="footnote", role="doc-footnote"))
