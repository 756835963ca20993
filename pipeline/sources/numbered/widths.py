"""The rule that a printed text follows, found in its lines: every width and heading share that agrees with all of them.

Why all and not the best one: what the text leaves open must not be decided by chance. A repair counts as proved only
if it comes out the same under every rule that the sound lines allow.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.sources.numbered.passages import HeadingRole, ItemRole, NumberedPassage
from pipeline.text import numbering
from pipeline.text.model import LineRule
from pipeline.text.numbering import HEADING_SHARES, WIDTHS

KNOWN = (80, 95, 92)
"""Widths that sites use; the first is the issuing system's own default."""

SURE = 0.9
"""The share of lines that a rule must agree with to prove anything where no rule agrees with all."""

_CHUNK = re.compile(r"[^ -]*[ -]?")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rule to go by, and all rules that may prove something (none, if the lines follow no rule)."""

    rule: LineRule
    rules: tuple[LineRule, ...]


def evidence(passages: Sequence[NumberedPassage], width: int | None) -> Evidence:
    """What the sound passages say about the rule; ``width`` is the issuing system's where it is known."""
    sound = [passage for passage in passages if all(line.number and line.markup for line in passage.lines)]
    body = [passage for passage in sound if not isinstance(passage.role, HeadingRole)]
    heads = [passage for passage in sound if isinstance(passage.role, HeadingRole)]
    long, alone = _by_need(body)
    widths = [
        each
        for each in _candidates(body, width)
        if all(passage.follows(LineRule(each)) for passage in (*long, *alone[bisect_right(alone, each, key=_need) :]))
    ]
    rules = tuple(LineRule(each, share) for each in _ordered(widths) for share in _shares(heads, each))
    if rules:
        return Evidence(rules[0], rules)
    best = max(_tried(body, width), key=lambda rule: (_agreeing(sound, rule), -abs(rule.width - KNOWN[0])))
    lines = sum(len(passage.lines) for passage in sound)
    return Evidence(best, (best,) if lines and _agreeing(sound, best) >= SURE * lines else ())


def _candidates(body: Sequence[NumberedPassage], width: int | None) -> range | list[int]:
    """The widths that no single line end rules out: every line fits, and no next word would have fitted."""
    if width:
        return [width]
    low, high = WIDTHS.start, WIDTHS.stop
    for passage in body:
        inset = 6 * passage.role.depth if isinstance(passage.role, ItemRole) else 0
        lengths = [numbering.length(text) for text in passage.texts]
        # A hyphen that the rule printed may stand one beyond the width.
        low = max(low, max(lengths) - 1 + inset)
        for length, text in zip(lengths, passage.texts, strict=True):
            if text.endswith("-") and not {" ", "-"} & set(text[:-1]) and length > WIDTHS.start:
                # A whole line that is one word with a hyphen: no word of a text is so long, the rule has cut one.
                low, high = max(low, length - 1 + inset), min(high, length + inset)
        for length, following in zip(lengths, passage.texts[1:], strict=False):
            high = min(high, length + 2 + numbering.length(_CHUNK.findall(following)[0]) + inset)
    return range(low, high)


def _by_need(body: Sequence[NumberedPassage]) -> tuple[list[NumberedPassage], list[NumberedPassage]]:
    """The passages of several lines, and those of one by the width that it needs: where it fits, it follows any rule."""
    alone = [passage for passage in body if len(passage.lines) == 1]
    return [passage for passage in body if len(passage.lines) > 1], sorted(alone, key=_need)


def _need(passage: NumberedPassage) -> int:
    inset = 6 * passage.role.depth if isinstance(passage.role, ItemRole) else 0
    return numbering.length(passage.lines[0].markup) + inset


def _ordered(widths: Sequence[int]) -> list[int]:
    return sorted(
        widths, key=lambda width: (KNOWN.index(width) if width in KNOWN else len(KNOWN), abs(width - KNOWN[0]))
    )


def _shares(heads: Sequence[NumberedPassage], width: int) -> list[float]:
    return [share for share in HEADING_SHARES if all(head.follows(LineRule(width, share)) for head in heads)]


def _tried(body: Sequence[NumberedPassage], width: int | None) -> list[LineRule]:
    """The rules that are worth a try where none agrees with every line."""
    longest = max((numbering.length(text) for passage in body for text in passage.texts), default=KNOWN[0])
    widths = [width] if width else [*KNOWN, *range(longest - 2, longest + 8)]
    return [LineRule(each, share) for each in widths for share in HEADING_SHARES]


def _agreeing(passages: Sequence[NumberedPassage], rule: LineRule) -> int:
    """How many lines the rule would print as they are."""
    return sum(
        printed == piece.printed
        for passage in passages
        for printed, piece in zip(
            passage.texts, numbering.split(passage.running_text(rule), passage.width(rule)), strict=False
        )
    )
