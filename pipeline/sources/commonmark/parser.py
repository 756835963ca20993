"""CommonMark → the tokens of markdown-it-py: with tables and footnotes, and with stars that German words may hold.

CommonMark 0.31 makes ``Senior*innen und Bürger*innen`` an emphasis, because there a star may open and close inside a
word (6.2, rules 1 and 3). In German official texts that star is part of the word. Here stars follow the rules that CommonMark
has for ``_`` (rules 2 and 4): between two letters or digits they are text. Nothing is replaced by nicer characters, and
addresses in running text stay text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.sources.commonmark import item_rule
from pipeline.sources.commonmark.label_lines import Doubt, labelled
from pipeline.text.even_tables import MOST_PLACES

DEEPEST = 40
"""Levels of markdown-it-py (a list has two) beyond which it would leave text out without a word (4.3, ParserBlock)."""

LARGEST = 2_000_000
"""Characters of a text; a book of a thousand pages has as many."""

LONGEST_BLOCK = 50_000
"""Characters of one paragraph; the parser of what stands inside takes the square of the length on hostile input."""

_Rule = Callable[[StateInline, bool], bool]
_BlockRule = Callable[[StateBlock, int, int, bool], bool]


class Definitions(dict[str, dict[str, Any]]):
    """The link definitions by their labels; it remembers which ones were used."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        """The definition, for a link that uses it."""
        self.used.add(label)
        return super().get(label, default)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tokens of a text, and what there is to say about it."""

    tokens: tuple[Token, ...]
    unused: tuple[int, ...]
    """The lines, from 1, in which definitions of links begin that nothing uses."""
    doubts: tuple[Doubt, ...]
    """Lines that begin with what may be a label, or an ordinal number."""
    shallow: tuple[int, ...]
    """The lines, from 1, of lists that are nested, though CommonMark would want them further right."""


def parsed(text: str, file: str, *, exact: bool = False) -> Parsed:
    """The text as tokens; those inside a block say in ``meta["at"]`` at which of its characters they begin.

    In an ``exact`` text every label at the begin of a line is one.
    Raises InputRefusal (Z252) where it is too large or too deep.
    """
    if len(text) > LARGEST:
        raise InputRefusal(
            Diagnostic("Z252", Place(file), f"Der Text hat {len(text)} Zeichen, erlaubt sind {LARGEST}.")
        )
    links = Definitions()
    env: dict[str, Any] = {"references": links, "file": file, "since": 0}
    found = labelled(text.split("\n"), exact=exact)
    lists = item_rule.Items(found)
    tokens = _markdown(lists.rule).parse(text, env)
    unused = [each for label, each in links.items() if label not in links.used]
    lines = sorted(each["map"][0] + 1 for each in [*unused, *env.get("duplicate_refs", ())])
    return Parsed(tuple(tokens), tuple(lines), found.doubts, tuple(sorted(lists.shallow)))


