"""The structure tree as indented text, one element a line, and as data; what is not in it stands at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.tag_tree import Annotation, Kid, Tag, TagTree, walk

_NAMES = frozenset(
    {
        "ListNumbering",
        "Scope",
        "ColSpan",
        "RowSpan",
        "Type",
        "Subtype",
        "NoteType",
        "Lang",
        "TextDecorationType",
        "TextPosition",
        "BaselineShift",
    }
)
"""Attributes whose values are names or numbers, which need no quotation marks."""


def text(tree: TagTree, *, pages: bool = False) -> Iterator[str]:
    """The lines of the listing; ``pages`` adds the pages that each text stands on."""
    if not tree.present:
        yield "kein Strukturbaum"
    for tag in tree.tags:
        yield from _tag(tag, "", "", pages=pages)
    yield from _outside(tree)


def _tag(tag: Tag, indent: str, around: str, *, pages: bool) -> Iterator[str]:
    """The element on a line; its text beside it, or below where it also has other kids."""
    head = [tag.role]
    if tag.standard not in {tag.role, ""}:
        head.append(f"({tag.standard})")
    if tag.namespace != around:
        head.append(f"NS={tag.namespace or 'keiner'}")
    head += [f"{name}={value if name in _NAMES else _quoted(value)}" for name, value in tag.attributes]
    alone = bool(tag.kids) and all(isinstance(kid, MarkedContent) for kid in tag.kids)
    if alone:
        head.append(_joined(tag.kids, pages=pages))
    yield indent + " ".join(head)
    if not alone:
        yield from _kids(tag, f"{indent}  ", pages=pages)


def _kids(tag: Tag, indent: str, *, pages: bool) -> Iterator[str]:
    for is_text, group in groupby(tag.kids, lambda kid: isinstance(kid, MarkedContent)):
        if is_text:
            yield indent + _joined(group, pages=pages)
            continue
        for kid in group:
            if isinstance(kid, Tag):
                yield from _tag(kid, indent, tag.namespace, pages=pages)
            elif isinstance(kid, Annotation):
                yield f"{indent}→ {kid.subtype or 'Objekt'} {_quoted(kid.contents)}"


def _joined(kids: Iterable[Kid], *, pages: bool) -> str:
    """Neighbouring contents as one text: so it is read, wherever the page or the line ends."""
    contents = [kid for kid in kids if isinstance(kid, MarkedContent)]
    joined = _quoted("".join(each.text for each in contents))
    numbers = sorted({each.page + 1 for each in contents})
    where = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return f"{joined} [Seite {where}]" if pages else joined


def _quoted(value: str) -> str:
    """The text in quotation marks, what steers terminals or cannot be seen escaped; a no-break space stays itself."""
    escaped = "".join(
        char if char.isprintable() or char == "\u00a0" else json.dumps(char)[1:-1]
        for char in value.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'


def _outside(tree: TagTree) -> Iterator[str]:
    """Sums of the artifacts, and all text that the tree does not reach, where there is one."""
    if kinds := Counter(_kind(each.kind, each.subtype) for each in tree.artifacts):
        yield "Artefakte: " + " · ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    if tree.present:
        yield from (f"Ohne Tag: {_quoted(each.text)}" for each in tree.untagged)
        yield from (f"Verwaist: {_quoted(each.text)}" for each in orphans(tree))


def _kind(kind: str, subtype: str) -> str:
    return "/".join(part for part in (kind, subtype) if part) or "ohne Art"


def orphans(tree: TagTree) -> Iterator[MarkedContent]:
    """The marked contents that no element reaches."""
    reached = {each.key for each in walk(tree.tags) if isinstance(each, MarkedContent)}
    return (each for each in tree.contents if each.key not in reached)


def data(tree: TagTree) -> dict[str, Any]:
    """The same, ready for JSON, with pages."""
    kinds = Counter((each.kind, each.subtype) for each in tree.artifacts)
    return {
        "tagged": tree.present,
        "tags": [_kid_data(tag) for tag in tree.tags],
        "artifacts": [
            {"type": kind, "subtype": subtype, "count": count} for (kind, subtype), count in sorted(kinds.items())
        ],
        "untagged": [{"page": each.page + 1, "text": each.text} for each in tree.untagged],
        "orphaned": [{"page": each.page + 1, "text": each.text} for each in orphans(tree)] if tree.present else [],
    }


def _kid_data(kid: Kid) -> dict[str, Any]:
    match kid:
        case MarkedContent():
            return {"page": kid.page + 1, "text": kid.text}
        case Annotation():
            return {"page": kid.page + 1, "annotation": kid.subtype, "contents": kid.contents}
        case Tag():
            kids = [_kid_data(each) for each in kid.kids]
            attributes = dict(kid.attributes)
            return {
                "role": kid.role,
                "standard": kid.standard,
                "namespace": kid.namespace,
                "attributes": attributes,
                "kids": kids,
            }
