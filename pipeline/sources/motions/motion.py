"""A motion as its software gives it, whatever the file: sections that count and sections that do not → Chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.html.official_lines import official
from pipeline.text import numbering, walk
from pipeline.text.model import Block, BlockQuote, Blocks, BulletList, Heading, LineRule, OrderedList, Resolution, Text

_RESOLVED = re.compile(r"\s*\((?:dort )?beschlossen am:?\s*(\d{1,2}\.\d{1,2}\.\d{4})\)")
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b", re.ASCII)

_REASONS = frozenset(
    {
        "begründung",
        "antragsbegründung",
        "begruendung",
        "erläuterung",
        "erläuterungen",
        "reason",
        "reasons",
        "explanation",
        "justification",
    }
)


@dataclass(frozen=True, slots=True)
class MotionSection:
    """A section of a motion: its title, its blocks, and whether the issuing system counts its lines."""

    title: str
    blocks: Blocks
    place: Place
    counts: bool = True
    """Where no number arrived that says so itself."""

    @property
    def numbered(self) -> bool:
        """Whether lines of it have numbers."""
        return any(walk.line_starts(block.content) for block in walk.text_blocks(self.blocks))


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a motion with their lines, the label over the only section that counts, and the rule."""

    blocks: Blocks
    section: str
    rule: LineRule
    diagnostics: tuple[Diagnostic, ...]


def is_reason(title: str) -> bool:
    """Whether a section with this title gives reasons, which are not resolved and have no lines."""
    return title.strip().rstrip(":").lower() in _REASONS


def body(parts: Sequence[MotionSection], width: int | None, first: int, file: str, system: str = "") -> Body:
    """The sections as one text. Numbers that arrived are official; without any, the rule gives them from ``first`` on.

    ``system`` names the one whose rule made the numbers that arrived, where that is not the usual one.

    Sections that do not count keep their text, without lines, under a heading with their title. Raises InputRefusal.
    """
    arrived = any(part.numbered for part in parts)
    if arrived:
        parts = [replace(part, blocks=_with_whole_quotations(part.blocks)) for part in parts]
    counts = [bool(part.blocks) and (part.numbered if arrived else part.counts) for part in parts]
    counted = [part for part, count in zip(parts, counts, strict=True) if count]
    if not counted:
        hint = "Zeilen haben Abschnitte mit Text, außer einer Begründung."
        raise InputRefusal(Diagnostic("Z202", Place(file, 1), "Kein Abschnitt hat Text, dessen Zeilen zählen.", hint))
    reported = [
        _uncounted(part, arrived=arrived)
        for part, count in zip(parts, counts, strict=True)
        if part.blocks and not count
    ]
    lined, rule, more = _lined(
        tuple(block for part in counted for block in part.blocks), width, first, file, system if arrived else None
    )
    waiting, blocks = iter(lined), list[Block]()
    for part, count in zip(parts, counts, strict=True):
        own = tuple(islice(waiting, len(part.blocks))) if count else part.blocks
        blocks += _under(part.title if own and (len(counted) > 1 or not count) else "", own, part.place)
    return Body(tuple(blocks), counted[0].title if len(counted) == 1 else "", rule, (*reported, *more))


def _with_whole_quotations(blocks: Blocks) -> Blocks:
    """The blocks with neighbouring quotations as one: with numbers, each paragraph of a quotation arrives by itself."""
    result: list[Block] = []
    for block in blocks:
        match result[-1] if result else None, block:
            case BlockQuote(before, place), BlockQuote(following):
                result[-1] = BlockQuote((*before, *following), place)
            case _:
                result.append(block)
    return tuple(result)


