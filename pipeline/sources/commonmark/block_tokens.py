"""Tokens → the blocks of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it.token import Token

from pipeline.diagnostics import Place
from pipeline.sources.commonmark import footnotes, item_rule, pipe_tables
from pipeline.sources.commonmark.footnotes import Footnotes
from pipeline.sources.commonmark.image_tokens import TokenImages
from pipeline.sources.commonmark.inline_tokens import HTML_HINT, token_inlines
from pipeline.sources.commonmark.item_marks import TAB
from pipeline.sources.commonmark.nodes import BlockNode, nodes
from pipeline.sources.commonmark.source_lines import SourceReport
from pipeline.sources.labels import ordered
from pipeline.text import walk
from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    ListItem,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Table,
    Text,
)

DEEPEST = 9
"""Lists and quotations around a text; WordprocessingML has nine levels (ECMA-376, 17.9.6), and each takes 6 from a line."""

_COUNT = re.compile(r"([0-9]{1,3})([.)])")


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a block."""

    depth: int = 0
    note: bool = False


class TokenComposer:
    """Makes blocks of tokens, and reports what cannot be one."""

    def __init__(self, tokens: Sequence[Token], folder: Path, report: SourceReport) -> None:
        """Know the notes of the text, and the folder that its pictures lie in."""
        self._report = report
        self._notes = Footnotes(tokens, report)
        self._pictures = TokenImages(folder, report)
        self._tokens = tokens

    def title(self, given: str) -> tuple[str, int]:
        """The title, and how many nodes of the text it takes.

        It is the one that is given, or else the only heading of the first level, if the text begins with that. Where both
        say the same, the heading is the title and not said again.
        """
        outer = list(nodes(self._tokens))
        tops = [node.inline for node in outer if node.kind == "heading" and node.token.tag == "h1"]
        if not tops or outer[0].kind != "heading" or outer[0].inline is not tops[0] or (len(tops) > 1 and not given):
            return given, 0
        if given and _words(token_inlines(tops[0], SourceReport("", self._report.file), lambda *_: None)) != given:
            return given, 0
        content = token_inlines(tops[0], self._report, self._no_note)
        if any(not isinstance(inline, Text) for inline in content):
            place = self._report.block(outer[0].token)
            self._report.add("Z251", place, "Im Titel bleiben nur die Worte, keine Auszeichnung.")
        return _words(content), 1

    def _no_note(self, _: str, place: Place) -> None:
        self._report.add("Z254", place, "Der Titel kann keine Fußnote haben.")

    def blocks(self, skipped: int) -> Blocks:
        """All blocks of the text but so many at the begin."""
        found = self._blocks(list(nodes(self._tokens))[skipped:], _Around())
        self._notes.report_unused()
        return found

    def _blocks(self, given: Sequence[BlockNode], around: _Around) -> Blocks:
        if around.depth > DEEPEST:
            self._report.add(
                "Z252",
                self._report.block(given[0].token) if given else Place(self._report.file),
                f"Listen und Zitate dürfen zusammen höchstens {DEEPEST} Ebenen tief sein.",
            )
            return ()
        result: list[Block] = []
        for node in given:
            for block in self._block(node, around):
                match result, block:
                    case [*_, Table(caption=None) as table], Paragraph(content) if caption := pipe_tables.caption_of(
                        content
                    ):
                        result[-1] = replace(table, caption=caption)
                    case _:
                        result.append(block)
        return tuple(result)

    def _block(self, node: BlockNode, around: _Around) -> Iterator[Block]:
        place, inner = self._report.block(node.token), _Around(around.depth + 1, around.note)
        match node.kind:
            case "heading":
                yield from self._heading(node, around, place)
            case "paragraph":
                yield from self._paragraph(node, place)
            case "bullet_list":
                yield BulletList(tuple(self._items(node, inner)), place)
            case item_rule.LIST:
                yield self._ordered(node, inner, place)
            case "blockquote":
                if blocks := self._blocks(node.children, inner):
                    yield BlockQuote(blocks, place)
            case "fence" | "code_block":
                yield from self._preformatted(node.token, place)
            case "table":
                yield pipe_tables.table(node, self._report, self._inlines)
            case "hr":
                self._report.add(
                    "Z251", place, "Eine Trennlinie steht in keiner Ausgabe.", "Abschnitte trennt eine Überschrift."
                )
            case "html_block":
                self._html(node, place)
            case footnotes.KIND:
                pass
            case _:
                raise ValueError(node.kind)

    def _html(self, node: BlockNode, place: Place) -> None:
        """Report HTML; an empty comment only parts two lists that are not one."""
        if node.token.content.strip() != "<!-- -->":
            self._report.add("Z243", place, f"HTML wird nicht gelesen: „{_shown(node.token.content)}“.", HTML_HINT)

    def _heading(self, node: BlockNode, around: _Around, place: Place) -> Iterator[Heading]:
        if around != _Around():
            self._report.add(
                "Z254",
                place,
                "Eine Überschrift steht nicht in einer Liste, einem Zitat oder einer Fußnote.",
                "Ist es keine, schreiben Sie „\\#“, oder setzen Sie den Satz fett.",
            )
        if content := self._inlines(node.inline):
            yield Heading(int(node.token.tag[1]), content, place, int(node.token.tag[1]))
        else:
            self._report.add("Z254", place, "Die Überschrift ist leer.")

    def _inlines(self, token: Token) -> Inlines:
        return token_inlines(token, self._report, self.note)

    def defines(self, label: str) -> bool:
        """Whether the text has a note of this name."""
        return self._notes.defines(label)

    def note(self, label: str, place: Place) -> Note | None:
        """The note for the place that calls it."""
        return self._notes.note(label, place, lambda node: self._blocks(node.children, _Around(note=True)))

    def _paragraph(self, node: BlockNode, place: Place) -> Iterator[Paragraph | Picture]:
        children = node.inline.children or []
        if [child.type for child in children] == ["image"]:
            if picture := self._pictures.picture(children[0], place):
                yield picture
        elif content := self._inlines(node.inline):
            yield Paragraph(content, place)

    def _items(self, node: BlockNode, around: _Around) -> Iterator[ListItem]:
        for child in node.children:
            first, rest = child.children[:1], child.children[1:]
            place = self._report.block(child.token)
            content: Inlines = ()
            if first and first[0].kind == "paragraph" and not _is_picture(first[0]):
                content = self._inlines(first[0].inline)
            else:
                rest = (*first, *rest)
            blocks = self._blocks(rest, around)
            if not content and not blocks:
                self._report.add(
                    "Z254", place, "Der Listenpunkt ist leer.", "Ist das Zeichen Text, schreiben Sie „\\“ davor."
                )
            yield ListItem(content, blocks, place)

    def _ordered(self, node: BlockNode, around: _Around, place: Place) -> OrderedList:
        """The list with its labels as they are written, unless all are the same number: then it counts by itself."""
        written = [child.token.info for child in node.children]
        if len(set(written)) == 1 and (count := _COUNT.fullmatch(written[0])):
            written = [f"{int(count[1]) + at}{count[2]}" for at in range(len(written))]
        return ordered(written, list(self._items(node, around)), place)

    def _preformatted(self, token: Token, place: Place) -> Iterator[Preformatted]:
        if token.info.strip():
            self._report.add(
                "Z251", place, f"„{token.info.strip()}“ hinter den Zeichen „{token.markup}“ steht in keiner Ausgabe."
            )
        lines = token.content.removesuffix("\n").expandtabs(TAB).split("\n")
        if not "".join(lines).strip():
            self._report.add("Z251", place, "Der vorformatierte Text ist leer.")
            return
        first = place.line + (token.type == "fence")
        content: list[Inline] = []
        for number, line in enumerate(lines, first):
            at = Place(place.file, number, max(self._report.line(number).find(line), 0) + 1)
            content += [LineBreak(at)] if number > first else []
            content += [Text(line, at)] if line else []
        yield Preformatted(tuple(content), place)


def _words(content: Inlines) -> str:
    return " ".join(walk.plain(content).split())


def _shown(content: str) -> str:
    """Its first line, not too long."""
    return content.strip().partition("\n")[0][:40]


def _is_picture(node: BlockNode) -> bool:
    return [child.type for child in node.inline.children or ()] == ["image"]
