"""Inlines → CommonMark; characters that would mean something are escaped, all others stay as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from pipeline.sources.labels import label_at
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

BREAK = "\\\n"
LONGEST_LINE = 15_000
"""Characters after which a line is ended at a blank; a text that is read line by line may have 20 000 in one."""

_MEANT = re.compile(
    r"[\\`\[<~^|{$]"
    r"|(?<![^\W_])[*_]|[*_](?![^\W_])"  # a star or line between two letters is text
    r"|&(?=[#A-Za-z])"
    r"|(?:=(?==)|\+(?=\+)|%(?=%)|:(?=:)|:(?=[a-z][a-z0-9_+-]*:))"
    r"|(?<=\w)>"
)
_SIGNS = "•‣▪▫◦●○■□∙➢➤⁃–—·−∗＊§"
_BEGIN = re.compile(r"[#>+=:%!-]|Tabelle(?=:)")
_COUNTED = re.compile(
    r"(?P<open>\()?(?P<count>\d{1,4}[a-z]?|[A-Za-z]|[ivxlcIVXLC]{1,7}|(?P<twin>[a-z])(?P=twin){1,2})(?P<close>[.)])"
)
_DECIMAL = re.compile(r"(\d{1,3})(?=(?:\.\d{1,3}){1,5}[.)]?(?:\s|$))")

_TAGS = {Mark.UNDERLINE: "u", Mark.STRIKE: "s", Mark.SUPERSCRIPT: "sup", Mark.SUBSCRIPT: "sub"}
_SIGNED = {Mark.SUPERSCRIPT: "^", Mark.SUBSCRIPT: "~"}


@dataclass(slots=True)
class InlineWriter:
    """Writes the inlines of one block, and keeps the notes that they call."""

    call: Callable[[Note], str]
    line_break: str = BREAK
    _parts: list[str] = field(default_factory=list)
    _linked: bool = False
    """Whether a bracket would close a link. Elsewhere it means nothing without one that opens, and with both escaped
    other programs take them for those of a formula."""
    _last: str = "\n"
    """The last character that was written; a line feed at the begin of a line."""

    def text(self, content: Inlines) -> str:
        """The characters."""
        self._write(content, "\n")
        return "".join(self._parts)

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._last = text[-1]

    def _write(self, content: Inlines, following: str) -> None:
        """Write the inlines; ``following`` is the character that comes after them."""
        shown = tuple(each for each in content if not isinstance(each, LineStart))
        for at, inline in enumerate(shown):
            after = _first(shown[at + 1 :]) or following
            match inline:
                case Text(text):
                    begins = self._last == "\n" and self.line_break == BREAK
                    escaped = _escaped(text, begins=begins, after=after)
                    self._add(escaped.replace("]", "\\]") if self._linked else escaped.replace("](", "]\\("))
                case LineBreak():
                    self._add(self.line_break)
                case Note():
                    self._add(self.call(inline))
                case Strong(inner):
                    self._around(inner, after, "**", "b")
                case Emphasis(inner):
                    self._around(inner, after, "_", "i")
                case Marked(mark, inner):
                    self._mark(mark, inner, after)
                case Link(target, inner):
                    self._link(inner, target)
                case Reference(first, last, chapter, inner):
                    lines = f"{first}-{last}" if last != first else f"{first}"
                    self._link(inner, f"{chapter}{'.md' if chapter else ''}#zeile-{lines}")
                case _:
                    assert_never(inline)

    def _around(self, inner: Inlines, following: str, sign: str, tag: str) -> None:
        """Write signs around the inlines where CommonMark takes them for what they are, else tags."""
        begin, end = _first(inner), _last(inner)
        if (
            _apart(self._last)
            and _apart(following)
            and not begin.isspace()
            and not end.isspace()
            and self._last != sign[0]
        ):
            self._enclose(inner, sign, sign)
        else:
            self._enclose(inner, f"<{tag}>", f"</{tag}>")

    def _enclose(self, inner: Inlines, opened: str, closed: str) -> None:
        self._add(opened)
        self._write(inner, closed[0])
        self._add(closed)

    def _mark(self, mark: Mark, inner: Inlines, following: str) -> None:
        words = inner[0].text if len(inner) == 1 and isinstance(inner[0], Text) else ""
        if (
            mark in _SIGNED
            and re.fullmatch(r"\w{1,20}", words, re.ASCII)
            and not self._last.isspace()
            and self._last not in "~^\\"
        ):
            self._add(f"{_SIGNED[mark]}{words}{_SIGNED[mark]}")
        elif mark is Mark.STRIKE and self._last != "~" and following != "~":
            self._around(inner, following, "~~", "s")
        else:
            self._enclose(inner, f"<{_TAGS[mark]}>", f"</{_TAGS[mark]}>")

    def _link(self, inner: Inlines, target: str) -> None:
        address = f"<{target}>" if re.search(r"[\s()]", target) else target
        self._linked, before = True, self._linked
        self._enclose(inner, "[", f"]({address})")
        self._linked = before


def _apart(char: str) -> bool:
    """Whether a delimiter stands apart from a word next to this character."""
    return char.isspace() or unicodedata.category(char).startswith("P")


def _first(content: Inlines) -> str:
    """The first character that is shown of the inlines; empty where there is none."""
    for inline in content:
        match inline:
            case Text(text) if text:
                return text[0]
            case LineBreak():
                return "\n"
            case Note():
                return "["
            case Strong() | Emphasis() | Marked():
                return "*"
            case Link() | Reference():
                return "["
            case _:
                continue
    return ""


def _last(content: Inlines) -> str:
    last: Inline | None = next((each for each in reversed(content) if not isinstance(each, LineStart)), None)
    return last.text[-1:] if isinstance(last, Text) else "\n" if isinstance(last, LineBreak) else "*"


def _escaped(text: str, *, begins: bool, after: str) -> str:
    """The characters of a text, those escaped that would mean something; more would at the begin of a line."""
    ends = after == "\n"
    if text.endswith("!") and after == "[":
        return f"{_escaped(text[:-1], begins=begins, after='')}\\!"
    left = len(text) - len(text.lstrip()) if begins else 0
    right = len(text.rstrip()) if ends else len(text)
    head = "".join(f"&#{ord(char)};" for char in text[:left])
    tail = "".join(f"&#{ord(char)};" for char in text[max(left, right) :])
    inner = text[left : max(left, right)]
    opening, rest = _begin(inner) if begins and not left else ("", inner)
    return head + opening + _wrapped(_MEANT.sub(lambda found: f"\\{found[0]}", rest)) + tail


def _begin(text: str) -> tuple[str, str]:
    """What a line begins with, escaped where it would be no text, and the rest."""
    if text[:1] and text[0] in _SIGNS and (text[0] != "§" or label_at(text) or re.match(r"§\d", text)):
        return f"&#{ord(text[0])};", text[1:]
    if found := _COUNTED.match(text):
        if found["open"]:
            return f"\\{found[0]}", text[found.end() :]
        return f"{found['count']}\\{found['close']}", text[found.end() :]
    if found := _DECIMAL.match(text):
        return f"{found[0]}\\.", text[found.end() + 1 :]
    if found := _BEGIN.match(text):
        return (f"{found[0]}\\:" if found[0] == "Tabelle" else f"\\{found[0]}"), text[
            found.end() + (found[0] == "Tabelle") :
        ]
    return "", text


def _wrapped(text: str) -> str:
    """The text on lines that are not too long, each ended between two words of letters."""
    if len(text) <= LONGEST_LINE:
        return text
    done, rest = [], text
    while len(rest) > LONGEST_LINE and (
        found := re.search(r"(?<=[a-zäöüß]{3}) (?=[a-zäöüß]{3})", rest[LONGEST_LINE // 2 :])
    ):
        at = LONGEST_LINE // 2 + found.start()
        done.append(rest[:at])
        rest = rest[at + 1 :]
    return "\n".join([*done, rest])
