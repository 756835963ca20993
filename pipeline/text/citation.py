"""Official lines cited: their words, how they are named, and where each edition has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from pipeline.diagnostics import Diagnostic, InputRefusal, Place
from pipeline.text import adoption, anchors, list_labels, walk, wording
from pipeline.text.concordance import Join, Line, concordance, lines_of
from pipeline.text.model import NumberedChapter


@dataclass(frozen=True, slots=True)
class Citation:
    """Lines of a chapter, ready to be cited."""

    first: int
    last: int
    passages: tuple[str, ...]
    """The words as running text, one passage for each block that has some of the lines."""
    source: str
    """What is cited, for readers: ``Titel, Zeile 36–37 (Rat, beschlossen am 3. Mai 2025)``."""
    links: tuple[tuple[str, str], ...]
    """Where the first line is: what kind of file, and its address."""


def citation(
    numbered: NumberedChapter, first: int, last: int, *, language: str = wording.GERMAN, address: str = ""
) -> Citation:
    """The lines from ``first`` to ``last``, named in the ``language`` of the publication.

    ``address`` is where the editions are published; without one the links are relative. Raises InputRefusal (Z280) where
    the chapter does not have the lines.
    """
    lines = concordance(numbered)
    begin, end = lines[0].number, lines[-1].number
    if not begin <= first <= last <= end:
        wanted = f"Zeile {first}" if first == last else f"Zeile {first}–{last}"
        message = f"„{numbered.chapter.title}“ hat die Zeilen {begin} bis {end}, gesucht ist {wanted}."
        raise InputRefusal(Diagnostic("Z280", Place(numbered.chapter.source.name), message))
    passages = tuple(_passages(numbered, range(first, last + 1)))
    source = _source(numbered, wording.of(language), first, last)
    return Citation(first, last, passages, source, tuple(_links(numbered, address, first)))


def _passages(numbered: NumberedChapter, wanted: range) -> Iterator[str]:
    """The words of each block that has some of the lines; an item's label is cited where its first line is."""
    labels = dict(list_labels.labelled_lines(numbered.chapter.blocks))
    for block in walk.text_blocks(numbered.chapter.blocks):
        if found := [line for line in lines_of(block.content) if line.number in wanted]:
            yield " ".join(filter(None, (*labels.get(found[0].number, ()), running(found))))


def running(lines: Sequence[Line]) -> str:
    """The words of lines that follow each other in one block, as they join in reading."""
    return "".join(f"{line.text}{_between(line.join)}" for line in lines).strip()


def _between(join: Join) -> str:
    match join:
        case Join.SPACE | Join.BREAK:
            return " "
        case Join.NONE | Join.HYPHEN | Join.END:
            return ""
        case _:
            assert_never(join)


def _source(numbered: NumberedChapter, say: wording.Wording, first: int, last: int) -> str:
    chapter = numbered.chapter
    lines = say.lines(first, last) if first == last else say("Zeile {first}–{last}", first=first, last=last)
    who = wording.words(adoption.resolved(chapter.resolution, say))
    return f"{chapter.title}, {lines}" + (f" ({who})" if who else "")


def _links(numbered: NumberedChapter, address: str, line: int) -> Iterator[tuple[str, str]]:
    slug, name = numbered.slug, anchors.line(line)
    folder = f"{address.rstrip('/')}/{slug}/" if address else f"{slug}/"
    yield "Webseite", f"{folder}{slug}.html#{name}"
    # RFC 8118, 3: the fragment of application/pdf that names a destination.
    yield "PDF", f"{folder}{slug}.pdf#nameddest={name}"
    yield "E-Book", f"{folder}{slug}.epub#{name}"
