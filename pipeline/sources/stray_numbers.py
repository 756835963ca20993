"""Official numbers that arrived as words: pasted into Word, quoted in a mail, written as a list.

    > 2 Wir wollen sichere Wege für        2. Wir wollen sichere Wege für
    > 3 alle, die zu Fuß gehen.            3. alle, die zu Fuß gehen.

A list has numbers too. What sets them apart is the line rule: the lines of a text end where the next word has no place,
most often amid a sentence; items end where they end. It is no proof, so there is a warning and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Place
from pipeline.text import list_labels, walk
from pipeline.text.model import Block, BlockQuote, BulletList, Heading, ListItem, OrderedList, Paragraph, Preformatted

_NUMBERED = re.compile(r"[\s>•*+–-]*[(\[]?([1-9]\d{0,5})(?:[.):|\]]+\s*|\s+)(\S.*)")
_ENDED = re.compile(r"[.!?:;…][\"'“”‘’»«)\]*_~]*$")

FEWEST = 3
"""So many lines that end amid a sentence, where the next word has no place, are no accident."""
MOSTLY = 2 / 3
"""Headings and titles end without a full stop, too."""
NARROWEST = 40
"""Characters: no page of a motion has shorter lines."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int
    words: str
    place: Place | None


def remark(blocks: Sequence[Block], file: str, text: str | None = None) -> Diagnostic | None:
    """A warning (Z256) where lines of the text begin with their numbers as words; ``text`` is the file's, where it has lines."""
    said = _rows(text, file) if text is not None else _pieces(blocks)
    for run in _runs(said):
        if _is_cut(run):
            first, last = run[0], run[-1]
            return Diagnostic(
                "Z256",
                first.place or Place(file),
                f"Die Zeilen beginnen mit den Zahlen {first.number} bis {last.number}; sie gelten hier als Worte, "
                "und die Zeilen sind neu gezählt.",
                "Sind es amtliche Nummern, lassen Sie am Anfang jeder Zeile nur die Nummer stehen: „7 Wir wollen“, ohne „>“, "
                "Punkt oder Klammer."
                if text is not None
                else "Sind es amtliche Nummern, kopieren Sie den Text mit ihnen in eine Textdatei (.txt); dort gelten sie.",
            )
    return None


def _rows(text: str, file: str) -> Iterator[tuple[str, Place | None]]:
    return ((line, Place(file, at, 1)) for at, line in enumerate(text.split("\n"), 1))


def _pieces(blocks: Sequence[Block]) -> Iterator[tuple[str, Place | None]]:
    """The lines that the text itself ends, with what stands before an item."""
    for block in blocks:
        match block:
            case Heading() | Paragraph() | Preformatted():
                yield from ((line, block.place) for line in walk.plain(block.content).split("\n"))
            case OrderedList(items):
                for label, item in zip(list_labels.labels(block), items, strict=True):
                    yield from _item(f"{label} ", item)
            case BulletList(items):
                for item in items:
                    yield from _item("", item)
            case BlockQuote(inner):
                yield from _pieces(inner)
            case _:
                pass


def _item(label: str, item: ListItem) -> Iterator[tuple[str, Place | None]]:
    yield from ((line, item.place) for line in f"{label}{walk.plain(item.content)}".split("\n"))
    yield from _pieces(item.blocks)


def _runs(said: Iterator[tuple[str, Place | None]]) -> Iterator[list[_Numbered]]:
    """Neighbours whose numbers follow each other; what is empty stands between none."""
    run: list[_Numbered] = []
    for line, place in said:
        if not line.strip(" \t>"):
            continue
        found = _NUMBERED.fullmatch(line.rstrip())
        if run and not (found and int(found[1]) == run[-1].number + 1):
            yield run
            run = []
        if found:
            run.append(_Numbered(int(found[1]), found[2], place))
    yield run


def _is_cut(run: Sequence[_Numbered]) -> bool:
    """Whether what does not end a sentence mostly ends where the next word has no place."""
    widest = max((len(each.words) for each in run), default=0)
    if widest < NARROWEST:
        return False
    going_on = [
        len(before.words) + 1 + len(after.words.split()[0]) > widest
        for before, after in zip(run, run[1:], strict=False)
        if not _ENDED.search(before.words)
    ]
    return sum(going_on) >= FEWEST and sum(going_on) >= MOSTLY * len(going_on)
