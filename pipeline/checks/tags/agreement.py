"""The tree held against the model: blocks, order, words, lists (Z624), and line numbers (Z623)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.checks.finding import Finding, of_code
from pipeline.checks.tags import line_numbers, screen_reader
from pipeline.checks.tags import tagged_objects as parts
from pipeline.checks.tags.model_speech import Wanted, heard, wanted
from pipeline.checks.tags.screen_reader import Spoken
from pipeline.checks.word_difference import difference, in_quotes, letters
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.reading import Kind
from pipeline.readback.tag_tree import Tag, TagTree, every_tag, walk
from pipeline.text import anchors
from pipeline.text.concordance import concordance
from pipeline.text.model import Book, NumberedChapter

ALIKE = 0.6
"""Share of equal characters from which two blocks are taken for the same one, damaged."""

DEEPEST = 6
"""The deepest heading that PDF 1.7 has (ISO 32000-1, 14.8.4.3.2)."""

_HEADING = re.compile(r"H([2-9])")


def findings(tree: TagTree, truth: Book, language: str = "") -> Iterator[Finding]:
    """All that differs; ``language`` is that of the file.

    The title of the book is H1, each of several chapters an element of its own that begins with its title as H2.
    """
    said = [*screen_reader.blocks(tree.tags)]
    title = next((each.text for each in said if each.level == 1), "")
    if title and heard(title) != heard(truth.title):
        yield Finding("Z624", f"Die Überschrift H1 ist {in_quotes(title)}, der Titel {in_quotes(truth.title)}.")
    yield from of_code("Z624", _glued_entries(tree))
    if truth.alone:
        yield from _chapter(tree, truth.chapters[0], truth, language)
        return
    chapters = [each for tag in tree.tags for each in tag.kids if isinstance(each, Tag) and _is_chapter(each)]
    if len(chapters) != len(truth.chapters):
        message = f"Erwartet {len(truth.chapters)} Kapitel als Elemente, gefunden {len(chapters)}."
        yield Finding("Z624", message)
        return
    for numbered, tag in zip(truth.chapters, chapters, strict=True):
        where = f"Kapitel {in_quotes(numbered.chapter.title)}: "
        pages = {each.page for each in walk(tag.kids) if isinstance(each, MarkedContent)}
        artifacts = tuple(each for each in tree.artifacts if each.page in pages)
        part = replace(tree, tags=(_raised(tag),), artifacts=artifacts)
        found = _chapter(part, numbered, truth, language)
        yield from (Finding(code, f"{where}{message}") for code, message in found)


def _chapter(tree: TagTree, numbered: NumberedChapter, truth: Book, language: str) -> Iterator[Finding]:
    """What differs in a chapter, whose headings are those that it has by itself."""
    said = [*screen_reader.blocks(tree.tags)]
    title = next((each.text for each in said if each.level == 1), "")
    if not truth.alone and title and heard(title) != heard(numbered.chapter.title):
        message = f"Die Überschrift des Kapitels ist {in_quotes(title)}, der Titel {in_quotes(numbered.chapter.title)}."
        yield Finding("Z624", message)
    deepest = DEEPEST if truth.alone else DEEPEST - 1
    yield from _blocks([*wanted(numbered, deepest, language)], said)
    prefix, slugs = anchors.prefix(truth, numbered.slug), [each.slug for each in truth.chapters]
    yield from of_code("Z624", parts.findings(tree, numbered, prefix, slugs))
    yield from of_code("Z623", line_numbers.findings(tree, said, concordance(numbered, calls=True)))


def _is_chapter(tag: Tag) -> bool:
    """Whether the element begins with a heading of the second level, and is not the table of contents."""
    if tag.standard not in {"Art", "Sect"} or any(each.standard == "TOC" for each in every_tag(tag.kids)):
        return False
    first = next(screen_reader.blocks(tag.kids), None)
    return first is not None and first.level == 2  # noqa: PLR2004 - H2


def _raised(tag: Tag) -> Tag:
    """The element with all its headings one level higher, as they are where the chapter stands by itself."""
    kids = tuple(_raised(each) if isinstance(each, Tag) else each for each in tag.kids)
    if found := _HEADING.fullmatch(tag.standard):
        return replace(tag, kids=kids, role=f"H{int(found[1]) - 1}", standard=f"H{int(found[1]) - 1}")
    return replace(tag, kids=kids)


@dataclass(slots=True)
class _Alignment:
    """Blocks of the model beside those of the tree."""

    pairs: list[tuple[Wanted, list[Spoken]]] = field(default_factory=list)
    """A block, and the one or the several that it became."""
    missing: list[Wanted] = field(default_factory=list)
    beyond: list[Spoken] = field(default_factory=list)
    """Those between the first and the last block of the text; title, contents and imprint stand outside."""


def _blocks(expected: Sequence[Wanted], said: Sequence[Spoken]) -> Iterator[Finding]:
    """What differs block by block."""
    aligned = _aligned(expected, said)
    # Each block is announced, or none ([lines] announce = "none", and the archive, whose numbers are elements).
    announced = int(any(each.labels for each in said))
    for want, group in aligned.pairs:
        if len(group) > 1:
            torn = " | ".join(in_quotes(each.text) for each in group)
            yield Finding("Z624", f"{want.name} ist in {len(group)} Elemente zerrissen: {torn}.")
        else:
            yield from _differs(want, group[0])
        yield from of_code("Z623", line_numbers.announcements(want, group[0], announced))
    yield from of_code("Z624", _displaced(aligned, said))


def _key(block: Wanted | Spoken) -> tuple[Kind | None, int | None, str]:
    return block.kind, block.level, heard(block.text)


def _aligned(expected: Sequence[Wanted], said: Sequence[Spoken]) -> _Alignment:
    """Equal blocks first, in order; what is left between them by likeness."""
    matcher = SequenceMatcher(None, [_key(each) for each in expected], [_key(each) for each in said], autojunk=False)
    result = _Alignment()
    taken = set[int]()
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            result.pairs += [(want, [got]) for want, got in zip(expected[i1:i2], said[j1:j2], strict=True)]
            taken.update(range(j1, j2))
            continue
        at = j1
        for want in expected[i1:i2]:
            start = next((index for index in range(at, j2) if _like(want, said[index:j2])), None)
            if start is None:
                result.missing.append(want)
                continue
            at = start + _like(want, said[start:j2])
            result.pairs.append((want, list(said[start:at])))
            taken.update(range(start, at))
    inner = range(min(taken, default=0), max(taken, default=-1) + 1)
    result.beyond = [said[index] for index in inner if index not in taken]
    return result


def _like(want: Wanted, said: Sequence[Spoken]) -> int:
    """How many of these, from the first on, have the block's letters together; 1 for one much like it, 0 for none."""
    whole, joined = letters(want.text), ""
    for count, got in enumerate(said, 1):
        joined += letters(heard(got.text))
        if joined == whole:
            return count
        if not whole.startswith(joined):
            break
    matcher = SequenceMatcher(None, whole, letters(heard(said[0].text)), autojunk=False)
    return int(matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE)


