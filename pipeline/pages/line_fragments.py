"""Inlines → the fragments of official lines with their numbers, and what stands inside of them.

A line is not an element, since lines run through emphasis. It is a row of fragments: the first carries the line's
anchor and an empty mark with its number, which style sheets show and screen readers never speak.

    <p><span class="line turn" id="zeile-36"><span class="number" …></span>den Masterplan </span>
       <span class="line" id="zeile-37"><span class="number" …></span>umsetzen.</span></p>

Emphasis that stays within a line stands inside its fragment. Emphasis that a line end runs through stands around
fragments, so that it remains one element. ``turn`` marks the fragment that ends a line inside its block, ``hyphen`` a
line whose word the rule has cut. The space that joins two lines stands at the end of the earlier one: outside the
fragments it would be lost where style sheets force the line to end (Chromium 156). A fragment that begins no line says
whose it is (``data-line``) where an edition marks the lines that one is led to.

Where line starts stand is settled when a chapter is numbered (``milestones``); here none is moved. Text that has no
official lines stands in its elements without fragments. The call of a note is ``furniture``, no word of its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import assert_never

from markupsafe import Markup

from pipeline.pages import markup
from pipeline.pages.apparatus import BARE, Apparatus
from pipeline.pages.bound_spaces import bound
from pipeline.pages.language_marking import ours
from pipeline.pages.markup import concatenated, element, numbered_form
from pipeline.pages.page_marks import marks_of
from pipeline.text import anchors, milestones, walk
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
    content: Inlines,
    apparatus: Apparatus = BARE,
    following: LineStart | None = None,
    line: LineStart | None = None,
) -> Markup:
    """The inlines as fragments of lines: ``line`` runs on into them, ``following`` begins right after them in the block."""
    if following is None and not walk.line_starts(content):
        return concatenated(_plain(node, apparatus) for node in content)
    runs = [*_runs(content)]
    following_starts = [*(milestones.beginning(run[0]) for run in runs[1:]), following]
    fragments = []
    for run, after in zip(runs, following_starts, strict=True):
        if milestones.is_divided(run[0]):
            fragments.append(_of_several_lines(run[0], line, after, apparatus))
        else:
            fragments.append(_fragment(run, line, after, apparatus))
        line = next(reversed(walk.line_starts(run)), line)
    return concatenated(fragments)


def _runs(content: Inlines) -> Iterator[Inlines]:
    """The inlines parted before each line start, and around each span that lies in several lines."""
    begin = 0
    for at, node in enumerate(content[1:], 1):
        if milestones.holds_start(node) or milestones.is_divided(content[at - 1]):
            yield content[begin:at]
            begin = at
    yield content[begin:]


def _of_several_lines(
    node: Inline, line: LineStart | None, following: LineStart | None, apparatus: Apparatus
) -> Markup:
    """The span around its fragments. A link inside a link is none (HTML, 4.5.1): there, numbers only show."""
    inner = replace(apparatus, line_edition=None) if isinstance(node, Link | Reference) else apparatus
    return _element(node, line_fragments(_content(node), inner, following, line), apparatus)


def _fragment(content: Inlines, line: LineStart | None, turn: LineStart | None, apparatus: Apparatus) -> Markup:
    """A part of one line, which is ``line`` unless one begins here; ``turn`` is the line that begins after it."""
    classes = f"line turn{_of_turn(content, turn)}" if turn else "line"
    text = concatenated([_plain(node, apparatus) for node in content])
    start = milestones.beginning(content[0])
    if start is None:
        whose = anchors.line(line.number, apparatus.prefix) if line and apparatus.whole_lines else None
        return element("span", text, class_=classes, data_line=whose)
    name = anchors.line(start.number, apparatus.prefix)
    fragment = element("span", _number(start, apparatus), text, class_=classes, id=name)
    return concatenated([marks, fragment]) if (marks := marks_of(start, apparatus)) else fragment


def _of_turn(content: Inlines, turn: LineStart) -> str:
    """How the line ends: in a word that the rule has cut, or where the text itself breaks and no style sheet need do it again."""
    last = next(iter([*walk.leaves(content)][-1:]), None)
    broken = isinstance(last, LineBreak) and last.forced
    return (" hyphen" if turn.broken_word else "") + (" broken" if broken else "")


def _number(start: LineStart, apparatus: Apparatus) -> Markup:
    """The mark that shows the line's number: silent, and a link where there is a line edition.

    No stop for the Tab key: 273 of them would bury the text. The line edition is reached by the link of the section; on
    one page with it that is enough, since a screen reader counts hidden links too (Orca 43.1, Chromium 156).
    Calibre 6 throws away links that hold nothing, unless they have an id.
    """
    return _number_form(apparatus.line_edition or "", apparatus.prefix, apparatus.unstyled)(start.number)


@lru_cache(maxsize=64)
def _number_form(line_edition: str, prefix: str, unstyled: bool) -> Callable[[int], Markup]:
    if not line_edition:
        return numbered_form(element("span", class_="number", data_number="{0}", aria_hidden="true"))
    return numbered_form(
        element(
            "a",
            class_="number",
            id=anchors.each_number(anchors.line_mark, prefix) if unstyled else None,
            data_number="{0}",
            aria_hidden="true",
            href=f"{line_edition}#{anchors.each_number(anchors.edition_line, prefix)}",
            tabindex="-1",
        )
    )


def _plain(node: Inline, apparatus: Apparatus) -> Markup:
    """An inline that lies within one line."""
    match node:
        case Text(text):
            return markup.text(bound(text) if apparatus.bound else text)
        case LineBreak():
            return _HEARD_BREAK if apparatus.unstyled else _SPACED_BREAK if apparatus.spaced else _BREAK
        case Note(number):
            return _call(number, apparatus)
        case LineStart():
            return Markup()
        case _:
            return _element(node, concatenated(_plain(each, apparatus) for each in node.content), apparatus)


_BREAK, _SPACED_BREAK = Markup("<br/>"), Markup(" <br/>")
_HEARD_BREAK = Markup('<br/><span class="pause furniture"> </span>')
"""Programs that read the text of a block aloud would make one word of what stands before and after a break."""


def _call(number: int, apparatus: Apparatus) -> Markup:
    """The call of a note: like the number of a line it is generated, so that it parts no words where they are searched.

    In a book it is text: where programs show nothing that is generated, the note would have no call.
    """
    if not apparatus.linked:
        return element("sup", element("span", class_="call", data_note=number), class_="furniture")
    link = ours(
        "a",
        apparatus.say,
        *([str(number)] if apparatus.typed else []),
        class_="call",
        data_note=None if apparatus.typed else number,
        href=f"#{anchors.note(number, apparatus.prefix)}",
        epub_type="noteref" if apparatus.typed else None,
        role="doc-noteref",
        id=anchors.note_call(number, apparatus.prefix),
        aria_label=apparatus.say("Anmerkung {number}", number=number),
    )
    call = element("sup", link, class_="furniture")
    # Read aloud without a space, "steht." and "1" are a number, and no end of a sentence (foliate-js 1.0).
    return concatenated([_GAP, call]) if apparatus.typed else call


_GAP = Markup('<span class="gap furniture">&#160;</span>')


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
