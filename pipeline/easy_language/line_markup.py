r"""A line of Leichte Sprache with its formatting, as people can read and write it in the TOML ↔ inlines of the model.

Sie müssen **nicht** zahlen.                 bold
Mehr steht beim [Beirat](https://…).         a link
20 m^2^, CO~2~                               raised, lowered
\**, \[, \^, \~                              the signs themselves, where they would be taken for that
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.text import walk
from pipeline.text.model import Inline, Inlines, Link, Mark, Marked, Strong, Text

ADDRESS = r"(?:https?://|mailto:|tel:)[^\s()<>]+"
"""The addresses that an edition may lead to."""

_TOKEN = re.compile(
    rf"""
    \\(?P<sign>[\\*\[^~])
    | \*\*(?P<bold>(?=\S)(?:\\.|[^\\])+?(?<=\S))\*\*
    | \[(?P<words>(?:\\.|[^\\\[\]])+)\]\((?P<address>{ADDRESS})\)
    | \^(?P<raised>[^\s^](?:[^^]{{0,30}}[^\s^])?)\^
    | ~(?P<lowered>[^\s~](?:[^~]{{0,30}}[^\s~])?)~
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class StyledText:
    """Text with what of its formatting is kept."""

    text: str
    bold: bool = False
    mark: Mark | None = None
    address: str = ""


def inlines(line: str) -> Inlines:
    """What the line says, as the model has it."""
    return tuple(_inlines(line))


def plain(line: str) -> str:
    """The words of the line alone."""
    return walk.plain(inlines(line))


def _inlines(line: str) -> Iterator[Inline]:
    at, held = 0, ""
    for token in _TOKEN.finditer(line):
        held += line[at : token.start()]
        at = token.end()
        if token["sign"]:
            held += token["sign"]
            continue
        if held:
            yield Text(held)
            held = ""
        if token["bold"]:
            yield Strong(inlines(token["bold"]))
        elif token["words"]:
            yield Link(token["address"], inlines(token["words"]))
        elif token["raised"]:
            yield Marked(Mark.SUPERSCRIPT, inlines(token["raised"]))
        else:
            yield Marked(Mark.SUBSCRIPT, inlines(token["lowered"]))
    if held := held + line[at:]:
        yield Text(held)


def written(pieces: Iterable[StyledText]) -> str:
    """The line that says this; white space stands outside of what is bold or leads somewhere."""
    whole = [
        replace(like, text="".join(each.text for each in group))
        for like, group in groupby(pieces, lambda each: replace(each, text=""))
    ]
    return "".join(_linked(address, [*group]) for address, group in groupby(whole, lambda each: each.address))


def _linked(address: str, pieces: list[StyledText]) -> str:
    inner = "".join(_bold([*group], bold=bold) for bold, group in groupby(pieces, lambda each: each.bold))
    target = address.replace("(", "%28").replace(")", "%29")
    if not inner.strip() or not re.fullmatch(ADDRESS, target):
        return inner
    before, after = _around(inner)
    words = re.sub(r"(?<!\\)([\[\]])", lambda found: {"[": "(", "]": ")"}[found[1]], inner.strip())
    return f"{before}[{words}]({target}){after}"


def _bold(pieces: list[StyledText], *, bold: bool) -> str:
    inner = "".join(map(_marked, pieces))
    before, after = _around(inner)
    return f"{before}**{inner.strip()}**{after}" if bold and inner.strip() else inner


def _marked(piece: StyledText) -> str:
    text = _escaped(piece.text)
    if piece.mark is None or not text.strip() or len(text) > 30:  # noqa: PLR2004 - a raised sign, no raised sentence
        return text
    sign = "^" if piece.mark is Mark.SUPERSCRIPT else "~"
    before, after = _around(text)
    return f"{before}{sign}{text.strip()}{sign}{after}"


def _around(text: str) -> tuple[str, str]:
    """The white space before and after the words."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _escaped(text: str) -> str:
    """The text, so that none of its signs is taken for formatting."""
    text = text.replace("\\", "\\\\")
    text = re.sub(r"\*(?=\*)|(?<=\*)\*", r"\\*", text)
    text = re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", text)
    for sign in "^~":
        if text.count(sign) > 1:
            text = text.replace(sign, f"\\{sign}")
    return text
