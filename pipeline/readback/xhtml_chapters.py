"""Documents of a book of several chapters → those of one chapter, as if it stood by itself: ids lose the chapter's prefix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from pipeline.readback import chapter_names
from pipeline.readback.chapter_names import TITLE
from pipeline.readback.containers import Element
from pipeline.readback.reading import Remark, UnreadableError
from pipeline.readback.xhtml_lines import ANCHOR

_EDITION = "zeilenfassung"
"""The id of the heading of the line edition, behind the chapter's prefix."""


def chapter_excerpt(root: Element, prefix: str) -> Element:
    """A document with the chapter and its part of the line edition. Raises UnreadableError where it is not there."""
    title = next((each for each in root.iter("*") if each.get("id") == prefix + TITLE), None)
    article = next((each for each in title.iterancestors("{*}article")), None) if title is not None else None
    if article is None:
        raise UnreadableError(f"das Kapitel {prefix.removeprefix('kapitel-').rstrip('-')} fehlt")
    headings = (each for each in root.iter("*") if each.get("id") == prefix + _EDITION)
    edition = [next(each.iterancestors("{*}section"), each) for each in headings]
    return chapter_document(root, [article, *edition], prefix)


def holds(root: Element, prefix: str) -> bool:
    """Whether the document is the chapter's, or that of its line edition."""
    return any(each.get("id") in {prefix + TITLE, prefix + _EDITION} for each in root.iter("*"))


def chapter_document(root: Element, content: Sequence[Element], prefix: str) -> Element:
    """A document with this content, its ids without the prefix."""
    made = root.makeelement(root.tag, dict(root.attrib), root.nsmap)
    made.extend([deepcopy(each) for each in content])
    for each in made.iter("*"):
        for name in ("id", "aria-labelledby"):
            if each.get(name, "").startswith(prefix):
                each.set(name, each.get(name).removeprefix(prefix))
        if heads := each.get("headers"):
            each.set("headers", " ".join(head.removeprefix(prefix) for head in heads.split()))
        address, mark, fragment = each.get("href", "").partition("#")
        if mark and fragment.startswith(prefix):
            each.set("href", f"{address}#{fragment.removeprefix(prefix)}")
    return made


def foreign(root: Element, slugs: Sequence[str]) -> Iterator[Remark]:
    """Lines whose anchors are those of another chapter, or of none."""
    for each in root.iter("*"):
        name = each.get("id", "")
        if not ANCHOR.fullmatch(name):
            continue
        within = next(each.iterancestors("{*}article"), root)
        around = {other.get("id", "") for other in within.iter("*")}
        if not any(name.startswith(start) and start + TITLE in around for start in chapter_names.prefixes(slugs)):
            yield Remark("Z606", f"Der Anker „{name}“ gehört zu keinem Kapitel dieses Dokuments.")


def order_of_titles(roots: Sequence[Element], slugs: Sequence[str]) -> Iterator[Remark]:
    """The finding that the titles of the chapters stand in another order (Z602)."""
    names = {start + TITLE: slug for start, slug in zip(chapter_names.prefixes(slugs), slugs, strict=True)}
    found = [names[each.get("id")] for root in roots for each in root.iter("*") if each.get("id") in names]
    yield from chapter_names.order(found, slugs)
