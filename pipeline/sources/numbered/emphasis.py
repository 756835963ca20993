"""Emphasis in the text of numbered Markdown → inlines; lines may begin and end inside of it.

Why not a Markdown library: CommonMark makes ``Senior*innen und Bürger*innen`` an emphasis, because there a star may
open inside a word. In German official texts that star is part of the word. Here a delimiter opens only where no letter
or digit stands before it, and closes only where none stands after it. Everything else is text, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.diagnostics import Diagnostic, Place
from pipeline.text import walk
from pipeline.text.concordance import lines_of
from pipeline.text.model import Emphasis, Inline, Inlines, LineStart, Note, Strong, Text

DEEPEST = 20
"""Emphasis inside emphasis that makes sense to nobody; what would open beyond stays text."""

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<delimiter>\*{1,3}|_{1,3})|\[\^(?P<note>[1-9]\d{0,5})\]|(?P<text>[^\\*_\[]+|\\|\[)"
)


@dataclass(frozen=True, slots=True)
class _Delimiter:
    mark: str
    opens: bool
    closes: bool
    place: Place


_Token = Text | LineStart | Note | _Delimiter


def plain(markup: str) -> str:
    """The text of the markup, without escapes and without the delimiters of emphasis."""
    return walk.plain(_matched(list(_tokens(markup, Place(""))))[0])


@cache
def texts(markups: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the lines of one block; emphasis may run across them."""
    tokens: list[_Token] = []
    for number, markup in enumerate(markups):
        tokens += [LineStart(number), *_tokens(f"{markup} ", Place(""))]
    return tuple(line.text for line in lines_of(_matched(tokens)[0]))


def inlines(parts: Sequence[tuple[LineStart, str, Place]]) -> tuple[Inlines, tuple[Diagnostic, ...]]:
    """The inlines of a block given as lines (start, markup with its joining space, place of the markup).

    A ``**`` without a partner stays text and is reported (Z210).
    """
    tokens: list[_Token] = []
    for start, markup, place in parts:
        tokens += [start, *_tokens(markup, place)]
    return _matched(tokens)


def _tokens(markup: str, place: Place) -> Iterator[_Token]:
    for found in _TOKEN.finditer(markup):
        at = Place(place.file, place.line, place.column + found.start())
        if mark := found["delimiter"]:
            before, after = markup[found.start() - 1 : found.start()], markup[found.end() : found.end() + 1]
            opens = bool(after) and not after.isspace() and not before.isalnum()
            closes = bool(before) and not before.isspace() and not after.isalnum()
            if not opens and not closes:
                yield Text(mark, at)
            elif len(mark) == 3:  # noqa: PLR2004 - strong and emphasis at once: what opens first closes last
                parts = (mark[:2], mark[:1]) if opens else (mark[:1], mark[:2])
                yield from (_Delimiter(part, opens, closes, at) for part in parts)
            else:
                yield _Delimiter(mark, opens, closes, at)
        elif found["note"]:
            yield Note(int(found["note"]), (), at)
        else:
            yield Text(found["escaped"] or found["text"], at)


@dataclass(slots=True)
class _Open:
    """An emphasis that has begun: its delimiter (none at the bottom), and what it holds so far."""

    delimiter: _Delimiter | None
    content: list[Inline]


_NODES: dict[str, Callable[[Inlines, Place], Inline]] = {"**": Strong, "__": Strong, "*": Emphasis, "_": Emphasis}


def _matched(tokens: Sequence[_Token]) -> tuple[Inlines, tuple[Diagnostic, ...]]:
    stack, warnings = [_Open(None, [])], list[Diagnostic]()

    def abandon() -> None:
        """The innermost emphasis never closes: its delimiter is text."""
        left = stack.pop()
        if left.delimiter:
            if len(left.delimiter.mark) > 1:
                warnings.append(_unclosed(left.delimiter))
            stack[-1].content += [Text(left.delimiter.mark, left.delimiter.place), *left.content]

    for token in tokens:
        if not isinstance(token, _Delimiter):
            stack[-1].content.append(token)
            continue
        partner = next((at for at in range(len(stack) - 1, 0, -1) if _pair(stack[at], token)), 0)
        if token.closes and partner:
            while len(stack) > partner + 1:
                abandon()
            closed = stack.pop()
            stack[-1].content.append(_NODES[token.mark](tidy(closed.content), token.place))
        elif token.opens and len(stack) < DEEPEST:
            stack.append(_Open(token, []))
        else:
            stack[-1].content.append(Text(token.mark, token.place))
            warnings += [_unclosed(token)] if len(token.mark) > 1 else []
    while len(stack) > 1:
        abandon()
    return tidy(stack[0].content), tuple(warnings)


def _pair(opened: _Open, token: _Delimiter) -> bool:
    return opened.delimiter is not None and opened.delimiter.mark == token.mark and bool(opened.content)


def _unclosed(delimiter: _Delimiter) -> Diagnostic:
    message = f"„{delimiter.mark}“ hat kein Gegenstück und steht deshalb als Text da."
    return Diagnostic("Z210", delimiter.place, message, "Ist es Auszeichnung, fehlt in demselben Block das zweite.")


@dataclass(slots=True)
class _Growing:
    """An emphasis that goes on over line ends; made one at its end, so that a long one takes no longer than its text."""

    kind: type[Strong | Emphasis]
    content: list[Inline]
    place: Place | None


def tidy(content: Sequence[Inline]) -> Inlines:
    """The inlines with neighbouring texts made one, and emphasis that was only cut by a line end made whole."""
    result: list[Inline | _Growing] = []
    for inline in content:
        match result, inline:
            case [*_, Text(before, place)], Text(after):
                result[-1] = Text(before + after, place)
            case [*_, _Growing() as growing, Text(" ") as space, LineStart() as start], Strong(after_end) | Emphasis(
                after_end
            ) if isinstance(inline, growing.kind):
                growing.content += [space, start, *after_end]
                del result[-2:]
            case [
                *_,
                Strong(before_end, place) | Emphasis(before_end, place) as begun,
                Text(" ") as space,
                LineStart() as start,
            ], Strong(after_end) | Emphasis(after_end) if type(begun) is type(inline):
                result[-3:] = [_Growing(type(begun), [*before_end, space, start, *after_end], place)]
            case _:
                result.append(inline)
    return tuple(each.kind(tidy(each.content), each.place) if isinstance(each, _Growing) else each for each in result)
