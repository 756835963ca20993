"""The tree held against the model: blocks, order, words and their looks, lists (Z624), and line numbers (Z623)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.checks import block_structure, transcripts
from pipeline.checks.finding import Finding, of_code
from pipeline.checks.tags import line_numbers
from pipeline.checks.units import KINDS, Unit, in_words, units
from pipeline.checks.word_difference import around, difference, in_quotes, letters
from pipeline.readback import tag_transcript
from pipeline.readback.marked_content import MarkedContent
from pipeline.readback.tag_tree import Tag, TagTree, every_tag, walk
from pipeline.text import anchors
from pipeline.text.concordance import concordance
from pipeline.text.events import Call, ElementKind, End, Event, Start, Transcript, Words
from pipeline.text.model import Book, NumberedChapter
from pipeline.text.transcript import transcript

ALIKE = 0.6
"""Share of equal characters from which two blocks are taken for the same one, damaged."""

DEEPEST = 6
"""The deepest heading that PDF 1.7 has (ISO 32000-1, 14.8.4.3.2)."""


def findings(tree: TagTree, truth: Book, language: str = "") -> Iterator[Finding]:
    """All that differs; ``language`` is that of the file.

    The title of the book is H1, each of several chapters an element of its own that begins with its title as H2.
    """
    yield from of_code("Z624", _title(tag_transcript.of_tags(tree.tags), "Überschrift H1", truth.title))
    yield from of_code("Z624", _glued_entries(tree))
    if truth.alone:
        yield from _Chapter(tree, truth.chapters[0], truth, language).findings()
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
        found = _Chapter(replace(tree, tags=(tag,), artifacts=artifacts), numbered, truth, language).findings()
        yield from (Finding(code, f"{where}{message}") for code, message in found)


def _title(said: Transcript, what: str, title: str) -> Iterator[str]:
    found = next((each.text for each in units(said) if each.kind is ElementKind.HEADING and not each.level), "")
    if found and in_words(found) != in_words(title):
        yield f"Die {what} ist {in_quotes(found)}, der Titel {in_quotes(title)}."


def _is_chapter(tag: Tag) -> bool:
    """Whether the element begins with a heading of the second level, and is not the table of contents."""
    if tag.standard not in {"Art", "Sect"} or any(each.standard == "TOC" for each in every_tag(tag.kids)):
        return False
    first = next(units(tag_transcript.of_tags((tag,))), None)
    return first is not None and first.kind is ElementKind.HEADING and first.level == 1


class _Chapter:
    """A chapter of the tree beside that of the model."""

    def __init__(self, tree: TagTree, numbered: NumberedChapter, truth: Book, language: str) -> None:
        level = 1 if truth.alone else 2
        slugs = [each.slug for each in truth.chapters]
        self._tree, self._truth, self._alone = tree, numbered, truth.alone
        self._found = tag_transcript.of_tags(tree.tags, level, anchors.prefix(truth, numbered.slug))
        title = around(numbered, language)("Anmerkungen")
        self._expected = tuple(_spoken(transcript(numbered, slugs), DEEPEST - level, title))

    def findings(self) -> Iterator[Finding]:
        """What differs."""
        if not self._alone:
            yield from of_code("Z624", _title(self._found, "Überschrift des Kapitels", self._truth.chapter.title))
        objects = [[*block_structure.objects(each)] for each in (self._expected, self._found)]
        wanted, said = ([*units(_shown(each), by_line=False)] for each in (self._expected, self._found))
        yield from self._blocks(wanted, said, apart=objects[0] == objects[1])
        lists = ([*block_structure.list_labels_of(each)] for each in (self._expected, self._found))
        yield from of_code("Z624", block_structure.different_lists(*lists))
        yield from of_code("Z624", _compared("Tabelle, Bild oder Zitat", *objects))
        lines = [each for each in units(self._found) if each.line is not None]
        concord = concordance(self._truth, calls=True)
        yield from of_code("Z623", line_numbers.findings(self._tree, said, lines, concord))

    def _blocks(self, expected: Sequence[Unit], said: Sequence[Unit], *, apart: bool) -> Iterator[Finding]:
        """What differs block by block."""
        aligned = _aligned(expected, said)
        # Each block is announced, or none ([lines] announce = "none", and the archive, whose numbers are elements).
        announced = int(any(each.announced for each in said))
        for want, group in aligned.pairs:
            if len(group) > 1:
                torn = " | ".join(in_quotes(each.text) for each in group)
                yield Finding("Z624", f"{_named(want)} ist in {len(group)} Elemente zerrissen: {torn}.")
            else:
                yield from _differs(want, group[0], apart=apart)
            yield from of_code("Z623", line_numbers.announcements(_named(want), want, group[0], announced))
        yield from of_code("Z624", _displaced(aligned, said))


def _spoken(events: Iterable[Event], deepest: int, title: str) -> Iterator[Event]:
    """The events as tags can say them: calls as links, preformatted text as paragraphs, notes under a ``title``."""
    notes = False
    for event in events:
        match event:
            case Call(note):
                yield Words(str(note), frozenset(), f"#{anchors.note(note or 0)}")
            case Start(ElementKind.PREFORMATTED):
                yield Start(ElementKind.PARAGRAPH)
            case End(ElementKind.PREFORMATTED):
                yield End(ElementKind.PARAGRAPH)
            case Start(ElementKind.HEADING, facts):
                yield _heading(min(int(dict(facts)["level"]), deepest))
            case Start(ElementKind.NOTE) if not notes:
                notes = True
                yield from (_heading(1), Words(title), End(ElementKind.HEADING), event)
            case _:
                yield event


def _heading(level: int) -> Start:
    return Start(ElementKind.HEADING, (("level", str(level)),))


def _shown(events: Iterable[Event]) -> Iterator[Event]:
    """The events, with what pictures show said in their place."""
    for event in events:
        yield event
        if isinstance(event, Start) and event.kind is ElementKind.PICTURE:
            yield Words(dict(event.facts)["alternative"])


@dataclass(slots=True)
class _Alignment:
    """Blocks of the model beside those of the tree."""

    pairs: list[tuple[Unit, list[Unit]]] = field(default_factory=list)
    """A block, and the one or the several that it became."""
    missing: list[Unit] = field(default_factory=list)
    beyond: list[Unit] = field(default_factory=list)
    """Those between the first and the last block of the text; title, contents and imprint stand outside."""


def _key(block: Unit) -> tuple[ElementKind, int, str, str]:
    return block.kind, block.level, block.note, in_words(block.text)


def _aligned(expected: Sequence[Unit], said: Sequence[Unit]) -> _Alignment:
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


def _like(want: Unit, said: Sequence[Unit]) -> int:
    """How many of these, from the first on, have the block's letters together; 1 for one much like it, 0 for none."""
    whole, joined = letters(in_words(want.text)), ""
    for count, got in enumerate(said, 1):
        joined += letters(in_words(got.text))
        if joined == whole:
            return count
        if not whole.startswith(joined):
            break
    matcher = SequenceMatcher(None, whole, letters(in_words(said[0].text)), autojunk=False)
    return int(matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE)


