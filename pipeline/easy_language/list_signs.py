"""Signs of lists before lines, as people type them → lists of the model; their numbers go on over rows.

„• “, „- “, „– “, „* “, „➢ “, „o “ among others    bullets
„1. “, „2. “; „1) “, „(1) “, „a) “                 numbers, as they are typed
„1. Mai ist frei.“, „- und“ inside a sentence      none
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.easy_language import slices
from pipeline.text import walk
from pipeline.text.model import Block, BulletList, Counting, Inlines, ListItem, OrderedList, Paragraph

BULLET = "•"

_BULLETS = re.compile(r"[•·◦▪▫■□●○►▶▸➢➤➔→‣⁃∙*–—-]\s+(?=\S)|[•▪■●►➢➤]\s*(?=\w)")
_LETTER = re.compile(r"[oO]\s+(?=\S)")
"""The second level of Word's bullets, once it is text; a word too, so it needs another sign above or below."""
_NUMBER = re.compile(
    r"(?P<label>(?P<open>\(?)(?P<count>\d{1,3}|[a-zA-Z])(?P<close>[.)]))\s+"
    r"(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)(?=\S)"
)
_NEAR = 4
"""Lines between which numbers still go on."""


@dataclass(frozen=True, slots=True)
class ListSign:
    """What stands before an item: nothing for bullets, or its label."""

    length: int
    """Characters of the line that are no part of the item."""
    label: str = ""
    count: int = 0
    form: str = ""


def signs_of(lines: Sequence[str]) -> list[ListSign | None]:
    """The sign of each line, None where it has none; a number that may be part of a sentence needs the next one near."""
    sure = [_sure(line) for line in lines]
    found = []
    for at, line in enumerate(lines):
        sign = sure[at]
        if sign is None and (letter := _LETTER.match(line)):
            near = [sure[each] for each in (at - 1, at + 1) if 0 <= each < len(lines)]
            letters = [each for each in (at - 1, at + 1) if 0 <= each < len(lines) and _LETTER.match(lines[each])]
            sign = ListSign(letter.end()) if letters or any(each and not each.label for each in near) else None
        elif sign and sign.form == "." and not _goes_on(sure, at):
            sign = None
        found.append(sign)
    return found


def may_have_sign(line: str) -> bool:
    """Whether what the line begins with may be the sign of a list."""
    return bool(_BULLETS.match(line) or _NUMBER.match(line) or _LETTER.match(line))


def plain_rows(blocks: Sequence[Block]) -> Iterator[str]:
    """The words of each paragraph and item, without the signs of lists."""
    for block in blocks:
        match block:
            case BulletList(items) | OrderedList(items):
                yield from (walk.plain(item.content) for item in items)
            case Paragraph(content):
                yield walk.plain(content)


def _sure(line: str) -> ListSign | None:
    if bullet := _BULLETS.match(line):
        return ListSign(bullet.end())
    number = _NUMBER.match(line)
    if number is None or (number["open"] and number["close"] == "."):
        return None
    count = number["count"]
    value = int(count) if count.isdecimal() else ord(count) - ord("a" if count.islower() else "A") + 1
    kind = "" if count.isdecimal() else "a" if count.islower() else "A"
    return ListSign(number.end(), number["label"], value, number["open"] + kind + number["close"])


def _goes_on(signs: Sequence[ListSign | None], at: int) -> bool:
    """Whether the number before, or the one after, stands near."""
    sign = signs[at]
    near = (each for each in signs[max(at - _NEAR, 0) : at + _NEAR + 1] if each and sign and each.form == sign.form)
    return any(sign and abs(each.count - sign.count) == 1 for each in near)


def blocks(rows: Sequence[tuple[Inlines, ListSign | None]]) -> Iterator[Block]:
    """The lines as the model has them: items that follow one another are one list."""
    for kind, group in groupby(rows, lambda row: None if row[1] is None else row[1].form):
        items = [(_cut(content, sign), sign) for content, sign in group]
        if kind is None:
            yield from (Paragraph(content) for content, _ in items)
        elif not kind:
            yield BulletList(tuple(ListItem(content) for content, _ in items))
        else:
            yield _ordered(kind, [(content, sign) for content, sign in items if sign])


def _cut(content: Inlines, sign: ListSign | None) -> Inlines:
    if sign is None:
        return content
    return next(slices.sliced(content, [(sign.length, len(walk.plain(content)))]))


_STYLES = {".": Counting.DECIMAL, "()": Counting.PARENTHESES, "a)": Counting.LOWER_ALPHA, "A.": Counting.UPPER_ALPHA}


def _ordered(form: str, items: Sequence[tuple[Inlines, ListSign]]) -> OrderedList:
    start = items[0][1].count
    counted = all(sign.count == start + at for at, (_, sign) in enumerate(items))
    if counted and form in _STYLES:
        return OrderedList(tuple(ListItem(content) for content, _ in items), start, style=_STYLES[form])
    return OrderedList(tuple(ListItem(content, label=sign.label) for content, sign in items), style=Counting.TYPED)
