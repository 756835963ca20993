"""Structure tree → HTML, as a program would derive it that knows the standard structure types and nothing of us.

After „Deriving HTML from PDF“ (PDF Association, 2019), with the elements that our files have. What has no tag is not there:
a person who reads only this reads what the file says to assistive technology.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.tag_tree import Annotation, Kid, Tag, TagTree

ELEMENTS = {
    **{f"H{level}": f"h{level}" for level in range(1, 7)},
    "P": "p",
    "L": "ul",
    "LI": "li",
    "LBody": "div",
    "Lbl": "span",
    "Table": "table",
    "THead": "thead",
    "TBody": "tbody",
    "TR": "tr",
    "TH": "th",
    "TD": "td",
    "Caption": "caption",
    "Figure": "figure",
    "BlockQuote": "blockquote",
    "TOC": "ol",
    "TOCI": "li",
    "Link": "a",
    "Sect": "section",
    "Art": "article",
    "Note": "aside",
    "FENote": "aside",
    "Strong": "strong",
    "Em": "em",
    "Sub": "span",
}
"""Structure types → elements; others pass on what they hold."""

INLINE = {"a", "span", "strong", "em"}


def derived(tree: TagTree) -> str:
    """The document, one block a line."""
    return "\n".join(row for row in "".join(part for tag in tree.tags for part in _of(tag)).splitlines() if row) + "\n"


def _of(kid: Kid) -> Iterator[str]:
    match kid:
        case MarkedContent(text=text):
            yield escape(text, quote=False).replace("\n", "<br>")
        case Annotation():
            return
        case Tag(role=role, standard=standard):
            name = ELEMENTS.get(role) or ELEMENTS.get(standard, "")
            inner = "".join(part for each in kid.kids for part in _of(each))
            instead = kid.get("ActualText")
            inner = escape(instead, quote=False) if instead is not None else inner
            if alternative := kid.get("Alt"):
                inner = f'<img alt="{escape(alternative)}">{inner}'
            if not name:
                yield inner
                return
            opening = f"<{name}{_attributes(kid)}>"
            yield f"{opening}{inner}</{name}>" if name in INLINE else f"\n{opening}{inner}</{name}>\n"


def _attributes(tag: Tag) -> str:
    names = {"ColSpan": "colspan", "RowSpan": "rowspan", "Scope": "scope", "Lang": "lang"}
    found = {html: tag.get(name) for name, html in names.items()}
    areas = [each for each in tag.kids if isinstance(each, Annotation)]
    found |= {"href": areas[0].target if areas else None}
    return "".join(
        f' {name}="{escape(value.lower() if name == "scope" else value)}"' for name, value in found.items() if value
    )
