"""What the elements of an XHTML document are: inline or block, seen or not, and what they make of their text."""

from __future__ import annotations

import re

from pipeline.readback.containers import Element, local_name, text_of
from pipeline.text import wording

# fmt: off
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})
PRESENTATIONAL = {"b": "fett", "i": "kursiv", "mark": "hervorgehoben", "small": "klein"}
"""Elements that only say what words look like; no text of the model becomes one."""
# fmt: on
HEADING = re.compile(r"h([1-6])")

_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_ROLES = frozenset(
    {"doc-noteref", "doc-footnote", "doc-backlink", "doc-pagebreak", "doc-chapter", "doc-endnotes", "group"}
)
_FURNITURE = re.compile(rf"|{wording.pattern(*wording.SPANS, 'Anmerkungen').pattern}|↩")
"""What an edition may add around the text of a chapter, in words."""


def classes(node: Element | None) -> list[str]:
    """The classes of the element."""
    return node.get("class", "").split() if node is not None and isinstance(node.tag, str) else []


def unseen(node: Element, name: str) -> bool:
    """Whether the text of the element is no text of the chapter: furniture, or hidden from eye or ear."""
    style = "".join(node.get("style", "").split())
    return (
        name in _UNSEEN
        or name == "nav"
        or "furniture" in classes(node)
        or node.get("role") == "doc-pagebreak"
        or node.get("aria-hidden") == "true"
        or node.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
    )


def known(node: Element) -> bool:
    """Whether the element is furniture that editions have: ways to other places, names of lists, who resolved a chapter."""
    if "furniture" not in classes(node):
        return False
    within = any(local_name(each) == "section" and "chapter" not in classes(each) for each in node.iterancestors())
    return bool(_FURNITURE.fullmatch(text_of(node).strip())) or ("resolution" in classes(node) and not within)


def disguise(node: Element, name: str) -> str:
    """The role that takes from the element what it is; empty where it has none such (ARIA in HTML, 4)."""
    role = node.get("role", "")
    return role if (role and role not in _ROLES) or (role == "group" and name != "div") else ""


def level(heading: Element) -> int:
    """The level of the heading; HTML counts to six, below that the level is said (WAI-ARIA 1.2, aria-level)."""
    said = heading.get("aria-level", "")
    return int(said if re.fullmatch(r"[1-9][0-9]?", said) else local_name(heading)[1:])
