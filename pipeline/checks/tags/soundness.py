"""What the file alone shows of its tree: each content once, no text outside, no element half made (Z620 to Z622)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks.finding import Finding, of_code
from pipeline.checks.word_difference import in_quotes
from pipeline.readback import tag_transcript
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.tag_tree import Annotation, Tag, TagTree, every_tag, walk

_MAY_BE_EMPTY = frozenset({"TD", "TH"})
"""A table may have empty cells; no other element has a reason."""

_PICTURES = frozenset({"Figure", "Formula"})

SMALLEST = 2.0
"""Points that an area needs to be hit at all."""


def findings(tree: TagTree) -> Iterator[Finding]:
    """All that is wrong."""
    yield from _reached(tree)
    yield from of_code(
        "Z621", (f"Seite {each.page + 1}: {in_quotes(each.text)} hat kein Tag." for each in tree.untagged)
    )
    tags = [*every_tag(tree.tags)]
    yield from of_code("Z622", (*_headings(tags), *_elements(tags), *_links(tree)))


def _reached(tree: TagTree) -> Iterator[Finding]:
    """Contents that the tree reaches never or more than once, and those that it names in vain."""
    reached = Counter(each.key for each in walk(tree.tags) if isinstance(each, MarkedContent))
    painted = {each.key: each for each in tree.contents}
    for key, content in painted.items():
        where = f"Seite {content.page + 1}: {in_quotes(content.text)}"
        if not reached[key]:
            yield Finding("Z620", f"{where} steht in keinem Element des Strukturbaums: es wird nicht vorgelesen.")
        elif reached[key] > 1:
            yield Finding("Z620", f"{where} steht {reached[key]}-mal im Strukturbaum: es wird mehrmals vorgelesen.")
    for page, _, mcid in sorted(reached.keys() - painted.keys(), key=str):
        yield Finding(
            "Z620", f"Seite {page + 1}: der Strukturbaum nennt den Inhalt {mcid}, den es auf der Seite nicht gibt."
        )


def _headings(tags: Sequence[Tag]) -> Iterator[str]:
    levels = [int(tag.standard[1:]) for tag in tags if re.fullmatch("H[1-9]", tag.standard)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} Überschriften der Ebene 1 (H1), erwartet genau eine."
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            after = f"nach H{before}" if before else "am Anfang"
            yield f"H{level} steht {after}: eine Ebene ist übersprungen."


def _elements(tags: Sequence[Tag]) -> Iterator[str]:
    for tag in tags:
        kids = [kid.standard for kid in _tags(tag) if not tag_transcript.number(kid)]
        if not any(not isinstance(each, Tag) for each in walk(tag.kids)) and tag.standard not in _MAY_BE_EMPTY:
            yield f"Ein Element {tag.role} ist leer."
        elif tag.standard == "LI" and ("Lbl" not in kids or kids.count("LBody") != 1):
            yield f"Ein Listenpunkt (LI) hat nicht Lbl und LBody, sondern {', '.join(tag.role for tag in _tags(tag)) or 'nichts'}."
        elif tag.standard == "L" and tag.get("ListNumbering") is None:
            yield "Eine Liste (L) sagt nicht, wie sie zählt: ListNumbering fehlt."
        elif tag.standard in _PICTURES and not (tag.get("Alt") or tag.get("ActualText")):
            yield f"Ein Bild ({tag.role}) hat keinen Alternativtext."


def _tags(tag: Tag) -> Iterator[Tag]:
    return (kid for kid in tag.kids if isinstance(kid, Tag))


def _links(tree: TagTree) -> Iterator[str]:
    """Links without a name or an annotation, and link annotations that the tree reaches never or twice."""
    reached = Counter(each for each in walk(tree.tags) if isinstance(each, Annotation))
    for tag in every_tag(tree.tags):
        if tag.standard == "Link":
            own = [each for each in walk(tag.kids) if isinstance(each, Annotation)]
            if not own:
                yield "Ein Verweis (Link) führt zu keiner Annotation."
            elif any(min(each.size) < SMALLEST for each in own if each.index >= 0):
                yield f"Seite {own[0].page + 1}: der Verweis {in_quotes(own[0].contents)} ist zu klein, um ihn zu treffen."
            elif not tag.get("Alt") and not all(each.contents.strip() for each in own):
                yield f"Seite {own[0].page + 1}: ein Verweis (Link) hat weder Contents noch Alt."
    for each in tree.links:
        if reached[each] != 1:
            often = f"{reached[each]}-mal" if reached[each] else "nicht"
            yield f"Seite {each.page + 1}: der Verweis {in_quotes(each.contents)} steht {often} im Strukturbaum."
