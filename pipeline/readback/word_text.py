"""What a piece of a Word document says: the text that a reader sees, from the XML itself."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.readback.containers import Element, local_name
from pipeline.readback.word_styles import W

SIGNS = {
    "t": None,
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "sym": "\ufffd",
}
"""The elements of a run that are text, and what they say; None where it stands in the element."""

# 17.13.5: deleted and moved text is gone; 17.16.23: a field's instruction is never shown.
GONE = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "Fallback"})
"""The elements whose content nobody sees."""

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


def run_text(node: Element) -> str:
    """The visible text inside the element; a line break is a line feed."""
    return "".join(_said(node))


def _said(node: Element) -> Iterator[str]:
    name = local_name(node)
    if name in GONE or not name or (name == "r" and is_unseen(node)):
        return
    if name in SIGNS and local_name(node.getparent()) == "r":
        yield SIGNS[name] or node.text or ""
        return
    for child in node:
        yield from _said(child)


def is_unseen(run: Element) -> bool:
    """Whether the run itself says that it is not shown."""
    found = run.find(f"{W}rPr/{W}vanish")
    return found is not None and on(found)


def on(toggle: Element) -> bool:
    """Whether a toggle property is set (17.17.4)."""
    return toggle.get(f"{W}val", "true") not in {"0", "false", "off"}


def named_children(node: Element, *names: str) -> Iterator[Element]:
    """The children with these names, also those in content controls and tracked insertions."""
    for child in node:
        if local_name(child) in names:
            yield child
        elif local_name(child) in _WRAPPERS:
            yield from named_children(child, *names)
