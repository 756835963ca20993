"""Makes the exhibits of tags: PDFs of the chapter ``probe`` whose structure trees are damaged in one way each.

``python -m tests.broken.make_tags`` from the top of the tree writes them. No writer has a part in them: the whole trees
follow from the model by the rules of the editions, as a person would tag the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

import pydyf

from pipeline.text import walk
from pipeline.text.concordance import Join, Line, lines_of
from pipeline.text.events import Event, Formatting, LineBegin, Words
from pipeline.text.model import Block, BulletList, Heading, Inlines, OrderedList, Paragraph
from pipeline.text.transcript import transcript

from .probe import CHAPTER
from .tagged import PDF_1, Again, Artifact, Drawing, Element, Link, Loose, NewPage, Orphan, Part, Text, pdf

HERE = Path(__file__).parent / "tags"
BREAK = 8
"""The line that begins the second page, in the middle of the list."""


def texts(words: str) -> dict[str, Any]:
    """Entries of an element: ``Alt=…``."""
    name, _, value = words.partition("=")
    return {name: pydyf.String(value)}


def numbering(value: str) -> dict[str, Any]:
    """The attribute of a list."""
    return {"A": pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{value}"})}


def document(*, archive: bool = False) -> Element:
    """The whole tree: title, contents, text, imprint with a link."""
    entry = Element(
        "Link", [Link("Für das Ehrenamt"), Text("Für das Ehrenamt "), Artifact("....", "Layout"), Text("1")]
    )
    contents = Element(
        "TOC", [Element("TOCI", [Element("Reference", [entry], namespace=PDF_1)], namespace=PDF_1)], namespace=PDF_1
    )
    site = Element(
        "P", [Text("Mehr auf "), Element("Link", [Text("der Seite des Rates"), Link("Seite des Rates")]), Text(".")]
    )
    return Element(
        "Document",
        [
            Element("H1", [Text(CHAPTER.chapter.title)]),
            Element("Sect", [Element("H2", [Text("Inhalt")]), contents]),
            Element("Sect", list(_blocks(CHAPTER.chapter.blocks, archive=archive))),
            Artifact("Seite 2 von 2", "Pagination", "Footer"),
            Element("Sect", [Element("H2", [Text("Zu dieser Ausgabe")]), site]),
        ],
    )


def _blocks(blocks: Iterable[Block], *, archive: bool) -> Iterator[Part]:
    for block in blocks:
        match block:
            case BulletList(items) | OrderedList(items):
                found = [_item(each.content, each.blocks, archive=archive) for each in items]
                yield Element("L", [part for item in found for part in item], numbering("Disc"))
            case Heading(content=content) | Paragraph(content):
                role = f"H{block.level + 1}" if isinstance(block, Heading) else "P"
                label, text = _lines(content, archive=archive)
                yield Element(role, [*label, *text])
            case _:
                raise ValueError(f"the exhibits' chapter has no {type(block).__name__}")


def _item(content: Inlines, blocks: Iterable[Block], *, archive: bool) -> Iterator[Part]:
    label, text = _lines(content, archive=archive)
    if walk.line_starts(content)[0].number == BREAK:
        yield NewPage()
    inner = _blocks(blocks, archive=archive)
    yield Element("LI", [*label, Element("Lbl", [Text("•")]), Element("LBody", [*text, *inner])])


def _lines(content: Inlines, *, archive: bool) -> tuple[list[Part], list[Part]]:
    """The label that announces the block, and its lines."""
    lines = list(lines_of(content))
    if archive:
        return [], [_sub(line) for line in lines]
    first, last = lines[0].number, lines[-1].number
    words = f"Zeile {first}: " if first == last else f"Zeilen {first} bis {last}: "
    label = Element("Lbl", [Text(str(first))], texts(f"ActualText={words}"))
    text: list[Part] = []
    for line in lines:
        text += [Artifact(str(line.number))] if line is not lines[0] else []
        text += _words(line)
    return [label], text


def _words(line: Line) -> list[Part]:
    hyphen = [Artifact("-", "Layout")] if line.join is Join.HYPHEN else []
    events = transcript(CHAPTER)
    after = events[events.index(LineBegin(line.number)) + 1 :]
    return [*map(_said, takewhile(lambda each: isinstance(each, Words), after)), *hyphen]


def _said(words: Event) -> Part:
    """Words as they are meant; the chapter has no formatting but this."""
    text = Text(getattr(words, "text", ""))
    return Element("Strong", [text]) if Formatting.STRONG in getattr(words, "formatting", ()) else text


def _sub(line: Line) -> Element:
    attributes = {"A": pydyf.Dictionary({"O": "/Artifact", "Type": "/Inline", "Subtype": "/LineNum"})}
    return Element("Sub", [Element("Artifact", [Text(str(line.number))], attributes), *_words(line)])


def elements(tree: Element, role: str = "") -> list[Element]:
    """All elements with the role, in reading order."""
    below = [each for kid in tree.kids if isinstance(kid, Element) for each in elements(kid, role)]
    return [tree, *below] if role in {"", tree.role} else below


def holder(tree: Element, text: str) -> tuple[Element, int]:
    """The element that holds exactly this text, and where."""
    for element in elements(tree):
        for index, kid in enumerate(element.kids):
            if isinstance(kid, Text | Artifact) and kid.text == text:
                return element, index
    raise ValueError(text)


Damage = Callable[[Element], None]


def _instead(text: str, *parts: Part) -> Damage:
    """The parts in place of the one that has this text."""

    def damage(tree: Element) -> None:
        element, index = holder(tree, text)
        element.kids[index : index + 1] = parts

    return damage


def _orphan(tree: Element) -> None:
    element, index = holder(tree, "Mehr auf ")
    element.kids[index] = Orphan("Mehr auf ")


def _twice(tree: Element) -> None:
    element, index = holder(tree, "Wir werden")
    text = element.kids[index]
    assert isinstance(text, Text)
    elements(tree, "P")[-1].kids.append(Again(text))


def _torn_list(tree: Element) -> None:
    [section] = [
        each
        for each in elements(tree, "Sect")
        if any(isinstance(kid, Element) and kid.role == "L" for kid in each.kids)
    ]
    [whole] = elements(tree, "L")
    rest = Element("L", whole.kids[1:], whole.entries)
    whole.kids = whole.kids[:1]
    section.kids.append(rest)


def _torn_paragraph(tree: Element) -> None:
    section, paragraph = elements(tree, "Sect")[1], elements(tree, "P")[0]
    section.kids.insert(1, Element("P", paragraph.kids[2:]))
    paragraph.kids = paragraph.kids[:2]


def _swapped(tree: Element) -> None:
    [whole] = elements(tree, "L")
    whole.kids[0], whole.kids[-1] = whole.kids[-1], whole.kids[0]


def _role(role: str, index: int, to: str) -> Damage:
    def damage(tree: Element) -> None:
        elements(tree, role)[index].role = to

    return damage


def _added(part: Callable[[], Part]) -> Damage:
    return lambda tree: elements(tree, "P")[-1].kids.append(part())


def _unnamed_link(tree: Element) -> None:
    link = elements(tree, "Link")[-1]
    link.kids = [Link("") if isinstance(kid, Link) else kid for kid in link.kids]


def _unmarked(tree: Element) -> None:
    item = elements(tree, "LI")[1]
    _, mark = elements(item, "Lbl")
    item.kids.remove(mark)


def _unnumbered(tree: Element) -> None:
    elements(tree, "L")[0].entries.clear()


def _misannounced(tree: Element) -> None:
    elements(tree, "Lbl")[0].entries = texts("ActualText=Zeilen 1 bis 4: ")


def _unannounced(tree: Element) -> None:
    paragraph = elements(tree, "P")[0]
    paragraph.kids[0] = Artifact("1")


def _late_label(tree: Element) -> None:
    paragraph = elements(tree, "P")[0]
    paragraph.kids.append(paragraph.kids.pop(0))


DAMAGES: Mapping[str, tuple[Damage, set[str]]] = {
    "orphaned-content": (_orphan, {"Z620"}),
    "doubly-reached-content": (_twice, {"Z620"}),
    "untagged-text": (_added(lambda: Loose("Das steht nirgends.")), {"Z621"}),
    "number-in-mid-sentence": (_instead("2", Text("2")), {"Z623"}),
    "label-in-mid-sentence": (_late_label, {"Z623"}),
    "wrong-announcement": (_misannounced, {"Z623"}),
    "missing-announcement": (_unannounced, {"Z623"}),
    "number-twice": (_added(lambda: Artifact("7")), {"Z623"}),
    "number-nowhere": (_instead("7"), {"Z623"}),
    "torn-list": (_torn_list, {"Z624"}),
    "torn-paragraph": (_torn_paragraph, {"Z624"}),
    "swapped-blocks": (_swapped, {"Z624"}),
    "glued-words": (_instead("den Masterplan zügig ", Text("den Masterplan zügig")), {"Z624"}),
    "lost-words": (_instead("umsetzen,", Artifact("umsetzen,", "Layout")), {"Z624"}),
    "glued-contents": (_instead("Für das Ehrenamt ", Text("Für das Ehrenamt")), {"Z624"}),
    "other-title": (_instead(CHAPTER.chapter.title, Text("Probe aufs Ehrenamt")), {"Z624"}),
    "paragraph-as-heading": (_role("P", 1, "H3"), {"Z624"}),
    "link-without-contents": (_unnamed_link, {"Z622"}),
    "heading-jump": (_role("H2", -1, "H4"), {"Z622"}),
    "second-title": (_role("H2", -1, "H1"), {"Z622"}),
    "figure-without-alt": (_added(lambda: Element("Figure", [Text("Wappen")])), {"Z622"}),
    "item-without-mark": (_unmarked, {"Z622"}),
    "list-without-numbering": (_unnumbered, {"Z622"}),
    "empty-element": (_added(lambda: Element("Span")), {"Z622"}),
}
"""Name, damage and the codes that it must be found under."""


def _parents(drawing: Drawing) -> None:
    """The ParentTree names the contents of the first page one element too far."""
    row = drawing.parents[0]
    drawing.root["ParentTree"] = drawing.made({"Nums": pydyf.Array([0, pydyf.Array([row[-1], *row[:-1]])])}).reference


def _untagged(drawing: Drawing) -> None:
    del drawing.pdf.catalog["StructTreeRoot"]


def _number_last(tree: Element) -> None:
    elements(tree, "Sub")[1].kids.reverse()


def exhibits() -> Iterator[tuple[str, bytes, set[str]]]:
    """Name, bytes and codes; the whole ones have none."""
    yield "whole", pdf(document()), set()
    yield "whole-archiv", pdf(document(archive=True), version="2.0"), set()
    for name, (damage, codes) in DAMAGES.items():
        tree = document()
        damage(tree)
        yield name, pdf(tree), codes
    yield "wrong-parents", pdf(document(), change=_parents), {"Z620"}
    yield "no-tree", pdf(document(), change=_untagged), {"Z620"}
    archive = document(archive=True)
    _number_last(archive)
    yield "number-last-archiv", pdf(archive, version="2.0"), {"Z623"}


def main() -> None:
    """Write all exhibits."""
    HERE.mkdir(exist_ok=True)
    for name, data, _ in exhibits():
        (HERE / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main()
