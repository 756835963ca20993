"""What stands inside a block: tokens → inlines. What the model has no node for is reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from pipeline.diagnostics import Place
from pipeline.sources.commonmark import addresses
from pipeline.sources.commonmark.parser import undefined_notes
from pipeline.sources.commonmark.source_lines import Placing, SourceReport
from pipeline.text import walk
from pipeline.text.model import Emphasis, Inline, Inlines, LineBreak, LineStart, Mark, Marked, Note, Strong, Text

DEEPEST = 20
"""Emphasis inside emphasis that makes sense to nobody."""

Notes = Callable[[str, Place], Note | None]
"""The note with this label, for the place that calls it; None where it can be none, which is reported."""

_BLANKS = re.compile(r"[ \t]+")


@dataclass(slots=True)
class _Open:
    """An inline that has begun: its token (none at the bottom), and what it holds so far."""

    token: Token | None
    place: Place
    content: list[Inline] = field(default_factory=list)


def token_inlines(block: Token, report: SourceReport, notes: Notes) -> Inlines:
    """The inlines of a token ``inline``."""
    placing = report.inside(block)
    stack = [_Open(None, placing.at())]
    for token in block.children or ():
        place = placing.at(token.meta.get("at", 0))
        tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if token.nesting > 0 or (tag and not tag["closes"]):
            stack.append(_Open(token, place))
        elif tag and not _closes(stack[-1], tag):
            report.add("Z243", place, f"„{token.content}“ schließt nichts, was hier beginnt.", HTML_HINT)
        elif token.nesting < 0 or tag:
            while not tag and _is_html(stack[-1]):
                _abandon(stack, report)
            closed = stack.pop()
            if len(stack) == DEEPEST:
                report.add("Z252", place, "Hervorhebungen sind hier zu tief verschachtelt.")
            # What is too deep is reported, and kept flat: nothing recurses without end.
            stack[-1].content += closed.content if len(stack) >= DEEPEST else _span(closed, report)
        else:
            stack[-1].content += _leaf(token, place, report, notes)
    while len(stack) > 1:
        _abandon(stack, report)
    _report_unclosed(block, placing, report)
    return spaced(_joined(stack[0].content))


_TAG = re.compile(r"<(?P<closes>/?)(?P<name>u|s|del|strike|sub|sup|b|strong|i|em)[ ]*>", re.IGNORECASE)
"""The tags of HTML that say what CommonMark has no sign for, or none inside of a word."""

_BREAK = re.compile(r"<br[ ]*/?>", re.IGNORECASE)

_MARKS = {
    "u": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
}


def _is_html(opened: _Open) -> bool:
    return opened.token is not None and opened.token.type == "html_inline"


def _closes(opened: _Open, tag: re.Match[str]) -> bool:
    begun = _TAG.fullmatch(opened.token.content) if opened.token and _is_html(opened) else None
    return begun is not None and begun["name"].lower() == tag["name"].lower()


def _abandon(stack: list[_Open], report: SourceReport) -> None:
    """The innermost tag never closes: what stands in it is kept, and the tag reported."""
    left = stack.pop()
    if left.token:
        report.add("Z243", left.place, f"„{left.token.content}“ wird in diesem Absatz nicht geschlossen.", HTML_HINT)
    stack[-1].content += left.content


def _span(closed: _Open, report: SourceReport) -> Sequence[Inline]:
    """The inline that has ended, around what it holds."""
    content, token = _joined(closed.content), closed.token
    match token.type if token else "":
        case "em_open":
            return (Emphasis(content, closed.place),)
        case "strong_open":
            return (Strong(content, closed.place),)
        case "s_open" | "sub_open" | "sup_open":
            return (Marked(_MARKS[token.tag], content, closed.place),) if token else ()
        case "html_inline":
            tag = _TAG.fullmatch(token.content) if token else None
            return (_tagged(tag["name"].lower(), content, closed.place),) if tag and content else ()
        case _:
            href = str(token.attrGet("href") or "") if token else ""
            title = str(token.attrGet("title") or "") if token else ""
            if title:
                report.add(
                    "Z251",
                    closed.place,
                    f"Der Titel „{title}“ des Verweises steht in keiner Ausgabe.",
                    "Was er sagt, gehört in den Text.",
                )
            if not walk.plain(content).strip():
                report.add(
                    "Z254",
                    closed.place,
                    "Der Verweis hat keinen Text.",
                    "Zwischen den eckigen Klammern steht, wohin er führt.",
                )
            return addresses.target(href, content, closed.place, report)


def _tagged(name: str, content: Inlines, place: Place) -> Inline:
    if name in {"b", "strong"}:
        return Strong(content, place)
    return Emphasis(content, place) if name in {"i", "em"} else Marked(_MARKS[name], content, place)


def _leaf(token: Token, place: Place, report: SourceReport, notes: Notes) -> Sequence[Inline]:
    """What a token that holds no others stands for."""
    match token.type:
        case "text" | "text_special":
            for at, call in undefined_notes(token) if token.type == "text" else ():
                where = Place(place.file, place.line, place.column + at if place.column else 0)
                report.add(
                    "Z247",
                    where,
                    f"Die Fußnote „{call}“ gibt es nicht.",
                    f"Unter dem Text fehlt „{call}: …“. Ist es Text, schreiben Sie „\\{call}“.",
                )
            report.require_visible(token.content, place)
            return (Text(token.content, place),)
        case "code_inline":
            report.add("Z251", place, f"„{token.content}“ ist als Code ausgezeichnet; es bleibt der Text.")
            return (Text(token.content, place),)
        case "softbreak":
            return (Text(" ", place),)
        case "hardbreak":
            return (LineBreak(place),)
        case "footnote_ref":
            note = notes(token.meta["label"], place)
            return (note,) if note else ()
        case "html_inline" if _BREAK.fullmatch(token.content):
            return (LineBreak(place),)
        case "html_inline":
            report.add("Z243", place, f"HTML wird nicht gelesen: „{token.content[:40]}“.", HTML_HINT)
        case "image":
            report.add(
                "Z254",
                place,
                "Ein Bild steht allein in seinem Absatz, nicht im Text.",
                "Setzen Sie je eine leere Zeile davor und danach.",
            )
        case _:
            raise ValueError(token.type)
    return ()


HTML_HINT = (
    "Gelesen werden <b>, <i>, <u>, <s>, <sub>, <sup> und <br>. Ist das Zeichen „<“ gemeint, schreiben Sie „\\<“."
)


def _report_unclosed(block: Token, placing: Placing, report: SourceReport) -> None:
    """Report each ``**`` without a partner; a single star is rather text than emphasis."""
    left = [
        token
        for token in block.children or ()
        if token.type == "text" and token.content and token.meta.get("delimiter")
    ]
    for before, token in zip(left, left[1:], strict=False):
        if token.content == before.content and token.meta["at"] == before.meta["at"] + 1:
            message = f"„{token.content * 2}“ hat kein Gegenstück und steht deshalb als Text da."
            report.add(
                "Z210",
                placing.at(before.meta["at"]),
                message,
                "Ist es Auszeichnung, fehlt in demselben Block das zweite.",
            )
    for token in block.children or ():
        if token.type == "text" and token.content == "~~":
            report.add(
                "Z210",
                placing.at(token.meta["at"]),
                "„~~“ hat kein Gegenstück und steht deshalb als Text da.",
                "Ist es durchgestrichen, fehlt in demselben Block das zweite.",
            )


def _joined(content: Sequence[Inline]) -> Inlines:
    """The inlines with neighbouring texts of one line of the file made one: a text has one place."""
    result: list[Inline] = []
    for inline in content:
        match result, inline:
            case _, Text(""):  # the second half of what opens or closes a strong text
                pass
            case [*_, Text(before, place)], Text(after, later) if place and later and place.line == later.line:
                result[-1] = Text(before + after, place)
            case _:
                result.append(inline)
    return tuple(result)


def spaced(content: Inlines) -> Inlines:
    """The inlines with one space for several blanks, and none at the begin and the end of a line of the text."""
    forth, _ = _spaced(content, str.lstrip, 1, blank=True)
    back, _ = _spaced(forth, str.rstrip, -1, blank=True)
    return back


def _spaced(content: Inlines, strip: Callable[[str, str], str], way: int, *, blank: bool) -> tuple[Inlines, bool]:
    """The inlines without blanks where one stands before (``way`` 1) or after them (-1), and whether they end in one."""
    result: list[Inline] = []
    for inline in content[::way]:
        match inline:
            case Text(text, place):
                single = _BLANKS.sub(" ", text)
                if kept := strip(single, " ") if blank else single:
                    result.append(Text(kept, place))
                    blank = kept[::way].endswith(" ")
            case LineBreak():
                result.append(inline)
                blank = True
            case Note() | LineStart():
                result.append(inline)
            case _:
                inner, blank = _spaced(inline.content, strip, way, blank=blank)
                result += [walk.spanning(inline, inner)] if inner else []
    return tuple(result[::way]), blank
