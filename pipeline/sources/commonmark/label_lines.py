"""Which lines of a text begin with the label of a list item, by what stands around them.

CommonMark knows „1.“ and „1)“ and makes a list of every „1. Mai“ that begins a line; it does not know „(2)“, „a)“, „1.1“,
„IV.“, „§ 3“ or „•“, and lets what stood under each other flow into one paragraph. Here each line that begins with such a
mark is a candidate, and evidence decides:

* a mark with a parenthesis, or a bullet, is a label where a paragraph begins; one that other things begin with („1.“, „I.“,
  „1.1“, „§ 3“, „–“) is one only if another follows it in its row;
* inside a paragraph it takes two that follow each other, and a line before them that does not break off mid-sentence;
* where both readings are possible, that is a doubt, to be reported with its place.

Every mark is judged once, by itself and its neighbours in its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.sources.commonmark.item_marks import ItemMark, marks

_STRONG = re.compile(r"\((?:\d{1,3}[a-z]?|[A-Za-z]{1,7})\)|(?:\d{1,3}[a-z]?|[A-Za-z]{1,7})\.?\)")
_ENDED = re.compile(r"[.:;!?…][\"'“”‘’»«)\]]*$")
_PAUSED = re.compile(r"[.,:;!?…][\"'“”‘’»«)\]]*$|(?:^|\s)(?:und|oder|sowie|bzw\.|beziehungsweise|sondern)$|und/oder$")
_FIRST = re.compile(r"\(?(?:1|a|A|i|I|aaa?)(?:\.?\)|\.)")
_TWINS = re.compile(r"\(?(?:aaa?)\.?\)")
_RIGHTS = frozenset({"(c)", "(C)", "(r)", "(R)"})
_MONTH = re.compile(r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b")
_ORDINAL = re.compile(
    r"(?:(?:stellvertretende[rn]?|gleichberechtigte[rn]?)\s+)?(?:Vorsitzende[rn]?|Vorstand|Vizepräsident(?:in)?|"
    r"Bürgermeister(?:in)?|Beigeordnete[rn]?|Stellvertreter(?:in)?|Kassierer(?:in)?|Schriftführer(?:in)?|Lesung|Liga|FC|"
    r"Bundesliga|Mannschaft|Platz|Preis|Halbjahr|Quartal|Auflage|Weltkrieg|Advent|Stock|Etage|Obergeschoss|Runde|Klasse|"
    r"Senat|Strafkammer|Kammer|Wahlgang|Wahlperiode|Legislaturperiode|Jahrhundert|Sitzung|Tagung)\b"
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mark that can be read in two ways, and whether it was taken for a label."""

    mark: ItemMark
    taken: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """The marks that begin items, by line and character, and the doubtful ones."""

    marks: dict[tuple[int, int], ItemMark] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def labelled(lines: Sequence[str], *, exact: bool = False) -> Labelled:
    """The marks among the lines of a text; in an ``exact`` one every mark is a label, for what is none is escaped there."""
    if exact:
        return Labelled({(mark.line, mark.offset): mark for mark in marks(lines)})
    kept: dict[tuple[int, int], ItemMark] = {}
    doubts: list[Doubt] = []
    taken: set[ItemMark] = set()
    for run in _runs(marks(lines)):
        for mark, is_label, doubtful in _judged(run, taken):
            if is_label:
                taken.add(mark)
                kept[mark.line, mark.offset] = mark
            if doubtful:
                doubts.append(Doubt(mark, is_label))
    return Labelled(kept, tuple(doubts))


def _runs(found: Iterable[ItemMark]) -> list[list[ItemMark]]:
    """The marks in rows, each mark behind the one that it goes on from."""
    runs: dict[ItemMark, list[ItemMark]] = {}
    for mark in found:
        run = runs.get(mark.previous) if mark.previous else None
        if run is None or run[-1] is not mark.previous:
            run = []
        run.append(mark)
        runs[mark] = run
    return list({id(run): run for run in runs.values()}.values())


def _judged(run: Sequence[ItemMark], taken: set[ItemMark]) -> Iterator[tuple[ItemMark, bool, bool]]:
    """Each mark of the row, whether it is a label, and whether that is doubtful."""
    proved = any(mark.linked for mark in run)
    spoken = [mark for mark in run if mark.shape == "0." and _is_spoken(mark)]
    dates = len(spoken) == len(run) and all(_MONTH.match(mark.words) for mark in run)
    reported = False
    for mark in run:
        is_label = not dates and _is_label(mark, proved=proved, taken=taken)
        if is_label:
            taken.add(mark)
            alone = len(run) == 1 and mark.label in _RIGHTS
            doubtful = (mark is run[0] and mark in spoken) or alone or _is_quoted(mark, taken)
        else:
            doubtful = _may_be_label(mark, proved=proved, alone=len(run) == 1)
        yield mark, is_label, doubtful and not reported
        reported = reported or doubtful


def _is_quoted(mark: ItemMark, taken: set[ItemMark]) -> bool:
    """Whether „(1)“ may name a source in the middle of a sentence."""
    goes_on = mark.inset or mark.above in taken or (mark.linked and mark.previous in taken)
    return mark.shape == "(0)" and not mark.opens and not goes_on and _PAUSED.search(mark.before) is None


def _is_spoken(mark: ItemMark) -> bool:
    """Whether the number may be one that is spoken with the next word: „1. Mai“, „2. Bürgermeisterin“."""
    return bool(_MONTH.match(mark.words) or _ORDINAL.match(mark.words))


def _is_label(mark: ItemMark, *, proved: bool, taken: set[ItemMark]) -> bool:
    if mark.opens:
        return proved or mark.sure or mark.holds or _STRONG.fullmatch(mark.label) is not None
    goes_on = mark.linked and mark.previous in taken
    if _STRONG.fullmatch(mark.label) or mark.sure:
        first = _FIRST.fullmatch(mark.label) is not None or mark.sure
        return (
            _together(mark)
            or (goes_on and mark.outset)
            or (_TWINS.fullmatch(mark.label) is not None and mark.above in taken)
            or (first and (mark.inset or mark.before.endswith(":") or _below_section(mark, taken)))
            or (goes_on and _PAUSED.search(mark.before) is not None)
        )
    if goes_on or (mark.previous in taken and proved):
        near = mark.previous is not None and mark.previous.paragraph == mark.paragraph
        return near or mark.outset or _ENDED.search(mark.before) is not None
    return proved and mark.continued == mark.paragraph and (mark.inset or _ENDED.search(mark.before) is not None)


def _below_section(mark: ItemMark, taken: set[ItemMark]) -> bool:
    """Whether the line before is „§ 2 Zweck“, which the first paragraph of that section follows."""
    return mark.above is not None and mark.above in taken and mark.above.shape.startswith("§")


def _together(mark: ItemMark) -> bool:
    """Whether its neighbour in the row stands in the same paragraph."""
    previous = mark.previous
    before = mark.linked and previous is not None and previous.paragraph == mark.paragraph
    return before or mark.continued == mark.paragraph


def _may_be_label(mark: ItemMark, *, proved: bool, alone: bool) -> bool:
    """Whether a mark that was left as text might be a label after all: it stands where a line was ended on purpose."""
    if mark.opens:
        return not alone and not mark.bullet
    if mark.bullet or mark.shape.startswith("§"):
        return proved and not mark.shape.startswith("§")
    if alone:
        return mark.before.endswith(":") or (
            _STRONG.fullmatch(mark.label) is not None and _ENDED.search(mark.before) is not None
        )
    return proved or _ENDED.search(mark.before) is not None
