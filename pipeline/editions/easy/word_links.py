"""The first place in the text where an explained word stands → a link to its explanation, once for each word.

Das <a href="#wort-ehren-amt">Ehren-Amt</a> ist wichtig.        <dt id="wort-ehren-amt">Ehren-Amt</dt>
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.easy_language.hints.proper_names import key
from pipeline.easy_language.rendition import Rendition, RenditionPassage, RenditionSection
from pipeline.easy_language.segments import SegmentKind
from pipeline.easy_language.translation import Word
from pipeline.text import slugs, walk
from pipeline.text.model import Emphasis, Inline, Inlines, Link, Marked, Strong, Text

_TOKEN = re.compile(r"\w+(?:[-·]\w+)*")


def word_names(words: Sequence[Word]) -> tuple[str, ...]:
    """The id of each entry of the word list: ``wort-ehren-amt``; the second of a name has its number behind it."""
    found: list[str] = []
    for at, word in enumerate(words, 1):
        name = f"wort-{slugs.slug(word.agreed or word.word)}"
        found.append(f"{name}-{at}" if name in found else name)
    return tuple(found)


def with_word_links(reading: Rendition, address: Callable[[str], str]) -> Rendition:
    """The reading with links to the explanations; ``address`` gives where the entry of an id is. Headings stay as they are."""
    links = _WordLinks(reading.words, address)
    return replace(reading, parts=tuple(map(links.part, reading.parts)))


class _WordLinks:
    def __init__(self, words: Sequence[Word], address: Callable[[str], str]) -> None:
        self._address = address
        self._waiting: dict[tuple[str, ...], str] = {}
        for word, name in zip(words, word_names(words), strict=True):
            tokens = tuple(key(each[0]) for each in _TOKEN.finditer(word.agreed or word.word))
            if tokens:
                self._waiting.setdefault(tokens, name)
        self._longest = max(map(len, self._waiting), default=0)

    def part(self, of: RenditionSection) -> RenditionSection:
        return replace(of, passages=tuple(map(self._passage, of.passages)))

    def _passage(self, of: RenditionPassage) -> RenditionPassage:
        if of.kind is SegmentKind.HEADING:
            return of
        return replace(of, blocks=walk.respelled(of.blocks, self._inlines))

    def _inlines(self, content: Inlines) -> Inlines:
        return tuple(each for inline in content for each in self._inline(inline))

    def _inline(self, inline: Inline) -> Inlines:
        match inline:
            case Text(text):
                return self._text(text)
            case Strong() | Emphasis() | Marked():
                return (walk.spanning(inline, self._inlines(inline.content)),)
            case _:
                # A link stands in no other link.
                return (inline,)

    def _text(self, text: str) -> Inlines:
        tokens = list(_TOKEN.finditer(text)) if self._waiting else []
        keys = [key(each[0]) for each in tokens]
        found, done, at = list[Inline](), 0, 0
        while at < len(tokens):
            length = next(
                (each for each in range(self._longest, 0, -1) if tuple(keys[at : at + each]) in self._waiting), 0
            )
            if length:
                start, end = tokens[at].start(), tokens[at + length - 1].end()
                name = self._waiting.pop(tuple(keys[at : at + length]))
                found += [Text(text[done:start])] if start > done else []
                found.append(Link(self._address(name), (Text(text[start:end]),)))
                done = end
            at += length or 1
        return (*found, *([Text(text[done:])] if done < len(text) else []))