class _Markdown(MarkdownIt):
    """Leaves addresses as they are written, and to us to judge: the library would make text of a link to a wrong one."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's names
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def _markdown(labels: _BlockRule) -> MarkdownIt:
    markdown = _Markdown("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    footnote_plugin(markdown, inline=False, move_to_end=False)
    interrupted: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.at("list", item_rule.bullets, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.block.ruler.before("table", "labels", labels, interrupted)
    markdown.block.ruler.before("labels", "limits", _refuse_depth)
    markdown.core.ruler.before("inline", "limits", _refuse_length)
    markdown.inline.ruler.at("emphasis", _delimiters)
    markdown.inline.ruler.after("strikethrough", "raised", _raised)
    markdown.inline.ruler.push("character", _character)
    for rule in markdown.inline.ruler.__rules__:
        rule.fn = _placed(rule.fn)
    markdown.inline.ruler2.before("balance_pairs", "places", _place_last)
    # These join texts, and what is joined has lost its place; ours are joined when they are inlines.
    markdown.inline.ruler2.disable("fragments_join")
    markdown.core.ruler.disable("text_join")
    return markdown


def _refuse_depth(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    if state.level >= DEEPEST - 2:
        place = Place(state.env["file"], line + 1)
        raise InputRefusal(Diagnostic("Z252", place, "Listen und Zitate sind hier zu tief verschachtelt."))
    return False


def _refuse_length(state: Any) -> None:
    cells, table = 0, 0
    for token in state.tokens:
        if token.type == "table_open":
            cells, table = 0, token.map[0] + 1
        cells += token.type in {"td_open", "th_open"}
        if cells > MOST_PLACES:
            message = f"Die Tabelle hat mehr als {MOST_PLACES} Zellen; mehr sind nicht erlaubt."
            hint = "Teilen Sie sie in mehrere Tabellen, oder legen Sie sie als eigene Datei daneben."
            raise InputRefusal(Diagnostic("Z218", Place(state.env["file"], table), message, hint))
        if token.type == "inline" and len(token.content) > LONGEST_BLOCK:
            message = f"Der Absatz hat {len(token.content)} Zeichen, erlaubt sind {LONGEST_BLOCK}."
            raise InputRefusal(Diagnostic("Z252", Place(state.env["file"], token.map[0] + 1), message))


def _delimiters(state: StateInline, silent: bool) -> bool:
    """A run of ``*`` or ``_``, each a text that may become the begin or the end of an emphasis."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = state.scanDelims(state.pos, canSplitWord=False)
    for at in range(state.pos, state.pos + run.length):
        token = state.push("text", "", 0)
        token.content = marker
        token.meta = {"at": at, "delimiter": run.can_open or run.can_close}
        state.delimiters.append(
            Delimiter(ord(marker), run.length, len(state.tokens) - 1, -1, run.can_open, run.can_close)
        )
    state.pos += run.length
    return True


_RAISED = re.compile(r"~(?!~)([^\s~]{1,60})~(?!~)|\^(?!\[)([^\s^]{1,60})\^")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~ ])")


def _raised(state: StateInline, silent: bool) -> bool:
    """What stands lower or higher than the character before it: ``H~2~O``, ``m^2^`` (as Pandoc reads them)."""
    found = _RAISED.match(state.src, state.pos, state.posMax)
    if silent or not found or state.pos == 0 or state.src[state.pos - 1] in " \t\n~^\\":
        return False
    kind = "sub" if found[1] else "sup"
    state.push(f"{kind}_open", kind, 1)
    text = state.push("text_special", "", 0)
    text.content, text.meta = _ESCAPED.sub(r"\1", found[1] or found[2]), {"at": state.pos + 1}
    state.push(f"{kind}_close", kind, -1)
    state.pos = found.end()
    return True


def _character(state: StateInline, silent: bool) -> bool:
    """The character that no rule knows is text. The library has this outside its rules, where no place is kept."""
    if not silent:
        state.append_pending(state.src[state.pos])
    state.pos += 1
    return True


def _placed(rule: _Rule) -> _Rule:
    """The rule, which notes in each token that it makes where that begins."""

    @wraps(rule)
    def placed(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        begin, count, waiting = state.pos, len(state.tokens), state.env["since"] if state.pending else None
        done = rule(state, silent)
        made = state.tokens[count:]
        for index, token in enumerate(made):
            if waiting is not None and index == 0:
                token.meta.setdefault("at", waiting)
            elif token.type == "text":  # at the end of a link it is pushed outside of all rules
                token.meta.setdefault("at", max(begin, state.env["since"]))
            else:
                token.meta.setdefault("at", begin)
        if done and state.pending and (made or waiting is None):
            state.env["since"] = begin
        return done

    return placed


def _place_last(state: StateInline) -> None:
    """The text at the end of a block is pushed outside of all rules."""
    for token in state.tokens:
        token.meta.setdefault("at", state.env["since"])


_NOTE = re.compile(r"\[\^[^\]\s]+\]")


def undefined_notes(token: Token) -> list[tuple[int, str]]:
    """The calls of notes that are not defined, in a text token: where they begin in it, and how they are written."""
    return [(found.start(), found[0]) for found in _NOTE.finditer(token.content)]