def _differs(want: Unit, got: Unit, *, apart: bool) -> Iterator[Finding]:
    expected, text = in_words(want.text), in_words(got.text)
    if not block_structure.same(want, got, tag_transcript.UNABLE, apart=apart):
        yield Finding("Z624", f"{_named(want)} ist im Strukturbaum {_what(got)}.")
    if text == expected:
        looks = transcripts.unlike_looks(_named(want), want, got, tag_transcript.UNABLE)
        yield from of_code("Z624", looks)
    elif numbers := line_numbers.read_aloud(want, text):
        yield Finding(
            "Z623",
            f"{_named(want)}: mitten im Satz wird die Nummer {', '.join(numbers)} vorgelesen: {in_quotes(text)}.",
        )
    else:
        yield Finding("Z624", f"{_named(want)}: {difference(expected, text)}.")


def _named(block: Unit) -> str:
    """The block by its lines and what it is, for a finding."""
    if not block.lines:
        return f"Text ohne Zeile ({_what(block)})"
    first, last = block.lines[0][0], block.lines[-1][0]
    where = f"Zeile {first}" if first == last else f"Zeilen {first} bis {last}"
    return f"{where} ({_what(block)})"


def _what(block: Unit) -> str:
    """What it is, the title being H1 in a file of one chapter."""
    place = f" {said}" if (said := block.fact("place")) else ""
    level = f" H{block.level + 1}" if block.kind is ElementKind.HEADING else ""
    note = f" in Anmerkung {block.note}" if block.note else ""
    return f"{KINDS.get(block.kind, 'Text ohne Block')}{place}{level}{' im Zitat' * block.quotes}{note}"


def _displaced(aligned: _Alignment, said: Sequence[Unit]) -> Iterator[str]:
    """Missing blocks, those that stand elsewhere, and those that the model does not have."""
    everywhere = {_key(each) for each in said}
    for want in aligned.missing:
        what = "steht an anderer Stelle" if _key(want) in everywhere else "fehlt im Strukturbaum"
        yield f"{_named(want)} {what}: {in_quotes(in_words(want.text))}."
    moved = {_key(want) for want in aligned.missing}
    for got in aligned.beyond:
        if _key(got) not in moved:
            yield f"Zwischen den Blöcken des Textes steht noch {_what(got)} {in_quotes(got.text)}."


def _compared(what: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if operation != "equal":
            want, got = (", ".join(map(in_quotes, each)) or "nichts" for each in (expected[i1:i2], found[j1:j2]))
            yield f"{what}: erwartet {want}, gefunden {got}."


def _glued_entries(tree: TagTree) -> Iterator[str]:
    """Words of the table of contents that run into each other, such as the last line and the page: „71“ and „2“."""
    for tag in every_tag(tree.tags):
        if tag.standard == "Reference":
            parts = [each.text for each in walk(tag.kids) if isinstance(each, MarkedContent) and each.text]
            for before, after in pairwise(parts):
                if before[-1].isalnum() and after[0].isalnum():
                    yield f"Im Inhaltsverzeichnis sind {in_quotes(before)} und {in_quotes(after)} verklebt."
