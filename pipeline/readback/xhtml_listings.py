"""The lists beside the running text of an XHTML document: tables of contents, and the Zeilenfassung."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.readback.containers import Element, local_name, text_of
from pipeline.readback.reading import SPACES, ReadLine, Remark, Stated, Stray, Witness
from pipeline.readback.xhtml_lines import ANCHOR
from pipeline.text import wording
from pipeline.text.struck_words import Pieces

EDITION_ANCHOR = re.compile(r"(?:[a-z0-9-]+-)?fassung-([1-9][0-9]{0,8})")

EDITION = "Überschriften der Zeilenfassung"

_CHAPTER = frozenset({"chapter", "line-edition"})

_LABEL = wording.pattern("Zeile {first}:")

_JUMPS = re.compile(rf"(?:{wording.pattern('Zu Zeile').pattern}) [0-9]+(?:, [0-9]+)*")


def contents(root: Element) -> Iterator[Stated]:
    """The places of the document that list the sections: its table of contents, and the headings of the Zeilenfassung."""
    for nav in root.iter("{*}nav"):
        if nav.get("hidden") is None:
            yield Stated("Inhaltsverzeichnis", "|".join(_entries(nav)))
    headings = [
        node
        for node in root.iter("*")
        if node.get("id", "").startswith("fassung-") and not EDITION_ANCHOR.fullmatch(node.get("id", ""))
    ]
    if headings:
        yield Stated(EDITION, "\n".join(map(text_of, headings)))


def _entries(nav: Element) -> Iterator[str]:
    """The text of each entry, without the entries inside it."""
    for entry in nav.iter("{*}li"):
        lists = "".join(text_of(child) for child in entry if local_name(child) in {"ul", "ol"})
        yield text_of(entry).replace(lists, "") if lists else text_of(entry)


def line_edition(root: Element) -> Iterator[ReadLine | Stray]:
    """The rows of the Zeilenfassung in the document: ``<li id="fassung-17"><a href="…#zeile-17">Zeile 17:</a> words``.

    In a book each is a paragraph.
    """
    last: int | None = None
    rows = [node for node in root.iter("{*}li", "{*}p") if EDITION_ANCHOR.fullmatch(node.get("id", ""))]
    parents = {node.getparent() for node in rows}
    for node in (child for parent in _in_order(root, parents) for child in parent):
        found = EDITION_ANCHOR.fullmatch(node.get("id", "")) if local_name(node) in {"li", "p"} else None
        if found:
            last = int(found[1])
            yield _row(last, node)
        elif local_name(node) and text_of(node).strip():
            yield Stray(last, text_of(node).strip())


def struck_otherwise(roots: Sequence[Element], expected: Mapping[int, Pieces]) -> Iterator[Remark]:
    """Rows in which other words are struck out than in the running text (Z613)."""
    rows = (
        (row, each)
        for root in roots
        for row in root.iter("{*}li", "{*}p")
        for each in [EDITION_ANCHOR.fullmatch(row.get("id", ""))]
    )
    for row, found in rows:
        if found:
            wanted = "".join(text for text, struck in expected.get(int(found[1]), ()) if struck)
            shown = "".join(text_of(each) for each in row.iter("{*}s", "{*}del"))
            if "".join(shown.split()) != "".join(wanted.split()):
                yield Remark(
                    "Z613", f"Zeile {found[1]} der Zeilenfassung: Gestrichen ist „{shown}“, im Text „{wanted}“."
                )


def beside(root: Element) -> Iterator[Stray]:
    """Paragraphs in the text's part of a document that are neither of a chapter nor words of ours."""
    parts = [*root.iter("{*}main")] or [each for each in root.iter("{*}body") if _holds_lines(each)]
    for node in (each for part in parts for each in part.iter("{*}p")):
        said = text_of(node).strip()
        around = {name for each in node.iterancestors() for name in each.get("class", "").split()}
        if said and "chapter" not in around and not wording.languages(said) and not _listed(node):
            yield Stray(None, said)


def _listed(node: Element) -> bool:
    """Whether the paragraph is a row of the Zeilenfassung, or leads to some of them: their numbers are its links."""
    if EDITION_ANCHOR.fullmatch(node.get("id", "")):
        return True
    links = [each for each in node if local_name(each) == "a"]
    numbers = [EDITION_ANCHOR.fullmatch(each.get("href", "").removeprefix("#")) for each in links]
    leads = all(found and found[1] == text_of(link) for found, link in zip(numbers, links, strict=True))
    return bool(links) and leads and bool(_JUMPS.fullmatch(text_of(node).strip()))


def _holds_lines(body: Element) -> bool:
    return any(set(each.get("class", "").split()) & _CHAPTER for each in body.iter("{*}section", "{*}article"))


def _in_order(root: Element, wanted: set[Element]) -> list[Element]:
    return [node for node in root.iter("*") if node in wanted]


def _row(number: int, node: Element) -> ReadLine:
    link = node[0] if len(node) and local_name(node[0]) == "a" and not (node.text or "").strip() else None
    label = _LABEL.fullmatch(text_of(link).strip()) if link is not None else None
    target = ANCHOR.fullmatch(link.get("href", "").partition("#")[2]) if link is not None else None
    text = text_of(node)
    words = text[len(text_of(link)) :] if link is not None and label else text
    named = Witness("genannte Nummer", int(re.sub("[^0-9]", "", label[0])) if label else None)
    return ReadLine(number, words.strip(SPACES), None, (named, Witness("Verweis", int(target[1]) if target else None)))
