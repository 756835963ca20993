"""Content streams of a PDF → their objects, read in one sweep.

pdfminer.six 20260107 looks at content streams letter by letter, which takes half of the time that a page takes. Here one
expression cuts what nearly all streams are made of. A stream with anything else (comments, images within it, damage) is
left to pdfminer as a whole, so that what is read is the same either way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import KWD, LIT, PSKeyword, PSLiteral


class UnusualStream(ValueError):
    """A content stream has something that is not cut here."""


_REGULAR = rb"[^\s\x00#/%\[\]()<>{}]*+"
_TOKEN = re.compile(
    rb"[\s\x00]*+(?:"
    rb"([-+]?[0-9]++(?!\.))"  # 1: whole number
    rb"|([-+]?(?:[0-9]++\.[0-9]*+|\.[0-9]++))"  # 2: number
    rb"|<([0-9A-Fa-f]*+)>"  # 3: string of hexadecimal digits
    rb"|\(((?:[^()\\]|\\[^0-9\r\n])*+)\)"  # 4: string
    rb"|/(" + _REGULAR + rb")(?![#\x00])"  # 5: name
    rb"|([A-Za-z]" + _REGULAR + rb"(?!\x00)|['\"])"  # 6: operator
    rb"|(\[|\]|<<|>>)"  # 7: bracket
    rb"|(\Z))"  # 8: the end
)
WHOLE, NUMBER, DIGITS, STRING, NAME, OPERATOR, BRACKET, END = range(1, 9)

_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
"""What stands behind a backslash, and what it means (ISO 32000-1, table 3)."""

_WITHIN = {b"BI", b"ID", b"EI"}
"""The operators around an image within the stream (ISO 32000-1, 8.9.7)."""


def objects(data: bytes) -> list[Any]:
    """The objects of a content stream as pdfminer.six gives them. Raises UnusualStream."""
    top: list[Any] = []
    open_: list[tuple[bytes, list[Any]]] = []
    into, at = top, 0
    while found := _TOKEN.match(data, at):
        at = found.end()
        kind = found.lastindex or END
        text = found[kind]
        if kind == BRACKET:
            if text in {b"[", b"<<"}:
                open_.append((text, into))
                into = []
                continue
            into = _closed(text, into, open_)
        elif kind == OPERATOR:
            if text in _WITHIN or (open_ and text not in {b"true", b"false"}):
                raise UnusualStream
            into.append(_operator(text))
        elif kind == END:
            if open_:
                raise UnusualStream
            return top
        else:
            into.append(_value(kind, text))
    raise UnusualStream


def _closed(bracket: bytes, held: list[Any], open_: list[tuple[bytes, list[Any]]]) -> list[Any]:
    """What the array or dictionary stands in, with it."""
    if not open_ or open_[-1][0] != {b"]": b"[", b">>": b"<<"}[bracket]:
        raise UnusualStream
    _, around = open_.pop()
    if bracket == b"]":
        around.append(held)
        return around
    keys, values = held[::2], held[1::2]
    if len(keys) != len(values) or not all(isinstance(key, PSLiteral) and isinstance(key.name, str) for key in keys):
        raise UnusualStream
    around.append({key.name: value for key, value in zip(keys, values, strict=True)})
    return around


def _value(kind: int, text: bytes) -> Any:
    match kind:
        case 1:
            return int(text)
        case 2:
            return float(text)
        case 3:
            return _of_digits(text)
        case 4:
            return _ESCAPE.sub(_unescaped, text) if b"\\" in text else text
        case _:
            return _name(text)


def _of_digits(text: bytes) -> bytes:
    if len(text) % 2:
        raise UnusualStream
    return bytes.fromhex(text.decode("ascii"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1] not in _ESCAPED:
        raise UnusualStream
    return _ESCAPED[found[1]]


@cache
def _name(text: bytes) -> Any:
    try:
        return LIT(text.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnusualStream from None


@cache
def _operator(text: bytes) -> Any:
    return {b"true": True, b"false": False}.get(text, KWD(text))


_SPELLED = str.maketrans({"*": "_a", '"': "_w", "'": "_q"})
"""How pdfminer.six writes operators that are no names in Python."""


class PageInterpreter(PDFPageInterpreter):
    """An interpreter of pages that reads usual content streams in one sweep, and leaves all others to pdfminer.six."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the operators of the streams."""
        read = [*map(stream_value, streams)]
        # Streams that lead back into themselves are pdfminer's to refuse.
        if any(each.objid is None or each.objid in self.parent_stream_ids for each in read):
            super().execute(streams)
            return
        try:
            found = objects(b"\n".join(map(PDFStream.get_data, read)))
        except UnusualStream:
            super().execute(streams)
            return
        self.stream_ids.clear()
        self.stream_ids.update(each.objid for each in read if each.objid is not None)
        for each in found:
            if not isinstance(each, PSKeyword):
                self.push(each)
            elif method := getattr(self, _method(each.name), None):
                count = method.__code__.co_argcount - 1
                if not count:
                    method()
                elif len(operands := self.pop(count)) == count:
                    method(*operands)


@cache
def _method(operator: bytes) -> str:
    """The name of what carries out the operator, where anything does."""
    name = operator.decode("utf-8", "ignore")
    return "do_" + name.translate(_SPELLED)
