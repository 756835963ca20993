"""HTML elements → structure types and attributes, one table for each version of PDF."""

from __future__ import annotations

import re
from typing import Any

from pipeline.editions.pdf.typesetting.element_context import ElementContext, class_names

# HTML element → structure type. Those that are missing pass their content to the element around them.
ROLES = {
    **{name: name.upper() for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "tr", "th", "td")},
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "header": "Sect",
    "footer": "Sect",
    "aside": "Sect",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "a": "Link",
    "strong": "Strong",
    "b": "Strong",
    "em": "Em",
    "i": "Em",
    "blockquote": "BlockQuote",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "caption": "Caption",
    "figcaption": "Caption",
    "figure": "Figure",
    "img": "Figure",
    "pre": "P",
}

# PDF 2.0 knows no Art (ISO 32000-2, Annex L).
ROLES_2 = ROLES | {"article": "Sect"}

_COUNTED = {"lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha"}
# ISO 32000-1, table 344: shifts in points, as print.css raises text of its size; ISO 32000-2 has names for them.
_TEXT_LAYOUT = {
    "u": ("TextDecorationType", "/Underline"),
    "s": ("TextDecorationType", "/LineThrough"),
    "sup": ("BaselineShift", 4),
    "sub": ("BaselineShift", -2),
}
_TEXT_LAYOUT_2 = _TEXT_LAYOUT | {"sup": ("TextPosition", "/Sup"), "sub": ("TextPosition", "/Sub")}
_NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}
# ISO 32000-1, table 347.
_ALIKE = (
    ("UpperRoman", re.compile(r"list-style-type: '[(]?[IVXLC]+[.)] '")),
    ("LowerRoman", re.compile(r"list-style-type: '[(]?[ivxlc]+[.)] '")),
    ("UpperAlpha", re.compile(r"list-style-type: '[(]?[A-Z]+[.)] '")),
    ("LowerAlpha", re.compile(r"list-style-type: '[(]?[a-z]+[.)] '")),
)


def _alike(item: Any) -> str:
    """The way of counting that the item's label looks like."""
    marker = "" if item is None else item.get("style", "")
    return next((name for name, form in _ALIKE if form.fullmatch(marker)), "Decimal")


def role(element: Any, context: ElementContext, *, sub_lines: bool, is_2: bool) -> str:
    """The structure type of the element; empty where it passes its content to the element around it.

    ``sub_lines``: official lines are elements of their own. ``is_2``: in PDF 2.0.
    """
    in_contents = context.in_contents(element)
    match element.tag:
        # A note is one element with its label and its blocks (ISO 32000-1, table 338; ISO 32000-2, 14.8.4.4.7).
        case "ol" if context.holds_notes(element):
            return ""
        case "li" if context.is_note(element):
            return "FENote" if is_2 else "Note"
        case "aside" if element.get("role") == "doc-footnote":
            return "FENote" if is_2 else "Note"
        case "ol" | "ul" if in_contents:
            return "TOC"
        case "li" if in_contents:
            return "TOCI"
        case "li" | "dd":
            return "LBody"
        case "dt":
            return "Lbl"
        case "img" if context.parents[element].tag == "figure":
            return ""
        case "span" if sub_lines and "line" in class_names(element):
            return "Sub"
        case _ if _is_span(element):
            return "Span"
        case tag:
            return (ROLES_2 if is_2 else ROLES).get(tag, "")


def _is_span(element: Any) -> bool:
    """Whether the element has an attribute to say of a stretch of text: how it is set, its language, what it stands for."""
    match element.tag:
        case "u" | "s" | "sup" | "sub":
            return "furniture" not in class_names(element)
        case "span":
            return bool(element.get("lang"))
        case tag:
            return bool(tag == "abbr")


def list_numbering(element: Any, *, is_2: bool) -> str:
    """How the list counts. Where its labels are as typed, PDF 1.7 has no name for that; what the first looks like has."""
    if element.tag == "dl" and is_2:
        return "Description"
    if "typed" in class_names(element):
        return "Ordered" if is_2 else _alike(next(iter(element), None))
    return next((_COUNTED[each] for each in class_names(element) if each in _COUNTED), _NUMBERING[element.tag])


def text_layout(element: Any, *, is_2: bool) -> dict[str, Any]:
    """The attributes of text that is underlined, struck out, raised or lowered."""
    layout = (_TEXT_LAYOUT_2 if is_2 else _TEXT_LAYOUT).get(element.tag)
    return dict([layout]) if layout else {}


def cell_attributes(element: Any) -> dict[str, Any]:
    """The attributes of a table cell (ISO 32000-1, 14.8.5.7)."""
    spans = {name: int(element.get(key, "1")) for key, name in (("colspan", "ColSpan"), ("rowspan", "RowSpan"))}
    scope = {"Scope": "/Column" if element.get("scope") == "col" else "/Row"} if element.tag == "th" else {}
    heads = {"Headers": named.split()} if (named := element.get("headers")) else {}
    return scope | {name: value for name, value in spans.items() if value != 1} | heads
