"""Inlines → the fragments of official lines with their numbers, and what stands inside of them.

A line is not an element, since lines run through emphasis. It is a row of fragments: the first carries the line's
anchor and an empty mark with its number, which style sheets show and screen readers never speak.

    <p><span class="line turn" id="zeile-36"><span class="number" …></span>den Masterplan </span>
       <span class="line" id="zeile-37"><span class="number" …></span>umsetzen.</span></p>

Emphasis that stays within a line stands inside its fragment. Emphasis that a line end runs through stands around
fragments, so that it remains one element. ``turn`` marks the fragment that ends a line inside its block, ``hyphen`` a
line whose word the rule has cut. The space that joins two lines stands at the end of the earlier one: outside the
fragments it would be lost where style sheets force the line to end (Chromium 156).

Text that has no official lines stands in its elements without fragments. The call of a note is ``furniture``, no word of
its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from markupsafe import Markup

from pipeline.pages import markup
from pipeline.pages.apparatus import BARE, Apparatus
from pipeline.pages.language_marking import ours
from pipeline.pages.markup import concatenated, element
from pipeline.pages.page_marks import marks_of
from pipeline.text import anchors, walk
from pipeline.text.model import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    Mark,
    Marked,
    Note,
    Reference,
    Strong,
    Text,
)


def line_fragments(
    content: Sequence[Inline], apparatus: Apparatus = BARE, following: walk.Leaf | None = None
) -> Markup:
    """The inlines as fragments of lines; ``following`` is the leaf after them in the block, if there is one."""
    if following is None and not walk.line_starts(content):
        return concatenated(_plain(node, apparatus) for node in content)
    nodes, parts, at = _settled(content), list[Markup](), 0
    while at < len(nodes):
        node = nodes[at]
        if _crosses(node):
            after = _leaf(nodes[at + 1 :]) or following
            # A link inside a link is none (HTML, 4.5.1): there, numbers only show.
            inner = replace(apparatus, line_edition=None) if isinstance(node, Link | Reference) else apparatus
            parts.append(_element(node, line_fragments(_content(node), inner, after), apparatus))
            at += 1
            continue
        start = node if isinstance(node, LineStart) else None
        begin = at + 1 if start else at
        at = begin
        while at < len(nodes) and not isinstance(nodes[at], LineStart) and not _crosses(nodes[at]):
            at += 1
        after = _leaf(nodes[at:]) or following
        parts.append(_fragment(start, nodes[begin:at], after if isinstance(after, LineStart) else None, apparatus))
    return concatenated(parts)


def _fragment(
    start: LineStart | None, content: Sequence[Inline], turn: LineStart | None, apparatus: Apparatus
) -> Markup:
    """A part of one line; ``start`` if the line begins here, ``turn`` the line that begins after it."""
    last = next(iter([*walk.leaves(content)][-1:]), None)
    classes = "line" + (" turn" if turn else "") + (" hyphen" if turn and turn.broken_word else "")
    # The text itself breaks there: style sheets that end lines need not do it again.
    classes += " broken" if turn and isinstance(last, LineBreak) and last.forced else ""
    text = concatenated(_plain(node, apparatus) for node in content)
    if start is None:
        return element("span", text, class_=classes)
    name = anchors.line(start.number, apparatus.prefix)
    line = element("span", _number(start, apparatus), text, class_=classes, id=name)
    return concatenated([marks_of(start, apparatus), line])


def _number(start: LineStart, apparatus: Apparatus) -> Markup:
    """The mark that shows the line's number: silent, and a link where there is a line edition.

    No stop for the Tab key: 273 of them would bury the text. The line edition is reached by the link of the section.
    """
    if apparatus.line_edition is None:
        return element("span", class_="number", data_number=start.number, aria_hidden="true")
    target = f"{apparatus.line_edition}#{anchors.edition_line(start.number, apparatus.prefix)}"
    return element("a", class_="number", data_number=start.number, aria_hidden="true", href=target, tabindex="-1")


def _plain(node: Inline, apparatus: Apparatus) -> Markup:
    """An inline that lies within one line."""
    match node:
        case Text(text):
            return markup.text(text)
        case LineBreak():
            return _SPACED_BREAK if apparatus.spaced else _BREAK
        case Note(number):
            return _call(number, apparatus)
        case LineStart():
            raise ValueError(f"line {node.number} begins inside a fragment")
        case _:
            return _element(node, concatenated(_plain(each, apparatus) for each in node.content), apparatus)


_BREAK, _SPACED_BREAK = Markup("<br/>"), Markup(" <br/>")


def _call(number: int, apparatus: Apparatus) -> Markup:
    """The call of a note: like the number of a line it is generated, so that it parts no words where they are searched."""
    if not apparatus.linked:
        return element("sup", element("span", class_="call", data_note=number), class_="furniture")
    link = ours(
        "a",
        apparatus.say,
        class_="call",
        data_note=number,
        href=f"#{anchors.note(number, apparatus.prefix)}",
        role="doc-noteref",
        id=anchors.note_call(number, apparatus.prefix),
        aria_label=apparatus.say("Anmerkung {number}", number=number),
    )
    return element("sup", link, class_="furniture")


_MARKS = {Mark.UNDERLINE: "u", Mark.STRIKE: "s", Mark.SUPERSCRIPT: "sup", Mark.SUBSCRIPT: "sub"}


def _element(node: Inline, content: Markup, apparatus: Apparatus) -> Markup:
    match node:
        case Emphasis():
            return element("em", content)
        case Strong():
            return element("strong", content)
        case Marked(mark):
            return element(_MARKS[mark], content)
        case Link() | Reference() if not apparatus.linked:
            return content
        case Link(target):
            return element("a", content, href=target)
        case Reference(first, _, chapter):
            prefix = apparatus.chapters.get(chapter) if chapter else f"#{apparatus.prefix}"
            # Where the other chapter cannot be reached from here, its name and lines are all that there is.
            return content if prefix is None else element("a", content, href=f"{prefix}{anchors.line(first)}")
        case Text() | LineBreak() | Note() | LineStart():
            return content
        case _:
            assert_never(node)


def _content(node: Inline) -> Inlines:
    return () if isinstance(node, walk.Leaf) else node.content


def _crosses(node: Inline) -> bool:
    """Whether a line begins inside the node."""
    return bool(walk.line_starts(_content(node)))


def _leaf(nodes: Sequence[Inline]) -> walk.Leaf | None:
    return next(walk.leaves(nodes), None)


def _settled(content: Sequence[Inline]) -> Sequence[Inline]:
    """The inlines with every line start beside the text that it belongs to."""
    bare = all(isinstance(node, walk.Leaf) for node in content)
    return content if bare else _moved_in(_moved_before(_moved_out(content)))


def _moved_before(content: Iterable[Inline]) -> list[Inline]:
    """The inlines with the one line start that begins a span moved before it: the span lies within that line."""
    result: list[Inline] = []
    for node in content:
        starts = () if isinstance(node, walk.Leaf) else walk.line_starts(node.content)
        if isinstance(node, walk.Leaf) or len(starts) != 1 or next(walk.leaves(node.content)) is not starts[0]:
            result.append(node)
        else:
            result += [starts[0], walk.spanning(node, _without(node.content, starts[0]))]
    return result


def _without(content: Iterable[Inline], start: LineStart) -> Inlines:
    return tuple(
        node if isinstance(node, walk.Leaf) else walk.spanning(node, _without(node.content, start))
        for node in content
        if node is not start
    )


def _moved_out(content: Iterable[Inline]) -> list[Inline]:
    """The inlines with line starts that end a span moved behind it: their text is there."""
    result: list[Inline] = []
    for node in content:
        if isinstance(node, walk.Leaf):
            result.append(node)
            continue
        inner, starts = _moved_out(node.content), list[Inline]()
        while inner and isinstance(inner[-1], LineStart):
            starts.insert(0, inner.pop())
        result += [walk.spanning(node, tuple(inner)), *starts] if inner else starts
    return result


def _moved_in(content: Sequence[Inline]) -> list[Inline]:
    """The inlines with a line start that directly precedes a crossed span moved into it: its text is there."""
    result: list[Inline] = []
    for node in content:
        if not isinstance(node, walk.Leaf) and _crosses(node) and result and isinstance(result[-1], LineStart):
            result.append(walk.spanning(node, (result.pop(), *node.content)))
        else:
            result.append(node)
    return result