def _lined(
    blocks: Blocks, width: int | None, first: int, file: str, system: str | None
) -> tuple[Blocks, LineRule, list[Diagnostic]]:
    """The blocks that count with their lines, the rule that they follow, and what there is to report of it.

    Numbers arrived from a ``system``, or there is none.
    """
    if system is not None:
        found = official(blocks, width, file, system)
        forced = [_forced(start.number, start.place or Place(file)) for start in found.forced]
        return found.blocks, found.rule, [*_inferred(found.rule, width, file), *forced]
    rule = LineRule(width or LineRule().width)
    lined, following = numbering.number(blocks, rule, first)
    if following == first:
        raise InputRefusal(Diagnostic("Z202", Place(file, 1), "Im Text steht keine Zeile, die zählt."))
    reported = []
    if not width:
        message = f"Der Text kam ohne Zeilennummern; sie sind nach der Zeilenregel vergeben, Breite {rule.width}."
        hint = f"Hat das Antragssystem eine andere Zeilenlänge, nennen Sie sie als {numbering.width_setting(file)}."
        reported = [Diagnostic("Z232", Place(file), message, hint)]
    return lined, rule, reported


def _under(title: str, blocks: Blocks, place: Place) -> Iterator[Block]:
    """The blocks of a section below its title where that is shown; levels of headings rise by one at a time."""
    if title:
        yield Heading(1, (Text(title, place),), place)
    yield from levelled(blocks, 1 if title else 0)


def levelled(blocks: Blocks, above: int = 0) -> Blocks:
    """The blocks with levels of headings that leave none out, the first one below ``above``."""
    return _levelled(blocks, above, [])


def _levelled(blocks: Blocks, above: int, open_ranks: list[int]) -> Blocks:
    """``open_ranks`` are those of the headings that the next one may stand below; it is kept up to date."""
    result: list[Block] = []
    for block in blocks:
        match block:
            case Heading(rank=rank):
                while open_ranks and open_ranks[-1] >= rank:
                    open_ranks.pop()
                open_ranks.append(rank)
                result.append(replace(block, level=above + len(open_ranks)))
            case BlockQuote(inner):
                result.append(replace(block, blocks=_levelled(inner, above, open_ranks)))
            case BulletList(items) | OrderedList(items):
                levelled_items = tuple(
                    replace(item, blocks=_levelled(item.blocks, above, open_ranks)) for item in items
                )
                result.append(replace(block, items=levelled_items))
            case _:
                result.append(block)
    return tuple(result)


def _uncounted(part: MotionSection, *, arrived: bool) -> Diagnostic:
    why = "hier sind keine Nummern, anderswo schon" if arrived else "seine Art oder sein Titel zählt nicht"
    name = f"Der Abschnitt „{part.title}“" if part.title else f"Was mit „{_words(part.blocks)}“ beginnt,"
    return Diagnostic("Z227", part.place, f"{name} steht ohne Zeilennummern im Text: {why}.")


def _words(blocks: Blocks) -> str:
    """The first words of the blocks."""
    said = next((words for each in walk.text_blocks(blocks) if (words := walk.plain(each.content).strip())), "")
    return " ".join(said.split())[:40]


def _inferred(rule: LineRule, width: int | None, file: str) -> list[Diagnostic]:
    if width or rule.width == LineRule().width:
        return []
    return [
        Diagnostic(
            "Z215",
            Place(file),
            f"Die Zeilen folgen der Regel bei Breite {rule.width}.",
            f"Ist das richtig, nennen Sie {rule.width} als {numbering.width_setting(file)}.",
        )
    ]


def _forced(number: int, place: Place) -> Diagnostic:
    return Diagnostic("Z229", place, f"Vor Zeile {number} bricht der Text selbst die Zeile um.")


def resolution(said: str) -> Resolution:
    """Who resolved it, and the day in „(dort beschlossen am: 03.05.2025)“ if there is one and it exists."""
    found = _RESOLVED.search(said)
    if found is None or (resolved := day(found[1])) is None:
        return Resolution(said.strip())
    return Resolution((said[: found.start()] + said[found.end() :]).strip(), resolved)


def day(said: str) -> date | None:
    """The first day that is written like 03.05.2025, if it exists."""
    if not (found := _DAY.search(said)):
        return None
    number, month, year = map(int, found.groups())
    try:
        return date(year, month, number)
    except ValueError:
        return None
