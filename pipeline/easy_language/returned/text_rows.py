"""Tables that somebody has turned into text → their rows: a paragraph that begins with a number, its cells parted by tabs.

S0005, Zeile 7 ⇥ the original ⇥ Leichte Sprache ⇥ picture ⇥ übersetzt
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from pipeline.easy_language import form_wording
from pipeline.easy_language.returned import returned_words
from pipeline.easy_language.returned.order_sheet import ReturnedRow
from pipeline.easy_language.returned.returned_blocks import Block, ReturnedParagraph, ReturnedStory, ReturnedText
from pipeline.easy_language.returned.returned_formatting import glued_placeholders, styled_lines, unkept
from pipeline.easy_language.returned.returned_words import PLACEHOLDERS, bare_words, comments

_BEGINS = re.compile(r"\s*(S\d{4,6})(?!\d)[^\t\n]*\t")
_TABS = len(form_wording.COLUMNS) - 1


def rolled_up(blocks: Sequence[Block], notes: Mapping[str, ReturnedStory]) -> tuple[list[Block], list[ReturnedRow]]:
    """What is no such row, and the rows."""
    rest: list[Block] = []
    groups: list[list[ReturnedParagraph]] = []
    tabs = _TABS
    for block in blocks:
        if not isinstance(block, ReturnedParagraph):
            rest.append(block)
            tabs = _TABS
        elif _BEGINS.match(block.text):
            groups.append([block])
            tabs = block.text.count("\t")
        elif tabs < _TABS:
            # The cells had paragraphs of their own.
            groups[-1].append(block)
            tabs += block.text.count("\t")
        elif not _is_head(block):
            rest.append(block)
    return rest, [_row(group, notes) for group in groups]


def _is_head(paragraph: ReturnedParagraph) -> bool:
    return tuple(part.strip() for part in paragraph.text.split("\t")) == form_wording.COLUMNS


def _row(group: Sequence[ReturnedParagraph], notes: Mapping[str, ReturnedStory]) -> ReturnedRow:
    pieces = [*chain.from_iterable([*each.pieces, ReturnedText("\n")] for each in group)]
    number, original, *others = _cells(pieces)
    end = others[-2:] if len(others) > 2 else [[], *others[1:]] if len(others) > 1 else [[], []]  # noqa: PLR2004
    middle = others[: len(others) - 2] if len(others) > 2 else others[:1]  # noqa: PLR2004
    joined = [*chain.from_iterable([*each, ReturnedText("\t")] for each in middle)][:-1]
    target, picture, state = (ReturnedParagraph(each) for each in (joined, *end))
    name = _BEGINS.match(group[0].text)
    return ReturnedRow(
        f"Absatz „{''.join(piece.text for piece in number).strip()[:40]}“",
        (("number", name[1]),) if name else (),
        original=bare_words(returned_words.shown(ReturnedParagraph(original))),
        text=tuple(line for line in styled_lines([target]) if line not in PLACEHOLDERS),
        picture=tuple(returned_words.shown(picture)),
        state=tuple(returned_words.shown(state)),
        comments=comments(group, notes),
        changes=sum(each.changes for each in group),
        hidden=" ".join(each.hidden.strip() for each in group if each.hidden.strip()),
        struck=tuple(each.struck.strip() for each in group if each.struck.strip()),
        unkept=tuple(dict(reversed([*unkept([target])])).items()),
        glued=glued_placeholders([target]),
        pictures=tuple(picture for each in group for picture in each.pictures),
    )


def _cells(pieces: Sequence[ReturnedText]) -> list[list[ReturnedText]]:
    """The pieces parted at their tabs."""
    cells: list[list[ReturnedText]] = [[]]
    for piece in pieces:
        for at, text in enumerate(piece.text.split("\t")):
            if at:
                cells.append([])
            if text:
                cells[-1].append(replace(piece, text=text))
    return cells
