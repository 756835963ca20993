"""Blocks → their elements: headings, paragraphs, lists with the labels they were resolved with, quotations, tables, figures.

PDF tags follow from the elements (WeasyPrint 70, ``pdf/tags.py``): section → Sect, h1 to h6 → H1 to H6, p → P,
ul and ol → L, li → LI, table → Table, figure → Figure, blockquote → BlockQuote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from markupsafe import Markup

from pipeline.pages.apparatus import BARE, Apparatus
from pipeline.pages.data_tables import data_table
from pipeline.pages.figures import figure
from pipeline.pages.line_fragments import line_fragments
from pipeline.pages.markup import concatenated, element
from pipeline.pages.page_marks import marks_of
from pipeline.text import list_labels, walk
from pipeline.text.model import (
    Block,
    BlockQuote,
    BulletList,
    Counting,
    Heading,
    Inlines,
    ListItem,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Table,
)


def block(node: Block, apparatus: Apparatus = BARE) -> Markup:
    """The element of a block. A heading of the text stands below that over the chapter."""
    match node:
        case Heading(level, content):
            return heading_element(level + apparatus.level, content, apparatus)
        case Paragraph(content):
            # A paragraph of one line may lead into the list below and must not be parted from it.
            alone = len(walk.line_starts(content)) == 1
            return element("p", line_fragments(content, apparatus), class_="lead" if alone else None)
        case BulletList(items):
            return element("ul", *(_item(item, apparatus) for item in items))
        case OrderedList() if apparatus.unstyled:
            return _labelled_list(node, apparatus)
        case OrderedList(items, start, style=style):
            labels = list_labels.labels(node)
            given = style is not Counting.DECIMAL
            shown = [str(style)] * given + _widths(labels)
            entries = (
                _item(item, apparatus, label, given=given or bool(item.label))
                for item, label in zip(items, labels, strict=True)
            )
            return element("ol", *entries, start=None if start == 1 else start, class_=" ".join(shown) or None)
        case BlockQuote(blocks):
            return element("blockquote", *(block(each, apparatus) for each in blocks))
        case Preformatted(content):
            return element("pre", line_fragments(content, apparatus))
        case Table():
            return data_table(node, apparatus)
        case Picture():
            return figure(node, apparatus)
        case _:
            assert_never(node)


def heading_element(level: int, content: Inlines, apparatus: Apparatus, name: str | None = None) -> Markup:
    """The heading; marks of pages stand around it, since inside they would be part of its name (Chromium 156).

    HTML counts to six; below that the level is said (WAI-ARIA 1.2, aria-level).
    """
    marks = [marks_of(start, apparatus, "div") for start in walk.line_starts(content)]
    # A bookmark has the words of its heading as they are.
    text = line_fragments(content, replace(apparatus, pages={}, bound=False))
    titled = element(f"h{min(level, DEEPEST)}", text, id=name, aria_level=level if level > DEEPEST else None)
    return concatenated([*marks[:1], titled, *marks[1:]])


DEEPEST = 6
"""The level of the last heading that HTML has."""


WIDE = {"wide": 3, "wider": 5, "widest": 7}
"""Classes of lists with labels that the usual indent does not hold, from so many characters on."""


def _widths(labels: Iterable[str]) -> list[str]:
    longest = max(map(len, labels), default=0)
    return [name for name, least in WIDE.items() if longest >= least]


def _labelled_list(node: OrderedList, apparatus: Apparatus) -> Markup:
    """The list with its labels as text.

    No ``ol``: what counts by itself counts anew (pandoc 3.9 has "8." for "7b.") or not at all (FBReader 0.12), and would
    count besides the labels.
    """
    labels = list_labels.labels(node)
    entries = (
        element(
            "li",
            _own_row(item, concatenated([item_label(label), line_fragments(item.content, apparatus)]), apparatus),
            *(block(each, apparatus) for each in item.blocks),
        )
        for item, label in zip(node.items, labels, strict=True)
    )
    return element("ul", *entries, class_=" ".join(["labelled", *_widths(labels)]))


def item_label(label: str) -> Markup:
    """The label before an item, as text; nothing where there is none."""
    return element("span", f"{label} ", class_="label furniture") if label else Markup()


def _own_row(item: ListItem, content: Markup, apparatus: Apparatus) -> Markup:
    """What an item says before the blocks in it: of an element of mixed content, foliate-js 1.0 speaks the first child alone."""
    return element("div", content) if apparatus.typed and item.content and item.blocks else content


def _item(item: ListItem, apparatus: Apparatus, label: str = "", *, given: bool = False) -> Markup:
    """The item; a label that a browser would not count by itself is given as a string (CSS Lists 3, list-style-type).

    Not with ``@counter-style``: reading systems do not know it, nor does WeasyPrint 70 in a style sheet that it is given.
    """
    counted = item.label.isdecimal()
    marker = "list-style-type: '" + re.sub(r"[\\'<>&]", lambda found: f"\\{ord(found[0]):x} ", f"{label} ") + "'"
    return element(
        "li",
        _own_row(item, line_fragments(item.content, apparatus), apparatus),
        *(block(each, apparatus) for each in item.blocks),
        value=int(item.label) if counted else None,
        style=marker if given else None,
    )