def _differs(want: Wanted, got: Spoken) -> Iterator[Finding]:
    text = heard(got.text)
    if (got.kind, got.level) != (want.kind, want.level):
        yield Finding("Z624", f"{want.name} ist im Strukturbaum {_named(got)}.")
    if text == want.text:
        return
    if numbers := line_numbers.read_aloud(want, text):
        yield Finding(
            "Z623", f"{want.name}: mitten im Satz wird die Nummer {', '.join(numbers)} vorgelesen: {in_quotes(text)}."
        )
    else:
        yield Finding("Z624", f"{want.name}: {difference(want.text, text)}.")


def _named(got: Spoken) -> str:
    level = f" H{got.level}" if got.level else ""
    return f"{got.kind or 'Text ohne Block'}{level}"


def _displaced(aligned: _Alignment, said: Sequence[Spoken]) -> Iterator[str]:
    """Missing blocks, those that stand elsewhere, and those that the model does not have."""
    everywhere = {_key(each) for each in said}
    for want in aligned.missing:
        what = "steht an anderer Stelle" if _key(want) in everywhere else "fehlt im Strukturbaum"
        yield f"{want.name} {what}: {in_quotes(want.text)}."
    moved = {_key(want) for want in aligned.missing}
    for got in aligned.beyond:
        if _key(got) not in moved:
            yield f"Zwischen den Blöcken des Textes steht noch {_named(got)} {in_quotes(got.text)}."


def _glued_entries(tree: TagTree) -> Iterator[str]:
    """Words of the table of contents that run into each other, such as the last line and the page: „71“ and „2“."""
    for tag in every_tag(tree.tags):
        if tag.standard == "Reference":
            parts = [each.text for each in walk(tag.kids) if isinstance(each, MarkedContent) and each.text]
            for before, after in pairwise(parts):
                if before[-1].isalnum() and after[0].isalnum():
                    yield f"Im Inhaltsverzeichnis sind {in_quotes(before)} und {in_quotes(after)} verklebt."
